"""What the readers of sections find: goals, activities, duties, before they get ids and evidence.

Reads nothing. Writes `GoalPassage`, `ActivityPassage`, `DutyPassage`. Spans count in `Text.string`.
"""

from __future__ import annotations

from typing import NamedTuple

from adminplan.layout.text import Span
from adminplan.passages.passage import TimePassage, UnitPassage


class GoalPassage(NamedTuple):
    """An item of a section of purpose, requirements, objectives or targets; `kind` as in `Goal`."""

    span: Span
    path: str
    kind: str
    found_by: str
    times: tuple[TimePassage, ...] = ()


class ActivityPassage(NamedTuple):
    """A unit of work, or a group of such.

    Attributes:
        span: own paragraph (or table row). end: end of what belongs to it. title: span of its heading or first sentence.
        label, section: as in `Activity`. parent: index of its group in the same result, or `None`.
        details: spans of the lines below it. units: with role; `inherited` holds those of headings above. times, products, budget.
    """

    span: Span
    end: int
    path: str
    title: Span
    label: str | None
    section: str | None
    parent: int | None
    details: tuple[Span, ...] = ()
    units: tuple[UnitPassage, ...] = ()
    inherited: tuple[UnitPassage, ...] = ()
    times: tuple[TimePassage, ...] = ()
    products: tuple[Span, ...] = ()
    budget: tuple[int, Span] | None = None
    found_by: str = ""


class DutyPassage(NamedTuple):
    """A task and the unit it is given to."""

    span: Span
    path: str
    unit: UnitPassage
    found_by: str
    times: tuple[TimePassage, ...] = ()
