"""An archive as a workbook for people: one sheet each for plans, activities, duties and references, with filters and a frozen head.

Reads the rows of `export.TABLES`. Writes XLSX. Text is always text: never a formula, never a link.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adminplan.store.export import TABLES, Choice, Column, rows, whole

if TYPE_CHECKING:
    from sqlalchemy import Engine

MOST_ROWS = 1_048_576  # of a sheet, its head among them (Excel's limit)
MOST_LETTERS = 32_767  # of a cell (Excel's limit)
SHEETS = {"plans": "Kế hoạch", "activities": "Hoạt động", "duties": "Nhiệm vụ", "references": "Viện dẫn"}
_WIDE = {
    "title": 60,
    "statement": 80,
    "work": 28,
    "issuer": 32,
    "cited_title": 60,
    "lead": 32,
    "coordinate": 40,
    "unit": 40,
    "times": 28,
}


def to_xlsx(engine: Engine, target: Path, choice: Choice = Choice()) -> int:  # noqa: B008 - a constant
    """The workbook; how many plans it holds."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole(target) as part, Workbook(part, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - same archive, same bytes
        counts = [_sheet(book, engine, table, choice) for table in TABLES]
    return counts[0]


def _sheet(book: Any, engine: Engine, table: str, choice: Choice) -> int:
    columns = TABLES[table]
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "count": book.add_format({"num_format": "0", "valign": "top"}),
        "money": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "flag": book.add_format({"valign": "top"}),
    }
    total = number = 0
    at = MOST_ROWS
    sheet: Any = None
    for row in rows(engine, table, choice):
        if at == MOST_ROWS:
            _close(sheet, at, columns)
            number += 1
            sheet, at = _begin(book, f"{SHEETS[table]} {number}" if number > 1 else SHEETS[table], columns, head), 1
        for index, column in enumerate(columns):
            _cell(sheet, at, index, row[column.name], column, formats[column.holds])
        at += 1
        total += 1
    if sheet is None:
        sheet, at = _begin(book, SHEETS[table], columns, head), 1
    _close(sheet, at, columns)
    return total


def _begin(book: Any, name: str, columns: tuple[Column, ...], head: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDE.get(column.name, 14 if column.holds != "text" else 18))
        sheet.write_string(0, index, column.heading, head)
    return sheet


def _close(sheet: Any, at: int, columns: tuple[Column, ...]) -> None:
    if sheet is not None:
        sheet.autofilter(0, 0, max(1, at - 1), len(columns) - 1)


def _cell(sheet: Any, row: int, column: int, value: Any, kind: Column, form: Any) -> None:
    if value is None:
        return
    if kind.holds == "day":
        sheet.write_datetime(row, column, datetime.combine(value, time()), form) if value.year >= 1900 else sheet.write_string(
            row, column, value.strftime("%d/%m/%Y"), form
        )
    elif kind.holds in {"count", "money"}:
        sheet.write_number(row, column, value, form)
    elif kind.holds == "flag":
        sheet.write_string(row, column, "có" if value else "không", form)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…", form)
