"""A model on disk: what decides it, its weights, the lock that holds both together, its card.

Reads `models/NAME/model.toml` and the gold that it names. Writes `weights.json`, `model.lock.json` and `CARD.md` beside it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import ModelMismatch
from adminplan.evaluate.gold import NotGold
from adminplan.learn import crf
from adminplan.learn.examples import Example, examples
from adminplan.learn.lines import stacked
from adminplan.learn.measure import Setting, cross_validate, fit, table, transfer
from adminplan.learn.variations import VARIATIONS

_PACKAGES = ("underthesea-core",)
_LARGEST = 3_000_000  # bytes of weights


_CARD = """\
# {name}

Made by `adminplan model build`. Tells for each paragraph of a plan's body outside tables whether it is an activity, a duty, a goal or
none of these. A chain of labels (CRF of underthesea_core, weights as JSON) that sees words, labels, layout and what the rules say.

Trained on {plans} plans and {variations} generated variations of each ({lines} lines). Weights: {size} bytes. Licence: MIT.

The rules' label gives way where the model gives it a chance below {doubt}.

Variations: `plain` is the text without tables; in `unnumbered` the headings of sections lose their labels, in `bare` every item;
in `unnamed` the headings that the rules know get words that announce nothing.
"""


class Model(NamedTuple):
    """Weights that agree with their lock. `doubt`: as in `Setting`."""

    name: str
    weights: crf.Weights
    doubt: float


def load(folder: Path) -> Model:
    """The model of a folder. Raises `ModelMismatch` where a part is missing, broken, or not the one that the lock names."""
    lock, setting = _lock(folder), _decided(folder)[1]
    try:
        data = (folder / "weights.json").read_bytes()
        if sha256(data).hexdigest() != lock["weights"] or _hash_of(folder / "model.toml") != lock["toml"]:
            raise ModelMismatch(folder.name, "its weights or its model.toml are not those that model.lock.json names")
        return Model(folder.name, crf.from_json(data.decode("utf-8")), setting.doubt)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelMismatch(folder.name, f"it cannot be read ({error!r})") from None


def build(folder: Path, root: Path, others: Sequence[Path] = ()) -> dict[str, Any]:
    """Trains the model that `model.toml` decides and writes it; gives its lock.

    root: the folder in which the paths of `model.toml` stand. others: folders of gold to measure on, never trained on.
    Raises `ModelMismatch` for a `model.toml` that cannot be followed, `NotGold` for folders without gold.
    """
    folders, setting, _ = _decided(folder)
    rows = _rows(folder, root, folders)
    weights = crf.as_json(fit(rows, stacked, setting))
    if len(weights.encode()) > _LARGEST:
        raise ModelMismatch(folder.name, f"its weights have more than {_LARGEST} bytes: raise l1")
    figures = {"other issuers": cross_validate(rows, setting)}
    if others:
        figures["other gold"] = transfer(rows, examples(others), setting)
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for name, found in figures.items():
        for (reader, variation), hits in found.items():
            scores.setdefault(name, {}).setdefault(variation or "document", {})[reader] = round(hits.f1, 3)
    lock = {
        "examples": _hash_of_rows(rows),
        "packages": {name: version(name) for name in _PACKAGES},
        "scores": scores,
        "toml": _hash_of(folder / "model.toml"),
        "weights": sha256(weights.encode()).hexdigest(),
    }
    (folder / "weights.json").write_text(weights, encoding="utf-8", newline="\n")
    (folder / "model.lock.json").write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    card = _card(folder.name, rows, {name: table(found) for name, found in figures.items()}, setting, len(weights.encode()))
    (folder / "CARD.md").write_text(card, encoding="utf-8", newline="\n")
    return lock


def verify(folder: Path, root: Path) -> None:
    """Raises `ModelMismatch` where the model is not its lock's, misses a floor, or is not what training gives again."""
    load(folder)
    lock = _lock(folder)
    folders, setting, floors = _decided(folder)
    scores = lock["scores"]["other issuers"]
    for variation, floor in floors.items():
        got = scores.get(variation, {}).get("both", 0.0)
        if got < floor:
            raise ModelMismatch(folder.name, f"it reads {variation} at {got}, below its floor of {floor}")
    rows = _rows(folder, root, folders)
    if _hash_of_rows(rows) != lock["examples"]:
        raise ModelMismatch(folder.name, "the rules or the gold have changed since it was trained")
    if sha256(crf.as_json(fit(rows, stacked, setting)).encode()).hexdigest() != lock["weights"]:
        raise ModelMismatch(folder.name, "training it again gives other weights")


def summary(folder: Path) -> str:
    """A line on a model: its size, and F1 of the rules and of both together on documents as they are and on each variation."""
    load(folder)
    size = (folder / "weights.json").stat().st_size
    scores = _lock(folder)["scores"]["other issuers"].items()
    told = ", ".join(f"{name} {row['rules']:.3f} -> {row['both']:.3f}" for name, row in scores)
    return f"{folder.name}: {size:,} bytes; F1 of rules -> both: {told}\n"


def _lock(folder: Path) -> dict[str, Any]:
    try:
        lock: dict[str, Any] = json.loads((folder / "model.lock.json").read_text(encoding="utf-8"))
        lock["weights"], lock["toml"], lock["examples"], lock["scores"]["other issuers"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatch(folder.name, f"model.lock.json cannot be read ({error!r})") from None
    return lock


def _decided(folder: Path) -> tuple[list[str], Setting, dict[str, float]]:
    try:
        decided = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        return list(decided["gold"]), Setting(**decided["setting"]), dict(decided["floors"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatch(folder.name, f"model.toml cannot be followed ({error!r})") from None


def _rows(folder: Path, root: Path, folders: Sequence[str]) -> list[Example]:
    rows = examples([root / one for one in folders])
    if not rows:
        raise NotGold(f"{folder}: none of the documents of {', '.join(folders)} could be read.")
    return rows


def _hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _hash_of_rows(rows: Sequence[Example]) -> str:
    """Of all that training sees: features and labels, in order. It changes when gold or rules read otherwise."""
    plain = [[row.name, row.variation, [[stacked(one), one.gold] for one in row.lines]] for row in rows]
    return sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def _card(name: str, rows: Sequence[Example], tables: dict[str, str], setting: Setting, size: int) -> str:
    plans, count = len({row.name for row in rows}), sum(len(row.lines) for row in rows)
    parts = [_CARD.format(name=name, plans=plans, lines=count, size=f"{size:,}", doubt=setting.doubt, variations=len(VARIATIONS))]
    parts += [f"## F1 on {title}\n\n{one}" for title, one in tables.items()]
    parts.append(
        "The figures on other gold, where given, are of documents that were used to tune the rules, but not to train the model.\n"
    )
    return "\n".join(parts)
