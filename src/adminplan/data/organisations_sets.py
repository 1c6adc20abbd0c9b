"""Collectives that name places: `LĐLĐ các huyện, thành phố`, `UBND các xã: A, B`, `các huyện ủy`, `các Phòng GD&ĐT`.

Reads words, `Kind`s and `Place`s. Writes `Group`s, computed from the places of the day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from adminplan.data import fold
from adminplan.data.organisations_bodies import Body, make
from adminplan.data.organisations_kinds import by_kind, heads, words
from adminplan.data.organisations_names import named
from adminplan.data.organisations_places import KINDS_OF, LAST_DAY, REFORM, Place, ancestor, inside, level_of, upward

BREAK = re.compile(r"\s*(?:;|,|(?<!\w)và(?!\w)|(?<!\w)cùng(?!\w)|\n)\s*")
# Kinds of places as lists name them; `thành` is `thành phố` in `các huyện, thị, thành ủy`.
_SEATS = {
    "huyện": ("huyện",), "quận": ("quận",), "thị xã": ("thị xã",), "thị": ("thị xã",), "thành phố": ("thành phố",), "thành": ("thành phố",),
    "tp": ("thành phố",), "tx": ("thị xã",), "xã": ("xã",), "phường": ("phường",), "thị trấn": ("thị trấn",), "tt": ("thị trấn",), "đặc khu": ("đặc khu",),
    "tỉnh": ("tỉnh",), "địa phương": ("huyện", "quận", "thị xã", "thành phố"),
    "cấp huyện": KINDS_OF["district"], "cấp xã": KINDS_OF["commune"], "cấp tỉnh": KINDS_OF["province"],
}  # fmt: skip
_SURE = {"district": date(2020, 3, 1), "commune": date(2025, 1, 1)}
LEVELS = ("province", "district", "commune")
_ORDER = ("central", *LEVELS)
_SOMEWHERE = frozenset({"cong-doan"})  # unions of communes were set up here and there
_EVERYWHERE = frozenset({"ubnd", "hdnd", "huyen-uy", "dang-uy", "tinh-uy", "cong-an"})
_SEAT_LIST = (
    r"(?:(?:thị xã|thị trấn|thành phố|đặc khu|địa phương|cấp (?:tỉnh|huyện|xã)|tỉnh|huyện|quận|thị|thành|tp|tx|tt|xã|phường)\b"
    r"(?: ?[,/\-] ?(?:và )?| và | hoặc | )?){1,8}"
)
_TAIL = r"(?: (?:trực thuộc(?: trung ương| tỉnh| thành phố)?|thuộc (?:tỉnh|thành phố|huyện)|trong (?:tỉnh|thành phố|huyện)|trên địa bàn(?: (?:tỉnh|thành phố|huyện))?|trên toàn (?:tỉnh|thành phố)|(?:có )?liên quan)){0,3}"
# `LĐLĐ các huyện, thành phố`: words of one kind of body, then the places. Without `các` there are two kinds of places at least.
_AT = re.compile(rf"(?P<head>[^,;]{{2,80}}?) (?P<each>các |từng |mỗi |tất cả các )?(?P<seats>{_SEAT_LIST})(?P<tail>{_TAIL})\.?")
_EACH = re.compile(rf"(?:tất cả )?các (?P<head>[^,;]{{2,60}}?){_TAIL}")
_SEAT_WORD = re.compile(
    r"cấp (?:tỉnh|huyện|xã)|thị xã|thị trấn|thành phố|đặc khu|địa phương|tỉnh|huyện|quận|thị|thành|tp|tx|tt|xã|phường"
)
# `UBND các xã: Bình Lư, Bản Bo`, `UBND các huyện Tam Đường, Sìn Hồ và Mường Tè`
_BY_NAME = re.compile(
    r"(?P<head>[^,;:]{2,80}?) các (?P<seat>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh):? (?P<names>[^:]+)",
    re.IGNORECASE,
)
# `các huyện, thị, thành ủy`, `các huyện ủy, thành ủy`, `các huyện, thị, thành đoàn`, and what is listed after them.
_OFFICES = re.compile(
    r"(?:các )?(?P<list>(?:(?:huyện|quận|thị xã|thị|thành phố|thành)(?: (?:ủy|đoàn))?(?: ?[,/] ?(?:và )?| và )?){1,8})(?P<more>(?:[,;]|và)? ?.*)"
)
_OFFICE = re.compile(r"\b(?:ủy|đoàn)\b")
_MORE = re.compile(r"(?:và )?(?:các )?(?:(?:đảng ủy|đoàn|đảng bộ|đơn vị|cơ sở đoàn|cơ quan)\b.*|trực thuộc.*)?")


class Rule(NamedTuple):
    """What belongs besides the bodies listed: these kinds (`so-`: all that begin so) at places under `within`, of a level where one is told."""

    kinds: tuple[str, ...]
    within: str | None
    level: str | None = None


class Group(NamedTuple):
    """The members of a collective as far as the tables tell, and the rules for the rest; `closed` when there is no rest."""

    bodies: tuple[Body, ...]
    closed: bool
    rules: tuple[Rule, ...] = ()


def by_name(name: str, of: Body, at: date | None) -> Group | None:
    """`UBND các xã: Bình Lư, Bản Bo`: bodies of one kind at the places named."""
    found = _BY_NAME.fullmatch(name.strip(" .;"))
    if found is None:
        return None
    bodies = [named(f"{found['head']} {found['seat']} {one}", of, at) for one in BREAK.split(found["names"]) if one.strip()]
    known = tuple(one for one in bodies if one is not None)
    return Group(known, closed=True) if len(known) == len(bodies) > 1 else None


def plural(text: str, of: Body, at: date | None) -> Group | None:
    """`các Phòng GD&ĐT`, `các Sở Y tế`, `các Huyện đoàn`: the bodies of a kind below home, those of all its places."""
    found = _EACH.fullmatch(text)
    known = heads().get(" ".join(word.key for word in words(found["head"]))) if found else None
    if not known or len({one.kind.kind for one in known}) != 1:
        return None
    home = _ORDER.index(level_of(of.place) if of.place else "central")
    for level in _ORDER[home + 1 :]:
        fitting = [one for one in known if one.kind.level == level and one.kind.holds(at)]
        if not fitting:
            continue
        places = inside(of.place, level, _day(level, of, at))
        bodies = tuple(make(one.kind, where) for where in places for one in fitting if one.seat in {None, where.kind})
        kind = fitting[0].kind
        # Not every place has a health centre or a library; committees and the usual offices stand in each.
        closed = bool(bodies) and (bool(kind.group) or kind.kind in _EVERYWHERE) and _sure(level, at)
        return Group(bodies, closed, (Rule((kind.kind,), of.place, level),))
    return None


def _sure(level: str, at: date | None) -> bool:
    """Whether the tables have all places of a level on that day."""
    return at is None or level not in _SURE or at >= _SURE[level]


def _seats(listed: str) -> tuple[str, ...]:
    """The kinds of places that a list names."""
    found: list[str] = []
    for one in _SEAT_WORD.findall(listed):
        found += _SEATS[one]
    return tuple(dict.fromkeys(found))


def _level(seats: tuple[str, ...], of: Body) -> str | None:
    """The level that a list of kinds of places means: `thành phố` is a province's or a district's, by what stands beside it and by home."""
    fitting = [level for level in LEVELS if all(seat in KINDS_OF[level] for seat in seats)]
    if len(fitting) > 1 and of.place is not None:
        return fitting[-1]
    return fitting[0] if fitting else None


def _places(level: str, seats: tuple[str, ...], of: Body, at: date | None) -> tuple[Place, ...]:
    """The places of a level under home (or beside it): all where two kinds or more are named, else those of that kind."""
    found = inside(_scope(level, of), level, _day(level, of, at))
    return found if len(seats) > 1 else tuple(one for one in found if one.kind in seats)


def _scope(level: str, of: Body) -> str | None:
    """The path under which a document of home means the places of a level: a district's paper that speaks of the districts means its province's."""
    if level == "province" or of.place is None:
        return None
    if LEVELS.index(level) > LEVELS.index(level_of(of.place)):
        return of.place
    return next((path for path in upward(of.place) if LEVELS.index(level_of(path)) < LEVELS.index(level)), None)


def _day(level: str, of: Body, at: date | None) -> date:
    """The day asked, else the last that had such places (districts and what was in them: 2025-06-30)."""
    if at is not None:
        return at
    ended = level == "district" or (level == "commune" and ancestor(of.place, "district") is not None)
    return LAST_DAY if ended else REFORM


def spread(head: str, after: str) -> str:
    """`HĐND` before `UBND các xã, thị trấn` is `HĐND các xã, thị trấn`; any other words stay."""
    found = _AT.fullmatch(fold(after))
    if found is None or " ".join(word.key for word in words(head)) not in heads():
        return head
    return f"{head} {found['each'] or ''}{found['seats']}{found['tail']}"


def at_places(text: str, of: Body, at: date | None) -> Group | None:
    """`LĐLĐ các huyện, thành phố`, `Ủy ban nhân dân xã, phường`, `UBND cấp huyện, cấp xã`."""
    found = _AT.fullmatch(text)
    if found is None:
        return None
    seats = _seats(found["seats"])
    if not seats or not (found["each"] or "cấp" in found["seats"] or len(_SEAT_WORD.findall(found["seats"])) > 1):
        return None
    level = _level(seats, of)
    if level is None:
        parts = [tuple(seat for seat in seats if seat in KINDS_OF[one]) for one in ("district", "commune")]
        groups = [_at_level(found, one, part, of, at) for one, part in zip(("district", "commune"), parts, strict=True) if part]
        told = [group for group in groups if group is not None]
        if len(told) < len(groups):
            return None
        return Group(
            tuple(body for group in told for body in group.bodies),
            all(group.closed for group in told),
            tuple(rule for group in told for rule in group.rules),
        )
    return _at_level(found, level, seats, of, at)


def _at_level(found: re.Match[str], level: str, seats: tuple[str, ...], of: Body, at: date | None) -> Group | None:
    """The bodies of the kind named at the places of one level."""
    head = found["head"].removeprefix("các ").removesuffix(" tại").removesuffix(" ở").removesuffix(" của")
    known = heads().get(" ".join(word.key for word in words(head)))
    if known is None:
        return None
    bodies: dict[str, Body] = {}
    places = _places(level, seats, of, at)
    for where in places:
        for one in known:
            if one.kind.level == where.level and one.kind.holds(at) and one.seat in {None, where.kind}:
                made = make(one.kind, where)
                bodies.setdefault(made.id, made)
    kinds = tuple(dict.fromkeys(one.kind.kind for one in known if one.kind.level not in {"central", "part"}))
    related = "liên quan" in found["tail"]
    # Districts and communes of long ago stand in no table: before these days their sets are what is known of them.
    ended = level == "district" and at is not None and at >= REFORM and of.place is not None
    if any(one.kind.kind in _SOMEWHERE for one in known):
        return Group((), closed=False, rules=(Rule(kinds, _scope(level, of), level),))
    closed = not related and (ended or (bool(bodies) and _sure(level, at)))
    # A place that no table knows, but that lies there, belongs as well.
    rules = () if ended else (Rule(kinds, _scope(level, of), level),)
    return Group(() if related else tuple(bodies.values()), closed, rules)


def offices(text: str, of: Body, at: date | None) -> Group | None:
    """`các huyện ủy, thành ủy`, `các huyện, thị, thành đoàn`: Party and youth committees of the districts."""
    found = _OFFICES.fullmatch(text)
    if found is None or not (text.startswith("các ") or "," in found["list"]):
        return None
    named_so = _OFFICE.search(found["list"])
    what = named_so[0] if named_so else None
    if what is None:
        return None
    kind = by_kind()["huyen-uy" if what == "ủy" else "doan", "district"]
    scope = ancestor(of.place, "province")
    bodies = tuple(make(kind, one) for one in inside(scope, "district", _day("district", of, at))) if scope else ()
    more = found["more"].strip(" ,;")
    rest = _MORE.fullmatch(more)
    if rest is None:
        return None
    if not more or more.startswith("trực thuộc"):
        ended = scope is not None and at is not None and at >= REFORM
        return Group(bodies, closed=bool(bodies) or ended, rules=(Rule((kind.kind,), scope, "district"),) if bodies else ())
    return Group(bodies, closed=False, rules=(Rule(("huyen-uy", "dang-uy", "chi-bo") if what == "ủy" else ("doan",), of.place),))


def one_level_below(kind: str, of: Body, at: date | None) -> tuple[Body, ...]:
    """The bodies of a kind one level below home."""
    home = _ORDER.index(level_of(of.place) if of.place else "central")
    for level in _ORDER[home + 1 :]:
        found = by_kind().get((kind, level))
        if found is not None and found.holds(at):
            places = inside(of.place, level, _day(level, of, at))
            if places:
                return tuple(make(found, one) for one in places)
    return ()
