"""Points of the calendar: what "ngày 26, 27/12/2011", "quý II-III" or "cuối tháng 5" name, and how a missing year is completed.

Reads the words of one atom (see `times_atoms`). Writes `Point`s, and days for them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

Days = tuple[date, date]
Period = tuple[date | None, date | None]


class Point(NamedTuple):
    """A day, week, month, quarter, half, year or school term as named; what is not said is `None`.

    `start`, `end`: offsets in the text. `number`: which week or quarter, or the share of the unit (see `SHARES`).
    `within`: for a share, the unit that it is a share of.
    """

    start: int
    end: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    within: str = ""


class Frame(NamedTuple):
    """What completes a missing year: the day of issue and the period that the plan covers."""

    issued: date | None = None
    period: Period = (None, None)

    def complete(self, month: int, day: int) -> tuple[int, date] | None:
        """The year for a month and day without one, and the day that gave it.

        The year in which the day falls into the period, the year of issue first; else the year the period begins; without a
        period the year of issue.
        """
        low, high = self.period
        first = low or high
        if first is None:
            return (self.issued.year, self.issued) if self.issued else None
        last = high or low or first
        years = list(range(first.year, min(last.year, first.year + 20) + 1))
        if self.issued and self.issued.year in years:
            years.insert(0, self.issued.year)
        for year in years:
            try:
                here = date(year, month, day)
            except ValueError:
                continue
            if (low is None or low <= here) and (high is None or here <= high):
                return year, first
        return first.year, first

    def month(self) -> tuple[int, int] | None:
        """Year and month of a period of one month, which completes "ngày 15" and "tuần 2"."""
        low, high = self.period
        if low is None or high is None or (low.year, low.month) != (high.year, high.month):
            return None
        return low.year, low.month


# Shares of a unit. Where an end is asked for ("đến cuối tháng"), the law names one day: Bộ luật Dân sự 2015, Điều 146.
# As a stretch of time the words are wider: thirds of a month, quarters of a year; "giữa năm" is when mid-year sessions are held.
SHARES = {"đầu": 1, "giữa": 2, "cuối": 3, "hết": 3, "thượng": 1, "trung": 2, "hạ": 3}
_SHARES_OF_YEAR = ((1, 3), (6, 2), (10, 3))  # first month, months
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNT = {"một": 1, "nhất": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "cuối": 4, **_ROMAN}
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"(?<![^\Wq])(?:\d{4}|[1-4]|iv|i{1,3})(?!\w)")
_UNIT = re.compile(r"(?:ngày|tháng|qu[ýíy])\s*$")
_SHORT_YEAR = re.compile(r"\d+\s?/\s?\d+\s?/\s?\d\d$")
_WEEK = re.compile(
    r"tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?P<n>[1-5]|iv|i{1,3}|một|nhất|hai|ba|tư|bốn|đầu|cuối)(?:\s?[-,]\s?(?P<to>[1-5]))?"
)
_SHARE = re.compile(
    r"(?:(?P<months>\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+tháng|(?P<half>n[ửữ]a))?\s*(?P<share>đầu|giữa|cuối|hết|thượng|trung|hạ)\s+"
    r"(?:tuần\s+)?(?P<unit>tháng|quý|quí|năm)\s*(?P<rest>.*)",
    re.DOTALL,
)


# "10 ngày đầu tháng 4", "hai tuần cuối tháng 5": weeks of a month are its days 1, 8, 15, 22.
_FEW = re.compile(
    r"(?P<n>0?[2-9]|1\d|hai|ba|năm|bảy|mười)\s+(?P<unit>ngày|tuần)\s+(?P<share>đầu|cuối)\s+tháng\s*(?P<rest>.*)", re.DOTALL
)
_FEW_COUNT = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


def ranged(words: str) -> bool:
    """Whether the numbers of an atom are the two ends of a range ("8-11/8", "tháng 2 đến tháng 4"), not a list."""
    return (
        "đến" in words
        or "tới" in words
        or re.search(r"[\div]\s{0,2}-\s{0,2}[tq]?\.?(?:\d{1,2}\s?/|(?:19|20)\d\d|0?[1-9]|i)", words) is not None
    )


def points(code: str, words: str, at: int) -> tuple[Point, ...]:
    """The points that an atom names, in order; `code` as in `times_atoms.ATOM`, `at` its offset."""
    if code in "DEC":
        return _days(code, words, at)
    if code in "MN":
        return _numbered("month", _NUMBER, words, at)
    if code in "QU":
        return _numbered("quarter", _ORDINAL, words, at)
    if code in "YZPO":
        found = [m for m in _NUMBER.finditer(words) if len(m[0]) == 4]
        unit = "period" if code == "P" else "year"
        return tuple(
            Point(at if not i else at + m.start(), at + (len(words) if i + 1 == len(found) else m.end()), unit, int(m[0]))
            for i, m in enumerate(found)
        )
    if code in "WV":
        return _weeks(words, at)
    if code == "H":
        return _share(words, at)
    return (Point(at, at + len(words), "school"),)


def _numbered(unit: str, pattern: re.Pattern[str], words: str, at: int) -> tuple[Point, ...]:
    found = list(pattern.finditer(words))
    year = int(found.pop()[0]) if len(found[-1][0]) == 4 else None
    made = []
    for i, m in enumerate(found):
        start = at + (_word(words, found[i - 1].end(), m.start()) if i else 0)
        end = at + (len(words) if i + 1 == len(found) else m.end())
        n = _ROMAN.get(m[0]) or int(m[0])
        made.append(Point(start, end, unit, year if i + 1 == len(found) else None, n if unit == "month" else 3 * n - 2, None, n))
    return tuple(made)


def _word(words: str, low: int, high: int) -> int:
    """Where a number of a list begins, with the word of its unit if that is repeated before it."""
    found = _UNIT.search(words, low, high)
    return found.start() if found else high


def _days(code: str, words: str, at: int) -> tuple[Point, ...]:
    found = list(_NUMBER.finditer(words))
    year = month = None
    if code != "C":
        if len(found[-1][0]) == 4:
            year = int(found.pop()[0])
        elif len(found) > 2 and _SHORT_YEAR.search(words):
            year = 2000 + int(found.pop()[0])
        month = int(found.pop()[0])
    last = len(found) - 1
    made = [
        Point(
            at + (_word(words, found[i - 1].end(), m.start()) if i else 0),
            at + (len(words) if i == last else m.end()),
            "day",
            year,
            month,
            int(m[0]),
        )
        for i, m in enumerate(found)
    ]
    if len(made) == 2 and int(found[0][0]) > int(found[1][0]):  # "từ ngày 25 đến 05/7" begins in June
        made[0] = made[0]._replace(year=None, month=None)
    return tuple(made)


def _weeks(words: str, at: int) -> tuple[Point, ...]:
    m = _WEEK.match(words)
    if m is None:
        return ()
    numbers = [int(n) for n in _NUMBER.findall(words, m.end())]
    year = numbers.pop() if numbers and numbers[-1] > 12 else None
    month = numbers[-1] if numbers else None
    first = _COUNT.get(m["n"]) or int(m["n"])
    weeks = [first, int(m["to"])] if m["to"] else [first]
    return tuple(Point(at, at + len(words), "week", year, month, None, n) for n in weeks)


def _share(words: str, at: int) -> tuple[Point, ...]:
    few = _FEW.match(words)
    if few:
        numbers = [int(n) for n in _NUMBER.findall(few["rest"])]
        year = numbers.pop() if numbers[-1] > 12 else None
        count = _FEW_COUNT.get(few["n"]) or int(few["n"])
        return (Point(at, at + len(words), "half", year, numbers[-1], None, count, f"{few['unit']} {few['share']}"),)
    m = _SHARE.search(words)
    if m is None:
        return ()
    unit = {"tháng": "month", "năm": "year"}.get(m["unit"], "quarter")
    numbers = [int(_ROMAN.get(n, n)) for n in re.findall(r"\d+|(?<!\w)(?:iv|i{1,3})(?!\w)", m["rest"])]
    year = numbers.pop() if numbers and numbers[-1] > 12 else None
    month = 1
    if unit != "year":
        if not numbers:
            return ()
        month = numbers[-1] if unit == "month" else 3 * numbers[-1] - 2
    share, end = SHARES[m["share"]], at + len(words)
    if m["months"]:
        count = _FEW_COUNT.get(m["months"]) or int(m["months"])
        return (Point(at, end, "half", year, 1 if share == 1 else 13 - count, None, count, "months"),)
    if m["half"]:
        return (Point(at, end, "half", year, month, None, 1 if share == 1 else 3, "half-" + unit),)
    return (Point(at, end, "period", year, month, None, share, unit),)


def bounds(point: Point) -> Days | None:
    """First and last day of a completed point; `None` where the calendar has no such day, or the year is not known."""
    year, month = point.year, point.month or 1
    if year is None or not 1 <= month <= 12 or (point.unit == "week" and point.month is None):
        return None
    try:
        if point.unit == "day":
            here = date(year, month, point.day or 0)
            return here, here
        if point.unit == "week":
            low = 7 * point.number - 6
            high = 7 * point.number if point.number < 4 else monthrange(year, month)[1]
            return date(year, month, low), date(year, month, high)
        if point.within:
            return _share_days(point, year, month)
        length = {"month": 1, "quarter": 3}.get(point.unit, 12)
        return date(year, month, 1), date(year, month + length - 1, monthrange(year, month + length - 1)[1])
    except ValueError:
        return None


def _share_days(point: Point, year: int, month: int) -> Days:
    share, within = point.number, point.within
    if within == "months":
        return _months(year, month, point.number)
    if within.startswith(("ngày ", "tuần ")):
        days = _months(year, month, 1)
        unit, end = within.split()
        if end == "đầu":
            return days[0], days[0] + timedelta(days=share * (7 if unit == "tuần" else 1) - 1)
        return (date(year, month, 29 - 7 * share) if unit == "tuần" else days[1] - timedelta(days=share - 1)), days[1]
    if within == "half-year":
        return _months(year, 1 if share == 1 else 7, 6)
    if within == "half-month":
        return (
            (date(year, month, 1), date(year, month, 15)) if share == 1 else (date(year, month, 16), _months(year, month, 1)[1])
        )
    if within == "month":
        return date(year, month, 10 * share - 9), date(year, month, 10 * share) if share < 3 else _months(year, month, 1)[1]
    if within == "year":
        return _months(year, *_SHARES_OF_YEAR[share - 1])
    if within == "half-quarter":
        middle = date(year, month + 1, 15)
        return (date(year, month, 1), middle) if share == 1 else (middle + timedelta(days=1), _months(year, month + 2, 1)[1])
    return _months(year, month + share - 1, 1)


def _months(year: int, month: int, count: int) -> Days:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def limit(point: Point) -> date | None:
    """The day that "đến …" a completed point ends on: its last day, or for đầu, giữa, cuối the day that the law names."""
    days = bounds(point)
    if days is None or point.unit != "period" or not point.within:
        return days and days[1]
    year, month = days[0].year, days[0].month
    if point.number == 1:
        return days[0]
    if point.number == 2:
        return date(year, 6, 30) if point.within == "year" else date(year, month, 15)
    return days[1]


def complete(named: Sequence[Point], frame: Frame, *, wrap: bool) -> tuple[list[Point], date | None]:
    """The points with their years, and the day that completed them if none of them had one.

    What stands at the end holds for all before it ("từ ngày 25 đến 30/6", "từ tháng 4 - 6/2023"). `wrap`: the points are the
    ends of a range, so that "từ tháng 10 đến tháng 3/2024" begins in 2023.
    """
    done = list(named)
    for i in range(len(done) - 2, -1, -1):
        here, after = done[i], done[i + 1]
        if here.unit == "week" and here.month is None:
            here = here._replace(month=after.month, year=after.year)
        if here.unit == "day" and here.month is None and after.month is not None:
            back = wrap and here.day is not None and after.day is not None and here.day > after.day
            month = after.month - 1 if back else after.month
            year = after.year
            if not month:
                month, year = 12, year - 1 if year else None
            here = here._replace(month=month, year=year)
        if here.year is None and after.year is not None:
            here = here._replace(year=after.year - (1 if wrap and _order(here) > _order(after) else 0))
        done[i] = here
    basis = None
    if (covered := frame.month()) and all(p.month is None and p.unit in ("day", "week") for p in done):
        return [p._replace(year=covered[0], month=covered[1]) for p in done], frame.period[0]
    for i, here in enumerate(done):
        if here.year is not None or here.unit == "school":
            continue
        if i and done[i - 1].year is not None:
            before = done[i - 1]
            year = (before.year or 0) + (1 if _order(here) < _order(before) else 0)
            done[i] = here._replace(year=year, month=here.month or before.month)
        elif here.month is not None and (found := frame.complete(here.month, here.day or 1)):
            done[i], basis = here._replace(year=found[0]), found[1]
    return done, basis


def _order(point: Point) -> tuple[int, int]:
    """Where a point begins within its year: month and day."""
    if point.within == "year":
        return _SHARES_OF_YEAR[point.number - 1][0], 0
    return point.month or 1, point.day or 0


def add(day: date, count: int, unit: str) -> date:
    """`day` and `count` ngày, tuần, tháng or năm later (earlier where negative); at a month's end, the last day there is."""
    try:
        if unit in ("ngày", "tuần"):
            return day + timedelta(days=count * (7 if unit == "tuần" else 1))
        months = day.year * 12 + day.month - 1 + count * {"tháng": 1, "quý": 3}.get(unit, 12)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):  # past the year 9999
        return date.max
