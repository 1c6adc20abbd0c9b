"""The finder of citations: which documents a text names, and what for.

Reads a string. Writes `ReferencePassage`s.

Get, then resolve: every type word, symbol or name of a law gives a draft (`references_drafts`); titles bind what is nested
in them (`references_titles`); cues give relations (`references_relations`); short forms take what the first mention gave.
"""

from __future__ import annotations

import re

from adminplan.data import fold
from adminplan.layout.text import Span
from adminplan.passages.passage import ReferencePassage
from adminplan.passages.references_drafts import Draft, scan
from adminplan.passages.references_grammar import CODED, UNIT, UPPER, level
from adminplan.passages.references_relations import distribute, relate, sentence_start
from adminplan.passages.references_titles import set_aliases, set_titles
from adminplan.passages.symbols import document_type, mend_symbol, parse_symbol, tidy_symbol

_OWN_NUMBER = re.compile(rf"Số ?:? *(?P<symbol>{CODED.pattern})")
_TYPE_LINE = re.compile(r"(?:^|\n| )(?P<type>KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|CHƯƠNG TRÌNH|HƯỚNG DẪN|THÔNG BÁO|PHƯƠNG ÁN|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|TỜ TRÌNH|BÁO CÁO)(?=\n| )")


def find_references(text: str, *, head: bool | tuple[int, int] = True) -> tuple[ReferencePassage, ...]:
    """Every citation of another document, in order of its start.

    head: `True` when the text is an opening or a fragment, where cues give relations and a single line break is a blank;
    `False` for body text; a pair of offsets when the text is a whole document, one paragraph a line, whose opening
    (letterhead, bases, first paragraphs) is that span. In a whole document a number stays as printed, save for blanks and
    dashes; in a fragment it is mended where one reading is possible ("274KH-UBND").
    """
    fragment = head is True
    opening = (0, len(text)) if head is True else (0, 0) if head is False else head
    even = level(text, soft_breaks=fragment)
    low = even.lower()
    if len(low) != len(even):  # a letter whose small form is longer: none in Vietnamese
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in even)
    drafts = scan(even, low, in_head=opening)
    if not drafts:
        return ()
    set_titles(even, drafts, head=opening)
    coined = set_aliases(even, drafts)
    drafts = [one for one in drafts if not any(start < one.start < end for start, end in coined)]
    for one in drafts:
        while one.parent is not None and one.parent not in drafts:
            one.parent = one.parent.parent
    relate(even, drafts, head=opening, fragment=fragment)
    distribute(even, drafts)
    _precede(even, drafts)
    numbers = _numbers(even, drafts, mend=fragment)
    _shorten(even, drafts, numbers)
    if not fragment:
        drafts = _mark_self(even, drafts, numbers, opening)
    return _passages(text, even, drafts, numbers)


_HAS = r"(?:tại|có|đã có|đã ban hành|ban hành|vừa ban hành|đã ký|ký ban hành|trình tại|đã trình|nêu tại|trình)"
_HAS_HERE = re.compile(rf" {_HAS} (?:các )?$")
_BODY_MARK = re.compile(
    r"(?:đề nghị|đề xuất|ý kiến|chỉ đạo|yêu cầu|đồng ý|chấp thuận|thống nhất|báo cáo|kiến nghị|ủy quyền|cho phép|thông báo|kết luận) của |gồm:? |[;:] |,? (?:ngày \d{1,2}/\d{1,2}/\d{4},? )|^"
)
_BODY = re.compile(rf"(?P<body>(?:{UNIT}|[{UPPER}])[^;:\n]{{2,140}}?)(?:,? (?:về|trình) [^;:\n]{{3,80}}?)?,? {_HAS} (?:các )?$")
_LEADING_DATE = re.compile(r"[Nn]gày (\d{1,2})/(\d{1,2})/(\d{4}),? *$")


def _precede(text: str, drafts: list[Draft]) -> None:
    """An issuer that stands before its document: "của Giám đốc Sở Tư pháp tại Tờ trình số …", "UBND huyện ban hành Kế hoạch số …"."""
    end = 0
    for one in drafts:
        begin = max(end, sentence_start(text, one.start), one.start - 190)
        end = one.end
        if one.issuer is not None or one.number is None or not _HAS_HERE.search(text, max(0, one.start - 20), one.start):
            continue
        before = text[begin : one.start]
        marks = [mark.end() for mark in _BODY_MARK.finditer(before)]
        for at in reversed(marks):
            body = _BODY.match(before, at)
            if body is None or re.search(r", (?!Thương|Thể|Du|Thông)| về | theo | tại | có | và các ", body["body"]):
                continue
            one.issuer = (begin + body.start("body"), begin + body.end("body"))
            day = _LEADING_DATE.search(text, max(0, one.issuer[0] - 20), one.issuer[0])
            if day and one.date is None:
                one.date = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
            break


def _numbers(text: str, drafts: list[Draft], *, mend: bool) -> dict[int, str]:
    """The number of each draft, by the identity of the draft, without blanks."""
    found = {}
    for one in drafts:
        if one.number is not None:
            printed = one.printed or text[slice(*one.number)]
            found[id(one)] = mend_symbol(printed) if mend else tidy_symbol(printed)
    return found


def _shorten(text: str, drafts: list[Draft], numbers: dict[int, str]) -> None:
    """Short forms take what the full form gave: "Nghị quyết 57" is 57-NQ/TW where only that one is cited."""
    full: dict[tuple[str, int | None], set[str]] = {}
    names: dict[str, set[str]] = {}
    for one in drafts:
        number = numbers.get(id(one))
        if number and one.coded and (symbol := parse_symbol(number)):
            full.setdefault((_base(one.kind.word), symbol.number), set()).add(number)
            if one.kind.named == "law" and one.title is not None:
                names.setdefault(fold(text[slice(*one.title)]).replace(",", ""), set()).add(number)
    for one in drafts:
        number = numbers.get(id(one))
        if number and not one.coded and number.isdigit():
            known = full.get((_base(one.kind.word), int(number)), set())
            if len(known) == 1:
                numbers[id(one)], one.form = next(iter(known)), "short"
        elif number is None and one.kind.named == "law" and one.title is not None:
            known = names.get(fold(text[slice(*one.title)]).replace(",", ""), set())
            if len(known) == 1 and one.date is None:
                numbers[id(one)], one.form = next(iter(known)), "short"


def _base(word: str) -> str:
    return " ".join(word.split()[:2])


def _mark_self(text: str, drafts: list[Draft], numbers: dict[int, str], opening: tuple[int, int]) -> list[Draft]:
    """This document cited under its own number, as its annexes do, is no other document; nor is "Chương trình này" always this one."""
    first = min((one.start for one in drafts if one.number is not None), default=len(text))
    own = _OWN_NUMBER.search(text, 0, max(opening[1], 1500))
    symbol = parse_symbol(own["symbol"]) if own is not None else None
    line = _TYPE_LINE.search(text, 0, max(opening[1], 1500))
    if own is not None and own.start() > first and (line is None or own.start() > line.start()):
        symbol = None
    for one in drafts:
        if one.form == "self" and line is not None and one.kind.word.upper() != line["type"] and one.kind.word not in {"Văn bản"}:
            one.form = "anaphora"
        number = numbers.get(id(one))
        cited = parse_symbol(number) if number else None
        if cited is None or not one.coded:
            continue
        same = symbol is not None and cited.key == symbol.key
        blank = cited.number is None and (symbol is None or (cited.code, cited.issuers) == (symbol.code, symbol.issuers))
        if same or (blank and (one.relation == "accompanies" or same)):
            one.form, one.relation = "self", "mentions"
    # The letterhead's own line is no citation at all.
    return [one for one in drafts if symbol is None or own is None or one.number != own.span("symbol")]


def _passages(text: str, even: str, drafts: list[Draft], numbers: dict[int, str]) -> tuple[ReferencePassage, ...]:
    drafts = sorted(drafts, key=lambda one: (one.start, -one.end))
    place = {id(one): i for i, one in enumerate(drafts)}
    names = _aliases(text, drafts, numbers)
    found = []
    for one in drafts:
        number, title = numbers.get(id(one)), text[slice(*one.title)] if one.title else None
        found.append(
            ReferencePassage(
                span=Span(one.start, one.end),
                quote=text[one.start : one.end],
                type=_type_word(one, number),
                number=number,
                date=one.date,
                issuer=_line(text[slice(*one.issuer)]) if one.issuer else None,
                title=_line(title) if title else None,
                relation=one.relation,
                form=one.form,
                nested_in=place.get(id(one.parent)) if one.parent is not None else None,
                inner_relation=one.inner if one.parent is not None else None,
                alias=one.alias,
                found_by=one.rule,
            )
        )
    return tuple(sorted([*found, *names], key=lambda one: one.span)) if names and not any(one.nested_in is not None for one in found) else tuple(found)


def _aliases(text: str, drafts: list[Draft], numbers: dict[int, str]) -> list[ReferencePassage]:
    """Later uses of a coined short name."""
    return []


def _type_word(one: Draft, number: str | None) -> str:
    if one.kind.word == "Luật" and number and (symbol := parse_symbol(number)) and symbol.code and symbol.family in {"norm", "state"}:
        return document_type(symbol.code) or one.kind.word
    return one.kind.word


def _line(text: str) -> str:
    return " ".join(text.split())
