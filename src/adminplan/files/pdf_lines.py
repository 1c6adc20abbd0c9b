"""Lines of a page: rows and cells become raw text with offsets, boxes, style, alignment and blanks.

Reads `PageText`. Writes lines and words into a `Draft` of the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from adminplan.errors import Issue
from adminplan.files.pdf_grid import Grid, GridCell, find_grids
from adminplan.files.pdf_order import Row, ordered
from adminplan.files.pdf_page import PageText, Piece, Rect, Style, leaned, turned
from adminplan.files.source import Box, Cell, Line, Page, Word

CLEARLY = 0.2, 0.35  # of a line's height: a gap that much above the usual one is a blank; the same where text was recognised
SCANNED = 0.5  # share of a page under pictures
SAME = 4.0  # points: edges as near as this are one edge
OFF_CENTRE = 7.0  # points


@dataclass(slots=True, kw_only=True)
class Draft:
    """What has been read of a file so far; `margins` and `usual` gap of the last page that told them."""

    raw: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tables: int = 0
    read: int = 0  # pages with text
    recognised: int = 0  # of these, text over a picture of the page
    unmapped: int = 0  # lines whose font does not tell its letters
    pictured: bool = False
    margins: tuple[float, float] | None = None
    usual: float | None = None

    def put(self, text: str) -> None:
        """Append raw text."""
        self.raw.append(text)
        self.length += len(text)


@dataclass(frozen=True, slots=True)
class _Print:
    """A row about to be written, and the cell it stands in."""

    row: Row
    cell: Cell | None = None
    frame: Rect | None = None


def write_page(page: PageText, number: int, style: Callable[[int], Style], draft: Draft) -> None:
    """Add the lines and words of a page to the draft. `style` tells how the character at an index is set."""
    grids = find_grids(page.across, page.down)
    prints = _prints(page, grids, draft)
    loose = [printed.row for printed in prints if not printed.cell]
    draft.margins = margins = (
        _margins(loose, page.reading[0]) or draft.margins or (0.13 * page.reading[0], 0.93 * page.reading[0])
    )
    indents = Counter(round(row.x0) for row in loose if not row.column)
    centres = _centred(loose)
    blanks = _blanks(loose, margins, draft, CLEARLY[page.picture >= SCANNED])
    seen = 0
    for index, printed in enumerate(prints):
        if index:
            draft.put("\n")
        row, frame = printed.row, printed.frame
        if frame:
            align, blank = _in_cell(row, frame), 0
        else:
            blank = blanks[seen]
            seen += 1
            align = _in_column(row, centres) if row.column else _in_body(row, margins, indents, page.reading[0])
        start, box = draft.length, _put_words(row, number, page, draft)
        look = _style(row.words, style)
        draft.unmapped += look.unmapped
        draft.lines.append(
            Line(
                start=start,
                end=draft.length,
                blank_before=blank,
                cell=printed.cell,
                box=box,
                bold=look.bold,
                italic=look.italic,
                size=look.size or None,
                font=look.font or None,
                align=align,
            )
        )


def _prints(page: PageText, grids: list[Grid], draft: Draft) -> list[_Print]:
    """The rows of the page in reading order, each table where it begins."""
    width = page.reading[0]
    if not grids:
        return [_Print(row) for row in ordered(page.pieces, width)]
    cells: dict[tuple[int, GridCell], list[Piece]] = {}
    between: list[list[Piece]] = [[] for _ in range(len(grids) + 1)]
    for piece in page.pieces:
        x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
        for index, grid in enumerate(grids):
            if cell := grid.at(x, y):
                cells.setdefault((index, cell), []).append(piece)
                break
        else:
            between[sum(y > grid.box[1] for grid in grids)].append(piece)
    prints = [_Print(row) for row in ordered(between[0], width)]
    for index, grid in enumerate(grids):
        filled = False
        for cell in grid.cells:
            words = cells.get((index, cell))
            if words:
                filled = True
                place = Cell(draft.tables, cell.row, cell.column, cell.row_span, cell.column_span)
                prints += [_Print(row._replace(column=None), place, cell.box) for row in ordered(words, 0)]
        draft.tables += filled
        prints += [_Print(row) for row in ordered(between[index + 1], width)]
    return prints


def _put_words(row: Row, number: int, page: PageText, draft: Draft) -> Box:
    """Append the words of a row, one blank between two; the box around them."""
    at = draft.length
    parts: list[str] = []
    words: list[Word] = []
    last = -1
    askew = page.slant or page.turn
    new = tuple.__new__  # twice as fast as the classes themselves, and so is // 1 beside round(): every word comes by here
    for start, end, text, x0, top, x1, bottom, _, sure in row.words:
        if askew:
            x0, top, x1, bottom = _displayed((x0, top, x1, bottom), page)  # noqa: PLW2901
        box = new(
            Box,
            (
                number,
                (100 * x0 + 0.5) // 1 / 100,
                (100 * top + 0.5) // 1 / 100,
                (100 * x1 + 0.5) // 1 / 100,
                (100 * bottom + 0.5) // 1 / 100,
            ),
        )
        if start == last:  # one word whose letters the reader had cut
            before = words.pop()
            words.append(Word(before.start, at + len(text), _around([before.box, box])))
        else:
            if last >= 0:
                parts.append(" ")
                at += 1
            words.append(new(Word, (at, at + len(text), box, sure)))
        parts.append(text)
        at += len(text)
        last = end
    draft.put("".join(parts))
    draft.words += words
    return _around([word.box for word in words])


def _style(words: Sequence[Piece], style: Callable[[int], Style]) -> Style:
    """The style of the first word with letters or digits; bold and italic only where all such words are."""
    first = next((word for word in words if _tells(word)), words[0])
    look = style(first.start)
    bold, italic = look.bold, look.italic
    if bold or italic:
        telling = [word for word in words if _tells(word)]
        # A handful of words, the last one first, tells: run-in headings end before the line does.
        for word in telling[: 0 : -max(1, len(telling) // 8)]:
            other = style(word.start)
            bold, italic = bold and other.bold, italic and other.italic
            if not (bold or italic):
                break
    return look if (bold, italic) == (look.bold, look.italic) else look._replace(bold=bold, italic=italic)


def _tells(word: Piece) -> bool:
    return word.text[0].isalnum() or any(map(str.isalnum, word.text))


def _blanks(rows: list[Row], margins: tuple[float, float], draft: Draft, clearly: float) -> list[int]:
    """For each row, 1 where the gap above is clearly larger than the usual one, or where a new column begins.

    Usual is the gap within paragraphs: below a line that reaches the right margin, above one that starts at the left one.
    """
    gaps: list[float | None] = []
    inside: list[float] = []
    lowest: float | None = None
    before: Row | None = None
    for row in rows:
        gap: float | None = None
        if before is not None and lowest is not None:
            if row.column != before.column and row.top < before.top:
                gap = float("inf")
            else:
                gap = row.top - (before.bottom if row.column == before.column else lowest)
                if before.x1 >= margins[1] - SAME and row.x0 <= margins[0] + SAME and not row.column:
                    inside.append(gap)
        gaps.append(gap)
        lowest = row.bottom if lowest is None else max(lowest, row.bottom)
        before = row
    known = sorted(gap for gap in gaps if gap is not None and gap < 100)
    if len(inside) >= 2:
        draft.usual = median(inside)
    usual = draft.usual
    if usual is None:
        usual = known[3 * len(known) // 10] if known else 0.0
    return [
        int(gap is not None and gap > max(usual, 0.0) + clearly * (row.bottom - row.top))
        for gap, row in zip(gaps, rows, strict=True)
    ]


def _margins(rows: list[Row], width: float) -> tuple[float, float] | None:
    """Left and right edge of the body, where three long lines tell them."""
    wide = [row for row in rows if not row.column and row.x1 - row.x0 > 0.5 * width]
    if len(wide) < 3:
        return None
    lefts, rights = sorted(row.x0 for row in wide), sorted((row.x1 for row in wide), reverse=True)
    left = next((one for one, two in pairwise(lefts) if two - one <= SAME), lefts[0])
    right = next((one for one, two in pairwise(rights) if one - two <= SAME), rights[0])
    return left, right


def _in_body(row: Row, margins: tuple[float, float], indents: Counter[int], width: float) -> str | None:
    left, right = row.x0 - margins[0], margins[1] - row.x1
    measure = margins[1] - margins[0]
    if right <= SAME and left <= 0.2 * measure:
        return "justify"
    indented = sum(indents[round(row.x0) + off] for off in (-1, 0, 1)) >= 3
    marked = len(row.words) > 1 and not any(map(str.isalnum, row.words[0].text))  # "- ", "+ ": an item
    if abs(left - right) <= 2 * OFF_CENTRE and left > 2 * SAME and not indented and not marked:
        return "center"
    if right <= SAME:
        return "right"
    if abs(row.x0 + row.x1 - width) <= SAME and row.x1 - row.x0 < 0.2 * width:
        return "center"  # page numbers keep to the sheet, not to the body
    return "left" if left <= 0.25 * measure else None


def _centred(rows: list[Row]) -> dict[tuple[float, float], float]:
    """For each column whose lines are centred, the centre."""
    columns: dict[tuple[float, float], list[Row]] = {}
    for row in rows:
        if row.column:
            columns.setdefault(row.column, []).append(row)
    centres = {}
    for column, members in columns.items():
        centre = median((row.x0 + row.x1) / 2 for row in members)
        left = median(row.x0 for row in members)
        hits = sum(abs((row.x0 + row.x1) / 2 - centre) <= OFF_CENTRE for row in members)
        if 2 * hits > len(members) and hits > sum(abs(row.x0 - left) <= SAME for row in members):
            centres[column] = centre
    return centres


def _in_column(row: Row, centres: dict[tuple[float, float], float]) -> str | None:
    assert row.column
    left, right = row.x0 - row.column[0], row.column[1] - row.x1
    centre = centres.get(row.column)
    if centre is not None and abs((row.x0 + row.x1) / 2 - centre) <= 4 * OFF_CENTRE:
        return "center"
    if left <= SAME:
        return "left"
    return "right" if right <= SAME else None


def _in_cell(row: Row, frame: Rect) -> str | None:
    left, right = row.x0 - frame[0], frame[2] - row.x1
    if abs(left - right) <= OFF_CENTRE and left > 2 * SAME:
        return "center"
    if left <= 3 * SAME:
        return "left"
    return "right" if right <= 3 * SAME else None


def _around(boxes: Sequence[Box]) -> Box:
    pages, lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(pages[0], min(lefts), min(tops), max(rights), max(bottoms))


def _displayed(box: Rect, page: PageText) -> Rect:
    """A box in reading coordinates as it lies on the displayed page."""
    if page.slant:
        box = leaned(box, *page.reading, page.slant)
    return turned(box, *page.reading, page.turn)
