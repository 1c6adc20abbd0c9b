"""Plans become a graph of works: who cites whom, joined only where one candidate is left.

Reads `Plan`s and `Links`. Writes `PlanGraph`. A number such as 12/KH-UBND exists in every province every year, so a citation is
joined to a document only by its whole key, or by number and symbol with what its context tells of year and issuer when a single
candidate agrees (`resolve`); everything else keeps its candidates and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from adminplan.plan.plan import Plan, Reference
from adminplan.plangraph.links import GraphIssue, Links, Work
from adminplan.plangraph.resolve import Resolution

if TYPE_CHECKING:
    import networkx as nx


class PlanGraph:
    """Works and the citations between them, over a `networkx.MultiDiGraph` (`graph`).

    A node is a work: `state` (`parsed`, `cited` or `ambiguous`), `type`, `number`, `title`, `issuer`, `issued`, and for
    `ambiguous` ones `candidates` (ids, the best first) with `scores` (0 to 1: an order, no probability). An edge leads from the citing to the cited work; its key is the reference's id, its attributes
    are `relation`, `form`, `quote`, `resolved_by`, `said_by` (the plan whose text has it) and `nested`: what a plan tells of another
    document's citations is hearsay, and leads from that other document. `issues` is what is odd in the citations, sorted.
    """

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
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, work in sorted(links.works.items()):
        head = work.head
        issued = head.date.isoformat() if head.date else None
        facts = {"type": head.type, "number": head.number, "title": head.title, "issuer": head.issuer, "issued": issued}
        graph.add_node(name, state="parsed", **facts)
    for name, work in sorted(links.works.items()):
        _cite(graph, work, links.resolutions[name])
    return PlanGraph(graph, links.issues())


def _cite(graph: nx.MultiDiGraph[str], work: Work, resolutions: list[Resolution]) -> None:
    """Adds what one work cites: an edge for each mention, a node for each cited work that is not known."""
    found = {name: (said, one) for said, one in zip(work.citations, resolutions, strict=True) for name in said.mentions}
    for one in work.references:
        if one.id not in found:
            continue  # "Kế hoạch này", and "kế hoạch trên" where nothing says which
        said, meant = found[one.id]
        if meant.state != "linked":
            _open_end(graph, one, said.key.date, meant)
        if meant.work == work.id:
            continue
        outer = found[one.nested_in][1].work if one.nested_in in found else None
        hearsay = outer is not None and outer != meant.work and one.inner_relation is not None
        antecedent = one.id in said.antecedent and meant.state == "linked"
        graph.add_edge(
            outer if hearsay and outer else work.id,
            meant.work,
            key=one.id,
            relation=one.inner_relation if hearsay else one.relation,
            form=one.form,
            quote=one.evidence.quote,
            resolved_by="antecedent" if antecedent else meant.resolved_by,
            said_by=work.id,
            nested=one.nested_in is not None,
        )


def _open_end(graph: nx.MultiDiGraph[str], one: Reference, day: str, meant: Resolution) -> None:
    """A node for a work that is cited but not known; what several mentions tell of it is put together, the first ones first."""
    facts = {"type": one.type, "number": one.number, "title": one.title, "issuer": one.issuer, "issued": day or None}
    known = graph.nodes.get(meant.work, {})
    issued = max(filter(None, (known.get("issued"), facts["issued"])), key=len, default=None)
    facts = {name: known.get(name) or fact for name, fact in facts.items()} | {"issued": issued}
    graph.add_node(meant.work, state=meant.state, **facts)
    if meant.candidates:
        graph.nodes[meant.work].update(
            candidates=[name for name, _ in meant.candidates], scores=[score for _, score in meant.candidates]
        )
