"""A chain of labels with weights as plain data: trained by underthesea_core, read and applied here.

Reads sequences of features with their labels, and weights as JSON text. Writes `Weights` and their JSON text.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_FEATURE = struct.Struct("<IIId")  # kind (0: feature to label, 1: label to label), source, target, weight
_DIGITS = 2


class Weights(NamedTuple):
    """Weights of features for labels, and of labels for the label that follows; what is not in them weighs nothing."""

    labels: tuple[str, ...]
    states: dict[str, dict[str, float]]
    moves: dict[str, dict[str, float]]


def train(
    sequences: Sequence[Sequence[Sequence[str]]], labels: Sequence[Sequence[str]], *, l1: float, l2: float, turns: int
) -> Weights:
    """Weights learned by the CRF of underthesea_core (L-BFGS, with penalties on size).

    It adds up in an order that changes from run to run; once it has converged, rounding makes the same weights of the same input.
    """
    from underthesea_core import CRFTrainer  # type: ignore[import-untyped]

    trainer = CRFTrainer(loss_function="lbfgs", l1_penalty=l1, l2_penalty=l2, max_iterations=turns, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model"
        with _quiet():
            model = trainer.train([[list(one) for one in row] for row in sequences], [list(row) for row in labels])
            model.save(str(target))
        features = list(dict.fromkeys(one for row in sequences for word in row for one in word))
        return _weights(target.read_bytes(), model.get_labels(), features)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without what the Rust side prints, whatever `verbose` says."""
    kept = [os.dup(1), os.dup(2)]
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        for number, one in zip((1, 2), kept, strict=True):
            os.dup2(one, number)
            os.close(one)


def _weights(data: bytes, labels: Sequence[str], features: Sequence[str]) -> Weights:
    """What a file of CRFsuite's format holds; features are numbered in the order in which they were first met."""
    (at,) = struct.unpack_from("<I", data, 28)
    (count,) = struct.unpack_from("<I", data, at + 8)
    states: dict[str, dict[str, float]] = {}
    moves: dict[str, dict[str, float]] = {}
    for index in range(count):
        kind, source, target, weight = _FEATURE.unpack_from(data, at + 12 + _FEATURE.size * index)
        rounded = round(weight, _DIGITS)
        if rounded:
            into, name = (states, features[source]) if kind == 0 else (moves, labels[source])
            into.setdefault(name, {})[labels[target]] = rounded
    return Weights(tuple(sorted(labels)), states, moves)


def chances(weights: Weights, sequence: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """How likely each label is at each place, 0 to 1, the whole sequence considered (forward and backward)."""
    labels = weights.labels
    if not sequence:
        return []
    own = [_scores(weights, features) for features in sequence]
    moves = {one: {to: weights.moves.get(one, {}).get(to, 0.0) for to in labels} for one in labels}
    ahead = [own[0]]
    for scores in own[1:]:
        before = ahead[-1]
        ahead.append({to: scores[to] + _sum([before[one] + moves[one][to] for one in labels]) for to in labels})
    behind = [dict.fromkeys(labels, 0.0)]
    for scores in reversed(own[1:]):
        after = behind[-1]
        behind.append({one: _sum([moves[one][to] + scores[to] + after[to] for to in labels]) for one in labels})
    whole = _sum([ahead[-1][one] for one in labels])
    return [{one: math.exp(a[one] + b[one] - whole) for one in labels} for a, b in zip(ahead, reversed(behind), strict=True)]


def _scores(weights: Weights, features: Sequence[str]) -> dict[str, float]:
    made = dict.fromkeys(weights.labels, 0.0)
    for feature in features:
        for name, weight in weights.states.get(feature, {}).items():
            made[name] += weight
    return made


def _sum(logs: Sequence[float]) -> float:
    """The logarithm of a sum of which the logarithms of the parts are given."""
    top = max(logs)
    return top + math.log(sum(math.exp(one - top) for one in logs))


def as_json(weights: Weights) -> str:
    """The weights as JSON text, sorted: the same weights give the same bytes."""
    plain = {"labels": weights.labels, "moves": weights.moves, "states": weights.states}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"


def from_json(text: str) -> Weights:
    """The weights that `as_json` wrote. Raises `ValueError` or `KeyError` for anything else."""
    plain = json.loads(text)
    return Weights(tuple(plain["labels"]), plain["states"], plain["moves"])
