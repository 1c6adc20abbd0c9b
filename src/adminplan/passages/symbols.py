"""The grammar of document symbols: what "48/KH-LĐLĐ" says of number, year, type and issuer.

Reads `document_types.tsv`. Writes `Symbol`.

Families, by where the type stands (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 and Phụ lục III; Party: Hướng dẫn
36-HD/VPTW; laws: Nghị định 78/2025/NĐ-CP, Phụ lục I):

======  ==========================  ==========================================
law     `N/YYYY/(UBTV)QHn`          45/2019/QH14, 35/2023/UBTVQH15
norm    `N/YYYY/TYPE-ISSUER…`       30/2020/NĐ-CP, 07/2013/TTLT-BNV-BTC
state   `N/TYPE-ISSUER…`            48/KH-LĐLĐ, 53/TTr-CAT, 02/KH-THCS
joint   `N/TYPE-ISSUER-ISSUER…`     14/KHLT-HLHTN-HSV, 11/HDLN-SYT-BHXH
party   `N-TYPE/ISSUER[-UNIT]`      05-CT/TW, 183-KH/TWĐTN-TNNT
letter  `N/ISSUER[-UNIT]`           555/SNV-CCVC, 197/STTTT (a công văn: no type)
bare    `N`                         16 (of "Chỉ thị 16")
======  ==========================  ==========================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from adminplan.data import fold, table

_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "Ð": "Đ"})
_UNEVEN = re.compile("[" + "".join(map(chr, _DASHES)) + "]")
_HEAD = re.compile(r"(?P<number>\d{0,5})(?P<part>\.\d{1,3})?(?P<suffix>[a-zđA-ZĐ](?=[/\-.]))?")
_PARLIAMENT = re.compile(r"(?:UBTV)?QH\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATOR = re.compile(r"[/\-.]")
_LEADING = re.compile(r"[\d.]*[a-zđ]?")
_UNIT_CODE = re.compile(r"[^\W\d_]+[\w&(),]*")
_JOINT = frozenset({"KHLT", "KHPH", "KHLN", "CVLT", "QCPH", "NQLT", "TTLT", "HDLN", "HDLT", "CTPH", "CTRPH"})
# The committees whose documents carry "N-TYPE/ISSUER"; state bodies write "N/TYPE-ISSUER".
_PARTY = re.compile(r"(?:VP|BTC|BTG|BDV|BNC|UBKT|BTGDV)?(?:TW|TU|HU|QU|ThU|ĐU)")
_STATE = frozenset({"TTG", "CP", "UBND", "HĐND", "CTN"})
# Codes of texts that lost their marks ("Quyet dinh so 15/QD-UBND").
_UNMARKED = {"QD": "QĐ", "ND": "NĐ", "CTHD": "CTHĐ"}
# Codes that no type word shares, safe to split off when a separator was lost ("QĐUBND", "NQCP").
_GLUED = re.compile(r"(NQ|NĐ|QĐ|CT|KH|TB|BC|TTr|TT|HD|CTr|KL|CV)(UBND|HĐND|TTg|CP|BGDĐT|SGDĐT|PGDĐT|LĐLĐ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A document symbol taken apart.

    Attributes:
        text: the symbol without blanks, with plain dashes. number: `438`, or `None` where it is left blank.
        suffix: what is stuck to the number (`c` of `30c`, `.25` of `66.25`). year: the year inside the symbol.
        code: code of the type (`KH`, `QH` for what the National Assembly numbers), or `None`.
        issuers: codes of the bodies and their units, in order. family: see the table at the head of this module.

    """

    text: str
    number: int | None
    suffix: str
    year: int | None
    code: str | None
    issuers: tuple[str, ...]
    family: str

    @property
    def key(self) -> str:
        """What is compared: upper case, one separator, no leading nought; `05-CT/TW` and `5/CT-TW` give `5/CT/TW`."""
        number = "" if self.number is None else f"{self.number}{self.suffix}"
        parts = [number, str(self.year or ""), self.code or "", *self.issuers]
        return "/".join(part for part in parts if part).upper()


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Type word, folded → its codes, the usual one first."""
    return {fold(row["type"]): tuple(row["codes"].split()) for row in table("document_types")}


@cache
def _types() -> dict[str, str]:
    """Code, upper case → the type word that has it as its usual code."""
    found: dict[str, str] = {}
    for row in table("document_types"):
        for code in row["codes"].split()[:1]:
            found.setdefault(code.upper(), row["type"])
    return {
        **found,
        "CT": "Chỉ thị",
        "TT": "Thông tư",
        "QĐ": "Quyết định",
        "CTR": "Chương trình",
        "QH": "Luật",
        "UBTVQH": "Nghị quyết",
    }


def document_code(type_word: str) -> str | None:
    """The usual code of a type: `KH` for "Kế hoạch"; `None` where it has none (Nghị định 30/2020/NĐ-CP, Phụ lục III.I)."""
    codes = _codes().get(fold(type_word))
    return codes[0] if codes else None


def document_type(code: str) -> str | None:
    """The type word that a code stands for: "Tờ trình" for `TTr`."""
    return _types().get(code.upper())


def tidy_symbol(text: str) -> str:
    """The symbol as printed, without blanks and with plain dashes: `26/KH-TLĐ` for "26 /KH – TLĐ"."""
    text = "".join(text.split())
    if _UNEVEN.search(text):
        text = text.translate(_DASHES)
    if "--" in text:  # a dash that recognition saw twice, or one at the end of a line and one below
        text = re.sub("-{2,4}", "-", text)
    return text.lstrip("?…._:").rstrip(".,;:-/")


def mend_symbol(text: str) -> str:
    """The symbol as its family writes it, where only one reading is possible; otherwise as printed.

    >>> mend_symbol("274KH-UBND"), mend_symbol("16-CT-TTg"), mend_symbol("22/CT-TW"), mend_symbol("30c/NQCP")
    ('274/KH-UBND', '16/CT-TTg', '22-CT/TW', '30c/NQ-CP')
    """
    text = tidy_symbol(text).replace("TƯ", "TW")
    glued = _GLUED.search(text)
    if (
        glued
        and not any(char.isupper() for char in text[: glued.start()])
        and (glued.end() == len(text) or text[glued.end()] in "-/")
    ):
        text = f"{text[: glued.start()]}{glued[1]}-{glued[2]}{text[glued.end() :]}"
    symbol = parse_symbol(text)
    if symbol is None or symbol.code is None or not symbol.issuers or symbol.family in {"law", "letter"}:
        return text
    number = _LEADING.match(text)
    head = number[0] if number else ""
    if symbol.year is not None:
        return f"{head}/{symbol.year}/{symbol.code}-{'-'.join(symbol.issuers)}"
    first, *rest = symbol.issuers
    if _PARTY.fullmatch(first) or first.startswith("TWĐTN") or (first == "ĐTN" and symbol.family == "party"):
        return f"{head}-{symbol.code}/{'-'.join([first, *rest])}"
    if first.upper() in _STATE or text[len(head) : len(head) + 1].isalpha():
        return f"{head}/{symbol.code}-{'-'.join([first, *rest])}"
    return text


@lru_cache(maxsize=4096)
def parse_symbol(text: str) -> Symbol | None:
    """Take a symbol apart; `None` where the text is none.

    >>> parse_symbol("183-KH/TWĐTN-TNNT").issuers
    ('TWĐTN', 'TNNT')
    """
    text = tidy_symbol(text)
    head = _HEAD.match(text)
    if head is None or not text:
        return None
    number = int(head["number"]) if head["number"] else None
    suffix = (head["part"] or "") + (head["suffix"] or "")
    parts = [part for part in _SEPARATOR.split(text[head.end() :]) if part]
    between = text[head.end() : head.end() + 1]
    if number is None and not (between == "/" and parts):
        return None
    year: int | None = None
    if parts and (found := _YEAR.match(parts[0])):
        year, rest = int(found[0]), parts[0][found.end() :]
        parts = [rest, *parts[1:]] if rest else parts[1:]
    if not parts:
        return Symbol(text=text, number=number, suffix=suffix, year=year, code=None, issuers=(), family="bare")
    if _PARLIAMENT.fullmatch(parts[0].upper()):
        code = "UBTVQH" if parts[0].upper().startswith("UBTV") else "QH"
        return Symbol(text=text, number=number, suffix=suffix, year=year, code=code, issuers=(parts[0],), family="law")
    parts[0] = _UNMARKED.get(parts[0], parts[0])
    known = parts[0].upper() in _all_codes() and not parts[0].upper().startswith(("QH", "UBTVQH"))
    if not known:
        return Symbol(text=text, number=number, suffix=suffix, year=year, code=None, issuers=tuple(parts), family="letter")
    if parts[0].upper() in _JOINT:
        family = "joint"
    elif year is not None:
        family = "norm"
    else:
        family = "party" if between == "-" else "state"
    return Symbol(text=text, number=number, suffix=suffix, year=year, code=parts[0], issuers=tuple(parts[1:]), family=family)


@cache
def _all_codes() -> frozenset[str]:
    return frozenset(code.upper() for codes in _codes().values() for code in codes)


def type_conflict(type_word: str, number: str | None) -> str | None:
    """The code in the symbol when it contradicts the type word; `None` when they agree or nothing can be said.

    A symbol without a type is a công văn's: "Hướng dẫn số 1510/UBND-GDĐT" gives `CV`.

    >>> type_conflict("Quyết định", "55/2007/CT-UBND"), type_conflict("Quyết định", "55/2007/QĐ-UBND")
    ('CT', None)
    """
    symbol = parse_symbol(number) if number else None
    codes = _codes().get(fold(type_word))
    if symbol is None or not codes or symbol.family == "bare":
        return None
    if symbol.code is None:
        plain = all(_UNIT_CODE.fullmatch(issuer) for issuer in symbol.issuers)
        return "CV" if plain and "CV" not in codes and symbol.year is None else None
    return None if symbol.code.upper() in {code.upper() for code in codes} else symbol.code
