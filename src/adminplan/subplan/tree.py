"""A plan's own text taken apart again, so that its items stand in the order and under the headings in which they were printed.

Reads `Plan`. Writes `Tree`. The text of a plan is clean and has one paragraph a line, so that its outline is read in a millisecond and its
offsets are those of the plan's evidence; rows of tables are lines there, and are left to the plan's activities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from adminplan.data import fold
from adminplan.files.source import Line, Source
from adminplan.layout.text import Paragraph, Span, Text, TextMap
from adminplan.outline.node import Node
from adminplan.outline.outline import read_outline
from adminplan.plan.plan import Activity, Duty, Goal, Plan

T = TypeVar("T", Goal, Activity, Duty)
_ROW = re.compile(r"/t\d+/")


class Tree(NamedTuple):
    """Attributes: body: top items in order. opening: span of bases and lead. items: what the plan says of the paragraph that begins there. rows: activities of tables."""

    body: tuple[Node, ...]
    opening: Span
    goals: dict[int, Goal]
    activities: dict[int, Activity]
    duties: dict[int, Duty]
    rows: tuple[Activity, ...]
    hidden: tuple[Span, ...]

    def in_table(self, node: Node) -> bool:
        """Whether a paragraph is a line of a table, or the title right above it."""
        start, end = node.span
        if any(span.start <= start < span.end for span in self.hidden):
            return True
        title = node.label is None and node.kind != "paragraph" and any(0 <= span.start - end <= 2 for span in self.hidden)
        return title and all(self.in_table(child) for child in node.children)


def read_tree(plan: Plan) -> Tree:
    """The outline of a plan's text, with the plan's items by the offset at which they begin."""
    string = plan.text
    lines: list[Line] = []
    at = 0
    for own in string.split("\n"):
        lines.append(Line(at, at + len(own), hard=True))
        at += len(own) + 1
    source = Source(
        name=plan.source.name, sha256="", media_type="text/plain", size=len(string), raw=string, lines=tuple(lines), reader=""
    )
    paragraphs = tuple(Paragraph(line.start, line.end, index, index) for index, line in enumerate(lines))
    outline = read_outline(Text(string=string, map=TextMap.identity(len(string)), source=source, paragraphs=paragraphs))
    rows = tuple(one for one in plan.activities if _ROW.search(one.evidence.path) or one.evidence.path.startswith("t"))
    inside = {one.id for one in rows}
    return Tree(
        body=outline.body,
        opening=outline.opening,
        goals=_by_line(string, plan.goals),
        activities=_by_line(string, [one for one in plan.activities if one.id not in inside]),
        duties=_by_line(string, plan.duties),
        rows=rows,
        hidden=_tables(string, rows),
    )


def _by_line(string: str, items: Sequence[T]) -> dict[int, T]:
    """Items by the beginning of their line; the first of a line wins."""
    out: dict[int, T] = {}
    for one in items:
        out.setdefault(string.rfind("\n", 0, one.evidence.span.start) + 1, one)
    return out


def _tables(string: str, rows: tuple[Activity, ...]) -> tuple[Span, ...]:
    """Where the tables stand: from their header to the end of their last row."""
    out: list[Span] = []
    tables: dict[str, list[Activity]] = {}
    for row in rows:
        tables.setdefault(row.evidence.path.rsplit("/", 1)[0], []).append(row)
    for own in tables.values():
        start = min(one.evidence.span.start for one in own)
        end = max(one.evidence.span.end for one in own)
        head = start
        for _ in range(14):  # the cells of the header are short lines without labels; "TT" opens them
            before = string.rfind("\n", 0, max(0, head - 1)) + 1
            line = string[before : head - 1]
            if head <= 1 or len(line) > 60 or re.match(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)/]\s", line):
                break
            head = before
            if fold(line) in {"tt", "stt", "số tt", "số thứ tự"}:
                start = head
                break
        out.append(Span(start, end))
    return tuple(out)
