"""What is wrong where: documents from the worst on, each error with both readings, and which fields and values are confused.

Reads `Score`s. Writes text, and `Confused` values with the words that they were said of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from adminplan.evaluate.score import FIELDS, Item, Score
from adminplan.evaluate.totals import short


def overall(one: Score) -> float:
    """The mean of a document's fields that can be measured, 0 to 1."""
    known = [figure for name in FIELDS if name in one.figures and (figure := one.figures[name].f1) is not None]
    return sum(known) / len(known) if known else 1.0


class Confused(NamedTuple):
    """A value of one vocabulary (relation, role, kind …) that was read as another: `field`, `gold`, `found` as in `Item`.

    `quote`: what it was said of: the citation, the goal; a unit or a time, ` · ` and its activity. `path`: its outline path.
    """

    document: str
    field: str
    gold: str
    found: str
    quote: str
    path: str


def confused(scores: Iterable[Score]) -> Iterator[Confused]:
    """Every value that was read as another, document by document.

    Units whose name is right and whose role is not, times whose words are right and whose kind or days are not.
    """
    for one in scores:
        for item in one.items:
            if item.state == "wrong" and item.field in {"ref_relation", "goal_kind"}:
                yield Confused(one.name, item.field, item.gold or "nothing", item.found or "nothing", item.of, item.path)
        for field in ("activity_units", "activity_times"):
            invented = [item for item in one.items if item.field == field and item.state == "invented"]
            for missed in (item for item in one.items if item.field == field and item.state == "missed"):
                twin = next((other for other in invented if other.of == missed.of and _head(other) == _head(missed)), None)
                if twin is not None:
                    invented.remove(twin)
                    quote = f"{(missed.gold or '').rpartition(' (')[0]} · {missed.of}"
                    yield Confused(one.name, field, _tail(missed), _tail(twin), quote, twin.path)


def confusions(scores: Iterable[Score]) -> list[tuple[str, str, str, int]]:
    """(field, gold, found, how often): what was read as something else, the most frequent first."""
    seen = Counter((one.field, one.gold, one.found) for one in confused(scores))
    return [(*key, count) for key, count in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))]


def _head(item: Item) -> str:
    return (item.gold or item.found or "").rpartition(" (")[0].casefold()


def _tail(item: Item) -> str:
    return (item.gold or item.found or "").rpartition(" (")[2].rstrip(")")


def table(scores: Sequence[Score]) -> str:
    """Counts by field, confusions, then every error of every document, the worst document first."""
    wrong = [(one, [item for item in one.items if item.state != "right"]) for one in scores]
    counts = Counter((item.field, item.state) for _, items in wrong for item in items)
    lines = []
    if counts:
        lines.append(f"{'field':<22}{'missed':>8}{'invented':>10}{'wrong':>8}")
        for field in sorted({field for field, _ in counts}):
            missed, invented, other = counts[field, "missed"], counts[field, "invented"], counts[field, "wrong"]
            lines.append(f"{field:<22}{missed:>8}{invented:>10}{other:>8}")
    often = confusions(scores)
    if often:
        lines += ["", "read as something else:"]
        lines += [f"  {count:>3}  {field}: {gold} read as {found}" for field, gold, found, count in often]
    for one, items in sorted(wrong, key=lambda pair: (overall(pair[0]), pair[0].name)):
        if not items and not one.unread:
            continue
        lines += ["", f"{one.name}  {overall(one):.3f}"]
        if one.unread:
            lines.append(f"  unread: {one.unread}")
        lines += [f"  {_error(item)}" for item in items]
    return "\n".join(lines or ["no error"]) + "\n"


def _error(item: Item) -> str:
    of = f" of {short(item.of, 60)}" if item.of else ""
    rules = ", ".join(dict.fromkeys(name for name, _ in item.rules))
    where = ", ".join(filter(None, (item.path and f"at {item.path}", rules)))
    said = f"{item.field} {item.state}{of}: "
    if item.state == "wrong":
        said += f"gold “{short(item.gold)}”, found “{short(item.found)}”"
    else:
        said += f"“{short(item.gold if item.state == 'missed' else item.found)}”"
    return said + (f"  [{where}]" if where and item.state != "missed" else "")
