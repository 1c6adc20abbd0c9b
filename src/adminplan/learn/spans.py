"""Words of passages as a model sees them: what each belongs to (as marked, by the rules), and what can be seen of it.

Reads an `Outline`, what the finders found, and marks. Writes `Passage`s: a paragraph or cell each, with features of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from adminplan.data import fold
from adminplan.layout.labels import label
from adminplan.layout.text import Span
from adminplan.learn.sources import ROLES, Mark
from adminplan.outline.node import Outline
from adminplan.passages.passage import ReferencePassage
from adminplan.passages.sections import field
from adminplan.passages.units import find_units
from adminplan.passages.walk import Findings

WORD = re.compile(r"\w+(?:[/.\-–]\w+)*|[^\w\s]")
_DATE = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}|tháng \d{1,2}(?:/| năm )\d{4}|\d{4}",
    re.IGNORECASE,
)
_CUES = (
    "chủ trì",
    "phối hợp",
    "tham gia",
    "hỗ trợ",
    "giao",
    "theo dõi",
    "kiểm tra",
    "giám sát",
    "tham mưu",
    "thực hiện",
    "phân công",
)
_NUMERAL = re.compile(r"\d+")
_LONG = 400  # words of a passage that are looked at: a paragraph longer than that is a file's whole text on one line


class Passage(NamedTuple):
    """A paragraph or a cell.

    Attributes:
        paragraph: its index. words: where each stands in it. seen: features of each word.
        ruled, gold: marks by the rules and as marked by whoever wrote it; `None` where nobody did.
    """

    paragraph: int
    text: str
    words: tuple[tuple[int, int], ...]
    seen: tuple[tuple[str, ...], ...]
    ruled: tuple[Mark, ...]
    gold: tuple[Mark, ...] | None


def passages(
    outline: Outline, cited: Sequence[ReferencePassage], findings: Findings, gold: Mapping[int, Sequence[Mark]] | None = None
) -> list[Passage]:
    """All paragraphs behind the letterhead and before the closing, and those of annexes."""
    text = outline.text
    starts = [one.start for one in text.paragraphs]
    ruled = _by_paragraph(starts, _ruled(text.string, cited, findings))
    columns, kinds = _columns(outline), _kinds(findings, starts)
    made = []
    for index, one in enumerate(text.paragraphs):
        closing = outline.closing.first <= index < outline.closing.last
        if index < outline.head.last or closing or one.end <= one.start:
            continue
        quote = text.quote((one.start, one.end))
        words = tuple(found.span() for found in WORD.finditer(quote))[:_LONG]
        if not words:
            continue
        about = [f"kind={kinds.get(index, 'other')}", f"column={columns.get(one.start, 'none')}"]
        marks = None if gold is None or index not in gold else tuple(gold[index])
        made.append(Passage(index, quote, words, tuple(_seen(quote, words, about)), tuple(ruled.get(index, ())), marks))
    return made


def labels(words: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[str]:
    """`B-x` for the first word of a mark, `I-x` for the others, `O` outside; a word that a mark cuts counts to it."""
    made = ["O"] * len(words)
    for mark in marks:
        inside = [at for at, (start, end) in enumerate(words) if start < mark.end and end > mark.start and made[at] == "O"]
        for number, at in enumerate(inside):
            made[at] = f"{'I' if number else 'B'}-{mark.label}"
    return made


def marks_of(words: Sequence[tuple[int, int]], said: Sequence[str]) -> list[Mark]:
    """The marks that labels say, as `labels` would write them; an `I-x` that follows no x begins one."""
    made: list[Mark] = []
    before = "O"
    for (start, end), one in zip(words, said, strict=True):
        if one != "O":
            if one.startswith("I-") and before[2:] == one[2:]:
                made[-1] = made[-1]._replace(end=end)
            else:
                made.append(Mark(start, end, one[2:]))
        before = one
    return made


def _seen(quote: str, words: Sequence[tuple[int, int]], about: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What can be seen of each word of a passage: itself, its neighbours, bodies known by name, the field and the last cue before it."""
    own = [quote[start:end] for start, end in words]
    low = ["", "", *(fold(one) or one for one in own), "", ""]
    found = label(quote)
    body = quote[found.end :].strip() if found else quote
    told = field(body)
    about = [*about, f"label={found.kind if found else 'none'}", f"field={told[0] if told else 'none'}"]
    known = labels(words, [Mark(one.span.start, one.span.end, one.kind) for one in find_units(quote)])
    cue, after = "", ""
    for at, word in enumerate(own):
        pair = f"{low[at + 1]} {low[at + 2]}"
        if pair in _CUES or low[at + 2] in _CUES:
            cue = pair if pair in _CUES else low[at + 2]
        if word in ".;:":
            cue, after = ("" if word != ":" else cue), (word if word == ":" else "")
        shape = "9" * len(word) if word.isdigit() else "caps" if word.isupper() else "Cap" if word[:1].isupper() else "low"
        shape = _NUMERAL.sub("9", word) if _NUMERAL.search(word) and not word.isdigit() and len(word) < 24 else shape
        yield (
            *about,
            f"w={low[at + 2]}",
            f"-1={low[at + 1]}",
            f"+1={low[at + 3]}",
            f"-2={low[at]}",
            f"+2={low[at + 4]}",
            f"-1|0={pair}",
            f"0|+1={low[at + 2]} {low[at + 3]}",
            f"-2|-1={low[at]} {low[at + 1]}",
            f"+1|+2={low[at + 3]} {low[at + 4]}",
            f"shape={shape}",
            f"place={min(at, 3)}",
            f"body={known[at]}",
            f"body={known[at]}|{about[0]}|{about[1]}",
            f"body={known[at]}|cue={cue}",
            f"cue={cue}|{about[0]}",
            f"after={after}|{about[0]}",
            f"{about[0]}|{about[-1]}",
            f"{about[1]}|shape={shape}",
        )


def _ruled(string: str, cited: Sequence[ReferencePassage], findings: Findings) -> Iterator[Mark]:
    """What the finders found, in characters of the whole text."""
    for work in findings.activities:
        for unit in (*work.units, *work.inherited):
            if unit.role in ROLES:
                yield Mark(unit.span.start, unit.span.end, str(unit.role))
        yield from (Mark(time.span.start, time.span.end, "time") for time in work.times)
    for one in cited:
        if one.nested_in is None and one.form != "self":
            yield from _parts(string, one)


def _parts(string: str, one: ReferencePassage) -> Iterator[Mark]:
    """Where the parts of a citation stand; what it has from another citation ("của Chính phủ" said once for two) stands elsewhere."""
    start, end = one.span
    own = string[start:end]
    if own.lower().startswith(one.type.lower()):
        yield Mark(start, start + len(one.type), "type")
    for name, value in (("number", one.number), ("issuer", one.issuer), ("title", one.title)):
        pattern = r"\s*".join(map(re.escape, "".join((value or "").split())))
        found = re.search(pattern, own) if value else None
        if found:
            yield Mark(start + found.start(), start + found.end(), name)
    behind = own.find(one.number) + len(one.number) if one.number and one.number in own else len(one.type)
    day = _DATE.search(own, max(behind, 0)) if one.date else None
    if day:
        yield Mark(start + day.start(), start + day.end(), "date")


def _by_paragraph(starts: Sequence[int], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    made: dict[int, list[Mark]] = {}
    for mark in sorted(set(marks), key=lambda one: (one.start, -one.end)):
        at = bisect_right(starts, mark.start) - 1
        row = made.setdefault(at, [])
        own = Mark(mark.start - starts[at], mark.end - starts[at], mark.label)
        if not row or own.start >= row[-1].end:
            row.append(own)
    return made


def _columns(outline: Outline) -> dict[int, str]:
    """What the column of a cell means, by where the cell's text begins."""
    made: dict[int, str] = {}
    for top in (*outline.body, *outline.annexes):
        for node in top.walk():
            if node.table is None:
                continue
            for row, cells in enumerate(node.table.rows):
                for cell in cells:
                    meaning = node.table.columns[cell.column] if cell.column < len(node.table.columns) else None
                    made[cell.span.start] = "header" if row < node.table.header_rows else meaning or "unknown"
    return made


def _kinds(findings: Findings, starts: Sequence[int]) -> dict[int, str]:
    """What the rules take each paragraph for: part of an activity, a duty or a goal."""
    made: dict[int, str] = {}

    def put(span: Span, kind: str) -> None:
        for at in range(max(bisect_right(starts, span.start) - 1, 0), len(starts)):
            if starts[at] >= span.end:
                break
            made[at] = kind

    for work in findings.activities:
        put(Span(work.span.start, max(work.end, work.span.end)), "activity")
    for duty in findings.duties:
        put(duty.span, "duty")
    for goal in findings.goals:
        put(goal.span, "goal")
    return made
