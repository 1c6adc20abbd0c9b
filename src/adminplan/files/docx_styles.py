"""Formats of a DOCX file: what paragraph and character styles, through what they are based on, say about a run or paragraph.

Reads `styles.xml` (ECMA-376 part 1, 17.7) and the properties of runs and paragraphs. Writes `Format`s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})
_ALIGN = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_RPR, _PPR, _NUM_PR, _PSTYLE, _JC, _OUTLINE = f"{W}rPr", f"{W}pPr", f"{W}numPr", f"{W}pStyle", f"{W}jc", f"{W}outlineLvl"
_B, _I, _VANISH, _SZ, _FONTS, _STYLE = f"{W}b", f"{W}i", f"{W}vanish", f"{W}sz", f"{W}rFonts", f"{W}rStyle"
_ASCII, _HANSI = f"{W}ascii", f"{W}hAnsi"
_CHARACTER = {tag: tag for tag in (_B, _I, _VANISH, _SZ, _FONTS, _STYLE)}
_MARKS_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_MARKS = _MARKS_GONE | {f"{W}ins", f"{W}moveTo"}


class Format(NamedTuple):
    """Character properties; `None` where nothing is said. `size` in points."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None


class ParagraphStyle(NamedTuple):
    """What a paragraph style gives: characters, alignment, heading level from 1, and its place in a list."""

    characters: Format = Format()
    align: str | None = None
    heading: int | None = None
    num_id: str | None = None
    level: int | None = None


class Direct(NamedTuple):
    """What a `pPr` element itself says. `heading` 0: body text by decision. `gone`: the paragraph's mark was deleted; `added`: it was inserted."""

    style: str | None = None
    align: str | None = None
    heading: int | None = None
    num_id: str | None = None
    level: int | None = None
    gone: bool = False
    added: bool = False


_PLAIN = Direct()


def stated_of(properties: _Element | None) -> tuple[str | None, ...]:
    """What an `rPr` element states, as written: bold, italic, hidden, half points, font, character style; `""` for a bare switch."""
    bold = italic = hidden = size = font = style = None
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == _FONTS:
            font = child.get(_ASCII) or child.get(_HANSI)
        elif tag == _SZ:
            size = child.get(VAL)
        elif tag == _B:
            bold = child.get(VAL, "")
        elif tag == _I:
            italic = child.get(VAL, "")
        elif tag == _STYLE:
            style = child.get(VAL)
        elif tag == _VANISH:
            hidden = child.get(VAL, "")
    return bold, italic, hidden, size, font, style


def format_of(properties: _Element | None) -> Format:
    """The direct properties of an `rPr` element."""
    return _format(stated_of(properties))


def _format(stated: tuple[str | None, ...]) -> Format:
    bold, italic, hidden, size, font, _ = stated
    return Format(_switch(bold), _switch(italic), _switch(hidden), half_points(size), font)


def _switch(value: str | None) -> bool | None:
    return None if value is None else value not in _OFF


def half_points(text: str | None) -> float | None:
    """A size in points from one in half points."""
    try:
        return float(text) / 2 if text else None
    except ValueError:
        return None


def direct_of(properties: _Element | None) -> Direct:
    """The direct properties of a paragraph that matter here; `properties` may be any element: only a `pPr` has some."""
    if properties is None or properties.tag != _PPR:
        return _PLAIN
    style = align = heading = num_id = level = None
    gone = added = False
    for child in properties:
        tag = child.tag
        if tag == _JC:
            align = _ALIGN.get(child.get(VAL, ""))
        elif tag == _PSTYLE:
            style = child.get(VAL)
        elif tag == _RPR:
            marks = [mark.tag for mark in child if mark.tag in _MARKS]
            gone = gone or not _MARKS_GONE.isdisjoint(marks)
            added = added or bool(marks)
        elif tag == _OUTLINE:
            value = child.get(VAL, "")
            heading = (int(value) + 1) % 10 if value.isdecimal() else None
        elif tag == _NUM_PR:
            stated = {part.tag: part.get(VAL, "") for part in child}
            num_id = stated.get(f"{W}numId")
            depth = stated.get(f"{W}ilvl", "")
            level = int(depth) if depth.isdecimal() else None
    return Direct(style, align, heading, num_id, level, gone, added)


def child_of(parent: _Element, tag: str) -> _Element | None:
    """The first child with that tag: several times faster than `find`, which goes through a path language."""
    for child in parent:
        if child.tag == tag:
            return child
    return None


def lean_styles(xml: bytes) -> bytes:
    """`styles.xml` without table styles and latent styles: nine tenths of what Word's own templates bring along, and no text has them.

    >>> lean_styles(b'<w:style w:type="table" w:styleId="Grid"><w:name/></w:style><w:style w:type="paragraph"/>')
    b'<w:style w:type="paragraph"/>'
    """
    xml = _without(xml, b'<w:style w:type="table"', b"</w:style>")
    return _without(xml, b"<w:latentStyles ", b"</w:latentStyles>")


def _without(xml: bytes, opening: bytes, closing: bytes) -> bytes:
    kept: list[bytes] = []
    at = 0
    while (start := xml.find(opening, at)) >= 0 and (end := xml.find(closing, start)) >= 0:
        kept.append(xml[at:start])
        at = end + len(closing)
    kept.append(xml[at:])
    return b"".join(kept)


class Styles:
    """The styles of a document, resolved when first asked for."""

    __slots__ = ("_characters", "_default", "_defaults", "_nodes", "_paragraphs", "_runs")

    def __init__(self, root: _Element | None) -> None:
        self._nodes: dict[str, _Element] = {}
        self._default: str | None = None
        self._defaults = Format()
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, Format] = {}
        self._runs: dict[Format, dict[tuple[str | None, ...], Format]] = {}
        if root is None:
            return
        self._defaults = format_of(root.find(f"{W}docDefaults/{W}rPrDefault/{_RPR}"))
        for node in root.iterchildren(f"{W}style"):
            identifier = str(node.get(f"{W}styleId"))
            self._nodes[identifier] = node
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in {"1", "true", "on"}:
                self._default = identifier

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """A paragraph style with all that it is based on and the document's defaults; the default style for `None`."""
        key = identifier if identifier in self._nodes else self._default
        known = self._paragraphs.get(key)
        if known is not None:
            return known
        characters, align, heading, num_id, level = Format(), None, None, None, None
        for node in self._chain(key):
            own = direct_of(child_of(node, _PPR))
            characters = _over(characters, format_of(child_of(node, _RPR)))
            align = align or own.align
            if heading is None:
                heading = own.heading
            if heading is None:
                named = _HEADING.match(_name(node))
                heading = int(named[1]) if named else None
            num_id = own.num_id if num_id is None else num_id
            level = own.level if level is None else level
        style = ParagraphStyle(_over(characters, self._defaults), align, heading or None, num_id, level)
        self._paragraphs[key] = style
        return style

    def character(self, identifier: str) -> Format:
        """A character style with all that it is based on."""
        if identifier not in self._characters:
            form = Format()
            for node in self._chain(identifier):
                form = _over(form, format_of(child_of(node, _RPR)))
            self._characters[identifier] = form
        return self._characters[identifier]

    def list_numbers(self) -> dict[str, str]:
        """For numbering styles: the list that each stands for."""
        out: dict[str, str] = {}
        for identifier, node in self._nodes.items():
            num_id = direct_of(child_of(node, _PPR)).num_id if node.get(f"{W}type") == "numbering" else None
            if num_id is not None:
                out[identifier] = num_id
        return out

    def run(self, base: Format, properties: _Element | None) -> Format:
        """The format of a run in a paragraph whose style gives `base`.

        Bold, italic and hidden are toggles between paragraph and character style (17.7.3); direct formatting decides alone.
        """
        if properties is None:
            return base
        stated = stated_of(properties)
        known = self._runs.setdefault(base, {})
        form = known.get(stated)
        if form is None:
            style = stated[5]
            of = self.character(style) if style is not None and style in self._nodes else Format()
            below = Format(
                bool(base.bold) ^ bool(of.bold), bool(base.italic) ^ bool(of.italic), bool(base.hidden) ^ bool(of.hidden),
                of.size or base.size, of.font or base.font,
            )  # fmt: skip
            known[stated] = form = _over(_format(stated), below)
        return form

    def _chain(self, identifier: str | None) -> list[_Element]:
        """A style and what it is based on, nearest first; a circle ends where it closes."""
        chain: list[_Element] = []
        seen: set[str] = set()
        while identifier is not None and identifier in self._nodes and identifier not in seen:
            seen.add(identifier)
            node = self._nodes[identifier]
            chain.append(node)
            based = node.find(f"{W}basedOn")
            identifier = based.get(VAL) if based is not None else None
        return chain


def _over(nearer: Format, farther: Format) -> Format:
    return Format(
        farther.bold if nearer.bold is None else nearer.bold,
        farther.italic if nearer.italic is None else nearer.italic,
        farther.hidden if nearer.hidden is None else nearer.hidden,
        nearer.size or farther.size,
        nearer.font or farther.font,
    )


def _name(node: _Element) -> str:
    name = node.find(f"{W}name")
    return str(name.get(VAL, "")) if name is not None else ""
