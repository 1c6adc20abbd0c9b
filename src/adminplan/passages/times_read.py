"""What a rule about time means: the reading functions that the table of rules names.

Reads a match on the skeleton and the points of its atoms. Writes `TimePassage`s (without text and rule name).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from adminplan.passages.times_atoms import LETTERS, Atom, Skeleton
from adminplan.passages.times_calendar import Days, Frame, Point, add, bounds, complete, limit, points, ranged


class Reading(NamedTuple):
    """A time found, at `start`:`end` of the text; fields as in `TimePassage`."""

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None
    exclusive: bool = False
    precision: str | None = None
    recurrence: str | None = None
    basis: date | None = None


class Hit(NamedTuple):
    """A rule's match: `start`, `end` in the text, its words on the skeleton, its atoms of the calendar, and the frame."""

    skeleton: Skeleton
    match: re.Match[str]
    start: int
    end: int
    atoms: tuple[Atom, ...]
    frame: Frame

    @classmethod
    def of(cls, skeleton: Skeleton, match: re.Match[str], frame: Frame) -> Hit:
        """The hit of a match on the skeleton."""
        end = match.end()
        last = skeleton.string[end - 1]
        stop = skeleton.within(end - 1, end)[0].end if last in LETTERS else skeleton.at(end - 1) + 1
        inside = skeleton.within(match.start(), end)
        return cls(skeleton, match, skeleton.at(match.start()), stop, tuple(a for a in inside if a.code not in "TKL"), frame)

    def points(self) -> list[Point]:
        """All points named, in order."""
        return [point for atom in self.atoms for point in points(atom.code, atom.words, atom.start)]


Reader = Callable[[Hit], Sequence[Reading]]
_FINE = ("day", "week", "month", "quarter", "half", "year", "period")


def _precision(named: Sequence[Point]) -> str | None:
    units = {"period" if p.unit == "school" else p.unit for p in named}
    return next((unit for unit in _FINE if unit in units), None)


def _within(named: Sequence[Point], frame: Frame, *, wrap: bool) -> tuple[list[Days | None], date | None, list[Point]]:
    done, basis = complete(named, frame, wrap=wrap)
    return [bounds(p) for p in done], basis, done


def _known(done: Sequence[Point]) -> bool:
    """Whether all points that have a year are days of the calendar (31/6 is none)."""
    return all(p.unit == "school" or p.year is None or bounds(p) is not None for p in done) and not _never(done)


def _never(done: Sequence[Point]) -> bool:
    return any(
        p.unit == "day" and p.month and p.day and p.day > (29, 30, 31)[(p.month != 2) + (p.month not in (2, 4, 6, 9, 11))]
        for p in done
    )


def between(hit: Hit) -> Sequence[Reading]:
    """From the first point to the last."""
    named = hit.points()
    days, basis, done = _within(named, hit.frame, wrap=True)
    if not named or not _known(done):
        return ()
    first = days[0] and days[0][0]
    last = limit(done[-1])
    if first and last and last < first:
        last = days[-1] and days[-1][1]
    return [Reading(hit.start, hit.end, "range", first, last, precision=_precision(named), basis=basis)]


def until_from_issue(hit: Hit) -> Sequence[Reading]:
    """From the day of issue to the last point: "từ nay đến …"."""
    days, _, done = _within(hit.points(), hit.frame, wrap=False)
    if not _known(done):
        return ()
    last = limit(done[-1]) if days else None
    return [Reading(hit.start, hit.end, "range", hit.frame.issued, last, precision=_precision(done), basis=hit.frame.issued)]


def from_issue(hit: Hit) -> Sequence[Reading]:
    """From the day of issue on."""
    return [Reading(hit.start, hit.end, "from", hit.frame.issued, precision="day", basis=hit.frame.issued)]


def since(hit: Hit) -> Sequence[Reading]:
    """From the first point on."""
    days, basis, done = _within(hit.points(), hit.frame, wrap=False)
    if not done or not _known(done):
        return ()
    return [Reading(hit.start, hit.end, "from", days[0] and days[0][0], precision=_precision(done), basis=basis)]


def by(hit: Hit) -> Sequence[Reading]:
    """Not later than the last point: its last day, or with "trước" the day itself, or the day before a longer unit begins."""
    days, basis, done = _within(hit.points(), hit.frame, wrap=False)
    if not done or not _known(done):
        return ()
    point, last = done[-1], limit(done[-1])
    before = re.search(r"(?<!\w)trước(?!\s{1,3}(?:khi\s{1,3})?(?:hết|kết\s))", hit.match[0]) is not None
    if before and point.unit != "day" and days[-1]:
        if point.within and point.unit == "period":
            return [Reading(hit.start, hit.end, "deadline", None, last, precision=_precision(done), basis=basis)]
        last = days[-1][0] - timedelta(days=1)
    exclusive = before and point.unit == "day"
    return [Reading(hit.start, hit.end, "deadline", None, last, exclusive, _precision(done), basis=basis)]


def each(hit: Hit) -> Sequence[Reading]:
    """The points one by one; what follows without a gap, or is joined as a range, is one range."""
    named = hit.points()
    joined = {(b.start) for atom in hit.atoms if ranged(atom.words) for b in points(atom.code, atom.words, atom.start)[1:]}
    days, basis, done = _within(named, hit.frame, wrap=bool(joined))
    if not done or _never(done):
        return ()
    found: list[Reading] = []
    for i, (point, span) in enumerate(zip(done, days, strict=True)):
        if span is None and point.year is not None and point.unit != "school":
            continue
        start = hit.start if i == 0 else point.start
        end = hit.end if i + 1 == len(done) else point.end
        first, last = span or (None, None)
        old = found[-1] if found else None
        if (
            old
            and i
            and (point.start in joined or span is None or (old.last and first and old.last + timedelta(days=1) == first))
        ):
            if last and old.first and last < old.first:
                return ()
            found[-1] = old._replace(end=end, last=last)
        else:
            found.append(Reading(start, end, "range", first, last, precision=_precision([point]), basis=basis))
    return found


def weeks(hit: Hit) -> Sequence[Reading]:
    """Weeks of the month that the last of them names: a range ("từ tuần 1 đến tuần 2 tháng 4"), or one by one."""
    return between(hit) if re.search(r"V[^VW]*(?:-|đến|tới)", hit.match[0]) else each(hit)


def in_month(hit: Hit) -> Sequence[Reading]:
    """Days or weeks of the one month that the plan covers ("ngày 15", "trước ngày 20", "tuần 2"); else nothing."""
    if hit.frame.month() is None:
        return ()
    words = hit.match[0]
    if re.match(r"trước|chậm|muộn|không|hạn|thời|đến", words):
        return by(hit)
    if re.search(r"[CV][^CV]*(?:-|đến|tới)", words):
        return between(hit)
    return since(hit) if words.startswith("từ") else each(hit)


def each_sure(hit: Hit) -> Sequence[Reading]:
    """As `each`, where a year, an hour or a weekday makes sure that "2/3" is no fraction."""
    return each(hit) if hit.match[0][0] != "E" or all(p.year for p in hit.points()[:1]) else ()


def word(kind: str) -> Reader:
    """A time of that kind that names no day."""

    def read(hit: Hit) -> Sequence[Reading]:
        return [Reading(hit.start, hit.end, kind)]

    return read


def school(kind: str) -> Reader:
    """A school year or term: its days are set by each province, and not said here."""

    def read(hit: Hit) -> Sequence[Reading]:
        return [Reading(hit.start, hit.end, kind, precision="period")]

    return read


_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_STEP = {"ngày": ("DAILY", 1), "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3), "năm": ("YEARLY", 1)}
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "bẩy": "SA", "nhật": "SU"}
_WEEKDAYS |= {"2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}


_WEEKS = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": -1, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


def number(words: str | None, default: int = 1) -> int:
    """A count in digits or letters."""
    own = (words or "").strip()
    return default if not own else _COUNTS.get(own) or int(own)


def _repeat(hit: Hit, rule: str | None) -> Sequence[Reading]:
    if rule:
        last = hit.frame.period[1]
        named = [p for atom in hit.atoms if atom.code in "PYO" for p in points(atom.code, atom.words, atom.start)]
        if named and (span := bounds(named[-1])):
            last = span[1]
        rule += f";UNTIL={last:%Y%m%d}" if last else ""
    return [Reading(hit.start, hit.end, "recurring", recurrence=rule)]


def _rule(unit: str, count: int = 1) -> str:
    freq, step = _STEP["quý" if unit in ("quí", "qúy") else unit]
    return f"FREQ={freq}" + (f";INTERVAL={step * count}" if step * count > 1 else "")


def every(hit: Hit) -> Sequence[Reading]:
    """Every `n` `unit`; without a rule where several are named at once."""
    m = hit.match.groupdict()
    if m.get("more") or not m.get("unit"):
        return _repeat(hit, None)
    return _repeat(hit, _rule(m["unit"], number(m.get("n"))))


def yearly_dated(hit: Hit) -> Sequence[Reading]:
    """As `yearly`, where the day is not of one year only ("hằng năm, từ năm 2025")."""
    return () if any(p.year or not p.month for p in hit.points()) else yearly(hit)


def yearly_within(hit: Hit) -> Sequence[Reading]:
    """Every year of the years named."""
    return _repeat(hit, "FREQ=YEARLY")


def times_a(hit: Hit) -> Sequence[Reading]:
    """`n` times in `count` `unit`: a rule only where it is once."""
    m = hit.match.groupdict()
    once = number(m["n"]) == 1 and m["unit"] in _STEP
    return _repeat(hit, _rule(m["unit"], number(m["count"])) if once else None)


def yearly(hit: Hit) -> Sequence[Reading]:
    """The days, months or quarters named, every year."""
    named = [p for p in hit.points() if p.unit in ("day", "month", "quarter") and p.month]
    if _never(named):
        return ()
    months = [m for p in named for m in range(p.month or 1, (p.month or 1) + (3 if p.unit == "quarter" else 1))]
    days = {p.day for p in named if p.day}
    joined = re.search("đến|tới|-", hit.match[0]) or any(ranged(a.words) for a in hit.atoms)
    if joined and not days and len(named) == 2 and months[0] <= months[-1]:
        months = list(range(months[0], months[-1] + 1))
    if not named or (days and (len(days) > 1 or joined)) or (days and any(p.day is None for p in named)):
        return _repeat(hit, None)
    rule = "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months))
    return _repeat(hit, rule + (f";BYMONTHDAY={days.pop()}" if days else ""))


def monthly(hit: Hit) -> Sequence[Reading]:
    """The days of the month named, every month, or in a month of every quarter (`which`)."""
    days = [p.day for p in hit.points() if p.day]
    if len(days) == 2 and days[0] < days[1] and (re.search("đến|-", hit.match[0]) or ranged(hit.atoms[0].words)):
        days = list(range(days[0], days[1] + 1))
    which = hit.match.groupdict().get("which")
    base = "FREQ=MONTHLY"
    if which:
        first = {"đầu": 1, "thứ nhất": 1, "thứ hai": 2, "giữa": 2}.get(" ".join(which.split()), 3)
        base = f"FREQ=YEARLY;BYMONTH={first},{first + 3},{first + 6},{first + 9}"
    return _repeat(hit, f"{base};BYMONTHDAY={','.join(map(str, days))}" if days else None)


def month_end(hit: Hit) -> Sequence[Reading]:
    """The last day of every month, quarter or year; without a rule where it is the last working day."""
    m = hit.match.groupdict()
    months = {"tháng": "FREQ=MONTHLY", "quý": "FREQ=YEARLY;BYMONTH=3,6,9,12", "năm": "FREQ=YEARLY;BYMONTH=12"}
    return _repeat(hit, None if m["work"] else months[m["unit"]] + ";BYMONTHDAY=-1")


def weekly(hit: Hit) -> Sequence[Reading]:
    """The weekdays named, every week."""
    words = " ".join(a.words for a in hit.skeleton.within(*hit.match.span()) if a.code == "K")
    found = [_WEEKDAYS[w] for w in words.replace("-", " ").replace(",", " ").split() if w in _WEEKDAYS]
    week = list(dict.fromkeys(_WEEKDAYS.values()))
    if (
        len(found) == 2
        and re.search("K[^K]*(?:-|đến)", hit.match[0] + words.replace("-", "K-"))
        and week.index(found[0]) < week.index(found[1])
    ):
        found = week[week.index(found[0]) : week.index(found[1]) + 1]
    return _repeat(hit, "FREQ=WEEKLY;BYDAY=" + ",".join(found) if found else None)


def nth_weekday(hit: Hit) -> Sequence[Reading]:
    """The weekday of one week of every month ("thứ Hai tuần đầu tiên hằng tháng")."""
    words = next(a.words for a in hit.skeleton.within(*hit.match.span()) if a.code == "K")
    day = _WEEKDAYS.get(words.split()[-1])
    where = next((a.words for a in hit.skeleton.within(*hit.match.span("nth")) if a.code == "V"), hit.match["nth"])
    number_of = next((_WEEKS[w] for w in where.split() if w in _WEEKS), None)
    return _repeat(hit, f"FREQ=MONTHLY;BYDAY={number_of}{day}" if day and number_of else None)


def working_days(hit: Hit) -> Sequence[Reading]:
    """All working days."""
    return _repeat(hit, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")


def counted(kind: str) -> Reader:
    """`n` units after a day named, or after the day of issue where it is the signing; the first day is not counted (Điều 147)."""

    def read(hit: Hit) -> Sequence[Reading]:
        m = hit.match.groupdict()
        days, basis, done = _within(hit.points(), hit.frame, wrap=False)
        if done and not _known(done):
            return ()
        start = days[0][0] if days and days[0] else None if days else hit.frame.issued
        basis = basis or (None if days else hit.frame.issued)
        if start is None or m.get("work") or m["unit"] == "giờ":
            return [Reading(hit.start, hit.end, "unspecified" if start is None and not days else kind)]
        there = add(start, number(m["n"]), m["unit"])
        first, last = (there, None) if kind == "from" else (None, there)
        return [Reading(hit.start, hit.end, kind, first, last, precision="day", basis=basis)]

    return read


def ending(hit: Hit) -> Sequence[Reading]:
    """`n` units that end on the day named."""
    m = hit.match.groupdict()
    days, basis, done = _within(hit.points(), hit.frame, wrap=False)
    last = days[0][1] if days and days[0] else None
    if not _known(done):
        return ()
    first = add(last, -number(m["n"]), m["unit"]) + timedelta(days=1) if last else None
    return [Reading(hit.start, hit.end, "range", first, last, precision="day", basis=basis)]


def session(hit: Hit) -> Sequence[Reading]:
    """A session of the people's council: mid-year in June or July, at the year's end in November or December."""
    years = [p.year for p in hit.points() if p.year] or ([hit.frame.issued.year] if hit.frame.issued else [])
    words = " ".join(a.words for a in hit.atoms)
    if not years or not any(share in words for share in ("giữa", "cuối")):
        return [Reading(hit.start, hit.end, "unspecified")]
    month = 6 if "giữa" in words else 11
    first = date(years[0], month, 1)
    return [Reading(hit.start, hit.end, "range", first, add(first, 2, "tháng") - timedelta(days=1), precision="period")]


def this_year(hit: Hit) -> Sequence[Reading]:
    """The year of issue: "trong năm", "cả năm"."""
    day = hit.frame.period[0] or hit.frame.issued
    if day is None:
        return [Reading(hit.start, hit.end, "range", precision="year")]
    return [Reading(hit.start, hit.end, "range", date(day.year, 1, 1), date(day.year, 12, 31), precision="year", basis=day)]


def report_due(hit: Hit) -> Sequence[Reading]:
    """A report named after its rhythm, due on a day without a year."""
    named = hit.points()
    return () if any(p.year for p in named) or _never(named) else [Reading(hit.start, hit.end, "recurring")]
