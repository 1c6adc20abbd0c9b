"""What of a plan binds a unit: activities and duties laid on it, alone or with others.

Reads `Plan`, `Tree` and the two offices. Writes `Choice`: how each item means the unit, and what is left out with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from adminplan.data import fold
from adminplan.data.organisations import Body, body
from adminplan.plan.plan import Activity, Plan
from adminplan.subplan.membership import meant
from adminplan.subplan.office import LEVELS, Office
from adminplan.subplan.subplan import LeftOut

UNNAMED = "unnamed"  # no unit is named: it binds all who carry out the plan

# "Hoạt động cấp tỉnh", "các nhiệm vụ cấp huyện và cơ sở": headings that say whose work stands below.
_LEVEL_HEADING = re.compile(r"(?<!\w)(?:ở |tại )?cấp ((?:trung ương|tỉnh|huyện|xã|cơ sở|ngành|thành phố|trường)(?:(?:, | và | - |/)(?:cấp )?(?:trung ương|tỉnh|huyện|xã|ngành|cơ sở|trường|thành phố))*)(?!\w)")  # fmt: skip
_LEVEL_WORDS = (("trung ương", 0), ("tỉnh", 1), ("thành phố", 1), ("huyện", 2), ("ngành", 2), ("xã", 3), ("cơ sở", 4), ("trường", 4))  # fmt: skip
_TOWARDS = re.compile(r"(?:đối với|nhiệm vụ của|trách nhiệm của)\s+(?P<who>.+)")


class Choice(NamedTuple):
    """Attributes: ways: how an activity or duty that binds the unit means it, by id. left_out: the others. named: how each unit name of the plan means it."""

    ways: dict[str, str]
    left_out: tuple[LeftOut, ...]
    named: dict[str, str | None]


def choose(plan: Plan, unit: Office, issuer: Office, day: date) -> Choice:
    """What binds the unit. Groups stay when one of their activities does."""
    home = _known(issuer, None, day)
    one = _known(unit, home, day)
    named: dict[str, str | None] = {}

    def way(name: str) -> str | None:
        if name not in named:
            named[name] = meant(name, unit, issuer, home, one, day)
        return named[name]

    ways: dict[str, str] = {}
    said: str | None
    left: list[LeftOut] = []
    groups = {activity.parent for activity in plan.activities if activity.parent}
    by_id = {activity.id: activity for activity in plan.activities}
    for activity in plan.activities:
        if activity.id in groups:
            for assigned in activity.assignments:
                way(assigned.name)
            continue
        found = [way(assigned.name) for assigned in activity.assignments]
        said = next((own for own in ("own", "member", "all", "below") if own in found), None)
        if said is None and not activity.assignments:
            why = _other_level(activity, by_id, unit, way)
            if why is None:
                ways[activity.id] = UNNAMED
            else:
                left.append(LeftOut("activity", activity.id, activity.title, why))
        elif said is None:
            names = ", ".join(dict.fromkeys(assigned.name for assigned in activity.assignments))
            left.append(LeftOut("activity", activity.id, activity.title, f"giao cho {names}"))
        else:
            ways[activity.id] = said
    for activity in reversed(plan.activities):  # a group stays for the sake of its items
        if activity.id in ways and activity.parent and activity.parent not in ways:
            ways[activity.parent] = "group"
    left += [
        LeftOut("activity", one.id, one.title, "không còn việc nào trong nhóm")
        for one in plan.activities
        if one.id in groups and one.id not in ways
    ]
    for duty in plan.duties:
        said = way(duty.name) or _part(duty.name, way)
        if said is None:
            left.append(LeftOut("duty", duty.id, duty.statement, f"giao cho {duty.name}"))
        else:
            ways[duty.id] = said
    return Choice(ways, tuple(left), named)


def _known(office: Office, home: Body | None, day: date) -> Body | None:
    return body(office.name, home=home, at=day)


def _part(name: str, way: Callable[[str], str | None]) -> str | None:
    """A heading of several units ("LĐLĐ các huyện, thành phố; Công đoàn ngành") means whom one of its parts means."""
    assert callable(way)
    if ";" not in name and "," not in name and " và " not in name:
        return None
    whole = re.split(r";\s*|,\s+(?=[A-ZĐ])|\s+và\s+(?=[A-ZĐ])|,\s+(?=các\s)|\s+và\s+(?=các\s)", name)
    found = [way(part) for part in whole if part and part != name]
    return next((own for own in ("own", "member", "all", "below") if own in found), None)


def _other_level(activity: Activity, by_id: dict[str, Activity], unit: Office, way: Callable[[str], str | None]) -> str | None:
    """Why an activity without units is not the unit's: a heading above says another level or other bodies."""
    assert callable(way)
    above: Activity | None = activity
    while above is not None:
        title = fold(above.title)
        match = _LEVEL_HEADING.search(title)
        if match:
            ranks = {rank for word, rank in _LEVEL_WORDS if re.search(rf"(?<!\w){word}(?!\w)", match[1])}
            if ranks and unit.rank not in ranks and not any(rank > unit.rank for rank in ranks):
                return f"thuộc “{above.title}”, không thuộc {LEVEL_NAMES[unit.rank]}"
        towards = _TOWARDS.match(title)
        if towards and above is not activity:
            who = above.title[towards.start("who") :]
            if way(who) is None and _part(who, way) is None and re.match(r"(?:các |sở |ubnd|ủy ban|ban |phòng |lđlđ|liên đoàn|công đoàn|đoàn |hội )", fold(who)):  # fmt: skip
                return f"thuộc “{above.title}”"
        above = by_id.get(above.parent) if above.parent else None
    return None


LEVEL_NAMES = dict(enumerate(("cấp trung ương", "cấp tỉnh", "cấp huyện", "cấp xã", "cấp cơ sở")))
assert len(LEVEL_NAMES) == len(LEVELS)
