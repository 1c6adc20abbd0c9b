"""Rows that a command prints: as a table to read, as JSON, or as CSV.

Reads dataclasses and named tuples. Writes to standard output, some rows at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from adminplan.cli.files import ALL_READ, look, say

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "json", "csv")


def write_rows(found: Iterator[Any], form: str, table: Callable[[Iterator[Any]], None], nothing: str) -> int:
    """Print rows in one of `FORMATS`, by `table` where they are to be read; `nothing` is said where there is none. The exit status."""
    from itertools import chain

    first = next(found, None)
    if first is None:
        say(f"adminplan: {nothing}")
    rows = chain([first], found) if first is not None else iter(())
    if form == "json":
        _json(rows)
    elif form == "csv":
        _csv(rows)
    elif first is not None:
        table(rows)
    return ALL_READ


def _told(row: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return dict(row._asdict()) if hasattr(row, "_asdict") else asdict(row)


def _json(rows: Iterable[Any]) -> None:
    import json

    sys.stdout.write("[")
    for index, row in enumerate(rows):
        sys.stdout.write(",\n " if index else "\n ")
        sys.stdout.write(json.dumps(_told(row), ensure_ascii=False, default=str))
    sys.stdout.write("\n]\n")


def _csv(rows: Iterable[Any]) -> None:
    import csv

    from adminplan.data.spreadsheet import guarded

    out = csv.writer(sys.stdout, lineterminator="\n")
    for index, row in enumerate(rows):
        told = {name: value for name, value in _told(row).items() if name != "spans"}
        if not index:
            out.writerow(told)
        out.writerow([guarded(value) if isinstance(value, str) else value for value in told.values()])


def console() -> Console:
    """Where tables are printed: as wide as the terminal, with colours only there."""
    from rich.console import Console

    here = look("table", terminal=True)
    color = here["color"]
    return Console(
        file=sys.stdout,
        width=here["width"],
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
    )
