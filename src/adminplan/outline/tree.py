"""The body as a tree: which item stands under which.

Reads paragraphs of a `Text`. Writes `Node`s and numbering issues. Nothing is refused: text without label is a paragraph.
Ranks follow the practice of plans (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6): Phần > Chương > A. > I. > Điều > Nhiệm vụ 1: > 1. > 1.1. > a) > (1) > - > +.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

from adminplan.errors import Issue, issue
from adminplan.layout.labels import Label, label, number
from adminplan.layout.text import Paragraph, Span, Text
from adminplan.outline.node import Node, Table

_RANK = {
    "part": 0.0, "chapter": 1.0, "muc": 1.5, "upper": 2.0, "article": 2.5, "roman": 3.0, "named": 3.9, "decimal": 4.0, "letter": 6.0,
    "paren": 7.0, "star": 8.0, "dash": 9.0, "bullet": 9.0, "plus": 9.5,
}  # fmt: skip
_INNER = 5.5  # of "Bước 1:" inside a decimal item
_SECTION = 3.5  # of bold headings that are the sections
_PLAIN, _LEAD_IN, _CAPS, _BOLD = 9.0, 8.9, 2.9, 8.0
_NUMBERED = ("part", "chapter", "muc", "upper", "article", "roman", "named", "decimal", "letter", "paren")
# Headings in capitals too short to be told from names and initials.
_SHORT = {"NỘI DUNG", "NHIỆM VỤ", "CHỈ TIÊU", "MỤC ĐÍCH", "MỤC TIÊU", "YÊU CẦU", "KINH PHÍ", "TỔ CHỨC"}
# What recognition makes of the strokes of a Roman numeral.
_MISREAD = re.compile(r"(?P<read>[IHLlVXTỊÍÌ|!]{1,5})(?:\s?(?P<sign>[.,:\-–]\s+)|\s)(?=[^\W\d_])")
_MISREADINGS = {"H": ("II", "I"), **dict.fromkeys("LlTỊÍÌ|!", ("I",))}
_ROMANS = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"


class Item(NamedTuple):
    """A paragraph (or table) of the body with its label and rank."""

    paragraph: Paragraph
    label: Label | None
    kind: str
    rank: float
    table: Table | None = None


class TableAt(NamedTuple):
    """A table and the paragraphs it covers, both indices inclusive."""

    first: int
    last: int
    table: Table


def read_tree(text: Text, first: int, last: int, tables: Sequence[TableAt]) -> tuple[tuple[Node, ...], tuple[Issue, ...]]:
    """The top items among the paragraphs `first` to `last` (half-open), and what is odd in their numbering."""
    items = _items(text, first, last, {table.first: table for table in tables})
    nodes = _nest(text, items, 0, len(items), "")
    issues: list[Issue] = []
    _check(nodes, "the body", issues)
    return nodes, tuple(issues)


def _items(text: Text, first: int, last: int, tables: dict[int, TableAt]) -> list[Item]:
    items: list[Item] = []
    ranks = dict(_RANK)
    seen_roman = False
    numbers: list[tuple[float, int]] = []  # open plain decimals: rank, last value
    named: dict[str, float] = {}  # open rows of "Nhiệm vụ 1:": rank by word
    bold = _SECTION if _bold_sections(text, first, last, tables) else _BOLD
    index = first
    while index < last:
        paragraph = text.paragraphs[index]
        at = tables.get(index)
        if at is not None:
            items.append(Item(paragraph, None, "table", 9.8, at.table))
            index = at.last + 1
            continue
        own = text.string[paragraph.start : paragraph.end]
        opened = label(own)
        if text.source.ocr:
            opened = _recognised(own, opened, items)
        if opened is not None and opened.kind == "roman" and opened.text in {"I", "V", "X"} and _is_upper(opened, items):
            opened = opened._replace(kind="upper", value="ABCDEFGHI".find(opened.text) + 1)
        if opened is None:
            kind, rank = _unlabelled(own, paragraph, items)
            if kind == "bold":
                rank = bold
                if bold == _SECTION:
                    numbers.clear()
        else:
            kind = opened.kind
            if kind == "upper" and seen_roman and not any(item.kind == "upper" for item in items):
                ranks["upper"] = 3.2
            seen_roman = seen_roman or kind == "roman"
            rank = ranks[kind] + (0.2 * (opened.depth - 1) if kind in {"decimal", "letter"} else 0.0)
            if kind == "named":
                rank = _named_rank(opened, named, inside=bool(numbers))
            elif rank < _RANK["named"]:
                named.clear()
            if kind == "decimal" and opened.depth == 1:
                rank = _decimal_rank(opened.value, items, numbers, text)
            elif rank < ranks["decimal"]:
                numbers.clear()
        items.append(Item(paragraph, opened, kind, rank))
        index += 1
    return items


def _bold_sections(text: Text, first: int, last: int, tables: dict[int, TableAt]) -> bool:
    """Whether bold lines without a label are the sections: nothing above numbers stands there, and numbers begin anew below several of them."""
    if not any(paragraph.bold for paragraph in text.paragraphs[first:last]):
        return False
    begun, above, index = 0, False, first
    while index < last:
        paragraph = text.paragraphs[index]
        if index in tables:
            index = tables[index].last + 1
            above = False
            continue
        own = text.string[paragraph.start : paragraph.end]
        opened = label(own)
        if opened is None:
            kind = _unlabelled(own, paragraph, [])[0]
            if kind == "caps":
                return False
            above = kind == "bold"
        else:
            if opened.kind in _NUMBERED[:5] or (opened.kind == "decimal" and not begun and not above):
                return False
            begun += above and opened.kind in {"named", "decimal", "dash", "letter"} and opened.value < 2 and opened.depth == 1
            above = False
        index += 1
    return begun > 1


def _recognised(own: str, opened: Label | None, items: list[Item]) -> Label | None:
    """A Roman numeral that recognition misread ("L. Mục tiêu", "IH. NỘI DUNG"), where it can be the next of its row."""
    match = _MISREAD.match(own)
    if (
        match is None
        or len(own) > 200
        or (match["sign"] is None and not own.isupper())
        or (opened is not None and opened.kind not in {"roman", "upper"})
    ):
        return opened
    row = [item.label.value for item in items if item.kind == "roman" and item.label]
    expected = row[-1] + 1 if row else 1
    if opened is not None and opened.kind == "roman" and opened.value in {expected, 1}:
        return opened
    read = match["read"]
    readings = {"".join(parts) for parts in product(*(_MISREADINGS.get(char, (char,)) for char in read))}
    if match["sign"] is None:
        readings &= {read}  # "II NỘI DUNG": the sign was lost, then nothing else may be
    elif len(read) > 1 and read.endswith(("L", "l")):
        readings |= {reading[:-1] for reading in readings}  # "IL." for "I."
    right = next((reading for reading in sorted(readings) if number(reading) == expected and set(reading) <= set("IVX")), None)
    return Label("roman", right, expected, 1, match.end()) if right else opened


def _is_upper(opened: Label, items: list[Item]) -> bool:
    """Whether `I.` after `H.` (or `V.`, `X.` in a row of letters) is a letter and no numeral."""
    uppers = [item.label for item in items if item.kind == "upper" and item.label]
    return bool(uppers) and opened.text == "I" and uppers[-1].text == "H"


def _decimal_rank(value: int, items: list[Item], numbers: list[tuple[float, int]], text: Text) -> float:
    """A row of 1., 2., 3. may stand inside an item that ends with a colon, while an outer row is open."""
    rank = _RANK["decimal"]
    while (
        numbers and numbers[-1][0] > rank and numbers[-1][1] + 1 != value and not (value == 1 and _ends_with_colon(items, text))
    ):
        numbers.pop()
    if value == 1 and numbers and items and _ends_with_colon(items, text) and items[-1].rank > numbers[-1][0]:
        numbers.append((items[-1].rank + 0.05, 1))
        return numbers[-1][0]
    if numbers and numbers[-1][0] > rank and numbers[-1][1] + 1 == value:
        numbers[-1] = (numbers[-1][0], value)
        return numbers[-1][0]
    numbers[:] = [(rank, value)]
    return rank


def _named_rank(opened: Label, named: dict[str, float], *, inside: bool) -> float:
    """A row of "Nhiệm vụ 1:", "Nhiệm vụ 2:" holds decimal items, unless it opened inside one; a second row ("Bước 1:") stands inside the first."""
    word = opened.text.rsplit(" ", 1)[0].lower()
    if word not in named:
        named[word] = max(named.values()) + 0.01 if named else _INNER if inside else _RANK["named"]
    return named[word]


def _ends_with_colon(items: list[Item], text: Text) -> bool:
    return bool(items) and text.string.endswith(":", 0, items[-1].paragraph.end)


def _unlabelled(own: str, paragraph: Paragraph, items: list[Item]) -> tuple[str, float]:
    words = own.split()
    if (
        own.isupper()
        and 2 <= len(words) <= 25
        and (len(own) > 8 or own.rstrip(" :") in _SHORT)
        and not own.endswith((".", ";"))
        and paragraph.part == "body"
    ):
        # A heading in capitals goes on over two lines.
        if items and items[-1].kind == "caps" and items[-1].paragraph.end + 1 == paragraph.start:
            return "caps", _CAPS
        return "caps", _CAPS
    if paragraph.bold and len(words) <= 16 and not own.endswith((".", ";", ",")) and paragraph.part == "body":
        return "bold", _BOLD
    if own.endswith(":"):
        return "paragraph", _LEAD_IN
    return "paragraph", _PLAIN


def _nest(text: Text, items: list[Item], low: int, high: int, above: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    used: dict[str, int] = {}
    plain = 0
    at = low
    while at < high:
        stop = at + 1
        while stop < high and items[stop].rank > items[at].rank:
            stop += 1
        item = items[at]
        if item.label is not None:
            name = item.label.text
        else:
            plain += 1
            name = f"{'t' if item.table else 'p'}{plain}"
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name}~{used[name]}"
        path = f"{above}/{name}" if above else name
        children = _nest(text, items, at + 1, stop, path)
        paragraph = item.paragraph
        own_end = item.table.rows[-1][-1].span.end if item.table is not None else paragraph.end
        end = children[-1].end if children else own_end
        nodes.append(
            Node(
                path=path,
                kind=item.kind,
                label=item.label.text if item.label else None,
                value=item.label.value if item.label else 0,
                span=Span(paragraph.start, own_end),
                words=Span(min(paragraph.start + (item.label.end if item.label else 0), own_end), own_end),
                end=max(end, own_end),
                bold=paragraph.bold,
                children=children,
                table=item.table,
            )
        )
        at = stop
    return tuple(nodes)


def _check(nodes: tuple[Node, ...], where: str, issues: list[Issue]) -> None:
    """Report, never mend: gaps, repeats and late starts in each row of numbered siblings."""
    rows: dict[str, list[Node]] = {}
    for node in nodes:
        if node.kind in _NUMBERED and node.value:
            rows.setdefault(node.kind, []).append(node)
        _check(node.children, node.path, issues)
    for kind, row in rows.items():
        if row[0].value not in {0, 1}:
            issues.append(issue("numbering-start", at=row[0].path, span=row[0].span, where=where, first=row[0].label))
        for before, after in pairwise(row):
            if after.value == before.value:
                issues.append(issue("numbering-repeat", at=after.path, span=after.span, label=after.label, where=where))
            elif after.value > before.value + 1:
                missing = _name(kind, before.value + 1, before)
                issues.append(
                    issue(
                        "numbering-gap", at=after.path, span=after.span, missing=missing, before=before.label, after=after.label
                    )
                )


def _name(kind: str, value: int, before: Node) -> str:
    if kind == "roman" and value < len(_ROMANS):
        return _ROMANS[value]
    if kind == "letter" and value <= len(_LETTERS):
        return _LETTERS[value - 1]
    if kind == "decimal" and before.label and "." in before.label:
        return f"{before.label.rsplit('.', 1)[0]}.{value}"
    return str(value)
