"""Citations: each rule beside an invented sentence of the genre."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.passages.passage import ReferencePassage
from adminplan.passages.references import find_references


def cited(text: str, **options: object) -> list[tuple[str, str | None]]:
    """(type, number or title) of what is cited, without self references and anaphora."""
    found = find_references(text, **options)
    return [(r.type, r.number or r.title) for r in found if r.form not in {"self", "anaphora"}]


def only(text: str, **options: object) -> ReferencePassage:
    found = find_references(text, **options)
    assert len(found) == 1, found
    return found[0]


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kế hoạch số 45/KH-UBND", "45/KH-UBND"),
        ("Kế hoạch số45/KH-UBND", "45/KH-UBND"),
        ("Kế hoạch số: 45 /KH - UBND", "45/KH-UBND"),
        ("Kế hoạch 45/KH–UBND", "45/KH-UBND"),
        ("Kế hoạch số\n45/KH-UBND", "45/KH-UBND"),
        ("Chương trình số 12- CTr/TU", "12-CTr/TU"),
        ("Quyết định số 30c/QĐ-UBND", "30c/QĐ-UBND"),
        ("Nghị quyết số 66.7/2026/NQ-CP", "66.7/2026/NQ-CP"),
        ("Nghị quyết số 21/2023/UBTVQH15", "21/2023/UBTVQH15"),
        ("Thông tư liên tịch số 09/2014/TTLT-BNV-BTC", "09/2014/TTLT-BNV-BTC"),
        ("Thông tư số 11/2012/TT-BGD ĐT", "11/2012/TT-BGDĐT"),
        ("Kế hoạch số 77KH-UBND", "77/KH-UBND"),
        ("Quyết định số 81/QÐ-UBND", "81/QĐ-UBND"),
        ("Tờ trình số 310/TTr-CAT(PC06)", "310/TTr-CAT(PC06)"),
        ("Công văn số 88/SGDĐT-GDTrH,GDTX", "88/SGDĐT-GDTrH,GDTX"),
        ("Văn bản số 15.3/GĐN", "15.3/GĐN"),
        ("Văn bản số KTX-VT07/26-KD", "KTX-VT07/26-KD"),
        ("Văn bản số 64/CT-09", "64/CT-09"),
        ("Kế hoạch số 5/KH-BCĐTKNQ18", "5/KH-BCĐTKNQ18"),
        ("Nghị quyết số 07/2022/NQ-HĐND.Theo đó", "07/2022/NQ-HĐND"),
        ("NQ 22/2024/NQ-HĐND", "22/2024/NQ-HĐND"),
        ("CV số 470/SYT-NVY", "470/SYT-NVY"),
        ("Đề án 06/CP", "06/CP"),
        ("Quyết định số 25/QĐ- -UBND ngày 01/3/2024", "25/QĐ-UBND"),
        ("Thông tư sô 9/2021/TT-BNV", "9/2021/TT-BNV"),
    ],
)
def test_number_and_its_noise(text: str, number: str) -> None:
    assert only(text).number == number


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 5 năm 2026 - 2030",
        "Thông báo 42 Đọc thêm",
        "thực hiện Chương trình 3 tháng",
        "Hướng dẫn 12 trường học trên địa bàn",
        "Luật sư tư vấn; pháp luật về đất đai; Hội Luật gia tỉnh",
        "xây dựng kế hoạch phát triển đội ngũ",
        "tỷ lệ 24/7, dự án 2 giai đoạn",
        "Báo cáo kết quả trước ngày 15/6/2024",
        "phong trào “Giỏi việc nước, đảm việc nhà”",
        "Sở Kế hoạch và Đầu tư, Phòng Kế hoạch - Tài chính",
        "Viện Chiến lược và Chính sách",
        "Mẫu số 02, Phụ lục số 3, Biểu số 1",
        "các văn bản hướng dẫn thi hành Luật",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_a_bare_number_needs_the_type_word() -> None:
    assert cited("theo Chỉ thị 15 của Thủ tướng Chính phủ") == [("Chỉ thị", "15")]
    assert cited("Đoàn giám sát 501 làm việc với xã") == []


def test_a_symbol_names_its_type_where_the_word_is_missing() -> None:
    assert cited("14/KHLT-PGDĐT-CĐGD") == [("Kế hoạch liên tịch", "14/KHLT-PGDĐT-CĐGD")]


def test_a_text_without_marks_names_documents_by_their_symbols() -> None:
    """Text layers of old scans lost marks and letters; numbers, codes and days stay readable."""
    text = "Thuc hien Ke hoach so 31-KH/HU ngay 4 thang 6 nam 2014 cua Huyen uy Tan Son trien khai Quyk dinh s6 208/QD-UBND ngay, 02/4/2014 cua UBND tinh"
    found = find_references(text)
    assert [(one.type, one.number, one.date) for one in found] == [
        ("Kế hoạch", "31-KH/HU", "2014-06-04"),
        ("Quyết định", "208/QĐ-UBND", "2014-04-02"),
    ]
    assert cited("so 15/20 ho, so lieu ngay 5") == []
    assert cited("ĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 311/QĐ-STC", head=False) == []  # the name of a team in a letterhead


def test_symbol_and_type_word_with_words_between() -> None:
    found = only("Quyết định của Thủ tướng Chính phủ số 311/QĐ-TTg ngày 02/3/2023")
    assert (found.number, found.issuer, found.date) == ("311/QĐ-TTg", "Thủ tướng Chính phủ", "2023-03-02")
    assert only("Chương trình công tác toàn khóa số 04-CTr/ĐU").number == "04-CTr/ĐU"


def test_numbers_stay_as_printed_in_a_document_and_are_mended_in_a_fragment() -> None:
    text = "Căn cứ Chỉ thị số 22/CT-TW"
    assert only(text).number == "22-CT/TW"
    assert only(text, head=(0, len(text))).number == "22/CT-TW"


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "date"),
    [
        (" ngày 29/3/2023", "2023-03-29"),
        (", ngày 18/5/2021", "2021-05-18"),
        (" ngày 02 tháng 8 năm 2012", "2012-08-02"),
        (" ngày 5-9-2020", "2020-09-05"),
        (" ngày 05.9.2020", "2020-09-05"),
        (" 02/2/2021", "2021-02-02"),
        (" (ngày 12/4/2019)", "2019-04-12"),
        (" ngày 03/12/2021của UBND huyện", "2021-12-03"),
        (" ban hành ngày 01/7/2025", "2025-07-01"),
        (" tháng 4 năm 2026", "2026-04"),
        (" năm 2015", "2015"),
        (" · 03/09/2026", "2026-09-03"),
        (" ngày    tháng    năm 2026", "2026"),
        (" ngày 45/13/2020", None),
        ("", None),
    ],
)
def test_date(tail: str, date: str | None) -> None:
    assert find_references(f"Thực hiện Kế hoạch số 12/KH-UBND{tail}")[0].date == date


# --- issuers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "issuer"),
    [
        ("của Ủy ban nhân dân tỉnh về tăng cường phòng cháy", "Ủy ban nhân dân tỉnh"),
        ("của Bộ Lao động, Thương binh và Xã hội về việc làm", "Bộ Lao động, Thương binh và Xã hội"),
        ("của Sở Văn hóa, Thể thao và Du lịch về lễ hội", "Sở Văn hóa, Thể thao và Du lịch"),
        ("của Bộ Nông nghiệp và phát triển nông thôn về mùa vụ", "Bộ Nông nghiệp và phát triển nông thôn"),
        ("của Ban Chấp hành Trung ương Đảng khoá XI về đổi mới", "Ban Chấp hành Trung ương Đảng khoá XI"),
        ("của Ban Bí thư Trung ương Đảng (khóa XI)", "Ban Bí thư Trung ương Đảng (khóa XI)"),
        ("của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số 5-NQ/TW", "Ban Thường vụ Tỉnh ủy"),
        ("của Văn phòng Chính phủ Kết luận phiên họp thứ nhất", "Văn phòng Chính phủ"),
        ("của UBND huyện Phê duyệt Đề án trường học xanh", "UBND huyện"),
        ("của Ban Chỉ đạo về chuyển đổi số tỉnh về việc phân công thành viên", "Ban Chỉ đạo về chuyển đổi số tỉnh"),
        ("của Ủy ban nhân dân (UBND) tỉnh ban hành quy định", "Ủy ban nhân dân (UBND) tỉnh"),
        ("của Bộ Nội vụ (nay là Bộ Dân tộc) về tôn giáo", "Bộ Nội vụ"),
        ("của Công ty cổ phần Đầu tư xây dựng Bình Minh về việc kiểm định", "Công ty cổ phần Đầu tư xây dựng Bình Minh"),
        ("của Sở Y tế)", "Sở Y tế"),
        ("của Chính phủ và các văn bản hướng dẫn", "Chính phủ"),
        ("do Ủy ban nhân dân xã ban hành về thu gom rác", "Ủy ban nhân dân xã"),
        ("Hội đồng nhân dân tỉnh về phí", "Hội đồng nhân dân tỉnh"),
        ("của pháp luật", None),
    ],
)
def test_issuer(tail: str, issuer: str | None) -> None:
    assert find_references(f"Căn cứ Quyết định số 31/QĐ-XYZ ngày 05/6/2021 {tail}")[0].issuer == issuer


def test_issuers_of_a_joint_document() -> None:
    found = only(
        "Căn cứ Thông tư liên tịch số 41/2011/TTLT-BTC-BYT ngày 04/4/2011 giữa Bộ Tài chính và Bộ Y tế hướng dẫn thu phí"
    )
    assert found.issuer == "Bộ Tài chính và Bộ Y tế"
    found = only("Thông tư liên tịch số 41/2011/TTLT-BTC-BYT ngày 04/4/2011 của Bộ Tài chính, Bộ Y tế hướng dẫn thu phí")
    assert found.issuer == "Bộ Tài chính, Bộ Y tế"


def test_a_title_ends_where_another_ground_is_joined_with_and() -> None:
    text = "Triển khai Kế hoạch số 8/KH-UBND của UBND tỉnh về trồng tre chắn sóng và trên cơ sở đề xuất của Giám đốc Sở Xây dựng tại Tờ trình số 9/TTr-SXD, Ủy ban nhân dân thị xã ban hành"
    plan, proposal = find_references(text)
    assert (plan.title, plan.relation) == ("trồng tre chắn sóng", "implements")
    assert (proposal.issuer, proposal.relation) == ("Giám đốc Sở Xây dựng", "basis")


@pytest.mark.parametrize(
    ("text", "issuer", "relation"),
    [
        ("Xét đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 9/TTr-SXD ngày 01/02/2024", "Giám đốc Sở Xây dựng", "basis"),
        ("Theo đề nghị của Chánh Văn phòng UBND huyện tại Tờ trình số 9/TTr-VP;", "Chánh Văn phòng UBND huyện", "basis"),
        ("Xét đề nghị của 02 đơn vị gồm: Công ty TNHH Hoa Sen tại Văn bản số 07/CV-HS", "Công ty TNHH Hoa Sen", "basis"),
        ("Được sự nhất trí của Đảng ủy phường tại Thông báo số 3-TB/ĐU", "Đảng ủy phường", "basis"),
        (
            "Thực hiện Chương trình phối hợp số 5/CTPH-A giữa Sở Y tế và Sở Nội vụ, Ban Quản lý chợ xây dựng kế hoạch",
            "Sở Y tế và Sở Nội vụ",
            "implements",
        ),
        ("Xét đề xuất của Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV", "Giám đốc Sở Nội vụ", "basis"),
        ("Sở Y tế có Tờ trình số 88/TTr-SYT gửi Ủy ban nhân dân tỉnh", "Sở Y tế", "mentions"),
        ("Thực hiện chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 66/UBND-VX", "Chủ tịch UBND tỉnh", "implements"),
    ],
)
def test_issuer_before_its_document(text: str, issuer: str, relation: str) -> None:
    found = find_references(text)[0]
    assert (found.issuer, found.relation) == (issuer, relation)


def test_date_and_issuer_before_their_document() -> None:
    found = find_references("Ngày 13/5/2011, UBND huyện ban hành Kế hoạch số 42/KH-UBND về cải cách hành chính")[0]
    assert (found.date, found.issuer, found.title) == ("2011-05-13", "UBND huyện", "cải cách hành chính")


# --- titles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "title"),
    [
        (" về phòng, chống đuối nước năm 2024;", "phòng, chống đuối nước năm 2024"),
        (" về việc tổ chức hội thi nấu ăn.", "tổ chức hội thi nấu ăn"),
        (" V/v tăng cường thu gom rác", "tăng cường thu gom rác"),
        (" phê duyệt Đề án “Trường học xanh”;", "phê duyệt Đề án “Trường học xanh”"),
        (" “Trồng một triệu cây xanh”;", "Trồng một triệu cây xanh"),
        (", kế hoạch bảo vệ rừng mùa khô;", "kế hoạch bảo vệ rừng mùa khô"),
        (" về phát triển du lịch, Ủy ban nhân dân xã ban hành kế hoạch như sau:", "phát triển du lịch"),
        (" về phát triển du lịch, cụ thể như sau:", "phát triển du lịch"),
        (" về phát triển du lịch (gọi tắt là Kế hoạch du lịch)", "phát triển du lịch"),
        (" về vệ sinh trường học tại TP. Hoa Lư; nhà trường", "vệ sinh trường học tại TP. Hoa Lư"),
        (" về sắp xếp cơ quan, trên cơ sở báo cáo của Sở Nội vụ", "sắp xếp cơ quan"),
        (")", None),
    ],
)
def test_title(tail: str, title: str | None) -> None:
    text = f"Thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2024 của UBND tỉnh{tail}"
    assert find_references(text)[0].title == title


def test_issuer_after_the_title() -> None:
    found = only("Thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2024 về trồng cây xanh của UBND tỉnh Hoa Lư")
    assert (found.issuer, found.title) == ("UBND tỉnh Hoa Lư", "trồng cây xanh")


def test_nested_citation_is_a_mention_and_keeps_what_the_outer_one_says_of_it() -> None:
    outer, inner = find_references(
        "Thực hiện Kế hoạch số 17-KH/TU ngày 05/12/2023 của Tỉnh ủy về thực hiện Chỉ thị số 38-CT/TW ngày 30/7/2023 của Ban Bí thư về đo lường"
    )
    assert (outer.relation, outer.nested_in) == ("implements", None)
    assert (inner.number, inner.relation, inner.nested_in, inner.inner_relation) == ("38-CT/TW", "mentions", 0, "implements")
    assert outer.title is not None
    assert outer.title.endswith("về đo lường")


def test_three_levels() -> None:
    a, b, c = find_references(
        "Căn cứ Quyết định số 5/QĐ-UBND ngày 01/4/2024 của UBND tỉnh ban hành Kế hoạch triển khai Kết luận số 4-KL/TW ngày 02/2/2024 của "
        "Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 9-CT/TW về thể thao;"
    )
    assert [r.nested_in for r in (a, b, c)] == [None, 0, 1]
    assert [r.relation for r in (a, b, c)] == ["basis", "mentions", "mentions"]


def test_a_scheme_named_only_in_the_title_that_approves_it_is_none() -> None:
    assert cited(
        "Căn cứ Quyết định số 91/QĐ-TTg ngày 01/8/2022 của Thủ tướng Chính phủ phê duyệt Chương trình mỗi xã một sản phẩm năm 2023;"
    ) == [("Quyết định", "91/QĐ-TTg")]
    assert ("Đề án", "Xây dựng trường trọng điểm") in cited(
        "Thực hiện Kế hoạch số 3/KH-UBND ngày 05/5/2022 của UBND huyện về việc thực hiện Đề án “Xây dựng trường trọng điểm”;"
    )


# --- lists ----------------------------------------------------------------------------------------------------------


def test_one_cue_governs_a_list() -> None:
    found = find_references(
        "Thực hiện Kế hoạch số 30/KH-TLĐ ngày 29/3/2022 của Tổng Liên đoàn về Tháng Công nhân, Kế hoạch số 40/KH-LĐLĐ ngày 02/4/2022 của "
        "LĐLĐ tỉnh về tổ chức hội thao; Hướng dẫn số 11/HD-LĐLĐ và Công văn số 77/LĐLĐ-CSPL; LĐLĐ huyện ban hành kế hoạch như sau:"
    )
    assert [r.number for r in found] == ["30/KH-TLĐ", "40/KH-LĐLĐ", "11/HD-LĐLĐ", "77/LĐLĐ-CSPL"]
    assert {r.relation for r in found} == {"implements"}
    assert [r.title for r in found] == ["Tháng Công nhân", "tổ chức hội thao", None, None]


def test_a_second_cue_in_the_sentence() -> None:
    found = find_references("Thực hiện chương trình công tác năm 2024; căn cứ Kế hoạch số 8-KH/TĐTN ngày 28/2/2024 của Tỉnh đoàn")
    assert [(r.type, r.relation) for r in found] == [("Chương trình", "implements"), ("Kế hoạch", "basis")]
    found = find_references("Căn cứ Chỉ thị số 3/CT-UBND ngày 01/2/2024 của UBND tỉnh; triển khai Kế hoạch số 9/KH-SYT")
    assert [r.relation for r in found] == ["basis", "implements"]


def test_a_plan_known_by_issuer_and_subject_in_the_opening() -> None:
    text = "Thực hiện Kế hoạch số 9/KH-UBND ngày 02/3/2024, Kế hoạch của UBND huyện Sông Trà về trồng cây giai đoạn 2024 - 2028, Ủy ban nhân dân xã xây dựng kế hoạch:"
    assert [(r.number, r.issuer, r.title) for r in find_references(text)][1:] == [
        (None, "UBND huyện Sông Trà", "trồng cây giai đoạn 2024 - 2028")
    ]


def test_theo_after_a_semicolon_is_a_cue() -> None:
    found = find_references(
        "Thực hiện Kế hoạch số 9/KH-SYT ngày 02/3/2024; theo Nghị quyết số 7/NQ-HN ngày 05/3/2024 của Hội nghị viên chức"
    )
    assert [r.relation for r in found] == ["implements", "basis"]


def test_date_and_issuer_serve_the_numbers_before() -> None:
    found = find_references("Căn cứ Quyết định số 17-QĐ/TW và Quyết định số 18-QĐ/TW ngày 12/12/2013 của Bộ Chính trị")
    assert {(r.date, r.issuer) for r in found} == {("2013-12-12", "Bộ Chính trị")}
    found = find_references("Chỉ thị 15 và Chỉ thị 16 của Thủ tướng Chính phủ")
    assert [(r.number, r.issuer) for r in found] == [("15", "Thủ tướng Chính phủ"), ("16", "Thủ tướng Chính phủ")]
    found = find_references("Nghị quyết số 8/2024/QH14 và Nghị quyết số 9/2025/QH15 của Quốc hội về học phí")
    assert [r.issuer for r in found] == ["Quốc hội", "Quốc hội"]
    found = find_references("Căn cứ Nghị quyết số 5-NQ/TW và Quyết định số 12/QĐ-TTg ngày 03/3/2024 của Thủ tướng Chính phủ")
    assert [r.issuer for r in found] == [None, "Thủ tướng Chính phủ"]


def test_one_type_word_for_several_numbers() -> None:
    found = find_references("Thực hiện các Quyết định: số 12/QĐ-UBND ngày 01/2/2023, số 13/QĐ-UBND ngày 05/3/2023 của UBND tỉnh")
    assert [(r.type, r.number, r.issuer) for r in found] == [
        ("Quyết định", "12/QĐ-UBND", "UBND tỉnh"),
        ("Quyết định", "13/QĐ-UBND", "UBND tỉnh"),
    ]
    assert [r.form for r in found] == ["full", "list"]
    assert [r.number for r in find_references("Thực hiện Nghị quyết số 18, 19-NQ/TW của Trung ương")] == ["18-NQ/TW", "19-NQ/TW"]
    assert cited("theo Chỉ thị 15, 16 và 19 của Thủ tướng Chính phủ") == [("Chỉ thị", "15"), ("Chỉ thị", "16"), ("Chỉ thị", "19")]
    assert cited("Công văn số 5/SNV-CCVC, 6/SNV-CCVC của Sở Nội vụ") == [("Công văn", "5/SNV-CCVC"), ("Công văn", "6/SNV-CCVC")]


def test_the_issuer_at_the_head_of_a_list() -> None:
    found = find_references(
        "Căn cứ các Quyết định của Thủ tướng Chính phủ: Quyết định số 1/QĐ-TTg ngày 01/2/2024; Quyết định số 2/QĐ-TTg;"
    )
    assert [r.issuer for r in found] == ["Thủ tướng Chính phủ"] * 2


def test_items_below_a_line_that_ends_with_a_colon() -> None:
    text = "Căn cứ các văn bản sau:\n- Kế hoạch số 3/KH-UBND;\n- Công văn số 4/SYT-NVY;\nỦy ban nhân dân xã ban hành kế hoạch."
    assert [r.relation for r in find_references(text, head=(0, len(text)))] == ["basis", "basis"]


def test_amended_by_is_a_further_member() -> None:
    found = find_references("Căn cứ Luật Điện lực số 61/2024/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15;")
    assert [(r.number, r.relation) for r in found] == [("61/2024/QH15", "basis"), ("87/2025/QH15", "basis")]


# --- relations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thực hiện Kế hoạch số 1/KH-SYT", "implements"),
        ("Triển khai thực hiện Kế hoạch số 1/KH-SYT", "implements"),
        ("Để thực hiện có hiệu quả Kế hoạch số 1/KH-SYT", "implements"),
        ("Tiếp tục thực hiện Kế hoạch số 1/KH-SYT", "implements"),
        ("- Thực hiện Kế hoạch số 1/KH-SYT", "implements"),
        ("Căn cứ vào Kế hoạch số 1/KH-SYT", "basis"),
        ("căn cứ Kế hoạch số 1/KH-SYT", "basis"),
        ("Trên cơ sở Kế hoạch số 1/KH-SYT", "basis"),
        ("Được sự đồng ý của Sở Y tế tại Kế hoạch số 1/KH-SYT", "basis"),
        ("thực hiện Kế hoạch số 1/KH-SYT", "mentions"),
        ("Thực hiện theo Kế hoạch số 1/KH-SYT", "mentions"),
        ("theo hướng dẫn tại Kế hoạch số 1/KH-SYT", "mentions"),
        ("(Ban hành kèm theo Kế hoạch số 1/KH-SYT)", "accompanies"),
        ("Kế hoạch này thay thế Kế hoạch số 1/KH-SYT", "replaces"),
        ("Sửa đổi, bổ sung Điều 3 Kế hoạch số 1/KH-SYT", "amends"),
        ("Bãi bỏ Kế hoạch số 1/KH-SYT", "repeals"),
        ("Kế hoạch số 1/KH-SYT hết hiệu lực", "repeals"),
        ("Ủy ban nhân dân xã ban hành Kế hoạch triển khai thi hành Kế hoạch số 1/KH-SYT như sau", "implements"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    found = [r for r in find_references(text) if r.number]
    assert [r.relation for r in found] == [relation]


def test_a_body_only_mentions_save_for_what_this_document_does() -> None:
    text = (
        "Thực hiện Kế hoạch số 1/KH-SYT;\nI. MỤC ĐÍCH\nThực hiện Kế hoạch số 2/KH-SYT.\n- Rà soát, sửa đổi, bổ sung Quyết định số 3/QĐ-UBND.\n"
        "- Theo mẫu ban hành kèm theo Thông tư số 4/2021/TT-BYT.\nKế hoạch này thay thế Kế hoạch số 5/KH-UBND và Kế hoạch số 6/KH-UBND."
    )
    found = {r.number: r.relation for r in find_references(text, head=(0, 32)) if r.number}
    assert found == {
        "1/KH-SYT": "implements",
        "2/KH-SYT": "mentions",
        "3/QĐ-UBND": "mentions",
        "4/2021/TT-BYT": "accompanies",
        "5/KH-UBND": "replaces",
        "6/KH-UBND": "replaces",
    }


def test_the_heading_of_legal_bases() -> None:
    text = "KẾ HOẠCH\nI. CĂN CỨ PHÁP LÝ\n- Luật Trẻ em năm 2016;\n- Nghị định số 5/2024/NĐ-CP.\nII. NỘI DUNG\n1. Phổ biến Luật Thanh niên."
    assert [(r.title or r.number, r.relation) for r in find_references(text, head=(0, 9))] == [
        ("Trẻ em", "basis"),
        ("5/2024/NĐ-CP", "basis"),
        ("Thanh niên", "mentions"),
    ]


def test_the_title_in_capitals_says_what_is_implemented() -> None:
    text = "KẾ HOẠCH\nTRIỂN KHAI THI HÀNH LUẬT VIỆC LÀM TRÊN ĐỊA BÀN TỈNH HOA LƯ\nI. MỤC ĐÍCH\n"
    found = only(text, head=(0, 70))
    assert (found.type, found.title, found.relation) == ("Luật", "VIỆC LÀM", "implements")


def test_a_title_set_in_short_lines() -> None:
    text = "SỐ: 3\nKẾ HOẠCH\nTRIỂN KHAI THI HÀNH LUẬT BẢO VỆ MÔI\nTRƯỜNG TRÊN ĐỊA BÀN XÃ\nTheo đề nghị của Phòng Kinh tế;\nI. MỤC ĐÍCH\n"
    found = only(text, head=(text.index("Theo"), text.index("I. ")))
    assert (found.title, found.relation) == ("BẢO VỆ MÔI TRƯỜNG", "implements")


def test_documents_under_a_decision_share_its_cue() -> None:
    found = find_references(
        "Căn cứ Quy chế tuyển sinh trung học ban hành kèm theo Thông tư số 7/2024/TT-BGDĐT ngày 05/5/2024 của Bộ Giáo dục và Đào tạo;"
    )
    assert [(r.type, r.relation) for r in found] == [("Quy chế", "basis"), ("Thông tư", "basis")]


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "title", "date", "number"),
    [
        ("Căn cứ Luật Công đoàn năm 2024;", "Luật", "Công đoàn", "2024", None),
        ("Luật Giáo dục 2019 quy định", "Luật", "Giáo dục", "2019", None),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
            "Luật",
            "Tổ chức chính quyền địa phương",
            "2025-06-16",
            None,
        ),
        ("Căn cứ Luật Lưu trữ số 33/2024/QH15;", "Luật", "Lưu trữ", None, "33/2024/QH15"),
        ("theo Luật Phòng chống ma tuý và các văn bản", "Luật", "Phòng chống ma tuý", None, None),
        (
            "quy định chi tiết luật phòng, chống tác hại của rượu, bia để xử lý",
            "Luật",
            "phòng, chống tác hại của rượu, bia",
            None,
            None,
        ),
        ("quy định của Luật Việc làm bảo đảm kịp thời", "Luật", "Việc làm", None, None),
        ("Luật Giao dịch điện tử (sửa đổi) ngày 22/6/2023", "Luật", "Giao dịch điện tử (sửa đổi)", "2023-06-22", None),
        ("chính sách tại Bộ luật Lao động đối với nữ", "Bộ luật", "Lao động", None, None),
        ("Căn cứ Điều lệ Công đoàn Việt Nam khóa XIII;", "Điều lệ", "Công đoàn Việt Nam khóa XIII", None, None),
        ("theo Luật Khí quyển được Quốc hội thông qua", "Luật", "Khí quyển", None, None),
    ],
)
def test_law(text: str, kind: str, title: str, date: str | None, number: str | None) -> None:
    found = only(text)
    assert (found.type, found.title, found.date, found.number) == (kind, title, date, number)


def test_amending_laws() -> None:
    outer, first, second = find_references(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở số 43/2024/QH15;"
    )
    assert (outer.title, outer.number, outer.relation) == (
        "sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",
        "43/2024/QH15",
        "basis",
    )
    assert [(r.title, r.nested_in, r.inner_relation) for r in (first, second)] == [
        ("Đất đai", 0, "amends"),
        ("Nhà ở", 0, "amends"),
    ]


def test_a_list_of_laws() -> None:
    assert cited("rà soát các Luật: Đất đai, Nhà ở và Đầu tư công") == [
        ("Luật", "Đất đai"),
        ("Luật", "Nhà ở"),
        ("Luật", "Đầu tư công"),
    ]
    assert cited("Luật Đầu tư công, Luật Ngân sách nhà nước") == [("Luật", "Đầu tư công"), ("Luật", "Ngân sách nhà nước")]


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("tham gia Chương trình “Một triệu cây xanh cho trường học”", "Chương trình", "Một triệu cây xanh cho trường học"),
        (
            "theo Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025.",
            "Chương trình",
            "mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025",
        ),
        (
            "thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030;",
            "Chiến lược",
            "quốc gia về bình đẳng giới giai đoạn 2021-2030",
        ),
        (
            "theo Nghị quyết Đại hội Đảng bộ huyện, nhiệm kỳ 2020 - 2025 và kế hoạch năm",
            "Nghị quyết",
            "Đại hội Đảng bộ huyện, nhiệm kỳ 2020 - 2025",
        ),
        ("cũng như Đề án của Chính phủ về trường học số nhằm nâng cao", "Đề án", "trường học số"),
        (
            "Tổ chức thực hiện nghiêm túc Quy định về thu, sử dụng các khoản đóng góp tự nguyện trong trường học.",
            "Quy định",
            "thu, sử dụng các khoản đóng góp tự nguyện trong trường học",
        ),
        ("phải bám sát nội dung Kế hoạch tổ chức hội thao năm 2025.", "Kế hoạch", "tổ chức hội thao năm 2025"),
        ("Thực hiện chương trình công tác Hội năm 2024, Ban Thường vụ", "Chương trình", "công tác Hội năm 2024"),
    ],
)
def test_named_programmes(text: str, kind: str, title: str) -> None:
    found = only(text)
    assert (found.type, found.title) == (kind, title)


@pytest.mark.parametrize(
    "text",
    [
        "tham mưu ban hành Kế hoạch phát triển du lịch năm 2025.",
        "Xây dựng Đề án “Trường học hạnh phúc” trình Ủy ban nhân dân tỉnh.",
        "Trên đây là Kế hoạch tổ chức hội thao năm 2025.",
        "góp ý dự thảo Luật Công chức;",
        "ngay sau khi Luật Dân số được Quốc hội thông qua",
        "thực hiện Chương trình phù hợp với điều kiện",
        "mục tiêu của Chương trình nhằm nâng cao nhận thức",
        "Tổ chức thực hiện các Chương trình mục tiêu quốc gia giai đoạn 2021-2025",
        "chương trình nghệ thuật “Mùa xuân”",
        "Phương án triển khai:",
        "Nghị định quy định chi tiết thi hành một số điều",
    ],
)
def test_names_of_what_does_not_exist_yet_or_is_any_of_a_kind(text: str) -> None:
    body = f"I. NỘI DUNG\n{text}"
    assert cited(body, head=(0, 0)) == []


def test_a_name_runs_over_no_citation() -> None:
    text = "bám sát Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị"
    assert cited(f"I. NỘI DUNG\n- Cần {text}", head=(0, 0)) == [("Nghị quyết", "57-NQ/TW")]


def test_the_place_is_no_part_of_a_national_programme() -> None:
    found = only(
        "- Tiếp tục thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới trên địa bàn xã năm 2024.", head=False
    )
    assert found.title == "mục tiêu quốc gia xây dựng nông thôn mới"


def test_regulations_of_cooperation() -> None:
    found = find_references("Căn cứ Quy chế phối hợp giữa Sở Y tế và Liên đoàn Lao động tỉnh giai đoạn 2023 - 2028;")[0]
    assert (found.type, found.title, found.relation) == (
        "Quy chế",
        "phối hợp giữa Sở Y tế và Liên đoàn Lao động tỉnh giai đoạn 2023 - 2028",
        "basis",
    )


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("thiết kế theo TCVN 4321:2012 hiện hành", "Tiêu chuẩn", "TCVN4321:2012"),
        ("quy chuẩn QCVN 09:2021/BXD về thoát nước", "Quy chuẩn", "QCVN09:2021/BXD"),
        ("áp dụng TCVN ISO 9001:2015", "Tiêu chuẩn", "TCVNISO9001:2015"),
    ],
)
def test_technical_standards(text: str, kind: str, number: str) -> None:
    found = only(text)
    assert (found.type, found.number) == (kind, number)


# --- forms ----------------------------------------------------------------------------------------------------------


def test_self_and_anaphora() -> None:
    text = "Số: 15/KH-UBND\nKẾ HOẠCH\nVề trồng cây\nI. MỤC ĐÍCH\nKế hoạch này nhằm trồng cây. Chương trình này và Công văn trên còn hiệu lực."
    assert [(r.type, r.form, r.number) for r in find_references(text, head=(0, 36))] == [
        ("Kế hoạch", "self", None),
        ("Chương trình", "anaphora", None),
        ("Công văn", "anaphora", None),
    ]


def test_the_annex_cites_its_own_document() -> None:
    text = (
        "Số: 15/KH-UBND\nKẾ HOẠCH\nTrồng cây\nThực hiện Kế hoạch số 2/KH-SNN;\nI. MỤC ĐÍCH\n(Kèm theo Kế hoạch số 15/KH-UBND ngày 02/3/2024)\n"
        "(Kèm theo Kế hoạch số     /KH-UBND ngày    /3/2024 của UBND xã)"
    )
    found = find_references(text, head=(0, 68))
    assert [(r.form, r.number) for r in found] == [("full", "2/KH-SNN"), ("self", "15/KH-UBND"), ("self", "/KH-UBND")]


def test_a_plan_that_accompanies_a_decision_cites_it() -> None:
    text = "KẾ HOẠCH\nTrồng cây\n(Ban hành kèm theo Quyết định số 31/QĐ-UBND ngày 02/3/2024 của UBND xã)\nI. MỤC ĐÍCH"
    assert only(text, head=(0, 90)).relation == "accompanies"


def test_short_numbers_take_the_only_full_one() -> None:
    text = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.\nI. NỘI DUNG\nPhổ biến Nghị quyết 57 và Chỉ thị số 05."
    found = find_references(text, head=(0, 66))
    assert [(r.number, r.form) for r in found] == [("57-NQ/TW", "full"), ("57-NQ/TW", "short"), ("05", "full")]


def test_two_full_forms_leave_a_short_number_alone() -> None:
    text = "Căn cứ Nghị quyết số 57-NQ/TW; Nghị quyết số 57/NQ-CP;\nI. NỘI DUNG\nPhổ biến Nghị quyết 57."
    assert find_references(text, head=(0, 55))[-1].number == "57"


def test_alias_and_its_later_uses() -> None:
    text = (
        "Thực hiện Quyết định số 9/QĐ-TTg ngày 02/3/2024 của Thủ tướng Chính phủ về dữ liệu (sau đây gọi tắt là Quyết định số 9);\n"
        "Căn cứ Luật Thanh niên năm 2020 (sau đây viết gọn là Luật);\nI. NỘI DUNG\nPhổ biến Luật và Quyết định số 9 đến đoàn viên."
    )
    found = find_references(text, head=(0, 180))
    assert [(r.type, r.number or r.title, r.form, r.alias) for r in found] == [
        ("Quyết định", "9/QĐ-TTg", "full", "Quyết định số 9"),
        ("Luật", "Thanh niên", "full", "Luật"),
        ("Luật", "Thanh niên", "short", None),
        ("Quyết định", "9/QĐ-TTg", "short", None),
    ]


def test_a_number_in_brackets_after_its_own_title() -> None:
    found = find_references(
        "Thực hiện Nghị quyết số 16/2024/QH15 của Quốc hội về nước sạch đến năm 2030 (Nghị quyết số 16/2024/QH15), Công văn số 2/SYT-NVY"
    )
    assert [(r.number, r.relation) for r in found] == [("16/2024/QH15", "implements"), ("2/SYT-NVY", "implements")]
    assert found[0].alias == "Nghị quyết số 16/2024/QH15"


def test_a_law_with_its_number_is_the_law_without() -> None:
    text = "Căn cứ Luật Lưu trữ số 33/2024/QH15;\nI. NỘI DUNG\nPhổ biến Luật Lưu trữ."
    assert [(r.number, r.form) for r in find_references(text, head=(0, 36))] == [
        ("33/2024/QH15", "full"),
        ("33/2024/QH15", "short"),
    ]


def test_this_document_under_its_own_name() -> None:
    text = (
        "KẾ HOẠCH\nPHÁT TRIỂN DU LỊCH CỘNG ĐỒNG XÃ HOA LƯ NĂM 2025\nI. NỘI DUNG\n"
        "Danh mục nhiệm vụ thực hiện Kế hoạch phát triển du lịch cộng đồng xã Hoa Lư năm 2025."
    )
    assert cited(text, head=(0, 58)) == []


def test_lines_end_citations_in_a_document() -> None:
    text = "Thực hiện Kế hoạch số 3/KH-UBND ngày 02/3/2024 của UBND tỉnh\nvề tổ chức thực hiện\nI. NỘI DUNG"
    assert only(text, head=(0, 60)).title is None
    assert only(text.replace("\nI. NỘI DUNG", "")).title == "tổ chức thực hiện"


def test_short_forms_of_the_parties_belong_to_a_name() -> None:
    rules, decision = find_references(
        "Căn cứ Quy chế phối hợp giữa Sở Y tế (SYT) và Công đoàn ngành Y tế (CĐYT) tỉnh ban hành ngày 03/8/2020 theo Quyết định số 12/QĐ-SYT;"
    )
    assert rules.title == "phối hợp giữa Sở Y tế (SYT) và Công đoàn ngành Y tế (CĐYT) tỉnh"
    # What is issued by a decision is of its day.
    assert (rules.date, decision.number, decision.date) == ("2020-08-03", "12/QĐ-SYT", "2020-08-03")


@pytest.mark.parametrize(
    ("else_where", "title"), [("Chương trình sữa học đường;", "sữa học đường"), ("", "sữa học đường trên địa bàn tỉnh Tân Giang")]
)
def test_where_a_programme_is_carried_out_is_no_part_of_its_name(else_where: str, title: str) -> None:
    head = "Thực hiện Chương trình sữa học đường trên địa bàn tỉnh Tân Giang, Sở Y tế ban hành Kế hoạch.\n"
    found = find_references(f"{head}Phổ biến {else_where} vận động phụ huynh.", head=(0, len(head)))
    assert found[0].title == title


# --- what always holds ----------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        "Kế hoạch", "kế hoạch", "KẾ HOẠCH", "Nghị quyết", "Luật", "Đề án", "Chương trình", "Quyết định", "số", "12", "45/KH-UBND", "05-CT/TW",
        "ngày 02/3/2024", "ngày", "năm 2024", "của", "UBND tỉnh", "Bộ Lao động", ",", ";", ".", "và", "về", "về việc", "thực hiện", "Thực hiện", "Căn cứ",
        "(", ")", "“", "”", '"', "\n", "gọi tắt là", "kèm theo", "thay thế", "này", "sửa đổi, bổ sung một số điều của", "Công đoàn", "tại", "giai đoạn 2021-2025",
    ]
)  # fmt: skip


def _holds(text: str, head: bool | tuple[int, int]) -> None:
    found = find_references(text, head=head)
    assert [r.span for r in found] == sorted(r.span for r in found)
    for i, one in enumerate(found):
        assert one.quote == text[one.span.start : one.span.end]
        assert one.quote
        assert one.nested_in is None or (0 <= one.nested_in < len(found) and one.nested_in != i)
        assert one.relation in {"implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions"}
        assert one.form in {"full", "short", "anaphora", "list", "self"}
        assert one.title is None or one.title.strip()


def test_empty_quotes_are_no_title() -> None:
    assert only("45/KH-UBND “ ”").title is None


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.sampled_from(["", " "]), st.sampled_from([True, False, (0, 30)]))
def test_never_raises_and_quotes_its_span(words: list[str], joint: str, head: bool | tuple[int, int]) -> None:
    _holds(joint.join(words), head)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.sampled_from([True, False, (0, 30)]))
def test_any_text(text: str, head: bool | tuple[int, int]) -> None:
    _holds(text, head)


@pytest.mark.parametrize(
    "unit",
    ["Kế hoạch số ", "12/KH-UBND, ", "Luật sửa đổi, bổ sung một số điều của ", "của UBND tỉnh và ", "( ", "“", "ngày 1/1/2020 ", "thay thế Điều 1, ",
     "về việc ", "A-", "1/", "Thực hiện ", "Căn cứ Luật Công đoàn, ", "gọi tắt là (", "Ban Chỉ đạo về ", "tại Tờ trình số 1/TTr-A; ", "Luật Đất đai, ", "\n", "."],
)  # fmt: skip
def test_bounded_work_on_hostile_text(unit: str) -> None:
    times = []
    for size in (10_000, 40_000):
        text = unit * (size // len(unit))
        began = time.perf_counter()
        find_references(text)
        find_references(text, head=(0, 200))
        times.append(time.perf_counter() - began)
    assert times[1] < 3
