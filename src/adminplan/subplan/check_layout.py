"""Page, faces and sizes of a DOCX against its form.

Reads a `Sheet` and the parts of its package. Writes `Finding`s. What the file does not say is not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from adminplan.files.docx_package import Package
from adminplan.files.docx_styles import W
from adminplan.layout.labels import label

if TYPE_CHECKING:
    from lxml.etree import _Element

    from adminplan.subplan.check import Finding, Sheet

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TWIPS = 1440 / 25.4  # in a millimetre
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_FACE = "timesnewroman"  # with what some files add: "Times New Roman Italic", "TimesNewRomanPSMT"
_ONE_PAGE = 4000  # characters that certainly need a second page
_NEAR = 0.6  # mm, and points: what rounding does


def layout_findings(sheet: Sheet, package: Package) -> Iterator[Finding]:
    """The page first, then faces and sizes."""
    root = package.document()
    section = next(iter(root.iter(f"{W}sectPr")), None)
    if section is not None:
        yield from _page(sheet, section)
        yield from _page_number(sheet, package, section)
    yield from _faces(sheet)
    yield from _sizes(sheet)
    yield from _alignment(sheet)


def _page(sheet: Sheet, section: _Element) -> Iterator[Finding]:
    size = section.find(f"{W}pgSz")
    width, height = _mm(size, "w"), _mm(size, "h")
    if width is not None and height is not None:
        short, long = sorted((width, height))
        if abs(short - 210) > 2 or abs(long - 297) > 2:
            yield sheet.found("paper", "Trang", found=f"{width:.0f} × {height:.0f}")
        if width > height:
            yield sheet.found("orientation", "Trang")
            return  # its margins are turned with it
    margins = section.find(f"{W}pgMar")
    for side, (low, high) in sheet.form.allowed.items():
        own = _mm(margins, side)
        if own is not None and not low - _NEAR <= abs(own) <= high + _NEAR:
            right = f"{low:g}" if low == high else f"từ {low:g} đến {high:g}"
            yield sheet.found("margin", "Trang", side=_SIDES[side], found=f"{abs(own):.0f}", right=right)


def _mm(element: _Element | None, name: str) -> float | None:
    value = element.get(f"{W}{name}") if element is not None else None
    try:
        return float(value) / _TWIPS if value is not None else None
    except ValueError:
        return None


def _page_number(sheet: Sheet, package: Package, section: _Element) -> Iterator[Finding]:
    numbered: dict[str, _Element] = {}
    first_numbered = False
    for kind in ("header", "footer"):
        for reference in section.iterfind(f"{W}{kind}Reference"):
            part = package.target(kind, str(reference.get(f"{_R}id")))
            root = package.xml(part) if part is not None else None
            paragraph = _field(root) if root is not None else None
            if paragraph is None:
                continue
            if reference.get(f"{W}type") == "first":
                first_numbered = True
            else:
                numbered[kind] = paragraph
    if not numbered:
        if len(sheet.text.string) > _ONE_PAGE:
            yield sheet.found("page-number-missing", "Trang")
        return
    if "header" not in numbered:
        yield sheet.found("page-number-bottom", "Trang")
    title = section.find(f"{W}titlePg")
    shown = title is None or title.get(f"{W}val") in {"0", "false", "off"}
    if shown or first_numbered:
        yield sheet.found("page-number-first", "Trang")
    if "header" in numbered and _is_left_or_right(package, numbered["header"]):
        yield sheet.found("page-number-centre", "Trang")


def _field(root: _Element) -> _Element | None:
    """The paragraph with a field that shows the number of the page."""
    for node in root.iter(f"{W}instrText", f"{W}fldSimple"):
        said = (node.text if node.tag == f"{W}instrText" else node.get(f"{W}instr")) or ""
        if "PAGE" in said.upper().split():
            while node is not None and node.tag != f"{W}p":
                node = node.getparent()  # type: ignore[assignment]  # noqa: PLW2901 -- upwards
            return node
    return None


def _is_left_or_right(package: Package, paragraph: _Element) -> bool:
    """Whether a page number surely stands at the side: alignment said, no frame, no tab."""
    from adminplan.files.docx_styles import Styles, direct_of

    if next(paragraph.iter(f"{W}framePr", f"{W}tab", f"{W}ptab"), None) is not None:
        return False
    names = package.related("styles")
    direct = direct_of(next(iter(paragraph), None))
    align = direct.align or Styles(package.xml(names[0]) if names else None).paragraph(direct.style).align
    return align in {"left", "right"}


def _faces(sheet: Sheet) -> Iterator[Finding]:
    """Other faces than Times New Roman, each once with the first place where it stands."""
    seen: set[str] = set()
    lines = sheet.text.source.lines
    for index in (*sheet.head, *sheet.middle, *sheet.closing):
        font = lines[sheet.paragraphs[index].first].font
        if font is not None and not font.lower().replace(" ", "").startswith(_FACE) and font not in seen:
            seen.add(font)
            yield sheet.found("font", sheet.at(index), found=font)


def _sizes(sheet: Sheet) -> Iterator[Finding]:
    head = {field: index for field in ("issuer", "number", "date", "type", "title") if (index := sheet.spot(field)) is not None}
    kinds = {"issuer": "issuer", "number": "number", "date": "place", "type": "type", "title": "title"}
    names = {
        "issuer": "Tên cơ quan ban hành",
        "number": "Số, ký hiệu",
        "date": "Địa danh và thời gian",
        "type": "Tên loại",
        "title": "Trích yếu",
    }
    for field, index in head.items():
        yield from _size(sheet, kinds[field], names[field], [index])
    for kind, name, spot in zip(("motto", "words"), ("Quốc hiệu", "Tiêu ngữ"), sheet.motto, strict=False):
        if spot is not None:
            yield from _size(sheet, kind, name if sheet.form.id == "nd30" else "Tiêu đề", [spot])
    for field in ("issuer", "type"):
        if field in head and not _bold(sheet, head[field]):
            yield sheet.found("bold", sheet.at(head[field]), what=names[field])
    if (index := sheet.motto[0]) is not None and not _bold(sheet, index):
        yield sheet.found("bold", sheet.at(index), what="Quốc hiệu" if sheet.form.id == "nd30" else "Tiêu đề")
    yield from _size(sheet, "body", "Nội dung", sheet.body)
    close = sheet.outline.closing
    for name, kind, spans in (
        ("Danh sách nơi nhận", "recipient", [span for _, span in close.recipients]),
        ("Chức vụ, họ tên người ký", "authority", [signer.span for signer in close.signers]),
    ):
        at = [index for span in spans for index in sheet.closing if _inside(sheet, index, span)]
        yield from _size(sheet, kind, name, at)


def _bold(sheet: Sheet, index: int) -> bool:
    """Whether a paragraph has a bold line: parent and issuer may be lines of one."""
    own = sheet.paragraphs[index]
    return any(line.bold for line in sheet.text.source.lines[own.first : own.last + 1])


def _inside(sheet: Sheet, index: int, span: tuple[int, int]) -> bool:
    own = sheet.paragraphs[index]
    return own.start <= span[0] < own.end


def _size(sheet: Sheet, kind: str, name: str, at: Iterable[int]) -> Iterator[Finding]:
    """One finding for all paragraphs of a kind, with the size that most of the wrong ones have."""
    style = sheet.form.styles.get(kind) or sheet.form.styles["paragraph"]
    if style.sizes is None:
        return
    low, high = style.sizes
    wrong = {
        index: size
        for index in at
        if (size := sheet.paragraphs[index].size) is not None and not low - _NEAR <= size <= high + _NEAR
    }
    if wrong:
        (size, _), *_ = Counter(wrong.values()).most_common(1)
        right = f"{low:g}" if low == high else f"{low:g} đến {high:g}"
        yield sheet.found("size", sheet.at(next(iter(wrong))), what=name, found=f"{size:g}", right=right)


def _alignment(sheet: Sheet) -> Iterator[Finding]:
    for field, name in (("type", "Tên loại"), ("title", "Trích yếu")):
        index = sheet.spot(field)
        if index is not None and sheet.paragraphs[index].align in {"left", "right"}:
            yield sheet.found("centred", sheet.at(index), what=name)
    long = [index for index in sheet.body if len(sheet.words[index]) > 90 and not _is_heading(sheet, index)]
    ragged = [index for index in long if sheet.paragraphs[index].align != "justify"]
    if len(long) >= 3 and len(ragged) > len(long) / 2:
        yield sheet.found("justified", sheet.at(ragged[0]))


def _is_heading(sheet: Sheet, index: int) -> bool:
    return sheet.paragraphs[index].bold and label(sheet.words[index]) is not None
