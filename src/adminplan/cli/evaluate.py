"""The command `evaluate`: how right plans are read, measured against gold.

Reads gold (`NAME.gold.json` beside each document; docs/gold-format.md). Writes tables, and figures as JSON.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.cli.files import ALL_READ, SOME_UNREADABLE, UsageError, gather, progress, say, write

if TYPE_CHECKING:
    from adminplan.evaluate.expressions import Lines
    from adminplan.evaluate.gold import Gold
    from adminplan.evaluate.reading import Reading

_EVALUATE = """\
Measure how right plans are read, against gold: what a careful person reads in the same documents.

Gold is NAME.gold.json beside each document (docs/gold-format.md says how to annotate your own).
"""
_EXAMPLES = """\
examples:
  adminplan evaluate check gold/                   is the gold itself in order?
  adminplan evaluate score gold/ --json now.json   figures by document and field
  adminplan evaluate compare before.json now.json  what was won and lost between two versions
  adminplan evaluate errors gold/                  what is wrong where, the worst document first
  adminplan evaluate speed plans/                  milliseconds a page by station, memory
"""
_CHECK_EXAMPLES = """\
examples:
  adminplan evaluate check gold/                   fields, words, dates, and that every quote stands in its document
  adminplan evaluate check gold/ --no-documents    the gold alone, without reading the documents

exit status:
  0 no fault; 1 faults (a line each); 2 wrong usage
"""
_COMPARE_EXAMPLES = """\
examples:
  adminplan evaluate score gold/ --json before.json
  adminplan evaluate score gold/ --json after.json  with the other version
  adminplan evaluate compare before.json after.json

exit status:
  0 nothing was lost; 1 an item or a document was lost (even where more was won); 2 wrong usage
"""
_ERRORS_EXAMPLES = """\
examples:
  adminplan evaluate errors gold/
  adminplan evaluate errors gold/ --only plan-a    one document

exit status:
  0 all documents were read; 1 some could not be read; 2 wrong usage, or broken gold
"""
_SPEED_EXAMPLES = """\
examples:
  adminplan evaluate speed plans/ --json speed.json
  adminplan evaluate speed a.pdf b.docx --repeats 9

exit status:
  0 all files were read; 1 some could not be read; 2 wrong usage
"""
_SCORE_EXAMPLES = """\
examples:
  adminplan evaluate score gold/                   read the documents now, and score what was read
  adminplan evaluate score gold/ --plans out/      score plans that `adminplan parse -o out` wrote
  adminplan evaluate score gold/ --only plan-a,plan-b --json figures.json
  adminplan evaluate score gold/ --no-model        by rules alone: what the learned model gains, compare tells
  adminplan evaluate score gold/ --expressions gold/lines   single times and citations too
  adminplan evaluate score gold/ corpus/documents --write-rules src/adminplan/data/rule_precision.toml

exit status:
  0 all documents were read; 1 some could not be read (they score nought); 2 wrong usage, or broken gold
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    top = commands.add_parser(
        "evaluate", help="measure against gold", description=_EVALUATE, epilog=_EXAMPLES, formatter_class=form
    )
    parts = top.add_subparsers(title="what", metavar="WHAT", required=True)

    one = parts.add_parser(
        "score",
        help="figures by document and field",
        description="Score plans against gold.",
        epilog=_SCORE_EXAMPLES,
        formatter_class=form,
    )
    _add_gold(one)
    one.add_argument("--json", type=Path, metavar="FILE", help="write every figure and item to FILE")
    one.add_argument(
        "--write-rules", type=Path, metavar="FILE", help="write how often each rule is right to FILE (data/rule_precision.toml)"
    )
    one.set_defaults(command=_score)

    one = parts.add_parser(
        "check", help="is the gold in order?", description="Check gold files.", epilog=_CHECK_EXAMPLES, formatter_class=form
    )
    one.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="a folder of documents with their NAME.gold.json")
    one.add_argument("--no-documents", action="store_true", help="do not look for the quotes in the documents")
    one.set_defaults(command=_check)

    one = parts.add_parser(
        "compare", help="two scorings against each other", description="Say what was won and lost between two scorings of the same gold.",
        epilog=_COMPARE_EXAMPLES, formatter_class=form,
    )  # fmt: skip
    one.add_argument("base", type=Path, metavar="BASE.json", help="what `score --json` wrote before")
    one.add_argument("head", type=Path, metavar="HEAD.json", help="what it wrote after")
    one.set_defaults(command=_compare)

    one = parts.add_parser(
        "errors", help="what is wrong where", description="List every error with both readings, the worst document first.",
        epilog=_ERRORS_EXAMPLES, formatter_class=form,
    )  # fmt: skip
    _add_gold(one)
    one.set_defaults(command=_errors)

    one = parts.add_parser(
        "speed", help="time by station, memory", description="Measure how long each station takes on this machine.",
        epilog=_SPEED_EXAMPLES, formatter_class=form,
    )  # fmt: skip
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a document, or a folder of documents")
    one.add_argument("--repeats", type=_repeats, default=5, metavar="N", help="turns, of which the median counts (default: 5)")
    one.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    one.set_defaults(command=_speed)


def _repeats(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 1000")
    return int(text)


def _add_gold(command: argparse.ArgumentParser) -> None:
    command.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="a folder of documents with their NAME.gold.json")
    command.add_argument("--plans", type=Path, metavar="DIR", help="score DIR/NAME.json instead of reading the documents")
    command.add_argument(
        "--expressions", type=Path, metavar="DIR", help="single expressions too: DIR/times.jsonl and DIR/citations.jsonl"
    )
    command.add_argument("--no-model", dest="model", action="store_false", help="read by rules alone")
    command.add_argument("--only", metavar="NAME,NAME", help="these documents only")


def _readings(options: argparse.Namespace) -> Iterator[tuple[Gold, Reading]]:
    """The gold asked for, each with its plan, read one after the other."""
    from adminplan.evaluate.gold import NotGold, golden
    from adminplan.evaluate.reading import read

    if options.plans is not None and not options.plans.is_dir():
        raise UsageError(f"{options.plans} is no folder. Make it with: adminplan parse DOCUMENTS -o {options.plans}")
    try:
        gold = golden(options.gold, options.only.split(",") if options.only else None)
    except NotGold as error:
        raise UsageError(str(error)) from None
    for one, _ in zip(gold, progress([one.document for one in gold]), strict=True):
        reading = read(one, options.plans, model=options.model)
        if reading.unread:
            say(f"adminplan: {one.name}: {reading.unread}")
        yield one, reading


def _score(options: argparse.Namespace) -> int:
    from adminplan.evaluate import expressions, rules, stations, totals
    from adminplan.evaluate.score import score

    gold, scores, passed = [], [], []
    for one, reading in _readings(options):
        gold.append(one)
        scores.append(score(one, reading.plan, unread=reading.unread))
        passed += stations.stations(one, reading, scores[-1])
    road = stations.added(passed)
    tables = [totals.table(scores), *([stations.table(road)] if road else [])]
    if options.expressions:
        tables.append(expressions.table(_expressions(options.expressions)))
    sys.stdout.write("\n".join([*tables, rules.table(rules.precision(scores), rules.reliability(scores), rules.learned(scores))]))
    if options.json:
        _write(options.json, totals.as_json(scores, road))
    if options.write_rules:
        _write(options.write_rules, rules.as_toml(gold, scores))
    return SOME_UNREADABLE if any(one.unread for one in scores) else ALL_READ


def _expressions(folder: Path) -> dict[str, Lines]:
    from adminplan.evaluate.expressions import expressions
    from adminplan.evaluate.gold import NotGold

    try:
        return expressions(folder)
    except NotGold as error:
        raise UsageError(str(error)) from None


def _check(options: argparse.Namespace) -> int:
    from adminplan.evaluate.gold import ENDING, NotGold, faults
    from adminplan.evaluate.gold import read as read_gold
    from adminplan.evaluate.reading import read

    paths = [path for folder in options.gold for path in sorted(folder.glob("*" + ENDING))]
    if not paths:
        raise UsageError(f"{', '.join(map(str, options.gold))}: no gold (NAME{ENDING})")
    count = 0
    for path in paths:
        text, found = None, []
        if not options.no_documents:
            try:
                reading = read(read_gold(path))
            except NotGold:
                pass  # its faults are listed below
            else:
                text = reading.plan.text if reading.plan else None
                found = [f"its document could not be read: {reading.unread}"] if reading.unread else []
        found = [*found, *faults(path, text)]
        count += len(found)
        sys.stdout.write("".join(f"{path.name}: {one}\n" for one in found))
    sys.stdout.write(f"gold files: {len(paths)}, faults: {count}\n")
    return SOME_UNREADABLE if count else ALL_READ


def _compare(options: argparse.Namespace) -> int:
    from adminplan.evaluate import compare

    try:
        found = compare.compare(compare.load(options.base), compare.load(options.head))
    except compare.NotScores as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(compare.table(found))
    return SOME_UNREADABLE if found.lost else ALL_READ


def _errors(options: argparse.Namespace) -> int:
    from adminplan.evaluate import errors, expressions
    from adminplan.evaluate.score import score

    scores = [score(gold, reading.plan, unread=reading.unread) for gold, reading in _readings(options)]
    sys.stdout.write(errors.table(scores))
    if options.expressions:
        sys.stdout.write("\n" + expressions.errors(_expressions(options.expressions)))
    return SOME_UNREADABLE if any(one.unread for one in scores) else ALL_READ


def _speed(options: argparse.Namespace) -> int:
    from adminplan.evaluate import speed
    from adminplan.files.limits import DOCUMENTS

    found = speed.measure(gather(options.files, DOCUMENTS), repeats=options.repeats)
    sys.stdout.write(speed.table(found))
    if options.json:
        _write(options.json, speed.as_json(found))
    return SOME_UNREADABLE if found.unread else ALL_READ


def _write(target: Path, text: str) -> None:
    if not target.parent.is_dir():
        raise UsageError(f"the folder {target.parent} is not there")
    write(target, text)
