"""Ruled tables: from lines drawn on a page to cells with row, column and spans.

Reads horizontal and vertical rules of a page. Writes `Grid`s. Rules are joined and cells gathered to tables by
pdfplumber, from what pdfium tells, so that no page is parsed twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from adminplan.files.pdf_page import Rect

SNAP = 3.0  # points: rules nearer to each other are one
MAX_RULES = 20_000  # a page
MAX_CROSSINGS = 5_000  # pairs of rules once joined, a page; a dense page of tables has 2,000

Point = tuple[float, float]


class GridCell(NamedTuple):
    """A cell: its box, place and spans."""

    box: Rect
    row: int
    column: int
    row_span: int
    column_span: int


class Grid(NamedTuple):
    """A table of a page: its box and its cells in row-major order."""

    box: Rect
    cells: tuple[GridCell, ...]

    def at(self, x: float, y: float) -> GridCell | None:
        """The cell at a point, the nearest one where the point misses all, or `None` outside the table."""
        if not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]):
            return None
        for cell in self.cells:
            x0, top, x1, bottom = cell.box
            if top > y:
                break  # so are those of all further rows
            if x0 <= x <= x1 and y <= bottom:
                return cell
        return min(
            self.cells, key=lambda cell: max(cell.box[0] - x, x - cell.box[2], 0.0) + max(cell.box[1] - y, y - cell.box[3], 0.0)
        )


def find_grids(across: list[Rect], down: list[Rect]) -> list[Grid]:
    """The ruled tables of a page, from the top down.

    A grid has at least two rows and two columns, or three columns in one row (what a page break leaves of a table).
    Lines under headings, frames of one cell and frames of one row or one column are no tables.
    """
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > MAX_RULES:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    rules: list[dict[str, Any]] = [_rule("h", x0, (top + bottom) / 2, x1, (top + bottom) / 2) for x0, top, x1, bottom in across]
    rules += [_rule("v", (x0 + x1) / 2, top, (x0 + x1) / 2, bottom) for x0, top, x1, bottom in down]
    rules = merge_edges(rules, SNAP, SNAP, SNAP, SNAP)
    level = [rule for rule in rules if rule["orientation"] == "h"]
    plumb = [rule for rule in rules if rule["orientation"] == "v"]
    if len(level) < 2 or len(plumb) < 2 or len(level) * len(plumb) > MAX_CROSSINGS:
        return []
    cells = _cells(edges_to_intersections(rules, SNAP, SNAP))
    grids = [_grid(table) for table in cells_to_tables(cells)]
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.box[1], grid.box[0]))


def _rule(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _cells(crossings: Mapping[Point, dict[str, list[Any]]]) -> list[Rect]:
    """The smallest cell right of and below each crossing that has one: each of its four sides lies on one rule.

    The same cells as pdfplumber's, which compares each crossing with all others, in a sixth of the time.
    """
    level = {point: {id(rule) for rule in rules["h"]} for point, rules in crossings.items()}
    plumb = {point: {id(rule) for rule in rules["v"]} for point, rules in crossings.items()}
    points = sorted(crossings)
    columns: defaultdict[float, list[Point]] = defaultdict(list)
    rows: defaultdict[float, list[Point]] = defaultdict(list)
    for point in points:
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    cells: list[Rect] = []
    for point in points:
        x, y = point
        below = [low for low in columns[x] if low[1] > y and plumb[low] & plumb[point]]
        right = [far for far in rows[y] if far[0] > x and level[far] & level[point]]
        corners = (((far[0], low[1]), low, far) for low in below for far in right)
        for corner, low, far in corners:
            if corner in crossings and plumb[corner] & plumb[far] and level[corner] & level[low]:
                cells.append((x, y, *corner))
                break
    return cells


def _grid(boxes: list[Rect]) -> Grid | None:
    columns = sorted({x for box in boxes for x in (box[0], box[2])})
    rows = sorted({y for box in boxes for y in (box[1], box[3])})
    wide, tall = len(columns) - 1, len(rows) - 1
    if wide < 2 or (tall < 2 and wide < 3) or len(boxes) < 3:
        return None
    cells = []
    for box in boxes:
        column, row = bisect_left(columns, box[0]), bisect_left(rows, box[1])
        cells.append(GridCell(box, row, column, bisect_left(rows, box[3]) - row, bisect_left(columns, box[2]) - column))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid((columns[0], rows[0], columns[-1], rows[-1]), tuple(cells))
