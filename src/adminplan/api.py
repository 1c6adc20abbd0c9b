"""The whole road on one page: read, tidy, outline, find, assemble.

Reads files or strings. Writes `Plan`s, passages, a `PlanGraph`. Every function here names the stations it walks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from adminplan.files.source import Source
from adminplan.passages.passage import ReferencePassage, TimePassage, UnitPassage
from adminplan.plan.plan import Plan

if TYPE_CHECKING:
    from adminplan.outline.node import Outline
    from adminplan.passages.walk import Findings
    from adminplan.plangraph.graph import PlanGraph
    from adminplan.subplan.subplan import SubPlan


def parse(path: str | os.PathLike[str], *, password: str | None = None, docx: bytes | None = None, model: bool = True) -> Plan:
    """The plan that a file holds: PDF, DOCX, HTML, Markdown, plain text; with the programs that `adminplan doctor` names, scans and .doc.

    `password` opens a file that asks for one; `docx` is what `files.doc.convert_many` made of an old Word file, where it did already.
    `model`: whether a learned model is asked about headings that no rule knows; `Plan.made.models` names it where it told something.
    Raises `UnreadableFile` for a file that cannot be read at all (no password, no document), with what was found and what would help; `ModelMismatch` for an installation whose model is broken.
    Content never raises: what is odd in it stands in `Plan.issues`.
    """
    from adminplan.files.read import read

    return _plan(read(path, password=password, docx=docx), model=model)


def parse_text(text: str, *, name: str = "text", model: bool = True) -> Plan:
    """The plan in a string (plain text or Markdown, soft line breaks allowed). `name` stands in `source.name`; `model` as in `parse`."""
    from adminplan.files.read import read_text

    return _plan(read_text(text, name=name), model=model)


def _plan(source: Source, *, model: bool) -> Plan:
    from adminplan.layout.tidy import tidy
    from adminplan.outline.outline import read_outline
    from adminplan.plan.assemble import assemble

    outline = read_outline(tidy(source))
    return assemble(outline, *find(outline, model=model))


def find(outline: Outline, *, model: bool = True) -> tuple[tuple[ReferencePassage, ...], Findings, TimePassage | None]:
    """What the passages of an outline say: documents cited, findings of the sections, and the time that the plan as a whole covers.

    `model`: as in `parse`.
    """
    from adminplan.layout.text import Span
    from adminplan.passages.facts import Calendar
    from adminplan.passages.references import find_references as references_in
    from adminplan.passages.references_readings import one_reading
    from adminplan.passages.times_period import stated_period, title_period
    from adminplan.passages.walk import read_sections
    from adminplan.plan.assemble import plan_period

    text = outline.text
    title = outline.title_span
    period = None
    if title:  # read from the line of the type on, which stands above it: nothing in the letterhead is a time of the plan
        dated = Calendar(issued=outline.head.date, period=None, masked=())
        period = plan_period(dated.find(text, Span(outline.head.spans["type"].start, title.end)), title)
    if title and period is None:
        period = title_period(text.string, title)
    cited = references_in(text.string, head=outline.opening)
    if text.source.ocr:
        cited = one_reading(cited, text)
    masked = tuple((passage.span.start, passage.span.end) for passage in cited)
    covers = (period.start, period.end) if period and (period.start or period.end) else None
    head = text.string[: title.end] if title else ""
    covers = covers or stated_period(head, text.string, issued=outline.head.date)
    return cited, read_sections(outline, masked=masked, period=covers, model=model), period


def find_references(text: str) -> tuple[ReferencePassage, ...]:
    """The documents that a text cites, one passage a mention, in order. Spans are half-open character offsets of `text`."""
    from adminplan.passages.references import find_references as references_in

    return references_in(text)


def find_times(text: str, issued: date | None = None) -> tuple[TimePassage, ...]:
    """The expressions of time in a text, in order. `issued` completes missing years and "từ nay"; nothing depends on today."""
    from adminplan.passages.times import find_times as times_in

    return times_in(text, issued=issued)


def find_units(text: str) -> tuple[UnitPassage, ...]:
    """The bodies that a text names, in order, collectives (`group`) included."""
    from adminplan.passages.units import find_units as units_in

    return units_in(text)


def dump(plan: Plan) -> str:
    """The plan as JSON text of the contract `adminplan/plan/1`; the same plan gives the same bytes."""
    from adminplan.plan.codec import dump as to_json

    return to_json(plan)


def load(text: str) -> Plan:
    """The plan that `dump()` wrote. Raises `NotAPlan` for broken JSON or another schema."""
    from adminplan.plan.codec import load as from_json

    return from_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    from adminplan.plan.codec import json_schema as schema

    return schema()


def link(plans: Iterable[Plan]) -> PlanGraph:
    """The graph of plans that cite one another; cited documents that are not among them are its open ends."""
    from adminplan.plangraph.graph import link as link_plans

    return link_plans(plans)


def derive(
    plan: Plan,
    unit: str,
    *,
    issued: date,
    number: int | None = None,
    place: str | None = None,
    signer: str | None = None,
    overrides: Mapping[str, str] | None = None,
    days: int = 3,
) -> SubPlan:
    """The draft of the plan by which a unit below its issuer carries out a plan; `subplan.docx.write_docx` writes `SubPlan.draft`.

    issued: its day of issue. days: working days by which its own deadlines come before the parent's. overrides: fields of the draft by name.
    Raises `CannotDerive` for a unit that is not below the issuer or does not exist on that day, with the nearest units that would do.
    """
    from adminplan.subplan.derive import derive as derive_plan

    return derive_plan(plan, unit, issued=issued, number=number, place=place, signer=signer, overrides=overrides, days=days)
