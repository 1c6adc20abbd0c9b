"""What was read in a plan, each as a few named rows in Vietnamese, with its places.

Reads `Plan`. Writes `Finding`s without numbers, in no order that means anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from adminplan.layout.text import Span
from adminplan.plan.plan import Activity, Duty, Evidence, Goal, Plan, Reference, Time, Unit
from adminplan.view.report_issues import in_vietnamese
from adminplan.view.summary import GOALS, RELATIONS, day_of, period, printed

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
_PART = re.compile(r"([pt])(\d+)")
_STEPS = {"tbl": "bảng", "table": "bảng", "tr": "hàng", "tc": "ô", "td": "ô", "th": "ô"}
TITLE = "Trích yếu"
_NEAR = 3000  # characters at most between an activity and a line below it
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
        page: of the file, from 1, on which its first span begins, or `None`.
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
    page: int | None = None
    found_by: str = ""
    confidence: float | None = None


def readings(plan: Plan) -> list[Finding]:
    """Every finding of a plan as far as it can be told alone."""
    return [
        *_form(plan),
        *map(_reference, plan.references),
        *map(_unit, plan.units),
        *map(_time, plan.times),
        *map(_goal, plan.goals),
        *_activities(plan),
        *map(_duty, plan.duties),
        *_issues(plan),
    ]


def _rows(*pairs: tuple[str, str | None]) -> tuple[Row, ...]:
    return tuple(Row(name, (Piece(words),)) for name, words in pairs if words)


def _of(evidence: Evidence, kind: str, item: str, title: str, rows: tuple[Row, ...], tag: str = "") -> Finding:
    return Finding(
        kind=kind, item=item, title=title, tag=tag, rows=rows, spans=(evidence.span,), places=(place(evidence),),
        page=_page(evidence), found_by=evidence.found_by, confidence=evidence.confidence,
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
        page=_page(first) if first else None, found_by=first.found_by if first else "", confidence=first.confidence if first else None,
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


def _activities(plan: Plan) -> Iterator[Finding]:
    text = plan.text.replace("\n", " ")
    for one in plan.activities:
        money = f"{one.budget.text} ({one.budget.amount:,} đồng)".replace(",", ".") if one.budget else None
        rows = _rows(("Mục", label_of(one)), ("Sản phẩm", "; ".join(one.products)), ("Kinh phí", money))
        made = _of(one.evidence, "activity", one.id, one.title, rows, tag=f"việc {label_of(one)}".strip())
        below = tuple(_below(one, text))
        yield replace(made, spans=made.spans + below, places=made.places + ("",) * len(below))


def _below(one: Activity, text: str) -> Iterator[Span]:
    """Where the lines below an activity stand: the plan keeps their words in order, and they follow it."""
    at = one.evidence.span.end
    for words in one.details:
        found = text.find(words, at, at + len(words) + _NEAR) if words else -1
        if found < 0:
            return
        at = found + len(words)
        yield Span(found, at)


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
        (TITLE, head.title),
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


# --- places -----------------------------------------------------------------------------------------------------------


def place(evidence: Evidence) -> str:
    """Where a finding stands, in words: `trang 3–4, mục II/2/a`."""
    pages = sorted({box.page for one in evidence.places for box in one.boxes})
    lines = sorted(one.line for one in evidence.places if one.line is not None)
    paths = dict.fromkeys(_steps(one.path) for one in evidence.places if one.path)
    return ", ".join(filter(None, (_from_to("trang", pages), _from_to("dòng", lines), *paths, _path(evidence.path))))


def _page(evidence: Evidence) -> int | None:
    return min((box.page for one in evidence.places for box in one.boxes), default=None)


def _from_to(name: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return f"{name} {numbers[0]}" + (f"–{numbers[-1]}" if numbers[-1] > numbers[0] else "")


def _steps(path: str) -> str:
    """`document/tbl[0]/tr[2]/tc[1]/p[0]` as `bảng 1, hàng 3, ô 2`; of a paragraph that lies deep in a page, nothing that could be counted."""
    steps = [(name, int(count) + 1) for name, count in _STEP.findall(path[:200]) if name != "body"]
    if [name for name, _ in steps] == ["p"]:
        return f"đoạn {steps[0][1]}"
    return ", ".join(f"{_STEPS[name]} {count}" for name, count in steps if name in _STEPS)


def _path(path: str) -> str:
    """`II/2/p3` as `mục II/2, đoạn 3`; `II/-~2` as `mục II, gạch đầu dòng 2`; `III/t1/2` as `mục III/2, bảng 1`."""
    if path in _PARTS or not path:
        return _PARTS.get(path, "")
    said: list[str] = []
    labels: list[str] = []
    for step in path.split("/"):
        label, _, turn = step.partition("~")
        if found := _PART.fullmatch(step):
            said.append(f"{'đoạn' if found[1] == 'p' else 'bảng'} {found[2]}")
        elif any(char.isalnum() for char in label):
            labels.append(f"{label} (lần {turn})" if turn else label)
        else:
            said.append(f"{'gạch đầu dòng' if label == '-' else f'dấu {label}'} {turn or 1}")
    return ", ".join(filter(None, (f"mục {'/'.join(labels)}" if labels else "", *said)))
