"""Dates that are no times of the plan: those of documents cited, of anniversaries and holidays named, of births and papers.

Reads a text in small letters. Writes the spans in which no time may be found.
"""

from __future__ import annotations

import re

_DATE = r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?|\d{1,2}\s{1,2}tháng\s{0,2}\d{1,2}(?:\s?[,/]?\s{0,2}(?:năm)?\s{0,2}\d{4})?)(?!\d)"
_BLANK = r"(?:[\d.…_]{0,8}\s{0,3}(?:/|tháng)\s{0,3}[\d.…_]{0,8}\s{0,3}(?:/|năm)\s{0,3}\d{4})"  # ngày    /6/2026, ngày … tháng 6 năm 2026
_THE_DAY = rf"ngày\s{{0,3}}(?:{_DATE}|{_BLANK})"
_MORE = rf"(?:\s?(?:,|và|;|-)\s?(?:ngày\s)?{_DATE}){{0,6}}"
_LAWS = (
    r"hiến\spháp|bộ\sluật|luật|pháp\slệnh|nghị\s(?:quyết|định)|quyết\sđịnh|chỉ\sthị|thông\s(?:tư|tri|báo)|kết\sluận|công\s(?:văn|điện)"
    r"|văn\sbản|tờ\strình|quy\s(?:định|chế)|giấy\smời|biên\sbản|hợp\sđồng"
)
_PAPERS = rf"{_LAWS}|kế\shoạch|chương\strình|đề\sán|hướng\sdẫn|báo\scáo|phương\sán|thỏa\sthuận|điều\slệ|lệnh"
_HOLIDAYS = (
    r"thành\slập|quốc\stế|quốc\skhánh|giải\sphóng|nhà\sgiáo|thương\sbinh|thầy\sthuốc|báo\schí|môi\strường|truyền\sthống|toàn\sdân|toàn\squốc"
    r"|doanh\snhân|gia\sđình|pháp\sluật|chuyển\sđổi\ssố|thế\sgiới|hội\s(?:quốc|đại)|đại\sđoàn|chiến\sthắng|phụ\snữ|hiến\schương|cách\smạng|người|sách"
    r"|khoa\shọc|công\stác\sxã|dân\ssố|việt\snam|du\slịch|biên\sphòng|quân\sđội|sinh|mất|học\ssinh|thống\snhất|đại\sdương|an\stoàn|phòng"
    r"|công\snhân|nước|đất|vì|tết"
)

# "10/2023 - tháng 5/2024" is no symbol.
_CALENDAR = r"ngày|tuần|tháng|qu[ýí]|năm|đầu|giữa|cuối|hết|đến|nửa|học|sáng|chiều|thứ|thượng|trung|hạ"
# Each cheap cue, and the patterns to try where it begins. A pattern's group `x`, or else the whole, is blotted out.
_CITED = re.compile(
    rf"(?<![\w/])(?:\d{{1,5}}[a-zđ]?|(?<=số)|(?<=số\s)|(?<=số\s\s))\s{{0,6}}(?:/\s?(?:19|20)\d\d\s?)?[/\-]\s?(?!q[1-4]|t\d|(?:{_CALENDAR})\s)[a-zđ][\w&]{{1,19}}(?:\s?[\-/.]\s?[a-zđ][\w&]{{0,12}}){{0,4}}"
    rf"(?:\s{{0,3}}[,(]?\s{{0,3}}(?:(?:ban\shành|ký|được\sban\shành|đề)\s)?(?:{_THE_DAY}|(?:tháng\s\d{{1,2}}\s?)?(?:năm|/)\s?\d{{4}}))?"
)
_NAMED = (
    re.compile(rf"(?<!\w)(?:{_PAPERS})\s(?:số\s{{0,3}}[\w.…/\-]{{0,20}}\s{{0,3}},?\s{{0,3}})?{_THE_DAY}"),
    re.compile(rf"(?<!\w)(?:{_LAWS})\s(?P<between>[^.;:\n\x00]{{2,90}}?)\s{_THE_DAY}(?!\s{{0,2}}(?:đến|tới|-))"),
    re.compile(rf"(?<!\w)(?:{_PAPERS})\s(?P<between>[^.;:\n\x00]{{2,90}}?)\s{_THE_DAY}\s?,?\s(?:của|về|v/v|phê\sduyệt)(?!\w)"),
)
_PAPER = re.compile(rf"(?<!\w)(?:{_PAPERS})\s")
_UNDATED = re.compile(
    r"ngày[\s.…_]{0,20}(?:/|tháng)[\s\d.…_]{0,12}(?:/|năm)[\s.…_]{0,4}(?:\d{4}(?!\d))?|số\s?:[^\n,;]{0,90},\s{0,3}ngày\s{0,3}\d{1,2}\s{0,3}tháng\s{0,3}\d{1,2}\s{0,3}năm\s{0,3}\d{4}"
)
_DONE = re.compile(
    rf"(?<!\w)(?:ban\shành|thông\squa|ký|phê\sduyệt|sinh|cấp|mất|sửa\sđổi|khai\ssinh|hy\ssinh)\s{_THE_DAY}|ngày\s(?:sinh|cấp)\s?:?\s{{0,3}}{_DATE}"
)
_FEAST = re.compile(
    r"(?<!\w)(?:kỷ\sniệm|kỉ\sniệm|chào\smừng|mừng|hướng\stới|lập\sthành\stích|hưởng\sứng|nhân\sngày|nhân\sdịp|ngày\slễ|\d+\snăm\s(?:ngày|thành\slập))(?!\w)"
)
_FEAST_DAYS = re.compile(rf"(?P<between>[^.;,\n]{{0,110}}?)(?<![\w/])(?P<x>(?:ngày\s)?(?<![\d/]){_DATE}{_MORE}\)?)")
_HOLIDAY = re.compile(
    rf"(?<!\w)(?<!trước\s)(?:ngày|tuần\slễ)\s(?:{_HOLIDAYS})\s?(?P<between>[^.;:\n\d]{{0,100}})\(?(?:ngày\s)?{_DATE}{_MORE}\)?"
)
_FEAST_NAMED = re.compile(
    rf"(?<!\w)(?<!trước\s)(?:ngày|tuần\slễ|tháng)\s[^.;:\n\d()]{{2,100}}(?:việt\snam|thế\sgiới|quốc\sgia|quốc\stế|toàn\squốc|toàn\sdân)[”\"’]?\s{{0,2}}\((?:từ\s)?(?:ngày\s)?(?:\d{{1,2}}\s?-\s?)?{_DATE}{_MORE}\)?"
)
_SPAN = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(\d{4})\s{0,2}[-,;]?\s{0,2}(?:ngày\s)?\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(\d{4})(?!\d)"
)
_YEARS = re.compile(r"\(\s?((?:18|19|20)\d\d)\s?-\s?((?:19|20)\d\d)\s?\)")
_STATUS = re.compile(
    rf"(?<!\w)(?<!ngày\s)(?<!tháng\s)(?<!năm\s)(?:tính|lũy\skế|luỹ\skế)\s(?:từ\sđầu\s[^\W\d]{{1,8}}\s)?(?:cho\s)?đến\s(?:hết\s|nay\s)?(?:{_THE_DAY}|(?:ngày\s|tháng\s)?[\d/]{{1,10}}(?:\snăm\s\d{{4}})?)"
)
_LETTERHEAD = re.compile(
    r"^[^\S\n]*[^\n\d,;:]{2,40},\s{0,3}ngày\s{0,3}[\d.…]{0,4}\s{0,3}tháng\s{0,3}[\d.…]{0,4}\s{0,3}năm\s{0,3}\d{4}[^\S\n]*$",
    re.MULTILINE,
)
_CUED = re.compile(
    r"(?:(?<!\w)(?:từ|trước|đến|vào|trong|chậm|muộn|hạn|lúc|hồi|xong|hoàn\sthành|thời\sgian|tổ\schức|hết)\s?(?:nhất\s|ngày\s|hết\s|dịp\s|:\s){0,2})$"
)
_INSIDE = re.compile(
    r"(?<!\w)(?:từ|trước|đến(?!\snăm)|vào|chậm|hạn)\s(?:hết\s|nhất\s)?(?:ngày|\d)|(?<!\w)(?:trước|từ|chậm\snhất|đến|thời\sgian|vào|trong|dịp|lúc|tổ\schức|diễn\sra)$"
)
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"\d(?:\s?[/.\-]\s?\d|\s{1,2}tháng)")  # what every `_DATE` holds


def masks(low: str) -> list[tuple[int, int]]:
    """Spans of dates that are no times of the plan, in order of their beginning; they may overlap."""
    if not _DIGIT.search(low):
        return []
    # Each group of patterns is tried where the text holds what all of them ask for.
    spans = [m.span() for m in _YEARS.finditer(low) if int(m[2]) - int(m[1]) > 9]
    if "/" in low or "-" in low:
        spans += [m.span() for m in _CITED.finditer(low)]
    if "đến" in low:
        spans += [m.span() for m in _STATUS.finditer(low)]
    if "ngày" in low:
        spans += _papers(low)
    if _DATED.search(low):
        spans += _feasts(low)
    return sorted(spans)


def _papers(low: str) -> list[tuple[int, int]]:
    """The days of documents, letterheads and acts of the past: "… ngày …"."""
    spans = [m.span() for pattern in (_DONE, _UNDATED, _LETTERHEAD) for m in pattern.finditer(low)]
    for cue in _PAPER.finditer(low):
        for pattern in _NAMED:
            m = pattern.match(low, cue.start())
            if m and not ("between" in m.groupdict() and _INSIDE.search(m["between"])):
                spans.append(m.span())
                break
    return spans


def _feasts(low: str) -> list[tuple[int, int]]:
    """The dates of anniversaries and holidays."""
    spans = [m.span() for m in _SPAN.finditer(low) if int(m[2]) - int(m[1]) > 2]
    spans += [m.span() for m in _HOLIDAY.finditer(low) if not _INSIDE.search(m["between"].rstrip())]
    spans += [m.span() for m in _FEAST_NAMED.finditer(low)]
    for cue in _FEAST.finditer(low):
        m = _FEAST_DAYS.match(low, cue.end())
        if m and not _CUED.search(m["between"][-30:]) and not _INSIDE.search(m["between"]):
            spans.append(m.span("x"))
    return spans
