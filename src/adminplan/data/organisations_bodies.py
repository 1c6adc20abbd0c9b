"""What a body is, and how one is made of a kind and a place.

Reads `Kind`s and `Place`s. Writes `Body`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from adminplan.data.organisations_kinds import Kind, by_kind, has, parts
from adminplan.data.organisations_places import Place, ancestor, place

_HEAD = {"tỉnh": "Tỉnh", "thành phố": "Thành", "huyện": "Huyện", "quận": "Quận", "thị xã": "Thị"}


class Body(NamedTuple):
    """One organisation at one place.

    Attributes:
        id: stable slug: `ldld@lai-chau/tam-duong`, `tld`, `ldld.van-phong@lai-chau`, `truong-thcs:na-sang@lai-chau/tam-duong`.
        name: the full official name: `Liên đoàn Lao động huyện Tam Đường`.
        kind: what it is without its place: `ldld`, `so-y-te`, `tinh-uy`; of a part `ldld.van-phong`.
        level: `central`, `province`, `district`, `commune` or `grassroots`.
        system: `state`, `party`, `union`, `front`, `youth`, `women`, `farmers`, `veterans` or `enterprise`.
        place: path of its place, None for central bodies. valid_from, valid_to: first and last day, None where open.
    """

    id: str
    name: str
    kind: str
    level: str | None
    system: str | None
    place: str | None
    valid_from: date | None
    valid_to: date | None


def whole_of(home: Body | None, at: date | None) -> Body | None:
    """The body that a part is a part of; any other body itself."""
    if home is None or "." not in home.kind:
        return home
    kind = by_kind().get((home.kind.partition(".")[0], home.level or ""))
    where = place(home.place, at, told=home.name) if home.place else None
    return make(kind, where) if kind else home


def make(kind: Kind, where: Place | None) -> Body:
    """The body of a kind at a place (None: of a central kind)."""
    if where is None:
        return Body(kind.kind, kind.name, kind.kind, kind.level, kind.system, None, kind.valid_from, kind.valid_to)
    name = kind.name.replace("{seat}", where.seat).replace("{name}", where.name).replace("{head}", _HEAD.get(where.kind, ""))
    district = ancestor(where.path, "district")
    if where.level == "commune" and district is not None:
        over = place(district)
        name += f", {over.seat}" if over else ""
    since = max((one for one in (kind.valid_from, where.valid_from) if one), default=None)
    until = min((one for one in (kind.valid_to, where.valid_to) if one), default=None)
    return Body(f"{kind.kind}@{where.path}", name, kind.kind, kind.level, kind.system, where.path, since, until)


def part_of(part: Kind, whole: Body) -> Body:
    """A part (board, office) of a body."""
    kind = f"{whole.kind.partition('.')[0]}.{part.kind}"
    since = max((one for one in (part.valid_from, whole.valid_from) if one), default=None)
    until = min((one for one in (part.valid_to, whole.valid_to) if one), default=None)
    tail = whole.id.removeprefix(whole.kind)
    return Body(f"{kind}{tail}", f"{part.name} {whole.name}", kind, whole.level, whole.system, whole.place, since, until)


def part_after(one: Body, successor: str) -> Body | None:
    """The part that took over from a part of the same body."""
    whole = whole_of(one, None)
    part = next((part for part in parts() if whole and part.kind == successor and has(part, whole.kind)), None)
    return part_of(part, whole) if part and whole else None
