"""A printed name becomes a body: its kind from the first words, its place from the last ones, the home of the document where it names none.

Reads words, `Kind`s and `Place`s. Writes `Body`. What could be two bodies is none.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from adminplan.data.organisations_kinds import Head, Kind, Word, by_kind, codes, has, heads, parts, words
from adminplan.data.organisations_places import (
    KINDS_OF,
    LAST_DAY,
    REFORM,
    Place,
    ancestor,
    find,
    level_of,
    place,
    slug,
    unknown,
    upward,
)

_LONGEST = 12
_HEAD = {"tỉnh": "Tỉnh", "thành phố": "Thành", "huyện": "Huyện", "quận": "Quận", "thị xã": "Thị"}
_LEVELS = ("province", "district", "commune")
# Who speaks and acts for a body is the body: `Ban Thường vụ Tỉnh ủy`, `Giám đốc Sở Y tế`.
_FACES = frozenset(
    tuple(face.split())
    for face in [
        "ban thường vụ",
        "ban chấp hành",
        "ban thường trực",
        "thường trực",
        "thường vụ",
        "đoàn chủ tịch",
        "ban bí thư",
        "ban giám đốc",
        "ban giám hiệu",
        "lãnh đạo",
        "tập thể lãnh đạo",
        "chủ tịch",
        "phó chủ tịch",
        "giám đốc",
        "phó giám đốc",
        "thủ trưởng",
        "bộ trưởng",
        "thứ trưởng",
        "trưởng",
        "bí thư",
        "phó bí thư",
        "tổng giám đốc",
        "hiệu trưởng",
        "chánh",
        "đồng chí chủ tịch",
        "đồng chí bí thư",
        "người đứng đầu",
        "cơ quan",
        "cơ quan thường trực",
    ]
)
# A bare word means the home of the document where that is such a body.
_BARE = {
    "sở": "so-", "phòng": "phong-", "bộ": "bo-", "công đoàn ngành": "cong-doan-", "nhà trường": "truong-", "trường": "truong-",
    "công ty": "cong-ty", "công đoàn": "cdcs", "công đoàn cơ sở": "cdcs", "công đoàn trường": "cdcs", "công đoàn nhà trường": "cdcs",
    "chi bộ": "chi-bo", "bệnh viện": "benh-vien", "ngành": "so-", "công đoàn huyện": "ldld", "công đoàn tỉnh": "ldld",
    "trung ương đoàn": "doan", "ban chấp hành trung ương": "doan",
}  # fmt: skip
_BRACKETS = re.compile(r"\([^()]*\)")
_CUT = frozenset({"khóa", "nhiệm"})
# Words after a kind with an own name that begin no name: `các trường`, `công đoàn các cấp`.
_NO_NAME = frozenset(
    [
        "các",
        "cấp",
        "ngành",
        "bộ",
        "cơ",
        "mọi",
        "những",
        "mỗi",
        "toàn",
        "trên",
        "tại",
        "trực",
        "trong",
        "có",
        "nhà",
        "viên",
        "thành",
        "thuộc",
        "nước",
        "nhân",
        "của",
    ]
) - {"thành"}
# Lower-case words that may stand before the name proper: `Trường THPT chuyên …`, `Công ty cổ phần …`, `Trường THCS thị trấn …`.
_QUALIFIERS = frozenset(
    [
        "chuyên",
        "số",
        "cổ",
        "trách",
        "tnhh",
        "liên",
        "tư",
        "nội",
        "bán",
        "dân",
        "thị",
        "xã",
        "phường",
        "đa",
        "huyện",
        "tỉnh",
        "thành",
    ]
)
_SEGMENTS = {"tỉnh": "tỉnh", "huyện": "huyện", "quận": "quận", "xã": "xã", "phường": "phường"}
_PAIRS = {("thành", "phố"): "thành phố", ("thị", "xã"): "thị xã", ("thị", "trấn"): "thị trấn", ("đặc", "khu"): "đặc khu"}


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


@lru_cache(maxsize=16384)
def named(name: str, home: Body | None, at: date | None) -> Body | None:
    """The body that a name means, or None when it cannot be told."""
    said = words(_BRACKETS.sub(" ", name))
    if home is None and " ".join(word.key for word in said) == "ban chấp hành trung ương":
        return None  # the Party's in a citation, another's in a letterhead
    for cut, word in enumerate(said):
        if cut and word.key in _CUT:
            said = said[:cut]
            break
    if not said or len(said) > 40:
        return None
    found = codes().get("".join(name.split()).lower()) if len(said) <= 3 else None
    return (_placed(found, (), home, at) if found else None) or _read(said, home, at)


def _read(said: tuple[Word, ...], home: Body | None, at: date | None) -> Body | None:
    if not said:
        return None
    for count in range(min(len(said), _LONGEST), 0, -1):
        known = heads().get(" ".join(word.key for word in said[:count]))
        if known is None:
            continue
        rest = said[count:]
        found = (
            _placed(tuple(one for one in known if one.kind.level not in {"part", "own"}), rest, home, at)
            or _part(tuple(one.kind for one in known if one.kind.level == "part"), rest, home, at)
            or _own(tuple(one.kind for one in known if one.kind.level == "own"), rest, home, at)
        )
        if found is not None:
            return found
    for count in (3, 2, 1):
        if len(said) >= count and tuple(word.key for word in said[:count]) in _FACES:
            return _read(said[count:], home, at) if len(said) > count else _whole(home, at)
    start = _BARE.get(" ".join(word.key for word in said))
    whole = _whole(home, at)
    if (
        len(said) > 2
        and said[0].key == "phòng"
        and said[1].capital
        and whole is not None
        and whole.kind.startswith(("so-", "bo-"))
    ):
        return _room(said, whole)
    return whole if start and whole is not None and whole.kind.startswith(start) else None


def _room(said: tuple[Word, ...], whole: Body) -> Body:
    """A room of a department, whose names no table has."""
    name = _shown(said)
    kind = Kind(slug(name), "part", f"{name[0].upper()}{name[1:]}", "", (whole.kind,), None, None, "", "part")
    return part_of(kind, whole)


def _whole(home: Body | None, at: date | None) -> Body | None:
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


def _placed(known: tuple[Head, ...], rest: tuple[Word, ...], home: Body | None, at: date | None) -> Body | None:
    """A body of one of these kinds at the place that the rest of the name tells, or at home's."""
    local = tuple(one for one in known if one.kind.level != "central")
    central = next((one.kind for one in known if one.kind.level == "central"), None)
    if not rest:
        found = _at_home(local, home, at)
        return found or (make(central, None) if central and not (local and home and home.place) else None)
    if central is not None and " ".join(word.key for word in rest) in {"việt nam", "trung ương"}:
        return make(central, None)
    if not local:
        return None
    seats = {one.seat for one in local}
    where = _where(rest, tuple(one.kind.level for one in local), home, at, seat=seats.pop() if len(seats) == 1 else None)
    for one in local:
        if where is not None and one.kind.level == where.level and one.seat in {None, where.kind}:
            return make(one.kind, where)
    return None


def _at_home(local: tuple[Head, ...], home: Body | None, at: date | None) -> Body | None:
    """A name without a place: the body at home's own level, else the only one above it."""
    if home is None or home.place is None:
        return None
    fitting = []
    for one in local:
        path = ancestor(home.place, one.kind.level)
        where = place(path, at, told=home.name) if path else None
        if where is not None and one.seat in {None, where.kind}:
            fitting.append((one.kind, where))
    own = [one for one in fitting if one[0].level == level_of(home.place)]
    chosen = own or fitting
    return make(*chosen[0]) if len(chosen) == 1 else None


def _part(known: tuple[Kind, ...], rest: tuple[Word, ...], home: Body | None, at: date | None) -> Body | None:
    """`Văn phòng LĐLĐ tỉnh`, `Ban Tuyên giáo` (home's): a part of the body that the rest names."""
    if not known:
        return None
    whole = _read(rest, home, at) if rest else _whole(home, at)
    if whole is None and len(known) == 1:  # `Nhà Văn hóa Lao động tỉnh`: the one kind of body that has such
        owner = known[0].parents[0] if len(known[0].parents) == 1 else ""
        whole = _placed(tuple(Head(kind, None) for (name, _), kind in by_kind().items() if name == owner), rest, home, at)
    fitting = [part for part in known if whole is not None and has(part, whole.kind)]
    fitting = [part for part in fitting if part.holds(at)] or fitting
    return part_of(fitting[0], whole) if fitting and whole is not None else None


def part_after(one: Body, successor: str) -> Body | None:
    """The part that took over from a part of the same body."""
    whole = _whole(one, None)
    part = next((part for part in parts() if whole and part.kind == successor and has(part, whole.kind)), None)
    return part_of(part, whole) if part and whole else None


def _own(known: tuple[Kind, ...], rest: tuple[Word, ...], home: Body | None, at: date | None) -> Body | None:
    """A school, a company, a grassroots union: its own name, at home's place."""
    if not known or home is None or home.place is None or not rest:
        return None
    if (
        not (rest[0].capital or rest[0].key in _QUALIFIERS)
        or rest[0].key in _NO_NAME
        or len(rest) > _LONGEST
        or not any(word.capital for word in rest)
    ):
        return None
    kind, key = known[0], " ".join(word.key for word in rest)
    own = _shown(rest)
    where = place(home.place, at, told=home.name)
    tail = f", {where.seat}" if where else ""
    until = where.valid_to if where else None
    if kind.kind in {
        "truong-thpt",
        "cong-ty",
        "benh-vien",
        "truong-dai-hoc",
        "truong-cao-dang",
        "truong-thcs",
        "truong-tieu-hoc",
        "truong-mam-non",
    }:
        until = None  # they outlive their district
    full = f"{kind.kind}:{slug(key)}@{home.place}"
    return Body(
        full,
        f"{kind.name} {own}{tail}",
        kind.kind,
        "grassroots",
        kind.system,
        home.place,
        where.valid_from if where else None,
        until,
    )


def _shown(name: tuple[Word, ...]) -> str:
    return " ".join(word.key.capitalize() if word.capital else word.key for word in name)


class _Segment(NamedTuple):
    kind: str | None
    name: tuple[Word, ...]


def _segments(rest: tuple[Word, ...]) -> list[_Segment]:
    """`huyện Hiệp Hòa tỉnh Bắc Giang` is two: kind of place and name."""
    found: list[_Segment] = []
    at = 0
    while at < len(rest):
        pair = _PAIRS.get((rest[at].key, rest[at + 1].key)) if at + 1 < len(rest) else None
        kind = pair or _SEGMENTS.get(rest[at].key)
        if kind is not None:
            found.append(_Segment(kind, ()))
            at += 2 if pair else 1
            continue
        if not found:
            found.append(_Segment(None, ()))
        found[-1] = _Segment(found[-1].kind, (*found[-1].name, rest[at]))
        at += 1
    return found


def _where(
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
        first = _Segment(seat, first.name)
    wanted = tuple(level for level in _LEVELS if level in levels and (first.kind is None or first.kind in KINDS_OF[level]))
    return _one(first, wanted, within, home, at)


def _climbed(kind: str | None, home: Body | None, at: date | None) -> Place | None:
    """`tỉnh`, `huyện` alone: where home is or lies in, when that is of this kind."""
    for path in upward(home.place if home else None):
        where = place(path, at, told=home.name if home else "")
        if where is not None and where.kind == kind:
            return where
    return None


def _one(segment: _Segment, levels: tuple[str, ...], within: str | None, home: Body | None, at: date | None) -> Place | None:
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
                return _one(_Segment(segment.kind, segment.name[:count]), levels, tail[0].path, home, at)
    return _unknown(segment, levels, within, home, at)


def _unknown(segment: _Segment, levels: tuple[str, ...], within: str | None, home: Body | None, at: date | None) -> Place | None:
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
    return unknown(base, kind, _shown(segment.name))
