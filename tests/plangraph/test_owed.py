"""Orders to draw up a plan, and who has obeyed them by a day."""

import time
from dataclasses import replace
from datetime import date

import pytest

from adminplan.layout.text import Span
from adminplan.plan.plan import Activity, Assignment, Duty, Evidence, Time
from adminplan.plangraph.graph import link
from adminplan.plangraph.orders import RULES, is_order, orders
from adminplan.plangraph.owed import owed

EVIDENCE = Evidence(span=Span(0, 1), quote="x", path="III", places=(), found_by="by hand@1")


def due(text, end, kind="deadline"):
    return Time(
        id=f"time-{text}", text=text, start=None, end=date.fromisoformat(end), exclusive=text.startswith("trước"), kind=kind, precision="day",
        recurrence=None, basis=None, evidence=EVIDENCE,
    )  # fmt: skip


def duty(unit, statement, *times, name="duty-1"):
    return Duty(id=name, unit="u", name=unit, statement=statement, times=tuple(time.id for time in times), evidence=EVIDENCE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_examples(rule):
    assert rule.yes
    assert rule.no
    for sentence in rule.yes:
        assert is_order(sentence), sentence
    for sentence in rule.no:
        assert not is_order(sentence), sentence


def test_orders_of_a_plan(make_plan):
    first, report = due("trước ngày 8/3/2024", "2024-03-08"), due("trước ngày 30/9/2024", "2024-09-30")
    plan = make_plan(
        "12/KH-LĐLĐ", "2024-02-01", "LĐLĐ tỉnh An Hòa",
        duties=(
            duty("LĐLĐ các huyện", "Xây dựng kế hoạch của đơn vị, gửi về trước ngày 8/3/2024. Báo cáo trước ngày 30/9/2024.", first, report),
            duty("Công đoàn ngành", "Ban hành kế hoạch; gửi kế hoạch về LĐLĐ tỉnh trước ngày 8/3/2024; báo cáo sau.", first, name="duty-2"),
            duty("Các trường", "Xây dựng kế hoạch; báo cáo trước ngày 30/9/2024.", report, name="duty-3"),
            duty("Công đoàn cơ sở", "Lập kế hoạch riêng.", name="duty-4"),
            duty("Công đoàn cơ sở", "Gửi kế hoạch về LĐLĐ huyện trước ngày 8/3/2024.", first, name="duty-5"),
            duty("Báo", "Đưa tin về kế hoạch.", name="duty-6"),
        ),
        activities=(
            Activity(
                id="activity-1", label="1", section="II", title="Ban hành kế hoạch truyền thông", statement="Ban hành kế hoạch truyền thông trước ngày 8/3/2024",
                times=(first.id,), evidence=EVIDENCE,
                assignments=(
                    Assignment(unit="u", name="UBND các xã", role="lead", evidence=EVIDENCE),
                    Assignment(unit="v", name="Sở Y tế", role="coordinate", evidence=EVIDENCE),
                ),
            ),
        ),
        times=(first, report),
    )  # fmt: skip
    assert [(one.item, one.unit, one.due) for one in orders(plan)] == [
        ("duty-1", "LĐLĐ các huyện", date(2024, 3, 7)),
        ("duty-2", "Công đoàn ngành", date(2024, 3, 7)),
        ("duty-3", "Các trường", None),
        ("duty-4", "Công đoàn cơ sở", date(2024, 3, 7)),
        ("activity-1", "UBND các xã", date(2024, 3, 7)),
    ]
    assert orders(plan)[0].quote == "Xây dựng kế hoạch của đơn vị, gửi về trước ngày 8/3/2024"


@pytest.fixture
def archive(make_plan):
    """An order of a province, and what came of it in districts that no table knows."""
    deadline = due("trước ngày 15/3/2024", "2024-03-15")
    top = make_plan(
        "12/KH-LĐLĐ", "2024-02-01", "LĐLĐ tỉnh An Hòa", name="top", times=(deadline,),
        duties=(duty("LĐLĐ các huyện, thành phố; Công đoàn ngành", "Xây dựng kế hoạch trước ngày 15/3/2024.", deadline),),
    )  # fmt: skip
    row = {"number": "12/KH-LĐLĐ", "date": "2024-02-01", "issuer": "LĐLĐ tỉnh An Hòa"}
    issuers = {
        "north": ("LĐLĐ huyện Sông Bắc", "2024-02-20", "implements"),
        "late": ("Liên đoàn Lao động thành phố Hồng Sa", "2024-03-20", "basis"),
        "speaks": ("LĐLĐ huyện Đồi Thông", "2024-02-20", "mentions"),
        "other": ("LĐLĐ huyện Bến Lau, tỉnh Bắc Sơn", "2024-02-20", "implements"),
        "branch": ("CÔNG ĐOÀN NGÀNH GIÁO DỤC", "2024-02-22", "implements"),
        "school": ("CĐCS Trường THCS Nà Sang", "2024-02-22", "implements"),
    }
    below = [
        make_plan(f"{n}/KH-X", day, issuer, name=name, references=[row | {"relation": relation}])
        for n, (name, (issuer, day, relation)) in enumerate(issuers.items(), 1)
    ]
    below[4] = replace(below[4], letterhead=replace(below[4].letterhead, parent_issuer="LIÊN ĐOÀN LAO ĐỘNG TỈNH AN HÒA"))
    return top, link([top, *below])


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (
            "2024-02-21",
            {
                "LĐLĐ huyện Sông Bắc": "issued",
                "Liên đoàn Lao động thành phố Hồng Sa": "not due yet",
                "CÔNG ĐOÀN NGÀNH GIÁO DỤC": "not due yet",
            },
        ),
        (
            "2024-03-14",
            {
                "LĐLĐ huyện Sông Bắc": "issued",
                "Liên đoàn Lao động thành phố Hồng Sa": "not due yet",
                "CÔNG ĐOÀN NGÀNH GIÁO DỤC": "issued",
            },
        ),
        (
            "2024-03-15",
            {
                "LĐLĐ huyện Sông Bắc": "issued",
                "Liên đoàn Lao động thành phố Hồng Sa": "owed",
                "CÔNG ĐOÀN NGÀNH GIÁO DỤC": "issued",
            },
        ),
        (
            "2024-03-20",
            {
                "LĐLĐ huyện Sông Bắc": "issued",
                "Liên đoàn Lao động thành phố Hồng Sa": "issued",
                "CÔNG ĐOÀN NGÀNH GIÁO DỤC": "issued",
            },
        ),
    ],
)
def test_who_owes_a_plan_on_a_day(archive, day, states):
    top, graph = archive
    rows = owed(graph, top, date.fromisoformat(day))
    assert {row.name: row.state for row in rows if row.known_by == "archive"} == states
    issued = {row.name: (row.plan, row.issued) for row in rows if row.state == "issued"}
    assert issued["LĐLĐ huyện Sông Bắc"] == ("north", date(2024, 2, 20))
    assert all(row.due == date(2024, 3, 14) for row in rows)
    assert all((row.plan is None) == (row.state != "issued") for row in rows)


def test_a_plan_that_is_not_in_the_graph(archive, make_plan):
    with pytest.raises(KeyError):
        owed(archive[1], make_plan("9/KH-X"), date(2024, 1, 1))


def test_a_plan_without_orders_owes_nothing(make_plan):
    plan = make_plan("9/KH-X")
    assert owed(link([plan]), plan, date(2024, 1, 1)) == ()


def test_orders_are_read_in_linear_time():
    hostile = [
        "xây dựng và triển khai các chương trình, " * 20_000,
        "cụ thể hóa " * 30_000,
        "có chương trình, và " * 30_000,
        "tham mưu " * 30_000 + "xây dựng kế hoạch",
        "tham mưu tỉnh " + "xây dựng kế hoạch " * 30_000,
    ]
    start = time.perf_counter()
    for text in hostile:
        is_order(text)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("issuer", "day", "unit", "count", "member"),
    [
        ("LĐLĐ tỉnh Lai Châu", "2023-02-01", "LĐLĐ các huyện, thành phố", 8, "Liên đoàn Lao động huyện Tam Đường"),
        ("UBND tỉnh Lai Châu", "2023-02-01", "Ủy ban nhân dân các huyện, thành phố", 8, "Ủy ban nhân dân huyện Tam Đường"),
        ("UBND tỉnh Lai Châu", "2023-02-01", "UBND các huyện: Tam Đường, Sìn Hồ", 2, "Ủy ban nhân dân huyện Sìn Hồ"),
        ("LĐLĐ tỉnh Lai Châu", "2025-08-01", "LĐLĐ các huyện, thành phố", 0, None),  # there are no districts any more
        ("UBND tỉnh Lai Châu", "2023-02-01", "Sở Y tế", 1, "Sở Y tế tỉnh Lai Châu"),
    ],
)
def test_members_that_only_the_tables_know(make_plan, issuer, day, unit, count, member):
    plan = make_plan("12/KH-X", day, issuer, duties=(duty(unit, "Xây dựng kế hoạch của đơn vị."),))
    rows = owed(link([plan]), plan, date(2026, 1, 1))
    assert len(rows) == count
    assert {(row.state, row.known_by) for row in rows} <= {("owed", "table")}
    assert member is None or member in {row.name for row in rows}


def test_a_plan_on_a_subject_that_one_unit_draws_up_is_a_task(make_plan):
    subject = "Xây dựng kế hoạch phân loại rác tại nguồn."
    alone = make_plan("12/KH-X", "2023-02-01", "UBND tỉnh Lai Châu", duties=(duty("Sở Y tế", subject),))
    assert [order.topic for order in orders(alone)] == [True]
    assert owed(link([alone]), alone, date(2024, 1, 1)) == ()
    many = make_plan("13/KH-X", "2023-02-01", "UBND tỉnh Lai Châu", duties=(duty("UBND các huyện, thành phố", subject),))
    assert len(owed(link([many]), many, date(2024, 1, 1))) == 8


def test_a_member_of_the_tables_that_answered_is_told_once(make_plan):
    top = make_plan(
        "12/KH-LĐLĐ", "2023-02-01", "LĐLĐ tỉnh Lai Châu", name="top",
        duties=(duty("LĐLĐ các huyện, thành phố", "Xây dựng kế hoạch của đơn vị."),),
    )  # fmt: skip
    row = {"number": "12/KH-LĐLĐ", "date": "2023-02-01", "issuer": "LĐLĐ tỉnh", "relation": "implements"}
    answer = make_plan("3/KH-LĐLĐ", "2023-02-09", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN TAM ĐƯỜNG", name="answer", references=[row])
    rows = owed(link([top, answer]), top, date(2023, 3, 1))
    assert len(rows) == 8
    (issued,) = (row for row in rows if row.state == "issued")
    assert (issued.name, issued.plan, issued.known_by) == ("Liên đoàn Lao động huyện Tam Đường", "answer", "table")
    assert [row.state for row in owed(link([top, answer]), top, date(2023, 1, 1))] == ["not due yet"] * 8
