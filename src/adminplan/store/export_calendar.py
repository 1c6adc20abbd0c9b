"""The times of an archive as an iCalendar file (RFC 5545): who has to do what by when, in anybody's calendar.

Reads activities and duties with their times. Writes all-day events. A deadline is an event on its last day and no to-do: Google
Calendar and Outlook leave to-dos out of what they import, without a word. Events leave the day free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from adminplan.errors import ArchiveError
from adminplan.plan.plan import last_day
from adminplan.store.export_tables import Item, batches, items, named
from adminplan.store.rhythms import deadlines, plan_ends
from adminplan.store.schema import activities, duties

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//adminplan//adminplan//VI\r\nCALSCALE:GREGORIAN\r\n"
_FOOT = b"END:VCALENDAR\r\n"
_SUMMARY = 150  # characters; the description has the whole text
_ROLES = (("lead", "Chủ trì"), ("coordinate", "Phối hợp"), ("monitor", "Theo dõi"), ("duty", "Đơn vị"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# What a rule of whole days may say. Of the rest of RFC 5545 (hours, weeks of the year …) plans say nothing.
_LIST = r"(?:{0})(?:,(?:{0}))*"
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}",
    "BYMONTH": _LIST.format(r"1[0-2]|0?[1-9]"),
    "BYMONTHDAY": _LIST.format(r"-?(?:3[01]|[12]\d|0?[1-9])"),
    "BYDAY": _LIST.format(r"(?:[-+]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"),
}
_FAR = timedelta(days=366 * 9)  # 29 February comes back after eight years at the latest


class Entry(NamedTuple):
    """When something stands in the calendar: first and last day, what goes before its title, the rule by which it comes back."""

    first: date
    last: date
    mark: str = ""
    rule: str | None = None


def write_calendar(connection: Connection, path: Path, only: Sequence[ColumnElement[bool]]) -> tuple[int, int]:
    """Write the calendar; the number of entries, and of times that name no day and have none.

    Raises:
        ArchiveError: there is no entry at all, which no calendar file may be.
    """
    written = left_out = 0
    with path.open("wb") as file:
        file.write(_HEAD)
        for batch in batches(connection, only):
            of_plan: dict[str, list[Item]] = {plan.work: [] for plan in batch}
            for table in (activities, duties):
                for item in items(connection, table, batch):
                    of_plan[item.plan.work].append(item)
            for event in chain.from_iterable(_events(found) for found in of_plan.values()):
                if event is None:
                    left_out += 1
                else:
                    file.write(event)
                    written += 1
        file.write(_FOOT)
    if not written:
        raise ArchiveError(f"no activity or duty of these plans names a day ({left_out} times without one): nothing was written")
    return written, left_out


def _events(found: Sequence[Item]) -> Iterator[bytes | None]:
    """The event of each time of a plan's items, `None` where it names no day; what an item says twice stands once."""
    latest = max((said.end for item in found for said in item.times if said.end), default=None)
    for item in found:
        seen: set[Entry] = set()
        for position, said in enumerate(item.times):
            one = entry(said, item.plan, latest)
            if one is None:
                yield None
            elif one not in seen:
                seen.add(one)
                yield _event(item, position, said, one)


def entry(said: Any, plan: Any, latest: date | None) -> Entry | None:
    """When a time stands in the calendar; `None` where it names no day, or one that calendars cannot hold.

    What recurs begins with the plan's period or its day of issue, whichever is later, and ends as in `tasks`; `latest` is the last day that
    the plan names.
    """
    if said.recurrence:
        issued = max((day for day in (plan.issued, plan.period_start) if day), default=None)
        begin = said.start or issued
        if begin is None:
            return None
        until = said.end or plan_ends(plan.period_end, issued or begin, latest)
        recurs = recurring(said.recurrence, said.text, begin, until)
        mark = "Hạn: " if deadlines(said.recurrence, said.text)[0] else ""
        return Entry(recurs[0], recurs[0], mark, recurs[1]) if recurs else None
    first, last = said.start, last_day(said.end, exclusive=said.exclusive)
    if first and last:
        one = Entry(first, max(first, last))
    elif last:
        one = Entry(last, last, "Hạn: ")
    elif first:
        one = Entry(first, first, "Bắt đầu: ")
    else:
        return None
    return one if one.last < date.max else None


def recurring(rule: str, words: str, begin: date, until: date | None) -> tuple[date, str] | None:
    """The first day of what recurs from a day on, and its rule as whole days want it; `None` for a rule that cannot be kept.

    A rule that names no day ("mỗi quý một lần") begins with the week, month, quarter or year in which `begin` lies, so that each has its
    entry. `until` ends a rule that does not say its end.

    >>> recurring("FREQ=MONTHLY;BYMONTHDAY=25", "trước ngày 25 hằng tháng", date(2024, 3, 25), date(2024, 12, 31))
    (datetime.date(2024, 4, 24), 'FREQ=MONTHLY;UNTIL=20241231;BYMONTHDAY=24')
    >>> recurring("FREQ=MONTHLY;INTERVAL=3", "hằng quý", date(2024, 3, 26), None)
    (datetime.date(2024, 1, 1), 'FREQ=MONTHLY;INTERVAL=3')
    """
    from dateutil.rrule import rrulestr

    parts = _parts(rule)
    if parts is None:
        return None
    if until and "UNTIL" not in parts and "COUNT" not in parts:
        parts["UNTIL"] = f"{until:%Y%m%d}"
    if deadlines(rule, words)[1]:
        parts |= _day_before(parts)
    start = _turn(parts, begin)
    noon = datetime.combine(start, time(12))
    try:
        end = date.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else date.max
        last = min(end, start + _FAR)
        # The first day that fits, whatever the interval: it is from there that intervals are counted.
        days = ";".join(f"{name}={parts[name]}" for name in ("FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY") if name in parts)
        first = rrulestr(f"{days};UNTIL={last:%Y%m%d}T235959", dtstart=noon).after(noon, inc=True)
    except (ValueError, OverflowError):
        return None
    written = ";".join(f"{name}={parts[name]}" for name in _PARTS if name in parts)
    return (first.date(), written) if first else None


def _day_before(parts: dict[str, str]) -> dict[str, str]:
    """What a rule says otherwise when its days of the month end the day before; the 1st is then the last of the month before."""
    days = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    if days and min(days) > 1:
        return {"BYMONTHDAY": ",".join(str(day - 1) for day in days)}
    if days == [1] and parts["FREQ"] in {"MONTHLY", "YEARLY"}:
        months = sorted((int(month) - 2) % 12 + 1 for month in parts.get("BYMONTH", "").split(",") if month)
        return {"BYMONTHDAY": "-1"} | ({"BYMONTH": ",".join(map(str, months))} if months else {})
    return {}


def _parts(rule: str) -> dict[str, str] | None:
    """The parts of a rule, or `None` where it says what a rule of whole days may not say."""
    pairs = [part.partition("=")[::2] for part in rule.upper().split(";")]
    parts = dict(pairs)
    fits = all(name in _PARTS and re.fullmatch(_PARTS[name], value, re.ASCII) for name, value in pairs)
    if not fits or "FREQ" not in parts or len(parts) < len(pairs) or {"COUNT", "UNTIL"} <= parts.keys():
        return None
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and parts.keys() & {"BYMONTH", "BYMONTHDAY"}:
        return None  # nothing that plans say, and slow to look through
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and re.search(r"\d", parts.get("BYDAY", "")):
        return None
    return parts


def _turn(parts: dict[str, str], begin: date) -> date:
    """Where to begin: on the day itself, or with its week, months or year where the rule leaves the day open."""
    if "BYMONTHDAY" in parts or "BYDAY" in parts:
        return begin
    if parts["FREQ"] == "WEEKLY":
        return begin - timedelta(days=min(begin.weekday(), begin.toordinal() - 1))
    if parts["FREQ"] == "MONTHLY":
        step = min(int(parts.get("INTERVAL", 1)), 12)
        return begin.replace(month=1 + (begin.month - 1) // step * step, day=1)
    if parts["FREQ"] == "YEARLY":
        return begin.replace(month=begin.month if "BYMONTH" in parts else 1, day=1)
    return begin


def _event(item: Item, position: int, said: Any, found: Entry) -> bytes:
    """One event, folded, as it stands in the file. Its name and bytes depend on the plan alone."""
    from icalendar import Event, vRecur

    plan = item.plan
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"adminplan:{plan.work}/{item.row.item}/{position}")))
    event.add("dtstamp", datetime.combine(plan.issued or found.first, time(), UTC))
    event.add("dtstart", found.first)
    event.add("dtend", found.last + timedelta(days=1))  # the first day that no longer belongs to it
    if found.rule:
        event.add("rrule", vRecur.from_ical(found.rule))
    event.add("summary", found.mark + _shortened(_title(item)))
    event.add("description", _clean("\n".join(_description(item, said))))
    event.add("transp", "TRANSPARENT")
    made: bytes = event.to_ical()
    return made


def _title(item: Item) -> str:
    if "title" in item.row._fields:
        return str(item.row.title)
    unit, statement = named(item.units, "duty") or "", str(item.row.statement)
    return statement if statement.startswith(unit) else f"{unit}: {statement}"


def _description(item: Item, said: Any) -> Iterator[str]:
    plan, row = item.plan, item.row
    issued = f"ngày {plan.issued:%d/%m/%Y}" if plan.issued else None
    number = f"số {plan.number}" if plan.number else None
    document = " ".join(filter(None, (plan.type or "Văn bản", number, issued)))
    yield f"{document}, {plan.issuer}" if plan.issuer else document
    if plan.title:
        yield plan.title
    for role, word in _ROLES:
        units = named(item.units, role)
        if units:
            yield f"{word}: {units}"
    yield f"Thời gian: {said.text}"
    if row.statement != _title(item):
        yield f"Nội dung: {row.statement}"


def _shortened(text: str) -> str:
    text = " ".join(_clean(text).split())
    return text if len(text) <= _SUMMARY else f"{text[: _SUMMARY - 1].rpartition(' ')[0] or text[: _SUMMARY - 1]}…"


def _clean(text: str) -> str:
    """Text without the characters that no line of a calendar may hold."""
    return _CONTROL.sub(" ", text)
