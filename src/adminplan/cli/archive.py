"""The commands about an archive's files: archive add, archive failed, archive retry.

Reads files and folders. Writes a database, and on standard error how far it has come.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from adminplan.cli.files import ALL_READ, SOME_UNREADABLE, UsageError, add_reading, say
from adminplan.store.database import DEFAULT

if TYPE_CHECKING:
    from adminplan.store.archive import Archive
    from adminplan.store.batch import How, Report


_ARCHIVE = """\
Keep thousands of plans in a database, so that they can be searched, asked and handed on.

A database is a file (sqlite:///plans.db) or a PostgreSQL server (postgresql+psycopg://user@host/name).
"""
_ADD = """\
Read documents and keep their plans.

PATH is a document, a folder with all below it, a zip file, or an address of another file system (s3://bucket/plans).
A file that is there already is left as it is; a changed one replaces its plan. An interrupted run loses nothing: run it again.
"""
_ADD_EXAMPLES = """\
examples:
  adminplan archive add plans/                     into plans.db in this folder
  adminplan archive add plans/ 2024.zip --workers 4
  adminplan archive add plans/ --db postgresql+psycopg://user@host/name
  adminplan archive add s3://bucket/plans --engine dask --scheduler tcp://host:8786

exit status:
  0 all files were read; 1 some could not be read (`adminplan archive failed` names them); 2 wrong usage
"""
_FAILED_EXAMPLES = """\
examples:
  adminplan archive failed                         a line for each file: its address, and why it could not be read
  adminplan archive retry                          read them once more
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    archive = commands.add_parser("archive", help="keep plans in a database", description=_ARCHIVE, formatter_class=form)
    below = archive.add_subparsers(title="commands", metavar="COMMAND", required=True)

    take = below.add_parser(
        "add", help="read documents and keep their plans", description=_ADD, epilog=_ADD_EXAMPLES, formatter_class=form
    )
    take.add_argument("paths", nargs="+", metavar="PATH", help="a document, a folder, a zip file, or an address")
    _add_running(take)
    take.set_defaults(command=_add)

    failed = below.add_parser(
        "failed",
        help="list the files that could not be read",
        description="List the files that could not be read, and why.",
        epilog=_FAILED_EXAMPLES,
        formatter_class=form,
    )
    add_database(failed)
    failed.set_defaults(command=_failed)

    retry = below.add_parser(
        "retry",
        help="read the files once more that could not be read",
        description="Read the files once more that could not be read.",
        epilog=_FAILED_EXAMPLES,
        formatter_class=form,
    )
    _add_running(retry)
    retry.set_defaults(command=_retry)


def add_database(command: argparse.ArgumentParser) -> None:
    """The option that says which archive is meant."""
    command.add_argument("--db", default=DEFAULT, metavar="URL", help=f"the archive (default: {DEFAULT})")


def _add_running(command: argparse.ArgumentParser) -> None:
    add_database(command)
    command.add_argument(
        "--workers",
        type=_workers,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that read (default: one for each core)",
    )
    command.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="read on this machine, or on a Dask cluster (default: local)"
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster; without it one is started on this machine")
    add_reading(command)


def _workers(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes from 1 to 1000")
    return int(text)


def _add(options: argparse.Namespace) -> int:
    from adminplan.store.batch import add
    from adminplan.store.sources import items

    def count() -> int:
        return sum(1 for _ in items(options.paths))

    with opened(options, create=True) as archive, _progress(count) as told:
        report = add(archive.engine, options.paths, _how(options), told)
    return _conclude(report)


def _retry(options: argparse.Namespace) -> int:
    from adminplan.store.batch import retry

    with opened(options, create=False) as archive, _progress(lambda: sum(1 for _ in archive.failed())) as told:
        report = retry(archive.engine, _how(options), told)
    return _conclude(report)


def _failed(options: argparse.Namespace) -> int:
    some = False
    with opened(options, create=False) as archive:
        for file in archive.failed():
            some = True
            sys.stdout.write(f"{file.reason}\n")
    if not some:
        say("adminplan: every file could be read")
    return ALL_READ


def _how(options: argparse.Namespace) -> How:
    from adminplan.store.batch import How

    if options.scheduler and options.engine != "dask":
        raise UsageError("--scheduler is the address of a Dask cluster: say --engine dask too")
    return How(
        workers=options.workers,
        engine=options.engine,
        scheduler=options.scheduler,
        password=options.password,
        seconds=options.seconds,
        model=options.model,
    )


def _conclude(report: Report) -> int:
    said = [f"{report.added} added", f"{report.changed} changed", f"{report.unchanged} unchanged"]
    if report.failed:
        said.append(f"{report.failed} could not be read (adminplan archive failed)")
    say(f"adminplan: {', '.join(said)}")
    return SOME_UNREADABLE if report.failed else ALL_READ


@contextlib.contextmanager
def opened(options: argparse.Namespace, *, create: bool) -> Iterator[Archive]:
    """The archive that the command line names."""
    from adminplan.errors import ArchiveError
    from adminplan.store.archive import Archive

    try:
        with Archive(options.db, create=create) as archive:
            yield archive
    except ArchiveError as error:
        raise UsageError(str(error)) from None


@contextlib.contextmanager
def _progress(count: Callable[[], int]) -> Iterator[Callable[[Report, str], None]]:
    """What hears of every file: on a terminal a line with files done, failed, a second, and the time left."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = [
        MofNCompleteColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[failed]} failed"),
        TextColumn("{task.fields[rate]:.1f} files/s"),
        TextColumn("left:"),
        TimeRemainingColumn(),
    ]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("", total=None, failed=0, rate=0.0)

        def find_total() -> None:
            with contextlib.suppress(Exception):  # the run itself says what is wrong with a path
                bar.update(shown, total=count())

        threading.Thread(target=find_total, daemon=True).start()

        def told(report: Report, _: str) -> None:
            task = bar.tasks[0]
            bar.update(shown, completed=report.done, failed=report.failed, rate=report.done / max(0.001, task.elapsed or 0.0))

        yield told
