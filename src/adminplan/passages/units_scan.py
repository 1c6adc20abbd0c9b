"""Bodies named in running text.

Reads text. Writes `UnitPassage` without a role; `roles` says which of them have work to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adminplan.layout.text import Span
from adminplan.passages.passage import UnitPassage
from adminplan.passages.units_extent import Extent, collective, single, titled
from adminplan.passages.units_name import starts_unit
from adminplan.passages.units_words import FIELD, FIRSTS, HEADS, NEVER, NOUNS, UPPER, key_of

# Words that a body named in passing would need before it: "chuyên môn" is a body only where somebody works with it.
_LOOSE_BEFORE = re.compile(r"(?:^|[.;:,(\n-] *|(?:với|cùng|và|giữa|của|giao) +)$")
# "các sở: Nội vụ, Y tế", "Sở Nội vụ, Y tế": one head for several fields.
_SHARED = re.compile(
    r"(?:các +|[0-9]+ +)?(sở|phòng|bộ|ban|ngành|chi cục)(?: *, *(?:ban|ngành))* *: *(?=\w)|các +(sở|phòng|bộ|ngành) +(?=\w)"
)
_SHARED_JOINT = re.compile(r" *[,;] *(?:và +)?| +và +")
_SHARED_NAME = re.compile(rf"[{UPPER}][{UPPER}&]+(?:[-,][{UPPER}&]{{2,}})?(?!\w)|[{UPPER}]\w+(?: +[{UPPER}]\w+){{0,3}}")
# The level of a body is the first of these of which a word stands in its name; a look ahead, since "thị xã" holds "xã".
_LEVELS = ("central", "commune", "district", "province", "grassroots")
_LEVEL = re.compile(
    r"\b(?=(?:(?P<central>trung ương|tw|việt nam|quốc gia|chính phủ)|(?P<commune>xã(?! hội)|phường|thị trấn|đặc khu)"
    r"|(?P<district>huyện|quận|thị xã|thị ủy)|(?P<province>tỉnh|thành ủy)|(?P<grassroots>cơ sở|cđcs|chi bộ|chi đoàn|trường))\b)"
)
_SYSTEMS = {
    "union": "union",
    "party": "party",
    "school": "state",
    "ministry": "state",
    "department": "state",
    "enterprise": "enterprise",
}


def find_units(text: str) -> tuple[UnitPassage, ...]:
    """Every body that the text names, in order, without overlap, `role=None`.

    Spans are half-open characters of `text`. "UBND các huyện, thành phố" and "các sở, ban, ngành" are one; in "các sở: Nội vụ, Y
    tế" each name is one, as printed. A gloss in brackets is no part of a name.

    >>> [unit.name for unit in find_units("Sở Y tế phối hợp với UBND các xã, phường và các đơn vị liên quan tổ chức tập huấn.")]
    ['Sở Y tế', 'UBND các xã, phường', 'các đơn vị liên quan']
    """
    return tuple(scan(text, key_of(text)))


def scan(text: str, key: str, *, loose: bool = False) -> Iterator[UnitPassage]:
    """The bodies in a text whose key is known; `loose` counts a common noun alone ("Doanh nghiệp") too."""
    pos, end = 0, len(text)
    while pos < end:
        found = FIRSTS.search(key, pos)
        if not found:
            return
        start = found.start()
        never = NEVER.match(key, start)
        if never:
            pos = never.end()
            continue
        shared = _SHARED.match(key, start)
        if shared:
            names = list(_shared(text, key, shared))
            if names:
                yield from names
                pos = names[-1].span.end
                continue
        extent = _at(text, key, start, loose=loose)
        if extent is None:
            known = NOUNS.match(key, start) or HEADS.match(key, start)
            pos = known[1] if known else found.end()
            continue
        yield _passage(text, key, extent)
        pos = max(extent.end, found.end())
        if extent.fielded:
            for more in _more_fields(text, key, extent):
                yield more
                pos = more.span.end


def _at(text: str, key: str, start: int, *, loose: bool) -> Extent | None:
    person = titled(text, key, start)
    if person:
        return person
    group = collective(text, key, start, loose=loose)
    one = single(text, key, start)
    if (
        one
        and one.head.loose
        and not loose
        and (one.head.kind == "person" or not _LOOSE_BEFORE.search(key, max(0, start - 12), start))
    ):
        one = None
    if group and group.head.loose and group.head.kind == "person" and not loose:
        group = None
    if group and one:
        return group if group.end > one.end else one
    return group or one


def _passage(text: str, key: str, extent: Extent, found_by: str = "unit.name@1") -> UnitPassage:
    head = extent.head
    words = key[extent.start : extent.end]
    level = head.level
    if not level:
        named = {found.lastgroup for found in _LEVEL.finditer(words)}
        level = next((name for name in _LEVELS if name in named), None)
    return UnitPassage(
        span=Span(extent.start, extent.end),
        name=text[extent.start : extent.end],
        group=extent.group,
        kind=head.kind,
        level=level,
        system=head.system or _SYSTEMS.get(head.kind),
        found_by=found_by,
    )


def _shared(text: str, key: str, shared: re.Match[str]) -> Iterator[UnitPassage]:
    """`các sở: Nội vụ, Y tế và Tài chính`; nothing unless two names or more follow."""
    word = shared.group(1) or shared.group(2)
    known = HEADS.match(key, shared.start(1) if shared.group(1) else shared.start(2))
    if not known:
        return
    spans: list[tuple[int, int]] = []
    pos = shared.end()
    while True:
        name = _field(text, key, pos)
        if name is None:
            break
        spans.append((pos, name))
        joint = _SHARED_JOINT.match(key, name)
        if not joint or starts_unit(key, joint.end()):
            break
        pos = joint.end()
    if len(spans) < 2:
        return
    if ":" not in shared.group():
        spans[0] = (shared.end() - len(word) - 1, spans[0][1])
    for start, end in spans:
        yield _passage(text, key, Extent(start, end, known[0], group=False), "unit.shared@1")


def _field(text: str, key: str, pos: int) -> int | None:
    """Where the name of a field that begins at `pos` with a capital ends."""
    if not text[pos : pos + 1].isupper():
        return None
    field = FIELD.match(key, pos)
    name = _SHARED_NAME.match(text, pos)
    return field.end() if field else name.end() if name else None


def _more_fields(text: str, key: str, extent: Extent) -> Iterator[UnitPassage]:
    """The fields after `Sở Nội vụ, ` that have no head of their own (`Y tế và Tài chính`)."""
    end = extent.end
    while True:
        joint = _SHARED_JOINT.match(key, end)
        if (
            not joint
            or ";" in joint.group()
            or not text[joint.end() : joint.end() + 1].isupper()
            or starts_unit(key, joint.end())
        ):
            return
        field = FIELD.match(key, joint.end())
        if not field:
            return
        end = field.end()
        yield _passage(text, key, Extent(joint.end(), end, extent.head, group=False), "unit.shared@1")
