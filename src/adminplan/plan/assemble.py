"""Station 5: what the finders found becomes a plan, with ids, evidence and checks.

Reads `Outline`, reference passages and `Findings`. Writes `Plan`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.metadata import version

from adminplan.data import fold, one_line, words
from adminplan.errors import Issue, issue
from adminplan.files.source import Line
from adminplan.layout.text import Span
from adminplan.outline.node import Outline
from adminplan.passages.indicators import read_indicators
from adminplan.passages.passage import ReferencePassage, TimePassage, UnitPassage
from adminplan.passages.symbols import document_code, parse_symbol, type_conflict
from adminplan.passages.walk import Findings
from adminplan.passages.work import ActivityPassage, DutyPassage, GoalPassage
from adminplan.plan.ids import Ids, document_id, issuer_id, seat, unit_id
from adminplan.plan.plan import (
    Activity,
    Assignment,
    DocKey,
    Duty,
    Evidence,
    Goal,
    Indicator,
    Letterhead,
    Made,
    Money,
    Place,
    Plan,
    Recipient,
    Reference,
    Signer,
    SourceInfo,
    Time,
    Unit,
)  # fmt: skip

RULES = "1"


def assemble(outline: Outline, references: Iterable[ReferencePassage], findings: Findings, period: TimePassage | None) -> Plan:
    """The `Plan` of a document. `period` is the time of the plan as a whole (spans count in the text), or `None`."""
    return _Assembly(outline).plan(tuple(references), findings, period)


class _Assembly:
    """The state of one assembly: ids given out, units and times met so far."""

    def __init__(self, outline: Outline) -> None:
        self.outline, self.text = outline, outline.text
        self.ids = Ids()
        self.place = seat(outline.head.issuer) or seat(outline.head.parent_issuer)
        self.units: dict[str, list[tuple[UnitPassage, Evidence]]] = {}
        self.times: dict[tuple[Span, str, str], Time] = {}
        self.starts = [paragraph.start for paragraph in self.text.paragraphs]
        self.own_places: dict[int, tuple[Place, ...]] = {}
        self.precision = _precision(self.text.source.ocr)

    def plan(self, references: tuple[ReferencePassage, ...], findings: Findings, period: TimePassage | None) -> Plan:
        self.precision = {**self.precision, **findings.learned.precision}
        head, source = self.outline.head, self.text.source
        covers = self.time(period, "title", period.span) if period is not None else None
        cited = self.references(references)
        goals = tuple(self.goal(goal) for goal in findings.goals)
        activities = self.activities(findings.activities, cited)
        duties = tuple(self.duty(duty, cited) for duty in findings.duties)
        issuer = issuer_id(head.issuer, self.place, head.place) if head.issuer else None
        symbol = parse_symbol(head.number) if head.number else None
        code = document_code(head.type) if head.type else None
        number = int(match[0]) if head.number and (match := re.match(r"\d+", head.number)) else None
        year = head.date.year if head.date else None
        key = DocKey(
            type=code, number=number, symbol=re.sub(r"^\d+\w?[/-]", "", head.number).lstrip("/") or None if head.number else None,
            issuer=issuer, issued=head.date, year=year,
        )  # fmt: skip
        return Plan(
            id=document_id(issuer=issuer, code=code or (symbol.code if symbol else None), year=year, number=head.number, sha256=source.sha256),
            key=key,
            source=SourceInfo(
                name=source.name, sha256=source.sha256, media_type=source.media_type, bytes=source.size,
                pages=len(source.pages) or None, reader=source.reader, ocr=source.ocr,
            ),
            made=Made(adminplan=_version(), rules=RULES, models=findings.learned.models),
            letterhead=Letterhead(
                type=head.type, number=head.number, date=head.date, place=head.place, issuer=head.issuer,
                parent_issuer=head.parent_issuer, title=head.title,
            ),
            signers=tuple(
                Signer(authority=block.authority, position=block.position, name=block.name, evidence=self.evidence(block.span, "closing", "signer.block@1"))
                for block in self.outline.closing.signers
            ),
            recipients=tuple(
                Recipient(text=words, evidence=self.evidence(span, "closing", "recipient.item@1"))
                for words, span in self.outline.closing.recipients
            ),
            period=covers,
            references=cited, goals=goals, activities=activities, duties=duties,
            units=self.unit_list(), times=tuple(self.times.values()),
            issues=(*source.issues, *self.outline.issues, *self.checks(cited)),
            text=self.text.string,
        )  # fmt: skip

    def evidence(self, span: Span, path: str, found_by: str) -> Evidence:
        return Evidence(
            span=span, quote=self.text.quote(span), path=path, places=self.places(span), found_by=found_by,
            confidence=self.precision.get(found_by),
        )  # fmt: skip

    def places(self, span: Span) -> tuple[Place, ...]:
        if self.text.source.words:
            boxes = self.text.boxes(span)
            return (Place(kind="page", boxes=boxes),) if boxes else ()
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.starts) and span.end <= self.text.paragraphs[first].end:
            return self.place_of(first)
        last = max(first, bisect_right(self.starts, max(span.start, span.end - 1)) - 1)
        return tuple(place for index in range(first, min(last + 1, len(self.starts))) for place in self.place_of(index))

    def place_of(self, index: int) -> tuple[Place, ...]:
        """Where a paragraph of a file without pages stands."""
        if index not in self.own_places:
            self.own_places[index] = _place(self.text.source.lines[self.text.paragraphs[index].first])
        return self.own_places[index]

    def path(self, span: Span, own: str = "", within: Span | None = None) -> str:
        """The outline path of the item in which a span stands: `own` where it lies `within`, else (it is of a heading above) looked for."""
        if within is not None and within.holds(span):
            return own
        if span.end <= self.outline.opening.end:
            return "opening" if span.start >= self.outline.opening.start else "head"
        nodes, path = (*self.outline.body, *self.outline.annexes), ""
        while True:
            node = next((node for node in nodes if node.span.start <= span.start < node.end), None)
            if node is None:
                return path or "body"
            path, nodes = node.path, node.children

    def references(self, passages: tuple[ReferencePassage, ...]) -> tuple[Reference, ...]:
        paths = [self.path(passage.span) for passage in passages]
        names = [self.ids.item("reference", path, passage.quote) for path, passage in zip(paths, passages, strict=True)]
        return tuple(
            Reference(
                id=name, type=passage.type, number=passage.number, date=passage.date, issuer=passage.issuer, title=passage.title,
                relation=passage.relation, form="self" if self.is_self(passage) else passage.form,
                nested_in=names[passage.nested_in] if passage.nested_in is not None else None,
                inner_relation=passage.inner_relation, alias=passage.alias,
                evidence=self.evidence(passage.span, path, passage.found_by),
            )
            for name, path, passage in zip(names, paths, passages, strict=True)
        )  # fmt: skip

    def is_self(self, passage: ReferencePassage) -> bool:
        """Whether a citation names this document itself, as its annexes do."""
        head = self.outline.head
        if passage.form == "self":
            return True
        if passage.number is None or head.number is None or fold(passage.number).lstrip("0") != fold(head.number).lstrip("0"):
            return False
        return passage.date is None or head.date is None or passage.date in {head.date.isoformat(), str(head.date.year)}

    def time(self, passage: TimePassage, path: str, within: Span) -> str:
        """The id of a time; the same words at the same place are one time. `path`: of the item that it is said of, which lies `within`."""
        key = (passage.span, passage.text, passage.kind)
        if key not in self.times:
            self.times[key] = Time(
                id=self.ids.item("time", path, f"{passage.text} {passage.kind}"), text=passage.text, start=passage.start, end=passage.end,
                exclusive=passage.exclusive, kind=passage.kind, precision=passage.precision, recurrence=passage.recurrence,
                basis=passage.basis, evidence=self.evidence(passage.span, self.path(passage.span, path, within), passage.found_by),
            )  # fmt: skip
        return self.times[key].id

    def unit(self, passage: UnitPassage, evidence: Evidence) -> str:
        name = unit_id(passage.name, None if passage.level == "central" else self.place)
        self.units.setdefault(name, []).append((passage, evidence))
        return name

    def unit_list(self) -> tuple[Unit, ...]:
        return tuple(
            Unit(
                id=name, name=seen[0][0].name, kind=seen[0][0].kind, level=next((p.level for p, _ in seen if p.level), None),
                system=next((p.system for p, _ in seen if p.system), None), group=any(p.group for p, _ in seen),
                mentions=tuple(evidence for _, evidence in seen),
            )
            for name, seen in self.units.items()
        )  # fmt: skip

    def goal(self, goal: GoalPassage) -> Goal:
        evidence = self.evidence(goal.span, goal.path, goal.found_by)
        indicators = tuple(Indicator(**found._asdict()) for found in read_indicators(evidence.quote))
        return Goal(
            id=self.ids.item("goal", goal.path, evidence.quote), kind=goal.kind, statement=one_line(evidence.quote),
            indicators=indicators, evidence=evidence,
        )  # fmt: skip

    def activities(self, passages: tuple[ActivityPassage, ...], cited: tuple[Reference, ...]) -> tuple[Activity, ...]:
        names = [self.ids.item("activity", passage.path, self.text.quote(passage.title)) for passage in passages]
        return tuple(
            Activity(
                id=name, label=passage.label, section=passage.section, title=one_line(self.text.quote(passage.title)),
                statement=one_line(self.text.quote(passage.span)), parent=names[passage.parent] if passage.parent is not None else None,
                details=tuple(one_line(self.text.quote(span)) for span in passage.details),
                assignments=(
                    *(self.assignment(unit, passage, inherited=False) for unit in passage.units),
                    *(self.assignment(unit, passage, inherited=True) for unit in passage.inherited),
                ),
                times=tuple(dict.fromkeys(self.time(time, passage.path, Span(passage.span.start, passage.end)) for time in passage.times)),
                products=tuple(one_line(self.text.quote(span)) for span in passage.products),
                budget=Money(amount=passage.budget[0], text=self.text.quote(passage.budget[1])) if passage.budget else None,
                references=_within(cited, passage.span.start, passage.end),
                evidence=self.evidence(passage.span, passage.path, passage.found_by),
            )
            for name, passage in zip(names, passages, strict=True)
        )  # fmt: skip

    def assignment(self, unit: UnitPassage, activity: ActivityPassage, *, inherited: bool) -> Assignment:
        path = self.path(unit.span, activity.path, Span(activity.span.start, activity.end))
        evidence = self.evidence(unit.span, path, unit.found_by)
        return Assignment(
            unit=self.unit(unit, evidence), name=unit.name, role=unit.role or "lead", inherited=inherited, evidence=evidence
        )

    def duty(self, duty: DutyPassage, cited: tuple[Reference, ...]) -> Duty:
        evidence = self.evidence(duty.span, duty.path, duty.found_by)
        named = self.evidence(duty.unit.span, duty.path, duty.unit.found_by)
        return Duty(
            id=self.ids.item("duty", duty.path, evidence.quote), unit=self.unit(duty.unit, named), name=duty.unit.name,
            statement=one_line(evidence.quote), times=tuple(self.time(time, duty.path, duty.span) for time in duty.times),
            references=_within(cited, duty.span.start, duty.span.end), evidence=evidence,
        )  # fmt: skip

    def checks(self, cited: tuple[Reference, ...]) -> list[Issue]:
        """Citations that cannot be: of a later document, or with a type that the symbol contradicts."""
        issued = self.outline.head.date
        out: list[Issue] = []
        for reference in cited:
            where = (reference.evidence.path, reference.evidence.span)
            if (
                issued
                and reference.date
                and reference.form != "self"
                and reference.date > issued.isoformat()[: len(reference.date)]
            ):
                what = " ".join(filter(None, (reference.type, reference.number)))
                out.append(issue("cites-later", at=where[0], span=where[1], what=what, date=reference.date, issued=issued))
            code = type_conflict(reference.type, reference.number)
            if code:
                out.append(
                    issue(
                        "type-symbol-conflict",
                        at=where[0],
                        span=where[1],
                        number=reference.number,
                        type=reference.type,
                        code=code,
                    )
                )
        return out


def _place(line: Line) -> tuple[Place, ...]:
    if line.path is not None:
        return (Place(kind="path", path=line.path),)
    return (Place(kind="line", line=line.number),) if line.number is not None else ()


def _within(cited: tuple[Reference, ...], start: int, end: int) -> tuple[str, ...]:
    return tuple(reference.id for reference in cited if start <= reference.evidence.span.start < end)


def plan_period(found: Iterable[TimePassage], title: Span) -> TimePassage | None:
    """The time that the title gives to the plan as a whole ("năm 2023", "giai đoạn 2021-2025"): the widest range in it."""
    ranges = [time for time in found if time.kind == "range" and title.holds(time.span)]
    return max(ranges, key=lambda time: (time.end or date.min) - (time.start or date.max), default=None)


@cache
def _precision(recognised: bool) -> dict[str, float]:
    """The measured precision of each rule on text, or on words recognised in a picture; what is not in the table was not measured."""
    rates = words("rule_precision").get("recognised" if recognised else "text", {})
    return {rule: row["precision"] for rule, row in rates.items()}


@cache
def _version() -> str:
    return version("adminplan")
