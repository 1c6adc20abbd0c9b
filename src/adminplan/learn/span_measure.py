"""What the model of spans gains over the rules on issuers that it has not seen, and how far its chances can be trusted.

Reads `Plan`s of passages. Writes `Hits` by reader and label, and pairs of chance and truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from adminplan.evaluate.likeness import words as folded
from adminplan.learn.crf import Weights, chances, train
from adminplan.learn.folds import folds
from adminplan.learn.measure import READERS, Hits, add, best
from adminplan.learn.sources import PARTS, ROLES, Mark
from adminplan.learn.span_examples import Row, part
from adminplan.learn.spans import Passage, labels, marks_of

LABELS = (*ROLES, "time", *PARTS.values())
GROUPS = {"units": ROLES, "times": ("time",), "citations": tuple(PARTS.values())}
_LIKE = 0.5  # of the words of both marks


class Setting(NamedTuple):
    """What decides a model: penalties, rounds at most.

    adds, sure: labels that the model may add where the rules say nothing, and the chance from which it does.
    """

    l1: float = 0.1
    l2: float = 0.5
    turns: int = 300
    adds: tuple[str, ...] = LABELS
    sure: float = 0.9


class Sure(NamedTuple):
    """A mark of the model with its chance, and whether it is right."""

    label: str
    chance: float
    right: bool


def fit(rows: Iterable[Row], setting: Setting) -> Weights:
    """A model of the marked passages."""
    marked = [one for row in rows for one in row.passages if one.gold is not None]
    return train(
        [one.seen for one in marked],
        [labels(one.words, one.gold or ()) for one in marked],
        l1=setting.l1,
        l2=setting.l2,
        turns=setting.turns,
    )


def tagged(weights: Weights, passage: Passage) -> list[tuple[Mark, float]]:
    """The model's marks of a passage, each with its chance: that of its least sure word."""
    made = chances(weights, passage.seen)
    return [(mark, _chance(passage, made, mark)) for mark in marks_of(passage.words, likeliest(made))]


def likeliest(made: Iterable[dict[str, float]]) -> list[str]:
    """The likeliest label of each word; of equal ones the first by the alphabet."""
    return [best(one) for one in made]


def _chance(passage: Passage, made: Sequence[dict[str, float]], mark: Mark) -> float:
    inside = [one for (start, end), one in zip(passage.words, made, strict=True) if start < mark.end and end > mark.start]
    names = (f"B-{mark.label}", f"I-{mark.label}")
    return min((sum(one.get(name, 0.0) for name in names) for one in inside), default=0.0)


def both(passage: Passage, own: Iterable[tuple[Mark, float]], setting: Setting) -> list[Mark]:
    """The marks of the rules, and of the model's own those that it may add, is sure of, and where the rules say nothing."""
    sure = (mark for mark, chance in own if chance >= setting.sure and mark.label in setting.adds)
    return sorted([*passage.ruled, *(mark for mark in sure if not _meets(mark, passage.ruled))])


def _meets(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(mark.start < other.end and other.start < mark.end for other in others)


def right(passage: Passage, found: Sequence[Mark]) -> list[bool]:
    """Which marks are in gold: same label, and at least half of all words of both in common."""
    left = list(passage.gold or ())
    made = []
    for mark in found:
        own = _words(passage, mark)
        twin = next((one for one in left if one.label == mark.label and _like(own, _words(passage, one))), None)
        if twin:
            left.remove(twin)
        made.append(twin is not None)
    return made


def _words(passage: Passage, mark: Mark) -> set[int]:
    return {start for start, end in passage.words if start < mark.end and end > mark.start and folded(passage.text[start:end])}


def _like(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= _LIKE * len(one | other) > 0


def cross_validate(rows: Sequence[Row], setting: Setting) -> tuple[dict[tuple[str, str], Hits], list[Sure]]:
    """Hits by (reader, label), and the model's own marks: the plans of each issuer are read by a model trained without them."""
    figures: dict[tuple[str, str], Hits] = {}
    sure: list[Sure] = []
    for _, known, unknown in folds(rows):
        sure += read(figures, known, unknown, setting)
    return figures, sure


def read(figures: dict[tuple[str, str], Hits], known: Sequence[Row], unknown: Sequence[Row], setting: Setting) -> list[Sure]:
    """Adds the hits on unknown plans of a model of the known ones; gives the model's own marks with chance and truth."""
    weights = fit(known, setting)
    sure: list[Sure] = []
    for row in unknown:
        named: dict[str, set[tuple[str, str]]] = {reader: set() for reader in READERS}
        for one in row.passages:
            if one.gold is None and row.cited is None:
                continue
            own = tagged(weights, one)
            found = {"rules": list(one.ruled), "model": [mark for mark, _ in own], "both": both(one, own, setting)}
            for reader, marks in found.items():
                named[reader] |= {
                    part(mark.label, one.text[mark.start : mark.end]) for mark in marks if mark.label in GROUPS["citations"]
                }
            if one.gold is None:
                continue
            only = LABELS if row.cited is None else (*GROUPS["units"], *GROUPS["times"])
            for reader, marks in found.items():
                _count(figures, reader, one, [mark for mark in marks if mark.label in only], only)
            truth = right(one, [mark for mark, _ in own])
            sure += [Sure(mark.label, chance, ok) for (mark, chance), ok in zip(own, truth, strict=True) if mark.label in only]
        if row.cited is not None:
            for reader, parts in named.items():
                for name in GROUPS["citations"]:
                    mine, gold = ({one for one in all_ if one[0] == name} for all_ in (parts, row.cited))
                    add(figures, reader, name, Hits(len(mine & gold), len(gold), len(mine)))
    return sure


def _count(
    figures: dict[tuple[str, str], Hits], reader: str, passage: Passage, marks: Sequence[Mark], only: Sequence[str]
) -> None:
    hit = right(passage, marks)
    for name in only:
        found = sum(mark.label == name for mark in marks)
        ok = sum(ok for mark, ok in zip(marks, hit, strict=True) if mark.label == name)
        add(figures, reader, name, Hits(ok, sum(mark.label == name for mark in passage.gold or ()), found))
