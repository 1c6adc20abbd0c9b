"""Web pages: the document's paragraphs, list items and cells, apart from the site around them.

Reads the bytes of an HTML file. Writes a `Source` with one line a block; what belongs to the site has part `chrome`.

A `<br>` is mostly a real break in official pages (addressees, lines of a letterhead), but pasted text has one at the end of
every printed line: after it the paragraph may go on where the next words begin in lower case, or where a long line
ends without punctuation. Scripts, styles and form fields are no text and are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from adminplan.errors import UnreadableFile, issue
from adminplan.files.decode import decode
from adminplan.files.docx_numbering import number
from adminplan.files.html_article import CHROME_TAGS, Extent, Paragraph, chrome
from adminplan.files.html_format import MARKERS, Look, look_in
from adminplan.files.html_tables import cells_of
from adminplan.files.limits import ELEMENTS, MARKUP, SMALL, TAG
from adminplan.files.lines import Lines
from adminplan.files.source import Cell, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_OWN_MARK = re.compile(r"\s*(?:[-–—+•*·]|(?:\d{1,2}|[a-zđ]|[IVX]{1,4})(?:\.\d{1,2})*[.)/])\s*\S")
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "canvas", "audio", "video", "head", "datalist", "map",
})  # fmt: skip
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# Scripts, styles and comments, where "<" may be anything; else a tag with its values in quotes. Never fails once begun, so it is linear.
_TAG = re.compile(
    r"""<(?:script|style)\b[\s\S]*?(?:</(?:script|style)|\Z)|<!--[\s\S]*?(?:-->|\Z)|"""
    r"""<([a-z][^\s/><]{0,40}+)(?:=\s*+"[^"]*+(?:"|\Z)|=\s*+'[^']*+(?:'|\Z)|[^>=]++|=)*+>?""",
    re.IGNORECASE,
)
_PATH = 1_000  # characters of a place; deeper elements share that of the one around them
_FULL = 60  # characters from which a line before <br> may have ended because the printed line was full


class _Item(NamedTuple):
    """A paragraph as gathered: its stretches of text (`None` for a line break), its label, its place."""

    pieces: tuple[tuple[str, Look] | None, ...]
    label: str
    path: str
    look: Look
    chrome: bool


class _List:
    """An open list: how it counts, and the number of the next item."""

    __slots__ = ("marker", "next", "step")

    def __init__(self, element: _Element, tag: str, look: Look) -> None:
        kind = element.get("type") or look.marker or ("decimal" if tag == "ol" else "disc")
        self.marker = (
            "none" if kind == "none" else MARKERS.get(kind, MARKERS.get(kind.lower(), "bullet" if tag != "ol" else "decimal"))
        )
        backwards = tag == "ol" and element.get("reversed") is not None
        self.step = -1 if backwards else 1
        first = sum(child.tag == "li" for child in element) if backwards else 1
        self.next = _integer(element.get("start"), first)

    def label(self, item: _Element) -> str:
        self.next = _integer(item.get("value"), self.next)
        shown = "•" if self.marker == "bullet" else "" if self.marker == "none" else f"{number(self.next, self.marker)}."
        self.next += self.step
        return shown


def read_html(data: bytes, *, name: str, sha256: str) -> Source:
    """The `Source` of a web page. Raises `UnreadableFile` for one without any text."""
    from lxml import etree

    declared = _CHARSET.search(data[:4096])
    text, issues = decode(data, declared=declared[1].decode("ascii", "replace") if declared else None)
    text, limit = _within_limits(_CONTROL.sub("", text))
    if limit:
        issues = (*issues, issue("text-cut", limit=limit))
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise UnreadableFile(name, "a web page without any content", "Save the page again once it has loaded.")
    if any("depth" in entry.message for entry in parser.error_log):
        issues = (*issues, issue("text-cut", limit="elements nested more than 2,000 deep"))
    walk = _Walk(root)
    walk.run()
    if not walk.items:
        issues = (*issues, issue("reader-note", note="the page holds no text; it may be filled in by a script"))
    version = ".".join(str(part) for part in etree.LXML_VERSION[:3])
    return walk.lines().source(
        name=name, sha256=sha256, media_type=MEDIA_TYPE, size=len(data), reader=f"lxml {version}", issues=issues
    )


def _within_limits(text: str) -> tuple[str, str | None]:
    """The page, or its beginning with the limit that was met; tags without their attributes where these are beyond measure."""
    limit = None
    if len(text) > MARKUP:
        text, limit = text[:MARKUP], f"{MARKUP:,} characters of a web page"
    if text.count("<") > ELEMENTS:
        text, limit = text[: _nth(text, "<", ELEMENTS)], f"{ELEMENTS:,} elements"
    if len(text) > SMALL:
        text = _TAG.sub(lambda found: f"<{found[1]}>" if found[1] and found.end() - found.start() > TAG else found[0], text)
    return text, limit


def _nth(text: str, mark: str, count: int) -> int:
    """Where the mark stands for the nth time."""
    return sum(map(len, text.split(mark, count)[:-1])) + count - 1


class _Walk:
    """One pass over the tree, without recursion, so that depth costs nothing but memory."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self.items: list[_Item] = []
        self.extents: list[Extent] = []
        self._pieces: list[tuple[str, Look] | None] = []
        self._label = ""
        self._tables = 0
        self._cells: dict[_Element, Cell] = {}
        self._lists: list[_List] = []

    def run(self) -> None:
        """Gather the paragraphs and the elements around them."""
        from lxml.etree import iterwalk

        sizes = _sizes(self._root)
        # For each open element: format inside, path, counts of its children by tag, first paragraph, whether chrome by tag.
        frames: list[tuple[Look, str, dict[str, int], int, bool]] = [(Look(), "", {}, 0, False)]
        walker = iterwalk(self._root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                around, path, counts, _, within = frames[-1]
                index = counts[tag] = counts.get(tag, -1) + 1
                if tag in _SKIPPED or not tag:
                    walker.skip_subtree()
                    frames.append((around, path, {}, len(self.items), within))
                    continue
                look = look_in(element, tag, around)
                if tag in _BLOCK:
                    self._flush(around, path, chrome=within)
                    look = self._open(element, tag, look, sizes)
                    if len(path) < _PATH:
                        path = f"{path}/{tag}[{index}]" if path else tag
                elif tag == "br":
                    self._pieces.append(None)
                within = within or tag in CHROME_TAGS or look.hidden or (tag == "header" and not self._is_letterhead(element))
                frames.append((look, path, {}, len(self.items), within))
                if element.text:
                    self._pieces.append((element.text, look))
            else:
                look, path, _, first, within = frames.pop()
                if tag in _BLOCK:
                    self._flush(look, path, chrome=within)
                    self._close(element, tag, first, len(frames))
                if element.tail:
                    self._pieces.append((element.tail, frames[-1][0]))
        self._flush(Look(), "", chrome=False)

    def _open(self, element: _Element, tag: str, look: Look, sizes: dict[_Element, int]) -> Look:
        if tag == "table":
            cells = cells_of(element, self._tables, sizes)
            if cells is not None:
                self._cells.update(cells)
                self._tables += 1
        elif tag in {"td", "th"}:
            place = self._cells.get(element)
            return look._replace(cell=place if place is not None else look.cell)
        elif tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append(_List(element, tag, look))
            return look._replace(marker=None)
        elif tag == "li" and self._lists:
            self._label = self._lists[-1].label(element)
        return look

    def _close(self, element: _Element, tag: str, first: int, depth: int) -> None:
        if tag in {"ol", "ul", "menu", "dir"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        if len(self.items) > first:
            names = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
            self.extents.append(Extent(first, len(self.items), names, depth))

    @staticmethod
    def _is_letterhead(element: _Element) -> bool:
        text = "".join(str(words) for words in element.itertext())
        return "CỘNG H" in text or "Độc lập" in text or "ĐẢNG CỘNG SẢN" in text

    def _flush(self, look: Look, path: str, *, chrome: bool) -> None:
        if any(piece is not None and not piece[0].isspace() for piece in self._pieces):
            self.items.append(_Item(tuple(self._pieces), self._label, path, look, chrome))
            self._label = ""
        self._pieces.clear()

    def lines(self) -> Lines:
        """The paragraphs as lines, each with its part."""
        shown = [_split(item) for item in self.items]
        described = [
            Paragraph(
                " ".join(text for text, _, _ in lines),
                sum(len(piece[0].strip()) for piece in item.pieces if piece is not None and piece[1].link),
                next((piece[1].heading for piece in item.pieces if piece is not None and piece[1].heading), None),
                item.chrome,
            )
            for item, lines in zip(self.items, shown, strict=True)
        ]
        out = Lines()
        for item, lines, aside in zip(self.items, shown, chrome(described, self.extents), strict=True):
            for index, (text, pieces, blank) in enumerate(lines):
                head = f"{item.label} " if item.label and not index and not _OWN_MARK.match(text) else ""
                main = max(pieces, key=lambda piece: len(piece[0]))[1]
                out.add(
                    head + text, hard=index == len(lines) - 1 or _ends(text, lines[index + 1][0], lines[index + 1][2]), blank_before=blank,
                    path=item.path, computed=len(head), part="chrome" if aside else "body", cell=item.look.cell,
                    bold=all(piece[1].bold for piece in pieces), italic=all(piece[1].italic for piece in pieces),
                    size=main.size, font=main.font, align=item.look.align, heading=main.heading,
                )  # fmt: skip
        return out


def _split(item: _Item) -> list[tuple[str, list[tuple[str, Look]], int]]:
    """The lines of a paragraph between line breaks: text, the stretches that show, empty lines above."""
    lines: list[tuple[str, list[tuple[str, Look]], int]] = []
    stretch: list[tuple[str, Look]] = []
    blank = 0
    pieces: list[tuple[str, Look] | None] = []
    for piece in item.pieces:
        if piece is not None and piece[1].kept and "\n" in piece[0]:
            for index, words in enumerate(piece[0].split("\n")):
                pieces += [None, (words, piece[1])] if index else [(words, piece[1])]
        else:
            pieces.append(piece)
    for piece in (*pieces, None):
        if piece is not None:
            stretch.append(piece)
            continue
        text = _SPACE.sub(" ", "".join(words for words, _ in stretch)).strip()
        if text:
            lines.append((text, [one for one in stretch if not one[0].isspace() and one[0]], blank))
            blank = 0
        elif lines:
            blank += 1
        stretch = []
    return lines


def _ends(above: str, below: str, blank: int) -> bool:
    """Whether a paragraph ends at a `<br>` between two lines."""
    if blank:
        return True
    return not (below[0].islower() or (len(above) >= _FULL and above[-1] not in ".;:!?…"))


def _sizes(root: _Element) -> dict[_Element, int]:
    """The characters of text in each element, blanks at the edges aside."""
    sizes: dict[_Element, int] = {}
    for element in reversed(list(root.iter())):
        own = sizes.get(element, 0)
        if element.tag not in _SKIPPED and element.text:
            own += len(element.text.strip())
        sizes[element] = own
        parent = element.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + own + (len(element.tail.strip()) if element.tail else 0)
    return sizes


def _integer(text: str | None, default: int) -> int:
    words = (text or "").strip()
    return int(words) if words.lstrip("-").isdecimal() and len(words) < 7 else default
