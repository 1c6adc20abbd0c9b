"""The command line: one command for each thing that people want of a plan.

Reads files named on the command line. Writes to standard output or into a folder; what went wrong goes to standard
error. Stations are imported inside the commands, so that `adminplan --help` answers at once; files are read in a process of their own
(worker.py), which can be stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from adminplan.cli import archive, check, derive, documents, evaluate, export, find, graph, model, report
from adminplan.cli.files import CLOSED_PIPE, INTERRUPTED, TERMINATED, WRONG_USAGE, UsageError, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # plans are Vietnamese whatever the locale says, and so are file names
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    options = _understood(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        with _orderly_end():
            status = command(options)
            sys.stdout.flush()
    except UsageError as error:
        say(f"adminplan: {error}")
        return WRONG_USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing it at exit is quiet too
        return CLOSED_PIPE
    except KeyboardInterrupt:
        say("adminplan: interrupted")
        return INTERRUPTED
    return status


def _understood(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line. Files may also stand after options, which argparse allows only where they are required."""
    parser = _parser()
    options, left = parser.parse_known_args(arguments)
    if left and (any(one.startswith("-") for one in left) or not hasattr(options, "files")):
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        options.files = [*options.files, *map(Path, left)]
    return options


@contextlib.contextmanager
def _orderly_end() -> Iterator[None]:
    """Let a request to end (`kill`, a closed terminal) end what was begun too: the process that reads, its temporary files."""
    asked = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        one: signal.signal(one, lambda *_: sys.exit(TERMINATED)) for one in asked if signal.getsignal(one) == signal.SIG_DFL
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="adminplan",
        description="Reads Vietnamese official plans (kế hoạch) and turns them into data.",
        epilog="`adminplan COMMAND --help` shows examples.",
        formatter_class=form,
    )
    top.add_argument("--version", action=_Version, help="show the version and exit")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    documents.add(commands)
    check.add(commands)
    archive.add(commands)
    export.add(commands)
    find.add(commands)
    graph.add(commands)
    report.add(commands)
    derive.add(commands)
    evaluate.add(commands)
    model.add(commands)
    return top


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 - argparse calls it so
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"adminplan {version('adminplan')}\n")
        parser.exit()
