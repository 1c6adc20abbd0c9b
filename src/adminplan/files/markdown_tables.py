"""Rows of tables that a web copy wrote with one cell a line, between lines that hold nothing but `|`.

Reads how many such lines stand between one cell and the next. Writes row and column of each cell.

Every cell is closed by one line, every row opened by one: an empty cell therefore leaves two in a row, and so does the
end of a row. Which of the two it was, the width of the other rows tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

# What stands in the first column of a row: 1 · 2.1 · IV · a) · - · TT
_FIRST = re.compile(
    r"[*_\s]*(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-Za-zđĐ]|[-+•*]|TT|S(?:ố )?TT)[.)]?[*_\s]*$", re.IGNORECASE
)
# What a row costs that has fewer cells than the table (for each, up to a row that is one merged cell) or more, each empty cell,
# and a label after an empty cell, where it rather begins a row.
_MISSING, _NARROW, _WIDE, _EMPTY = 0.25, 1.0, 3.0, 0.15
_LABEL_INSIDE, _NUMBER_INSIDE = 1.8, 0.8  # a bare number may as well be a quantity, and a dash nothing at all
_MAX_WIDTH = 40


def places(cells: Sequence[str], gaps: Sequence[int]) -> list[tuple[int, int]]:
    """Row and column of each cell.

    `gaps` has one number more than there are cells: how many `|` lines stand before the first cell, between cells, after the last.

    >>> places(["TT", "Nội dung", "1", "Hội nghị", "Tổng"], [1, 1, 2, 1, 3, 1])
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]
    """
    if not cells:
        return []
    segments = _segments(gaps)
    widths = [end - start for start, end in segments]
    if max(gaps, default=1) <= 2 and all(left + right >= max(widths) for left, right in pairwise(widths)):
        return [(row, column) for row, width in enumerate(widths) for column in range(width)]  # no two rows could be one
    best: tuple[float, list[tuple[int, int]]] | None = None
    for width in _candidates(widths, gaps):
        found = _fit(cells, gaps, segments, width)
        if best is None or found[0] < best[0]:
            best = found
    return best[1] if best is not None else []


def _segments(gaps: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of cells that one row must hold, because single lines part them."""
    cuts = [0, *(index for index in range(1, len(gaps) - 1) if gaps[index] > 1), len(gaps) - 1]
    return list(pairwise(cuts))


def _candidates(widths: list[int], gaps: Sequence[int]) -> list[int]:
    """Widths that the table may have: the first row's, the most frequent ones, and the first row's with one empty cell."""
    common = [width for width, _ in Counter(widths).most_common(3)]
    joined = widths[0] + (gaps[widths[0]] - 1 + widths[1] if len(widths) > 1 else 0)
    return [
        width
        for width in dict.fromkeys([widths[0], *common, max(widths), joined, widths[0] + gaps[0] - 1])
        if 0 < width <= _MAX_WIDTH
    ]


def _fit(
    cells: Sequence[str], gaps: Sequence[int], segments: list[tuple[int, int]], width: int
) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest way to lay the segments out as rows of that width, and its cost."""
    last = len(segments)
    labels = [_labelled(cells[start]) for start, _ in segments]
    # best[k][b]: cost of everything from segment k on, in a row that begins with b empty cells; the choice behind it
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(last + 1)]
    best[last] = {0: (0.0, last, 0)}
    for index in range(last - 1, -1, -1):
        start = segments[index][0]
        before = _lead(gaps, width) if index == 0 else _spare(gaps[start], width)
        for empty in [before] if index == 0 else range(before + 1):
            cost, to, lead = _best_row(gaps, segments, labels, width, index, empty, best)
            best[index][empty] = (cost - 0.1 if labels[index] and not empty else cost, to, lead)
    out: list[tuple[int, int]] = []
    index, row = 0, 0
    empty = _lead(gaps, width)
    total = best[0][empty][0]
    while index < last:
        _, to, lead = best[index][empty]
        column = empty
        for segment in range(index, to):
            first, end = segments[segment]
            if segment > index:
                column += gaps[first] - 1
            for _ in range(first, end):
                out.append((row, column))
                column += 1
        index, empty, row = to, lead, row + 1
    return total, out


def _best_row(
    gaps: Sequence[int],
    segments: list[tuple[int, int]],
    labels: list[float],
    width: int,
    index: int,
    empty: int,
    best: list[dict[int, tuple[float, int, int]]],
) -> tuple[float, int, int]:
    choice: tuple[float, int, int] | None = None
    held, odd = empty, _EMPTY * empty + (labels[index] if empty else 0.0)
    for to in range(index + 1, len(segments) + 1):
        first, end = segments[to - 1]
        if to > index + 1:
            held += gaps[first] - 1
            odd += _EMPTY * (gaps[first] - 1) + labels[to - 1]
        held += end - first
        if to == len(segments):
            options = [(tail, 0) for tail in range(min(gaps[end], width + 1))]  # a last row may be empty as a whole
        else:
            spare = _spare(gaps[end], width)
            options = [(spare - lead, lead) for lead in range(spare + 1)]
        for tail, lead in options:
            rest = best[to].get(lead)
            if rest is None:
                continue
            cost = _cost(held + tail, width) + odd + _EMPTY * tail + rest[0]
            if choice is None or cost < choice[0]:
                choice = (cost, to, lead)
        if held > width:
            break
    return choice if choice is not None else (0.0, len(segments), 0)


def _labelled(cell: str) -> float:
    """What it costs to have a cell inside a row after an empty one: 0 for one that is no label."""
    if len(cell) > 24 or _FIRST.match(cell) is None:
        return 0.0
    label = cell.strip("*_ .)\n")
    if label in {"x", "X"}:
        return 0.0  # a tick
    return _NUMBER_INSIDE if label.isdecimal() or label in {"-", "+", "•", ""} else _LABEL_INSIDE


def _lead(gaps: Sequence[int], width: int) -> int:
    """Empty cells before the first one, without rows that are empty as a whole."""
    return (gaps[0] - 1) % (width + 1) if gaps[0] > width else gaps[0] - 1


def _spare(gap: int, width: int) -> int:
    """Empty cells around a row's end, without rows that are empty as a whole."""
    spare = gap - 2
    return spare % (width + 1) if spare > 2 * width else spare


def _cost(held: int, width: int) -> float:
    if held == width:
        return 0.0
    return min(_NARROW, _MISSING * (width - held)) + 0.01 * (width - held) if held < width else _WIDE + held - width
