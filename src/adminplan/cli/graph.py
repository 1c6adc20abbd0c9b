"""The commands about who cites whom: graph build, graph show, graph export, graph ask.

Reads documents, plans in JSON, or an archive. Writes the graph in many forms, and answers to questions about it.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adminplan.cli.archive import add_database, opened
from adminplan.cli.files import ALL_READ, SOME_UNREADABLE, UsageError, add_reading, ask, gather, progress, reading, say
from adminplan.cli.find import count, day, printed
from adminplan.cli.tables import FORMATS, console, write_rows
from adminplan.files.limits import DOCUMENTS

if TYPE_CHECKING:
    from adminplan.plan.plan import Plan
    from adminplan.plangraph.graph import PlanGraph
    from adminplan.store.archive import Archive

_GRAPH = """\
Say which document cites which, what is missing, what a plan rests on and what rests on it.

FILES are documents, or plans that `adminplan parse` wrote (.json), or folders of either. Without FILES: the archive.
"""
_BUILD_EXAMPLES = """\
examples:
  adminplan graph build                            resolve the citations of the plans that came since the last time

The other commands do so too before they answer.
"""
_SHOW_EXAMPLES = """\
examples:
  adminplan graph show plans/                      who cites whom, and what is missing
  adminplan graph show --of 48/KH-LĐLĐ             in the archive, around one document

exit status:
  0 all files were read; 1 some could not be read; 2 wrong usage
"""
_EXPORT_EXAMPLES = """\
examples:
  adminplan graph export plans/ -o graph.html      one page to look at, search and filter; needs no network
  adminplan graph export -o graph.graphml          the archive, for Gephi or igraph (.gexf too)
  adminplan graph export plans/ -o tables --format csv   tables/nodes.csv and tables/edges.csv
  adminplan graph export plans/ --format mermaid   to standard output; also dot and json
  adminplan graph export --of 48/KH-LĐLĐ -o near.svg   around one document, drawn by graphviz (.png too)

exit status:
  0 written; 1 some files could not be read; 2 wrong usage, or it cannot be written
"""
_ASK_EXAMPLES = """\
questions about one document (--of):
  rests-on         what it implements and rests on, down to the last basis that is told
  implemented-by   what implements it, level by level
  touched-by       what must be looked at when it is amended, replaced or repealed
  chains           how many days passed from level to level
  owed             which units that it orders to make a plan have made one, as of --on
questions about all:
  order            every document after those it rests on
  cycles           documents that rest on one another in a ring
  orphans          plans that rest on no other plan here, and on which none rests
  most-cited       by number of plans that cite them
  missing          cited and not here: what to fetch next

examples:
  adminplan graph ask implemented-by plans/ --of 26/KH-TLĐ
  adminplan graph ask owed --of 48/KH-LĐLĐ --on 2024-03-16 --format csv > owed.csv
  adminplan graph ask missing --limit 20

exit status:
  0 also where nothing was found; 1 some files could not be read; 2 wrong usage
"""

ABOUT_ONE = ("rests-on", "implemented-by", "touched-by", "chains", "owed")
ABOUT_ALL = ("order", "cycles", "orphans", "most-cited", "missing")
_TEXT = ("json", "dot", "mermaid", "graphml", "gexf", "html")
_FORMS = (*_TEXT, "csv", "svg", "png")  # as `view.graph_file.FORMS`, which takes its time to import


class _Line(NamedTuple):
    """What `order`, `cycles` and `orphans` answer: documents, and the number of their group."""

    group: int
    work: str


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    graph = commands.add_parser("graph", help="say who cites whom, and what is missing", description=_GRAPH, formatter_class=form)
    below = graph.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = below.add_parser(
        "build",
        help="resolve the citations of an archive",
        description="Resolve the citations of the plans that came into an archive.",
        epilog=_BUILD_EXAMPLES,
        formatter_class=form,
    )
    add_database(build)
    build.set_defaults(command=_build)

    show = below.add_parser(
        "show",
        help="list who cites whom, and what is missing",
        description=_GRAPH,
        epilog=_SHOW_EXAMPLES,
        formatter_class=form,
    )
    _add_source(show, of="only what this document rests on and what rests on it: its id or its number")
    show.set_defaults(command=_show)

    export = below.add_parser(
        "export",
        help="write the graph: a page, Gephi, Graphviz, Mermaid, tables, pictures",
        description="Write the graph of documents and of what they cite.",
        epilog=_EXPORT_EXAMPLES,
        formatter_class=form,
    )
    _add_source(export, of="only what this document rests on and what rests on it: its id or its number")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; its ending says the form (for csv a folder)")
    export.add_argument("--format", choices=_FORMS, help="what to write (default: as the ending of FILE says)")
    export.set_defaults(command=_export)

    question = below.add_parser(
        "ask",
        help="ask what a document rests on, who implements it, what is missing …",
        description="Answer a question about documents and what they cite.",
        epilog=_ASK_EXAMPLES,
        formatter_class=form,
    )
    question.add_argument("question", choices=(*ABOUT_ONE, *ABOUT_ALL), metavar="QUESTION", help="see below")
    _add_source(question, of="the document asked about: its id or its number")
    question.add_argument("--on", type=day, metavar="DAY", help="owed: as of this day, as 2023-06-01 (default: today)")
    question.add_argument("--limit", type=count, metavar="N", help="how many rows at most (default: all)")
    question.add_argument("--format", choices=FORMATS, default="table", help="what to print (default: table)")
    question.set_defaults(command=_ask)


def _add_source(command: argparse.ArgumentParser, *, of: str) -> None:
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a document, a plan in JSON, or a folder")
    command.add_argument("--of", metavar="ID|NUMBER", help=of)
    add_database(command)
    add_reading(command)


class _Source:
    """Plans of files, or of an archive: what the commands ask both."""

    def __init__(self, options: argparse.Namespace, archive: Archive | None) -> None:
        self.archive, self.status = archive, ALL_READ
        self._plans: list[Plan] = []
        if archive is None:
            from adminplan.api import link

            self._plans, self.status = _read(options)
            self._graph = link(self._plans)
        else:
            _link(archive)

    def graph(self) -> PlanGraph:
        """All of it."""
        return self.archive.graph() if self.archive else self._graph

    def around(self, work: str, *, out: bool | None = None) -> PlanGraph:
        """A graph that holds at least what a work rests on (`out`), or what rests on it, or both."""
        from adminplan.store.graph import around

        return around(self.archive.engine, work, out=out) if self.archive else self._graph

    def plan(self, work: str) -> Plan:
        """The plan of a work."""
        if self.archive:
            return self.archive.plan(work)
        found = [plan for plan in self._plans if plan.id == work]
        if not found:
            raise UsageError(f"{work} is cited, but not among the files: name a plan that is")
        return found[0]

    def named(self, text: str | None) -> str:
        """The work that an id or a number means."""
        from adminplan.store.graph import named
        from adminplan.store.rows import number_key

        if text is None:
            raise UsageError("say with --of which document is meant: its id, or its number")
        if self.archive:
            found = named(self.archive.engine, text)
        else:
            works = dict(self._graph.works())
            key = number_key(text)
            found = [text] if text in works else [one for one, facts in works.items() if number_key(facts["number"]) == key]
        if len(found) > 1:
            raise UsageError(f"{text} may be {', '.join(found)}: say with --of which one")
        if not found:
            raise UsageError(
                f"no document here has the id or the number {text}. `adminplan search` finds documents of an archive."
            )
        return found[0]


@contextlib.contextmanager
def _source(options: argparse.Namespace) -> Iterator[_Source]:
    if options.files:
        yield _Source(options, None)
        return
    with opened(options, create=False) as archive:
        yield _Source(options, archive)


def _read(options: argparse.Namespace) -> tuple[list[Plan], int]:
    from adminplan.plan.codec import load

    files = gather(options.files, DOCUMENTS | {".json"})
    with reading(options, files) as worker:
        texts = [
            ask(worker, {"path": str(path), "form": "json", "password": options.password}, doing)
            for path, doing in progress(files)
        ]
    plans = [load(text) for text in texts if text is not None]
    return plans, ALL_READ if len(plans) == len(files) else SOME_UNREADABLE


def _link(archive: Archive) -> int:
    """Resolve what is new, and show how far that is where it takes its time."""
    from adminplan.store.links import link

    if not sys.stderr.isatty():
        return link(archive.engine)
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task("viện dẫn", total=None)
        return link(archive.engine, lambda done, total: bar.update(task, completed=done, total=total))


def _build(options: argparse.Namespace) -> int:
    from adminplan.store.graph import counts

    with opened(options, create=False) as archive:
        resolved = _link(archive)
        told = counts(archive.engine)
    say(
        f"adminplan: {resolved} plans resolved; {told.plans} plans with {told.citations} citations: {told.linked} of plans here, "
        f"{told.ambiguous} ambiguous, {told.cited} of documents that are not here"
    )
    return ALL_READ


def _wanted(source: _Source, options: argparse.Namespace) -> PlanGraph:
    """The graph to show or write: all of it, or what lies around one document."""
    if options.of is None:
        return source.graph()
    from adminplan.plangraph.questions import near

    work = source.named(options.of)
    return near(source.around(work), work)


def _show(options: argparse.Namespace) -> int:
    from adminplan.view.citations import terminal

    with _source(options) as source:
        sys.stdout.write(terminal(_wanted(source, options)))
        return source.status


def _export(options: argparse.Namespace) -> int:
    from adminplan.errors import OutputError
    from adminplan.view.graph_file import write

    if options.output is None and options.format not in _TEXT:
        raise UsageError(f"say with -o where to, or with --format one of {', '.join(_TEXT)} for standard output")
    with _source(options) as source:
        try:
            written = write(_wanted(source, options), options.output or sys.stdout.buffer, options.format)
        except OutputError as error:
            raise UsageError(str(error)) from None
        for path in written:
            say(f"adminplan: {path} is written")
        return source.status


def _ask(options: argparse.Namespace) -> int:
    if options.question in ABOUT_ALL and options.of is not None:
        raise UsageError(f"{options.question} is about all documents: leave --of out")
    with _source(options) as source:
        rows, table = _answer(options, source)
        shown = rows if options.limit is None else rows[: options.limit]
        write_rows(iter(shown), options.format, table, "nothing was found")
        return source.status


def _answer(options: argparse.Namespace, source: _Source) -> tuple[list[Any], Callable[[Iterator[Any]], None]]:
    """The rows that answer a question, and what prints them as a table."""
    from adminplan.plangraph import questions
    from adminplan.view.citations import name

    question = options.question
    if question in ABOUT_ONE:
        work = source.named(options.of)
        graph = source.around(work, out=question == "rests-on")
    elif question in {"missing", "most-cited"} and source.archive:
        from adminplan.store import graph as stored

        found = stored.missing if question == "missing" else stored.most_cited
        rows: list[Any] = list(found(source.archive.engine, limit=options.limit))
        return rows, lambda some: _table(
            ("Số kế hoạch viện dẫn", "Văn bản"), ((str(one.plans), name(one._asdict())) for one in some)
        )
    else:
        graph = source.graph()
    names = {one: name(facts) for one, facts in graph.works()}
    if question == "owed":
        from adminplan.plangraph.owed import owed

        on = options.on or date.today()  # noqa: DTZ011 - the day of whoever asks, and said in the help
        rows = list(owed(graph, source.plan(work), on))
        return rows, lambda some: _owed_table(some, names)
    if question == "chains":
        rows = [step for chain in questions.chains(graph, work) for step in chain]
        return rows, lambda some: _chains_table(some, names)
    if question in {"rests-on", "implemented-by", "touched-by"}:
        steps = {"rests-on": questions.rests_on, "implemented-by": questions.implemented_by, "touched-by": questions.touched_by}
        return list(steps[question](graph, work)), lambda some: _steps_table(some, names)
    if question == "missing":
        rows = [questions.Count(*row) for row in graph.missing()]
    elif question == "most-cited":
        rows = list(questions.most_cited(graph))
    else:
        every: dict[str, Callable[[PlanGraph], tuple[Any, ...]]]
        every = {"order": questions.order, "cycles": questions.cycles, "orphans": questions.orphans}
        groups = [one if isinstance(one, tuple) else (one,) for one in every[question](graph)]
        rows = [_Line(number, one) for number, group in enumerate(groups, 1) for one in group]
        return rows, lambda some: _table(("", "Văn bản"), ((str(one.group), names[one.work]) for one in some))
    return rows, lambda some: _table(("Số kế hoạch viện dẫn", "Văn bản"), ((str(one.plans), names[one.work]) for one in some))


def _steps_table(steps: Iterator[Any], names: dict[str, str]) -> None:
    from adminplan.view.graph_layout import LEVELS
    from adminplan.view.summary import RELATIONS

    rows = (
        (
            str(one.depth), names[one.work], RELATIONS.get(one.relation, one.relation) + (" (theo văn bản khác)" if one.hearsay else ""),
            LEVELS.get(one.level, ""), names[one.through] if one.depth > 1 else "",
        )
        for one in steps
    )  # fmt: skip
    _table(("Bậc", "Văn bản", "Quan hệ", "Cấp", "Qua"), rows)


def _chains_table(steps: Iterator[Any], names: dict[str, str]) -> None:
    from adminplan.view.graph_layout import LEVELS

    rows = (
        (
            names[one.cited], names[one.citing], "" if one.days is None else f"{one.days} ngày",
            " → ".join(LEVELS.get(level, "?") for level in (one.cited_level, one.citing_level)),
        )
        for one in steps
    )  # fmt: skip
    _table(("Văn bản", "Được thực hiện bởi", "Sau", "Cấp"), rows)


def _owed_table(rows: Iterator[Any], names: dict[str, str]) -> None:
    states = {"issued": "đã ban hành", "owed": "chưa ban hành", "not due yet": "chưa đến hạn"}
    cells = (
        (one.name, states[one.state], printed(one.due), names.get(one.plan, "") if one.plan else "", one.quote) for one in rows
    )
    _table(("Đơn vị", "Tình trạng", "Hạn", "Kế hoạch", "Giao tại"), cells)


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from adminplan.view.summary import shown

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=True)
    for name in header:
        grid.add_column(name, overflow="fold")
    for cells in rows:
        grid.add_row(*(Text(shown(cell)) for cell in cells))
    console().print(grid)
