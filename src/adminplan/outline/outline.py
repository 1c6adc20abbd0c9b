"""Station 3: clean text becomes an outline.

Reads `Text`. Writes `Outline`: letterhead, opening, the body as a tree, annexes, closing, what is odd in the numbering.
"""

from __future__ import annotations

import re
from dataclasses import replace

from adminplan.data import fold
from adminplan.errors import Issue, issue
from adminplan.layout.labels import label
from adminplan.layout.text import Span, Text
from adminplan.outline.closing import read_closing
from adminplan.outline.letterhead import read_head, type_word
from adminplan.outline.node import Closing, Head, Node, Outline
from adminplan.outline.recognised import left_blank
from adminplan.outline.tables import read_tables
from adminplan.outline.tree import read_tree

_ATTACHABLE = {
    "kế hoạch",
    "chương trình",
    "chương trình hành động",
    "phương án",
    "đề án",
    "quy chế",
    "quy định",
    "chương trình công tác",
    "kế hoạch phối hợp",
}
# Who decides, in capitals above "QUYẾT ĐỊNH:".
_ISSUER = re.compile(
    r"(?:(?:phó )?(?:thủ tướng|chủ tịch|bí thư|chánh án|chánh văn phòng|viện trưởng|tổng kiểm toán)|(?:tổng |phó )?giám đốc|[^\W\d_]+ trưởng|trưởng|chỉ huy|tư lệnh"
    r"|ủy ban|ubnd|hội đồng|hđnd|ban (?:thường|chấp|chỉ|bí)|bch|btv|đảng|tỉnh|huyện|thành|quận|thị|liên đoàn|tổng liên|công đoàn|đoàn|hội|quốc hội|chính phủ|bộ|sở|phòng|cục|chi cục|trường|bệnh viện|công ty)(?!\w)"
)
# "…, Ban Chấp hành Đoàn huyện ban hành Kế hoạch …": the body that issues, where there is no letterhead.
_ISSUES = re.compile(
    r"(?:^|[;,.:]\s|\n)(?P<issuer>[A-ZĐ][^;:.,\n]{3,90}?)\s+(?:ban hành|xây dựng|đề ra|lập)\s+(?:[Kk]ế hoạch|[Cc]hương trình|[Hh]ướng dẫn)"
)


def read_outline(text: Text) -> Outline:
    """The `Outline` of a text. Never raises for content: what has no form is a row of paragraphs."""
    count = len(text.paragraphs)
    head = read_head(text)
    closing = read_closing(text, head.last, count)
    first, last = head.last, closing.first
    attached = _attached(text, head, closing) if closing.last < count else None
    issues: list[Issue] = []
    annexes: tuple[Node, ...] = ()
    if attached is not None:
        inner = read_head(text, attached)
        tail = read_closing(text, inner.last, count)
        nodes, found = read_tree(text, inner.last, tail.first, read_tables(text, inner.last, tail.first))
        rest, more = read_tree(text, tail.last, count, read_tables(text, tail.last, count)) if tail.last < count else ((), ())
        decision, _ = read_tree(text, first, last, read_tables(text, first, last))
        opening = _opening(text, first, last, decision)
        body, annexes, issues = nodes, (*rest,), [*found, *more]
    else:
        nodes, found = read_tree(text, first, last, read_tables(text, first, last))
        opening = _opening(text, first, last, nodes)
        body = tuple(node for node in nodes if node.span.start >= opening.end)
        issues += found
        if closing.last < count:
            annexes, _ = read_tree(text, closing.last, count, read_tables(text, closing.last, count))
    if head.issuer is None:
        match = _ISSUES.search(text.string, opening.start, opening.end)
        if match:
            head = replace(
                head,
                issuer=match["issuer"].strip(),
                spans=head.spans | {"issuer": Span(match.start("issuer"), match.end("issuer"))},
            )
    issues += _missing(text, head, closing)
    return Outline(
        text=text, head=head, opening=opening, body=body, annexes=annexes, closing=closing, attached=attached is not None,
        issues=tuple(issues),
    )  # fmt: skip


def _attached(text: Text, head: Head, closing: Closing) -> int | None:
    """The paragraph at which the document attached to a decision begins, or `None`."""
    if head.type not in {"Quyết định", "Nghị quyết", "Công văn", "Tờ trình"}:
        return None
    for index in range(closing.last, min(closing.last + 25, len(text.paragraphs))):
        paragraph = text.paragraphs[index]
        own = text.string[paragraph.start : paragraph.end]
        found = type_word(own)
        if found and found[0] in _ATTACHABLE and (not found[1] or own.isupper()):
            return _with_head(text, closing.last, index)
        if fold(own).startswith(("phụ lục", "biểu mẫu")):
            return None
    return None


def _with_head(text: Text, low: int, index: int) -> int:
    """The attached document may have a small letterhead of its own."""
    before = [text.string[p.start : p.end] for p in text.paragraphs[low:index]]
    return low if all(len(own) < 120 for own in before) else index


def _opening(text: Text, first: int, last: int, nodes: tuple[Node, ...]) -> Span:
    """Bases and lead paragraphs: what stands between the title and the first heading or numbered item."""
    start = text.paragraphs[first].start if first < len(text.paragraphs) else len(text.string)
    end = start
    for node in nodes:
        if node.kind in {"paragraph", "dash", "bold", "bullet", "plus"} or (node.kind == "caps" and _is_formula(text, node)):
            if node.kind == "bold" and node.children and end > start:
                break
            if node.children and any(
                child.kind not in {"paragraph", "dash", "bold", "bullet", "plus"} for child in node.children
            ):
                numbered = next(
                    child for child in node.children if child.kind not in {"paragraph", "dash", "bold", "bullet", "plus"}
                )
                return Span(start, max(start, numbered.span.start - 1))
            end = node.end
            continue
        break
    del last
    return Span(start, end)


def _is_formula(text: Text, node: Node) -> bool:
    """`QUYẾT ĐỊNH:`, `ỦY BAN NHÂN DÂN TỈNH A`, `CHỦ TỊCH …` between the bases and Điều 1."""
    own = text.quote(node.span)
    key = fold(own).rstrip(": ")
    return label(own) is None and (
        key in {"quyết định", "quyết nghị", "chỉ thị", "kế hoạch"} or (len(node.children) > 0 and _ISSUER.match(key) is not None)
    )


def _missing(text: Text, head: Head, closing: Closing) -> list[Issue]:
    out = []
    if head.issuer is None:
        out.append(issue("no-letterhead"))
    if head.type is None:
        out.append(issue("no-type"))
    unread = {}
    if text.source.ocr:  # something stands there that could not be told
        unread = {name: span for name in ("number", "date") if (span := head.spans.get(name)) and getattr(head, name) is None}
        unread = {name: span for name, span in unread.items() if name == "number" or not left_blank(text.quote(span))}
    for name, span in unread.items():
        out.append(issue("read-unsurely", span=span, what=f"the {name} of the document", read=text.quote(span)))
    if "number" not in unread and (head.number is None or head.number.startswith(("/", "-"))):
        out.append(issue("no-number", span=head.spans.get("number")))
    if "date" not in unread and head.date is None:
        out.append(issue("no-date", span=head.spans.get("date")))
    if not closing.signers:
        out.append(issue("no-signer"))
    return out
