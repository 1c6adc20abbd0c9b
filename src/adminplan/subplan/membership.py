"""Whether a unit is among those that some words of a plan mean: its own name, a collective, an open set.

Reads names as printed. Writes how the unit is meant (`OWN`, `MEMBER`, `ALL`, `BELOW`) or `None`. Named places and their members come from the table
of organisations where it knows them; what it does not know (communes, bodies of examples) is told by the words: kind, level, place.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from adminplan.data import fold
from adminplan.data.organisations import Body, belongs, body
from adminplan.subplan.office import LEVELS, Office, read_office

OWN = "own"  # named itself
MEMBER = "member"  # of a collective: "LĐLĐ các huyện, thành phố"
ALL = "all"  # of everybody: "các cấp công đoàn", "các cơ quan, đơn vị"
BELOW = "below"  # not it, but those whom it commands: "các công đoàn cơ sở"

# Levels of a collective: after "các", or alone ("UBND xã, phường").
_LEVEL = re.compile(r"(?<!\w)(tỉnh|huyện|quận|thị xã|thị trấn|thị|xã|phường|đặc khu|thành phố|tp)(?!\w)(?! [A-ZĐ])")
_OF = {"tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district", "thị": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune"}  # fmt: skip
_EVERYBODY = re.compile(
    r"^(?:thủ trưởng |lãnh đạo |người đứng đầu |toàn thể |tất cả )?(?:các |mọi |những )?(?:cơ quan|đơn vị|tổ chức|ban ngành|địa phương|tập thể)"
    r"(?:,? (?:và )?(?:các )?(?:cơ quan|đơn vị|tổ chức|địa phương|cá nhân|doanh nghiệp|đoàn thể))*"
    r"(?: (?:có )?liên quan| trực thuộc| được giao.*| trong (?:tỉnh|huyện|xã|toàn ngành|ngành)| trên địa bàn.*| khác.*)?$"
)
# "các cấp": of one system.
_EVERY_LEVEL = re.compile(
    r"(?:các cấp|cấp ủy|các cấp ủy)(?!\w).{0,40}|.{0,60}(?<!\w)các cấp(?: trong .{0,30})?$|^các (?:cán bộ|đoàn viên).{0,40}"
)
_SYSTEM = (("công đoàn", "union"), ("đoàn thanh niên", "youth"), ("đoàn", "youth"), ("hội liên hiệp phụ nữ", "women"), ("hội phụ nữ", "women"), ("hội nông dân", "farmers"), ("hội cựu chiến binh", "veterans"), ("mặt trận", "front"), ("cấp ủy", "party"), ("chính quyền", "state"), ("ủy ban nhân dân", "state"))  # fmt: skip
# Collectives by the kinds of their members: kind of office, words, the levels when they say none.
_KINDS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("cdcs", re.compile(r"công đoàn cơ sở|cđcs|công đoàn trực thuộc|đơn vị trực thuộc cơ sở"), ("grassroots",)),
    ("cdn", re.compile(r"công đoàn (?:\w+ )?ngành|công đoàn viên chức|cđn\b|cđvc\b|công đoàn các khu|công đoàn giáo dục"), ("district",)),
    ("ldld", re.compile(r"liên đoàn lao động|lđlđ"), ("province", "district")),
    ("ubnd", re.compile(r"ủy ban nhân dân|ubnd|chính quyền|các địa phương|^địa phương"), ("province", "district", "commune")),
    ("so", re.compile(r"(?:các |^)sở(?:,|$| )"), ("province",)),
    ("bo", re.compile(r"(?:các |^)bộ(?:,|$| )"), ("central",)),
    ("phong", re.compile(r"(?:các |^)phòng(?:,|$| )|phòng giáo dục|phòng nông nghiệp|phòng chuyên môn"), ("district",)),
    ("school", re.compile(r"trường|cơ sở giáo dục"), ("grassroots",)),
    ("huyen-uy", re.compile(r"huyện ủy|thành ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|cấp ủy"), ("district", "commune", "grassroots")),
    ("chi-bo", re.compile(r"chi bộ|chi ủy"), ("grassroots",)),
    ("doan", re.compile(r"huyện đoàn|thị đoàn|thành đoàn|các huyện, thị, thành đoàn|tỉnh đoàn|các tỉnh, thành đoàn|đoàn trực thuộc|đoàn cấp|đoàn các|đoàn thanh niên|đoàn xã|đoàn phường"), ("district", "commune", "grassroots", "province")),
    ("mttq", re.compile(r"mặt trận tổ quốc|mttq"), LEVELS),
    ("hlhpn", re.compile(r"hội (?:liên hiệp )?phụ nữ|hội lhpn|đoàn thể|tổ chức chính trị"), LEVELS),
    ("hnd", re.compile(r"hội nông dân|đoàn thể|tổ chức chính trị"), LEVELS),
    ("ccb", re.compile(r"hội (?:cựu chiến binh|ccb)|đoàn thể|tổ chức chính trị"), LEVELS),
    ("police", re.compile(r"công an"), LEVELS),
    ("clinic", re.compile(r"trạm y tế"), ("grassroots",)),
    ("centre", re.compile(r"trung tâm|bệnh viện|đơn vị sự nghiệp"), LEVELS),
    ("enterprise", re.compile(r"doanh nghiệp|công ty|hợp tác xã|người sử dụng lao động"), ("grassroots",)),
)  # fmt: skip
_LEADER = re.compile(
    r"^(?:thủ trưởng|giám đốc|lãnh đạo|trưởng|hiệu trưởng|chủ tịch|bí thư|người đứng đầu|ban thường vụ|ban chấp hành|ban giám hiệu|thường trực)(?: các)?\s+"
)
_HIGHER = re.compile(r"cấp trên trực tiếp (?:của )?(?:công đoàn )?cơ sở")


@lru_cache(maxsize=8192)
def meant(words: str, unit: Office, issuer: Office, home: Body | None, one: Body | None, day: date) -> str | None:
    """How a document of `issuer` means `unit` by some words, `None` when it does not.

    home, one: the same two in the table of organisations, where it knows them; day: as of when.

    >>> meant("LĐLĐ các huyện, thành phố", read_office("LĐLĐ huyện Bản Sen"), read_office("LĐLĐ tỉnh An Hòa"), None, None, date(2024, 3, 1))
    'member'
    """
    own = read_office(words)
    key = fold(own.name)
    if key == fold(unit.name) or (own.kind == unit.kind and own.kind and own.place and _same_place(own, unit)):
        return OWN
    known = body(words, home=home, at=day) if home else None
    if known is not None and one is not None and known.id == one.id:
        return OWN
    if _EVERY_LEVEL.match(key):
        systems = [system for word, system in _SYSTEM if word in key]
        return ALL if not systems or unit.system in systems or (systems == ["youth"] and unit.system == "youth") else None
    if _EVERYBODY.match(key):
        return ALL if not ("địa phương" in key and "đơn vị" not in key and unit.kind != "ubnd") else None
    if home is not None and one is not None and belongs(one, words, of=home, at=day):
        return MEMBER
    if own.place and not key.startswith("các "):
        return None  # another body by its own name
    return _by_words(key, unit, issuer)


def _by_words(key: str, unit: Office, issuer: Office) -> str | None:
    """Told by kind and level alone."""
    key = _LEADER.sub("", key)
    if unit.system == "union" and _HIGHER.search(key):
        return MEMBER if unit.kind in {"ldld", "cdn", "cdx"} and unit.rank > issuer.rank else None
    found = [kind for kind, pattern, _ in _KINDS if pattern.search(key)]
    levels = {_OF[word] for word in _LEVEL.findall(key) if word in _OF}
    if re.search(r"(?<!\w)(?:thành phố|tp)(?!\w)", key):
        levels.add("province" if issuer.level == "central" else "district")
    # "Sở Văn hóa, Thể thao và Du lịch" is one body: only levels and bare heads make a list without "các".
    plural = key.startswith("các ") or " các " in key or len(set(_LEVEL.findall(key))) > 1 or _alone(key)
    if not plural:
        return OWN if unit.kind in found and _bare(key, unit, levels) else None
    if unit.kind in found:
        usual = next(own for kind, _, own in _KINDS if kind == unit.kind)
        reach = levels & set(usual) or (set(usual) if unit.kind not in {"ldld", "ubnd", "police"} or not levels else levels)
        if unit.kind in {"ldld", "ubnd", "mttq", "hlhpn", "hnd", "ccb", "doan", "police"} and levels:
            reach = levels
        level = unit.level or "grassroots"
        if level in reach and (unit.rank > issuer.rank or unit.kind in {"so", "bo", "phong", "cdn", "school"}):
            return MEMBER if _same_field(key, unit) else None
    if unit.level == "province" and unit.kind == "branch" and "ngành" in key:
        return MEMBER
    level = unit.level or "grassroots"
    commanded = fold(" ".join(words for own, words in unit.commands if own.removesuffix("_after") == level))
    if plural and any(pattern.search(commanded) for kind, pattern, _ in _KINDS if kind in found and kind != unit.kind):
        lower = {level for level in levels if LEVELS.index(level) > unit.rank}
        return BELOW if lower or not levels else None
    if unit.kind in found and any(LEVELS.index(level) > unit.rank for level in levels):
        return BELOW
    return None


def _alone(key: str) -> bool:
    """`doanh nghiệp`, `công đoàn cơ sở`: many, though no word says so."""
    return bool(
        re.match(
            r"(?:(?:sở|bộ|phòng),|doanh nghiệp|công đoàn cơ sở|cđcs|nhà trường|cơ sở giáo dục|chi bộ|đảng bộ|công đoàn ngành$|cđn$)",
            key,
        )
    )


def _bare(key: str, unit: Office, levels: set[str]) -> bool:
    """`LĐLĐ huyện`, `Phòng Giáo dục và Đào tạo`: a body without its place is the one at home."""
    if key == fold(unit.short):
        return True
    if unit.kind in {"so", "phong", "bo", "branch", "centre", "school"}:
        return fold(unit.name).startswith(key) and len(key.split()) > 1
    return bool(levels) and unit.level in levels and len(key.split()) <= 8


def _same_field(key: str, unit: Office) -> bool:
    """`Phòng GDĐT các huyện` means no Phòng Y tế; `các sở, ban, ngành` means every department."""
    if unit.kind == "phong" and re.search(r"phòng (?!ban|,|chuyên môn|các)\w+", key):
        return key.split(" các ", maxsplit=1)[0].strip() in fold(unit.name)
    if unit.kind == "cdn":  # "Công đoàn ngành" means no Công đoàn Viên chức, and the other way round
        return bool(re.search(r"viên chức|cđvc" if "viên chức" in fold(unit.name) else r"ngành|cđn|giáo dục|các khu", key))
    return True


def _same_place(left: Office, right: Office) -> bool:
    return fold(left.place or "") == fold(right.place or "") and left.level == right.level and left.kind == right.kind
