"""Who is meant by the words for many: `LĐLĐ các huyện, thành phố`, `các sở, ban, ngành`, `UBND các xã, phường`.

Reads words, `Kind`s and `Place`s. Writes `Group`s: the bodies that the tables know, whether they are all, and what else would belong.
A set is closed only where law or charter fixes its members; `usual` departments of a province are known, but its set stays open.
"""

from __future__ import annotations

import re
from datetime import date

from adminplan.data import fold
from adminplan.data.organisations_bodies import Body, make, part_of
from adminplan.data.organisations_kinds import Kind, by_kind, group, heads, parts, words
from adminplan.data.organisations_names import named
from adminplan.data.organisations_places import REFORM, Place, ancestor, inside, level_of, place
from adminplan.data.organisations_sets import BREAK, Group, Rule, at_places, by_name, offices, one_level_below, plural, spread

_MARKS = (("province", re.compile(r"\b(?:tỉnh|sở)\b")), ("district", re.compile(r"\bhuyện\b")))
_MINISTRY = re.compile(r"(?:các )?bộ(?:[, ]|$)")
_BRACKETS = re.compile(r"\([^()]*\)")
_WHO = re.compile(
    r"(?:(?<=[,;] )|^)(?:(?:tất cả|toàn thể) )?(?:các đồng chí )?"
    r"(?:thủ trưởng|giám đốc|hiệu trưởng|chủ tịch|trưởng|lãnh đạo|người đứng đầu|ban thường vụ|ban chấp hành|bí thư) (?=các |cơ quan|công đoàn cơ sở|ủy ban|uỷ ban|ubnd|sở)",
    re.IGNORECASE,
)
_MOST = 40
_FIELDS = re.compile(r"(?:các )?(?P<head>sở|phòng|bộ):? (?P<fields>[^:]+?)(?: (?:tỉnh|huyện|thành phố))?")
_MINISTERS = re.compile(r"\bbộ trưởng,", re.IGNORECASE)


_DEPARTMENTS = re.compile(
    r"(?:(?:các|từng|mỗi) sở|sở(?=[,/ \-]+(?:và )?(?:ban|ngành)\b))"
    r"(?:[,/ \-]+(?:và )?(?:các )?(?:ban ngành|ban|ngành|đoàn thể|hội|cơ quan|đơn vị|tổ chức|địa phương|sở)\b){0,8}"
    r"(?: (?:tỉnh|thành phố|cấp tỉnh|chuyên môn|ngang sở|chức năng|nêu trên|trực thuộc|thuộc|có liên quan|liên quan|khác|được|của|trên địa bàn)\b.*)?"
)
_CHAMBERS = re.compile(r"(?:các )?(?:phòng,? ban|phòng chuyên môn|phòng,? ngành|cơ quan chuyên môn|ban,? ngành)\b.*(?<!sở)")
_MINISTRIES = re.compile(
    r"(?:các )?bộ(?P<rank>[,\- ]+(?:và )?(?:cơ quan )?ngang bộ)?(?P<under>.*cơ quan thuộc chính phủ)?(?P<sectors>[, ]+(?:ban[,]? )?ngành.*)?\b.*"
)
_FRONT = re.compile(
    r"(?:ủy ban )?(?:mttq|mặt trận tổ quốc|mặt trận)(?: việt nam)?(?: (?:tỉnh|huyện|xã|thành phố|phường|các cấp))?(?:,| và)? (?:các )?(?:tổ chức|đoàn thể|tổ chức đoàn thể).*"
)
_MASS = re.compile(
    r"(?:các )?(?:tổ chức chính trị\s*-\s*xã hội|đoàn thể(?: chính trị\s*-\s*xã hội| nhân dân)?|tổ chức đoàn thể)(?: (?:tỉnh|huyện|xã|cấp tỉnh|thành phố|phường|cùng cấp))?"
)
_UNIONS = re.compile(r"(?:các )?(?:cấp công đoàn|công đoàn (?:các )?cấp)\b(?! trên).*")
_SECTOR_UNIONS = re.compile(
    r"(?:các )?(?:công đoàn ngành|cđn)(?: (?:địa phương|tỉnh|trung ương(?: và tương đương)?|và tương đương))*"
)
_BOARDS = re.compile(r"(?:các )?(?:ban(?: xây dựng)?(?: đảng)?|ban,? văn phòng|phòng,? ban|ban chuyên đề)\b(?P<whole>.*)")
_EVERYONE = re.compile(r"(?:các )?cấp bộ đoàn.*|(?P<head>[^,;]{2,60}) các cấp")
# Open sets whose members no table has: what they are called, and the kinds that belong.
_OPEN: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?:các |tất cả các |toàn bộ các |mọi |mỗi |những )?(?:{pattern})\b.*"), kinds)
    for pattern, kinds in (
        (r"công đoàn cơ sở|cđcs|cơ sở công đoàn|nghiệp đoàn|công đoàn trực thuộc", ("cdcs",)),
        (r"công đoàn cấp trên(?: trực tiếp)?(?: cơ sở)?", ("ldld", "cong-doan-")),
        (
            r"trường mầm non, tiểu học|trường tiểu học, trung học|trường học|nhà trường|trường|cơ sở giáo dục|cơ sở gd",
            ("truong-", "tt-gdtx"),
        ),
        (
            r"chi bộ, đảng bộ|đảng bộ, chi bộ|chi bộ|đảng bộ|cấp ủy|tổ chức cơ sở đảng|tổ chức đảng|đảng ủy trực thuộc|đảng ủy",
            ("chi-bo", "dang-uy", "huyen-uy"),
        ),
        (r"doanh nghiệp|công ty", ("cong-ty",)),
        (r"bệnh viện|cơ sở y tế|trung tâm y tế|trạm y tế|đơn vị y tế", ("benh-vien", "tt-y-te", "tram-y-te")),
        (r"đoàn trực thuộc|cơ sở đoàn|chi đoàn|đoàn cấp xã|đoàn cơ sở", ("doan",)),
        (
            r"ban, phòng|phòng, ban|ban, đơn vị|cơ quan, đơn vị|cơ quan, tổ chức|cơ quan|đơn vị|tổ chức|địa phương|ngành|thành viên|hội|phòng|xã|phường|huyện|hộ",
            (),
        ),
    )
)
_NEEDS_MANY = re.compile(r"(?:các|tất cả|toàn bộ|mọi|mỗi|những)\b")
_PLURAL = re.compile(r"công đoàn (?:cơ sở|cấp trên)|cơ quan, |sở, |đoàn cấp xã|doanh nghiệp$")


def collective(name: str, of: Body, at: date | None) -> Group | None:
    """The members of the collectives and bodies that the words list, or None where they are one body or nothing known."""
    plain = _WHO.sub("", _MINISTERS.sub("các Bộ,", _BRACKETS.sub(" ", name)))
    if not plain.strip() or len(plain) > 400:
        return None
    return by_name(plain, of, at) or _listed(plain, of, at) or _single(_tidy(plain), of, at)


def _listed(name: str, of: Body, at: date | None) -> Group | None:
    """The members of all that a list names, or None where it is no list or one of its parts cannot be told."""
    found: list[Group] = []
    pieces = _split(name)
    for number, piece in enumerate(pieces if len(pieces) > 1 else ()):
        raw = spread(piece, pieces[number + 1]) if number + 1 < len(pieces) else piece
        one = _single(_tidy(raw), of, at)
        alone = named(raw, of, at) if one is None else None
        if one is None and alone is None:
            return None
        found.append(one or Group((alone,) if alone else (), closed=True))
    if not found:
        return None
    bodies = tuple({body.id: body for one in found for body in one.bodies}.values())
    return Group(bodies, all(one.closed for one in found), tuple(rule for one in found for rule in one.rules))


def _tidy(name: str) -> str:
    """Key form, without who speaks for the members (`Thủ trưởng các sở` is `các sở`)."""
    return _WHO.sub("", fold(name).strip(" .;:,-"))


def _split(name: str) -> list[str]:
    """The parts of a list: cut at a comma, `;` or `và` only where a body or a collective begins after it."""
    pieces: list[str] = []
    start = 0
    for cut in BREAK.finditer(name):
        office = fold(name[start : cut.start()]).startswith(("văn phòng", "vp"))  # Văn phòng HĐND và UBND
        if cut.start() > start and _begins(name[cut.end() :]) and not (office and fold(cut[0]) == "và"):
            pieces.append(name[start : cut.start()])
            start = cut.end()
    return [piece for piece in (*pieces, name[start:]) if piece.strip()]


def _begins(rest: str) -> bool:
    said = [word.key for word in words(rest[:80])[:6]]
    if said[:1] == ["các"]:
        return True
    if not said or (
        said[0] in {"thành", "thị", "huyện", "quận", "xã", "phường", "đặc", "ban", "ngành", "đoàn"} and len(said) < 2
    ):
        return False
    return any(" ".join(said[:count]) in _starts() for count in range(len(said), 0, -1))


def _starts() -> frozenset[str]:
    return frozenset(heads()) | {
        "công đoàn ngành",
        "công đoàn cơ sở",
        "đoàn trực thuộc",
        "đảng ủy trực thuộc",
        "đơn vị trực thuộc",
        "cơ quan thuộc",
    } - {"trung ương", "thuế"}


def _single(text: str, of: Body, at: date | None) -> Group | None:
    """The members of one collective, in tidy words."""
    return (
        at_places(text, of, at) or offices(text, of, at) or plural(text, of, at) or _fields(text, of, at) or _groups(text, of, at)
    )


def _fields(text: str, of: Body, at: date | None) -> Group | None:
    """`các Sở: Nội vụ, Tài chính`, `Sở Nội vụ, Tài chính`: one head, several fields; a field may have commas of its own."""
    found = _FIELDS.fullmatch(text)
    if found is None:
        return None
    atoms = [one.removeprefix(f"{found['head']} ") for one in BREAK.split(found["fields"]) if one.strip()][:_MOST]
    bodies: list[Body] = []
    while atoms:
        for count in range(min(len(atoms), 4), 0, -1):
            name = f"{found['head']} {' '.join(atoms[:count])}"
            if " ".join(word.key for word in words(name)) in heads():
                one = named(name, of, at)
                break
        else:
            one = None
        if one is None:
            return None
        bodies.append(one)
        atoms = atoms[count:]
    return Group(tuple(bodies), closed=True) if len(bodies) > 1 else None


def _seat_of(of: Body, text: str, at: date | None) -> Place | None:
    """Home's place, or the level above it that the words name (`các sở, ban, ngành tỉnh` in a district's paper)."""
    for level, mark in _MARKS:
        path = ancestor(of.place, level)
        if path and mark.search(text):
            return place(path, at, told=of.name)
    return place(of.place, at, told=of.name) if of.place else None


def _made(kinds: tuple[Kind, ...], where: Place | None, at: date | None) -> tuple[Body, ...]:
    return tuple(make(kind, where) for kind in kinds if kind.holds(at))


def _groups(text: str, of: Body, at: date | None) -> Group | None:
    """Collectives that have names of their own."""
    if (
        _MINISTRIES.fullmatch(text)
        and _MINISTRY.match(text)
        and (text.startswith("các") or "ngành" in text or "ngang bộ" in text)
    ):
        return _ministries(text, at)
    if _FRONT.fullmatch(text) or _MASS.fullmatch(text):
        return _mass(text, of, at)
    if _UNIONS.fullmatch(text):
        return _unions(of, at)
    everyone = _EVERYONE.fullmatch(text)
    named_so = heads().get(" ".join(word.key for word in words(everyone["head"] or "đoàn thanh niên"))) if everyone else None
    if named_so:
        return _all_levels(named_so[-1].kind.kind, of, at)
    if _SECTOR_UNIONS.fullmatch(text) and (of.kind in {"ldld", "tld"} or text.startswith("các")):
        where = place(of.place, at) if of.place else None
        known = tuple(
            kind
            for kind in group("cdn" if where else "cdn-tw", "province" if where else "central")
            if not where or kind.kind == "cong-doan-giao-duc"
        )
        return Group(_made(known, where, at), closed=False, rules=(Rule(("cong-doan-",), of.place),))
    where = _seat_of(of, text, at)
    if _DEPARTMENTS.fullmatch(text) and where is not None:
        found = _made(group("so", "province"), where, at) if where.level == "province" else ()
        exact = "liên quan" not in text
        return Group(
            found if exact else (), closed=False, rules=(Rule(("so-", "thanh-tra", "cong-an", "quan-su", "bql-"), where.path),)
        )
    if (
        _CHAMBERS.fullmatch(text)
        and where is not None
        and of.kind in {"ubnd", "huyen-uy", "hdnd"}
        and level_of(of.place or "") != "province"
    ):
        level = level_of(of.place or "")
        return Group(_made(group("phong", level), where, at), closed=False, rules=(Rule(("phong-",), of.place),))
    boards = _BOARDS.fullmatch(text)
    if boards and text.startswith("các ") and not text.startswith("các ban, ngành"):
        whole = named(boards["whole"], of, at) if boards["whole"].strip() else of
        if whole is not None:
            bodies = tuple(
                part_of(part, whole)
                for part in parts()
                if part.kind.startswith("ban-") and whole.kind in part.parents and part.holds(at)
            )
            return Group(bodies, closed=False, rules=(Rule((f"{whole.kind}.",), whole.place),))
    if of.kind != "cdcs" and (_NEEDS_MANY.match(text) or "trực thuộc" in text or _PLURAL.match(text)):
        for pattern, kinds in _OPEN:
            if pattern.fullmatch(text):
                return Group((), closed=False, rules=(Rule(kinds, of.place),) if kinds else ())
    return None


def _ministries(text: str, at: date | None) -> Group:
    bodies = _made(group("bo", "central"), None, at)
    if "ngang bộ" in text or "ngành" in text:
        bodies += _made(group("ngang-bo", "central"), None, at)
    if "thuộc chính phủ" in text:
        bodies += _made(group("thuoc-cp", "central"), None, at)
    if "địa phương" in text or "tỉnh" in text:
        bodies += tuple(make(by_kind()["ubnd", "province"], one) for one in inside(None, "province", at or REFORM))
    related = "liên quan" in text
    closed = not related and ("ngành" not in text.replace("ngang bộ", "") and "thuộc chính phủ" not in text)
    return Group(() if related else bodies, closed, () if closed else (Rule(("bo-",), None),))


def _mass(text: str, of: Body, at: date | None) -> Group:
    """The Front and the five mass organisations (Luật Mặt trận Tổ quốc Việt Nam); `đoàn thể` may mean more."""
    where = _seat_of(of, text, at)
    if where is None and of.place is not None:
        return Group((), closed=False)
    level = where.level if where else "central"
    kinds = group("doan-the", level)
    if _MASS.fullmatch(text):
        kinds = tuple(kind for kind in kinds if kind.kind != "mttq")
    closed = "chính trị" in text and level != "commune" and "liên quan" not in text
    rest = () if closed else (Rule(("ctd", "hoi-khuyen-hoc", "nct"), where.path if where else None),)
    return Group(_made(kinds, where, at), closed, rest)


def _all_levels(kind: str, of: Body, at: date | None) -> Group:
    """`Đoàn Thanh niên các cấp`: the body at home's place and those of the level below; the levels below that belong as well."""
    here = by_kind().get((kind, level_of(of.place) if of.place else "central"))
    where = place(of.place, at, told=of.name) if of.place else None
    own = (make(here, where),) if here is not None and here.holds(at) and (where is not None) is (of.place is not None) else ()
    return Group((*own, *one_level_below(kind, of, at)), closed=False, rules=(Rule((kind,), of.place),))


def _unions(of: Body, at: date | None) -> Group:
    """All levels of the union under (and with) a union body."""
    bodies = one_level_below("ldld", of, at)
    own = (of,) if of.kind in {"ldld", "tld"} else ()
    rules = (Rule(("ldld", "cong-doan-", "cong-doan", "cdcs"), of.place),)
    return Group((*own, *bodies), closed=False, rules=rules)
