"""Bodies in running text and in fields: the word list's own examples, and sentences in the manner of plans."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.data import table, words
from adminplan.passages.units import field_units, find_units
from adminplan.passages.units_words import key_of

HEADS = [(row["example"], row) for name in ("head", "noun") for row in words("unit_words")[name]]


def names(text: str) -> list[str]:
    return [unit.name for unit in find_units(text)]


@pytest.mark.parametrize(("example", "row"), HEADS, ids=[example for example, _ in HEADS])
def test_every_entry_of_the_word_list_finds_its_example(example: str, row: dict[str, object]) -> None:
    found = field_units(example, "lead")
    assert found, example
    if not example.startswith("phối hợp"):
        assert found[0].name == example
    if not row.get("loose"):
        assert names(f"Giao {example} chủ trì.")[:1] == [example]


@pytest.mark.parametrize("field", words("unit_words")["field"], ids=lambda row: str(row["names"][0]))
def test_fields_are_never_split(field: dict[str, list[str]]) -> None:
    full = field["names"][0].replace("|", " và ").replace(",", ", ")
    for head in field["of"]:
        name = f"{head.capitalize()} {full.capitalize()}"
        assert names(f"{name} chủ trì, phối hợp với Công an tỉnh thực hiện.") == [name, "Công an tỉnh"]


FOUND = [
    # names with what is a verb elsewhere
    ("Ban Chỉ đạo Chương trình OCOP huyện Tân Sơn triển khai", ["Ban Chỉ đạo Chương trình OCOP huyện Tân Sơn"]),
    ("Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh tổ chức họp", ["Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh"]),
    ("Văn phòng Điều phối Chương trình xây dựng nông thôn mới tỉnh tham mưu", ["Văn phòng Điều phối Chương trình xây dựng nông thôn mới tỉnh"]),
    ("Trung tâm Khuyến công và Tư vấn phát triển công nghiệp tổ chức tập huấn", ["Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"]),
    ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh chủ trì", ["Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"]),
    ("Tổ công tác triển khai Đề án 06 cấp xã rà soát", ["Tổ công tác triển khai Đề án 06 cấp xã"]),
    ("Các trường đại học sư phạm và Học viện Quản lý giáo dục phối hợp", ["Các trường đại học sư phạm", "Học viện Quản lý giáo dục"]),
    ("Ban Thường trực tổng hợp kiến nghị, gửi Phòng Tổng hợp", ["Ban Thường trực", "Phòng Tổng hợp"]),
    ("Ủy ban Kiểm tra Trung ương Đoàn theo dõi", ["Ủy ban Kiểm tra Trung ương Đoàn"]),
    # how far a collective reaches; a sentence about what it carries out is no field "Đơn vị thực hiện"
    ("Các cơ quan chuyên môn từ tỉnh đến cơ sở tổ chức lễ phát động", ["Các cơ quan chuyên môn từ tỉnh đến cơ sở"]),
    ("Các đơn vị thực hiện nghiêm túc Kế hoạch này", ["Các đơn vị"]),
    ("Các đơn vị thực hiện: Phòng Nội vụ", ["Phòng Nội vụ"]),
    # single bodies, with their places
    ("Giao Sở Y tế chủ trì, UBND tỉnh Bình Minh theo dõi.", ["Sở Y tế", "UBND tỉnh Bình Minh"]),
    ("Ủy ban nhân dân tỉnh Hoà Bình ban hành kế hoạch.", ["Ủy ban nhân dân tỉnh Hoà Bình"]),
    ("UBND thành phố Cần Thơ Quy định", ["UBND thành phố Cần Thơ"]),
    ("Quyết định của UBND tỉnh Quy định mức chi", ["UBND tỉnh"]),
    ("Phòng GD&ĐT huyện Tân An tham mưu.", ["Phòng GD&ĐT huyện Tân An"]),
    ("phòng Quản lý thương mại tổ chức tập huấn", ["phòng Quản lý thương mại"]),
    ("Văn phòng HĐND và UBND xã bố trí hội trường", ["Văn phòng HĐND và UBND xã"]),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
    ("Chi cục Hải quan khu vực XX, Kho bạc Nhà nước khu vực II", ["Chi cục Hải quan khu vực XX", "Kho bạc Nhà nước khu vực II"]),
    ("Ngân hàng Nhà nước chi nhánh khu vực 9 chỉ đạo", ["Ngân hàng Nhà nước chi nhánh khu vực 9"]),
    ("Chi nhánh Ngân hàng Chính sách xã hội tỉnh giải ngân", ["Chi nhánh Ngân hàng Chính sách xã hội tỉnh"]),
    ("Báo và Phát thanh, Truyền hình Lâm Đồng đưa tin", ["Báo và Phát thanh, Truyền hình Lâm Đồng"]),
    ("Ban Chỉ huy Phòng thủ dân sự các cấp trực 24/24", ["Ban Chỉ huy Phòng thủ dân sự các cấp"]),
    ("Trung tâm Nước sạch và vệ sinh môi trường nông thôn rà soát", ["Trung tâm Nước sạch và vệ sinh môi trường nông thôn"]),
    ("Chi cục Chăn nuôi và Thú y tỉnh cấp hóa chất", ["Chi cục Chăn nuôi và Thú y tỉnh"]),
    ("Công ty Cổ phần Cấp nước Bình Minh bảo đảm", ["Công ty Cổ phần Cấp nước Bình Minh"]),
    ("Trường THCS Nguyễn Trãi, Trường Tiểu học Kim Đồng", ["Trường THCS Nguyễn Trãi", "Trường Tiểu học Kim Đồng"]),
    ("Đoàn TNCS Hồ Chí Minh tỉnh, Hội LHPN tỉnh", ["Đoàn TNCS Hồ Chí Minh tỉnh", "Hội LHPN tỉnh"]),
    ("SỞ TÀI CHÍNH; TRUNG TÂM Y TẾ HUYỆN TÂN AN", ["SỞ TÀI CHÍNH", "TRUNG TÂM Y TẾ HUYỆN TÂN AN"]),
    ("Sở Tài chính (Phòng Ngân sách) và Kho bạc Nhà nước tỉnh", ["Sở Tài chính", "Phòng Ngân sách", "Kho bạc Nhà nước tỉnh"]),
    # collectives are one
    ("Các sở, ban, ngành, đoàn thể tỉnh và UBND các huyện, thị xã, thành phố", ["Các sở, ban, ngành, đoàn thể tỉnh", "UBND các huyện, thị xã, thành phố"]),
    ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ và UBND các tỉnh, thành phố trực thuộc trung ương", ["các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "UBND các tỉnh, thành phố trực thuộc trung ương"]),
    ("Sở, ban, ngành thuộc UBND tỉnh rà soát", ["Sở, ban, ngành thuộc UBND tỉnh"]),
    ("các cơ quan, tổ chức, cá nhân có liên quan", ["các cơ quan, tổ chức, cá nhân có liên quan"]),
    ("các sở ban ngành và các cơ quan đơn vị có liên quan", ["các sở ban ngành", "các cơ quan đơn vị có liên quan"]),
    ("các trường trung học phổ thông Căn cứ quy định", ["các trường trung học phổ thông"]),
    ("các cấp công đoàn, các cấp ủy Đảng, chính quyền", ["các cấp công đoàn", "các cấp ủy Đảng, chính quyền"]),
    ("các trường mầm non, tiểu học và TH&THCS tổ chức", ["các trường mầm non, tiểu học và TH&THCS"]),
    ("các cơ quan báo chí, phát thanh, truyền hình khác", ["các cơ quan báo chí, phát thanh, truyền hình khác"]),
    ("các tổ chức cung cấp dịch vụ viễn thông thực hiện", ["các tổ chức cung cấp dịch vụ viễn thông"]),
    ("Uỷ ban nhân dân phường, xã và đặc khu", ["Uỷ ban nhân dân phường, xã và đặc khu"]),
    ("UBND huyện/TP; UBND cấp xã; Công an các đơn vị, địa phương", ["UBND huyện/TP", "UBND cấp xã", "Công an các đơn vị, địa phương"]),
    ("Viện, Trường và các doanh nghiệp, hợp tác xã", ["Viện, Trường", "các doanh nghiệp, hợp tác xã"]),
    # persons who stand for bodies
    ("Giám đốc Sở Nội vụ, Thủ trưởng các sở, ban, ngành", ["Giám đốc Sở Nội vụ", "Thủ trưởng các sở, ban, ngành"]),
    # one head for several names
    ("các sở: Nội vụ, Y tế và Khoa học và Công nghệ; UBND tỉnh", ["Nội vụ", "Y tế", "Khoa học và Công nghệ", "UBND tỉnh"]),
    ("Sở Nội vụ, Tài chính, Công an tỉnh", ["Sở Nội vụ", "Tài chính", "Công an tỉnh"]),
    # words that only look like bodies
    ("Bộ tiêu chí, sở hữu trí tuệ, phòng, chống dịch, hội nghị, đội ngũ, khoa học", []),
    ("nhiệm vụ, dịch vụ, xã hội hóa, môi trường, cán bộ, dự báo, trường hợp, trên cơ sở đó", []),
    ("Tổ chức hội nghị tổng kết; Thống kê đàn vật nuôi; Thuế GTGT", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:40] for text, _ in FOUND])
def test_find_units(text: str, expected: list[str]) -> None:
    found = find_units(text)
    assert [unit.name for unit in found] == expected
    for unit in found:
        assert text[unit.span.start : unit.span.end] == unit.name
        assert unit.role is None
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "kind", "level", "system", "group"),
    [
        ("Bộ Y tế", "ministry", "central", "state", False),
        ("Sở Y tế", "department", "province", "state", False),
        ("UBND các xã, phường", "committee", "commune", "state", True),
        ("LĐLĐ huyện Tân An", "union", "district", "union", False),
        ("Công đoàn cơ sở", "union", "grassroots", "union", False),
        ("Ban Thường vụ Tỉnh ủy", "party", "province", "party", False),
        ("Tỉnh đoàn", "youth", "province", "youth", False),
        ("Hội Liên hiệp Phụ nữ xã", "front", "commune", "women", False),
        ("Trường THCS Kim Đồng", "school", "grassroots", "state", False),
        ("các doanh nghiệp", "enterprise", None, "enterprise", True),
        ("Giám đốc Sở Y tế", "person", "province", "state", False),
        ("các sở, ban, ngành", "department", None, "state", True),
    ],
)
def test_what_the_words_tell(text: str, kind: str, level: str | None, system: str | None, group: bool) -> None:
    (unit,) = find_units(text)
    assert (unit.kind, unit.level, unit.system, unit.group) == (kind, level, system, group)


L, C, M = "lead", "coordinate", "monitor"
FIELDS = [
    ("Sở Tài chính; Sở Công Thương; Ban Quản lý khu kinh tế tỉnh", ["Sở Tài chính", "Sở Công Thương", "Ban Quản lý khu kinh tế tỉnh"]),
    ("- Sở Y tế\n- Sở Nội vụ;\n+ Công an tỉnh.", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
    ("Các phòng chuyên môn; UBND xã", ["Các phòng chuyên môn", "UBND xã"]),
    ("Viện, Trường; Doanh nghiệp, Sở, ban, ngành có liên quan", ["Viện, Trường", "Doanh nghiệp", "Sở, ban, ngành có liên quan"]),
    ("Trung tâm Dịch vụ việc làm (Sở Nội vụ), các xã", ["Trung tâm Dịch vụ việc làm", "các xã"]),
    ("Phòng TC-HC (đầu mối), các khoa, phòng", ["Phòng TC-HC", "các khoa, phòng"]),
    ("Sở Văn hóa, Thể thao và Du lịch và các sở, ngành liên quan theo chức năng, nhiệm vụ được giao.", ["Sở Văn hóa, Thể thao và Du lịch", "các sở, ngành liên quan"]),
    ("Trần Văn Bình\nLê Thị Hoa", ["Trần Văn Bình", "Lê Thị Hoa"]),
    ("Đ/c Trần Văn Bình - Phó Chủ tịch", ["Đ/c Trần Văn Bình"]),
    ("Đồng chí Lê Thị Hoa, đồng chí Phạm Văn Nam", ["Đồng chí Lê Thị Hoa", "đồng chí Phạm Văn Nam"]),
    ("Văn thư, Kế toán, GVCN", ["Văn thư", "Kế toán", "GVCN"]),
    ("Tổ Toán - Tin và Đoàn TN", ["Tổ Toán - Tin", "Đoàn TN"]),
    ("Khối vận xã", ["Khối vận xã"]),
    ("Tổ vận hành số 1, Tổ vận hành số 2", ["Tổ vận hành số 1", "Tổ vận hành số 2"]),
    ("Tổ rà soát; Sư đoàn 10", ["Tổ rà soát", "Sư đoàn 10"]),
    ("Trung tâm Giám định xây dựng", ["Trung tâm Giám định xây dựng"]),
    ("Phòng Hạ tầng kỹ thuật Sở Xây dựng, các xã", ["Phòng Hạ tầng kỹ thuật Sở Xây dựng", "các xã"]),
    ("200.000 đồng/hộ", []),
    ("120 đại biểu; Sở Y tế", ["Sở Y tế"]),
    ("", []),
    (" - ", []),
    ("Sở Y tế. Hoàn thành trước ngày 15/6", ["Sở Y tế"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIELDS, ids=[text[:40] for text, _ in FIELDS])
def test_field_units(text: str, expected: list[str]) -> None:
    found = field_units(text, C)
    assert [unit.name for unit in found] == expected
    assert all(unit.role == C for unit in found)
    assert all(text[unit.span.start : unit.span.end] == unit.name for unit in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ trì: Sở Y tế. Phối hợp: Sở Tài chính, các xã", [("Sở Y tế", L), ("Sở Tài chính", C), ("các xã", C)]),
        ("Đơn vị chủ trì: Công an tỉnh; đơn vị phối hợp: Sở Y tế", [("Công an tỉnh", L), ("Sở Y tế", C)]),
        ("Sở Nội vụ chủ trì, phối hợp với các sở, ngành", [("Sở Nội vụ", L), ("các sở, ngành", C)]),
        (
            "Sở Nội vụ chủ trì tham mưu UBND tỉnh ban hành; Công an tỉnh và các xã chủ động triển khai thực hiện",
            [("Sở Nội vụ", L), ("Công an tỉnh", L), ("các xã", L)],
        ),
        (
            "Sở Tư pháp rà soát văn bản. Đồng thời, UBND các xã tiếp tục cập nhật kết quả.",
            [("Sở Tư pháp", L), ("UBND các xã", L)],
        ),
    ],
)
def test_labels_and_verbs_inside_a_field(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.role) for unit in field_units(text, L)] == expected


def test_the_tables_say_how_sure_they_are() -> None:
    assert all(row["source"] for row in table("issuers"))
    assert all(row["source"] for row in table("provinces"))
    assert len({row["name_from_2025_07_01"] for row in table("provinces")}) == 34


def test_a_key_is_as_long_as_its_text() -> None:
    assert len(key_of("İstanbul UỶ BAN – Hoà")) == len("İstanbul UỶ BAN – Hoà")


HOSTILE = [
    "Sở " * 20_000,
    "các sở, ban, ngành, " * 3_000,
    "UBND các xã, phường, " * 3_000,
    "Trung tâm Văn hóa và " * 3_000,
    "Giám đốc, " * 8_000,
    "các trường mầm non, tiểu học và " * 2_000,
    "(" * 40_000,
    "Đơn vị chủ trì, " * 5_000,
    " " * 60_000,
    "a" * 60_000,
    "Căn cứ, " * 8_000,
    "; và " * 12_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:16] for text in HOSTILE])
def test_hostile_strings_take_bounded_time(text: str) -> None:
    start = time.perf_counter()
    find_units(text)
    field_units(text, L)
    assert time.perf_counter() - start < 10


WORDS = st.lists(
    st.sampled_from(["Sở", "Y tế", "các", "sở", ",", "ban", "ngành", "và", "UBND", "xã", "phường", ";", "(", ")", ":", "chủ trì", "phối hợp", "với", "\n", "Giám đốc", "trường", "THCS", "-", ".", "1.", "Nguyễn Văn An", "cấp", "trực thuộc"]),
    max_size=30,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=80), WORDS))
def test_never_raises_and_spans_hold(text: str) -> None:
    for unit in (*find_units(text), *field_units(text, L)):
        assert 0 <= unit.span.start < unit.span.end <= len(text)
        assert text[unit.span.start : unit.span.end].startswith(unit.name[:1])
