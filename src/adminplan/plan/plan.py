"""The plan as data: the JSON contract `adminplan/plan/1` in frozen dataclasses.

Reads nothing. Writes `Plan`. `None` means not known; nothing is completed from outside knowledge, save what
`basis` says. Offsets are characters of the clean text, half-open; pages count from 1; boxes are PDF points from the
top left; days are ISO, both ends inclusive; money is whole đồng.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from adminplan.errors import Issue
from adminplan.files.source import Box
from adminplan.layout.text import Span

SCHEMA = "adminplan/plan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a span stands in the file.

    Attributes:
        kind: `page` (boxes are given), `path` (a DOCX or HTML path is given) or `line` (a line number is given).
        boxes: one for each printed line. path: `document/tbl[0]/tr[2]/tc[1]/p[0]`. line: from 1.
    """

    kind: str
    boxes: tuple[Box, ...] = ()
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a finding stands; `quote == text[span.start:span.end]` is its own check.

    Attributes:
        span: offsets in the clean text. quote: the text there. path: outline path ("II/2/a").
        places: in the file. found_by: rule and version. confidence: measured probability, or `None` where not measured.
    """

    span: Span
    quote: str
    path: str
    places: tuple[Place, ...]
    found_by: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocKey:
    """What identifies a document; partial keys are legal.

    Attributes:
        type: code (KH, QĐ …). number: 438, or `None`. symbol: `KH-LĐLĐ`. issuer: unit id. issued: day. year: of issue.
    """

    type: str | None = None
    number: int | None = None
    symbol: str | None = None
    issuer: str | None = None
    issued: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int | None
    reader: str
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What made the plan; no clock time, so that the same input gives the same bytes."""

    adminplan: str
    rules: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of the document as printed, each field joined to one line.

    `type` is a word ("Kế hoạch"); `number` has no blanks; `date` is a day or `None` when left blank.
    """

    type: str | None = None
    number: str | None = None
    date: date | None = None
    place: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One signature: `TM. BAN THƯỜNG VỤ` / `PHÓ CHỦ TỊCH` / `Hoàng Văn Trinh`."""

    authority: str | None
    position: str | None
    name: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One item under `Nơi nhận`, without dash and final punctuation."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One mention of a document. For the fields see `ReferencePassage`; here `date` is ISO text, ids are strings.

    `document` is the id of the cited document once resolved, `candidates` the ids that could be meant.
    """

    id: str
    type: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    relation: str
    form: str
    document: str | None = None
    candidates: tuple[str, ...] = ()
    nested_in: str | None = None
    inner_relation: str | None = None
    alias: str | None = None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure to reach: name, comparator (=, >=, <=, >, <), value, measure ("%", "xã"), due (time id)."""

    name: str
    comparator: str
    value: float
    measure: str | None
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One purpose, requirement, objective or target (`kind`)."""

    id: str
    kind: str
    statement: str
    parent: str | None = None
    indicators: tuple[Indicator, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A unit and what it has to do with an activity: lead, coordinate or monitor.

    `inherited`: it stands in a heading or group row above the activity.
    """

    unit: str
    name: str
    role: str
    inherited: bool = False
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in whole đồng, with the words that say it."""

    amount: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """The smallest unit of work that the document numbers or letters; a group of activities is their parent.

    Attributes:
        label: as printed, without final punctuation. section: labels above it joined by `/`.
        title: its heading or first sentence. statement: its whole text. details: the lines below it.
        times, references: ids. products: as printed.
    """

    id: str
    label: str | None
    section: str | None
    title: str
    statement: str
    parent: str | None = None
    details: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    times: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    budget: Money | None = None
    references: tuple[str, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A task that the section of organisation gives to a unit."""

    id: str
    unit: str
    name: str
    statement: str
    times: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body named in the plan. `group`: an open set ("các sở, ban, ngành")."""

    id: str
    name: str
    kind: str
    level: str | None = None
    system: str | None = None
    parent: str | None = None
    group: bool = False
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An expression of time. For the fields see `TimePassage`."""

    id: str
    text: str
    start: date | None
    end: date | None
    exclusive: bool
    kind: str
    precision: str | None
    recurrence: str | None
    basis: date | None
    evidence: Evidence

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to this time, or `None`."""
        return last_day(self.end, exclusive=self.exclusive)


def last_day(end: date | None, *, exclusive: bool) -> date | None:
    """The last day that belongs to a time with this `end`: "trước ngày 30/4" states 30/4 and ends on 29/4.

    >>> last_day(date(2024, 4, 30), exclusive=True), last_day(date(2024, 4, 30), exclusive=False)
    (datetime.date(2024, 4, 29), datetime.date(2024, 4, 30))
    """
    return end - timedelta(days=1) if end is not None and exclusive and end > date.min else end


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A document as data; the fields are those of the JSON contract, in its order.

    `text` is the clean text that all spans count in; it is kept in the JSON so that every quote can be checked.
    """

    schema: str = SCHEMA
    id: str
    key: DocKey
    source: SourceInfo
    made: Made
    letterhead: Letterhead
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    period: str | None = None
    references: tuple[Reference, ...] = ()
    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()
    duties: tuple[Duty, ...] = ()
    units: tuple[Unit, ...] = ()
    times: tuple[Time, ...] = ()
    issues: tuple[Issue, ...] = ()
    text: str = ""
