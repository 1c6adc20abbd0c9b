"""What sections under unknown headings hold, by a learned model: goals, duties, nothing that is work.

Reads nodes of an `Outline` and `models/sections` (made by `adminplan model build`). Writes `Learned`: kinds by section, and the model's name.

It is asked about headings of which data/sections.toml knows none, and answers where it is sure enough. Without it such a section is work.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from adminplan.errors import ModelMismatch
from adminplan.layout.text import Text
from adminplan.outline.node import Node
from adminplan.passages.duties import is_duty_section
from adminplan.passages.section_clues import CLUES, clues, heading, heading_clues, inner_rows, kinds, rows

NAME = "sections"
GOAL, DUTY = "goal.learned@1", "duty.learned@1"  # rules of what is found in sections that the model told
_RULES = {"goals": GOAL, "organisation": DUTY}
_IDLE = "situation"  # the kind of data/sections.toml that stands for all whose items are no work
FAMILIES = {"purpose": "goals", "requirement": "goals", "objective": "goals"}  # kinds that are one in what they do
# Beside the package in a wheel, at the top of a checkout.
_PLACES = (Path(__file__).parents[1] / "models", Path(__file__).parents[3] / "models")


class Weights(NamedTuple):
    """What each clue weighs for each kind, in the order of `kinds`; `bias`: what a kind weighs without any."""

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    clues: dict[str, tuple[float, ...]]


class Model(NamedTuple):
    """Weights; for each family of kinds the chance from which it is told (`sure`), and how often it is right then (`precision`)."""

    digest: str
    weights: Weights
    sure: dict[str, float]
    precision: dict[str, float]


class Learned(NamedTuple):
    """What the model told: kinds of sections by where their heading begins.

    Attributes:
        kinds: as `sections.heading_kind` gives them. models: name and hash of what told them, none where nothing was told.
        precision: by name of the rules that findings in these sections carry.
    """

    kinds: dict[int, str]
    models: tuple[str, ...]
    precision: dict[str, float]


NOTHING = Learned({}, (), {})


def learned(text: Text, body: Sequence[Node]) -> Learned:
    """What the model makes of sections whose headings the rules do not know and that nothing else tells.

    Raises `ModelMismatch` where the model is broken or of another version; where there is none it tells nothing.
    """
    told: dict[int, str] = {}
    model: Model | None = None
    for row in rows(text, body):
        known = kinds(text, row)
        for index, node in enumerate(row):
            if known[index] is not None or _told_below(text, node):
                continue
            model = model or _model()
            if model is None:
                return NOTHING
            seen = [*clues(text, row, known, index), *heading_clues(heading(text, node))]
            kind = answer(model.sure, chances(model.weights, seen))
            if kind is not None:
                told[node.span.start] = _IDLE if kind == "idle" else kind
    if model is None or not told:
        return NOTHING
    return Learned(
        told,
        (f"{NAME}@{model.digest}",),
        {rule: model.precision[family] for family, rule in _RULES.items() if family in model.precision},
    )


def _told_below(text: Text, node: Node) -> bool:
    """Whether rules tell what stands below a heading that they do not know: sections of known kinds, or bodies with their tasks."""
    inner = next(inner_rows(text, node), ())
    return (
        any(kind not in {None, "content"} for kind in kinds(text, inner))
        or any(child.kind in {"part", "chapter", "muc", "roman", "upper", "caps"} for child in inner)
        or is_duty_section(text, node)
    )


def answer(sure: dict[str, float], chance: dict[str, float]) -> str | None:
    """The likeliest kind of the likeliest family, where that is likely enough to be told and not what rules take it for anyhow."""
    family, share = likeliest(chance)
    if share < sure.get(family, math.inf):
        return None
    return max((one for one in chance if FAMILIES.get(one, one) == family), key=lambda one: chance[one])


def likeliest(chance: dict[str, float]) -> tuple[str, float]:
    """The likeliest family of kinds, and its chance."""
    families: dict[str, float] = {}
    for kind, share in chance.items():
        family = FAMILIES.get(kind, kind)
        families[family] = families.get(family, 0.0) + share
    return max(families.items(), key=lambda one: (one[1], one[0]))


def chances(weights: Weights, seen: Iterable[str]) -> dict[str, float]:
    """How likely each kind is, 0 to 1, in all 1."""
    scores = list(weights.bias)
    for clue in seen:
        for index, weight in enumerate(weights.clues.get(clue, ())):
            scores[index] += weight
    top = max(scores)
    parts = [math.exp(one - top) for one in scores]
    return {kind: part / sum(parts) for kind, part in zip(weights.kinds, parts, strict=True)}


@cache
def _model() -> Model | None:
    folder = next((place / NAME for place in _PLACES if (place / NAME / "weights.json").is_file()), None)
    return load(folder) if folder is not None else None


def load(folder: Path) -> Model:
    """The model of a folder. Raises `ModelMismatch` where a part is missing, broken, not its lock's, or of another version of adminplan."""
    try:
        data = (folder / "weights.json").read_bytes()
        lock = json.loads((folder / "model.lock.json").read_text(encoding="utf-8"))
        if sha256(data).hexdigest() != lock["weights"]:
            raise ModelMismatch(folder.name, "its weights are not those that model.lock.json names")
        if lock["clues"] != CLUES:
            raise ModelMismatch(
                folder.name, f"it weighs clues of version {lock['clues']}, and this adminplan sees version {CLUES}"
            )
        plain = json.loads(data)
        weights = Weights(tuple(plain["kinds"]), tuple(plain["bias"]), plain["clues"])
        return Model(lock["weights"][:12], weights, dict(lock["sure"]), dict(lock["precision"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatch(folder.name, f"it cannot be read ({error!r})") from None


def as_json(weights: Weights) -> str:
    """Weights as JSON text, sorted: the same weights give the same bytes."""
    plain = {"bias": weights.bias, "clues": weights.clues, "kinds": weights.kinds}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
