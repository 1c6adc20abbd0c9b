"""Which part of a plan says what: goals here, work there, duties at the end.

Reads an `Outline`. Writes `Findings`: the goals, activities and duties of the document, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from adminplan.layout.text import Text
from adminplan.outline.node import Node, Outline
from adminplan.passages.activities import Activities, is_field, is_stage
from adminplan.passages.duties import are_duties, is_duty_section, names_unit, read_duties, read_rows
from adminplan.passages.facts import Calendar, sentence_times
from adminplan.passages.goals import items_of, read_goals, target_items
from adminplan.passages.section_model import DUTY, GOAL, NOTHING, Learned, learned
from adminplan.passages.sections import GOALS, IDLE, begins_with_content, heading_kind
from adminplan.passages.table_rows import read_duty_rows
from adminplan.passages.work import ActivityPassage, DutyPassage, GoalPassage

# Divisions that may hold sections, and those by which they do: "B. NỘI DUNG" above 1., 2. is a section itself.
_ABOVE = {"part", "chapter", "muc", "upper", "caps"}
_DIVISIONS = {*_ABOVE, "article", "roman", "bold"}
_HEADING = 12  # words
_NAMES_WORK = re.compile(r"nội dung|nhiệm vụ|hoạt động|giải pháp", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the sections of a document say, in order; `learned`: of which of them a model told what they hold."""

    goals: tuple[GoalPassage, ...]
    activities: tuple[ActivityPassage, ...]
    duties: tuple[DutyPassage, ...]
    learned: Learned = NOTHING


# "(tối đa 10 điểm)", "từ 90 đến 100 điểm.": points, no places.
_POINTS = re.compile(r"\d\s{1,2}điểm(?=\s{0,2}(?:[).;,/]|$))", re.MULTILINE)


def read_sections(
    outline: Outline, *, masked: tuple[tuple[int, int], ...], period: tuple[date | None, date | None] | None, model: bool = True
) -> Findings:
    """Goals, activities and duties.

    model: whether the model of sections is asked where rules do not know a heading; in recognised words it never is.
    masked: spans of citations, in which no time is looked for. period: the days that the plan covers, which complete years.
    """
    text = outline.text
    calendar = Calendar(issued=outline.head.date, period=period, masked=masked)
    work = Activities(text, calendar)
    goals: list[GoalPassage] = []
    duties: list[DutyPassage] = []
    told = learned(text, outline.body) if model and not text.source.ocr else NOTHING
    rows = [node for node in outline.body if node.kind in {"decimal", "letter", "paren"}]
    if are_duties(text, rows):
        duties += read_rows(text, rows)
    else:
        rows = []
    for node in _gathered(text, outline.body):
        if node not in rows:
            _section(text, node, work, goals, duties, sections=(), told=told)
    for node in _annex_tables(outline.annexes):
        work.table(node, sections=("phụ lục",), parent=None)
    timed = (duty._replace(times=sentence_times(text, duty.span, calendar)) for duty in duties)
    return Findings(goals=tuple(goals), activities=tuple(work.found), duties=tuple(timed), learned=told)


def _gathered(text: Text, nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The sections; bold names of units after a bold "Tổ chức thực hiện" that holds nothing itself stand below it."""
    gathered: list[Node] = []
    head: Node | None = None
    for node in nodes:
        if head is not None and node.kind == "bold" and _announces(text, node) in {None, "content"} and names_unit(text, node):
            gathered.append(node)
            continue
        if head is not None:
            yield head._replace(children=tuple(gathered), end=gathered[-1].end if gathered else head.end)
        gathered, head = [], None
        if node.kind == "bold" and not node.children and _announces(text, node) == "organisation":
            head = node
        else:
            yield node
    if head is not None:
        yield head._replace(children=tuple(gathered), end=gathered[-1].end if gathered else head.end)


def _annex_tables(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        for inner in node.walk():
            if inner.table is not None:
                yield inner


def _section(
    text: Text,
    node: Node,
    work: Activities,
    goals: list[GoalPassage],
    duties: list[DutyPassage],
    *,
    sections: tuple[str, ...],
    told: Learned,
) -> None:
    """A section: goals, duties, nothing, or work; its sub-sections may announce something else."""
    if node.table is not None:
        work.table(node, sections=sections or ("",), parent=None)
        return
    own = text.quote(node.words)
    heading = own.split(":", 1)[0] if len(own) > 160 else own
    kind = heading_kind(heading)
    guessed = told.kinds.get(node.span.start) if kind is None else None
    kind = kind or guessed
    if kind in {None, "content"} and _gives_points(text, node):
        kind = "criteria"
    below = (*sections, node.label) if node.label else sections
    if kind in GOALS:
        rest, parts = _parted(text, node, sections)
        found = read_goals(text, rest, str(kind))
        goals += (goal._replace(found_by=GOAL) for goal in found) if guessed else found
        for above, part in parts:
            _section(text, part, work, goals, duties, sections=above, told=told)
        return
    if kind in IDLE:
        names = kind == "subjects" and _NAMES_WORK.search(heading)
        for child in node.children:
            stage = bool(child.children) and is_stage(text, child)  # "HÌNH THỨC, THỜI GIAN" above the work of each stage
            if stage or _announces(text, child) in {*GOALS, "organisation"} or (names and _tells_work(text, child)):
                _section(text, child, work, goals, duties, sections=below, told=told)
        return
    if (
        (kind == "organisation" and not _is_mixed(text, node, heading))
        or (kind == "report" and not sections)
        or is_duty_section(text, node)
    ):
        told_by = read_duties(text, node)
        duties += (duty._replace(found_by=DUTY) for duty in told_by) if guessed else told_by
        for inner in node.walk():
            given = tuple(read_duty_rows(text, inner))
            duties += given
            if inner.table is not None and not given:
                work.table(inner, sections=below, parent=None)
        return
    if (
        node.kind == "article"
        or (node.kind in _ABOVE and (not node.children or any(child.kind in _DIVISIONS for child in node.children)))
        or _holds_sections(text, node)
    ):
        for child in node.children:
            if child.kind in {"decimal", "letter", "paren"} and _announces(text, child) in {None, "content", "report"}:
                goals += _targets(text, child)
                work.item(child, sections=below)
            else:
                _section(text, child, work, goals, duties, sections=below, told=told)
        if not node.children and node.kind == "article":
            work.section(node, sections=sections)
        return
    goals += _targets(text, node)
    if node.kind in {"decimal", "letter", "paren"} and _is_order(node, own):
        if not is_field(text, node):
            work.item(node, sections=sections)
        return
    work.section(node, sections=sections)


def _is_order(node: Node, own: str) -> bool:
    """Whether a numbered item at the top of a letter or directive says itself what to do, and heads no section."""
    return not node.children or (own.rstrip().endswith((".", ";")) and all(child.label is None for child in node.children))


def _is_mixed(text: Text, node: Node, heading: str) -> bool:
    """Whether "Nhiệm vụ, giải pháp và phân công thực hiện" tells the work first, item by item, and not unit by unit."""
    if not begins_with_content(heading):
        return False
    rows = [child for child in node.children if child.label is not None]
    named = sum(_announces(text, child) == "organisation" or names_unit(text, child) for child in rows)
    return len(rows) > 1 and named <= 0.5 * len(rows)


def _announces(text: Text, node: Node) -> str | None:
    return heading_kind(text.quote(node.words).split(":", 1)[0]) if node.label or node.kind in {"caps", "bold"} else None


def _gives_points(text: Text, node: Node) -> bool:
    """Whether most parts of a section tell for how many points something counts: criteria, and no work."""
    if _POINTS.search(text.string, node.span.start, node.end) is None:
        return False
    parts = [child for child in node.children if child.label is not None and child.table is None]
    told = sum(_POINTS.search(text.string, part.span.start, part.end) is not None for part in parts)
    return told > 1 and told > 0.6 * len(parts)


def _parted(text: Text, node: Node, sections: tuple[str, ...]) -> tuple[Node, list[tuple[tuple[str, ...], Node]]]:
    """A section of goals without what heads work in it, and that work, each with the labels above it."""
    below = (*sections, node.label) if node.label else sections
    parts: list[tuple[tuple[str, ...], Node]] = []
    kept = []
    for child in node.children:
        if _tells_work(text, child):
            parts.append((below, child))
            continue
        rest, inner = _parted(text, child, below)
        kept.append(rest)
        parts += inner
    return (node._replace(children=tuple(kept)) if parts else node), parts


def _tells_work(text: Text, node: Node) -> bool:
    """Whether an item beside goals or subjects heads what is to be done: "2. Nhiệm vụ trọng tâm" in "MỤC TIÊU, NHIỆM VỤ"."""
    heading = text.quote(node.words).split(":", 1)[0]
    return (
        bool(node.children)
        and len(heading.split()) <= _HEADING
        and _announces(text, node) in {"content", "organisation"}
        and begins_with_content(heading)
    )


def _holds_sections(text: Text, node: Node) -> bool:
    """Whether the children are sections of different kinds (goals beside work), so that each has to be asked on its own."""
    kinds = [_announces(text, child) for child in node.children if child.children or ":" in text.quote(child.words)]
    return any(kind in GOALS or kind == "organisation" for kind in kinds)


def _targets(text: Text, node: Node) -> Iterator[GoalPassage]:
    """Inside a section of content, "… bằng các chỉ tiêu cụ thể như sau:" and the items below it are targets."""
    for inner in node.walk():
        yield from items_of(text, target_items(text, inner), "target")
