"""A document being drafted: its head, its blocks in order, its close; before it takes the form of a file.

Reads nothing. Writes `Draft`. What only people can decide is a gap in the text: `[…]`, or with a hint `[…: số liệu của huyện]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

GAP = re.compile(r"\[…(?:: ?(?P<hint>[^\[\]]*))?\]")

# What a block is; the DOCX styles have these names.
BASIS = "basis"  # one line of what the document rests on
OPENING = "opening"  # the sentence that leads into the plan
PART = "part"  # I. TITLE
ITEM = "item"  # 1. title
POINT = "point"  # a) title
DASH = "dash"
PLUS = "plus"
PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a sentence comes from.

    Attributes:
        change: copied, narrowed, rescheduled, re-addressed, or new.
        source: id of the parent's item (goal, activity, duty, reference …), `None` for what is new.
        said: the parent's words, `None` for what is new.
        why: what made the change, in Vietnamese, for the one who checks.
    """

    change: str
    source: str | None = None
    said: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph: `kind` as above, `label` as printed ("I.", "a)", "-"), `text` without it, and where the text comes from."""

    kind: str
    text: str
    label: str | None = None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The table of tasks after the signature: a title, a header row, rows of cells; `origins` one for each row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A plan as it will stand on paper.

    Attributes:
        system: state, party, union, front, youth …: with `date` it decides the form.
        parent_issuer, issuer: as printed at the top left. number: digits, or `None` (left blank). symbol: `KH-LĐLĐ`, `KH/HU`.
        place, date: of issue; `date` is `None` where its day is left blank, then `year` alone is printed.
        type: "Kế hoạch". title: the trích yếu.
        blocks: from the bases to the last sentence. recipients: without dash, the last one is the file ("Lưu: VT, …").
        authority: lines above the position ("TM. BAN THƯỜNG VỤ"). position: "CHỦ TỊCH". signer: a name or a gap.
        annex: the table of tasks, or `None`.
    """

    system: str
    parent_issuer: str | None
    issuer: str
    number: int | None
    symbol: str
    place: str
    date: date | None
    year: int
    type: str
    title: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    position: str
    signer: str
    annex: Annex | None = None
