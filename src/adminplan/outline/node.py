"""The shape of a document: letterhead, body as a tree of items, tables, closing.

Reads nothing. Writes `Outline` and its parts. Spans count in `Text.string`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from adminplan.errors import Issue
from adminplan.layout.text import Span, Text


class TableCell(NamedTuple):
    """A cell: its place in the grid (from 0), its spans, and the span of its text (empty cells: start == end)."""

    row: int
    column: int
    row_span: int
    column_span: int
    span: Span
    bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, several pages of one joined.

    Attributes:
        columns: what each column means (order, task, lead, coordinate, unit, time, deadline, output, means, note) or `None`.
        header_rows: how many rows at the top are headers. rows: cells by row; merged cells stand in their first row only.
        name: where it belongs ("phụ lục" or the path of the item it stands in).

    """

    columns: tuple[str | None, ...]
    header_rows: int
    rows: tuple[tuple[TableCell, ...], ...]
    headers: tuple[str, ...]


class Node(NamedTuple):
    """An item of the body.

    Attributes:
        path: labels from the top joined by `/` ("II/2/a"); a second equal label gets `~2`; paragraphs are `p1`, `p2` …
        kind: as in `Label`, or `caps` and `bold` (headings without label), `paragraph`, `table`.
        label: as printed without final punctuation, or `None`.
        span: its own paragraph, label included. words: the same without the label.
        end: end of its last descendant. children: in order.

    """

    path: str
    kind: str
    label: str | None
    value: int
    span: Span
    words: Span
    end: int
    bold: bool = False
    children: tuple[Node, ...] = ()
    table: Table | None = None

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The letterhead as read.

    `last`: index of the first paragraph after it (after the title). `spans`: where each field stands.
    """

    type: str | None
    number: str | None
    date: date | None
    place: str | None
    issuer: str | None
    parent_issuer: str | None
    title: str | None
    spans: dict[str, Span]
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerBlock:
    """A signature block as printed; `span` covers it."""

    authority: str | None
    position: str | None
    name: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Recipients (text and span) and signature blocks; `first` and `last` are indices of paragraphs, half-open."""

    recipients: tuple[tuple[str, Span], ...]
    signers: tuple[SignerBlock, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A document taken apart.

    Attributes:
        opening: span of bases and lead paragraphs. body: top items in order. annexes: what stands after the closing.
        attached: the body is that of a plan attached to a decision.

    """

    text: Text
    head: Head
    opening: Span
    body: tuple[Node, ...]
    annexes: tuple[Node, ...]
    closing: Closing
    attached: bool
    issues: tuple[Issue, ...]

    @property
    def title_span(self) -> Span | None:
        """The span of the title's paragraphs, or `None`."""
        return self.head.spans.get("title")
