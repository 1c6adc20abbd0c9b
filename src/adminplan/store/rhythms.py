"""What comes again, laid on days.

Reads an RFC 5545 rule as plans have it ("hằng tháng, trước ngày 25": `FREQ=MONTHLY;BYMONTHDAY=25`), with its words. Writes `Occurrence`s.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from adminplan.data import fold

_FREQUENCY = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(?=;|$)")
_INTERVAL = re.compile(r"INTERVAL=(\d{1,3})(?=;|$)")
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)(?=;|$)")
_BY_DAY = re.compile(r"BY(?:MONTH)?DAY=")
# The day of such a rhythm is its last one; "trước ngày 25" ends the day before, "trước 16 giờ thứ Sáu" on Friday.
_DEADLINE = re.compile(r"(?<!\w)(?:trước|chậm nhất|muộn nhất|không quá|không muộn hơn|không chậm hơn|hạn|thời hạn)(?!\w)")
_EXCLUSIVE = re.compile(r"(?<!\w)trước\s(?:ngày\s|mùng\s|mồng\s)?\d{1,2}(?!\d|\s?(?:giờ|phút|:|[hg](?![^\W\d_])))")


class Occurrence(NamedTuple):
    """First and last day, both inclusive; without a first day it is a deadline, without both it has no days."""

    start: date | None
    end: date | None


def occurrences(
    rule: str | None, words: str, *, begins: date | None, window: date | None, ends: date | None
) -> Iterator[Occurrence]:
    """The occurrences of a rule that touch the days from `begins` (or `window`, where that is later) to `ends`, in order.

    An occurrence of which no day is said is the whole of its week, month, quarter or year. Days that follow one another in a week, month or
    year (`BYDAY=MO,TU,WE`; `BYMONTH=1,2,3`) are one occurrence. Without a rule, a beginning or an end there is one occurrence without days.
    """
    frequency = _FREQUENCY.search(rule or "")
    ends = min((day for day in (ends, _until(rule or "")) if day), default=None)
    if rule is None or frequency is None or begins is None or ends is None:
        yield Occurrence(None, None)
        return
    from dateutil.rrule import rrulestr

    step = int(found[1]) if (found := _INTERVAL.search(rule)) else 1
    low = max(begins, window or begins)
    anchor = date((low if step == 1 else begins).year, 1, 1)
    if frequency[1] == "WEEKLY":
        anchor -= timedelta(anchor.weekday())
    try:
        days = iter(rrulestr(_UNTIL.sub("", rule).replace(";;", ";").strip(";"), dtstart=datetime.combine(anchor, time.min)))
    except ValueError:
        yield Occurrence(None, None)
        return
    yield from _within(_joined((at.date() for at in days), rule, frequency[1], step), words, rule, low, ends)


def plan_ends(period_end: date | None, begins: date | None, latest: date | None) -> date | None:
    """The last day on which a plan's rhythms are laid: of its period, else of the year in which it begins, or the latest that it names."""
    if period_end is not None or begins is None:
        return period_end
    return max(date(begins.year, 12, 31), latest or begins)


def deadlines(rule: str, words: str) -> tuple[bool, bool]:
    """Whether the days of a rule are last days ("trước ngày 25 hằng tháng"), and whether these end the day before."""
    said = fold(words)
    deadline = _BY_DAY.search(rule) is not None and _DEADLINE.search(said) is not None
    return deadline, deadline and _EXCLUSIVE.search(said) is not None


def _within(found: Iterator[Occurrence], words: str, rule: str, low: date, ends: date) -> Iterator[Occurrence]:
    deadline, exclusive = deadlines(rule, words)
    early = timedelta(1 if exclusive else 0)
    for start, end in found:
        if start is None or end is None or start > ends:
            return
        if end >= low:
            yield Occurrence(None, end - early) if deadline else Occurrence(start, end)


def _joined(days: Iterator[date], rule: str, frequency: str, step: int) -> Iterator[Occurrence]:
    """Days as occurrences, those that follow one another within their week, month or year as one."""
    several = re.search(r"BY\w+=[^;]*,", rule) is not None
    before: tuple[date, date] | None = None
    for day in days:
        last = _last(day, rule, frequency, step)
        if before and several and day == before[1] + timedelta(1) and _unit(day, frequency) == _unit(before[0], frequency):
            before = before[0], last
            continue
        if before:
            yield Occurrence(*before)
        before = day, last
    if before:
        yield Occurrence(*before)


def _last(day: date, rule: str, frequency: str, step: int) -> date:
    """The last day of the occurrence that begins on a day."""
    if frequency == "DAILY" or _BY_DAY.search(rule):
        return day
    if frequency == "WEEKLY":
        return day + timedelta(7 * step - 1)
    months = 1 if "BYMONTH=" in rule else step * (12 if frequency == "YEARLY" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months - 1, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1]) if year <= date.max.year else date.max


def _unit(day: date, frequency: str) -> tuple[int, ...]:
    if frequency == "WEEKLY":
        return day.isocalendar()[:2]
    return (day.year, day.month) if frequency == "MONTHLY" else (day.year,)


def _until(rule: str) -> date | None:
    found = _UNTIL.search(rule)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
