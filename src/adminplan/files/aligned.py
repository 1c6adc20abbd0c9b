"""Tables of a text file whose columns only blanks hold apart, as `pdftotext -layout` writes them.

Reads the lines of a plain text. Writes which of them make tables, and the cells of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from adminplan.files.markdown import Row

_BLANK = re.compile(r" {2,}")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_LEAST = 3  # columns, and lines: two columns are a letterhead or a closing
_MOST = 20  # columns: more in one line of text are no table
_BLANKS = 2  # blank lines that may stand between two rows


class Aligned(NamedTuple):
    """The rows `first` to `last` (half-open) of a text make a table; `rows` holds for each of its rows the lines of each cell.

    A line of a cell is the index of its row of text and its words.
    """

    first: int
    last: int
    rows: tuple[tuple[tuple[tuple[int, str], ...], ...], ...]


def aligned_tables(rows: Sequence[Row]) -> list[Aligned]:
    """The tables of a text, in order.

    A table begins at a line with two gaps or more, its header, and goes on as long as the same gaps stay blank. A row begins below
    a blank line, or, where none stands inside the table, wherever the first column is filled. Tables whose rows cannot be told that
    way (cells centred between the lines of others) are left as they are.
    """
    found: list[Aligned] = []
    at = 0
    while at < len(rows):
        table = _table(rows, at) if "  " in rows[at].text.strip() and "\t" not in rows[at].text else None
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.last
    return found


def _table(rows: Sequence[Row], first: int) -> Aligned | None:
    header = rows[first].text
    gutters = [gap.span() for gap in _GAP.finditer(header)]
    if not _LEAST <= len(gutters) + 1 <= _MOST:
        return None
    last, filled, blank = first + 1, 1, 0
    for index in range(first + 1, len(rows)):
        text = rows[index].text
        if not text.strip():
            blank += 1
            if blank > _BLANKS:
                break
            continue
        kept = _kept(text, gutters) if "\t" not in text else None
        if kept is None:
            break
        gutters, last, filled, blank = kept, index + 1, filled + 1, 0
    cuts = [0, *(end for _, end in gutters)]
    made = _rows(rows, first, last, cuts) if filled >= _LEAST else ()
    # Every row has its first cell and one more, and every column something below its header, or the rows are not where they seem to be.
    full = all(row[0] and any(row[1:]) for row in made) and all(
        any(row[column] for row in made[1:]) for column in range(len(cuts))
    )
    return Aligned(first, last, made) if len(made) > 1 and full else None


def _kept(text: str, gutters: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """What a line leaves blank of the gutters: of each the widest stretch; `None` where nothing wide enough is left."""
    kept = []
    for start, end in gutters:
        own = text[start:end].ljust(end - start)
        widest = max(_BLANK.finditer(own), key=lambda blank: blank.end() - blank.start(), default=None)
        if widest is None:
            return None
        kept.append((start + widest.start(), start + widest.end()))
    return kept


def _rows(rows: Sequence[Row], first: int, last: int, cuts: list[int]) -> tuple[tuple[tuple[tuple[int, str], ...], ...], ...]:
    spaced = any(not row.text.strip() for row in rows[first:last])
    made: list[list[list[tuple[int, str]]]] = []
    above = ""
    for index in range(first, last):
        text = rows[index].text
        if text.strip():
            pieces = [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
            if not made or (not above.strip() if spaced else bool(pieces[0])):
                made.append([[] for _ in cuts])
            for column, words in enumerate(pieces):
                if words:
                    made[-1][column].append((index, words))
        above = text
    return tuple(tuple(tuple(cell) for cell in row) for row in made)
