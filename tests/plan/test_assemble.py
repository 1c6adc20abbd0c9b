"""Findings become a plan: each evidence says in which item its words stand."""

import adminplan

STAGED = """ỦY BAN NHÂN DÂN XÃ ĐỒI THÔNG
Số: 7/KH-UBND
Đồi Thông, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Trồng cây ven suối năm 2024

I. MỤC ĐÍCH
1. Giữ đất ven suối.

II. NỘI DUNG
1. Giai đoạn 1 (từ tháng 02/2024 đến tháng 4/2024):
a) Khảo sát bờ suối; hoàn thành trước ngày 10/3/2024.
b) Chuẩn bị cây giống.
2. Giai đoạn 2 (từ tháng 5/2024 đến tháng 8/2024):
a) Trồng 500 cây.
b) Tưới và chăm sóc cây.
"""


def test_a_time_of_a_stage_heading_stands_in_the_heading() -> None:
    plan = adminplan.parse_text(STAGED)
    times = {time.text: time for time in plan.times}
    paths = {text: time.evidence.path for text, time in times.items()}
    assert paths["từ tháng 02/2024 đến tháng 4/2024"] == "II/1", "not that of the child of which it is said"
    assert paths["từ tháng 5/2024 đến tháng 8/2024"] == "II/2"
    assert paths["hoàn thành trước ngày 10/3/2024"] == "II/1/a"
    spring = times["từ tháng 02/2024 đến tháng 4/2024"].id
    assert [one.title for one in plan.activities if spring in one.times] == [
        "Khảo sát bờ suối; hoàn thành trước ngày 10/3/2024",
        "Chuẩn bị cây giống",
    ]
