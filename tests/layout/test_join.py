"""Soft line breaks: joined where the sentence goes on, kept where the form begins anew."""

from __future__ import annotations

import pytest

from adminplan.files.source import Box, Cell, Line, Page, Source, Word
from adminplan.layout.join import Printed, goes_on, shape
from adminplan.layout.tidy import tidy


def paragraphs(raw: str) -> list[str]:
    at, lines, blank = 0, [], 0
    for number, line in enumerate(raw.split("\n"), 1):
        if line.strip():
            lines.append(Line(start=at, end=at + len(line), number=number, blank_before=blank))
            blank = 0
        else:
            blank += 1
        at += len(line) + 1
    source = Source(name="t", sha256="0", media_type="text/plain", size=len(raw), raw=raw, lines=tuple(lines), reader="test")
    text = tidy(source)
    return text.string.split("\n")


WRAPPED = """1. Tuyên truyền sâu rộng mục đích, ý nghĩa của tháng hành động đến toàn thể
đoàn viên, người lao động trong các doanh nghiệp trên địa bàn tỉnh; vận động
Công đoàn cơ sở đăng ký ít nhất một việc làm cụ thể.
2. Tổ chức hội nghị phổ biến kiến thức về an toàn cho cán bộ phụ trách Lao động
- Thương binh và Xã hội các xã, phường
a) Lớp thứ nhất;
- Lớp dành cho cán bộ;
+ Lớp buổi tối.
Nơi nhận:
- Như trên;"""


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_lines_are_joined_by_grammar_not_by_blank_lines(blank: str) -> None:
    found = paragraphs(WRAPPED.replace("\n", blank))
    assert [line[:12] for line in found] == [
        "1. Tuyên tru",
        "2. Tổ chức h",
        "a) Lớp thứ n",
        "- Lớp dành c",
        "+ Lớp buổi t",
        "Nơi nhận:",
        "- Như trên;",
    ]
    assert found[0].endswith("một việc làm cụ thể.")
    assert "phụ trách Lao động - Thương binh và Xã hội" in found[1]


def test_a_tone_mark_that_strayed_goes_back_to_its_vowel() -> None:
    assert paragraphs("Dạy tin hoc\u0323 qua maṇg nô \u0323bô \u0323 (LAN)".replace("ạ", "ạ")) == [
        "Dạy tin học qua mạng nộ bộ (LAN)"
    ]


def test_a_dash_before_a_capital_opens_an_item_whatever_letter_it_is() -> None:
    assert paragraphs("2. Phát triển vườn ươm\n- Đầu tư nhà lưới.\n- Ươm cây giống.\n- Ổn định diện tích.") == [
        "2. Phát triển vườn ươm",
        "- Đầu tư nhà lưới.",
        "- Ươm cây giống.",
        "- Ổn định diện tích.",
    ]


def test_a_closing_formula_begins_a_paragraph_of_its_own() -> None:
    raw = "1. Tổ chức liên hoan bảo đảm an toàn, tiết kiệm cho thiếu nhi các thôn trong xã.\nTrên đây là Kế hoạch chăm sóc cây xanh của xã, đề nghị các đơn vị triển khai."
    wrapped = "Đoàn Thanh niên xã vận động hội viên trồng dặm cây chết và tưới cây trong mùa\nkhô.\n" * 3
    assert paragraphs(wrapped + raw)[-2:] == raw.split("\n")


def test_a_place_cut_in_two_before_its_date() -> None:
    assert paragraphs("Số: 4/KH-UBND\nThành phố Hồ\nChí Minh, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH") == [
        "Số: 4/KH-UBND",
        "Thành phố Hồ Chí Minh, ngày 18 tháng 11 năm 2025",
        "KẾ HOẠCH",
    ]


def test_a_number_at_the_head_of_a_line_may_go_on() -> None:
    found = paragraphs(
        "Thực hiện nhiệm vụ được giao tại điểm b khoản 1 Điều\n5. Các đơn vị khẩn trương triển khai các nội dung sau đây"
    )
    assert len(found) == 1


def test_heading_in_capitals_and_its_text_stay_apart() -> None:
    assert paragraphs("I. MỤC ĐÍCH, YÊU CẦU\nNâng cao nhận thức của đoàn viên.") == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Nâng cao nhận thức của đoàn viên.",
    ]


def test_a_number_below_a_heading_in_capitals_is_a_label_whatever_word_the_heading_ends_with() -> None:
    found = paragraphs("II. CÔNG VIỆC TỪNG THÁNG\n1. Tháng 9/2025\n- Thay lưới chắn rác.")
    assert found == ["II. CÔNG VIỆC TỪNG THÁNG", "1. Tháng 9/2025", "- Thay lưới chắn rác."]


def test_a_head_that_lost_its_line_breaks_gets_them_back() -> None:
    raw = (
        "UBND TỈNH AN BÌNH ------- CỘNG HÒA XÃ HỘI\n  CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- Số: 12/KH-UBND An Bình, ngày\n"
        "  05 tháng 01 năm 2024 KẾ HOẠCH TỔ CHỨC NGÀY HỘI ĐỌC SÁCH\nNĂM 2024 Thực hiện Chỉ thị số 1/CT-UBND; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau: "
        "I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích Khuyến khích việc đọc sách. 2. Yêu cầu Tiết kiệm, thiết thực."
    )
    found = paragraphs(raw)
    assert found[:7] == [
        "UBND TỈNH AN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND",
        "An Bình, ngày 05 tháng 01 năm 2024",
        "KẾ HOẠCH",
        "TỔ CHỨC NGÀY HỘI ĐỌC SÁCH NĂM 2024",
    ]
    assert "I. MỤC ĐÍCH, YÊU CẦU" in found
    assert any(line.startswith("2. Yêu cầu") for line in found)


def page(rows: list[tuple[float, float, str]], number: int) -> tuple[str, list[tuple[str, Box]]]:
    return "\n".join(row[2] for row in rows), [
        (words, Box(number, x0, 60.0 + 20 * index, x1, 72.0 + 20 * index)) for index, (x0, x1, words) in enumerate(rows)
    ]


def test_page_numbers_and_running_heads_are_dropped_with_their_reason() -> None:
    made, words, pages, raw, at = [], [], [], "", 0
    for number in (1, 2, 3):
        rows = [
            (250.0, 300.0, "SỔ TAY CÔNG TÁC"),
            (295.0, 300.0, str(number)),
            (85.0, 540.0, f"{number}. Các đơn vị chủ động rà soát và báo cáo kết quả thực hiện trong năm"),
            (85.0, 300.0, f"về phòng chuyên môn số {number}."),
        ]
        own, lines = page(rows, number)
        start = at
        for text, box in lines:
            made.append(Line(start=at, end=at + len(text), box=box, align="center" if box.x0 > 200 else None))
            words.append(Word(at, at + len(text), box))
            at += len(text) + 1
        pages.append(Page(number, 595.0, 842.0, start, at - 1))
        raw += own + "\f"
    text = tidy(
        Source(
            name="t",
            sha256="0",
            media_type="application/pdf",
            size=1,
            raw=raw[:-1],
            lines=tuple(made),
            words=tuple(words),
            pages=tuple(pages),
            reader="test",
        )
    )
    assert text.string.split("\n") == [
        f"{n}. Các đơn vị chủ động rà soát và báo cáo kết quả thực hiện trong năm về phòng chuyên môn số {n}." for n in (1, 2, 3)
    ]
    assert {dropped.reason for dropped in text.dropped} >= {"header", "page-number"}
    boxes = text.boxes((0, 20))
    assert boxes
    assert boxes[0].page == 1


def test_a_symbol_cut_by_the_edge_of_its_cell_goes_on() -> None:
    cell = Cell(table=0, row=1, column=1)
    upper = Printed(Line(start=0, end=7, cell=cell), "305/KH-", None)
    lower = Printed(Line(start=8, end=16, cell=cell), "UBND của", None)
    assert goes_on(upper, lower, shape([upper, lower]))
    other = Printed(Line(start=8, end=16, cell=Cell(table=0, row=1, column=2)), "UBND tỉnh", None)
    assert not goes_on(upper, other, shape([upper, other]))


def test_a_wide_table_does_not_make_the_lines_of_the_text_short() -> None:
    text = "\n".join(
        f"{number}. Đoàn kiểm tra làm việc với các đơn vị theo lịch đã gửi và báo cáo kết quả\ncho Giám đốc Sở trước ngày cuối tháng theo quy định tại Nghị định số 12/2022/NĐ-\nCP ngày 05/02/2022 của Chính phủ."
        for number in range(1, 11)
    )
    table = "\n".join(
        f"{number}      Công ty số {number}" + " " * 40 + "Giám đốc, đội trưởng, người lao động được huấn luyện"
        for number in range(6)
    )
    assert paragraphs(f"{text}\n{table}")[0] == (
        "1. Đoàn kiểm tra làm việc với các đơn vị theo lịch đã gửi và báo cáo kết quả cho Giám đốc Sở trước ngày cuối tháng theo quy định tại Nghị định số 12/2022/NĐ- CP ngày 05/02/2022 của Chính phủ."
    )


def test_lines_of_which_none_begins_in_the_middle_of_a_sentence_are_paragraphs() -> None:
    words = [
        "KẾ HOẠCH", "Triển khai chiến dịch tiêm chủng năm 2024", "Thực hiện Kế hoạch số 21/KH-BYT của Bộ Y tế về tiêm chủng, UBND tỉnh ban hành kế hoạch:",
        "1. Tổ chức tập huấn cho cán bộ các trạm y tế trong toàn tỉnh", "- Đơn vị chủ trì: Sở Y tế.", "PHỤ LỤC", "DANH SÁCH CÁC TRẠM Y TẾ",
    ]  # fmt: skip
    assert paragraphs("\n".join(words)) == words
