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
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from adminplan.files.limits import SECONDS

if TYPE_CHECKING:
    from rich.progress import Progress

    from adminplan.worker import Request, Worker

# What a folder on the command line stands for: files with these endings, in it and below. Files named one by one are always tried.
DOCUMENTS = frozenset(
    ".pdf .docx .doc .txt .md .html .htm .xhtml .rtf .odt .jpg .jpeg .png .tif .tiff".split()  # noqa: SIM905 - reads better
)
ENDINGS = {"json": ".json", "markdown": ".md", "table": ".txt"}

ALL_READ, SOME_UNREADABLE, WRONG_USAGE = 0, 1, 2
INTERRUPTED, CLOSED_PIPE, TERMINATED = 130, 141, 143  # as a shell reports the three signals

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

exit status:
  0 all files were read; 1 some could not be read (each is named, with what would help); 2 wrong usage
"""
_SCHEMA_EXAMPLES = """\
examples:
  adminplan schema > plan-1.json                   keep it beside your own programs
  adminplan schema | jq '."$defs".Activity'
"""
_GRAPH = """\
Say which document cites which, and which cited documents are not among the files.

FILES are documents, or plans that `adminplan parse` wrote (.json), or folders of either.
"""
_GRAPH_EXAMPLES = """\
examples:
  adminplan graph plans/                           who cites whom, and what is missing
  adminplan graph out/*.json --format json         the same as data
  adminplan graph plans/ --format dot | dot -Tsvg > graph.svg

exit status:
  0 all files were read; 1 some could not be read; 2 wrong usage
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


class UsageError(Exception):
    """The command line asks for something that cannot be done; the message says what and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # plans are Vietnamese whatever the locale says, and so are file names
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        with _orderly_end():
            status = command(options)
            sys.stdout.flush()
    except UsageError as error:
        _say(f"adminplan: {error}")
        return WRONG_USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing it at exit is quiet too
        return CLOSED_PIPE
    except KeyboardInterrupt:
        _say("adminplan: interrupted")
        return INTERRUPTED
    return status


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

    parse = commands.add_parser(
        "parse", help="turn documents into data", description=_PARSE, epilog=_PARSE_EXAMPLES, formatter_class=form
    )
    parse.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a document, a folder of documents, or a plan written before (.json)"
    )
    parse.add_argument("-o", "--output", type=Path, metavar="DIR", help="write one file for each document into DIR")
    parse.add_argument("--format", choices=tuple(ENDINGS), default="json", help="what to write (default: json)")
    _add_reading(parse)
    parse.set_defaults(command=_parse)

    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a plan",
        description="Print the JSON Schema of what `adminplan parse` writes.",
        epilog=_SCHEMA_EXAMPLES,
        formatter_class=form,
    )
    schema.set_defaults(command=_schema)

    graph = commands.add_parser(
        "graph", help="say who cites whom, and what is missing", description=_GRAPH, epilog=_GRAPH_EXAMPLES, formatter_class=form
    )
    graph.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a document, a plan in JSON, or a folder")
    graph.add_argument("--format", choices=("table", "json", "dot"), default="table", help="what to print (default: table)")
    _add_reading(graph)
    graph.set_defaults(command=_graph)

    doctor = commands.add_parser(
        "doctor",
        help="say what can be read here, and what to install for the rest",
        description=_DOCTOR,
        epilog=_DOCTOR_EXAMPLES,
        formatter_class=form,
    )
    doctor.add_argument("--json", action="store_true", help="print data instead of a table")
    doctor.set_defaults(command=_doctor)
    return top


def _add_reading(command: argparse.ArgumentParser) -> None:
    """The options of commands that read documents."""
    command.add_argument(
        "--password", metavar="PASSWORD", help="opens the files that ask for one; other files are read as they are"
    )
    command.add_argument(
        "--seconds", type=_seconds, default=SECONDS, metavar="N", help=f"give up on a file after N seconds (default: {SECONDS})"
    )


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return seconds


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 - argparse calls it so
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"adminplan {version('adminplan')}\n")
        parser.exit()


# --- commands ---------------------------------------------------------------------------------------------------------


def _parse(options: argparse.Namespace) -> int:
    files = _gather(options.files, DOCUMENTS)
    folder: Path | None = options.output
    if folder is None:
        if len(files) > 1:
            raise UsageError(f"{len(files)} files: say with -o DIR where their plans shall go")
        targets: dict[Path, Path | None] = {files[0]: None}
    else:
        targets = {**_targets(files, folder, ENDINGS[options.format])}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make the folder {folder}: {error.strerror}") from None
    read = 0
    with _reading(options, files) as worker:
        for path, doing in _progress(files):
            target = targets[path]
            request: Request = {
                **_look(options.format, terminal=target is None), "path": str(path), "password": options.password
            }  # fmt: skip
            text = _ask(worker, request, doing)
            if text is None:
                continue
            read += 1
            if target is None:
                sys.stdout.write(text)
            else:
                _write(target, text)
    if folder is not None:
        missing = f", {len(files) - read} could not be read" if read < len(files) else ""
        _say(f"adminplan: {read} of {len(files)} written to {folder}{missing}")
    return ALL_READ if read == len(files) else SOME_UNREADABLE


def _schema(_: argparse.Namespace) -> int:
    import json

    from adminplan.plan.codec import json_schema

    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n")
    return ALL_READ


def _graph(options: argparse.Namespace) -> int:
    from adminplan.plan.codec import load
    from adminplan.plangraph.graph import link
    from adminplan.view import citations

    files = _gather(options.files, DOCUMENTS | {".json"})
    with _reading(options, files) as worker:
        texts = [
            _ask(worker, {"path": str(path), "form": "json", "password": options.password}, doing)
            for path, doing in _progress(files)
        ]
    plans = [load(text) for text in texts if text is not None]
    graph = link(plans)
    form = {"table": citations.terminal, "json": lambda one: one.to_json(), "dot": citations.dot}[options.format]
    sys.stdout.write(form(graph))
    return ALL_READ if len(plans) == len(files) else SOME_UNREADABLE


def _doctor(options: argparse.Namespace) -> int:
    from adminplan.files import doctor

    parts = doctor.examine()
    sys.stdout.write(doctor.as_json(parts) if options.json else doctor.as_table(parts))
    return SOME_UNREADABLE if any(part.missing for part in parts) else ALL_READ


# --- files ------------------------------------------------------------------------------------------------------------


def _gather(given: Iterable[Path], endings: frozenset[str]) -> list[Path]:
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
                _say(f"adminplan: {path}: {left} other file{'s' * (left > 1)} left out")
        else:
            documents = [path]
        for one in documents:
            found.setdefault(one.resolve(), one)
    return list(found.values())


def _is_plan(path: Path) -> bool:
    """Whether a JSON file begins as `adminplan parse` begins it."""
    with path.open("rb") as file:
        return b'"schema": "adminplan/plan/' in file.read(64)


def _targets(files: Sequence[Path], folder: Path, ending: str) -> dict[Path, Path]:
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


def _reading(options: argparse.Namespace, files: Sequence[Path]) -> Worker:
    from adminplan.worker import Worker

    return Worker(seconds=options.seconds, files=files)


def _ask(worker: Worker, request: Request, doing: Callable[[str], None]) -> str | None:
    """What the worker makes of a file, or `None` after saying on standard error why there is nothing."""
    answer = worker.ask(request, doing)
    if "said" in answer:
        _say(answer["said"])
    return answer.get("text")


def _look(form: str, *, terminal: bool) -> Request:
    if not terminal:
        return {"form": form, "width": 120, "color": False}
    from shutil import get_terminal_size

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return {"form": form, "width": max(40, get_terminal_size((100, 24)).columns), "color": color}


def _write(target: Path, text: str) -> None:
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


def _progress(files: Sequence[Path]) -> Iterator[tuple[Path, Callable[[str], None]]]:
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


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
