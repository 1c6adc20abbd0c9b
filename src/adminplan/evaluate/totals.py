"""Figures of many documents: means, shares, and how far they would move with other documents of the kind.

Reads `Score`s. Writes totals with bootstrap intervals, as data and as the JSON that `compare` reads.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from adminplan.data import one_line
from adminplan.evaluate.score import FIELDS, LISTS, SHARES, Count, Score
from adminplan.evaluate.stations import Passed
from adminplan.view.summary import shown

SCHEMA = "adminplan/score/1"
_SEED, _DRAWS = 20231123, 1000


class Total(NamedTuple):
    """A figure, and the interval that holds 95 of 100 draws of as many documents (with replacement). `None`: nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


def totals(scores: Sequence[Score]) -> dict[str, Total]:
    """Every measure by name: `FIELDS` (means over documents), `SHARES` and `LISTS` (over all items), `overall` (mean of `FIELDS`).

    The draws are the same for the same scores: their seed is fixed.
    """
    rows = [one.figures for one in scores]
    value = _figures(rows)
    chance = random.Random(_SEED)  # noqa: S311 - a draw of documents, no secret
    drawn = [_figures(chance.choices(rows, k=len(rows))) for _ in range(_DRAWS)] if len(rows) > 1 else []
    out = {}
    for name, figure in value.items():
        spread = sorted(one[name] for one in drawn if one[name] is not None)  # type: ignore[type-var]
        at = len(spread) // 40
        out[name] = Total(figure, spread[at], spread[-1 - at]) if spread else Total(figure)
    return out


def _figures(rows: Sequence[Mapping[str, Count]]) -> dict[str, float | None]:
    made: dict[str, float | None] = {name: _mean([row[name].f1 for row in rows if name in row]) for name in FIELDS}
    for name in (*SHARES, *LISTS):
        counts = [row[name] for row in rows if name in row]
        made[name] = Count(*(sum(column) for column in zip(*counts, strict=True))).f1 if counts else None
    made["overall"] = _mean([made[name] for name in FIELDS])
    return made


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def as_data(scores: Sequence[Score], road: Sequence[Passed] = ()) -> dict[str, Any]:
    """The figures and items as JSON data: `total`, `intervals`, `documents` (each field's figures), `items` (by document), `stations`."""
    made = totals(scores)
    return {
        "schema": SCHEMA,
        "total": {name: one.value for name, one in made.items()},
        "intervals": {name: [one.low, one.high] for name, one in made.items() if one.low is not None},
        "documents": {one.name: {name: _figure(name, count) for name, count in one.figures.items()} for one in scores},
        "stations": [one._asdict() for one in road],
        "unread": {one.name: one.unread for one in scores if one.unread},
        "items": {
            one.name: [
                {
                    "field": item.field, "state": item.state, "gold": item.gold, "found": item.found, "of": item.of,
                    "path": item.path, "rules": [name for name, _ in item.rules],
                }
                for item in one.items
            ]
            for one in scores
        },
    }  # fmt: skip


def as_json(scores: Sequence[Score], road: Sequence[Passed] = ()) -> str:
    """`as_data()` as text; the same scores give the same bytes."""
    return json.dumps(as_data(scores, road), ensure_ascii=False, indent=1) + "\n"


def _figure(name: str, count: Count) -> Any:
    if name == "header":
        return count.f1
    if name in SHARES:
        return {"right": count.hit, "of": count.gold}
    return {
        "f1": count.f1, "p": count.precision, "r": count.recall, "hit": count.hit, "gold": count.gold, "found": count.found,
    }  # fmt: skip


def table(scores: Sequence[Score]) -> str:
    """The figures for a terminal: a line a document, their means, intervals, and the shares."""
    lines = [f"{'document':<44}" + "".join(f"{name[-10:]:>11}" for name in FIELDS)]
    for one in scores:
        cells = [one.figures[name].f1 if name in one.figures else None for name in FIELDS]
        lines.append(f"{one.name[:43]:<44}" + "".join(map(_cell, cells)))
    made = totals(scores)
    lines.append(f"{f'mean of {len(scores)}':<44}" + "".join(_cell(made[name].value) for name in FIELDS))
    for side, title in ((1, "95% interval, low"), (2, "95% interval, high")):
        lines.append(f"{title:<44}" + "".join(_cell(made[name][side]) for name in FIELDS))
    lines.append("")
    for name in (*SHARES, *LISTS, "overall"):
        value, low, high = made[name]
        spread = f"  ({low:.3f} to {high:.3f})" if low is not None and high is not None else ""
        lines.append(f"{name:<16}{_cell(value).strip():>8}{spread}")
    lines += [f"unread: {one.name}: {one.unread}" for one in scores if one.unread]
    return "\n".join(lines) + "\n"


def _cell(value: float | None) -> str:
    return f"{value:>11.3f}" if value is not None else f"{'-':>11}"


def short(text: str | None, length: int = 140) -> str:
    """Words of a document as a terminal may have them: one line, no control characters, cut at `length`."""
    text = one_line(shown(text or "nothing"))
    return text if len(text) <= length else f"{text[: length - 1]}…"
