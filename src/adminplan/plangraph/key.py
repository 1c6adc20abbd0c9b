"""What two texts say of the identity of one document, in forms that can be compared.

Reads `Plan` and `Reference`. Writes `Key`. Nothing is guessed: what a text leaves out is "", and agrees with nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from adminplan.data import fold, plain
from adminplan.plan.plan import Plan, Reference

# `12/KH-UBND`, `12-KH/TU`, `15a/2023/NĐ-CP`, `05`: the number, the year in the symbol, the symbol.
_NUMBER = re.compile(r"0*(\d+[A-ZĐ]?)(?:[/-]((?:19|20)\d\d)(?=[/-]))?[/-]?(.*)")
# Last parts of symbols whose issuer exists once in the country: beside number and year these need no issuer.
_NATIONAL = re.compile(
    r"(?:^|[-/])(?:TW|CP|TTG|CTN|QH\d{0,2}|UBTVQH\d{0,2}|TLĐ|TWĐTN|ĐCT|VPCP|TTCP|NHNN|TANDTC|VKSNDTC|"
    r"B(?:CA|CT|GDĐT|GTVT|KHĐT|KHCN|LĐTBXH|NG|NN|NNPTNT|NNMT|DTTG|NV|QP|TC|TNMT|TP|TTTT|VHTTDL|XD|YT))$"
)
# The level of a body and the place after it: `ủy ban nhân dân tỉnh · an hòa`, `tỉnh ủy · an hòa`, `huyện đoàn`.
_SEAT = re.compile(r"\b(tỉnh|thành|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\b(?: (?:ủy|đoàn|phố)\b)? ?(.*)")
_WORDS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "tp": "thành phố",
    "tp.": "thành phố",
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "lđlđ": "liên đoàn lao động",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The identity of a work as far as a text tells it; "" where it says nothing.

    `number` and `symbol` of 12/KH-UBND are `12` and `KH-UBND`; `date` is an ISO day, month or year; `name` is the title
    of a work without a number. `type`, `issuer` and `name` are folded: for comparing, not for showing.
    """

    type: str
    number: str = ""
    symbol: str = ""
    date: str = ""
    issuer: str = ""
    name: str = ""

    @property
    def year(self) -> str:
        """Of issue, "" where not known."""
        return self.date[:4]

    def could_be(self, other: Key) -> bool:
        """Same number and symbol, and nothing that both say differs."""
        return (
            bool(self.number and self.symbol)
            and (self.number, self.symbol) == (other.number, other.symbol)
            and same_date(self.date, other.date) is not False
            and same_issuer(self.issuer, other.issuer) is not False
        )

    def identity(self) -> tuple[str, ...] | None:
        """What is equal for two mentions of one work in two plans, or `None` where they say too little to be joined."""
        if self.number and self.symbol and self.year:
            if _NATIONAL.search(self.symbol):
                return (self.number, self.symbol, self.year)
            if len(self.date) == 10:
                return (self.number, self.symbol, self.date, _seat(self.issuer)[1])
            return (self.number, self.symbol, self.year, self.issuer) if self.issuer else None
        return (self.type, self.name, self.year) if self.name and self.year and not self.number else None


def key_of_reference(one: Reference) -> Key:
    """What one mention says."""
    number, year, symbol = _number(one.number)
    name = "" if number else plain(one.title or "")
    return Key(type=fold(one.type), number=number, symbol=symbol, date=one.date or year, issuer=_issuer(one.issuer), name=name)


def key_of_plan(plan: Plan) -> Key:
    """What a plan says of itself."""
    head, key = plan.letterhead, plan.key
    printed = head.number or (f"{key.number}/{key.symbol or ''}" if key.number is not None else None)
    number, year, symbol = _number(printed)
    issued = head.date or key.issued
    date = issued.isoformat() if issued else str(key.year or year)
    name = "" if number else plain(head.title or "")
    return Key(type=fold(head.type or ""), number=number, symbol=symbol, date=date, issuer=_issuer(head.issuer), name=name)


def same_date(left: str, right: str) -> bool | None:
    """Whether two partial days agree; `None` where one says nothing.

    >>> same_date("2023", "2023-05-04"), same_date("2023-05-04", "2023-06-04"), same_date("", "2023")
    (True, False, None)
    """
    return left.startswith(right) or right.startswith(left) if left and right else None


def same_issuer(left: str, right: str) -> bool | None:
    """Whether two folded names are one body's: `True` for the same words, `False` for another level or place, else `None`.

    >>> same_issuer("ủy ban nhân dân tỉnh an hòa", "ủy ban nhân dân tỉnh bắc sơn")
    False
    >>> same_issuer("ban thường vụ tỉnh ủy", "tỉnh ủy an hòa") is None
    True
    """
    if left and left == right:
        return True
    (level, place), (other_level, other_place) = _seat(left), _seat(right)
    if level and other_level and level != other_level:
        return False
    if place and other_place and not (place.startswith(other_place) or other_place.startswith(place)):
        return False
    return None


def _seat(issuer: str) -> tuple[str, str]:
    found = _SEAT.search(issuer)
    return (found[1], found[2]) if found else ("", "")


def _number(printed: str | None) -> tuple[str, str, str]:
    """Number, year and symbol: `015/2023/NĐ-CP` gives `15`, `2023`, `NĐ-CP`; all "" where the number is blank."""
    found = _NUMBER.match("".join(fold(printed or "").upper().split()))
    return (found[1], found[2] or "", found[3].replace("/", "-")) if found else ("", "", "")


def _issuer(printed: str | None) -> str:
    """A body's name for comparing: `UBND Tỉnh` and `Ủy ban nhân dân tỉnh` are one."""
    return " ".join(_WORDS.get(word, word) for word in fold(printed or "").replace(",", " ").split())
