"""Markdown as web copies have it: markup read into attributes and left out, tables put together again.

Reads the lines of a text file. Writes `Lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from adminplan.files.lines import Lines
from adminplan.files.markdown_inline import Piece, inline
from adminplan.files.markdown_tables import places
from adminplan.files.source import Cell

_RULE = re.compile(r"\s*(?:[-=_]{3,}|(?:[-_]\s+){2,}[-_]|\*{3,}|(?:\*\s+){2,}\*|`{3,}\w{0,20}|~{3,})\s*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?(?!\s*[\d=])")  # "> 50%" is no quotation
_CLOSING_HASHES = re.compile(r"\s#+\s*$")
_DELIMITER = re.compile(r"(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_UNESCAPED = re.compile(r"(?<!\\)\|")


class Row(NamedTuple):
    """A line of the file: its text, its number from 1, whether a page ends before it."""

    text: str
    number: int
    page_break: bool = False


class _Block(NamedTuple):
    """Lines that belong together (a paragraph, or a paragraph of a cell) and where they stand."""

    rows: tuple[Row, ...]
    blank_before: int
    cell: Cell | None
    heading: int | None
    ends: bool  # a lone `|` follows that belongs to no table: the text above it ends there


def read_markdown(rows: Sequence[Row]) -> Lines:
    """The lines without markup; nothing but markup is lost."""
    blocks = list(_Walk(rows).blocks())
    lines = Lines()
    for block, pieces in zip(blocks, inline(["\n".join(row.text for row in block.rows) for block in blocks]), strict=True):
        _put(lines, block, pieces)
    return lines


def _put(lines: Lines, block: _Block, pieces: list[Piece]) -> None:
    blank = block.blank_before
    for index, piece in enumerate(pieces):
        row = block.rows[min(piece.line, len(block.rows) - 1)]
        lines.add(
            piece.text.rstrip(), page_break=row.page_break, number=row.number, blank_before=blank, cell=block.cell, bold=piece.bold,
            italic=piece.italic, heading=block.heading, hard=block.ends and index == len(pieces) - 1,
        )  # fmt: skip
        blank = 0


class _Walk:
    """One pass over the lines, cutting them into blocks."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._tables = 0
        self._at = 0
        self._pipe = [row.text.strip() == "|" for row in rows]
        self._blank = [not row.text.strip() for row in rows]

    def blocks(self) -> Iterator[_Block]:
        """All blocks, in order."""
        blank = 0
        while self._at < len(self._rows):
            at = self._at
            if self._blank[at]:
                blank += 1
                self._at += 1
            elif self._pipe[at]:
                yield from self._cells(blank)
                blank = 0
            elif _RULE.match(self._rows[at].text):
                self._at += 1
            elif self._begins_grid(at):
                yield from self._grid(blank)
                blank = 0
            else:
                yield self._paragraph(blank)
                blank = 0

    def _paragraph(self, blank: int) -> _Block:
        rows: list[Row] = []
        heading = None
        while self._at < len(self._rows):
            at, row = self._at, self._rows[self._at]
            stop = self._blank[at] or self._pipe[at] or _RULE.match(row.text) or self._begins_grid(at)
            found = None if stop else _HEADING.match(row.text)
            if rows and (stop or found):
                break
            self._at += 1
            if found:
                heading = len(found[1])
                rows.append(row._replace(text=_CLOSING_HASHES.sub("", row.text[found.end() :])))
                break
            quoted = _QUOTE.match(row.text)
            rows.append(row._replace(text=row.text[quoted.end() :]) if quoted else row)
        ends = self._at < len(self._rows) and self._pipe[self._at]
        return _Block(tuple(rows), blank, None, heading, ends)

    def _cells(self, blank: int) -> Iterator[_Block]:
        """A table of one cell a line; lone `|` lines that frame no table only end the text above them."""
        first = self._at
        cells, gaps, end = self._scan(first)
        self._at = end
        loose = first > 0 and not self._blank[first - 1] and not self._pipe[first - 1]
        if loose or not cells:
            self._at = next((at for at in range(first, len(self._rows)) if not self._pipe[at]), len(self._rows))
            return
        number = self._tables
        self._tables += 1
        texts = [" ".join(self._rows[at].text for at in range(*cell)) for cell in cells]
        for index, (cell, (row, column)) in enumerate(zip(cells, places(texts, gaps), strict=True)):
            yield from self._in_cell(cell, Cell(number, row, column), blank if index == 0 else 0)

    def _scan(self, at: int) -> tuple[list[tuple[int, int]], list[int], int]:
        """The cells from a lone `|` on (first and last line of each), the gaps around them, and where the table ends."""
        cells: list[tuple[int, int]] = []
        gaps = [0]
        size = len(self._rows)
        end = at
        while at < size and self._pipe[at]:
            gaps[-1] += 1
            at += 1
            end = at
            if at < size and self._pipe[at]:
                continue
            stop = self._cell_end(at)
            if stop is None:
                break
            cells.append((at, stop))
            gaps.append(0)
            at = stop
        return cells, gaps, end

    def _cell_end(self, at: int) -> int | None:
        """The lone `|` that closes the cell beginning here; `None` where no cell begins.

        A blank line after a `|` ends the table, unless the very next paragraph is closed by a `|` again.
        """
        size = len(self._rows)
        begins_blank = at < size and self._blank[at]
        while at < size and self._blank[at]:
            at += 1
        if at >= size or self._pipe[at]:
            return None
        while at < size and not self._pipe[at]:
            if begins_blank and self._blank[at]:
                return None
            at += 1
        # An opening `|` has a blank line above it, a closing one has not.
        return at if at < size and not self._blank[at - 1] else None

    def _in_cell(self, cell: tuple[int, int], place: Cell, blank: int) -> Iterator[_Block]:
        rows: list[Row] = []
        for at in range(*cell):
            row = self._rows[at]
            if self._blank[at] or _RULE.match(row.text):
                if rows:
                    yield _Block(tuple(rows), blank, place, None, ends=False)
                    rows, blank = [], 0
                blank += self._blank[at] and at > cell[0]
            else:
                rows.append(row)
        if rows:
            yield _Block(tuple(rows), blank, place, None, ends=False)

    def _begins_grid(self, at: int) -> bool:
        """Whether a table with one row a line begins here: a row with `|` over a line of dashes."""
        return (
            at + 1 < len(self._rows)
            and "|" in self._rows[at].text
            and "|" in self._rows[at + 1].text
            and _DELIMITER.match(self._rows[at + 1].text.strip()) is not None
        )

    def _grid(self, blank: int) -> Iterator[_Block]:
        number, row_number = self._tables, 0
        self._tables += 1
        while self._at < len(self._rows) and not self._blank[self._at] and "|" in self._rows[self._at].text:
            row = self._rows[self._at]
            self._at += 1
            if _DELIMITER.match(row.text.strip()) and row_number == 1:
                continue
            cells = _UNESCAPED.split(row.text.strip())
            if cells and not cells[0].strip() and row.text.lstrip().startswith("|"):
                cells = cells[1:]
            if cells and not cells[-1].strip():
                cells = cells[:-1]
            for column, text in enumerate(cells):
                if text.strip():
                    yield _Block((row._replace(text=text.strip()),), blank, Cell(number, row_number, column), None, ends=False)
                    blank = 0
            row_number += 1
