"""What a heading announces: purpose, objectives, situation, money, content, organisation …

Reads headings of an `Outline`. Writes a kind, from the rules of data/sections.toml (each with examples that are tests).
"""

from __future__ import annotations

import re
from functools import cache

from adminplan.data import fold, words

GOALS = {"joint", "objective-requirement", "purpose", "requirement", "objective", "target"}
# Sections whose items are no work: what the annotation of plans leaves out.
IDLE = {"situation", "money", "subjects", "criteria"}
_LONGEST = 30

# The fields of an activity block, as plans label them, and what they mean.
FIELD = re.compile(
    r"(?P<lead>(?:(?:đơn vị|cơ quan|bộ phận|phòng|ban|tổ chức)(?:,? (?:đơn vị|cơ quan|cá nhân|tổ chức|địa phương))?,? )?(?:chủ trì(?: thực hiện|, thực hiện| tham mưu)?|đầu mối(?: thực hiện| trình)?|thường trực)"
    r"|(?:đơn vị|cơ quan|bộ phận|lực lượng|tổ chức|người|cán bộ|cá nhân|địa phương)(?:,? (?:đơn vị|cơ quan|cá nhân|tổ chức|địa phương|bộ phận))?(?: chịu trách nhiệm| được phân công| triển khai| tổ chức)? (?:thực hiện|phụ trách|tham mưu|triển khai|đảm nhiệm|tổ chức|trình|soạn thảo|xây dựng)"
    r"|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện)?|giao thực hiện|thực hiện|phụ trách|người phụ trách|đơn vị tổ chức|cơ quan trình|phân công trách nhiệm)"
    r"|(?P<coordinate>(?:(?:đơn vị|cơ quan|tổ chức)(?:,? (?:đơn vị|cơ quan|tổ chức|cá nhân|địa phương))? )?(?:phối hợp(?: thực hiện| tổ chức)?|tham gia(?: phối hợp)?|hỗ trợ))"
    r"|(?P<monitor>(?:đơn vị|cơ quan|bộ phận) (?:theo dõi|giám sát|kiểm tra)(?:, \S+ \S+)?)"
    r"|(?P<deadline>(?:thời hạn|hạn|thời gian|thời điểm)(?: phải)? (?:hoàn thành|kết thúc|nộp|gửi|báo cáo)|thời hạn(?: thực hiện)?|hoàn thành|hạn cuối|tiến độ hoàn thành)"
    r"|(?P<time>(?:dự kiến )?thời gian(?: thực hiện| tổ chức| triển khai| tiến hành| dự kiến| hoạt động|,? địa điểm| và địa điểm)?|tiến độ(?: thực hiện)?|lộ trình(?: thực hiện)?|thời điểm(?: tổ chức| thực hiện)?)"
    r"|(?P<output>sản phẩm(?: đầu ra| dự kiến| hoàn thành)?|kết quả(?: dự kiến| đầu ra| đạt được|, sản phẩm|/sản phẩm)?)"
    r"|(?P<budget>(?:nguồn )?kinh phí(?: thực hiện| dự kiến)?|dự toán(?: kinh phí)?)"
    r"|(?P<other>(?:nội dung|hình thức|địa điểm|thành phần|đối tượng|số lượng|phạm vi|quy mô|phương pháp|phương thức|cách thức|biện pháp|mục đích|mục tiêu|yêu cầu|chủ đề|địa bàn|chỉ tiêu)(?: (?:thực hiện|tổ chức|tham gia|tham dự|triển khai|cụ thể|tuyên truyền|thi|tập huấn|chính))?))"
    r"\s*(?::|$|(?=\())",
    re.IGNORECASE,
)


@cache
def heading_kind(heading: str) -> str | None:
    """What a heading (without its label) announces, or `None` where no rule matches.

    >>> heading_kind("MỤC ĐÍCH, YÊU CẦU")
    'joint'
    """
    key = fold(heading).strip(" :.-*()")
    if len(key.split()) > _LONGEST:
        return None
    for kind, rules in words("sections").items():
        for pattern in rules["patterns"]:
            if re.search(pattern, key):
                return str(kind)
    return None


def field(text: str) -> tuple[str, int] | None:
    """The meaning of the field that a text opens with, and where its value begins.

    Meanings: lead, coordinate, monitor, deadline, time, output, budget, other.

    >>> field("Thời gian: Tháng 4/2023.")
    ('time', 10)
    """
    if len(text) > 8 and not text[0].isalpha():
        return None
    match = FIELD.match(text)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup, match.end()
