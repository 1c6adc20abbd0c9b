"""Clean text that knows where every character came from.

Reads `Source`. Writes `Text`: one string, its map back to the raw one, its paragraphs, and what was dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from adminplan.files.source import Box, Cell, Source


class Span(NamedTuple):
    """Half-open character offsets, 0-based."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Run(NamedTuple):
    """A stretch of output and the stretch of input it came from; `same` when the two are equal character by character."""

    out: int
    end: int
    source: int
    source_end: int
    same: bool


@dataclass(frozen=True, slots=True)
class TextMap:
    """Where each character of an output string came from: runs in order, covering the output exactly.

    A span that cuts a rewritten run widens to the whole run.
    """

    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.out for run in self.runs))

    @classmethod
    def identity(cls, length: int) -> TextMap:
        """The map of a string of that length onto itself."""
        return cls((Run(0, length, 0, length, True),) if length else ())

    def __len__(self) -> int:
        return self.runs[-1].end if self.runs else 0

    def source(self, span: tuple[int, int]) -> Span:
        """The smallest input interval that covers the span.

        An empty span gives an empty interval; past the end, the end of the last run.
        """
        start, end = span
        if not self.runs:
            return Span(0, 0)
        first = self.runs[max(0, bisect_right(self._starts, start) - 1)]
        low = first.source + (start - first.out) if first.same else first.source
        if end <= start:
            return Span(low, low)
        last = self.runs[max(0, bisect_left(self._starts, end) - 1)]
        high = last.source + (end - last.out) if last.same else last.source_end
        return Span(min(low, high), high)

    def then(self, later: TextMap) -> TextMap:
        """The map that follows by a later one: the output of `later` traced back to the input of this one."""
        runs: list[Run] = []
        for run in later.runs:
            if not run.same or run.source == run.source_end:
                start, end = self.source((run.source, run.source_end))
                runs.append(Run(run.out, run.end, start, end, False))
                continue
            at = run.source
            index = max(0, bisect_right(self._starts, at) - 1)
            while at < run.source_end and index < len(self.runs):
                mine = self.runs[index]
                stop = min(run.source_end, mine.end)
                out = run.out + (at - run.source)
                if mine.same:
                    low = mine.source + (at - mine.out)
                    runs.append(Run(out, out + stop - at, low, low + stop - at, True))
                else:
                    runs.append(Run(out, out + stop - at, mine.source, mine.source_end, False))
                at, index = stop, index + 1
        return TextMap(tuple(runs))


class Dropped(NamedTuple):
    """Raw characters left out of the text, and why.

    `reason` is one of header, footer, page-number, watermark, soft-hyphen, zero-width, web-chrome, duplicate,
    markup, space, line-break.
    """

    start: int
    end: int
    reason: str


class Paragraph(NamedTuple):
    """Lines joined to what the writer meant as one paragraph (or one cell line).

    Attributes:
        start, end: offsets in `Text.string`, without the line break.
        first, last: indices into `Source.lines`, both inclusive.
        cell, bold, italic, align, size, heading: as in `Line`, of its first line (`bold`: of all).
        blank_before: as in `Line`, of its first line. part: `body`, `footnote` or `textbox`.
        indent: left edge in points where pages are known, else `None`.

    """

    start: int
    end: int
    first: int
    last: int
    cell: Cell | None = None
    bold: bool = False
    italic: bool = False
    align: str | None = None
    size: float | None = None
    heading: int | None = None
    blank_before: int = 0
    part: str = "body"
    indent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The clean text of a document: NFC, soft line breaks joined, furniture gone; paragraphs joined by a line break.

    `string[p.start:p.end]` is the text of paragraph `p`; `map` leads from `string` back to `source.raw`.
    """

    string: str
    map: TextMap
    source: Source
    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...] = ()

    def quote(self, span: tuple[int, int]) -> str:
        """The clean text at the span."""
        return self.string[span[0] : span[1]]

    def raw(self, span: tuple[int, int]) -> str:
        """The raw text that the span came from (smallest covering interval)."""
        start, end = self.map.source(span)
        return self.source.raw[start:end]

    def recognised(self, span: tuple[int, int]) -> tuple[tuple[str, float], ...]:
        """The words of the span that were recognised from a picture, as read, and how sure the reader was, 0 to 1."""
        words = self.source.words
        start, end = self.map.source(span)
        index = max(0, bisect_left(words, (start,)) - 1)
        found = []
        while index < len(words) and words[index].start < end:
            word = words[index]
            if word.end > start and word.confidence is not None:
                found.append((self.source.raw[word.start : word.end], word.confidence))
            index += 1
        return tuple(found)

    def boxes(self, span: tuple[int, int]) -> tuple[Box, ...]:
        """The boxes of the span on its pages, one for each printed line; empty where the file has no pages."""
        words = self.source.words
        if not words:
            return ()
        start, end = self.map.source(span)
        first = bisect_left(words, (start,))
        if first and words[first - 1].end > start:
            first -= 1
        boxes: list[Box] = []
        page = 0  # of the line that is being gathered; none yet
        x0 = y0 = x1 = y1 = 0.0
        for word in words[first : bisect_left(words, (end,))]:
            number, left, top, right, bottom = word.box
            if number == page and left >= x0 and y0 <= (top + bottom) / 2 <= y1:  # the same line
                x1, y0, y1 = max(x1, right), min(y0, top), max(y1, bottom)
                continue
            if page:
                boxes.append(Box(page, x0, y0, x1, y1))
            page, x0, y0, x1, y1 = number, left, top, right, bottom
        if page:
            boxes.append(Box(page, x0, y0, x1, y1))
        return tuple(boxes)
