"""The activities and duties of a plan along the days, as HTML rows with a strip of SVG each.

Reads `Plan` and its numbered `Finding`s. Writes HTML. Days are counted as `adminplan tasks` counts them: "trước 30/4" ends on the 29th, what
comes again is laid on the days of the plan (its period, not before its day of issue; else to the end of the year in which it begins, or
to the latest day that it names).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from adminplan.plan.plan import Activity, Duty, Plan, Time
from adminplan.store.rhythms import Occurrence, occurrences, plan_ends
from adminplan.view.report_readings import BLOCKS, Finding, label_of
from adminplan.view.report_text import html
from adminplan.view.summary import day_of, period, when

_MANY = 60  # occurrences that are still drawn one by one; more are one hatched band
_ODD = 366  # days outside the plan's period that are still shown; what lies further off is an arrow at the edge


class Bar(NamedTuple):
    """What is drawn: first and last day, both inclusive; without a first it is a deadline, without a last it has no end."""

    start: date | None
    end: date | None
    kind: str  # range, deadline, from, again, often
    words: str


class Strip(NamedTuple):
    """One row: an activity or duty with its bars, in the order of their days."""

    finding: Finding
    label: str
    words: str
    bars: tuple[Bar, ...]


class Axis(NamedTuple):
    """The days of the whole chart, both inclusive."""

    low: date
    high: date

    def at(self, day: date) -> float:
        """How far from the left a day begins, in hundredths of the width."""
        days = (self.high - self.low).days + 1
        return round(min(100.0, max(0.0, 100 * (day - self.low).days / days)), 2)


def strips(plan: Plan, found: Sequence[Finding]) -> tuple[tuple[Strip, ...], tuple[Strip, ...]]:
    """The rows with days, by their first day, and those whose times name none, in the order of the text."""
    times = {time.id: time for time in plan.times}
    by_item = {one.item: one for one in found if one.kind in BLOCKS}
    days = _plan_days(plan, times)
    made = []
    for item in _items(plan):
        said = [times[one] for one in dict.fromkeys(item.times) if one in times]
        if said:
            bars = tuple(sorted((bar for time in said for bar in bars_of(time, *days)), key=_first))
            made.append(Strip(by_item[item.id], _label(item), when(item.times, times), bars))
    dated = sorted((one for one in made if one.bars), key=lambda one: (_first(one.bars[0]), one.finding.number))
    return tuple(dated), tuple(one for one in made if not one.bars)


def _items(plan: Plan) -> tuple[Activity | Duty, ...]:
    return (*plan.activities, *plan.duties)


def _label(item: Activity | Duty) -> str:
    return f"{label_of(item)} {item.title}".strip() if isinstance(item, Activity) else f"{item.name}: {item.statement}"


def _first(bar: Bar) -> date:
    return bar.start or bar.end or date.max


def _plan_days(plan: Plan, times: Mapping[str, Time]) -> tuple[date | None, date | None]:
    """The first and last day on which the plan's rhythms are laid."""
    whole, issued = times.get(plan.period or ""), plan.letterhead.date
    begins = max((day for day in (issued, whole.start if whole else None) if day), default=None)
    named = {one for item in _items(plan) for one in item.times}
    latest = max((time.end for time in plan.times if time.end and (time.id in named or time is whole)), default=None)
    return begins, plan_ends(whole.end if whole else None, begins, latest)


def bars_of(time: Time, begins: date | None, ends: date | None) -> Iterator[Bar]:
    """What is drawn for one expression of time in a plan of these days; nothing for one that names no day."""
    if time.kind == "recurring":
        last = min((day for day in (time.end, ends) if day), default=None)
        laid = occurrences(time.recurrence, time.text, begins=time.start or begins, window=None, ends=last)
        some = [one for one in islice(laid, _MANY + 1) if one.start or one.end]
        if len(some) > _MANY:
            yield Bar(some[0].start or some[0].end, last, "often", time.text)
            return
        for one in some:
            yield Bar(one.start, one.end, "again" if one.start else "deadline", f"{time.text}: {_days(one)}")
        return
    last = time.last_day
    words = f"{time.text} ({period(time)})" if period(time) else time.text
    if time.start and last:
        yield Bar(min(time.start, last), last, "range", words)
    elif last:
        yield Bar(None, last, "deadline", words)
    elif time.start:
        yield Bar(time.start, None, "from", words)


def _days(one: Occurrence) -> str:
    if one.start is None or one.start == one.end:
        return day_of(one.end)
    return f"{day_of(one.start)} – {day_of(one.end)}"


def axis_of(plan: Plan, dated: Sequence[Strip]) -> Axis | None:
    """The days from the first month that is needed to the last; `None` where no row names a day."""
    named = [day for one in dated for bar in one.bars for day in (bar.start, bar.end) if day]
    if not named:
        return None
    whole = next((time for time in plan.times if time.id == plan.period), None)
    low, high = min(named), max(named)
    if whole and whole.start and whole.end and whole.start <= whole.end:
        low = max(low, _shifted(whole.start, -_ODD))
        high = min(high, _shifted(whole.end, _ODD))
        low, high = min(low, whole.start), max(high, whole.end)
    low = low.replace(day=1)
    following = date(high.year + high.month // 12, high.month % 12 + 1, 1) if (high.year, high.month) < (9999, 12) else date.max
    return Axis(low, max(low, following - timedelta(1)))


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))


# --- HTML -------------------------------------------------------------------------------------------------------------


def timeline(plan: Plan, found: Sequence[Finding]) -> str:
    """The chart, and below it the list of what names no day; "" where the plan says no time of its work."""
    dated, undated = strips(plan, found)
    axis = axis_of(plan, dated)
    parts = []
    if axis:
        rows = "".join(_row(one, axis) for one in dated)
        lines, labels = zip(*_ticks(axis), strict=True)
        parts.append(
            f'<svg class="defs" aria-hidden="true"><defs><g id="grid">{"".join(lines)}</g>{_HATCH}</defs></svg>'
            f'<ul class="key">{"".join(_keys(dated))}</ul><table class="time"><thead><tr><th>Công việc</th>'
            f'<th><svg class="strip axis" aria-hidden="true">{"".join(labels)}</svg></th></tr></thead><tbody>{rows}</tbody></table>'
        )
    if undated:
        items = "".join(f"<li>{_link(one)} <em>{html(one.words)}</em></li>" for one in undated)
        parts.append(f"<h3>Không nêu ngày cụ thể</h3><ul>{items}</ul>")
    return "".join(parts)


_HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch" width="3" height="6"/></pattern>'
)


_KEYS = {
    "range": ("khoảng thời gian", '<rect class="range" x="1" y="5" width="24" height="12" rx="2"/>'),
    "from": ("từ ngày, không nêu ngày cuối", '<rect class="from" x="1" y="5" width="20" height="12"/><path class="from" d="M16 1 L26 11 L16 21 z"/>'),
    "deadline": ("thời hạn", '<path class="deadline" d="M13 3 L21 11 L13 19 L5 11 z"/>'),
    "again": ("định kỳ, từng lần", '<rect class="again" x="2" y="5" width="8" height="12"/><rect class="again" x="15" y="5" width="8" height="12"/>'),
    "often": ("định kỳ, rất nhiều lần", '<rect class="often" x="1" y="5" width="24" height="12"/>'),
}  # fmt: skip


def _keys(dated: Sequence[Strip]) -> Iterator[str]:
    """What the shapes mean, of those that are drawn."""
    drawn = {bar.kind for one in dated for bar in one.bars}
    for kind, (name, shape) in _KEYS.items():
        if kind in drawn:
            yield f'<li><svg aria-hidden="true">{shape}</svg>{name}</li>'


def _link(one: Strip) -> str:
    return f'<a href="#f{one.finding.number}">{html(one.label)}</a>'


def _row(one: Strip, axis: Axis) -> str:
    drawn = "".join(_drawn(bar, axis) for bar in one.bars)
    return (
        f"<tr><th>{_link(one)} <em>{html(one.words)}</em></th>"
        f'<td><svg class="strip" aria-hidden="true"><use href="#grid"/>{drawn}</svg></td></tr>'
    )


def _drawn(bar: Bar, axis: Axis) -> str:
    words = f"<title>{html(bar.words)}</title>"
    start, end = bar.start or bar.end or axis.low, bar.end or axis.high
    if start > axis.high or end < axis.low:
        side = "100%" if start > axis.high else "0%"
        shape = "M-12 5 L-3 11 L-12 17 z" if start > axis.high else "M12 5 L3 11 L12 17 z"
        return f'<svg x="{side}" class="at"><path class="{bar.kind}" d="{shape}">{words}</path></svg>'
    left = axis.at(max(start, axis.low))
    if bar.kind == "deadline":
        middle = round((left + axis.at(end + timedelta(1) if end < date.max else end)) / 2, 2)
        return f'<svg x="{middle}%" class="at"><path class="deadline" d="M0 3 L8 11 L0 19 L-8 11 z">{words}</path></svg>'
    right = axis.at(end + timedelta(1)) if end < axis.high else 100.0
    width = max(0.3, round(right - left, 2))
    drawn = f'<rect class="{bar.kind}" x="{left}%" y="5" width="{width}%" height="12" rx="2">{words}</rect>'
    if bar.kind == "from":
        drawn += '<svg x="100%" class="at"><path class="from" d="M-10 1 L0 11 L-10 21 z"/></svg>'
    return drawn


def _ticks(axis: Axis) -> Iterator[tuple[str, str]]:
    """A line and a label for each month, quarter or year, so that there are about two dozen at most."""
    months = (axis.high.year - axis.low.year) * 12 + axis.high.month - axis.low.month + 1
    step = 1 if months <= 24 else 3 if months <= 96 else 12 * (1 + months // 300)
    first = axis.low.year * 12
    for month in range(first, axis.high.year * 12 + axis.high.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        if day < axis.low and step < 12 and not (step == 3 and day + timedelta(92) > axis.low and month % 12):
            continue
        at = axis.at(day)
        year = day.month == 1
        line = f'<line class="{"year" if year else "month"}" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>'
        label = ""
        if year or at == 0:
            label = f'<text class="year" x="{at}%" dx="3" y="12">{day.year if day >= axis.low else axis.low.year}</text>'
        if step == 1:
            label += f'<text class="{"month" if month % 2 == 0 or months <= 12 else "month odd"}" x="{at}%" dx="2" y="28">{day.month}</text>'
        elif step == 3:
            label += f'<text class="month{" odd" if months > 48 else ""}" x="{at}%" dx="2" y="28">Q{(day.month + 2) // 3}</text>'
        yield line, label
