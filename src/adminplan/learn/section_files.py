"""The model of sections on disk: built from plans, verified, told in a line.

Reads `models/sections/model.toml` and the plans that it names. Writes `weights.json`, `model.lock.json` and `CARD.md` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import ModelMismatch
from adminplan.evaluate.gold import NotGold
from adminplan.learn import disk
from adminplan.learn.sections import (
    KINDS,
    Answer,
    Section,
    Setting,
    answers,
    cross_validate,
    fit,
    precision,
    sections,
    table,
)
from adminplan.passages.section_clues import CLUES
from adminplan.passages.section_model import as_json, load

_PACKAGES = ("numpy",)

_CARD = """\
# {name}

Made by `adminplan model build`. Tells what a section holds whose heading the rules do not know: goals, duties, or nothing that is work.
A linear model (softmax, weights as JSON) that sees how the items begin, what they hold, where the section stands, and the heading's words.
It is asked only where a heading announces nothing to data/sections.toml, and answers only from a chance at which it was right often enough.

Trained on {plans} plans: {sections} sections, with variations in which neighbours' headings are unknown or sections left out, each without a
heading and under an invented one. Weights: {size} bytes. Licence: MIT.

Precision is what it would be were {work:.0%} of all sections asked about work (an unknown heading mostly names a topic), with one right and
one wrong answer more. What rules say of a heading that they know, before it is taken away, is taken for the truth.
"""


class _Decided(NamedTuple):
    plans: list[str]
    setting: Setting
    told: dict[str, dict[str, float]]
    headings: dict[str, list[str]]


def build(folder: Path, root: Path, others: Sequence[Path] = ()) -> dict[str, Any]:
    """Trains the model that `model.toml` decides and writes it; gives its lock.

    root: the folder in which the paths of `model.toml` stand. others: folders of plans to measure on, never trained on. Raises `ModelMismatch` for a `model.toml` that cannot be followed, `NotGold` for empty folders.
    """
    decided = _decided(folder)
    rows = _rows(root, decided.plans)
    weights = fit(rows, decided.headings, decided.setting)
    text = disk.sized(folder, as_json(weights), penalty="l2")
    said = {"other issuers": cross_validate(rows, decided.headings, decided.setting)}
    if others:
        said["other plans"] = answers(weights, sections(others), decided.headings)
    sure = {family: one["from"] for family, one in decided.told.items()}
    lock = {
        "clues": CLUES,
        "examples": disk.hash_of_rows(rows),
        "packages": {name: version(name) for name in _PACKAGES},
        "precision": {family: one["precision"] for family, one in decided.told.items()},
        "scores": {name: {family: _round(one, family, sure, decided.setting) for family in sure} for name, one in said.items()},
        "sure": sure,
        "toml": disk.hash_of(folder / "model.toml"),
        "weights": sha256(text.encode()).hexdigest(),
    }
    tables = {name: table(one, sure, decided.setting) for name, one in said.items()}
    disk.write(folder, text, lock, _card(folder.name, rows, tables, decided.setting, len(text)))
    return lock


def verify(folder: Path, root: Path) -> None:
    """Raises `ModelMismatch` where the model is not its lock's, misses a floor, or is not what training gives again."""
    load(folder)
    lock, decided = _lock(folder), _decided(folder)
    if disk.hash_of(folder / "model.toml") != lock["toml"]:
        raise ModelMismatch(folder.name, "its model.toml is not the one that model.lock.json names")
    for family, one in decided.told.items():
        got = min(scores.get(family, 0.0) for scores in lock["scores"].values())
        if got < one["precision"]:
            raise ModelMismatch(
                folder.name, f"it tells {family} with a precision of {got}, below its floor of {one['precision']}"
            )
    rows = _rows(root, decided.plans)
    if disk.hash_of_rows(rows) != lock["examples"]:
        raise ModelMismatch(folder.name, "the rules or the plans have changed since it was trained")
    weights = as_json(fit(rows, decided.headings, decided.setting))
    if sha256(weights.encode()).hexdigest() != lock["weights"]:
        raise ModelMismatch(folder.name, "training it again gives other weights")


def summary(folder: Path) -> str:
    """A line on a model: its size, and of each family from which chance it is told and how precisely."""
    load(folder)
    lock, size = _lock(folder), (folder / "weights.json").stat().st_size
    told = ", ".join(f"{family} from {lock['sure'][family]:.2f}: {lock['precision'][family]:.3f}" for family in lock["sure"])
    return f"{folder.name}: {size:,} bytes; precision by family and chance: {told or 'tells nothing'}\n"


def _round(said: Sequence[Answer], family: str, sure: Mapping[str, float], setting: Setting) -> float:
    share = precision(said, family, sure[family], setting.work)
    return round(share or 0.0, 4)


def _lock(folder: Path) -> dict[str, Any]:
    with disk.locked(folder) as lock:
        lock["weights"], lock["toml"], lock["examples"], lock["sure"], lock["precision"], lock["scores"]
        return lock


def _decided(folder: Path) -> _Decided:
    with disk.followed(folder) as plain:
        headings = {kind: list(plain["headings"][kind]) for kind in KINDS}
        told = {family: {key: float(one[key]) for key in ("from", "precision")} for family, one in plain["told"].items()}
        return _Decided(list(plain["plans"]), Setting(**plain["setting"]), told, headings)


def _rows(root: Path, folders: Sequence[str]) -> list[Section]:
    rows = sections([root / one for one in folders])
    if not rows:
        raise NotGold(f"none of the documents of {', '.join(folders)} could be read.")
    return rows


def _card(name: str, rows: Sequence[Section], tables: Mapping[str, str], setting: Setting, size: int) -> str:
    plans = len({row.plan for row in rows})
    parts = [_CARD.format(name=name, plans=plans, sections=len(rows), size=f"{size:,}", work=setting.work)]
    parts += [f"## On {title}\n\n{one}" for title, one in tables.items()]
    if len(tables) > 1:
        parts.append("Other plans, where given, are real ones on which the rules were tuned, but not the model.\n")
    return "\n".join(parts)
