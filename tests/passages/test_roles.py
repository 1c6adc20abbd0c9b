"""Who has to do something in a sentence, and which body a heading or sentence is about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.passages.roles import assigned_units, heading_unit, subject_unit

L, C, M = "lead", "coordinate", "monitor"
SENTENCES = [
    # names with words that are verbs elsewhere
    ("Phòng Thanh tra - Kiểm tra số 1 chủ trì, phối hợp với Phòng Quản lý nợ và Cưỡng chế nợ thuế rà soát.", [("Phòng Thanh tra - Kiểm tra số 1", L), ("Phòng Quản lý nợ và Cưỡng chế nợ thuế", C)]),
    ("Giao Phòng Tuyên truyền - Hỗ trợ người nộp thuế hướng dẫn hộ kinh doanh.", [("Phòng Tuyên truyền - Hỗ trợ người nộp thuế", L)]),
    ("Công đoàn cơ sở trực thuộc tổ chức hội nghị.", [("Công đoàn cơ sở trực thuộc", L)]),
    ("Thủ trưởng các đơn vị thuộc và trực thuộc Sở triển khai thực hiện.", [("Thủ trưởng các đơn vị thuộc và trực thuộc Sở", L)]),
    ("Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện tổ chức tập huấn.", [("Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện", L)]),
    ("Thanh tra Sở phối hợp với Viettel An Hòa kiểm tra đường truyền.", [("Thanh tra Sở", L), ("Viettel An Hòa", C)]),
    ("Bóng bàn (Ban Tuyên giáo - Nữ công chủ trì).", [("Ban Tuyên giáo - Nữ công", L)]),
    ("Các hạt kiểm lâm tổ chức họp thôn mỗi tháng một lần.", [("Các hạt kiểm lâm", L)]),
    # teams named in small letters: only the verb ends the name
    ("Tổ trực bơm đình làng mở cống khi mưa lớn.", [("Tổ trực bơm đình làng", L)]),
    ("- Đội tình nguyện mùa mưa dọn bãi bồi.", [("Đội tình nguyện mùa mưa", L)]),
    ("1. Trung đội dân quân thường trực canh gác kho giống.", [("Trung đội dân quân thường trực", L)]),
    ("Tổ bảo vệ ruộng lúa các ấp tuần tra ban đêm.", [("Tổ bảo vệ ruộng lúa các ấp", L)]),
    ("Đội quản lý chợ số 2 dọn hàng rong.", [("Đội quản lý chợ số 2", L)]),
    ("Chi bộ Khối hành chính mở chuyên mục.", [("Chi bộ Khối hành chính", L)]),
    ("Dọn kênh, vớt bèo do Tổ quản lý thủy nông xã thực hiện.", [("Tổ quản lý thủy nông xã", L)]),
    ("Việc đo độ mặn do phòng thủy văn công an cấp tỉnh thực hiện.", [("phòng thủy văn công an cấp tỉnh", L)]),
    ("Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ chủ trì diễn tập.", [("Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", L)]),
    ("Cục Truyền thông Công an nhân dân sản xuất phóng sự mỗi quý.", [("Cục Truyền thông Công an nhân dân", L)]),
    ("Phụ trách: Phòng Kinh tế; cùng đi: Trạm Y tế xã", [("Phòng Kinh tế", L), ("Trạm Y tế xã", C)]),
    ("Phòng Kinh tế làm trưởng đoàn, Công an huyện và Điện lực An Bình cử người tham gia.", [("Phòng Kinh tế", L), ("Công an huyện", C), ("Điện lực An Bình", C)]),
    ("Phòng Công tác đảng và công tác chính trị chủ trì.", [("Phòng Công tác đảng và công tác chính trị", L)]),
    ("Thanh tra Sở kiểm tra đột xuất các điểm.", [("Thanh tra Sở", M)]),
    ("Lớp do Huyện đoàn Sông Trà làm điểm.", [("Huyện đoàn Sông Trà", L)]),
    ("Hội Nông dân xã bàn với UBND các xã biên giới lập tổ canh nước.", [("Hội Nông dân xã", L), ("UBND các xã biên giới", C)]),
    ("Chi bộ nào chậm thì nhắc nhở.", []),
    ("Tổ chức lễ ra quân do cấp trên phát động.", []),
    ("Phụ trách: Sở Xây dựng; hỗ trợ: Liên chi đoàn Khoa Kinh tế", [("Sở Xây dựng", L), ("Liên chi đoàn Khoa Kinh tế", C)]),
    # orders
    ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính, UBND các xã tổ chức thực hiện.", [("Sở Y tế", L), ("Sở Tài chính", C), ("UBND các xã", C)]),
    ("Giao cho Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện.", [("Văn phòng UBND tỉnh", M)]),
    ("Đề nghị Ủy ban MTTQ tỉnh vận động Nhân dân hưởng ứng.", [("Ủy ban MTTQ tỉnh", L)]),
    ("Đề nghị UBND tỉnh khen thưởng tập thể có thành tích.", []),
    ("Yêu cầu các sở, ngành; UBND các xã; các đơn vị liên quan triển khai thực hiện.", [("các sở, ngành", L), ("UBND các xã", L), ("các đơn vị liên quan", L)]),
    ("Phân công Phòng Nội vụ chuẩn bị tài liệu.", [("Phòng Nội vụ", L)]),
    ("Ủy quyền cho Sở Tư pháp ký ban hành văn bản.", [("Sở Tư pháp", L)]),
    ("Chỉ đạo, hướng dẫn các trường học tổ chức sinh hoạt chuyên đề.", [("các trường học", L)]),
    ("Hướng dẫn các địa phương lựa chọn điểm tập kết.", []),
    # chairing and joining
    ("Sở Nội vụ chủ trì, phối hợp với Công an tỉnh và các đơn vị liên quan thực hiện.", [("Sở Nội vụ", L), ("Công an tỉnh", C), ("các đơn vị liên quan", C)]),
    ("Sở Y tế chủ trì kiểm tra, giám sát các cơ sở.", [("Sở Y tế", L)]),
    ("Hội thi do Tỉnh đoàn chủ trì.", [("Tỉnh đoàn", L)]),
    ("Phong trào do Tổng Liên đoàn Lao động Việt Nam phát động.", []),
    ("Phối hợp với Báo, Đài tuyên truyền về tháng cao điểm.", [("Báo, Đài", C)]),
    ("Kết hợp với chuyên môn chỉ đạo các tổ công đoàn thực hiện tốt nhiệm vụ.", [("chuyên môn", C), ("các tổ công đoàn", L)]),
    ("Công đoàn phối hợp với chuyên môn phát động thi đua.", [("Công đoàn", L), ("chuyên môn", C)]),
    ("Sở Y tế chủ trì xây dựng dự toán; Sở Tài chính phối hợp với Sở Y tế thẩm định.", [("Sở Y tế", L), ("Sở Tài chính", C), ("Sở Y tế", C)]),
    ("Công an tỉnh phối hợp tuần tra, kiểm soát.", [("Công an tỉnh", C)]),
    ("Tổ chức giải chạy với sự tham gia của Hội Nông dân tỉnh, Tỉnh đoàn.", [("Hội Nông dân tỉnh", C), ("Tỉnh đoàn", C)]),
    ("Huy động lực lượng dân quân, đoàn thanh niên tham gia dọn vệ sinh.", [("lực lượng dân quân", C), ("đoàn thanh niên", C)]),
    ("Vận động doanh nghiệp, hợp tác xã tham gia hội chợ.", []),
    # subjects
    ("Các trường học tổ chức hội thi.", [("Các trường học", L)]),
    ("Sở Tư pháp, Sở Nội vụ có trách nhiệm tổng hợp.", [("Sở Tư pháp", L), ("Sở Nội vụ", L)]),
    ("Các Trạm y tế giám sát ca bệnh tại địa bàn.", [("Các Trạm y tế", M)]),
    ("Hội Phụ nữ, Đoàn Thanh niên hỗ trợ hộ nghèo.", [("Hội Phụ nữ", C), ("Đoàn Thanh niên", C)]),
    ("Các cấp công đoàn hưởng ứng tháng hành động.", [("Các cấp công đoàn", L)]),
    ("Theo hướng dẫn của Bộ Y tế, Sở Y tế tổ chức tiêm chủng.", [("Sở Y tế", L)]),
    ("Hằng năm, Sở Tư pháp tổng hợp, báo cáo UBND tỉnh.", [("Sở Tư pháp", L)]),
    ("Sở Tài chính, trên cơ sở đề xuất của các cơ quan, chủ trì tổng hợp.", [("Sở Tài chính", L)]),
    ("UBND các xã trên địa bàn tỉnh xây dựng kế hoạch.", [("UBND các xã", L)]),
    ("Sở Công Thương là cơ quan thường trực.", [("Sở Công Thương", L)]),
    ("Tổ chức lễ phát động (Sở Nội vụ thực hiện).", [("Sở Nội vụ", L)]),
    ("Sở Y tế chủ trì thực hiện, UBND các xã tham gia.", [("Sở Y tế", L), ("UBND các xã", C)]),
    # labels
    ("- Cơ quan chủ trì: Sở Y tế.\n- Cơ quan phối hợp: Các sở, ngành; UBND các xã.", [("Sở Y tế", L), ("Các sở, ngành", C), ("UBND các xã", C)]),
    ("Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Tài chính.", [("Sở Y tế", L), ("Sở Tài chính", C)]),
    ("Đơn vị thực hiện: Các cấp công đoàn.", [("Các cấp công đoàn", L)]),
    # merely mentioned
    ("Báo cáo UBND tỉnh, trình HĐND tỉnh xem xét.", []),
    ("Tập huấn cho cán bộ của Sở Y tế tại các trường.", []),
    ("Thông báo kết quả về Sở Nội vụ (qua Phòng Công chức) để tổng hợp.", []),
    ("Tham mưu UBND tỉnh ban hành quy chế phối hợp giữa các ngành Giáo dục, Y tế cùng các tổ chức chính trị - xã hội.", []),
    ("Kích hoạt Ban Chỉ huy Phòng thủ dân sự các cấp.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_assigned_units(text: str, expected: list[tuple[str, str]]) -> None:
    found = assigned_units(text)
    assert [(unit.name, unit.role) for unit in found] == expected
    assert all(text[unit.span.start : unit.span.end] == unit.name for unit in found)


HEADINGS = [
    ("1. Sở Y tế", "Sở Y tế"),
    ("5. Sở Công Thương: Chủ trì triển khai hội chợ", "Sở Công Thương"),
    ("2. Đề nghị Ủy ban MTTQ tỉnh và các tổ chức thành viên", "Ủy ban MTTQ tỉnh và các tổ chức thành viên"),
    ("6. Đề nghị: Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh", "Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh"),
    ("Giao Sở Tư pháp", "Sở Tư pháp"),
    ("2. Phó Hiệu trưởng phụ trách cơ sở vật chất", "Phó Hiệu trưởng phụ trách cơ sở vật chất"),
    ("1. Chỉ huy phó:", "Chỉ huy phó"),
    ("a) LĐLĐ các huyện, thành phố, Công đoàn ngành", "LĐLĐ các huyện, thành phố, Công đoàn ngành"),
    ("Đối với các trường", "các trường"),
    ("3. Trách nhiệm của Sở Nội vụ:", "Sở Nội vụ"),
    ("Các đơn vị trực thuộc", "Các đơn vị trực thuộc"),
    ("4. Sở Nội vụ (cơ quan thường trực):", "Sở Nội vụ"),
    ("Giao phòng Quản lý đo lường triển khai các công việc sau:", "phòng Quản lý đo lường"),
    ("2. Sở Y tế chủ trì, phối hợp với UBND các xã:", "Sở Y tế"),
    ("7. Các doanh nghiệp hoạt động trong lĩnh vực du lịch trên địa bàn", "Các doanh nghiệp hoạt động trong lĩnh vực du lịch trên địa bàn"),
    ("3. Các trường Tiểu học, THCS, TH&THCS trên địa bàn", "Các trường Tiểu học, THCS, TH&THCS trên địa bàn"),
    ("5. Các phòng, ban tham gia đào tạo", "Các phòng, ban tham gia đào tạo"),
    ("8. Sở Xây dựng; Báo và Phát thanh, Truyền hình Lâm Đồng", "Sở Xây dựng; Báo và Phát thanh, Truyền hình Lâm Đồng"),
    ("9. UBND các xã: Tân An, Bình Minh, An Phú", "UBND các xã: Tân An, Bình Minh, An Phú"),
    ("Các sở: Nội vụ, Y tế, Tài chính", "Các sở: Nội vụ, Y tế, Tài chính"),
    ("c) Đối với các doanh nghiệp, hộ gia đình", "các doanh nghiệp, hộ gia đình"),
    ("3. Giáo viên chủ nhiệm", "Giáo viên chủ nhiệm"),
    ("Ban Tổ chức hội thi", "Ban Tổ chức hội thi"),
    ("Bộ phận tài vụ, kế toán", "Bộ phận tài vụ, kế toán"),
    ("1. CÁC SỞ, BAN, NGÀNH", "CÁC SỞ, BAN, NGÀNH"),
    ("Chế độ thông tin, báo cáo", None),
    ("Kinh phí thực hiện", None),
    ("Thời gian", None),
    ("4. Công tác kiểm tra, giám sát", None),
    ("Tổ chức hội nghị tổng kết", None),
    ("3. Phòng, chống dịch bệnh", None),
    ("Hội thi giáo viên giỏi", None),
    ("2. Thành lập Ban Chỉ đạo", None),
    ("Kinh phí của các đơn vị", None),
    ("Cấp tỉnh", None),
    ("Các trường tổ chức hội thi vào tháng 3.", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADINGS, ids=[text[:50] for text, _ in HEADINGS])
def test_heading_unit(text: str, expected: str | None) -> None:
    found = heading_unit(text)
    assert (found.name if found else None) == expected
    if found:
        assert text[found.span.start :].startswith(found.name[:4])


SUBJECTS = [
    ("Sở Nội vụ chịu trách nhiệm theo dõi.", "Sở Nội vụ"),
    ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính tổ chức.", "Sở Y tế"),
    (
        "Đề nghị Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh chỉ đạo các đơn vị.",
        "Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh",
    ),
    ("Căn cứ Kế hoạch này, các sở, ban, ngành, UBND các xã xây dựng kế hoạch.", "các sở, ban, ngành, UBND các xã"),
    ("Yêu cầu thủ trưởng các đơn vị nghiêm túc triển khai.", "thủ trưởng các đơn vị"),
    (
        "3. Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã chịu trách nhiệm",
        "Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã",
    ),
    ("UBND tỉnh giao Giám đốc các sở, Chủ tịch UBND các xã triển khai thực hiện.", "Giám đốc các sở, Chủ tịch UBND các xã"),
    ("Các cơ quan, đơn vị được giao chủ trì có trách nhiệm hoàn thành nhiệm vụ.", "Các cơ quan, đơn vị được giao chủ trì"),
    ("Nhiệm vụ cụ thể do Tổ trưởng Tổ công tác phân công.", "Tổ trưởng Tổ công tác"),
    ("Sở Tài chính (Phòng Ngân sách) tham mưu bố trí kinh phí.", "Sở Tài chính"),
    ("Hằng năm, Sở Tư pháp tổng hợp, báo cáo UBND tỉnh.", "Sở Tư pháp"),
    ("Sở Y tế: làm đầu mối tổng hợp.", "Sở Y tế"),
    (
        "LĐLĐ các huyện, thành phố; công đoàn ngành triển khai Kế hoạch đến đoàn viên.",
        "LĐLĐ các huyện, thành phố; công đoàn ngành",
    ),
    ("Sở Y tế; phối hợp với Sở Tài chính; báo cáo UBND tỉnh.", None),
    ("Công đoàn cơ sở căn cứ tình hình thực tế tổ chức hoạt động.", "Công đoàn cơ sở"),
    ("Kinh phí thực hiện do ngân sách nhà nước bảo đảm.", None),
    ("Tổ chức tập huấn cho các trường.", None),
    ("Góp ý dự thảo văn bản do các sở, ngành chủ trì soạn thảo.", None),
    ("Báo cáo kết quả về Sở Nội vụ trước ngày 15/12.", None),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS, ids=[text[:50] for text, _ in SUBJECTS])
def test_subject_unit(text: str, expected: str | None) -> None:
    found = subject_unit(text)
    assert (found.name if found else None) == expected


HOSTILE = [
    "Giao Sở Y tế " * 4_000,
    "phối hợp với " * 4_000,
    "Sở Y tế, " * 6_000,
    "Sở Y tế; " * 6_000,
    "Sở Y tế theo chức năng " * 2_500,
    "UBND các xã: Tân An, " * 2_500,
    "UBND các xã:" + " An" * 20_000,
    "chỉ đạo, hướng dẫn, đôn đốc, " * 2_000,
    "Đề nghị " * 6_000,
    "Căn cứ Kế hoạch, " * 3_000,
    "1." * 20_000,
    "Cơ quan chủ trì, phối hợp và " * 2_000,
    "đơn vị, cá nhân, " * 3_000,
    "với sự tham gia, phối hợp, " * 2_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_hostile_strings_take_bounded_time(text: str) -> None:
    start = time.perf_counter()
    assigned_units(text)
    heading_unit(text)
    subject_unit(text)
    assert time.perf_counter() - start < 10


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(["Sở Y tế", "các trường", "giao", "Đề nghị", "chủ trì", ",", "phối hợp với", ";", ":", "(", ")", ".", "thực hiện", "Căn cứ", "do", "theo", "1.", "-", "\n", "Đơn vị chủ trì:"]), max_size=25).map(" ".join),
    )
)  # fmt: skip
def test_never_raises(text: str) -> None:
    for unit in assigned_units(text):
        assert unit.role in {L, C, M}
        assert text[unit.span.start : unit.span.end].startswith(unit.name[:1])
    for one in (heading_unit(text), subject_unit(text)):
        assert one is None or one.span.start < one.span.end <= len(text)
