"""The parent's times as the child must say them: deadlines earlier, periods from the child's day of issue.

Reads `Time`s of the parent. Writes new words with the days that they say, or a gap where no day is left. Counted in working days, Monday to
Friday; public holidays differ by year and are for people to check.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from adminplan.data import fold
from adminplan.plan.plan import Time, last_day

_SATURDAY = 5
_DAY = re.compile(
    r"(?P<d>\d{1,2})\s?(?:(?P<sep>[/.-])\s?(?P<m>\d{1,2})(?:[/.-]\s?(?P<y>\d{4}))?|\s+tháng\s+(?P<mw>\d{1,2})(?:\s+năm\s+(?P<yw>\d{4}))?)"
)


class New(NamedTuple):
    """New words for a time: what they say (`start`, `end`, `kind`), why, and whether it is a gap that people must fill."""

    text: str
    start: date | None
    end: date | None
    kind: str
    why: str
    gap: bool = False


def earlier(day: date, count: int) -> date:
    """The working day that lies a count of working days before a day; a day at the week's end goes back to Friday first.

    >>> earlier(date(2024, 6, 17), 3), earlier(date(2024, 6, 15), 0)
    (datetime.date(2024, 6, 12), datetime.date(2024, 6, 14))
    """
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    for _ in range(count):
        day -= timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day -= timedelta(days=1)
    return day


def printed(day: date) -> str:
    """A day as plans print it: `05/6/2024` (zero before days below 10, months 1 and 2).

    >>> printed(date(2024, 6, 5)), printed(date(2024, 2, 15))
    ('05/6/2024', '15/02/2024')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def rescheduled(time: Time, *, issued: date, days: int) -> New | None:
    """What a time of the parent becomes in a plan issued on a day, `None` where its words can stay.

    A deadline that names a day moves `days` working days forward; a period that began before the day of issue begins on it; what is over, or
    would end before the issue, becomes a gap with what the parent said.
    """
    if time.recurrence or time.kind in {"recurring", "ongoing", "unspecified"}:
        return None
    if time.kind == "deadline" and time.end is not None:
        return _deadline(time, time.end, issued, days)
    last = time.last_day
    if "nay" in fold(time.text).split():
        return None if last is None or last >= issued else _gone()
    if last is not None and last < issued:
        return _gone()
    if time.start is not None and time.start < issued and time.precision not in {"year", "period", "half"}:
        if last is None:
            return New(f"{_from(time.text)} {printed(issued)}", issued, None, "from", "bắt đầu từ ngày ban hành kế hoạch này")
        if last == issued:
            return None
        text = f"từ ngày {printed(issued)} đến hết ngày {printed(last)}"
        text = text[:1].upper() + text[1:] if time.text[:1].isupper() else text
        return New(text, issued, last, "range", "phần thời gian trước ngày ban hành được cắt bỏ")
    return None


def _from(text: str) -> str:
    return "Từ ngày" if text[:1].isupper() else "từ ngày"


def _gone() -> New:
    return New(
        "[…: thời gian]",
        None,
        None,
        "gap",
        "thời gian của cấp trên đã qua khi ban hành kế hoạch này",
        gap=True,
    )


def _deadline(time: Time, end: date, issued: date, days: int) -> New | None:
    if (time.last_day or end) < issued:
        return _gone()
    found = list(_DAY.finditer(time.text))
    if time.precision != "day" or not found:
        return None  # "trong tháng 6", "quý IV": no day to move
    new = earlier(end, days)
    if (last_day(new, exclusive=time.exclusive) or new) < issued:
        return New(
            "[…: thời hạn]",
            None,
            None,
            "gap",
            "không còn đủ ngày làm việc trước thời hạn của cấp trên",
            gap=True,
        )
    last = found[-1]
    text = f"{time.text[: last.start()]}{_like(last, new)}{time.text[last.end() :]}"
    return New(text, None, new, "deadline", f"sớm hơn thời hạn của cấp trên {days} ngày làm việc")


def _like(match: re.Match[str], day: date) -> str:
    """A day in the way the parent printed its own."""
    if match["mw"]:
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return f"{day.day:02d} tháng {month} năm {day.year}"
    return printed(day)
