"""The tables of a plan's report: work by unit, citations with their state, issues.

Reads `Plan`, its numbered `Finding`s and what an archive knows of the documents cited. Writes HTML; every row leads to its finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from adminplan.plan.plan import Plan, Reference
from adminplan.view.report_readings import Finding, label_of
from adminplan.view.report_text import html
from adminplan.view.summary import RELATIONS, ROLES, printed, when

_NOBODY = "Chưa rõ đơn vị"
_UNKNOWN = "chưa đối chiếu"
_ALONE = "Chưa đối chiếu: trang này làm từ riêng một văn bản; văn bản được viện dẫn chỉ được tìm khi có kho văn bản."


class Known(NamedTuple):
    """What an archive knows of a cited document: `parsed` (it is there), `cited` (it is not), `ambiguous`; ids of works that it is or may be."""

    state: str
    works: tuple[str, ...] = ()


class _Work(NamedTuple):
    """One thing that a unit has to do."""

    role: str
    item: str
    words: str
    times: tuple[str, ...]
    inherited: bool


def work(plan: Plan, found: Sequence[Finding]) -> str:
    """What each unit has to do, and when; last what nobody is named for. "" where there is no work."""
    times = {time.id: time for time in plan.times}
    numbers = {one.item: one.number for one in found if one.item}
    names = {unit.id: unit.name for unit in plan.units}
    parents = {activity.parent for activity in plan.activities}
    by_unit: dict[str, list[_Work]] = {}
    for activity in plan.activities:
        words = f"{label_of(activity)} {activity.title}".strip()
        for one in activity.assignments:
            names.setdefault(one.unit, one.name)
            task = _Work(ROLES.get(one.role, one.role), activity.id, words, activity.times, one.inherited)
            by_unit.setdefault(one.unit, []).append(task)
        if not activity.assignments and activity.id not in parents:
            by_unit.setdefault("", []).append(_Work("", activity.id, words, activity.times, False))
    for duty in plan.duties:
        names.setdefault(duty.unit, duty.name)
        by_unit.setdefault(duty.unit, []).append(_Work("nhiệm vụ", duty.id, duty.statement, duty.times, False))
    nobody = by_unit.pop("", [])
    groups = [(names[unit], numbers.get(unit), tasks) for unit, tasks in by_unit.items()]
    groups += [(_NOBODY, None, nobody)] if nobody else []
    bodies = "".join(
        f'<tbody><tr class="unit"><th colspan="3">{_to(number, name)} <small>{len(tasks)}</small></th></tr>'
        + "".join(
            f"<tr><td>{html(task.role)}{' <small>(nêu ở mục trên)</small>' if task.inherited else ''}</td>"
            f"<td>{_to(numbers.get(task.item), task.words)}</td><td>{html(when(task.times, times))}</td></tr>"
            for task in tasks
        )
        + "</tbody>"
        for name, number, tasks in groups
    )
    head = "<thead><tr><th>Vai trò</th><th>Công việc</th><th>Thời gian</th></tr></thead>"
    return f'<table class="work">{head}{bodies}</table>' if bodies else ""


def citations(plan: Plan, found: Sequence[Finding], known: Mapping[str, Known]) -> str:
    """The documents that the plan cites, each once, with its mentions and what an archive knows of it (by reference id)."""
    numbers = {one.item: one.number for one in found if one.item}
    odd = {one.span for one in plan.issues if one.span}
    mentions: dict[tuple[str, str], list[Reference]] = {}
    for one in plan.references:
        if one.form != "self" and (one.number or one.title):
            mentions.setdefault((one.type, one.number or one.title or ""), []).append(one)
    rows = "".join(
        _citation(each, numbers, _state(each, known), odd=any(one.evidence.span in odd for one in each))
        for each in mentions.values()
    )
    head = "".join(f"<th>{name}</th>" for name in ("Quan hệ", "Văn bản", "Ngày", "Cơ quan ban hành", "Về việc", "Tình trạng"))
    note = "" if known else f"<p><small>{_ALONE}</small></p>"
    return f'<table class="cited"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}' if rows else ""


def _citation(mentions: Sequence[Reference], numbers: Mapping[str, int], state: str, *, odd: bool) -> str:
    """One document; what one mention leaves out, another may say."""
    first = mentions[0]
    relation = next((one.relation for one in mentions if one.relation != "mentions"), first.relation)
    more = "".join(f" {_to(numbers.get(one.id), f'({at})')}" for at, one in enumerate(mentions[1:], 2))
    cells = (
        html(RELATIONS.get(relation, relation)),
        _to(numbers.get(first.id), " ".join(filter(None, (first.type, first.number)))) + more,
        html(printed(_any(one.date for one in mentions))),
        html(_any(one.issuer for one in mentions) or ""),
        html(_any(one.title for one in mentions) or ""),
        html(state) + (' <strong class="odd">cần xem lại</strong>' if odd else ""),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _any(said: Iterable[str | None]) -> str | None:
    return next(filter(None, said), None)


def _state(mentions: Sequence[Reference], known: Mapping[str, Known]) -> str:
    """Whether it is known which document is meant, and what the citation leaves out that would tell."""
    told = (("số", _any(one.number for one in mentions)), ("ngày", _any(one.date for one in mentions)))
    missing = " và ".join(name for name, words in told if not words)
    left_out = f", không nêu {missing}" if missing else ""
    if document := _any(one.document for one in mentions):
        return f"đã nối với {document}"
    there = next((known[one.id] for one in mentions if one.id in known), None)
    if there is None:
        return f"{_UNKNOWN}{left_out}"
    if there.state == "parsed":
        return f"có trong kho: {'; '.join(there.works)}"
    if there.state == "ambiguous":
        return f"trong kho có {len(there.works)} văn bản có thể là: {'; '.join(there.works)}{left_out}"
    return f"không có trong kho{left_out}"


def issues(found: Sequence[Finding]) -> str:
    """What is odd in the document, in the order of the text; "" where nothing is."""
    rows = "".join(
        f"<tr><td>{_to(one.number, one.title)}</td><td>{html(_content(one))}</td><td>{html('; '.join(filter(None, one.places)))}</td></tr>"
        for one in found
        if one.kind == "issue"
    )
    head = "<thead><tr><th>Loại</th><th>Nội dung</th><th>Vị trí</th></tr></thead>"
    return f'<table class="issues">{head}<tbody>{rows}</tbody></table>' if rows else ""


def _content(one: Finding) -> str:
    return next((piece.words for row in one.rows if row.name == "Nội dung" for piece in row.pieces), "")


def _to(number: int | None, words: str) -> str:
    return html(words) if number is None else f'<a href="#f{number}">{html(words)}</a>'
