"""Who cites whom, for a terminal and for Graphviz.

Reads `PlanGraph`. Writes text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adminplan.plangraph.graph import PlanGraph
from adminplan.view.summary import RELATIONS, shown

_STYLES = {"parsed": "solid", "cited": "dashed", "ambiguous": "dotted"}
_MARKS = {"parsed": "", "cited": " [chưa có]", "ambiguous": " [chưa xác định]"}
_RANK = {relation: position for position, relation in enumerate(RELATIONS)}


def terminal(graph: PlanGraph) -> str:
    """Each document read with what it cites, strongest relation first; then what is cited and missing, and what is not decided."""
    works = dict(graph.works())
    cited = _strongest(graph)
    lines: list[str] = []
    for work, facts in works.items():
        if facts["state"] != "parsed":
            continue
        cites = sorted(cited.get(work, {}).items(), key=lambda row: (_rank(row[1]), row[0]))
        lines.append(name(facts))
        lines += [
            f"  {RELATIONS.get(relation, relation)}: {name(works[one])}{_MARKS[works[one]['state']]}" for one, relation in cites
        ]
        lines.append("")
    missing = graph.missing()
    if missing:
        lines.append(f"Được viện dẫn nhưng chưa có ({len(missing)}):")
        rows = sorted(((-count, name(works[work])) for work, count in missing))
        lines += [f"  {-count} văn bản viện dẫn: {title}" for count, title in rows]
        lines.append("")
    undecided = [facts for facts in works.values() if facts["state"] == "ambiguous"]
    if undecided:
        lines.append(f"Chưa xác định được ({len(undecided)}):")
        for facts in undecided:
            lines.append(f"  {name(facts)}, có thể là:")
            lines += [f"    {name(works[one])}" for one in facts["candidates"]]
    return "\n".join(lines).rstrip("\n") + "\n"


def dot(graph: PlanGraph) -> str:
    """The graph in Graphviz's language: read documents solid, missing ones dashed, undecided ones dotted."""
    lines = ["digraph plans {", "  rankdir=LR; node [shape=box, fontname=sans];"]
    for work, facts in graph.works():
        lines.append(f"  {_quoted(work)} [label={_quoted(name(facts))}, style={_STYLES[facts['state']]}];")
    seen: set[str] = set()
    for citing, cited, _, facts in graph.citations():
        line = f"  {_quoted(citing)} -> {_quoted(cited)} [label={_quoted(RELATIONS.get(facts['relation'], facts['relation']))}"
        line += ", style=dotted];" if facts["nested"] else "];"
        if line not in seen:
            seen.add(line)
            lines.append(line)
    return "\n".join([*lines, "}"]) + "\n"


def name(facts: Mapping[str, Any]) -> str:
    """`Kế hoạch 12/KH-UBND ngày 05/01/2024 (UBND tỉnh …)`, as far as it is known."""
    number = facts["number"] or facts["title"] or "(không số)"
    day = "/".join(reversed((facts["issued"] or "").split("-")))
    when = f" {'ngày' if day.count('/') == 2 else 'năm'} {day}" if day else ""
    issuer = f" ({facts['issuer']})" if facts["issuer"] else ""
    return shown(" ".join(filter(None, (facts["type"], number))) + when + issuer)


def _strongest(graph: PlanGraph) -> dict[str, dict[str, str]]:
    """By citing work: what it cites itself, each with the strongest of its relations to it."""
    found: dict[str, dict[str, str]] = {}
    for citing, cited, _, facts in graph.citations():
        if not facts["nested"]:
            row = found.setdefault(citing, {})
            row[cited] = min(row.get(cited, facts["relation"]), facts["relation"], key=_rank)
    return found


def _rank(relation: str) -> int:
    return _RANK.get(relation, len(_RANK))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
