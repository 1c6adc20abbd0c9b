"""The named styles of a DOCX that is written, and the page it begins with.

Reads `Form`, or an office's own DOCX. Writes an empty document of python-docx with styles, page and page number.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adminplan.data import plain
from adminplan.errors import UnreadableFile
from adminplan.subplan.form import Form, Style

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
_OF_WORDS = ("comments", "people", "footnotes", "endnotes", "image", "hyperlink", "chart", "diagram", "oleObject", "aFChunk")
GAP_STYLE, TABLE_STYLE = "Chỗ trống", "Bảng phụ lục"


def blank(form: Form) -> Document:
    """An empty document with the page and the styles of a form, and the number of the page in its upper margin from page 2 on."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    _bare(document)
    for style in form.styles.values():
        _add(document, style)
    _add_gap_and_table(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(form.margins["top"]), Mm(form.margins["bottom"])
    section.left_margin, section.right_margin = Mm(form.margins["left"]), Mm(form.margins["right"])
    section.header_distance = section.footer_distance = Mm(form.header)
    section.different_first_page_header_footer = True
    _number_pages(section, form.styles["page_number"].name)
    return document


def opened(template: str | os.PathLike[str]) -> Document:
    """An office's document without its words. Raises `UnreadableFile` where it is no DOCX."""
    import docx
    from docx.oxml.ns import qn

    path = Path(template)
    try:
        document = docx.Document(str(path))
    except Exception as error:
        raise UnreadableFile(
            str(path), "no DOCX that can serve as template", "Save it as .docx in Word or LibreOffice"
        ) from error
    body: Any = document.element.body
    page = next(body.iter(qn("w:sectPr")))  # of the text, not of an annex
    for element in list(body):
        body.remove(element)
    body.append(page)
    _without_words(document)
    return document


def _without_words(document: Document) -> None:
    """Take away what hangs on the words of a template: notes, comments, pictures; and the properties that python-docx would write twice."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    relations: Any = document.part.rels
    for key, relation in list(relations.items()):
        if relation.reltype.rsplit("/", 1)[-1].startswith(_OF_WORDS):
            relations.pop(key)
    settings: Any = document.settings.element
    for element in [child for child in settings if child.tag in {qn("w:footnotePr"), qn("w:endnotePr")}]:
        settings.remove(element)
    outer: Any = document.part.package.rels if document.part.package is not None else {}
    for key, relation in list(outer.items()):  # LibreOffice calls the relation by another name
        if relation.reltype.endswith("/core-properties") and relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            outer.pop(key)


def _bare(document: Document) -> None:
    """Take away the styles that python-docx brings, and make Times New Roman the face of all text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    root: Any = document.styles.element
    for style in list(root.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in _KEPT:
            root.remove(style)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    old = root.find(qn("w:docDefaults"))
    root.replace(
        old,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val='28'/><w:szCs w:val='28'/>"
            "<w:lang w:val='vi-VN' w:eastAsia='vi-VN' w:bidi='ar-SA'/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    normal = document.styles["Normal"].element
    for child in list(normal):
        if child.tag in {qn("w:rPr"), qn("w:pPr")}:
            normal.remove(child)


def _add(document: Document, style: Style) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm, Pt

    made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    made.element.styleId = plain(style.name).title().replace(" ", "")  # plain letters, as Word makes them
    made.base_style = document.styles["Normal"]
    made.quick_style, made.hidden, made.unhide_when_used = True, False, False
    made.font.name, made.font.size = FONT, Pt(style.size)
    made.font.bold, made.font.italic, made.font.underline = style.bold or None, style.italic or None, style.underline or None
    form = made.paragraph_format
    form.alignment = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "both": WD_ALIGN_PARAGRAPH.JUSTIFY}[
        style.align
    ]
    form.first_line_indent = Mm(style.indent) if style.indent else None
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.keep_with_next = style.keep or None
    form.widow_control = True
    if style.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.line)
    if style.rule:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
        border = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        made.element.get_or_add_pPr().insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"),
            *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl")),
        )


def _add_gap_and_table(document: Document) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    root: Any = document.styles.element
    root.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:customStyle="1" w:styleId="Gap"><w:name w:val="{GAP_STYLE}"/><w:qFormat/>'
            '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>'
        )
    )
    root.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="AnnexTable"><w:name w:val="{TABLE_STYLE}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>'
        )
    )


def _number_pages(section: Any, style: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = section.header.paragraphs[0]
    paragraph.style = style
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))  # noqa: SLF001 -- the only way to a field
