"""A Document becomes DOCX in the form of Nghị định 30/2020/NĐ-CP (or of the Party, or of the youth union).

*Reads* a `Document`. *Writes* the bytes of the package: the same bytes for the same Document.
"""
# ruff: noqa: SLF001  # python-docx gives no other way to its XML

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from itertools import pairwise
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from markup import Block, Document, date_line, motto, number_line, stars

FONT = "Times New Roman"
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-"))
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NUMBER = 77  # the list of this writer, beside those of python-docx's template
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Counter:
    """Counts as Word would, so that an automatic label is the label of the source."""

    def __init__(self) -> None:
        self.counts = [0] * len(LEVELS)

    def level(self, label: str) -> int:
        """The list level that prints the label; raises ValueError where Word would print another."""
        level = 0 if re.match(r"[IVX]", label) else 4 if label == "-" else 3 if ")" in label else label.count(".")
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (len(LEVELS) - level - 1)
        one, two, three, four, _ = self.counts
        printed = (f"{ROMAN[one]}.", f"{two}.", f"{two}.{three}.", f"{' abcd'[four]})", "-")[level]
        if printed != label:
            raise ValueError(f"Word would print {printed!r} for {label!r}")
        return level


class Writer:
    """Writes one Document."""

    def __init__(self, source: Document) -> None:
        self.source = source
        self.head = source.head
        self.doc: Any = docx.Document()
        self.counter = Counter() if self.head.get("numbering") == "auto" else None
        self.changes = dict([self.head["tracked"].split(" => ")]) if "tracked" in self.head else {}
        self.notes = dict([self.head["footnote"].split(" => ")]) if "footnote" in self.head else {}

    # --- paragraphs -------------------------------------------------------------------------------------------

    def run(self, paragraph: Any, text: str, *, size: float = 13, bold: bool = False, italic: bool = False) -> Any:
        """Add a run."""
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
        return run

    def lines(self, place: Any, rows: list[tuple[str, dict[str, Any]]], align: Any = ALIGN.CENTER) -> None:
        """Fill a cell with one paragraph a line."""
        for i, (text, style) in enumerate(rows):
            paragraph = place.paragraphs[0] if i == 0 else place.add_paragraph()
            paragraph.alignment = align
            paragraph.paragraph_format.space_after = Pt(0)
            underline = style.pop("underline", False)
            self.run(paragraph, text, **style).underline = underline or None

    def block(self, block: Block) -> None:
        """Write a paragraph or a table."""
        if block.kind == "table":
            self.table(block)
            return
        if block.kind == "page":
            self.doc.add_page_break()
            return
        paragraph = self.doc.add_paragraph()
        form = paragraph.paragraph_format
        form.space_after = Pt(6)
        if block.kind == "centre":
            paragraph.alignment = ALIGN.CENTER
        else:
            paragraph.alignment = ALIGN.JUSTIFY
            form.first_line_indent = Mm(10)
        text = block.full
        if self.counter and block.label and block.label != "+":  # pluses are typed, as clerks do below the list
            level = self.counter.level(block.label)
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBER}"/></w:numPr>')
            )
            if block.bold:
                properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
            text = block.text
        style = {"bold": block.bold, "italic": block.italic}
        for new, old in self.changes.items():
            if new in text:
                before, after = text.split(new, 1)
                self.run(paragraph, before, **style)
                paragraph._p.append(_change("del", "delText", old, 901))
                paragraph._p.append(_change("ins", "t", new, 902))
                self.run(paragraph, after, **style)
                return
        for anchor in self.notes:
            if anchor in text:
                before, after = text.split(anchor, 1)
                self.run(paragraph, before + anchor, **style)
                mark = '<w:r {}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
                paragraph._p.append(parse_xml(mark.format(nsdecls("w"))))
                text = after
        self.run(paragraph, text, **style)

    def table(self, block: Block) -> None:
        """Write a ruled table; header rows repeat on each page."""
        table = self.doc.add_table(rows=len(block.rows), cols=len(block.widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Mm(160 * width / sum(block.widths))
        for y, row in enumerate(block.rows):
            table.rows[y]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            for x, cell in enumerate(row):
                place = table.cell(y, x)
                if cell.down and cell.across:
                    if cell.down > 1 or cell.across > 1:
                        place = place.merge(table.cell(y + cell.down - 1, x + cell.across - 1))
                    head = y < block.heads
                    group = cell.across > 1 or (row[0].text.isupper() and row[0].text.isalpha())
                    align = ALIGN.CENTER if head or x == 0 else ALIGN.LEFT
                    self.lines(place, [(cell.text, {"size": 12, "bold": head or group})], align)
            if y < block.heads:
                properties = table.rows[y]._tr.get_or_add_trPr()
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        self.doc.add_paragraph().paragraph_format.space_after = Pt(0)

    # --- the parts ----------------------------------------------------------------------------------------------

    def pair(self, widths: tuple[int, int]) -> tuple[Any, Any]:
        """A borderless table of one row and two columns."""
        table = self.doc.add_table(rows=1, cols=2)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table.rows[0].cells

    def letterhead(self) -> None:
        """Issuer and motto, number and date, type and title."""
        head = self.head
        left, right = self.pair((66, 99))
        plain, strong = {"size": 12}, {"size": 12, "bold": True}
        rows = [(line, dict(plain)) for line in head.get("parent", "").split(" / ") if line]
        rows += [(line, dict(strong)) for line in head["issuer"].split(" / ")]
        rows.append((stars(head) or "\u2014\u2014\u2014\u2014", dict(plain)))
        beside = len(rows)
        rows.append((number_line(head), {"size": 13}))
        if "subject" in head:
            rows += [(line, dict(plain)) for line in ("V/v " + head["subject"]).split(" / ")]
        self.lines(left, rows)
        top = motto(head)
        rows = [(line, {"size": 12 + (i or len(top) == 1), "bold": True}) for i, line in enumerate(top)]
        rows[-1][1]["underline"] = True
        rows += [("", dict(plain)) for _ in range(beside - len(top))]
        rows.append((date_line(head), {"size": 13, "italic": True}))
        self.lines(right, rows)
        self.doc.add_paragraph()
        if "textbox" in head:
            self.doc.paragraphs[-1]._p.append(_textbox(head["textbox"].split(" / ")))
        if "title" in head:
            lines = [(head["type"], 14)] + [(line, 14) for line in head["title"].split(" / ")]
            lines += [("-----" if head["form"] in {"party", "youth"} else "\u2014\u2014\u2014\u2014\u2014", 12)]
            for line, size in lines:
                paragraph = self.doc.add_paragraph()
                paragraph.alignment = ALIGN.CENTER
                paragraph.paragraph_format.space_after = Pt(0)
                self.run(paragraph, line, size=size, bold=True)
            self.doc.add_paragraph().paragraph_format.space_after = Pt(0)

    def closing(self) -> None:
        """Recipients at the left, signature at the right; two signers side by side, recipients below."""
        blocks = []
        for signer in self.source.signers:
            rows = [(x, {"bold": True}) for x in f"{signer['authority'] or ''} / {signer['position']}".split(" / ") if x]
            blocks.append([*rows, *[("", {})] * 4, (signer["name"] or "", {"bold": True})])
        notes: list[tuple[str, dict[str, Any]]] = [
            (x, {"size": 11} if x.startswith("-") else {"size": 12, "bold": True, "italic": True}) for x in self.source.recipients
        ]
        left, right = self.pair((82, 83))
        self.lines(right, blocks[-1])
        if len(blocks) == 2:
            self.lines(left, blocks[0])
            self.doc.add_paragraph()
            left, _ = self.pair((82, 83))
        self.lines(left, notes, ALIGN.LEFT)

    def bytes(self) -> bytes:
        """The package."""
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = ALIGN.CENTER
        for part in ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", '<w:fldChar w:fldCharType="end"/>'):
            number._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
        normal = self.doc.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(13)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        if self.counter:
            self.numbering()
        if self.notes:
            self.footnotes()
        self.letterhead()
        for block in self.source.body:
            self.block(block)
        self.closing()
        for block in self.source.after:
            self.block(block)
        core = self.doc.core_properties
        core.author, core.title, core.revision = "adminplan corpus", self.source.name, 1
        core.comments, core.last_modified_by = "Invented document for tests", "adminplan corpus"
        core.created = core.modified = datetime.fromisoformat(self.head.get("date") or f"{self.head['year']}-01-01")
        out = io.BytesIO()
        self.doc.save(out)
        return _repack(out.getvalue())

    def numbering(self) -> None:
        """Add the multi-level list."""
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>'
            for i, (form, text) in enumerate(LEVELS)
        )
        numbering = self.doc.part.numbering_part.element
        kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBER}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        numbering.insert(0, parse_xml(kind))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBER}"><w:abstractNumId w:val="{NUMBER}"/></w:num>'))

    def footnotes(self) -> None:
        """Add the footnotes part."""
        marks = "".join(
            f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for i, kind in enumerate(("separator", "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="2"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for text in self.notes.values()
        )
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{marks}{notes}</w:footnotes>'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.doc.part.package)
        self.doc.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _change(kind: str, element: str, text: str, number: int) -> Any:
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="{number}" w:author="Chuyên viên" w:date="2024-01-02T08:00:00Z">'
        f'<w:r><w:{element} xml:space="preserve">{text}</w:{element}></w:r></w:{kind}>'
    )


def _textbox(lines: list[str]) -> Any:
    """A floating box as Word writes it: DrawingML, and the same text again in VML for old readers."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return parse_xml(
        f'<w:r xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>-800000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-100000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1300000" cy="1000000"/><wp:wrapNone/><wp:docPr id="5" name="Text Box 5"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1300000" cy="1000000"/></a:xfrm><a:prstGeom prst="rect"/>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="0000C0"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{body}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        '</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:110pt;height:63pt"><v:textbox>'
        f"<w:txbxContent>{body}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _repack(data: bytes) -> bytes:
    """The same package with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        names = sorted(old.namelist())
        assert all(a != b for a, b in pairwise(names))
        for name in names:
            if name != "docProps/thumbnail.jpeg":
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
                content = old.read(name)
                if name == "_rels/.rels":
                    content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
                new.writestr(info, content)
    return out.getvalue()


def write(source: Document) -> bytes:
    """The DOCX of a Document."""
    return Writer(source).bytes()
