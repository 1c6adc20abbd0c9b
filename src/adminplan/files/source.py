"""What a file says, untouched: raw text in reading order, with the place of every line and word.

Reads nothing. Writes `Source`, the only thing that the stations after `files` know of a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from adminplan.errors import Issue


class Box(NamedTuple):
    """A rectangle on a page, in PDF points from the top left of the displayed page."""

    page: int  # from 1
    x0: float
    top: float
    x1: float
    bottom: float


class Word(NamedTuple):
    """A run of characters without a blank, with its box. Only readers of pages make words."""

    start: int  # raw offset
    end: int
    box: Box
    confidence: float | None = None  # 0 to 1, of the program that recognised it; `None` where the file itself says the letters


class Page(NamedTuple):
    """A page: its size in points and the raw characters that stand on it."""

    number: int  # from 1
    width: float
    height: float
    start: int
    end: int


class Cell(NamedTuple):
    """Where a line stands in a table. Tables are numbered from 0 in the file, rows and columns in the table."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Line(NamedTuple):
    """One line of the file, in reading order: a printed line of a page, or a whole paragraph of a DOCX or HTML file.

    Attributes:
        start, end: raw offsets, half-open, without the line break.
        hard: the file itself says that a paragraph ends here (DOCX, HTML); a line of a page or text file may go on.
        blank_before: blank lines before it (text files), or 1 where the gap above is clearly larger (pages).
        number: line number in a text file, from 1.
        path: place in a structured file: `document/p[3]`, `document/tbl[0]/tr[2]/tc[1]/p[0]`, `footnotes/p[1]`.
        computed: how many leading characters the file does not contain (a numbering label that Word shows).
        part: `body`, `header`, `footer`, `footnote`, `textbox`, or `chrome` (navigation of a web page).
        cell: place in a table, or `None`.
        box: rectangle on the page, or `None`.
        bold, italic: the whole line is.
        size: font size in points. font: its name.
        align: `left`, `center`, `right`, `justify` or `None` (not known).
        heading: heading level that the file states (Word style, `<h2>`, `##`), or `None`.
    """

    start: int
    end: int
    hard: bool = False
    blank_before: int = 0
    number: int | None = None
    path: str | None = None
    computed: int = 0
    part: str = "body"
    cell: Cell | None = None
    box: Box | None = None
    bold: bool = False
    italic: bool = False
    size: float | None = None
    font: str | None = None
    align: str | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read: `raw` holds the reader's own code points; lines are joined by a line break, pages by a form feed.

    Attributes:
        name: file name without folders. sha256: of the bytes. media_type: told by content. size: bytes.
        raw: the text. lines: every line, in order, disjoint. words: for files with pages, else empty.
        pages: for files with pages, else empty. reader: library and version that read it.
        ocr: the text was recognised from pictures. issues: what the reader noticed.
    """

    name: str
    sha256: str
    media_type: str
    size: int
    raw: str
    lines: tuple[Line, ...]
    words: tuple[Word, ...] = ()
    pages: tuple[Page, ...] = ()
    reader: str
    ocr: bool = False
    issues: tuple[Issue, ...] = ()
