"""What the chances of a model are worth: the share that was right, of answers on issuers that it had not seen.

Reads pairs of chance and truth. Writes `Step`s: from which chance on, how precise; smoothed and never falling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


class Step(NamedTuple):
    """Answers with a chance of `low` or more, below the next step's: how many, how many of them right, and what such a chance is worth."""

    low: float
    found: int
    right: int
    precision: float


def steps(answers: Iterable[tuple[float, bool]]) -> tuple[Step, ...]:
    """The steps of (chance, right) pairs.

    precision: (right + 1) / (found + 2); where a higher chance was right less often than a lower one, the two count as one step
    (pool adjacent violators).

    >>> [round(one.precision, 2) for one in steps([(0.55, False), (0.55, True), (0.99, True), (0.99, True)])]
    [0.5, 0.75]
    """
    rows = list(answers)
    pooled: list[tuple[float, int, int]] = []
    for low, high in pairwise((*_EDGES, 2.0)):
        inside = [right for chance, right in rows if low <= chance < high]
        if not inside:
            continue
        one = (low, len(inside), sum(inside))
        while pooled and _smoothed(pooled[-1]) >= _smoothed(one):
            before = pooled.pop()
            one = (before[0], before[1] + one[1], before[2] + one[2])
        pooled.append(one)
    return tuple(Step(low, found, right, round(_smoothed((low, found, right)), 4)) for low, found, right in pooled)


def worth(chance: float, known: Sequence[Step]) -> float | None:
    """The precision that answers of such a chance had; `None` below the first step, where none were seen."""
    return next((one.precision for one in reversed(known) if chance >= one.low), None)


def table(known: Sequence[Step]) -> str:
    """The steps for a page in Markdown."""
    made = ["| chance from | answers | right | precision |", "|---|---|---|---|"]
    made += [f"| {one.low:.2f} | {one.found} | {one.right} | {one.precision:.3f} |" for one in known]
    return "\n".join(made) + "\n"


def _smoothed(one: tuple[float, int, int]) -> float:
    return (one[2] + 1) / (one[1] + 2)
