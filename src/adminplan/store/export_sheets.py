"""The tables of an archive as an XLSX workbook that people open, filter and print.

Reads the rows of the tables. Writes one file with a sheet for each table, headings in Vietnamese. Rows go to disk as they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adminplan.store.export_tables import TABLES, Column, Table, rows

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

_SHEET_ROWS = 1_048_576  # that Excel has, the heading among them
_CELL_UNITS = 32_767  # that Excel keeps of a cell, counted in UTF-16
_HEIGHT = 45  # points of a row: three lines
_CUT = " … [cắt bớt]"
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - of the file, which must not tell the day of its writing


def write_sheets(connection: Connection, path: Path, only: Sequence[ColumnElement[bool]]) -> int:
    """Write the workbook; the number of rows in it."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    # Memory stays small: a row is written before the next one is begun, in temporary files beside the target.
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    try:
        with Workbook(path, options) as book:
            return _write_book(book, connection, only)
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def _write_book(book: Any, connection: Connection, only: Sequence[ColumnElement[bool]]) -> int:
    book.set_properties({"created": _MADE})
    book.use_zip64()
    forms = {
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDE6F0", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }
    return sum(_write_table(book, forms, table, connection, only) for table in TABLES.values())


def _write_table(
    book: Any, forms: dict[str, Any], table: Table, connection: Connection, only: Sequence[ColumnElement[bool]]
) -> int:
    """Write one table; what does not fit on a sheet goes on in the next one, under the same headings."""
    left = rows(connection, table, only)
    count, number = 0, 0
    first = next(left, None)
    while first is not None or number == 0:
        number += 1
        sheet = book.add_worksheet(table.heading if number == 1 else f"{table.heading} ({number})")
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_default_row(_HEIGHT)  # a text of two pages shall not push the next row off the screen
        for position, column in enumerate(table.columns):
            sheet.set_column(position, position, column.width)
            sheet.write_string(0, position, column.heading, forms["heading"])
        line = 0
        if first is not None:
            for line, row in enumerate(islice(chain([first], left), _SHEET_ROWS - 1), 1):
                for position, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                    _write_cell(sheet, forms, (line, position), column, value)
        sheet.autofilter(0, 0, max(line, 1), len(table.columns) - 1)
        count += line
        first = next(left, None)
    return count


def _write_cell(sheet: Any, forms: dict[str, Any], at: tuple[int, int], column: Column, value: Any) -> None:
    if value is None:
        return
    if column.kind == "partial":
        value = _partial(value)
    if isinstance(value, date) and value.year >= 1900:  # where Excel's days begin
        sheet.write_datetime(*at, value, forms["day"])
    elif isinstance(value, bool):
        sheet.write_string(*at, "có" if value else "không", forms["text"])
    elif isinstance(value, int):
        sheet.write_number(*at, value, forms["whole"])
    else:
        words = column.words or {}
        sheet.write_string(*at, _fitting(words.get(value, str(value))), forms["text"])


def _partial(iso: str) -> date | str:
    """`2023-03-29` as a day; `2021-05` as 05/2021, `2018` as it is.

    >>> _partial("2023-03-29"), _partial("2021-05")
    (datetime.date(2023, 3, 29), '05/2021')
    """
    try:
        return date.fromisoformat(iso) if len(iso) == 10 else "/".join(reversed(iso.split("-")))
    except ValueError:
        return iso


def _fitting(text: str) -> str:
    """Text that fits a cell, its cutting marked, and that XlsxWriter does not take for finished XML."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * _CELL_UNITS:
        text = units[: 2 * (_CELL_UNITS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
