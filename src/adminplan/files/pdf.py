"""PDF files: text, boxes, fonts and ruled tables of digital PDFs.

Reads the bytes of a PDF. Writes `Source`. Characters and boxes are pdfium's; scans have none and are refused.
"""

from __future__ import annotations

from typing import Any

from adminplan.errors import UnreadableFile, issue
from adminplan.files.pdf_lines import SCANNED, Draft, write_page
from adminplan.files.pdf_page import PageReader
from adminplan.files.source import Page, Source

MAX_PAGES = 2_000
MAX_BYTES = 500_000_000
STAMP_WORDS = 40  # a scanned page with fewer words holds stamps of signatures only

_WORN = (3, 13, 20)  # free text, stamps, form fields: with the signature many offices set number and date in one


def read_pdf(data: bytes, *, name: str, sha256: str) -> Source:
    """The text of a PDF in reading order, with the place of every word.

    Letterhead and closing are read column by column; cells of ruled tables row by row; `raw` holds the code points of the file.

    Raises:
        UnreadableFile: empty, damaged, protected or no PDF at all; or a scan.

    """
    import pypdfium2
    from pypdfium2 import raw

    document = _open(data, name)
    try:
        total = len(document)
        if not total:
            raise UnreadableFile(name, "a PDF without pages", "Get the file again from where it was published")
        source = Draft()
        for number in range(1, min(total, MAX_PAGES) + 1):
            _read_page(raw, document, number, source)
    finally:
        document.close()
    if not source.read:
        what = f"a PDF of {total} page{'s' if total > 1 else ''} without text"
        raise UnreadableFile(
            name,
            f"{what}: a scan" if source.pictured else what,
            "Scans need OCR: run an OCR program such as ocrmypdf with language vie first, or get the digital original",
        )
    if total > MAX_PAGES:
        source.issues.append(issue("text-cut", limit=f"page {MAX_PAGES} of {total}"))
    if 4 * source.unmapped > len(source.lines):
        source.issues.append(
            issue("reader-note", note="the fonts do not say which letters they show; the text is not legible, OCR would be")
        )
    return Source(
        name=name,
        sha256=sha256,
        media_type="application/pdf",
        size=len(data),
        raw="".join(source.raw),
        lines=tuple(source.lines),
        words=tuple(source.words),
        pages=tuple(source.pages),
        reader=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}",
        ocr=2 * source.recognised > source.read,
        issues=tuple(source.issues),
    )


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    if not data:
        raise UnreadableFile(name, "an empty file (0 bytes)", "Get the file again from where it was published")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(name, "not a PDF", "Give the file the ending of what it is, or get the PDF again")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(name, f"a PDF of {len(data):,} bytes", f"Split it: files are read up to {MAX_BYTES:,} bytes")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = str(error).casefold()
        if "password" in reason:
            raise UnreadableFile(name, "a password-protected PDF", "Open it with its password and save it without one") from error
        if "security" in reason:
            raise UnreadableFile(
                name, "a PDF under a protection that is not supported", "Open it where you may and print it to a new PDF"
            ) from error
        raise UnreadableFile(name, "a damaged PDF", "Get the file again, or repair it with qpdf or mutool clean") from error


def _read_page(raw: Any, document: Any, number: int, source: Draft) -> None:
    """Add one page; nothing of pdfium stays open."""
    if number > 1:
        source.put("\f")
    start = source.length
    width = height = 0.0
    page = raw.FPDF_LoadPage(document, number - 1)
    if page and _worn(raw, page) and raw.FPDFPage_Flatten(page, 0) == raw.FLATTEN_SUCCESS:
        raw.FPDF_ClosePage(page)
        page = raw.FPDF_LoadPage(document, number - 1)
    text = raw.FPDFText_LoadPage(page) if page else None
    try:
        if text:
            reader = PageReader(raw, page, text)
            found = reader.read()
            width, height = found.width, found.height
            pictured = found.picture >= SCANNED
            source.pictured |= pictured
            if not found.pieces or (pictured and len(found.pieces) < STAMP_WORDS):
                source.issues.append(issue("page-without-text", page=number))
            else:
                source.read += 1
                source.recognised += pictured
            if found.cut:
                source.issues.append(issue("text-cut", limit=f"the first characters of page {number}"))
            write_page(found, number, reader.style, source)
        else:
            source.issues.append(issue("reader-note", note=f"page {number} is damaged and was left out"))
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        if page:
            raw.FPDF_ClosePage(page)
    source.pages.append(Page(number, round(width, 2), round(height, 2), start, source.length))


def _worn(raw: Any, page: Any) -> bool:
    """Whether the page wears text in annotations."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 1_000)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _WORN:
            return True
    return False
