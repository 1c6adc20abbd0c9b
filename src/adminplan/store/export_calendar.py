"""An archive as a calendar: deadlines, ranges and recurrences of activities and duties, each an event of whole days.

Reads the times of plans. Writes iCalendar (RFC 5545). Events and no to-dos: the calendars that offices use show only the former.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from adminplan.store.export import Choice, chosen, whole
from adminplan.store.schema import activities, assignments, duties, times

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//adminplan//plans//VI\r\nCALSCALE:GREGORIAN\r\n"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ROLES = {"lead": "Chủ trì", "coordinate": "Phối hợp", "monitor": "Giám sát", "duty": "Đơn vị"}
_UNTIL = re.compile(r"UNTIL=(\d{8})T\d{6}Z?")


class Written(NamedTuple):
    """How many events were written, and how many times were left out because they tell no day."""

    events: int
    left_out: int


def to_ics(engine: Engine, target: Path, choice: Choice = Choice()) -> Written:  # noqa: B008 - a constant
    """The calendar. The same archive gives the same bytes: an event's stamp is the day on which its plan was issued."""
    events = left_out = 0
    with whole(target) as part, part.open("wb") as file, engine.connect() as connection:
        file.write(_HEAD)
        for some in chosen(connection, choice):
            for plan in some:
                for event in _events(connection, plan):
                    if event is None:
                        left_out += 1
                        continue
                    file.write(event)
                    events += 1
        file.write(b"END:VCALENDAR\r\n")
    return Written(events, left_out)


def _events(connection: Connection, plan: Row[Any]) -> Iterator[bytes | None]:
    titles: dict[str, tuple[str, str]] = {}
    for table, name in ((activities, "title"), (duties, "statement")):
        for one in connection.execute(select(table).where(table.c.plan_id == plan.id)):
            titles[one.item] = (getattr(one, name), one.statement)
    units: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in connection.execute(select(assignments).where(assignments.c.plan_id == plan.id).order_by(assignments.c.position)):
        units[one.item].append((one.role, one.name))
    for one in connection.execute(select(times).where(times.c.plan_id == plan.id).order_by(times.c.position)):
        if one.item in titles:
            yield _event(plan, one, *titles[one.item], units[one.item])


def _event(plan: Row[Any], when: Row[Any], title: str, statement: str, units: list[tuple[str, str]]) -> bytes | None:
    days = _days(plan, when)
    if days is None:
        return None
    from icalendar import Event
    from icalendar.prop import vRecur

    start, end = days
    event = Event()
    event.add("uid", f"{when.item}-{when.position}@{re.sub(r'[^A-Za-z0-9.:/-]', '-', plan.work)}")
    issued = plan.issued or date(1970, 1, 1)
    event.add("dtstamp", datetime(issued.year, issued.month, issued.day, tzinfo=UTC))
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(days=1))  # the day after the last one
    if when.recurrence:
        event.add("rrule", vRecur.from_ical(_UNTIL.sub(r"UNTIL=\1", when.recurrence)))
    event.add("summary", _clean(f"Hạn: {title}" if when.kind == "deadline" else title))
    told = [f"{_ROLES.get(role, role)}: {name}" for role, name in units]
    source = " ".join(filter(None, [plan.type, plan.number, f"({plan.issuer})" if plan.issuer else None]))
    event.add("description", _clean("\n".join([statement, f"Thời gian: {when.text}", *told, f"Theo: {source}"])))
    event.add("transp", "TRANSPARENT")  # a plan's deadline does not make its reader busy
    return bytes(event.to_ical())


def _days(plan: Row[Any], when: Row[Any]) -> tuple[date, date] | None:
    """The first and the last day of an event; a deadline stands on its last day ("trước 30/4": on the day before)."""
    end = when.end - timedelta(days=1) if when.end and when.exclusive else when.end
    if when.recurrence:
        # Nothing recurs before the plan that says so is issued.
        start = when.start or max(filter(None, (plan.period_start, plan.issued)), default=None)
        return (start, start) if start else None
    if when.kind == "deadline" or when.start is None:
        return (end, end) if end else None
    if end is None or end < when.start:
        return when.start, when.start
    return when.start, end


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
