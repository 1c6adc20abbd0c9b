"""What the finders find: spans of text that say something, with what they say.

Reads nothing. Writes `ReferencePassage`, `TimePassage`, `UnitPassage`. Offsets are those of the string searched.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from adminplan.layout.text import Span


class ReferencePassage(NamedTuple):
    """One mention of a document.

    Attributes:
        span: the mention, from the type word to the end of its last part (number, date, issuer, title). quote: its text.
        type: type as a word, capital first (`Kế hoạch`, `Luật`). number: symbol without blanks (`26/KH-TLĐ`, `05`) or `None`.
        date: ISO day, month or year (`2023-03-29`, `2021-05`, `2018`) or `None`.
        issuer: as printed, or `None`. title: as printed, without quotes, or `None`.
        relation: implements, basis, replaces, amends, repeals, accompanies or mentions.
        form: full, short, anaphora, list or self.
        nested_in: index, in the same result, of the reference in whose title this one stands. inner_relation: what the
            outer document says of this one (`implements` for "… thực hiện Kết luận số …").
        alias: short name that the text gives it ("gọi tắt là Đề án 06"), or `None`.
        found_by: name and version of the rule.
    """

    span: Span
    quote: str
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    relation: str = "mentions"
    form: str = "full"
    nested_in: int | None = None
    inner_relation: str | None = None
    alias: str | None = None
    found_by: str = ""


class TimePassage(NamedTuple):
    """One expression of time.

    Attributes:
        span, text: where it stands and its words.
        kind: range, deadline, from, recurring, ongoing or unspecified.
        start, end: calendar days, both inclusive, or `None`. exclusive: the words say "trước" (end is the day stated).
        precision: day, week, month, quarter, half, year, period, or `None`.
        recurrence: RFC 5545 RRULE without the `RRULE:` prefix (`FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15`), or `None`.
        basis: the day that completed a missing year or "nay", or `None`.
        found_by: name and version of the rule.
    """

    span: Span
    text: str
    kind: str
    start: date | None = None
    end: date | None = None
    exclusive: bool = False
    precision: str | None = None
    recurrence: str | None = None
    basis: date | None = None
    found_by: str = ""


class UnitPassage(NamedTuple):
    """One mention of a body that can have work to do.

    Attributes:
        span, name: where it stands and its name as printed, without a gloss in brackets.
        group: a collective whose members are not named one by one ("các sở, ban, ngành").
        kind: ministry, department, committee, council, party, union, front, youth, office, school, enterprise, person or other.
        level: central, province, district, commune, grassroots, or `None`.
        system: state, party, union, front, youth, women, farmers, veterans, enterprise, or `None`.
        role: lead, coordinate, monitor or `None` (merely mentioned).
        found_by: name and version of the rule.
    """

    span: Span
    name: str
    group: bool = False
    kind: str = "other"
    level: str | None = None
    system: str | None = None
    role: str | None = None
    found_by: str = ""


def share_of(found: Iterable[TimePassage | UnitPassage], words: str) -> float:
    """The share of a stretch of words that what was found in it fills."""
    return sum(one.span.end - one.span.start for one in found) / max(1, len(words))


P = TypeVar("P", TimePassage, UnitPassage)


def shift(passage: P, by: int) -> P:
    """A passage found in a stretch of the text, with its span counted from the start of the text."""
    return passage._replace(span=Span(passage.span.start + by, passage.span.end + by))
