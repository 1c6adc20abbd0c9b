"""The commands about documents: parse, schema, doctor.

Reads the files named. Writes plans and tables.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.cli.files import (
    ALL_READ,
    SOME_UNREADABLE,
    UsageError,
    add_reading,
    ask,
    gather,
    look,
    progress,
    reading,
    say,
    targets,
    write,
)
from adminplan.files.limits import DOCUMENTS

if TYPE_CHECKING:
    from adminplan.files.process import Request

ENDINGS = {"json": ".json", "markdown": ".md", "table": ".txt"}

_PARSE = """\
Read Vietnamese official plans (kế hoạch) and turn them into data.

One file goes to standard output; with -o, each file goes to DIR/<name of the file>.json (.md, .txt).
A folder stands for all documents in it and below it.
"""
_PARSE_EXAMPLES = """\
examples:
  adminplan parse plan.pdf                         the plan as JSON
  adminplan parse plan.docx --format table         a summary to read, in Vietnamese
  adminplan parse plan.pdf | jq '.activities[].title'
  adminplan parse 2024/*.pdf -o out                out/<name>.json for each file
  adminplan parse plans/ -o out --format markdown  a folder, as Markdown pages
  adminplan parse locked.pdf --password 12345      a file that asks for a password
  adminplan parse plan.pdf --no-model              by rules alone, also under headings that no rule knows
  adminplan parse plan.pdf --review                what a person should check, the least sure first, in Vietnamese
  adminplan parse plan.pdf --review 0.97           the same, more cautious

exit status:
  0 all files were read; 1 some could not be read (each is named, with what would help); 2 wrong usage
"""
_SCHEMA_EXAMPLES = """\
examples:
  adminplan schema > plan-1.json                   keep it beside your own programs
  adminplan schema | jq '."$defs".Activity'
"""
_DOCTOR = """\
Say which readers this machine has, their versions, what each of them reads, and what to install for the rest.
"""
_DOCTOR_EXAMPLES = """\
examples:
  adminplan doctor                                 a table, and the commands that install what is missing
  adminplan doctor --json | jq -r '.install[]'     these commands alone

exit status:
  0 every kind of file can be read; 1 something is missing, and everything else is read all the same
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    parse = commands.add_parser(
        "parse", help="turn documents into data", description=_PARSE, epilog=_PARSE_EXAMPLES, formatter_class=form
    )
    parse.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a document, a folder of documents, or a plan written before (.json)"
    )
    parse.add_argument("-o", "--output", type=Path, metavar="DIR", help="write one file for each document into DIR")
    parse.add_argument("--format", choices=tuple(ENDINGS), help="what to write (default: json; with --review: table)")
    parse.add_argument(
        "--review",
        nargs="?",
        type=_probability,
        const=0.9,
        metavar="THRESHOLD",
        help="list only what a person should check: findings less sure than THRESHOLD (0 to 1, default: 0.9), and what is odd",
    )
    add_reading(parse)
    parse.set_defaults(command=_parse)

    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a plan",
        description="Print the JSON Schema of what `adminplan parse` writes.",
        epilog=_SCHEMA_EXAMPLES,
        formatter_class=form,
    )
    schema.set_defaults(command=_schema)

    doctor = commands.add_parser(
        "doctor",
        help="say what can be read here, and what to install for the rest",
        description=_DOCTOR,
        epilog=_DOCTOR_EXAMPLES,
        formatter_class=form,
    )
    doctor.add_argument("--json", action="store_true", help="print data instead of a table")
    doctor.set_defaults(command=_doctor)


def _probability(text: str) -> float:
    try:
        probability = float(text)
    except ValueError:
        probability = -1.0
    if not 0 <= probability <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 0 to 1 (where a file follows --review, write it before)")
    return probability


def _parse(options: argparse.Namespace) -> int:
    form = options.format or ("json" if options.review is None else "table")
    if options.review is not None and form == "json":
        raise UsageError("--review writes a table or markdown; in the plan as JSON each evidence holds its `confidence`")
    files = gather(options.files, DOCUMENTS)
    folder: Path | None = options.output
    if folder is None:
        if len(files) > 1:
            raise UsageError(f"{len(files)} files: say with -o DIR where their plans shall go")
        places: dict[Path, Path | None] = {files[0]: None}
    else:
        places = {**targets(files, folder, ENDINGS[form])}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make the folder {folder}: {error.strerror}") from None
    read = 0
    with reading(options, files) as worker:
        for path, doing in progress(files):
            target = places[path]
            request: Request = {**look(form, terminal=target is None), "path": str(path), "password": options.password}
            if options.review is not None:
                request["below"] = options.review
            text = ask(worker, request, doing)
            if text is None:
                continue
            read += 1
            if target is None:
                sys.stdout.write(text)
            else:
                write(target, text)
    if folder is not None:
        missing = f", {len(files) - read} could not be read" if read < len(files) else ""
        say(f"adminplan: {read} of {len(files)} written to {folder}{missing}")
    return ALL_READ if read == len(files) else SOME_UNREADABLE


def _schema(_: argparse.Namespace) -> int:
    import json

    from adminplan.plan.codec import json_schema

    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n")
    return ALL_READ


def _doctor(options: argparse.Namespace) -> int:
    from adminplan.files import doctor

    parts = doctor.examine()
    sys.stdout.write(doctor.as_json(parts) if options.json else doctor.as_table(parts))
    return SOME_UNREADABLE if any(part.missing for part in parts) else ALL_READ
