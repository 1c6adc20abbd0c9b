"""Tables of a web page: which of them hold data, and where each of their cells stands.

Reads `table` elements and how much text each element holds. Writes the `Cell` of each cell element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adminplan.files.source import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_MAX_SPAN = 100
_MAX_COLUMNS = 1_000  # cells further to the right are read as text
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset({"p", "div", "br", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4"})


def cells_of(table: _Element, number: int, sizes: Mapping[_Element, int]) -> dict[_Element, Cell] | None:
    """The place of every cell of a table; `None` for a table that only lays out the page.

    A table lays out the page where it says so, where all its text stands in one cell, or where one cell holds most of a
    long text in many paragraphs or with tables of its own. `sizes` has the characters in each element.
    """
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in row if cell.tag in _CELLS]
    if not cells or table.get("role") in {"presentation", "none"}:
        return None
    filled = [cell for cell in cells if sizes.get(cell, 0) > 0]
    if len(filled) < 2 or max(sum(cell.tag in _CELLS for cell in row) for row in rows) < 2:
        return None
    largest = max(filled, key=lambda cell: sizes.get(cell, 0))
    size = sizes.get(largest, 0)
    if size > 0.6 * sum(sizes.get(cell, 0) for cell in cells) and (
        (size > 1500 and _blocks(largest) >= 5) or (size > 300 and next(largest.iter("table"), None) is not None)
    ):
        return None
    return _place(rows, number)


def _rows(table: _Element) -> Iterator[_Element]:
    """The table's own rows, not those of tables in it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from (row for row in child if row.tag == "tr")


def _place(rows: list[_Element], number: int) -> dict[_Element, Cell]:
    places: dict[_Element, Cell] = {}
    taken: dict[int, int] = {}  # column -> rows, this one included, that a cell above still covers
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            while taken.get(column, 0) > 0:
                column += 1
            if column >= _MAX_COLUMNS:
                break
            across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"), rest=len(rows) - index)
            places[cell] = Cell(number, index, column, down, across)
            for at in range(column, column + across):
                taken[at] = down
            column += across
        for at in taken:
            taken[at] -= 1
    return places


def _span(text: str | None, *, rest: int = _MAX_SPAN) -> int:
    """A span attribute; `0` is the rest of the table, and none reaches beyond it."""
    words = (text or "1").strip()
    value = int(words[:4]) if words[:4].isdecimal() else 1
    return max(1, min(value or rest, rest, _MAX_SPAN))


def _blocks(cell: _Element) -> int:
    count = 0
    for node in cell.iter():
        count += node.tag in _BLOCKS
        if count >= 5:
            break
    return count
