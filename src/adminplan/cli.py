"""The command line: one command for each thing that people want of a plan.

Reads files named on the command line. Writes to standard output or into a folder; what went wrong goes to standard
error. Stations are imported inside the commands, so that `adminplan --help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from adminplan.plan.plan import Plan

# What a folder on the command line stands for: files with these endings, in it and below. Files named one by one are always tried.
DOCUMENTS = frozenset(
    ".pdf .docx .doc .txt .md .html .htm .xhtml .rtf .odt .jpg .jpeg .png .tif .tiff".split()  # noqa: SIM905 - reads better
)
ENDINGS = {"json": ".json", "markdown": ".md", "table": ".txt"}

Made = TypeVar("Made")
ALL_READ, SOME_UNREADABLE, WRONG_USAGE = 0, 1, 2
INTERRUPTED, CLOSED_PIPE = 130, 141  # as a shell reports the two signals

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
    graph.set_defaults(command=_graph)
    return top


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
    for path in _progress(files):
        target = targets[path]
        text = _guarded(path, lambda path: _render(_read(path), options.format, terminal=target is None))  # noqa: B023 - called at once
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
    from adminplan.plangraph.graph import link
    from adminplan.view import citations

    files = _gather(options.files, DOCUMENTS | {".json"})
    plans = [plan for plan in (_guarded(path, _read) for path in _progress(files)) if plan is not None]
    graph = link(plans)
    form = {"table": citations.terminal, "json": lambda one: one.to_json(), "dot": citations.dot}[options.format]
    sys.stdout.write(form(graph))
    return ALL_READ if len(plans) == len(files) else SOME_UNREADABLE


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


def _read(path: Path) -> Plan:
    """The plan of a document, or of a file that `adminplan parse` wrote."""
    if path.suffix.lower() == ".json":
        from adminplan.plan.codec import load

        return load(path.read_text(encoding="utf-8"))
    from adminplan.api import parse

    return parse(path)


def _guarded(path: Path, work: Callable[[Path], Made]) -> Made | None:
    """What the work makes of a file, or `None` after saying on standard error why there is nothing."""
    from adminplan.errors import AdminplanError, UnreadableFile

    try:
        return work(path)
    except UnreadableFile as error:  # the reader may know the file by another name
        _say(f"{path}: {error.found}. {error.remedy}")
    except AdminplanError as error:
        _say(f"{path}: {error}")
    except UnicodeDecodeError:
        _say(f"{path}: not UTF-8 text. Is it a plan that `adminplan parse` wrote?")
    except OSError as error:
        _say(f"{path}: {error.strerror or error}. Check the name and the permissions.")
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others
        _say(f"{path}: a fault in adminplan ({type(error).__name__}: {error}). Please report it, with the file if you may.")
    return None


def _render(plan: Plan, form: str, *, terminal: bool) -> str:
    if form == "json":
        from adminplan.plan.codec import dump

        return dump(plan)
    from adminplan.view import summary

    if form == "markdown":
        return summary.markdown(plan)
    if not terminal:
        return summary.terminal(plan, width=120)
    from shutil import get_terminal_size

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return summary.terminal(plan, width=max(40, get_terminal_size((100, 24)).columns), color=color)


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


def _progress(files: Sequence[Path]) -> Iterator[Path]:
    """The files, one after the other, with a bar on standard error where that is a terminal and there are several."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="reading", console=Console(stderr=True), transient=True)


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
