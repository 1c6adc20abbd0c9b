"""PDF files: text, boxes, fonts and ruled tables of digital pages; pages without trustworthy text are recognised.

Reads the bytes of a PDF. Writes `Source`. Characters and boxes are pdfium's; those of scanned pages are tesseract's.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from os import cpu_count
from typing import Any, NamedTuple

from adminplan.errors import UnreadableFile, issue
from adminplan.files.limits import BYTES, PAGES, SCANNED_PAGES
from adminplan.files.ocr_trust import Signs, signs
from adminplan.files.ocr_words import INSTALL, Engine, NotRecognised, engine
from adminplan.files.pdf_lines import SCANNED, Draft, write_page
from adminplan.files.pdf_page import PageReader, PageText, Rect, Style, no_style
from adminplan.files.source import Page, Source

_LOG = logging.getLogger(__name__)

STAMP_WORDS = 80  # a scanned page with fewer words may hold stamps of signatures only

ENOUGH = 3  # printed pages asked in vain
BETTER = 1.3  # how much better a printed page must read in its picture to be believed

_WORN = (3, 13, 20)  # free text, stamps, form fields: with the signature many offices set number and date in one


class _Page(NamedTuple):
    """A page as read: what it says, how its characters are set, and what its text looks like."""

    number: int
    text: PageText
    style: Callable[[int], Style]
    signs: Signs

    @property
    def doubtful(self) -> bool:
        """Whether its picture should be asked."""
        few = not self.text.pieces or (self.text.picture >= SCANNED and len(self.text.pieces) < STAMP_WORDS)
        return few or self.signs.lies

    @property
    def stamps(self) -> list[Rect]:
        """The boxes of words that were put on a scanned page, as number and day are with the signature; they need no recognition."""
        if self.signs.lies or self.text.turn or self.text.picture < SCANNED:
            return []
        return [(piece.x0, piece.top, piece.x1, piece.bottom) for piece in self.text.pieces]


def read_pdf(data: bytes, *, name: str, sha256: str) -> Source:
    """The text of a PDF in reading order, with the place of every word.

    Letterhead and closing are read column by column; cells of ruled tables row by row; `raw` holds the code points of the file.
    Pages without text, and those whose text layer lies, are recognised where tesseract is installed.

    Raises:
        UnreadableFile: empty, damaged, protected or no PDF at all; or a scan where nothing can recognise it.

    """
    import pypdfium2
    from pypdfium2 import raw

    document = _open(data, name)
    found = engine()
    try:
        total = len(document)
        if not total:
            raise UnreadableFile(name, "a PDF without pages", "Get the file again from where it was published")
        with ThreadPoolExecutor(max_workers=cpu_count() or 1) as pool:
            pages = _Pages(raw, document, found, pool)
            for number in range(1, min(total, PAGES) + 1):
                pages.read(number)
            pages.write_all()
        source = pages.draft
    finally:
        document.close()
    if not source.read:
        what = f"a PDF of {total} page{'s' if total > 1 else ''} without text"
        if found is None:
            raise UnreadableFile(name, f"{what}: a scan" if source.pictured else what, f"Scans need OCR: {INSTALL}")
        raise UnreadableFile(name, f"{what}, also in its pictures", "Get the digital original, or scan it again")
    if total > PAGES:
        source.issues.append(issue("text-cut", limit=f"page {PAGES} of {total}"))
    if pages.too_many:
        source.issues.append(issue("text-cut", limit=f"{SCANNED_PAGES} scanned pages; {pages.too_many} more were left out"))
    for why, numbers in pages.distrusted.items():
        source.issues.append(issue("text-layer-distrusted", pages=_ranges(numbers), why=why))
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
        reader=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}" + (f", tesseract {found.version}" if found and pages.recognised else ""),
        ocr=2 * source.recognised > source.read,
        issues=tuple(source.issues),
    )


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    if not data:
        raise UnreadableFile(name, "an empty file (0 bytes)", "Get the file again from where it was published")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(name, "not a PDF", "Give the file the ending of what it is, or get the PDF again")
    if len(data) > BYTES:
        raise UnreadableFile(name, f"a PDF of {len(data):,} bytes", f"Split it: files are read up to {BYTES:,} bytes")
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


class _Pages:
    """The pages of a document: read one after another, recognised side by side, written in order."""

    def __init__(self, raw: Any, document: Any, found: Engine | None, pool: ThreadPoolExecutor) -> None:
        self.raw, self.document, self.found, self.pool = raw, document, found, pool
        self.draft = Draft()
        self.recognised = self.too_many = 0
        self.distrusted: dict[str, list[int]] = {}
        self._in_vain = 0
        self._waiting: deque[tuple[_Page, Future[PageText]]] = deque()

    def read(self, number: int) -> None:
        """Read one page and write it, or let it wait for its recognition; nothing of pdfium stays open."""
        raw = self.raw
        page = raw.FPDF_LoadPage(self.document, number - 1)
        if page and _worn(raw, page) and raw.FPDFPage_Flatten(page, 0) == raw.FLATTEN_SUCCESS:
            raw.FPDF_ClosePage(page)
            page = raw.FPDF_LoadPage(self.document, number - 1)
        text = raw.FPDFText_LoadPage(page) if page else None
        try:
            if not text:
                self.write_all()
                self.draft.issues.append(issue("reader-note", note=f"page {number} is damaged and was left out"))
                self._write(None, number, no_style)
                return
            reader = PageReader(raw, page, text)
            said = reader.read()
            this = _Page(number, said, reader.style, signs([piece.text for piece in said.pieces], typed=said.picture < SCANNED))
            self.draft.pictured |= said.picture >= SCANNED
            # Text that its picture bears out where it was asked is left alone further on: somebody typed it without marks.
            asked = this.doubtful and (self._in_vain < ENOUGH or said.picture >= SCANNED or not said.pieces)
            if self.found and asked:
                if self.recognised < SCANNED_PAGES:
                    self._recognise(this._replace(style=no_style), page)
                    return
                self.too_many += 1
            self.write_all()
            self._keep(this)
        finally:
            if text:
                raw.FPDFText_ClosePage(text)
            if page:
                raw.FPDF_ClosePage(page)

    def write_all(self) -> None:
        """Write the pages that wait."""
        while self._waiting:
            self._write_first()

    def _recognise(self, this: _Page, page: Any) -> None:
        from adminplan.files.ocr import read_sheet
        from adminplan.files.ocr_page import sheet_of_page

        assert self.found
        sheet = sheet_of_page(self.raw, page, this.text.width, this.text.height, without=this.stamps)
        self.recognised += 1
        self._waiting.append((this, self.pool.submit(read_sheet, self.found, sheet)))
        if len(self._waiting) > 2 * (cpu_count() or 1):  # pictures are large
            self._write_first()

    def _write_first(self) -> None:
        from adminplan.files.ocr import stamped

        this, future = self._waiting.popleft()
        try:
            shown = future.result()
            _LOG.info("page %d of %d recognised", this.number, len(self.document))
        except NotRecognised as error:
            self.draft.issues.append(issue("page-not-recognised", page=this.number, why=error))
            self._keep(this)
            return
        if this.stamps:
            shown = stamped(shown, this.text)
        better = signs([piece.text for piece in shown.pieces]).worth
        if better < this.signs.worth * (BETTER if this.text.picture < SCANNED else 1.0):
            self._in_vain += this.text.picture < SCANNED
            self._keep(this)
            return
        if not shown.pieces:
            self.draft.issues.append(issue("page-without-text", page=this.number))
        elif this.signs.lies:
            self.distrusted.setdefault(this.signs.why, []).append(this.number)
        self.draft.read += bool(shown.pieces)
        self.draft.recognised += bool(shown.pieces)
        self._write(shown, this.number, no_style)

    def _keep(self, this: _Page) -> None:
        """Write the text that the file itself says."""
        said, number, draft = this.text, this.number, self.draft
        pictured = said.picture >= SCANNED
        if not said.pieces or (pictured and len(said.pieces) < STAMP_WORDS // 2):
            draft.issues.append(issue("page-without-text", page=number))
        else:
            draft.read += 1
            draft.recognised += pictured
        if said.cut:
            draft.issues.append(issue("text-cut", limit=f"the first characters of page {number}"))
        self._write(said, number, this.style)

    def _write(self, page: PageText | None, number: int, style: Callable[[int], Style]) -> None:
        draft = self.draft
        if number > 1:
            draft.put("\f")
        start = draft.length
        if page:
            write_page(page, number, style, draft)
        width, height = (page.width, page.height) if page else (0.0, 0.0)
        draft.pages.append(Page(number, round(width, 2), round(height, 2), start, draft.length))


def _ranges(numbers: list[int]) -> str:
    """Page numbers as people write them.

    >>> _ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def _worn(raw: Any, page: Any) -> bool:
    """Whether the page wears text in annotations."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 1_000)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _WORN:
            return True
    return False
