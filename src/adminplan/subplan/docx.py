"""A draft becomes a DOCX in the form that its issuer and its date ask for.

Reads `Draft`, and the DOCX of an office whose styles it shall have. Writes the DOCX: named styles throughout, gaps highlighted; the same draft
gives the same bytes. Sources of the form: see `form`.
"""
# ruff: noqa: SLF001 -- python-docx gives no other way to its XML

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from adminplan.errors import UnreadableFile
from adminplan.subplan.docx_styles import GAP_STYLE, TABLE_STYLE, blank, opened
from adminplan.subplan.draft import BASIS, GAP, ITEM, Annex, Block, Draft
from adminplan.subplan.form import Form, form_of
from adminplan.subplan.metrics import balanced, width

if TYPE_CHECKING:
    from docx.document import Document

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ORDINAL = re.compile(r"[\dIVX.]{0,8}")  # 1 · 2.1 · IV
_DEEPER = {"point", "dash", "plus", "paragraph"}
_MM = 72 / 25.4  # points
_LANDSCAPE = 7  # columns of an annex that are too narrow on an upright page
_SHORT = 800  # characters of a row that stays on one page
_LONG = 25  # recipients that may break over two pages


def write_docx(
    draft: Draft, target: str | os.PathLike[str] | BinaryIO, *, template: str | os.PathLike[str] | None = None
) -> None:
    """Write a draft as DOCX.

    `template`: an office's own DOCX; its styles and page are taken, its words are not. It needs the named styles that the draft uses ("Căn cứ",
    "Khoản" …): any document written here is such a template. Raises `UnreadableFile` for a template that is no DOCX or lacks styles.
    """
    content = _Writer(draft, template).content()
    if isinstance(target, (str, os.PathLike)):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def zero(number: int, below: int = 10) -> str:
    """A number with a zero before it where it is less than `below`: days and document numbers 10, months 3 (Điều 8, Phụ lục I.II.3-4).

    >>> zero(5), zero(11), zero(2, below=3), zero(4, below=3)
    ('05', '11', '02', '4')
    """
    return f"0{number}" if number < below else str(number)


def dated(day: date | None, year: int) -> str:
    """`ngày 05 tháng 4 năm 2024`, or with blanks for the day and month where they are not known.

    >>> dated(date(2024, 4, 5), 2024)
    'ngày 05 tháng 4 năm 2024'
    """
    if day is None:
        return f"ngày      tháng      năm {year}"
    return f"ngày {zero(day.day)} tháng {zero(day.month, below=3)} năm {day.year}"


class _Writer:
    """Writes one draft."""

    def __init__(self, draft: Draft, template: str | os.PathLike[str] | None) -> None:
        self.draft = draft
        self.form: Form = form_of(draft.system, draft.date or date(draft.year, 12, 31))
        self.template = template
        self.doc: Document = blank(self.form) if template is None else opened(template)
        self.styles = {style.name: style.style_id for style in self.doc.styles}
        self.missing: list[str] = []
        self.width = _width(self.doc.sections[0])

    def content(self) -> bytes:
        """The bytes of the package."""
        self._head()
        self._body()
        self._close()
        if self.draft.annex is not None:
            self._annex(self.draft.annex)
        if self.missing:
            raise UnreadableFile(
                str(self.template),
                f"a template without the style{'s' * (len(self.missing) > 1)} {', '.join(f'“{name}”' for name in self.missing)}",
                "Add them, or begin from a document that was written without a template: it has them all",
            )
        core = self.doc.core_properties
        core.author = core.last_modified_by = _clean(self.draft.issuer)[:255]
        core.title = _clean(f"{self.draft.type} {self.draft.title}")[:255]
        core.comments = core.subject = core.keywords = core.category = ""
        core.revision = 1
        day = self.draft.date or date(self.draft.year, 1, 1)
        core.created = core.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a day, not a moment
        out = io.BytesIO()
        self.doc.save(out)
        return _repacked(out.getvalue())

    def _style(self, name: str) -> str | None:
        """The id of a style; python-docx would look it up by its name in all of them, for every paragraph."""
        if name not in self.styles and name not in self.missing:
            self.missing.append(name)
        return self.styles.get(name)

    def _paragraph(self, place: Any, kind: str, text: str) -> Any:
        """A paragraph at the end of the document or of a cell; the empty one that a new cell has is used first."""
        paragraph = place.paragraphs[-1] if place is not self.doc else None
        if paragraph is None or paragraph._p.pPr is not None:
            paragraph = place.add_paragraph()
        paragraph._p.style = self._style(self.form.styles[kind].name)
        self._words(paragraph, _clean(text))
        return paragraph

    def _words(self, paragraph: Any, text: str) -> None:
        """Words at the end of a paragraph, gaps among them highlighted."""
        from docx.enum.text import WD_COLOR_INDEX

        at = 0
        for gap in GAP.finditer(text):
            if at < gap.start():
                paragraph.add_run(text[at : gap.start()])
            run = paragraph.add_run(gap[0])
            run._r.style = self._style(GAP_STYLE)
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW  # Word knows no highlight in a style
            at = gap.end()
        if at < len(text):
            paragraph.add_run(text[at:])

    def _lines(self, place: Any, kind: str, text: str, room: float) -> float:
        """A centred paragraph broken where its lines are about equally long; gives the length of its last line in points."""
        own = self.form.styles[kind]
        whole = GAP.sub(lambda gap: gap[0].replace(" ", "\0"), _clean(text))  # a gap stays on one line
        lines = [line.replace("\0", " ") for line in balanced(whole, room, size=own.size, bold=own.bold)]
        paragraph = self._paragraph(place, kind, lines[0])
        for line in lines[1:]:
            paragraph.add_run().add_break()
            self._words(paragraph, line)
        return width(lines[-1], size=own.size, bold=own.bold)

    def _rule(self, place: Any, room: float, length: float) -> None:
        """A rule of some length in the middle of a place, both in points: the upper border of an empty paragraph."""
        from docx.shared import Pt

        paragraph = self._paragraph(place, "rule", "")
        free = max(0.0, (room - length) / 2)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(round(free, 1))

    def _pair(self, rows: int, left: float, right: float) -> Any:
        """A table of two columns without borders; widths in mm."""
        table = self.doc.add_table(rows=rows, cols=2)
        table.autofit = False
        _set_widths(table, (left, right))
        edges = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
        _put(table._tbl.tblPr, f"tblCellMar>{edges}</w:tblCellMar", "tblLook")
        return table

    def _head(self) -> None:
        draft, form = self.draft, self.form
        share = self.width / sum(form.columns)
        left, right = form.columns[0] * share, form.columns[1] * share
        table = self._pair(2, left, right)
        side = table.cell(0, 0)
        room = (left - 3) * _MM  # names keep away from the motto
        if draft.parent_issuer:
            self._lines(side, "parent", draft.parent_issuer, room)
        last = self._lines(side, "issuer", draft.issuer, room)
        if form.mark:
            self._paragraph(side, "mark", form.mark)
        else:
            self._rule(side, left * _MM, last * 0.42)
        side = table.cell(0, 1)
        for kind, words in zip(("motto", "words"), form.motto, strict=False):
            self._paragraph(side, kind, words)
        kind = ("motto", "words")[len(form.motto) - 1]
        own = form.styles[kind]
        self._rule(side, right * _MM, width(form.motto[-1], size=own.size, bold=own.bold))
        number = zero(draft.number) if draft.number is not None else "      "
        self._paragraph(table.cell(1, 0), "number", form.number.format(number=number, symbol=draft.symbol))
        self._paragraph(table.cell(1, 1), "place", f"{draft.place}, {dated(draft.date, draft.year)}")
        self._paragraph(self.doc, "type", draft.type.upper())
        last = self._lines(self.doc, "title", draft.title, (self.width - 16) * _MM)
        if form.rule == "line":
            self._rule(self.doc, self.width * _MM, last * 0.42)
        else:
            self._paragraph(self.doc, "mark", form.rule)

    def _body(self) -> None:
        blocks = self.draft.blocks
        for index, block in enumerate(blocks):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            text = self._text(block, after)
            kind = "heading" if block.kind == ITEM and _is_heading(block, after) else block.kind
            paragraph = self._paragraph(self.doc, kind, text)
            if text.endswith(":") or after is None:  # what heads a list does not end a page, no signature stands alone on one
                paragraph.paragraph_format.keep_with_next = True

    def _text(self, block: Block, after: Block | None) -> str:
        text = f"{block.label} {block.text}" if block.label else block.text
        if block.kind == BASIS:
            mark = self.form.basis if not block.label and not text.startswith(("-", "–")) else ""
            more = after is not None and after.kind == BASIS
            text = mark + text if text.endswith((";", ".", ",", ":")) else f"{mark}{text}{';' if more else '.'}"
        if after is None:
            text = text.rstrip(" .;,/") + self.form.end
        return text

    def _close(self) -> None:
        draft, form = self.draft, self.form
        table = self._pair(1, self.width / 2, self.width / 2)
        left, right = table.rows[0].cells
        if len(draft.recipients) <= _LONG:
            _mark_row(table.rows[0], "cantSplit")
        self._paragraph(left, "recipients", form.recipients)
        for index, name in enumerate(draft.recipients):
            end = "." if index + 1 == len(draft.recipients) else ";"
            self._paragraph(left, "recipient", f"- {name.rstrip(' ;.')}{end}")
        for line in (*draft.authority, draft.position):
            self._paragraph(right, "authority", line)
        self._paragraph(right, "signer", draft.signer)
        if draft.annex is None:
            self._paragraph(self.doc, "end", "")  # Word wants one after a table, no higher than what a full page has left

    def _annex(self, annex: Annex) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION

        draft = self.draft
        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        self.doc.paragraphs[-1]._p.style = self._style(self.form.styles["end"].name)  # the one that ends the first section
        section.different_first_page_header_footer = True
        _put(section._sectPr, 'pgNumType w:start="1"/', "cols", "titlePg", "docGrid")
        room = self.width
        if len(annex.columns) >= _LANDSCAPE:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
            room = _width(section)
        self._paragraph(self.doc, "annex", "PHỤ LỤC")
        self._lines(self.doc, "annex_title", annex.title.upper(), (room - 10) * _MM)
        number = self.form.number.format(number=zero(draft.number) if draft.number is not None else "      ", symbol=draft.symbol)
        number = number[:1].lower() + number[1:].replace(":", "")
        issuer = _named(draft)
        said, of = f"(Kèm theo {draft.type} {number} {dated(draft.date, draft.year)}", f"của {issuer})" if issuer else ""
        paragraph = self._paragraph(self.doc, "annex_reference", said if of else f"{said})")
        if of and width(f"{said} {of}", size=self.form.styles["annex_reference"].size) > room * _MM:
            paragraph.add_run().add_break()
            self._words(paragraph, _clean(of))
        elif of:
            self._words(paragraph, f" {_clean(of)}")
        table = self.doc.add_table(rows=1, cols=len(annex.columns))
        table._tbl.tblStyle_val = self._style(TABLE_STYLE)
        table.autofit = False
        # Word sets the words of a table, not its border, on the margin: by the padding of a cell too far to the left.
        _put(table._tbl.tblPr, 'tblInd w:w="108" w:type="dxa"/', "tblLayout", "tblLook")
        widths = _widths((annex.columns, *annex.rows), room)
        _mark_row(table.rows[0], "cantSplit")
        _mark_row(table.rows[0], "tblHeader")
        for cell, text in zip(table.rows[0].cells, annex.columns, strict=True):
            self._paragraph(cell, "column", text)
        counted = [all(_ORDINAL.fullmatch(row[at]) for row in annex.rows) for at in range(len(annex.columns))]
        for row in annex.rows:
            made = table.add_row()
            if sum(map(len, row)) < _SHORT:
                _mark_row(made, "cantSplit")
            group = len(row) > 2 and not any(row[2:])
            for cell, text, ordinal in zip(made.cells, row, counted, strict=True):
                for line in text.splitlines() or [""]:
                    self._paragraph(cell, "ordinal" if ordinal else "group" if group else "cell", line)
        _set_widths(table, widths)


def _width(section: Any) -> float:
    """The millimetres between the margins of a page."""
    return float(section.page_width - section.left_margin - section.right_margin) / 36000


def _is_heading(block: Block, after: Block | None) -> bool:
    """Whether `1. …` is a title that stands on a line of its own over what it heads."""
    return after is not None and after.kind in _DEEPER and len(block.text) <= 200 and not block.text.rstrip().endswith((".", ";"))


def _clean(text: str) -> str:
    """The text without what XML cannot hold, on one line."""
    return _UNPRINTABLE.sub(" ", text).strip()


def _named(draft: Draft) -> str | None:
    """The issuer as running text writes it, where the draft names it anywhere."""
    name = draft.issuer.lower()
    for block in draft.blocks:
        at = block.text.lower().find(name)
        if at >= 0 and not (found := block.text[at : at + len(name)]).isupper():
            return found[:1].upper() + found[1:]
    return None


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """Columns of given widths, mm; cells say them too, for programs that do not read the grid."""
    from docx.shared import Mm

    for column, size in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(size)
    for row in table._tbl.tr_lst:
        for cell, size in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(size)


def _mark_row(row: Any, mark: str) -> None:
    _put(row._tr.get_or_add_trPr(), f"{mark}/", "tblHeader")


def _put(parent: Any, element: str, *before: str) -> None:
    """Put an element among others, before the first of those named: Word wants them in the order of its schema."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    name, rest = re.split(r"(?=[ >/])", element, maxsplit=1)
    parent.insert_element_before(parse_xml(f"<w:{name} {nsdecls('w')}{rest}>"), *(f"w:{one}" for one in before))


def _widths(rows: tuple[tuple[str, ...], ...], room: float) -> list[float]:
    """Widths of columns in mm that together fill `room`: a column has more the more words it holds, and room for its longest word."""
    columns = list(zip(*rows, strict=True))
    least = [4 + max(width(word, size=12, bold=True) for text in own for word in (*text.split(), "TT")) / _MM for own in columns]
    most = [max(8.0, sum(width(text, size=12) for text in own) / len(own) / _MM) ** 0.75 for own in columns]
    longest = [4 + max(width(text, size=12, bold=True) for text in own) / _MM for own in columns]
    free = max(0.0, room - sum(least))
    given = [low + free * share / sum(most) for low, share in zip(least, most, strict=True)]
    # What a column cannot fill goes to the others.
    spare = sum(max(0.0, own - need) for own, need in zip(given, longest, strict=True))
    wanting = [max(0.0, need - own) for own, need in zip(given, longest, strict=True)]
    if spare and sum(wanting):
        given = [min(own, need) + spare * want / sum(wanting) for own, need, want in zip(given, longest, wanting, strict=True)]
    return [own * room / sum(given) for own in given]


def _repacked(content: bytes) -> bytes:
    """The same package with fixed times, without the thumbnail that python-docx brings."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if "thumbnail" in name:
                continue
            part = old.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^<>]*thumbnail[^<>]*/>", b"", part)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(info, part)
    return out.getvalue()
