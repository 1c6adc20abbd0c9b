"""What a citation is for: the cue that governs it, and what lists share.

Reads the level text and `Draft`s. Writes their relation, inner relation, and the date and issuer that a list distributes.

In the opening one cue governs a list, to the end of its sentence or to the next cue: "Thực hiện A, B và C". In the body
every citation is a mention, save where this document says that it accompanies, replaces, amends or repeals another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from adminplan.passages.references_grammar import LOWER, UNIT, UPPER, last_of
from adminplan.passages.symbols import parse_symbol

if TYPE_CHECKING:
    from adminplan.passages.references_drafts import Draft

_ITEM = r"(?:[-+•*] ?|\d{1,2}(?:\.\d{1,2})*[.)] ?|[a-zđ]\) ?|[IVX]{1,5}\. ?|\()?"
_DO = r"(?:[Tt]riển khai|[Tt]hực hiện|[Tt]hi hành|[Cc]ụ thể hóa|[Hh]ưởng ứng|[Qq]uán triệt|[Cc]hấp hành|TRIỂN KHAI|THỰC HIỆN|THI HÀNH)"
_IMPLEMENTS = rf"(?:(?:Để |Nhằm |Tiếp tục |Tổ chức |tiếp tục |tổ chức |để |nhằm |và |kịp thời |(?:cụ thể|chủ động|nghiêm túc|có hiệu quả|tốt) )*{_DO})"
_BASIS = r"(?:[Cc]ăn cứ|CĂN CỨ|[Tt]rên cơ sở|Theo|[Xx]ét|XÉT|[Tt]heo đề nghị|[Tt]heo đề xuất|[Đđ]ược sự (?:đồng ý|nhất trí|tán thành|thống nhất|chấp thuận|cho phép|ủy quyền)|Thừa (?:lệnh|ủy quyền)|Qua )"
# At the beginning of a sentence, of an item, or of the text.
_FIRST = re.compile(rf" *{_ITEM}[“\"]?(?:(?P<basis>{_BASIS})|(?P<implements>{_IMPLEMENTS}))(?!\w)")
# Inside a sentence, after the citation before: a new cue.
_AGAIN = re.compile(
    rf"(?:^|[;,.]|\)| và| đồng thời) *(?:đồng thời |và )?(?:(?P<basis>[Cc]ăn cứ|[Tt]rên cơ sở|[Xx]ét|theo đề nghị|Theo|(?<=; )theo(?= *$))|(?P<implements>{_IMPLEMENTS}))(?!\w)"
)
_PLAIN_CUE = re.compile(r"(?:[Tt]hực hiện|[Tt]riển khai|[Cc]ăn cứ|[Tt]rên cơ sở|[Xx]ét|đề nghị)$")
_LOWER_CUE = re.compile(r"căn cứ|trên cơ sở|xét đề nghị|theo đề nghị")
_TO_CARRY_OUT = re.compile(
    r"(?:(?:[Bb]an hành|[Xx]ây dựng|[Ll]ập|BAN HÀNH|[Tt]riển khai)(?: kèm theo Quyết định này)? )?(?:[Kk]ế hoạch|KẾ HOẠCH|[Cc]hương trình|CHƯƠNG TRÌNH|[Pp]hương án|[Đđ]ề án)(?: [^\W\d]+){0,6}"
    r" (?:thực hiện|triển khai|thi hành|THỰC HIỆN|TRIỂN KHAI|THI HÀNH)(?: (?:các nội dung|nhiệm vụ|có hiệu quả|nội dung|các nhiệm vụ))? $"
)
_LEGAL_HEADING = re.compile(
    r"^ *(?:(?:[IVX]{1,5}|\d{1,2})[.)] *)?(?:CÁC |Các )?(?:CĂN CỨ|Căn cứ|CƠ SỞ|Cơ sở)(?: (?:pháp lý|PHÁP LÝ|xây dựng|XÂY DỰNG|lập|LẬP|ban hành|BAN HÀNH|để|của|kế hoạch|KẾ HOẠCH|Kế hoạch|phương án|đề án|chương trình|thực hiện|THỰC HIỆN)){0,6}:? *$",
    re.MULTILINE,
)
_ANY_HEADING = re.compile(r"^ *(?:[IVX]{1,5}|\d{1,2}|[A-ZĐ])[.)] *\w", re.MULTILINE)
_ACCOMPANIES = re.compile(r"(?:[Kk]èm theo|[Đđ]ính kèm|[Gg]ửi kèm|KÈM THEO)(?: tại)? $")
_CHANGE = re.compile(
    r"(?<![Đđ]ược )(?<!, )(?P<verb>[Tt]hay thế|THAY THẾ|[Bb]ãi bỏ|BÃI BỎ|[Hh]ủy bỏ|[Ss]ửa đổi|SỬA ĐỔI|[Bb]ổ sung|BỔ SUNG|[Đđ]iều chỉnh)"
    r"(?:,? (?:bổ sung|BỔ SUNG|toàn bộ|cho|một số|điều|các|Điều|khoản|Khoản|điểm|Điểm|Mục|mục|Phụ lục|nội dung|Chương|của|tại|và|MỘT SỐ|ĐIỀU|CỦA|ban hành kèm theo|kèm theo|\d{1,3}|[a-zđ]|[IVX]{1,4})){0,14} $"
)
# What is in every verb of change: as words without choices a quick test.
_VERB = re.compile(r"hay thế|HAY THẾ|ãi bỏ|ÃI BỎ|ủy bỏ|ửa đổi|ỬA ĐỔI|ổ sung|Ổ SUNG|iều chỉnh")
_CHANGES = {
    "thay thế": "replaces",
    "bãi bỏ": "repeals",
    "hủy bỏ": "repeals",
    "sửa đổi": "amends",
    "bổ sung": "amends",
    "điều chỉnh": "amends",
}
_THIS = re.compile(
    r"(?:Quyết định|Kế hoạch|Nghị quyết|Chỉ thị|Quy chế|Quy định|Thông tư|Hướng dẫn|Chương trình|Nghị định|Luật|Văn bản|Công văn|Phương án|Đề án) này |^\W*Điều \d+\. "
)
_EXPIRES = re.compile(r"[^.;\n]{0,90}?(?:hết hiệu lực|(?P<replaced>được thay thế))")
_DOES_THEN = re.compile(
    rf"(?:^|[,;.] ?)\W*(?:Nay |nay )?(?:{UNIT}|[Nn]hà trường)[^;.\n]{{0,140}}? (?:ban hành|xây dựng|triển khai|tổ chức|hướng dẫn|yêu cầu|phát động|lập) "
)


# The last branch: a cue right after a title in capitals, where the line break between them was lost.
_STOP = re.compile(
    rf"\n|(?<![A-Z .][A-Z])(?<!TP)(?<!\.)\.(?= +[{UPPER}(“\"])| (?=[TCĐNX])(?<=[{UPPER}][{UPPER}] |[{UPPER}\d][”\"\d] )(?=(?:Thực hiện|Căn cứ|Triển khai|Để |Nhằm |Tiếp tục|Xét đề nghị) )"
)


_BLANK = re.compile(r" *")
_LIST_GAP = re.compile(r" ?[,;]? ?(?:và |các )?")
_MEMBER_GAP = re.compile(r" ?(?:,|;|và|, và) ?(?:các )?")
_ITEM_GAP = re.compile(r"[;,]\s*\n\s*(?:[-+•*] ?)?")
_SHARED_GAP = re.compile(r" ?(?:,|và|, và|;) (?:các )?(?:số ?:? *)?")
_AT_BODY = re.compile(r"(?:tại|gồm:?) ?(?:các )?$|tại [^;,]*$")
_JOINED = re.compile(r" *(?:[;,.]|và|đồng thời)")
_REPEALING = re.compile(r"bãi bỏ [^.;]{0,80}$")


class Sentences:
    """Where the sentences and items of a text begin; a line is looked at when first asked for: most hold no citation."""

    __slots__ = ("_lines", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[int, list[int]] = {}

    def start(self, at: int) -> int:
        """The start of the sentence that holds `at`."""
        line = self._text.rfind("\n", 0, at) + 1
        starts = self._lines.get(line)
        if starts is None:
            end = self._text.find("\n", line)
            stops = _STOP.finditer(self._text, line, end if end >= 0 else len(self._text))
            self._lines[line] = starts = [line, *(found.end() for found in stops)]
        return starts[bisect_right(starts, at) - 1]


def is_cued(text: str, start: int, last: int, sentences: Sentences) -> bool:
    """Whether a cue of the opening, or a list that a cue opened, stands right before `start`; last: end of the citation before."""
    begin = sentences.start(start)
    first = _first_cue(text, begin, start)
    if first is None:
        return False
    if _BLANK.fullmatch(text, first.end(), start):
        return True
    return last > begin and _LIST_GAP.fullmatch(text, last, start) is not None


def _first_cue(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The cue that opens a sentence; in lower case only "căn cứ": a sentence that begins "thực hiện" is a piece of another."""
    found = _FIRST.match(text, begin, end)
    if found is None:
        return None
    word = found["basis"] or found["implements"]
    if not (word[0].isupper() or word == "căn cứ") or text.startswith(" theo ", found.end()):
        return None
    return found


def _relation_of(found: re.Match[str]) -> str:
    return "basis" if found["basis"] else "implements"


def relate(text: str, drafts: list[Draft], sentences: Sentences, *, head: tuple[int, int], fragment: bool) -> None:
    """Write the relation of each draft. head: the span of the opening; fragment: the whole text is one."""
    legal = _legal_regions(text)
    current: str | None = None
    last: Draft | None = None
    for draft in drafts:
        if draft.parent is not None:
            draft.relation = "mentions"
            draft.inner = draft.inner or _inner(text, draft)
            continue
        begin = sentences.start(draft.start)
        before = text[max(begin, draft.start - 160) : draft.start]
        opening = head[0] <= draft.start < head[1]
        changed = _changes(text, draft, begin, before, free=fragment or opening)
        if (
            last is not None
            and last.relation in {"replaces", "repeals", "amends"}
            and _MEMBER_GAP.fullmatch(text, last.end, draft.start)
        ):
            changed = last.relation
        if changed:
            draft.relation = changed
        elif opening:
            current = _governing(text, draft, last, begin, current, fragment=fragment)
            draft.relation = current or "mentions"
            if current is None and _ACCOMPANIES.search(before):
                draft.relation = "accompanies"
        elif draft.form == "full" and _ACCOMPANIES.search(before):
            draft.relation = "accompanies"
        elif any(start <= draft.start < end for start, end in legal) and not text[begin : draft.start].strip(
            " -+•*0123456789.)ăncứC"
        ):
            draft.relation = "basis"
        last = draft


def _governing(text: str, draft: Draft, last: Draft | None, begin: int, current: str | None, *, fragment: bool) -> str | None:
    """The relation that the cue of this sentence, or of the list this stands in, gives."""
    same = last is not None and last.start >= begin
    if not same or last is None:
        first = _first_cue(text, begin, draft.start)
        if first is not None and not _DOES_THEN.search(text, first.end(), draft.start):
            return _relation_of(first)
        if fragment and _LOWER_CUE.match(text[begin : draft.start].lstrip()):
            return "basis"
        between = text[begin : draft.start]
        if relation := _above(text, begin, between):
            return relation
        if _TO_CARRY_OUT.search(between[-160:]) and (between[:1].isupper() or not fragment):
            return "implements"
        if (again := _last_again(between)) and again[0][0] in ";,." and _PLAIN_CUE.search(again[0]):
            return _relation_of(again)
        if last is not None and current and _ITEM_GAP.fullmatch(text, last.end, draft.start):
            return current
        return None
    gap = text[last.end : draft.start]
    if last.form == "self":
        gap = text[begin : draft.start]
    if again := _last_again(gap):
        return _relation_of(again)
    if _TO_CARRY_OUT.search(gap[-160:]):
        return "implements"
    if _DOES_THEN.search(gap) and not _AT_BODY.search(gap):
        return None
    return current


def _above(text: str, begin: int, between: str) -> str | None:
    """The cue of a line that ends with a colon, for the items below it: "Căn cứ các văn bản sau:"."""
    line_end = text.rfind("\n", 0, begin + 1)
    if line_end <= 0 or between.strip(" \n-+•*0123456789.)"):
        return None
    line = text.rfind("\n", 0, line_end) + 1
    if not text[line:line_end].rstrip().endswith(":"):
        return None
    first = _first_cue(text, line, line_end)
    return _relation_of(first) if first and not _DOES_THEN.search(text, first.end(), line_end) else None


def _last_again(gap: str) -> re.Match[str] | None:
    found = last_of(_AGAIN.finditer(gap))
    if found is not None and not found["basis"] and not _JOINED.match(gap) and found.start() == 0:
        return None
    return found


def _legal_regions(text: str) -> list[tuple[int, int]]:
    """What stands under a heading "Căn cứ pháp lý", up to the next heading."""
    regions = []
    for heading in _LEGAL_HEADING.finditer(text):
        following = _ANY_HEADING.search(text, heading.end())
        regions.append((heading.end(), following.start() if following else len(text)))
    return regions


def _changes(text: str, draft: Draft, begin: int, before: str, *, free: bool) -> str | None:
    """Replaces, amends or repeals, as a verb of this document."""
    if _VERB.search(before) and (found := _CHANGE.search(before)):
        ours = free or _THIS.search(text[max(begin, draft.start - 400) : draft.start]) is not None
        return _CHANGES[found["verb"].lower()] if ours else None
    after = _EXPIRES.match(text, draft.end)
    if after and (free or " này " in text[draft.end : draft.end + 260]):
        return "replaces" if after["replaced"] else "repeals"
    if free and _REPEALING.search(before) and not draft.capital:
        return "repeals"
    return None


_INNER = (
    ("kèm theo", "accompanies"), ("thay thế", "replaces"), ("bãi bỏ", "repeals"), ("sửa đổi", "amends"), ("bổ sung", "amends"),
    ("thực hiện", "implements"), ("triển khai", "implements"), ("thi hành", "implements"), ("căn cứ", "basis"), ("theo", "basis"), ("tại", "basis"),
)  # fmt: skip


def _inner(text: str, draft: Draft) -> str:
    """What the outer document says of the one in its title, by the last verb before it."""
    assert draft.parent is not None
    before = text[max(draft.parent.core, draft.start - 80) : draft.start].lower()
    place, relation = -1, "mentions"
    for word, meaning in _INNER:
        at = before.rfind(word)
        if at > place:
            place, relation = at, meaning
    return relation


_ISSUED_BY = re.compile(r",? (?:kèm )?theo ")


def distribute(text: str, drafts: list[Draft]) -> None:
    """Lend date and issuer backwards along a list: "217-QĐ/TW và Quyết định số 218-QĐ/TW ngày … của …".

    What issues a document is of its day: "Quy chế … ban hành ngày 3/8/2020 theo Quyết định số 12/QĐ-SYT".
    """
    for one, following in pairwise(drafts):
        if one.named and one.date and following.date is None and _ISSUED_BY.fullmatch(text, one.core, following.start):
            following.date = one.date
    for one, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        if (
            one.title is not None
            or one.issuer is not None
            or one.number is None
            or following.number is None
            or one.form in {"self", "anaphora"}
        ):
            continue
        if not _SHARED_GAP.fullmatch(text, one.core, following.start):
            continue
        if not _same_body(text, one, following):
            continue
        if one.date is None and one.kind.word == following.kind.word and one.coded == following.coded:
            one.date = following.date
        if following.issuer is not None:
            one.issuer = following.issuer


_MANY = re.compile(
    rf"[Cc]ác (?:[{LOWER}]+ )?(?:văn bản|[{UPPER}][{LOWER}]+ [{LOWER}]+)(?:[{LOWER} ,]{{0,40}}?)? của (?P<body>{UNIT}[^;:.\n,]{{0,60}}?)(?: (?:về|gồm|gồm có|sau|sau đây|như sau)(?!\w)[^;:.\n]{{0,160}})? ?: ?$"
)


def lend_forward(text: str, drafts: list[Draft], sentences: Sentences) -> None:
    """The issuer that heads a list serves its members: "các Quyết định của Thủ tướng Chính phủ: số …; số …"."""
    body: tuple[int, int] | None = None
    for last, one in zip([None, *drafts], drafts, strict=False):
        begin = sentences.start(one.start)
        if last is None or last.start < begin:
            body = None
        if one.parent is not None or one.number is None:
            continue
        if found := _MANY.search(text[max(begin, one.start - 300) : one.start]):
            offset = max(begin, one.start - 300)
            body = (offset + found.start("body"), offset + found.end("body"))
        elif one.issuer is not None:
            body = None
        if one.issuer is None and body is not None:
            one.issuer = body


def _same_body(text: str, one: Draft, following: Draft) -> bool:
    assert one.number is not None
    assert following.number is not None
    first = parse_symbol(one.printed or text[slice(*one.number)])
    second = parse_symbol(following.printed or text[slice(*following.number)])
    if first is None or second is None or "bare" in {first.family, second.family}:
        return one.kind.word == following.kind.word
    return _chamber(first.issuers) == _chamber(second.issuers)


def _chamber(issuers: tuple[str, ...]) -> str:
    """The first issuer code without the term: QH13 and QH14 are one body."""
    return issuers[0].rstrip("0123456789") if issuers else ""
