"""Who does what in a clause: groups of bodies, the words before them, and the predicate after them.

Reads text, its key and the bodies found in it. Writes roles: lead, coordinate, monitor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from adminplan.passages.passage import UnitPassage
from adminplan.passages.units_extent import titled
from adminplan.passages.units_name import starts_unit
from adminplan.passages.units_words import ADJECTIVE, END, HEADS, INSIDE, NOUNS, VERB

NUMBERING = re.compile(
    r"[\s\-+*•●▪→]*(?:(?:(?:[0-9]{1,2}|[ivx]{1,5})(?:\.[0-9]{1,2}){0,3}[.)/]?|[a-zđ][.)/])(?=[\s\-]))?[\s\-+*•]*"
)
GLOSS = re.compile(r" *[(\[][^()\[\]\n]{0,300}[)\]]")
# What may open a sentence before its subject: "Căn cứ Kế hoạch này, các sở …".
INTRO = re.compile(
    r"(?:căn +cứ|trên +cơ|theo|thực +hiện|hằng|hàng|định +kỳ|trong|để|nhằm|khi|sau|trước|đồng +thời|ngoài +ra|bên +cạnh|năm|từ|đối +với|thông +qua|tại|vào|ngay"
    r"|đến|riêng|trường +hợp|nếu|qua|cuối|đầu|kết +thúc|về|do|với|trên|tùy|quá +trình|hưởng +ứng|nhân|chậm +nhất|kể +từ|ngày|tháng|quý|tiếp +tục)(?!\w)"
)
_STARTER = re.compile(r"(?:trong +đó|đồng +thời|ngoài +ra|riêng|bên +cạnh +đó|cụ +thể|theo +đó|hằng +năm|hàng +năm)[,:]? *$")
_STOP = re.compile(r"[.;:\n(]")
_WINDOW = 120  # characters before a body in which the words that give it a role stand
_SEMICOLON = re.compile(r" *; *(?:và +)?")
_LINK = re.compile(r"(?: *[(\[][^()\[\]\n]{0,300}[)\]])? *(?:[,/&] *(?:và +)?|(?<=[\s)])và +|(?<=[\s)])hoặc +)")
_ADVERB = re.compile(
    r"(?:có +trách +nhiệm|có +nhiệm +vụ|chịu +trách +nhiệm|chủ +động|tích +cực|tiếp +tục|thường +xuyên|kịp +thời|nghiêm +túc|định +kỳ|khẩn +trương|trực +tiếp|phải|cần|sẽ|đồng(?= +(?:chủ|phối))"
    r"|hằng +năm|hàng +năm|hằng +quý|hàng +quý|hằng +tháng|hàng +tháng|và|,|tăng +cường|đẩy +mạnh|cùng(?= +phối))(?!\w) *,? *"
)
# What may stand between a subject and its verb: "theo chức năng, nhiệm vụ …", "trên địa bàn …".
_ADJUNCT = re.compile(
    r",? *(?:theo|trong|trên|tại|tùy|ngay|sau|căn +cứ|hằng|hàng|định +kỳ|được +(?:phân +công|giao)|thuộc|có +liên +quan|qua|với|bằng|ngoài|năm|từ|đến|của|khi|dựa)(?!\w)"
)
# Verbs that tell a predicate even far from its subject (those that are also nouns are left out).
_FAR_VERB = re.compile(
    r"(?<=[ ,])(?:chủ +trì|phối +hợp|tổ +chức|thực +hiện|triển +khai|xây +dựng|có +trách +nhiệm|chịu +trách +nhiệm|chủ +động|tham +mưu|tiến +hành|rà +soát|hướng +dẫn|chỉ +đạo"
    r"|tăng +cường|đẩy +mạnh|bố +trí|ban +hành|nghiêm +túc|khẩn +trương|tích +cực|thường +xuyên|căn +cứ|gửi|lập|tuyên +truyền|vận +động|huy +động|hưởng +ứng|đăng +ký|cử|quán +triệt"
    r"|phổ +biến|tập +trung|tiếp +tục|tổng +hợp|hỗ +trợ|đảm +bảo|bảo +đảm|phát +động|cập +nhật|báo +cáo|đề +xuất|phân +công)(?!\w)"
)
_DUTY = re.compile(r"(?<=[ ,])(?:có|chịu) +trách +nhiệm(?!\w)")
# Any word may be a verb: what follows the subject of a sentence and is none of the known others says what it does.
_OPEN = re.compile(r" +(?=[^\W\d_]+(?: +\w+){2})")
# "Mở lớp, Đồn Biên phòng phụ trách.": a clause of its own behind a comma.
_SMALL = re.compile(
    r" +(?:sẽ +|cùng +)?(?:tổ +chức +)?(?:thực +hiện|chủ +trì|phụ +trách|đảm +nhiệm|đảm +nhận|đảm +trách|chuẩn +bị|phối +hợp|hỗ +trợ|tham +gia|giám +sát|theo +dõi|tham +mưu|làm +đầu +mối|đăng +cai)"
    r"(?: +(?:chính|chung|thực +hiện|tổ +chức|kỹ +thuật))? *(?:[.;,\n]|$)"
)
_ATTEND = re.compile(r"(?:cùng +)?(?:dự|tham +dự|đến|về|tới)(?!\w)")
_APPROVE = re.compile(
    r"(?:xem +xét|khen +thưởng|tặng|phê +duyệt|quyết +định|công +nhận|cho +phép|cho +chủ +trương|cho +ý +kiến|chấp +thuận|biểu +dương)(?!\w)"
)
_MONITOR = re.compile(r"(?:theo +dõi|giám +sát|kiểm +tra|đôn +đốc|thanh +tra|phúc +tra)(?!\w)")
_HELP = re.compile(
    r"(?:tham +gia|hỗ +trợ|giúp +đỡ|giúp|cùng +tham +gia|cùng +đi|đi +cùng|đồng +hành"
    r"|cử +(?:[0-9]+ +)?(?:người|cán +bộ|đại +diện|thành +viên|lực +lượng|chuyên +viên|bác +sĩ|giáo +viên)[^.,;:\n]{0,40}? (?:tham +gia|phối +hợp|đi +cùng|cùng))(?!\w)"
)
_JOIN = re.compile(r"(?:phối +(?:kết +)?hợp|kết +hợp)(?!\w)")
_JOIN_WITH = re.compile(
    r"(?:phối +(?:kết +)?hợp|kết +hợp)(?: +(?:chặt +chẽ|tốt|thường +xuyên|hiệu +quả|đồng +bộ))*,?(?P<with> +(?:cùng|với)(?!\w))? *"
)
_CHAIR = re.compile(r"(?:đồng +)?chủ +trì(?!\w)|là +(?:cơ +quan|đơn +vị)|là +đầu +mối|làm +đầu +mối")
HANDED = re.compile(
    r"(?:làm +)?(?:chủ +trì|điểm(?!\w)|trước(?= +(?:ở|tại))|đăng +cai|thực +hiện|đảm +nhiệm|đảm +nhận|phụ +trách|chuẩn +bị|tham +mưu|làm +đầu +mối|phối +hợp|phân +công|chịu +trách +nhiệm|soạn +thảo|xây +dựng|theo +dõi|giám +sát|kiểm +tra)(?!\w)"
)
_STRONG = re.compile(
    r"(?:chủ +trì|phối +hợp|tham +gia|theo +dõi|giám +sát|đôn +đốc|hỗ +trợ|có +trách +nhiệm|chịu +trách +nhiệm|thực +hiện)(?!\w)"
)

_COORDINATE = re.compile(
    r"(?:(?:phối +(?:kết +)?hợp|kết +hợp)(?:,? +(?:chặt +chẽ|tốt|thường +xuyên|hiệu +quả|có +hiệu +quả|đồng +bộ|chủ +động|tích +cực|và|cùng|với))*"
    r"|(?<!\w)cùng(?: +với)?|(?:với|có|nhờ) +sự +(?:tham +gia|phối +hợp|hỗ +trợ|giúp +đỡ|vào +cuộc|đồng +hành)(?:[ ,]+(?:và +)?(?:tham +gia|phối +hợp|hỗ +trợ))*(?: +của)?"
    r"|(?<!\w)(?:liên +hệ|bàn|thống +nhất|trao +đổi|làm +việc)(?: +với))(?: *:)? *$"
)
_WATCHED = re.compile(r"(?:dưới|chịu|với|có) +sự +(?:giám +sát|kiểm +tra|theo +dõi|đôn +đốc)(?: +của)? *$")
_INVITE = re.compile(r"(?<!\w)mời(?: +(?:thêm|các +đồng +chí|đại +diện))? *$")
_RALLY = re.compile(r"(?<!\w)(?:huy +động|vận +động|kêu +gọi)(?: +(?:sự +tham +gia +của|toàn +bộ|tối +đa|tổng +lực))* *$")
_ASSIGN = re.compile(
    r"(?:(?<!bàn )(?<!chuyển )(?<!được )(?<!ban )(?<!\w)giao(?: +nhiệm +vụ)?(?: +cho)?|(?<!\w)phân +công(?: +cho)?|ủy +quyền(?: +cho)?|(?<!\w)đề +nghị|yêu +cầu"
    r"|chỉ +đạo(?:(?:,| +và) +(?:đôn +đốc|hướng +dẫn|kiểm +tra|định +hướng|yêu +cầu|quán +triệt))*) *:? *$"
)
# "xây dựng cơ chế giao nhiệm vụ cho …": the giving itself is what the sentence is about.
_GIVING = re.compile(
    r"(?<!\w)(?:cơ +chế|chính +sách|quy +chế|quy +định|việc|thủ +tục|phương +thức|hình +thức|hợp +đồng)(?!\w)[^.;]{0,30}$"
)
_BY = re.compile(r"(?<!\w)do *$")
_MENTION = re.compile(r"(?<!\w)(?:của|theo|tại|từ|với|trên|về|giữa|cho|bởi|gửi) *$")


# "Ban Thường vụ giao Ban Tổ chức …": who orders does not do it.
_ORDERS = re.compile(
    r" +(?:giao(?: +nhiệm +vụ)?(?: +cho)?|phân +công(?: +nhiệm +vụ)?(?: +cho)?|yêu +cầu|đề +nghị|ủy +quyền(?: +cho)?) +"
)


_CHIEFS = re.compile(r"(?:lãnh +đạo|người +đứng +đầu|thủ +trưởng) ")


class Group(NamedTuple):
    """Bodies named one after another, and the offsets of the whole list."""

    members: tuple[UnitPassage, ...]
    start: int
    end: int


def groups(key: str, units: Sequence[UnitPassage], *, semicolons: bool = False) -> list[Group]:
    """Bodies joined by commas, `và` and glosses in brackets; by semicolons too where the whole text is one list."""
    runs: list[list[UnitPassage]] = []
    for unit in units:
        end = runs[-1][-1].span.end if runs else 0
        link = _LINK.match(key, end) if runs else None
        if semicolons and runs and not (link and link.end() == unit.span.start):
            link = _SEMICOLON.match(key, end)
        if link and link.end() == unit.span.start:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return [Group(tuple(run), run[0].span.start, run[-1].span.end) for run in runs]


def predicate(key: str, end: int, *, led: bool = False) -> str | None:
    """The role that the words after a subject give it, or `None` where no predicate follows.

    `led`: somebody else leads already, so that "phối hợp với" makes a coordinator.
    """
    gloss = GLOSS.match(key, end)
    pos = gloss.end() if gloss else end
    while pos < len(key) and key[pos] in " \u2014":
        pos += 1
    if not VERB.match(key, pos):
        adjunct = _ADJUNCT.match(key, pos)
        far = _DUTY if adjunct and adjunct.group().lstrip(" ,").startswith(("được", "thuộc", "có liên")) else _FAR_VERB
        found = far.search(key, adjunct.end(), min(len(key), adjunct.end() + 240)) if adjunct else None
        if not found or any(sign in key[pos : found.start()] for sign in ".;:\n"):
            return None
        pos = found.start()
    for _ in range(6):
        adverb = _ADVERB.match(key, pos)
        if not adverb or adverb.end() == pos:
            break
        pos = adverb.end()
    if _CHAIR.match(key, pos):
        return "lead"
    if _MONITOR.match(key, pos):
        return "monitor"
    if _HELP.match(key, pos):
        return "coordinate"
    if _JOIN.match(key, pos):
        joined = _JOIN_WITH.match(key, pos)
        together = bool(joined) and (bool(joined.group("with")) or starts_unit(key, joined.end()))  # type: ignore[union-attr]
        return "lead" if together and not led else "coordinate"
    return "lead"


def acts(text: str, key: str, end: int) -> bool:
    """Whether words that are no known verb follow the body that ends at `end` as its predicate: they open a clause of three words or more.

    Ask it only of a body that begins a sentence: "Phòng Y tế | xịt thuốc muỗi tại …", not "các xã lân cận, …".
    """
    opened = _OPEN.match(key, end)
    if not opened or text[opened.end()].isupper():
        return False
    pos = opened.end()
    stop = _STOP.search(key, pos, pos + 80)
    if stop and stop.group() == ":":
        return False
    return not (
        END.match(key, pos)
        or ADJECTIVE.match(key, pos)
        or INSIDE.match(key, pos)
        or NOUNS.match(key, pos)
        or starts_unit(key, pos)
    )


def _clause_starts(key: str) -> list[int]:
    """Where the clauses of a text begin: after stops, semicolons, colons, brackets and line breaks, and their numbering."""
    starts = [0, *(stop.end() for stop in _STOP.finditer(key))]
    return [found.end() if (found := NUMBERING.match(key, start)) else start for start in starts]


class _Given(NamedTuple):
    """What the text so far gave: the role of a group, the members that it holds for, and the clause of the group."""

    role: str | None
    members: tuple[UnitPassage, ...]
    clause: int


def clause_roles(text: str, key: str, units: Sequence[UnitPassage]) -> list[tuple[UnitPassage, str]]:
    """The bodies that the clauses of a text give work, each with its role, in order."""
    found = groups(key, units)
    starts = _clause_starts(key)
    given: list[_Given] = []
    led = False
    for index, group in enumerate(found):
        clause = starts[bisect_right(starts, group.start) - 1]
        last = given[-1] if given else None
        same = last is not None and last.clause == clause
        role, who = _role(text, key, group, clause, led=led, after=last.role if last and same else None, first=not same)
        if role is None and last and last.role == "coordinate" and _between(key, found, index) == ";":
            listed = _COORDINATE.search(key, max(0, found[index - 1].start - _WINDOW), found[index - 1].start)
            role = last.role if listed or (index > 1 and _between(key, found, index - 1) == ";") else None
        given.append(_Given(role, who, clause))
        led = led or role == "lead"
    for index in range(len(found) - 2, -1, -1):
        here, group = given[index], found[index]
        if here.role is None and given[index + 1].role == "lead" and _between(key, found, index + 1) == ";":
            opens = group.start == here.clause or _ASSIGN.search(key, max(here.clause, group.start - _WINDOW), group.start)
            given[index] = here._replace(role="lead") if opens else here
    return [(unit, here.role) for here in given if here.role for unit in here.members]


def _between(key: str, found: list[Group], index: int) -> str:
    """What stands between a group and the one before it, without blanks."""
    return key[found[index - 1].end : found[index].start].strip()


def _told(text: str, key: str, pos: int) -> bool:
    """Whether a body, and not one of its people, is told to do something at `pos`."""
    head = HEADS.match(key, pos)
    return bool(titled(text, key, pos) or _CHIEFS.match(key, pos)) or (
        starts_unit(key, pos) and not (head and head[0].kind == "person")
    )


def _role(
    text: str, key: str, group: Group, clause: int, *, led: bool, after: str | None, first: bool
) -> tuple[str | None, tuple[UnitPassage, ...]]:
    """The role of a group by the words before and after it, and the members that it holds for.

    `after`: the role of the group before it in the same clause; `first`: it is the first of its clause.
    """
    everyone = group.members
    near = max(clause, group.start - _WINDOW)
    joined = _COORDINATE.search(key, near, group.start)
    if joined:
        mere = joined.group().startswith("cùng") and not first and not after
        return (None if mere else "coordinate"), everyone
    if _WATCHED.search(key, near, group.start):
        return "monitor", everyone
    doing = predicate(key, group.end, led=led)
    words = key[group.end : group.end + 48].lstrip()
    if _INVITE.search(key, near, group.start):
        return ("coordinate" if doing and not _ATTEND.match(words) else None), everyone
    rallied = _RALLY.search(key, near, group.start)
    if rallied:
        return ("coordinate" if rallied.group().startswith("huy") and doing == "coordinate" else None), everyone
    assigned = _ASSIGN.search(key, near, group.start)
    if assigned and _GIVING.search(key, max(clause, assigned.start() - 60), assigned.start()):
        return None, everyone
    if assigned:
        wanted = key[group.end : group.end + 40].lstrip(" ,")
        doing = doing or ("lead" if acts(text, key, group.end) else None)
        return (None if not doing or _APPROVE.match(wanted) else doing), everyone
    if _BY.search(key, near, group.start):
        return (doing if HANDED.match(words) else None), everyone
    order = _ORDERS.match(key, group.end)
    if order and _told(text, key, order.end()):
        return None, everyone
    before = key[near : group.start].rstrip()
    opens = group.start <= clause or not before or bool(_STARTER.search(key, near, group.start))
    if doing is None and acts(text, key, group.end):
        introduced = before.endswith(",") and (after == "lead" or bool(INTRO.match(key, clause)))
        bracketed = key[clause - 1 : clause] in {":", "("} or key.rfind("(", max(0, clause - 300), clause) > key.rfind(
            ")", max(0, clause - 300), clause
        )
        doing = "lead" if (group.start <= clause or introduced) and not bracketed else None
    if doing is None:
        return None, everyone
    if opens:
        return doing, everyone
    if INTRO.match(key, clause):
        if before.endswith((",", " thì")):
            return doing, everyone
        if (
            _MENTION.search(key, near, group.start)
            and len(everyone) > 1
            and key[everyone[0].span.end : everyone[1].span.start].strip() == ","
        ):
            return doing, everyone[1:]
    if after and before.endswith((",", " và")) and _STRONG.match(words):
        return doing, everyone
    if before.endswith(",") and (
        (first and _SMALL.match(key, group.end)) or (after == "lead" and VERB.match(words) and not _APPROVE.match(words))
    ):
        return doing, everyone
    return None, everyone
