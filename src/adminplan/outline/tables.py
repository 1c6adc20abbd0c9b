"""Tables: cells put into a grid, pages joined, columns understood.

Reads paragraphs that carry a `Cell`. Writes `Table`s and where they stand. Header words: data/columns.toml.
"""

from __future__ import annotations

import re
from functools import cache

from adminplan.data import fold, words
from adminplan.files.source import Cell
from adminplan.layout.text import Paragraph, Span, Text
from adminplan.outline.node import Table, TableCell
from adminplan.outline.tree import TableAt

# Meanings without which a table gives no work to do.
TASK = "task"
_WHO, _WHEN = frozenset({"lead", "unit", "coordinate"}), frozenset({"time", "deadline", "start", "end"})
_OPEN = frozenset({None, "place", "means"})  # what a column may be called that says what is to be done


def read_tables(text: Text, first: int, last: int) -> list[TableAt]:
    """The tables among the paragraphs `first` to `last` (half-open), those cut by page breaks joined."""
    runs: list[tuple[int, int]] = []
    index = first
    while index < last:
        cell = text.paragraphs[index].cell
        if cell is None:
            index += 1
            continue
        stop = index
        while stop + 1 < last and _same_table(text.paragraphs[stop + 1].cell, cell):
            stop += 1
        runs.append((index, stop))
        index = stop + 1
    tables: list[TableAt] = []
    for low, high in runs:
        rows = _rows(text, low, high)
        before = tables[-1] if tables and tables[-1].last + 1 == low else None
        if before is not None and _continues(text, before.table, rows):
            tables[-1] = TableAt(before.first, high, _join(text, before.table, rows))
        else:
            tables.append(TableAt(low, high, _understand(text, rows)))
    return tables


def _same_table(cell: Cell | None, other: Cell) -> bool:
    return cell is not None and cell.table == other.table


def _rows(text: Text, low: int, high: int) -> list[tuple[TableCell, ...]]:
    cells: dict[tuple[int, int], list[Paragraph]] = {}
    for paragraph in text.paragraphs[low : high + 1]:
        if paragraph.cell is not None:
            cells.setdefault((paragraph.cell.row, paragraph.cell.column), []).append(paragraph)
    rows: dict[int, list[TableCell]] = {}
    for (row, column), members in sorted(cells.items()):
        first = members[0].cell
        assert first is not None
        rows.setdefault(row, []).append(
            TableCell(
                row=row,
                column=column,
                row_span=first.row_span,
                column_span=first.column_span,
                span=Span(members[0].start, members[-1].end),
                bold=members[0].bold and (len(members) == 1 or all(member.bold for member in members)),
            )
        )
    return [tuple(row) for _, row in sorted(rows.items())]


def _understand(text: Text, rows: list[tuple[TableCell, ...]]) -> Table:
    width = max(cell.column + cell.column_span for row in rows for cell in row)
    headers, count = _header(text, rows, width)
    columns = _with_task(text, rows[count:], tuple(meaning(header) for header in headers))
    return Table(columns=_one_task(columns), header_rows=count, rows=tuple(rows), headers=headers)


def _header(text: Text, rows: list[tuple[TableCell, ...]], width: int) -> tuple[tuple[str, ...], int]:
    """The header of each column (two header rows joined where the first one has merged cells) and how many rows it takes."""
    best: tuple[int, tuple[str, ...], int] = (0, ("",) * width, 0)
    for count in (1, 2):
        if len(rows) <= count:
            break
        names = [""] * width
        for row in rows[:count]:
            for cell in row:
                for column in range(cell.column, min(width, cell.column + cell.column_span)):
                    names[column] = f"{names[column]} {text.quote(cell.span)}".strip()
        known = sum(meaning(name) is not None for name in names)
        if count == 2 and not any(cell.column_span > 1 or cell.row_span > 1 for cell in rows[0]):
            break
        if known > best[0]:
            best = (known, tuple(names), count)
    known, headers, count = best
    if known < 2:
        return ("",) * width, 0
    # A row of column numbers "(1) (2) (3)" belongs to the header.
    if (
        len(rows) > count
        and all(re.fullmatch(r"\W*(?:\d{1,2}|[A-Z])\W*", text.quote(cell.span)) for cell in rows[count])
        and len(rows[count]) > 2
    ):
        count += 1
    return headers, count


def _with_task(text: Text, rows: list[tuple[TableCell, ...]], columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Where columns say who and when but none says what ("Nơi kiểm tra | Trưởng đoàn | Ngày đi"), the wordiest of the others says it."""
    if TASK in columns or not _WHO & set(columns) or not _WHEN & set(columns):
        return columns
    said = [0] * len(columns)
    for row in rows:
        for cell in row:
            if cell.column < len(columns) and columns[cell.column] in _OPEN:
                said[cell.column] += len(text.quote(cell.span))
    most = said.index(max(said))
    return tuple(TASK if column == most and said[most] else one for column, one in enumerate(columns))


def _one_task(columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Only the first column that names the work is the task; a second one says more of it."""
    seen: set[str] = set()
    out: list[str | None] = []
    for column in columns:
        out.append("means" if column == TASK and TASK in seen else column)
        if column:
            seen.add(column)
    return tuple(out)


def _continues(text: Text, table: Table, rows: list[tuple[TableCell, ...]]) -> bool:
    width = max(cell.column + cell.column_span for row in rows for cell in row)
    if width != len(table.columns):
        return False
    headers, count = _header(text, rows, width)
    return count == 0 or [fold(name) for name in headers] == [fold(name) for name in table.headers]


def _join(text: Text, table: Table, rows: list[tuple[TableCell, ...]]) -> Table:
    width = len(table.columns)
    _, count = _header(text, rows, width)
    offset = table.rows[-1][0].row + 1
    moved = tuple(tuple(cell._replace(row=cell.row + offset) for cell in row) for row in rows[count:])
    return Table(columns=table.columns, header_rows=table.header_rows, rows=table.rows + moved, headers=table.headers)


@cache
def meaning(header: str) -> str | None:
    """What a column header means: order, task, lead, coordinate, unit, time, deadline, output, means, note or `None`.

    >>> meaning("Cơ quan chủ trì")
    'lead'
    """
    key = re.sub(r"\(.*?\)", " ", fold(header))
    key = " ".join(re.sub(r"[^\w/]+", " ", key).split())
    if not key:
        return None
    for name, patterns in words("columns").items():
        for pattern in patterns["patterns"]:
            if re.search(pattern, key):
                return str(name)
    return None
