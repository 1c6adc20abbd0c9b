"""Plans become a graph of works: who cites whom, joined only where one candidate is left.

Reads `Plan`s and `Links`. Writes `PlanGraph`. A number such as 12/KH-UBND exists in every province every year, so a citation is
joined to a document only by its whole key, or by number and symbol with what its context tells of year and issuer when a single
candidate agrees (`resolve`); everything else keeps its candidates and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from adminplan.plan.plan import Plan, Reference
from adminplan.plangraph.links import GraphIssue, Links
from adminplan.plangraph.mentions import Citation
from adminplan.plangraph.resolve import Resolution

if TYPE_CHECKING:
    import networkx as nx


class PlanGraph:
    """Works and the citations between them, over a `networkx.MultiDiGraph` (`graph`).

    A node is a work: `state` (`parsed`, `cited` or `ambiguous`), `type`, `number`, `title`, `issuer`, `issued`; for `parsed` ones
    `parent_issuer` and `level` (central, province, district, commune, grassroots or None); for
    `ambiguous` ones `candidates` (ids, the best first) with `scores` (0 to 1: an order, no probability). An edge leads from the citing to the cited work; its key is the reference's id, its attributes
    are `relation`, `form`, `quote`, `resolved_by`, `said_by` (the plan whose text has it) and `nested`: what a plan tells of another
    document's citations is hearsay, and leads from that other document; its key is `<reference id>@<said_by>`. `issues` is what is odd in the citations, sorted.
    """

    graph: nx.MultiDiGraph[str]
    issues: tuple[GraphIssue, ...]

    def __init__(self, graph: nx.MultiDiGraph[str], issues: tuple[GraphIssue, ...] = ()) -> None:
        self.graph, self.issues = graph, issues

    def works(self) -> list[tuple[str, dict[str, Any]]]:
        """Every work with its attributes, sorted by id."""
        return [(work, dict(self.graph.nodes[work])) for work in sorted(self.graph)]

    def citations(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Every citation: citing work, cited work, reference id and attributes; sorted."""
        return sorted(self.graph.edges(keys=True, data=True), key=lambda edge: edge[:3])

    def missing(self) -> list[tuple[str, int]]:
        """The works that are cited but not among the plans, with how many plans name them; the most cited first."""
        said: dict[str, set[str]] = {work: set() for work, facts in self.works() if facts["state"] == "cited"}
        for _, cited, _, facts in self.citations():
            if cited in said:
                said[cited].add(facts["said_by"])
        return sorted(((work, len(plans)) for work, plans in said.items()), key=lambda row: (-row[1], row[0]))

    def bases(self, work: str) -> tuple[str, ...]:
        """The works that a work itself says it implements or rests on. Raises `KeyError` for an unknown work."""
        edges = self._edges(work, out=True)
        return tuple(sorted({cited for _, cited, facts in edges if facts["relation"] in ("implements", "basis")}))

    def implementers(self, work: str) -> tuple[str, ...]:
        """The works that say of themselves that they implement a work. Raises `KeyError` for an unknown work."""
        edges = self._edges(work, out=False)
        return tuple(sorted({citing for citing, _, facts in edges if facts["relation"] == "implements"}))

    def _edges(self, work: str, *, out: bool) -> list[tuple[str, str, dict[str, Any]]]:
        """The citations by a work, or of it, that are no hearsay."""
        if work not in self.graph:
            raise KeyError(work)
        edges = self.graph.out_edges(work, data=True) if out else self.graph.in_edges(work, data=True)
        return [edge for edge in edges if not edge[2]["nested"]]

    def to_json(self) -> str:
        """`{"schema", "works": [{"id", …}], "citations": [{"citing", "cited", "reference", …}], "issues": [{"code", …}]}`, sorted, so that runs can be compared."""
        works = [{"id": work} | facts for work, facts in self.works()]
        citations = [{"citing": one, "cited": other, "reference": key} | facts for one, other, key, facts in self.citations()]
        issues = [issue._asdict() for issue in self.issues]
        content = {"schema": "adminplan/graph/1", "works": works, "citations": citations, "issues": issues}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


class Edge(NamedTuple):
    """One citation as the graph has it: the attributes that `PlanGraph` tells, between two works."""

    citing: str
    cited: str
    reference: str
    relation: str
    form: str
    quote: str
    resolved_by: str
    said_by: str
    nested: bool


class Known(NamedTuple):
    """What the graph tells of a plan: its head, and the level of its issuer (`None` where nothing tells it)."""

    type: str | None
    number: str | None
    title: str | None
    issuer: str | None
    issued: date | None
    parent_issuer: str | None
    level: str | None


class End(NamedTuple):
    """What one plan tells of a work that is not known; `candidates` are (id, score), the best first."""

    work: str
    state: str
    type: str | None
    number: str | None
    title: str | None
    issuer: str | None
    issued: str | None
    candidates: tuple[tuple[str, float], ...] = ()


def link(plans: Iterable[Plan]) -> PlanGraph:
    """The graph of these plans and of all that they cite. The order of the plans makes no difference.

    A plan given twice (one id) is one work. A citation of a later document is joined like any other: it is odd, and the
    issues say so, but dropping it would hide it.
    """
    links = Links()
    links.add(plans)
    return graph_of(links)


def graph_of(links: Links) -> PlanGraph:
    """The graph of all that is known, as its citations are resolved now."""
    known = {
        name: Known(
            work.head.type, work.head.number, work.head.title, work.head.issuer, work.head.date, work.head.parent_issuer,
            work.key.seat.level or None,
        )
        for name, work in sorted(links.works.items())
    }  # fmt: skip
    told = [
        cited(work.id, work.references, work.citations, links.resolutions[name]) for name, work in sorted(links.works.items())
    ]
    return drawn(
        known,
        (end for ends, _ in told for end in ends),
        (edge for _, edges in told for edge in edges),
        links.issues(),
    )


def drawn(
    known: Mapping[str, Known],
    ends: Iterable[End],
    edges: Iterable[Edge],
    issues: tuple[GraphIssue, ...] = (),
) -> PlanGraph:
    """The graph of known works by id, of open ends, and of what cites what."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, one in known.items():
        facts = one._asdict() | {"issued": one.issued.isoformat() if one.issued else None}
        graph.add_node(name, state="parsed", **facts)
    for end in ends:
        _open_end(graph, end)
    for edge in edges:
        told = edge._asdict()
        graph.add_edge(told.pop("citing"), told.pop("cited"), key=told.pop("reference"), **told)
    return PlanGraph(graph, issues)


def cited(
    work: str, references: Iterable[Reference], citations: Iterable[Citation], resolutions: Iterable[Resolution]
) -> tuple[list[End], list[Edge]]:
    """What one work cites: an edge for each mention, an open end for each of a work that is not known."""
    found = {name: (said, one) for said, one in zip(citations, resolutions, strict=True) for name in said.mentions}
    ends, edges = [], []
    for one in references:
        if one.id not in found:
            continue  # "Kế hoạch này", and "kế hoạch trên" where nothing says which
        said, meant = found[one.id]
        if meant.state != "linked":
            day = said.key.date or None
            ends.append(End(meant.work, meant.state, one.type, one.number, one.title, one.issuer, day, meant.candidates))
        if meant.work == work:
            continue
        outer = found[one.nested_in][1].work if one.nested_in in found else None
        hearsay = outer is not None and outer != meant.work and one.inner_relation is not None
        antecedent = one.id in said.antecedent and meant.state == "linked"
        edges.append(
            Edge(
                citing=outer if hearsay and outer else work,
                cited=meant.work,
                reference=f"{one.id}@{work}" if hearsay else one.id,  # ids of references are unique in one document only
                relation=one.inner_relation if hearsay and one.inner_relation else one.relation,
                form=one.form,
                quote=one.evidence.quote,
                resolved_by="antecedent" if antecedent else meant.resolved_by,
                said_by=work,
                nested=one.nested_in is not None,
            )
        )
    return ends, edges


def _open_end(graph: nx.MultiDiGraph[str], end: End) -> None:
    """A node for a work that is cited but not known; what several mentions tell of it is put together, the first ones first."""
    told = end._asdict()
    work, state, candidates = told.pop("work"), told.pop("state"), told.pop("candidates")
    known = graph.nodes.get(work, {})
    issued = max(filter(None, (known.get("issued"), end.issued)), key=len, default=None)
    graph.add_node(work, state=state, **{name: known.get(name) or fact for name, fact in told.items()} | {"issued": issued})
    if candidates:
        graph.nodes[work].update(candidates=[name for name, _ in candidates], scores=[score for _, score in candidates])
