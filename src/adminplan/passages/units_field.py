"""The value of a field or table cell that names who does something.

Reads the text of a value. Writes `UnitPassage` with a role; all of the value names bodies or persons, known or not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from adminplan.layout.text import Span
from adminplan.passages.passage import UnitPassage
from adminplan.passages.units_clause import GLOSS, INTRO, NUMBERING, Group, clause_roles, groups, predicate
from adminplan.passages.units_extent import SQUADS
from adminplan.passages.units_scan import scan
from adminplan.passages.units_words import UPPER, VERB, key_of

_WHO = r"(?:các +)?(?:cơ +quan|đơn +vị|bộ +phận|tổ +chức|người|cá +nhân|phòng|ban)(?:(?:,| +và|/| +hoặc)? *(?:cơ +quan|đơn +vị|cá +nhân|tổ +chức|địa +phương|bộ +phận)){0,3}"
_LEADS = r"chủ +trì|thực +hiện|triển +khai|đầu +mối|tham +mưu|phụ +trách|soạn +thảo|thường +trực|chịu +trách +nhiệm|được +phân +công|được +giao|đảm +nhận|chuẩn +bị"
_HELPS = r"phối +(?:kết +)?hợp|tham +gia|hỗ +trợ|giúp(?: +việc)?|cùng +(?:đi|làm|lo|tham +gia)"
_WATCHES = r"theo +dõi|giám +sát|kiểm +tra|đôn +đốc"
LABEL = re.compile(
    rf"(?:^|(?<=[\n;.,(|])|(?<=\n[\-+*]))[\s\-+*•|]*(?:{_WHO} +(?P<role>{_LEADS}|{_HELPS}|{_WATCHES})|(?P<bare>(?:đồng +)?chủ +trì|phối +(?:kết +)?hợp|hỗ +trợ|giúp(?: +việc)?|cùng +(?:đi|làm|lo|tham +gia)|phụ +trách|đầu +mối|phân +công|trách +nhiệm|giao))"
    rf"(?:(?: +|, *|/| +- +)(?:và +)?(?:chính|thực +hiện|nhiệm +vụ|triển +khai|tham +mưu|chủ +trì|phối +hợp|chung|theo +dõi|kiểm +tra|tổ +chức)){{0,5}}(?: +là)? *:"
)
# A full stop ends a name, but not the shortened word of one: "P. KHTH", "TT. Y tế".
_SENTENCE = re.compile(r"(?<=[.])(?<!\bp\.)(?<!\bk\.)(?<!\btp\.)(?<!\btt\.)(?<!\bbv\.)(?<!\bts\.)(?<!\bbs\.)\s+(?=\S)|[\n;|]+")
_COUNTED = re.compile(r"[0-9][0-9.,]* *(?:[^\W\d]|%)")  # "200 đại biểu", "500.000 đồng/hộ": how many or how much, and nobody
_BULLET = re.compile(
    r"[\s\-+*•●.,:]*(?:(?:[0-9]{1,2}|[a-zđ])[.)/] +)?(?:(?:và|cùng +với|cùng|với|phối +hợp +với|giao|mời|do)(?= ))?\s*"
)
_SHORT = re.compile(rf"[{UPPER}]\. +[{UPPER}]")
_END = re.compile(r"[\s.,;:\-]+$")
_CUT = re.compile(
    r",? +(?:theo +(?:chức|nhiệm|phân|quy|lĩnh|thẩm|yêu)|trong +phạm +vi|căn +cứ|trên +cơ +sở|là +(?:cơ|đơn|đầu)|để |nhằm |khi +|tùy +)|,? +(?:có|chịu) +trách +nhiệm"
)
# What somebody does behind a name, known or not: "Phòng Chính trị, tư tưởng | chủ trì, phối hợp với …", "Bà Lò Thị Đôi | phụ trách".
_DOES = re.compile(
    r"(?<=[\w)])(?: +(?:sẽ|cùng|trực +tiếp|có +trách +nhiệm))* +(?=(?:chủ +trì|phối +(?:kết +)?hợp|phụ +trách(?= *(?:[,.;]|$|chính|chung))|đảm +nhiệm|đảm +nhận|thực +hiện|tham +mưu|hỗ +trợ|tham +gia|theo +dõi|giám +sát|kiểm +tra|đôn +đốc|làm +đầu +mối|chịu +trách +nhiệm|chuẩn +bị)(?!\w))"
)
# A gloss that says the role: "Sở Y tế (chủ trì), Sở Tài chính (phối hợp)".
_ROLE_GLOSS = re.compile(
    r" *\( *(?:(?P<lead>chủ +trì)|(?P<coordinate>phối +hợp|hỗ +trợ|tham +gia)|(?P<monitor>giám +sát|theo +dõi|kiểm +tra)) *\)"
)
# What a collective does tells which are meant: "Các đơn vị sử dụng khuôn viên".
_WHICH = re.compile(
    r" +(?:sử +dụng|quản +lý|cung +cấp|cung +ứng|kinh +doanh|sản +xuất|khai +thác|vận +hành|đào +tạo|sở +hữu|được +\w+|có|trồng|nuôi|nhận|đăng +ký)(?: +[^\W\d]+){1,6} *[.;]?$"
)
_LONG = 12  # words: what is longer and begins with no known name is no name
_CAPITALS = re.compile(rf"[{UPPER}]\w*(?:\W+\w+){{0,6}}\W+[{UPPER}]|[{UPPER}]{{2}}")
_LOWER = 2  # blanks: more words than that, all in lower case and unknown, are things and not names
_COMMA = re.compile(r" *[,/] *(?:và +)?| +và +| +[&+] +")
_PERSON = re.compile(
    rf"(?:(?:các +)?(?:đ/c|đồng +chí|đc|ông|bà|ông \(bà\)|thầy|cô|anh|chị|bs|ts|ths|bsckii|bscki)[.:]? +(?-i:[{UPPER}]\w+(?: +[{UPPER}]\w*\.?){{0,5}})"
    rf"|(?-i:[{UPPER}]\w+(?: +[{UPPER}]\w*\.?){{1,5}}|(?:[{UPPER}]\. *)+[{UPPER}]\w+))(?= *(?:$|[-,;(:]| và ))",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"(?:(?:các +)?(?:đ/c|đồng +chí|đc|ông|bà|thầy|cô|anh|chị)[.:]? +.*|(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|trịnh|đoàn|lương|mai|tô|trương|lâm|hà|cao|chu|vương|tạ|quách|triệu|lại|lò|giàng|vàng|sùng|hầu|nông|thái|tăng|đào|đàm|kiều|lưu|phùng|thân|ma|vi|hứa|châu|tống|nghiêm|quan|viên|giáp|khổng|âu|la|văn|từ|thạch|sơn|kim|diệp|mạc|ông|bàn|đồng|nguỵ|ngụy|khuất|bế|ninh|doãn|cù|tiêu|hạ) +\w.*)"
)


def label_role(label: re.Match[str]) -> str:
    """The role that a matched `LABEL` gives the bodies after it."""
    words = label.group("role") or label.group("bare")
    if re.match(_HELPS, words):
        return "coordinate"
    return "monitor" if re.match(_WATCHES, words) else "lead"


def field_units(text: str, role: str) -> tuple[UnitPassage, ...]:
    """Who is named in the value of a field or cell, each with `role` unless a label or verb inside says otherwise.

    All of the value is taken to name bodies or persons: `;` and line breaks part them, then commas and "và" where a name begins.

    >>> [(unit.name, unit.role) for unit in field_units("Chủ trì: Sở Y tế. Phối hợp: Sở Tài chính, các xã, phường", "lead")]
    [('Sở Y tế', 'lead'), ('Sở Tài chính', 'coordinate'), ('các xã, phường', 'coordinate')]
    """
    key = key_of(text)
    out: list[UnitPassage] = []
    start = 0
    for label in LABEL.finditer(key) if ":" in key else ():
        out.extend(_value(text, key, start, label.start(), role))
        start, role = label.end(), label_role(label)
    out.extend(_value(text, key, start, len(text), role))
    return unique(out)


def unique(units: list[UnitPassage]) -> tuple[UnitPassage, ...]:
    """The units without those that repeat a name in the same role."""
    seen: dict[tuple[str, str | None], UnitPassage] = {}
    for unit in units:
        seen.setdefault((" ".join(key_of(unit.name).split()), unit.role), unit)
    return tuple(seen.values())


def _value(text: str, key: str, start: int, end: int, role: str) -> Iterator[UnitPassage]:
    for part in _SENTENCE.finditer(key, start, end):
        yield from _item(text, key, start, part.start(), role)
        start = part.end()
    yield from _item(text, key, start, end, role)


def _item(text: str, key: str, start: int, end: int, role: str) -> Iterator[UnitPassage]:
    """One part between semicolons: a clause with its own verb, or a list of names."""
    start = _unmarked(text, key, start, end)
    ending = _END.search(key, start, end)
    end = ending.start() if ending else end
    if start >= end:
        return
    words = key[start:end]
    units = [
        unit._replace(span=Span(unit.span.start + start, unit.span.end + start))
        for unit in scan(text[start:end], words, loose=True)
    ]
    joined = groups(key[:end], units)
    first = next((group for group in joined if _says(key, group.end, end)), None)
    if first and (first.start == start or INTRO.match(key, start)) and key[_last(first)] not in SQUADS:
        which = first.start == start and first.members[-1].group and _WHICH.match(key, first.end, end)
        if which:
            yield from _names(text, key, start, end, units, role)
        else:
            yield from _clause(text[:end], key[:end], units, role)
        return
    does = _DOES.search(key, start, end)
    if does and any(unit.span.start < does.start() < unit.span.end for unit in units):
        does = None  # "Phòng Tuyên truyền hỗ trợ người nộp thuế"
    if does and not (VERB.match(key, start) or INTRO.match(key, start)) and _CAPITALS.search(text, start, does.start()):
        yield from _doing(text, key, start, end, does, units, role)
        return
    yield from _names(text, key, start, end, units, role)


def _last(group: Group) -> slice:
    """The last body of a group: a bare "Tổ" before a verb ("Tổ sửa chữa số 2") has its name still to come."""
    span = group.members[-1].span
    return slice(span.start, span.end)


def _unmarked(text: str, key: str, start: int, end: int) -> int:
    """Where a part begins behind its dash, number or "và"; a capital with a stop ("P. KHTH") is part of the name."""
    marked = _BULLET.match(key, start, end)
    return start if marked is None or _SHORT.match(text, start) else marked.end()


def _doing(
    text: str, key: str, start: int, end: int, does: re.Match[str], units: list[UnitPassage], role: str
) -> Iterator[UnitPassage]:
    """Names that no list knows, what they do, and the bodies that they do it with: one after another behind commas."""
    rest = [unit for unit in units if unit.span.start >= does.end()]
    known = [unit for unit in units if unit.span.end <= does.start()]
    following: re.Match[str] | None = does
    while following:
        does = following
        says = predicate(key, does.start()) or role
        plain = says == "lead" and "chủ trì" not in key[does.end() : does.end() + 60]
        yield from _names(text, key, start, does.start(), known, role if plain else says)
        start, known = key.find(", ", does.end(), end) + 2, []
        following = _DOES.search(key, start, end) if start > 1 and not rest and not VERB.match(key, start) else None
    for unit, its in clause_roles(text[:end], key[:end], rest):
        yield unit._replace(role=its, found_by="role.field@1")


def _says(key: str, pos: int, end: int) -> bool:
    """Whether a verb follows the first bodies, so that the value is a sentence."""
    gloss = GLOSS.match(key, pos, end)
    pos = gloss.end() if gloss else pos
    verb = VERB.match(key, pos + 1, end) if key[pos : pos + 1] == " " else None
    return verb is not None and (verb.end() < end or bool(_DOES.match(key, pos)))


def _clause(text: str, key: str, units: list[UnitPassage], role: str) -> Iterator[UnitPassage]:
    found = clause_roles(text, key, units)
    for unit, says in found:
        plain = says == "lead" and "chủ trì" not in key[unit.span.end : unit.span.end + 60] and role != "lead"
        yield unit._replace(role=role if plain else says, found_by="role.field@1")
    if not found:
        first = groups(key, units)[0]
        says = predicate(key, first.end) or role
        for unit in first.members:
            yield unit._replace(role=says, found_by="role.field@1")


def _names(text: str, key: str, start: int, end: int, units: list[UnitPassage], role: str) -> Iterator[UnitPassage]:
    if units and units[0].found_by.startswith("unit.shared") and key[start : units[0].span.start].rstrip().endswith(":"):
        start = units[0].span.start
    known = {unit.span.start: unit for unit in units}
    for low, high in _pieces(text, key, start, end, units):
        yield from _named(text, key, low, high, known, role)


def _pieces(text: str, key: str, start: int, end: int, units: list[UnitPassage]) -> Iterator[tuple[int, int]]:
    """The list parted at commas and `và` that stand outside names and before the beginning of one."""
    starts = [unit.span.start for unit in units]
    closed = [(unit.span.start, unit.span.end) for unit in units] + [
        (gloss.start(), gloss.end()) for gloss in GLOSS.finditer(key, start, end)
    ]
    closed.sort()
    low, index, known_low = start, 0, start in starts[:1]
    for comma in _COMMA.finditer(key, start, end):
        at = comma.end()
        while index < len(closed) and closed[index][1] <= comma.start():
            index += 1
        if index < len(closed) and closed[index][0] < at < closed[index][1]:
            continue
        place = bisect_left(starts, at)
        known = place < len(starts) and starts[place] == at
        capital = text[at : at + 1].isupper()
        person = bool(_FAMILY.match(key, low, comma.start())) and (capital or bool(_FAMILY.match(key, at, end)))
        unnamed = "," in comma.group() and capital and not known_low
        if known or person or unnamed:
            if low < comma.start():
                yield low, comma.start()
            low, known_low = at, known
    if low < end:
        yield low, end


def _named(text: str, key: str, start: int, end: int, units: dict[int, UnitPassage], role: str) -> Iterator[UnitPassage]:
    """One name, without number, gloss and what hangs on it."""
    start = _unmarked(text, key, start, end)
    cut = _CUT.search(key, start, end)
    end = cut.start() if cut and cut.start() > start else end
    gloss = GLOSS.search(key, start, end)
    known = units.get(start)
    told = _ROLE_GLOSS.match(key, gloss.start(), end) if gloss else None
    role = told.lastgroup if told and told.lastgroup else role
    if gloss and gloss.start() > start and (known is None or gloss.start() >= known.span.end):
        end = gloss.start()
    if known is None and _FAMILY.match(key, start, end):
        person = _PERSON.match(text, start, end)
        end = person.end() if person else end
        known_kind = "person"
    else:
        known_kind = known.kind if known else "other"
    ending = _END.search(key, start, end)
    end = ending.start() if ending else end
    if end <= start or not any(char.isalpha() for char in key[start:end]):
        return
    if known is None:
        if known_kind == "other" and (
            ":" in key[start:end]
            or _COUNTED.match(key, start, end)
            or len(key[start:end].split()) > _LONG
            or VERB.match(key, start)
            or INTRO.match(key, start)
            or (key[start:end].count(" ") > _LOWER and text[start:end].islower())
        ):
            return
        yield UnitPassage(span=Span(start, end), name=text[start:end], kind=known_kind, role=role, found_by="role.field@1")
        return
    yield known._replace(span=Span(start, end), name=text[start:end], role=role, found_by="role.field@1")


__all__ = ["LABEL", "NUMBERING", "field_units", "label_role", "unique"]
