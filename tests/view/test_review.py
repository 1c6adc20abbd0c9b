"""What a person should check: the least sure first, with words and place."""

from dataclasses import replace

import pytest

from adminplan.files.source import Box
from adminplan.plan.plan import Place
from adminplan.view.review import place, review
from adminplan.view.summary import markdown, terminal


def sure(evidence, confidence, start):
    return replace(evidence, confidence=confidence, span=type(evidence.span)(start, start + len(evidence.quote)))


@pytest.fixture
def judged(plan):
    """A plan in which rules are 0.99 sure of a goal, 0.7 of a time, 0.5 of a unit; nobody measured the rest."""
    activity = plan.activities[0]
    units = (
        replace(activity.assignments[0], evidence=sure(activity.assignments[0].evidence, 0.5, 10)),
        replace(activity.assignments[1], evidence=sure(activity.assignments[1].evidence, 0.95, 40)),
    )
    return replace(
        plan,
        signers=(),
        recipients=(),
        references=(),
        duties=(),
        goals=tuple(replace(goal, evidence=sure(goal.evidence, 0.99, 0)) for goal in plan.goals),
        activities=(replace(activity, evidence=sure(activity.evidence, 1.0, 90), assignments=units),),
        times=(replace(plan.times[0], evidence=sure(plan.times[0].evidence, 0.7, 70)), plan.times[1]),
    )


def test_the_least_sure_stands_first_and_what_was_not_measured_last(judged):
    (found,) = review(judged, 0.9)
    assert [row[:2] for row in found.rows] == [("50%", "Đơn vị"), ("70%", "Thời gian"), ("chưa đo", "Thời gian")]
    assert found.rows[1][2] == "trước 15/06/2024 ← “trước ngày 15/6/2024”"


def test_the_threshold_decides(judged):
    assert [row[0] for row in review(judged, 0.6)[0].rows] == ["50%", "chưa đo"]
    assert [row[0] for row in review(judged, 0.96)[0].rows] == ["50%", "70%", "95%", "chưa đo"]
    assert [row[0] for row in review(judged, 0.0)[0].rows] == ["chưa đo"]


def test_a_finding_that_two_things_share_stands_once(judged):
    twice = replace(judged, times=(judged.times[0], replace(judged.times[0], id="time-9")))
    assert len(review(twice, 0.9)[0].rows) == len(review(replace(judged, times=judged.times[:1]), 0.9)[0].rows)


@pytest.mark.parametrize(
    ("path", "places", "said"),
    [
        ("III/p1/t1/4", (Place(kind="page", boxes=(Box(3, 0, 0, 1, 1),)),), "trang 3, mục III, bảng, hàng 4"),
        ("IV/1/-", (Place(kind="line", line=92),), "dòng 92, mục IV/1"),
        ("II/2~2/+~3", (), "mục II/2~2"),
        ("closing", (Place(kind="path", path="w:p[3]"),), "phần cuối"),
        ("body", (), ""),
        ("t2", (), "bảng"),
    ],
)
def test_places_are_said_as_people_say_them(judged, path, places, said):
    assert place(replace(judged.goals[0].evidence, path=path, places=places)) == said


def test_both_forms_show_it_and_a_hostile_quote_stays_text(judged):
    evil = replace(judged.goals[0].evidence, quote="<script>|\x1b[31m" + "á" * 500, confidence=0.1)
    bad = replace(judged, goals=(replace(judged.goals[0], evidence=evil),))
    page, screen = markdown(bad, review(bad, 0.9)), terminal(bad, review(bad, 0.9), width=100)
    assert "## Cần người kiểm tra" in page
    assert "<script>" not in page
    assert "\x1b" not in screen
    assert "Cần người kiểm tra (4)" in screen
    assert "á" * 200 not in screen.replace("\n", "")
    assert "Nhiệm vụ, hoạt động" not in page, "only what is to be checked"
