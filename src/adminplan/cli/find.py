"""The commands that find: search, tasks, show.

Reads an archive. Writes what was found, as a table to read, or as data.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from adminplan.cli.archive import add_database, opened
from adminplan.cli.documents import ENDINGS
from adminplan.cli.files import ALL_READ, look
from adminplan.cli.tables import console, write_rows

if TYPE_CHECKING:
    from adminplan.files.process import Request
    from adminplan.store.search import Hit
    from adminplan.store.tasks import Task

# As in `view.summary.RELATIONS`, which takes its time to import.
_RELATIONS = ("implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions")

_SEARCH = """\
Find plans by their words, with tone marks or without, and by who issued them, when, and what they name.

All words must be there; "words in quotes" one after the other. Without words: plans by day of issue, the newest first.
"""
_SEARCH_EXAMPLES = """\
examples:
  adminplan search "tháng công nhân"               what was typed with marks is preferred with these marks
  adminplan search thang doc sach --issuer "LĐLĐ tỉnh Vĩnh Long"
  adminplan search '"an toàn giao thông"' --from 2024-01-01 --to 2024-06-30
  adminplan search 48/KH-LĐLĐ
  adminplan search --unit "Sở Y tế" --type KH --relation replaces
  adminplan search "tiêm chủng" --format json | jq -r '.[].work'

exit status:
  0 also where nothing was found; 2 wrong usage
"""
_TASKS = """\
Say what a unit has to do, and when: deadlines, ranges, what comes again (each time), what goes on all the time.

Without --from and --to: everything. What has no day stands at the end.
"""
_TASKS_EXAMPLES = """\
examples:
  adminplan tasks --unit "Sở Y tế" --from 2024-05-01 --to 2024-06-30
  adminplan tasks --unit "Sở Y tế tỉnh Tân Giang" --status-on 2024-05-15
  adminplan tasks --unit "Sở Y tế" --format csv > tasks.csv

status, as of --status-on (whether a task was done the archive does not know):
  ahead        sắp tới          it begins later
  running      đang thực hiện   it has begun, and its last day is not past; or it goes on all the time
  due          còn hạn          a deadline that is not past
  overdue      đã qua hạn       its last day is past
  recurring    định kỳ          it comes again, on days that are not said
  unspecified  không rõ thời hạn

exit status:
  0 also where nothing was found; 2 wrong usage
"""
_SHOW_EXAMPLES = """\
examples:
  adminplan show vn/lien-doan-lao-dong-tinh-tan-giang/kh/2024/12-kh-ldld
  adminplan show ID --format json | jq '.activities[].title'

exit status:
  0 it is there; 2 the archive does not hold it, or wrong usage
"""

_STATUSES = {
    "ahead": "sắp tới", "running": "đang thực hiện", "due": "còn hạn", "overdue": "đã qua hạn", "recurring": "định kỳ",
    "unspecified": "không rõ thời hạn",
}  # fmt: skip
# Name, width, share of what is left.
_TASK_COLUMNS = (
    ("Thời gian", 23, None),
    ("Trạng thái", 14, None),
    ("Công việc", None, 3),
    ("Đơn vị", None, 2),
    ("Văn bản", None, 2),
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    search = commands.add_parser(
        "search", help="find plans in an archive", description=_SEARCH, epilog=_SEARCH_EXAMPLES, formatter_class=form
    )
    search.add_argument("query", nargs="*", metavar="QUERY", help='words, "phrases", symbols such as 48/KH-LĐLĐ')
    add_database(search)
    search.add_argument("--issuer", metavar="NAME", help="who issued them; “Sở Y tế” is that of every province")
    search.add_argument("--type", metavar="TYPE", help="a word or a code: “kế hoạch”, KH")
    _add_days(search, "day of issue")
    search.add_argument("--unit", metavar="NAME", help="a body that they name")
    search.add_argument("--relation", choices=_RELATIONS, help="they cite a document in this way")
    search.add_argument("--limit", type=count, default=20, metavar="N", help="how many at most (default: 20)")
    search.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print (default: table)")
    search.set_defaults(command=_search)

    tasks = commands.add_parser(
        "tasks", help="say what a unit has to do, and when", description=_TASKS, epilog=_TASKS_EXAMPLES, formatter_class=form
    )
    tasks.add_argument("--unit", required=True, metavar="NAME", help="“Sở Y tế” is that of every province")
    add_database(tasks)
    _add_days(tasks, "day")
    tasks.add_argument(
        "--status-on", type=day, default=None, metavar="DAY", help="the day as of which statuses are told (default: today)"
    )
    tasks.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print (default: table)")
    tasks.set_defaults(command=_tasks)

    show = commands.add_parser(
        "show",
        help="show a plan of an archive",
        description="Show a plan of an archive by its id, or by the sum (sha256) of one of its files.",
        epilog=_SHOW_EXAMPLES,
        formatter_class=form,
    )
    show.add_argument("id", metavar="ID", help="as `adminplan search` prints it")
    add_database(show)
    show.add_argument("--format", choices=tuple(ENDINGS), default="table", help="what to print (default: table)")
    show.set_defaults(command=_show)


def _add_days(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--from", dest="start", type=day, metavar="DAY", help=f"first {what}, as 2024-05-31")
    command.add_argument("--to", dest="end", type=day, metavar="DAY", help=f"last {what}")


def day(text: str) -> date:
    """A day as it is written on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day: write 2024-05-31") from None


def count(text: str) -> int:
    """A number from 1 on, as it is written on the command line."""
    if not text.isdecimal() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 1000000")
    return int(text)


def _search(options: argparse.Namespace) -> int:
    with opened(options, create=False) as archive:
        hits = archive.search(
            " ".join(options.query), issuer=options.issuer, type=options.type, after=options.start, before=options.end,
            unit=options.unit, relation=options.relation, limit=options.limit,
        )  # fmt: skip
        return write_rows(hits, options.format, _hits_table, "nothing was found")


def _tasks(options: argparse.Namespace) -> int:
    on = options.status_on or date.today()  # noqa: DTZ011 - the day of whoever asks, and said in the help
    with opened(options, create=False) as archive:
        found = archive.tasks(unit=options.unit, status_on=on, start=options.start, end=options.end)
        return write_rows(found, options.format, _tasks_table, "no task was found")


def _show(options: argparse.Namespace) -> int:
    from adminplan.worker import render

    with opened(options, create=False) as archive:
        plan = archive.plan(options.id)
    request: Request = {**look(options.format, terminal=True), "path": ""}
    sys.stdout.write(render(plan, request))
    return ALL_READ


def _hits_table(hits: Iterable[Hit]) -> None:
    """A hit is a few lines: what it is, its title, the piece of its text, its id."""
    from rich.text import Text

    from adminplan.view.summary import shown

    screen = console()
    for hit in hits:
        name = " ".join(one for one in (hit.type, hit.number and f"số {hit.number}") if one) or "(không rõ loại, số)"
        facts = [one for one in (printed(hit.issued), hit.issuer) if one]
        screen.print(Text(shown(" · ".join([name, *facts])), style="bold"))
        if hit.title:
            screen.print(Text(shown(hit.title)))
        piece = Text(shown(hit.snippet), style="dim")
        for span in hit.spans:
            piece.stylize("bold not dim yellow", *span)
        screen.print(piece)
        screen.print(Text(shown(hit.work), style="cyan"), soft_wrap=True)
        screen.print()


def _tasks_table(tasks: Iterable[Task]) -> None:
    """Rows are written some at a time: the first are there at once, and memory does not grow with them."""
    from itertools import islice

    from rich import box
    from rich.table import Table
    from rich.text import Text

    from adminplan.view.summary import ROLES, shown

    screen = console()
    rest, first = iter(tasks), True
    while some := list(islice(rest, 200)):
        grid = Table(box=box.SIMPLE_HEAD if first else None, pad_edge=False, padding=(0, 1), expand=True, show_header=first)
        for name, width, ratio in _TASK_COLUMNS:
            grid.add_column(name, width=width, ratio=ratio, overflow="fold")
        for task in some:
            role = ROLES.get(task.role, "nhiệm vụ")
            document = " · ".join(one for one in (task.number, task.issuer) if one) or task.work
            cells = (_when(task), _STATUSES[task.status], task.title, f"{role}: {task.unit}", document)
            grid.add_row(*(Text(shown(cell)) for cell in cells))
        screen.print(grid)
        first = False


def _when(task: Task) -> str:
    start, end = printed(task.start), printed(task.end)
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"từ {start}" if start else f"đến {end}" if end else task.text or ""


def printed(one: date | None) -> str:
    """A day as people write it."""
    return f"{one:%d/%m/%Y}" if one else ""
