"""A printed name becomes a body: its kind from the first words, its place from the last ones, the home of the document where it names none.

Reads words, `Kind`s and `Place`s. Writes `Body`. What could be two bodies is none.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from adminplan.data.organisations_bodies import Body, make, part_of, whole_of
from adminplan.data.organisations_kinds import Head, Kind, Word, by_kind, codes, has, heads, words
from adminplan.data.organisations_places import ancestor, level_of, place, slug
from adminplan.data.organisations_seats import seat_of_words, shown

_LONGEST = 12
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
_ROOMS = {"phòng": "so-", "vụ": "bo-", "cục": "bo-"}
_SCHOOLING = frozenset(
    ["mầm", "non", "mẫu", "giáo", "tiểu", "trung", "học", "cơ", "sở", "phổ", "thông", "cao", "đẳng", "đại", "chuyên"]
)
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
            return _read(said[count:], home, at) if len(said) > count else whole_of(home, at)
    start = _BARE.get(" ".join(word.key for word in said))
    whole = whole_of(home, at)
    rooms = _ROOMS.get(said[0].key, "-")
    if len(said) > 1 and said[1].capital and whole is not None and whole.kind.startswith(rooms):
        return _room(said, whole)
    return whole if start and whole is not None and whole.kind.startswith(start) else None


def _room(said: tuple[Word, ...], whole: Body) -> Body:
    """A room of a department, whose names no table has."""
    name = shown(said)
    kind = Kind(slug(name), "part", f"{name[0].upper()}{name[1:]}", "", (whole.kind,), None, None, "", "part")
    return part_of(kind, whole)


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
    where = seat_of_words(rest, tuple(one.kind.level for one in local), home, at, seat=seats.pop() if len(seats) == 1 else None)
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
    whole = _read(rest, home, at) if rest else whole_of(home, at)
    if whole is None and len(known) == 1:  # `Nhà Văn hóa Lao động tỉnh`: the one kind of body that has such
        owner = known[0].parents[0] if len(known[0].parents) == 1 else ""
        whole = _placed(tuple(Head(kind, None) for (name, _), kind in by_kind().items() if name == owner), rest, home, at)
    fitting = [part for part in known if whole is not None and has(part, whole.kind)]
    fitting = [part for part in fitting if part.holds(at)] or fitting
    return part_of(fitting[0], whole) if fitting and whole is not None else None


def _own(known: tuple[Kind, ...], rest: tuple[Word, ...], home: Body | None, at: date | None) -> Body | None:
    """A school, a company, a grassroots union: its own name, at home's place."""
    if not known or home is None or home.place is None or not rest:
        return None
    if all(word.key in _SCHOOLING for word in rest):
        return None  # `Trường Tiểu học, THCS`: kinds, not a name
    if (
        not (rest[0].capital or rest[0].key in _QUALIFIERS)
        or rest[0].key in _NO_NAME
        or len(rest) > _LONGEST
        or not any(word.capital for word in rest)
    ):
        return None
    kind, key = known[0], " ".join(word.key for word in rest)
    own = shown(rest)
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
