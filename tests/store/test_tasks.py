"""What a unit has to do and when, on both databases: occurrences within a window, statuses as of a day."""

from __future__ import annotations

from datetime import date

import pytest

import adminplan
from adminplan.errors import ArchiveError
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rhythms import occurrences
from adminplan.store.rows import reading_of
from adminplan.store.write import File, begin_run, take

PLAN = """ỦY BAN NHÂN DÂN
TỈNH {place}
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2023

KẾ HOẠCH
Triển khai chiến dịch tiêm chủng năm 2023

Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Nâng cao tỷ lệ tiêm chủng.
II. NỘI DUNG
1. Tổ chức tập huấn
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: trước ngày 30/4/2023.
2. Tiêm vét
- Đơn vị chủ trì: Sở Y tế.
- Đơn vị phối hợp: Sở Tài chính.
- Thời gian: từ ngày 15/5/2023 đến ngày 10/6/2023.
3. Giao ban chiến dịch
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: trước ngày 25 hằng tháng.
4. Tuyên truyền trên đài
- Đơn vị chủ trì: Sở Thông tin và Truyền thông.
- Đơn vị phối hợp: Sở Y tế.
- Thời gian: Thường xuyên.
5. Mua vắc xin
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: Khi có hướng dẫn của Bộ Y tế.
6. Mở điểm tiêm lưu động
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: Từ tháng 7/2023.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Theo dõi, báo cáo kết quả trước ngày 15/12/2023.
2. Sở Tài chính: Bố trí kinh phí.
"""
DAY = date(2023, 5, 20)


@pytest.fixture
def archive(url: str):
    with Archive(url) as opened, writing(opened.engine) as connection:
        run = begin_run(connection, [])
        for index, place in enumerate(("TÂN GIANG", "LỘC SƠN")):
            plan = adminplan.parse_text(PLAN.format(place=place, number=12 + index))
            take(connection, run, [File(f"{index}.txt", f"{index:064x}", 1, reading_of(plan, sha256=f"{index:064x}"))])
        connection.commit()
        yield opened


def told(tasks) -> list[tuple]:
    return [(task.title, task.start, task.end, task.status) for task in tasks]


def test_what_a_unit_has_to_do_within_two_months(archive: Archive) -> None:
    found = list(archive.tasks(unit="Sở Y tế tỉnh Tân Giang", start=date(2023, 5, 1), end=date(2023, 6, 30), status_on=DAY))
    assert told(found) == [
        ("Tiêm vét", date(2023, 5, 15), date(2023, 6, 10), "running"),
        ("Giao ban chiến dịch", None, date(2023, 5, 24), "due"),
        ("Giao ban chiến dịch", None, date(2023, 6, 24), "due"),
        ("Tuyên truyền trên đài", None, None, "running"),
        ("Mua vắc xin", None, None, "unspecified"),
    ]
    assert {task.number for task in found} == {"12/KH-UBND"}, "the other province has a Sở Y tế of its own"
    assert [task.role for task in found] == ["lead", "lead", "lead", "coordinate", "lead"]
    assert found[1].text == "trước ngày 25 hằng tháng"


def test_everything_in_the_order_of_its_days(archive: Archive) -> None:
    found = list(archive.tasks(unit="Sở Y tế tỉnh Tân Giang", status_on=DAY))
    days = [task.start or task.end for task in found if task.start or task.end]
    assert days == sorted(days)
    meetings = [task for task in found if task.kind == "recurring"]
    assert [task.end for task in meetings] == [date(2023, month, 24) for month in range(3, 13)], (
        "from its issue to the end of its year"
    )
    statuses = {(task.title, task.status) for task in found if task.kind != "recurring"}
    assert statuses == {
        ("Tổ chức tập huấn", "overdue"), ("Tiêm vét", "running"), ("Mở điểm tiêm lưu động", "ahead"),
        ("Tuyên truyền trên đài", "running"), ("Mua vắc xin", "unspecified"),
        ("Theo dõi, báo cáo kết quả trước ngày 15/12/2023.", "due"),
    }  # fmt: skip
    assert found[-1].status == "unspecified"


@pytest.mark.parametrize(
    ("day", "status"), [(date(2023, 4, 28), "due"), (date(2023, 4, 29), "due"), (date(2023, 4, 30), "overdue"), (date(2023, 5, 1), "overdue")]
)  # fmt: skip
def test_before_a_day_ends_the_day_before(archive: Archive, day: date, status: str) -> None:
    (task,) = [one for one in archive.tasks(unit="Sở Y tế tỉnh Tân Giang", status_on=day) if one.title == "Tổ chức tập huấn"]
    assert (task.end, task.status) == (date(2023, 4, 29), status)
    within = archive.tasks(unit="Sở Y tế tỉnh Tân Giang", start=date(2023, 4, 30), end=date(2023, 4, 30), status_on=day)
    assert "Tổ chức tập huấn" not in {one.title for one in within}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2023, 5, 14), "ahead"),
        (date(2023, 5, 15), "running"),
        (date(2023, 6, 10), "running"),
        (date(2023, 6, 11), "overdue"),
    ],
)
def test_ranges_run_from_their_first_day_to_their_last(archive: Archive, day: date, status: str) -> None:
    assert {one.status for one in archive.tasks(unit="Sở Tài chính", status_on=day) if one.title == "Tiêm vét"} == {status}


def test_windows_take_in_what_has_a_day_in_them(archive: Archive) -> None:
    def titles(start: date | None, end: date | None) -> set[str]:
        return {one.title for one in archive.tasks(unit="Sở Tài chính", start=start, end=end, status_on=DAY)}

    assert "Tiêm vét" in titles(date(2023, 6, 10), None)
    assert "Tiêm vét" not in titles(date(2023, 6, 11), None)
    assert "Tiêm vét" in titles(None, date(2023, 5, 15))
    assert "Tiêm vét" not in titles(None, date(2023, 5, 14))
    assert titles(date(2025, 1, 1), date(2025, 2, 1)) == set(), "the plan's year is over"
    lately = archive.tasks(unit="Sở Y tế", start=date(2025, 1, 1), end=date(2025, 2, 1), status_on=DAY)
    assert {one.title for one in lately} == {"Mở điểm tiêm lưu động"}, "what begins and has no end goes on"


def test_a_name_means_the_unit_of_every_province_or_of_one(archive: Archive) -> None:
    assert {one.number for one in archive.tasks(unit="so y te", status_on=DAY)} == {"12/KH-UBND", "13/KH-UBND"}
    assert {one.number for one in archive.tasks(unit="Sở Y tế tỉnh Lộc Sơn", status_on=DAY)} == {"13/KH-UBND"}
    assert list(archive.tasks(unit="Sở Y", status_on=DAY)) != [], "a name may be begun"
    assert list(archive.tasks(unit="Y tế", status_on=DAY)) == []
    assert [one.role for one in archive.tasks(unit="Sở Tài chính tỉnh Lộc Sơn", status_on=DAY)] == ["coordinate", "duty"]


def test_what_cannot_be_asked(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no day lies"):
        archive.tasks(unit="Sở Y tế", start=date(2023, 5, 2), end=date(2023, 5, 1), status_on=DAY)
    with pytest.raises(ArchiveError, match="no name of a body"):
        archive.tasks(unit="…", status_on=DAY)


def days(rule: str | None, words: str = "", begins: date | None = date(2024, 1, 1), window: date | None = None, ends: date | None = date(2024, 12, 31)) -> list[str]:  # fmt: skip
    found = occurrences(rule, words, begins=begins, window=window, ends=ends)
    return [f"{start and f'{start:%d/%m}'} {end and f'{end:%d/%m}'}" for start, end in found]


@pytest.mark.parametrize(
    ("rule", "words", "expected"),
    [
        ("FREQ=YEARLY", "hằng năm", ["01/01 31/12"]),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", ["01/01 31/03", "01/04 30/06", "01/07 30/09", "01/10 31/12"]),
        ("FREQ=MONTHLY;INTERVAL=6;UNTIL=20240630", "định kỳ 6 tháng", ["01/01 30/06"]),
        ("FREQ=MONTHLY;UNTIL=20240229", "hằng tháng", ["01/01 31/01", "01/02 29/02"]),
        ("FREQ=YEARLY;BYMONTH=3,4,5", "từ tháng 3 đến tháng 5 hằng năm", ["01/03 31/05"]),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "trước 15/6 và 15/12 hằng năm", ["None 14/06", "None 14/12"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "ngày cuối cùng của mỗi quý", ["31/03 31/03", "30/06 30/06", "30/09 30/09", "31/12 31/12"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20240401", "chậm nhất ngày 31 hằng tháng", ["None 31/01", "None 31/03"]),
        ("FREQ=MONTHLY;BYMONTHDAY=5,6,7;UNTIL=20240229", "từ ngày 5 đến ngày 7 hằng tháng", ["05/01 07/01", "05/02 07/02"]),
        ("FREQ=MONTHLY;BYDAY=1MO;UNTIL=20240229", "thứ Hai tuần đầu hằng tháng", ["01/01 01/01", "05/02 05/02"]),
        ("FREQ=WEEKLY;UNTIL=20240114", "hằng tuần", ["01/01 07/01", "08/01 14/01"]),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20240114", "trước 16h thứ Sáu hằng tuần", ["None 05/01", "None 12/01"]),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE;UNTIL=20240114", "từ thứ Hai đến thứ Tư hằng tuần", ["01/01 03/01", "08/01 10/01"]),
        ("FREQ=DAILY;UNTIL=20240102", "hằng ngày", ["01/01 01/01", "02/01 02/01"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "30/2 hằng năm", []),
        (None, "định kỳ", ["None None"]),
        ("FREQ=SECONDLY", "", ["None None"]),
        ("FREQ=MONTHLY;BYDAY=XX", "", ["None None"]),
    ],
)  # fmt: skip
def test_rhythms(rule: str | None, words: str, expected: list[str]) -> None:
    assert days(rule, words) == expected


def test_rhythms_are_bounded() -> None:
    assert days("FREQ=MONTHLY", ends=None) == ["None None"], "neither it nor the plan nor the window ends"
    assert days("FREQ=MONTHLY", begins=None) == ["None None"]
    assert days("FREQ=MONTHLY", begins=date(2024, 11, 20)) == ["01/11 30/11", "01/12 31/12"]
    assert days("FREQ=MONTHLY", window=date(2024, 11, 20)) == ["01/11 30/11", "01/12 31/12"]
    assert days("FREQ=YEARLY;INTERVAL=2", begins=date(2022, 3, 1), window=date(2024, 5, 1)) == ["01/01 31/12"]
    assert days("FREQ=YEARLY", begins=date(9999, 1, 1), ends=date.max) == ["01/01 31/12"]
    assert days("FREQ=WEEKLY", begins=date(1, 1, 1), ends=date(1, 1, 7)) == ["01/01 07/01"]
