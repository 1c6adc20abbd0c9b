"""Two columns of a text file that were printed side by side: letterhead and closing, read left first.

Reads the lines of a plain text (as `pdftotext -layout` lays them out). Writes them in the order of reading.

Only the head (above the type line) and the closing (from "Nơi nhận" or a signature on) are looked at: wide blanks in the
body belong to tables and lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from adminplan.files.markdown import Row

_GAP = re.compile(r"(?<=\S)(?: {3,}| {1,2}(?=C[ỘéÉ]NG H[OÒßµ]|COÄNG HO|ĐẢNG CỘNG SẢN|TM\. |KT\. |TL\. ))(?=\S)")
# Words of the type line (as TCVN3 and VNI show them too: what they mean is settled later), at which the letterhead ends (Decree 30/2020/NĐ-CP, article 7), or of the first line of a letter.
_TYPE = re.compile(
    r"\s*(?:K[ẾÊÕ] HO[ẠA¹]CH|KEÁ HOAÏCH|QUY[ẾÊ]T ĐỊNH|QUYÕT §ÞNH|QUYEÁT ÑÒNH|CHƯƠNG TRÌNH|HƯỚNG D[ẪÂ]N|CHỈ THỊ|NGHỊ QUY[ẾÊ]T|K[ẾÊ]T LUẬN|PHƯƠNG ÁN|Đ[ỀÊ] ÁN|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|QUY CH[ẾÊ]|QUY ĐỊNH|Kính gửi)(?![\w,;])"
)
_CLOSING = re.compile(
    r"\s{0,40}(?:N(?:[ơ¬½õ]|o\u031b)i nh(?:[ậËâ§]|a\u0323?\u0302)[\u0323ò]?n|Nôi nhaän|NƠI NH[ẬÂ]N)\b|\s*(?:ĐẠI DIỆN|NGƯỜI LẬP|T/?M\.?|KT\.)\s.*\S {3,}\S",
    re.UNICODE,
)
_SIGNS = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.?\s|(?:CHỦ TỊCH|PHÓ |GIÁM ĐỐC|BÍ THƯ|HIỆU TRƯỞNG|TRƯỞNG |CHÁNH )")
_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu số|DANH MỤC|MẪU)\b")
_HEAD_LINES, _CLOSING_LINES = 40, 60
_SLACK = 15  # columns by which a centred line may begin left of its column's first line


class _Side(NamedTuple):
    """A line cut at the gutter; an empty text where that side holds nothing."""

    left: str
    right: str


def unfold(rows: Sequence[Row]) -> list[Row]:
    """The lines with the two columns of letterhead and closing one after the other, the left one first.

    >>> rows = [Row("UBND XÃ TÂN AN        CỘNG HÒA XÃ HỘI", 1), Row("  Số: 5/KH-UBND      Độc lập", 2), Row("KẾ HOẠCH", 3)]
    >>> [row.text for row in unfold(rows) if row.text]
    ['UBND XÃ TÂN AN', '  Số: 5/KH-UBND', 'CỘNG HÒA XÃ HỘI', 'Độc lập', 'KẾ HOẠCH']
    """
    if not any("   " in row.text or "\t" in row.text for row in rows):
        return list(rows)
    head = _head(rows)
    out = _columns(rows[:head], need=2)
    at = head
    while at < len(rows):
        if _CLOSING.match(rows[at].text):
            first = _above(rows, at, len(out), out)
            end = _closing_end(rows, at)
            region = [*out[first:], *rows[at:end]]
            out[first:] = _columns(region, need=1)
            at = end
        else:
            out.append(rows[at])
            at += 1
    return out


def _head(rows: Sequence[Row]) -> int:
    """How many lines stand above the type line."""
    filled = 0
    for index, row in enumerate(rows):
        if _TYPE.match(row.text):
            return index
        filled += bool(row.text.strip())
        if filled > _HEAD_LINES:
            break
    return min(len(rows), 20)


def _above(rows: Sequence[Row], at: int, taken: int, out: list[Row]) -> int:
    """Where in `out` the closing begins: the signer's first lines may stand higher than "Nơi nhận", far to the right."""
    first = taken
    if not _GAP.search(rows[at].text.expandtabs()):
        return first
    for back in range(taken - 1, max(-1, taken - 5), -1):
        text = out[back].text.expandtabs()
        if text.strip() and not (len(text) - len(text.lstrip()) >= 25 and _SIGNS.match(text.lstrip())):
            break
        if text.strip():
            first = back
    return first


def _closing_end(rows: Sequence[Row], at: int) -> int:
    for index in range(at + 1, min(len(rows), at + _CLOSING_LINES)):
        if _ANNEX.match(rows[index].text) or _TYPE.match(rows[index].text):
            return index
    return min(len(rows), at + _CLOSING_LINES)


def _columns(rows: Sequence[Row], *, need: int) -> list[Row]:
    """The region's left column, then its right one, then whatever follows the first line that runs across both."""
    texts = [row.text.expandtabs() for row in rows]
    gutter = _gutter(texts)
    if gutter is None or (gutter[1] < need and not any("CỘNG H" in text or "ĐẢNG CỘNG" in text for text in texts)):
        return list(rows)
    left: list[Row] = []
    right: list[Row] = []
    at = 0
    for at, (row, text) in enumerate(zip(rows, texts, strict=True)):  # noqa: B007 -- used after the loop
        if not text.strip():
            left.append(row)
            right.append(row)
            continue
        side = _cut(text, gutter[0])
        if side is None:
            break
        if side.left.strip():
            left.append(row._replace(text=side.left.rstrip()))
        if side.right.strip():
            right.append(row._replace(text=side.right.strip(), page_break=row.page_break and not side.left.strip()))
    else:
        at = len(rows)
    return [*_trimmed(left), Row("", 0), *_trimmed(right), *rows[at - _blank_above(texts, at) : at], *rows[at:]]


def _gutter(texts: Sequence[str]) -> tuple[int, int] | None:
    """The column just left of the right texts that most lines have a gap at, and how many have."""
    spans = [[(gap.start(), gap.end()) for gap in islice(_GAP.finditer(text), 8)] for text in texts]
    counts: Counter[int] = Counter()
    for column in {end - 1 for line in spans for _, end in line}:
        counts[column] = sum(any(start <= column < end for start, end in line) for line in spans)
    if not counts:
        return None
    return min(counts.items(), key=lambda found: (-found[1], found[0]))


def _cut(text: str, column: int) -> _Side | None:
    """A line cut at the gutter; `None` for one that runs across it."""
    for gap in _GAP.finditer(text):
        if gap.start() <= column < gap.end():
            return _Side(text[: gap.start()], text[gap.end() :])
    start = len(text) - len(text.lstrip())
    if len(text.rstrip()) <= column + 1:
        return _Side("", text) if start > column - _SLACK and start > column // 2 + _SLACK else _Side(text, "")
    if start >= column - _SLACK and start >= _SLACK:
        return _Side("", text)
    # One gap elsewhere: the right text of this line begins further left or right than the others do.
    gaps = [gap for gap in _GAP.finditer(text) if abs(gap.end() - column) <= 2 * _SLACK or gap.start() <= column + _SLACK]
    return _Side(text[: gaps[0].start()], text[gaps[0].end() :]) if len(gaps) == 1 else None


def _trimmed(rows: list[Row]) -> list[Row]:
    while rows and not rows[-1].text.strip():
        rows = rows[:-1]
    first = next((index for index, row in enumerate(rows) if row.text.strip()), 0)
    return rows[first:]


def _blank_above(texts: Sequence[str], at: int) -> int:
    count = 0
    while at - count > 0 and not texts[at - count - 1].strip():
        count += 1
    return count
