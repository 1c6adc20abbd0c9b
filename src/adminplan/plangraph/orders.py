"""Where a plan orders others to draw up a plan of their own.

Reads a `Plan`. Writes `Order`s. Each rule stands beside sentences that it takes and sentences that it leaves; tests run them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from adminplan.data import fold
from adminplan.plan.plan import Plan, Time


class Order(NamedTuple):
    """One order: `item` (id of the duty or activity), `unit` as printed, `quote` (the sentence), `due` (the last day that it leaves, or None).

    `topic`: the plan is one on a subject of its own ("kế hoạch truyền thông …"), not just that of the unit for this plan.
    """

    item: str
    unit: str
    quote: str
    due: date | None
    topic: bool


class Rule(NamedTuple):
    """A way to order a plan, with sentences that it takes (`yes`) and such that look like it (`no`)."""

    name: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


_MAKE = r"(?:xây dựng|ban hành|lập|soạn thảo|hoàn thiện|phê duyệt)"
_ALSO = r"(?:(?:,| và|, và) (?:ban hành|hoàn thiện|phê duyệt|tổ chức(?: thực hiện| triển khai)?|triển khai(?: thực hiện)?|trình))"
_WITH = r"(?: các)?(?: (?:chương trình(?: hành động)?|đề án|hướng dẫn|văn bản|công văn|nghị quyết|quyết định)(?:,| và| hoặc|, và)?){0,3}"
RULES = (
    Rule(
        "make",
        re.compile(rf"\b{_MAKE}{_ALSO}{{0,3}}{_WITH} kế hoạch\b(?! này\b| trên\b| nêu trên\b| số\b)"),
        yes=(
            "Xây dựng kế hoạch và tổ chức thực hiện phù hợp với điều kiện của địa phương.",
            "Căn cứ Kế hoạch này, ban hành kế hoạch triển khai trước ngày 15/4.",
            "Xây dựng và ban hành Kế hoạch thực hiện phong trào trên địa bàn;",
            "Chủ động xây dựng, triển khai các chương trình, kế hoạch về trồng cây ven sông.",
            "có trách nhiệm lập kế hoạch chi tiết của đơn vị, gửi về Sở Nội vụ",
            "Tham mưu xây dựng kế hoạch dạy bơi của ngành.",
            "Chủ trì, phối hợp với các sở, ngành xây dựng kế hoạch chi tiết.",
            "ban hành văn bản hoặc kế hoạch để tổ chức thực hiện",
        ),
        no=(
            "Ban hành Kế hoạch này và tổ chức thực hiện.",
            "Chỉ đạo các trường xây dựng kế hoạch chăm sóc cây.",
            "Tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch.",
            "Theo dõi, đôn đốc việc xây dựng kế hoạch của các đơn vị.",
            "Tổ chức thực hiện Kế hoạch; báo cáo kết quả.",
            "Hướng dẫn công đoàn cơ sở lập kế hoạch.",
            "Đưa việc đọc sách vào kế hoạch năm học.",
            "Thực hiện các nhiệm vụ theo kế hoạch đã được ban hành.",
            "Hướng dẫn, chỉ đạo các phòng chuyên môn, các đơn vị trường học xây dựng kế hoạch triển khai.",
            "Yêu cầu báo, đài, hệ thống thông tin các xã xây dựng kế hoạch tuyên truyền.",
            "Nghị quyết số 26/NQ-CP ngày 05/3/2020 của Chính phủ ban hành kế hoạch tổng thể.",
        ),
    ),
    Rule(
        "concretise",
        re.compile(r"\bcụ thể hóa\b[^.;]{0,120}?\b(?:bằng|thành) (?:các )?(?:chương trình,? (?:và )?)?kế hoạch\b"),
        yes=(
            "Cụ thể hóa các nội dung của Kế hoạch này bằng kế hoạch của đơn vị mình.",
            "Các chi bộ cụ thể hoá Nghị quyết thành chương trình, kế hoạch hằng năm.",
        ),
        no=(
            "Cụ thể hóa Kế hoạch thành nhiệm vụ hằng năm.",
            "Cụ thể hóa Hướng dẫn này; tổng hợp kết quả vào kế hoạch.",
        ),
    ),
    Rule(
        "have",
        re.compile(r"\bcó (?:chương trình,? (?:và )?)?kế hoạch (?:cụ thể|chi tiết|riêng|triển khai|tổ chức|thực hiện)\b"),
        yes=(
            "Các đơn vị có kế hoạch cụ thể để triển khai thực hiện.",
            "Mỗi xã có kế hoạch tổ chức ngày hội trước ngày 10/6.",
        ),
        no=("Các đơn vị có trách nhiệm thực hiện kế hoạch.", "Đơn vị nào có kế hoạch khác thì báo cáo."),
    ),
)
# What before the verb hands the work, or its result, on to somebody else; and the names of bodies with which a list of those goes on.
_FOR_OTHERS = re.compile(
    r"\b(?:chỉ đạo|hướng dẫn|đôn đốc|yêu cầu|đề nghị|giúp|hỗ trợ|tham mưu|kiểm tra|trình)\b (?:cho )?\w|\b(?:việc|công tác|được) ?$|"
    r"^\W*(?:nghị quyết|quyết định|chỉ thị|nghị định|thông tư)\b.*\bcủa\b.*$"
)
_BODIES = re.compile(
    r" ?(?:và )?(?:các|những|mọi|ủy ban|ubnd|sở|phòng|ban|đơn vị|cơ quan|trường|báo|đài|hệ thống|hội|đoàn|công đoàn|lđlđ)\b"
)
_CLAUSE = re.compile(r"[,.;:]")
# What follows "kế hoạch" where it is merely the unit's own plan for this one.
_OWN = re.compile(
    r" ?(?:$|[,;.]|(?:cụ thể|chi tiết|riêng|triển khai|thực hiện|tổ chức|hành động|của|để|nhằm|phù hợp|trên địa bàn|tại|hằng năm|hàng năm|theo|và|hoặc|gửi|trước)\b)"
)
# A later clause that says by when the plan itself must be there.
_SENDING = re.compile(r"\b(?:gửi|nộp|trình) (?:bản )?kế hoạch\b(?! này)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;](?=\s|$)")


def orders(plan: Plan) -> tuple[Order, ...]:
    """The orders to draw up a plan in the duties of a plan, and in the activities that units lead; in the order of the document."""
    days = {time.id: time for time in plan.times}
    out: list[Order] = []
    for duty in plan.duties:
        beside = [other for other in plan.duties if other.name == duty.name and other is not duty]
        for quote, rest, topic in _sentences(duty.statement, duty.name):
            due = _due(quote, duty.times, days) or _sent(rest, duty.times, days)
            for other in beside:  # "- Gửi kế hoạch về Sở trước ngày …" may be an item of its own
                due = due or _sent(other.statement, other.times, days)
            out.append(Order(duty.id, duty.name, quote, due, topic))
    for activity in plan.activities:
        leads = [one.name for one in activity.assignments if one.role == "lead"]
        for quote, _, topic in _sentences(activity.title, leads[0]) if leads else ():
            due = _due(activity.statement, activity.times, days)
            out += [Order(activity.id, name, quote, due, topic) for name in dict.fromkeys(leads)]
    return tuple(dict.fromkeys(out))


def is_order(sentence: str, unit: str = "") -> bool:
    """Whether a sentence of a duty orders its unit to draw up a plan.

    >>> is_order("Xây dựng kế hoạch của trường, gửi về Phòng trước ngày 20/4."), is_order("Chỉ đạo các trường xây dựng kế hoạch.")
    (True, False)
    >>> is_order("Đề nghị Hội Nông dân tỉnh xây dựng kế hoạch phối hợp.", unit="Hội Nông dân tỉnh")
    True
    """
    return _found(sentence, unit) is not None


def _found(sentence: str, unit: str) -> str | None:
    """What follows the words that order a plan, or `None`."""
    words = fold(sentence)
    for rule in RULES:
        for found in rule.pattern.finditer(words):
            clauses = _CLAUSE.split(words[max(0, found.start() - 200) : found.start()])
            near = clauses.pop()
            while clauses and _BODIES.match(near) and not (unit and fold(unit) in near):
                near = f"{clauses.pop()},{near}"  # "chỉ đạo các phòng, các trường xây dựng …"
            if not _FOR_OTHERS.search(near) or (unit and fold(unit) in near):
                return words[found.end() :]
    return None


def _sentences(statement: str, unit: str) -> Iterator[tuple[str, str, bool]]:
    """The sentences of a statement that are orders, each with what follows it, and whether the plan has a subject of its own."""
    at = 0
    for end in [*(found.start() for found in _SENTENCE.finditer(statement)), len(statement)]:
        sentence = statement[at:end].strip()
        at = end + 1
        rest = _found(sentence, unit) if sentence else None
        if rest is not None:
            yield sentence, statement[at:], not _OWN.match(rest)


def _due(words: str, times: Iterable[str], days: Mapping[str, Time]) -> date | None:
    """The first last day that the words state; `times` are ids."""
    known = [days[one] for one in times if one in days]
    lasts = (time.last_day for time in known if time.kind in {"deadline", "range"} and time.text in words)
    return min((day for day in lasts if day), default=None)


def _sent(words: str, times: Iterable[str], days: Mapping[str, Time]) -> date | None:
    """The day by which the words want the plan itself sent in."""
    found = _SENDING.search(words)
    return _due(_SENTENCE.split(words[found.start() :])[0], times, days) if found else None
