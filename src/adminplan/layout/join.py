"""Which lines of a page or text file go on in the next one: the grammar of soft line breaks.

Reads lines of a `Source` with their cleaned words. Writes yes or no. Blank lines cannot be trusted (text copied from PDF
has one after every line), so the words decide: labels, capitals, final punctuation, and how full the line is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from adminplan.data import plain
from adminplan.files.source import Line
from adminplan.layout.labels import Label

_FINAL = tuple('.;:!?…”"')
# Words after which a number or a dash at the head of the next line is no label: "khoản | 2", "ngày | 5", "năm | 2023".
_OPEN = (
    "số", "khoản", "điều", "điểm", "mục", "ngày", "tháng", "năm", "quý", "tuần", "khóa", "khoá", "phần", "phụ lục", "lần thứ", "từ", "đến", "và", "của",
    "các", "với", "hoặc", "tại", "theo", "về", "cho", "bộ", "sở", "luật", "nghị định", "thông tư", "quyết định số", ",", "(", "–", "/", "-",
)  # fmt: skip
_COUNTED = re.compile(
    r"(?:số|khoản|điều|điểm|mục|ngày|tháng|năm|quý|tuần|khóa|khoá|phần|phụ lục|lần thứ|từ|đến|và|của|đợt|lớp|khối|[(/]|\d,)$",
    re.IGNORECASE,
)
_LONGEST = 16  # characters of the longest of these words
# Names that a line break may cut before their dash: "Lao động | - Thương binh và Xã hội".
_COMPOUND = re.compile(
    r"[-–]\s*(?:Thương binh|Xã hội|Kế hoạch hóa|Kế hoạch hoá|Truyền hình|Văn hóa|Thể thao|Kỹ thuật|Nữ công|Khen thưởng|Du lịch|\d)"
)


# The line of the document type, which ends the letterhead, and what opens the text below it.
TYPE_LINE = re.compile(
    r"\W*(?:DỰ THẢO\W+)?(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|HƯỚNG DẪN|CHƯƠNG TRÌNH|THÔNG BÁO|NGHỊ QUYẾT|KẾT LUẬN|PHƯƠNG ÁN|ĐỀ ÁN|BÁO CÁO|TỜ TRÌNH|QUY CHẾ|CÔNG ĐIỆN|Kính gửi)"
)
_PLAIN_TYPE = re.compile(
    r"\W*(?:du thao\W+)?(?:ke hoach|quyet dinh|chi thi|huong dan|chuong trinh|thong bao|nghi quyet|ket luan|phuong an|de an|quy che)\b"
)
OPENS_TEXT = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục|Theo|Nhằm|Để|Trên cơ sở|Hưởng ứng|Xét|Thi hành|Ngày|Phát huy|Thời gian qua|Trong|Nhân dịp)\b"
)
CLOSING = re.compile(r"\W{0,4}N[ơo]i nhận\s*[:.]")
# What always begins anew, whatever stands above.
_OPENER = re.compile(
    r"[A-ZĐ][^,;:]{1,40},? ngày\s*[\d.…]{0,12}\s*tháng\s*[\d.…]{0,12}\s*năm\s*[\d.…]*$|Độc lập\s?[-–]\s?Tự do|N[ơo]i nhận\s*[:.]|Kính gửi\b|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s?[./]\s?[A-ZÀ-ỸĐ]|PHỤ LỤC\b|Phụ lục [IVX\d]+\s*$|Căn cứ (?:Luật|Nghị|Quyết|Thông|Chỉ)"
)
# How the last paragraphs of a plan begin, below its last item.
_CLOSES = re.compile(
    r"Trên đây là|(?:Đề nghị|Yêu cầu) (?:các|toàn|tất cả)[^.]{0,120}(?:Kế hoạch|kế hoạch) này|Trong quá trình (?:tổ chức|triển khai|thực hiện)|(?:Kế hoạch|Chương trình|Hướng dẫn) này (?:thay|bãi|có hiệu)|Nhận được (?:Kế|kế|Công|công|Hướng|hướng)"
)
# The first words of the place before "…, ngày … tháng …": "Thành phố Hồ | Chí Minh, ngày 5 tháng 3 năm 2024".
_HALF_PLACE = re.compile(r"(?:Thành phố|TP\.?|Thị xã|Tỉnh)(?: [A-ZĐ]\w{0,6}){0,2}")

_CUT_SYMBOL = re.compile(r"\d[/-][A-ZĐ]{1,6}[a-z]{0,2}[/-]$")
_MOTTO = re.compile(r"Độc lập\s?[-–]\s?Tự do\s?[-–]\s?Hạnh phúc\W*$")


def is_type_line(words: str) -> bool:
    """Whether a line opens with the type of the document; recognised pages may have lost its marks ("KÉ HOẠCH")."""
    return bool(TYPE_LINE.match(words)) or (words.isupper() and not is_ward(words) and bool(_PLAIN_TYPE.match(plain(words))))


def is_ward(words: str) -> bool:
    """Whether a line in capitals names a ward: without marks "PHƯỜNG AN PHÚ" would read as "PHƯƠNG ÁN"."""
    return words.lstrip(' *“"').startswith("PHƯỜNG")


class Printed(NamedTuple):
    """A line with its cleaned words and its label."""

    line: Line
    words: str
    label: Label | None


class Shape(NamedTuple):
    """How the lines of a file run.

    Attributes:
        width: usual length of a full line in characters; 0 where lines are whole paragraphs. blanks_count: a blank line ends a paragraph.
        usual_blank: blank lines that usually stand before a line. items_end: the lines before dashed items end with a final mark.
        in_head: the line stands in the letterhead or closing, where each line is a thing of its own.
        left, right: edges of the text in points, where there are pages.

    """

    width: int
    blanks_count: bool
    usual_blank: int
    items_end: bool
    left: float
    right: float
    in_head: bool = False


def shape(lines: Sequence[Printed]) -> Shape:
    """The `Shape` of a file's lines."""
    lengths = sorted(len(words) for _, words, _ in lines if len(words) > 25)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 80
    if sum(length > 180 for length in lengths) > 0.1 * len(lengths):
        width = 0  # nobody wraps at more than 180 characters: the lines are paragraphs
    free = [printed for printed in lines if printed.line.cell is None]
    # A table drawn with blanks is wider than the text: lines that surely go on tell how wide that is.
    cut = sorted(
        len(above.words)
        for above, below in pairwise(free)
        if below.label is None and below.words[:1].islower() and len(above.words) > 25
    )
    if len(cut) > 9:
        width = min(width, cut[int(len(cut) * 0.8)])
    goes_on = [line.blank_before > 0 for line, words, opened in free if opened is None and words[:1].islower()]
    if not goes_on and free and all(line.box is None for line, _, _ in free):
        width = 0  # of wrapped lines some begin in the middle of a sentence
    apart = sum(line.blank_before > 0 for line, _, _ in free)
    blanks_count = len(goes_on) > 2 and sum(goes_on) <= 0.3 * len(goes_on) and apart >= 0.1 * len(free)
    usual = sorted(line.blank_before for line, _, _ in lines)[len(lines) // 2] if lines else 0
    before_dashes = [above.words.endswith(_FINAL) for above, below in pairwise(lines) if below.words[:1] in "-–+"]
    items_end = len(before_dashes) > 4 and sum(before_dashes) >= 0.75 * len(before_dashes)
    boxes = [line.box for line, words, _ in lines if line.box is not None and line.cell is None and len(words) > 40]
    left = right = 0.0
    if boxes:
        lefts, rights = sorted(box.x0 for box in boxes), sorted(box.x1 for box in boxes)
        left, right = lefts[int(len(lefts) * 0.1)], rights[int(len(rights) * 0.9)]
    return Shape(width, blanks_count, usual, items_end, left, right)


def goes_on(before: Printed, after: Printed, form: Shape) -> bool:
    """Whether the second line continues the paragraph that the first one ends."""
    (upper, above, alone), (lower, below, opened) = before, after
    if not above or not below or upper.hard or upper.cell != lower.cell or upper.part != lower.part:
        return False
    if len(above) < 24 and _HALF_PLACE.fullmatch(above) and _OPENER.match(below):
        return True
    final = above.endswith(_FINAL)
    if final and below[0] in "TKNĐY" and _CLOSES.match(below):
        return False
    full = _full(upper, above, lower, below, form)
    if alone is not None and alone.end >= len(above) and opened is None and alone.value:
        return True  # "1." at the end of a line, its words on the next
    if opened is not None and not _no_label(
        above, below, opened.kind, final=final, cut=full and form.items_end and upper.cell is None
    ):
        return False
    starts_low = below[0].islower()
    if (
        lower.heading
        or upper.heading
        or _MOTTO.match(above)
        or (not starts_low and _OPENER.match(below) and not (upper.cell is not None and "ngày" in below))
    ):
        return False
    if TYPE_LINE.fullmatch(above) or (
        len(above) < 24 and above.isupper() and not is_ward(above) and _PLAIN_TYPE.fullmatch(plain(above))
    ):
        return False
    if form.in_head and lower.cell is None and not starts_low and above not in {"Số:", "Số"}:
        return False
    if form.blanks_count and lower.box is None and lower.cell is None:
        cut = not final and (starts_low or (len(above) > 12 and _is_open(above)))
        return cut or (lower.blank_before == 0 and not (final and not full and not starts_low))
    if upper.cell is not None and _CUT_SYMBOL.search(above) and below[0].isupper():
        return True  # "305/KH-", "UBND của"
    if _heading_and_text(above, below) and not starts_low:
        return False
    if upper.bold != lower.bold and not starts_low and (final or not full or (upper.bold and alone is not None)):
        return False
    if upper.cell is not None:
        return _cell_goes_on(above, below, final=final)
    if not form.width:
        return starts_low or (not final and not above.isupper() and _is_open(above))
    if starts_low and not (above.endswith((";", ".", ":")) and not full):
        return True
    if lower.box is None and lower.blank_before > form.usual_blank and final:
        return False
    if lower.box is not None and lower.align == "center" and upper.align == "center":
        return False
    if not full:
        return not final and not below[0].isupper() and not below[0].isdigit() and form.width > 0
    if (
        final
        and above[-1] != "”"
        and lower.box is not None
        and lower.box.x0 > form.left + 12
        and (upper.box is None or lower.box.x0 > upper.box.x0 + 6 or upper.box.x0 > form.left + 12)
        and (upper.box is None or abs(upper.box.x0 - lower.box.x0) > 6 or alone is not None or lower.blank_before)
    ):
        return False
    return not (lower.box is not None and lower.blank_before and final)


def _is_open(above: str) -> bool:
    """Whether a line ends with a word that wants another one."""
    return above[-_LONGEST:].lower().endswith(_OPEN)


def _no_label(above: str, below: str, kind: str, *, final: bool, cut: bool) -> bool:
    """Whether what looks like a label at the head of a line is only the rest of the line above (`cut` in the middle)."""
    if final:
        return False
    if kind == "dash" and above.count("“") > above.count("”") and -1 < below.find("”") < (below.find("“") % 10_000):
        return True
    if kind == "dash":
        compound = bool(_COMPOUND.match(below)) or below[1:].lstrip()[:1].islower()
        return (cut or compound) and not above.endswith(",") and not above.isupper()
    if kind == "named":
        return _is_open(above) or above.endswith(",")
    if above.isupper() and not below.isupper() and any(char.islower() for char in below):
        return False  # "II. KẾ HOẠCH TỪNG THÁNG | 1. Tháng 9": a heading in capitals is over where small letters follow
    if kind in {"decimal", "paren", "article", "letter", "upper"}:
        return _COUNTED.search(above, max(0, len(above) - _LONGEST)) is not None and (
            kind != "letter" or above.endswith(("điểm", "điểm,", "và"))
        )
    return False


def _heading_and_text(above: str, below: str) -> bool:
    """A heading in capitals and the text below it, or the reverse; a lone short word in capitals is no heading."""
    return (
        above.isupper() != below.isupper()
        and len(above) > 3
        and any(char.isalpha() for char in below)
        and not (below.isupper() and " " not in below)
    )


def _full(upper: Line, above: str, lower: Line, below: str, form: Shape) -> bool:
    """Whether the upper line had no room for the first word of the lower one."""
    word = below.split(" ", 1)[0]
    if upper.box is not None and lower.box is not None and form.right:
        per_char = (lower.box.x1 - lower.box.x0) / max(1, len(below))
        return upper.box.x1 + (len(word) + 1) * per_char > form.right - 4
    return form.width > 0 and len(above) + 1 + len(word) >= 0.82 * form.width


def _cell_goes_on(above: str, below: str, *, final: bool) -> bool:
    """Lines of one cell are narrow: only words and punctuation can tell."""
    if below[0].islower() or below[0] in "(,":
        return True
    if final:
        return False
    if _is_open(above) or above.endswith("/"):
        return True
    return not above.isupper() and len(above) > 12 and not below.isupper()
