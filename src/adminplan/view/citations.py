"""Who cites whom, for a terminal, for Graphviz and its pictures, and for Mermaid.

Reads `PlanGraph`. Writes text; pictures are drawn by Debian's graphviz.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

from adminplan.errors import OutputError
from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.write import label
from adminplan.view.summary import RELATIONS, shown


class Line(NamedTuple):
    """How the line of a relation is drawn: Okabe and Ito's colours, darkened until they stand out on white, and a dash."""

    color: str
    style: str  # Graphviz's word
    dash: tuple[int, ...]  # on, off, on …, for a canvas


LINES = {
    "implements": Line("#0072B2", "solid", ()),
    "basis": Line("#00795A", "dashed", (9, 4)),
    "replaces": Line("#C44E00", "bold", (14, 3, 3, 3)),
    "amends": Line("#A8437F", "bold", (5, 3)),
    "repeals": Line("#000000", "bold", (2, 3)),
    "accompanies": Line("#8A6400", "solid", (18, 4)),
    "mentions": Line("#6B6B6B", "dotted", (1, 4)),
}

_STYLES = {"parsed": "solid", "cited": "dashed", "ambiguous": "dotted"}
_MARKS = {"parsed": "", "cited": " [chưa có]", "ambiguous": " [chưa xác định]"}
_PATIENCE = 120  # seconds for graphviz
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY = re.compile(r"(ngày|tháng|năm) (?=[\d/]+(?: \(|$))")
_MARKUP = re.compile(r"[^\w\s.,:/()–—“”‘’…-]|_")
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
    """The graph in Graphviz's language: what is cited stands to the right; missing documents dashed, undecided ones dotted."""
    lines = ["digraph plans {", "  rankdir=LR; ranksep=0.9; nodesep=0.15;"]
    lines.append(
        '  node [shape=box, style=rounded, fontname="Liberation Sans,DejaVu Sans,sans-serif", fontsize=11, margin="0.12,0.06"];'
    )
    lines.append('  edge [fontname="Liberation Sans,DejaVu Sans,sans-serif", fontsize=9, arrowsize=0.7];')
    for work, facts in graph.works():
        style = f'"rounded,{_STYLES.get(facts["state"], "solid")}"'
        lines.append(f"  {_quoted(work)} [label={_quoted(_wrapped(facts), breaks=True)}, style={style}];")
    for citing, cited, relation, nested in _arrows(graph):
        line = LINES.get(relation, LINES["mentions"])
        look = f'color="{line.color}", fontcolor="{line.color}", style={"dotted" if nested else line.style}'
        lines.append(f"  {_quoted(citing)} -> {_quoted(cited)} [label={_quoted(RELATIONS.get(relation, relation))}, {look}];")
    return "\n".join([*lines, "}"]) + "\n"


def mermaid(graph: PlanGraph) -> str:
    """The graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown; missing documents dashed, undecided ones dotted."""
    works = graph.works()
    ids = {work: f"w{position}" for position, (work, _) in enumerate(works)}
    lines = ["flowchart LR"]
    for work, facts in works:
        state = facts["state"] if facts["state"] in _STYLES else "parsed"
        lines.append(f'  {ids[work]}["{"<br/>".join(map(_entities, _wrapped(facts).splitlines()))}"]:::{state}')
    for citing, cited, relation, nested in _arrows(graph):
        arrow = "-.->" if nested else "-->"
        lines.append(f'  {ids[citing]} {arrow}|"{_entities(RELATIONS.get(relation, relation))}"| {ids[cited]}')
    lines += [
        "  classDef parsed fill:#e3eefa,stroke:#0b4f8a,color:#111",
        "  classDef cited fill:#fff,stroke:#a34a16,color:#111,stroke-dasharray:6 4",
        "  classDef ambiguous fill:#fff8dc,stroke:#6b5200,color:#111,stroke-dasharray:2 3",
    ]
    return "\n".join(lines) + "\n"


def picture(graph: PlanGraph, form: str) -> bytes:
    """The graph drawn by Graphviz, for papers: `form` is `svg` or `png` (150 dots an inch). Hundreds of works, not thousands.

    Raises:
        OutputError: graphviz is not installed, failed, or took longer than two minutes.
    """
    program = shutil.which("dot")
    if not program:
        raise OutputError("the program dot is not here; install it with: sudo apt install graphviz. HTML needs no program.")
    command = [program, f"-T{form}", *(["-Gdpi=150"] if form == "png" else [])]
    try:
        # a fixed command: the graph goes in as its input
        done = subprocess.run(  # noqa: S603
            command, input=dot(graph).encode("utf-8", "replace"), capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        count = graph.graph.number_of_nodes()
        raise OutputError(
            f"graphviz did not draw {count} documents in {_PATIENCE} s: take fewer, or write html or gexf"
        ) from error
    if done.returncode or not done.stdout:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(f"graphviz failed ({why[-1] if why else f'status {done.returncode}'})")
    return done.stdout


def name(facts: Mapping[str, Any]) -> str:
    """`Kế hoạch 12/KH-UBND ngày 05/01/2024 (UBND tỉnh …)`, as far as it is known, on one line and without control characters."""
    return shown(label(facts))


def _wrapped(facts: Mapping[str, Any]) -> str:
    """The name of a work in lines short enough for a box, its day unbroken and its title cut after three."""
    title = facts.get("title") if facts.get("number") else None
    lines = textwrap.wrap(_DAY.sub("\\1\u00a0", name(facts)), 34)
    return "\n".join([*lines, *textwrap.wrap(shown(title or ""), 38, max_lines=3, placeholder=" …")])


def _arrows(graph: PlanGraph) -> list[tuple[str, str, str, bool]]:
    """Citing work, cited work, relation, whether it is hearsay: each once, however often it is said."""
    rows = ((citing, cited, facts["relation"], bool(facts["nested"])) for citing, cited, _, facts in graph.citations())
    return list(dict.fromkeys(rows))


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


def _quoted(text: str, *, breaks: bool = False) -> str:
    """A string of Graphviz; `&` is spelt out, since it would read `&lt;` as `<`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{_CONTROL.sub(" ", escaped.replace(chr(10), f"{chr(92)}n") if breaks else escaped)}"'


def _entities(text: str) -> str:
    """Text for a quoted label of Mermaid: whatever could end it, or begin markup, a directive or an entity, by its number."""
    return _MARKUP.sub(lambda found: f"#{ord(found[0])};", text)
