"""The form of a rule about time: which words, on the skeleton of a text, say what; beside examples that are its tests.

Reads nothing. Writes `rule()`, with which the tables in `times_repeat`, `times_spans` and `times_words` are written.

In a pattern a blank is one to three white characters, `~` none to three without a line break; capitals are the atoms of
`times_atoms` and `{names}` the pieces below. The examples are read as if issued on 2023-04-11.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from adminplan.passages.times_read import Reader

_PIECES = {
    "{lead}": r"(?:(?:(?:vào )?(?:lúc|hồi) )?T(?:~(?:-|đến)~T)?~,?~(?:(?:vào|của) )?)?(?:\(?L\)?(?:~(?:,|và|-)~L)?~,?~(?:các )?)?(?:K~[,(]?~)?",
    "{day}": r"{lead}D(?:~[(,]~K~\)?)?",
    "{firm}": r"(?:{day}|[MQYPWH])",
    "{any}": r"(?:{lead}[DE](?:~[(,]~K~\)?)?|[MNQUYZPOWH])",
    "{turns}": r"(?:lần|buổi|kỳ|cuộc|đợt|chuyến|phiên)",
    "{to}": r"(?:-|đến|tới|cho đến|cho tới)~(?:(?:hết|cuối|khoảng|trước)(?: |(?=[A-Z])))?",
    "{and}": r"~(?:,|;|và|hoặc|&)~(?:cả )?",
    "{yearly}": r"(?:(?:của )?(?:h[ằà]ng|mỗi|các) năm)(?!\w)",
    "{every}": r"(?:h[ằà]ng|mỗi|từng)",
    "{unit}": r"(?P<unit>ngày|tuần|tháng|qu[ýí]|năm)(?!\w)",
    "{n}": r"(?P<n>\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)",
    "{done}": r"(?:(?:phải |cần )?(?:hoàn thành|xong|kết thúc|hoàn tất)(?: xong)? )",
    "{before}": r"(?:trước|chậm nhất|muộn nhất|không muộn hơn|không (?:\w{2,4} ){0,2}quá|không chậm hơn|hạn (?:cuối|chót|nộp|nhận|gửi|đăng ký)(?: \w{1,10}){0,4}|thời hạn)\s{0,3}:?\s{0,3}(?:(?:là|vào|đến|hết|trong|trước|khi hết|khi kết thúc|cùng|cuối|dịp lễ|dịp tết|dịp|lễ)(?: |(?=[A-Z]))){0,3}",
    "{signed}": r"(?:(?:(?:ngày|thời điểm|khi) )?(?:ký|ban hành|được ban hành|được ký|phát động)(?: ban hành)?(?: (?:kế hoạch|văn bản|công văn|quyết định|hướng dẫn|chương trình)(?: này)?)?|(?:ngày|khi) (?:kế hoạch|văn bản|quyết định|hướng dẫn|chương trình)(?: này)?(?: được)? (?:ký|ban hành|phê duyệt|có hiệu lực))",
    "{clause}": r"[^\n.;:,|()]{2,140}",
    "{rest}": r"(?:[^\n.;|,]|,(?!~(?:trước|chậm|muộn|hoàn thành|xong|từ|đến hết|trong [MQYDH]))){2,220}",
    "{next}": r"(?:(?:các|những|h[ằà]ng) (?:năm|tháng|quý) (?:tiếp theo|sau|kế tiếp|tiếp sau|về sau|tới)|sau đó|tiếp theo)",
}  # fmt: skip
_PIECE = re.compile("|".join(_PIECES))


def _compile(pattern: str) -> re.Pattern[str]:
    for _ in range(3):
        pattern = _PIECE.sub(lambda m: _PIECES[m[0]], pattern)
    return re.compile(pattern.replace(" ", r"\s{1,3}").replace("~", r"[^\S\n]{0,3}"))


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: with its version; the `found_by` of what it finds.
        cues: the words, or atoms, that it can begin with. pattern: on the skeleton, from the cue on.
        read: what it means. examples: text, and what is found in it.
        where: `text`, anywhere; `clause`, only where a sentence, item or cell begins, or the text is the value of a time field;
            `field`, only in the value of a time field. unless: what must not stand before it.

    """

    name: str
    cues: str
    pattern: re.Pattern[str]
    read: Reader
    examples: tuple[tuple[str, str], ...]
    where: str = "text"
    unless: re.Pattern[str] | None = None


def rule(
    name: str, cues: str, pattern: str, read: Reader, *examples: tuple[str, str], where: str = "text", unless: str = ""
) -> Rule:
    """A `Rule`; pieces are filled in. `unless` is a pattern of words, of which none may stand just before."""
    before = re.compile(rf"(?<!\w)(?:{unless}) $".replace(" ", r"\s{1,3}")) if unless else None
    return Rule(f"time.{name}", cues, _compile(pattern), read, examples, where, before)


# Words and atoms that rules begin with. `#` is a count of one or two digits before a unit of time or "lần".
LEADS = "T|K|L|lúc|hồi|vào"
BEFORE = "trước|chậm|muộn|không|hạn|thời"
INSIDE = "trong|vào|dịp|khoảng|cả|các|lễ"
FIRM = "D|M|Q|Y|P|W|H"
