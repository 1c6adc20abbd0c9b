"""Invented drafts of every system, for the tests of forms."""

from dataclasses import replace
from datetime import date

import pytest

from adminplan.subplan.draft import Annex, Block, Draft, Origin

NEW = Origin(change="new")


def block(kind, text, label=None):
    return Block(kind=kind, text=text, label=label, origin=NEW)


BODY = (
    block("part", "MỤC ĐÍCH, YÊU CẦU", "I."),
    block("item", "Mục đích", "1."),
    block("dash", "Nâng cao nhận thức của đoàn viên, người lao động về an toàn điện trong mùa mưa bão; phấn đấu trên […: tỷ lệ của xã] % tổ sản xuất ký cam kết.", "-"),
    block("dash", "Kịp thời phát hiện, sửa chữa các điểm mất an toàn.", "-"),
    block("item", "Yêu cầu", "2."),
    block("paragraph", "Việc kiểm tra phải thiết thực, tiết kiệm, không gây phiền hà cho cơ sở."),
    block("part", "NỘI DUNG", "II."),
    block("item", "Kiểm tra lưới điện tại các nhà văn hóa", "1."),
    block("point", "Rà soát, lập danh sách các điểm có nguy cơ; hoàn thành trước ngày 10/6/2024.", "a)"),
    block("point", "Thay thế dây dẫn hư hỏng trong quý III năm 2024.", "b)"),
    block("plus", "Ưu tiên các điểm ở vùng trũng.", "+"),
    block("item", "Tổ chức 02 lớp tập huấn về xử lý sự cố cho cán bộ thôn, bản.", "2."),
    block("part", "TỔ CHỨC THỰC HIỆN", "III."),
    block("item", "Văn phòng chủ trì tổng hợp, báo cáo kết quả trước ngày 20/11/2024.", "1."),
    block("paragraph", "Trên đây là Kế hoạch kiểm tra an toàn điện; trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh để được hướng dẫn."),
)  # fmt: skip
ANNEX = Annex(
    title="Bảng phân công nhiệm vụ kiểm tra an toàn điện năm 2024",
    columns=("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
    rows=tuple(
        (str(n), f"Kiểm tra, sửa chữa lưới điện tại nhà văn hóa cụm dân cư số {n} và các điểm sinh hoạt cộng đồng lân cận", "Công chức phụ trách kinh tế", "Các thôn, bản liên quan", "Trước ngày 10/6/2024")
        for n in range(1, 36)
    ),
    origins=(NEW,) * 35,
)  # fmt: skip
STATE = Draft(
    system="state",
    parent_issuer="UBND HUYỆN MƯỜNG XUÂN",
    issuer="ỦY BAN NHÂN DÂN XÃ BẢN LÚA",
    number=7,
    symbol="KH-UBND",
    place="Bản Lúa",
    date=date(2024, 2, 5),
    year=2024,
    type="Kế hoạch",
    title="Kiểm tra an toàn điện trong mùa mưa bão trên địa bàn xã Bản Lúa năm 2024",
    blocks=(
        block("basis", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"),
        block("basis", "Căn cứ Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2024 của Ủy ban nhân dân huyện Mường Xuân về kiểm tra an toàn điện trong mùa mưa bão;"),
        block("opening", "Ủy ban nhân dân xã Bản Lúa xây dựng Kế hoạch kiểm tra an toàn điện trong mùa mưa bão năm 2024 như sau:"),
        *BODY,
    ),
    recipients=("UBND huyện (b/c)", "Thường trực Đảng ủy, HĐND xã", "Các ban, ngành, đoàn thể xã", "Các thôn, bản", "Lưu: VT"),
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
    position="PHÓ CHỦ TỊCH",
    signer="[…: họ tên người ký]",
    annex=ANNEX,
)  # fmt: skip
UNION = replace(
    STATE,
    system="union",
    parent_issuer="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
    issuer="LIÊN ĐOÀN LAO ĐỘNG TỈNH VĨNH LONG",
    number=None,
    symbol="KH-LĐLĐ",
    place="Vĩnh Long",
    date=None,
    authority=("TM. BAN THƯỜNG VỤ",),
    recipients=("Đoàn Chủ tịch Tổng Liên đoàn (b/c)", "Các công đoàn cấp trên trực tiếp cơ sở", "Lưu: VT, CSPL"),
    annex=None,
)
PARTY = replace(
    STATE,
    system="party",
    parent_issuer="ĐẢNG BỘ TỈNH SƠN LA",
    issuer="BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN MƯỜNG XUÂN",
    number=12,
    symbol="KH/HU",
    place="Mường Xuân",
    blocks=(
        block("basis", "Căn cứ Chương trình số 31-CTr/TU, ngày 05/01/2024 của Ban Thường vụ Tỉnh ủy về an toàn điện;"),
        block("basis", "Xét đề nghị của Văn phòng Huyện ủy"),
        *STATE.blocks[2:],
    ),
    recipients=("Thường trực Tỉnh ủy (b/c)", "Các chi, đảng bộ trực thuộc", "Lưu Văn phòng Huyện ủy"),
    authority=("T/M BAN THƯỜNG VỤ",),
    position="PHÓ BÍ THƯ",
    signer="Lò Văn Kiên",
    annex=None,
)
YOUTH = replace(
    STATE,
    system="youth",
    parent_issuer="TỈNH ĐOÀN VĨNH LONG",
    issuer="BAN CHẤP HÀNH ĐOÀN HUYỆN CÁI SEN",
    number=21,
    symbol="KH/ĐTN",
    place="Cái Sen",
    recipients=("Ban Thường vụ Tỉnh Đoàn (b/c)", "Đoàn cơ sở trực thuộc", "Lưu: VP"),
    authority=("TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN",),
    position="BÍ THƯ",
    annex=None,
)
SCHOOL = replace(
    STATE,
    system="school",
    parent_issuer="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN TÂN HÒA ĐÔNG",
    issuer="TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ SỐ 2 NẬM KHAO",
    symbol="KH-TH&THCS",
    place="Nậm Khao",
    authority=(),
    position="HIỆU TRƯỞNG",
    signer="Nguyễn Thị Sen",
    annex=None,
)
MINISTRY = replace(
    STATE,
    parent_issuer=None,
    issuer="BỘ CÔNG THƯƠNG",
    number=1204,
    symbol="KH-BCT",
    place="Hà Nội",
    date=date(2024, 11, 12),
    authority=("KT. BỘ TRƯỞNG",),
    position="THỨ TRƯỞNG",
    annex=None,
)
ALL = {"state": STATE, "union": UNION, "party": PARTY, "youth": YOUTH, "school": SCHOOL, "ministry": MINISTRY}


@pytest.fixture(scope="session")
def drafts():
    """A draft of each system, by name."""
    return ALL
