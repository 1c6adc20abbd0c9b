"""Documents cited by name: laws, charters, resolutions of congresses, programmes and schemes.

Reads `laws.tsv` and the level text. Writes `Name`: where a cited name stands and what goes with it.

A name counts when it is the name of one document that exists: "Luật Công đoàn", "Chương trình “…”", "Nghị quyết Đại hội …".
A type word in lower case, in the plural, or governed by a verb of making ("xây dựng Kế hoạch …") names none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from adminplan.data import table
from adminplan.passages.references_grammar import CODED, LOWER, UNIT, UPPER, TypeWord, last_of, level


class Name(NamedTuple):
    """A name: `start` to `end` without quotes; `after`: where reading goes on; `law`: end known from the list of laws."""

    start: int
    end: int
    after: int
    sure: bool


@cache
def _law_names() -> re.Pattern[str]:
    """The names of laws in `laws.tsv`, the longest first, commas and case free."""
    names = sorted((row["name"] for row in table("laws")), key=len, reverse=True)
    spelled = ("[ ,]+".join(re.escape(word.strip(",")) for word in level(name, soft_breaks=False).split()) for name in names)
    return re.compile(rf"(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)


_OPEN = re.compile(r" ?:? ?(?P<open>[“\"])")
_QUOTED = re.compile(r"[^“”\"\n]{3,300}(?:[“\"][^“”\"\n]{1,120}[”\"][^“”\"\n]{0,120})?(?=[”\"])")
_REVISION = re.compile(r" \(?sửa đổi(?:, bổ sung)?\)?(?! một số| Luật| Bộ)")
_AMENDING = re.compile(
    r" (?:sửa đổi, bổ sung|sửa đổi|bổ sung)(?: một số (?:điều|nội dung))?(?: của)?(?: các)? (?=Bộ luật|Luật|Pháp lệnh|các luật)",
    re.IGNORECASE,
)
_LAW_WORD = re.compile(r"(?:,| và|,? VÀ)? ?(?:Bộ luật|Luật|Pháp lệnh|LUẬT|BỘ LUẬT)(?= )")
# What no name of a law runs over. "về" and "của" belong to some names ("tác hại của rượu, bia"): those are in the list.
_LAW_STOP = re.compile(
    r"[;:.()\[\]“”\"\n]|,(?! (?:bổ sung|chống|chữa|khen|trật tự|an toàn|công chức))"
    r"| (?=(?:này|và (?:các|những|văn bản|pháp luật|hướng dẫn|Luật|Bộ luật|Nghị|Thông tư|Pháp lệnh|nguồn|Quyết|Kế|triển|tổ chức|quy)|được|đã|theo|tại|trong|thuộc|bảo đảm|đảm bảo|để"
    r"|nhằm|bằng|với|cho|do|là|khi|có|bao gồm|gồm|phù hợp|hiệu quả|đạt|góp phần|về|trên|đến|tới|từ|cùng|hiện hành|quy định|năm|ngày|số|\d|hoặc|như|sẽ|phải|đối với|nêu|vào|sau|trước"
    r"|mới|TRÊN|TẠI|NĂM|VÀ CÁC|NGÀY|của)(?!\w))"
)
_NOT_PASSED = re.compile(r" (?:được|có) (?:Quốc hội |cấp có thẩm quyền )?(?:thông qua|ban hành)")
_NO_LAW = re.compile(
    r" (?:này|trên|và|có|về|thuộc|trong|đã|được|sư|gia|pháp|định|hiện|khác|liên|theo|do|là|để|tại|số|mới|của|các|những|học|tục|lệ|chơi|khi|với|cho|nêu|cùng|đến|phải|sẽ|năm|quy định|hướng dẫn|vào|bảo đảm|phù)(?!\w)"
)
_LAW_VERB = re.compile(
    r" (?:phòng|bảo|quản lý|tổ chức|an toàn|thuế|tố tụng|thi |hoạt động|sử dụng|xử lý|giao |khám|kinh doanh|đấu|chất lượng|vệ sinh|bầu cử|công|trật tự|di sản|nghĩa vụ)"
)
_CLAUSE_WORD = (
    r"(?!(?:góp phần|bảo đảm|đảm bảo|trong đó|nhất là|đặc biệt|nhằm|để|các|với|tạo|phấn đấu|qua đó|đồng thời|theo|cụ thể)(?!\w))"
)
_NAME_STOP = re.compile(
    rf"[;:.()\[\]“”\"\n]|,(?! (?:định hướng|tầm nhìn|giai đoạn|nhiệm kỳ|khóa|năm \d|chống|[{LOWER}]+ (?:nhiệm kỳ|khóa|lần thứ)|{_CLAUSE_WORD}[{LOWER}][^;.()\n“”,]{{0,70}}?(?:giai đoạn|đến năm) \d))"
    r"| và (?=(?:các|những|Luật|Bộ luật|Nghị|Quyết|Kế hoạch|Chương trình|Đề án|Thông tư|Chỉ thị|pháp luật|văn bản|hướng dẫn|nguồn|sự|kế hoạch|chương trình)(?!\w))"
    r"| (?=(?:được|đã|theo|tại|thuộc|bảo đảm|đảm bảo|để|nhằm|bằng|với|do|là|khi|phù hợp|hiệu quả|đạt|góp phần|gắn với|cũng như|ban hành|kèm theo|phê duyệt|như|phải|sẽ"
    r"|trong(?! (?:\d|tình hình|bối cảnh|điều kiện|trường|cơ quan|các|lĩnh vực))|số(?= \d)|ngày(?= \d)|(?:Nghị quyết|Chỉ thị|Quyết định|Kết luận|Nghị định|Thông tư|Công văn))(?!\w))"
)
_CHARTER = re.compile(r" (?=[A-ZĐ]|trường |nước |hội |công đoàn |đoàn )")
_CONGRESS = re.compile(
    r" (?=(?:Đại hội|đại hội|ĐẠI HỘI|Đại biểu|Trung ương (?:\d|[IVX]|lần)|TW ?\d|Hội nghị|Đảng bộ|lần thứ|Công đoàn|Liên Hợp))"
)
_PROGRAMME = re.compile(
    r" (?=\w)(?!(?:này|trên|nêu|và|có|về|thuộc|trong|đã|được|của|theo|do|là|để|tại|số|mới|các|những|khi|với|cho|hoặc|cùng|đến|phải|cụ thể|chi tiết|riêng|như|năm|giai đoạn|nhằm|gửi|sau|trước|thực hiện|triển khai|bảo đảm|liên quan|khác)(?!\w))"
)
# Words that may stand between a type word and its quoted name.
_WORD = re.compile(
    r" (?:hành động|mục tiêu|quốc gia|MTQG|MTTQ|phối hợp|tổng thể|trọng điểm|khoa học|công nghệ|và công nghệ|hỗ trợ|truyền thông|công tác|thi đua|cấp (?:bộ|tỉnh|quốc gia|nhà nước)|về|về việc|thí điểm|phát triển|mang tên|tên)(?=[ :])"
)
_ABOUT = re.compile(r" về (?:việc )?(?=\w)")
_APPROVED = re.compile(
    r"(?:về|về việc|[Bb]an hành|[Pp]hê duyệt|thông qua|công bố|điều của|nội dung của|điều chỉnh|bổ sung)(?: chủ trương đầu tư| nội dung| một số nội dung| danh mục| kinh phí| dự toán)? [“\"]?$"
)
# A name in lower case is one when it says its years, or begins as national programmes do.
_YEARED = re.compile(
    r"(?:năm(?: học)? |giai đoạn |nhiệm kỳ |thời kỳ |khóa )[\dIVX]|\d+ năm|^(?:giáo dục phổ thông|giáo dục mầm non|khuyến công|xúc tiến|quốc gia (?:về|khuyến|phát|[A-ZĐ])|(?:mục tiêu quốc gia|MTQG) (?:xây dựng|giảm nghèo|phát triển|phòng|nước"
    r"|Nước|về|chăm sóc|chấn hưng|hiện đại|nâng cao|dân số|giáo dục|y tế|việc làm|ứng phó|bảo vệ|văn hóa|an toàn))(?!\w)"
)
_ACRONYM = re.compile(r" (?:(?!MTQG|UBND|HĐND)[A-ZĐ&]{3,10})(?: 20\d\d)?(?![\w-])")
# Verbs of making and words of plurality right before a type word: the document does not exist yet, or is any of a kind.
MAKING = re.compile(
    r"(?:ban hành|xây dựng|tham mưu|trình|lập|dự thảo|hoàn thiện|thẩm định|phê duyệt|soạn thảo|điều chỉnh|thông qua|các|những|một số|một|mỗi|từng|mọi|nhiều|Trên đây là|theo mẫu|đăng ký|góp ý"
    r"|viết|nộp|gửi|đề xuất|thiết kế|biên soạn|bổ sung|ra|có|kèm theo|ban hành kèm theo Quyết định này|Ban hành|Xây dựng|Lập|Trình|tên|ký kết|ký|xem|làm|hình thành|công bố|Phê duyệt|duyệt)"
    r"(?: (?:\d+|cấp|nội dung|bộ|bản|hồ sơ|về))? (?:[“\"])?$"
)
_LATER = re.compile(r"[^.;\n]{0,60}? (?:sau khi|được (?:ban hành|phê duyệt)|có hiệu lực và được)(?! kèm)")
_GOVERNING = re.compile(
    r"(?:thực hiện|triển khai|Thực hiện|Triển khai|theo|Theo|bám sát|nội dung|nhiệm vụ|quán triệt|mục tiêu|tại|với|và|chỉ tiêu|Căn cứ|căn cứ|tinh thần|khuôn khổ|tốt|nghiêm|nghiêm túc|đúng|của|hiệu quả|thi hành|từ|thuộc) $"
)
_ITEM_START = re.compile(r"(?:^|[\n.;:] ?|\n *(?:[-+•*]|[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\)) *)$")


_UNFINISHED = re.compile(r"(?:^| )(?:thực hiện|triển khai|thi hành|của|về|và|quy định|hướng dẫn)$")
_WHEN = re.compile(r"khi (?:Bộ luật|Luật|Pháp lệnh)$")
_NUMBER_LEAD = re.compile(r",? số ?:? ?")
_LIST_LEAD = re.compile(r" ?:? ")
_LIST_SIGN = re.compile(rf"(?:,|;| và|, và) (?=[{UPPER}])")
_SHORT = re.compile(rf" \([^()\s]{{0,11}}[{UPPER}][^()\s]{{0,11}}\)")
_PARTY = re.compile(
    rf"\((?=[^()\s]{{2,12}}\)(?: và | với | [{UPPER}]| tỉnh| thành phố| huyện| xã| phường))[^()\s]*[{UPPER}][^()\s]*\)"
)
_ABOUT_STOP = re.compile(r"[;:.()“”\"\n]| (?=(?:nhằm|để|bảo đảm|đảm bảo|gắn với|đã được|theo|ban hành)(?!\w))")
_NATION = re.compile(r" (nước Cộng hòa xã hội chủ nghĩa Việt Nam)")
_OF_BODY = re.compile(rf" của (?={UNIT})")


def law_name_at(text: str, at: int) -> re.Match[str] | None:
    """A name of the list of laws that begins at `at`."""
    return _law_names().match(text, at)


def read_law(text: str, at: int, *, capital: bool, inner: bool = False) -> Name | None:
    """The name after "Luật", "Bộ luật" or "Pháp lệnh" that ends at `at`; inner: inside the name of an amending law."""
    if not text.startswith(" ", at):
        return None
    if not inner and (amending := _AMENDING.match(text, at)):
        return _read_amending(text, at + 1, amending.end())
    if known := law_name_at(text, at + 1):
        end = _with_revision(text, known.end())
        if _NOT_PASSED.match(text, end) and _WHEN.search(text[max(0, at - 16) : at]):
            return None
        return Name(at + 1, end, end, sure=True)
    if not capital or _NO_LAW.match(text, at) or (text[at + 1 : at + 2].islower() and not _LAW_VERB.match(text, at)):
        return None
    if quoted := _read_quoted(text, at):
        return quoted
    stop = _LAW_STOP.search(text, at + 1, at + 160)
    end = stop.start() if stop else min(len(text), at + 160)
    if end <= at + 2:
        return None
    # A name in lower case must be a phrase; one long run of words is a sentence.
    words = text[at + 1 : end].split()
    if len(words) > 16 or (text[at + 1].islower() and len(words) < 2):
        return None
    sure = stop is not None and text[stop.start()] in ";.()\n"
    end = _with_revision(text, end)
    return Name(at + 1, end, end, sure=sure)


def _read_amending(text: str, start: int, at: int) -> Name:
    """As in "sửa đổi, bổ sung một số điều của Luật A và Luật B": the name runs to the end of the last law.

    A number after the only law is the amending law's; where each of several laws has one, they are the laws' own.
    """
    numbered = 0
    while (word := _LAW_WORD.match(text, at)) is not None:
        law = read_law(text, word.end(), capital=True, inner=True)
        if law is None:
            break
        at = law.end
        number = read_inner_number(text, at, len(text))
        if number and (numbered or _LAW_WORD.match(text, number[1])):
            at, numbered = number[1], numbered + 1
    return Name(start, at, at, sure=True)


def read_inner_number(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """The number of a law that another law's title names."""
    lead = _NUMBER_LEAD.match(text, at, limit)
    found = CODED.match(text, lead.end(), limit) if lead else None
    return found.span() if found else None


def _with_revision(text: str, end: int) -> int:
    found = _REVISION.match(text, end)
    return found.end() if found else end


def _read_quoted(text: str, at: int) -> Name | None:
    opening = _OPEN.match(text, at)
    if opening is None:
        return None
    found = _QUOTED.match(text, opening.end())
    if found is None:
        return None
    end = found.end()
    inner = text[found.start() : end].rstrip(" ,.;")
    return Name(found.start(), found.start() + len(inner), end + 1, sure=True)


def read_law_list(text: str, at: int) -> tuple[Name, ...]:
    """The names after "các Luật:": "Đất đai, Nhà ở và Đầu tư công"; empty where the first is not a known law."""
    lead = _LIST_LEAD.match(text, at)
    if lead is None:
        return ()
    names: list[Name] = []
    at = lead.end()
    while known := law_name_at(text, at):
        names.append(Name(at, known.end(), known.end(), sure=True))
        after = _LIST_SIGN.match(text, known.end())
        if after is None:
            break
        at = after.end()
    return tuple(names) if len(names) > 1 or ":" in lead[0] else ()


def read_name(text: str, start: int, at: int, kind: TypeWord, *, cued: bool, nested: bool) -> Name | None:
    """The name of a document of `kind`, whose type word stands from `start` to `at`.

    cued: a cue of the opening ("Thực hiện") stands right before. nested: it stands in the title of another document.
    """
    capital, caps = text[start].isupper(), text[start:at].isupper()
    named = kind.named
    before = text[max(0, start - 60) : start]
    if named == "charter":
        issued_there = nested and _APPROVED.search(before) is not None
        return _read_charter(text, at, kind) if capital and not caps and not issued_there else None
    if not named or kind.short or text[at : at + 1] not in {" ", ":"}:
        return None
    if not cued and MAKING.search(before):
        return None
    if nested and _APPROVED.search(before):
        return None
    quoted = _quoted_after_words(text, at, most=0 if caps else 5)
    if quoted and (capital or cued) and not _later(text, quoted.after):
        return quoted
    if named == "quoted" or caps or (named == "governed" and not (cued or _GOVERNING.search(before))):
        return None
    if not capital:
        return _read_plain(text, at, least=3, yeared=True) if cued else None
    if named == "resolution":
        return _read_plain(text, at, least=2, yeared=False) if _CONGRESS.match(text, at) else None
    if not cued and _ITEM_START.search(before):
        return None
    if named in {"governed", "regulation"} and (about := _ABOUT.match(text, at)):
        return _read_about(text, about.end())
    if acronym := _ACRONYM.match(text, at):
        return Name(at + 1, acronym.end(), acronym.end(), sure=True)
    proper = text[at + 1].isupper() and not text.startswith("MTQG", at + 1)
    return _read_plain(text, at, least={"governed": 4, "regulation": 3}.get(named, 2), yeared=not (cued or proper))


def _quoted_after_words(text: str, at: int, *, most: int) -> Name | None:
    """A quoted name, with up to `most` plain words before it: "Chương trình mục tiêu quốc gia “…”"."""
    for _ in range(most + 1):
        if quoted := _read_quoted(text, at):
            return quoted
        word = _WORD.match(text, at)
        if word is None:
            return None
        at = word.end()
    return None


def _read_about(text: str, at: int) -> Name | None:
    """As in "Quy định về thu, sử dụng các khoản thu …": such a name runs over commas."""
    stop = _ABOUT_STOP.search(text, at, at + 260)
    end = stop.start() if stop else min(len(text), at + 260)
    name = text[at:end].rstrip(" ,-")
    return Name(at, at + len(name), at + len(name), sure=False) if 4 <= len(name.split()) <= 45 else None


def _later(text: str, at: int) -> bool:
    return _LATER.match(text[at : at + 90]) is not None


def _read_charter(text: str, at: int, kind: TypeWord) -> Name | None:
    if kind.word == "Hiến pháp":
        nation = _NATION.match(text, at)
        return Name(at + 1, nation.end(), nation.end(), sure=True) if nation else Name(at, at, at, sure=True)
    if not _CHARTER.match(text, at):
        return None
    return _read_plain(text, at, least=1, yeared=False)


def _read_plain(text: str, at: int, *, least: int, yeared: bool) -> Name | None:
    """A name without quotes, up to what no name runs over."""
    if not _PROGRAMME.match(text, at):
        return None
    limit = min(len(text), at + 260)
    end = at + 1
    while True:
        stop = _NAME_STOP.search(text, end, limit)
        end = stop.start() if stop else limit
        # "giữa Sở Y tế (SYT) và Công đoàn ngành (CĐN) tỉnh": the parties' short forms belong to the name.
        short = _PARTY.match(text, end, limit) if "giữa " in text[at:end] else None
        if short is None:
            break
        end = short.end()
    name = text[at + 1 : end].rstrip(" ,-")
    if name.startswith(("mục tiêu quốc gia", "MTQG", "quốc gia")):
        name = name.partition(" trên địa bàn")[0]
    if _UNFINISHED.search(name) or CODED.search(name):
        return None
    if len(name.split()) < least or len(name.split()) > 45 or (yeared and not _YEARED.search(name)):
        return None
    end = after = at + 1 + len(name)
    if _later(text, end):
        return None
    if "giữa " in name and (short := _SHORT.match(text, end)):
        after = short.end()
    return Name(at + 1, end, after, sure=False)


def split_issuer(text: str, name: Name) -> tuple[int, int] | None:
    """Where " của <body>" closes a name, the body's span: "xây dựng trường học số của UBND tỉnh"."""
    found = last_of(_OF_BODY.finditer(text, name.start, name.end))
    if found is None or CODED.search(text, found.end(), name.end):
        return None
    return found.end(), name.end


def is_named_law(kind: TypeWord) -> bool:
    """Whether the type is cited by the names of laws."""
    return kind.named == "law"
