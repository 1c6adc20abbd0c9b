"""How officials write a citation: the patterns for number, date, issuer, title and what ends each of them.

Reads `document_types.tsv` and `laws.tsv`. Writes compiled patterns and the small readers `read_number`, `read_date`
and `read_issuer`. All of them work on the *level* text (see `level`): same length as the text, one kind of
blank and dash, one way of placing tone marks, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from adminplan.data import table
from adminplan.passages.trie import trie

LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

# --- the level text ---------------------------------------------------------------------------------------------

_LEVEL = (
    {**dict.fromkeys("\t\r\v\f\u00a0\u2002\u2003\u2007\u2009\u202f", " "), **dict.fromkeys("–—‐‑−", "-"), "Ð": "Đ", "ð": "đ"}
    | dict.fromkeys("„«", "“")
    | dict.fromkeys("»‟", "”")
)
_UNLEVEL = re.compile("[" + re.escape("".join(_LEVEL)) + "]")
_NEW_TONE = re.compile(r"[oOuU](?:(?<=[oO])[àáảãạ]|(?<=[uU])[ỳýỷỹỵ]|(?<=O)[ÀÁẢÃẠ]|(?<=U)[ỲÝỶỸỴ])(?!\w)")
_OLD = dict(zip("àáảãạÀÁẢÃẠ", ("òa", "óa", "ỏa", "õa", "ọa", "ÒA", "ÓA", "ỎA", "ÕA", "ỌA"), strict=True)) | dict(
    zip("ỳýỷỹỵỲÝỶỸỴ", ("ùy", "úy", "ủy", "ũy", "ụy", "ÙY", "ÚY", "ỦY", "ŨY", "ỤY"), strict=True)
)
_SOFT_BREAK = re.compile(r"(?<!\n)\n(?! *(?:\n|[-+•*] |[IVX]{1,5}\. |\d{1,2}[.)] |[a-zđ]\) ))")


def last_of(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The last of some matches, or `None`."""
    found = None
    for one in matches:
        found = one
    return found


def _old_tone(found: re.Match[str]) -> str:
    pair = found[0]
    old = _OLD[pair[1]]
    return (old[0].upper() if pair[0].isupper() else old[0]) + old[1]


def _levelled(found: re.Match[str]) -> str:
    return _LEVEL[found[0]]


def level(text: str, *, soft_breaks: bool) -> str:
    """The text, of the same length, with plain blanks and dashes and tone marks where the decree puts them (`hòa`, `ủy`).

    soft_breaks: a single line break is a blank, unless an item begins after it.
    """
    text = _UNLEVEL.sub(_levelled, text)  # ten times as fast as `translate` where little is to be changed
    text = _NEW_TONE.sub(_old_tone, text)
    return _SOFT_BREAK.sub(" ", text) if soft_breaks else text


# --- type words ---------------------------------------------------------------------------------------------------


# Abbreviated type words: read only before a number ("NQ 22/2024/NQ-HĐND", "CV số 470").
_SHORT_TYPES = {
    "nq": "Nghị quyết", "nđ": "Nghị định", "qđ": "Quyết định", "ct": "Chỉ thị", "tt": "Thông tư", "ttlt": "Thông tư liên tịch",
    "kl": "Kết luận", "tb": "Thông báo", "hd": "Hướng dẫn", "kh": "Kế hoạch", "ctr": "Chương trình", "cthđ": "Chương trình hành động",
    "đa": "Đề án", "bc": "Báo cáo", "ttr": "Tờ trình", "cv": "Công văn", "vb": "Văn bản", "vbhn": "Văn bản hợp nhất", "cđ": "Công điện",
}  # fmt: skip


class TypeWord(NamedTuple):
    """A type word, capital first, and how it may be cited without a number (`document_types.tsv`, column `named`)."""

    word: str
    named: str
    short: bool


@cache
def type_words() -> dict[str, TypeWord]:
    """Lower-case spelling → the type word. The anchors of the search."""
    known = {row["type"].lower(): TypeWord(row["type"], row["named"], short=False) for row in table("document_types")}
    del known["tiêu chuẩn"], known["quy chuẩn"]  # cited by their code alone: see STANDARD
    return known | {key: TypeWord(word, "", short=True) for key, word in _SHORT_TYPES.items()}


# Searched in the lower-cased level text. The second branch finds symbols that stand without a type word ("số 13/QĐ-UBND").
ANCHOR = re.compile(
    rf"(?<![\w/\-&])(?:(?P<type>{trie(dict.fromkeys(sorted(type_words()), ''))})(?!\w)"
    r"|(?P<standard>(?:tcvn|qcvn|tcxdvn|tcxd|tccs|qcđp|qcxdvn|iso)(?= ?[\d(i]))"
    r"|(?P<bare>\d{1,5}(?:\.\d{1,3})?[a-zđ]?(?: ?/ ?(?:19|20)\d\d)? ?[/\-] ?(?=[a-zđ]{2})))"
)
STANDARD = re.compile(
    r"(?:TCVN|QCVN|TCXDVN|TCXD|TCCS|QCĐP|QCXDVN|ISO)(?: ISO(?:/IEC)?)? ?\d{1,6}(?:-\d{1,3})?(?: ?: ?(?:19|20)\d\d)(?:/[A-ZĐ]{2,12})?"
)
BEFORE_UNIT = re.compile(r"(?:Sở|Bộ|Phòng|Vụ|Ban|Cục|Viện|Đoàn|phòng|Tài chính -|Hội|Khoa|Đại học|Trường|[Pp]háp|[Kk]ỷ) $")
ANAPHORA = re.compile(
    r" (?:(?P<self>này)|nêu trên|nói trên|kể trên|trên đây|trên|đã nêu|vừa nêu)(?!\w)(?! (?:địa bàn|cơ sở|toàn|cả))"
)

# --- numbers --------------------------------------------------------------------------------------------------------

_UP = "A-ZĐƯ"
_CODE = rf"[{_UP}](?:[{_UP}&0-9]|[a-zđ]{{1,2}}(?![{LOWER}]))*"
_TWO = rf"(?=[{_UP}][a-z]?[{_UP}])"  # at least two capitals: no ordinary word
_GROUP = rf"(?:[/\-]{_CODE}|(?:[.,&]| ?[/\-] ?(?:- ?)?){_TWO}{_CODE})"
_TAIL = rf"(?:{_GROUP}|-\d{{1,3}}(?![\d/])|(?: ĐT| CP)(?![\w]))*(?:\([{_UP}0-9]{{2,8}}\)| \([{_UP}0-9]{{2,8}}\)(?= ngày))?"
_END = r"(?:(?![A-Za-zĐđ0-9])|(?=ngày|của|về))"
_YEAR_IN = r" ?[/\-.] ?(?:(?:19|20)\d\d|20\d(?=/))(?!\d)"
_NUM = r"\d{1,5}(?:\.\d{1,3})?[a-zđ]?"
_CODED = (
    rf"(?:{_NUM}(?:{_YEAR_IN})?(?:{_GROUP}| ?{_TWO}(?={_CODE} ?[/\-] ?[{_UP}]){_CODE}){_TAIL}{_END}"
    rf"|(?:[.…_?]{{1,20}} ?)?/ ?{_TWO}{_CODE}{_TAIL}{_END})"
)
CODED = re.compile(_CODED)
_ODD = r"[A-ZĐ]{2,6}[\-/][\w&]{1,12}(?:[\-/.][\w&]{1,12}){0,4}"  # a firm's own numbering: "ABC-VT12/26-KD"
SO = r"(?:[Ss][ốô]|SỐ|[Ss]6|[Ss]o|No\.?)"
NUMBER = re.compile(
    rf"(?: ?:? ?(?P<so>{SO}) ?[:.]? *| ?)(?:(?P<coded>{_CODED})|(?P<odd>(?<=ố ){_ODD})|(?P<bare>{_NUM})(?![\w/%]|[.,:\-]\d))"
)
GAP_NUMBER = re.compile(rf"(?P<gap> [^;.:\n()“”\"]{{1,120}}?),? {SO} ?[:.]? *(?P<coded>{_CODED})")
# After a number without "số": words that go on about the document. Anything else ("Kế hoạch 5 năm") is a count.
_GOES_ON = re.compile(
    r" ?(?:[,;.:)\]”\"\n/]|$|-(?! ?\d)|(?:của|về|V/v|ngày|và|do|tại|trong|trên|đã|được|là|ban hành|quy định|phê duyệt|thực hiện|thuộc|theo|đến"
    r"|với|cho|để|nhằm|gồm|này|nêu|hướng dẫn|có|khi|đối với|năm (?:19|20)\d\d(?! ?-))(?!\w))"
)
_COUNTED = frozenset({
    "Định hướng", "Lời kêu gọi", "Nội quy", "Dự án", "Hợp đồng", "Báo cáo", "Biên bản", "Luật", "Bộ luật", "Phương án",
    "Quy trình", "Văn bản", "Quy chế", "Lệnh",
})  # fmt: skip
NEXT_NUMBER = re.compile(
    rf" ?(?:,|và|, và) (?:{SO} )?(?P<number>\d{{1,4}}[a-zđ]?)(?=[ ,;.)\n]|$)(?! ?(?:[/\-]|năm|tháng|ngày|%))"
)


class Number(NamedTuple):
    """A document number: where it stands and whether it carries a symbol (`12/KH-UBND`) or is bare (`12`)."""

    start: int
    end: int
    coded: bool


def read_number(text: str, at: int, kind: TypeWord) -> Number | None:
    """The number right after a type word that ends at `at`."""
    found = NUMBER.match(text, at)
    if found is None:
        return None
    if found["coded"] or found["odd"]:
        if found["so"] is None and not (found["coded"] or "-")[0].isdigit():
            return None  # a number left blank needs its "số"
        group = "coded" if found["coded"] else "odd"
        end = found.end(group)
        return Number(found.start(group), end, coded=True)
    if found["so"] is None:
        glued = found.start("bare") == at
        if glued or kind.short or kind.word in _COUNTED or not _GOES_ON.match(text, found.end()):
            return None
    return Number(found.start("bare"), found.end(), coded=False)


# --- dates ----------------------------------------------------------------------------------------------------------

_LEAD = r" *[,·]? *\(?(?:(?:được )?(?:ký |ban hành |thông qua )?(?:vào )?)"
DATE = re.compile(
    rf"{_LEAD}(?:[Nn](?:g[àa]y|GÀY) *,? *(?P<d1>\d{{1,2}}) ?[/.\-] ?(?P<m1>\d{{1,2}}) ?[/.\-] ?(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|[Nn](?:g[àa]y|GÀY) *,? *(?P<d2>\d{{1,2}}) *(?:th[áa]ng|THÁNG) *(?P<m2>\d{{1,2}}),? *(?:n[ăa]m|NĂM) *(?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?:[Nn]gày[ .…/]*)?(?:tháng *(?P<m4>\d{{1,2}})(?: *[/\-] *| *năm *)|/(?P<m5>\d{{1,2}})/)(?P<y4>(?:19|20)\d\d)(?!\d)"
    rf"|(?:[Nn]gày[ .…/]*tháng[ .…/]*)?(?:năm|NĂM) *(?P<y5>(?:19|20)\d\d)(?!\d| ?- ?\d)"
    r"|[Nn]gày[ .…/]*tháng[ .…/]*năm[ .…]*)\)?",
)


class Date(NamedTuple):
    """ISO day, month or year (`None` where all of it is left blank or impossible), and where it ends."""

    value: str | None
    end: int


def read_date(text: str, at: int) -> Date | None:
    """The date that follows at `at`, with its lead (", ngày", "(", "ban hành")."""
    found = DATE.match(text, at)
    if found is None:
        return None
    end = found.end()
    if text[end - 1] == ")" and "(" not in text[at:end]:
        end -= 1
    year = found["y1"] or found["y2"] or found["y3"] or found["y4"] or found["y5"]
    month = int(found["m1"] or found["m2"] or found["m3"] or found["m4"] or found["m5"] or 0)
    day = int(found["d1"] or found["d2"] or found["d3"] or 0)
    if year is None or month > 12 or day > 31:
        return Date(None, end)
    return Date(year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day and month else ""), end)


# --- issuers ----------------------------------------------------------------------------------------------------------


def _not_after(*words: str) -> str:
    return "".join(f"(?<!{re.escape(word)})" for word in words)


# What a body's name begins with.
UNIT = (
    r"(?:[UỦ]B|UBND|HĐND|LĐLĐ|BCĐ|BCH|BTV|MTTQ|[ỦU][ỷy]? ?[Bb]an|Ủy ban|Hội đồng|Hội |Bộ |Sở |Ban |Phòng |Văn phòng|Thủ tướng|Phó Thủ tướng|Chính phủ|Quốc hội|Chủ tịch"
    r"|Giám đốc|Bộ trưởng|Chánh|Tổng|Cục|Chi cục|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Đảng bộ|Trung ương|TW|Liên đoàn|Công đoàn|CĐ|Đoàn|Tỉnh đoàn"
    r"|Thành đoàn|Huyện đoàn|Liên hiệp|Trường|Trung tâm|Viện|Tòa án|Kho bạc|Ngân hàng|Bảo hiểm|Công an|Công ty|Doanh nghiệp|Hiệu trưởng|Thường trực"
    r"|Ban|Quân|Bệnh viện|Học viện|Đại học|Kiểm toán|Thanh tra|Tập đoàn|Chi nhánh|Hợp tác xã|Tổ |Nhà )"
)
TITLE_VERB = (
    r"(?:ban hành(?! kèm)|phê duyệt|quy định|hướng dẫn|thực hiện|triển khai|sửa đổi|bổ sung|thành lập|công bố|giao |phân công|tổ chức|tăng cường|đẩy mạnh"
    r"|thông qua|kiện toàn|bãi bỏ|thay thế|điều chỉnh|công nhận|cho phép|phát động|tiếp tục|phối hợp|xây dựng|đề nghị|yêu cầu|kiểm tra|giám sát|báo cáo"
    r"|tổng kết|sơ kết|phòng,? chống|chấn chỉnh|nâng cao|đổi mới|phát triển|bảo đảm|đảm bảo|tuyên truyền|truyền thông|tặng |khen thưởng|hỗ trợ|thí điểm"
    r"|áp dụng|chỉ đạo|quán triệt|kết luận|xử lý|giải quyết|đào tạo|bồi dưỡng|ủy quyền|phân cấp|rà soát|chuyển đổi số|hợp nhất|sắp xếp|tinh giản|thông báo"
    r"|công tác|chi tiết|duy trì|ứng phó|khắc phục|cải cách|hưởng ứng|đánh giá|mở |trả lời|cung cấp|đính chính|quản lý|kế hoạch|chương trình|thi hành|hành động)"
)
_TYPE_THEN_NUMBER = rf"(?:{'|'.join(sorted({word.word for word in type_words().values()}, key=len, reverse=True))})(?: [{LOWER}]+){{0,3}} (?:số[ :]|\d)"
# Capital words that begin a title right after the issuer.
_TITLE_WORD = (
    r"Quy định|Kết luận|Kế hoạch|Chương trình|Hướng dẫn|Thông báo|Quy chế|Đề án|Phê duyệt|Ban hành|Thực hiện|Triển khai|Sửa đổi|Bổ sung|Tăng cường|Phát động|Thành lập"
    r"|Công bố|Giao|Đẩy mạnh|Tiếp tục|Thông qua|Điều chỉnh|Phân công|Kiện toàn|Phân bổ|Ủy quyền"
)
_NAME_GOES_ON = rf"(?:Thương binh|Thể thao|Du lịch|Thông tin|[{UPPER}][^,;.()\n]{{0,30}}? (?:và|&) [{UPPER}])"
ISSUER_END = re.compile(
    r"(?P<hard>[;:\n“”\"\[|)]|\.(?![\w])|\((?!(?:khóa |cũ\)|[A-ZĐ&]{2,12}\))))"
    rf"|,(?! {_NAME_GOES_ON})|, (?={UNIT})"
    r"| (?=(?:[Vv]ề|VỀ|[Vv]/v|[Vv]ềviệc)(?!\w))"
    rf"|{_not_after('Ban', 'ban', 'Đoàn', 'đoàn', 'Tổ', 'tổ', 'Hội đồng', 'Trung tâm', 'Quỹ', 'Cục', 'Vụ', 'Phòng', 'Sở', 'Bộ', 'và', ',', 'trực')} (?={TITLE_VERB}(?!\w))"
    rf"| và (?=[{LOWER}]|Luật |Bộ luật |\d)|,? (?:và |cùng )?(?={_TYPE_THEN_NUMBER})"
    r"| (?=(?:đã|được|có|trong|tại|trên|cho|là|như|để|nhằm|bằng|với|đến|từ|thì|khi|nếu|hoặc|theo|gồm|góp|trước|sau|vào|đối với|nêu|này|số|thuộc|phải|do|khoảng|ước|tại|vừa|sẽ|cùng|hiện hành)(?!\w))"
    r"| (?=(?:VÀ|VỀ|PHÊ DUYỆT|BAN HÀNH|THỰC HIỆN|TRIỂN KHAI|QUY ĐỊNH|TRÊN|NGÀY|SỐ)(?!\w))| và (?=(?:Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Chương trình) (?:này|trên|nêu))"
    r"| (?=ngày(?!\w))| (?=năm \d)| (?=(?:so|s6) ?\d)"
    rf"|{_not_after('Sở', 'Bộ', 'Phòng', 'phòng', 'Ban', 'đạo', 'tác', 'phối', 'Vụ', 'hiện', 'khai', 'và', ' -')} (?=(?:{_TITLE_WORD}) )"
)
_ISSUER_LEAD = re.compile(rf" ?,? ?(?P<of>của|cua|giữa|CỦA|do) +| (?={UNIT})")
_LOWER_BODY = re.compile(
    r"(?:liên |huyện|tỉnh|thành phố|quận|thị |xã|phường|nhà trường|trường|phòng|cấp|công đoàn|ngành|đoàn|đảng ủy|chi bộ|ban |chủ tịch|sở |bộ )"
)
_STEERING = re.compile(r"(?:Ban [Cc]hỉ đạo|Tổ công tác|Tổ giúp việc|Hội đồng|Tổ chỉ đạo|BCĐ)")
_SECOND_TITLE = re.compile(rf" (?:về việc|về|V/v|thông báo|kết luận|ban hành|phê duyệt)(?!\w)|\({UNIT}")
# Firms carry any verb in their names ("Công ty cổ phần Đầu tư xây dựng …"): only a real title word or a sign ends them.
_FIRM = re.compile(r"(?:Tổng công ty|Công ty|Doanh nghiệp|Hợp tác xã|HTX|Tập đoàn|Ban Quản lý dự án|Chi nhánh)")
_FIRM_END = re.compile(r"[;:,\n“”\"()|]|\.(?!\w)| (?=(?:về|V/v|ngày|tại|kèm|đề nghị|thông báo|được|đã|có|theo)(?!\w))")
_GLOSS = re.compile(r" ?\((?!khóa|cũ)[A-ZĐ&]{2,12}\)$")
_LIMIT = 180


_DONE_BY = re.compile(r" (?:đã )?(?:ban hành|phê duyệt|phát động|ký|xây dựng|chủ trì)")
_NEXT_BODY = re.compile(rf", (?={UNIT})")
_LOWER_NAME = re.compile(r" và (?:đào tạo|phát triển|truyền thông|xã hội|công nghệ|môi trường|du lịch)")


class Issuer(NamedTuple):
    """Where the issuer's name stands, and where reading goes on after it."""

    start: int
    end: int
    after: int


def read_issuer(text: str, at: int, *, joint: bool) -> Issuer | None:
    """The body after "của", "do", "giữa" or nothing at `at`; joint: several bodies are one issuer (Thông tư liên tịch)."""
    lead = _ISSUER_LEAD.match(text, at)
    if lead is None:
        return None
    start = lead.end()
    if lead["of"] is None and lead.end() == at:
        return None
    if not (text[start : start + 1].isupper() or _LOWER_BODY.match(text, start)):
        return None
    joint = joint or lead["of"] == "giữa"
    end, after = _issuer_end(text, start, joint=joint, pair=lead["of"] == "giữa")
    if lead["of"] == "do":
        done = _DONE_BY.match(text, end)
        if done is None:
            return None
        after = done.end()
    return Issuer(start, end, after) if end - start >= 2 else None


def _issuer_end(text: str, start: int, *, joint: bool, pair: bool) -> tuple[int, int]:
    limit = min(len(text), start + _LIMIT)
    at = start
    ending = _FIRM_END if _FIRM.match(text, start) else ISSUER_END
    while True:
        found = ending.search(text, at, limit)
        if found is None:
            end = limit if limit == len(text) else text.rfind(" ", start, limit)
            break
        end = found.start()
        if found[0] == ")" and "(" in text[start:end]:
            at = end + 1
            continue
        closed = pair and " và " in text[start:end] and CLAUSE.match(text, end)  # "giữa A và B, C xây dựng …"
        if joint and not closed and found[0] in {",", ", "} and _NEXT_BODY.match(text, end):
            at = found.end() + 1
            continue
        if text.startswith(" và", end) and _LOWER_NAME.match(text, end):
            at = end + 4
            continue
        about = text.startswith((" về ", " Về "), end)
        if about and _STEERING.match(text, start) and (second := _SECOND_TITLE.search(text, end + 4, min(limit + 80, len(text)))):
            # "Ban Chỉ đạo về chuyển đổi số về việc …": the first "về" belongs to the body's name.
            between = text[end : second.start()]
            if ";" not in between and "." not in between and "\n" not in between:
                end = second.start()
                break
        break
    while end > start and text[end - 1] in " ,-.*(/":
        end -= 1
    gloss = _GLOSS.search(text, start, end)
    return (gloss.start() if gloss else end), end


# --- titles -----------------------------------------------------------------------------------------------------------

TITLE_INTRO = re.compile(
    r" ?,? ?(?P<about>(?:[Vv]ề việc|VỀ VIỆC|[Vv]ềviệc|[Vv]ề|VỀ|[Vv]/v|V/V|liên quan đến)(?!\w):? *)"
    rf"| ?(?P<verb>(?={TITLE_VERB}(?!\w)))"
    rf"| (?P<type>(?=(?:{_TITLE_WORD}|Quy hoạch|Danh mục) ))"
    r"|,? (?P<quote>(?=[“\"]))"
)
COMMA_TITLE = re.compile(rf", (?={TITLE_VERB}(?!\w))")
_DOES = (
    r" (?:ban hành(?! kèm)|xây dựng|triển khai|tổ chức|hướng dẫn|đề nghị|yêu cầu|thông báo|phát động|lập |báo cáo|chỉ đạo|phối hợp|thực hiện|quyết định|tiến hành|đã |trình|đăng ký"
    r"|thống nhất|kính)"
)
# The clause that names what the issuer does, or another cue, closes a title.
CLAUSE = re.compile(
    rf", (?=(?:{UNIT}|nhà trường|[Tt]rường |công đoàn |nay |[Ss]au khi |liên đoàn )[^;.\n]{{0,140}}?{_DOES})"
    r"|(?:,|(?<=[”\")\d])) (?=(?:trên cơ sở|[Cc]ăn cứ|theo đề nghị|xét |nhằm |để |nay |[Ss]au khi |cụ thể|như sau|trong đó|đồng thời|góp phần|thực hiện chỉ đạo)(?!\w))"
    r"| và (?=(?:trên cơ sở|căn cứ|xét|theo) (?:đề nghị|đề xuất|báo cáo|tờ trình|ý kiến|kết quả)(?!\w))"
    r"|,? (?=được (?:sửa đổi|bổ sung|thay thế|ban hành|đính chính))|,? (?=như sau)"
)
TITLE_STOP = re.compile(r"[;\n“”\"()]|\.(?=[ \n]|$)|…(?=$|\n)")
ALIAS = re.compile(
    r"\((?:(?:sau đây|dưới đây|sau)? ?(?:được )?(?:gọi|viết) ?(?:tắt|gọn|chung|là)(?: tắt)?(?: là)?:? |tên viết tắt là )[“\"]?(?P<alias>[^()”\"\n]{2,90})[”\"]?\)"
)
SHORT_BRACKET = re.compile(
    r"\((?:[^()\s]{1,12}|sửa đổi(?:, bổ sung)?|[^()]{0,40}\d{4} ?[-/] ?[^()]{0,30}|[^() ]+(?: [^() ]+){1,3})\)"
)
_ABBREVIATED = re.compile(r"(?:^|[ ,(])(?:TP|Tp|TX|[QPH]|GS|PGS|TS|BS|ThS|Tr|tr|[A-ZĐ])$")


def ends_sentence(text: str, dot: int) -> bool:
    """Whether the full stop at `dot` ends a sentence: "TP. Vinh" and "…" do not."""
    if text[dot - 1 : dot] == "." or text.startswith("..", dot):
        return False
    return _ABBREVIATED.search(text[max(0, dot - 5) : dot]) is None
