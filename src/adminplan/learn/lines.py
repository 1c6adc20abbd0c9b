"""Paragraphs as a model sees them: what each is (by gold, by its source, by the rules), and what can be seen of it.

Reads an `Outline`, its `Findings`, gold and sources. Writes `Line`s: features and labels of all paragraphs, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from adminplan.data import fold
from adminplan.evaluate.likeness import words
from adminplan.layout.labels import label
from adminplan.layout.text import Paragraph
from adminplan.outline.node import Node, Outline
from adminplan.passages.sections import field, heading_kind
from adminplan.passages.walk import Findings

WORK = ("activity", "duty", "goal")  # what a plan is read for; the other labels are what stands around it
# unit: the line of a body above its duties. row: a cell. other: running text.
_AROUND = (
    "continuation", "field", "heading1", "heading2", "heading3", "item", "letterhead", "other", "recipient", "row", "signature", "unit",
)  # fmt: skip
LABELS = (*WORK, *_AROUND)
_FIRST = 8  # words by which an item of gold is known to begin
_SHORT = 12  # words of a heading, at most
_DEEPEST = 3  # heading level


class Line(NamedTuple):
    """A paragraph or cell.

    Attributes:
        text: as it stands. seen: features, sorted. ruled: what the rules say it is.
        gold: what gold and source say; what both are silent of is what the rules say, or "other" where they say it is work.
    """

    text: str
    seen: tuple[str, ...]
    ruled: str
    gold: str


def lines(
    outline: Outline, findings: Findings, content: dict[str, Any] | None = None, kinds: Mapping[int, str] | None = None
) -> list[Line]:
    """All paragraphs and cells. `content`: gold; `kinds`: what the source says, by index of the paragraph."""
    text = outline.text
    order = [index for index, one in enumerate(text.paragraphs) if one.end > one.start]
    body = [text.paragraphs[index] for index in order]
    quotes = [text.quote((one.start, one.end)) for one in body]
    ruled = ruled_kinds(outline, findings)
    told = _gold(quotes, content) if content is not None else ["other"] * len(body)
    columns = _columns(outline)
    sizes = sorted(one.size for one in body if one.size is not None)
    lefts = [one.indent for one in body if one.indent is not None and one.cell is None]
    usual, left = (sizes[len(sizes) // 2] if sizes else 0.0), min(lefts, default=0.0)
    seen = [
        [*_seen(quote, one, columns.get(one.start)), f"font={_font(one.size, usual)}", f"indent={_indent(one.indent, left)}"]
        for quote, one in zip(quotes, body, strict=True)
    ]
    heading = ""
    made = []
    for at, (index, quote, own) in enumerate(zip(order, quotes, seen, strict=True)):
        inside = index >= outline.head.last and not outline.closing.first <= index < outline.closing.last
        if inside and body[at].cell is None and _heads(quote, bold=body[at].bold):
            heading = heading_kind(_words(quote).split(":", 1)[0]) or "unknown"
        place = at * 5 // len(quotes)
        near = [f"-1:{one}" for one in (seen[at - 1] if at else ["first"]) if "+" not in one]
        after = [f"+1:{one}" for one in (seen[at + 1] if at + 1 < len(seen) else ["last"]) if "+" not in one]
        features = {*own, *near, *after, f"place={place}", f"under={heading}", f"place={place}|{own[0]}"}
        work = told[at] if inside and body[at].cell is None else "other"
        silent = ruled[index] if ruled[index] not in WORK else "other"
        gold = work if work != "other" else (kinds or {}).get(index, silent)
        made.append(Line(quote, tuple(sorted(features)), ruled[index], gold))
    return made


def stacked(line: Line) -> list[str]:
    """The features of a line with what the rules say beside them."""
    under = next(one for one in line.seen if one.startswith("under="))
    return [*line.seen, f"rule={line.ruled}", f"rule={line.ruled}|{under}"]


def _words(quote: str) -> str:
    found = label(quote)
    return quote[found.end :].strip() if found else quote


def _heads(quote: str, *, bold: bool) -> bool:
    own = _words(quote)
    found = label(quote)
    short = len(own.split()) <= _SHORT
    return short and (own.isupper() or bold or (found is not None and found.kind in {"roman", "part", "chapter", "upper"}))


def _columns(outline: Outline) -> dict[int, str | None]:
    """What the column of each cell means, by where the cell begins."""
    nodes = [node for top in (*outline.body, *outline.annexes) for node in top.walk()]
    return {
        cell.span.start: node.table.columns[cell.column]
        for node in nodes
        if node.table is not None
        for row in node.table.rows
        for cell in row
        if cell.column < len(node.table.columns)
    }


def _font(size: float | None, usual: float) -> str:
    """A font size beside that of most paragraphs."""
    return "none" if size is None else "larger" if size > usual + 0.5 else "smaller" if size < usual - 0.5 else "usual"


def _indent(edge: float | None, left: float) -> str:
    """How far a paragraph stands from the left edge of the text, in steps of a tab; `none` where there are no pages."""
    return "none" if edge is None else str(min(3, int((edge - left + 9) // 18)))


def _seen(quote: str, one: Paragraph, column: str | None) -> list[str]:
    """What can be seen of one paragraph alone; the kind of its label comes first, pairs of words hold a `+`."""
    found = label(quote)
    own = _words(quote)
    key = fold(own).split()
    count = len(key)
    size = "1" if count <= 6 else "2" if count <= 14 else "3" if count <= 40 else "4"
    made = [f"label={found.kind if found else 'none'}", f"size={size}", f"ends={own[-1:] if own[-1:] in '.;:' else 'x'}"]
    made += [f"bold={one.bold}", f"align={one.align}", f"caps={own.isupper()}", f"cell={one.cell is not None}"]
    made.append(f"column={column}")
    told = field(own)
    made.append(f"field={told[0] if told else 'none'}")
    made.append(f"says={heading_kind(own.split(':', 1)[0]) if count <= _SHORT else 'long'}")
    made += [f"w1+{key[0]}", f"w2+{' '.join(key[:2])}", f"w3+{' '.join(key[:3])}"] if key else []
    made += [f"in+{one}" for one in sorted({" ".join(key[at : at + 2]) for at in range(min(count - 1, 12))})]
    return made


def ruled_kinds(outline: Outline, findings: Findings) -> list[str]:
    """What the rules say of every paragraph, one of `LABELS`."""
    text, closing = outline.text, outline.closing
    starts = [one.start for one in text.paragraphs]
    work = _work(starts, findings)
    units = {bisect_right(starts, duty.unit.span.start) - 1 for duty in findings.duties}
    signed = [one.span for one in closing.signers]
    levels = _levels(outline)
    made: list[str] = []
    for index, one in enumerate(text.paragraphs):
        quote = text.quote((one.start, one.end))
        own = _words(quote)
        if index < outline.head.last:
            said = "letterhead"
        elif closing.first <= index < closing.last:
            said = "signature" if any(span.start <= one.start < span.end for span in signed) else "recipient"
        elif one.cell is not None:
            said = "row"
        elif work[index]:
            said = min(work[index], key=lambda kind: (-work[index][kind], kind))
        elif index in units:
            said = "unit"
        elif one.start in levels and len(own.split()) <= 2 * _SHORT:
            said = f"heading{levels[one.start]}"
        elif field(own):
            said = "field"
        elif label(quote):
            said = "item"
        else:
            said = "continuation" if made and made[-1] in {"activity", "continuation", "field", "item"} else "other"
        made.append(said)
    return made


def _levels(outline: Outline) -> dict[int, int]:
    """The level of every item that has items below it, by where its paragraph begins."""
    made: dict[int, int] = {}

    def down(nodes: Sequence[Node], level: int) -> None:
        for node in nodes:
            if node.children and node.table is None:
                made[node.span.start] = min(level, _DEEPEST)
                down(node.children, level + 1)

    down(outline.body, 1)
    down(outline.annexes, 1)
    return made


def _work(starts: list[int], findings: Findings) -> list[Counter[str]]:
    said: list[Counter[str]] = [Counter() for _ in starts]

    def tell(start: int, kind: str) -> None:
        at = bisect_right(starts, start) - 1
        if at >= 0:
            said[at][kind] += 1

    above = {one.parent for one in findings.activities}
    for goal in findings.goals:
        tell(goal.span.start, "goal")
    for index, work in enumerate(findings.activities):
        if index not in above:
            tell(work.title.start, "activity")
    for duty in findings.duties:
        tell(duty.span.start, "duty")
    return said


def _gold(quotes: list[str], content: dict[str, Any]) -> list[str]:
    """The label of each paragraph that begins as an item of gold does; a duty may begin after the name of its unit."""
    begins: dict[tuple[str, ...], str] = {}
    for kind, quote in _items(content):
        key = tuple(words(quote)[:_FIRST])
        if key:
            begins.setdefault(key, kind)
    lengths = sorted({len(key) for key in begins}, reverse=True)
    made = []
    for quote in quotes:
        own = _words(quote)
        tries = [tuple(words(own))] + ([tuple(words(own.split(":", 1)[1]))] if ":" in own else [])
        found = (begins.get(one[:length]) for one in tries for length in lengths if len(one) >= length)
        made.append(next((one for one in found if one), "other"))
    return made


def _items(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for goal in content["goals"]:
        yield "goal", goal["text"]
    for work in content["activities"]:
        yield "activity", work["title"]
    for duty in content["duties"]:
        for task in duty["tasks"]:
            yield "duty", task
