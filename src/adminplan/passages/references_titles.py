"""Titles of cited documents, and what stands nested in them.

Reads the level text and `Draft`s with number, date and issuer. Writes their titles, parents and aliases.

A title runs to ";", to the end of the sentence, to the bracket that closes its own level, to the next member of the list,
or to the clause that says what this document's issuer does. A citation inside a title is nested; ", Kế hoạch số …" goes
back to the outer list, "và Kế hoạch số …" stays in the list of the citation right before it.
"""

from __future__ import annotations

import re

from adminplan.passages.references_drafts import Draft
from adminplan.passages.references_grammar import (
    ALIAS,
    CLAUSE,
    CODED,
    COMMA_TITLE,
    SHORT_BRACKET,
    TITLE_INTRO,
    TITLE_STOP,
    UNIT,
    ends_sentence,
    last_of,
)
from adminplan.passages.symbols import parse_symbol

_SEPARATOR = re.compile(r" ?(?P<sign>;|,? ?và|,|\.)? ?(?:(?:và|các|tại|theo) )*")
_LIST_WORD = re.compile(r" ?(?P<sign>;|, và|,|và|\.|hoặc) ?(?:và |các |cùng )*(?:số ?:? *)?")
# "… và hướng dẫn của Bộ Nội vụ tại Công văn số …": a further member, named by what its issuer said.
_OTHER_WORD = re.compile(
    r"(?:;|,| và) (?:theo |thực hiện |căn cứ )?(?:hướng dẫn|chỉ đạo|ý kiến|đề nghị|yêu cầu|kết luận|thông báo|đề xuất|sự chỉ đạo|báo cáo)(?: (?:chỉ đạo|kết luận|tham mưu))? của [^;\n]{3,90}? (?:tại|theo) (?:các )?$"
)
_AMENDED = re.compile(r"[ ,]*\(?(?:đã |và )?được (?:sửa đổi|bổ sung|thay thế|đính chính)[^;.\n]{0,60}$")
_SIGN = re.compile(r"(?P<sign>;|, và|,| và) ?(?:các )?(?:số ?:? *)?$")
_TAIL = re.compile(r"(?:[ ,;]|(?: và| hoặc| cùng| các)|,? (?:đã )?được (?:sửa đổi|bổ sung|thay thế|đính chính)[^;.\n]{0,60})*$")
_UNIT = re.compile(UNIT)
_CLOSING = re.compile(r"[”\"]")
_QUOTES = re.compile(r"[“”\"]")
_ABOUT_AGAIN = re.compile(r" *(?:V/v|[Vv]ề việc):? +")
_OF_BODY = re.compile(rf" của (?={UNIT})")
_WORDS = re.compile(r"\w+")


_MAX_TITLE = 900
_MAX_DEPTH = 6
_CLAUSE = 200  # characters that `CLAUSE` looks at, and some


def set_titles(text: str, drafts: list[Draft], *, head: tuple[int, int]) -> None:
    """Give every numbered draft its title, bind nested ones to their outer one, and close titles at list members."""
    open_: list[Draft] = []  # the chain of drafts whose titles are open here, the outermost first
    limits: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        while open_ and limits[id(open_[-1])] <= draft.start:
            open_.pop()
        if draft.parent is None and open_:
            _bind(text, draft, drafts[i - 1], open_)
        if draft.form in {"self", "anaphora"} or len(open_) > _MAX_DEPTH:
            continue
        begin = _title_start(text, draft, cued=head[0] <= draft.start < head[1])
        if begin is None:
            continue
        limit = _title_end(text, begin, limits[id(draft.parent)] if draft.parent and id(draft.parent) in limits else len(text))
        if limit - begin < 3:
            continue
        draft.title, limits[id(draft)] = (begin, limit), limit
        open_ = [*([one for one in open_ if one is draft.parent or _is_within(draft, one)]), draft]
    for draft in drafts:
        if draft.title is not None and not draft.named:
            _trim(text, draft)


def _is_within(draft: Draft, outer: Draft) -> bool:
    one = draft.parent
    while one is not None:
        if one is outer:
            return True
        one = one.parent
    return False


def _bind(text: str, draft: Draft, before: Draft, open_: list[Draft]) -> None:
    """Nested in the innermost open title, or a further member of some list, which closes the titles it passes."""
    gap = text[before.core : draft.start]
    listed = _LIST_WORD.fullmatch(gap)
    if listed and before.title is None and (listed["sign"] != "," or _same_list(before, draft)):
        draft.parent = before.parent
        outer = open_
    elif _AMENDED.search(text[max(open_[-1].core, draft.start - 110) : draft.start]):
        draft.parent = open_[-1].parent
        _close(text, open_[-1], draft)
        return
    else:
        begin = max(before.core, draft.start - 12)
        if _OTHER_WORD.search(text, max(before.core, draft.start - 130), draft.start):
            draft.parent = open_[0].parent
            for one in open_:
                _close(text, one, draft, whole=_OTHER_WORD)
            open_.clear()
            return
        sign = _SIGN.search(text[begin : draft.start])
        if sign is None:
            draft.parent = open_[-1]
            return
        if (
            sign["sign"] == " và"
            and not draft.coded
            and (draft.number is None or (draft.kind.named == "programme" and not text.startswith(" ban hành kèm", draft.core)))
        ):
            draft.parent = open_[-1]  # "về … chuyển đổi số và Đề án 06": a name inside a title
            return
        outer = open_[:1]
        draft.parent = open_[0].parent
        for one in open_:
            _close(text, one, draft)
        open_.clear()
        return
    if draft.parent is None:
        for one in outer:
            _close(text, one, draft)
        open_.clear()


def _same_list(before: Draft, draft: Draft) -> bool:
    return before.kind.word == draft.kind.word and before.issuer is None


def _close(text: str, outer: Draft, member: Draft, *, whole: re.Pattern[str] | None = None) -> None:
    if outer.title is not None and outer.title[1] > member.start:
        end = member.start
        if whole is not None and (found := whole.search(text, max(outer.title[0], end - 130), end)):
            end = found.start()
        cut = _TAIL.search(text[max(outer.title[0], end - 110) : end])
        start = outer.title[0]
        end = end - len(cut[0]) if cut else end
        outer.title = (start, max(start, end))


def _title_start(text: str, draft: Draft, *, cued: bool) -> int | None:
    if draft.named or draft.number is None:
        return None
    at = draft.core
    found = TITLE_INTRO.match(text, at)
    if found is None:
        if cued and (comma := COMMA_TITLE.match(text, at)) and not _UNIT.match(text, comma.end()):
            clause = CLAUSE.match(text, at)
            return comma.end() if clause is None else None
        return None
    if found["about"] is not None:
        return found.end("about")
    if found["verb"] is not None:
        # A verb glued to the number, or a clause ("… được ban hành"), begins no title.
        return found.end() if text[at : at + 1] in {" ", ","} else None
    return found.end()


def _title_end(text: str, begin: int, limit: int) -> int:
    """Where a title that begins at `begin` must end at the latest."""
    limit = min(limit, len(text), begin + _MAX_TITLE)
    end = _stop(text, begin, limit, limit)
    clause = CLAUSE.search(text, begin, min(limit, end + _CLAUSE))  # dear: not further than it matters
    return _stop(text, begin, clause.start(), limit) if clause and clause.start() <= end else end


def _stop(text: str, at: int, stop_at: int, limit: int) -> int:
    """Where a sign ends the title, `stop_at` where none does before it."""
    quote = 0
    while True:
        stop = TITLE_STOP.search(text, at, stop_at)
        if stop is None:
            return stop_at
        char, at = stop[0][0], stop.end()
        if char == "“" or (char == '"' and not quote):
            quote = 1
            closing = _CLOSING.search(text, at, min(limit, at + 400))
            if closing is not None:
                at, quote = closing.end(), 0
                if at > stop_at:  # a clause inside quotes ends nothing
                    clause = CLAUSE.search(text, at, limit)
                    stop_at = clause.start() if clause else limit
        elif char in "”)" or char == '"':
            return stop.start()
        elif char == "(":
            short = SHORT_BRACKET.match(text, stop.start())
            if short is None or ALIAS.match(text, stop.start()):
                return stop.start()
            at = short.end()
        elif char == ".":
            if ends_sentence(text, stop.start()):
                return stop.start()
        else:
            return stop.start()


def _trim(text: str, draft: Draft) -> None:
    assert draft.title is not None
    start, end = draft.title
    body = text[start:end]
    end = start + len(body.rstrip(" ,;.:-"))
    if draft.issuer is None and (issuer := _issuer_in_title(text, draft, start, end)):
        draft.issuer, end = issuer, issuer[0] - len(" của ")
    if end - start < 3:
        draft.title = None
        draft.end = draft.core
        return
    draft.end = max(draft.core, end)
    if text[start] in '“"' and text[end - 1] in '”"' and not _QUOTES.search(text, start + 1, end - 1):
        start, end = start + 1, end - 1
        if text.startswith("về ", start):
            start += len("về ")
    elif text[start] in '“"' and not _CLOSING.search(text, start + 1, end):
        start += 1
    if again := _ABOUT_AGAIN.match(text, start, end):
        start = again.end()
    draft.title = (start, end) if text[start:end].strip() else None


def _issuer_in_title(text: str, draft: Draft, start: int, end: int) -> tuple[int, int] | None:
    """As in "Kế hoạch số 12/KH-UBND về … của UBND tỉnh": a body that closes the title and whose code the symbol holds."""
    assert draft.number is not None
    found = last_of(_OF_BODY.finditer(text, start, end))
    symbol = parse_symbol(text[slice(*draft.number)])
    if found is None or symbol is None or not symbol.issuers or end - found.end() > 70 or CODED.search(text, found.end(), end):
        return None
    return (found.end(), end) if is_body(symbol.issuers, text[found.end() : end]) else None


_CODE_BODY = {
    "UBND": ("ủy ban nhân dân", "ubnd", "chủ tịch"), "HĐND": ("hội đồng nhân dân", "hđnd", "thường trực"), "TTG": ("thủ tướng",), "CP": ("chính phủ",),
    "TU": ("tỉnh ủy", "thành ủy", "ban thường vụ", "ban chấp hành"), "TW": ("bộ chính trị", "ban bí thư", "ban chấp hành", "trung ương"),
    "TLĐ": ("tổng liên đoàn", "đoàn chủ tịch"), "LĐLĐ": ("liên đoàn lao động", "lđlđ", "ban thường vụ"),
}  # fmt: skip


def is_body(codes: tuple[str, ...], name: str) -> bool:
    """Whether a body's name fits a code of the symbol: known pairs, else the initials of its words."""
    low = name.lower()
    for code in codes:
        if low.startswith(_CODE_BODY.get(code.upper(), ("\0",))):
            return True
        initials = "".join(word[0] for word in _WORDS.findall(name) if word.lower() not in {"và", "của"}).upper()
        if len(code) >= 3 and initials.startswith(code.upper().replace("&", "")):
            return True
    return False


def set_aliases(text: str, drafts: list[Draft]) -> list[tuple[int, int]]:
    """Give drafts the short names that the text coins for them; the brackets that coin them, whose content is no citation."""
    spans = []
    for found in ALIAS.finditer(text):
        start = found.start() - text.startswith(" ", max(0, found.start() - 1))
        spans.append((start, found.end()))
        alias = found["alias"].strip(' “”"')
        word = alias.split()[0].lower() if alias.split() else ""
        near = [one for one in drafts if one.start < start and start - one.end <= 3 and one.end <= start + 1]
        near = near or [one for one in drafts if one.title is not None and one.title[0] <= start and start - one.title[1] <= 3]
        same = [one for one in near if one.kind.word.lower().startswith(word)]
        target = [max(same, key=lambda one: one.start)] if same else []
        number = CODED.search(alias)
        if number is not None:
            target = [one for one in same if one.number and text[slice(*one.number)] == number[0]] or target
        for one in target:
            one.alias = alias
    return spans
