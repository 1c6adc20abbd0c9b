"""Formats of a web page: what tags, attributes and inline styles say about the text in an element.

Reads an element and the format around it. Writes the `Look` inside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from adminplan.files.source import Cell

_PROPERTY = re.compile(
    r"(?:^|;)\s*(font-weight|font-style|font-size|font-family|font|text-align|display|visibility|white-space|list-style-type|list-style)\s*:([^;]*)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*(px|pt|em|rem|%)")
_SHORT = re.compile(
    r"([a-z\s-]{0,60})(\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|%))(?:/\S{1,12})?\s(.{1,200})", re.IGNORECASE
)  # bold 14px/19px "Times New Roman"
_POINTS = {"px": 0.75, "pt": 1.0, "rem": 12.0}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_ALIGN = {
    "left": "left",
    "start": "left",
    "center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
    "justify": "justify",
}
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var", "address"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Look(NamedTuple):
    """How text in an element looks and where it stands. `size` in points; `link`: in a link; `hidden`: not displayed; `kept`: white space counts."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    font: str | None = None
    align: str | None = None
    heading: int | None = None
    link: bool = False
    hidden: bool = False
    kept: bool = False
    marker: str | None = None  # list-style-type
    cell: Cell | None = None


def styled(text: str) -> dict[str, str]:
    """The properties of an inline style that matter here; names of fonts keep their case.

    >>> styled("font-size:14px; FONT-WEIGHT: Bold; font-family: '.VnTime'")
    {'font-size': '14px', 'font-weight': 'bold', 'font-family': "'.VnTime'"}
    """
    pairs = [(match[1].lower(), match[2].strip()) for match in _PROPERTY.finditer(text)]
    return {name: value if name in {"font", "font-family"} else value.lower() for name, value in pairs}


def look_in(element: _Element, tag: str, around: Look) -> Look:
    """The format of text inside an element."""
    changes: dict[str, Any] = {}
    if tag in _BOLD:
        changes["bold"] = True
    elif tag in _ITALIC:
        changes["italic"] = True
    elif tag == "a":
        changes["link"] = bool(element.get("href")) or around.link
    elif tag == "center":
        changes["align"] = "center"
    elif tag == "pre":
        changes["kept"] = True
    if tag in _HEADINGS:
        changes["heading"] = _HEADINGS[tag]
    if element.attrib:
        _attributes(element, tag, around, changes)
    return around._replace(**changes) if changes else around


def _attributes(element: _Element, tag: str, around: Look, changes: dict[str, Any]) -> None:
    align = element.get("align")
    if align and tag not in {"table", "img"}:
        changes["align"] = _ALIGN.get(align.strip().lower(), around.align)
    if tag == "font":
        face, size = element.get("face"), element.get("size")
        if face:
            changes["font"] = face.split(",")[0].strip()
        if size:
            changes["size"] = _FONT_SIZES.get(size.strip(), around.size)
    if element.get("hidden") is not None:
        changes["hidden"] = True
    style = element.get("style")
    if style:
        for name, value in styled(style).items():
            _declare(name, value, around, changes)
        if style.rstrip().endswith("font-family:"):  # Word's font-family:".VnTime" in double quotes cuts the attribute off
            cut = next((name for name in element.attrib if isinstance(name, str) and name.startswith((".vn", "vni"))), "")
            changes["font"] = cut.partition('"')[0] or around.font


def _declare(name: str, value: str, around: Look, changes: dict[str, Any]) -> None:
    """What one property of a style says."""
    if name == "font-weight":
        if value.startswith("bold") or (value[:1] in "6789" and value[:3].isdecimal()):
            changes["bold"] = True
        elif value.startswith("normal") or value[:3].isdecimal():
            changes["bold"] = False
    elif name == "font-style":
        changes["italic"] = value.startswith(("italic", "oblique"))
    elif name == "font-size":
        _size(value, around, changes)
    elif name == "font-family":
        changes["font"] = value.partition(",")[0].strip(" '\"") or around.font
    elif name == "font":
        short = _SHORT.match(value)
        if short is not None:
            _size(short[2].lower(), around, changes)
            changes["font"] = short[3].partition(",")[0].strip(" '\"") or around.font
            changes["bold"], changes["italic"] = "bold" in short[1].lower(), "italic" in short[1].lower()
    elif name == "text-align":
        changes["align"] = _ALIGN.get(value.partition("!")[0].strip(), around.align)
    elif name in {"display", "visibility"}:
        if value.startswith(("none", "hidden")):
            changes["hidden"] = True
    elif name == "white-space":
        changes["kept"] = value.startswith("pre")
    else:
        changes["marker"] = next((word for word in value.split() if word in MARKERS or word == "none"), around.marker)


def _size(value: str, around: Look, changes: dict[str, Any]) -> None:
    length = _LENGTH.match(value)
    if length is None:
        return
    number, unit = float(length[1]), length[2]
    if unit in _POINTS:
        changes["size"] = round(number * _POINTS[unit], 2)
    elif around.size is not None:
        changes["size"] = round(number * around.size / (100 if unit == "%" else 1), 2)


# Kinds of list marks in HTML and CSS, as the number formats of documents.
MARKERS = {
    "decimal": "decimal", "1": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "a": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "A": "upperLetter", "lower-roman": "lowerRoman", "i": "lowerRoman",
    "upper-roman": "upperRoman", "I": "upperRoman", "disc": "bullet", "circle": "bullet", "square": "bullet",
}  # fmt: skip
