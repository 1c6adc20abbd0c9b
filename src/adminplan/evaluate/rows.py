"""A plan in the shape of gold: one row a document cited, leaves of activities, duties by unit; each row knows what found it.

Reads `Plan`. Writes `Rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from adminplan.evaluate.gold import HEADER, RELATIONS
from adminplan.evaluate.likeness import base_type, symbol, words
from adminplan.plan.plan import Evidence, Plan, Reference


class Row(NamedTuple):
    """One thing found: its fields by name, and the evidence of every mention that it was made of."""

    fields: dict[str, Any]
    evidence: tuple[Evidence, ...] = ()
    units: tuple[Row, ...] = ()
    times: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a plan says, field by field, as gold says it. `header` has the letterhead's fields only."""

    header: dict[str, str | None]
    signers: tuple[Row, ...]
    recipients: tuple[Row, ...]
    references: tuple[Row, ...]
    goals: tuple[Row, ...]
    activities: tuple[Row, ...]
    duties: tuple[Row, ...]


def rows_of(plan: Plan | None) -> Rows:
    """The rows of a plan; of `None` (a document that could not be read) there are none."""
    if plan is None:
        empty: dict[str, str | None] = dict.fromkeys(HEADER)
        return Rows(header=empty, signers=(), recipients=(), references=(), goals=(), activities=(), duties=())
    head = plan.letterhead
    return Rows(
        header={name: _iso(getattr(head, name)) for name in HEADER},
        signers=tuple(
            Row({"authority": one.authority, "position": one.position, "name": one.name}, (one.evidence,)) for one in plan.signers
        ),
        recipients=tuple(Row({"text": one.text}, (one.evidence,)) for one in plan.recipients),
        references=tuple(_cited(plan.references)),
        goals=tuple(Row({"kind": one.kind, "text": one.statement}, (one.evidence,)) for one in plan.goals),
        activities=tuple(_activities(plan)),
        duties=tuple(_duties(plan)),
    )


def _cited(mentions: tuple[Reference, ...]) -> Iterator[Row]:
    """One row for each document: what one mention leaves out, another says; the strongest relation counts."""
    works: dict[tuple[object, ...], tuple[dict[str, Any], list[Evidence]]] = {}
    for one in mentions:
        if one.form == "self" or not (one.number or one.title):
            continue
        key = (base_type(one.type), symbol(one.number) or words(one.title))
        if key not in works:
            fields = {name: getattr(one, name) for name in ("type", "number", "date", "issuer", "title", "relation")}
            works[key] = (fields, [one.evidence])
            continue
        kept, evidence = works[key]
        evidence.append(one.evidence)
        for name in ("date", "issuer", "title"):
            kept[name] = kept[name] or getattr(one, name)
        kept["relation"] = min(kept["relation"], one.relation, key=_rank)
    yield from (Row(fields, tuple(evidence)) for fields, evidence in works.values())


def _rank(relation: str) -> int:
    return RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)


def _activities(plan: Plan) -> Iterator[Row]:
    times = {time.id: time for time in plan.times}
    groups = {one.parent for one in plan.activities}
    for one in plan.activities:
        if one.id in groups:
            continue
        when = tuple(
            Row({"text": time.text, "start": _iso(time.start), "end": _iso(time.end), "kind": time.kind}, (time.evidence,))
            for time in (times[name] for name in one.times if name in times)
        )
        units = tuple(Row({"name": unit.name, "role": unit.role}, (unit.evidence,)) for unit in one.assignments)
        fields = {"label": one.label, "section": one.section, "title": one.title}
        yield Row(fields, (one.evidence,), units=units, times=when)


def _duties(plan: Plan) -> Iterator[Row]:
    """A unit's duties together, units in the order of their first one; the mention of the unit stands in the row's `units`."""
    at = {
        (unit.id, evidence.path, evidence.quote): evidence
        for unit in reversed(plan.units)
        for evidence in reversed(unit.mentions)
    }
    by_unit: dict[str, list[Row]] = {}
    for one in plan.duties:
        named = at.get((one.unit, one.evidence.path, one.name))
        mention = (Row({"name": one.name}, (named,)),) if named else ()
        by_unit.setdefault(one.name, []).append(Row({"unit": one.name, "task": one.statement}, (one.evidence,), units=mention))
    for rows in by_unit.values():
        yield from rows


def _iso(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
