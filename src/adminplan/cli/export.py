"""The command that hands an archive on: export.

Reads an archive. Writes one file for other programs: JSON Lines, CSV, a workbook, a calendar, Parquet.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from adminplan.cli.archive import add_database, opened
from adminplan.cli.files import ALL_READ, UsageError, say

_EXPORT = """\
Hand the plans of an archive on to other programs.

jsonl: every plan whole, one a line. xlsx: a workbook with sheets for plans, activities, duties and references.
csv, parquet: one table (--table). ics: deadlines, ranges and recurrences as a calendar.
"""
_EXPORT_EXAMPLES = """\
examples:
  adminplan export --format xlsx -o plans.xlsx
  adminplan export --format csv --table references -o references.csv
  adminplan export --format ics --issuer "UBND tỉnh Tân Giang" -o plans.ics
  adminplan export --format jsonl --from 2024-01-01 --to 2024-12-31 -o plans.jsonl

exit status:
  0 written; 2 wrong usage
"""
FORMATS = ("jsonl", "csv", "xlsx", "ics", "parquet")
TABLED = ("csv", "parquet")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    export = commands.add_parser(
        "export",
        help="hand the plans of an archive on",
        description=_EXPORT,
        epilog=_EXPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_database(export)
    export.add_argument("--format", choices=FORMATS, required=True, help="what to write")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", required=True, help="where to write it")
    export.add_argument(
        "--table",
        choices=("plans", "activities", "duties", "references"),
        help="which table, for csv and parquet (default: activities)",
    )
    export.add_argument("--issuer", metavar="NAME", help="plans of this body, and of those whose names begin with its name")
    export.add_argument("--from", dest="start", type=day, metavar="DATE", help="issued on this day (2024-01-31) or later")
    export.add_argument("--to", dest="end", type=day, metavar="DATE", help="issued on this day or earlier")
    export.set_defaults(command=_export)


def day(text: str) -> date:
    """A day on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2024-01-31") from None


def _export(options: argparse.Namespace) -> int:
    from adminplan.store import export
    from adminplan.store.export_calendar import to_ics
    from adminplan.store.export_sheets import to_xlsx

    if options.table and options.format not in TABLED:
        raise UsageError(f"--table is for {' and '.join(TABLED)}: {options.format} holds everything")
    choice, target, table = (
        export.Choice(options.issuer, options.start, options.end),
        options.output,
        options.table or "activities",
    )
    with opened(options, create=False) as archive:
        engine = archive.engine
        match options.format:
            case "jsonl":
                said = f"{export.to_jsonl(engine, target, choice)} plans"
            case "csv":
                said = f"{export.to_csv(engine, target, table, choice)} rows of {table}"
            case "parquet":
                said = f"{export.to_parquet(engine, target, table, choice)} rows of {table}"
            case "xlsx":
                said = f"{to_xlsx(engine, target, choice)} plans"
            case _:
                written = to_ics(engine, target, choice)
                said = f"{written.events} events ({written.left_out} times without a day left out)"
    say(f"adminplan: {said} written to {target}")
    return ALL_READ
