"""The citations of an archive, kept resolved while plans come and go.

Reads plans that were not looked at yet, and those whose citations have other answers than before. Writes who cites whom (`edges`) and what
is told of works that are not in the archive (`ends`). Only citations that ask for what a new plan answers are resolved again; the result is that
of a run from the beginning. Every step is a transaction: broken off, the next run goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from adminplan.plangraph.graph import cited
from adminplan.plangraph.key import Key, key_of_plan
from adminplan.plangraph.mentions import Citation, citations
from adminplan.plangraph.resolve import Entry, resolve
from adminplan.plangraph.seat import Seat
from adminplan.store.database import writing
from adminplan.store.rows import inflated, storable
from adminplan.store.schema import answers, asks, edges, ends, keys, plans, readings

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from adminplan.plan.plan import Plan

RULES = "2"  # of keys and resolution: where they change, another one, and everything is resolved anew
PLANS = 200  # looked at in one transaction
_WORDS = 500  # asked for in one query


def link(engine: Engine, told: Callable[[int, int], None] = lambda *_: None) -> int:
    """Resolve what is not resolved yet; the number of plans whose citations were. `told` hears how many of how many steps are done."""
    with engine.connect() as connection:
        new = list(connection.execute(_NEW).scalars())
    for start in range(0, len(new), PLANS):
        with writing(engine) as connection:
            _look_at(connection, list(connection.execute(_NEW.limit(PLANS)).scalars()))
        told(min(start + PLANS, len(new)), 2 * len(new))
    count = 0
    while True:
        with writing(engine) as connection:
            some = list(connection.execute(_UNRESOLVED.limit(PLANS)).scalars())
            _resolve(connection, some)
        count += len(some)
        told(len(new) + count, max(2 * len(new), len(new) + count))
        if len(some) < PLANS:
            return count


def unresolved(connection: Connection) -> int:
    """How many plans `link` would look at."""
    (new,) = connection.execute(select(func.count()).select_from(_NEW.subquery())).one()
    (old,) = connection.execute(select(func.count()).select_from(_UNRESOLVED.subquery())).one()
    return int(new + old)


def forget(connection: Connection, plan_id: int) -> None:
    """Note, before a plan is taken out of the tables, that citations which it answers have other answers now."""
    own = select(answers.c.word).where(answers.c.plan_id == plan_id)
    connection.execute(_again(select(asks.c.plan_id).where(asks.c.word.in_(own))))


_NEW = (
    select(plans.c.id)
    .join(keys, keys.c.plan_id == plans.c.id, isouter=True)
    .where(keys.c.rules.is_distinct_from(RULES))
    .order_by(plans.c.id)
)
_UNRESOLVED = select(keys.c.plan_id).where(~keys.c.resolved).order_by(keys.c.plan_id)


def _again(ids: Any) -> Any:
    return update(keys).where(keys.c.plan_id.in_(ids), keys.c.resolved).values(resolved=False)


def _look_at(connection: Connection, ids: Sequence[int]) -> None:
    """Keep what plans are called and what they ask for, and let those that ask for them be resolved anew."""
    rows: dict[str, list[dict[str, object]]] = {"keys": [], "answers": [], "asks": []}
    words = set()
    for id_, plan in _plans(connection, ids):
        said = citations(plan)
        key = said[0].citing if said else key_of_plan(plan)
        rows["keys"].append({"plan_id": id_, "key": json.dumps(key, ensure_ascii=False), "rules": RULES, "resolved": False})
        answered = {storable(word) for word in (*key.answers, f"d|{plan.id}")}
        asked = {word for one in said for word in _asked(one)}
        rows["answers"] += [{"plan_id": id_, "word": word} for word in sorted(answered)]
        rows["asks"] += [{"plan_id": id_, "word": word} for word in sorted(asked)]
        words |= answered
    for table in (keys, answers, asks):
        connection.execute(delete(table).where(table.c.plan_id.in_(ids)))
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
    for some in _by(_WORDS, sorted(words)):
        connection.execute(_again(select(asks.c.plan_id).where(asks.c.word.in_(some))))


def _resolve(connection: Connection, ids: Sequence[int]) -> None:
    """Resolve all citations of plans."""
    found = [(id_, plan, citations(plan)) for id_, plan in _plans(connection, ids)]
    known: dict[str, list[Entry]] = {}
    for some in _by(_WORDS, sorted({word for _, _, said in found for one in said for word in _asked(one)})):
        query = (
            select(answers.c.word, plans.c.work, keys.c.key)
            .join(plans, plans.c.id == answers.c.plan_id)
            .join(keys, keys.c.plan_id == answers.c.plan_id)
            .where(answers.c.word.in_(some))
        )
        for word, work, key in connection.execute(query):
            known.setdefault(word, []).append(Entry(work, key_of(key)))
    rows: dict[str, list[dict[str, object]]] = {"ends": [], "edges": []}
    for id_, plan, said in found:
        meant = [resolve(one, plan.id, (entry for word in _asked(one) for entry in known.get(word, ()))) for one in said]
        own_ends, own_edges = cited(plan.id, plan.references, said, meant)
        for position, end in enumerate(own_ends):
            told = {**end._asdict(), "candidates": json.dumps(end.candidates)}
            rows["ends"].append({"plan_id": id_, "position": position, **_stored(told)})
        for position, edge in enumerate(own_edges):
            told = edge._asdict()
            del told["said_by"]
            rows["edges"].append({"plan_id": id_, "position": position, **_stored(told)})
    for table in (ends, edges):
        connection.execute(delete(table).where(table.c.plan_id.in_(ids)))
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
    connection.execute(update(keys).where(keys.c.plan_id.in_(ids)).values(resolved=True))


def _plans(connection: Connection, ids: Sequence[int]) -> list[tuple[int, Plan]]:
    query = select(readings.c.id, readings.c.plan).where(readings.c.id.in_(ids)).order_by(readings.c.id)
    return [(id_, inflated(data)) for id_, data in connection.execute(query)]


def _asked(one: Citation) -> tuple[str, ...]:
    return tuple(map(storable, (*one.key.asks, *([f"d|{one.document}"] if one.document else []))))


def key_of(kept: str) -> Key:
    """The key of a plan as it is kept."""
    told = dict(zip(Key._fields, json.loads(kept), strict=True))
    return Key(**{**told, "seat": Seat(*told["seat"])})


def _stored(row: dict[str, Any]) -> dict[str, object]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _by(count: int, words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[start : start + count] for start in range(0, len(words), count))
