"""A linear model of kinds: trained to the one best answer of its examples, so that rounding makes the same weights anywhere.

Reads examples: clues, a kind, how much each counts. Writes `Weights`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from adminplan.passages.section_model import Weights

_DIGITS = 2


class Example(NamedTuple):
    """Clues of one thing, what it is, and how much it counts."""

    clues: Sequence[str]
    kind: str
    counts: float = 1.0


def train(examples: Sequence[Example], *, l2: float, turns: int) -> Weights:
    """Weights by which the kinds of the examples are likeliest (softmax, penalty `l2` on squares, Nesterov's descent).

    The penalty makes the best answer the only one; `turns` are enough to come within rounding of it.
    """
    import numpy as np

    kinds = sorted({one.kind for one in examples})
    names = sorted({clue for one in examples for clue in one.clues})
    number = {name: index for index, name in enumerate(names)}
    seen = np.zeros((len(examples), len(names) + 1))
    told = np.zeros((len(examples), len(kinds)))
    counts = np.array([[one.counts] for one in examples])
    for row, one in enumerate(examples):
        seen[row, [number[clue] for clue in one.clues]] = 1
        seen[row, -1] = 1  # what a kind weighs without any clue
        told[row, kinds.index(one.kind)] = 1
    steepest = float(np.linalg.eigvalsh((seen * counts).T @ seen)[-1])
    step = 1 / (0.5 * steepest + l2)
    weights = np.zeros((len(names) + 1, len(kinds)))
    ahead, pace = weights, 1.0
    for _ in range(turns):
        scores = seen @ ahead
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        moved = ahead - step * (seen.T @ (counts * (chances - told)) + l2 * ahead)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    rounded = [[round(float(one), _DIGITS) + 0.0 for one in row] for row in weights]
    return Weights(
        tuple(kinds),
        tuple(rounded[-1]),
        {name: tuple(row) for name, row in zip(names, rounded, strict=False) if any(row)},
    )
