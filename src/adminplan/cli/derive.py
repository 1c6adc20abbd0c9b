"""The command that drafts the plan of a unit from the plan of a body above it: derive.

Reads a document, a plan in JSON, or a plan of an archive. Writes DOCX, PDF, the trace, and what people must still decide.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.cli.files import UsageError, ask, progress, reading, say, write

if TYPE_CHECKING:
    from adminplan.plan.plan import Plan
    from adminplan.subplan.subplan import SubPlan

_WRITTEN, _NONE = 0, 1

_DERIVE = """\
Draft the plan by which a unit carries out the plan of a body above it, as DOCX.

PLAN is a document, a plan that `adminplan parse` wrote (.json), or with --db the id of a plan in an archive. The draft holds what binds the
unit, in the parent's words with its own actors, scope and days. What only people can decide is a marked gap […]; the list of what is
to be done, in Vietnamese, ends the output.
"""
_DERIVE_EXAMPLES = """\
examples:
  adminplan derive 48-kh-ldld.docx --for "LĐLĐ huyện Bản Sen" --issued 2024-02-20 -o out.docx
  adminplan derive plan.pdf --for "Sở Y tế" --issued 2024-03-12 --number 15 --signer "Lò Văn Pa" -o out.docx --pdf
  adminplan derive plan.json --for "UBND xã Bản Sen" --issued 2025-09-08 -o out.docx --trace trace.html
  adminplan derive plan.docx --all-owed drafts/ --issued 2024-02-20     one draft for each unit that owes a plan
  adminplan derive ID --db sqlite:///plans.db --for "Huyện ủy Bản Sen" --issued 2024-03-01 -o out.docx --template office.docx

exit status:
  0 the draft was written; 1 the plan cannot be read, or nothing can be derived for the unit; 2 wrong usage
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    from adminplan.cli.files import add_reading

    command = commands.add_parser(
        "derive", help="draft the plan that a unit must issue", description=_DERIVE, epilog=_DERIVE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    command.add_argument("plan", metavar="PLAN", help="a document, a plan in JSON, or with --db an id")
    command.add_argument("--for", dest="unit", metavar="UNIT", help='who issues the draft: "LĐLĐ huyện Bản Sen"')
    command.add_argument("--issued", type=_day, required=True, metavar="DAY", help="its day of issue, YYYY-MM-DD")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="the DOCX to write")
    command.add_argument("--pdf", action="store_true", help="write FILE.pdf too (by LibreOffice)")
    command.add_argument("--number", type=int, metavar="N", help="its number (default: left blank)")
    command.add_argument("--place", metavar="PLACE", help="place of issue (default: that of the unit's name)")
    command.add_argument("--signer", metavar="NAME", help="who signs (default: a gap)")
    command.add_argument(
        "--set", dest="settings", action="append", default=[], metavar="KEY=VALUE",
        help="a field as the office wants it: title, parent_issuer, issuer, symbol, position, place",
    )  # fmt: skip
    command.add_argument(
        "--days", type=int, default=3, metavar="N", help="working days by which deadlines come before the parent's (default: 3)"
    )
    command.add_argument("--all-owed", type=Path, metavar="DIR", help="a draft in DIR for each unit that owes a plan on that day")
    command.add_argument("--trace", type=Path, metavar="FILE", help="parent and draft side by side (.html), or as data (.json)")
    command.add_argument("--template", type=Path, metavar="FILE", help="an office's own DOCX whose styles the draft takes")
    command.add_argument("--db", metavar="URL", help="the archive in which PLAN is")
    add_reading(command)
    command.set_defaults(command=_derive)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day (YYYY-MM-DD)") from None


def _derive(options: argparse.Namespace) -> int:
    from adminplan.errors import AdminplanError

    _check(options)
    try:
        plan = _plan(options)
        if plan is None:
            return _NONE
        if options.all_owed is not None:
            return _all_owed(options, plan)
        child = _child(options, plan, options.unit)
        _write(options, child, plan, options.output)
    except AdminplanError as error:
        say(f"adminplan: {error}")
        return _NONE
    sys.stdout.write(_told(child))
    return _WRITTEN


def _check(options: argparse.Namespace) -> None:
    if (options.unit is None) == (options.all_owed is None):
        raise UsageError("say with --for UNIT whose plan it shall be, or with --all-owed DIR that of every unit that owes one")
    if options.unit is not None and options.output is None:
        raise UsageError("say with -o FILE where the DOCX shall go")
    if options.all_owed is not None and (options.output is not None or options.trace is not None):
        raise UsageError("--all-owed names its files itself: leave -o and --trace out")
    if options.trace is not None and options.trace.suffix.lower() not in {".html", ".json"}:
        raise UsageError(f"{options.trace}: a trace is .html or .json")
    if options.number is not None and options.number < 1:
        raise UsageError(f"{options.number} is no number of a document")
    if options.days < 0:
        raise UsageError(f"{options.days} is no count of working days")
    if options.output is not None and options.db is None and options.output.resolve() == Path(options.plan).resolve():
        raise UsageError(f"{options.output} is the plan itself and would be written over")


def _plan(options: argparse.Namespace) -> Plan | None:
    if options.db is not None:
        from adminplan.store.archive import Archive

        with Archive(options.db, create=False) as archive:
            return archive.plan(options.plan)
    from adminplan.plan.codec import load

    files = [Path(options.plan)]
    with reading(options, files) as worker:
        texts = [
            ask(worker, {"path": str(path), "form": "json", "password": options.password}, doing)
            for path, doing in progress(files)
        ]
    return load(texts[0]) if texts[0] is not None else None


def _child(options: argparse.Namespace, plan: Plan, unit: str) -> SubPlan:
    from adminplan.subplan.derive import derive

    pairs = [setting.partition("=") for setting in options.settings]
    wrong = next((key for key, sign, _ in pairs if not sign), None)
    if wrong is not None:
        raise UsageError(f"--set {wrong}: say KEY=VALUE")
    try:
        return derive(
            plan, unit, issued=options.issued, number=options.number, place=options.place, signer=options.signer,
            overrides={key: value for key, _, value in pairs}, days=options.days,
        )  # fmt: skip
    except ValueError as error:
        raise UsageError(str(error)) from None


def _write(options: argparse.Namespace, child: SubPlan, plan: Plan, target: Path) -> None:
    from adminplan.subplan.docx import write_docx

    buffer = io.BytesIO()
    write_docx(child.draft, buffer, template=options.template)
    try:
        target.write_bytes(buffer.getvalue())
        if options.pdf:
            from adminplan.subplan.pdf import to_pdf

            target.with_suffix(".pdf").write_bytes(to_pdf(buffer.getvalue()))
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from None
    if options.trace is not None:
        from adminplan.subplan.trace import trace_json
        from adminplan.view.summary import heading
        from adminplan.view.trace_page import trace_page

        html = options.trace.suffix.lower() == ".html"
        write(options.trace, trace_page(child, heading(plan)) if html else trace_json(child))


def _all_owed(options: argparse.Namespace, plan: Plan) -> int:
    """A draft for each body that owes a plan, named by its id; what cannot be derived is told and left out."""
    from adminplan.errors import CannotDerive
    from adminplan.plan.ids import slug
    from adminplan.plangraph.graph import link
    from adminplan.plangraph.owed import owed

    if options.db is not None:
        from adminplan.store.archive import Archive

        with Archive(options.db, create=False) as archive:
            graph = archive.graph()
    else:
        graph = link([plan])
    names = list(dict.fromkeys(row.name for row in owed(graph, plan, options.issued) if row.state != "issued"))
    if not names:
        say(
            "adminplan: nobody is known to owe a plan: it orders none, or the members of its collectives are in no table; name one with --for"
        )
        return _NONE
    folder: Path = options.all_owed
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder}: {error.strerror}") from None
    written = 0
    for name in names:
        try:
            child = _child(options, plan, name)
        except CannotDerive as error:
            say(f"adminplan: {name}: {error}")
            continue
        _write(options, child, plan, folder / f"{slug(name)}.docx")
        written += 1
    sys.stdout.write(f"{written} dự thảo trong {folder}.\n")
    if written:
        sys.stdout.write(_told(child))
    say(f"adminplan: {written} of {len(names)} drafts written to {folder}")
    return _WRITTEN if written == len(names) else _NONE


def _told(child: SubPlan) -> str:
    """What is in the draft, and what is to be done, for a terminal."""
    shown = re.compile(r"[\x00-\x1f\x7f-\x9f]")
    lines = [
        f"Dự thảo: {child.draft.type} của {child.unit}",
        f"{len(child.tasks)} nhiệm vụ, hoạt động; {len(child.left_out)} nội dung của cấp trên không đưa vào (xem --trace).",
        "Việc cần làm trước khi trình ký:",
        *(f"  {count}. {shown.sub(' ', one)}" for count, one in enumerate(child.todo, 1)),
    ]
    return "\n".join(lines) + "\n"
