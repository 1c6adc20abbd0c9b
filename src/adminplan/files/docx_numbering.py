"""Automatic numbering of a DOCX file: the labels that Word shows but the text does not hold.

Reads `numbering.xml` (ECMA-376 part 1, 17.9) and the order in which paragraphs use it. Writes one label a paragraph: `2.1.`, `a)`, `-`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_LEVELS = 9
# Glyphs of bullets: Unicode, and the private-use characters of the Symbol and Wingdings fonts.
_DASHES = frozenset("-‐‑‒–—―−─⁃\uf02d\uf0be\uf02f")
_PLUSES = frozenset("+＋\uf02b")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list: its number format (`decimal`, `upperRoman` …), its text with `%1` for numbers, its first number.

    `restart`: the level number (from 1) whose use starts this one anew, 0 for never, `None` for any higher level.
    `legal`: all numbers in the text are decimal. `style`: the paragraph style bound to this level.
    """

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None


def number(value: int, form: str) -> str:
    """A number in one of Word's formats; an unknown format counts in decimal, as Word does.

    Lower letters are the 26 Latin ones, then doubled; Word has no đ in its lists.

    >>> [number(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "ordinal", "none")]
    ['4', 'IV', 'd', '04', '4th', '']
    >>> number(28, "upperLetter")
    'BB'
    """
    if form in {"none", "bullet"}:
        return ""
    if form in {"upperRoman", "lowerRoman"} and 0 < value < 4000:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    if form in {"upperLetter", "lowerLetter"} and 0 < value <= 780:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        suffix = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{suffix}"
    if form == "numberInDash":
        return f"- {value} -"
    if form == "decimalEnclosedParen":
        return f"({value})"
    if form == "decimalEnclosedFullstop":
        return f"{value}."
    return str(value)


def bullet(text: str) -> str:
    r"""What a bullet means in an official document: a dash, a plus, or any other mark.

    >>> [bullet(glyph) for glyph in ("-", "–", "+", "\uf0b7", "o", "")]
    ['-', '-', '+', '•', '•', '']
    """
    text = text.strip()
    if not text:
        return ""
    if len(text) > 1 and any(char.isalnum() and char.isascii() for char in text):
        return text  # a word used as a bullet is shown as it is
    if text[0] in _DASHES:
        return "-"
    return "+" if text[0] in _PLUSES else "•"


class Numbering:
    """The lists of a document, and how far each has counted.

    Lists that share an abstract definition count together, until one of them states a new start (17.9.26).
    """

    __slots__ = ("_abstract", "_counts", "_levels", "_links", "_nums", "_seen", "_style_nums")

    def __init__(self, root: _Element | None, *, style_numbers: Mapping[str, str] | None = None) -> None:
        self._abstract: dict[str, _Element] = {}
        self._links: dict[str, str] = {}  # abstract id -> numbering style that really defines it
        self._nums: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._seen: set[str] = set()
        self._style_nums = style_numbers or {}
        for node in root if root is not None else ():
            if node.tag == f"{_W}abstractNum":
                key = str(node.get(f"{_W}abstractNumId"))
                self._abstract[key] = node
                link = node.find(f"{_W}numStyleLink")
                if link is not None:
                    self._links[key] = str(link.get(_VAL))
            elif node.tag == f"{_W}num":
                self._num(node)

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level that a list binds to a paragraph style; 0 where it binds none."""
        levels = self._of(num_id)
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, num_id: str, level: int) -> str:
        """Count one more paragraph of the list on that level (from 0) and give its label; `""` where Word shows none."""
        if num_id not in self._nums or not 0 <= level < _LEVELS:
            return ""
        levels = self._of(num_id)
        abstract = self._resolve(num_id)
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        starts = self._nums[num_id][1]
        if num_id not in self._seen:
            self._seen.add(num_id)
            for index in starts:
                counts[index] = None
        this = levels.get(level)
        if this is None:
            return ""
        before = counts[level]
        counts[level] = starts.get(level, this.start) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < level + 1 <= restart:
                counts[deeper] = None
        if this.format == "bullet":
            return bullet(this.text)

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            of = levels.get(index, Level())
            value = counts[index]
            if value is None:
                value = starts.get(index, of.start)
            return number(value, "decimal" if this.legal and of.format != "none" else of.format)

        return _PLACE.sub(shown, this.text).strip()

    def _num(self, node: _Element) -> None:
        of = node.find(f"{_W}abstractNumId")
        starts: dict[int, int] = {}
        overrides: dict[int, Level] = {}
        for override in node.iterfind(f"{_W}lvlOverride"):
            index = _integer(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None:
                starts[index] = _integer(start.get(_VAL), 1)
            level = override.find(f"{_W}lvl")
            if level is not None:
                overrides[index] = _level(level)
        self._nums[str(node.get(f"{_W}numId"))] = (str(of.get(_VAL)) if of is not None else "", starts, overrides)

    def _resolve(self, num_id: str) -> str:
        """The id of the abstract definition that holds the levels, through links to numbering styles."""
        abstract = self._nums[num_id][0]
        for _ in range(8):
            style_num = self._style_nums.get(self._links.get(abstract, ""))
            if style_num is None or style_num not in self._nums or self._nums[style_num][0] == abstract:
                break
            abstract = self._nums[style_num][0]
        return abstract

    def _of(self, num_id: str) -> dict[int, Level]:
        if num_id not in self._nums:
            return {}
        if num_id not in self._levels:
            node = self._abstract.get(self._resolve(num_id))
            levels = {} if node is None else {_integer(lvl.get(f"{_W}ilvl"), 0): _level(lvl) for lvl in node.iterfind(f"{_W}lvl")}
            self._levels[num_id] = levels | self._nums[num_id][2]
        return self._levels[num_id]


def _level(node: _Element) -> Level:
    values: dict[str, str | None] = {str(child.tag)[len(_W) :]: child.get(_VAL) for child in node if isinstance(child.tag, str)}
    restart = values.get("lvlRestart")
    return Level(
        format=_format(node),
        text=values.get("lvlText") or "",
        start=_integer(values.get("start"), 1),
        restart=None if restart is None else _integer(restart, 0),
        legal="isLgl" in values and values["isLgl"] not in {"0", "false", "off"},
        style=values.get("pStyle"),
    )


def _format(node: _Element) -> str:
    """The number format; newer Word writes custom ones inside an alternative, with `01, 02, 03, ...` as its picture."""
    form = node.find(f"{_W}numFmt")
    if form is None:
        form = node.find(f".//{_W}numFmt")
    if form is None:
        return "decimal"
    if form.get(_VAL) == "custom":
        return "decimalZero" if str(form.get(f"{_W}format", "")).startswith("01") else "decimal"
    return str(form.get(_VAL) or "decimal")


def _integer(text: str | None, default: int) -> int:
    """A number attribute; the default where it is missing, no number, or out of all reason."""
    try:
        value = int(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1_000_000 else default


def _roman(value: int) -> str:
    out = ""
    for step, letters in _ROMAN:
        count, value = divmod(value, step)
        out += letters * count
    return out
