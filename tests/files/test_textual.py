"""Plain text and Markdown, in the manner of files that offices and web copies leave behind."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.files.decode import decode, is_binary
from adminplan.files.markdown_tables import places
from adminplan.files.textual import is_markdown, read_textual, source_of


def source(text):
    return source_of(text, name="a", sha256="0", size=len(text))


def texts(text):
    read = source(text)
    return [read.raw[line.start : line.end] for line in read.lines]


def rows(read):
    """The cells of each table row: {(table, row): {column: text}}, paragraphs and lines of a cell joined by a bar."""
    out = {}
    for line in read.lines:
        if line.cell is not None:
            cells = out.setdefault(line.cell[:2], {})
            text = read.raw[line.start : line.end]
            cells[line.cell.column] = f"{cells[line.cell.column]}|{text}" if line.cell.column in cells else text
    return out


def letters(text):
    return "".join(char for char in text if char.isalnum())


# --- plain text


def test_lines_have_numbers_and_blank_lines_above():
    read = source("KẾ HOẠCH\n\n\nThực hiện công văn,\nxã ban hành:  \r\n 1. Mục đích")
    assert read.media_type == "text/plain"
    assert [(read.raw[line.start : line.end], line.number, line.blank_before, line.hard) for line in read.lines] == [
        ("KẾ HOẠCH", 1, 0, False), ("Thực hiện công văn,", 4, 2, False), ("xã ban hành:", 5, 0, False), (" 1. Mục đích", 6, 0, False),
    ]  # fmt: skip


def test_page_breaks_are_kept():
    read = source("một\n\f2\n\nhai\fba\n\f\n\nbốn")
    assert read.raw == "một\f2\nhai\fba\fbốn"
    assert [line.number for line in read.lines] == [1, 2, 4, 4, 7]


def test_a_line_break_written_as_letters_is_one():
    assert texts("Nơi nhận:\\r\\n- Như trên;\\r\\n- Lưu: VT.") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


HEAD = """\
    UBND HUYỆN BA SÔNG                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   PHÒNG GIÁO DỤC VÀ                      Độc lập - Tự do - Hạnh phúc
        ĐÀO TẠO
   Số: 17/KH-PGDĐT                      Ba Sông, ngày 3 tháng 9 năm 2022

                           KẾ HOẠCH
             Tuần lễ học tập suốt đời năm 2022
   Lớp        Số bài       Điểm
   6A         12           80
"""


def test_the_letterhead_is_read_column_by_column():
    assert [text.strip() for text in texts(HEAD)][:8] == [
        "UBND HUYỆN BA SÔNG", "PHÒNG GIÁO DỤC VÀ", "ĐÀO TẠO", "Số: 17/KH-PGDĐT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Ba Sông, ngày 3 tháng 9 năm 2022", "KẾ HOẠCH",
    ]  # fmt: skip
    numbers = [line.number for line in source(HEAD).lines]
    assert numbers[:8] == [1, 2, 3, 4, 1, 2, 4, 6]


def test_wide_blanks_in_the_body_are_left_alone():
    assert texts(HEAD)[-2:] == ["   Lớp        Số bài       Điểm", "   6A         12           80"]


CLOSING = """\
KẾ HOẠCH
      Trên đây là kế hoạch năm 2022./.

                                               TM. ỦY BAN NHÂN DÂN
 Nơi nhận:                                        KT. CHỦ TỊCH
 - UBND huyện (để b/c);                          PHÓ CHỦ TỊCH
 - Các trường học;
 - Lưu: VT.

                                              Trần Thị Bình Nguyên
                           PHỤ LỤC
  TT     Việc              Hạn
"""


def test_the_closing_is_read_column_by_column():
    assert [text.strip() for text in texts(CLOSING)][2:] == [
        "Nơi nhận:", "- UBND huyện (để b/c);", "- Các trường học;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình Nguyên",
        "PHỤ LỤC", "TT     Việc              Hạn",
    ]  # fmt: skip


def test_one_column_stays_as_it_is():
    text = "SỞ Y TẾ\nSố: 1/KH-SYT\nKẾ HOẠCH\nNội dung\nNơi nhận:\n- Như trên;\nGIÁM ĐỐC\nLê Văn An"
    assert texts(text) == text.split("\n")


# --- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding):
    text = "Kế hoạch tổ chức hội nghị\nThực hiện năm 2024 của đơn vị"
    data = text.encode(encoding)
    read = read_textual(data, name="a", sha256="0")
    assert read.raw == text
    assert read.size == len(data)
    assert read.issues == ()
    assert not is_binary(data)


def test_windows_1258():
    data = "Kê\u0301 hoa\u0323ch tô\u0309 chư\u0301c hô\u0323i nghi\u0323 nga\u0300y 5".encode("cp1258")
    text, issues = decode(data)
    assert text.startswith("Kê\u0301 hoa\u0323ch")
    assert [one.code for one in issues] == ["reader-note"]


def test_a_text_cut_in_the_middle_of_a_character_stays_utf8():
    text, issues = decode("Ủy ban nhân dân tỉnh ban hành kế hoạch; tổ chức thực hiện đến từng đơn vị ế".encode()[:-1])
    assert text.endswith("đơn vị \ufffd")
    assert [one.code for one in issues] == ["reader-note"]


def test_bytes_of_no_known_encoding_are_read_one_by_one():
    text, issues = decode(b"K\xd5 ho\xb9ch \x8f n\xa8m")
    assert len(text) == 14
    assert issues


# --- Markdown: emphasis


def pieces(text):
    read = source(f"# Kế hoạch\n\n{text}")
    return [(read.raw[line.start : line.end], line.bold, line.italic) for line in read.lines[1:]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("**I. MỤC\nĐÍCH**", [("I. MỤC", True, False), ("ĐÍCH", True, False)]),
        ("*(tóm tắt\nở trên)* rồi", [("(tóm tắt", False, True), ("ở trên) rồi", False, False)]),
        ("***Đậm nghiêng***", [("Đậm nghiêng", True, True)]),
        ("**III. NHIỆM VỤ ***(phụ lục kèm theo)*", [("III. NHIỆM VỤ (phụ lục kèm theo)", False, False)]),
        ("**1.**** **Tổ chức **x**", [("1. Tổ chức x", False, False)]),
        ("**5. Phòng Văn hóa:****\n**Chủ trì", [("5. Phòng Văn hóa:", True, False), ("Chủ trì", False, False)]),
        ("*a) Thu gom*, *vận chuyển*", [("a) Thu gom, vận chuyển", False, True)]),
        ("*một**hai*", [("mộthai", False, True)]),
        ("*tầng đáy *hoặc *tầng giữa* rồi", [("tầng đáy hoặc tầng giữa rồi", False, False)]),
        ("**Điều 1**\n\n** **\n\nx", [("Điều 1", True, False), ("x", False, False)]),
        ("**Điều 1**\n\n* *\n\nx", [("Điều 1", True, False), ("x", False, False)]),
        ("**Ghi**\n\n* (Kèm theo Kế hoạch số\n5)*", [("Ghi", True, False), (" (Kèm theo Kế hoạch số", False, True), ("5)", False, True)]),
        ("**Mở đầu\n\nđoạn hai** ba\n\nbốn", [("Mở đầu", True, False), ("đoạn hai ba", False, False), ("bốn", False, False)]),
        ("**Mở\n\ngiữa\n\ncuối**", [("Mở", True, False), ("giữa", True, False), ("cuối", True, False)]),
        ("**Số** lượng **mở", [("Số lượng mở", False, False)]),
        ("**Lưu ý**\n\n** Lưu ý khi chấm:*", [("Lưu ý", True, False), ("* Lưu ý khi chấm:", False, True)]),
        ("*-* Bộ Y tế;\n- Sở Y tế", [("- Bộ Y tế;", False, False), ("- Sở Y tế", False, False)]),
        ("__Đậm__ và _nghiêng_ a_b_c ____", [("Đậm và nghiêng a_b_c ____", False, False)]),
        ("__Đậm cả dòng__\n\n**x**", [("Đậm cả dòng", True, False), ("x", True, False)]),
        ("**[Luật](https://x.vn/a_b*c) số 5**", [("Luật số 5", True, False)]),
        ("**x**\n\n![ảnh](a.png)1\\. Một \\* hai&nbsp;&amp; ba<br/>bốn<sup>2</sup>", [("x", True, False), ("1. Một * hai\xa0& ba", False, False), ("bốn2", False, False)]),
    ],
)  # fmt: skip
def test_emphasis(text, lines):
    assert pieces(text) == lines


@pytest.mark.parametrize(
    "kept",
    [
        "* Mục một\n* Mục hai",
        "* Ghi chú: (*) là số ước",
        "Diện tích 2*3*4 m",
        "Tỷ lệ = a * 100%",
        "(**) Số liệu",
        "Từ 5 * 6 đến 7 * 8",
        "[1] Xem thêm",
        "*",
    ],
)
def test_marks_without_a_partner_stay(kept):
    assert texts(f"**Kế hoạch**\n\n{kept}") == ["Kế hoạch", *kept.split("\n")]


def test_headings_quotations_and_rules():
    read = source("# KẾ HOẠCH #\nsau\n\n---\n> trích\n> 50% trở lên\n\n***\n\n## Phần 2")
    assert [(read.raw[line.start : line.end], line.heading) for line in read.lines] == [
        ("KẾ HOẠCH", 1), ("sau", None), ("trích", None), ("> 50% trở lên", None), ("Phần 2", 2),
    ]  # fmt: skip


# --- Markdown: tables


def test_cells_between_lone_bars():
    read = source("|\n**SỞ\nNỘI VỤ**\n-----\n|\n**CỘNG HÒA**\nĐộc lập\n|\n|\nSố: 5/KH-SNV\n|\n*ngày 5*\n|\n\n\n**KẾ HOẠCH**")
    assert rows(read) == {(0, 0): {0: "SỞ|NỘI VỤ", 1: "CỘNG HÒA|Độc lập"}, (0, 1): {0: "Số: 5/KH-SNV", 1: "ngày 5"}}
    assert read.lines[-1].cell is None
    assert read.lines[-1].blank_before == 2
    assert [line.number for line in read.lines] == [2, 3, 6, 7, 10, 12, 16]


def barred(*table):
    """A table as such copies write it: every row opened by a bar, every cell closed by one."""
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in table)


TABLE = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"),
    ("I", "TUYÊN TRUYỀN"),
    ("1", "Treo băng rôn", "Đoàn xã", "Ban Văn hóa", "Tháng 5"),
    ("2", "Phát thanh", "Đài xã", "", "Tháng 6"),
    ("", "Tổng hợp", "Văn phòng", "", ""),
    ("II", "KIỂM TRA"),
    ("1", "- Thành lập đoàn;\n- Kiểm tra 3 trường", "Ban Chỉ đạo", "Công an xã", "Quý III"),
)


def test_rows_of_different_widths_and_empty_cells():
    read = source(f"Phụ lục\n\n{barred(*TABLE)}\n\nsau")
    assert rows(read) == {
        (0, index): {column: cell.replace("\n", "|") for column, cell in enumerate(row) if cell}
        for index, row in enumerate(TABLE)
    }


def test_a_group_row_of_one_merged_cell():
    cells = ["STT", "Tên", "Cơ quan", "Hạn", "A. NHÓM MỘT", "1", "x", "y", "z", "2", "x", "y", "z"]
    assert places(cells, [1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 1, 1, 1, 6]) == [
        (0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0), (3, 1), (3, 2), (3, 3),
    ]  # fmt: skip


def test_two_tables_and_text_between():
    read = source(f"{barred(('a', 'b'))}\ngiữa\n\n{barred(('c', 'd'))}")
    assert rows(read) == {(0, 0): {0: "a", 1: "b"}, (1, 0): {0: "c", 1: "d"}}
    assert "giữa" in read.raw


def test_paragraphs_of_one_cell():
    read = source("|\n1\n|\nMột\n\nHai\n|\n")
    assert rows(read) == {(0, 0): {0: "1", 1: "Một|Hai"}}
    assert [line.blank_before for line in read.lines] == [0, 0, 1]


def test_bars_that_frame_nothing_end_the_lines_above_them():
    read = source("UBND XÃ\n---\n|\nCỘNG HÒA\n|\nSố: 2/KH-UBND\n|\nKẾ HOẠCH\nNội dung")
    assert [(read.raw[line.start : line.end], line.hard) for line in read.lines] == [
        ("UBND XÃ", False), ("CỘNG HÒA", True), ("Số: 2/KH-UBND", True), ("KẾ HOẠCH", False), ("Nội dung", False),
    ]  # fmt: skip


def test_tables_with_one_row_a_line():
    read = source("| TT | **Việc** | Hạn |\n|:--|:-:|--:|\n| 1 | Họp<br>tổng kết | |\n| II | Nhóm \\| chung |\n\nsau | trước")
    assert rows(read) == {
        (0, 0): {0: "TT", 1: "Việc", 2: "Hạn"},
        (0, 1): {0: "1", 1: "Họp|tổng kết"},
        (0, 2): {0: "II", 1: "Nhóm | chung"},
    }
    assert texts("a | b\n---|---\n\nx")[-1] == "x"


def test_what_is_markdown():
    assert is_markdown("|\nx\n|\n")
    assert is_markdown("# Đề mục")
    assert not is_markdown("Số: 5\n***\n- một\n* hai\n5 * 6 * 7")


# --- nothing is lost, nothing raises, time is linear

WORDS = st.sampled_from(
    [
        "KẾ HOẠCH",
        "x",
        "Sở Y tế",
        "1.",
        "-",
        "(*)",
        "năm 2024",
        "Nơi nhận:",
        "   ",
        "\t",
        "TM. UBND",
        "CỘNG HÒA XÃ HỘI",
        "\\r\\n",
        "\f",
        "đ",
    ]
)
MARKS = st.sampled_from(
    [
        "*",
        "**",
        "***",
        "****",
        "_",
        "__",
        "|",
        "\n|\n",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "---",
        "\\",
        "[",
        "](",
        ")",
        "`",
        " ",
        "| --- |",
        "*****",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(WORDS, MARKS), max_size=60).map("".join))
def test_no_letter_is_lost(text):
    read = source(text)
    plain = re.sub(r"\\r\\n", "\n", text)
    plain = re.sub(r"\]\([^)]*\)", "", plain) if "](" in plain else plain
    got = letters(read.raw)
    if "](" not in text:
        assert sorted(got) == sorted(letters(plain))
    at = 0
    for line in read.lines:
        assert at <= line.start < line.end <= len(read.raw)
        assert "\n" not in read.raw[line.start : line.end]
        at = line.end + 1
    assert at == len(read.raw) + bool(read.lines)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data):
    read_textual(data, name="a", sha256="0")


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_no_text_raises(text):
    source(text)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.sampled_from(["a", "Sở Y tế", "1", "x\ny"]), min_size=4, max_size=4), min_size=1, max_size=12))
def test_full_tables_come_back(table):
    read = source("Bảng\n\n" + barred(*table))
    assert rows(read) == {
        (0, index): {column: cell.replace("\n", "|") for column, cell in enumerate(row)} for index, row in enumerate(table)
    }


HOSTILE = {
    "stars": "* ", "emphasis": "*a*", "bold": "**a** ", "links": "[a](/b)*", "brackets": "[", "bars": "|\n", "cells": "|\na\n|\n|\nb\n", "underscores": "_a",
    "escapes": "\\*", "dashes": "- ", "grid": "|a", "tags": "<b ", "entities": "&a", "gaps": "a   ", "hashes": "# ", "quotes": ">", "mixed": "**a *b\n\n",
    "blanks": " ", "closings": "Nơi nhận:   x\n", "empty cells": "|\na\n|\n|\n|\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_bounded_time(name):
    unit = HOSTILE[name]
    text = "**KẾ HOẠCH**\n\n" + unit * (50_000 // len(unit)) + "x\nNơi nhận:   y\n" + unit * 200
    begin = time.perf_counter()
    source(text)
    assert time.perf_counter() - begin < 3


@pytest.mark.parametrize(("between", "edge"), [("\t", ""), (" | ", ""), (" | ", "| ")])
def test_a_table_written_with_tabs_or_bars_has_cells(between, edge):
    text = "KẾ HOẠCH\nTrồng cây\nI. NỘI DUNG\nTrồng cây quanh trạm.\nPHỤ LỤC\nTT\tNội dung\tChủ trì\n1\tTrồng cây\tTrạm Y tế\n2\tTưới cây\t\nHết"
    text = "\n".join(edge + line.replace("\t", between) + edge[::-1] if "\t" in line else line for line in text.split("\n"))
    source = source_of(text, name="t", sha256="0", size=len(text))
    assert [(source.raw[line.start : line.end], line.cell and line.cell[:3]) for line in source.lines[5:]] == [
        ("TT", (0, 0, 0)),
        ("Nội dung", (0, 0, 1)),
        ("Chủ trì", (0, 0, 2)),
        ("1", (0, 1, 0)),
        ("Trồng cây", (0, 1, 1)),
        ("Trạm Y tế", (0, 1, 2)),
        ("2", (0, 2, 0)),
        ("Tưới cây", (0, 2, 1)),
        ("Hết", None),
    ]
