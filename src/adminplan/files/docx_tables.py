"""Tables of a DOCX file as rows of cells with dense column numbers and true spans.

Reads a `w:tbl` element. Writes `Row`s; the text of the cells is not looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from adminplan.files.docx_styles import VAL, W, child_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ROW, _CELL = f"{W}tr", f"{W}tc"
_THROUGH = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
_MAX_SPAN = 63  # Word's own limit of columns


class CellNode(NamedTuple):
    """A cell: its element, its place among the cells of the row, its column, its spans; `continued`: the lower part of a merged cell."""

    node: _Element
    place: int
    column: int
    row_span: int
    column_span: int
    continued: bool


class Row(NamedTuple):
    """A row as shown. `number` counts rows shown, `source` rows in the file; `tracked`: the row itself is a tracked change."""

    number: int
    source: int
    cells: tuple[CellNode, ...]
    tracked: bool


class _Raw(NamedTuple):
    node: _Element
    place: int
    start: int
    end: int
    merge: str | None  # restart, continue or None


def rows_of(table: _Element) -> list[Row]:
    """The rows that Word shows: without rows deleted as a tracked change.

    Word's grid has a column for every edge that any row ever had; edges that never part two cells of one row are taken
    together here, so that a letterhead of two columns drawn at different widths has two columns.
    """
    raw: list[tuple[int, bool, list[_Raw]]] = []
    for source, row in enumerate(_flat(table, _ROW)):
        stated = _stated(child_of(row, f"{W}trPr"))
        if f"{W}del" in stated:
            continue
        raw.append((source, f"{W}ins" in stated, _cells(row, _span(stated.get(f"{W}gridBefore"), 0))))
    columns = _columns([[cell.start for cell in cells] for _, _, cells in raw])
    edges = sorted(columns)
    spans = _row_spans([cells for _, _, cells in raw])
    rows: list[Row] = []
    for index, (source, tracked, cells) in enumerate(raw):
        shown: list[CellNode] = []
        for cell in cells:
            column = columns[cell.start]
            last = edges[bisect_left(edges, cell.end) - 1]
            following = next((columns[other.start] for other in cells if other.start >= cell.end), None)
            span = max(1, columns[last] - column + 1)
            if following is not None:
                span = max(1, min(span, following - column))
            shown.append(
                CellNode(cell.node, cell.place, column, spans.get((index, cell.start), 1), span, cell.merge == "continue")
            )
        rows.append(Row(index, source, tuple(shown), tracked))
    return rows


def _flat(parent: _Element, tag: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _flat(child, tag)


def _stated(properties: _Element | None) -> dict[str, str | None]:
    """The properties of a row or cell by tag."""
    return {child.tag: child.get(VAL) for child in properties} if properties is not None else {}


def _cells(row: _Element, at: int) -> list[_Raw]:
    cells: list[_Raw] = []
    for index, node in enumerate(_flat(row, _CELL)):
        stated = _stated(child_of(node, f"{W}tcPr"))
        end = at + max(1, _span(stated.get(f"{W}gridSpan"), 1))
        if stated.get(f"{W}hMerge", "restart") != "restart" and cells:
            cells[-1] = cells[-1]._replace(end=end)  # the right part of a cell merged the old way
        else:
            merge = ("restart" if stated[f"{W}vMerge"] == "restart" else "continue") if f"{W}vMerge" in stated else None
            cells.append(_Raw(node, index, at, end, merge))
        at = end
    return cells


def _span(text: str | None, default: int) -> int:
    return min(_MAX_SPAN, int(text)) if text is not None and text.isdecimal() else default


def _columns(starts: list[list[int]]) -> dict[int, int]:
    """Column numbers for the grid edges at which cells begin: neighbours that no row uses both share one."""
    groups: list[set[int]] = []
    rows = [set(row) for row in starts]
    using: dict[int, set[int]] = {}
    for index, row in enumerate(rows):
        for edge in row:
            using.setdefault(edge, set()).add(index)
    taken: set[int] = set()
    columns: dict[int, int] = {}
    for edge in sorted(using):
        if not groups or taken & using[edge]:
            groups.append({edge})
            taken = set(using[edge])
        else:
            groups[-1].add(edge)
            taken |= using[edge]
        columns[edge] = len(groups) - 1
    return columns


def _row_spans(rows: list[list[_Raw]]) -> dict[tuple[int, int], int]:
    """For cells that begin a vertical merge, by row and grid edge: how many rows they cover."""
    spans: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}
    for index, cells in enumerate(rows):
        now: dict[int, int] = {}
        for cell in cells:
            if cell.merge == "restart":
                now[cell.start] = index
            elif cell.merge == "continue" and cell.start in open_at:
                head = open_at[cell.start]
                spans[head, cell.start] = index - head + 1
                now[cell.start] = head
        open_at = now
    return spans
