"""What two texts say of the identity of one document, in forms that can be compared.

Reads `Plan` and `Reference`. Writes `Key`. Nothing is guessed: what a text leaves out is "", and agrees with nothing.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from adminplan.data import fold, plain
from adminplan.plan.plan import Plan, Reference
from adminplan.plangraph.seat import CENTRE, NOWHERE, Seat, home_of, level_of_symbol, read_seat

# `12/KH-UBND`, `12-KH/TU`, `15a/2023/NĐ-CP`, `05`: the number, the year in the symbol, the symbol.
_NUMBER = re.compile(r"0*(\d+[A-ZĐ]?)(?:[/-]((?:19|20)\d\d)(?=[/-]))?[/-]?(.*)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
# Types that the National Assembly and its Standing Committee alone issue: name and year are their identity.
_LAWS = frozenset({"luat", "bo luat", "phap lenh", "hien phap"})

_FOR_PLACE = re.compile(
    r" (?:tren dia ban|tai) (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)(?: \w+){0,5}?(?= (?:giai doan|nam|den nam|tu nam|nhiem ky|hang nam)\b|$)"
)
_FOR_YEAR = re.compile(r"\bnam (20\d\d)$")
_SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "ldld": "lien doan lao dong", "gddt": "giao duc va dao tao", "cdcs": "cong doan co so", "tp": "thanh pho", "mttq": "mat tran to quoc", "vn": "viet nam"}  # fmt: skip
_ORGAN = re.compile(
    r"^(?:ban thuong vu|ban chap hanh|btv|bch|doan chu tich|chu tich|pho chu tich|giam doc|bo truong|thu truong|truong phong)\s+"
)


class Key(NamedTuple):
    """The identity of a work as far as a text tells it; "" where it says nothing.

    `number` and `symbol` of 12/KH-UBND are `12` and `KH-UBND`; `date` is an ISO day, month or year; `seat` is where its issuer sits;
    `name` is the title, `type` the type and `body` the issuer as it is called, in plain letters: for comparing, not for showing.
    """

    type: str
    number: str = ""
    symbol: str = ""
    date: str = ""
    seat: Seat = NOWHERE
    name: str = ""
    body: str = ""

    @property
    def year(self) -> str:
        """Of issue, "" where not known."""
        return self.date[:4]

    @property
    def asks(self) -> tuple[str, ...]:
        """Under which words an index is asked for works that this may be: by number and symbol, by type and number, or by title."""
        if self.number:
            if self.symbol:
                return (f"n|{self.number}|{squeezed(self.symbol)}",)
            return (f"b|{self.type}|{self.number}",) if self.date or self.name else ()  # "Kế hoạch số 05" alone may be any
        return (f"t|{self.type}|{bare_title(self.name)}",) if self.name else ()

    @property
    def answers(self) -> tuple[str, ...]:
        """Under which words an index keeps a work."""
        numbered = (
            (f"n|{self.number}|{squeezed(self.symbol)}", f"b|{self.type}|{self.number}") if self.number and self.symbol else ()
        )
        return (*numbered, f"t|{self.type}|{bare_title(self.name)}") if self.name else numbered

    def identity(self) -> tuple[str, ...] | None:
        """What is equal for two citations of one work by two plans, or `None` where they say too little to be joined."""
        if self.number and self.symbol and self.year:
            if level_of_symbol(self.symbol) == "central" or self.seat.level == "central":
                return (self.number, self.symbol, self.year)
            told = self.seat.level and self.seat.own
            if told:
                return (self.number, self.symbol, self.year, *self.seat)
            return (self.number, self.symbol, self.date, *self.seat) if len(self.date) == 10 and self.seat.province else None
        if self.type in _LAWS and self.name:
            return (self.type, self.name, self.year)
        return (self.type, self.name, self.year) if self.name and self.year and not self.number else None


def key_of_reference(one: Reference) -> Key:
    """What one mention says by itself."""
    number, year, symbol = parts(one.number)
    seat = read_seat(one.issuer) if one.issuer else NOWHERE
    if level_of_symbol(symbol) == "central":
        seat = CENTRE
    return Key(type_word(one.type), number, symbol, one.date or year, seat, title_words(one.title), body_words(one.issuer))


def key_of_plan(plan: Plan, home: Seat | None = None) -> Key:
    """What a plan says of itself. `home`: `home_of(plan)`, where it is known already."""
    head, key = plan.letterhead, plan.key
    printed = head.number or (f"{key.number}/{key.symbol or ''}" if key.number is not None else None)
    number, year, symbol = parts(printed)
    issued = head.date or key.issued
    day = issued.isoformat() if issued else str(key.year or year)
    return Key(type_word(head.type), number, symbol, day, home or home_of(plan), title_words(head.title), body_words(head.issuer))


def same_date(left: str, right: str) -> bool | None:
    """Whether two partial days agree; `None` where one says nothing.

    >>> same_date("2023", "2023-05-04"), same_date("2023-05-04", "2023-06-04"), same_date("", "2023")
    (True, False, None)
    """
    return left.startswith(right) or right.startswith(left) if left and right else None


def slipped(left: str, right: str) -> bool:
    """Whether one of two whole days may be the other mistyped: one off, one figure, or day and month changed over.

    >>> slipped("2023-04-11", "2023-04-12"), slipped("2014-07-07", "2014-07-27"), slipped("2023-04-11", "2023-05-12")
    (True, True, False)
    """
    if len(left) != 10 or len(right) != 10 or left == right:
        return False
    if left[:4] != right[:4] and left[4:] != right[4:] and {left[4:], right[4:]} != {"-12-31", "-01-01"}:
        return False  # most pairs: told without counting
    if sum(one != other for one, other in zip(left, right, strict=True)) == 1:
        return True
    if left[:4] == right[:4] and (left[5:7], left[8:]) == (right[8:], right[5:7]):
        return True
    try:
        return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) == 1
    except ValueError:
        return False


def same_title(left: str, right: str) -> bool:
    """Whether two titles (`title_words`) name one work: the shorter, of five words or more, is a part of the longer, and they hold the same figures;
    or they differ only in that one of them names the place.

    >>> same_title(title_words("phát triển văn hóa đọc năm 2024"), title_words("Phát triển văn hoá đọc năm 2024 tại An Hòa"))
    True
    >>> same_title(title_words("dạy bơi cho trẻ em năm 2024"), title_words("Dạy bơi cho trẻ em trên địa bàn tỉnh An Hòa năm 2024"))
    True
    >>> same_title(title_words("phát triển văn hóa đọc năm 2023"), title_words("phát triển văn hóa đọc năm 2024"))
    False
    """
    shorter, longer = sorted((left, right), key=len)
    if shorter == longer:
        return bool(shorter)
    if bare_title(longer) in {shorter, bare_title(shorter)} and (bare_title(shorter) == shorter or bare_title(longer) == longer):
        return bool(shorter)
    return shorter.count(" ") >= 4 and f" {shorter} " in f" {longer} " and _figures(shorter) == _figures(longer)


@lru_cache(maxsize=65536)
def parts(printed: str | None) -> tuple[str, str, str]:
    """Number, year and symbol: `015/2023/NĐ-CP` gives `15`, `2023`, `NĐ-CP`; all "" where the number is blank."""
    found = _NUMBER.match("".join(fold(printed or "").upper().split()))
    if not found:
        return "", "", ""
    return found[1], found[2] or "", found[3].replace("/", "-").replace("&", "").rstrip("-.,;")


@lru_cache(maxsize=4096)
def squeezed(symbol: str) -> str:
    """The letters of a symbol without their signs, by which it is found however it was typed: `KH-LDLD` and `KH-LĐLĐ` are `khldld`."""
    return _NO_WORD.sub("", plain(symbol))


@lru_cache(maxsize=4096)
def type_word(printed: str | None) -> str:
    """A type's base in plain letters: `Kế hoạch liên tịch` is a `ke hoach`."""
    return " ".join(plain(printed or "").split()[:2])


@lru_cache(maxsize=65536)
def title_words(title: str | None) -> str:
    """A title's words in plain letters, without signs."""
    return _NO_WORD.sub(" ", plain(title or "")).strip()


def outlived(key: Key, issued: str) -> bool:
    """Whether a plan with this title cannot be of that day: what is planned for a year is issued in it or before.

    >>> outlived(Key("ke hoach", name="day boi cho tre em nam 2023"), "2024-02-01")
    True
    """
    year = _FOR_YEAR.search(key.name) if key.type == "ke hoach" else None
    return bool(year and issued and year[1] < issued[:4])


@lru_cache(maxsize=65536)
def bare_title(words: str) -> str:
    """A title (`title_words`) without the place it is for: what plans of several levels and provinces share."""
    return _FOR_PLACE.sub("", words)


@lru_cache(maxsize=65536)
def body_words(issuer: str | None) -> str:
    """What an issuer is called, in plain letters, without the organ that acts for it: `Giám đốc Sở GD&ĐT` is `so giao duc va dao tao`."""
    words = _NO_WORD.sub(" ", plain(issuer or "").replace("gd&dt", "giao duc va dao tao")).strip()
    words = " ".join(_SHORT.get(word, word) for word in words.split())
    return _ORGAN.sub("", words)


def same_body(left: str, right: str) -> bool:
    """Whether two names (`body_words`) may be one body's: the shorter is a part of the longer.

    >>> same_body(body_words("Sở Y tế Lai Châu"), body_words("SỞ Y TẾ")), same_body(body_words("Sở Y tế"), body_words("Sở Nội vụ"))
    (True, False)
    """
    shorter, longer = sorted((left, right), key=len)
    return bool(shorter) and f" {shorter} " in f" {longer} "


def _figures(words: str) -> list[str]:
    return [word for word in words.split() if word.isdigit()]
