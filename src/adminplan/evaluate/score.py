"""How right a plan is against gold: figures a document, and every item that was found, missed, invented or read otherwise.

Reads `Gold` and `Plan`. Writes `Score`. What counts as right stands in docs/gold-format.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from adminplan.evaluate.gold import HEADER, Gold
from adminplan.evaluate.likeness import base_type, like, match, symbol, title_like, words
from adminplan.evaluate.rows import Row, Rows, rows_of
from adminplan.plan.plan import Plan

F1S = ("references", "goals", "activities", "activity_units", "activity_times", "duties")
SHARES = ("ref_date", "ref_issuer", "ref_relation", "goal_kind")
LISTS = ("signers", "recipients")  # one by one; the header counts each list as one field
FIELDS = ("header", *F1S)

State = Literal["right", "missed", "invented", "wrong"]


class Count(NamedTuple):
    """Hits among what gold holds and what was found. For a share (a header, a date of a citation) the last two are equal."""

    hit: int
    gold: int
    found: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right, `None` where gold and reading are both empty."""
        return self._share(self.found)

    @property
    def recall(self) -> float | None:
        """Share of what gold holds that was found, `None` where gold and reading are both empty."""
        return self._share(self.gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; of a share, the share. `None` where gold and reading are both empty."""
        if self.gold == self.found == 0:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _share(self, of: int) -> float | None:
        if self.gold == self.found == 0:
            return None
        return self.hit / of if of else 0.0


class Item(NamedTuple):
    """One thing that gold holds, or that was found, or both.

    Attributes:
        field: one of `F1S`, of `SHARES`, of `LISTS`, or `header.title`, `header.signer` …
        state: right; missed (gold alone has it); invented (gold does not have it); wrong (both have it and say something else).
        gold, found: what each says, on one line, or `None`. path: outline path of what was found.
        rules: what found it, with the smoothed precision measured before, or `None` (`Evidence.confidence`); one a mention.
        of: the item that it belongs to (the title of the activity, for its units and times), or "".

    """

    field: str
    state: State
    gold: str | None
    found: str | None
    path: str = ""
    rules: tuple[tuple[str, float | None], ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One document's score. `figures` by field; a field that its gold does not hold is not in it. `unread`: why there is no plan.

    `recognised`: its words were recognised in a picture, so rules are right in it less often.
    """

    name: str
    issuer: str
    figures: dict[str, Count]
    items: tuple[Item, ...]
    unread: str | None = None
    recognised: bool = False


def score(gold: Gold, plan: Plan | None, *, unread: str | None = None) -> Score:
    """Scores one document; without a plan everything in it is missed."""
    found = rows_of(plan)
    content = gold.content
    figures: dict[str, Count] = {}
    items: list[Item] = []

    def keep(field: str, made: Sequence[Item]) -> None:
        items.extend(made)
        figures[field] = _count(made)

    keep("header", list(_header(content["header"], found, complete=gold.complete)))
    cited = list(content["references"])
    pairs = match(cited, found.references, lambda a, b: same_document(a, b.fields), 0.8)
    keep("references", list(_listed("references", cited, found.references, pairs, _document)))
    for name in ("ref_date", "ref_issuer", "ref_relation"):
        keep(name, [_attribute(name, cited[i], found.references[j]) for i, j in pairs])
    if gold.complete:
        keep("signers", list(_signers(content["header"], found)))
        keep("recipients", list(_recipients(content["header"], found)))
        goals = list(content["goals"])
        pairs = match(goals, found.goals, lambda a, b: like(a["text"], b.fields["text"], 0.85), 0.85)
        keep("goals", list(_listed("goals", goals, found.goals, pairs, lambda row: str(row["text"]))))
        keep("goal_kind", [_kind(goals[i], found.goals[j]) for i, j in pairs])
        acts = list(content["activities"])
        pairs = match(acts, found.activities, lambda a, b: title_like(a["title"], b.fields["title"], 0.8), 0.8)
        keep("activities", list(_listed("activities", acts, found.activities, pairs, _activity)))
        keep("activity_units", list(_inside("units", acts, found.activities, pairs)))
        keep("activity_times", list(_inside("times", acts, found.activities, pairs)))
        tasks = [{"unit": row["unit"], "task": task} for row in content["duties"] for task in row["tasks"]]
        pairs = match(tasks, found.duties, _same_duty, 0.8)
        keep("duties", list(_listed("duties", tasks, found.duties, pairs, _duty)))
    return Score(
        name=gold.name,
        issuer=gold.issuer,
        figures=figures,
        items=tuple(items),
        unread=unread,
        recognised=bool(plan and plan.source.ocr),
    )


def _count(items: Sequence[Item]) -> Count:
    shared = sum(item.state == "right" for item in items)
    both = sum(item.state == "wrong" for item in items)
    return Count(
        shared,
        shared + both + sum(item.state == "missed" for item in items),
        shared + both + sum(item.state == "invented" for item in items),
    )


def _header(gold: dict[str, Any], found: Rows, *, complete: bool) -> Iterator[Item]:
    """A field is right or wrong: a share, in which what gold leaves empty counts too."""

    def item(name: str, right: bool, want: object, got: object) -> Item:
        return Item(f"header.{name}", "right" if right else "wrong", _line(want), _line(got))

    for name in HEADER:
        want, got = gold[name], found.header[name]
        if name == "number":
            right = symbol(want) == symbol(got)
        elif name == "title":
            right = like(want, got) >= 0.95
        else:
            right = words(want) == words(got)
        yield item(name, right, want, got)
    if complete:
        signers = list(_signers(gold, found))
        people = "; ".join(filter(None, (one.gold for one in signers))), "; ".join(filter(None, (one.found for one in signers)))
        yield item("signer", all(one.state == "right" for one in signers), *people)
        recipients = list(_recipients(gold, found))
        share = _count(recipients).f1
        listed = gold["recipients"] or [], [row.fields["text"] for row in found.recipients]
        yield item("recipients", share is None or share >= 0.9, *listed)


def _signers(gold: dict[str, Any], found: Rows) -> Iterator[Item]:
    signers = gold["signer"] or []
    signers = signers if isinstance(signers, list) else [signers]
    return _listed("signers", signers, found.signers, match(signers, found.signers, _same_signer, 1.0), _signer)


def _recipients(gold: dict[str, Any], found: Rows) -> Iterator[Item]:
    listed = [{"text": text} for text in gold["recipients"] or []]
    pairs = match(listed, found.recipients, lambda a, b: like(a["text"], b.fields["text"], 0.9), 0.9)
    return _listed("recipients", listed, found.recipients, pairs, lambda row: str(row["text"]))


def _listed(field: str, gold: Sequence[Any], found: Sequence[Row], pairs: Sequence[tuple[int, int]], name: Any) -> Iterator[Item]:
    to = dict(pairs)
    for i, row in enumerate(gold):
        if i in to:
            hit = found[to[i]]
            yield Item(field, "right", name(row), name(hit.fields), _path(hit), _rules([hit, *_mentions(field, hit)]))
        else:
            yield Item(field, "missed", name(row), None)
    for j in sorted(set(range(len(found))) - set(to.values())):
        yield Item(
            field, "invented", None, name(found[j].fields), _path(found[j]), _rules([found[j], *_mentions(field, found[j])])
        )


def _mentions(field: str, row: Row) -> tuple[Row, ...]:
    """The mention of a unit is right or wrong with the duty that it was given."""
    return row.units if field == "duties" else ()


def _inside(
    part: Literal["units", "times"], gold: Sequence[Any], found: Sequence[Row], pairs: Sequence[tuple[int, int]]
) -> Iterator[Item]:
    """Units or times of activities; those of an activity that was not found are missed, those of an invented one invented."""
    field = f"activity_{part}"
    same, name = (_same_unit, _unit) if part == "units" else (_same_time, _time)
    to = dict(pairs)
    for i, act in enumerate(gold):
        other: tuple[Row, ...] = getattr(found[to[i]], part) if i in to else ()
        hits = match(act[part], other, same, 1.0)
        yield from (
            item._replace(of=_activity(act)) for item in _listed(field, act[part], other, hits, name)
        )  # fmt: skip
    for j in sorted(set(range(len(found))) - set(to.values())):
        rows: tuple[Row, ...] = getattr(found[j], part)
        yield from (item._replace(of=_activity(found[j].fields)) for item in _listed(field, (), rows, (), name))


def _attribute(name: str, gold: dict[str, Any], found: Row) -> Item:
    key = name.removeprefix("ref_")
    want, got = gold[key], found.fields[key]
    right = words(want) == words(got) if key == "issuer" else (want or None) == (got or None)
    return Item(name, "right" if right else "wrong", want, got, _path(found), of=_document(gold))


def _kind(gold: dict[str, Any], found: Row) -> Item:
    want, got = gold["kind"], found.fields["kind"]
    return Item("goal_kind", "right" if want == got else "wrong", want, got, _path(found), of=str(gold["text"]))


def same_document(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Likeness of two citations: 1 or 0 by type and number; without numbers, of their titles (below 0.8 it may say 0)."""
    if base_type(a["type"]) != base_type(b["type"]):
        return 0.0
    if a["number"] or b["number"]:
        return float(symbol(a["number"]) == symbol(b["number"]))
    return like(a["title"], b["title"], 0.8)


def _same_signer(a: dict[str, Any], b: Row) -> float:
    return float(all(words(a.get(key)) == words(b.fields[key]) for key in ("authority", "position", "name")))


def _same_unit(a: dict[str, Any], b: Row) -> float:
    return float(words(a["name"]) == words(b.fields["name"]) and a["role"] == b.fields["role"])


def _same_time(a: dict[str, Any], b: Row) -> float:
    return float(all(a.get(key) == b.fields[key] for key in ("start", "end", "kind")))


def _same_duty(a: dict[str, Any], b: Row) -> float:
    unit = like(a["unit"], b.fields["unit"], 0.8)
    return min(unit, like(a["task"], b.fields["task"], 0.8)) if unit >= 0.8 else 0.0


def _document(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["type"], row["number"] or row["title"])))


def _activity(row: dict[str, Any]) -> str:
    place = "/".join(filter(None, (row["section"], row["label"])))
    return f"[{place}] {row['title']}"


def _signer(row: dict[str, Any]) -> str:
    return " / ".join(filter(None, (row.get(key) for key in ("authority", "position", "name"))))


def _unit(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['role']})"


def _time(row: dict[str, Any]) -> str:
    return f"{row.get('text')} ({row['kind']} {row.get('start') or '…'} – {row.get('end') or '…'})"


def _duty(row: dict[str, Any]) -> str:
    return f"{row['unit']}: {row['task']}"


def _path(row: Row) -> str:
    return row.evidence[0].path if row.evidence else ""


def _rules(rows: Sequence[Row]) -> tuple[tuple[str, float | None], ...]:
    return tuple((one.found_by, one.confidence) for row in rows for one in row.evidence)


def _line(value: object) -> str | None:
    if value is None or value == []:
        return None
    return "; ".join(value) if isinstance(value, list) else str(value)
