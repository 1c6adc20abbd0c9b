"""The days of a plan: laid as the archive lays them, and drawn where they belong."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adminplan import api
from adminplan.store.archive import Archive
from adminplan.view.report_findings import findings
from adminplan.view.report_timeline import Axis, axis_of, bars_of, strips, timeline

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH AN HÒA
Số: 12/KH-UBND
An Hòa, ngày 05 tháng 01 năm 2024
KẾ HOẠCH
Trồng hoa ven đường năm 2024
II. NHIỆM VỤ
"""


def plan_of(*times):
    work = "".join(
        f"{at}. Trồng hoa đợt {at}\n- Đơn vị chủ trì: Sở Thử nghiệm số.\n- Thời gian thực hiện: {words}.\n"
        for at, words in enumerate(times, 1)
    )
    return api.parse_text(HEAD + work)


def rows_of(plan):
    dated, undated = strips(plan, findings(plan))
    return [(one.label, [(bar.start, bar.end, bar.kind) for bar in one.bars]) for one in dated], [one.label for one in undated]


def day(month, number, year=2024):
    return date(year, month, number)


@pytest.mark.parametrize(
    ("words", "bars"),
    [
        ("từ ngày 01/4/2024 đến ngày 30/6/2024", [(day(4, 1), day(6, 30), "range")]),
        ("trước ngày 15/3/2024", [(None, day(3, 14), "deadline")]),
        ("từ ngày 01/9/2024", [(day(9, 1), None, "from")]),
        ("trước ngày 25 hằng tháng", [(None, day(month, 24), "deadline") for month in range(1, 13)]),
        ("hằng quý", [(day(first, 1), day(first + 2, 30 + (first in (1, 10))), "again") for first in (1, 4, 7, 10)]),
    ],
)
def test_what_is_drawn_for_a_time(words, bars):
    assert rows_of(plan_of(words)) == ([("II/1 Trồng hoa đợt 1", bars)], [])


def test_rows_come_by_their_first_day_and_those_without_stand_below():
    plan = plan_of("tháng 6/2024", "khi có hướng dẫn", "tháng 2/2024")
    dated, undated = rows_of(plan)
    assert [label[-5:] for label, _ in dated] == ["đợt 3", "đợt 1"]
    assert [label[-5:] for label in undated] == ["đợt 2"]
    assert "Không nêu ngày cụ thể" in timeline(plan, findings(plan))


def test_the_days_agree_with_those_of_the_archive(tmp_path):
    """What `adminplan tasks` says of a unit, the chart draws."""
    text = HEAD + (
        "1. Trồng hoa\n- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.\n- Thời gian thực hiện: trước ngày 25 hằng tháng.\n"
        "2. Tưới hoa\n- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.\n- Thời gian thực hiện: hằng quý.\n"
        "3. Tổng kết\n- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.\n- Thời gian thực hiện: trước ngày 15/12/2024.\n"
    )
    file = tmp_path / "ke-hoach.txt"
    file.write_text(text, encoding="utf-8")
    with Archive(f"sqlite:///{tmp_path / 'plans.db'}") as archive:
        archive.add(file)
        tasks = {(one.start, one.end) for one in archive.tasks(unit="Sở Nông nghiệp và Môi trường", status_on=day(1, 1))}
    drawn = {(start, end) for _, bars in rows_of(api.parse(file))[0] for start, end, _ in bars}
    assert len(drawn) == 17
    assert drawn == tasks


def test_more_occurrences_than_can_be_told_apart_are_one_band(read_time):
    often = replace(read_time, kind="recurring", recurrence="FREQ=DAILY", start=None, end=None, text="hằng ngày")
    (band,) = bars_of(often, day(1, 1), day(12, 31))
    assert (band.start, band.end, band.kind) == (day(1, 1), day(12, 31), "often")
    unbounded = replace(often, recurrence="FREQ=DAILY;INTERVAL=1")
    assert list(bars_of(unbounded, day(1, 1), None)) == []
    assert list(bars_of(replace(often, recurrence="nonsense"), day(1, 1), day(12, 31))) == []


@pytest.fixture
def read_time():
    return plan_of("tháng 6/2024").times[-1]


def test_days_stand_where_they_belong():
    axis = Axis(day(1, 1), day(12, 31))
    assert axis.at(day(1, 1)) == 0
    assert axis.at(day(7, 2)) == 50
    assert axis.at(day(1, 1, 2030)) == 100
    assert axis.at(day(1, 1, 1990)) == 0


def test_the_axis_is_that_of_the_period_and_what_lies_far_off_is_an_arrow():
    plan = plan_of("tháng 6/2024", "trước ngày 31/12/2045")
    found = findings(plan)
    axis = axis_of(plan, strips(plan, found)[0])
    assert axis.low == day(1, 1)
    assert axis.high < day(2, 1, 2026)
    assert '<svg x="100%" class="at"><path class="deadline"' in timeline(plan, found)
    assert axis_of(plan, ()) is None


@pytest.mark.parametrize("years", [(2024, 2024), (2021, 2025), (2021, 2045), (1, 9999)])
def test_no_axis_has_more_ticks_than_can_be_read(read_time, years):
    first = replace(read_time, id="time-a", kind="range", start=date(years[0], 1, 1), end=date(years[1], 12, 31), exclusive=False)
    plan = plan_of("tháng 6/2024")
    plan = replace(
        plan, period=None, times=(first,), activities=tuple(replace(one, times=("time-a",)) for one in plan.activities)
    )
    content = timeline(plan, findings(plan))
    assert 1 <= content.count("<line") <= 40
    assert axis_of(plan, strips(plan, findings(plan))[0]).high - date(years[1], 12, 1) <= timedelta(31)
