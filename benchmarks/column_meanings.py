"""Columns of task tables told by their cells alone: the rules against a linear model, on issuers that it has not seen.

Reads folders of documents. Writes a table to standard output.

    python benchmarks/column_meanings.py FOLDER [FOLDER …]

What the header of a column means is taken for the truth, then all headers are hidden. The rules are those of
`passages/table_columns.py`; the model sees the same tests of cells and more: places, lengths, repetitions, money, first words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from adminplan.data import fold
from adminplan.errors import AdminplanError
from adminplan.files.limits import DOCUMENTS
from adminplan.files.read import read
from adminplan.layout.text import Text
from adminplan.layout.tidy import tidy
from adminplan.learn.folds import folds
from adminplan.learn.linear import Example, train
from adminplan.learn.measure import Hits, best
from adminplan.outline.node import Table
from adminplan.outline.outline import read_outline
from adminplan.passages import table_columns
from adminplan.passages.facts import Calendar
from adminplan.passages.section_model import chances

MEANINGS = {
    "order": "order", "task": "task", "lead": "who", "unit": "who", "coordinate": "who",
    "time": "when", "deadline": "when", "start": "when", "end": "when",
}  # fmt: skip
QUARTERS = ("0", "1/4", "1/2", "3/4", "1")
ROWS = 12


class Column(NamedTuple):
    """A column: its issuer, what its header says, what the rules say without it, what a model sees of its cells."""

    issuer: str
    truth: str
    ruled: str
    clues: tuple[str, ...]


def columns(path: Path) -> Iterator[Column]:
    """The columns of all task tables of a document whose headers say what is done, and who or when."""
    try:
        outline = read_outline(tidy(read(path)))
    except (AdminplanError, OSError, UnicodeDecodeError):
        return
    text, calendar = outline.text, Calendar(issued=outline.head.date, period=None, masked=())
    issuer = fold(" ".join(filter(None, (outline.head.parent_issuer, outline.head.issuer)))) or path.stem
    for node in (node for top in outline.body for node in top.walk()):
        truth = [MEANINGS.get(str(name), "other") for name in node.table.columns] if node.table is not None else []
        if node.table is None or not node.table.header_rows or "task" not in truth or not {"who", "when"} & set(truth):
            continue
        hidden = replace(node.table, columns=(None,) * len(truth))
        ruled = [MEANINGS.get(str(name), "other") for name in table_columns.by_contents(text, hidden, calendar).columns]
        seen = list(clues(text, node.table, calendar))
        yield from (Column(issuer, *one) for one in zip(truth, ruled, seen, strict=True))


def clues(text: Text, table: Table, calendar: Calendar) -> Iterator[tuple[str, ...]]:
    """What can be seen of the cells of each column."""
    body = table.rows[table.header_rows :][:ROWS]
    tests = table_columns.cell_tests(text, calendar)
    count = len(table.columns)
    cells = [
        [one.span for row in body for one in row if one.column == at and text.quote(one.span).strip()] for at in range(count)
    ]
    lengths = [sum(len(text.quote(one).split()) for one in filled) / max(1, len(filled)) for filled in cells]
    for at, filled in enumerate(cells):
        quotes = [fold(text.quote(one)) for one in filled]
        made = [
            f"at={at if at < 3 else 'last' if at == count - 1 else 'middle'}",
            f"columns={min(count, 7)}",
            f"filled={share(len(filled), len(body))}",
        ]
        made += [f"{name}={share(sum(map(test, filled)), len(filled))}" for name, test in tests.items()]
        made += [f"words={sum(lengths[at] > most for most in (2, 4, 8, 16))}", f"wordiest={lengths[at] == max(lengths)}"]
        made += [
            f"others={share(len(set(quotes)), len(quotes))}",
            f"money={share(sum('đồng' in one or 'triệu' in one for one in quotes), len(quotes))}",
        ]
        made += sorted({f"w:{one.split()[0]}" for one in quotes if one})
        yield tuple(made)


def share(found: int, count: int) -> str:
    """A share in quarters, rounded up."""
    return QUARTERS[-(-4 * found // count)] if count else "none"


def main(folders: Sequence[Path]) -> None:
    paths = sorted(path for folder in folders for path in folder.iterdir() if path.suffix in DOCUMENTS and path.suffix != ".json")
    rows = [one for path in paths for one in columns(path)]
    told: list[tuple[Column, str]] = []
    for _, known, unknown in folds(rows):
        weights = train([Example(one.clues, one.truth) for one in known], l2=3.0, turns=600)
        told += [(one, best(chances(weights, one.clues))) for one in unknown]
    print(f"{len(rows)} columns of {len({one.issuer for one in rows})} issuers, F1 with all headers hidden")
    print(f"{'':8}{'columns':>8}{'rules':>8}{'model':>8}{'both':>8}")
    for name in ("order", "task", "who", "when"):
        readings = [
            [(one.truth, one.ruled) for one, _ in told],
            [(one.truth, said) for one, said in told],
            [(one.truth, one.ruled if one.ruled != "other" else said) for one, said in told],
        ]
        figures = [
            Hits(sum(a == b == name for a, b in pairs), sum(a == name for a, _ in pairs), sum(b == name for _, b in pairs)).f1
            for pairs in readings
        ]
        print(f"{name:8}{sum(one.truth == name for one in rows):8}" + "".join(f"{one:8.3f}" for one in figures))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(one) for one in sys.argv[1:]])
