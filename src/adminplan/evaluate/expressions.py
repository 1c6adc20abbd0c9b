"""Single expressions against gold: times and citations read without a document around them.

Reads `times.jsonl` and `citations.jsonl` of a folder, a JSON object a line (docs/gold-format.md). Writes `Lines`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.evaluate.gold import NotGold
from adminplan.evaluate.likeness import match, words
from adminplan.evaluate.score import Count, same_document
from adminplan.evaluate.totals import short

_ATTRIBUTES = ("date", "issuer", "relation")


class Lines(NamedTuple):
    """What was found in the lines of one file.

    Attributes:
        found: hits. exact: lines in which nothing is missed and nothing invented. lines: all of them.
        attributes: dates, issuers and relations that are right among the citations found, and how many there are; (0, 0) for times.
        wrong: each line that is not exact: its words, what gold holds, what was found.
    """

    found: Count
    exact: int
    lines: int
    attributes: tuple[int, int]
    wrong: tuple[tuple[str, str, str], ...]


def expressions(folder: Path) -> dict[str, Lines]:
    """Both files of a folder, by `times` and `references`; one that is missing is left out. Raises `NotGold` for a broken line, or neither."""
    made = {}
    kinds: tuple[tuple[str, str, Callable[[Any], tuple[Any, ...]]], ...] = (
        ("times.jsonl", "times", _times),
        ("citations.jsonl", "references", _references),
    )
    for name, field, read in kinds:
        if (folder / name).is_file():
            made[field] = _lines(folder / name, read)
    if not made:
        raise NotGold(f"{folder} holds neither times.jsonl nor citations.jsonl.")
    return made


def _lines(path: Path, read: Callable[[Any], tuple[Any, ...]]) -> Lines:
    hit = gold = found = exact = count = right = of = 0
    wrong = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            want, got, pairs, attributes = read(row)
        except (ValueError, KeyError, TypeError) as error:
            raise NotGold(f"{path}, line {number}: no gold ({type(error).__name__}: {error}).") from None
        count, hit, gold, found = count + 1, hit + len(pairs), gold + len(want), found + len(got)
        right, of = right + sum(attributes), of + len(attributes)
        if len(pairs) == len(want) == len(got):
            exact += 1
        else:
            wrong.append((row["text"], "; ".join(map(_said, want)), "; ".join(map(_said, got))))
    return Lines(Count(hit, gold, found), exact, count, (right, of), tuple(wrong))


def _times(row: dict[str, Any]) -> tuple[Any, ...]:
    from adminplan import api

    issued = date.fromisoformat(row["issued"]) if row["issued"] else None
    want = [(one["kind"], one["start"], one["end"]) for one in row["times"]]
    got = [(one.kind, _iso(one.start), _iso(one.end)) for one in api.find_times(row["text"], issued=issued)]
    return want, got, match(want, got, lambda a, b: float(a == b), 1.0), ()


def _references(row: dict[str, Any]) -> tuple[Any, ...]:
    from adminplan import api

    want = [{name: _joined(value) for name, value in one.items()} for one in row["references"]]
    got = [
        {name: getattr(one, name) for name in ("type", "number", "date", "issuer", "title", "relation")}
        for one in api.find_references(row["text"])
        if one.form != "self" and (one.number or one.title)
    ]
    pairs = match(want, got, same_document, 0.8)
    attributes = [_same(name, want[i][name], got[j][name]) for i, j in pairs for name in _ATTRIBUTES]
    return want, got, pairs, attributes


def _joined(value: Any) -> Any:
    """Several issuers of a joint document may be a list."""
    return ", ".join(value) if isinstance(value, list) else value


def _same(name: str, a: str | None, b: str | None) -> bool:
    return words(a) == words(b) if name == "issuer" else (a or None) == (b or None)


def _said(one: Any) -> str:
    if isinstance(one, dict):
        return " ".join(filter(None, (one["type"], one["number"] or one["title"])))
    kind, start, end = one
    return f"{kind} {start or '…'} – {end or '…'}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def table(found: dict[str, Lines]) -> str:
    """The figures for a terminal."""
    lines = ["single expressions:"]
    for name, one in found.items():
        share = f", attributes {one.attributes[0] / one.attributes[1]:.3f}" if one.attributes[1] else ""
        exact = f"{one.exact / one.lines:.3f} of {one.lines} lines exact" if one.lines else "no line"
        lines.append(f"{name:<12}f1 {one.found.f1 or 0:.3f}, {exact}{share}")
    return "\n".join(lines) + "\n"


def errors(found: dict[str, Lines]) -> str:
    """Each line that is not exact, with both readings; nothing where there is none."""
    rows: Sequence[tuple[str, tuple[str, str, str]]] = [(name, row) for name, one in found.items() for row in one.wrong]
    return "".join(
        f"{name}: “{short(text)}”: gold “{short(want or None)}”, found “{short(got or None)}”\n"
        for name, (text, want, got) in rows
    )
