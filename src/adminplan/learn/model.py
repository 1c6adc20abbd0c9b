"""A model on disk: what decides it, its weights, the lock that holds both together, its card.

Reads `models/NAME/model.toml` and the gold that it names. Writes `weights.json`, `model.lock.json` and `CARD.md` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import ModelMismatch
from adminplan.evaluate.gold import NotGold
from adminplan.learn import calibrate, crf, disk
from adminplan.learn.kind import Kind
from adminplan.learn.line_model import LINES
from adminplan.learn.measure import READERS, table
from adminplan.learn.span_model import SPANS

_PACKAGES = ("underthesea-core",)
_OTHERS = (
    "The figures on other gold, where given, are of documents that were used to tune the rules, but not to train the model.\n"
)


KINDS: Mapping[str, Kind] = {"lines": LINES, "spans": SPANS}


class Model(NamedTuple):
    """Weights that agree with their lock. `setting`: what decides it; `known`: what its chances are worth."""

    name: str
    weights: crf.Weights
    setting: Any
    known: tuple[calibrate.Step, ...]


class _Decided(NamedTuple):
    kind: Kind
    gold: list[str]
    sources: str | None
    setting: Any
    floors: dict[str, float]


def load(folder: Path) -> Model:
    """The model of a folder. Raises `ModelMismatch` where a part is missing, broken, or not the one that the lock names."""
    lock, decided = _lock(folder), _decided(folder)
    try:
        data = (folder / "weights.json").read_bytes()
        if sha256(data).hexdigest() != lock["weights"] or disk.hash_of(folder / "model.toml") != lock["toml"]:
            raise ModelMismatch(folder.name, "its weights or its model.toml are not those that model.lock.json names")
        known = tuple(calibrate.Step(*one) for one in lock["reliability"])
        return Model(folder.name, crf.from_json(data.decode("utf-8")), decided.setting, known)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelMismatch(folder.name, f"it cannot be read ({error!r})") from None


def build(folder: Path, root: Path, others: Sequence[Path] = ()) -> dict[str, Any]:
    """Trains the model that `model.toml` decides and writes it; gives its lock.

    root: the folder in which the paths of `model.toml` stand. others: folders of gold to measure on, never trained on.
    Raises `ModelMismatch` for a `model.toml` that cannot be followed, `NotGold` for folders without gold.
    """
    decided = _decided(folder)
    rows = _rows(folder, root, decided)
    weights = disk.sized(folder, crf.as_json(decided.kind.fit(rows, decided.setting)), penalty="l1")
    hits, answers = decided.kind.scores(rows, decided.setting)
    figures, known = {"other issuers": hits}, calibrate.steps(answers)
    if others:
        figures["other gold"] = decided.kind.transfer(rows, decided.kind.rows(others, None), decided.setting)
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for name, found in figures.items():
        for (reader, read), one in found.items():
            scores.setdefault(name, {}).setdefault(read or "document", {})[reader] = round(one.f1, 3)
    lock = {
        "examples": disk.hash_of_rows(decided.kind.seen(rows)),
        "packages": {name: version(name) for name in _PACKAGES},
        "reliability": known,
        "scores": scores,
        "toml": disk.hash_of(folder / "model.toml"),
        "weights": sha256(weights.encode()).hexdigest(),
    }
    card = [
        f"# {folder.name}\n\n{decided.kind.card(rows, decided.setting)}\nWeights: {len(weights.encode()):,} bytes. Licence: MIT.\n"
    ]
    card += [f"## F1 on {name}\n\n{table(found)}" for name, found in figures.items()]
    card.append(
        f"{_OTHERS}\n## What the chances of the model alone are worth\n\nOn issuers not trained on.\n\n{calibrate.table(known)}"
    )
    disk.write(folder, weights, lock, "\n".join(card))
    return lock


def verify(folder: Path, root: Path) -> str:
    """How the model holds: trained again it is the same byte by byte, or at least says the same of every row that it was trained on.

    The last digit of weights may come out otherwise on another processor; then only what the model says counts.
    Raises `ModelMismatch` where it is not its lock's, misses a floor, or training again gives a model that says something else.
    """
    model, lock, decided = load(folder), _lock(folder), _decided(folder)
    scores = lock["scores"]["other issuers"]
    for name, floor in decided.floors.items():
        got = scores.get(name, {}).get("both", 0.0)
        if got < floor:
            raise ModelMismatch(folder.name, f"it reads {name} at {got}, below its floor of {floor}")
    rows = _rows(folder, root, decided)
    if disk.hash_of_rows(decided.kind.seen(rows)) != lock["examples"]:
        raise ModelMismatch(folder.name, "the rules or the gold have changed since it was trained")
    again = decided.kind.fit(rows, decided.setting)
    if sha256(crf.as_json(again).encode()).hexdigest() == lock["weights"]:
        return "holds, byte by byte"
    if decided.kind.said(again, rows) == decided.kind.said(model.weights, rows):
        return "holds: trained here its weights differ in their last digits, and it says the same everywhere"
    raise ModelMismatch(folder.name, "trained again it says something else of what it was trained on")


def summary(folder: Path) -> str:
    """A line on a model: its size, and F1 of the rules and of both together on all that was read."""
    load(folder)
    size = (folder / "weights.json").stat().st_size
    scores = _lock(folder)["scores"]["other issuers"].items()
    first, _, last = READERS
    told = ", ".join(f"{name} {row[first]:.3f} -> {row[last]:.3f}" for name, row in scores)
    return f"{folder.name}: {size:,} bytes; F1 of rules -> both: {told}\n"


def _lock(folder: Path) -> dict[str, Any]:
    with disk.locked(folder) as lock:
        lock["weights"], lock["toml"], lock["examples"], lock["reliability"], lock["scores"]["other issuers"]
        return lock


def _decided(folder: Path) -> _Decided:
    with disk.followed(folder) as plain:
        kind = KINDS[plain.get("kind", "lines")]
        return _Decided(kind, list(plain["gold"]), plain.get("sources"), kind.setting(**plain["setting"]), dict(plain["floors"]))


def _rows(folder: Path, root: Path, decided: _Decided) -> Sequence[Any]:
    sources = root / decided.sources if decided.sources else None
    try:
        rows = decided.kind.rows([root / one for one in decided.gold], sources)
    except (OSError, ValueError) as error:
        raise ModelMismatch(folder.name, f"its sources cannot be read ({error!r})") from None
    if not rows:
        raise NotGold(f"{folder}: none of the documents of {', '.join(decided.gold)} could be read.")
    return rows
