"""Reading order: words of a page become rows, and rows that stand in two columns are read column by column.

Reads `Piece`s in reading coordinates. Writes `Row`s in reading order. Columns are told by geometry alone: the letterhead and
the closing of an official document (Nghị định 30/2020/NĐ-CP, phụ lục I) stand in borderless columns, each of them centred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from adminplan.files.pdf_page import Piece

# All in heights of a row.
SEED_GAP = 1.5  # a blank that may be the space between two columns
GUTTER = 0.35  # what must stay free through all rows of two columns
LONE_GAP = 4.0  # the blank that makes columns where the right one has but one line
NEAR = 1.2  # rows nearer than this belong together
PAUSE = 9.0  # room left for a signature and a stamp
LONGEST = 80  # rows of a block: bounds the work on a page of nothing but columns
NARROW = 3.0  # a column at least as wide as this
HALF = 0.5  # rows whose middles are nearer than this are one
MOST_WORDS = 200  # of a row: bounds the work on a page of nothing but specks


class Row(NamedTuple):
    """One printed line: its words from left to right, and the column it stands in (x0 and x1), if in one."""

    words: tuple[Piece, ...]
    top: float
    bottom: float
    column: tuple[float, float] | None = None

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.words[-1].x1


def ordered(pieces: Sequence[Piece], width: float) -> list[Row]:
    """The rows of a stretch of a page of that width, in reading order."""
    return _columns(_rows(pieces), width)


_Sides = tuple[tuple[Piece, ...], tuple[Piece, ...]]  # what stands left and right of a gutter


class _Open:
    """A row that still grows."""

    __slots__ = ("bottom", "height", "middle", "top", "words")

    def __init__(self, words: list[Piece], middle: float, height: float) -> None:
        self.words, self.middle, self.height = words, middle, height
        self.top, self.bottom = middle - height / 2, middle + height / 2

    def takes(self, other: _Open) -> bool:
        """Whether the other stands on the same line, beside or between the words of this one."""
        if len(self.words) > MOST_WORDS or abs(self.middle - other.middle) > HALF * min(self.height, other.height):
            return False
        if other.words[0].x0 >= self.words[-1].x1 - 1 or other.words[-1].x1 <= self.words[0].x0 + 1:
            return True
        return not any(
            min(mine.x1, yours.x1) - max(mine.x0, yours.x0)
            > max(0.4 * min(mine.x1 - mine.x0, yours.x1 - yours.x0), 0.5 * self.height)
            for yours in other.words
            for mine in self.words
        )


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Words gathered to lines, from the top down."""
    runs = [_run(words) for words in _runs(pieces)]
    runs.sort(key=lambda run: run.middle)
    rows: list[_Open] = []
    for run in runs:
        for row in rows[-3:]:
            if row.takes(run):
                row.words = sorted(row.words + run.words, key=lambda word: word.x0)
                if run.height > row.height:
                    row.top, row.bottom, row.height = run.top, run.bottom, run.height
                break
        else:
            rows.append(run)
    return [Row(tuple(row.words), row.top, row.bottom) for row in rows]


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Stretches of words that follow each other on one line in the file."""
    run: list[Piece] = []
    for piece in pieces:
        if run:
            last = run[-1]
            if piece.breaks or piece.x0 < last.x1 - 2 or piece.top >= last.bottom - 1 or piece.bottom <= last.top + 1:
                yield run
                run = []
        run.append(piece)
    if run:
        yield run


def _run(words: list[Piece]) -> _Open:
    # Letters with marks above or below have taller boxes: the lowest box is the plainest.
    height, bottom = min([(word.bottom - word.top, word.bottom) for word in words])
    if len(words) > 1 and height < 0.75 * (words[0].bottom - words[0].top):  # a footnote mark is no measure
        height, bottom = words[0].bottom - words[0].top, words[0].bottom
    return _Open(words, bottom - height / 2, max(height, 1.0))


def _columns(rows: list[Row], width: float) -> list[Row]:
    """The rows with every block of two columns unfolded: the left column, then the right one."""
    done: list[Row] = []
    at = floor = 0
    while at < len(rows):
        best: _Block | None = None
        for gap in _wide_gaps(rows[at]) or _stagger(rows, at):
            block = _block(rows, at, gap, width, floor)
            if block and (best is None or block.weight > best.weight):
                best = block
        if best is None:
            done.append(rows[at])
            at += 1
            continue
        # Rows above the seed that belong to the block were put down already.
        del done[len(done) - (at - best.start) :]
        for side in (best.left, best.right):
            edges = min(row.x0 for row in side), max(row.x1 for row in side)
            done += [row if row.column else Row(row.words, row.top, row.bottom, edges) for row in _columns(side, width)]
        at = floor = best.end
    return done


class _Block(NamedTuple):
    """Rows from `start` to `end` in two columns; the one with more rows on both sides, then with more rows, is the likelier one."""

    start: int
    end: int
    left: list[Row]
    right: list[Row]
    weight: tuple[int, int]


def _wide_gaps(row: Row) -> list[tuple[float, float]]:
    """The blanks of a row that may part two columns: wide, and far wider than its other blanks (justified lines have wide blanks too)."""
    words, height = row.words, row.bottom - row.top
    if len(words) < 2 or words[-1].x1 - words[0].x0 < 2 * NARROW * height:
        return []
    least = SEED_GAP * height
    wide = [(one.x1, two.x0) for one, two in pairwise(words) if two.x0 - one.x1 >= least]
    if not wide:
        return []
    # A third, not the half: a date line left open ("ngày    tháng    năm") has more wide blanks than narrow ones.
    usual = sorted(two.x0 - one.x1 for one, two in pairwise(words))[(len(words) - 1) // 3] if len(words) > 3 else 0.0
    wide = [gap for gap in wide if gap[1] - gap[0] >= 2 * usual]
    return sorted(wide, key=lambda gap: gap[0] - gap[1])[:2]


def _stagger(rows: list[Row], at: int) -> list[tuple[float, float]]:
    """The blank between a row and the next one where that stands half a line lower beside it: columns of different pitch."""
    if at + 1 == len(rows) or rows[at + 1].top > (rows[at].top + 2 * rows[at].bottom) / 3:
        return []
    left, right = sorted((rows[at], rows[at + 1]), key=lambda row: row.x0)
    return [(left.x1, right.x0)] if right.x0 - left.x1 >= SEED_GAP * (rows[at].bottom - rows[at].top) else []


def _block(rows: list[Row], seed: int, gap: tuple[float, float], width: float, floor: int) -> _Block | None:
    """The block of two columns around a row with such a blank, or `None` where it is something else; none of its rows stands before `floor`."""
    if not 0.2 * width < (gap[0] + gap[1]) / 2 < 0.8 * width:
        return None
    height = rows[seed].bottom - rows[seed].top
    sides = {seed: _split(rows[seed], gap)}
    end, gutter = seed + 1, gap
    while end < min(len(rows), seed + LONGEST) and rows[end].top - rows[end - 1].bottom < PAUSE * height:
        parted = _parted(rows[end], gutter)
        if parted is None:
            break
        sides[end], gutter = parted
        end += 1
    if not any(right for _, right in sides.values()):
        return None
    end = _trimmed(rows, sides, end, height)
    centre = _centre([right for index, (_, right) in sides.items() if right and index < end])
    start, gutter = seed, gap
    while start > max(floor, seed - LONGEST) and (pause := rows[start].top - rows[start - 1].bottom) < PAUSE * height:
        parted = _parted(rows[start - 1], gutter)
        if parted is None:
            break
        (left, right), gutter = parted
        if not right and pause > NEAR * height:
            break
        if not left and abs(_centre([right]) - centre) > 2 * NARROW * height:
            break  # a page number, a heading
        start -= 1
        sides[start] = left, right
    # A line of the body that ends above a closing is no part of it.
    while start < seed and not sides[start][1]:
        start += 1
    chosen = [(rows[index], *sides[index]) for index in range(start, end)]
    lefts = [Row(left, row.top, row.bottom) for row, left, _ in chosen if left]
    rights = [Row(right, row.top, row.bottom) for row, _, right in chosen if right]
    lone = len(rights) == 1 and len(lefts) > 2 and gap[1] - gap[0] >= LONE_GAP * height
    if len(lefts) < 2 or (len(rights) < 2 and not lone) or _tabular(chosen, height):
        return None
    if any(max(row.x1 for row in side) - min(row.x0 for row in side) < NARROW * height for side in (lefts, rights)):
        return None
    return _Block(start, end, lefts, rights, (sum(bool(left and right) for _, left, right in chosen), end - start))


def _trimmed(rows: list[Row], sides: dict[int, _Sides], end: int, height: float) -> int:
    """Where a block really ends: lines of one side below it may be a part of their own."""
    last = max(index for index, (_, right) in sides.items() if right)
    while end - 1 > last and any(rows[index].top - rows[index - 1].bottom > NEAR * height for index in range(last + 1, end)):
        end -= 1  # left lines that go on after a pause
    first = min(index for index, (_, right) in sides.items() if right)
    last = max((index for index, (left, _) in sides.items() if left and first < index < end), default=first)
    centre = _centre([right for index, (_, right) in sides.items() if right and index <= last])
    for index in range(last + 1, end):
        if abs(_centre([sides[index][1]]) - centre) > 2 * NARROW * height:
            return index  # the title below a letterhead, centred on the page
    return end


def _parted(row: Row, gutter: tuple[float, float]) -> tuple[_Sides, tuple[float, float]] | None:
    """The words of a row left and right of a gutter, and the gutter below it; `None` where the row runs across.

    The gutter need not be straight: a long number may stand below a short name of the issuer.
    """
    words = row.words
    low, high = gutter
    at = min(high, words[0].x0)
    shared, blank = at - low, (-inf, at)
    x1 = words[0].x1
    for word in words[1:]:
        if word.x0 > low and x1 < high and (common := min(word.x0, high) - max(x1, low)) > shared:
            shared, blank = common, (x1, word.x0)
        x1 = word.x1
    if high - max(low, x1) > shared:
        shared, blank = high - max(low, x1), (max(low, x1), inf)
    if shared < GUTTER * (row.bottom - row.top):
        return None
    if blank[0] == -inf:
        return ((), words), (low, at)
    if blank[1] == inf:
        return (words, ()), (blank[0], high)
    if shared < 1.3 * median(two.x0 - one.x1 for one, two in pairwise(words)):
        return None  # a line of justified text with wide blanks
    return _split(row, blank), blank


def _split(row: Row, gap: tuple[float, float]) -> _Sides:
    return tuple(word for word in row.words if word.x0 < gap[1]), tuple(word for word in row.words if word.x0 >= gap[1])


def _centre(groups: list[tuple[Piece, ...]]) -> float:
    return median((words[0].x0 + words[-1].x1) / 2 for words in groups)


def _tabular(chosen: list[tuple[Row, tuple[Piece, ...], tuple[Piece, ...]]], height: float) -> bool:
    """Whether the block is a table without rules, or justified text: most rows have both sides, and these are aligned or narrow."""
    both = [(left, right) for _, left, right in chosen if left and right]
    if len(both) < 2 or len(both) < 0.7 * len(chosen):
        return False
    starts, ends = [right[0].x0 for _, right in both], [right[-1].x1 for _, right in both]
    if max(ends) - min(starts) < NARROW * height:
        return True
    narrow = min(right[0].x0 - left[-1].x1 for left, right in both) < LONE_GAP * height
    if narrow and len(both) == len(chosen) and _aligned(ends, height, 1.0):
        return True  # justified lines that happen to have wide blanks one above the other
    lefts = [left[0].x0 for left, _ in both]
    return _aligned(lefts, height) and (_aligned(starts, height) or _aligned(ends, height))


def _aligned(edges: list[float], height: float, share: float = 0.75) -> bool:
    middle = median(edges)
    return sum(abs(edge - middle) < 0.5 * height for edge in edges) >= share * len(edges)
