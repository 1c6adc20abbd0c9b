"""Times as the genre writes them: schools, unions, ministries, the Party, tables with weeks and quarters; and what is no time."""

from __future__ import annotations

from datetime import date

import pytest

from adminplan.passages.times import find_times
from adminplan.passages.times_period import stated_period

ISSUED = date(2023, 4, 11)
OCTOBER = (date(2023, 10, 1), date(2023, 10, 31))


def said(text: str, **options) -> str:
    """What is found: kind, days, rhythm."""
    parts = []
    for t in find_times(text, **{"issued": ISSUED, **options}):
        days = f" {t.start or '-'} {t.end or '-'}" if t.start or t.end else ""
        parts.append(f"{t.kind}{days}" + (f" {t.recurrence}" if t.recurrence else "") + (" exclusive" if t.exclusive else ""))
    return "; ".join(parts)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Tuần 1 - tuần 2 tháng 4/2024", "range 2024-04-01 2024-04-14"),
        ("Tuần 1, tuần 2 tháng 5", "range 2023-05-01 2023-05-14"),
        ("Sở Y tế theo lĩnh vực phụ trách, khi Bộ Y tế ban hành văn bản hướng dẫn", "unspecified"),
        ("Ngày 5, 6 và 7 tháng 10", "range 2023-10-05 2023-10-07"),
        (
            "ngày 03, 10, 17 tháng 5 năm 2023",
            "range 2023-05-03 2023-05-03; range 2023-05-10 2023-05-10; range 2023-05-17 2023-05-17",
        ),
        ("hết quý II", "deadline - 2023-06-30"),
        ("Đầu năm học", "range"),
        ("Cuối năm học 2023-2024", "range"),
        ("Đầu học kỳ II", "range"),
        ("năm 2024-2025", "range 2024-01-01 2025-12-31"),
        ("Q3/2024", "range 2024-07-01 2024-09-30"),
        ("Q3-Q4/2024", "range 2024-07-01 2024-12-31"),
        ("T6-T9/2024", "range 2024-06-01 2024-09-30"),
        ("T6 - 9/2024", "range 2024-06-01 2024-09-30"),
        ("T9, T10", "range 2023-09-01 2023-10-31"),
        ("Trong năm học", "range"),
        ("Cả năm", "range 2023-01-01 2023-12-31"),
        ("Trong năm", "range 2023-01-01 2023-12-31"),
        ("Từ khi ban hành Kế hoạch", "from 2023-04-11 -"),
        ("Từ khi Kế hoạch được ban hành", "from 2023-04-11 -"),
        ("Từ khi ban hành Kế hoạch đến khi hoàn thành", "from 2023-04-11 -"),
        ("Từ khi ban hành Kế hoạch đến hết tháng 12/2023", "range 2023-04-11 2023-12-31"),
        ("Đến khi hoàn thành", "ongoing"),
        ("Theo yêu cầu của cấp trên", "unspecified"),
        ("Theo lịch riêng", "unspecified"),
        ("Tùy tình hình thực tế", ""),
        ("Tháng 9, 10/2023", "range 2023-09-01 2023-10-31"),
        ("Tháng 9,10,11,12/2023", "range 2023-09-01 2023-12-31"),
        ("Tháng 9 + 10", "range 2023-09-01 2023-10-31"),
        ("15/9-15/10/2023", "range 2023-09-15 2023-10-15"),
        ("Tháng 10/2023 - tháng 5/2024", "range 2023-10-01 2024-05-31"),
        ("Tháng 10/2023 - 5/2024", "range 2023-10-01 2024-05-31"),
        ("10/2023-5/2024", "range 2023-10-01 2024-05-31"),
        ("Từ tháng 9/2023 đến 5/2024", "range 2023-09-01 2024-05-31"),
        ("30.6.2023", "range 2023-06-30 2023-06-30"),
        ("20-7-2023", "range 2023-07-20 2023-07-20"),
        ("Ngày 19.5", "range 2023-05-19 2023-05-19"),
        ("Trước 30.6", "deadline - 2023-06-30 exclusive"),
        ("Từ 01.6 đến 30.6.2023", "range 2023-06-01 2023-06-30"),
        ("6 tháng cuối năm", "range 2023-07-01 2023-12-31"),
        ("Quý I + II/2024", "range 2024-01-01 2024-06-30"),
        ("Quý I và quý II/2024", "range 2024-01-01 2024-06-30"),
        ("Quý III, IV hằng năm", "recurring FREQ=YEARLY;BYMONTH=7,8,9,10,11,12"),
        ("Tháng 3 và tháng 9 hằng năm", "recurring FREQ=YEARLY;BYMONTH=3,9"),
        ("Tuần cuối hàng tháng", "recurring FREQ=MONTHLY"),
        ("Sáng thứ Hai đầu tuần", "recurring FREQ=WEEKLY;BYDAY=MO"),
        ("Từ ngày ban hành Kế hoạch này đến ngày 15/12/2023", "range 2023-04-11 2023-12-15"),
        ("Sau khi Kế hoạch được ban hành", "unspecified"),
        ("Ngay sau khi Kế hoạch được phê duyệt", "unspecified"),
        ("Hoàn thành trước ngày 30/6/2023; duy trì hoạt động thường xuyên.", "deadline - 2023-06-30 exclusive; ongoing"),
        ("Hoàn thành trong quý II và duy trì thường xuyên", "deadline - 2023-06-30; ongoing"),
        ("Theo Kế hoạch của Ban Chỉ đạo tỉnh", "unspecified"),
        ("Theo hướng dẫn của Trung ương", "unspecified"),
        ("Thực hiện thường xuyên trong năm", "ongoing"),
        ("Hằng ngày", "recurring FREQ=DAILY"),
        ("Từ 7h30' đến 11h00' ngày 26/3/2023", "range 2023-03-26 2023-03-26"),
        ("14 giờ, ngày 20/4", "range 2023-04-20 2023-04-20"),
        ("02 ngày (25 và 26/4/2023)", "range 2023-04-25 2023-04-26"),
        ("03 ngày, từ ngày 10 đến 12/5/2023", "range 2023-05-10 2023-05-12"),
        ("Dự kiến tháng 8", "range 2023-08-01 2023-08-31"),
        ("Dự kiến từ 10-15/8/2023", "range 2023-08-10 2023-08-15"),
        ("Khoảng giữa tháng 9", "range 2023-09-11 2023-09-20"),
        ("Cuối quý III", "range 2023-09-01 2023-09-30"),
        ("Cuối năm 2023", "range 2023-10-01 2023-12-31"),
        ("Đợt 1: tháng 3; đợt 2: tháng 9", "range 2023-03-01 2023-03-31; range 2023-09-01 2023-09-30"),
        ("Trước, trong và sau Tết", "ongoing"),
        ("Từ năm học 2023-2024", "from"),
        ("Năm học 2023 - 2024", "range"),
        ("Đến hết năm 2025", "deadline - 2025-12-31"),
        ("Ngày 01 - 05 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5"),
        ("Trước mùa mưa bão hằng năm", "recurring FREQ=YEARLY"),
        ("2 năm/lần", "recurring FREQ=YEARLY;INTERVAL=2"),
        ("Mỗi năm 02 lần", "recurring"),
        ("Mỗi tuần 2 buổi", "recurring"),
        ("Tháng một lần", "recurring FREQ=MONTHLY"),
        ("1 lần trong năm", "recurring FREQ=YEARLY"),
        ("Trước 30/4; 01/5", "deadline - 2023-04-30 exclusive; range 2023-05-01 2023-05-01"),
        ("Từ 1/9 đến 31/12 hằng năm", "recurring"),
        ("Chậm nhất ngày 10 của tháng đầu quý sau", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("Hoàn thành quý III/2023", "deadline - 2023-09-30"),
        ("Trong quý II, quý III", "range 2023-04-01 2023-09-30"),
        ("Ngay sau Hội nghị", "unspecified"),
        ("Các tháng trong năm", "recurring FREQ=MONTHLY"),
        (
            "Các tháng 3, 6, 9, 12",
            "range 2023-03-01 2023-03-31; range 2023-06-01 2023-06-30; range 2023-09-01 2023-09-30; range 2023-12-01 2023-12-31",
        ),
        ("Năm 2023, 2024", "range 2023-01-01 2024-12-31"),
        ("Từ 2023 đến 2025", "range 2023-01-01 2025-12-31"),
        ("Từ 2024", "from 2024-01-01 -"),
        ("Đến 2025", "deadline - 2025-12-31"),
        ("Trước 2025", "deadline - 2024-12-31"),
        ("Từ tháng 5/2023 trở đi", "from 2023-05-01 -"),
        ("bắt đầu từ ngày 05/5/2023 cho đến khi có thông báo mới", "from 2023-05-05 -"),
        ("Tháng 12/2023 và tháng 01/2024", "range 2023-12-01 2024-01-31"),
        ("Tháng 12 năm trước đến tháng 3 năm sau", "recurring"),
        ("Hai ngày 20 và 21 tháng 5 năm 2023 (thứ Bảy, Chủ nhật)", "range 2023-05-20 2023-05-21"),
        ("Vào lúc 7 giờ 30 phút, sáng thứ Bảy ngày 20 tháng 5 năm 2023", "range 2023-05-20 2023-05-20"),
        ("Từ đầu tháng 5 đến giữa tháng 6/2023", "range 2023-05-01 2023-06-15"),
        ("Giữa tháng 5 - đầu tháng 6", "range 2023-05-11 2023-06-01"),
    ],
)
def test_values_of_time_fields(text, want):
    assert said(text, field=True) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("thời gian từ tuần 1 đến tuần 2 tháng 4/2024", "range 2024-04-01 2024-04-14"),
        ("thẩm định trong tuần thứ hai và tuần thứ ba của tháng 7", "range 2023-07-08 2023-07-21"),
        ("tổ chức vào tuần 2 và tuần 4 tháng 9/2023", "range 2023-09-08 2023-09-14; range 2023-09-22 2023-09-30"),
        ("sắp xếp thư viện trong hai năm 2024 - 2025; ưu tiên vùng cao", "range 2024-01-01 2025-12-31"),
        ("đầu tư trong 03 năm (2024 - 2026)", "range 2024-01-01 2026-12-31"),
        ("đi cơ sở mỗi tháng một chuyến", "recurring FREQ=MONTHLY"),
        ("mỗi quý tổ chức 01 buổi nói chuyện", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("mỗi học kỳ ít nhất 01 lần", "recurring"),
        ("giao ban 02 buổi/tuần", "recurring"),
        ("kiểm tra 01 cuộc/năm", "recurring FREQ=YEARLY"),
        ("bàn giao trước ngày khai giảng 05/9/2024", "deadline - 2024-09-05 exclusive"),
        ("hoàn thành trước ngày khai mạc hội thi (15/5/2023)", "deadline - 2023-05-15 exclusive"),
        ("thời gian theo kế hoạch của LĐLĐ tỉnh", "unspecified"),
        ("thời gian thực hiện theo lịch của Ban Chỉ đạo huyện", "unspecified"),
        ("Các hộ tưới nước, làm cỏ thường xuyên; Ban Giám sát theo dõi", "ongoing"),
        ("duy trì vệ sinh thường xuyên.", "ongoing"),
        ("thực hiện định kỳ trong quá trình triển khai thi hành Luật", "recurring"),
        ("rà soát xong hết quý II/2023", "deadline - 2023-06-30"),
        ("gửi báo cáo sau mỗi quý 5 ngày", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("báo cáo trong vòng 10 ngày sau khi kết thúc hội thi", "unspecified"),
        ("gửi hồ sơ chậm nhất là 15 ngày trước ngày tổ chức đại hội", "unspecified"),
        ("đăng ký chậm nhất 15 ngày trước khi khai mạc", "unspecified"),
        ("họp 01 tháng/lần", "recurring FREQ=MONTHLY"),
        ("sơ kết 6 tháng/lần", "recurring FREQ=MONTHLY;INTERVAL=6"),
        ("họp giao ban vào thứ Hai tuần đầu tiên hằng tháng", "recurring FREQ=MONTHLY;BYDAY=1MO"),
        ("sinh hoạt vào Chủ nhật tuần cuối hằng tháng", "recurring FREQ=MONTHLY;BYDAY=-1SU"),
        ("báo cáo hàng quý (trước ngày 20 của tháng cuối quý)", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
        ("kiểm tra trong năm 2023", "range 2023-01-01 2023-12-31"),
        ("báo cáo trước ngày 25 của tháng cuối quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("trước ngày 20 tháng cuối quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
        ("tổ chức trong quý III năm 2023 tại huyện", "range 2023-07-01 2023-09-30"),
    ],
)
def test_running_text(text, want):
    assert said(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "Chương trình xây dựng nông thôn mới giai đoạn 2021-2025",
        "Tổ chức Tháng Thanh niên năm 2023",
        "hưởng ứng Tháng Công nhân 2023",
        "đạt 15/20 tiêu chí, 12/12 xã",
        "thi đua thực hiện nhiệm vụ năm học 2022-2023",
        "trẻ từ 6 tháng đến 15 tuổi, người từ 60 tuổi",
        "chất lượng tăng so với năm 2020",
        "xếp loại thường xuyên, kinh phí thường xuyên",
        "trong giai đoạn hiện nay",
        "học sinh khối 6, 7, 8, 9",
        "bình quân giai đoạn 2016 - 2020 đạt 6,5%/năm",
        "Nghị quyết Đại hội Đảng bộ tỉnh nhiệm kỳ 2020-2025",
        "đạt chỉ tiêu 05 lớp/năm",
        "Tuần lễ Biển và Hải đảo Việt Nam (01 - 08/6)",
        "hưởng ứng “Ngày Quốc tế xóa bỏ bạo lực đối với phụ nữ và trẻ em gái” (ngày 25/11)",
        "lấy ý kiến trước khi Bộ ban hành văn bản",
        "Ngày 15: họp Ban Chấp hành",
        "điểm từ 6.5 đến 8.0",
    ],
)
def test_what_is_no_time(text):
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Ngày 15: họp Ban Chấp hành", "range 2023-10-15 2023-10-15"),
        ("họp vào ngày 15 và ngày 20", "range 2023-10-15 2023-10-15; range 2023-10-20 2023-10-20"),
        ("Tuần 2: sinh hoạt chuyên đề", "range 2023-10-08 2023-10-14"),
        ("từ tuần 1 đến tuần 3", "range 2023-10-01 2023-10-21"),
        ("từ ngày 05 đến ngày 10", "range 2023-10-05 2023-10-10"),
        ("nộp trước ngày 20", "deadline - 2023-10-20 exclusive"),
        ("ngày 25 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20231031"),
    ],
)
def test_a_plan_of_one_month_completes_its_days_and_weeks(text, want):
    assert said(text, period=OCTOBER) == want


@pytest.mark.parametrize(
    ("head", "text", "issued", "want"),
    [
        ("KẾ HOẠCH Khảo thí năm học 2023 - 2024", "", date(2023, 9, 20), (date(2023, 8, 1), date(2024, 7, 31))),
        ("CÔNG TÁC THÁNG 10", "Đăng ký thi đua năm học 2023-2024", None, (date(2023, 8, 1), date(2024, 7, 31))),
        ("CÔNG TÁC THÁNG 10", "Đăng ký thi đua năm học 2023-2024", date(2023, 9, 20), None),
        ("CÔNG TÁC THÁNG 10", "năm học 2022-2023, năm học 2023-2024", None, None),
        ("Hạ Vân, ngày     tháng 5 năm 2024\nKẾ HOẠCH", "", None, (date(2024, 1, 1), date(2024, 12, 31))),
        ("KẾ HOẠCH", "năm học 2023-2029", None, None),
    ],
)
def test_the_period_that_a_plan_states(head, text, issued, want):
    assert stated_period(head, text, issued=issued) == want


def test_a_month_of_a_school_year_falls_into_it():
    period = stated_period("năm học 2023-2024", "", issued=date(2023, 9, 20))
    assert said("tháng 2", issued=date(2023, 9, 20), period=period, field=True) == "range 2024-02-01 2024-02-29"
    assert said("tháng 10", issued=date(2023, 9, 20), period=period, field=True) == "range 2023-10-01 2023-10-31"
