"""Scans made here out of the project's own documents: turned, leaned, ruled, with layers that lie."""

from __future__ import annotations

import io
import os
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

import adminplan
from adminplan.errors import UnreadableFile
from adminplan.files import pdf
from adminplan.files.ocr_trust import signs
from adminplan.files.ocr_words import engine
from adminplan.files.process import Worker
from adminplan.files.read import read, read_bytes
from adminplan.files.source import Source

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "documents"
LETTER = CORPUS / "112-kh-tu-son-la.pdf"
TABLED = CORPUS / "03-khlt-vinh-long.pdf"

needs_tesseract = pytest.mark.skipif(
    engine() is None and not os.environ.get("CI"), reason="no tesseract with vie: apt install tesseract-ocr tesseract-ocr-vie"
)


@cache
def pictures(path: Path, pages: int = 1) -> tuple[Image.Image, ...]:
    document = pypdfium2.PdfDocument(path)
    return tuple(document[n].render(scale=200 / 72).to_pil().convert("L") for n in range(min(pages, len(document))))


def scanned(*frames: Image.Image) -> bytes:
    out = io.BytesIO()
    frames[0].save(out, "PDF", resolution=200, save_all=True, append_images=list(frames[1:]))
    return out.getvalue()


def words(source: Source) -> list[str]:
    return source.raw.split()


def errors(found: list[str], meant: list[str]) -> float:
    """The share of words of `meant` that are not found in their order."""
    same = sum(block.size for block in SequenceMatcher(None, found, meant, autojunk=False).get_matching_blocks())
    return 1 - same / len(meant)


@needs_tesseract
def test_a_scanned_page_reads_like_the_printed_one() -> None:
    meant = words(read(LETTER))
    source = read_bytes(scanned(*pictures(LETTER, 99)), name="quét.pdf")
    assert source.ocr
    assert "tesseract" in source.reader
    assert errors(words(source), meant) < 0.05
    assert all(0 <= word.confidence <= 1 for word in source.words if word.confidence is not None)
    assert any(word.confidence is not None for word in source.words)
    for word in source.words:
        assert source.raw[word.start : word.end].strip()


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270, 2, -1.5])
def test_turned_and_leaning_pages_are_put_right(turn: float) -> None:
    picture = pictures(LETTER)[0]
    upright = words(read_bytes(scanned(picture), name="quét.pdf"))
    turned = picture.rotate(turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert errors(words(read_bytes(scanned(turned), name="quét.pdf")), upright) < 0.08


@needs_tesseract
def test_every_page_is_told_when_it_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "quét.pdf"
    path.write_bytes(scanned(*pictures(LETTER, 2)))
    said: list[str] = []
    with Worker() as worker:
        assert worker.ask({"path": str(path), "form": "json"}, said.append)["text"]
    assert said == ["page 1 of 2 recognised", "page 2 of 2 recognised"]


@needs_tesseract
def test_a_scan_gives_the_plan_of_the_printed_page(tmp_path: Path) -> None:
    path = tmp_path / "quét có bảng.pdf"
    path.write_bytes(scanned(*pictures(TABLED, 99)))
    printed, shown = adminplan.parse(TABLED), adminplan.parse(path)
    assert shown.letterhead.number == printed.letterhead.number
    assert shown.letterhead.type == printed.letterhead.type
    assert len(shown.activities) >= 0.7 * len(printed.activities)


@needs_tesseract
def test_a_line_drawn_over_the_text_breaks_no_line() -> None:
    picture = pictures(LETTER)[0].copy()
    upright = words(read_bytes(scanned(picture), name="quét.pdf"))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((900, 1500, 1250, 1850), outline=120, width=5)
    assert errors(words(read_bytes(scanned(picture), name="quét.pdf")), upright) < 0.12


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_pictures_of_pages_are_read(kind: str) -> None:
    out = io.BytesIO()
    pictures(LETTER)[0].save(out, kind, dpi=(200, 200))
    source = read_bytes(out.getvalue(), name="ảnh")
    assert source.ocr
    assert "KẾ HOẠCH" in source.raw


@needs_tesseract
def test_a_page_without_anything_on_it_says_so() -> None:
    with pytest.raises(UnreadableFile, match="also in its pictures"):
        read_bytes(scanned(Image.new("L", (1654, 2339), 255)), name="trắng.pdf")
    source = read_bytes(scanned(pictures(LETTER)[0], Image.new("L", (1654, 2339), 255)), name="quét.pdf")
    assert [issue.message for issue in source.issues if "page 2" in issue.message] == ["page 2 holds no text"]


def test_without_tesseract_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "engine", lambda: None)
    with pytest.raises(UnreadableFile, match=r"a scan.*apt install tesseract-ocr tesseract-ocr-vie"):
        read_bytes(scanned(pictures(LETTER)[0]), name="quét.pdf")


@pytest.mark.parametrize(
    ("text", "lies"),
    [
        ("Thực hiện chương trình công tác năm của Hội đồng, các phòng chuyên môn phối hợp với địa phương mở lớp học nghề", False),
        ("Thuc hien chuong trinh cong tac nam cua Hoi dong, cac phong chuyen mon phoi hop voi dia phuong mo lop hoc nghe", True),
        ("Тhựс һіệп сһươпɡ тгìпһ сôпɡ тáс пăт сủа Ноị đồпɡ сáс рһòпɡ сһuуêп тôп рһốі һợр ᴠớі địа рһươпɡ тở ӏớр", True),
        (
            "Thvc hi~n chuang trinh cong tac nam cua H(\\i d6ng, cac phong chuyen mon ph6i hqp v6i dia phuang ma 16p h9c nghS",
            True,
        ),
        ("Thùc hiÖn ch­¬ng tr×nh c«ng t¸c n¨m cña Héi ®ång, c¸c phßng chuyªn m«n phèi hîp víi ®Þa ph­¬ng më líp häc nghÒ", False),
    ],
)
def test_layers_that_lie_are_told_from_others(text: str, lies: bool) -> None:
    assert signs(text.split()).lies is lies
