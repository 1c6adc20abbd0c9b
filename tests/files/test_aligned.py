"""Tables of plain text that only blanks hold apart."""

from __future__ import annotations

import time

import pytest

from adminplan.files.read import read_text

SPACED = """KẾ HOẠCH
III. LỊCH ĐI CÁC BẢN
Ngày             Xem việc gì              Tổ công tác       Cùng đi

04/6/2024        Bờ kè, cống tiêu nước    Tổ số 1           Trạm Thủy nông
                 ở chân ruộng bậc thang

Từ 10/6          Kho giống                Tổ số 2           Hội Nông dân
đến 12/6/2024

IV. TỔ CHỨC THỰC HIỆN"""
CLOSE = """KẾ HOẠCH
Việc               Ai làm             Bao giờ
Phát cỏ bờ mương   Đội thủy nông      Tháng 5/2024
Nạo vét cống       Các hộ có ruộng    Tháng 6/2024
                   gần mương
Các hộ ký vào sổ theo dõi sau mỗi buổi làm chung, nộp về xã."""


def cells(text: str) -> list[tuple[int, int, str]]:
    source = read_text(text, name="a.txt")
    return [(line.cell.row, line.cell.column, source.raw[line.start : line.end]) for line in source.lines if line.cell]


def test_rows_parted_by_blank_lines() -> None:
    assert cells(SPACED) == [
        (0, 0, "Ngày"), (0, 1, "Xem việc gì"), (0, 2, "Tổ công tác"), (0, 3, "Cùng đi"),
        (1, 0, "04/6/2024"), (1, 1, "Bờ kè, cống tiêu nước"), (1, 1, "ở chân ruộng bậc thang"), (1, 2, "Tổ số 1"), (1, 3, "Trạm Thủy nông"),
        (2, 0, "Từ 10/6"), (2, 0, "đến 12/6/2024"), (2, 1, "Kho giống"), (2, 2, "Tổ số 2"), (2, 3, "Hội Nông dân"),
    ]  # fmt: skip


def test_rows_that_begin_where_the_first_cell_is_filled() -> None:
    assert cells(CLOSE)[3:] == [
        (1, 0, "Phát cỏ bờ mương"), (1, 1, "Đội thủy nông"), (1, 2, "Tháng 5/2024"),
        (2, 0, "Nạo vét cống"), (2, 1, "Các hộ có ruộng"), (2, 1, "gần mương"), (2, 2, "Tháng 6/2024"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "UBND XÃ AN BÌNH        CỘNG HÒA XÃ HỘI\nSố: 5/KH-UBND          Độc lập\nKẾ HOẠCH",  # two columns
        "Một  hai  ba bốn năm sáu\nbảy tám chín mười một mười hai\nmười ba mười bốn mười lăm",  # blanks too many, once
        "Tên         Việc        Ngày\n            xem kho     4/5\nTổ một      xem chợ     5/5",  # a row without its first cell
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert cells(text) == []


def test_long_texts_take_bounded_time() -> None:
    start = time.process_time()
    for line in ("a  b  c\n", "a  b  c  " * 400 + "\n", " " * 4000 + "\n", "a  b  c\n\n\n\n"):
        read_text(line * 3000, name="a.txt")
    assert time.process_time() - start < 10
