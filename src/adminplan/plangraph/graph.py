"""Plans become a graph of works: who cites whom, joined only where one candidate is left.

Reads `Plan`s. Writes `PlanGraph`. A number such as 12/KH-UBND exists in every province every year, so a citation is
joined to a document only by its whole key, or by number and symbol with the year or the issuer when a single candidate
agrees; everything else keeps its candidates and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from adminplan.plan.plan import Plan
from adminplan.plangraph.key import Key, key_of_plan, key_of_reference, same_date, same_issuer

if TYPE_CHECKING:
    import networkx as nx


class PlanGraph:
    """Works and the citations between them, over a `networkx.MultiDiGraph` (`graph`).

    A node is a work: `state` (`parsed`, `cited` or `ambiguous`), `type`, `number`, `title`, `issuer`, `issued`, and for
    `ambiguous` ones `candidates` (ids). An edge leads from the citing to the cited work; its key is the reference's id, its attributes
    are `relation`, `form`, `quote`, `resolved_by`, `said_by` (the plan whose text has it) and `nested`: what a plan tells of another
    document's citations is hearsay, and leads from that other document.
    """

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self.graph = graph

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
        """`{"schema", "works": [{"id", …}], "citations": [{"citing", "cited", "reference", …}]}`, sorted, so that runs can be compared."""
        works = [{"id": work} | facts for work, facts in self.works()]
        citations = [{"citing": one, "cited": other, "reference": key} | facts for one, other, key, facts in self.citations()]
        content = {"schema": "adminplan/graph/1", "works": works, "citations": citations}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def link(plans: Iterable[Plan]) -> PlanGraph:
    """The graph of these plans and of all that they cite. The order of the plans makes no difference.

    A plan given twice (one id) is one work. A citation of a later document is joined like any other: it is odd, and the
    plan's issues say so, but dropping it would hide it.
    """
    import networkx as nx

    parsed = {plan.id: plan for plan in sorted(plans, key=lambda plan: (plan.id, plan.source.name), reverse=True)}
    keys = {work: key_of_plan(plan) for work, plan in parsed.items()}
    by_number: dict[tuple[str, str], list[str]] = {}
    for work, key in sorted(keys.items()):
        by_number.setdefault((key.number, key.symbol), []).append(work)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for work, plan in sorted(parsed.items()):
        head = plan.letterhead
        issued = head.date.isoformat() if head.date else None
        facts = {"type": head.type, "number": head.number, "title": head.title, "issuer": head.issuer, "issued": issued}
        graph.add_node(work, state="parsed", **facts)
    for plan in (parsed[work] for work in sorted(parsed)):
        _cite(graph, plan, keys, by_number)
    return PlanGraph(graph)


def _cite(graph: nx.MultiDiGraph[str], plan: Plan, keys: dict[str, Key], by_number: dict[tuple[str, str], list[str]]) -> None:
    """Adds the citations of one plan."""
    works: dict[str, str] = {}  # reference id -> work
    told = _told(plan)
    for one in plan.references:
        key = told.get(one.id)
        if one.document in keys:
            work, how = one.document, "the plan itself"
        elif key is None:
            continue  # "Kế hoạch này", and "kế hoạch trên" where nothing says which
        else:
            candidates = [other for other in by_number.get((key.number, key.symbol), ()) if key.could_be(keys[other])]
            work, how = _resolve(key, candidates, keys, plan)
            if how == "nothing":
                facts = {
                    "type": one.type,
                    "number": one.number,
                    "title": one.title,
                    "issuer": one.issuer,
                    "issued": key.date or None,
                }
                known = graph.nodes.get(work, {})
                graph.add_node(work, **{name: known.get(name) or fact for name, fact in facts.items()})
                graph.nodes[work].update({"state": "ambiguous", "candidates": candidates} if candidates else {"state": "cited"})
        works[one.id] = work
        if work == plan.id:
            continue
        outer = works.get(one.nested_in or "")
        hearsay = outer is not None and outer != work and one.inner_relation is not None
        graph.add_edge(
            outer if hearsay and outer else plan.id,
            work,
            key=one.id,
            relation=one.inner_relation if hearsay else one.relation,
            form=one.form,
            quote=one.evidence.quote,
            resolved_by=how,
            said_by=plan.id,
            nested=one.nested_in is not None,
        )


def _resolve(key: Key, candidates: list[str], keys: dict[str, Key], plan: Plan) -> tuple[str, str]:
    """The work that a key means, and what decided it; "nothing" where it becomes a node of its own."""
    same_day = [one for one in candidates if len(key.date) == 10 and keys[one].date == key.date]
    if len(same_day) == 1:
        return same_day[0], "number and day"
    left = same_day or candidates
    same = [one for one in left if same_issuer(key.issuer, keys[one].issuer)]
    if len(same) == 1:
        return same[0], "number and issuer"
    if len(left) == 1 and key.year and keys[left[0]].year == key.year:
        return left[0], "number and year"
    identity = None if candidates else key.identity()
    parts = identity or (plan.id, key.type, key.number, key.symbol, key.date, key.issuer, key.name)
    return f"cited:{sha256('|'.join(parts).encode()).hexdigest()[:10]}", "nothing"


def _told(plan: Plan) -> dict[str, Key]:
    """What the plan says of each work it cites, by reference id: mentions of one number (or name) complete one another."""
    gathered: dict[tuple[str, ...], Key] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for one in plan.references:
        if one.form == "self" or not (one.number or one.title):
            continue
        key = key_of_reference(one)
        group: tuple[str, ...] = (key.number, key.symbol) if key.number else (key.type, key.name)
        known = gathered.get(group, key)
        if same_date(known.date, key.date) is False or same_issuer(known.issuer, key.issuer) is False:
            group = (*group, key.date, key.issuer)  # the same number of another year or body: another work
            known = gathered.get(group, key)
        gathered[group] = replace(known, date=max(known.date, key.date, key=len), issuer=known.issuer or key.issuer)
        groups[one.id] = group
    return {reference: gathered[group] for reference, group in groups.items()}
