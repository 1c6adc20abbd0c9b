"""Marks that recognition lost come back in the genre's terms, on recognised pages only, and nowhere else."""

from __future__ import annotations

import time

import pytest

from adminplan.files.source import Box, Line, Page, Source, Word
from adminplan.layout.slips import mend
from adminplan.layout.tidy import tidy


def recognised(text: str, *, confidence: float | None = 0.9, ocr: bool = True) -> Source:
    """A page with these lines, each word as sure as said."""
    lines, words, at = [], [], 0
    for row, line in enumerate(text.split("\n")):
        place = at
        for word in line.split(" "):
            words.append(Word(place, place + len(word), Box(1, 50.0, 20.0 * row, 500.0, 20.0 * row + 12), confidence))
            place += len(word) + 1
        lines.append(Line(start=at, end=at + len(line), box=Box(1, 50.0, 20.0 * row, 500.0, 20.0 * row + 12)))
        at += len(line) + 1
    return Source(
        name="quét.pdf", sha256="0" * 64, media_type="application/pdf", size=1, raw=text, lines=tuple(lines), words=tuple(words),
        pages=(Page(1, 595.0, 842.0, 0, len(text)),), reader="test", ocr=ocr,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("KÉ HOẠCH TRIÊN KHAI", "KẾ HOẠCH TRIỂN KHAI"),
        ("I. MỤC ĐÍCH, YÊU CÂU", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("tô chức Hội thi tại thành phó Tân Hòa", "tổ chức Hội thi tại thành phố Tân Hòa"),
        ("Sở Giáo dục và Đảo tạo chủ trì", "Sở Giáo dục và Đào tạo chủ trì"),
        ("các đơn vị tô\nchức thực hiện", "các đơn vị tổ\nchức thực hiện"),
        ("PHO TRƯỜNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        # No word at all: a letter lost, added or changed.
        ("các hội, đoàn th tỉnh", "các hội, đoàn thể tỉnh"),
        ("theo dõi, tổng hợjp và lưu", "theo dõi, tổng hợp và lưu"),
        ("hội viên Xth tổng đài", None),
        # Read as it is written: neighbours do not change it.
        ("các huyện, thành phố chủ trì", None),
        # Two terms differ in marks only, or ordinary words make the pair.
        ("chế độ cộng tác viên, mỗi trường một suất", None),
        ("truyền thông về truyền thống", None),
        ("chỗ nào có quan tâm", None),
        # Names.
        ("Nguyễn Văn Hòa và Trần Thị Trân", None),
        ("TRẦN THỊ TRÂN", None),
    ],
)
def test_pairs_of_words(read: str, meant: str | None) -> None:
    found = mend(recognised(read))
    assert (found[0].raw if found else None) == meant


def test_the_map_leads_back_to_what_was_read() -> None:
    text = tidy(recognised("KÉ HOẠCH\nVề việc tô chức Hội thi tìm hiểu pháp luật"))
    start = text.string.index("KẾ HOẠCH")
    assert text.raw((start, start + 8)) == "KÉ HOẠCH"
    assert text.source.raw.startswith("KÉ")
    assert text.boxes((start, start + 8))


def test_lines_after_a_longer_word_stand_where_they_did() -> None:
    text = tidy(recognised("- Các hội, đoàn th tỉnh;\n- Báo Tân Giang;\n- Lưu: VT."))
    assert [text.string[p.start : p.end] for p in text.paragraphs] == [
        "- Các hội, đoàn thể tỉnh;",
        "- Báo Tân Giang;",
        "- Lưu: VT.",
    ]
    place = text.string.index("thể")
    assert text.raw((place, place + 3)) == "th"
    place = text.string.index("Lưu")
    assert text.raw((place, place + 3)) == "Lưu"


def test_printed_text_is_left_alone() -> None:
    assert mend(recognised("KÉ HOẠCH", confidence=None, ocr=False)) is None
    assert mend(recognised("KÉ HOẠCH", confidence=None)) is not None  # another program recognised the file


def test_doubled_letters_and_slanting_strokes() -> None:
    assert tidy(recognised("Sở GD&ĐÐT (để p⁄h); BGDÐT")).string == "Sở GD&ĐT (để p/h); BGDĐT"


def test_long_pages_take_bounded_time() -> None:
    began = time.perf_counter()
    for piece in ("tô chức ", "a", "kế ", "ké\n"):
        mend(recognised(piece * (200_000 // len(piece))))
    assert time.perf_counter() - began < 10
