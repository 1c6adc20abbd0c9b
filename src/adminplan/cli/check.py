"""The command about the form of documents: check.

Reads DOCX files. Writes what is not as the form of documents asks, in Vietnamese, as a table or as data.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.cli.files import gather, look, say

if TYPE_CHECKING:
    from adminplan.subplan.check import Finding

_CLEAN, _FOUND = 0, 1
_SEVERITIES = {"error": "sai thể thức", "warning": "nên sửa", "gap": "chỗ trống", "note": "ghi chú"}

_CHECK = """\
Check the form of documents: components, number and date, page, faces and sizes, numbering, gaps that are left.

The rules are those of the issuer and the day: Nghị định 30/2020/NĐ-CP (State, unions, fronts, schools), the guides of the Party
and of the Youth Union. A folder stands for all DOCX in it and below it.
"""
_CHECK_EXAMPLES = """\
examples:
  adminplan check plan.docx                        a table, in Vietnamese, with the rule behind each finding
  adminplan check plans/ --format json | jq -r '.[] | select(.findings != []) | .file'
  adminplan check plan.docx && cp plan.docx /outbox/

exit status:
  0 nothing was found (notes do not count); 1 something was found, or a file could not be read; 2 wrong usage
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    command = commands.add_parser(
        "check",
        help="check the form of documents",
        description=_CHECK,
        epilog=_CHECK_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a DOCX, or a folder of them")
    command.add_argument("--format", choices=("table", "json"), default="table", help="what to print (default: table)")
    command.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    from adminplan.errors import UnreadableFile
    from adminplan.subplan.check import check

    status = _CLEAN
    results: list[tuple[Path, tuple[Finding, ...]]] = []
    for path in gather(options.files, frozenset({".docx"})):
        try:
            found = check(path)
        except (UnreadableFile, OSError) as error:
            said = f"{error.found}. {error.remedy}" if isinstance(error, UnreadableFile) else f"{error.strerror or error}."
            say(f"{path}: {said}")
            status = _FOUND
            continue
        if any(one.severity != "note" for one in found):
            status = _FOUND
        if options.format == "table":
            _table(path, found)
        else:
            results.append((path, found))
    if options.format == "json":
        _json(results)
    return status


def _json(results: Sequence[tuple[Path, tuple[Finding, ...]]]) -> None:
    import json
    from dataclasses import asdict

    data = [{"file": str(path), "findings": [asdict(one) for one in found]} for path, found in results]
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _table(path: Path, found: tuple[Finding, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from adminplan.view.summary import shown

    here = look("table", terminal=True)
    console = Console(
        file=sys.stdout, width=here["width"], force_terminal=here["color"], color_system="standard" if here["color"] else None,
        legacy_windows=False, emoji=False, markup=False,
    )  # fmt: skip
    said = f"{len(found)} điểm cần xem" if found else "đúng thể thức"
    console.print(Text(f"{shown(str(path))}: {said}", style="bold"))
    if not found:
        return
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=True)
    grid.add_column("Mức độ", width=12)
    for name, ratio in (("Nội dung", 4), ("Ở đâu", 3), ("Quy định", 3)):
        grid.add_column(name, ratio=ratio, overflow="fold")
    for one in found:
        cells = (_SEVERITIES[one.severity], one.message, one.place, one.source)
        grid.add_row(*(Text(shown(cell)) for cell in cells))
    console.print(grid)
