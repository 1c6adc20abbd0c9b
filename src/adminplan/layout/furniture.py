"""Lines that belong to the page or the web site and not to the document: running heads, page numbers, stamps, chrome.

Reads a `Source`. Writes, for each of its lines, a reason to leave it out, or nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from adminplan.data import fold
from adminplan.files.source import Line, Source
from adminplan.layout.labels import label

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*(\d{1,4})\s*(?:[-–—]|/\s*\d{1,4})?\s*$", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=*~.\s│|]{2,}$|[_=─━*]+$")
# Stamps that signing software writes into the page (TT 01/2019/TT-BNV): signer, office, time of signing.
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Digitally signed by|Signature Not Verified|Thời gian ký|Giờ ký|Ngày ký|Signing time|Reason|Location)\s*:|"
    r"Ký bởi\b|\d{0,4}-?\d{0,2}-?\d{2}T\d\d:\d\d:\d\d|(?:Cơ quan|Email|Date)\s*:\s*(?:\d{4}[./]\d\d[./]\d\d|\S+@\S+)|Signature Not Verified",
    re.IGNORECASE,
)


def furniture(source: Source, words: list[str]) -> dict[int, str]:
    """The lines to leave out: index in `source.lines` → reason (see `Dropped`). `words` are the cleaned lines."""
    out: dict[int, str] = {}
    lines = source.lines
    for index, line in enumerate(lines):
        text = words[index]
        if line.part == "chrome":
            out[index] = "web-chrome"
        elif line.part in {"header", "footer"} and not _is_letterhead(text):
            out[index] = line.part
        elif len(text) >= 2 and not text[0].isalnum() and _RULE.match(text):
            out[index] = "markup"
        elif len(text) < 160 and _STAMP.match(text):
            out[index] = "watermark"
    if source.pages:
        _pages(lines, words, out)
    elif "\f" in source.raw or not any(line.hard for line in lines):
        _numbers_in_text(lines, words, out)
    return out


def _is_letterhead(text: str) -> bool:
    key = fold(text)
    return "cộng hòa xã hội" in key or key.startswith(("số:", "ủy ban", "độc lập"))


def _pages(lines: tuple[Line, ...], words: list[str], out: dict[int, str]) -> None:
    """Page numbers at an edge of the page; texts that return at the same edge of at least three pages."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.box is not None and words[index]:
            by_page.setdefault(line.box.page, []).append(index)
    edges: list[tuple[int, str]] = []
    numbers: list[tuple[int, int]] = []  # line, how far its number is from that of the page
    for page, members in by_page.items():
        ordered = sorted(members, key=lambda index: _top(lines[index]))
        for index in (*ordered[:2], *ordered[-2:]):
            match = _PAGE_NUMBER.match(words[index])
            if match and lines[index].cell is None:
                numbers.append((index, int(match[1]) - page))
        edges += [(index, "header") for index in ordered[:2]] + [(index, "footer") for index in ordered[-2:]]
    offsets = Counter(offset for _, offset in numbers)
    for index, offset in numbers:
        if offset == 0 or offsets[offset] > 1:
            out.setdefault(index, "page-number")
    seen = Counter((fold(words[index]), reason) for index, reason in edges)
    for index, reason in edges:
        if (
            seen[fold(words[index]), reason] >= max(3, len(by_page) // 2)
            and lines[index].cell is None
            and label(words[index]) is None
        ):
            out.setdefault(index, reason)


def _top(line: Line) -> float:
    return line.box.top if line.box is not None else 0.0


def _numbers_in_text(lines: tuple[Line, ...], words: list[str], out: dict[int, str]) -> None:
    """Lone numbers 2, 3, 4 … in order in a text file: the page numbers of what it was copied from."""
    expected, found = None, []
    for index, text in enumerate(words):
        if text.isdecimal() and len(text) <= 3 and lines[index].cell is None:
            number = int(text)
            if expected is None and number in {1, 2}:
                expected, found = number + 1, [index]
            elif expected is not None and number == expected:
                expected, found = number + 1, [*found, index]
    if len(found) >= 2:
        out.update(dict.fromkeys(found, "page-number"))
