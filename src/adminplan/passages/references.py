"""The finder of citations: which documents a text names, and what for.

Reads a string. Writes `ReferencePassage`s.

Get, then resolve: every type word, symbol or name of a law gives a draft (`references_drafts`); titles bind what is nested
in them (`references_titles`); cues give relations (`references_relations`); short forms take what the first mention gave.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from adminplan.data import fold
from adminplan.layout.text import Span
from adminplan.passages.passage import ReferencePassage
from adminplan.passages.references_drafts import Draft, scan
from adminplan.passages.references_grammar import CODED, LOWER, UNIT, UPPER, level
from adminplan.passages.references_relations import Sentences, distribute, lend_forward, relate
from adminplan.passages.references_titles import set_aliases, set_titles
from adminplan.passages.symbols import document_type, mend_symbol, parse_symbol, tidy_symbol

_OWN_NUMBER = re.compile(rf"Số ?:? *(?P<symbol>{CODED.pattern})")
_TYPE_LINE = re.compile(
    r"(?:^|\n| )(?P<type>KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|CHƯƠNG TRÌNH|HƯỚNG DẪN|THÔNG BÁO|PHƯƠNG ÁN|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|TỜ TRÌNH|BÁO CÁO)(?=\n| )"
)

_TITLE_BREAK = re.compile(r"\n(?! ?\()")


def find_references(text: str, *, head: bool | tuple[int, int] = True) -> tuple[ReferencePassage, ...]:
    """Every citation of another document, in order of its start.

    head: `True` when the text is an opening or a fragment, where cues give relations and a single line break is a blank;
    `False` for body text; a pair of offsets when the text is a whole document, one paragraph a line, whose opening
    (letterhead, bases, first paragraphs) is that span. In a whole document a number stays as printed, save for blanks and
    dashes; in a fragment it is mended where one reading is possible ("274KH-UBND").
    """
    fragment = head is True
    # What stands above the opening is the letterhead and the title, whose citations are the opening's too.
    opening = (0, len(text)) if head is True else (0, 0) if head is False else (0, head[1])
    even = level(text, soft_breaks=fragment)
    if not isinstance(head, bool):
        even = _one_title(even, head[0])
    low = even.lower()
    if len(low) != len(even):  # a letter whose small form is longer: none in Vietnamese
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in even)
    sentences = Sentences(even)
    drafts = scan(even, low, sentences, in_head=opening)
    if not drafts:
        return ()
    set_titles(even, drafts, head=opening)
    coined = set_aliases(even, drafts)
    drafts = [one for one in drafts if not any(start < one.start < end for start, end in coined)]
    _reparent(drafts)
    relate(even, drafts, sentences, head=opening, fragment=fragment)
    distribute(even, drafts)
    lend_forward(even, drafts, sentences)
    _precede(even, drafts, sentences)
    _read_symbols(even, drafts, mend=fragment)
    drafts = _drop_repeated(even, drafts)
    _shorten(even, drafts)
    if not fragment:
        _cut_scopes(even, drafts)
        drafts = _mark_self(even, drafts, opening)
        _mark_own_name(even, drafts, opening)
        _unite_names(even, drafts)
    return _passages(text, [*drafts, *_use_aliases(even, drafts)])


def _one_title(text: str, end: int) -> str:
    """The title between the type line and `end`, where the opening begins, on one line: it is set in short lines."""
    line = _TYPE_LINE.search(text, 0, end)
    if line is None:
        return text
    return text[: line.end() + 1] + _TITLE_BREAK.sub(" ", text[line.end() + 1 : end - 1]) + text[max(end - 1, line.end() + 1) :]


_HAS = r"(?:tại|có|đã có|đã ban hành|ban hành|vừa ban hành|đã ký|ký ban hành|trình tại|đã trình|nêu tại|trình)"
_HAS_HERE = re.compile(rf" {_HAS} (?:các )?$")
_BODY_MARK = re.compile(
    r"(?:đề nghị|đề xuất|ý kiến|hướng dẫn|chỉ đạo|yêu cầu|đồng ý|nhất trí|tán thành|chấp thuận|thống nhất|báo cáo|kiến nghị|ủy quyền|cho phép|thông báo|kết luận) của |gồm:? |[;:] |(?:^|,? )[Nn]gày \d{1,2}/\d{1,2}/\d{4},? |^"
)
_BODY = re.compile(rf"(?P<body>(?:{UNIT}|[{UPPER}])[^;:\n]{{2,140}}?)(?:,? (?:về|trình) [^;:\n]{{3,80}}?)?,? {_HAS} (?:các )?$")
_NO_BODY = re.compile(rf", (?={UNIT}|[{LOWER}])| về | theo | tại | có | và các ")
_LEADING_DATE = re.compile(r"[Nn]gày (\d{1,2})/(\d{1,2})/(\d{4}),? *$")


def _precede(text: str, drafts: list[Draft], sentences: Sentences) -> None:
    """An issuer that stands before its document: "của Giám đốc Sở Tư pháp tại Tờ trình số …", "UBND huyện ban hành Kế hoạch số …"."""
    end = 0
    for one in drafts:
        begin = max(end, sentences.start(one.start), one.start - 190)
        end = one.end
        if one.issuer is not None or one.number is None or not _HAS_HERE.search(text, max(0, one.start - 20), one.start):
            continue
        before = text[begin : one.start]
        marks = [mark.end() for mark in _BODY_MARK.finditer(before)]
        for at in reversed(marks):
            body = _BODY.match(before, at)
            if body is None or _NO_BODY.search(body["body"]):
                continue
            one.issuer = (begin + body.start("body"), begin + body.end("body"))
            day = _LEADING_DATE.search(text, max(0, one.issuer[0] - 20), one.issuer[0])
            if day and one.date is None:
                one.date = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
            break


def _read_symbols(text: str, drafts: list[Draft], *, mend: bool) -> None:
    """The number of each draft without blanks."""
    for one in drafts:
        if one.number is not None:
            printed = one.printed or text[slice(*one.number)]
            one.symbol = mend_symbol(printed) if mend else tidy_symbol(printed)


def _drop_repeated(text: str, drafts: list[Draft]) -> list[Draft]:
    """A title followed by its own number in brackets ("… đến năm 2030 (Nghị quyết số 163/2024/QH15)") is one citation with an alias."""
    kept: list[Draft] = []
    for one in drafts:
        bracket = text[one.start - 1 : one.start] == "(" and text[one.core : one.core + 1] == ")"
        if bracket and one.symbol and kept:
            same = [
                other
                for other in kept[-4:]
                if other.symbol == one.symbol and other.kind.word == one.kind.word and "\n" not in text[other.start : one.start]
            ]
            if same:
                same[-1].alias = same[-1].alias or text[one.start : one.core]
                continue
        kept.append(one)
    _reparent(kept)
    return kept


def _reparent(drafts: list[Draft]) -> None:
    """Whatever stood in the title of a draft that is gone stands in the next outer one."""
    there = {id(one) for one in drafts}
    for one in drafts:
        while one.parent is not None and id(one.parent) not in there:
            one.parent = one.parent.parent


def _shorten(text: str, drafts: list[Draft]) -> None:
    """Short forms take what the full form gave: "Nghị quyết 57" is 57-NQ/TW where only that one is cited."""
    full: dict[tuple[str, int | None], set[str]] = {}
    names: dict[str, set[str]] = {}
    for one in drafts:
        if one.symbol and one.coded and (symbol := parse_symbol(one.symbol)):
            full.setdefault((_base(one.kind.word), symbol.number), set()).add(one.symbol)
            if one.kind.named == "law" and one.title is not None:
                names.setdefault(_law_key(text, one), set()).add(one.symbol)
    for one in drafts:
        if one.symbol and not one.coded and one.symbol.isdigit():
            known = full.get((_base(one.kind.word), int(one.symbol)), set())
        elif one.symbol is None and one.kind.named == "law" and one.title is not None and one.date is None:
            known = names.get(_law_key(text, one), set())
        else:
            continue
        if len(known) == 1:
            one.symbol, one.form = next(iter(known)), "short"


def _law_key(text: str, draft: Draft) -> str:
    assert draft.title is not None
    return fold(text[slice(*draft.title)]).replace(",", "")


def _base(word: str) -> str:
    return " ".join(word.split()[:2])


def _mark_self(text: str, drafts: list[Draft], opening: tuple[int, int]) -> list[Draft]:
    """This document cited under its own number, as its annexes do, is no other document; nor is "Chương trình này" always this one."""
    first = min((one.start for one in drafts if one.number is not None), default=len(text))
    own = _OWN_NUMBER.search(text, 0, max(opening[1], 1500))
    symbol = parse_symbol(own["symbol"]) if own is not None else None
    line = _TYPE_LINE.search(text, 0, max(opening[1], 1500))
    if own is not None and own.start() > first and (line is None or own.start() > line.start()):
        symbol = None
    for one in drafts:
        if one.form == "self" and line is not None and one.kind.word.upper() != line["type"] and one.kind.word != "Văn bản":
            one.form = "anaphora"
        cited = parse_symbol(one.symbol) if one.symbol else None
        if cited is None or not one.coded:
            continue
        same = symbol is not None and cited.key == symbol.key
        blank = cited.number is None and (symbol is None or (cited.code, cited.issuers) == (symbol.code, symbol.issuers))
        if same or (blank and (one.relation == "accompanies" or same)):
            one.form, one.relation = "self", "mentions"
    # The letterhead's own line is no citation at all.
    kept = [one for one in drafts if symbol is None or own is None or one.number != own.span("symbol")]
    _reparent(kept)
    return kept


def _mark_own_name(text: str, drafts: list[Draft], opening: tuple[int, int]) -> None:
    """This document under its own name, in the body or over its annexes: the type and first words of its title."""
    if opening[1] <= 0:
        return
    head = f" {fold(text[slice(*opening)])} "
    cited = {
        " ".join(fold(text[slice(*one.title)]).split()[:5])
        for one in drafts
        if one.named and one.title and one.start < opening[1]
    }
    for one in drafts:
        if one.named and one.title is not None and one.number is None and one.start >= opening[1] and one.kind.named != "law":
            first = " ".join(fold(text[slice(*one.title)]).split()[:5])
            if first not in cited and f" {one.kind.word.lower()} {first} " in head:
                one.form = "self"


_SCOPE = re.compile(r" trên địa bàn(?!\w)")


def _cut_scopes(text: str, drafts: list[Draft]) -> None:
    """As in "Chương trình X trên địa bàn tỉnh": where the text names Chương trình X alone too, the rest says where it is done."""
    for one in drafts:
        if not one.named or one.title is None or one.number is not None or one.kind.named != "programme":
            continue
        start, end = one.title
        scope = _SCOPE.search(text, start, end)
        if scope is None or len(text[start : scope.start()].split()) < 3:
            continue
        alone = re.compile(rf"(?i:{re.escape(text[one.start : scope.start()])}) ?[;.(”\n]")
        if alone.search(text):
            one.title = (start, scope.start())
            one.end = one.core = scope.start()


_YEARS = re.compile(r"[ ,]+(?:giai đoạn|năm|đến năm|nhiệm kỳ|trên địa bàn)(?!\w).*$")


def _unite_names(text: str, drafts: list[Draft]) -> None:
    """A programme named without its years is the one named with them, where there is only one."""
    full: dict[tuple[str, str], list[Draft]] = {}
    bare: list[tuple[tuple[str, str], Draft]] = []
    for one in drafts:
        if (
            not one.named
            or one.title is None
            or one.kind.named not in {"programme", "strategy", "governed"}
            or one.number is not None
        ):
            continue
        name = fold(text[slice(*one.title)]).replace("mtqg", "mục tiêu quốc gia")
        base = (one.kind.word, _YEARS.sub("", name))
        if len(base[1].split()) < 4:
            continue
        national = base[1].startswith("mục tiêu quốc gia")
        if "giai đoạn" in name or (not national and base[1] != name):
            full.setdefault(base, []).append(one)
        else:
            bare.append((base, one))
    for base, one in bare:
        known = full.get(base, [])
        if known and len({fold(text[slice(*other.title)]) for other in known if other.title}) == 1:
            one.title, one.form = known[0].title, "short"


_NUMBERED_ALIAS = re.compile(r"^\W|\d")


def _use_aliases(text: str, drafts: list[Draft]) -> list[Draft]:
    """Later uses of a coined short name, with what the first mention gave."""
    new: list[Draft] = []
    taken = [(one.start, one.core) for one in drafts]
    for one in drafts:
        if one.alias is None or _NUMBERED_ALIAS.search(one.alias):
            continue
        for found in re.finditer(rf"(?<![\w“]){re.escape(level(one.alias, soft_breaks=False))}(?!\w| [\"“])", text[one.end :]):
            start, end = one.end + found.start(), one.end + found.end()
            if end - one.end <= len(one.alias) + 40 and text.rfind("(", one.end - 1, start) > text.rfind(")", one.end - 1, start):
                continue  # the bracket that coins it
            at = bisect_left(taken, (end, 0))
            if any(begin < end and start < stop for begin, stop in taken[max(0, at - 2) : at + 1]):
                continue
            short = Draft(
                start=start,
                end=end,
                core=end,
                kind=one.kind,
                rule="reference.alias@1",
                number=one.number,
                coded=one.coded,
                title=one.title,
            )
            short.date, short.issuer, short.symbol, short.form = one.date, one.issuer, one.symbol, "short"
            new.append(short)
    return new


def _passages(text: str, drafts: list[Draft]) -> tuple[ReferencePassage, ...]:
    drafts = sorted(drafts, key=lambda one: (one.start, -one.end))
    place = {id(one): i for i, one in enumerate(drafts)}
    return tuple(
        ReferencePassage(
            span=Span(one.start, one.end),
            quote=text[one.start : one.end],
            type=_type_word(one),
            number=one.symbol,
            date=one.date,
            issuer=_line(text[slice(*one.issuer)]) if one.issuer else None,
            title=_line(text[slice(*one.title)]) if one.title else None,
            relation=one.relation,
            form=one.form,
            nested_in=place.get(id(one.parent)) if one.parent is not None else None,
            inner_relation=one.inner if one.parent is not None else None,
            alias=one.alias,
            found_by=one.rule,
        )
        for one in drafts
    )


def _type_word(one: Draft) -> str:
    if (
        one.kind.word == "Luật"
        and one.symbol
        and (symbol := parse_symbol(one.symbol))
        and symbol.code
        and symbol.family in {"norm", "state"}
    ):
        return document_type(symbol.code) or one.kind.word
    return one.kind.word


def _line(text: str) -> str:
    return " ".join(text.split())
