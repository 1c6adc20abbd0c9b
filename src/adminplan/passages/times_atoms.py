"""The skeleton of a text: every day, month, quarter, year, clock time and weekday becomes one capital letter.

Reads a text. Writes its lower-case form with the atoms replaced, so that a rule about time reads "từ M đến M". The
letters cannot be mistaken: all other letters of a skeleton are small. What cites a document or names an anniversary is blotted out
first (`X`).

    D  a day with the word ngày, or a full date; a list or range of days        ngày 26, 27/12/2011 · 15/4/2023
    E  a day and month alone, or a list without the word                       30/6 · 20 - 22/7/2012
    C  the number of a day alone                                                ngày 25
    M  a month, or a list or range of months      N  the same without the word  tháng 4 - 6/2023 · 6/2023
    Q  a quarter, or a list or range              U  the same without the word  quý II-III/2026 · IV/2025
    Y  a year, or a list or range of years        Z  a bare year                năm 2026 - 2027 · 2030
    P  a stage or term                            O  two bare years             giai đoạn 2021-2025 · 2021-2025
    W  a week of a month      V  without the month H  a part of a month or year  tuần 3 tháng 12 · 6 tháng đầu năm 2024
    S  a school year or term                                                    năm học 2020-2021 · học kỳ I
    T  a clock time        K  a weekday           L  a part of the day          8h30 · thứ Hai · buổi sáng
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from adminplan.passages.trie import trie

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?!\w)"
_SLASH = r"(?:\s?/\s?|[.\-])"
_OF = r"(?:\s?[/\-.]\s?|\s?,?\s{1,2}(?:của\s)?năm\s{0,2})"
_END = r"(?![\w%]|[/.,]\d|\s?/\s?[\w.…]|-[^\W\d]|\s{1,2}(?:lần|buổi|cuộc|đợt|tuổi|\(?âm\slịch|\(?âl)(?!\w))"
_AND = r"\s{0,2}(?:,|-|&|\+|và|đến|tới|cho\sđến)\s{0,2}(?:hết\s{1,2}|cả\s{1,2})?"
_STOP = r"(?=\s{0,2}(?:[).;:,\n|-]|$|và\s|h[ằà]ng\s|đến\s|mỗi\s|của\s|trở\s))"  # a list without a year must not run into "tháng 4, 5 xã"
_SHARE = r"(?!\s{1,2}(?:số|tổng|diện|dân|thành\sviên|đại\sbiểu|cử\stri|học\ssinh|giáo\sviên|quân|quỹ|mức|giá|trở\slên|cán\sbộ|đảng\sviên|đoàn\sviên)(?!\w))"
_BARE = r"(?<![/.,])(?<![^\W\d]-)(?<!\d\s/)"


def _listed(word: str, short: str, number: str) -> str:
    """One or more numbered units, with a year or without."""
    more = rf"(?:{_AND}(?:{word}\s{{0,2}})?{number}){{1,11}}"
    return rf"{short}(?:{number}(?:{more})?{_OF}{_YEAR}{_END}|{number}{more}{_END}{_STOP}|{number}{_END})"


_WEEK_NAME = r"tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?:[1-5](?!\d)|iv(?!\w)|i{1,3}(?!\w)|một|nhất|hai|ba|tư|bốn|đầu|cuối)(?:\s?[-,]\s?[1-5](?!\d))?(?:\s+(?:tiên|cùng))?"
_DAYS = rf"{_DAY}(?:{_AND}(?:ngày\s{{0,2}})?{_DAY}){{0,9}}"
_FULL = "(?:" + "|".join(rf"{_DAY}\s?{sign}\s?{_MONTH}\s?{sign}\s?{_YEAR}{_END}" for sign in ("/", "-", r"\.")) + ")"
_IN_MONTH = rf"tháng\s{{0,2}}{_MONTH}(?:{_OF}{_YEAR})?{_END}"
_TWO_YEARS = rf"{_YEAR}\s{{0,2}}(?:-|đến|tới)\s{{0,2}}(?:hết\s{{1,2}})?(?:năm\s{{1,2}})?{_YEAR}{_END}"

# (letter, pattern), tried in this order at the beginning of a word.
_ATOMS = (
    ("S", rf"năm\s+học(?:\s{{1,2}}{_YEAR}\s?-\s?(?:{_YEAR}|\d\d(?!\d)){_END})?"),
    ("S", rf"(?:học\s+k[ỳì]|hk)\s{{0,2}}(?:iii?|i|[123])(?!\w)(?:[\s,(]{{0,3}}(?:của\s+)?năm\s+học(?:\s{{1,2}}{_YEAR}\s?-\s?{_YEAR}{_END})?)?"),
    ("S", r"tuần\s+học\s+thứ\s+\d{1,2}(?!\d)"),
    ("H", rf"(?:(?:0?[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng|n[ửữ]a)\s+(?:đầu|cuối)\s+năm(?!\s+học)(?:\s{{1,2}}{_YEAR}{_END})?"),
    ("H", rf"(?:(?:0?[23]|hai|ba)\s+tuần|(?:0?[2-9]|1\d|năm|bảy|mười)\s+ngày)\s+(?:đầu|cuối)\s+{_IN_MONTH}"),
    ("H", rf"(?:n[ửữ]a\s+(?:đầu|cuối)|(?:thượng|trung|hạ)\s+tuần|(?:đầu|giữa|cuối))\s+{_IN_MONTH}"),
    ("H", rf"(?:n[ửữ]a\s+)?(?:đầu|giữa|cuối)\s+qu[ýí]\s{{1,2}}{_QUARTER}(?:{_OF}{_YEAR})?{_END}"),
    ("H", rf"(?:đầu|giữa|cuối)\s+năm(?!\s+học)(?:\s{{1,2}}{_YEAR}{_END})?(?!\s?\d)"),
    ("H", r"(?<=đến\s)hết\s+năm(?:\s+nay)?(?!\w|\s+(?:học|thứ|sau|đầu|kế|tài|ngân|\d))"),
    ("W", rf"{_WEEK_NAME}\s+(?:của\s+)?{_IN_MONTH}"),
    ("V", rf"(?<!mỗi\s)(?<!hằng\s)(?<!hàng\s){_WEEK_NAME}{_END}(?!\s{{1,2}}(?:học|nay|này|tháng|chuyến|kỳ|phiên|ngày|của\s+(?:h[ằà]ng|mỗi))(?!\w))"),
    ("D", rf"ngày\s{{0,2}}{_DAY}-{_MONTH}(?=\s{{1,2}}(?:đến|tới)\s(?:hết\s)?(?:ngày\s{{0,2}})?{_DAY}-{_MONTH})"),
    ("D", rf"ngày\s{{0,2}}{_DAYS}(?:{_SLASH}{_MONTH}(?:\s?[/.\-]\s?(?:{_YEAR}|[0-3]\d(?!\d)))?{_END}|\s{{0,2}},?\s{{0,2}}{_IN_MONTH})"),
    ("D", rf"{_BARE}(?:tháng\s)?{_FULL}"),
    ("D", rf"{_BARE}{_DAY}\s{_IN_MONTH}(?<=\d\d\d\d)"),
    ("D", rf"(?<=và\s){_DAY}\s{_IN_MONTH}"),
    ("C", rf"ngày\s{{0,2}}{_DAYS}(?=,?\s{{1,2}}(?:của\s)?(?:h[ằà]ng|mỗi|các)\stháng)"),
    ("C", rf"ngày\s{{0,2}}(?:m[ùồ]ng\s)?{_DAY}{_END}"),
    ("E", rf"{_BARE}{_DAYS}\s?/\s?{_MONTH}(?:\s?[/.\-]\s?{_YEAR})?{_END}{_SHARE}"),
    ("E", rf"(?<=từ\s){_DAY}-{_MONTH}(?=\s{{1,2}}(?:đến|tới)\s(?:hết\s)?(?:ngày\s{{0,2}})?{_DAY}-{_MONTH})"),
    ("E", rf"(?:(?<=trước\s)|(?<=từ\s)|(?<=đến\s))(?:3[01]|[12]\d|0[1-9])\.{_MONTH}{_END}{_SHARE}(?!\s?(?:nghìn|ngàn|triệu|tỷ|đồng|điểm|ha|kg|km|m|tấn)(?!\w))"),
    ("M", _listed("tháng", r"tháng\s{0,2}", _MONTH)),
    ("M", rf"t\.?\s?{_MONTH}(?:\s?-\s?(?:t\.?\s?)?{_MONTH})?\s?[/\-.]\s?{_YEAR}{_END}"),
    ("N", rf"{_BARE}{_MONTH}(?:\s?-\s?{_MONTH})?\s?/\s?{_YEAR}{_END}|t\.?{_MONTH}{_END}"),
    ("Q", _listed("qu[ýíy]", r"q(?:u[ýíy])\s{0,2}", _QUARTER)),
    ("Q", rf"q\.?\s?{_QUARTER}(?:\s?-\s?q?\.?{_QUARTER})?\s?[/\-.]\s?{_YEAR}{_END}"),
    ("U", rf"(?:iv|i{{1,3}})(?:\s?[-,]\s?(?:iv|i{{1,3}}))?\s?/\s?{_YEAR}{_END}|q\.?[1-4]{_END}"),
    ("P", rf"(?:giai\s+đoạn|thời\s+k[ỳì]|nhiệm\s+k[ỳì])\s{{1,2}}(?:\d\d?\s+năm\s+)?(?:từ\s+)?(?:năm\s+)?[,(]?\s?{_TWO_YEARS}"),
    ("Y", rf"năm\s{{0,2}}(?:{_YEAR}(?:{_AND}(?:năm\s{{1,2}})?{_YEAR}){{1,9}}{_END}|{_YEAR}{_END})"),
    ("O", rf"{_BARE}(?<!-){_TWO_YEARS}"),
    ("Z", rf"{_BARE}(?<!-){_YEAR}{_END}(?!\s?-)"),
    ("T", r"\d{1,2}\s?(?:h(?!\w)|h\s?\d\d|giờ|g(?!\w)|g\d\d|:\s?\d\d(?!\d|\s?/\s?\d))(?:\s?\d\d(?!\d))?(?:\s?(?:phút|p(?!\w)|ph(?!\w)|['’′`]))?"),
    ("K", r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)(?:\s?[-,]\s?thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w))?|chủ\s+nhật(?!\w)"),
    ("L", r"(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?!\w)(?=\s{0,3}(?:,|và\s|-|ngày|thứ|chủ|\(|\d{1,2}\s?[/-]))"),
)  # fmt: skip
# What they begin with: of "t", "q" and "i" alone, a number or a sign follows.
_FIRSTS = dict.fromkeys(
    ("năm", "học", "hk", "tuần", "hai", "ba", "bốn", "bảy", "tám", "mười", "sáu", "chín", "hết", "nửa", "nữa", "thượng", "trung", "hạ", "đầu", "giữa", "cuối", "ngày", "tháng", "quý",
     "quí", "quy", "giai", "thời", "nhiệm", "thứ", "chủ", "buổi", "sáng", "trưa", "chiều", "tối"), ""
) | {"t": r"[.\s\d]", "q": r"[.\s\div]", "i": r"[iv\s,/-]"}  # fmt: skip
ATOM = re.compile(
    rf"(?<!\w)(?=\d|{trie(_FIRSTS)})(?:" + "|".join(f"(?:{p})(?P<{code}{i}>)" for i, (code, p) in enumerate(_ATOMS)) + ")"
)

LETTERS = frozenset(code for code, _ in _ATOMS)
_SAME = (("\u2013", "-"), ("\u2014", "-"), ("\u2010", "-"), ("\u2011", "-"), ("\u2212", "-"), ("\u00a0", " "))


class Atom(NamedTuple):
    """One letter of a skeleton and the words (small letters) that it stands for, at `start` of the text."""

    code: str
    start: int
    end: int
    words: str


class Skeleton(NamedTuple):
    """A text in small letters with its atoms replaced by capitals; `at` leads back."""

    string: str
    atoms: tuple[Atom, ...]
    places: tuple[int, ...]

    def at(self, place: int) -> int:
        """Offset in the text for one in the skeleton (of an atom: its beginning)."""
        i = bisect_right(self.places, place) - 1
        if i < 0:
            return place
        atom = self.atoms[i]
        return atom.start if place == self.places[i] else place - self.places[i] - 1 + atom.end

    def within(self, start: int, end: int) -> tuple[Atom, ...]:
        """The atoms in a stretch of the skeleton."""
        low, high = bisect_right(self.places, start - 1), bisect_right(self.places, end - 1)
        return self.atoms[low:high]


def small(text: str) -> str:
    """The text in small letters with plain dashes and blanks, as many characters as before."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for odd, plain in _SAME:
        low = low.replace(odd, plain)
    return low


def skeleton(low: str, blots: Sequence[tuple[int, int]]) -> Skeleton:
    """The skeleton of a text in small letters; what lies in `blots` (in order) becomes X."""
    if blots:
        parts, at = [], 0
        for start, end in blots:
            if end > at:
                parts += [low[at : max(at, start)], "X" * (end - max(at, start))]
                at = end
        low = "".join([*parts, low[at:]])
    atoms: list[Atom] = []
    places: list[int] = []
    parts, at, place = [], 0, 0
    for m in ATOM.finditer(low):
        start, end = m.span()
        code = (m.lastgroup or "?")[0]
        place += start - at
        parts += [low[at:start], code]
        atoms.append(Atom(code, start, end, m[0]))
        places.append(place)
        at, place = end, place + 1
    return Skeleton("".join([*parts, low[at:]]), tuple(atoms), tuple(places))
