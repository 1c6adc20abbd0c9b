"""What an office is by its name: kind, level, place, how it signs, whom it commands.

Reads a name as printed and the table `data/offices.toml`. Writes `Office`. Names of places are taken as they stand: communes and the
invented places of examples are in no table.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from adminplan.data import fold, one_line, table, words

LEVELS = ("central", "province", "district", "commune", "grassroots")
# No districts from this day on (Luật Tổ chức chính quyền địa phương 2025).
REFORM = date(2025, 7, 1)
_OF_LEVEL = {
    "tỉnh": "province", "tp": "district", "thành phố": "district", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_PLACE = re.compile(
    r"(?P<word>[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?|[Hh]uyện|HUYỆN|[Qq]uận|QUẬN|[Tt]hị xã|THỊ XÃ|[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Tt]hị trấn|THỊ TRẤN|[Đđ]ặc khu|ĐẶC KHU)"
    r"(?!\s+(?:[Đđ]oàn|ĐOÀN|[Hh]ội|HỘI)\b)\s+(?:[Ủủ]y\s+|[Đđ]oàn\s+)?(?P<name>[A-ZĐÀ-Ỹ\d][\w'’]*(?:[ -]+[A-ZĐÀ-Ỹ\d][\w'’]*){0,5})"
)
_PARTY = re.compile(
    r"(?P<word>tỉnh|thành|huyện|quận|thị)\s+(?:ủy|đoàn)(?:\s+(?P<name>\w[\w ]*))?|(?:đảng|chi)\s+(?:ủy|bộ)|đoàn\s+(?P<youth>xã|phường|huyện|tỉnh|trường|thị trấn)"
)
_WRITTEN = (
    (re.compile(r"\bGD ?(?:&|và|-)? ?ĐT\b"), "Giáo dục và Đào tạo"), (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bLĐLĐ\b"), "Liên đoàn Lao động"), (re.compile(r"\bCĐCS\b"), "Công đoàn cơ sở"), (re.compile(r"\bMTTQ\b"), "Mặt trận Tổ quốc"),
    (re.compile(r"\bCĐN\b"), "Công đoàn ngành"), (re.compile(r"\bCĐVC\b"), "Công đoàn Viên chức"), (re.compile(r"\bLHPN\b"), "Liên hiệp Phụ nữ"),
    (re.compile(r"\bTHPT\b"), "Trung học phổ thông"), (re.compile(r"\bTHCS\b"), "Trung học cơ sở"), (re.compile(r"\bNN ?(?:&|và) ?PTNT\b"), "Nông nghiệp và Phát triển nông thôn"),
    (re.compile(r"\bTN ?(?:&|và) ?MT\b"), "Tài nguyên và Môi trường"), (re.compile(r"\bTP\.? "), "thành phố "), (re.compile(r"\bCCB\b"), "Cựu chiến binh"),
    (re.compile(r"\bLĐ ?[-–]? ?TB ?(?:&|và) ?XH\b"), "Lao động - Thương binh và Xã hội"), (re.compile(r"\bTNCS\b"), "Thanh niên Cộng sản"),
)  # fmt: skip
_SMALL = frozenset(("nhân", "dân", "và", "cơ", "sở", "nông", "thôn", "tỉnh", "huyện", "xã", "phường", "thành", "phố", "quận", "thị", "trấn", "ủy", "ngành", "hành", "học", "dục", "tạo"))  # fmt: skip
_KEPT = frozenset(("THCS", "THPT", "CĐCS", "UBND", "LĐLĐ", "GDĐT", "GD&ĐT", "TNCS", "MTTQ", "LHPN"))
_SCHOOLS = (("tiểu học và trung học cơ sở", "TH&THCS"), ("tiểu học", "TH"), ("trung học cơ sở", "THCS"), ("trung học phổ thông", "THPT"), ("mầm non", "MN"))  # fmt: skip
_PARTY_CODES = {
    "tỉnh ủy": "TU",
    "thành ủy": "TU",
    "huyện ủy": "HU",
    "quận ủy": "QU",
    "thị ủy": "ThU",
    "đảng ủy": "ĐU",
    "đảng bộ": "ĐU",
}


class Office(NamedTuple):
    """An office as its name tells it.

    Attributes:
        name: written out ("Liên đoàn Lao động huyện Bản Sen"). short: as it calls itself in running text ("LĐLĐ huyện").
        kind: row of the table, "" when none matches. level: one of `LEVELS`, `None` where the name does not say.
        system: state, party, union …. area: word and name of its place ("huyện Bản Sen"), `None` when not said.
        code: letters of its symbols. authority, position: of the signature block. commands: whom it commands by its level.
        top: no body stands above its name in the letterhead.
    """

    name: str
    short: str
    kind: str
    level: str | None
    system: str
    area: str | None
    code: str
    authority: tuple[str, ...]
    position: str
    commands: tuple[tuple[str, str], ...]
    top: bool

    @property
    def place(self) -> str | None:
        """The name of its place without the word for its level: "Bản Sen"."""
        match = _PLACE.match(self.area) if self.area else None
        return match["name"] if match else None

    @property
    def rank(self) -> int:
        """0 for central bodies to 4 for grassroots ones; what says no level stands at the grassroots."""
        return LEVELS.index(self.level) if self.level else 4

    def subordinates(self, day: date) -> str | None:
        """Whom it commands on a day, in words ("Các công đoàn cơ sở trực thuộc"), or `None`."""
        level = self.level or "grassroots"
        known = dict(self.commands)
        later = known.get(f"{level}_after") if day >= REFORM else None
        return later or known.get(level)


@lru_cache(maxsize=4096)
def read_office(name: str) -> Office:
    """The office that a name means. Never raises; what the table does not know has kind "" and gaps for its signature.

    >>> read_office("LĐLĐ huyện Bản Sen").name
    'Liên đoàn Lao động huyện Bản Sen'
    >>> read_office("ỦY BAN NHÂN DÂN TỈNH AN HÒA").area
    'tỉnh An Hòa'
    """
    name = one_line(name)
    if name.isupper() and " " in name:
        name = _cased(name)
    full = _full(name)
    key = fold(full)
    row = next((row for row, pattern in _rows() if pattern.match(key)), {})
    area, level = _where(full)
    party = _PARTY.match(key) if row.get("system") in {"party", "youth"} else None
    if party and party["word"]:
        word = party["word"]
        level = "province" if word == "tỉnh" or (word == "thành" and _central(party["name"] or "")) else "district"
        if party["name"]:
            area = f"{ {'thành': 'thành phố', 'thị': 'thị xã'}.get(word, word) } {full[-len(party['name']) :]}"
    own = row.get("rank")
    if own is not None and (level is None or own == 4 or (own == 1 and row.get("kind") == "so")):
        level = LEVELS[own]
    if row.get("kind") in {"phong", "cdn"} and level == "province":
        level = "district"
    if row.get("kind") == "cdn" and key.endswith("việt nam"):
        level = "central"
    return Office(
        name=full, short=_short(full, area, row, level), kind=row.get("kind", ""), level=level, system=row.get("system", "state"), area=area,
        code=_code(full, key, row), authority=tuple(row.get("authority", ())), position=row.get("position", "[…: chức vụ người ký]"),
        commands=tuple(row.get("below", {}).items()), top=bool(row.get("top")),
    )  # fmt: skip


@cache
def _rows() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, re.compile("|".join(row["names"]))) for row in words("offices")["office"])


@cache
def _cities() -> frozenset[str]:
    rows = table("provinces")
    return frozenset(fold(row["name_until_2025_06_30"]) for row in rows if row["kind_before"] != "tỉnh") | {"huế", "hồ chí minh"}


def _central(name: str) -> bool:
    return fold(name) in _cities()


def _where(name: str) -> tuple[str | None, str | None]:
    """The place that a name says and its level; the last one said ("Công an xã A, huyện B" is of the commune: the first)."""
    match = _PLACE.search(name)
    if match is None:
        found = re.search(r"\b(tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành phố)$", name)
        return None, _OF_LEVEL[found[1]] if found else None
    word = fold(match["word"]).rstrip(".")
    word = "thành phố" if word == "tp" else word
    level = "province" if word == "thành phố" and _central(match["name"]) else _OF_LEVEL[word]
    return f"{word} {match['name']}", level


def _full(name: str) -> str:
    for pattern, long in _WRITTEN:
        name = pattern.sub(long, name)
    return name[:1].upper() + name[1:]


def _cased(name: str) -> str:
    """A name in capitals as it is written in a sentence: ỦY BAN NHÂN DÂN TỈNH AN HÒA is Ủy ban nhân dân tỉnh An Hòa."""
    name = re.sub(r"\bGIÁO DỤC ?& ?ĐÀO TẠO\b", "GIÁO DỤC VÀ ĐÀO TẠO", name)
    key = fold(name)
    row = next((row for row, pattern in _rows() if row.get("full") and fold(row["full"]) == key[: len(row["full"])]), None)
    known = next((one["full_name"] for one in table("issuers") if fold(one["full_name"]) == key), None)
    if known:
        return known
    head = row["full"] if row else ""
    rest = name[len(head) :]
    out: list[str] = []
    after_place = False
    for word in rest.split():
        low = word.lower()
        if word in _KEPT:
            out.append(word)
        elif low in _SMALL and (head or out) and not after_place:
            out.append(low)
            after_place = low in {"tỉnh", "huyện", "xã", "phường", "quận", "phố", "trấn"} or (
                low in {"ủy", "đoàn"} and len(out) == 2
            )
        else:
            out.append("-".join(part[:1].upper() + part[1:].lower() for part in word.split("-")))
    if out and out[0].lower() in {"tỉnh", "huyện", "thành", "quận", "thị"} and len(out) > 1 and out[1] in {"Ủy", "Đoàn"}:
        out[1] = out[1].lower()
    text = " ".join(filter(None, (head, *out)))
    return text[:1].upper() + text[1:]


def _short(full: str, area: str | None, row: dict[str, Any], level: str | None) -> str:
    """`LĐLĐ huyện`, `UBND xã`, `Sở Y tế`, `Huyện ủy`: how an office names itself in its own documents."""
    if row.get("kind") == "doan" and level in {"province", "district"} and area:
        head = {"tỉnh": "Tỉnh", "thành": "Thành", "huyện": "Huyện", "quận": "Quận", "thị": "Thị"}[area.split(" ")[0]]
        return f"{head} đoàn"
    word = area.split(" ")[0] if area else ""
    if word in {"thành", "thị"}:
        word = " ".join((area or "").split(" ")[:2])
    if row.get("full") and row.get("kind") not in {"cdcs", "cdx", "chi-bo"}:
        head = str(row.get("short") or row["full"])
        if row.get("kind") == "tld":
            return "Tổng LĐLĐ Việt Nam"
        if row.get("kind") != "cdn":
            return f"{head} {word}".strip()
    if area and full.endswith(area):
        cut = full[: -len(area)].strip()
        return f"{cut} {word}".strip() if row.get("kind") in {"police", "cdx", "doan", "huyen-uy"} else cut or full
    if area and row.get("system") in {"party", "youth"}:
        return (
            re.split(r"(?<=ủy)\s|(?<=đoàn)\s", full, maxsplit=1)[0]
            if full.split(" ", maxsplit=1)[0].lower() not in {"đảng", "chi"}
            else full
        )
    return full


def _code(full: str, key: str, row: dict[str, Any]) -> str:
    """The letters of its symbols: from the row, from the table of issuers, else the initials of its name."""
    if row.get("system") == "party":
        return next((code for start, code in _PARTY_CODES.items() if start in key), str(row.get("code", "")))
    if row.get("kind") == "cdn" and "viên chức" in key:
        return "CĐVC"
    if row.get("code"):
        return str(row["code"])
    if row.get("kind") == "school":
        return next((code for words_, code in _SCHOOLS if words_ in key), "TH")
    place = _PLACE.search(full)
    own = full[: place.start()].strip() if place else re.sub(r"\s+(?:tỉnh|huyện|xã|phường)$", "", full)
    known = next((one["code"] for one in table("issuers") if fold(one["full_name"]) == fold(own)), None)
    return known or "".join(word[0].upper() for word in re.findall(r"\w+", own) if word.lower() not in {"và", "của", "các"})
