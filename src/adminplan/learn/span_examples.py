"""Training and measuring data of the model of spans: plans with the marks of their sources, plans with gold, plans with the rules' own word.

Reads folders of gold and, where there are any, the sources beside them. Writes `Row`s.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adminplan import api
from adminplan.errors import AdminplanError
from adminplan.evaluate.gold import Gold, golden
from adminplan.evaluate.likeness import symbol, words
from adminplan.files.read import read
from adminplan.layout.tidy import tidy
from adminplan.learn.sources import PARTS, ROLES, Mark, Told, told
from adminplan.learn.spans import WORD, Passage, passages
from adminplan.outline.node import Outline
from adminplan.outline.outline import read_outline
from adminplan.passages.passage import ReferencePassage
from adminplan.passages.walk import Findings


class Row(NamedTuple):
    """A plan: its passages, of which some are marked; `cited`: the parts of all citations, where gold does not say where they stand."""

    name: str
    issuer: str
    passages: list[Passage]
    cited: frozenset[tuple[str, str]] | None = None


def rows(folders: Iterable[Path], sources: Path | None = None) -> list[Row]:
    """The plans of folders of gold that can be read and are no scans, by name.

    sources: the folder of NAME.txt that mark everything; without it gold says units and times alone. Raises `NotGold` as `golden`,
    `OSError` and `ValueError` for a source that is missing or broken.
    """
    return [row for gold in golden(folders) if gold.complete for row in _of(gold, sources)]


def _of(gold: Gold, sources: Path | None) -> Iterator[Row]:
    try:
        outline = read_outline(tidy(read(gold.document)))
    except (AdminplanError, OSError, UnicodeDecodeError):
        return
    if outline.text.source.ocr:
        return
    cited, findings, _ = api.find(outline, model=False)
    parts = None
    if sources is not None:
        said = told(sources / f"{gold.name}.txt", outline.text)
        again = _cited_again(outline, cited, said)
        marks: dict[int, Sequence[Mark]] = {index: one.marks for index, one in said.items() if index not in again}
    else:
        marks = dict(located(outline, findings, gold.content))
        named = [(name, one[name]) for one in gold.content["references"] for name in PARTS.values() if one[name]]
        parts = frozenset(part(name, value) for name, value in named)
    yield Row(gold.name, gold.issuer, passages(outline, cited, findings, marks), parts)


def part(name: str, value: str) -> tuple[str, str]:
    """A part of a citation as it is compared: a date by its numbers, whatever their order.

    >>> part("date", "ngày 05/12/2023") == part("date", "2023-12-05")
    True
    """
    if name == "date":
        return name, " ".join(map(str, sorted(int(one) for one in re.findall(r"[0-9]+", value))))
    return name, symbol(value) if name == "number" else " ".join(words(value))


def _cited_again(outline: Outline, cited: Sequence[ReferencePassage], said: dict[int, Told]) -> set[int]:
    """Paragraphs that cite a document of which the source has marked another mention: gold names each document once."""
    starts = [one.start for one in outline.text.paragraphs]
    numbers = {
        "".join(outline.text.string[starts[index] + mark.start : starts[index] + mark.end].split())
        for index, one in said.items()
        for mark in one.marks
        if mark.label == "number"
    }
    made = set()
    for one in cited:
        index = bisect_right(starts, one.span.start) - 1
        at = one.span.start - starts[index]
        marked = index in said and any(mark.start < at + len(one.quote) and mark.end > at for mark in said[index].marks)
        if not marked and (one.form in {"short", "anaphora"} or one.number in numbers):
            made.add(index)
    return made


def located(outline: Outline, findings: Findings, content: dict[str, Any]) -> dict[int, list[Mark]]:
    """Where the units and times of gold's activities stand, by paragraph; of paragraphs outside activities nothing is said.

    A name is sought from the title of its activity to the next title, else where the rules found the same words in this activity.
    What is found nowhere (printed in the heading above) is left out.
    """
    string = outline.text.string
    own = [
        (word, found.start(), found.end()) for found in WORD.finditer(string) for word in [" ".join(words(found.group()))] if word
    ]
    titles, after = [], 0
    for work in content["activities"]:
        place = _find(own, work["title"], after, len(own))
        titles.append(place)
        after = place[0] + 1 if place else after
    starts = [one.start for one in outline.text.paragraphs]
    made: dict[int, list[Mark]] = {}
    ends = [place[0] for place in titles if place] + [len(own)]
    for work, place in zip(content["activities"], titles, strict=True):
        if place is None:
            continue
        end = next(one for one in ends if one > place[0])
        twins = [one for one in findings.activities if one.span.start <= own[place[0]][1] < max(one.end, one.span.end)]
        last = min((max(one.end, one.span.end) for one in twins), default=own[end - 1][2])
        for at in range(bisect_right(starts, own[place[0]][1]) - 1, bisect_right(starts, last - 1)):
            made.setdefault(at, [])
        wanted = [(one["name"], one["role"]) for one in work["units"] if one.get("role") in ROLES]
        wanted += [(one["text"], "time") for one in work["times"] if one.get("text")]
        for name, label in wanted:
            found = _find(own, name, place[0], end)
            span = (own[found[0]][1], own[found[1] - 1][2]) if found else _ruled(string, twins, name, label)
            if span:
                at = bisect_right(starts, span[0]) - 1
                mark = Mark(span[0] - starts[at], span[1] - starts[at], label)
                if all(mark.start >= one.end or mark.end <= one.start for one in made.setdefault(at, [])):
                    made[at].append(mark)
    return {at: sorted(marks) for at, marks in made.items()}


def _find(own: Sequence[tuple[str, int, int]], quote: str, low: int, high: int) -> tuple[int, int] | None:
    """Indices of words, half-open: the first place of a quote's words at or behind `low`."""
    wanted = [word for found in WORD.finditer(quote) for word in [" ".join(words(found.group()))] if word]
    if not wanted:
        return None
    count = len(wanted)
    for at in range(low, high - count + 1):
        if own[at][0] == wanted[0] and [one[0] for one in own[at : at + count]] == wanted:
            return at, at + count
    return None


def _ruled(string: str, twins: Sequence[Any], name: str, label: str) -> tuple[int, int] | None:
    for work in twins:
        for one in work.times if label == "time" else (*work.units, *work.inherited):
            if words(string[one.span.start : one.span.end]) == words(name):
                return one.span.start, one.span.end
    return None
