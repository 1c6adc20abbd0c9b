"""The text of a plan with its findings marked in place, as HTML.

Reads the text and `Finding`s. Writes one element for each line. Findings nest and cross: a line is cut wherever one begins or ends, and
each piece says all that stand over it. A click leads to the shortest of them; whole items (goals, activities, duties) have a link in the
margin besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from adminplan.view.report_readings import BLOCKS, TITLE, Finding

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ROW = "activity.row@"
_HEADING = re.compile(r"(?:[IVXLC]{1,6}\s?[.\-)/]|(?:PHẦN|Phần|CHƯƠNG|Chương|PHỤ LỤC|Phụ lục)\s)")


_ENTRY = 120  # characters of a heading that a table of contents shows


class Mark(NamedTuple):
    """One span of a finding."""

    start: int
    end: int
    finding: Finding
    first: bool  # of its finding's spans


def html(text: str) -> str:
    """Text from a document as a page may have it, in an element or an attribute: no markup, no control characters, no half letters."""
    return escape(_CONTROL.sub("\ufffd", text))


def headings(text: str, found: Sequence[Finding]) -> Iterator[tuple[int, str]]:
    """The lines that begin a part of the document (`II. NHIỆM VỤ`, `PHỤ LỤC`): where they begin, and their words."""
    for lines in _lines(text, _rows(found)):
        (start, end), *more = lines
        if not more and _HEADING.match(text, start, end):
            yield start, text[start:end] if end - start <= _ENTRY else f"{text[start : start + _ENTRY]}…"


def marked(text: str, found: Sequence[Finding]) -> Iterator[str]:
    """The lines of the text, marked; the cells of a table's row that was read as an activity stand side by side.

    Where the file has pages, the margin names each but the first at the first finding on it.
    """
    marks = sorted(
        (Mark(span.start, span.end, one, at == 0) for one in found for at, span in enumerate(one.spans)),
        key=lambda mark: (mark.start, -mark.end, mark.finding.number),
    )
    rows = _rows(found)
    head = max((one.spans[0].end for one in found if one.kind == "form" and one.title == TITLE and one.spans), default=0)
    over: list[Mark] = []
    following, page = 0, 1
    for lines in _lines(text, rows):
        (start, _), (_, end) = lines[0], lines[-1]
        over = [mark for mark in over if mark.end > start]
        begun: list[Mark] = []
        while following < len(marks) and marks[following].start < end:
            begun.append(marks[following])
            following += 1
        reached = max((mark.finding.page or 0 for mark in begun if mark.first), default=0)
        turned = f'<span class="page">trang {reached}</span>' if reached > page else ""
        page = max(page, reached)
        yield _line(text, lines, [*over, *begun], begun, turned, centred=start < head)
        over += begun


def _rows(found: Sequence[Finding]) -> dict[int, int]:
    """Where the rows of tables that were read as activities begin and end."""
    return {one.spans[0].start: one.spans[0].end for one in found if one.spans and one.found_by.startswith(_ROW)}


def _lines(text: str, rows: Mapping[int, int]) -> Iterator[list[tuple[int, int]]]:
    """The offsets of the lines that are not blank, those of one row together."""
    at = until = 0
    together: list[tuple[int, int]] = []
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            if together and at >= until:
                yield together
                together = []
            together.append((at, end))
            until = max(until, rows.get(at, 0))
        at = end + 1
    if together:
        yield together


def _line(
    text: str, lines: Sequence[tuple[int, int]], over: Sequence[Mark], begun: Sequence[Mark], turned: str, *, centred: bool
) -> str:
    start, end = lines[0]
    line = text[start:end]
    kinds = ["l"]
    if len(lines) > 1:
        kinds.append("row")
    elif centred:
        kinds.append("c")
    name = ""
    if len(lines) == 1 and _HEADING.match(line):
        kinds.append("h")
        name = f' id="t{start}"'
    elif len(lines) == 1 and line.isupper() and len(line) < 200:
        kinds.append("h")
    blocks = [mark for mark in over if mark.finding.kind in BLOCKS]
    if blocks:
        kinds.append(f"in {blocks[-1].finding.kind}" if blocks[-1].first else f"in under {blocks[-1].finding.kind}")
    tags = turned + "".join(_tag(mark) for mark in begun if mark.first and mark.finding.kind in BLOCKS)
    cells = [
        "".join(_pieces(text, *cell, [mark for mark in over if mark.start < cell[1] and mark.end > cell[0]])) for cell in lines
    ]
    words = cells[0] if len(cells) == 1 else "".join(f'<span class="cell">{cell}</span>' for cell in cells)
    return f'<div{name} class="{" ".join(kinds)}"><div class="tags">{tags}</div><p>{words}</p></div>'


def _tag(mark: Mark) -> str:
    one = mark.finding
    return f'<a id="m{one.number}" class="tag {one.kind}" href="#f{one.number}">{html(one.tag)}</a>'


def _pieces(text: str, start: int, end: int, over: Iterable[Mark]) -> Iterator[str]:
    """The line, cut wherever a finding begins or ends."""
    waiting = sorted(over, key=lambda mark: mark.start)
    cuts = sorted({start, end, *(at for mark in waiting for at in mark[:2] if start < at < end)})
    here: list[Mark] = []
    following = 0
    for low, high in pairwise(cuts):
        here = [mark for mark in here if mark.end > low]
        while following < len(waiting) and waiting[following].start <= low:
            here.append(waiting[following])
            following += 1
        yield _piece(html(text[low:high]), here, low)


def _piece(words: str, here: Sequence[Mark], low: int) -> str:
    inside = [mark for mark in here if mark.finding.kind not in BLOCKS]
    if not inside:
        block = min(here, key=lambda mark: mark.end - mark.start, default=None)
        if block is None:
            return words
        return f'<a class="b {block.finding.kind}" tabindex="-1" href="#f{block.finding.number}">{words}</a>'
    inner, *outer = sorted(inside, key=lambda mark: (mark.end - mark.start, mark.finding.number))
    one, begins = inner.finding, inner.start == low
    name = f' id="m{one.number}"' if begins and inner.first else ""
    reached = "" if begins else ' tabindex="-1"'
    nested = " n" if any(mark.finding.kind == one.kind for mark in outer) else ""
    words = f'<a{name} class="m {one.kind}{nested}"{reached} href="#f{one.number}">{words}</a>'
    for mark in outer:
        if mark.finding.kind != one.kind:
            words = f'<span class="o {mark.finding.kind}">{words}</span>'
        if mark.first and mark.start == low:  # its own first words belong to a shorter one: a place to come back to all the same
            words = f'<i id="m{mark.finding.number}"></i>{words}'
    return words
