"""The graph as one page for a browser, in Vietnamese: search, filters, what a citation says, what is missing.

Reads `PlanGraph`, and the page's parts beside this file. Writes HTML that holds everything it needs and is not let near a network; the same
graph gives the same bytes. Whatever documents say goes into the page as data, and from there onto it as text.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from itertools import zip_longest
from string import Template
from typing import Any

from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.write import printed_day
from adminplan.view.citations import LINES
from adminplan.view.graph_layout import HEIGHT, LEVELS, WIDTH, layout
from adminplan.view.summary import RELATIONS

_SCRIPTS = ("graph_model.js", "graph_canvas.js", "graph_page.js")
_STATES = {"parsed": "đã có", "cited": "chưa có (chỉ được viện dẫn)", "ambiguous": "chưa xác định"}
_FORMS = {"full": "đầy đủ", "short": "rút gọn", "anaphora": "gọi lại", "list": "trong danh sách", "self": "tự gọi"}
_RESOLVED = {
    "the plan itself": "chính văn bản",
    "antecedent": "văn bản đã nêu ở trên",
    "full key": "số, ngày và cơ quan",
    "number and day": "số và ngày",
    "number, year and issuer": "số, năm và cơ quan",
    "number and issuer": "số và cơ quan",
    "number and year": "số và năm",
    "number and title": "số và tên gọi",
    "title": "tên gọi",
    "nothing": "",
}
_WIDE = {"bold": 2.0, "solid": 1.5, "dashed": 1.5, "dotted": 1.5}
# Long names as offices shorten them, so that the place at their end still fits into a box.
_SHORT = (
    (re.compile(r"\bủy ban nhân dân\b|\buỷ ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
    (re.compile(r"\bliên đoàn lao động\b", re.IGNORECASE), "LĐLĐ"),
    (re.compile(r"\bban chấp hành\b", re.IGNORECASE), "BCH"),
    (re.compile(r"\bban thường vụ\b", re.IGNORECASE), "BTV"),
    (re.compile(r"\bgiáo dục và đào tạo\b", re.IGNORECASE), "GDĐT"),
)


def html(graph: PlanGraph) -> str:
    """One self-contained page (HTML, UTF-8): works in bands by level and columns by date, with their citations between them.

    The page's address keeps what is looked at: `#node=ID`, `#from=ID&to=ID`, `&q=WORDS`, `&hide=relation:mentions,level:commune`.
    """
    style = _part("graph_page.css")
    script = "\n".join(map(_part, _SCRIPTS))
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'"
    policy += "; base-uri 'none'; form-action 'none'"
    page = Template(_part("graph_page.html"))
    return page.substitute(policy=policy, style=style, script=script, data=_safe(_data(graph)))


def _data(graph: PlanGraph) -> dict[str, Any]:
    """What the page shows; works are named by their place in the list."""
    placed = layout(graph)
    works = graph.works()
    index = {work: position for position, (work, _) in enumerate(works)}
    citations = [
        {
            "citing": index[citing],
            "cited": index[cited],
            "relation": facts["relation"],
            "nested": bool(facts["nested"]),
            "quote": facts.get("quote") or "",
            "form": _FORMS.get(facts.get("form") or "", facts.get("form") or ""),
            "resolved_by": _RESOLVED.get(facts.get("resolved_by") or "", facts.get("resolved_by") or ""),
            "said_by": index.get(facts.get("said_by") or ""),
        }
        for citing, cited, _, facts in graph.citations()
    ]
    used = {one["relation"] for one in citations}
    relations = [*(one for one in RELATIONS if one in used), *sorted(used - RELATIONS.keys())]
    return {
        "works": [_work(work, facts, placed.levels[work], *placed.places[work]) for work, facts in works],
        "citations": citations,
        "missing": [[index[work], citers] for work, citers in graph.missing()],
        "relations": {one: _line(one) for one in relations},
        "levels": LEVELS,
        "states": _STATES,
        "columns": [one._asdict() for one in placed.columns],
        "bands": [one._asdict() for one in placed.bands],
        "width": placed.width,
        "height": placed.height,
        "size": [WIDTH, HEIGHT],
    }


def _work(work: str, facts: Mapping[str, Any], level: str, x: int, y: int) -> dict[str, Any]:
    number, kind, title, issuer = (facts.get(one) or "" for one in ("number", "type", "title", "issuer"))
    under = issuer or (title if number else "")
    for words, short in _SHORT:
        under = words.sub(short, under)
    day = printed_day(facts.get("issued")) or ""
    return {
        "id": work,
        "state": facts["state"] if facts["state"] in _STATES else "parsed",
        "name": number or f"{kind} {title}".strip() or "(không số)",
        "under": under or day,
        "type": kind,
        "number": number,
        "title": title,
        "issuer": issuer,
        "day": day,
        "issued": day.split(" ")[-1],
        "level": level,
        "candidates": list(zip_longest(facts.get("candidates") or (), facts.get("scores") or ())),
        "x": x,
        "y": y,
    }


def _line(relation: str) -> dict[str, Any]:
    line = LINES.get(relation, LINES["mentions"])
    return {
        "title": RELATIONS.get(relation, relation),
        "color": line.color,
        "dash": list(line.dash),
        "width": _WIDE[line.style],
    }


def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _safe(content: dict[str, Any]) -> str:
    """JSON in ASCII in which nothing can end the element that it stands in, nor begin another."""
    text = json.dumps(content, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
