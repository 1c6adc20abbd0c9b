"""Task tables whose headers nobody knows, told by what their columns hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from adminplan.layout.text import Text
from adminplan.outline.outline import read_outline
from adminplan.passages.walk import read_sections
from adminplan.passages.work import ActivityPassage

Write = Callable[[str], Text]
HEAD = "UBND XÃ AN BÌNH\nSố: 5/KH-UBND\nAn Bình, ngày 10 tháng 3 năm 2024\n**KẾ HOẠCH**\n**Chăm sóc cây xanh**\nCăn cứ tình hình địa phương, Ủy ban nhân dân xã ban hành kế hoạch như sau:\nII. NỘI DUNG\n1. Bảng kèm theo\n"


def rows(write: Write, table: str) -> tuple[list[ActivityPassage], Text]:
    """The activities that rows of the table give."""
    text = write(HEAD + table)
    found = read_sections(read_outline(text), masked=(), period=None).activities
    return [one for one in found if one.found_by == "activity.row@1"], text


ODD = "|#|Mảng chính|Cánh tay|Bao lâu\n"
BODY = (
    "|1|Đào hố trồng cây ven đường|Đoàn Thanh niên xã|Trước 15/4/2024\n"
    "|2|Vận chuyển cây giống về thôn|Hội Nông dân xã|Tháng 5/2024\n"
    "|3|Hội thi vườn đẹp đường quê|Hội Phụ nữ xã, Trạm Y tế xã|Quý II"
)


@pytest.mark.parametrize("header", [ODD, ""], ids=["unknown header", "no header"])
def test_bodies_and_times_make_a_task_table(write: Write, header: str) -> None:
    found, text = rows(write, header + BODY)
    assert [(one.label, text.quote(one.title)) for one in found] == [
        ("1", "Đào hố trồng cây ven đường"),
        ("2", "Vận chuyển cây giống về thôn"),
        ("3", "Hội thi vườn đẹp đường quê"),
    ]
    assert [[(unit.name, unit.role) for unit in one.units] for one in found] == [
        [("Đoàn Thanh niên xã", "lead")],
        [("Hội Nông dân xã", "lead")],
        [("Hội Phụ nữ xã", "lead"), ("Trạm Y tế xã", "lead")],
    ]
    assert [(time.kind, time.end) for one in found for time in one.times] == [
        ("deadline", date(2024, 4, 15)),
        ("range", date(2024, 5, 31)),
        ("range", date(2024, 6, 30)),
    ]


def test_of_two_columns_of_bodies_the_second_helps(write: Write) -> None:
    table = (
        "|#|Mảng chính|Cánh tay|Bên cạnh|Bao lâu\n|1|Đào hố trồng cây ven đường|Đoàn Thanh niên xã|Hội Nông dân xã|Trước 15/4/2024\n"
        "|2|Vận chuyển cây giống về thôn|Hội Nông dân xã|Hội Phụ nữ xã|Tháng 5/2024"
    )
    found, _ = rows(write, table)
    assert [[(unit.name, unit.role) for unit in one.units] for one in found] == [
        [("Đoàn Thanh niên xã", "lead"), ("Hội Nông dân xã", "coordinate")],
        [("Hội Nông dân xã", "lead"), ("Hội Phụ nữ xã", "coordinate")],
    ]


def test_work_begins_with_a_verb_where_only_times_stand_beside_it(write: Write) -> None:
    found, text = rows(write, "|Phần A|Phần B\n|Kiểm tra cây trồng năm trước|Tháng 3/2024\n|Tổ chức ươm cây non|Tháng 4/2024")
    assert [(text.quote(one.title), one.times[0].start) for one in found] == [
        ("Kiểm tra cây trồng năm trước", date(2024, 3, 1)),
        ("Tổ chức ươm cây non", date(2024, 4, 1)),
    ]


def test_an_unknown_header_beside_known_ones(write: Write) -> None:
    found, _ = rows(
        write, "|TT|Nội dung|Cánh tay|Ghi chú\n|1|Tổ chức ươm cây non|Trạm Khuyến nông\n|2|Kiểm tra cây trồng|Hội Nông dân xã"
    )
    assert [unit.name for one in found for unit in one.units] == ["Trạm Khuyến nông", "Hội Nông dân xã"]


@pytest.mark.parametrize(
    "table",
    [
        "|TT|Công trình|Chủ quản|Quy mô\n|1|Vườn hoa thôn Đông|UBND xã|20 cây\n|2|Vườn hoa thôn Tây|Đoàn Thanh niên xã|30 cây",
        "|TT|Đơn vị|Cây xanh|Năm\n|1|Trường THCS An Bình|20|2024\n|2|Trường Tiểu học An Bình|30|2025",
        "|TT|Tên công trình|Chủ quản\n|1|Vườn hoa thôn Đông|UBND xã\n|2|Vườn hoa thôn Tây|Đoàn Thanh niên xã",
        "|Phần A|Phần B\n|Kiểm tra cây trồng năm trước|Tháng 3/2024",
        "|Buổi|Sáng|Chiều\n|Ngày 05/4/2024|Đoàn Thanh niên xã|Hội Cựu chiến binh xã\n|Ngày 06/4/2024|Trạm Y tế xã|Hội Phụ nữ xã",
    ],
    ids=["things and owners", "figures of a year", "a known list", "one row tells nothing", "a roster"],
)
def test_lists_and_figures_are_no_work(write: Write, table: str) -> None:
    assert rows(write, table)[0] == []


def test_a_bare_date_in_a_column_of_deadlines_is_the_last_day_and_from_to_stays_a_range(write: Write) -> None:
    table = (
        "|TT|Nội dung công việc|Đơn vị chủ trì|Thời gian hoàn thành\n"
        "|1|Đào hố trồng cây|Đoàn Thanh niên xã|30/4/2024\n"
        "|2|Tưới cây con|Hội Nông dân xã|Từ tháng 5/2024 đến tháng 8/2024"
    )
    found, _ = rows(write, table)
    assert [(time.kind, time.start, time.end) for one in found for time in one.times] == [
        ("deadline", None, date(2024, 4, 30)),
        ("range", date(2024, 5, 1), date(2024, 8, 31)),
    ]
