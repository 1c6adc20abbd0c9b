"""Station 2: the raw text of a file becomes one clean string that knows where every character came from.

Reads `Source`. Writes `Text`. Old encodings become Unicode (`legacy`), words that were recognised get their marks back (`slips`); then, in one walk over the lines, characters are
cleaned (`characters`), furniture is left out (`furniture`), soft line breaks are joined (`join`), text that lost its line breaks gets those of the form back (`split`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from adminplan.files.source import Line, Source
from adminplan.layout.characters import clean, rewrite
from adminplan.layout.furniture import furniture
from adminplan.layout.join import CLOSING, OPENS_TEXT, Printed, goes_on, is_type_line, shape
from adminplan.layout.labels import label
from adminplan.layout.legacy import decode
from adminplan.layout.rewrite import Rewriter
from adminplan.layout.slips import mend
from adminplan.layout.split import breaks, runs_on
from adminplan.layout.text import Dropped, Paragraph, Text


def tidy(source: Source) -> Text:
    """The clean `Text` of a source. Never raises for content; an empty source gives an empty text."""
    decoded = decode(source) or mend(source)
    if decoded is None:
        return _tidy(source)
    meant, back = decoded
    text = _tidy(meant)
    dropped = tuple(Dropped(*back.source((start, end)), reason) for start, end, reason in text.dropped)
    return replace(text, map=back.then(text.map), source=source, dropped=dropped)


def _tidy(source: Source) -> Text:
    lines = source.lines
    words = [clean(source.raw[line.start : line.end]) for line in lines]
    left_out = furniture(source, words)
    kept = [index for index in range(len(lines)) if index not in left_out and words[index]]
    printed = [Printed(lines[index], words[index], label(words[index])) for index in kept]
    form = shape(printed)

    lost = not source.pages and runs_on(words)  # on a page columns may have been read across; its lines are lines all the same
    zones, in_head = _zones([words[index] for index in kept]), form._replace(in_head=True)
    groups: list[list[int]] = []
    for place, index in enumerate(kept):
        if place and (lost or goes_on(printed[place - 1], printed[place], in_head if place in zones else form)):
            groups[-1].append(index)
        else:
            groups.append([index])
    text = _write(source, groups, left_out, words)
    return breaks(text) if lost else text


_ENDS_CLOSING = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|ĐỀ ÁN|PHỤ LỤC|Phụ lục)\b|[IVX]{1,4}\. [A-ZĐ]")


def _zones(words: list[str]) -> frozenset[int]:
    """The lines of letterhead, title and closing: there a soft line break is a real one."""
    zones: set[int] = set()
    head = next((index for index, own in enumerate(words[:40]) if is_type_line(own)), None)
    if head is not None:
        stop = next(
            (
                index
                for index in range(head + 1, min(head + 6, len(words)))
                if OPENS_TEXT.match(words[index]) and not words[index].isupper()
            ),
            None,
        )
        zones.update(range(stop + 1 if stop is not None else head + 2))
    for index, own in enumerate(words):
        if CLOSING.match(own):
            stop = min(index + 30, len(words))
            zones.update(range(index, next((at for at in range(index + 1, stop) if _ENDS_CLOSING.match(words[at])), stop)))
    return frozenset(zones)


def _write(source: Source, groups: list[list[int]], left_out: dict[int, str], words: list[str]) -> Text:
    out = Rewriter(source.raw)
    reasons = [(source.lines[index].start, source.lines[index].end, reason) for index, reason in sorted(left_out.items())]
    waiting = iter([*reasons, (len(source.raw) + 1, 0, "")])
    drop = next(waiting)
    paragraphs: list[Paragraph] = []

    def advance(to: int, between: str) -> None:
        """Leave out what lies before the next line; the first line break on the way becomes `between`."""
        nonlocal drop
        if between and to == out.at + 1 and drop[0] > out.at:  # one line break and no more
            if source.raw[out.at] == between:
                out.keep(to)
            else:
                out.put(to, between)
            return
        written = not between
        while out.at < to:
            if drop[0] <= out.at and drop[1] <= to:
                out.drop(max(drop[1], out.at), drop[2])
                drop = next(waiting)
                continue
            stop = min(to, drop[0])
            if not written:
                if source.raw[out.at] == between:
                    out.keep(out.at + 1)
                else:
                    out.put(out.at + 1, between)
                written = True
            out.drop(max(stop, out.at), "line-break")
        if not written:
            out.put(out.at, between)

    for group in groups:
        start = None
        for index in group:
            line = source.lines[index]
            advance(line.start, "" if not paragraphs and start is None else "\n" if start is None else " ")
            if start is None:
                start = out.length
            own = source.raw[line.start : line.end]
            if own == words[index]:
                out.keep(line.end)
            else:
                rewrite(out, line.end, changed=own.strip() != words[index])
        paragraphs.append(_paragraph(source.lines, group, start or 0, out.length))
    advance(len(source.raw), "")
    string, mapped, dropped = out.done()
    return Text(string=string, map=mapped, source=source, paragraphs=tuple(paragraphs), dropped=dropped)


def _paragraph(lines: tuple[Line, ...], group: list[int], start: int, end: int) -> Paragraph:
    first = lines[group[0]]
    alone = len(group) == 1
    return Paragraph(
        start=start,
        end=end,
        first=group[0],
        last=group[-1],
        cell=first.cell,
        bold=first.bold and (alone or all(lines[index].bold for index in group)),
        italic=first.italic and (alone or all(lines[index].italic for index in group)),
        align=first.align,
        size=first.size,
        heading=first.heading,
        blank_before=first.blank_before,
        part=first.part,
        indent=first.box.x0 if first.box else None,
    )
