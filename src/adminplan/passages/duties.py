"""Duties: the tasks that the section of organisation gives to each unit.

Reads nodes of an `Outline`. Writes `DutyPassage`s. A unit is named by a heading above dashed tasks, before a colon, or as the subject of
a sentence; an item that ends with a colon gives way to its sub-items; closing formulas give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adminplan.layout.text import Span, Text
from adminplan.outline.node import Node
from adminplan.passages.passage import UnitPassage, shift
from adminplan.passages.roles import heading_unit, subject_unit
from adminplan.passages.sections import field, heading_kind
from adminplan.passages.units_clause import GLOSS
from adminplan.passages.units_words import UPPER
from adminplan.passages.work import DutyPassage

# "Trên đây là Kế hoạch …", "Trong quá trình thực hiện, nếu có vướng mắc …", "UBND tỉnh yêu cầu … nghiêm túc thực hiện".
_CLOSING = re.compile(
    r"\W{0,3}(?:trên đây là|(?:trong )?quá trình (?:tổ chức |triển khai )*(?:thực hiện|triển khai)|nếu (?:có|gặp|phát sinh)[^,.]{0,40}(?:vướng mắc|khó khăn)"
    r"|(?:kế hoạch|chương trình|quyết định|hướng dẫn) này (?:có hiệu lực|thay thế|được|bãi bỏ|áp dụng|thực hiện|phổ biến|gửi)|căn cứ (?:nội dung )?kế hoạch này, (?:đề nghị|yêu cầu)[^.]{0,200}nghiêm túc"
    r"|(?:chi tiết|danh mục|danh sách|lịch|nhiệm vụ|phân công|nội dung|tiến độ|biểu mẫu)[^.]{0,80}(?:tại|theo|xem|có) (?:các )?(?:phụ lục|biểu|bảng|danh mục)|phụ lục\W*$|nhận được kế hoạch|(?:yêu cầu|đề nghị) (?:thủ trưởng |các |toàn )[^.]{0,160}(?:thực hiện (?:tốt|nghiêm|đầy đủ|có hiệu quả)[^.]{0,30}kế hoạch này|quan tâm (?:thực hiện|phối hợp|triển khai))|yêu cầu (?:thủ trưởng |các )[^.]{0,160}(?:nghiêm túc|khẩn trương) (?:tổ chức |triển khai )*thực hiện)",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"(?:khó khăn|vướng mắc|phát sinh)[^.]{0,160}(?:phản ánh|báo|kịp thời|liên hệ|gửi|thông tin)", re.IGNORECASE
)
_ORDERS = re.compile(
    r"(?:yêu cầu|đề nghị)\s[^.]{0,260}(?:nghiêm túc|tích cực|khẩn trương|triển khai)[^.]{0,60}thực hiện[^.]{0,60}(?:kế hoạch|nội dung|nhiệm vụ)?[^.]{0,60}[./]*$",
    re.IGNORECASE,
)
# "UBND tỉnh giao thủ trưởng các sở, chủ tịch UBND các xã tổ chức thực hiện Kế hoạch này": the issuing body orders everybody.
_ORDERS_ALL = re.compile(
    r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|chủ tịch|ban thường vụ|thường trực|liên đoàn lao động|lđlđ|sở|phòng|bộ|đảng ủy|huyện ủy|tỉnh ủy|ban chấp hành)"
    r"[^,.;]{0,50}\s(?:yêu cầu|đề nghị|giao)\s[^.]{0,60}(?:các|thủ trưởng|giám đốc|chủ tịch)\b[^.]{0,400}(?:thực hiện|triển khai)",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{2}\.)|(?<=[\d)”]\.)) +(?=[A-ZÀ-ỸĐ])")
_TASK = 20  # letters of a task, at least
# "Các trường tiểu học: An Bình, Hoàng Long": who belongs to them, and no task.
_NAME = rf"(?:(?:[Tt]hị trấn|[Xx]ã|[Pp]hường|[Tt]hôn) )?[{UPPER}]\w*(?: [{UPPER}\d]\w*){{0,3}}(?: \d)?"
_MEMBERS = re.compile(rf"[^:.;]{{3,80}}:\s*{_NAME}(?:,\s*{_NAME})+(?:\s+và\s+{_NAME})?\s*[.;]?$")
_MANY = 2  # sentences
_OPENING = 240  # characters in which a sentence comes to its subject
_RULE = "duty.item@1"


def skip_closing(own: str) -> bool:
    """Whether a paragraph only closes the plan: orders it to be carried out, or problems to be reported."""
    return (
        bool(_CLOSING.match(own))
        or bool(_ORDERS_ALL.match(own))
        or (
            bool(_TROUBLE.search(own))
            and len(own) < 600
            and bool(re.search(r"nếu (?:có|gặp)|khi có|vướng mắc thì", own, re.IGNORECASE))
        )
    )


def is_duty_section(text: Text, node: Node) -> bool:
    """Whether a section, whatever its title, is a row of unit headings with their tasks."""
    rows = [child for child in node.children if child.label is not None or child.kind == "bold"]
    heads = [child for child in rows if child.children]
    plain = all(inner.label is None for child in heads for inner in child.children)
    if len(rows) > 1 and plain and all(_tells(text, child) for child in rows):
        return True
    if len(heads) < 2 or len(heads) < 0.6 * len(rows):
        return False
    if any(_has_fields(text, item) for child in heads for item in child.children):
        return False  # "1. Đối với cấp huyện | 1.1. Hội thi | - Thời gian: …": what each level does, as work with its fields
    headed = sum(
        heading_unit(_heading(text, child)) is not None
        and not all(field(text.quote(task.words)) for task in child.children)  # "Số lượng: …", "Thời gian: …" of those invited
        for child in heads
    )
    return headed >= 2 and headed >= 0.6 * len(rows)


def _tells(text: Text, node: Node) -> bool:
    """Whether an item is a body with its task behind a colon ("Đối với các trường: Chuẩn bị hồ sơ")."""
    own = text.quote(node.words)
    head, _, task = own.partition(":")
    return len(task) > _TASK and field(own) is None and heading_unit(head.strip()) is not None and not _MEMBERS.match(own)


def _has_fields(text: Text, item: Node) -> bool:
    found = [field(text.quote(child.words)) for child in item.children]
    return any(one is not None and one[0] in {"time", "deadline", "lead", "coordinate"} for one in found)


def are_duties(text: Text, rows: Sequence[Node]) -> bool:
    """Whether the numbered items at the top of a directive are units with their tasks, below them or behind a colon."""
    told = [row for row in rows if row.children or ":" in text.quote(row.words)]
    headed = sum(_unit_heading(text, row, text.quote(row.words)) is not None for row in told)
    return headed >= 2 and headed >= 0.6 * len(rows)


def read_rows(text: Text, rows: Sequence[Node]) -> Iterator[DutyPassage]:
    """The duties of a row of items."""
    yield from _rows(text, tuple(rows), None)


def names_unit(text: Text, node: Node) -> bool:
    """Whether an item begins with the unit that it is about, as its heading or as the subject of its sentence."""
    own = text.quote(node.words)
    return _unit_heading(text, node, own) is not None or subject_unit(own[:_OPENING]) is not None


def read_duties(text: Text, node: Node) -> Iterator[DutyPassage]:
    """The duties of a section of organisation."""
    inline = _after_colon(text, node)
    if inline is not None:
        yield from _sentence(text, node._replace(words=inline, children=(), kind="paragraph"))
    yield from _rows(text, node.children, None)


def _rows(text: Text, nodes: tuple[Node, ...], above: UnitPassage | None) -> Iterator[DutyPassage]:
    last = len(nodes) - 1
    given: UnitPassage | None = None  # by an item that ends with a colon and has nothing below it: what follows is its work
    for index, node in enumerate(nodes):
        if node.table is not None:
            continue
        own = text.quote(node.words)
        if not node.children and own.rstrip().endswith(":") and index < last and nodes[index + 1].label is not None:
            given = _subject(text, node.words)
            if given is not None:
                continue
        final = node.kind == "paragraph" and index == last and bool(_ORDERS.search(own)) and len(own) < 400
        if skip_closing(own) or (final and above is None and not node.children and subject_unit(own) is None):
            continue
        unit = _unit_heading(text, node, own, organisation=above is None)
        if unit is not None:
            given = None
            yield from _under(text, node, unit)
        elif given is not None and subject_unit(own) is None:
            yield from _tasks(text, (node,), given)
        elif above is not None:
            yield from _tasks(text, (node,), above)
        elif node.children and _only_names(text, node):
            yield from _rows(text, node.children, None)
        else:
            yield from _sentence(text, node)


def _only_names(text: Text, node: Node) -> bool:
    """Whether an item only names what stands below it ("Phân công nhiệm vụ", "Chế độ báo cáo.") and gives no task itself."""
    own = text.quote(node.words)
    if own.rstrip().endswith(":"):
        return subject_unit(own) is None
    short = len(own.split()) < 15
    return (not own.endswith((".", ";")) and len(own.split()) < 40) or (short and heading_kind(own) is not None)


def _heading(text: Text, node: Node) -> str:
    return text.quote(node.words).strip().rstrip(":. ")


def _unit_heading(text: Text, node: Node, own: str, *, organisation: bool = False) -> UnitPassage | None:
    """The unit of a heading above tasks, or before the colon of `Sở A: làm …`."""
    if not node.children and _MEMBERS.match(own):
        return None
    head, colon, rest = own.partition(":")
    listed = heading_unit(own) if colon and node.children else None
    if listed is not None and (":" in listed.name or listed.span.start > len(head)):  # "UBND các xã: Tân An", "Đề nghị: Sở A"
        return shift(listed, node.words.start)
    if colon and rest.strip() and len(head.split()) <= 40:
        unit = heading_unit(head.strip(), organisation=organisation)
        return shift(unit, node.words.start) if unit is not None else None
    if node.children or own.rstrip().endswith(":"):
        heading = _heading(text, node)
        unit = heading_unit(heading, organisation=organisation)
        # A sentence that begins with a unit is no heading: the name must fill it, but for what brackets say of it.
        if unit is not None and len(unit.name) >= 0.6 * len(GLOSS.sub("", heading)):
            return shift(unit, node.words.start)
    return None


def _under(text: Text, node: Node, unit: UnitPassage) -> Iterator[DutyPassage]:
    own = text.quote(node.words)
    head, colon, rest = own.partition(":")
    named = unit.span.start < node.words.start + len(head) and ":" not in unit.name
    if colon and rest.strip() and named and not (rest.rstrip().endswith(":") and node.children):
        start = node.words.start + len(head) + 1 + len(rest) - len(rest.lstrip())
        yield DutyPassage(span=Span(start, node.words.end), path=node.path, unit=unit, found_by=_RULE)
    yield from _tasks(text, node.children, unit)


def _tasks(text: Text, nodes: tuple[Node, ...], unit: UnitPassage) -> Iterator[DutyPassage]:
    """Each item whole; one that ends with a colon gives way to its sub-items."""
    for node in nodes:
        own = text.quote(node.words)
        if node.table is not None or skip_closing(own):
            continue
        if node.kind == "paragraph" and nodes[0].kind != "paragraph":
            # After dashed tasks a plain paragraph speaks of the whole section again.
            if not _ORDERS.search(own):
                yield from _sentence(text, node)
            continue
        above_items = bool(node.children) and node.kind not in {"dash", "plus"}
        inner = _unit_heading(text, node, own) if above_items and node.label is not None and len(own.split()) < 25 else None
        names_group = above_items and not own.rstrip().endswith((".", ";")) and len(own.split()) <= 12
        if inner is not None:
            yield from _under(text, node, inner)
        elif names_group or (node.children and own.rstrip().endswith(":")):
            yield from _tasks(text, node.children, unit)
        elif len(own) > 5:
            yield DutyPassage(span=node.words, path=node.path, unit=unit, found_by=_RULE)
            yield from _tasks(text, node.children, unit)


def _sentence(text: Text, node: Node) -> Iterator[DutyPassage]:
    """A sentence whose subject is the unit: whole, or its sub-items where it ends with a colon."""
    own = text.quote(node.words)
    if not node.children and _MEMBERS.match(own):
        return
    unit = _subject(text, node.words)
    if unit is None:
        yield from _rows(text, node.children, None)
        return
    if node.children and own.rstrip().endswith(":"):
        yield from _tasks(text, node.children, unit)
        return
    for span, given in _shared_out(text, node.words, unit) if node.kind == "paragraph" else ((node.words, unit),):
        yield DutyPassage(span=span, path=node.path, unit=given, found_by="duty.sentence@1")
    yield from _tasks(text, node.children, unit)


def _shared_out(text: Text, words: Span, unit: UnitPassage) -> list[tuple[Span, UnitPassage]]:
    """A paragraph whose every sentence begins with a body of its own, parted; else the whole of it."""
    own = text.quote(words)
    bounds = [0, *(found.end() for found in _NEXT_SENTENCE.finditer(own)), len(own)]
    parts = [Span(words.start + start, words.start + start + len(own[start:end].rstrip())) for start, end in pairwise(bounds)]
    given = [(part, found) for part in parts if (found := _subject(text, part)) is not None]
    return given if len({found.name for _, found in given}) == len(parts) >= _MANY else [(words, unit)]


def _after_colon(text: Text, node: Node) -> Span | None:
    own = text.quote(node.words)
    head, colon, rest = own.partition(":")
    if colon and len(rest.strip()) > 20 and len(head.split()) < 10:
        return Span(node.words.start + len(head) + 1 + len(rest) - len(rest.lstrip()), node.words.end)
    return None


def _subject(text: Text, words: Span) -> UnitPassage | None:
    """The body that a sentence begins with."""
    unit = subject_unit(text.quote(words))
    return None if unit is None else shift(unit, words.start)
