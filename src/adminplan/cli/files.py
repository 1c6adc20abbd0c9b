"""What the commands share: files named on the command line, the process that reads them, progress, exit statuses.

Reads names of files and folders. Writes files, whole or not at all, and what is said on standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.files.limits import SECONDS

if TYPE_CHECKING:
    from rich.progress import Progress

    from adminplan.files.process import Request, Worker

ALL_READ, SOME_UNREADABLE, WRONG_USAGE = 0, 1, 2
INTERRUPTED, CLOSED_PIPE, TERMINATED = 130, 141, 143  # as a shell reports the three signals


class UsageError(Exception):
    """The command line asks for something that cannot be done; the message says what and what to do."""


def add_reading(command: argparse.ArgumentParser) -> None:
    """The options of commands that read documents."""
    command.add_argument(
        "--password", metavar="PASSWORD", help="opens the files that ask for one; other files are read as they are"
    )
    command.add_argument(
        "--seconds", type=_seconds, default=SECONDS, metavar="N", help=f"give up on a file after N seconds (default: {SECONDS})"
    )
    command.add_argument(
        "--no-model", dest="model", action="store_false", help="read by rules alone, also under headings that no rule knows"
    )


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return seconds


def gather(given: Iterable[Path], endings: frozenset[str]) -> list[Path]:
    """The files meant, each once, in the order given; those of a folder sorted by name."""
    found: dict[Path, Path] = {}
    for path in given:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            documents = [
                one for one in inside if one.suffix.lower() in endings and (one.suffix.lower() != ".json" or _is_plan(one))
            ]
            if not documents:
                raise UsageError(f"{path} holds no documents ({', '.join(sorted(endings))})")
            if len(inside) > len(documents):
                left = len(inside) - len(documents)
                say(f"adminplan: {path}: {left} other file{'s' * (left > 1)} left out")
        else:
            documents = [path]
        for one in documents:
            found.setdefault(one.resolve(), one)
    return list(found.values())


def _is_plan(path: Path) -> bool:
    """Whether a JSON file begins as `adminplan parse` begins it."""
    with path.open("rb") as file:
        return b'"schema": "adminplan/plan/' in file.read(64)


def targets(files: Sequence[Path], folder: Path, ending: str) -> dict[Path, Path]:
    """Where each file's plan goes. Refuses two of one name, and to write over a file that is to be read."""
    targets: dict[Path, Path] = {}
    taken: dict[str, Path] = {}
    originals = {path.resolve() for path in files}
    for path in files:
        name = path.stem + ending
        key = unicodedata.normalize("NFC", name).casefold()  # as file systems that fold names would see it
        if key in taken:
            raise UsageError(
                f"{taken[key]} and {path} would both be written to {folder / name}: rename one, or parse them into two folders"
            )
        taken[key] = path
        targets[path] = folder / name
        if targets[path].resolve() in originals:
            raise UsageError(f"{targets[path]} is one of the files to read and would be written over: choose another folder")
    return targets


def reading(options: argparse.Namespace, files: Sequence[Path]) -> Worker:
    """The process that reads these files, as the command line bounds it."""
    from adminplan.files.process import Worker

    return Worker(seconds=options.seconds, files=files, model=options.model)


def ask(worker: Worker, request: Request, doing: Callable[[str], None]) -> str | None:
    """What the worker makes of a file, or `None` after saying on standard error why there is nothing."""
    answer = worker.ask(request, doing)
    if "said" in answer:
        say(answer["said"])
    return answer.get("text")


def look(form: str, *, terminal: bool) -> Request:
    """The part of a request that says how the plan shall look: for this terminal, or for a file."""
    if not terminal:
        return {"form": form, "width": 120, "color": False}
    from shutil import get_terminal_size

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return {"form": form, "width": max(40, get_terminal_size((100, 24)).columns), "color": color}


def write(target: Path, text: str) -> None:
    """The whole file or none: written beside it under another name, then put in its place."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def progress(files: Sequence[Path]) -> Iterator[tuple[Path, Callable[[str], None]]]:
    """The files, one after the other, each with what takes note of how far its reading has come ("page 3 of 12 recognised").

    Where standard error is a terminal both are shown there: a bar for several files, and a line from the first such note on.
    """
    if not sys.stderr.isatty():
        yield from ((path, lambda _: None) for path in files)
        return
    with contextlib.ExitStack() as shown:
        bar: Progress | None = None

        def doing(path: Path, what: str) -> None:
            nonlocal bar
            bar = bar or shown.enter_context(_bar(len(files)))
            bar.update(bar.task_ids[0], description=f"{path.name} {what}")

        for done, path in enumerate(files, 1):
            if len(files) > 1:
                doing(path, "")
            yield path, partial(doing, path)
            if bar:
                bar.update(bar.task_ids[0], completed=done)


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = [MofNCompleteColumn(), BarColumn(bar_width=20), TextColumn("{task.description}", markup=False)]
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total)
    return bar


def say(message: str) -> None:
    """Tell people something on standard error."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
