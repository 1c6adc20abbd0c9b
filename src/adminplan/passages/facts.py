"""Who and when: the fields and sentences of an activity.

Reads the nodes of an item. Writes `Facts`: units with roles, times, products, money. Labelled fields count before sentences; a time that is
only part of a name ("Kế hoạch thi đua năm 2025") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from adminplan.data import fold
from adminplan.layout.text import Span, Text
from adminplan.outline.node import Node
from adminplan.passages.passage import TimePassage, UnitPassage, share_of, shift
from adminplan.passages.roles import assigned_units
from adminplan.passages.sections import FIELD, field
from adminplan.passages.times import find_times
from adminplan.passages.units import field_units
from adminplan.passages.units_scan import scan
from adminplan.passages.units_words import key_of

_ROLES = {"lead", "coordinate", "monitor"}
_TIMES = {"time", "deadline"}
# A field may open inside a paragraph, after the end of a sentence.
_INSIDE = re.compile(
    r"(?:(?<=[.;)])\s+|\n|\s[-–+]\s)(?=(?:[Đđ]ơn vị|[Cc]ơ quan|[Tt]hời gian|[Tt]hời hạn|[Hh]ình thức|[Pp]hân công|[Ss]ản phẩm|[Kk]inh phí|[Cc]hủ trì|[Pp]hối hợp|[Tt]iến độ|[Kk]ết quả|[Hh]oàn thành|[Đđ]ịa điểm|[Tt]hành phần|[Nn]ội dung|[Bb]ộ phận|[Tt]hực hiện)[^.:;\n]{0,40}:)"
)
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*(tỷ|triệu|nghìn|ngàn)?\s*(?:đồng|VNĐ|vnđ|đ\b)")
_BRACKETS = re.compile(r"\((?:[^();\n]{0,200};\s)?([^();\n]{4,50})\)")
# "kế hoạch 5 năm (2021 - 2025)": the years of a plan that is named.
_PERIOD_OF = re.compile(r"(?<!\w)(?:kế hoạch|chiến lược|chương trình|nhiệm kỳ)[^.;:()]{0,20} \d{1,2} năm\s*$", re.IGNORECASE)
_SCALE = {None: 1, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
# Words before a year or period that make it the time of the work and not part of a name.
_WHEN = re.compile(
    r"(?:trong|vào|từ|đến|trước|dự kiến|đầu|cuối|giữa|hết|sang|bắt đầu|kể từ|qua|tới|xong|hoàn thành|thực hiện|tổ chức|định kỳ|hạn|[,;(:–-])\s*$",
    re.IGNORECASE,
)

# Among those who come, who is asked to help: "Thành phần: thợ giỏi; mời Sở A phối hợp".
_INVITED = re.compile(r"(?<!\w)mời [^.;\n]{3,200}?(?:phối hợp|hỗ trợ|giúp)(?!\w)[^.;\n]{0,60}")

# How often ("2 lần/năm") is said in the content of the work even where a field says when.
_RHYTHMS = {"time.times-a@1", "time.each-once@1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What completes the times of a document: its day of issue, the days it covers, and the citations that hold no times."""

    issued: date | None
    period: tuple[date | None, date | None] | None
    masked: tuple[tuple[int, int], ...]

    def find(self, text: Text, span: Span, *, field: bool = False) -> tuple[TimePassage, ...]:
        """The times in a stretch of the text. `field`: it is the value of a time field or cell."""
        hidden = tuple((max(0, a - span.start), b - span.start) for a, b in self.masked if a < span.end and b > span.start)
        found = find_times(text.quote(span), issued=self.issued, period=self.period, masked=hidden, field=field)
        return tuple(shift(time, span.start) for time in found)


class Value(NamedTuple):
    """A stretch of an item: what field it is (`None`: running text) and where."""

    meaning: str | None
    span: Span


class Facts(NamedTuple):
    """Who, when, what comes out, what it costs; `stage`: the times of the stage that it belongs to."""

    units: tuple[UnitPassage, ...] = ()
    times: tuple[TimePassage, ...] = ()
    products: tuple[Span, ...] = ()
    budget: tuple[int, Span] | None = None
    stage: tuple[TimePassage, ...] = ()

    def over(self, above: Facts) -> Facts:
        """These facts, completed by those of the heading above where they are silent."""
        roles = {unit.role for unit in self.units}
        return Facts(
            units=(*self.units, *(unit for unit in above.units if unit.role not in roles)),
            times=self.times or above.times,
            stage=self.stage or above.stage,
        )

    def with_stage(self, times: tuple[TimePassage, ...]) -> Facts:
        """These facts with the times of the heading of a stage, which hold for all its activities beside their own."""
        return self._replace(stage=times) if times else self


_CLOSED_BY = re.compile(r" [-–—] (?=\w)| \((?=\w)")
# Beside fields that say who has to do it, a detail may still name who helps with it.
_WITH = re.compile(r"phối hợp(?: chặt chẽ)? với ", re.IGNORECASE)
_LONGEST_NAMES = 120
_MOST_NAMED = 6


def read_facts(text: Text, nodes: Iterable[Node], calendar: Calendar, *, fields_only: bool) -> Facts:
    """The facts of an item and all below it. `fields_only`: of a group, whose sentences belong to its items."""
    values = [value for node in nodes for value in _values(text, node, fields_only=fields_only)]
    units: list[UnitPassage] = []
    times: list[TimePassage] = []
    products: list[Span] = []
    budget: tuple[int, Span] | None = None
    named_roles = {value.meaning for value in values if value.meaning in _ROLES}
    stated = [calendar.find(text, value.span, field=True) if value.meaning in _TIMES else () for value in values]
    timed = any(stated)
    for (meaning, span), found in zip(values, stated, strict=True):
        if meaning in _ROLES:
            units += [shift(unit, span.start) for unit in field_units(text.quote(span), str(meaning))]
            if not timed:
                times += calendar.find(text, span)
        elif meaning in _TIMES:
            times += [as_deadline(time) if meaning == "deadline" else time for time in found]
        elif meaning == "invited":
            units += [shift(unit, span.start) for unit in assigned_units(text.quote(span))]
        elif meaning == "output":
            products.append(_trim(text, span))
        elif meaning == "budget":
            budget = budget or _money(text, span)
        elif meaning is None and not fields_only:
            own = text.quote(span)
            if not named_roles or _WITH.match(own):
                given = [shift(unit, span.start) for unit in assigned_units(own)]
                units += [unit for unit in given if not named_roles or unit.role == "coordinate"]
            if timed:
                times += [time for time in calendar.find(text, span) if time.found_by in _RHYTHMS]
            else:
                times += [*sentence_times(text, span, calendar), *_bracketed(text, span, calendar)]
    if not units and not fields_only:
        units = [unit for value in values if value.meaning is None for unit in _closing_units(text, value.span)][:_MOST_NAMED]
    return Facts(units=_distinct(units), times=_distinct_times(times), products=tuple(products), budget=budget)


def _closing_units(text: Text, span: Span) -> Iterator[UnitPassage]:
    """Bodies that alone close a line, behind a dash or in brackets: "Lập danh bạ cửa hàng - Phòng Nghiệp vụ.", "Đón khách (tổ Lễ tân)"."""
    own = text.quote(span)
    for opened in _CLOSED_BY.finditer(own):
        who = own[opened.end() :].rstrip(" .;)")
        if not 3 < len(who) < _LONGEST_NAMES or (own[opened.end() - 1] == "(") != own.rstrip(" .;").endswith(")"):
            continue
        if share_of(scan(who, key_of(who), loose=True), who) < 0.85:
            continue
        before = own[: opened.start()]
        if any(unit.span.end >= len(before.rstrip()) for unit in scan(before, key_of(before), loose=True)):
            return  # a gloss of the body before it
        yield from (shift(unit, span.start + opened.end()) for unit in field_units(who, "lead"))
        return


def sentence_times(text: Text, span: Span, calendar: Calendar) -> tuple[TimePassage, ...]:
    """The times in running text that say when the work is done."""
    return tuple(time for time in calendar.find(text, span) if _is_when(text, time, calendar.issued))


def _bracketed(text: Text, span: Span, calendar: Calendar) -> Iterator[TimePassage]:
    """A time that fills brackets, or the last part of them: "Số hóa hồ sơ (2025 - 2030)", "(Sở A chủ trì; quý II/2025)"."""
    if text.string.find("(", span.start, span.end) < 0:
        return
    for match in _BRACKETS.finditer(text.string, span.start, span.end):
        if _PERIOD_OF.search(text.string, max(span.start, match.start() - 40), match.start()):
            continue
        for time in calendar.find(text, Span(match.start(1), match.end(1)), field=True):
            if time.span.end - time.span.start >= 0.8 * len(match[1]) and time.kind == "range" and "/" not in match[1][:3]:
                yield time


def as_deadline(time: TimePassage) -> TimePassage:
    """A bare date in a column or field "Thời gian hoàn thành" is the last day; from one day to another stays what it says."""
    bare = time.kind == "range" and not time.found_by.startswith("time.from-to")
    return time._replace(kind="deadline", start=None) if bare else time


def merge_times(*rows: tuple[TimePassage, ...]) -> tuple[TimePassage, ...]:
    """Several rows of times as one, each reading once."""
    return _distinct_times([time for row in rows for time in row])


def _values(text: Text, node: Node, *, fields_only: bool) -> Iterator[Value]:
    """The item taken apart: labelled fields with their values, and running text."""
    own = text.quote(node.words)
    found = field(own)
    if found is not None:
        meaning, end = found
        start = node.words.start + end
        if meaning in _ROLES | _TIMES | {"output", "budget"}:
            yield from _split(text, Span(start, node.words.end), meaning)
            for child in node.children:
                yield from _field_child(text, child, meaning, fields_only=fields_only)
            return
        if meaning == "circumstance":
            for invited in _INVITED.finditer(text.string, start, node.words.end):
                yield Value("invited", Span(invited.start(), invited.end()))
            return
        if not fields_only:
            yield from _split(text, Span(start, node.words.end), None)
    elif not fields_only:
        yield from _split(text, node.words, None)
    if fields_only and found is None:
        return
    for child in node.children:
        if child.table is None:
            yield from _values(text, child, fields_only=fields_only)


def _field_child(text: Text, child: Node, meaning: str, *, fields_only: bool) -> Iterator[Value]:
    if field(text.quote(child.words)) is not None:
        yield from _values(text, child, fields_only=fields_only)
    else:
        yield Value(meaning, child.words)
        for deeper in child.children:
            yield from _field_child(text, deeper, meaning, fields_only=fields_only)


def _split(text: Text, span: Span, meaning: str | None) -> Iterator[Value]:
    """A paragraph with fields inside: "… . Thời gian: tháng 5. Đơn vị thực hiện: Sở A."."""
    own = text.quote(span)
    at = 0
    if ":" in own:
        for match in _INSIDE.finditer(own):
            inner = FIELD.match(own, match.end())
            if inner is None or inner.lastgroup is None:
                continue
            if match.start() > at:
                yield Value(meaning, Span(span.start + at, span.start + match.start()))
            meaning = inner.lastgroup if inner.lastgroup != "other" else None
            at = inner.end()
    if at < len(own):
        yield Value(meaning, Span(span.start + at, span.end))


def _is_when(text: Text, time: TimePassage, issued: date | None) -> bool:
    """Whether a time in running text says when the work is done."""
    if time.kind == "range" and issued is not None and time.end is not None and time.end.year < issued.year:
        return False  # what lies in a year before the day of issue is told, not planned
    if time.kind not in {"range", "from"} or time.precision in {"day", "week", "month", "quarter"}:
        return True
    before = text.string[max(0, time.span.start - 24) : time.span.start]
    if before.rstrip().endswith(("(", ":")) or not before.strip() or before.endswith("\n"):
        return True
    own = time.text.lower()
    if time.found_by == "time.year-of-work@1":
        return True
    return own.startswith(("từ", "trong", "đến", "kể từ", "dự kiến", "vào")) or bool(
        _WHEN.search(before)
        and own.startswith("năm")
        and re.search(r"(?:trong|vào|từ|đến|trước|hết|dự kiến|đầu|cuối|giữa)\s*$", before)
    )


def _trim(text: Text, span: Span) -> Span:
    own = text.quote(span)
    lead = len(own) - len(own.lstrip(" :-–"))
    body = own[lead:].rstrip(" .;,")
    return Span(span.start + lead, span.start + lead + len(body))


def _money(text: Text, span: Span) -> tuple[int, Span] | None:
    match = _MONEY.search(text.string, span.start, span.end)
    if match is None:
        return None
    value = float(match[1].replace(".", "").replace(",", "."))
    return int(value * _SCALE[match[2]]), Span(match.start(), match.end())


def _distinct(units: list[UnitPassage]) -> tuple[UnitPassage, ...]:
    """Each (name, role) once; a body that leads does not also coordinate by a later mention."""
    seen: set[tuple[str, str | None]] = set()
    out: list[UnitPassage] = []
    for unit in units:
        key = (fold(unit.name), unit.role)
        if key not in seen:
            seen.add(key)
            out.append(unit)
    return tuple(out)


def _distinct_times(times: list[TimePassage]) -> tuple[TimePassage, ...]:
    seen: set[tuple[object, ...]] = set()
    out: list[TimePassage] = []
    for time in times:
        key = (time.kind, time.start, time.end, fold(time.text) if time.start is None and time.end is None else None)
        if key not in seen:
            seen.add(key)
            out.append(time)
    return tuple(out)
