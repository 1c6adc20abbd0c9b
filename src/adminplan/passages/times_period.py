"""What a plan covers where no date in its title says so: its school year, or the year of a date line left blank.

Reads a text. Writes the time that its title states, or a pair of days with which `find_times` completes days and months without a year.
"""

from __future__ import annotations

import re
from datetime import date

from adminplan.layout.text import Span
from adminplan.passages.passage import TimePassage

_SCHOOL_YEAR = re.compile(r"[Nn][Ăă][Mm]\s+[Hh][Ọọ][Cc]\s{1,3}(?P<year>20\d\d)\s?[-–—]\s?(?P<next>20\d\d)(?!\d)")
# "Hà Giang, ngày     tháng 5 năm 2026": the day is still to be filled in, the year is not.
_DATE_LINE = re.compile(r"ngày[\s.…_\d]{0,20}tháng[\s.…_\d]{0,20}năm\s{0,3}(?P<year>20\d\d)(?!\d)")
# The years that a title gives to the plan; "đến năm 2030" is a horizon, "ngày 5 tháng 12 năm 2023" a day of another document.
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|năm học)\s{1,3}(?P<first>20\d\d)\s?[-–—]\s?(?P<last>20\d\d)(?!\d)"
    r"|(?<!đến )(?<!tháng )(?<!\d )năm\s{1,3}(?P<year>20\d\d)(?!\d|\s?[-–—]\s?20)",
    re.IGNORECASE,
)


def title_period(text: str, title: Span) -> TimePassage | None:
    """The years that a title states last ("năm 2024", "giai đoạn 2021 - 2025", "năm học 2024-2025"): what the plan as a whole covers.

    What stands before them in a long title is the programme that the plan carries out, with years of its own.
    """
    every = list(_YEARS.finditer(text, title.start, title.end))
    if not every:
        return None
    found = every[-1]
    first, last = int(found["first"] or found["year"]), int(found["last"] or found["year"])
    if last < first:
        return None
    school = found[0].lower().startswith("năm học")
    return TimePassage(
        span=Span(found.start(), found.end()),
        text=found[0],
        kind="range",
        start=date(first, 8 if school else 1, 1),
        end=date(last, 7, 31) if school else date(last, 12, 31),
        precision="year" if found["year"] else "period",
        found_by="time.title@1",
    )


def stated_period(head: str, text: str, *, issued: date | None) -> tuple[date, date] | None:
    """The days that a plan covers by the school year or the year it states, or `None`.

    A school year in the head (letterhead and title) is what the plan covers: from 1 August, when the staff are back, to 31 July. A plan
    without a day of issue takes the year of a date line left blank, or else the school year that its text names if it names only one.
    """
    year = _school_years(head)
    if year is None and issued is None:
        line = _DATE_LINE.search(head)
        if line is not None:
            return date(int(line["year"]), 1, 1), date(int(line["year"]), 12, 31)
        year = _school_years(text)
    return (date(year, 8, 1), date(year + 1, 7, 31)) if year is not None else None


def _school_years(words: str) -> int | None:
    """The year in which the only school year named begins; `None` where none or several are named."""
    named = {int(m["year"]) for m in _SCHOOL_YEAR.finditer(words) if int(m["next"]) == int(m["year"]) + 1}
    return named.pop() if len(named) == 1 else None
