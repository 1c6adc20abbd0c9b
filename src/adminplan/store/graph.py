"""The graph of an archive: of all its plans, or of what lies around one work.

Reads the citations that `links.py` keeps resolved. Writes `PlanGraph`s. What lies around a work is found in the database, step by step along
the citations, and only that is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, func, select

from adminplan.errors import ArchiveError
from adminplan.plangraph.graph import Edge, End, Known, PlanGraph, drawn
from adminplan.plangraph.questions import RESTING
from adminplan.store.database import snapshot
from adminplan.store.links import key_of
from adminplan.store.rows import number_key
from adminplan.store.schema import edges, ends, keys, plans

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_AT_ONCE = 500  # works asked for in one query


class Cited(NamedTuple):
    """A work and how many plans cite it; what is known of it as plans tell it."""

    work: str
    plans: int
    type: str | None
    number: str | None
    title: str | None
    issuer: str | None
    issued: str | None


def graph(engine: Engine) -> PlanGraph:
    """The graph of the whole archive."""
    with snapshot(engine) as connection:
        return drawn(_known(connection, _KNOWN.order_by(plans.c.work)), _ends(connection, _ENDS), _edges(connection, _EDGES))


def around(
    engine: Engine, work: str, *, out: bool | None = None, relations: Collection[str] = RESTING, most: int = 20_000
) -> PlanGraph:
    """The graph of a work and of what it rests on (`out`), or of what rests on it (not `out`), or both: all that is reached by
    citations of these relations.

    What it cites itself, or what cites it, stands there whatever the relation. `most`: works at most, the nearest first.

    Raises:
        ArchiveError: the archive neither holds the work nor cites it.
    """
    with snapshot(engine) as connection:
        held = connection.execute(select(plans.c.id).where(plans.c.work == work)).first()
        if held is None and connection.execute(select(ends.c.plan_id).where(ends.c.work == work)).first() is None:
            raise ArchiveError(f"the archive neither holds nor cites {work}. `adminplan search` finds ids.")
        ways = (True, False) if out is None else (out,)
        found = [_reached(connection, work, out=way, relations=relations, most=most) for way in ways]
        works = list(dict.fromkeys(one for some in found for one in some))
        known: dict[str, Known] = {}
        told: list[End] = []
        said: list[Edge] = []
        for start in range(0, len(works), _AT_ONCE):
            some = works[start : start + _AT_ONCE]
            known |= _known(connection, _KNOWN.where(plans.c.work.in_(some)))
            told += _ends(connection, _ENDS.where(ends.c.work.in_(some)))
            said += _edges(connection, _EDGES.where(edges.c.citing.in_(some)))
        there = set(works)
        inside = [edge for edge in said if edge.citing in there and edge.cited in there]
        inside.sort(key=lambda edge: (edge.said_by, edge.citing, edge.cited, edge.reference))
        return drawn(dict(sorted(known.items())), told, inside)


class Counts(NamedTuple):
    """Plans of an archive, citations in them, and what became of these: of plans that are here, of one of several, of what is not here."""

    plans: int
    citations: int
    linked: int
    ambiguous: int
    cited: int


def counts(engine: Engine) -> Counts:
    """How far the citations of an archive are resolved."""
    with snapshot(engine) as connection:
        (number,) = connection.execute(select(func.count()).select_from(plans)).one()
        (every,) = connection.execute(select(func.count()).select_from(edges)).one()
        (linked,) = connection.execute(select(func.count()).select_from(edges).join(plans, plans.c.work == edges.c.cited)).one()
        open_ends = select(ends.c.work, ends.c.state).distinct().subquery()
        rows = connection.execute(
            select(open_ends.c.state, func.count()).join(edges, edges.c.cited == open_ends.c.work).group_by(open_ends.c.state)
        )
        states = {row[0]: row[1] for row in rows}
        return Counts(number, every, linked, states.get("ambiguous", 0), states.get("cited", 0))


def named(engine: Engine, text: str) -> list[str]:
    """The works that an id or a number means, those of the archive first."""
    key = number_key(text)
    with engine.connect() as connection:
        for query in (
            select(plans.c.work).where(plans.c.work == text),
            select(ends.c.work).where(ends.c.work == text).distinct(),
            select(plans.c.work).where(plans.c.number_key == key).order_by(plans.c.work),
            select(ends.c.work).where(ends.c.number == text, ends.c.state == "cited").distinct().order_by(ends.c.work),
        ):
            if found := list(connection.execute(query).scalars()):
                return found
    return []


def missing(engine: Engine, *, limit: int | None = None) -> Iterator[Cited]:
    """The works that are cited and not held, the most cited first: what to fetch next."""
    count = func.count(ends.c.plan_id.distinct()).label("plans")
    most = select(ends.c.work, count).where(ends.c.state == "cited").group_by(ends.c.work)
    most = most.order_by(count.desc(), ends.c.work).limit(limit)
    counted = most.subquery()
    facts = [func.max(one) for one in (ends.c.type, ends.c.number, ends.c.title, ends.c.issuer, ends.c.issued)]
    query = select(counted.c.work, counted.c.plans, *facts).join(ends, ends.c.work == counted.c.work)
    query = query.group_by(counted.c.work, counted.c.plans).order_by(counted.c.plans.desc(), counted.c.work)
    with engine.connect() as connection:
        for row in connection.execute(query):
            yield Cited._make(row)


def most_cited(engine: Engine, *, limit: int | None = None) -> Iterator[Cited]:
    """The plans of the archive that most plans of it cite."""
    count = func.count(edges.c.plan_id.distinct()).label("plans")
    query = (
        select(plans.c.work, count, plans.c.type, plans.c.number, plans.c.title, plans.c.issuer, plans.c.issued)
        .join(edges, edges.c.cited == plans.c.work)
        .group_by(plans.c.id)
        .order_by(count.desc(), plans.c.work)
        .limit(limit)
    )
    with engine.connect() as connection:
        for row in connection.execute(query):
            yield Cited._make((*row[:-1], row.issued and row.issued.isoformat()))


def orphans(engine: Engine, *, limit: int | None = None) -> Iterator[str]:
    """The plans that rest on no plan of the archive and on which none rests, by id."""
    other = plans.alias("other")
    resting = edges.c.relation.in_(RESTING)
    above = select(edges.c.plan_id).join(other, other.c.work == edges.c.cited).where(edges.c.citing == plans.c.work, resting)
    below = select(edges.c.plan_id).join(other, other.c.work == edges.c.citing).where(edges.c.cited == plans.c.work, resting)
    query = select(plans.c.work).where(~above.exists(), ~below.exists()).order_by(plans.c.work).limit(limit)
    with engine.connect() as connection:
        yield from connection.execute(query).scalars()


_KNOWN: Select[Any] = select(
    plans.c.work, plans.c.type, plans.c.number, plans.c.title, plans.c.issuer, plans.c.issued, plans.c.parent_issuer, keys.c.key
).join(keys, keys.c.plan_id == plans.c.id, isouter=True)
_ENDS: Select[Any] = (
    select(ends.c.work, ends.c.state, ends.c.type, ends.c.number, ends.c.title, ends.c.issuer, ends.c.issued, ends.c.candidates)
    .join(plans, plans.c.id == ends.c.plan_id)
    .order_by(plans.c.work, ends.c.position)
)
_EDGES: Select[Any] = (
    select(
        edges.c.citing, edges.c.cited, edges.c.reference, edges.c.relation, edges.c.form, edges.c.quote, edges.c.resolved_by,
        plans.c.work, edges.c.nested,
    )
    .join(plans, plans.c.id == edges.c.plan_id)
    .order_by(plans.c.work, edges.c.position)
)  # fmt: skip


def _known(connection: Connection, query: Select[Any]) -> dict[str, Known]:
    return {
        work: Known._make((*head, key_of(key).seat.level or None if key else None))
        for work, *head, key in connection.execute(query)
    }


def _ends(connection: Connection, query: Select[Any]) -> Iterator[End]:
    for row in connection.execute(query):
        yield End._make((*row[:-1], tuple((name, score) for name, score in json.loads(row.candidates))))


def _edges(connection: Connection, query: Select[Any]) -> Iterator[Edge]:
    return (Edge._make(row) for row in connection.execute(query))


def _reached(connection: Connection, work: str, *, out: bool, relations: Collection[str], most: int) -> list[str]:
    """The work and those that citations lead to from it, step by step: both databases stop where enough are found."""
    here, there = (edges.c.citing, edges.c.cited) if out else (edges.c.cited, edges.c.citing)
    # A document named in another one's title, without a word on their relation, leads nowhere.
    told = ~(edges.c.nested & (edges.c.relation == "mentions"))
    said = [told, edges.c.relation.in_(sorted(relations))]
    reached = select(there.label("work")).where(here == work, *said).cte("reached", recursive=True)
    reached = reached.union(select(there).join(reached, here == reached.c.work).where(*said))
    beside = connection.execute(select(there).where(here == work, told).limit(most)).scalars()
    found = connection.execute(select(reached.c.work).limit(most)).scalars()
    return list(dict.fromkeys([work, *beside, *found]))[:most]
