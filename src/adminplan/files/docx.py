"""DOCX files: paragraphs and tables in the order of the text, with the numbers and bullets that Word shows.

Reads the bytes of a Word package. Writes a `Source` with one line a paragraph (two or more where it holds line breaks).

Tracked changes are read as accepted; comments and hidden text are left out; footnotes stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from adminplan.errors import Issue, issue
from adminplan.files.docx_columns import Columns, Piece
from adminplan.files.docx_numbering import Numbering
from adminplan.files.docx_package import Lean, Package
from adminplan.files.docx_styles import Direct, Format, ParagraphStyle, Styles, W, direct_of, lean_styles
from adminplan.files.docx_symbols import symbol
from adminplan.files.docx_tables import rows_of
from adminplan.files.lines import Lines
from adminplan.files.source import Cell, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P, _PPR, _RPR, _T, _TBL, _TXBX = f"{W}p", f"{W}pPr", f"{W}rPr", f"{W}t", f"{W}tbl", f"{W}txbxContent"
_ALTERNATE = f"{_MC}AlternateContent"
# What an element means inside a paragraph; all others (properties, bookmarks, proofing) say nothing.
_THROUGH, _RUN, _GONE, _KEPT, _EITHER, _MATH = range(6)
_INLINE = {
    f"{W}r": _RUN, f"{W}hyperlink": _THROUGH, f"{W}smartTag": _THROUGH, f"{W}sdt": _THROUGH, f"{W}sdtContent": _THROUGH, f"{W}fldSimple": _THROUGH,
    f"{W}customXml": _THROUGH, f"{W}dir": _THROUGH, f"{W}bdo": _THROUGH, f"{W}ins": _KEPT, f"{W}moveTo": _KEPT, f"{W}del": _GONE, f"{W}moveFrom": _GONE,
    _ALTERNATE: _EITHER, f"{_M}oMath": _MATH, f"{_M}oMathPara": _MATH,
}  # fmt: skip
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", _ALTERNATE})
_PUTS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_BLOCKS = frozenset({_P, _TBL})
_BLOCK_THROUGH = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
_SOFT, _PAGE = "\n", "\f"


def read_docx(data: bytes, *, name: str, sha256: str) -> Source:
    """The `Source` of a DOCX file. Raises `UnreadableFile` for a package that is damaged, protected, or no document."""
    from lxml import etree

    package = Package(data, name=name)
    reader = _Reader(package)
    reader.document()
    version = ".".join(str(part) for part in etree.LXML_VERSION[:3])
    return reader.out.source(
        name=name, sha256=sha256, media_type=MEDIA_TYPE, size=len(data), reader=f"lxml {version}", issues=tuple(reader.issues())
    )


class _Reader:
    """One walk over one document."""

    def __init__(self, package: Package) -> None:
        self.out = Lines()
        self._package = package
        self._root = package.document()
        self._styles = Styles(self._part("styles", lean=lean_styles))
        self._tables = 0
        self._tracked = False
        self._chunks = False
        self._columns = Columns(self._emit)
        self._fields: list[bool] = []  # for each open field: whether its result has begun

    def document(self) -> None:
        """Headers, body, footnotes, endnotes, footers; each header part once."""
        self._margins("header")
        body = self._root.find(f"{W}body")
        if body is not None:
            self._blocks(body, "document", "body", None)
            self._columns.flush()
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._part(kind) if self._refers(tag) else None
            notes = (
                [note for note in root.iterfind(f"{W}{tag}") if note.get(f"{W}type") in {None, "normal"}]
                if root is not None
                else []
            )
            for index, note in enumerate(notes):
                self._blocks(note, f"{kind}/note[{index}]", "footnote", None)
        self._margins("footer")

    def issues(self) -> Iterator[Issue]:
        """What was odd."""
        if self._tracked:
            yield issue("tracked-changes")
        comments = [self._package.bytes(part) for part in self._package.related("comments")]
        if any(data is not None and b"<w:comment " in data for data in comments):
            yield issue("comments-left-out")
        if self._chunks:
            yield issue("reader-note", note="the file embeds another file as a chunk of text; it was not read")
        for part in self._package.damaged:
            yield issue("reader-note", note=f"{part} is damaged; it was read as far as it goes")

    def _refers(self, note: str) -> bool:
        return next(self._root.iter(f"{W}{note}Reference"), None) is not None

    def _part(self, kind: str, *, lean: Lean | None = None) -> _Element | None:
        names = self._package.related(kind)
        return self._package.xml(names[0], lean=lean) if names else None

    def _margins(self, kind: str) -> None:
        """The headers or footers that sections refer to, in the order of first reference."""
        seen: list[str] = []
        for reference in self._root.iter(f"{W}{kind}Reference"):
            part = self._package.target(kind, str(reference.get(f"{_R}id")))
            if part is not None and part not in seen:
                seen.append(part)
        for index, part in enumerate(seen):
            root = self._package.xml(part)
            if root is not None:
                self._fields.clear()
                self._blocks(root, f"{kind}[{index}]", kind, None)
        self._fields.clear()

    def _blocks(self, parent: _Element, path: str, part: str, cell: Cell | None) -> None:
        """Paragraphs and tables of a body, cell, note or text box."""
        paragraphs = tables = 0
        held: list[Piece] = []  # text of a paragraph whose mark was deleted: it goes on in the next one
        boxes: list[_Element] = []
        place = path
        for node in self._flat(parent):
            if node.tag == _TBL:
                held = self._flush(held, place, part, cell)
                self._columns.flush()
                self._table(node, f"{path}/tbl[{tables}]", part)
                tables += 1
                continue
            place = f"{path}/p[{paragraphs}]"
            paragraphs += 1
            direct = direct_of(next(iter(node), None))
            of = self._styles.paragraph(direct.style)
            self._inline(node, held, boxes, of.characters)
            if self._fields:  # a field code that its paragraph does not close is damaged: it must not swallow the rest
                self._fields = [begun for begun in self._fields if begun]
            self._tracked |= direct.gone or direct.added
            if direct.gone:
                continue
            self._paragraph(direct, of, held, {"path": place, "part": part, "cell": cell})
            held = []
            for index, box in enumerate(boxes):
                self._blocks(box, f"{place}/txbx[{index}]", "textbox" if part == "body" else part, cell)
            boxes.clear()
        self._flush(held, place, part, cell)

    def _flush(self, held: list[Piece], path: str, part: str, cell: Cell | None) -> list[Piece]:
        self._emit(held, "", {"path": path, "part": part, "cell": cell})
        return []

    def _flat(self, parent: _Element) -> Iterator[_Element]:
        """The paragraphs and tables of a container, through content controls and accepted changes."""
        for child in parent:
            tag = child.tag
            if tag in _BLOCKS:
                yield child
            elif tag in _BLOCK_THROUGH:
                yield from self._flat(child)
            elif tag == _ALTERNATE:
                for branch in _branch(child):
                    yield from self._flat(branch)
            elif tag == f"{W}altChunk":
                self._chunks = True

    def _paragraph(self, direct: Direct, of: ParagraphStyle, pieces: list[Piece], attributes: dict[str, Any]) -> None:
        num_id = direct.num_id if direct.num_id is not None else of.num_id
        label = ""
        if num_id is not None and num_id != "0":
            level = direct.level if direct.level is not None or direct.num_id is not None else of.level
            if level is None and direct.num_id is None:
                level = self._lists.level_of_style(num_id, str(direct.style))
            label = self._lists.label(num_id, level or 0)
        attributes["heading"] = of.heading if direct.heading is None else direct.heading or None
        attributes["align"] = direct.align or of.align
        if attributes["part"] == "body" and attributes["cell"] is None:
            self._columns.put(pieces, label, attributes)
        else:
            self._emit(pieces, label, attributes)

    @cached_property
    def _lists(self) -> Numbering:
        return Numbering(self._part("numbering"), style_numbers=self._styles.list_numbers())

    def _emit(self, pieces: list[Piece], label: str, attributes: dict[str, Any]) -> None:
        """One line for each stretch between line breaks; the label stands before the first. `attributes`: those of `Line`."""
        if not pieces:
            if label and label not in {"-", "+", "•"}:
                self.out.add(label, computed=len(label), hard=True, **attributes)
            return
        lines = _stretches(pieces)
        last = len(lines) - 1
        for index, (text, stretch, above, ends) in enumerate(lines):
            head = f"{label} " if label and not index else ""
            form = stretch[0][1]
            bold, italic = form.bold, form.italic
            if len(stretch) > 1:
                form = max(stretch, key=_length)[1]
                bold, italic = all(piece[1].bold for piece in stretch), all(piece[1].italic for piece in stretch)
            self.out.add(
                head + text, computed=len(head), hard=ends or index == last, blank_before=above,
                bold=bool(bold), italic=bool(italic), size=form.size, font=form.font, **attributes,
            )  # fmt: skip
        if not lines:
            self._emit([], label, attributes)

    def _inline(self, parent: _Element, pieces: list[Piece], boxes: list[_Element], base: Format) -> None:
        for child in parent:
            kind = _INLINE.get(child.tag)
            if kind == _RUN:
                self._run(child, pieces, boxes, base)
            elif kind is None:
                continue
            elif kind in {_THROUGH, _KEPT}:
                self._tracked |= kind == _KEPT
                self._inline(child, pieces, boxes, base)
            elif kind == _GONE:
                self._tracked = True
                self._skip_fields(child)
            elif kind == _EITHER:
                for branch in _branch(child):
                    self._inline(branch, pieces, boxes, base)
            elif all(self._fields):
                pieces.append(("".join(node.text or "" for node in child.iter(f"{_M}t")), base))

    def _run(self, run: _Element, pieces: list[Piece], boxes: list[_Element], base: Format) -> None:
        text = ""
        properties: _Element | None = None
        own: list[tuple[str, bool]] = []  # texts before breaks, and breaks, each with whether it is shown
        for child in run:
            tag = child.tag
            if tag == _T:
                text += child.text or ""
            elif tag == _RPR:
                properties = child
            elif tag in _PUTS:
                text += _PUTS[tag]
            elif tag in _BREAKS:
                own += ((text, all(self._fields)), (_PAGE if child.get(f"{W}type") in {"page", "column"} else _SOFT, True))
                text = ""
            elif tag == f"{W}fldChar":
                own.append((text, all(self._fields)))
                text = ""
                self._field(child.get(f"{W}fldCharType"))
            elif tag == f"{W}sym":
                text += symbol(child.get(f"{W}char"), child.get(f"{W}font"))
            elif tag in _DRAWINGS:
                boxes.extend(_text_boxes(child))
            elif tag == f"{W}ruby":
                text += "".join(node.text or "" for node in child.iterfind(f"{W}rubyBase//{W}t"))
        if not text and not own:
            return
        form = self._styles.run(base, properties)
        if form.hidden:
            return
        if own:
            pieces.extend((words, form) for words, shown in own if words and shown)
        if text and (not self._fields or all(self._fields)):
            pieces.append((text, form))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _skip_fields(self, deleted: _Element) -> None:
        """A deleted stretch may begin or end a field that goes on outside it."""
        for char in deleted.iter(f"{W}fldChar"):
            self._field(char.get(f"{W}fldCharType"))

    def _table(self, table: _Element, path: str, part: str) -> None:
        number = self._tables
        self._tables += 1
        for row in rows_of(table):
            self._tracked |= row.tracked
            for node, index, column, row_span, column_span, continued in row.cells:
                if continued and not any(text.text and not text.text.isspace() for text in node.iter(f"{W}t")):
                    continue  # the lower part of a merged cell: Word neither shows nor counts what stands in it
                cell = Cell(number, row.number, column, row_span, column_span)
                self._blocks(node, f"{path}/tr[{row.source}]/tc[{index}]", part, cell)


def _stretches(pieces: list[Piece]) -> list[tuple[str, list[Piece], int, bool]]:
    """What stands between line breaks, where anything does: its text, its pieces that show, the empty lines above it, and whether
    the paragraph ends after it although Word says "line break": at an empty line, and at a page break.
    """
    if len(pieces) == 1:  # as most cells and headings
        text = pieces[0][0].strip()
        return [(text, pieces, 0, False)] if text else []
    lines: list[tuple[str, list[Piece], int, bool]] = []
    held: tuple[str, list[Piece], int] | None = None
    stretch: list[Piece] = []
    blank = 0
    for piece in (*pieces, (_SOFT, pieces[-1][1])):
        if piece[0] not in {_SOFT, _PAGE}:
            stretch.append(piece)
            continue
        text = "".join([words for words, _ in stretch]).strip()
        if text:
            if held is not None:
                lines.append((*held, blank > 0))
            shown = stretch if len(stretch) == 1 else [one for one in stretch if not one[0].isspace()]
            held, blank, stretch = (text, shown, blank), 0, []
        else:
            blank += 1 if held is not None else 0
            stretch = []
        if piece[0] == _PAGE and held is not None:
            lines.append((*held, True))
            held = None
    if held is not None:
        lines.append((*held, False))
    return lines


def _length(piece: Piece) -> int:
    return len(piece[0])


def _branch(alternate: _Element) -> list[_Element]:
    """The one branch of alternative content to read: the first choice that holds text, else the fallback (both show the same)."""
    branches = [*alternate.iterfind(f"{_MC}Choice"), *alternate.iterfind(f"{_MC}Fallback")]
    return next(([branch] for branch in branches if branch.find(f".//{W}t") is not None), [])


def _text_boxes(node: _Element) -> list[_Element]:
    """The outermost text boxes of a drawing, each once; boxes inside boxes are found when those are read."""
    if node.tag == _TXBX:
        return [node]
    children = _branch(node) if node.tag == _ALTERNATE else node
    return [box for child in children if isinstance(child.tag, str) for box in _text_boxes(child)]
