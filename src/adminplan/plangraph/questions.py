"""What offices ask of a graph: what a plan rests on, what implements it, what a change touches, how long orders take to come down.

Reads a `PlanGraph`. Writes rows, sorted, the same for the same graph. Hearsay (what a plan tells of another document's citations) is followed
and marked: a basis that only others speak of is still a basis to look up. Every function raises `KeyError` for an unknown work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.key import parts
from adminplan.plangraph.seat import level_of_symbol, read_seat

# The strongest first: of several citations of one work by another, the first counts.
RELATIONS = ("implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions")
# What makes one work stand on another, so that a change below is felt above.
RESTING = ("implements", "basis", "accompanies")


class Step(NamedTuple):
    """A work that is reached from the one asked about.

    `depth` counts citations from 1; `through` is the work before it on a shortest way; `relation` is that of the citing of the two to the
    cited; `level` is the issuer's (central, province …, or None); `hearsay`: only another plan says so, on this way.
    """

    work: str
    depth: int
    relation: str
    through: str
    level: str | None
    hearsay: bool


class Delay(NamedTuple):
    """How long after a plan the one that implements it came: `days` (None where a day is not known), and the levels of both."""

    cited: str
    citing: str
    days: int | None
    cited_level: str | None
    citing_level: str | None


class Count(NamedTuple):
    """A work and how many plans cite it."""

    work: str
    plans: int


def rests_on(graph: PlanGraph, work: str, *, relations: Iterable[str] = RESTING) -> tuple[Step, ...]:
    """What a work implements and rests on, and what those do, down to the last basis that is told; the nearest first."""
    return _walk(graph, work, graph.graph.out_edges, 1, frozenset(relations))


def implemented_by(graph: PlanGraph, work: str) -> tuple[Step, ...]:
    """What implements a work, and what implements those; the nearest first."""
    return _walk(graph, work, graph.graph.in_edges, 0, frozenset({"implements"}))


def touched_by(graph: PlanGraph, work: str) -> tuple[Step, ...]:
    """What must be looked at when a work is amended, replaced or repealed: all that stands on it, at any depth, and what merely cites it itself.

    The second kind has the relation `mentions` (or `amends`, `replaces`, `repeals`), stands at depth 1, and nothing is followed from it.
    """
    standing = _walk(graph, work, graph.graph.in_edges, 0, frozenset(RESTING))
    known = {step.work for step in standing} | {work}
    beside = _walk(graph, work, graph.graph.in_edges, 0, frozenset(RELATIONS), limit=1)
    return tuple(sorted((*standing, *(step for step in beside if step.work not in known)), key=_nearest))


def near(graph: PlanGraph, work: str) -> PlanGraph:
    """The part of a graph that holds a work, what it rests on, what a change of it touches, and what it cites itself."""
    cited = _walk(graph, work, graph.graph.out_edges, 1, frozenset(RELATIONS), limit=1)
    works = {work, *(step.work for step in (*rests_on(graph, work), *touched_by(graph, work), *cited))}
    return PlanGraph(graph.graph.subgraph(works).copy(), tuple(one for one in graph.issues if one.work in works))


def delays(graph: PlanGraph) -> tuple[Delay, ...]:
    """For every plan that itself says that it implements another: how many days later it was issued. Sorted by both ids."""
    pairs = {
        (cited, citing)
        for citing, cited, _, facts in graph.citations()
        if facts["relation"] == "implements" and not _told(facts, citing)
    }
    return tuple(_delay(graph, *pair) for pair in sorted(pairs))


def chains(graph: PlanGraph, work: str) -> tuple[tuple[Delay, ...], ...]:
    """From a work down to each plan that implements it and is implemented by none: one chain of delays for each, on a shortest way."""
    steps = {step.work: step for step in implemented_by(graph, work)}
    ends = set(steps) - {step.through for step in steps.values()}
    out = []
    for end in sorted(ends):
        chain: list[Delay] = []
        at = end
        while at != work:
            chain.append(_delay(graph, steps[at].through, at))
            at = steps[at].through
        out.append(tuple(reversed(chain)))
    return tuple(out)


def order(graph: PlanGraph) -> tuple[str, ...]:
    """All works, each after those it rests on; works that rest on one another stand side by side."""
    import networkx as nx

    resting = _resting(graph)
    condensed = nx.condensation(resting)
    names = {node: min(facts["members"]) for node, facts in condensed.nodes(data=True)}
    sequence = nx.lexicographical_topological_sort(condensed.reverse(copy=False), key=lambda node: names[node])
    return tuple(work for node in sequence for work in sorted(condensed.nodes[node]["members"]))


def cycles(graph: PlanGraph) -> tuple[tuple[str, ...], ...]:
    """Groups of works that rest on one another in a ring: each is an error of reading or of writing."""
    import networkx as nx

    groups = (tuple(sorted(group)) for group in nx.strongly_connected_components(_resting(graph)) if len(group) > 1)
    return tuple(sorted(groups))


def orphans(graph: PlanGraph) -> tuple[str, ...]:
    """Plans that rest on no plan of the archive and on which none rests."""
    parsed = {work for work, facts in graph.works() if facts["state"] == "parsed"}
    joined: set[str] = set()
    for citing, cited, _, facts in graph.citations():
        if facts["relation"] in RESTING and {citing, cited} <= parsed:
            joined |= {citing, cited}
    return tuple(sorted(parsed - joined))


def most_cited(graph: PlanGraph, *, limit: int | None = None) -> tuple[Count, ...]:
    """Works by the number of plans that cite them, the most cited first."""
    said: dict[str, set[str]] = {}
    for _, cited, _, facts in graph.citations():
        said.setdefault(cited, set()).add(facts["said_by"])
    rows = sorted((Count(work, len(plans)) for work, plans in said.items()), key=lambda row: (-row.plans, row.work))
    return tuple(rows[:limit])


def level_of(facts: Mapping[str, Any]) -> str | None:
    """The level of a work's issuer (central, province, district, commune, grassroots), by its name or its symbol; `None` where neither tells."""
    level = facts.get("level") or read_seat(facts["issuer"] or "").level
    return (level if level != "city" else "") or level_of_symbol(parts(facts["number"])[2]) or None


def _walk(
    graph: PlanGraph, start: str, edges: Callable[..., Any], end: int, relations: frozenset[str], *, limit: int | None = None
) -> tuple[Step, ...]:
    """Breadth first from a work, over citations with one of the relations; a way without hearsay comes before one with."""
    if start not in graph.graph:
        raise KeyError(start)
    found: dict[str, Step] = {}
    border: list[tuple[str, bool]] = [(start, False)]
    depth = 0
    while border and (limit is None or depth < limit):
        depth += 1
        near: dict[str, tuple[bool, int, str, str]] = {}
        for through, heard in border:
            for row in edges(through, data=True):
                work, facts = row[end], row[2]
                if facts["relation"] not in relations or work in found or work == start or _bare(facts):
                    continue
                way = (heard or _told(facts, row[0]), RELATIONS.index(facts["relation"]), through, facts["relation"])
                near[work] = min(near.get(work, way), way)
        for work, (heard, _, through, relation) in near.items():
            found[work] = Step(work, depth, relation, through, level_of(graph.graph.nodes[work]), heard)
        border = [(work, way[0]) for work, way in near.items()]
    return tuple(sorted(found.values(), key=_nearest))


def _nearest(step: Step) -> tuple[int, str]:
    return step.depth, step.work


def _told(facts: Mapping[str, Any], citing: str) -> bool:
    """Whether a citation is hearsay."""
    return bool(facts["said_by"] != citing)


def _bare(facts: Mapping[str, Any]) -> bool:
    """Whether a citation only stands in another document's title, without a word on its relation to it."""
    return bool(facts["nested"] and facts["relation"] == "mentions")


def _delay(graph: PlanGraph, cited: str, citing: str) -> Delay:
    one, other = graph.graph.nodes[cited], graph.graph.nodes[citing]
    days = None
    if len(one["issued"] or "") == len(other["issued"] or "") == 10:
        try:
            days = (date.fromisoformat(other["issued"]) - date.fromisoformat(one["issued"])).days
        except ValueError:  # a day read wrongly from a scan
            days = None
    return Delay(cited, citing, days, level_of(one), level_of(other))


def _resting(graph: PlanGraph) -> Any:
    """The graph of what rests on what, once each, hearsay included."""
    import networkx as nx

    simple: Any = nx.DiGraph()
    simple.add_nodes_from(sorted(graph.graph))
    simple.add_edges_from((citing, cited) for citing, cited, _, facts in graph.citations() if facts["relation"] in RESTING)
    return simple
