"""The role in which a sentence or a heading gives bodies work.

Reads text. Writes `UnitPassage` with a role (lead, coordinate, monitor), or the body that a heading or a sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from adminplan.layout.text import Span
from adminplan.passages.passage import UnitPassage, shift
from adminplan.passages.units_clause import GLOSS, HANDED, INTRO, NUMBERING, Group, acts, clause_roles, groups, predicate
from adminplan.passages.units_field import LABEL, field_units, label_role, unique
from adminplan.passages.units_scan import scan
from adminplan.passages.units_words import FIRSTS, TOPIC, UPPER, VERB, key_of

_LEAD_WORDS = re.compile(
    r"(?:(?:giao(?: +nhiệm +vụ)?(?: +cho)?|(?:trân +trọng +|kính +)?đề +nghị|khuyến +khích|yêu +cầu|đối +với|trách +nhiệm(?: +của)?|nhiệm +vụ(?: +cụ +thể)?(?: +của)|phân +công(?: +nhiệm +vụ)?(?: +cho| +của)?|về +phía|phía"
    r"|chỉ +đạo|quyền +hạn +của|công +tác +của|ủy +quyền(?: +cho)?) *:? +)+"
)
_ORDER = re.compile(r" +(?:giao(?: +nhiệm +vụ)?(?: +cho)?|yêu +cầu) +")
_TOPIC = re.compile(r" +(?:với +(?:công|phong|việc)|về |và +(?:công +tác|hoạt +động|việc|nhiệm)|năm |giai +đoạn|tháng |số )")
_AS_TITLE = re.compile(
    r" +(?:tham +gia|chủ +trì|phối +hợp|quản +lý|sử +dụng|cung +cấp|phụ +trách|sản +xuất|đầu +tư|khai +thác|hoạt +động)(?!\w)"
)
_CHARGE = re.compile(r" +phụ +trách(?: +[^\W\d_]+){1,8}(?= *[.:]? *$)")  # "Phó Hiệu trưởng phụ trách cơ sở vật chất"
_SCOPE = re.compile(r" +(?:theo|trong|trên|thuộc|tại)(?!\w)")
_SHARED = re.compile(r"(?:các +)?(?:sở|phòng|bộ|ban|ngành|chi +cục)(?:, *ban, *ngành)? *:? *$")
_NAMES = re.compile(rf":( *[{UPPER}]\w*(?: +[{UPPER}]\w*){{0,4}}(?: +[0-9]+)?(?: *,| +và|(?= *[.;:]*$)))+[ .;:]*$")
_AGENT = re.compile(r" +(?:viên|sĩ|trưởng|nhân)(?!\w)")
_CALLED = re.compile(r"(?:Ông|Bà|Đồng chí|Đ/c)[.:] *(?=\w)")  # before the name of a person
_BY = re.compile(r"(?<!\w)do +$")
_LONG = 40  # words of a heading
_SHORT = 14  # words of a heading that no list knows
_FAR = 600  # characters within which a sentence comes to its subject


def assigned_units(text: str) -> tuple[UnitPassage, ...]:
    """The bodies that a sentence or paragraph of an activity gives work, each once in a role, in order.

    lead: chủ trì, giao, thực hiện, or subject of a verb of doing; coordinate: phối hợp, tham gia, hỗ trợ; monitor: theo dõi,
    giám sát, kiểm tra, đôn đốc (annotation guide, "units"). Bodies merely mentioned are left out.

    >>> [(unit.name, unit.role) for unit in assigned_units("Giao Sở Y tế chủ trì, phối hợp với các xã, phường tổ chức tập huấn.")]
    [('Sở Y tế', 'lead'), ('các xã, phường', 'coordinate')]
    """
    key = key_of(text)
    out: list[UnitPassage] = []
    start = 0
    labels = list(LABEL.finditer(key)) if ":" in key else []
    for label, later in zip_longest(labels, labels[1:]):
        out.extend(_in_clauses(text, key, start, label.start()))
        stop = key.find("\n", label.end() + 1)
        start = min(later.start() if later else len(key), stop if stop >= 0 else len(key))
        out.extend(shift(unit, label.end()) for unit in field_units(text[label.end() : start], label_role(label)))
    out.extend(_in_clauses(text, key, start, len(text)))
    return unique(out)


def _in_clauses(text: str, key: str, start: int, end: int) -> list[UnitPassage]:
    part = key[start:end]
    units = list(scan(text[start:end], part))
    return (
        [
            shift(unit._replace(role=role, found_by="role.clause@1"), start)
            for unit, role in clause_roles(text[start:end], part, units)
        ]
        if units
        else []
    )


def heading_unit(text: str, *, organisation: bool = False) -> UnitPassage | None:
    """The body or bodies that a heading names, as one; `None` where it is about something else.

    `organisation`: it stands before the tasks of a section of organisation, where whatever is no known topic ("Kinh phí") names
    bodies or persons, known or not.

    >>> heading_unit("2. Đề nghị Hội Nông dân tỉnh và các tổ chức thành viên:").name
    'Hội Nông dân tỉnh và các tổ chức thành viên'
    >>> heading_unit("3. Chế độ thông tin, báo cáo") is None
    True
    """
    key = key_of(text)
    return _known_heading(text, key) or (_unknown_heading(text, key) if organisation else None)


def _unknown_heading(text: str, key: str) -> UnitPassage | None:
    """A heading that is none of the known topics, begins with a capital and does not order anything."""
    start = _after_lead_words(key)
    name = text[start:].strip(" .:;,")
    bare = _CALLED.sub("", name)
    if (
        not name
        or not name[0].isupper()
        or len(name.split()) > _SHORT
        or TOPIC.match(key, start)
        or _orders(key, start)
        or INTRO.match(key, start)
        or any(sign in bare for sign in '.;:?!%“"')
        or any(char.isdigit() for char in name[:4])
    ):
        return None
    group = _group_from(text, key, start)
    if group and (predicate(key, group.end) or acts(text, key, group.end)):
        return None
    end = start + text[start:].find(name) + len(name)
    return UnitPassage(span=Span(start, end), name=GLOSS.sub("", name), kind="other", found_by="unit.heading.rest@1")


def _orders(key: str, start: int) -> bool:
    """Whether a heading begins with a verb; "vận động viên" is somebody and no verb."""
    verb = VERB.match(key, start)
    return bool(verb) and not _AGENT.match(key, verb.end())  # type: ignore[union-attr]


def _known_heading(text: str, key: str) -> UnitPassage | None:
    """A heading that begins with a body that the word list knows."""
    start = _after_lead_words(key)
    group = _group_from(text, key, start, semicolons=True)
    if group is None:
        return None
    gloss = GLOSS.match(key, group.end)
    pos = gloss.end() if gloss else group.end
    rest = key[pos:].strip()
    if not rest or rest[0] in ":.;":
        named = _NAMES.match(text, pos)
        return _whole(text, group, named.end() if named else group.end) if len(rest) < 2 or rest[0] == ":" else None
    many = any(unit.group for unit in group.members)
    scope = _SCOPE.match(key, pos)
    if (
        many
        and (_AS_TITLE.match(key, pos) or (scope and not predicate(key, group.end)))
        and rest[-1] not in ".;:"
        and len(rest.split()) <= 24
    ):
        return _whole(text, group, len(text.rstrip()))
    charge = _CHARGE.match(key, pos) if group.members[-1].kind == "person" else None
    if charge:
        return _whole(text, group, charge.end())
    if VERB.match(key, pos + 1):
        return _whole(text, group, group.end) if rest.endswith(":") and len(rest.split()) <= _LONG else None
    colon = key.find(":", pos)
    end = colon if colon >= 0 else len(text.rstrip(" .;,"))
    if _TOPIC.match(key, pos) or rest.startswith("do ") or len(key[start:end].split()) > _LONG:
        return None
    if predicate(key, group.end) and len(key[pos:end].split()) > 5:
        return _whole(text, group, group.end) if rest.endswith(":") else None
    return _whole(text, group, end)


def subject_unit(sentence: str) -> UnitPassage | None:
    """The body or bodies that a sentence gives a duty: its subject, or whom it orders; `None` where it has none.

    >>> subject_unit("Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng kế hoạch chi tiết.").name
    'các sở, ban, ngành'
    """
    key = key_of(sentence)
    start = _after_lead_words(key)
    units = list(scan(sentence, key, loose=True))
    found = groups(key, units)
    group = _group_at(key, units, start)
    if group:
        order = _ORDER.match(key, group.end)
        told = _group_at(key, units, order.end()) if order else None
        if told and predicate(key, told.end):
            return _whole(sentence, told, told.end)
        gloss = GLOSS.match(key, group.end)
        if (
            predicate(key, group.end)
            or acts(sentence, key, group.end)
            or key[gloss.end() if gloss else group.end :].lstrip().startswith(":")
        ):
            return _whole(sentence, group, group.end)
    joined = _group_at(key, units, start, semicolons=True) if group and key.startswith(";", group.end) else None
    if joined and predicate(key, joined.end):  # "LĐLĐ các huyện, thành phố; Công đoàn ngành … | triển khai"
        return _whole(sentence, joined, joined.end)
    for other in found:
        if other.start - start > _FAR:
            break
        before = key[start : other.start].rstrip()
        if re.search(r"\.\s", before):
            return None
        if INTRO.match(key, start) and before.endswith((",", ";")) and predicate(key, other.end):
            return _whole(sentence, other, other.end)
        if _BY.search(key, start, other.start) and not VERB.match(key, start) and HANDED.match(key, other.end + 1):
            return _whole(sentence, other, other.end)
    return None


def _after_lead_words(key: str) -> int:
    numbered = NUMBERING.match(key)
    start = numbered.end() if numbered else 0
    lead = _LEAD_WORDS.match(key, start)
    return lead.end() if lead else start


def _group_from(text: str, key: str, start: int, *, semicolons: bool = False) -> Group | None:
    """The group of a heading that begins at `start`; the rest is read only where a body can begin there."""
    if not FIRSTS.match(key, start):
        return None
    return _group_at(key, list(scan(text, key, loose=True)), start, semicolons=semicolons)


def _group_at(key: str, units: Sequence[UnitPassage], start: int, *, semicolons: bool = False) -> Group | None:
    """The group that begins at `start`; the shared head of "các sở: Nội vụ, Y tế" belongs to it."""
    for group in groups(key, units, semicolons=semicolons):
        if group.start >= start:
            shared = (
                group.start > start
                and group.members[0].found_by.startswith("unit.shared")
                and _SHARED.match(key[start : group.start])
            )
            return group._replace(start=start) if group.start == start or shared else None
    return None


def _whole(text: str, group: Group, end: int) -> UnitPassage:
    """One passage for all bodies of a group, up to `end`; glosses in brackets left out of the name."""
    name = GLOSS.sub("", text[group.start : end]).strip(" .:;,")
    first = group.members[0]
    alone = len(group.members) == 1
    return first._replace(
        span=Span(group.start, end),
        name=name,
        group=first.group or not alone,
        level=first.level if alone else None,
        found_by="unit.heading@1",
    )
