"""What each paragraph of a plan is, and what its words are, as whoever wrote the plan marked it.

Reads the sources of a corpus (`corpus/sources`, in the markup of `corpus/README.md`) and the `Text` of the document made of each.
Writes `Told`: kind of line and marked spans by paragraph. A paragraph that stands in no source line as a whole tells nothing.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from adminplan.layout.labels import label
from adminplan.layout.text import Text
from adminplan.passages.sections import field

ROLES = ("lead", "coordinate", "monitor")
TIMES = ("range", "deadline", "from", "recurring", "ongoing", "unspecified")
PARTS = {"y": "type", "n": "number", "d": "date", "i": "issuer", "t": "title"}
_TAGS = {"purpose": "goal", "requirement": "goal", "objective": "goal", "target": "goal"}
_TAGS |= {"A": "activity", "U": "unit", "D": "duty", "UD": "duty", "c": "heading2", "ci": "other"}
_TAGS |= {"annex": "heading1", "attached": "heading1"}


class Mark(NamedTuple):
    """A marked span of a paragraph, in characters from its beginning: lead, coordinate, monitor, time, or a part of a citation."""

    start: int
    end: int
    label: str


class Told(NamedTuple):
    """What the source says of a paragraph: its kind, and its marks in order, without overlap."""

    kind: str
    marks: tuple[Mark, ...]


class _Line(NamedTuple):
    text: str
    kind: str
    marks: tuple[Mark, ...]


def told(source: Path, text: Text) -> dict[int, Told]:
    """By index of the paragraph in `text`. Raises `OSError` and `ValueError` for a source that cannot be read."""
    places: dict[str, deque[_Line]] = defaultdict(deque)
    bare: dict[str, deque[_Line]] = defaultdict(deque)
    for line in _lines(source):
        key, _ = _squeezed(line.text)
        if key:
            places[key].append(line)
        own = _unlabelled(line)
        if own:
            bare[_squeezed(own.text)[0]].append(own)
    made: dict[int, Told] = {}
    for index, one in enumerate(text.paragraphs):
        key, at = _squeezed(text.quote((one.start, one.end)))
        lines = places.get(key) or bare.get(key)
        if not key or not lines:
            continue
        # A cell that says what another says ("Cả năm") comes in the order of the source; the last stays for repeated headers.
        line = lines.popleft() if len(lines) > 1 else lines[0]
        _, printed = _squeezed(line.text)
        back = dict(zip(printed, at, strict=True))
        marks = [
            Mark(back[inside[0]], back[inside[-1]] + 1, mark.label)
            for mark in line.marks
            if (inside := [place for place in printed if mark.start <= place < mark.end])
        ]
        made[index] = Told(line.kind, tuple(marks))
    return made


def _unlabelled(line: _Line) -> _Line | None:
    """The line without its label, as a text that has lost its labels holds it; `None` where it has none."""
    found = label(line.text)
    if found is None or not line.text[found.end :].strip():
        return None
    shift = len(line.text) - len(line.text[found.end :].lstrip())
    marks = tuple(Mark(mark.start - shift, mark.end - shift, mark.label) for mark in line.marks if mark.start >= shift)
    return _Line(line.text[shift:], line.kind, marks)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters, digits and signs of a text without blanks, and where each stands."""
    at = [index for index, char in enumerate(text) if not char.isspace()]
    return "".join(text[index] for index in at), at


@cache
def _markup(path: Path) -> ModuleType:
    """`corpus/markup.py`: it knows the markup, and belongs to the corpus."""
    spec = importlib.util.spec_from_file_location("adminplan_corpus_markup", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _lines(source: Path) -> Iterator[_Line]:
    markup = _markup(source.parent.parent / "markup.py")
    parts = re.split(r"^===.*\n", unicodedata.normalize("NFC", source.read_text(encoding="utf-8")), flags=re.MULTILINE)
    for raw in parts[0].splitlines():
        key, _, value = raw.partition(" = ")
        if key.strip() in {"title", "subject", "issuer", "parent", "type", "number"} and not raw.startswith("//"):
            yield from _pieces(_line(markup, value.strip(), "letterhead"))
    yield from _body(markup, parts[1])
    for raw in parts[2].splitlines():
        if raw.startswith("sign = "):
            for piece in re.split(r" \| | / ", raw[7:]):
                yield _Line(piece.strip(), "signature", ())
        elif raw.strip():
            yield _Line(raw.strip(), "recipient", ())
    for part in parts[3:]:
        yield from _body(markup, part)


def _body(markup: ModuleType, part: str) -> Iterator[_Line]:
    before, table = "", False
    for raw in part.splitlines():
        if not raw.strip() or raw.startswith("//"):
            continue
        if raw.startswith("table ") or (table and raw == "end"):
            table = raw != "end"
        elif table:
            for cell in re.split(r" *\|\| *", raw.split("> ", 1)[1]):
                if cell.strip() not in {"", "^", "<"}:
                    yield _line(markup, cell.strip(), "row")
        else:
            found = markup.LINE.fullmatch(raw)
            tag, rest = (found[1], found[2]) if found else ("", raw)
            kind = f"heading{len(tag)}" if tag.startswith("#") else _TAGS.get(tag.rstrip(">"), "")
            line = _line(markup, rest, kind)
            if not kind:
                labelled = markup.LABEL.match(line.text)
                kind = (
                    "field" if field(line.text[labelled.end() :] if labelled else line.text) else "item" if labelled else "other"
                )
                kind = "continuation" if kind == "other" and before in {"activity", "continuation", "field", "item"} else kind
            yield line._replace(kind=kind)
            before = kind


def _line(markup: ModuleType, raw: str, kind: str) -> _Line:
    text, marks = markup.inline(raw)
    return _Line(text, kind, tuple(_flat(text, marks)))


def _pieces(line: _Line) -> Iterator[_Line]:
    """The printed lines of a field of the letterhead, which ` / ` parts."""
    start = 0
    for piece in line.text.split(" / "):
        end = start + len(piece)
        inside = (mark for mark in line.marks if start <= mark.start and mark.end <= end)
        yield _Line(piece, line.kind, tuple(Mark(mark.start - start, mark.end - start, mark.label) for mark in inside))
        start = end + 3


def _flat(text: str, marks: list[Any]) -> Iterator[Mark]:
    """Roles, times, and the parts of citations that stand in no other citation; of what is left inside one another the outer."""
    refs = [one for one in marks if one.key == "ref"]
    outer = [one for one in refs if not any(_holds(other, one) for other in refs)]
    found = []
    for one in marks:
        name = one.key if one.key in ROLES else "time" if one.key in TIMES else None
        if one.key in PARTS and any(_holds(ref, one) for ref in outer):
            name = PARTS[one.key]
        if name:
            found.append(Mark(one.start, one.end, name))
    for ref in outer:  # a part given as an argument may stand in the citation all the same: "Luật Giáo dục năm 2019"
        for key, _, value in (arg.partition("=") for arg in ref.args[1:]):
            at = text.find(value, ref.start, ref.end) if key in PARTS and value else -1
            if at >= 0:
                found.append(Mark(at, at + len(value), PARTS[key]))
    end = 0
    for mark in sorted(found, key=lambda one: (one.start, -one.end)):
        if mark.start >= end and mark.end > mark.start:
            yield mark
            end = mark.end


def _holds(outer: Any, inner: Any) -> bool:
    return outer is not inner and outer.start <= inner.start and inner.end <= outer.end
