"""One self-contained page of a plan: its facts, its text with every finding marked, its work by unit, its days, what it cites.

Reads `Plan`. Writes HTML that needs no network and, for reading, no script. Its policy (CSP) lets through the style and the script that
stand in it, by their sums, and nothing else: text of a document is escaped, and could not run or load anything if it were not.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template

from adminplan.plan.plan import Plan
from adminplan.view.report_findings import findings
from adminplan.view.report_readings import BLOCKS, KINDS, Finding
from adminplan.view.report_tables import Known, citations, issues, work
from adminplan.view.report_text import headings, html, marked
from adminplan.view.report_timeline import timeline
from adminplan.view.summary import heading, tables


def page(plan: Plan, known: Mapping[str, Known] | None = None) -> str:
    """The page. The same plan gives the same bytes; nothing in it depends on the day on which it is made or read.

    `known` says, by reference id, what an archive knows of the documents cited (`report_archive.known_to`).
    """
    found = findings(plan)
    sections = (
        ("text", "Toàn văn", _text(plan, found)),
        ("work", "Công việc theo đơn vị", work(plan, found)),
        ("time", "Tiến độ", timeline(plan, found)),
        ("cited", "Văn bản viện dẫn", citations(plan, found, known or {})),
        ("issues", "Điểm cần xem lại", issues(found)),
    )
    shown = [(name, title, content) for name, title, content in sections if content]
    style, script = _part("report.css"), _part("report.js")
    return Template(_part("report.html")).substitute(
        style=style,
        style_sum=_sum(style),
        script=script,
        script_sum=_sum(script),
        title=html(heading(plan)),
        about=html(plan.letterhead.title or ""),
        facts="".join(_facts(plan)),
        links="".join(f'<a href="#{name}">{title}</a>' for name, title, _ in (("facts", "Thông tin chung", ""), *shown)),
        sections="".join(f'<section id="{name}"><h2>{title}</h2>{content}</section>' for name, title, content in shown),
        cards="".join(_card(one, len(found)) for one in found),
        made=html(f"adminplan {plan.made.adminplan}"),
    )


@cache
def _part(name: str) -> str:
    return (files(__package__ or "adminplan.view") / name).read_text(encoding="utf-8").strip()


def _sum(content: str) -> str:
    return b64encode(sha256(content.encode()).digest()).decode()


def _facts(plan: Plan) -> Iterator[str]:
    for name, value in tables(plan)[0].rows:
        yield f"<div><dt>{html(name)}</dt><dd>{html(value)}</dd></div>"
    if plan.source.ocr:
        yield "<div><dt>Cách đọc</dt><dd>nhận dạng từ hình: có thể có chữ đọc sai</dd></div>"


def _text(plan: Plan, found: Sequence[Finding]) -> str:
    if not plan.text.strip():
        return ""
    content = "".join(marked(plan.text, found))
    entries = [f'<li><a href="#t{at}">{html(words)}</a></li>' for at, words in headings(plan.text, found)]
    contents = f'<details class="toc"><summary>Mục lục</summary><ul>{"".join(entries)}</ul></details>' if len(entries) > 2 else ""
    return f'{_legend(found)}{contents}<div id="doc">{content}</div>'


def _legend(found: Sequence[Finding]) -> str:
    """The kinds that stand in the text, each with its look and a box that hides it; the style sheet does the hiding."""
    counts = {kind: sum(one.kind == kind and bool(one.spans) for one in found) for kind in KINDS}
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{kind}" checked><span class="{"tag" if kind in BLOCKS else "m"} {kind}">{name}</span> '
        f"<small>{counts[kind]}</small></label>"
        for kind, name in KINDS.items()
        if counts[kind]
    )
    return f'<fieldset class="legend"><legend>Chú giải</legend>{boxes}</fieldset>'


def _card(one: Finding, last: int) -> str:
    """The reading of a finding, which its marks lead to."""
    rows = [(row.name, ", ".join(_piece(piece.words, piece.to) for piece in row.pieces)) for row in one.rows]
    where = "; ".join(dict.fromkeys(filter(None, one.places)))
    if where:
        rows.append(("Vị trí", html(where)))
    if one.found_by:
        rows.append(("Tìm bằng", f"<code>{html(one.found_by)}</code>"))
        rows.append(("Độ tin cậy", "chưa đo" if one.confidence is None else f"{one.confidence:.0%}"))
    reading = "".join(f"<div><dt>{html(name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    back = f"#m{one.number}" if one.spans else "#issues"
    before = f'<a href="#f{one.number - 1}" rel="prev">← Trước</a>' if one.number > 1 else ""
    after = f'<a href="#f{one.number + 1}" rel="next">Sau →</a>' if one.number < last else ""
    return (
        f'<article class="card {one.kind}" id="f{one.number}" tabindex="-1" aria-label="{html(KINDS[one.kind])}">'
        f'<header><b class="kind">{KINDS[one.kind]}</b><a class="close" href="{back}" aria-label="Đóng, về chỗ trong văn bản">✕</a></header>'
        f'<h3>{html(one.title)}</h3><dl>{reading}</dl><footer>{before}<a href="{back}">Xem trong văn bản</a>{after}</footer></article>'
    )


def _piece(words: str, to: int | None) -> str:
    return html(words) if to is None else f'<a href="#f{to}">{html(words)}</a>'
