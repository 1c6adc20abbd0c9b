"""The document in a web page, and the site around it: menus, shares, related news, comments.

Reads the paragraphs of a page, how much of each is link, and which elements they stand in. Writes which are chrome.

No site's names are known here. The document is the smallest element that holds most of the running text, counted with
the words that only plans have; around and inside it, chrome is told by tag, by links, and by what such lines say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_SHARE = 0.8  # of the running text that the document's element must hold
_SIGN_WORTH = 300  # characters of running text that one sign counts for
# Words of the form of official documents, from letterhead to closing (Decree 30/2020/NĐ-CP, annex I).
SIGN = re.compile(
    r"(?:CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH|Độc lập - Tự do - Hạnh phúc|Số\s*:?\s*\d{0,5}\s*/?-?[A-ZĐ]{2,}|"
    r"KẾ HOẠCH\b|QUYẾT ĐỊNH\b|CHƯƠNG TRÌNH\b|HƯỚNG DẪN\b|Căn cứ\s|Thực hiện (?:Kế hoạch|Công văn|Quyết định|Chỉ thị|Nghị quyết|Chương trình)|"
    r"[IVX]{1,4}[.)]\s*(?:MỤC|NỘI DUNG|TỔ CHỨC|NHIỆM VỤ|YÊU CẦU|Mục đích|Nội dung|Tổ chức)|Nơi nhận|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.?\s*[A-ZĐ]{2}|.*\./\.$)"
)
# Lines of letterhead and closing alone.
_FRAME = re.compile(
    r"(?:CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH|Độc lập - Tự do - Hạnh phúc|Số\s*:?\s*\d{0,5}\s*[/-]\s*[A-ZĐ]{2,}|Nơi nhận|"
    r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.?\s*[A-ZĐ]{2})"
)
TYPE = re.compile(
    r"(?:K[ẾÊ] HO[ẠA]CH|QUY[ẾÊ]T ĐỊNH|CHƯƠNG TRÌNH|HƯỚNG DẪN|CHỈ THỊ|NGHỊ QUYẾT|KẾT LUẬN|PHƯƠNG ÁN|ĐỀ ÁN|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO)\b"
)
CHROME_TAGS = frozenset({"nav", "aside", "footer", "button", "form", "dialog", "menu", "label", "legend"})
# Names that sites of all kinds give to such parts; a name alone decides nothing.
_HINT = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|breadcrumbs?|share\w*|social\w*|relate[ds]?|comments?|footer|foot|header|top|sidebar|banner|copyright|pag(?:ing|er|ination)|toolbar|tools?|widget|adv?\w*|"
    r"tags?|login|search|rating|other\w*|meta|author|print\w*|lienquan|lien-quan|binhluan|binh-luan|tinkhac|tin-khac|tinlienquan)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:(?:Số )?lượt (?:xem|đọc|truy cập)|Đã xem|Tác giả\s*:|Nguồn(?: tin)?\s*:|(?:Người|Ngày) đăng|Đăng (?:ngày|lúc|bởi)|Cập nhật|In (?:trang|bài|tin)|Bản in|Gửi (?:email|bài)|Chia sẻ|Tweet|Facebook|Zalo|"
    r"Quay (?:lại|về)|Trở (?:lại|về)|(?:Về|Lên) đầu trang|(?:Các )?tin (?:khác|liên quan|mới|cùng)|Bài viết|Các bài|Ý kiến bạn đọc|Bình luận|Tải (?:về|file|tệp)|(?:File|Tệp|Tài liệu) đính kèm|Từ khóa|Tags?\b|Đánh giá|Like\b|"
    r"Xem thêm|Trang chủ|Đăng nhập|Tìm kiếm|Copyright|©|Bản quyền|Liên hệ|Sơ đồ|Thống kê|Đang (?:truy cập|online)|Hôm nay\s*:|Địa chỉ\s*:.*(?:Điện thoại|ĐT)|Cỡ chữ|Đọc bài|Lưu tin|Mặc định)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:Thứ [\wư]+|Chủ nhật|Ngày)\s*,?\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\W{0,5}(?:\d{1,2}[:h]\d{2}|$)|\d{1,2}[:h]\d{2}\W{0,5}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",
    re.IGNORECASE,
)


class Paragraph(NamedTuple):
    """A paragraph of a page: its text, how many of its characters are links, its heading level, and whether its tags say chrome."""

    text: str
    linked: int
    heading: int | None
    chrome: bool


class Extent(NamedTuple):
    """An element and the paragraphs that stand in it (half-open); `names`: its class, id and role."""

    first: int
    last: int
    names: str
    depth: int


def chrome(paragraphs: Sequence[Paragraph], extents: Sequence[Extent]) -> list[bool]:
    """For each paragraph whether it belongs to the site and not to the document."""
    signs = [not one.chrome and len(one.text) < 1000 and SIGN.match(one.text) is not None for one in paragraphs]
    worth = [
        0 if one.chrome or one.linked * 2 > len(one.text) else len(one.text) + _SIGN_WORTH * sign
        for one, sign in zip(paragraphs, signs, strict=True)
    ]
    total = sum(worth)
    if not total:
        return [one.chrome for one in paragraphs]
    sums = [0, *accumulate(worth)]
    holding = [extent for extent in extents if sums[extent.last] - sums[extent.first] >= _SHARE * total]
    first, last, _, _ = min(
        holding, key=lambda one: (one.last - one.first, -one.depth), default=Extent(0, len(paragraphs), "", 0)
    )
    out = [one.chrome or not first <= index < last for index, one in enumerate(paragraphs)]
    marked = [index for index in range(first, last) if signs[index]]
    head, tail = (marked[0], marked[-1]) if marked else (first, last)
    links = [0, *accumulate(one.linked for one in paragraphs)]
    sizes = [0, *accumulate(len(one.text) for one in paragraphs)]
    for extent in extents:
        if first <= extent.first < extent.last <= last and extent.last - extent.first < last - first:
            size, linked = sizes[extent.last] - sizes[extent.first], links[extent.last] - links[extent.first]
            outside = extent.last <= head or extent.first > tail
            inside = any(signs[extent.first : extent.last])
            hinted = size < 2000 and bool(extent.names) and _HINT.search(extent.names) is not None
            listed = linked * 10 > size * 6 and extent.last - extent.first >= 3
            if not inside and ((listed and (outside or hinted)) or (hinted and (linked * 4 > size or (outside and size < 300)))):
                out[extent.first : extent.last] = [True] * (extent.last - extent.first)
    for index in range(first, last):
        text = paragraphs[index].text
        if (index < head or index > tail or not marked) and len(text) < 160 and (_FURNITURE.match(text) or _STAMP.match(text)):
            out[index] = True
    _title(paragraphs, out, first, last)
    return out


def _smallness(extent: Extent) -> tuple[int, int]:
    return extent.last - extent.first, -extent.depth


def _reach(paragraphs: Sequence[Paragraph], core: Extent) -> tuple[int, int]:
    """The core, widened to letterhead and closing where these stand in other elements: not beyond a list of links."""
    low, high = core.first, core.last
    links = 0
    for index in range(core.first - 1, max(-1, core.first - 40), -1):
        one = paragraphs[index]
        links += one.linked * 2 > len(one.text)
        if links > 2:
            break
        if not one.chrome and len(one.text) < 300 and _FRAME.match(one.text):
            low = index
    links = 0
    for index in range(core.last, min(len(paragraphs), core.last + 40)):
        one = paragraphs[index]
        links += one.linked * 2 > len(one.text)
        if links > 2:
            break
        if not one.chrome and len(one.text) < 300 and _FRAME.match(one.text):
            high = index + 1
    return low, high


def _title(paragraphs: Sequence[Paragraph], out: list[bool], first: int, last: int) -> None:
    """Where the document itself has no type line, the page's heading above it stands for it."""
    body = [index for index in range(first, last) if not out[index]][:15]
    if any(TYPE.match(paragraphs[index].text) for index in body):
        return
    for index in range(first - 1, -1, -1):
        one = paragraphs[index]
        if one.heading in {1, 2} and not one.chrome and TYPE.match(one.text.upper()):
            out[index] = False
            return
