"""One page of a PDF as pdfium tells it: words with boxes, ruled lines, and how much of the page is a picture.

Reads pdfium's page handles. Writes `PageText`, in *reading coordinates*: points from the top left of the page turned so that
most of its text runs from left to right (that is the displayed page, save for tables scanned sideways).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

Rect = tuple[float, float, float, float]  # x0, top, x1, bottom
Matrix = tuple[float, float, float, float, float, float]

MAX_CHARACTERS = 60_000  # a page; a printed one holds 3,000
MAX_OBJECTS = 50_000  # looked at for rules and pictures, a page
MAX_SEGMENTS = 4_000  # of one path
RULE = 3.0  # points: thicker bars are no rules
SHORTEST_RULE = 5.0

# pdfium gives one U+FFFE for a hyphen and the line end after it: the hyphen stays, the line ends there.
_HYPHEN = "\ufffe"
_TOKEN = re.compile(rf"(\n)|[^\s{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_CLEAN = dict.fromkeys((*range(32), 127), "\ufffd") | {ord(_HYPHEN): "-", 2: "-"}
_DIRTY = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f{_HYPHEN}]")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|(?<![a-z])it(?![a-z])", re.IGNORECASE)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 32000-1, table 123


class Piece(NamedTuple):
    """A word of a page: character indices of pdfium, its text, its box, and whether pdfium ended a line before it.

    Of a page that was recognised: twice the index of the word, and how sure its reader was, 0 to 1.
    """

    start: int
    end: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    breaks: bool
    confidence: float | None = None


class Style(NamedTuple):
    """How a character is set: font without subset prefix, size in points, weight and slope, readable or not."""

    font: str
    size: float
    bold: bool
    italic: bool
    unmapped: bool


def no_style(_: int) -> Style:
    """The style of characters of which nobody knows it."""
    return Style("", 0.0, bold=False, italic=False, unmapped=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What stands on a page.

    Attributes:
        width, height: of the displayed page, in points. turn: degrees (0, 90, 180, 270) by which boxes must be
            turned clockwise to lie on the displayed page. reading: width and height in reading coordinates.
        slant: degrees by which boxes must be leaned clockwise before that (a scan that was put straight).
        pieces: words in the order of the file. across, down: horizontal and vertical rules. picture: share of the page
            under pictures, 0 to 1. cut: the page held more than `MAX_CHARACTERS`.

    """

    width: float
    height: float
    turn: int
    reading: tuple[float, float]
    pieces: list[Piece]
    across: list[Rect]
    down: list[Rect]
    picture: float
    cut: bool
    slant: float = 0.0


def turned(box: Rect, width: float, height: float, degrees: int) -> Rect:
    """A box on a page of that size after the page was turned clockwise.

    >>> turned((10, 20, 30, 25), 100, 200, 90)
    (175, 10, 180, 30)
    """
    x0, top, x1, bottom = box
    if degrees == 90:
        return height - bottom, x0, height - top, x1
    if degrees == 180:
        return width - x1, height - bottom, width - x0, height - top
    if degrees == 270:
        return top, width - x1, bottom, width - x0
    return box


def leaned(box: Rect, width: float, height: float, degrees: float) -> Rect:
    """A box on a page of that size after the page was leaned clockwise by a few degrees: its middle moves, its sides stay."""
    x, y = (box[0] + box[2] - width) / 2, (box[1] + box[3] - height) / 2
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = width / 2 + cos * x - sin * y, height / 2 + sin * x + cos * y
    across, down = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    return x - across, y - down, x + across, y + down


class PageReader:
    """Reads pages and the styles of their characters; `page` and `text` are pdfium's handles, valid while the page is open."""

    def __init__(self, raw: Any, page: Any, text: Any) -> None:
        """Take the module `pypdfium2.raw`, a page handle and its text handle."""
        self.raw, self.page, self.text = raw, page, text
        box = raw.FS_RECTF()
        if not raw.FPDF_GetPageBoundingBox(page, box):
            box.left, box.bottom, box.right, box.top = 0, 0, 612, 792
        self.left, self.bottom = min(box.left, box.right), min(box.bottom, box.top)
        self.width, self.height = abs(box.right - box.left), abs(box.top - box.bottom)
        self._angle = 0
        self._fonts: dict[tuple[bytes, int], tuple[str, bool, bool]] = {}
        self._looks: dict[int | None, Style] = {}  # by the address of a text object
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._matrix = raw.FS_MATRIX()
        self._box_of = _untested(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
        self._owner_of = _untested(raw.FPDFText_GetTextObject, ctypes.c_void_p)
        self._is_unmapped = _untested(raw.FPDFText_HasUnicodeMapError, ctypes.c_int)

    def read(self) -> PageText:
        """Everything that stands on the page."""
        raw = self.raw
        count = max(0, raw.FPDFText_CountChars(self.text))
        string = self._string(min(count, MAX_CHARACTERS))
        tokens = list(_TOKEN.finditer(string))
        self._angle = self._direction([token.start() for token in tokens if not token[1]])
        pieces = self._pieces(string, tokens)
        across, down, picture = self._drawn()
        shown = raw.FPDFPage_GetRotation(self.page) * 90
        width, height = (self.height, self.width) if shown in {90, 270} else (self.width, self.height)
        reading = (self.height, self.width) if self._angle in {90, 270} else (self.width, self.height)
        return PageText(
            width=width,
            height=height,
            turn=(shown - self._angle) % 360,
            reading=reading,
            pieces=pieces,
            across=across,
            down=down,
            picture=picture,
            cut=count > MAX_CHARACTERS,
        )

    def style(self, index: int) -> Style:
        """The style of the character at pdfium's index."""
        owner = self._owner_of(self.text, index)
        look = self._looks.get(owner)
        if look is None:
            look = self._looks[owner] = self._look(index)
        return look._replace(unmapped=True) if self._is_unmapped(self.text, index) == 1 else look

    def _look(self, index: int) -> Style:
        """The style of all characters of one text object: it has one font, one matrix and one way of painting."""
        raw, text, matrix = self.raw, self.text, self._matrix
        raw.FPDFText_GetFontInfo(text, index, self._name, 256, self._flags)
        key = (self._name.value, self._flags.value)
        known = self._fonts.get(key)
        if known is None:
            name = _SUBSET.sub("", key[0].decode("utf-8", "replace"))
            bold = bool(_BOLD.search(name)) or bool(key[1] & _FORCE_BOLD_FLAG and key[1] > 0)
            known = self._fonts[key] = (name, bold, bool(_ITALIC.search(name)) or bool(key[1] & _ITALIC_FLAG))
        name, bold, italic = known
        scale = 1.0
        if raw.FPDFText_GetMatrix(text, index, matrix):
            # The height of a letter that leans is not its slant.
            scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) / (math.hypot(matrix.a, matrix.b) or 1.0)
            # Word leans an upright font where it has no italic one.
            italic = italic or (matrix.b == 0 and matrix.a > 0 and matrix.c > 0.1 * matrix.d > 0)
        if not bold and (owner := raw.FPDFText_GetTextObject(text, index)):
            bold = raw.FPDFTextObj_GetTextRenderMode(owner) == 2  # filled and stroked: bold drawn by hand
        return Style(name, round(raw.FPDFText_GetFontSize(text, index) * scale, 1), bold, italic, unmapped=False)

    def _string(self, count: int) -> str:
        """The text of the page, one code point for each character index of pdfium."""
        raw = self.raw
        if not count:
            return ""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = raw.FPDFText_GetText(self.text, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        string = buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
        if len(string) == count:
            return string
        codes = (raw.FPDFText_GetUnicode(self.text, index) for index in range(count))
        return "".join(_HYPHEN if code == 2 else " " if code == 0 or 0xD800 <= code < 0xE000 else chr(code) for code in codes)

    def _direction(self, starts: list[int]) -> int:
        """By how many degrees the page must be turned clockwise for most of its words to run from left to right."""
        votes: Counter[int] = Counter()
        for start in starts[:: max(1, len(starts) // 9)]:
            angle = self.raw.FPDFText_GetCharAngle(self.text, start)
            if angle >= 0:
                votes[round((math.tau - angle) / (math.pi / 2)) % 4 * 90] += 1
        return votes.most_common(1)[0][0] if votes else 0

    def _frame(self, box: Rect) -> Rect:
        """A box of the file (x0, bottom, x1, top; upwards) in reading coordinates."""
        x0, bottom, x1, top = box
        height = self.bottom + self.height
        return turned((x0 - self.left, height - top, x1 - self.left, height - bottom), self.width, self.height, self._angle)

    def _pieces(self, string: str, tokens: list[re.Match[str]]) -> list[Piece]:
        text = self.text
        get, rect = self._box_of, self.raw.FS_RECTF()
        where, sides = ctypes.byref(rect), memoryview(rect).cast("B").cast("f")  # left, top, right, bottom
        left, height, upright = self.left, self.bottom + self.height, self._angle == 0
        dirty = _DIRTY.search(string) is not None
        pieces: list[Piece] = []
        put, new = pieces.append, tuple.__new__  # half the time of calling the class
        breaks = True
        for token in tokens:
            start, end = token.span()
            word = token[0]
            if word == "\n":
                breaks = True
                continue
            get(text, start, where)
            x0, top, x1, bottom = sides
            if upright:
                x0, top, x1, bottom = x0 - left, height - top, x1 - left, height - bottom
            else:
                x0, top, x1, bottom = self._frame((x0, bottom, x1, top))
            if end > start + 1:
                get(text, end - 1, where)
                last_x0, last_top, last_x1, last_bottom = sides
                if upright:
                    last_x1, last_top, last_bottom = last_x1 - left, height - last_top, height - last_bottom
                else:
                    last_x0, last_top, last_x1, last_bottom = self._frame((last_x0, last_bottom, last_x1, last_top))
                if last_x1 <= x0 or last_top > bottom or last_bottom < top or last_x1 - x0 > 1.5 * (bottom - top) * (end - start):
                    pieces += self._broken(string, start, end, breaks=breaks)
                    breaks = word[-1] == _HYPHEN
                    continue
                x1 = last_x1
                top = min(top, last_top)
                bottom = max(bottom, last_bottom)
            shown = word.translate(_CLEAN) if dirty else word
            put(new(Piece, (start, end, shown, x0, top, x1, bottom, breaks, None)))
            breaks = dirty and word[-1] == _HYPHEN
        return pieces

    def _broken(self, string: str, start: int, end: int, *, breaks: bool) -> list[Piece]:
        """A word whose characters do not stand side by side, cut where they jump."""
        get, rect = self.raw.FPDFText_GetLooseCharBox, self.raw.FS_RECTF()
        pieces: list[Piece] = []
        for index in range(start, end):
            get(self.text, index, rect)
            x0, top, x1, bottom = self._frame((rect.left, rect.bottom, rect.right, rect.top))
            letter = string[index].translate(_CLEAN)
            last = pieces[-1] if pieces else None
            tall = bottom - top
            if last and -0.3 * tall <= x0 - last.x1 <= 0.5 * tall and last.top < bottom and top < last.bottom:
                pieces[-1] = Piece(
                    last.start,
                    index + 1,
                    last.text + letter,
                    min(last.x0, x0),
                    min(last.top, top),
                    max(last.x1, x1),
                    max(last.bottom, bottom),
                    last.breaks,
                )
            else:
                pieces.append(Piece(index, index + 1, letter, x0, top, x1, bottom, breaks or bool(pieces)))
        return pieces

    def _drawn(self) -> tuple[list[Rect], list[Rect], float]:
        """Horizontal rules, vertical rules, and the share of the page under pictures."""
        raw = self.raw
        across: list[Rect] = []
        down: list[Rect] = []
        covered = 0.0
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        edges = tuple(ctypes.byref(edge) for edge in (left, bottom, right, top))
        kind, bounds = _untested(raw.FPDFPageObj_GetType, ctypes.c_int), raw.FPDFPageObj_GetBounds
        budget = MAX_OBJECTS
        stack: list[tuple[Any, Matrix | None, int]] = [(self.page, None, 0)]
        while stack and budget > 0:
            owner, matrix, depth = stack.pop()
            count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
            if depth:
                count, get = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
            fetch = _untested(get, raw.FPDF_PAGEOBJECT)
            number = min(max(0, count(owner)), budget)
            budget -= number
            for index in range(number):
                item = fetch(owner, index)
                what = kind(item)
                if what == raw.FPDF_PAGEOBJ_TEXT:
                    continue
                if what == raw.FPDF_PAGEOBJ_FORM:
                    if depth < 5 and raw.FPDFPageObj_GetMatrix(item, self._matrix):
                        m = self._matrix
                        stack.append((item, _times((m.a, m.b, m.c, m.d, m.e, m.f), matrix), depth + 1))
                    continue
                if not bounds(item, *edges):
                    continue
                box = self._placed((left.value, bottom.value, right.value, top.value), matrix)
                if what == raw.FPDF_PAGEOBJ_IMAGE:
                    covered += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
                elif what == raw.FPDF_PAGEOBJ_PATH:
                    if box[2] - box[0] > RULE and box[3] - box[1] > RULE:
                        for edge in self._path(item, matrix):
                            _sort(edge, across, down)
                    else:
                        _sort(box, across, down)
        area = self.width * self.height
        return across, down, min(1.0, covered / area) if area else 0.0

    def _placed(self, box: Rect, matrix: Matrix | None) -> Rect:
        if matrix:
            corners = [_point(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            box = (min(xs), min(ys), max(xs), max(ys))
        return self._frame(box)

    def _path(self, item: Any, matrix: Matrix | None) -> list[Rect]:
        """The straight sides of a painted path."""
        raw = self.raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        number = raw.FPDFPath_CountSegments(item)
        if not (fill.value or stroke.value) or number > MAX_SEGMENTS or not raw.FPDFPageObj_GetMatrix(item, self._matrix):
            return []
        m = self._matrix
        own = _times((m.a, m.b, m.c, m.d, m.e, m.f), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        sides: list[Rect] = []
        origin = last = (0.0, 0.0)
        for index in range(number):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            here = _point(x.value, y.value, own)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                origin = here
            elif kind == raw.FPDF_SEGMENT_LINETO:
                sides.append(_side(last, here))
            last = here
            if raw.FPDFPathSegment_GetClose(segment):
                sides.append(_side(last, origin))
                last = origin
        return [self._frame(side) for side in sides]


def _untested(function: Any, result: Any) -> Any:
    """A function of pdfium that is called very often, without ctypes' test of every argument, which takes longer than
    the call, and without letting other threads in, for the same reason.
    """
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result))


def _side(one: tuple[float, float], other: tuple[float, float]) -> Rect:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _sort(box: Rect, across: list[Rect], down: list[Rect]) -> None:
    wide, tall = box[2] - box[0], box[3] - box[1]
    if tall <= RULE and wide >= SHORTEST_RULE:
        across.append(box)
    elif wide <= RULE and tall >= SHORTEST_RULE:
        down.append(box)


def _point(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that applies `inner`, then `outer`."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    (x, y), (p, q), (r, s) = _point(e, f, outer), (outer[0], outer[1]), (outer[2], outer[3])
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y
