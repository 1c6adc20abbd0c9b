"""Letterheads of State, Party, union and youth, letters, joint plans, heads that lack a part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from adminplan.layout.text import Text
from adminplan.outline.letterhead import read_head, type_word

Write = Callable[[str], Text]

UNION = """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG
TỈNH AN BÌNH
Số: 21/KH-LĐLĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 3 năm 2024
**KẾ HOẠCH**
**Tổ chức hội thi tay nghề giỏi**
**năm 2024**
Căn cứ chương trình công tác năm, Liên đoàn Lao động tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH"""


def test_union_form(write: Write) -> None:
    head = read_head(write(UNION))
    assert (head.type, head.number, head.date, head.place) == ("Kế hoạch", "21/KH-LĐLĐ", date(2024, 3, 5), "An Bình")
    assert head.issuer == "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN BÌNH"
    assert head.parent_issuer == "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"
    assert head.title == "Tổ chức hội thi tay nghề giỏi năm 2024"


def test_party_form(write: Write) -> None:
    head = read_head(
        write("""TỈNH ỦY AN BÌNH
HUYỆN ỦY SÔNG TRÀ
*
Số 15-KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Trà, ngày 12 tháng 01 năm 2024
**KẾ HOẠCH**
**học tập, quán triệt Nghị quyết đại hội**
-----
Thực hiện Kế hoạch số 40-KH/TU, Ban Thường vụ Huyện ủy xây dựng Kế hoạch như sau:""")
    )
    assert (head.number, head.issuer, head.parent_issuer) == ("15-KH/HU", "HUYỆN ỦY SÔNG TRÀ", "TỈNH ỦY AN BÌNH")
    assert (head.place, head.date) == ("Sông Trà", date(2024, 1, 12))
    assert head.title == "học tập, quán triệt Nghị quyết đại hội"


def test_a_ward_whose_name_begins_with_an_is_no_type(write: Write) -> None:
    head = read_head(
        write("""ỦY BAN NHÂN DÂN
PHƯỜNG AN PHÚ
Số: 31/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Phú, ngày 09 tháng 8 năm 2025
**KẾ HOẠCH**
**Chăm sóc cây xanh**
Thực hiện Kế hoạch số 4/KH-UBND, Ủy ban nhân dân phường ban hành kế hoạch như sau:""")
    )
    assert (head.type, head.number, head.place) == ("Kế hoạch", "31/KH-UBND", "An Phú")
    assert (head.issuer, head.title) == ("ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ", "Chăm sóc cây xanh")


def test_youth_form(write: Write) -> None:
    head = read_head(
        write("""|BCH ĐOÀN TỈNH AN BÌNH|ĐOÀN TNCS HỒ CHÍ MINH
|***|
|Số: 77 - KH/TĐTN-PT|An Bình, ngày 20 tháng 5 năm 2024
**KẾ HOẠCH**
**Chiến dịch tình nguyện hè**
Căn cứ Kế hoạch số 5-KH/TWĐTN;""")
    )
    assert (head.number, head.issuer, head.parent_issuer) == ("77-KH/TĐTN-PT", "BCH ĐOÀN TỈNH AN BÌNH", None)
    assert (head.place, head.title) == ("An Bình", "Chiến dịch tình nguyện hè")


def test_an_organ_alone_in_its_line_goes_on_with_its_body(write: Write) -> None:
    head = read_head(
        write("""HỘI NÔNG DÂN VIỆT NAM
BAN CHẤP HÀNH
HỘI NÔNG DÂN TỈNH AN BÌNH
Số: 8-KH/HNDT
An Bình, ngày 4 tháng 3 năm 2014
**KẾ HOẠCH**
**Trồng cỏ ven mương**
Căn cứ Chương trình số 1-CTr/HND;""")
    )
    assert head.issuer == "BAN CHẤP HÀNH HỘI NÔNG DÂN TỈNH AN BÌNH"
    assert head.parent_issuer == "HỘI NÔNG DÂN VIỆT NAM"


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        ("CỤC QUẢN LÝ THỊ\nTRƯỜNG\nĐỘI QUẢN LÝ CHỢ", "ĐỘI QUẢN LÝ CHỢ", "CỤC QUẢN LÝ THỊ TRƯỜNG"),
        ("LĐLĐ TỈNH AN BÌNH\nCÔNG ĐOÀN CƠ SỞ\nBỆNH VIỆN SÔNG TRÀ", "CÔNG ĐOÀN CƠ SỞ BỆNH VIỆN SÔNG TRÀ", "LĐLĐ TỈNH AN BÌNH"),
        ("UBND TỈNH AN BÌNH\nLIÊN MINH HỢP TÁC XÃ TỈNH", "LIÊN MINH HỢP TÁC XÃ TỈNH", "UBND TỈNH AN BÌNH"),
    ],
)
def test_where_a_body_begins_in_the_letterhead(write: Write, lines: str, issuer: str, parent: str) -> None:
    head = read_head(
        write(f"{lines}\nSố: 8/KH-A\nAn Bình, ngày 4 tháng 3 năm 2024\n**KẾ HOẠCH**\n**Trồng cỏ**\nCăn cứ Luật Đất đai;")
    )
    assert (head.issuer, head.parent_issuer) == (issuer, parent)


def test_blank_number_and_day_are_null(write: Write) -> None:
    head = read_head(
        write("""UBND TỈNH AN BÌNH
SỞ CÔNG THƯƠNG
Số:       /KH-SCT
An Bình, ngày      tháng 6 năm 2024
**KẾ HOẠCH**
**Kiểm tra an toàn hóa chất**
Căn cứ Luật Hóa chất;""")
    )
    assert (head.number, head.date, head.place) == ("/KH-SCT", None, "An Bình")
    assert (head.issuer, head.parent_issuer) == ("SỞ CÔNG THƯƠNG", "UBND TỈNH AN BÌNH")


def test_letter_without_type_line(write: Write) -> None:
    head = read_head(
        write("""UBND HUYỆN SÔNG TRÀ
PHÒNG NỘI VỤ
Số: 33/NV-CCVC
V/v báo cáo kết quả
đào tạo năm 2023
Sông Trà, ngày 02 tháng 02 năm 2024
Kính gửi: Ủy ban nhân dân các xã, thị trấn
Thực hiện chỉ đạo của Ủy ban nhân dân huyện, Phòng Nội vụ đề nghị các đơn vị báo cáo.""")
    )
    assert (head.type, head.number, head.title) == ("Công văn", "33/NV-CCVC", "báo cáo kết quả đào tạo năm 2023")
    assert head.issuer == "PHÒNG NỘI VỤ"


def test_decision_names_its_issuer_again_below_the_title(write: Write) -> None:
    head = read_head(
        write("""ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
Số: 100/QĐ-UBND
An Bình, ngày 01 tháng 12 năm 2023
**QUYẾT ĐỊNH**
**Ban hành Kế hoạch cải cách hành chính năm 2024**
**ỦY BAN NHÂN DÂN TỈNH AN BÌNH**
Căn cứ Luật Tổ chức chính quyền địa phương;""")
    )
    assert (head.type, head.title) == ("Quyết định", "Ban hành Kế hoạch cải cách hành chính năm 2024")


def test_joint_plan_has_all_its_issuers(write: Write) -> None:
    head = read_head(
        write("""|SỞ GIÁO DỤC VÀ ĐÀO TẠO - CÔNG AN TỈNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
|Số: 9/KHLT-SGDĐT-CAT|An Bình, ngày 03 tháng 9 năm 2024
**KẾ HOẠCH LIÊN TỊCH**
**Giáo dục an toàn giao thông**
Căn cứ Quy chế phối hợp số 1/QCPH-SGDĐT-CAT;""")
    )
    assert (head.type, head.number) == ("Kế hoạch liên tịch", "9/KHLT-SGDĐT-CAT")
    assert head.issuer == "SỞ GIÁO DỤC VÀ ĐÀO TẠO - CÔNG AN TỈNH"


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("KẾ HOẠCH", "kế hoạch", ""),
        ("K Ế  H O Ạ C H", None, ""),
        ("KẾ HOẠCH TỔ CHỨC HỘI THI", "kế hoạch", "TỔ CHỨC HỘI THI"),
        ("DỰ THẢO KẾ HOẠCH", "kế hoạch", ""),
        ("Kế hoạch", "kế hoạch", ""),
        ("Kế hoạch phát triển đàn bò", None, ""),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "chương trình hành động", ""),
    ],
)
def test_type_line(line: str, kind: str | None, rest: str) -> None:
    found = type_word(line)
    assert (found is None) == (kind is None)
    if found is not None and kind is not None:
        assert found == (kind, rest)


def test_no_head_at_all(write: Write) -> None:
    head = read_head(write("Biên bản họp tổ\nHôm nay tổ dân phố họp bàn việc vệ sinh đường ngõ."))
    assert head.number is None
    assert head.issuer is None


INSPECTION = """SỞ XÂY DỰNG
ĐOÀN KIỂM TRA
THEO QUYẾT ĐỊNH
SỐ 40/QĐ-SXD
Số: 52/KH-ĐKT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 10 tháng 3 năm 2026
KẾ HOẠCH
Kiểm tra công tác an toàn lao động"""


def test_a_body_named_after_the_decision_that_set_it_up(write: Write) -> None:
    head = read_head(write(INSPECTION))
    assert (head.number, head.parent_issuer) == ("52/KH-ĐKT", "SỞ XÂY DỰNG")
    assert head.issuer == "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 40/QĐ-SXD"
