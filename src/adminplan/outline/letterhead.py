"""The head of a document: issuing bodies, number, place and date, type, title.

Reads the first paragraphs of a `Text`. Writes `Head`. The forms are those of Nghị định 30/2020/NĐ-CP (State, unions), of the
Party (`Số 12-KH/TU`, no motto) and of the Youth Union (`***` under the issuer).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from adminplan.data import fold, plain, table
from adminplan.layout.join import is_ward
from adminplan.layout.labels import label
from adminplan.layout.text import Paragraph, Span, Text
from adminplan.outline.node import Head
from adminplan.outline.recognised import date_in, doubtful, number_in

TYPES = (
    "kế hoạch liên tịch", "kế hoạch phối hợp", "kế hoạch liên ngành", "kế hoạch hành động", "kế hoạch", "quyết định", "chỉ thị", "nghị quyết", "kết luận",
    "hướng dẫn liên tịch", "hướng dẫn", "chương trình hành động", "chương trình công tác", "chương trình phối hợp", "chương trình", "thông báo kết luận",
    "thông báo", "phương án", "đề án", "báo cáo", "tờ trình", "công điện", "quy chế", "quy định", "thông tri", "nghị định", "thông tư",
    "điều lệ", "thể lệ", "công văn", "lịch công tác", "nội quy", "dự án", "đề cương", "biên bản", "giấy mời",
)  # fmt: skip
# Kinds of plan that are, for their type, plans: the rest of the words opens the title.
_BASE = {"kế hoạch hành động": "kế hoạch", "chương trình công tác": "chương trình", "thông báo kết luận": "thông báo"}
_DRAFT = re.compile(r"^\W*(?:\(?DỰ THẢO\)?|\(?Dự thảo\)?)\W*")
_SPACED = re.compile(r"^(?:[A-ZÀ-ỸĐ] ){4,}")
# Số: 48/KH-LĐLĐ · Số 12-KH/TU · Số:      /KH-SCT · 225 - KH/TWĐTN-CTTN
_NUMBER = re.compile(
    r"(?:Số|SỐ|số)\s*[:.]?\s*(?P<number>(?:\d[\d\s]{0,6}[a-zA-ZĐđ]?|[.…_ ]{0,30})\s*[/\-–]\s*(?=[A-ZĐ0-9])[\w&/\-–.,]+(?:\s?[/\-–&]\s?[\w&.,]+|(?<=[/\-–&])\s[\w&.,]+)*)"
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,5}\s?[-–/]\s?[A-ZĐ]{1,6}[a-z]{0,2}\s?[/\-–]\s?[A-ZĐ][\w&/\-–]*)$")
_DATE = re.compile(
    r"(?:^|(?<=\s))(?P<place>[^\d,;:()]{2,60}?)?\s*,?\s*[Nn]gày\s*(?P<day>\d{1,2}|[.…_\s]{0,20}|\S{1,4})\s*[Tt]háng\s*(?P<month>\d{1,2}|[.…_\s]{0,20}|\S{1,4}?)\s*[Nn]ăm\s*(?P<year>\d{4}|\d{0,3}[.…_]{0,10})"
)
_MOTTO = (
    "cộng hòa xã",
    "chủ nghĩa việt nam",
    "xã hội chủ nghĩa việt nam",
    "độc lập",
    "đảng cộng sản việt nam",
    "hội chủ nghĩa việt nam",
    "hòa xã hội",
    "hội chủ nghĩa",
)
# What can open the name of an issuing body; a line that opens otherwise (TỈNH A, VIỆT NAM) goes on with the one above.
_BODY = re.compile(
    r"(?:uỷ ban|ủy ban|ubnd|hđnd|hội đồng|sở|bộ|ban|phòng|liên đoàn|lđlđ|tổng|công đoàn|cđ\w*|bql|hội|đoàn|đảng|tỉnh ủy|huyện ủy|thành ủy|quận ủy|thị ủy|đảng ủy|"
    r"trường|chi cục|cục|vụ|văn phòng|trung tâm|thủ tướng|chính phủ|quốc hội|viện|học viện|đại học|bệnh viện|công an|quân khu|tỉnh đoàn|thành đoàn|huyện đoàn|quận đoàn|"
    r"thị đoàn|xã đoàn|mặt trận|mttq|ubmttq|công ty|tập đoàn|đài|báo|kho bạc|bảo hiểm|ngân hàng|tòa án|chi đoàn|chi bộ|bch|btv|tổ|nhà|thanh tra|chủ tịch|đảng bộ|thường trực|"
    r"bộ chính trị|liên hiệp|hợp tác xã|ủy ban nhân|tổng cục|trạm|hạt|nông trường|lâm trường|xí nghiệp|khu|cụm|đội|liên minh|hiệp hội|câu lạc bộ|quỹ|vườn quốc gia|bảo tàng|thư viện|đồn|lữ đoàn|sư đoàn|trung đoàn|tiểu đoàn|binh đoàn|điện lực|viễn thông|bưu điện|tạp chí|chi nhánh|thuế|kiểm lâm|chi hội|liên đội)(?=\s|$)"
)
# An organ alone in its line goes on with the body whose organ it is: "BAN CHẤP HÀNH | HỘI LHPN TỈNH A".
_ORGANS = {
    "công đoàn cơ sở", "công đoàn", "đảng ủy", "chi bộ", "chi đoàn", "đoàn thanh niên", "ban chấp hành",
    "ban thường vụ", "ban thường trực", "thường trực", "bch", "btv", "ban cán sự",
}  # fmt: skip
# "QUẢN LÝ THỊ | TRƯỜNG": the second half of a word begins no body.
_OPEN_END = re.compile(r"(?:,|-|–|&|\bvà|\bcủa|\bcho|\b(?:thị|môi|hiện|công|nông|lâm|quảng|chiến)(?=\s*$))$", re.IGNORECASE)
# How an opening paragraph begins: bases, occasions, purposes.
OPENING = re.compile(
    r"\W{0,3}(?:căn cứ|thực hiện|triển khai|tiếp tục|theo|nhằm|để |trên cơ sở|hưởng ứng|xét|thi hành|kính gửi|thời gian qua|trong thời gian|do |"
    r"phát huy|qua |sau khi|năm \d{4},|ngày \d|với mục|chào mừng|trước tình hình|ban hành kèm|kèm theo|đảm bảo|nhân dịp)",
    re.IGNORECASE,
)
_LIMIT = 60


def read_head(text: Text, first: int = 0) -> Head:
    """The `Head` of the document that begins at paragraph `first`. Fields that are not there are `None`."""
    paragraphs = text.paragraphs
    words = [text.string[p.start : p.end] for p in paragraphs[first : first + _LIMIT]]
    at, kind, rest = _type_line(words, paragraphs[first : first + _LIMIT])
    letter = None
    if at is None:
        letter = next((index for index, own in enumerate(words) if fold(own).startswith("kính gửi")), None)
    before = at if at is not None else letter if letter is not None else _first_heading(words)
    spans: dict[str, Span] = {}
    number, when, place = _number_and_date(words[:before], paragraphs[first:], spans)
    if text.source.ocr:
        number, when, place = _recognised(text, words[:before], paragraphs[first:], spans, (number, when, place))
        if told := spans.get("number"):
            words = ["" if p.start <= told.start < p.end else own for p, own in zip(paragraphs[first:], words, strict=False)]
    issuer, parent = _issuers(
        words[:before], paragraphs[first:], spans, joint=bool(number and re.search(r"/(?:KHLT|KHPH|HDLT|CTPH)", number))
    )
    title, last = None, before
    if text.source.ocr:
        issuer, parent = _as_known(issuer), _as_known(parent)
    if at is not None:
        spans["type"] = Span(paragraphs[first + at].start, paragraphs[first + at].end)
        title, last = _title(words, paragraphs[first:], at, rest, issuer, kind)
        if title and last > at:
            spans["title"] = Span(
                paragraphs[first + (at if rest or last == at + 1 else at + 1)].start, paragraphs[first + last - 1].end
            )
    elif letter is not None or any(re.match(r"\W*V/v", own, re.IGNORECASE) for own in words[:before]):
        kind, title = "công văn", _subject(words[:before])
    return Head(
        type=kind[:1].upper() + kind[1:] if kind else None,
        number=number, date=when, place=place, issuer=issuer, parent_issuer=parent, title=title, spans=spans,
        last=first + last,
    )  # fmt: skip


def type_word(line: str) -> tuple[str, str] | None:
    """The document type that a line in capitals opens with, and the rest of the line.

    >>> type_word("KẾ HOẠCH TỔ CHỨC HỘI THI")
    ('kế hoạch', 'TỔ CHỨC HỘI THI')
    """
    line = _DRAFT.sub("", line.strip(" *“”\"'"))
    if _SPACED.match(line):
        line = line.replace("  ", "\0").replace(" ", "").replace("\0", " ")
    key = fold(line)
    for name in TYPES if key.startswith(TYPES) else ():
        if key.startswith(name) and (len(key) == len(name) or not key[len(name)].isalnum()):
            base = _BASE.get(name, name)
            head = line[: len(base)]
            if head.isupper() or (len(key) == len(name) and head[:1].isupper()):
                return base, line[len(base) :].strip(" :.-–*")
            return None
    return _unmarked_type(line) if line.isupper() else None


def _unmarked_type(line: str) -> tuple[str, str] | None:
    """A type line in capitals whose marks were lost in recognition: "KÉ HOẠCH"."""
    if is_ward(line):
        return None
    key = plain(line)
    if key.startswith("kehoach"):  # the blank was lost too
        key, line = f"ke {key[2:]}", f"{line[:2]} {line[2:]}"
    types = _plain_types()
    for name, bare in zip(TYPES, types, strict=True) if key.startswith(types) else ():
        if key.startswith(bare) and (len(key) == len(bare) or not key[len(bare)].isalnum()):
            base = _BASE.get(name, name)
            return base, line[len(base) :].strip(" :.-–*")
    return None


@cache
def _plain_types() -> tuple[str, ...]:
    return tuple(map(plain, TYPES))


def _type_line(words: list[str], paragraphs: tuple[Paragraph, ...]) -> tuple[int | None, str | None, str]:
    for index, own in enumerate(words):
        if len(own) > 1200:
            return None, None, ""
        opened = label(own)
        if opened is not None and opened.kind in {"roman", "part", "article"} and len(own) > opened.end:
            return None, None, ""
        found = type_word(own)
        if found and not (found[1] and (found[1][:1].islower() or (own.rstrip().endswith((".", ";")) and not own.isupper()))):
            kind, rest = found
            if rest.startswith("SỐ") or (rest and not rest.isupper() and not paragraphs[index].bold and len(own) > 250):
                continue
            return index, kind, rest
    return None, None, ""


def _first_heading(words: list[str]) -> int:
    for index, own in enumerate(words):
        opened = label(own)
        if (opened is not None and opened.kind in {"roman", "part", "decimal", "article"}) or (index > 3 and len(own) > 200):
            return index
    return min(len(words), 12)


def _number_and_date(
    words: list[str], paragraphs: tuple[Paragraph, ...], spans: dict[str, Span]
) -> tuple[str | None, date | None, str | None]:
    number = when = place = None
    for index, own in enumerate(words):
        base = paragraphs[index].start
        match = (_NUMBER.search(own) or _BARE_NUMBER.match(own)) if number is None else None
        if match and not _is_founding(words, index):
            number = re.sub(r"[\s.…_]", "", match["number"]).replace("–", "-").rstrip(",-/")
            spans["number"] = Span(base + match.start("number"), base + match.end("number"))
        match = _DATE.search(own) if when is None and place is None and "gày" in own else None
        if match:
            day, month, year = (match[name].strip(" .…_") for name in ("day", "month", "year"))
            if day.isdigit() and month.isdigit() and year.isdigit() and len(year) == 4:
                try:
                    when = date(int(year), int(month), int(day))
                except ValueError:
                    when = None
            place = re.sub(r"^.*?\d\S*\s+(?=[A-ZĐ])", "", (match["place"] or "")).strip(" ,.*_") or None
            spans["date"] = Span(base + match.start("day"), base + match.end())
            if place:
                at = own.find(place)
                spans["place"] = Span(base + at, base + at + len(place))
    return number, when, place


def _recognised(
    text: Text,
    words: list[str],
    paragraphs: tuple[Paragraph, ...],
    spans: dict[str, Span],
    said: tuple[str | None, date | None, str | None],
) -> tuple[str | None, date | None, str | None]:
    """Number, day and place of a letterhead that was recognised: what slips hid is found, what was read unsurely is not told."""
    number, when, place = said
    for index, own in enumerate(words):
        base = paragraphs[index].start
        if "number" not in spans and not _is_founding(words, index) and (read := number_in(own)):
            number = read.value
            spans["number"] = Span(base + read.start, base + read.end)
        torn = "ngày" in own and "năm" not in own and index + 1 < len(words)  # by a day written larger than its line
        if when is None and (found := date_in(f"{own} {words[index + 1]}" if torn else own)):
            when, day, named = found
            spans["date"] = Span(base + day.start, base + day.end)
            if named and place is None:
                place, spans["place"] = named.value, Span(base + named.start, base + named.end)
    if number and doubtful(text, spans["number"]):
        number = None
    if when and doubtful(text, spans["date"]):
        when = None
    return number, when, place


def _is_founding(words: list[str], index: int) -> bool:
    """Whether a line gives the number of the decision that set up the issuer: "ĐOÀN KIỂM TRA / THEO QUYẾT ĐỊNH / SỐ 12/QĐ-SCT"."""
    before = fold(" ".join(words[max(0, index - 2) : index])).strip()
    return before.endswith(("theo quyết định", "theo nghị quyết")) and plain(words[index]).lstrip().startswith("so")


def _issuers(
    words: list[str], paragraphs: tuple[Paragraph, ...], spans: dict[str, Span], *, joint: bool
) -> tuple[str | None, str | None]:
    groups: list[list[int]] = []
    previous = None
    numbered = False
    for index, own in enumerate(words):
        key = fold(own).strip(" *_-.")
        if key.startswith(_MOTTO) or not any(char.isalpha() for char in own) or _is_blurred_motto(own):
            continue
        if numbered and groups and paragraphs[index].cell is None:
            continue  # what stands below the number is no issuing body
        if (
            _NUMBER.search(own)
            or _BARE_NUMBER.match(own)
            or ("gày" in own and _DATE.search(own))
            or key.startswith(("v/v", "về việc", "dự thảo", "(dự thảo", "mật", "hỏa tốc", "số:", "số "))
        ) and not _is_founding(words, index):
            numbered = numbered or bool(_NUMBER.search(own))
            if groups:
                previous = None
            continue
        letters = [char for char in own if char.isalpha()]
        if sum(char.isupper() for char in letters) < 0.7 * len(letters) and own not in {"BCH", "TW"}:
            continue
        if (
            key in {"đoàn tncs hồ chí minh", "đoàn thanh niên cộng sản hồ chí minh"}
            and groups
            and not _same_cell(paragraphs, groups[0][0], index)
        ):
            continue
        if key in {"đoàn tncs hồ chí minh", "đoàn thanh niên cộng sản hồ chí minh"} and any(
            "***" in other or "BCH" in other or "BAN CHẤP HÀNH" in other for other in words[:index]
        ):
            continue
        opens = (
            bool(_BODY.match(key))
            and not (groups and fold(words[groups[-1][-1]]).strip(" *") == "thủ tướng")
            and not (groups and previous is not None and _OPEN_END.search(words[previous].strip(" *")))
            and not (groups and previous is not None and fold(" ".join(words[at] for at in groups[-1])).strip(" *") in _ORGANS)
        )
        if groups and not opens and previous is not None:
            groups[-1].append(index)
        elif opens or not groups:
            groups.append([index])
        previous = index
    if not groups:
        return None, None
    joined = [" ".join(words[index].strip(" *_-:.") for index in group) for group in groups]
    spans["issuer"] = Span(paragraphs[groups[-1][0]].start, paragraphs[groups[-1][-1]].end)
    if joint:
        return " - ".join(joined), None
    return joined[-1], joined[-2] if len(joined) > 1 else None


def _as_known(name: str | None) -> str | None:
    """A recognised name with the marks of the one body that is written with these letters.

    >>> _as_known("TÔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM")
    'TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM'
    """
    known = _known_bodies().get(plain(name)) if name is not None and name.isupper() else None
    return known.upper() if known is not None else name


@cache
def _known_bodies() -> dict[str, str]:
    names = {re.sub(r"\s*[(/;].*", "", row["full_name"]) for row in table("issuers")}
    keys = Counter(plain(name) for name in names)
    return {plain(name): name for name in names if keys[plain(name)] == 1}


def _is_blurred_motto(own: str) -> bool:
    """The national motto as recognition may give it: "CỤNG HUA XA HỌI CHU NGHIA VI NAM"."""
    if not own.isupper() or not 18 <= len(own) <= 44:
        return False
    alike = SequenceMatcher(None, plain(own), "cong hoa xa hoi chu nghia viet nam", autojunk=False)
    return alike.quick_ratio() > 0.8 and alike.ratio() > 0.8


def _same_cell(paragraphs: tuple[Paragraph, ...], one: int, other: int) -> bool:
    return paragraphs[one].cell is not None and paragraphs[one].cell == paragraphs[other].cell


def _title(
    words: list[str], paragraphs: tuple[Paragraph, ...], at: int, rest: str, issuer: str | None, kind: str | None
) -> tuple[str | None, int]:
    lines = [rest] if rest else []
    model = paragraphs[at] if rest else None
    index = at + 1
    while index < len(words) and index <= at + 8:
        own, paragraph = words[index].strip(" *_"), paragraphs[index]
        if not own or not any(char.isalnum() for char in own):
            index += 1
            continue
        if _ends_title(own, paragraph, lines, model, issuer, kind):
            break
        lines.append(own)
        model = model or paragraph
        index += 1
    title = re.sub(r"\s*[-–_*]{3,}\s*$", "", " ".join(lines)).strip()
    return title or None, index


def _ends_title(
    own: str, paragraph: Paragraph, lines: list[str], model: Paragraph | None, issuer: str | None, kind: str | None
) -> bool:
    opened = label(own)
    if (
        opened is not None
        and opened.kind in {"roman", "part", "chapter", "article", "decimal", "upper", "dash"}
        and len(own) > opened.end
    ):
        return not (lines and opened.kind == "dash" and own[1:].strip()[:1].islower())
    if own.startswith(("(", "[")) and re.match(r"\W*(?:ban hành |gửi )?kèm theo|\W*ban hành theo|\W*dự thảo", own, re.IGNORECASE):
        return True
    if fold(own).startswith(("kính gửi", "ban hành kèm theo", "kèm theo quyết định")):
        return True
    if not lines:
        return bool(OPENING.match(own)) and (own.endswith((";", ":")) or len(own) > 400)
    if issuer and fold(own) == fold(issuer):
        return True
    if kind in {"quyết định", "nghị quyết", "chỉ thị"} and own.isupper() and _BODY.match(fold(own)):
        return True
    if lines[-1].isupper() and own.isupper():
        return False
    if lines[-1].isupper() != own.isupper() and len(own) > 40:
        return True
    if OPENING.match(own) and not (model is not None and model.bold and paragraph.bold):
        return True
    if model is not None and model.bold != paragraph.bold:
        return True
    if model is not None and model.align == "center" and paragraph.align not in {"center", None}:
        return True
    return len(own) > 220 or own.endswith((";", ":")) or (own.endswith(".") and len(own) > 60)


def _subject(words: list[str]) -> str | None:
    """The `V/v …` of a letter, over the lines that follow it down to the next part of the head."""
    for index, own in enumerate(words):
        match = re.match(r"\W*(?:V/v|Về việc)\s*:?\s*", own, re.IGNORECASE)
        if match:
            lines = [own[match.end() :]]
            for other in words[index + 1 :]:
                if not other[:1].islower() and (
                    _DATE.search(other) or other.isupper() or _NUMBER.search(other) or len(" ".join(lines)) > 60
                ):
                    break
                lines.append(other)
            return " ".join(lines).strip(" .*_") or None
    return None
