"""The command that writes a page of one plan: report.

Reads the file named, or the plan of that id in an archive. Writes one HTML file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from adminplan.cli.archive import opened
from adminplan.cli.files import ALL_READ, SOME_UNREADABLE, UsageError, add_reading, ask, gather, progress, reading, say, write
from adminplan.files.limits import DOCUMENTS

_REPORT = """\
Write a plan as one page (HTML) to read, to click through and to print: its facts, its text with everything that was read in it marked in
place, the work of each unit, the days, the documents that it cites (of a stored plan also which of them the archive holds), and what is odd.

The page is in Vietnamese, needs no network, and shows all of it without scripts too.
"""
_REPORT_EXAMPLES = """\
examples:
  adminplan report plan.pdf -o plan.html
  adminplan report out/plan.json -o plan.html      a plan that `adminplan parse` wrote
  adminplan report vn/lien-doan-lao-dong-tinh-tan-giang/kh/2024/12-kh-ldld --db sqlite:///plans.db -o plan.html
  adminplan report plan.docx > plan.html

exit status:
  0 the page is written; 1 the file could not be read (with what would help); 2 wrong usage, or the archive does not hold it
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    report = commands.add_parser(
        "report",
        help="write a page of a plan: its text marked, its work, its days",
        description=_REPORT,
        epilog=_REPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument(
        "plan", metavar="PLAN", help="a document, a plan written before (.json), or with --db an id of an archive"
    )
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help="the page (default: standard output)")
    report.add_argument("--db", metavar="URL", help="the archive that holds PLAN: sqlite:///plans.db")
    add_reading(report)
    report.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> int:
    target: Path | None = options.output
    text = _stored(options) if options.db else _read(options, target)
    if text is None:
        return SOME_UNREADABLE
    if target is None:
        sys.stdout.write(text)
    else:
        write(target, text)
        say(f"adminplan: written to {target}")
    return ALL_READ


def _stored(options: argparse.Namespace) -> str:
    from adminplan.view.report import page
    from adminplan.view.report_archive import known_to

    with opened(options, create=False) as archive:
        plan = archive.plan(options.plan)
        return page(plan, known_to(archive, plan))


def _read(options: argparse.Namespace, target: Path | None) -> str | None:
    from adminplan.plan.codec import load
    from adminplan.view.report import page

    given = Path(options.plan)
    if given.is_dir():
        raise UsageError(f"{given} is a folder: name one document of it")
    if target and target.resolve() == given.resolve():
        raise UsageError(f"{target} is the file to read and would be written over: choose another name")
    files = gather([given], DOCUMENTS | {".json"})
    with reading(options, files) as worker:
        for path, doing in progress(files):
            text = ask(worker, {"path": str(path), "form": "json", "password": options.password}, doing)
    return page(load(text)) if text is not None else None
