"""Text that lost its line breaks gets those of the form back: letterhead, type line, title, roman headings.

Reads a `Text`. Writes a `Text` with the same letters, where a blank may have become a line break. Web copies often run the
whole head together: "UBND TỈNH A ------- CỘNG HÒA … Số: 1/KH-UBND A, ngày 1 tháng 2 năm 2024 KẾ HOẠCH VỀ B Căn cứ …".
"""

from __future__ import annotations

import re
from dataclasses import replace

from adminplan.layout.rewrite import Rewriter
from adminplan.layout.text import Paragraph, Text

_MOTTO = re.compile(r"(?<=\S) (?=CỘNG H(?:ÒA|OÀ) XÃ HỘI)|(?<=\S) (?=ĐẢNG CỘNG SẢN VIỆT NAM\b)")
_TYPES = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|HƯỚNG DẪN|CHƯƠNG TRÌNH|THÔNG BÁO|NGHỊ QUYẾT|PHƯƠNG ÁN|ĐỀ ÁN|BÁO CÁO|TỜ TRÌNH|KẾT LUẬN|CÔNG ĐIỆN"
)
# Where the head of a run-on text breaks, in the order of the form.
_HEAD = re.compile(
    r" (?=Độc lập\s?[-–]\s?Tự do)"
    r"| (?=Số\s?:?\s{0,2}\d{0,5}\s?[/-]\s?[A-ZĐ])"
    r"| (?:(?:Thành phố|TP\.?|Tỉnh|Huyện|Thị xã|Quận|Xã|Phường|Thị trấn) )?(?:[A-ZĐ][\w.]* ){0,4}[A-ZĐ]\w*,? ngày(?= \d{1,2} tháng| ?[…. ]{1,12} tháng)"
    rf"|(?<=\d) (?=(?:{_TYPES})\b)"
)
_CAPS = r"[A-ZÀ-ỸĐ0-9“”\"'().,;:/&%+\-–]"
# The title in capitals ends where a word with small letters begins.
_TITLE = re.compile(rf"(?:{_TYPES})(?: {_CAPS}+)*(?= [A-ZÀ-ỸĐ“][a-zà-ỹđ])")
_HEADING = re.compile(r" (?=(?:[IVX]{1,5}\. [A-ZÀ-ỸĐ]{2,} [A-ZÀ-ỸĐ]{2,}))")
_AFTER_CAPS = re.compile(rf"[IVX]{{1,5}}\. (?:(?!\d{{1,2}}[.)] |- ){_CAPS}+ )+(?=[A-ZÀ-ỸĐ][a-zà-ỹđ]|\d|- )")


# An item after the end of another one.
_ITEM = re.compile(r"(?<=[.;:!?”)]) (?=(?:\d{1,2}(?:\.\d{1,2}){0,3}\.? |[a-zđ]\) |[-+] |\(\d{1,2}\) |Điều \d{1,2}\. )[A-ZÀ-ỸĐ“])")


def runs_on(words: list[str]) -> bool:
    """Whether the first lines of a file hold the national motto in the middle of a line: its line breaks are lost."""
    return any("CỘNG" in line and _MOTTO.search(line) for line in words[:12])


def breaks(text: Text) -> Text:
    """The text of a file that `runs_on`, with the breaks of the form put back."""
    head = text.string[:4000]
    found = {match.start() for pattern in (_MOTTO, _HEAD) for match in pattern.finditer(head[:900])}
    title = _TITLE.search(head)
    if title:
        type_end = title.start() + len(re.match(_TYPES, title[0])[0])  # type: ignore[index]
        found |= {title.end(), type_end}
    found |= {match.start() for pattern in (_HEADING, _ITEM) for match in pattern.finditer(text.string)}
    found |= {match.end() - 1 for match in _AFTER_CAPS.finditer(text.string)}
    return _cut(text, sorted(place for place in found if text.string[place : place + 1] == " "))


def _cut(text: Text, places: list[int]) -> Text:
    out = Rewriter(text.string)
    for place in places:
        out.keep(place)
        out.put(place + 1, "\n")
    out.keep(len(text.string))
    string, mapped, _ = out.done()
    paragraphs: list[Paragraph] = []
    for paragraph in text.paragraphs:
        start = paragraph.start
        for place in places:
            if start <= place < paragraph.end:
                paragraphs.append(paragraph._replace(start=start, end=place))
                start = place + 1
        paragraphs.append(paragraph._replace(start=start))
    return replace(text, string=string, map=text.map.then(mapped), paragraphs=tuple(paragraphs))
