"""Rows of task tables as activities: group rows, merged cells, columns of units, times and products.

Reads a table node of an `Outline`. Writes `ActivityPassage`s; `parent` counts within the result (a group row above its rows). In a section of
organisation a table may give `DutyPassage`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adminplan.data import fold
from adminplan.layout.labels import label
from adminplan.layout.text import Span, Text
from adminplan.outline.node import Node, Table, TableCell
from adminplan.passages.facts import Calendar, Facts, as_deadline
from adminplan.passages.passage import TimePassage, UnitPassage, shift
from adminplan.passages.table_columns import by_contents
from adminplan.passages.units import field_units
from adminplan.passages.work import ActivityPassage, DutyPassage

_UNITS = {"lead": "lead", "unit": "lead", "coordinate": "coordinate", "monitor": "monitor"}
_WORK = {"lead", "unit", "coordinate", "time", "deadline", "start", "end", "output"}
_SENTENCE = re.compile(r"(?<![A-ZĐ])[.!?](?=\s+[A-ZÀ-ỸĐ])|\n")
_DASHED = re.compile(r"^[-–+•] *(?=\S)", re.MULTILINE)
_TOTAL = re.compile(r"\W*(?:tổng(?: cộng| số)?|cộng)\W*$", re.IGNORECASE)


def read_rows(text: Text, node: Node, calendar: Calendar, *, section: str | None) -> Iterator[ActivityPassage]:
    """The rows of a task table; nothing where its columns do not name work with a unit, a time or a product."""
    table = by_contents(text, node.table, calendar) if node.table is not None else None
    if table is None or "task" not in table.columns or not _WORK & set(table.columns):
        return
    task = table.columns.index("task")
    group: int | None = None
    count = 0
    for row, cells in _rows(text, table):
        own = [cell for cell in row if text.quote(cell.span).strip()]
        main = cells.get(task)
        if _is_group(text, table, own, cells):
            head = _group_title(text, table, own)
            yield _activity(text, node, head, own, section=section, label=_order(text, table, cells), parent=None, facts=Facts())
            group = count
            count += 1
            continue
        if _out_of_step(text, table, row):
            continue
        if main is None or not text.quote(main.span).strip() or main not in row or _TOTAL.match(text.quote(main.span)):
            continue
        facts = _facts(text, table, cells, calendar)
        yield _activity(text, node, main.span, own, section=section, label=_order(text, table, cells), parent=group, facts=facts)
        count += 1


def read_duty_rows(text: Text, node: Node) -> Iterator[DutyPassage]:
    """The rows of a table of a section of organisation that gives each body its work: "STT | Đơn vị | Nhiệm vụ", nothing else but notes.

    Dashed lines of a cell are a task each.
    """
    table = node.table
    if table is None or set(table.columns) - {"order", "unit", "lead", "task", "note", None}:
        return
    who = next((at for at, name in enumerate(table.columns) if name in {"unit", "lead"}), None)
    if who is None or "task" not in table.columns[who:]:
        return
    task = table.columns.index("task")
    for row, cells in _rows(text, table):
        named, told = cells.get(who), cells.get(task)
        if named is None or told is None or named is told:
            continue
        own = text.quote(named.span)
        units = field_units(own, "lead")
        if not units:
            continue
        span = Span(units[0].span.start, units[-1].span.end)
        unit = units[0]._replace(span=Span(named.span.start + span.start, named.span.start + span.end), role=None)
        unit = unit._replace(name=" ".join(own[span.start : span.end].split()), group=unit.group or len(units) > 1)
        for start, end in _lines(text.quote(told.span)):
            yield DutyPassage(
                span=Span(told.span.start + start, told.span.start + end),
                path=f"{node.path}/{row[0].row + 1}",
                unit=unit,
                found_by="duty.row@1",
            )


def _lines(own: str) -> Iterator[tuple[int, int]]:
    """The dashed lines of a cell without their dashes, or the whole cell."""
    marks = [(found.start(), found.end()) for found in _DASHED.finditer(own)]
    if not marks or marks[0][0] > 0:
        if own.strip():
            yield len(own) - len(own.lstrip()), len(own.rstrip())
        return
    for (_, start), (end, _) in zip(marks, [*marks[1:], (len(own), 0)], strict=True):
        yield start, start + len(own[start:end].rstrip())


def _rows(text: Text, table: Table) -> Iterator[tuple[tuple[TableCell, ...], dict[int, TableCell]]]:
    """The rows below the header, each with the cell that stands in each of its columns."""
    covering: dict[int, TableCell] = {}
    for number, row in enumerate(table.rows):
        if number < table.header_rows:
            continue
        cells = _row(row, covering, number, table)
        if not _repeats_header(text, table, row):
            yield row, cells


def _row(row: tuple[TableCell, ...], covering: dict[int, TableCell], number: int, table: Table) -> dict[int, TableCell]:
    """The cell that stands in each column of a row, merged cells of rows above included."""
    for column in [column for column, cell in covering.items() if cell.row + cell.row_span <= table.rows[number][0].row]:
        del covering[column]
    cells = dict(covering)
    for cell in row:
        for column in range(cell.column, cell.column + cell.column_span):
            cells[column] = cell
            if cell.row_span > 1:
                covering[column] = cell
    return cells


def _repeats_header(text: Text, table: Table, row: tuple[TableCell, ...]) -> bool:
    """Whether a row holds the words of the header again, in their columns or, where the order is left out, beside them."""
    named = [name for cell in row if (name := fold(text.quote(cell.span)))]
    return len(named) > 1 and {fold(header) for header in table.headers}.issuperset(named)


def _out_of_step(text: Text, table: Table, row: tuple[TableCell, ...]) -> bool:
    """A short row whose first cell is no order: the rest of a merged cell above, in copies that lost their merged cells."""
    if "order" not in table.columns or not row or len(row) >= len(table.columns) - 1 or row[0].row_span > 1:
        return False
    first = row[0]
    return table.columns[first.column] == "order" and len(text.quote(first.span).strip()) > 8


def _is_group(text: Text, table: Table, own: list[TableCell], cells: dict[int, TableCell]) -> bool:
    """A row that only names a group: one wide cell, or order and name alone (bold, in capitals, or with a Roman or capital order)."""
    if not own:
        return False
    if len(own) == 1 and own[0].column_span >= max(2, len(table.columns) - 2):
        return True
    meanings = [table.columns[cell.column] for cell in own if cell.column < len(table.columns)]
    covered = {
        table.columns[column]
        for column, cell in cells.items()
        if column < len(table.columns) and cell.column == column and text.quote(cell.span).strip()
    }
    if covered - {"order", "task", None, "means"} or not meanings:
        return False
    order = _order(text, table, cells) or ""
    named = " ".join(text.quote(cell.span) for cell in own if table.columns[cell.column] != "order")
    return (
        bool(re.fullmatch(r"[IVX]{1,5}|[A-HĐ]|Phần \w+", order))
        or all(cell.bold for cell in own)
        or named.isupper()
        or (own[-1].column_span > 1 and own[-1].column + own[-1].column_span >= len(table.columns) - 1)
        or (len(own) == 1 and label(named) is not None and own[0].column != table.columns.index("task"))
    )


def _group_title(text: Text, table: Table, own: list[TableCell]) -> Span:
    named = [
        cell for cell in own if cell.column < len(table.columns) and (table.columns[cell.column] != "order" or len(own) == 1)
    ]
    span = (named or own)[0].span
    opened = label(text.quote(span))
    return Span(span.start + opened.end, span.end) if opened is not None and span.start + opened.end < span.end else span


def _order(text: Text, table: Table, cells: dict[int, TableCell]) -> str | None:
    if "order" not in table.columns:
        return None
    cell = cells.get(table.columns.index("order"))
    words = text.quote(cell.span).strip(" .)/-\n") if cell is not None else ""
    return words if words and len(words) <= 8 else None


def _facts(text: Text, table: Table, cells: dict[int, TableCell], calendar: Calendar) -> Facts:
    units: list[UnitPassage] = []
    times: list[TimePassage] = []
    products: list[Span] = []
    for column, meaning in enumerate(table.columns):
        cell = cells.get(column)
        if cell is None or meaning is None or (column and cells.get(column - 1) is cell):
            continue
        own = text.quote(cell.span)
        if not own.strip(" .-–…"):
            continue
        if meaning in _UNITS:
            units += [shift(unit, cell.span.start) for unit in field_units(own, _UNITS[meaning])]
        elif meaning in {"time", "deadline", "start", "end"}:
            found = calendar.find(text, cell.span, field=True)
            if meaning == "end" and len(found) == 1 and "start" in table.columns and times:
                times[-1] = _between(text, times[-1], found[0])
            else:
                times += [as_deadline(time) for time in found] if meaning in {"deadline", "end"} else list(found)
        elif meaning == "output":
            products.append(cell.span)
    return Facts(units=tuple(units), times=tuple(times), products=tuple(products))


def _between(text: Text, first: TimePassage, last: TimePassage) -> TimePassage:
    """One time from the first day of one cell to the last day of another."""
    span = Span(first.span.start, last.span.end)
    return first._replace(
        span=span, text=text.quote(span), kind="range", end=last.end, precision=last.precision, found_by="time.columns@1"
    )


def _activity(
    text: Text,
    node: Node,
    main: Span,
    own: list[TableCell],
    *,
    section: str | None,
    label: str | None,
    parent: int | None,
    facts: Facts,
) -> ActivityPassage:
    words = text.quote(main)
    match = None if words.isupper() else _SENTENCE.search(words)
    end = main.start + (match.start() if match else len(words))
    return ActivityPassage(
        span=Span(own[0].span.start, own[-1].span.end),
        end=own[-1].span.end,
        path=f"{node.path}/{own[0].row + 1}",
        title=Span(main.start, main.start + len(text.string[main.start : end].rstrip(" .:;"))),
        label=label,
        section=section,
        parent=parent,
        units=facts.units,
        times=facts.times,
        products=facts.products,
        found_by="activity.row@1",
    )
