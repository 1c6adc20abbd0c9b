"""Small documents for tests, written here: lines become a `Source`, a table's cells are written with bars."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adminplan.files.source import Cell, Line, Source
from adminplan.layout.text import Text
from adminplan.layout.tidy import tidy


def make_source(raw: str) -> Source:
    """Each line is a paragraph (`hard`). `|a|b` is a row of a table; rows that follow one another are one table."""
    out, lines, at, table, row = [], [], 0, -1, 0
    before_was_row = False
    for number, line in enumerate(raw.strip("\n").split("\n"), 1):
        cells = line[1:].split("|") if line.startswith("|") else None
        if cells is None:
            before_was_row = False
            words = line.strip("*") if line.startswith("**") else line
            lines.append(Line(start=at, end=at + len(words), hard=True, number=number, bold=line.startswith("**")))
            out.append(words)
            at += len(words) + 1
            continue
        table, row = (table, row + 1) if before_was_row else (table + 1, 0)
        before_was_row = True
        column = 0
        for cell in cells:
            span = len(cell) - len(cell.lstrip(">")) + 1
            words = cell.lstrip(">")
            bold = words.startswith("**")
            words = words.strip("*")
            if words.strip():
                place = Cell(table=table, row=row, column=column, column_span=span)
                lines.append(Line(start=at, end=at + len(words), hard=True, cell=place, bold=bold, path=f"document/tbl[{table}]"))
                out.append(words)
                at += len(words) + 1
            column += span
    text = "\n".join(out)
    return Source(name="test.docx", sha256="0" * 64, media_type="text/plain", size=len(text), raw=text, lines=tuple(lines), reader="test")


@pytest.fixture
def write() -> Callable[[str], Text]:
    """`write("KẾ HOẠCH\\n…")` gives the `Text` of a document."""
    return lambda raw: tidy(make_source(raw))
