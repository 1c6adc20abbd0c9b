"""What a model gains over the rules on issuers that it has not seen.

Reads `Example`s. Writes `Hits` by variation: of the rules, of the model, and of both together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from adminplan.learn.crf import Weights, chances, train
from adminplan.learn.examples import Example
from adminplan.learn.folds import folds, strangers
from adminplan.learn.lines import LABELS, WORK, Line, stacked

READERS = ("rules", "model", "both")


class Setting(NamedTuple):
    """What decides a model: penalties, rounds at most, and `doubt`: a rule's label gives way where its chance is below that."""

    l1: float = 0.1
    l2: float = 0.5
    turns: int = 400
    doubt: float = 0.1


class Hits(NamedTuple):
    """Lines or spans of some kinds: found rightly, in gold, found."""

    right: int
    gold: int
    found: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing to find and nothing found."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


def fit(rows: Sequence[Example], features: Callable[[Line], Sequence[str]], setting: Setting) -> Weights:
    """A model of these examples."""
    return train(
        [[features(one) for one in row.lines] for row in rows],
        [[one.gold for one in row.lines] for row in rows],
        l1=setting.l1,
        l2=setting.l2,
        turns=setting.turns,
    )


def alone(line: Line) -> Sequence[str]:
    """What the model sees without the rules."""
    return line.seen


def best(chance: dict[str, float]) -> str:
    """The likeliest label; of equal ones the first by the alphabet."""
    return min(chance, key=lambda one: (-chance[one], one))


def both(weights: Weights, lines: Sequence[Line], doubt: float) -> list[str]:
    """The labels of the rules, and that of the model where it holds the rule's for all but impossible."""
    made = chances(weights, [stacked(one) for one in lines])
    return [line.ruled if one.get(line.ruled, 0.0) >= doubt else best(one) for line, one in zip(lines, made, strict=True)]


def cross_validate(rows: Sequence[Example], setting: Setting) -> tuple[dict[tuple[str, str], Hits], list[tuple[float, bool]]]:
    """Hits by (reader, variation or kind of line), and (chance, right) of what the model alone found in documents as they are.

    The documents of each issuer are read by a model that was trained without them.
    """
    made: dict[tuple[str, str], Hits] = {}
    answers: list[tuple[float, bool]] = []
    for _, known, unknown in folds(rows):
        answers += _read(made, known, unknown, setting)
    return made, answers


def transfer(rows: Sequence[Example], others: Sequence[Example], setting: Setting) -> dict[tuple[str, str], Hits]:
    """Hits by (reader, variation or kind of line) on `others`, read by a model of those `rows` that come from other issuers than any of them."""
    made: dict[tuple[str, str], Hits] = {}
    _read(made, strangers(rows, others), others, setting)
    return made


def _read(
    made: dict[tuple[str, str], Hits], known: Sequence[Example], unknown: Sequence[Example], setting: Setting
) -> list[tuple[float, bool]]:
    seeing, told = fit(known, alone, setting), fit(known, stacked, setting)
    answers: list[tuple[float, bool]] = []
    for row in unknown:
        own = chances(seeing, [alone(one) for one in row.lines])
        said = [best(one) for one in own]
        read = {"rules": [one.ruled for one in row.lines], "model": said, "both": both(told, row.lines, setting.doubt)}
        for name, labels in read.items():
            add(made, name, row.variation, hits(row.lines, labels, WORK))
            if not row.variation:
                for kind in LABELS:
                    add(made, name, kind, hits(row.lines, labels, (kind,)))
        if not row.variation:
            answers += [
                (chance[label], label == line.gold)
                for line, label, chance in zip(row.lines, said, own, strict=True)
                if label in WORK
            ]
    return answers


def add(figures: dict[tuple[str, str], Hits], reader: str, read: str, more: Hits) -> None:
    """Adds to what a reader has right of one kind."""
    before = figures.get((reader, read), Hits(0, 0, 0))
    figures[reader, read] = Hits(*(a + b for a, b in zip(before, more, strict=True)))


def hits(lines: Sequence[Line], labels: Sequence[str], kinds: Sequence[str]) -> Hits:
    """How many lines of some kinds one reading has right."""
    pairs = [(line.gold, label) for line, label in zip(lines, labels, strict=True)]
    return Hits(
        sum(gold == label and gold in kinds for gold, label in pairs),
        sum(gold in kinds for gold, _ in pairs),
        sum(label in kinds for _, label in pairs),
    )


def table(figures: dict[tuple[str, str], Hits]) -> str:
    """F1 of each reader by variation, for a terminal or a page in Markdown."""
    variations = list(dict.fromkeys(variation for _, variation in figures))
    made = ["| read | in gold | " + " | ".join(READERS) + " |", "|---|---" + "|---" * len(READERS) + "|"]
    for one in variations:
        row = [f"{figures[name, one].f1:.3f}" for name in READERS]
        made.append(f"| {one or 'document'} | {figures['rules', one].gold} | " + " | ".join(row) + " |")
    return "\n".join(made) + "\n"
