"""Organisations with their dates: which body a printed name means, who stands above it, who belongs to a collective.

Reads the tables of organisations and places beside it. Writes `Body` and `Members`. The tables are facts with dates: names as printed
are never changed by them, and a body of before 2025-07-01 stays what it was, with its last day and its successors.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from adminplan.data.organisations_bodies import Body, make, part_after
from adminplan.data.organisations_collectives import collective
from adminplan.data.organisations_kinds import Kind, by_kind, has, parts
from adminplan.data.organisations_names import named
from adminplan.data.organisations_places import LAST_DAY, REFORM, Place, level_of, on_ground_of, place, upward

__all__ = ["Body", "Members", "belongs", "below", "body", "exists", "members", "successors", "superior"]

_DEPTH = 8
_STATE = ("ubnd", "hdnd")
_PARTY = ("tinh-uy", "huyen-uy", "dang-uy")


class Members(NamedTuple):
    """The members of a collective; `closed` when the set is complete as computed, else they are what the table knows of it."""

    bodies: tuple[Body, ...]
    closed: bool


def body(name: str, *, home: Body | None = None, at: date | None = None) -> Body | None:
    """The body that a printed name means in a document of `home` on a day, or None when it cannot be told.

    Full names, short ones (`Sở GD&ĐT`, `LĐLĐ`, codes such as `SGDĐT`) and any case are read. A name without a place is read at home's;
    who speaks for a body (`Ban Thường vụ Tỉnh ủy`, `Giám đốc Sở Y tế`) is the body. Of two places of one name that which exists on the
    day is meant; a body that has ended by then is told with its last day. A place that no table knows is taken as printed, with its kind,
    when home tells its province.

    >>> home = body("LĐLĐ huyện Tam Đường")
    >>> body("LĐLĐ tỉnh", home=home).name
    'Liên đoàn Lao động tỉnh Lai Châu'
    """
    return named(name, home, at)


def superior(one: Body, *, at: date | None = None) -> Body | None:
    """The next body above in its own line: of a part the whole, of LĐLĐ huyện LĐLĐ tỉnh, of a sở its UBND. None at the top.

    Without a day, the line as it was on the body's last day, or as it is.
    """
    day = at or one.valid_to
    first, _, part = one.kind.partition(".")
    where = _place(one, at)
    if part:
        kind = by_kind().get((first, one.level or ""))
        return make(kind, where) if kind else None
    own = by_kind().get((first, one.level or "")) or _own_kind(first)
    for parent in own.parents if own else ():
        for path in upward(one.place):
            level = level_of(path)
            over = by_kind().get((parent, level))
            if over is None or (parent == first and path == one.place):
                continue
            seat = place(path, day, told=one.name)
            if seat is not None and over.holds(day) and seat.holds(day):
                return make(over, seat)
        central = by_kind().get((parent, "central"))
        if central is not None and central.holds(day) and parent != one.id:
            return make(central, None)
    return None


def below(one: Body, other: Body, *, at: date | None = None) -> bool:
    """Whether `one` is anywhere under `other`: in its own line, or, where `other` leads a place (UBND, Party committee), of its system there."""
    if one.id == other.id:
        return False
    over: Body | None = one
    for _ in range(_DEPTH):
        over = superior(over, at=at) if over else None
        if over is None:
            break
        if over.id == other.id:
            return True
    if one.place is None or other.place is None:
        return False
    inner = one.place == other.place or one.place.startswith(f"{other.place}/")
    if other.kind == "ubnd":
        return inner and one.system == "state" and not (one.place == other.place and one.kind in _STATE)
    return other.kind in _PARTY and inner and one.system == "party" and one.place != other.place


def members(name: str, *, of: Body, at: date | None = None) -> Members | None:
    """The members of a collective that a document of `of` names on a day; None when the words are one body or nothing known.

    Bodies stand in the order of the tables. `LĐLĐ các huyện, thành phố`, `UBND các xã, phường` are closed sets computed from the places of
    that day; `các sở, ban, ngành` gives the usual departments and is open; `các công đoàn cơ sở` is open and lists none.

    >>> found = members("LĐLĐ các huyện, thành phố", of=body("LĐLĐ tỉnh Lai Châu"), at=date(2023, 4, 11))
    >>> len(found.bodies), found.closed
    (8, True)
    """
    found = collective(name, of, at)
    return Members(found.bodies, found.closed) if found else None


def belongs(one: Body, name: str, *, of: Body, at: date | None = None) -> bool:
    """Whether `one` is among those that the words, a collective or a name, mean in a document of `of`."""
    found = collective(name, of, at)
    if found is None:
        alone = named(name, of, at)
        return alone is not None and alone.id == one.id
    if any(member.id == one.id for member in found.bodies):
        return True
    if one.id == of.id or (at is not None and not exists(one, at=at)):
        return False
    for rule in found.rules:
        inner = rule.within is None or one.place == rule.within or (one.place or "").startswith(f"{rule.within}/")
        if (
            inner
            and rule.level in {None, one.level}
            and any(one.kind == kind or (kind[-1] in "-." and one.kind.startswith(kind)) for kind in rule.kinds)
        ):
            return True
    return False


def exists(one: Body, *, at: date) -> bool:
    """Whether the body exists on that day."""
    return (one.valid_from is None or one.valid_from <= at) and (one.valid_to is None or at <= one.valid_to)


def successors(one: Body, *, at: date) -> tuple[Body, ...]:
    """Who stands in the place of a body on a day: itself while it exists, nobody when it was dissolved (or is not yet there).

    A department goes to the one it was merged into, a province to the one that took it in; UBND, HĐND, Party, Front and mass committees of a
    district to those of the communes that lie on its ground since 2025-07-01. Unions of districts ended without successor.
    """
    if exists(one, at=at):
        return (one,)
    if one.valid_to is None or at <= one.valid_to:
        return ()
    found: dict[str, Body] = {}
    for heir in _heirs(one):
        for last in successors(heir, at=at) if heir.id != one.id else ():
            found.setdefault(last.id, last)
    return tuple(found.values())


def _heirs(one: Body) -> tuple[Body, ...]:
    """Who took over from a body the day after its last."""
    end = one.valid_to
    first, _, part = one.kind.partition(".")
    kind = by_kind().get((first, one.level or ""))
    if part and kind is not None and (kind.valid_to is None or end != kind.valid_to):
        whole = superior(one)
        heir = _part_heir(one)
        return (heir,) if heir and whole and heir.valid_from and end and heir.valid_from <= end + timedelta(days=1) else ()
    where = _place(one, None)
    if kind is not None and kind.valid_to is not None and kind.valid_to == end:
        heir_kind = by_kind().get((kind.successor, one.level or "")) if kind.successor else None
        return (make(heir_kind, where),) if heir_kind else ()
    if where is None or kind is None:
        return ()
    return tuple(made for path in _places_after(where) if (made := _same(kind, path)) is not None)


def _places_after(where: Place) -> tuple[str, ...]:
    if where.successors and where.successors != (where.path,):
        return where.successors
    if where.level == "district" and where.valid_to == LAST_DAY:
        return on_ground_of(where.path)
    return ()


def _same(kind: Kind, path: str) -> Body | None:
    """The body of the same line at another place."""
    seat = place(path, REFORM)
    lines = {"huyen-uy": "dang-uy"} if level_of(path) == "commune" else {}
    row = by_kind().get((lines.get(kind.kind, kind.kind), level_of(path)))
    return make(row, seat) if row and seat else None


def _part_heir(one: Body) -> Body | None:
    first, _, part = one.kind.partition(".")
    row = next((row for row in parts() if row.kind == part and has(row, first)), None)
    return part_after(one, row.successor) if row and row.successor else None


def _own_kind(kind: str) -> Kind | None:
    return by_kind().get((kind, "own"))


def _place(one: Body, at: date | None) -> Place | None:
    return place(one.place, at or one.valid_to, told=one.name) if one.place else None
