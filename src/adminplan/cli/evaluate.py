"""The command `evaluate`: how right plans are read, measured against gold.

Reads gold (`NAME.gold.json` beside each document; docs/gold-format.md). Writes tables, and figures as JSON.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.cli.files import ALL_READ, SOME_UNREADABLE, UsageError, say, write

if TYPE_CHECKING:
    from adminplan.evaluate.gold import Gold
    from adminplan.evaluate.reading import Reading
    from adminplan.evaluate.score import Score

_EVALUATE = """\
Measure how right plans are read, against gold: what a careful person reads in the same documents.

Gold is NAME.gold.json beside each document (docs/gold-format.md says how to annotate your own).
"""
_EXAMPLES = """\
examples:
  adminplan evaluate check gold/                   is the gold itself in order?
  adminplan evaluate score gold/ --json now.json   figures by document and field
"""
_SCORE_EXAMPLES = """\
examples:
  adminplan evaluate score gold/                   read the documents now, and score what was read
  adminplan evaluate score gold/ --plans out/      score plans that `adminplan parse -o out` wrote
  adminplan evaluate score gold/ --only plan-a,plan-b --json figures.json
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


def _add_gold(command: argparse.ArgumentParser) -> None:
    command.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="a folder of documents with their NAME.gold.json")
    command.add_argument("--plans", type=Path, metavar="DIR", help="score DIR/NAME.json instead of reading the documents")
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
    for one in gold:
        reading = read(one, options.plans)
        if reading.unread:
            say(f"adminplan: {one.name}: {reading.unread}")
        yield one, reading


def _scored(options: argparse.Namespace) -> list[tuple[Gold, Score]]:
    from adminplan.evaluate.score import score

    return [(gold, score(gold, reading.plan, unread=reading.unread)) for gold, reading in _readings(options)]


def _score(options: argparse.Namespace) -> int:
    from adminplan.evaluate import rules, totals

    gold, scores = zip(*_scored(options), strict=True)
    sys.stdout.write(totals.table(scores))
    sys.stdout.write("\n" + rules.table(rules.precision(scores), rules.reliability(scores)))
    if options.json:
        _write(options.json, totals.as_json(scores))
    if options.write_rules:
        _write(options.write_rules, rules.as_toml(gold, scores))
    return SOME_UNREADABLE if any(one.unread for one in scores) else ALL_READ


def _write(target: Path, text: str) -> None:
    if not target.parent.is_dir():
        raise UsageError(f"the folder {target.parent} is not there")
    write(target, text)
