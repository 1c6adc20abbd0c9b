"""What a plan's report marks: every finding with its reading, its places, what found it, and what it has to do with others.

Reads `Plan`. Writes `Finding`s, numbered in the order of the text. Ids of the plan are data like all else: the page knows findings by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from adminplan.layout.text import Span
from adminplan.plan.plan import Activity, Duty, Plan
from adminplan.view.report_readings import BLOCKS, Finding, Piece, Row, readings
from adminplan.view.summary import ROLES

_DEEP = 12  # findings over one another that are told of


def findings(plan: Plan) -> tuple[Finding, ...]:
    """Every finding of a plan, numbered in the order of the text (of two that begin together, the longer first)."""
    end = len(plan.text)
    whole = [_within(one, plan.text) for one in readings(plan)]
    whole.sort(key=lambda one: (one.spans[0].start, -one.spans[0].end) if one.spans else (end, 0))
    numbered = [replace(one, number=number) for number, one in enumerate(whole, 1)]
    links, beside = _Links(plan, numbered), _together(numbered)
    return tuple(
        replace(one, rows=tuple(row for row in (*one.rows, *links.rows(one), beside[one.number]) if row.pieces))
        for one in numbered
    )


def _within(finding: Finding, text: str) -> Finding:
    """The finding without the spans that the text has not (a plan in JSON may have passed through other hands), the others without
    blanks at their edges.
    """
    kept = [
        (_trimmed(span, text), place)
        for span, place in zip(finding.spans, finding.places, strict=True)
        if 0 <= span.start < span.end <= len(text) and not text[span.start : span.end].isspace()
    ]
    return replace(finding, spans=tuple(span for span, _ in kept), places=tuple(place for _, place in kept))


def _trimmed(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _together(found: Sequence[Finding]) -> dict[int, Row]:
    """For each finding the others that share words with it, so that each can be reached where marks lie over one another.

    Goals, activities and duties have a mark of their own in the margin and are named only by what stands in them.
    """
    spans = sorted((*span, one.number) for one in found for span in one.spans)
    shared: dict[int, dict[int, None]] = {one.number: {} for one in found}
    over: list[tuple[int, int, int]] = []
    for span in spans:
        over = [other for other in over if other[1] > span[0]][-_DEEP:]
        for *_, number in over:
            shared[span[2]][number] = None
            if found[span[2] - 1].kind not in BLOCKS and found[number - 1].kind not in BLOCKS:
                shared[number][span[2]] = None
        over.append(span)
    return {
        number: Row(
            "Cùng chỗ", tuple(Piece(found[other - 1].tag or found[other - 1].title, other) for other in others if other != number)
        )
        for number, others in shared.items()
    }


# --- what leads from one finding to another ---------------------------------------------------------------------------


class _Links:
    """Who names whom in a plan, gathered once. Items that a plan in JSON names but does not hold lead nowhere."""

    def __init__(self, plan: Plan, numbered: Sequence[Finding]) -> None:
        self.plan = plan
        self.known = {one.item: (one.title, one.number) for one in numbered if one.item}
        self.activities = {one.id: one for one in plan.activities}
        self.duties = {one.id: one for one in plan.duties}
        self.nested = {one.id: one.nested_in for one in plan.references if one.nested_in}
        self.children: dict[str, list[str]] = {}
        self.owners: dict[str, list[str]] = {}
        self.work: dict[str, dict[str, list[str]]] = {}
        for activity in plan.activities:
            if activity.parent:
                self.children.setdefault(activity.parent, []).append(activity.id)
            for each in activity.assignments:
                self.work.setdefault(each.unit, {}).setdefault(each.role, []).append(activity.id)
        for duty in plan.duties:
            self.work.setdefault(duty.unit, {}).setdefault("duty", []).append(duty.id)
        owners: tuple[Activity | Duty, ...] = (*plan.activities, *plan.duties)
        for owner in owners:
            for time in owner.times:
                self.owners.setdefault(time, []).append(owner.id)

    def rows(self, finding: Finding) -> Iterator[Row]:
        """The rows of a finding that lead to others."""
        item = finding.item
        if finding.kind == "activity":
            one = self.activities[item]
            by_role: dict[str, list[tuple[str, str]]] = {}
            for each in one.assignments:
                by_role.setdefault(each.role, []).append((each.unit, each.name))
            for role, units in by_role.items():
                yield Row(ROLES.get(role, role).capitalize(), tuple(self.piece(*unit) for unit in dict.fromkeys(units)))
            yield self.row("Thời gian", one.times)
            yield self.row("Thuộc", (one.parent,) if one.parent else ())
            yield self.row("Gồm", self.children.get(item, ()))
            yield self.row("Viện dẫn", one.references)
        elif finding.kind == "duty":
            duty = self.duties[item]
            yield Row("Đơn vị", (self.piece(duty.unit, duty.name),))
            yield self.row("Thời gian", duty.times)
            yield self.row("Viện dẫn", duty.references)
        elif finding.kind == "time":
            yield self.row("Của", self.owners.get(item, ()))
            if item == self.plan.period:
                yield Row("Là", (Piece("thời kỳ của cả kế hoạch"),))
        elif finding.kind == "unit":
            for role, owners in self.work.get(item, {}).items():
                yield self.row("Được giao" if role == "duty" else ROLES.get(role, role).capitalize(), owners)
        elif finding.kind == "reference" and item in self.nested:
            yield self.row("Nằm trong tên của", (self.nested[item],))

    def row(self, name: str, items: Iterable[str]) -> Row:
        return Row(name, tuple(self.piece(item) for item in dict.fromkeys(items) if item in self.known))

    def piece(self, item: str, words: str | None = None) -> Piece:
        title, number = self.known.get(item, ("", None))
        return Piece(words or title, number)
