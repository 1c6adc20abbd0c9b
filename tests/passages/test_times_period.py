"""What a plan covers by the years in its title."""

from __future__ import annotations

from datetime import date

import pytest

import adminplan
from adminplan.layout.text import Span
from adminplan.passages.times_period import title_period


@pytest.mark.parametrize(
    ("title", "words", "start", "end"),
    [
        ("Trồng cây bóng mát trên địa bàn huyện năm 2024", "năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2021 – 2025", "GIAI ĐOẠN 2021 – 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("Thực hiện nhiệm vụ năm học 2024-2025", "năm học 2024-2025", date(2024, 8, 1), date(2025, 7, 31)),
        # The programme carried out has years of its own; the plan's stand last.
        (
            "Thực hiện Chương trình OCOP giai đoạn 2021-2025 trên địa bàn tỉnh năm 2023",
            "năm 2023",
            date(2023, 1, 1),
            date(2023, 12, 31),
        ),
        ("Thực hiện Nghị quyết số 12-NQ/TU ngày 5 tháng 12 năm 2023 về du lịch", None, None, None),
        ("Phát triển du lịch đến năm 2030", None, None, None),
        ("Kỷ niệm 50 năm ngày thành lập trường", None, None, None),
    ],
)
def test_years_of_a_title(title: str, words: str | None, start: date | None, end: date | None) -> None:
    found = title_period(f"KẾ HOẠCH\n{title}\n", Span(9, 9 + len(title)))
    assert (found and found.text, found and found.start, found and found.end) == (words, start, end)


def test_the_plan_covers_it_and_its_rhythms_end_with_it() -> None:
    plan = adminplan.parse_text(
        "UBND XÃ TÂN HÒA\nSố: 5/KH-UBND\nTân Hòa, ngày 20 tháng 12 năm 2023\nKẾ HOẠCH\nKiểm tra vệ sinh môi trường năm 2024\n"
        "I. NỘI DUNG\n1. Kiểm tra các chợ\nTrạm Y tế chủ trì, định kỳ hằng tháng.\n"
    )
    times = {time.id: time for time in plan.times}
    assert plan.period is not None
    assert times[plan.period].end == date(2024, 12, 31)
    (monthly,) = [times[name] for activity in plan.activities for name in activity.times]
    assert monthly.recurrence is not None
    assert "UNTIL=2024" in monthly.recurrence
