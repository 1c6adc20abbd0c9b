"""Goals, activities and duties of small documents, section by section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from adminplan.files.read import read_bytes
from adminplan.layout.text import Text
from adminplan.layout.tidy import tidy
from adminplan.outline.outline import read_outline
from adminplan.passages.walk import Findings, read_sections

Write = Callable[[str], Text]
HEAD = "UBND XÃ AN BÌNH\nSố: 5/KH-UBND\nAn Bình, ngày 10 tháng 3 năm 2024\n**KẾ HOẠCH**\n**Chăm sóc cây xanh**\nCăn cứ tình hình địa phương, Ủy ban nhân dân xã ban hành kế hoạch như sau:\n"


def found(write: Write, body: str) -> tuple[Findings, Text]:
    text = write(HEAD + body)
    return read_sections(read_outline(text), masked=(), period=None), text


def goals(write: Write, body: str) -> list[tuple[str, str]]:
    findings, text = found(write, body)
    return [(goal.kind, text.quote(goal.span)) for goal in findings.goals]


def work(write: Write, body: str) -> list[tuple[str | None, str | None, str]]:
    """Activities that are no groups: section, label, title."""
    findings, text = found(write, body)
    groups = {activity.parent for activity in findings.activities}
    return [
        (activity.section, activity.label, text.quote(activity.title))
        for index, activity in enumerate(findings.activities)
        if index not in groups
    ]


def duties(write: Write, body: str) -> list[tuple[str, str]]:
    findings, text = found(write, body)
    return [(duty.unit.name, text.quote(duty.span)) for duty in findings.duties]


def test_joint_heading_gives_purposes(write: Write) -> None:
    assert goals(write, "I. MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao ý thức.\n2. Làm tiết kiệm.") == [
        ("purpose", "Nâng cao ý thức."),
        ("purpose", "Làm tiết kiệm."),
    ]


def test_work_and_subjects_beside_objectives_are_no_goals(write: Write) -> None:
    body = (
        "II. MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP\n1. Mục tiêu\n- Phủ xanh các tuyến đường.\n2. Nhiệm vụ và giải pháp\n- Ươm cây.\n- Trồng cây.\n"
        "3. Đối tượng áp dụng\na) Hộ dân ven đường.\n4. Thời gian thực hiện: Từ năm 2024 đến năm 2026."
    )
    assert goals(write, body) == [("objective", "Phủ xanh các tuyến đường.")]
    assert work(write, body) == [("II/2", "-", "Ươm cây"), ("II/2", "-", "Trồng cây")]


def test_split_heading_and_dashes(write: Write) -> None:
    assert goals(write, "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Nâng cao ý thức.\n- Phủ xanh.\n2. Yêu cầu\nLàm tiết kiệm.") == [
        ("purpose", "Nâng cao ý thức."),
        ("purpose", "Phủ xanh."),
        ("requirement", "Làm tiết kiệm."),
    ]


def test_objectives_with_figures_are_targets_and_lead_ins_give_way(write: Write) -> None:
    assert goals(
        write,
        "I. MỤC TIÊU\n1. Mục tiêu chung\nGiữ màu xanh.\n2. Mục tiêu cụ thể\n- Phấn đấu đến hết năm:\n+ 100% thôn có cây;\n+ Trồng 500 cây.",
    ) == [
        ("objective", "Giữ màu xanh."),
        ("target", "100% thôn có cây;"),
        ("target", "Trồng 500 cây."),
    ]


def test_text_after_the_colon_of_the_heading(write: Write) -> None:
    assert goals(write, "1. Mục đích: Nâng cao ý thức của người dân.\n2. Yêu cầu: Làm tiết kiệm, an toàn.") == [
        ("purpose", "Nâng cao ý thức của người dân."),
        ("requirement", "Làm tiết kiệm, an toàn."),
    ]


def test_targets_inside_a_section_of_content_are_no_work(write: Write) -> None:
    body = "I. NỘI DUNG\n1. Nội dung chăm sóc\nCụ thể bằng các chỉ tiêu sau:\n(1) 90% cây sống;\n(2) 80% hộ tham gia.\n2. Phương án\na) Tưới cây\nb) Bón phân"
    assert goals(write, body) == [("target", "90% cây sống;"), ("target", "80% hộ tham gia.")]
    assert work(write, body) == [("I/2", "a", "Tưới cây"), ("I/2", "b", "Bón phân")]


def test_the_smallest_numbered_unit_is_the_activity(write: Write) -> None:
    body = "II. NHIỆM VỤ\n1. Tuyên truyền\n1.1. Viết tin bài\n- Mỗi tháng hai bài.\n1.2. Treo băng rôn\n2. Trồng cây\n- Đào hố.\n- Trồng."
    assert work(write, body) == [("II/1", "1.1", "Viết tin bài"), ("II/1", "1.2", "Treo băng rôn"), ("II", "2", "Trồng cây")]


def test_dashes_count_only_where_nothing_is_numbered(write: Write) -> None:
    assert work(write, "II. NỘI DUNG\n- Viết tin bài.\n- Treo băng rôn.") == [
        ("II", "-", "Viết tin bài"),
        ("II", "-", "Treo băng rôn"),
    ]
    assert work(write, "II. NỘI DUNG\nViết tin bài về cây xanh.\nTreo băng rôn ở trung tâm xã.") == [
        ("II", None, "Viết tin bài về cây xanh"),
        ("II", None, "Treo băng rôn ở trung tâm xã"),
    ]


def test_fields_are_no_activities_and_say_who_and_when(write: Write) -> None:
    body = "II. NỘI DUNG\n1. Ra quân trồng cây\na) Nội dung: trồng 200 cây.\nb) Thời gian: tháng 5/2024.\nc) Đơn vị thực hiện: Đoàn Thanh niên xã.\nd) Đơn vị phối hợp: Hội Nông dân xã."
    findings, text = found(write, body)
    (activity,) = findings.activities
    assert text.quote(activity.title) == "Ra quân trồng cây"
    assert [(unit.name, unit.role) for unit in activity.units] == [
        ("Đoàn Thanh niên xã", "lead"),
        ("Hội Nông dân xã", "coordinate"),
    ]
    assert [(time.kind, time.start, time.end) for time in activity.times] == [("range", date(2024, 5, 1), date(2024, 5, 31))]


def test_a_stage_gives_its_time_to_its_activities(write: Write) -> None:
    findings, _ = found(write, "III. LỘ TRÌNH\n1. Giai đoạn 2024 - 2025\n- Khảo sát đất.\n- Ươm cây.")
    assert [[(time.start, time.end) for time in activity.times] for activity in findings.activities] == [
        [(date(2024, 1, 1), date(2025, 12, 31))]
    ] * 2


def test_situation_money_criteria_and_subjects_give_no_work(write: Write) -> None:
    for heading in ("THỰC TRẠNG", "KINH PHÍ THỰC HIỆN", "TIÊU CHÍ ĐÁNH GIÁ", "ĐỐI TƯỢNG, PHẠM VI"):
        assert work(write, f"II. {heading}\n1. Điều thứ nhất của mục này.\n2. Điều thứ hai của mục này.") == []


def test_the_content_beside_time_and_place_is_the_work_of_its_section(write: Write) -> None:
    body = "II. NỘI DUNG, THỜI GIAN\n1. Nội dung hội thi\na) Thi chào hỏi.\nb) Thi ghép cành.\n2. Thời gian\n- Ngày 20/4/2024.\n3. Thành phần\nMỗi thôn một đội."
    assert work(write, body) == [("II/1", "a", "Thi chào hỏi"), ("II/1", "b", "Thi ghép cành")]
    findings, _ = found(write, body)
    assert all(activity.times == () for activity in findings.activities)
    dashed = "III. NỘI DUNG, HÌNH THỨC\n1. Nội dung\n- Nói chuyện về cây xanh.\n- Phát tờ rơi.\n2. Thời gian: quý II/2024."
    assert work(write, dashed) == [("III/1", "-", "Nói chuyện về cây xanh"), ("III/1", "-", "Phát tờ rơi")]
    told = (
        "II. NỘI DUNG\n1. Đối tượng: người trồng cây.\n2. Nội dung sát hạch\nNội dung sát hạch theo quy định về giống cây trồng."
    )
    assert work(write, told) == []


def test_work_deep_in_a_section_of_goals_is_work_and_areas_are_no_goals(write: Write) -> None:
    body = (
        "II. MỤC TIÊU\n1. Chỉ tiêu cụ thể\n1.1. Mục tiêu 1. Trong chăm sóc cây dọc đường liên thôn, trong các trường học và quanh những nhà văn hóa thôn\n"
        "- Chỉ tiêu 1: 90% cây sống.\n1.2. Mục tiêu 2: Trong lĩnh vực tuyên truyền\n- Chỉ tiêu 2: 80% hộ biết cách tưới.\n"
        "2. Tuần lễ trồng cây\na) Cả xã cùng trồng cây.\nb) Các hoạt động chính\n- Tổ chức lễ phát động.\n- Phát cây giống cho các thôn."
    )
    assert [quote for _, quote in goals(write, body)] == ["90% cây sống.", "80% hộ biết cách tưới.", "Cả xã cùng trồng cây."]
    assert work(write, body) == [("II/2/b", "-", "Tổ chức lễ phát động"), ("II/2/b", "-", "Phát cây giống cho các thôn")]


def test_the_years_of_a_named_plan_are_no_time_of_work(write: Write) -> None:
    findings, _ = found(
        write, "II. NỘI DUNG\n1. Trồng hết số cây của kế hoạch 05 năm (2021 - 2025)\n2. Trồng rừng ven sông (2024 - 2025)"
    )
    assert [[time.text for time in one.times] for one in findings.activities] == [[], ["2024 - 2025"]]


def test_sections_that_give_points_are_criteria(write: Write) -> None:
    body = "IV. NỘI DUNG ĐÁNH GIÁ\n1. Chăm sóc cây (tối đa 10 điểm)\na) Tưới nước đều.\nb) Bón phân đúng lúc.\n2. Giữ sạch đường\na) Không có rác: 5 điểm.\nb) Có thùng rác: từ 3 đến 5 điểm."
    assert work(write, body) == []
    places = "IV. NỘI DUNG\n1. Trồng cây ở 10 điểm trường\n2. Mở 5 điểm bán cây giống"
    assert [title for _, _, title in work(write, places)] == ["Trồng cây ở 10 điểm trường", "Mở 5 điểm bán cây giống"]


def test_who_belongs_to_a_body_is_no_task_and_sentences_of_two_bodies_are_two(write: Write) -> None:
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n1. Các trường tiểu học: An Bình, xã Hoàng Long, Tân Sơn;\n2. Chế độ báo cáo\n"
        "Các thôn báo cáo về Văn phòng xã trước ngày 18 hằng tháng. Văn phòng xã tổng hợp, báo cáo Chủ tịch xã."
    )
    findings, text = found(write, body)
    assert [(one.unit.name, text.quote(one.span)) for one in findings.duties] == [
        ("Các thôn", "Các thôn báo cáo về Văn phòng xã trước ngày 18 hằng tháng."),
        ("Văn phòng xã", "Văn phòng xã tổng hợp, báo cáo Chủ tịch xã."),
    ]


def test_bodies_with_their_tasks_behind_a_colon_make_a_section_of_duties(write: Write) -> None:
    body = "VI. NHỮNG VẤN ĐỀ KHÁC\n1. Đối với Đoàn kiểm tra: Làm đúng nội dung đã thông báo cho các thôn.\n2. Đối với các thôn được kiểm tra: Chuẩn bị sổ theo dõi cây trồng."
    findings, text = found(write, body)
    assert [(one.unit.name, text.quote(one.span)) for one in findings.duties] == [
        ("Đoàn kiểm tra", "Làm đúng nội dung đã thông báo cho các thôn."),
        ("các thôn được kiểm tra", "Chuẩn bị sổ theo dõi cây trồng."),
    ]
    assert (
        work(write, "VI. NỘI DUNG\n1. Đối tượng: người trồng cây của các thôn.\n2. Thời gian: từ tháng 3 đến tháng 5/2024.") == []
    )


def test_a_detail_names_who_helps_beside_the_fields(write: Write) -> None:
    body = "II. NỘI DUNG\n1. Trồng cây ven đường\n- Phối hợp với Trạm Y tế xã và Hội Nông dân xã chọn chỗ trồng.\n- Tưới nước.\n- Đơn vị chủ trì: Đoàn Thanh niên xã."
    findings, _ = found(write, body)
    assert [(unit.name, unit.role) for unit in findings.activities[0].units] == [
        ("Trạm Y tế xã", "coordinate"),
        ("Hội Nông dân xã", "coordinate"),
        ("Đoàn Thanh niên xã", "lead"),
    ]


def test_forms_that_are_work_count_beside_the_content(write: Write) -> None:
    body = "II. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN\n1. Nội dung tuyên truyền\n- Quy định về trồng cây.\n2. Hình thức tuyên truyền\n"
    told = body + "- Tổ chức hai buổi nói chuyện.\n- Treo băng rôn ở cổng thôn."
    assert work(write, told) == [
        ("II/1", "-", "Quy định về trồng cây"),
        ("II/2", "-", "Tổ chức hai buổi nói chuyện"),
        ("II/2", "-", "Treo băng rôn ở cổng thôn"),
    ]
    named = body + "- Trực tiếp tại hội trường.\n- Trực tuyến qua loa thôn."
    assert work(write, named) == [("II/1", "-", "Quy định về trồng cây")]


def test_content_named_after_subjects(write: Write) -> None:
    body = "II. ĐỐI TƯỢNG, NỘI DUNG THI ĐUA\n1. Đối tượng\na) Các thôn.\n2. Nội dung thi đua\na) Thi đua trồng cây.\nb) Thi đua giữ sạch đường làng."
    assert work(write, body) == [("II/2", "a", "Thi đua trồng cây"), ("II/2", "b", "Thi đua giữ sạch đường làng")]
    assert work(write, "II. ĐỐI TƯỢNG, PHẠM VI\n1. Đối tượng\na) Các thôn.\n2. Phạm vi\na) Toàn xã.") == []


def test_a_mixed_heading_tells_work_and_duties(write: Write) -> None:
    body = (
        "III. NHIỆM VỤ, GIẢI PHÁP VÀ PHÂN CÔNG TRÁCH NHIỆM\n1. Nhiệm vụ, giải pháp chung\n1.1. Ươm cây giống.\n1.2. Trồng cây ven đường.\n"
        "2. Phân công trách nhiệm\n2.1. Công an xã\n- Giữ trật tự.\n2.2. Trạm Y tế\n- Trực cấp cứu."
    )
    assert work(write, body) == [("III/1", "1.1", "Ươm cây giống"), ("III/1", "1.2", "Trồng cây ven đường")]
    assert duties(write, body) == [("Công an xã", "Giữ trật tự."), ("Trạm Y tế", "Trực cấp cứu.")]
    units = "III. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN\n1. Công an xã chủ trì giữ trật tự.\n2. Trạm Y tế tổ chức trực cấp cứu."
    assert [unit for unit, _ in duties(write, units)] == ["Công an xã", "Trạm Y tế"]


def test_items_counted_in_words(write: Write) -> None:
    body = (
        "I. MỤC TIÊU\nMục tiêu 1: Phủ xanh các tuyến đường.\nMục tiêu 2: Trồng 500 cây.\nII. NỘI DUNG\n"
        "Nhiệm vụ 1: Trồng cây ven đường\n- Đào hố.\n- Đơn vị thực hiện: Hội Nông dân xã\nNhiệm vụ 2: Chăm sóc cây\n1. Tưới cây\n2. Bón phân"
    )
    assert goals(write, body) == [("objective", "Phủ xanh các tuyến đường."), ("target", "Trồng 500 cây.")]
    assert work(write, body) == [
        ("II", "Nhiệm vụ 1", "Trồng cây ven đường"),
        ("II/Nhiệm vụ 2", "1", "Tưới cây"),
        ("II/Nhiệm vụ 2", "2", "Bón phân"),
    ]
    steps = "II. NỘI DUNG\n1. Trồng cây\nBước 1: Đào hố.\nBước 2: Đặt cây.\n2. Chăm sóc cây"
    assert work(write, steps) == [("II/1", "Bước 1", "Đào hố"), ("II/1", "Bước 2", "Đặt cây"), ("II", "2", "Chăm sóc cây")]


def test_a_time_before_the_colon_is_no_title(write: Write) -> None:
    body = "IV. TIẾN ĐỘ THỰC HIỆN\n- Tháng 5/2024: Ban hành thể lệ cuộc thi.\n- Từ tháng 6 đến tháng 8/2024: Nhận bài dự thi.\n- Ngày 15/9/2024: Trao giải.\n- Đợt 2: trồng dặm."
    assert [title for _, _, title in work(write, body)] == [
        "Ban hành thể lệ cuộc thi",
        "Nhận bài dự thi",
        "Trao giải",
        "trồng dặm",
    ]
    findings, _ = found(write, body)
    assert [(time.start, time.end) for activity in findings.activities for time in activity.times] == [
        (date(2024, 5, 1), date(2024, 5, 31)),
        (date(2024, 6, 1), date(2024, 8, 31)),
        (date(2024, 9, 15), date(2024, 9, 15)),
    ]


def test_units_with_tasks_at_the_top_of_a_telegram(write: Write) -> None:
    body = "Chủ tịch Ủy ban nhân dân xã yêu cầu:\n1. Trưởng các thôn:\na) Kiểm tra cây có nguy cơ đổ.\nb) Cắt tỉa cành.\n2. Công an xã: cấm đường khi cây đổ.\n3. Trạm Y tế: trực cấp cứu."
    assert duties(write, body) == [
        ("Trưởng các thôn", "Kiểm tra cây có nguy cơ đổ."),
        ("Trưởng các thôn", "Cắt tỉa cành."),
        ("Công an xã", "cấm đường khi cây đổ."),
        ("Trạm Y tế", "trực cấp cứu."),
    ]
    assert work(write, body) == []


def test_first_and_last_day_in_columns_of_their_own(write: Write) -> None:
    body = "III. KẾ HOẠCH HOẠT ĐỘNG\n|STT|Hoạt động|Người chịu trách nhiệm|Bắt đầu|Kết thúc\n|1|Tưới cây|Tổ làm vườn|3/2024|11/2024\n|2|Bón phân|Tổ làm vườn||5/2024"
    findings, _ = found(write, body)
    assert [(time.kind, time.start, time.end) for row in findings.activities for time in row.times] == [
        ("range", date(2024, 3, 1), date(2024, 11, 30)),
        ("deadline", None, date(2024, 5, 31)),
    ]


def test_who_is_invited_to_help_among_those_who_come(write: Write) -> None:
    findings, _ = found(
        write,
        "II. NỘI DUNG\n1. Hội thi ghép cành\n- Thời gian: tháng 5/2024.\n- Thành phần: hội viên các thôn; mời Trạm Khuyến nông huyện phối hợp chấm thi.",
    )
    assert [(unit.name, unit.role) for unit in findings.activities[0].units] == [("Trạm Khuyến nông huyện", "coordinate")]


def test_a_time_as_the_last_part_of_brackets(write: Write) -> None:
    findings, _ = found(write, "II. NHIỆM VỤ\n1. Lập sổ theo dõi cây (Hội Nông dân xã chủ trì; quý II/2024).")
    assert [(time.start, time.end) for row in findings.activities for time in row.times] == [
        (date(2024, 4, 1), date(2024, 6, 30))
    ]


def test_people_invited_are_given_no_duties(write: Write) -> None:
    body = "IV. KẾ HOẠCH BỒI DƯỠNG\n1. Hiệu trưởng các trường\na) Số lượng: 40 người.\nb) Thời gian: tháng 6/2024.\n2. Giáo viên các trường\na) Số lượng: 90 người.\nb) Thời gian: tháng 7/2024."
    assert duties(write, body) == []


def test_bold_names_of_units_after_a_bold_heading(write: Write) -> None:
    body = "**Nội dung thực hiện**\n- Trồng cây.\n**Tổ chức thực hiện**\n**Hội Nông dân xã**\n- Vận động hội viên.\n**Ban Công tác xã hội**\n- Đào hố."
    assert duties(write, body) == [("Hội Nông dân xã", "Vận động hội viên."), ("Ban Công tác xã hội", "Đào hố.")]
    assert [title for _, _, title in work(write, body)] == ["Trồng cây"]


def test_numbered_orders_at_the_top_of_a_letter(write: Write) -> None:
    body = "1. Rà soát số cây đã trồng.\n2. Lập danh sách hộ nhận cây.\n3. Mở sổ theo dõi cây.\nSổ theo dõi ghi từng gốc cây.\n4. Thời gian: tháng 5/2024."
    assert work(write, body) == [
        (None, "1", "Rà soát số cây đã trồng"),
        (None, "2", "Lập danh sách hộ nhận cây"),
        (None, "3", "Mở sổ theo dõi cây"),
    ]


def test_duties_by_heading(write: Write) -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n1. Đoàn Thanh niên xã\n- Ra quân trồng cây.\n- Gồm các việc:\n+ Tưới cây;\n+ Bón phân.\n2. Công an xã\nGiữ trật tự.\nTrên đây là Kế hoạch chăm sóc cây xanh của xã./."
    assert duties(write, body) == [
        ("Đoàn Thanh niên xã", "Ra quân trồng cây."),
        ("Đoàn Thanh niên xã", "Tưới cây;"),
        ("Đoàn Thanh niên xã", "Bón phân."),
        ("Công an xã", "Giữ trật tự."),
    ]


def test_duties_under_a_heading_with_a_gloss_and_of_bodies_below_a_party_committee(write: Write) -> None:
    body = "III. PHÂN CÔNG NHIỆM VỤ\n1. Phòng Chính trị (cơ quan thường trực hội thi)\na) Soạn câu hỏi về cây trồng.\nb) Chấm thi.\n2. Các chi bộ, đảng bộ bộ phận báo cáo số cây trước ngày 20/4/2024."
    assert duties(write, body) == [
        ("Phòng Chính trị", "Soạn câu hỏi về cây trồng."),
        ("Phòng Chính trị", "Chấm thi."),
        ("Các chi bộ, đảng bộ bộ phận", "Các chi bộ, đảng bộ bộ phận báo cáo số cây trước ngày 20/4/2024."),
    ]


def test_a_plan_whose_headings_are_only_bold(write: Write) -> None:
    body = "**Mục đích, yêu cầu**\n1. Mục đích\n- Phủ xanh.\n**Nội dung**\n1. Trồng cây\n2. Tưới cây\n**Tổ chức thực hiện**\n1. Hội Nông dân xã\n- Đào hố."
    assert goals(write, body) == [("purpose", "Phủ xanh.")]
    assert [title for _, _, title in work(write, body)] == ["Trồng cây", "Tưới cây"]
    assert duties(write, body) == [("Hội Nông dân xã", "Đào hố.")]


def test_sections_by_parts_and_capital_letters(write: Write) -> None:
    for first, second in (("Phần I. ", "Phần II. "), ("A. ", "B. "), ("Mục 1. ", "Mục 2. "), ("I. ", "II. ")):
        dashed = f"{first}MỤC TIÊU\n- Phủ xanh.\n{second}NỘI DUNG\n- Trồng cây.\n- Tưới cây."
        assert [title for _, _, title in work(write, dashed)] == ["Trồng cây", "Tưới cây"]
        stages = f"{second}LỘ TRÌNH\n1. Giai đoạn 2024 - 2025\n- Khảo sát đất.\n2. Đánh giá\n- Đếm cây."
        assert [title for _, _, title in work(write, stages)] == ["Khảo sát đất", "Đánh giá"]


def test_duties_that_bodies_are_encouraged_to_take(write: Write) -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n1. Khuyến khích Hội Nông dân xã vận động hội viên trồng cây.\n2. Trân trọng đề nghị Ủy ban MTTQ xã giám sát."
    assert [unit for unit, _ in duties(write, body)] == ["Hội Nông dân xã", "Ủy ban MTTQ xã"]


def test_duties_of_persons_and_of_bodies_after_a_lead_word(write: Write) -> None:
    body = "4. Phân công nhiệm vụ\n4.1. Ông. Lò Văn Sáng - Trưởng đoàn: Phụ trách chung.\n4.2. Bà. Hà Thị Lụa - Thư ký: Ghi biên bản.\n4.3. Đề nghị: Hội Nông dân xã, Hội Phụ nữ xã\na) Vận động hội viên."
    assert duties(write, body) == [
        ("Ông. Lò Văn Sáng - Trưởng đoàn", "Phụ trách chung."),
        ("Bà. Hà Thị Lụa - Thư ký", "Ghi biên bản."),
        ("Hội Nông dân xã, Hội Phụ nữ xã", "Vận động hội viên."),
    ]


def test_a_table_of_the_calendar_is_work(write: Write) -> None:
    body = "E. LỊCH CÔNG TÁC CỤ THỂ\n|Tháng|Nội dung công việc|Người thực hiện\n|9/2024|Trồng dặm|Tổ làm vườn\n|10/2024|Bón phân|Tổ làm vườn"
    assert [title for _, _, title in work(write, body)] == ["Trồng dặm", "Bón phân"]


def test_duties_by_sentence_and_before_a_colon(write: Write) -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n1. Giao Công an xã giữ trật tự.\n2. Hội Nông dân xã: vận động hội viên trồng cây.\n3. Đề nghị Ủy ban MTTQ xã giám sát:\n- Việc trồng;\n- Việc chăm sóc."
    assert duties(write, body) == [
        ("Công an xã", "Giao Công an xã giữ trật tự."),
        ("Hội Nông dân xã", "vận động hội viên trồng cây."),
        ("Ủy ban MTTQ xã", "Việc trồng;"),
        ("Ủy ban MTTQ xã", "Việc chăm sóc."),
    ]


def test_closing_formulas_are_no_duties(write: Write) -> None:
    body = (
        "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Giữ trật tự.\n2. Trạm Y tế\n- Trực cấp cứu.\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời phản ánh về Ủy ban nhân dân xã.\n"
        "Ủy ban nhân dân xã yêu cầu các đơn vị nghiêm túc triển khai thực hiện."
    )
    assert [unit for unit, _ in duties(write, body)] == ["Công an xã", "Trạm Y tế"]


def test_a_row_of_units_is_a_section_of_duties_whatever_its_title(write: Write) -> None:
    body = "III. CÁC GIẢI PHÁP\n1. Công an xã\n- Giữ trật tự.\n2. Trạm Y tế\n- Trực cấp cứu."
    assert duties(write, body) == [("Công an xã", "Giữ trật tự."), ("Trạm Y tế", "Trực cấp cứu.")]
    assert work(write, body) == []


def test_a_stage_is_named_by_its_heading_and_its_dashes_are_the_work(write: Write) -> None:
    body = "II. LỘ TRÌNH\n1. Giai đoạn chuẩn bị (tháng 3/2024)\n- Đào hố.\n- Ươm cây.\n2. Giai đoạn trồng (từ tháng 4 đến tháng 6/2024)\n- Trồng cây."
    assert work(write, body) == [("II/1", "-", "Đào hố"), ("II/1", "-", "Ươm cây"), ("II/2", "-", "Trồng cây")]
    findings, _ = found(write, body)
    assert [(time.start, time.end) for row in findings.activities for time in row.times][::2] == [
        (date(2024, 3, 1), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 6, 30)),
    ]


def test_stages_without_work_are_no_activities(write: Write) -> None:
    body = "II. TIẾN ĐỘ\n- Giai đoạn khởi động: tháng 3/2024.\n- Giai đoạn cao điểm: quý II, quý III/2024.\n- Khai mạc: ngày 5/4/2024."
    assert work(write, body) == [("II", "-", "Khai mạc")]


def test_days_are_headings_and_hold_for_what_stands_below(write: Write) -> None:
    body = "**Nội dung**\n**Thứ hai, ngày 11/3**\nViệc 1. Vét kênh\n- Bằng cuốc.\n**Thứ tư, ngày 13/3**\nViệc 2. Gieo mạ\n**Kinh phí**\n- Xã hội hóa."
    findings, text = found(write, body)
    assert [(text.quote(row.title), [time.start for time in row.times]) for row in findings.activities] == [
        ("Vét kênh", [date(2024, 3, 11)]),
        ("Gieo mạ", [date(2024, 3, 13)]),
    ]


def test_work_of_stages_is_read_though_the_section_speaks_of_form_and_time(write: Write) -> None:
    body = "II. HÌNH THỨC, THỜI GIAN\n1. Đợt 1: từ 15/3 đến 31/5/2024\na) Phát cỏ\nb) Be bờ\n2. Đợt 2: tháng 8/2024\na) Gặt"
    assert [title for _, _, title in work(write, body)] == ["Phát cỏ", "Be bờ", "Gặt"]


def test_what_each_level_does_is_work_where_it_has_its_fields(write: Write) -> None:
    body = "II. NỘI DUNG\n1. Đối với Đoàn xã\n1.1. Vẽ tường\n- Thời gian: tháng 4/2024.\n2. Đối với các chi đoàn\n2.1. Dọn mương\n2.2. Tỉa cành"
    assert [title for _, _, title in work(write, body)] == ["Vẽ tường", "Dọn mương", "Tỉa cành"]
    assert duties(write, body) == []


def test_numbered_fields_in_plain_words_are_no_work(write: Write) -> None:
    body = "II. NỘI DUNG\n1.1. Dạy bơi\n(1) Người làm: Trạm Y tế xã.\n(2) Cùng làm: Đoàn Thanh niên xã.\n(3) Nơi học: hồ làng.\n1.2. Thi bơi\n(1) Ngày thi: 03/10/2024."
    assert [title for _, _, title in work(write, body)] == ["Dạy bơi", "Thi bơi"]


def test_sentences_with_a_body_each_are_a_duty_each(write: Write) -> None:
    body = (
        "IV. TỔ CHỨC THỰC HIỆN\nCông an xã giữ trật tự. Trạm Y tế xã trực cấp cứu suốt buổi. Kế toán làm dự toán trước ngày 10/5."
    )
    assert duties(write, body) == [
        ("Công an xã", "Công an xã giữ trật tự."),
        ("Trạm Y tế xã", "Trạm Y tế xã trực cấp cứu suốt buổi."),
        ("Kế toán", "Kế toán làm dự toán trước ngày 10/5."),
    ]


def test_closing_orders_in_other_words_are_no_duties(write: Write) -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Giữ trật tự.\nĐề nghị các thôn thực hiện tốt Kế hoạch này./."
    assert duties(write, body) == [("Công an xã", "Giữ trật tự.")]
    body = body.replace("thực hiện tốt Kế hoạch này", "có vướng mắc thì báo Văn phòng")
    assert duties(write, body) == [("Công an xã", "Giữ trật tự.")]


def test_a_body_that_alone_closes_a_line_has_its_work(write: Write) -> None:
    body = "II. NỘI DUNG\na) Lập danh bạ ao hồ - Phòng Kinh tế - Hạ tầng.\nb) Đón khách (Ban quản lý chợ)\nc) Rà soát quy chế của Ủy ban nhân dân xã (UBND xã)"
    findings, _ = found(write, body)
    assert [[unit.name for unit in row.units] for row in findings.activities] == [
        ["Phòng Kinh tế - Hạ tầng"],
        ["Ban quản lý chợ"],
        [],
    ]


def test_a_table_of_bodies_and_their_work_gives_duties_where_work_is_shared_out(write: Write) -> None:
    table = "|STT|Tên đơn vị|Việc được giao\n|1|Công an xã|Giữ trật tự, phân luồng xe\n|2|Trạm Y tế xã|- Trực cấp cứu"
    assert duties(write, f"IV. PHÂN CÔNG NHIỆM VỤ\n{table}") == [
        ("Công an xã", "Giữ trật tự, phân luồng xe"),
        ("Trạm Y tế xã", "Trực cấp cứu"),
    ]
    assert work(write, f"IV. PHÂN CÔNG NHIỆM VỤ\n{table}") == []
    # With a time or a second body it is a table of tasks.
    timed = "|STT|Đơn vị|Nhiệm vụ|Thời gian\n|1|Công an xã|Giữ trật tự|Tháng 5/2024"
    assert work(write, f"IV. PHÂN CÔNG NHIỆM VỤ\n{timed}") == [("IV", "1", "Giữ trật tự")]


def test_dashed_lines_of_a_cell_are_a_duty_each() -> None:
    rows = (
        "<tr><td>Trạm Y tế xã</td><td>- Trực cấp cứu;<br>- Phát thuốc</td></tr><tr><td>Công an xã</td><td>Giữ trật tự</td></tr>"
    )
    page = f"{HEAD.replace('**', '')}IV. PHÂN CÔNG NHIỆM VỤ".replace("\n", "</p><p>")
    html = f"<html><body><p>{page}</p><table><tr><th>Đơn vị</th><th>Nhiệm vụ</th></tr>{rows}</table></body></html>"
    text = tidy(read_bytes(html.encode(), name="a.html"))
    found = read_sections(read_outline(text), masked=(), period=None).duties
    assert [(duty.unit.name, text.quote(duty.span)) for duty in found] == [
        ("Trạm Y tế xã", "Trực cấp cứu;"),
        ("Trạm Y tế xã", "Phát thuốc"),
        ("Công an xã", "Giữ trật tự"),
    ]


TABLE = """II. TỔ CHỨC THỰC HIỆN
1. Công an xã
- Giữ trật tự.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn An
PHỤ LỤC
|TT|Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian hoàn thành
|I|**TUYÊN TRUYỀN**
|1|Viết tin bài|Công chức văn hóa|Đoàn Thanh niên; Hội Phụ nữ|30/4/2024
|2|Treo băng rôn|Đoàn Thanh niên||Quý II/2024
|TT|Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian hoàn thành
|II|**TRỒNG CÂY**
||Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian hoàn thành
|1|Đào hố|Các thôn||Thường xuyên"""


def test_task_table_in_an_annex(write: Write) -> None:
    findings, text = found(write, TABLE)
    rows = [(row.label, text.quote(row.title), row.parent, row.section) for row in findings.activities]
    assert rows == [
        ("I", "TUYÊN TRUYỀN", None, "phụ lục"),
        ("1", "Viết tin bài", 0, "phụ lục"),
        ("2", "Treo băng rôn", 0, "phụ lục"),
        ("II", "TRỒNG CÂY", None, "phụ lục"),
        ("1", "Đào hố", 3, "phụ lục"),
    ]
    first = findings.activities[1]
    assert [(unit.name, unit.role) for unit in first.units] == [
        ("Công chức văn hóa", "lead"),
        ("Đoàn Thanh niên", "coordinate"),
        ("Hội Phụ nữ", "coordinate"),
    ]
    assert [(time.kind, time.start, time.end) for time in first.times] == [("deadline", None, date(2024, 4, 30))]
    assert [time.kind for time in findings.activities[4].times] == ["ongoing"]


def test_a_table_that_gives_no_work_gives_no_activities(write: Write) -> None:
    assert work(write, "II. NỘI DUNG\n1. Bảng cây giống\n|TT|Loài cây|Số lượng\n|1|Bàng|20\n|2|Phượng|30") == [
        ("II", "1", "Bảng cây giống")
    ]
