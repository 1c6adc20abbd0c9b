"""A Document becomes PDF as an office prints it: two-column letterhead and closing without rules, ruled tables.

*Reads* a `Document` and the fonts in `fonts/`. *Writes* the bytes of the file: the same bytes for the same Document.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markup import Block, Document, date_line, motto, number_line, stars
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
FAMILY = "CorpusSerif"
WIDTH = 160 * mm


def fonts() -> None:
    """Make the committed fonts known to reportlab."""
    if f"{FAMILY}-Bold" not in pdfmetrics.getRegisteredFontNames():
        for suffix, face in FONTS.items():
            path = Path(__file__).parent / "fonts" / f"CorpusSerif-{face}.ttf"
            pdfmetrics.registerFont(TTFont(FAMILY + suffix, str(path)))
        pdfmetrics.registerFontFamily(FAMILY, FAMILY, f"{FAMILY}-Bold", f"{FAMILY}-Italic", f"{FAMILY}-BoldItalic")


def say(
    text: str, *, size: float = 13, align: int = TA_CENTER, bold: bool = False, italic: bool = False, **more: Any
) -> Paragraph:
    """One paragraph."""
    text = escape(text)
    text = f"<b>{text}</b>" if bold else text
    text = f"<i>{text}</i>" if italic else text
    style = ParagraphStyle("x", fontName=FAMILY, fontSize=size, leading=size * 1.2, alignment=align, **more)
    return Paragraph(text, style)


def flow(block: Block) -> list[Any]:
    """A block's flowables."""
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "table":
        return [ruled(block), Spacer(1, 6)]
    if block.kind == "centre":
        return [say(block.text, size=14, bold=block.bold, italic=block.italic, spaceAfter=4)]
    return [
        say(block.full, align=TA_JUSTIFY, bold=block.bold, italic=block.italic, spaceAfter=6, firstLineIndent=10 * mm)
    ]  # fmt: skip


def ruled(block: Block) -> LongTable:
    """A table with lines; its header is printed again on each page."""
    rules: list[Any] = [("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    rows = []
    for y, row in enumerate(block.rows):
        rows.append([])
        for x, cell in enumerate(row):
            head = y < block.heads
            bold = head or cell.across > 1
            align = TA_CENTER if head or x == 0 else TA_LEFT
            rows[-1].append(say(cell.text, size=11, align=align, bold=bold) if cell.down and cell.across else "")
            if cell.down > 1 or cell.across > 1:
                rules.append(("SPAN", (x, y), (x + cell.across - 1, y + cell.down - 1)))
    total = sum(block.widths)
    return LongTable(rows, [WIDTH * w / total for w in block.widths], repeatRows=block.heads, style=rules)


def pair(left: list[Any], right: list[Any], widths: tuple[float, float]) -> Table:
    """Two columns without rules."""
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    style.append(("ALIGN", (0, 0), (-1, -1), "CENTER"))
    return Table([[left, right]], [WIDTH * w for w in widths], style=style)


def letterhead(head: dict[str, str]) -> list[Any]:
    """Issuer and motto, number and date, type and title."""
    line = HRFlowable(width="35%", thickness=0.6, color="black", spaceBefore=3, spaceAfter=4)
    left: list[Any] = [say(x, size=12) for x in head.get("parent", "").split(" / ") if x]
    left += [say(x, size=12, bold=True) for x in head["issuer"].split(" / ")]
    left += [say(stars(head), size=12) if stars(head) else line]
    low: list[Any] = [say(number_line(head))]
    if "subject" in head:
        low += [say(x, size=12) for x in ("V/v " + head["subject"]).split(" / ")]
    right: list[Any] = [say(x, size=12 if len(motto(head)) == 2 and not i else 13, bold=True) for i, x in enumerate(motto(head))]
    right += [HRFlowable(width="60%", thickness=0.6, color="black", spaceBefore=1, spaceAfter=2)]
    date = [say(date_line(head), italic=True)]
    out: list[Any] = [pair(left, right, (0.42, 0.58)), pair(low, date, (0.42, 0.58)), Spacer(1, 8)]
    if "title" in head:
        out += [say(x, size=14, bold=True) for x in [head["type"], *head["title"].split(" / ")]]
        out += [say("-----", size=12) if stars(head) else line, Spacer(1, 6)]
    return out


def closing(source: Document) -> list[Any]:
    """Recipients at the left, signature at the right; two signers side by side, recipients below."""
    blocks = []
    for signer in source.signers:
        rows = [say(x, bold=True) for x in f"{signer['authority'] or ''} / {signer['position']}".split(" / ") if x]
        blocks.append([*rows, Spacer(1, 52), say(signer["name"] or "", bold=True)])
    notes = [
        say(x, size=11 if x.startswith("-") else 12, align=TA_LEFT, bold=not x.startswith("-"), italic=not x.startswith("-"))
        for x in source.recipients
    ]
    if len(blocks) == 2:
        return [Spacer(1, 8), pair(blocks[0], blocks[1], (0.5, 0.5)), Spacer(1, 8), pair(notes, [Spacer(1, 1)], (0.6, 0.4))]
    return [Spacer(1, 8), pair(notes, blocks[0], (0.5, 0.5))]


def _number(canvas: Any, template: Any) -> None:
    """The page number, centred in the top margin."""
    canvas.setFont(FAMILY, 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(template.page))


def write(source: Document) -> bytes:
    """The PDF of a Document."""
    fonts()
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=30 * mm, rightMargin=20 * mm, topMargin=20 * mm, bottomMargin=20 * mm,
        title=source.name, author="adminplan corpus", invariant=1, pageCompression=1,
    )  # fmt: skip
    parts = letterhead(source.head)
    for block in source.body:
        parts += flow(block)
    parts += closing(source)
    for block in source.after:
        parts += flow(block)
    template.build(parts, onLaterPages=_number)
    return out.getvalue()
