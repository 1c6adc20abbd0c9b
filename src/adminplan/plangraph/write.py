"""The graph as files that other programs open: GraphML, GEXF, and CSV of its nodes and edges.

Reads `PlanGraph`. Writes text; the same graph gives the same bytes. `PlanGraph.to_json` is the form that keeps everything; here a list
becomes text joined with `; `, what is `None` or empty is left out, and a character that XML forbids is dropped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Any, NamedTuple

from adminplan.data.spreadsheet import guarded
from adminplan.plangraph.graph import PlanGraph

# What XML 1.0 has no place for, not even escaped (section 2.2), half pairs of UTF-16 among it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}  # else a reader of attributes makes blanks of them
_BLANK = re.compile(r"[\t\n\r]")
# The columns that every graph has, in this order; attributes beside them follow by name.
_NODE = ("state", "type", "number", "title", "issuer", "issued", "parent_issuer", "level", "candidates")
_EDGE = ("relation", "form", "quote", "resolved_by", "said_by", "nested")


class _Edge(NamedTuple):
    id: str  # of its own in the whole graph
    citing: str
    cited: str
    facts: dict[str, str | bool | int | float]


def label(facts: Mapping[str, Any]) -> str:
    """A work in one line, as far as it is known.

    >>> label({"type": "Kế hoạch", "number": "12/KH-UBND", "title": None, "issuer": "UBND tỉnh An Hòa", "issued": "2024-01-05"})
    'Kế hoạch 12/KH-UBND ngày 05/01/2024 (UBND tỉnh An Hòa)'
    >>> label({"type": "Luật", "number": None, "title": "Cây xanh", "issuer": None, "issued": "2019"})
    'Luật Cây xanh năm 2019'
    """
    number = facts.get("number") or facts.get("title") or "(không số)"
    when = printed_day(facts.get("issued"))
    issuer = f"({facts['issuer']})" if facts.get("issuer") else None
    return " ".join(filter(None, (facts.get("type"), number, when, issuer)))


def printed_day(issued: str | None) -> str | None:
    """`2024-01-05` as it is printed, `ngày 05/01/2024`; `tháng` and `năm` where the day, or the month too, is not known."""
    if not issued:
        return None
    parts = issued.split("-")
    return f"{('năm', 'tháng', 'ngày')[min(len(parts), 3) - 1]} {'/'.join(reversed(parts))}"


def graphml(graph: PlanGraph) -> str:
    """The graph as GraphML (http://graphml.graphdrawing.org/specification.html): opens in Gephi, igraph, yEd and networkx.

    The id of a node is the work's, the id of an edge its reference's; where two edges have one, those after the first get `.2`, `.3` …
    The attribute `reference` is always the reference's id, `label` the work's name.
    """
    nodes, edges = _nodes(graph), _edges(graph)
    kinds = [("node", name, kind) for name, kind in _kinds((facts for _, facts in nodes), ("label", *_NODE)).items()]
    kinds += [("edge", name, kind) for name, kind in _kinds((edge.facts for edge in edges), ("reference", *_EDGE)).items()]
    keys = {(of, name): f"d{position}" for position, (of, name, _) in enumerate(kinds)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [
        f'  <key id="{keys[of, name]}" for="{of}" attr.name="{_xml(name)}" attr.type="{"long" if kind == "int" else kind}"/>'
        for of, name, kind in kinds
    ]
    lines.append('  <graph id="adminplan" edgedefault="directed">')

    def data(of: str, facts: Mapping[str, Any]) -> Iterator[str]:
        return (f'      <data key="{keys[of, name]}">{_xml(fact)}</data>' for name, fact in facts.items())

    for work, facts in nodes:
        lines += [f'    <node id="{_xml(work)}">', *data("node", facts), "    </node>"]
    for edge in edges:
        lines.append(f'    <edge id="{_xml(edge.id)}" source="{_xml(edge.citing)}" target="{_xml(edge.cited)}">')
        lines += [*data("edge", edge.facts), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


def gexf(graph: PlanGraph) -> str:
    """The graph as GEXF 1.3 (https://gexf.net): Gephi's own form; ids as in `graphml`, an edge's `label` is its relation."""
    nodes, edges = _nodes(graph), _edges(graph)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        "  <meta><creator>adminplan</creator></meta>",
        '  <graph defaultedgetype="directed" mode="static">',
    ]
    columns = {
        "node": _kinds((facts for _, facts in nodes), _NODE, without=("label",)),
        "edge": _kinds((edge.facts for edge in edges), ("reference", *_EDGE)),
    }
    for of, kinds in columns.items():
        lines.append(f'    <attributes class="{of}">')
        lines += [
            f'      <attribute id="{position}" title="{_xml(name)}" type="{"long" if kind == "int" else kind}"/>'
            for position, (name, kind) in enumerate(kinds.items())
        ]
        lines.append("    </attributes>")
    place = {(of, name): position for of, kinds in columns.items() for position, name in enumerate(kinds)}

    def values(of: str, facts: Mapping[str, Any]) -> str:
        rows = (
            f'<attvalue for="{place[of, name]}" value="{_xml(fact)}"/>' for name, fact in facts.items() if (of, name) in place
        )
        return f"<attvalues>{''.join(rows)}</attvalues>"

    lines.append("    <nodes>")
    for work, facts in nodes:
        lines.append(f'      <node id="{_xml(work)}" label="{_xml(facts["label"])}">{values("node", facts)}</node>')
    lines += ["    </nodes>", "    <edges>"]
    for edge in edges:
        ends = f'source="{_xml(edge.citing)}" target="{_xml(edge.cited)}"'
        relation = _xml(edge.facts.get("relation", ""))
        lines.append(f'      <edge id="{_xml(edge.id)}" {ends} label="{relation}">{values("edge", edge.facts)}</edge>')
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>"]) + "\n"


def tables(graph: PlanGraph) -> dict[str, str]:
    """By file name, `nodes.csv` (`id`, `state`, …) and `edges.csv` (`citing`, `cited`, `reference`, `relation`, …): a head and a row each.

    Columns are the names of the JSON form. No cell is a formula.
    """
    nodes = [(work, _flat(facts)) for work, facts in graph.works()]
    edges = [(citing, cited, key, _flat(facts)) for citing, cited, key, facts in graph.citations()]
    node_columns = list(_kinds((facts for _, facts in nodes), _NODE, always=True))
    edge_columns = list(_kinds((facts for *_, facts in edges), _EDGE, always=True))
    return {
        "nodes.csv": _csv(["id", *node_columns], ([work, *map(facts.get, node_columns)] for work, facts in nodes)),
        "edges.csv": _csv(
            ["citing", "cited", "reference", *edge_columns],
            ([citing, cited, key, *map(facts.get, edge_columns)] for citing, cited, key, facts in edges),
        ),
    }


def _csv(head: list[str], rows: Iterable[list[Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(guarded, head))
    writer.writerows([guarded(_text(cell)) if isinstance(cell, str) else _text(cell) for cell in row] for row in rows)
    return out.getvalue()


# --- attributes -------------------------------------------------------------------------------------------------------


def _nodes(graph: PlanGraph) -> list[tuple[str, dict[str, str | bool | int | float]]]:
    return [(work, {"label": label(facts), **_flat(facts)}) for work, facts in graph.works()]


def _edges(graph: PlanGraph) -> list[_Edge]:
    """Each with an id of its own: a reference's id is one's own only among those of its plan."""
    times: dict[str, int] = {}
    edges = []
    taken = {key for _, _, key, _ in graph.citations()}
    for citing, cited, key, facts in graph.citations():
        times[key] = times.get(key, 0) + 1
        name = key
        while times[key] > 1 and (name := f"{key}.{times[key]}") in taken:
            times[key] += 1
        edges.append(_Edge(id=name, citing=citing, cited=cited, facts={"reference": key, **_flat(facts)}))
    return edges


def _flat(facts: Mapping[str, Any]) -> dict[str, str | bool | int | float]:
    """The facts that say something, each as a text, a number or a truth value."""
    return {name: _value(fact) for name, fact in facts.items() if fact is not None and fact not in ("", [], (), {}, set())}


def _value(fact: Any) -> str | bool | int | float:
    if isinstance(fact, (str, bool, int, float)):
        return fact
    if isinstance(fact, (set, frozenset)):
        fact = sorted(fact, key=str)
    if isinstance(fact, (list, tuple)):
        return "; ".join(_text(_value(one)) for one in fact if one is not None)
    if isinstance(fact, Mapping):
        return json.dumps(fact, ensure_ascii=False, sort_keys=True, default=str)
    return fact.isoformat() if isinstance(fact, date) else str(fact)


def _kinds(
    rows: Iterable[Mapping[str, str | bool | int | float]],
    first: tuple[str, ...],
    *,
    without: tuple[str, ...] = (),
    always: bool = False,
) -> dict[str, str]:
    """By attribute, its kind (`string`, `boolean`, `int`, `double`): those of `first`, in all graphs where `always`, then the rest."""
    names = {bool: "boolean", int: "int", float: "double"}
    found: dict[str, str] = {}
    for row in rows:
        for name, fact in row.items():
            kind = names.get(type(fact), "string")
            found[name] = kind if found.get(name, kind) == kind else "string"
    order = [*(name for name in first if name in found or always), *sorted(found.keys() - set(first))]
    return {name: found.get(name, "string") for name in order if name not in without}


def _text(fact: Any) -> str:
    if fact is None:
        return ""
    return str(fact).lower() if isinstance(fact, bool) else _FORBIDDEN.sub("", str(fact))


def _xml(fact: Any) -> str:
    """Text for XML, between tags or in an attribute."""
    return _BLANK.sub(lambda found: _BLANKS[found[0]], escape(_text(fact)))
