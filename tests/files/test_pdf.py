"""PDFs written here byte by byte: what is read, in what order, and where it stands."""

from __future__ import annotations

import json
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.errors import UnreadableFile
from adminplan.files import pdf
from adminplan.files.source import Cell, Source

FONTS = {"F": "Courier", "B": "Courier-Bold", "I": "Courier-Oblique", "X": "Courier-BoldOblique"}  # each letter 0.6 of the size
BODY = 85.0, 541.0  # left and right margin
SCAN = "q 595 0 0 842 0 0 cm /Im Do Q\n"


def wide(text: str, size: float = 12) -> float:
    return 0.6 * size * len(text)


def put(x: float, y: float, text: str, *, font: str = "F", size: float = 12, blank: float = 0, extra: str = "") -> str:
    """Text at x, with its base line y points below the top of an A4 page; `blank` widens blanks."""
    text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {blank} Tw {extra} 1 0 0 1 {x} {842 - y} Tm ({text}) Tj ET\n"


def mid(x: float, y: float, text: str, *, font: str = "F", size: float = 12) -> str:
    return put(x - wide(text, size) / 2, y, text, font=font, size=size)


def body(y: float, *texts: str, step: float = 16, x: float = BODY[0]) -> str:
    """Justified lines; a line shorter than two thirds is left as it is."""
    out = ""
    for index, text in enumerate(texts):
        room = BODY[1] - x - wide(text)
        blanks = text.count(" ")
        out += put(x, y + index * step, text, blank=room / blanks if blanks and room < 150 else 0)
    return out


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A border as word processors draw it: a thin filled bar."""
    return f"{x0} {842 - max(y0, y1) - 0.5} {max(x1 - x0, 0.5)} {max(y1 - y0, 0.5)} re f\n"


def grid(columns: list[float], rows: list[float], *, without: set[tuple[str, int, int]] = frozenset()) -> str:  # type: ignore[assignment]
    """Borders cell by cell; `without` leaves out ("h" or "v", line, cell along it)."""
    out = ""
    for line, y in enumerate(rows):
        out += "".join(rule(a, y, b, y) for at, (a, b) in enumerate(pairwise(columns)) if ("h", line, at) not in without)
    for line, x in enumerate(columns):
        out += "".join(rule(x, a, x, b) for at, (a, b) in enumerate(pairwise(rows)) if ("v", line, at) not in without)
    return out


def make(*pages: str, page: str = "", objects: tuple[str, ...] = (), fonts: str = "", trailer: str = "") -> bytes:
    """A PDF of these content streams. `page`: entries of each page; `objects`: more objects, numbered from 8."""
    image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    font = "".join(f"/{key}<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>" for key, name in FONTS.items())
    chunks: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: image.encode("latin-1"), 4: f"<<{font}{fonts}>>".encode()}
    chunks |= {8 + index: text.encode("latin-1") for index, text in enumerate(objects)}
    kids = []
    for index, content in enumerate(pages):
        number = 100 + 2 * index
        kids.append(f"{number} 0 R")
        box = "" if "/MediaBox" in page else "/MediaBox[0 0 595 842]"
        resources = "/Resources<</Font 4 0 R/XObject<</Im 3 0 R>>>>"
        chunks[number] = f"<</Type/Page/Parent 2 0 R{box}{page}{resources}/Contents {number + 1} 0 R>>".encode()
        stream = zlib.compress(content.encode("latin-1"))
        chunks[number + 1] = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    chunks[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.7\n", {}
    for number, chunk in chunks.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, chunk)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(places.items()))
    end = f"trailer<</Size {max(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + b"xref\n0 1\n0000000000 65535 f \n" + table + end.encode()


@pytest.fixture(scope="module", autouse=True)
def _nothing_to_recognise_with() -> Iterator[None]:
    """What the file itself says is tested here, wherever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "engine", lambda: None)
        yield


def read(data: bytes) -> Source:
    source = pdf.read_pdf(data, name="plan.pdf", sha256=sha256(data).hexdigest())
    check(source)
    return source


def check(source: Source) -> None:
    """What holds of every file: lines and words in order, disjoint, agreeing with the raw text and with each other."""
    at = 0
    for line in source.lines:
        assert at <= line.start < line.end
        assert source.raw[at : line.start] in {"", "\n"} or set(source.raw[at : line.start]) == {"\f"}
        at = line.end
    assert not source.raw[at:].strip("\f")
    assert [source.raw[word.start : word.end] for word in source.words] == source.raw.split()
    assert source.raw == "\f".join(source.raw[page.start : page.end] for page in source.pages)
    for line in source.lines:
        assert line.box
        for word in source.words:
            if line.start <= word.start < line.end:
                assert word.box.page == line.box.page
                assert line.box.x0 <= word.box.x0 <= word.box.x1 <= line.box.x1
                assert line.box.top <= word.box.top <= word.box.bottom <= line.box.bottom


def texts(source: Source) -> list[str]:
    return [source.raw[line.start : line.end] for line in source.lines]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert caught.value.path == "plan.pdf"
    assert caught.value.remedy
    return caught.value.found


HEAD_LEFT = ["UBND TINH X", "SO Y TE", "So: 12/KH-SYT"]
HEAD_RIGHT = ["CONG HOA XA HOI CHU NGHIA VN", "Doc lap - Tu do", "X, ngay 05 thang 6 nam 23"]
TITLE = ["KE HOACH", "Phong chong sot xuat huyet nam 2023"]
BODY_LINES = [f"Dong thu {n} cua doan van noi ve viec phun hoa chat tai cac xa" for n in range(1, 5)]


def head(lean: float = 0) -> str:
    """A letterhead; the right column stands `lean` points lower than the left one."""
    ys = (60, 75, 100)
    left = "".join(mid(150, y, text, font="FBF"[n]) for n, (y, text) in enumerate(zip(ys, HEAD_LEFT, strict=True)))
    right = "".join(mid(410, y + lean, text, font="BBI"[n]) for n, (y, text) in enumerate(zip(ys, HEAD_RIGHT, strict=True)))
    return left + right + mid(313, 140, TITLE[0], font="B", size=14) + mid(313, 158, TITLE[1], font="B", size=14)


def test_page_as_read() -> None:
    source = read(make(mid(297, 40, "2") + body(80, *BODY_LINES), put(100, 100, "Het.")))
    assert source.raw == "\n".join(["2", *BODY_LINES]) + "\fHet."
    assert (source.name, source.media_type, source.ocr, source.issues) == ("plan.pdf", "application/pdf", False, ())
    assert source.reader.startswith("pypdfium2 ")
    assert [(page.number, page.width, page.height) for page in source.pages] == [(1, 595, 842), (2, 595, 842)]
    het = source.words[-1]
    assert het.box.page == 2
    assert (het.box.x0, het.box.x1) == (100, 128.8)
    assert het.box.top < 100 < het.box.bottom
    assert [line.align for line in source.lines[:3]] == ["center", "justify", "justify"]
    assert not any(line.hard or line.cell for line in source.lines)


@pytest.mark.parametrize("lean", [0, 3, 8])
def test_letterhead_is_read_column_by_column(lean: float) -> None:
    source = read(make(head(lean) + body(200, *BODY_LINES)))
    assert texts(source) == HEAD_LEFT + HEAD_RIGHT + TITLE + BODY_LINES
    assert [line.bold for line in source.lines[:8]] == [False, True, False, True, True, False, True, True]
    assert [line.italic for line in source.lines[:7]] == [False] * 5 + [True, False]
    assert {line.align for line in source.lines[:8]} == {"center"}
    assert source.lines[3].blank_before == 1


def test_letterhead_whose_number_stands_below_the_republic() -> None:
    """A long number and a short name: no straight line parts the columns."""
    left = mid(150, 60, "BO Y TE", font="B") + mid(165, 100, "So: 1234/KHPH-BYT-BGDDT")
    right = mid(390, 60, HEAD_RIGHT[0], font="B") + mid(390, 75, HEAD_RIGHT[1], font="B") + mid(400, 100, "X, ngay 5 thang 6")
    found = texts(read(make(left + right + mid(313, 140, "KE HOACH") + body(200, *BODY_LINES))))
    assert found[:5] == ["BO Y TE", "So: 1234/KHPH-BYT-BGDDT", *HEAD_RIGHT[:2], "X, ngay 5 thang 6"]


def closing(y: float, *, name: bool = True) -> tuple[str, list[str], list[str]]:
    left = ["Noi nhan:", "- Nhu tren;", "- Cac so, ban, nganh;", "- Luu: VT."]
    right = ["TM. UY BAN NHAN DAN", "KT. CHU TICH", "PHO CHU TICH"] + ["Tran Van A"] * name
    out = put(85, y, left[0], font="X") + "".join(put(85, y + 13 * n, text, size=11) for n, text in enumerate(left[1:], 1))
    return out + "".join(mid(420, y + (15 * n if n < 3 else 110), text, font="B") for n, text in enumerate(right)), left, right


@pytest.mark.parametrize("name", [True, False])
def test_closing_is_read_column_by_column(*, name: bool) -> None:
    drawn, left, right = closing(200, name=name)
    source = read(make(body(80, *BODY_LINES, "thuc hien./.") + drawn))
    assert texts(source) == [*BODY_LINES, "thuc hien./.", *left, *right]
    places = dict(zip(texts(source), source.lines, strict=True))
    assert places["Noi nhan:"].bold
    assert places["Noi nhan:"].italic
    assert places["- Luu: VT."].align == "left"
    assert places["KT. CHU TICH"].align == "center"
    assert places["Noi nhan:"].blank_before == 1
    assert places["- Nhu tren;"].blank_before == 0


def test_signatures_side_by_side_then_recipients() -> None:
    blocks = [("CHU TICH HOI A", "Le Thi B"), ("BI THU DOAN C", "Do Van D"), ("GIAM DOC SO E", "Vu Thi G")]
    drawn = "".join(
        mid(140 + 160 * n, y, text, font="B") for n, block in enumerate(blocks) for y, text in zip((200, 290), block, strict=True)
    )
    drawn += put(85, 340, "Noi nhan:", font="X") + put(85, 353, "- Luu: VT.", size=11)
    found = texts(read(make(body(80, *BODY_LINES) + drawn)))
    assert found[4:] == [text for block in blocks for text in block] + ["Noi nhan:", "- Luu: VT."]


ROWS = {
    "justified": body(
        80,
        "Bao cao cuoi nam hoc:   Bao cao tong ket gui phong truoc ngay",
        "31/5/2023",
        "Bao cao so ket hoc ky mot gui ve so truoc ngay 15/1",
    ),
    "hanging labels": "".join(
        put(85, y, t) + put(140, y, u) for y, t, u in [(80, "1.", "Tuyen truyen"), (96, "2.", "Kiem tra"), (112, "3.", "Bao cao")]
    ),
    "table without rules": "".join(
        put(85, y, t) + put(330, y, u)
        for y, t, u in [(80, "Truong so 1", "30 em"), (96, "Truong Hai", "1200 em"), (112, "Ba", "4 em")]
    ),
    "addressees": put(150, 80, "Kinh gui:") + "".join(put(260, 80 + 16 * n, f"- So thu {n};") for n in range(3)),
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_that_are_no_columns_stay_rows(kind: str) -> None:
    found = read(make(ROWS[kind]))
    tops = [line.box.top for line in found.lines if line.box]
    assert tops == sorted(tops)
    assert len(found.lines) == 3


def test_number_stamped_later_joins_its_line() -> None:
    page = put(85, 80, "So:") + put(140, 80, "/KH-UBND") + put(300, 80, "X, ngay    thang 6") + body(120, *BODY_LINES)
    assert (
        texts(read(make(page + put(112, 81.5, "25", size=11) + put(356, 79, "30", size=10))))[0]
        == "So: 25 /KH-UBND X, ngay 30 thang 6"
    )


@pytest.mark.parametrize("kind", ["/Subtype/Widget/FT/Sig", "/Subtype/Stamp", "/Subtype/FreeText/DA(/F 12 Tf)"])
def test_number_worn_in_an_annotation_is_read(kind: str) -> None:
    note = f"<</Type/Annot{kind}/Rect[112 755 140 775]/F 4/AP<</N 9 0 R>>>>"
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 28 20]/Resources<</Font 4 0 R>>/Length 38>>stream\nBT /F 11 Tf 1 0 0 1 0 7 Tm (25) Tj ET  \nendstream"
    data = make(put(85, 80, "So:") + put(140, 80, "/KH-UBND"), page="/Annots[8 0 R]", objects=(note, form))
    assert texts(read(data)) == ["So: 25 /KH-UBND"]


def test_link_annotations_change_nothing() -> None:
    note = "<</Type/Annot/Subtype/Link/Rect[85 755 140 775]>>"
    assert texts(read(make(put(85, 80, "xem tai day"), page="/Annots[8 0 R]", objects=(note,)))) == ["xem tai day"]


COLUMNS, LINES = [80.0, 120.0, 300.0, 420.0, 540.0], [100.0, 130.0, 160.0, 190.0, 220.0]


def table() -> str:
    """Head row; a row whose last three cells are one; a cell that goes down over two rows."""
    out = grid(COLUMNS, LINES, without={("v", 2, 1), ("v", 3, 1), ("h", 3, 3)})
    for x, text in zip((85, 125, 305, 425), ("TT", "Noi dung", "Chu tri", "Thoi gian"), strict=True):
        out += put(x, 118, text, font="B", size=10)
    out += put(85, 148, "I", size=10) + put(125, 148, "TUYEN TRUYEN", size=10)
    out += put(85, 178, "1", size=10) + put(125, 173, "Viet tin, bai", size=10) + put(125, 185, "tren bao", size=10)
    return out + put(305, 178, "Dai PTTH", size=10) + put(85, 208, "2", size=10) + put(425, 195, "Thang 6", size=10)


def test_ruled_table() -> None:
    page = body(60, *BODY_LINES[:1]) + table() + body(250, *BODY_LINES[1:])
    source = read(make(page, table()))
    cells = [(text, line.cell) for text, line in zip(texts(source), source.lines, strict=True)]
    assert [text for text, cell in cells if cell is None] == BODY_LINES
    assert cells[1:13] == [
        ("TT", Cell(0, 0, 0)),
        ("Noi dung", Cell(0, 0, 1)),
        ("Chu tri", Cell(0, 0, 2)),
        ("Thoi gian", Cell(0, 0, 3)),
        ("I", Cell(0, 1, 0)),
        ("TUYEN TRUYEN", Cell(0, 1, 1, 1, 3)),
        ("1", Cell(0, 2, 0)),
        ("Viet tin, bai", Cell(0, 2, 1)),
        ("tren bao", Cell(0, 2, 1)),
        ("Dai PTTH", Cell(0, 2, 2)),
        ("Thang 6", Cell(0, 2, 3, 2, 1)),
        ("2", Cell(0, 3, 0)),
    ]
    assert {cell.table for _, cell in cells[-12:] if cell} == {1}


def test_borders_may_be_strokes_or_one_path() -> None:
    path = "".join(f"{COLUMNS[0]} {842 - y} m {COLUMNS[-1]} {842 - y} l " for y in LINES)
    path += "".join(f"{x} {842 - LINES[0]} m {x} {842 - LINES[-1]} l " for x in COLUMNS) + "0.5 w S\n"
    source = read(make(path + put(125, 118, "A") + put(305, 208, "B")))
    assert [line.cell for line in source.lines] == [Cell(0, 0, 1), Cell(0, 3, 2)]


def test_continued_table_of_one_row() -> None:
    source = read(make(grid(COLUMNS, LINES[:2]) + put(85, 118, "9") + put(125, 118, "Tong ket")))
    assert [line.cell for line in source.lines] == [Cell(0, 0, 0), Cell(0, 0, 1)]


@pytest.mark.parametrize(
    "drawn",
    [
        rule(250, 84, 340, 84) + rule(100, 84, 180, 84),  # lines under the letterhead
        grid([80, 300], [70, 130]),  # a frame
        grid([80, 300], [70, 100, 130]),  # a frame in two
        grid([80, 200, 300], [70, 130]),  # a frame of two halves
    ],
)
def test_lines_and_frames_are_no_tables(drawn: str) -> None:
    source = read(make(drawn + put(90, 90, "MAT") + put(90, 115, "KHAN")))
    assert texts(source) == ["MAT", "KHAN"]
    assert not any(line.cell for line in source.lines)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_displayed_page_counts(turn: int) -> None:
    """Landscape annexes are portrait sheets with a rotation; boxes are those of what is seen."""
    matrix = {0: "1 0 0 1 100 742", 90: "0 1 -1 0 100 100", 180: "-1 0 0 -1 495 100", 270: "0 -1 1 0 495 742"}[turn]
    source = read(make(f"BT /F 10 Tf {matrix} Tm (Phu luc) Tj 0 -15 Td (Danh muc) Tj ET", page=f"/Rotate {turn}"))
    assert texts(source) == ["Phu luc", "Danh muc"]
    assert (source.pages[0].width, source.pages[0].height) == ((842, 595) if turn in {90, 270} else (595, 842))
    box = source.words[0].box
    assert (box.x0, round(box.x1)) == (100, 118)
    assert box.top < 100 < box.bottom < source.words[2].box.top + 5


def test_text_set_sideways_is_read_along() -> None:
    """A table scanned or set sideways on an upright page: lines in order, boxes where they are seen."""
    source = read(make("BT /F 10 Tf 0 1 -1 0 100 100 Tm (Phu luc) Tj 0 -15 Td (Danh muc) Tj ET"))
    assert texts(source) == ["Phu luc", "Danh muc"]
    box = source.words[0].box
    assert box.x1 - box.x0 < 15 < box.bottom - box.top
    assert 742 - 18 - 0.1 <= box.top < box.bottom <= 742.1


def test_crop_box_moves_the_origin() -> None:
    source = read(make(put(100, 100, "Ke hoach"), page="/MediaBox[0 0 595 842]/CropBox[50 42 545 792]"))
    assert (source.pages[0].width, source.pages[0].height) == (495, 750)
    assert source.words[0].box.x0 == 50
    assert source.words[0].box.top < 50 < source.words[0].box.bottom


def test_hyphen_at_the_end_of_a_line_stays() -> None:
    source = read(make(put(85, 80, "Cong van so 616/SGDDT-") + put(85, 96, "KTKD ngay 8 thang 6")))
    assert texts(source) == ["Cong van so 616/SGDDT-", "KTKD ngay 8 thang 6"]


def test_code_points_of_the_file_are_kept() -> None:
    """Letters and marks apart (NFD) stay apart; what is no character is marked as such."""
    cmap = "1 begincodespacerange<00><ff>endcodespacerange 2 beginbfchar<01><0301><02><0002>endbfchar 1 beginbfrange<20><7e><0020>endbfrange"
    stream = f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"
    font = "/U<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 8 0 R>>"
    assert texts(read(make(put(85, 80, "Ca\x01c xa", font="U"), objects=(stream,), fonts=font))) == ["Ca\u0301c xa"]


@pytest.mark.parametrize(
    ("drawn", "bold", "italic", "size"),
    [
        (put(85, 80, "Muc dich", size=13), False, False, 13),
        (put(85, 80, "Muc dich", font="B"), True, False, 12),
        (put(85, 80, "1. Muc", font="B") + put(150, 80, "dich"), False, False, 12),
        (put(85, 80, "-") + put(100, 80, "Muc dich", font="X"), True, True, 12),
        (put(85, 80, "Muc dich", extra="2 Tr"), True, False, 12),  # bold drawn by filling and stroking
        ("BT /F 1 Tf 12 0 0 12 85 700 Tm (Muc dich) Tj ET", False, False, 12),
        ("BT /F 12 Tf 1 0 0.3 1 85 700 Tm (Muc dich) Tj ET", False, True, 12),  # leant by hand
    ],
)
def test_style(drawn: str, bold: bool, italic: bool, size: float) -> None:
    (line,) = read(make(drawn)).lines
    assert (line.bold, line.italic, line.size) == (bold, italic, size)
    assert (line.font or "").startswith("Courier")


def test_gaps_and_edges() -> None:
    page = (
        body(80, *BODY_LINES)
        + put(113, 150, "1. Thoi gian")
        + body(166, *BODY_LINES)
        + put(BODY[1] - wide("Nguoi lap"), 270, "Nguoi lap")
    )
    lines = read(make(page)).lines
    assert [line.blank_before for line in lines] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert [line.align for line in lines] == ["justify"] * 4 + ["left"] + ["justify"] * 4 + ["right"]


def test_scans_where_nothing_recognises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "engine", lambda: None)
    stamp = put(20, 20, "Nguoi ky: Nguyen Van A") + put(20, 32, "Thoi gian ky: 27.10.2023 15:19:25 +07:00")
    assert refused(make(SCAN, SCAN)) == "a PDF of 2 pages without text: a scan"
    assert refused(make(SCAN + stamp, SCAN)) == "a PDF of 2 pages without text: a scan"
    assert refused(make("")) == "a PDF of 1 page without text"
    with pytest.raises(UnreadableFile, match=r"OCR: .*tesseract-ocr-vie"):
        read(make(SCAN))
    mixed = read(make(body(80, *BODY_LINES), SCAN, SCAN + stamp))
    assert [issue.message for issue in mixed.issues] == ["page 2 holds no text", "page 3 holds no text"]
    assert texts(mixed)[4:] == ["Nguoi ky: Nguyen Van A", "Thoi gian ky: 27.10.2023 15:19:25 +07:00"]
    assert not mixed.ocr
    assert read(make(SCAN + body(80, *BODY_LINES, *BODY_LINES))).ocr


def test_files_that_cannot_be_read() -> None:
    whole = make(body(80, *BODY_LINES))
    assert refused(b"") == "an empty file (0 bytes)"
    assert refused(b"\x89PNG\r\n\x1a\n") == "not a PDF"
    assert refused(whole[:300]) == "a damaged PDF"
    assert refused(b"%PDF-1.4 but nothing else") == "a damaged PDF"
    lock = "<</Filter/Standard/V 1/R 2/P -4/O<" + "11" * 32 + ">/U<" + "22" * 32 + ">>>"
    locked = make(body(80, *BODY_LINES), objects=(lock,), trailer="/Encrypt 8 0 R/ID[<00><00>]")
    assert refused(locked) == "a password-protected PDF"


def test_junk_before_the_header_is_allowed() -> None:
    assert texts(read(b"\r\n" + make(put(85, 80, "Ke hoach")))) == ["Ke hoach"]


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make(*[put(85, 80, f"trang {n}") for n in range(1, 5)])
    monkeypatch.setattr(pdf, "PAGES", 2)
    source = read(data)
    assert source.raw == "trang 1\ftrang 2"
    assert [issue.message for issue in source.issues] == ["reading stopped at page 2 of 4"]
    monkeypatch.setattr(pdf, "BYTES", 100)
    assert "bytes" in refused(data)


WORDS = st.tuples(
    st.integers(10, 500), st.integers(20, 800), st.text("abcde-. ", min_size=1, max_size=12), st.sampled_from([8, 12, 14])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25), st.booleans())
def test_no_character_is_lost_wherever_it_stands(words: list[tuple[int, int, str, int]], ruled: bool) -> None:
    page = put(30, 830, "x") + "".join(put(x, y, text, size=size) for x, y, text, size in words)
    with patch.object(pdf, "engine", return_value=None):  # else such words are distrusted
        source = read(make(page + (grid([50, 200, 400], [100, 300, 600]) if ruled else "")))
    # pdfium itself leaves out a letter that is printed upon its like.
    assert not Counter("".join(source.raw.split())) - Counter("x" + "".join("".join(text.split()) for _, _, text, _ in words))
    if len(words) == 1:
        assert Counter("".join(source.raw.split())) == Counter("x" + "".join(words[0][2].split()))


@pytest.mark.parametrize(
    "page",
    [
        "BT /F 2 Tf " + "".join(f"1 0 0 1 {n * 5 % 590} {n % 7} Tm (a) Tj " for n in range(20_000)) + "ET",
        "BT /F 4 Tf " + "".join(f"1 0 0 1 {30 + n % 9 * 60} {n // 9 * 0.9} Tm (a) Tj " for n in range(9_000)) + "ET",
        "".join(rule(n % 590, n // 7, n % 590 + 40, n // 7) + rule(n % 590, n // 7, n % 590, n // 7 + 40) for n in range(6_000))
        + put(9, 9, "a"),
        "BT /F 8 Tf 1 0 0 1 5 700 Tm (" + "a " * 70_000 + ") Tj ET",
    ],
    ids=["specks", "columns", "rules", "one line"],
)
def test_hostile_pages_take_bounded_time(page: str) -> None:
    data = make(page)
    begin = time.perf_counter()
    pdf.read_pdf(data, name="plan.pdf", sha256="")
    assert time.perf_counter() - begin < 20


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.pdf")), ids=lambda path: path.stem
)
def test_corpus(path: Path) -> None:
    """What the gold reading says of letterhead and closing stands in one piece in the text as read."""
    source = read(path.read_bytes())
    assert not source.issues
    flat = " ".join(normalize("NFC", source.raw).split())
    header = json.loads(path.with_name(f"{path.stem}.gold.json").read_text("utf-8"))["header"]
    signers = header["signer"] if isinstance(header["signer"], list) else [header["signer"] or {}]
    said = [
        header["issuer"],
        header["parent_issuer"],
        header["title"],
        *(header["recipients"] or []),
        *(text for one in signers for text in one.values()),
    ]
    missing = [text for text in said if text and "".join(text.split()) not in "".join(flat.split())]
    assert missing == []
    assert any(line.startswith(("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN", "ĐOÀN T")) for line in texts(source)[:8])
