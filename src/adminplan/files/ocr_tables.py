"""What is drawn on a page: ruled lines found in the picture, and the picture cut so that tesseract meets one column of text.

Reads a `Sheet`. Writes rules in points, and a `Cut`: a tall picture of strips (text, columns, cells) and the way back from it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from adminplan.files.ocr_page import Grey, Mask, Sheet
from adminplan.files.ocr_words import MOST_SIDE, Seen
from adminplan.files.pdf_grid import Grid, find_grids
from adminplan.files.pdf_page import Rect

# In inches.
SHORTEST = 0.42  # of a rule
THICKEST = 0.045
SLACK = 0.02  # by which a rule may wander up and down as it runs
GAP = 0.12  # in a rule, where the scan lost it
GUTTER = 0.22  # blank between two columns
BAR = 0.8  # height of a stroke that is no letter
LINES = 0.42  # height of two lines of text: what stands in columns is at least that tall
AROUND = 0.12  # blank around a strip
EDGE = 0.012  # of a rule beyond its middle
NEAR = 3.0  # points between a rule and the border that it draws
MOST_RUNS = 60_000  # of rules looked at on a page


class Strip(NamedTuple):
    """A rectangle of the page, in pixels, and where it stands in the cut picture."""

    x0: int
    top: int
    x1: int
    bottom: int
    at_x: int
    at_top: int


class Cut(NamedTuple):
    """A part of the page as one column: its picture, the strips that make it from the top down, and whether these are cells."""

    grey: Grey
    strips: tuple[Strip, ...]
    cells: bool

    def back(self, word: Seen) -> Seen | None:
        """A word of the cut picture where it stands on the page; `None` for one between strips."""
        middle = (word.top + word.bottom) // 2
        for strip in self.strips:
            if strip.at_top <= middle < strip.at_top + strip.bottom - strip.top:
                right, down = strip.x0 - strip.at_x, strip.top - strip.at_top
                return word._replace(
                    x0=max(strip.x0, word.x0 + right),
                    x1=min(strip.x1, word.x1 + right),
                    top=max(strip.top, word.top + down),
                    bottom=min(strip.bottom, word.bottom + down),
                )
        return None


def find_rules(sheet: Sheet) -> tuple[list[Rect], list[Rect]]:
    """Horizontal and vertical rules in points."""
    # Half the pixels will do: a rule of one pixel still is one where either of two counts.
    ink = sheet.ink()
    tall, wide = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    ink = ink[0:tall:2, 0:wide:2] | ink[1:tall:2, 0:wide:2] | ink[0:tall:2, 1:wide:2] | ink[1:tall:2, 1:wide:2]
    level = _runs(ink, sheet.dpi / 2)
    plumb = [(top, x0, bottom, x1) for x0, top, x1, bottom in _runs(np.ascontiguousarray(ink.T), sheet.dpi / 2)]
    to_points = 2 / sheet.scale
    across = [(x0 * to_points, top * to_points, x1 * to_points, bottom * to_points) for x0, top, x1, bottom in level]
    down = [(x0 * to_points, top * to_points, x1 * to_points, bottom * to_points) for x0, top, x1, bottom in plumb]
    return across, down


def _runs(ink: Mask, dpi: float) -> list[tuple[int, int, int, int]]:
    """Rules that run along the rows of a mask: x0, top, x1, bottom, at most `THICKEST` tall, the slant of each levelled."""
    slack, shortest = max(1, round(SLACK * dpi / 2)), round(SHORTEST * dpi)
    near = ink.copy()
    for step in range(1, slack + 1):  # a rule that wanders by a pixel is one run
        near[step:] |= ink[:-step]
        near[:-step] |= ink[step:]
    total = np.zeros((near.shape[0], near.shape[1] + 1), np.int32)
    np.cumsum(near, axis=1, out=total[:, 1:])
    full = (total[:, shortest:] - total[:, :-shortest]) >= 0.96 * shortest  # window of a rule begins here
    rows, columns = np.nonzero(np.diff(np.pad(full, ((0, 0), (1, 1))).astype(np.int8), axis=1))
    starts, ends, at = columns[::2], columns[1::2] + shortest - 1, rows[::2]
    if len(at) > MOST_RUNS:
        return []
    rules: list[list[int]] = []
    open_: list[list[int]] = []
    for row, x0, x1 in zip(at.tolist(), starts.tolist(), ends.tolist(), strict=True):
        open_ = [rule for rule in open_ if rule[3] >= row - 1]
        for rule in open_:
            if x0 <= rule[2] and rule[0] <= x1:
                rule[0], rule[2], rule[3] = min(rule[0], x0), max(rule[2], x1), row
                break
        else:
            rule = [x0, row, x1, row]
            rules.append(rule)
            open_.append(rule)
    thickest = THICKEST * dpi + 2 * slack
    out = []
    for x0, top, x1, bottom in rules:
        if bottom - top + 1 <= max(thickest, 0.012 * (x1 - x0) + 2 * slack):
            middle = (top + bottom) // 2
            out.append((x0, middle - 1, x1, middle + 1))
    return _joined(out, round(GAP * dpi), slack + 1)


def _joined(rules: list[tuple[int, int, int, int]], gap: int, slack: int) -> list[tuple[int, int, int, int]]:
    """Rules with the breaks mended that the scan left in them."""
    out: list[tuple[int, int, int, int]] = []
    for rule in sorted(rules):
        for index in range(len(out) - 1, max(-1, len(out) - 60), -1):
            other = out[index]
            if abs(other[1] - rule[1]) <= 2 * slack and -gap <= other[2] - rule[0] and rule[2] > other[2]:
                out[index] = (other[0], other[1], rule[2], other[3])
                break
        else:
            out.append(rule)
    return out


def grids_of(across: list[Rect], down: list[Rect]) -> list[Grid]:
    """The tables that rules in points make; the ends of rules are drawn out a little, as printers and scanners shorten them."""
    reach = 3.0
    return find_grids(
        [(x0 - reach, top, x1 + reach, bottom) for x0, top, x1, bottom in across],
        [(x0, top - reach, x1, bottom + reach) for x0, top, x1, bottom in down],
    )


def cut(sheet: Sheet, grids: list[Grid], across: list[Rect], down: list[Rect]) -> list[Cut]:
    """The page as columns of text: what stands outside tables, and the cells of tables one below the other."""
    grey = sheet.grey
    tall, wide = grey.shape
    cells: list[tuple[int, int, int, int]] = []
    outside = grey
    if grids:
        scale = sheet.scale
        grey, outside = grey.copy(), grey.copy()
        edge = max(2, round(EDGE * sheet.dpi))
        for x0, top, x1, bottom in [*across, *down]:
            if any(_borders((x0, top, x1, bottom), grid) for grid in grids):
                grey[
                    max(0, round(top * scale) - edge) : round(bottom * scale) + edge + 1,
                    max(0, round(x0 * scale) - edge) : round(x1 * scale) + edge + 1,
                ] = 255
        margin = 3 * edge
        for grid in grids:
            cells += [_pixels(cell.box, scale, tall, wide) for cell in grid.cells]
            x0, top, x1, bottom = _pixels(grid.box, scale, tall, wide)
            outside[max(0, top - margin) : bottom + margin, max(0, x0 - margin) : x1 + margin] = 255
    cuts = []
    ink = outside < sheet.paper
    speck = 0.0006 * sheet.dpi * sheet.dpi
    if np.count_nonzero(ink) > speck:
        bands = _bands(ink, sheet.dpi)
        cuts += _stacked(outside, bands, sheet.dpi, cells=False)
    filled = [box for box in cells if np.count_nonzero(grey[box[1] : box[3], box[0] : box[2]] < sheet.paper) > speck]
    return cuts + _stacked(grey, filled, sheet.dpi, cells=True)


def _stacked(grey: Grey, boxes: list[tuple[int, int, int, int]], dpi: float, *, cells: bool) -> list[Cut]:
    """Rectangles of a picture one below the other, in as few pictures as tesseract's limit allows. Cells move to the left."""
    around = round(AROUND * dpi)
    cuts: list[Cut] = []
    while boxes:
        strips: list[Strip] = []
        at, left = around, min(box[0] for box in boxes)
        for x0, top, x1, bottom in boxes:
            if strips and at + bottom - top + around > MOST_SIDE:
                break
            strips.append(Strip(x0, top, x1, bottom, around if cells else around + x0 - left, at))
            at += bottom - top + around
        boxes = boxes[len(strips) :]
        out = np.full((at, max(strip.at_x + strip.x1 - strip.x0 for strip in strips) + around), 255, np.uint8)
        for x0, top, x1, bottom, at_x, at_top in strips:
            out[at_top : at_top + bottom - top, at_x : at_x + x1 - x0] = grey[top:bottom, x0:x1]
        cuts.append(Cut(out, tuple(strips), cells))
    return cuts


def _borders(rule: Rect, grid: Grid) -> bool:
    """Whether a rule runs along the border of a cell; the bars of a word such as TTTT do not."""
    x, y = (rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2
    if rule[2] - rule[0] > rule[3] - rule[1]:
        edges = {
            edge for cell in grid.cells for edge in (cell.box[1], cell.box[3]) if rule[0] < cell.box[2] and cell.box[0] < rule[2]
        }
        return any(abs(edge - y) <= NEAR for edge in edges)
    edges = {
        edge for cell in grid.cells for edge in (cell.box[0], cell.box[2]) if rule[1] < cell.box[3] and cell.box[1] < rule[3]
    }
    return any(abs(edge - x) <= NEAR for edge in edges)


def _pixels(box: Rect, scale: float, tall: int, wide: int) -> tuple[int, int, int, int]:
    return (
        max(0, round(box[0] * scale)),
        max(0, round(box[1] * scale)),
        min(wide, round(box[2] * scale)),
        min(tall, round(box[3] * scale)),
    )


def _bands(ink: Mask, dpi: float) -> list[tuple[int, int, int, int]]:
    """The page from the top down: bands over its whole width, and where text stands in two columns, the left one, then the right."""
    tall, wide = ink.shape
    across, down = max(4, round(0.04 * dpi)), max(1, round(0.01 * dpi))
    rows, columns = tall // down, wide // across
    filled = ink[: rows * down, : columns * across].reshape(rows, down, columns, across).sum(axis=(1, 3), dtype=np.int32)
    tiles = _clean(filled, across * down // 2, round(BAR * dpi / down))
    need, lines = max(3, round(GUTTER * dpi / across)), round(LINES * dpi / down)
    parts: list[tuple[int, int, int, int]] = []  # in tiles
    at = 0
    for first, last, gutter in _columns(tiles, need, lines):
        middle = gutter + need // 2
        parts += [(0, at, columns, first), (0, first, middle, last), (middle, first, columns, last)]
        at = last
    parts.append((0, at, columns, rows))
    out = []
    for x0, top, x1, bottom in parts:
        part = tiles[top:bottom, x0:x1]
        if not part.any():
            continue
        # Without its margins: what tesseract costs grows with the picture.
        filled_rows, filled_columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        left, right = x0 + int(filled_columns[0]), x0 + int(filled_columns[-1]) + 1
        high, low = top + int(filled_rows[0]), top + int(filled_rows[-1]) + 1
        out.append(
            (max(x0, left - 1) * across, max(top, high - 3) * down, min(x1, right + 1) * across, min(bottom, low + 3) * down)
        )
    return out


def _clean(filled: np.ndarray[Any, np.dtype[np.int32]], speck: int, bar: int) -> Mask:
    """Tiles with ink, those left out that hold little of it with little around them (dirt), and bars down the page."""
    rows, columns = filled.shape
    around = np.pad(filled, ((6, 6), (2, 2)))
    near = np.zeros((rows + 12, columns), np.int32)
    for step in range(5):
        near += around[:, step : step + columns]
    total = np.cumsum(np.pad(near, ((1, 0), (0, 0))), axis=0)
    tiles: Mask = (filled > 0) & (total[13:] - total[:-13] > 2 * speck)
    if rows > bar:
        count = np.cumsum(np.pad(filled > 0, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
        solid = count[bar:] - count[:-bar] == bar
        for column in np.flatnonzero(solid.any(axis=0)).tolist():
            for row in np.flatnonzero(solid[:, column]).tolist():
                tiles[row : row + bar, max(0, column - 1) : column + 2] = False
    return tiles


def _columns(tiles: Mask, need: int, lines: int) -> list[tuple[int, int, int]]:
    """Stretches of rows, between blank ones, with a blank strip down their middle and text on both sides.

    First and last row, left edge of the strip.
    """
    rows, columns = tiles.shape
    count = np.zeros((rows, columns + 1), np.int32)
    np.cumsum(tiles, axis=1, out=count[:, 1:])
    blank = np.flatnonzero(count[:, -1] == 0)
    if not len(blank):
        return []
    found: list[tuple[int, int, int, int]] = []
    for gutter in range(columns // 5, 4 * columns // 5 - need):
        free = count[:, gutter + need] == count[:, gutter]
        left, right = count[:, gutter] > 0, count[:, -1] > count[:, gutter + need]
        edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if np.count_nonzero(left[start:end]) < lines or np.count_nonzero(right[start:end]) < lines:
                continue
            inner = blank[(blank >= start) & (blank < end)]
            if len(inner) < 2:
                continue
            first, last = int(inner[0]), int(inner[-1])
            lefts, rights = np.flatnonzero(left[first:last]), np.flatnonzero(right[first:last])
            if not len(lefts) or not len(rights):
                continue
            # Lines of one side only, above or below, stay with the text of the whole width where a blank row parts them.
            high, low = first + max(int(lefts[0]), int(rights[0])), first + min(int(lefts[-1]), int(rights[-1]))
            first = int(inner[inner <= high][-1])
            last = int(inner[inner >= low][0])
            both = min(int(left[first:last].sum()), int(right[first:last].sum()))
            if both >= lines:
                found.append((both, first, last, gutter))
    chosen: list[tuple[int, int, int]] = []
    for _, first, last, _gutter in sorted(found, reverse=True):
        if all(last <= one or first >= two for one, two, _ in chosen):
            # The middle of the widest blank: all gutters with the same rows.
            same = sorted(other for _, one, two, other in found if (one, two) == (first, last))
            chosen.append((first, last, same[len(same) // 2]))
    return sorted(chosen)
