"""Goals: the items of the sections of purpose, requirements, objectives and targets.

Reads nodes of an `Outline`. Writes `GoalPassage`s: one for each numbered, lettered or dashed item; where an item ends with a colon,
for each of its sub-items; where nothing is marked, for each paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adminplan.layout.text import Span, Text
from adminplan.outline.node import Node
from adminplan.passages.sections import GOALS, IDLE, heading_kind
from adminplan.passages.work import GoalPassage

# A figure to reach: a percentage, or a count of something; numbers of documents, dates, years and terms are none.
_FIGURE = re.compile(
    r"\d\s*%|(?<![\d/.,-])(?<!số )(?<!Điều )(?<!khoản )(?<!điểm )(?<!năm )(?<!tháng )(?<!ngày )(?<!quý )(?<!khóa )(?<!thứ )(?<!đoạn )(?<!lớp )"
    r"\d+(?:[.,]\d+)*\s+(?!năm\b|tháng\b|ngày\b|quý\b|giờ\b|và\b|đến\b|của\b|về\b|khóa\b|-|–)[^\W\d_]",
)
_TARGETS = re.compile(r"(?:chỉ tiêu|mục tiêu)[^.:]{0,60}:$", re.IGNORECASE)
# "Mục tiêu 2: Trong lĩnh vực y tế" names what the items below it are about.
_NUMBERED = re.compile(r"(?:mục tiêu|nhóm mục tiêu|nhóm chỉ tiêu) (?:\d|[IVX])", re.IGNORECASE)
_AREA = re.compile(r"\s*(?:trong|về|đối với|lĩnh vực|công tác)\s", re.IGNORECASE)
_RULE = "goal.item@1"


def read_goals(text: Text, node: Node, kind: str) -> Iterator[GoalPassage]:
    """The goals of a section whose heading is `node`; `kind` is what its heading announces (one of `GOALS`)."""
    inner = _inline(text, node)
    if inner is not None:
        yield _goal(text, inner, node.path, kind)
    yield from _items(text, node.children, kind)


def _items(text: Text, nodes: tuple[Node, ...], kind: str) -> Iterator[GoalPassage]:
    marked = any(node.label is not None for node in nodes)
    for index, node in enumerate(nodes):
        if node.table is not None:
            continue
        own = text.quote(node.words)
        named = heading_kind(own.split(":", 1)[0]) if node.kind != "paragraph" or own.endswith(":") else None
        if named in IDLE and kind != "requirement" and node.kind in {"decimal", "letter", "roman"} and _is_heading(text, node):
            continue  # "3. Thời gian thực hiện: …", "2. Đối tượng" beside the objectives
        if named in GOALS and _is_heading(text, node):
            yield from read_goals(text, node, _narrow(kind, str(named), own))
        elif node.children and own.rstrip().endswith(":"):
            yield from _items(text, node.children, _lead_in(own, kind))
        elif node.children and _is_heading(text, node) and not own.endswith((".", ";")):
            yield from _items(text, node.children, kind)
        elif (own.rstrip().endswith(":") and marked and not node.children) or _names_group(own, node, nodes[index + 1 :]):
            continue
        elif len(own) > 3:
            yield _goal(text, node.words, node.path, kind)
            yield from _items(text, node.children, kind)


def announces_targets(own: str) -> bool:
    """Whether an item ends as a lead-in to targets: "… các chỉ tiêu cụ thể như sau:"."""
    return own.endswith((":", ":\n")) and _TARGETS.search(own) is not None


def target_items(text: Text, node: Node) -> tuple[Node, ...]:
    """The items that a lead-in such as "… bằng các chỉ tiêu cụ thể như sau:" makes targets, inside a section of content."""
    if node.children and announces_targets(text.quote(node.words)):
        return node.children
    for index, child in enumerate(node.children):
        if not child.children and announces_targets(text.quote(child.words)):
            return node.children[index + 1 :]
    return ()


def items_of(text: Text, nodes: tuple[Node, ...], kind: str) -> Iterator[GoalPassage]:
    """The goals that a row of items states."""
    yield from _items(text, nodes, kind)


def _names_group(own: str, node: Node, after: tuple[Node, ...]) -> bool:
    """A short dashed line without final mark above plain paragraphs only names them."""
    return (
        node.kind in {"dash", "star", "bullet"}
        and len(own.split()) <= 8
        and own[-1:] not in ".;:"
        and bool(after)
        and after[0].kind == "paragraph"
    )


def _is_heading(text: Text, node: Node) -> bool:
    own = text.quote(node.words)
    head = own.split(":", 1)[0]
    longest = 28 if _NUMBERED.match(head) and node.children else 14
    return len(head.split()) <= longest and (bool(node.children) or ":" in own)


def _inline(text: Text, node: Node) -> Span | None:
    """What stands after the colon of `Mục đích: …` in the same paragraph."""
    own = text.quote(node.words)
    head, colon, rest = own.partition(":")
    if not colon or len(rest.strip()) < 12 or len(head.split()) > 12 or (own.rstrip().endswith(":") and node.children):
        return None
    if node.children and _AREA.match(rest) and rest[-1:] not in ".;":
        return None
    start = node.words.start + len(head) + 1 + (len(rest) - len(rest.lstrip()))
    return Span(start, node.words.end)


def _narrow(kind: str, named: str, own: str) -> str:
    del own
    return named if named not in {"joint", "objective-requirement"} else kind


def _lead_in(own: str, kind: str) -> str:
    if re.search(r"chỉ tiêu", own, re.IGNORECASE) and kind == "objective":
        return "target"
    return kind


def _goal(text: Text, span: Span, path: str, kind: str) -> GoalPassage:
    if kind == "joint":
        kind = "purpose"
    elif kind == "objective-requirement":
        kind = "objective"
    if kind == "objective" and _FIGURE.search(text.string, span.start, span.end):
        kind = "target"
    return GoalPassage(span=span, path=path, kind=kind, found_by=_RULE)
