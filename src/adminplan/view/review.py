"""What a person should check in a plan: findings of rules that are not sure enough, and what is odd.

Reads `Plan`. Writes tables in Vietnamese, each row with the quote and its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adminplan.data import one_line
from adminplan.plan.plan import Evidence, Place, Plan
from adminplan.view.summary import Table, period, tables

_PARTS = {"head": "phần đầu", "opening": "căn cứ", "closing": "phần cuối", "body": "", "title": "trích yếu"}
_UNNAMED = re.compile(r"(?:p\d{1,9}|[^\w\s]{0,9})(?:~\d{1,9})?")
_TABLE = re.compile(r"t\d{1,9}")
_LONG = 160  # characters of a quote; the place says where the rest stands


def review(plan: Plan, threshold: float) -> tuple[Table, ...]:
    """Findings with a confidence below the threshold (0 to 1), the least sure first, those never measured last; and the plan's issues.

    One finding of a rule stands once: a time that three activities share is one row.
    """
    seen: set[tuple[int, int, str]] = set()
    doubtful: list[tuple[float, int, tuple[str, ...]]] = []
    for kind, reading, evidence in _findings(plan):
        key = (*evidence.span, kind)
        sure = evidence.confidence
        if key in seen or (sure is not None and sure >= threshold):
            continue
        seen.add(key)
        quote = one_line(evidence.quote)
        quote = f"{quote[:_LONG].rstrip()}…" if len(quote) > _LONG else quote
        said = f"{reading} ← “{quote}”" if reading and reading != quote else f"“{quote}”"
        row = ("chưa đo" if sure is None else f"{100 * sure:.0f}%", kind, said, place(evidence))
        doubtful.append((2.0 if sure is None else sure, evidence.span.start, row))
    found = Table(
        title="Cần người kiểm tra",
        columns=("Độ tin cậy", "Loại", "Đọc được ← nguyên văn", "Vị trí"),
        rows=tuple(row for _, _, row in sorted(doubtful)),
        wide="Đọc được ← nguyên văn",
    )
    odd = tuple(table for table in tables(plan) if table.title == "Điểm cần xem lại")
    return tuple(table for table in (found, *odd) if table.rows)


def _findings(plan: Plan) -> Iterator[tuple[str, str, Evidence]]:
    """Kind in Vietnamese, what was read where it differs from the words, and where."""
    for signer in plan.signers:
        yield "Người ký", ", ".join(filter(None, (signer.authority, signer.position, signer.name))), signer.evidence
    for recipient in plan.recipients:
        yield "Nơi nhận", recipient.text, recipient.evidence
    for cited in plan.references:
        if cited.form != "self":
            yield "Viện dẫn", " ".join(filter(None, (cited.type, cited.number or cited.title))), cited.evidence
    for goal in plan.goals:
        yield "Mục tiêu, yêu cầu", "", goal.evidence
    for activity in plan.activities:
        yield "Hoạt động", "", activity.evidence
        for unit in activity.assignments:
            yield "Đơn vị", unit.name, unit.evidence
    for duty in plan.duties:
        yield "Nhiệm vụ được giao", duty.name, duty.evidence
    for time in plan.times:
        yield "Thời gian", period(time), time.evidence


def place(evidence: Evidence) -> str:
    """Where a finding stands, for a person: `trang 3, mục II/2`, `dòng 14, mục III, bảng, hàng 4`."""
    where = next(filter(None, map(_printed, evidence.places)), "")
    return ", ".join(filter(None, (where, _section(evidence.path))))


def _printed(place: Place) -> str:
    if place.boxes:
        return f"trang {place.boxes[0].page}"
    return f"dòng {place.line}" if place.line is not None else ""


def _section(path: str) -> str:
    """An outline path without what only programs count (paragraphs, dashes): `III/p1/t1/4` is `mục III, bảng, hàng 4`."""
    if path in _PARTS:
        return _PARTS[path]
    labels, table = [], ""
    for label in path.split("/"):
        if table:
            table = f"bảng, hàng {label}"
        elif _TABLE.fullmatch(label):
            table = "bảng"
        elif not _UNNAMED.fullmatch(label):
            labels.append(label)
    return ", ".join(filter(None, (f"mục {'/'.join(labels)}" if labels else "", table)))
