"""Drafts of citations: what stands at each type word or symbol, before titles and relations are known.

Reads the level text. Writes `Draft`s in order of their start; no two of them overlap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from adminplan.passages.references_grammar import (
    ANAPHORA,
    ANCHOR,
    BEFORE_UNIT,
    CODED,
    GAP_NUMBER,
    NEXT_NUMBER,
    SO,
    STANDARD,
    UNIT,
    TypeWord,
    read_date,
    read_issuer,
    read_number,
    type_words,
)
from adminplan.passages.references_names import is_named_law, read_inner_number, read_law, read_law_list, read_name, split_issuer
from adminplan.passages.references_relations import Sentences, is_cued
from adminplan.passages.symbols import document_type, parse_symbol

_DRAFTED = re.compile(r"(?:[Dd]ự (?:thảo|án)(?: các)?|chưa (?:ban hành|thông qua|có)) $")
_BROKEN = re.compile(r"[;\n]")
_LAW_NUMBER = re.compile(r",? (?:[Ll]uật )?số ?:? *")
_LAW_BRACKET = re.compile(r" \((?:Luật )?số ")
_LAW_YEAR = re.compile(r" ((?:19|20)\d\d)(?![\d/-])")
_INNER_LAW = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|LUẬT|BỘ LUẬT)(?= )")
_MANY_OR_FIRST = re.compile(r"(?:[Cc]ác|những|một số|mọi|nhiều|[\n.;:]|^) ?$")
_ABOUT = re.compile(r" về (?:việc )?(?=\w)")
_ABOUT_STOP = re.compile(r"[;:.,()“”\"\n]| (?=(?:nhằm|để|và các|theo|tại|bảo đảm|được|đã|gắn với)(?!\w))")
_AFTER_MEMBER = re.compile(r"(?:,|;|và)(?: các)? ?(?:số ?:? *)?$")
_SO_BEFORE = re.compile(rf"(?<!\w){SO} ?:? *$")
_NEXT_CODED = re.compile(r" ?(?:,|và|, và) (?:số )?(?=\d)")
_LEADING_NUMBER = re.compile(r"^\d+[a-zđ]?")
_JOINT = re.compile(r"LT|PH|LN")
_TERM = re.compile(r" ?\(khóa [IVX]+\)")
_UNIT = re.compile(UNIT)


@dataclass(slots=True, eq=False)
class Draft:
    """A citation in the making. Spans are pairs of offsets; `core`: where date and issuer end and a title may begin."""

    start: int
    end: int
    core: int
    kind: TypeWord
    rule: str
    capital: bool = True
    number: tuple[int, int] | None = None
    printed: str | None = None  # the number without blanks, where it is not simply the text of the span
    coded: bool = False
    symbol: str | None = None  # the number as it is given out
    date: str | None = None
    issuer: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    named: bool = False  # the title is a name, fixed from the start
    sure: bool = True  # the end of the name is certain
    form: str = "full"
    relation: str = "mentions"
    inner: str | None = None
    parent: Draft | None = None
    alias: str | None = None
    shared: Draft | None = None  # the next of a list that lends what this one lacks


def scan(text: str, low: str, sentences: Sentences, *, in_head: tuple[int, int]) -> list[Draft]:
    """Every citation of the level text, without relations. low: the text in lower case, same length."""
    drafts: list[Draft] = []
    done = 0
    for found in ANCHOR.finditer(low):
        at = found.start()
        if at < done:
            continue
        if found["type"]:
            new = _typed(text, found.start(), found.end(), drafts, sentences, in_head=in_head)
        elif found["standard"]:
            new = _standard(text, at)
        else:
            new = _untyped(text, at, drafts)
        for draft in new:
            drafts.append(draft)
            done = max(done, draft.core)
    return drafts


def _typed(
    text: str, start: int, end: int, drafts: list[Draft], sentences: Sentences, *, in_head: tuple[int, int]
) -> list[Draft]:
    kind = type_words()[text[start:end].lower()]
    capital = text[start].isupper()
    if kind.short and not text[start:end].isupper() and text[start:end] not in {"CTr", "TTr"}:
        return []
    number = read_number(text, end, kind)
    if number is not None:
        draft = Draft(start=start, end=number.end, core=number.end, kind=kind, rule="reference.number@1", capital=capital)
        draft.number, draft.coded = (number.start, number.end), number.coded
        return _with_list(text, draft)
    if kind.short or BEFORE_UNIT.search(text, max(0, start - 14), start):
        return []
    if (back := ANAPHORA.match(text, end)) and (capital or back["self"] is None):
        form = "self" if back["self"] else "anaphora"
        return [
            Draft(
                start=start, end=back.end(), core=back.end(), kind=kind, rule="reference.anaphora@1", capital=capital, form=form
            )
        ]
    if listed := _number_after_gap(text, start, end, kind):
        return listed
    kind, length = _base_kind(kind)
    end = start + length
    if _DRAFTED.search(text[max(0, start - 16) : start]):
        return []  # not issued yet
    in_opening = in_head[0] <= start < in_head[1]
    cued = in_opening and is_cued(text, start, drafts[-1].core if drafts and drafts[-1].named else 0, sentences)
    if is_named_law(kind):
        return _law(text, start, end, kind, capital=capital)
    if not (capital or cued):
        return []  # any of its kind
    nested = bool(drafts) and _BROKEN.search(text, drafts[-1].core, start) is None
    name = read_name(text, start, end, kind, cued=cued, nested=nested)
    if name is None:
        return _by_issuer(text, start, end, kind, capital=capital, in_opening=in_opening)
    draft = Draft(
        start=start,
        end=name.after,
        core=name.after,
        kind=kind,
        rule="reference.name@1",
        capital=capital,
        named=True,
        sure=name.sure,
    )
    draft.title = (name.start, name.end) if name.end > name.start else None
    if not name.sure and (body := split_issuer(text, name)):
        draft.title, draft.issuer = (name.start, text.rindex(" của", name.start, body[0])), body
    _tail(text, draft)
    return [draft]


@cache
def _base_kind(kind: TypeWord) -> tuple[TypeWord, int]:
    """Without a number "Quy chế phối hợp giữa …" is a Quy chế whose name begins "phối hợp": the kind, and the length of its word."""
    for cut in range(len(kind.word) - 1, 3, -1):
        if kind.word[cut] == " " and (base := type_words().get(kind.word[:cut].lower())) is not None:
            return base, cut
    return kind, len(kind.word)


def _law(text: str, start: int, end: int, kind: TypeWord, *, capital: bool) -> list[Draft]:
    """As in "Luật Công đoàn năm 2024"; "các Luật: Đất đai, Nhà ở"."""
    if text[max(0, start - 4) : start].lower() == "các " and (names := read_law_list(text, end)):
        drafts = []
        for i, name in enumerate(names):
            begin = start if i == 0 else name.start
            draft = Draft(start=begin, end=name.end, core=name.end, kind=kind, rule="reference.law@1", named=True)
            draft.title, draft.form = (name.start, name.end), "list" if i else "full"
            drafts.append(draft)
        return drafts
    found = read_law(text, end, capital=capital)
    if found is None:
        return []
    draft = Draft(
        start=start,
        end=found.after,
        core=found.after,
        kind=kind,
        rule="reference.law@1",
        capital=capital,
        named=True,
        sure=found.sure,
    )
    draft.title = (found.start, found.end)
    number = _LAW_NUMBER.match(text, draft.core)
    if number and (coded := CODED.match(text, number.end())):
        draft.number, draft.coded, draft.core = coded.span(), True, coded.end()
    elif bracket := _LAW_BRACKET.match(text, draft.core):
        if (coded := CODED.match(text, bracket.end())) and text.startswith(")", coded.end()):
            draft.number, draft.coded, draft.core = coded.span(), True, coded.end() + 1
    elif year := _LAW_YEAR.match(text, draft.core):
        draft.date, draft.core = year[1], year.end()
    _tail(text, draft)
    inner = _inner_laws(text, draft) if text[found.start : found.start + 7].lower() in {"sửa đổi", "bổ sung"} else []
    return [draft, *inner]


def _inner_laws(text: str, outer: Draft) -> list[Draft]:
    """The laws that an amending law names in its own title."""
    drafts: list[Draft] = []
    assert outer.title is not None
    for word in _INNER_LAW.finditer(text, *outer.title):
        known = read_law(text, word.end(), capital=True, inner=True)
        if known and known.end <= outer.title[1]:
            kind = type_words()[word[0].lower()]
            draft = Draft(
                start=word.start(),
                end=known.end,
                core=known.end,
                kind=kind,
                rule="reference.law@1",
                named=True,
                parent=outer,
                inner="amends",
            )
            draft.title = (known.start, known.end)
            if number := read_inner_number(text, known.end, outer.title[1]):
                draft.number, draft.coded, draft.core, draft.end = number, True, number[1], number[1]
            drafts.append(draft)
    return drafts


def _number_after_gap(text: str, start: int, end: int, kind: TypeWord) -> list[Draft]:
    """As in "Quyết định của Thủ tướng Chính phủ số 749/QĐ-TTg"; "Kế hoạch hành động số 15/KH-UBND"."""
    found = GAP_NUMBER.match(text, end)
    if found is None:
        return []
    gap = found["gap"]
    if ANCHOR.search(gap.lower()) or (len(gap.split()) > 6 and not gap.startswith(" của ") and not is_named_law(kind)):
        return []
    span = found.span("coded")
    draft = Draft(
        start=start,
        end=span[1],
        core=span[1],
        kind=kind,
        rule="reference.number@1",
        capital=text[start].isupper(),
        number=span,
        coded=True,
    )
    if gap.startswith(" của "):
        draft.issuer = (found.start("gap") + 5, found.end("gap"))
    elif is_named_law(kind):
        draft.title, draft.named = (found.start("gap") + 1, found.end("gap")), True
    return _with_list(text, draft)


def _by_issuer(text: str, start: int, end: int, kind: TypeWord, *, capital: bool, in_opening: bool) -> list[Draft]:
    """As in "Đề án của Chính phủ về văn hóa công vụ": no number, but issuer and subject name one document."""
    if not capital or not (kind.named in {"programme", "resolution", "strategy", "regulation"} or (in_opening and kind.named)):
        return []  # elsewhere "Kế hoạch của UBND tỉnh về …" may be any of a kind
    if _MANY_OR_FIRST.search(text[max(0, start - 8) : start]):
        return []
    if not text.startswith(" của ", end) or (body := read_issuer(text, end, joint=False)) is None:
        return []
    about = _ABOUT.match(text, body.after)
    if about is None:
        return []
    stop = _ABOUT_STOP.search(text, about.end(), about.end() + 200)
    if stop is None or stop.start() - about.end() < 5:
        return []
    draft = Draft(start=start, end=stop.start(), core=stop.start(), kind=kind, rule="reference.name@1", named=True, sure=False)
    draft.issuer, draft.title = (body.start, body.end), (about.end(), stop.start())
    return [draft]


def _standard(text: str, at: int) -> list[Draft]:
    found = STANDARD.match(text, at)
    if found is None:
        return []
    kind = TypeWord("Quy chuẩn" if found[0].startswith("Q") else "Tiêu chuẩn", "", short=False)
    return [
        Draft(
            start=at, end=found.end(), core=found.end(), kind=kind, rule="reference.standard@1", number=found.span(), coded=True
        )
    ]


_ALONE = re.compile(rf"(?:^|[\n(:;,“\"|] ?|(?:(?!SỐ){SO}|theo|tại|Thực hiện|và) ?:? *)$")


def _untyped(text: str, at: int, drafts: list[Draft]) -> list[Draft]:
    """A symbol without a type word: the next of a list, or one whose own code names its type."""
    found = CODED.match(text, at)
    if found is None:
        return []
    symbol = parse_symbol(found[0])
    if symbol is None:
        return []
    before = text[max(0, at - 24) : at]
    last = drafts[-1] if drafts else None
    near = last is not None and "\n" not in text[last.core : at] and _AFTER_MEMBER.search(before)
    kind: TypeWord | None = None
    listed = False
    if last is not None and near and (symbol.code is None or last.kind.word == document_type(symbol.code) or last.form == "list"):
        kind, listed = last.kind, True
        if symbol.code is None and text[last.core : at].strip(" ,;và") not in {"", "số", "các", "số:"}:
            return []
    elif symbol.code is not None and _ALONE.search(before) and (symbol.issuers or symbol.year):
        word = document_type(symbol.code)
        kind = TypeWord(word, "", short=False) if word else None
    if kind is None:
        return []
    start = at
    if lead := _SO_BEFORE.search(before):
        start = at - len(before) + lead.start()
    draft = Draft(
        start=start, end=found.end(), core=found.end(), kind=kind, rule="reference.symbol@1", number=(at, found.end()), coded=True
    )
    draft.form = "list" if listed else "full"
    return _with_list(text, draft)


def _with_list(text: str, first: Draft) -> list[Draft]:
    """The draft with its date and issuer, and the bare numbers that follow it: "Chỉ thị 15, 16"; "số 18, 19-NQ/TW"."""
    drafts = [first]
    while not drafts[-1].coded and first.number is not None:
        last = drafts[-1]
        coded = _NEXT_CODED.match(text, last.core)
        symbol = CODED.match(text, coded.end()) if coded else None
        if coded and symbol:
            draft = Draft(
                start=coded.end(),
                end=symbol.end(),
                core=symbol.end(),
                kind=first.kind,
                rule=first.rule,
                number=symbol.span(),
                coded=True,
            )
            parsed = parse_symbol(symbol[0])
            if parsed is not None:
                # "Nghị quyết số 18, 19-NQ/TW": the symbol serves every number before it.
                ending = _LEADING_NUMBER.sub("", "".join(symbol[0].split()))
                for one in drafts:
                    assert one.number is not None
                    one.printed, one.coded = text[slice(*one.number)] + ending, True
        else:
            bare = NEXT_NUMBER.match(text, last.core)
            if bare is None:
                break
            span = bare.span("number")
            draft = Draft(start=span[0], end=span[1], core=span[1], kind=first.kind, rule=first.rule, number=span)
        draft.form = "list"
        drafts.append(draft)
        if draft.coded:
            break
    _tail(text, drafts[-1])
    for one, following in pairwise(drafts):
        one.shared = following
    return drafts


_NOW = re.compile(r" ?\((?:nay|trước đây|trước là|cũ)[^()\n;]{0,80}\)")


def _tail(text: str, draft: Draft) -> None:
    """Date and issuer after the number or name, in either order."""
    joint = draft.number is not None and _JOINT.search(text, *draft.number) is not None
    if _TERM.match(text, draft.core):
        draft.core = text.index(")", draft.core) + 1
    for _ in range(3):
        if draft.date is None and (day := read_date(text, draft.core)) is not None:
            draft.date, draft.core = day.value, day.end
        elif draft.issuer is None and (body := read_issuer(text, draft.core, joint=joint)) is not None:
            if draft.named and draft.number is None and not _UNIT.match(text, body.start):
                break
            draft.issuer, draft.core = (body.start, body.end), body.after
            if now := _NOW.match(text, draft.core):
                draft.core = now.end()
        else:
            break
    draft.end = max(draft.end, draft.core)
