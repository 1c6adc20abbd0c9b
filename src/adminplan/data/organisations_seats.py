"""The place that the last words of a body's name tell: `huyện Tam Đường, tỉnh Lai Châu`, `tỉnh` (home's), `Lai Châu`.

Reads words and `Place`s. Writes `Place`. What could be two places is none.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from adminplan.data.organisations_bodies import Body
from adminplan.data.organisations_kinds import Word
from adminplan.data.organisations_places import KINDS_OF, LAST_DAY, REFORM, Place, ancestor, find, place, unknown, upward

_LEVELS = ("province", "district", "commune")
_SEGMENTS = {"tỉnh": "tỉnh", "huyện": "huyện", "quận": "quận", "xã": "xã", "phường": "phường"}
_PAIRS = {("thành", "phố"): "thành phố", ("thị", "xã"): "thị xã", ("thị", "trấn"): "thị trấn", ("đặc", "khu"): "đặc khu"}


def shown(name: tuple[Word, ...]) -> str:
    """Words as a name is written."""
    return " ".join(word.key.capitalize() if word.capital else word.key for word in name)


class Segment(NamedTuple):
    """A kind of place (None: not told) and the words after it."""

    kind: str | None
    name: tuple[Word, ...]


def _segments(rest: tuple[Word, ...]) -> list[Segment]:
    """`huyện Hiệp Hòa tỉnh Bắc Giang` is two: kind of place and name."""
    found: list[Segment] = []
    at = 0
    while at < len(rest):
        pair = _PAIRS.get((rest[at].key, rest[at + 1].key)) if at + 1 < len(rest) else None
        kind = pair or _SEGMENTS.get(rest[at].key)
        if kind is not None:
            found.append(Segment(kind, ()))
            at += 2 if pair else 1
            continue
        if not found:
            found.append(Segment(None, ()))
        found[-1] = Segment(found[-1].kind, (*found[-1].name, rest[at]))
        at += 1
    return found


def seat_of_words(
    rest: tuple[Word, ...], levels: tuple[str, ...], home: Body | None, at: date | None, *, seat: str | None
) -> Place | None:
    """The place that the last words of a name tell, or None."""
    while rest and rest[0].key in {"thuộc", "tại"}:
        rest = rest[1:]
    segments = _segments(rest)
    if not segments or len(segments) > 3:
        return None
    first, above = segments[0], segments[1:]
    if not first.name:
        return _climbed(first.kind, home, at) if not above else None
    within: str | None = None
    for segment in reversed(above):
        over = _one(segment, ("province", "district"), within, home, at) if segment.name else _climbed(segment.kind, home, at)
        if over is None:
            return None
        within = over.path
    if first.kind is None and seat is not None:
        first = Segment(seat, first.name)
    wanted = tuple(level for level in _LEVELS if level in levels and (first.kind is None or first.kind in KINDS_OF[level]))
    return _one(first, wanted, within, home, at)


def _climbed(kind: str | None, home: Body | None, at: date | None) -> Place | None:
    """`tỉnh`, `huyện` alone: where home is or lies in, when that is of this kind."""
    for path in upward(home.place if home else None):
        where = place(path, at, told=home.name if home else "")
        if where is not None and where.kind == kind:
            return where
    return None


def _one(segment: Segment, levels: tuple[str, ...], within: str | None, home: Body | None, at: date | None) -> Place | None:
    """The one place that the words mean: in the place told, else near home, else in the country; a new one where home tells its place."""
    name = " ".join(word.key for word in segment.name)
    reach: tuple[str | None, ...] = (within,) if within else (*upward(home.place if home else None), None)
    for ended in (False, True) if at else (True,):
        for level in levels:
            for over in reach:
                hits = find(name, level, kind=segment.kind, within=over, at=at)
                if len(hits) > 1 and at is None and home is not None:
                    hits = tuple(hit for hit in hits if (hit.valid_from == REFORM) is (home.valid_from == REFORM))
                if len(hits) == 1 and (ended or hits[0].holds(at)):
                    return hits[0]
    if within is None:
        for count in range(1, len(segment.name)):
            tail = find(" ".join(word.key for word in segment.name[count:]), "province", kind=None, within=None, at=at)
            if len(tail) == 1:
                return _one(Segment(segment.kind, segment.name[:count]), levels, tail[0].path, home, at)
    return _unknown(segment, levels, within, home, at)


def _unknown(segment: Segment, levels: tuple[str, ...], within: str | None, home: Body | None, at: date | None) -> Place | None:
    """A district or commune that stands in no table but is named with its kind and lies where home or the name tells."""
    kind, level = segment.kind, levels[-1] if levels else ""
    over = within or (home.place if home else None)
    if kind is None or over is None or level == "province" or kind not in KINDS_OF[level] or len(segment.name) > 5:
        return None
    if not all(word.capital for word in segment.name):
        return None
    province = ancestor(over, "province")
    district = ancestor(over, "district")
    if kind == "thị trấn" and at is not None and at >= REFORM:
        return None
    later = at >= REFORM if at else bool(home and home.valid_from == REFORM)
    base = province if level == "district" or later else district
    if base is None or (level == "district" and at is not None and at > LAST_DAY and kind != "huyện"):
        return None
    if find(" ".join(word.key for word in segment.name), level, kind=kind, within=base, at=at):
        return None  # two of that name: neither can be told
    return unknown(base, kind, shown(segment.name))
