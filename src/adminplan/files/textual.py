r"""Text files: plain text and Markdown, line by line with their numbers.

Reads the bytes of a text file, or a string. Writes a `Source`; lines may go on in the next one.
"""

from __future__ import annotations

import re

from adminplan.errors import Issue, issue
from adminplan.files.aligned import Aligned, aligned_tables
from adminplan.files.columns import unfold
from adminplan.files.decode import decode
from adminplan.files.limits import CHARACTERS, LINES
from adminplan.files.lines import Lines
from adminplan.files.markdown import Row, read_markdown
from adminplan.files.source import Cell, Source

PLAIN, MARKDOWN = "text/plain", "text/markdown"
_ROWS = 2 * LINES
_NEWLINES = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
# Markup that plain text has no use for: a cell frame, a closed emphasis with letters in it, a heading, a table rule, a link.
_MARKDOWN = re.compile(
    r"^[ \t]*\|[ \t]*$|(?<![\w*])\*{1,3}(?![\s*)])[^*\n]{0,200}(?:\n[^*\n]{1,200}){0,2}(?<![\s(])\*{1,3}(?!\*)|^#{1,6} \S|^\|?[ \t]*:?-{2,}:?[ \t]*\||\]\((?:https?:|/|www\.)",
    re.MULTILINE,
)
_SIGNS = ("|", "*", "#", "](")  # one of them in each alternative of `_MARKDOWN`


def read_textual(data: bytes, *, name: str, sha256: str) -> Source:
    """The `Source` of a text file in any encoding; told Markdown by its markup."""
    text, issues = decode(data)
    return source_of(text, name=name, sha256=sha256, size=len(data), issues=issues)


def source_of(text: str, *, name: str, sha256: str, size: int, issues: tuple[Issue, ...] = ()) -> Source:
    """The `Source` of a string."""
    rows = _rows(text[: CHARACTERS + 1])
    if len(rows) >= _ROWS:
        issues = (*issues, issue("text-cut", limit=f"{_ROWS:,} lines, blank ones among them"))
    marked = is_markdown(text)
    lines = read_markdown(rows) if marked else _plain(rows)
    return lines.source(
        name=name, sha256=sha256, media_type=MARKDOWN if marked else PLAIN, size=size, reader="adminplan", issues=issues
    )


def is_markdown(text: str) -> bool:
    """Whether a text has the markup of Markdown.

    >>> is_markdown("**KẾ HOẠCH**"), is_markdown("- Như trên;"), is_markdown("(*) Ghi chú: 2 * 3 * 4")
    (True, False, False)
    """
    return any(sign in text for sign in _SIGNS) and _MARKDOWN.search(text) is not None


def _rows(text: str) -> list[Row]:
    r"""The lines of a text: cut at page breaks too, and where a web copy wrote a line break as the letters `\r\n`."""
    rows: list[Row] = []
    page_break = False
    text = text.removeprefix("\ufeff")
    for newline in _NEWLINES:
        text = text.replace(newline, "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(rows) >= _ROWS:
            break
        for index, part in enumerate(line.split("\f") if "\f" in line else (line,)):
            page_break |= index > 0
            for words in part.split("\\r\\n") if "\\r\\n" in part else (part,):
                filled = bool(words.strip())
                rows.append(Row(words, number, page_break=page_break and filled))
                page_break &= not filled
    return rows


def _plain(rows: list[Row]) -> Lines:
    lines = Lines()
    blank = 0
    unfolded = unfold(rows)
    tabbed = _tabbed(unfolded)
    aligned = {table.first: (number, table) for number, table in enumerate(aligned_tables(unfolded), start=len(unfolded))}
    done = 0
    for at, row in enumerate(unfolded):
        if at < done:
            continue
        if at in aligned and at not in tabbed:
            _add_aligned(lines, unfolded, *aligned[at])
            done, blank = aligned[at][1].last, 0
            continue
        if not row.text.strip():
            blank += 1
            continue
        if at in tabbed:
            table, number = tabbed[at]
            for column, words in enumerate(_cells(row.text)):
                if words.strip():
                    cell = Cell(table=table, row=number, column=column)
                    lines.add(words.strip(), page_break=row.page_break and not column, number=row.number, cell=cell)
        else:
            lines.add(row.text.rstrip(), page_break=row.page_break, number=row.number, blank_before=blank)
        blank = 0
    return lines


def _add_aligned(lines: Lines, rows: list[Row], number: int, table: Aligned) -> None:
    for at, row in enumerate(table.rows):
        for column, own in enumerate(row):
            for index, words in own:
                page_break = rows[index].page_break and not column
                cell = Cell(table=number, row=at, column=column)
                lines.add(words, page_break=page_break, number=rows[index].number, cell=cell)


def _tabbed(rows: list[Row]) -> dict[int, tuple[int, int]]:
    """Rows of tables written with tabs or bars: two lines or more of the same three cells or more. Row → number of the table, row in it."""
    found: dict[int, tuple[int, int]] = {}
    table = start = 0
    for index in range(1, len(rows) + 1):
        count = _count(rows[start].text)
        if index < len(rows) and count > 2 and _count(rows[index].text) == count:
            continue
        if count > 2 and index - start > 1:
            found.update({start + number: (table, number) for number in range(index - start)})
            table += 1
        start = index
    return found


def _count(text: str) -> int:
    """Into how many cells tabs or bars cut a line."""
    return len(_cells(text)) if "\t" in text or "|" in text else 1


def _cells(text: str) -> list[str]:
    r"""The cells of a line.

    >>> _cells("1\tTập huấn\t"), _cells("| 1 | Tập huấn | |"), _cells("1 | Tập huấn |")
    (['1', 'Tập huấn', ''], [' 1 ', ' Tập huấn ', ' '], ['1 ', ' Tập huấn ', ''])
    """
    if "\t" in text:
        return text.split("\t")
    own = text.strip()
    return own.removesuffix("|")[1:].split("|") if own.startswith("|") else own.split("|")
