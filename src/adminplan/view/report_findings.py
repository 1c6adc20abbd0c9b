"""What a plan's report marks: every finding with its reading, its places and what found it.

Reads `Plan`. Writes `Finding`s, numbered in the order of the text. Ids of the plan are data like all else: the page knows findings by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from adminplan.layout.text import Span
from adminplan.plan.plan import Activity, Duty, Evidence, Goal, Place, Plan, Reference, Time, Unit
from adminplan.view.report_issues import in_vietnamese
from adminplan.view.summary import GOALS, RELATIONS, ROLES, day_of, period, printed

# What the legend calls each kind; the order is that of the legend.
KINDS = {
    "form": "Thể thức (đầu, cuối văn bản)",
    "reference": "Văn bản viện dẫn",
    "unit": "Đơn vị",
    "time": "Thời gian",
    "goal": "Mục đích, yêu cầu, chỉ tiêu",
    "activity": "Nhiệm vụ, hoạt động",
    "duty": "Nhiệm vụ giao cho đơn vị",
    "issue": "Điểm cần xem lại",
}
BLOCKS = frozenset({"goal", "activity", "duty"})  # shown beside the lines, for they are whole items; the others inside them
TIMES = {
    "range": "khoảng thời gian",
    "deadline": "thời hạn",
    "from": "bắt đầu từ",
    "recurring": "định kỳ",
    "ongoing": "thường xuyên",
    "unspecified": "không nêu ngày cụ thể",
}
_FORMS = {
    "full": "đầy đủ",
    "short": "rút gọn",
    "anaphora": "nhắc lại bằng lời",
    "list": "trong danh sách",
    "self": "chính văn bản này",
}
_LEVELS = {
    "central": "trung ương", "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã", "grassroots": "cơ sở",
}  # fmt: skip
_PARTS = {"head": "phần đầu", "opening": "phần căn cứ", "title": "trích yếu", "closing": "phần kết", "body": "phần thân"}
_STEP = re.compile(r"([a-z]+)\[(\d+)\]")
_PARAGRAPH = re.compile(r"p(\d+)")
_STEPS = {"p": "đoạn", "tbl": "bảng", "tr": "hàng", "tc": "ô"}
_HEAD = 6000  # characters at most in which a letterhead is sought


class Piece(NamedTuple):
    """Words of a reading, and the number of the finding that they lead to."""

    words: str
    to: int | None = None


class Row(NamedTuple):
    """One line of a reading: what it is, and what was read."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that was read in the text.

    Attributes:
        number: from 1, in the order of the text; what stands nowhere in it comes last. kind: a key of `KINDS`.
        item: its id in the plan, or "". title: its name in a few words. tag: the same in one or two, for the margin.
        rows: its reading. spans: half-open offsets in the text. places: in the file, in words, one for each span.
        found_by: rule and version, or "". confidence: measured, 0 to 1, or `None`.
    """

    number: int = 0
    kind: str
    item: str
    title: str
    tag: str = ""
    rows: tuple[Row, ...] = ()
    spans: tuple[Span, ...] = ()
    places: tuple[str, ...] = ()
    found_by: str = ""
    confidence: float | None = None


def findings(plan: Plan) -> tuple[Finding, ...]:
    """Every finding of a plan, numbered in the order of the text (of two that begin together, the longer first)."""
    bare = [
        *_form(plan),
        *map(_reference, plan.references),
        *map(_unit, plan.units),
        *map(_time, plan.times),
        *map(_goal, plan.goals),
        *map(_activity, plan.activities),
        *map(_duty, plan.duties),
        *_issues(plan),
    ]
    end = len(plan.text)
    whole = [_within(one, end) for one in bare]
    whole.sort(key=lambda one: (one.spans[0].start, -one.spans[0].end) if one.spans else (end, 0))
    numbered = [replace(one, number=number) for number, one in enumerate(whole, 1)]
    links = _Links(plan, numbered)
    return tuple(replace(one, rows=tuple(row for row in (*one.rows, *links.rows(one)) if row.pieces)) for one in numbered)


def _within(finding: Finding, end: int) -> Finding:
    """The finding without the spans that no text has: a plan in JSON may have passed through other hands."""
    kept = [(span, place) for span, place in zip(finding.spans, finding.places, strict=True) if 0 <= span.start < span.end <= end]
    return replace(finding, spans=tuple(span for span, _ in kept), places=tuple(place for _, place in kept))


# --- readings ---------------------------------------------------------------------------------------------------------


def _rows(*pairs: tuple[str, str | None]) -> tuple[Row, ...]:
    return tuple(Row(name, (Piece(words),)) for name, words in pairs if words)


def _of(evidence: Evidence, kind: str, item: str, title: str, rows: tuple[Row, ...], tag: str = "") -> Finding:
    return Finding(
        kind=kind, item=item, title=title, tag=tag, rows=rows, spans=(evidence.span,), places=(place(evidence),),
        found_by=evidence.found_by, confidence=evidence.confidence,
    )  # fmt: skip


def _reference(one: Reference) -> Finding:
    rows = _rows(
        ("Quan hệ", RELATIONS.get(one.relation, one.relation)),
        ("Loại văn bản", one.type),
        ("Số, ký hiệu", one.number),
        ("Ngày", printed(one.date)),
        ("Cơ quan ban hành", one.issuer),
        ("Về việc", one.title),
        ("Gọi tắt là", one.alias),
        ("Cách viện dẫn", _FORMS.get(one.form, one.form)),
        ("Văn bản", one.document),
        ("Có thể là", "; ".join(one.candidates)),
    )
    return _of(one.evidence, "reference", one.id, " ".join(filter(None, (one.type, one.number))), rows)


def _unit(one: Unit) -> Finding:
    rows = _rows(("Cấp", _LEVELS.get(one.level or "", one.level)), ("Phạm vi", "nhiều đơn vị" if one.group else None))
    first = one.mentions[0] if one.mentions else None
    return Finding(
        kind="unit", item=one.id, title=one.name, rows=rows,
        spans=tuple(dict.fromkeys(mention.span for mention in one.mentions)),
        places=tuple({mention.span: place(mention) for mention in one.mentions}.values()),
        found_by=first.found_by if first else "", confidence=first.confidence if first else None,
    )  # fmt: skip


def _time(one: Time) -> Finding:
    rows = _rows(
        ("Loại", TIMES.get(one.kind, one.kind)),
        ("Đọc là", period(one)),
        ("Quy tắc lặp", one.recurrence),
        ("Năm lấy theo ngày", day_of(one.basis)),
    )
    return _of(one.evidence, "time", one.id, one.text, rows)


def _goal(one: Goal) -> Finding:
    kind = GOALS.get(one.kind, one.kind)
    figures = "; ".join(
        f"{each.name} {each.comparator} {each.value:g}".replace(".", ",") + (f" {each.measure}" if each.measure else "")
        for each in one.indicators
    )
    rows = _rows(("Nội dung", one.statement), ("Con số phải đạt", figures))
    return _of(one.evidence, "goal", one.id, kind.capitalize(), rows, tag=kind)


def label_of(one: Activity) -> str:
    """`III/2/a`: the labels above an activity and its own."""
    return "/".join(filter(None, (one.section, (one.label or "").strip("-+• "))))


def _activity(one: Activity) -> Finding:
    money = f"{one.budget.text} ({one.budget.amount:,} đồng)".replace(",", ".") if one.budget else None
    rows = _rows(("Mục", label_of(one)), ("Sản phẩm", "; ".join(one.products)), ("Kinh phí", money))
    return _of(one.evidence, "activity", one.id, one.title, rows, tag=f"việc {label_of(one)}".strip())


def _duty(one: Duty) -> Finding:
    return _of(one.evidence, "duty", one.id, one.statement, (), tag="giao việc")


def _issues(plan: Plan) -> Iterator[Finding]:
    for number, one in enumerate(plan.issues, 1):
        name, message = in_vietnamese(one)
        yield Finding(
            kind="issue", item=f"issue-{number}", title=name,
            rows=_rows(("Nội dung", message), ("Mã", one.code)),
            spans=(Span(*one.span),) if one.span else (), places=(_path(one.path or ""),) if one.span else (),
        )  # fmt: skip


def _form(plan: Plan) -> Iterator[Finding]:
    for name, words, span in head_spans(plan):
        yield Finding(
            kind="form", item="", title=name, rows=_rows(("Đọc là", words)), spans=(span,), places=(_PARTS["head"],)
        )  # fmt: skip
    for signer in plan.signers:
        rows = _rows(("Thẩm quyền", signer.authority), ("Chức vụ", signer.position), ("Họ tên", signer.name))
        yield _of(signer.evidence, "form", "", "Người ký", rows)
    for recipient in plan.recipients:
        yield _of(recipient.evidence, "form", "", "Nơi nhận", _rows(("Đọc là", recipient.text)))


def head_spans(plan: Plan) -> Iterator[tuple[str, str, Span]]:
    """Where the fields of the letterhead stand: name, reading and span of those whose words are found as they were read.

    The plan keeps the words of these fields and no offsets; they are sought from the top, lines taken as joined.
    """
    head, top = plan.letterhead, plan.text[:_HEAD].replace("\n", " ")
    fields = (
        ("Cơ quan cấp trên", head.parent_issuer),
        ("Cơ quan ban hành", head.issuer),
        ("Số, ký hiệu", head.number),
        ("Nơi ban hành", head.place),
        ("Loại văn bản", head.type and head.type.upper()),
        ("Trích yếu", head.title),
    )
    for name, words in fields:
        at = top.find(words) if words else -1
        if words and at >= 0:
            yield name, words, Span(at, at + len(words))
    if (day := head.date) and (found := _find_day(top, day)):
        yield "Ngày ban hành", day_of(day), found


def _find_day(top: str, day: date) -> Span | None:
    """`ngày 05 tháng 3 năm 2024`, with or without the zeros."""
    for first in (f"{day.day:02}", str(day.day)):
        for month in (f"{day.month:02}", str(day.month)):
            words = f"ngày {first} tháng {month} năm {day.year}"
            if (at := top.find(words)) >= 0:
                return Span(at, at + len(words))
    return None


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


# --- places -----------------------------------------------------------------------------------------------------------


def place(evidence: Evidence) -> str:
    """Where a finding stands, in words: `trang 3, mục II/2/a`."""
    said = list(dict.fromkeys(words for one in evidence.places for words in _place(one)))
    return ", ".join(filter(None, (*said, _path(evidence.path))))


def _place(one: Place) -> Iterator[str]:
    for box in one.boxes:
        yield f"trang {box.page}"
    if one.line is not None:
        yield f"dòng {one.line}"
    for name, count in _STEP.findall((one.path or "")[:200]):
        if name in _STEPS and not (name == "p" and "tc[" in (one.path or "")):
            yield f"{_STEPS[name]} {int(count) + 1}"


def _path(path: str) -> str:
    """`II/2/p3` as `mục II/2, đoạn 3`."""
    if path in _PARTS or not path:
        return _PARTS.get(path, "")
    steps = path.split("/")
    last = _PARAGRAPH.fullmatch(steps[-1])
    item = "/".join(steps[:-1] if last else steps)
    return ", ".join(filter(None, (f"mục {item}" if item else "", f"đoạn {last[1]}" if last else "")))
