"""Paragraphs as a model sees them: what each is (by gold or by the rules), and what can be seen of it.

Reads an `Outline`, its `Findings` and gold. Writes `Line`s: features and labels of the body's paragraphs, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from adminplan.data import fold
from adminplan.evaluate.likeness import words
from adminplan.layout.labels import label
from adminplan.outline.node import Outline
from adminplan.passages.sections import field, heading_kind
from adminplan.passages.walk import Findings

LABELS = ("activity", "duty", "goal", "other")
_FIRST = 8  # words by which an item of gold is known to begin
_SHORT = 12  # words of a heading, at most


class Line(NamedTuple):
    """A paragraph of the body outside tables.

    Attributes:
        text: as it stands. seen: features, sorted. ruled: what the rules say it is. gold: what gold says, "other" where it says nothing.
    """

    text: str
    seen: tuple[str, ...]
    ruled: str
    gold: str


def lines(outline: Outline, findings: Findings, content: dict[str, Any] | None = None) -> list[Line]:
    """The body's paragraphs outside tables; without gold their `gold` is "other"."""
    text = outline.text
    body = [one for one in text.paragraphs[outline.head.last : outline.closing.first] if one.cell is None and one.end > one.start]
    quotes = [text.quote((one.start, one.end)) for one in body]
    ruled = _ruled([one.start for one in body], findings)
    gold = _gold(quotes, content) if content is not None else ["other"] * len(body)
    seen = [_seen(quote, bold=one.bold, align=one.align) for quote, one in zip(quotes, body, strict=True)]
    heading = ""
    made = []
    for index, (quote, own) in enumerate(zip(quotes, seen, strict=True)):
        if _heads(quote, bold=body[index].bold):
            heading = heading_kind(_words(quote).split(":", 1)[0]) or "unknown"
        place = index * 5 // len(quotes)
        near = [f"-1:{one}" for one in (seen[index - 1] if index else ["first"]) if "+" not in one]
        after = [f"+1:{one}" for one in (seen[index + 1] if index + 1 < len(seen) else ["last"]) if "+" not in one]
        features = {*own, *near, *after, f"place={place}", f"under={heading}", f"place={place}|{own[0]}"}
        made.append(Line(quote, tuple(sorted(features)), ruled[index], gold[index]))
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


def _seen(quote: str, *, bold: bool, align: str | None) -> list[str]:
    """What can be seen of one paragraph alone; the kind of its label comes first, pairs of words hold a `+`."""
    found = label(quote)
    own = _words(quote)
    key = fold(own).split()
    count = len(key)
    size = "1" if count <= 6 else "2" if count <= 14 else "3" if count <= 40 else "4"
    made = [f"label={found.kind if found else 'none'}", f"size={size}", f"ends={own[-1:] if own[-1:] in '.;:' else 'x'}"]
    made += [f"bold={bold}", f"align={align}", f"caps={own.isupper()}"]
    told = field(own)
    made.append(f"field={told[0] if told else 'none'}")
    made.append(f"says={heading_kind(own.split(':', 1)[0]) if count <= _SHORT else 'long'}")
    made += [f"w1+{key[0]}", f"w2+{' '.join(key[:2])}", f"w3+{' '.join(key[:3])}"] if key else []
    made += [f"in+{one}" for one in sorted({" ".join(key[at : at + 2]) for at in range(min(count - 1, 12))})]
    return made


def _ruled(starts: list[int], findings: Findings) -> list[str]:
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
    return [min(one, key=lambda kind: (-one[kind], kind)) if one else "other" for one in said]


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
