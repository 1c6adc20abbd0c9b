"""Two scorings of the same gold against each other: what was won and what was lost, by document and item.

Reads the JSON that `adminplan evaluate score --json` wrote, twice. Writes gains and losses.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import AdminplanError
from adminplan.evaluate.totals import SCHEMA, short


class NotScores(AdminplanError):  # noqa: N818 - named for what was found, like `NotGold`
    """A file that holds no scores; the message says which and what makes one."""


class Change(NamedTuple):
    """An item that is right in one scoring only, or invented in one only. `gain`: the later one is better."""

    gain: bool
    document: str
    field: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed. `totals`: measure, before, after (`None`: not measured); `only`: documents that one of the two lacks."""

    changes: tuple[Change, ...]
    totals: tuple[tuple[str, float | None, float | None], ...]
    only: tuple[str, ...]

    @property
    def lost(self) -> bool:
        """Whether anything is worse than before: an item, or a document that is no longer scored."""
        return any(not one.gain for one in self.changes) or bool(self.only)


def load(path: Path) -> dict[str, Any]:
    """The scores in a file. Raises `NotScores`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotScores(f"{path} cannot be read as JSON ({error}).") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise NotScores(f"{path} holds no scores ({SCHEMA}). Make them with: adminplan evaluate score GOLD --json {path}")
    return content


def compare(base: dict[str, Any], head: dict[str, Any]) -> Comparison:
    """Gains and losses from `base` to `head`, documents in the order of `base`. Documents that one of them lacks are named, not compared."""
    shared = [name for name in base["items"] if name in head["items"]]
    only = [f"{name} (now missing)" for name in base["items"] if name not in head["items"]]
    changes = [change for name in shared for change in _changes(name, base["items"][name], head["items"][name])]
    measures = [name for name in base["total"] if name in head["total"]]
    return Comparison(
        changes=tuple(changes),
        totals=tuple((name, base["total"][name], head["total"][name]) for name in measures),
        only=tuple(only),
    )


def _changes(name: str, base: list[dict[str, Any]], head: list[dict[str, Any]]) -> Iterator[Change]:
    """An item of gold is known by its words, an invented one by what was found; equal ones are counted."""
    before, after = _states(base), _states(head)
    for key in dict.fromkeys((*before, *after)):
        was, now = before[key], after[key]
        field, gold, said = key
        if gold:
            step = now["right"] - was["right"]
            wrong = {item for state in (was, now) for item in state if item != "right"}
            if step and wrong:
                yield Change(step > 0, name, field, said)
        elif now["invented"] != was["invented"]:
            yield Change(now["invented"] < was["invented"], name, field, f"invented: {said}")


def _states(items: list[dict[str, Any]]) -> dict[tuple[str, bool, str], Counter[str]]:
    """How often each item is in each state."""
    made: dict[tuple[str, bool, str], Counter[str]] = _Default()
    for item in items:
        gold = item["state"] != "invented"
        own = item["gold"] if gold else item["found"]
        said = " | ".join(filter(None, (item["of"], own or "nothing")))
        made[item["field"], gold, said][item["state"]] += 1
    return made


class _Default(dict[tuple[str, bool, str], Counter[str]]):
    """Looking up what is not there gives no counts, and keeps them."""

    def __missing__(self, key: tuple[str, bool, str]) -> Counter[str]:
        self[key] = Counter()
        return self[key]


def table(found: Comparison) -> str:
    """For a terminal: figures that moved, then losses, then gains."""
    lines = [f"{'measure':<18}{'before':>9}{'after':>9}{'change':>9}"]
    for name, before, after in found.totals:
        if before != after:
            step = f"{after - before:+.4f}" if before is not None and after is not None else ""
            lines.append(f"{name:<18}{_cell(before)}{_cell(after)}{step:>9}")
    if len(lines) == 1:
        lines = ["no figure moved"]
    for gain, title in ((False, "lost"), (True, "won")):
        changes = [one for one in found.changes if one.gain == gain]
        lines += ["", f"{title}: {len(changes)}"]
        lines += [f"  {one.document}: {one.field}: {short(one.said)}" for one in changes]
    lines += [f"not compared: {one}" for one in found.only]
    return "\n".join(lines) + "\n"


def _cell(value: float | None) -> str:
    return f"{value:>9.4f}" if value is not None else f"{'-':>9}"
