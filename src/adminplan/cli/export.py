"""The command that hands an archive on: export.

Reads the archive. Writes one file, or a folder of tables.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from adminplan.cli.archive import add_database, opened
from adminplan.cli.files import ALL_READ, say

_EXPORT = """\
Write the plans of an archive to files that other programs read.

jsonl: whole plans as `adminplan parse` writes them, one a line. csv, parquet: tables, for programs. xlsx: the tables as a workbook for
people, headings in Vietnamese. ics: deadlines, ranges and recurrences of activities and duties, for calendars.
A file is written whole or not at all; one of the same name is replaced.
"""
_EXPORT_EXAMPLES = """\
examples:
  adminplan export --format xlsx -o plans.xlsx     a sheet each for plans, activities, duties, references
  adminplan export --format ics -o deadlines.ics --issuer "Sở Y tế" --from 2024-01-01
  adminplan export --format csv -o tables/         tables/plans.csv, activities.csv, duties.csv, references.csv
  adminplan export --format csv --table activities -o activities.csv
  adminplan export --format parquet -o tables/ --db postgresql://user@host/plans
  adminplan export --format jsonl -o plans.jsonl   each line is a plan that adminplan.load() reads

In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.

exit status:
  0 everything was written; 2 wrong usage, no such archive, or nothing could be written
"""
_COUNTED = {"jsonl": "plan{s}", "ics": "entr{ies}"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    export = commands.add_parser(
        "export",
        help="write an archive as JSON Lines, CSV, XLSX, iCalendar or Parquet",
        description=_EXPORT,
        epilog=_EXPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_database(export)
    export.add_argument("--format", choices=("jsonl", "csv", "xlsx", "ics", "parquet"), required=True, help="what to write")
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="the file; for csv and parquet without --table a folder"
    )
    export.add_argument(
        "--table", choices=("plans", "activities", "duties", "references"), help="this table alone (csv and parquet)"
    )
    export.add_argument("--issuer", metavar="NAME", help="plans of this issuer, with or without diacritics (“Sở Y tế”)")
    export.add_argument("--from", dest="since", type=_day, metavar="DAY", help="plans issued on this day (2024-01-31) or later")
    export.add_argument("--to", dest="until", type=_day, metavar="DAY", help="plans issued on this day or before")
    export.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> int:
    with opened(options, create=False) as archive:
        done = archive.export(
            options.format,
            options.output,
            table=options.table,
            issuer=options.issuer,
            since=options.since,
            until=options.until,
        )
    one = done.written == 1
    what = _COUNTED.get(options.format, "row{s}").format(s="" if one else "s", ies="y" if one else "ies")
    say(f"adminplan: {done.written:,} {what} written to {options.output}")
    if done.left_out:
        say(f"adminplan: {done.left_out:,} time{'s' * (done.left_out > 1)} without a day left out of the calendar")
    return ALL_READ


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day: write it as 2024-01-31") from None
