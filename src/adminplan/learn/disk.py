"""What the files of every model have in common: `model.toml` is followed, the lock is read, and all that a building makes is written.

Reads `models/NAME/model.toml` and `model.lock.json`. Writes `weights.json`, `model.lock.json` and `CARD.md` beside them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from adminplan.errors import ModelMismatch

_LARGEST = 3_000_000  # bytes of weights


@contextmanager
def followed(folder: Path) -> Iterator[dict[str, Any]]:
    """What `model.toml` says. What is missing or wrong in it raises `ModelMismatch`, also where it is taken apart inside the block."""
    try:
        yield tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatch(folder.name, f"model.toml cannot be followed ({error!r})") from None


@contextmanager
def locked(folder: Path) -> Iterator[dict[str, Any]]:
    """The lock of a model. What is missing or wrong in it raises `ModelMismatch`, also where it is looked up inside the block."""
    try:
        yield json.loads((folder / "model.lock.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatch(folder.name, f"model.lock.json cannot be read ({error!r})") from None


def sized(folder: Path, weights: str, *, penalty: str) -> str:
    """The weights; `ModelMismatch` where they are too large. `penalty`: the setting by which they get smaller."""
    if len(weights.encode()) > _LARGEST:
        raise ModelMismatch(folder.name, f"its weights have more than {_LARGEST} bytes: raise {penalty}")
    return weights


def write(folder: Path, weights: str, lock: Mapping[str, Any], card: str) -> None:
    """All that a building makes: the same bytes of the same weights, lock and card on every system."""
    (folder / "weights.json").write_text(weights, encoding="utf-8", newline="\n")
    (folder / "model.lock.json").write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    (folder / "CARD.md").write_text(card, encoding="utf-8", newline="\n")


def hash_of(path: Path) -> str:
    """Of the bytes of a file."""
    return sha256(path.read_bytes()).hexdigest()


def hash_of_rows(seen: Any) -> str:
    """Of all that training sees, as plain data, in order. It changes when gold, plans or rules read otherwise."""
    return sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()
