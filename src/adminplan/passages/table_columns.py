"""What the columns of a table hold, where their headers do not say it.

Reads a `Table` and its text. Writes the `Table` with columns of ordinals, work, bodies and times named after their cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from adminplan.layout.text import Span, Text
from adminplan.outline.node import Table
from adminplan.outline.tables import meaning
from adminplan.passages.facts import Calendar
from adminplan.passages.passage import share_of
from adminplan.passages.units_scan import scan
from adminplan.passages.units_words import VERB, key_of

_WHO, _WHEN = frozenset({"lead", "unit", "coordinate"}), frozenset({"time", "deadline", "start", "end"})
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[a-zđ])[.)]?")
_FIGURE = re.compile(r"[\d.,%\s]+")  # a year alone may count things as well
_PERSON = re.compile(r"(?:đ/c|đồng +chí|ông|bà|thầy|cô|anh|chị)[.:]? +\w", re.IGNORECASE)
_LOOKED_AT = 12  # rows
_MOST = 0.6  # of a column's filled cells, and of the characters of a cell
_WORDS = 3  # of a cell of work, in the mean


def by_contents(text: Text, table: Table, calendar: Calendar) -> Table:
    """The table, its columns of unknown headers named by what they hold; as it is where that makes no task table.

    Work are phrases that begin with a verb, beside bodies or times; between bodies and times, it is the wordiest column.
    """
    known = set(table.columns)
    if None not in known or ("task" in known and _WHO & known and _WHEN & known):
        return table
    body = table.rows[max(1, table.header_rows) :][:_LOOKED_AT]
    cells = [
        [cell.span for row in body for cell in row if cell.column == column and text.quote(cell.span).strip()]
        for column in range(len(table.columns))
    ]
    tests = cell_tests(text, calendar)
    columns = list(table.columns)
    for name, same in (("order", {"order"}), ("time", _WHEN), ("unit", _WHO), ("task", {"task"})):
        if not same & set(columns):
            holding = (at for at, filled in enumerate(cells) if columns[at] is None and _mostly(tests[name], filled))
            at = next((at for at in holding if name != "task" or _length(text, cells[at]) >= _WORDS), None)
            if at is not None:
                columns[at] = name
    who, when = _WHO & set(columns), _WHEN & set(columns)
    if who and when and "task" not in columns:
        # A roster names bodies in one column beside the other: "Ngày | Sáng | Chiều".
        free = [
            at
            for at, name in enumerate(columns)
            if name is None
            and _length(text, cells[at]) >= _WORDS
            and not any(_mostly(tests[other], cells[at]) for other in ("unit", "time"))
        ]
        if free:
            columns[max(free, key=lambda at: _length(text, cells[at]))] = "task"
    if "task" not in columns or not (who or when):
        return table
    # Where only one of the two is there, things may be listed: "Tên công trình | Chủ đầu tư".
    if not (who and when) and not _mostly(tests["task"], cells[columns.index("task")]):
        return table
    if "unit" in columns:
        # Who has the lead stands before who helps.
        for at in range(columns.index("unit") + 1, len(columns)):
            if columns[at] is None and _mostly(tests["unit"], cells[at]):
                columns[at] = "coordinate"
    return _headed(text, table, columns, tests)


def cell_tests(text: Text, calendar: Calendar) -> dict[str, Callable[[Span], bool]]:
    """For each meaning, whether a filled cell holds it."""

    def time(span: Span) -> bool:
        own = text.quote(span).strip()
        if _FIGURE.fullmatch(own):
            return False
        return share_of(calendar.find(text, span, field=True), own) >= _MOST

    def unit(span: Span) -> bool:
        own = text.quote(span).strip()
        return bool(_PERSON.match(own)) or share_of(scan(own, key_of(own), loose=True), own) >= _MOST

    return {
        "order": lambda span: _ORDINAL.fullmatch(text.quote(span).strip()) is not None,
        "time": time,
        "unit": unit,
        "task": lambda span: VERB.match(key_of(text.quote(span).strip())) is not None,
    }


def _mostly(test: Callable[[Span], bool], filled: list[Span]) -> bool:
    return len(filled) > 1 and sum(map(test, filled)) >= _MOST * len(filled)


def _length(text: Text, filled: list[Span]) -> float:
    """Words of a cell, in the mean."""
    return sum(len(text.quote(span).split()) for span in filled) / len(filled) if filled else 0


def _headed(text: Text, table: Table, columns: list[str | None], tests: dict[str, Callable[[Span], bool]]) -> Table:
    """The table with its columns, and with the first row as its header unless that holds an ordinal, a time or a body like the rest."""
    if table.header_rows:
        return replace(table, columns=tuple(columns))
    name = next(name for name in ("order", "time", "unit") if name in columns)
    at = columns.index(name)
    if any(cell.column == at and tests[name](cell.span) for cell in table.rows[0]):
        return replace(table, columns=tuple(columns))
    headers = [""] * len(columns)
    for cell in table.rows[0]:
        headers[cell.column] = text.quote(cell.span)
        if columns[cell.column] is None and meaning(headers[cell.column]) not in columns:
            columns[cell.column] = meaning(headers[cell.column])
    return replace(table, columns=tuple(columns), headers=tuple(headers), header_rows=1)
