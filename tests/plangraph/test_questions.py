"""What offices ask of a graph."""

import pytest

from adminplan.plangraph import questions as ask
from adminplan.plangraph.graph import link


@pytest.fixture
def graph(make_plan):
    """A central plan, a province's on it, two districts' on that, a commune's on one of them; what the centre rests on is not here."""
    centre = {"number": "9/KH-TLĐ", "date": "2024-01-10"}
    province = {"number": "12/KH-LĐLĐ", "date": "2024-02-01", "issuer": "LĐLĐ tỉnh An Hòa"}
    north = {"number": "3/KH-LĐLĐ", "date": "2024-02-20", "issuer": "LĐLĐ huyện Sông Bắc, tỉnh An Hòa"}
    law = {"type": "Luật", "title": "Thư viện", "date": "2019", "relation": "basis"}
    return link(
        [
            make_plan("9/KH-TLĐ", "2024-01-10", "Tổng Liên đoàn Lao động Việt Nam", name="centre", references=[law]),
            make_plan("12/KH-LĐLĐ", "2024-02-01", "LĐLĐ tỉnh An Hòa", name="province", references=[centre | {"relation": "implements"}]),
            make_plan(
                "3/KH-LĐLĐ", "2024-02-20", "LĐLĐ huyện Sông Bắc, tỉnh An Hòa", name="north",
                references=[province | {"relation": "implements"}, centre | {"relation": "basis"}],
            ),
            make_plan(
                "4/KH-LĐLĐ", "2024-03-01", "LĐLĐ huyện Đồi Thông, tỉnh An Hòa", name="south",
                references=[
                    province | {"relation": "implements"},
                    {"number": "88-KL/TW", "type": "Kết luận", "date": "2023-09-09", "nested_in": "reference-0", "inner_relation": "implements"},
                ],
            ),
            make_plan("1/KH-CĐCS", "2024-03-21", "CĐCS Trường THCS Nà Sang", name="school", references=[north | {"relation": "implements"}]),
            make_plan("7/KH-LĐLĐ", "2024-06-01", "LĐLĐ tỉnh An Hòa", name="beside", references=[province | {"relation": "mentions"}]),
            make_plan("1/KH-SYT", "2024-06-01", "Sở Y tế tỉnh An Hòa", name="alone", references=[law]),
        ]
    )  # fmt: skip


def names(graph, steps):
    works = dict(graph.works())
    return [
        (
            step.work if works[step.work]["state"] == "parsed" else works[step.work]["number"] or works[step.work]["title"],
            step.depth,
        )
        for step in steps
    ]


def test_what_a_plan_rests_on_down_to_the_last_basis(graph):
    steps = ask.rests_on(graph, "school")
    found = dict(names(graph, steps))
    assert found == {"north": 1, "province": 2, "centre": 2, "88-KL/TW": 3, "Thư viện": 3}
    by_name = {step.work: step for step in steps}
    assert by_name["centre"].relation == "basis"
    assert by_name["province"].level == "province"
    hearsay = {name for name, _ in found.items() for step in steps if step.hearsay and names(graph, [step])[0][0] == name}
    assert hearsay == {"88-KL/TW"}


def test_what_implements_a_plan_by_level(graph):
    steps = ask.implemented_by(graph, "centre")
    assert [(step.work, step.depth, step.level, step.through) for step in steps] == [
        ("province", 1, "province", "centre"),
        ("north", 2, "district", "province"),
        ("south", 2, "district", "province"),
        ("school", 3, "grassroots", "north"),
    ]


def test_what_a_change_touches(graph):
    assert [(step.work, step.depth, step.relation) for step in ask.touched_by(graph, "province")] == [
        ("beside", 1, "mentions"),
        ("north", 1, "implements"),
        ("south", 1, "implements"),
        ("school", 2, "implements"),
    ]
    assert {step.work for step in ask.touched_by(graph, "centre")} == {"province", "north", "south", "school"}
    assert ask.touched_by(graph, "school") == ()


def test_delays_between_levels_in_days(graph):
    rows = {(row.cited, row.citing): (row.days, row.cited_level, row.citing_level) for row in ask.delays(graph)}
    assert rows == {
        ("centre", "province"): (22, "central", "province"),
        ("province", "north"): (19, "province", "district"),
        ("province", "south"): (29, "province", "district"),
        ("north", "school"): (30, "district", "grassroots"),
    }
    chains = ask.chains(graph, "centre")
    assert [[row.days for row in chain] for chain in chains] == [[22, 19, 30], [22, 29]]
    assert [chain[-1].citing for chain in chains] == ["school", "south"]


def test_order_by_dependency(graph):
    sequence = ask.order(graph)
    at = {work: position for position, work in enumerate(sequence)}
    assert len(sequence) == len(graph.works())
    assert at["centre"] < at["province"] < at["north"] < at["school"]
    for citing, cited, _, facts in graph.citations():
        if facts["relation"] in ask.RESTING:
            assert at[cited] < at[citing]


def test_cycles_are_told_and_do_not_stop_the_order(make_plan):
    rows = [("1", "2024-01-01", "2"), ("2", "2024-01-01", "3"), ("3", "2024-01-01", "1"), ("4", "2024-01-01", "1")]
    plans = [
        make_plan(
            f"{one}/KH-UBND", day, "UBND tỉnh An Hòa", name=one,
            references=[{"number": f"{other}/KH-UBND", "date": "2024-01-01", "issuer": "UBND tỉnh", "relation": "implements"}],
        )
        for one, day, other in rows
    ]  # fmt: skip
    graph = link(plans)
    assert ask.cycles(graph) == (("1", "2", "3"),)
    assert ask.order(graph) == ("1", "2", "3", "4")
    assert {step.work for step in ask.rests_on(graph, "1")} == {"2", "3"}
    assert ask.chains(graph, "1")[0][-1].citing in {"2", "4"}


def test_orphans_most_cited_and_missing(graph):
    assert ask.orphans(graph) == ("alone", "beside")
    works = dict(graph.works())
    assert [(row.work, row.plans) for row in ask.most_cited(graph, limit=1)] == [("province", 3)]
    assert [(works[work]["title"] or works[work]["number"], plans) for work, plans in graph.missing()] == [
        ("Thư viện", 2),
        ("88-KL/TW", 1),
    ]


@pytest.mark.parametrize("question", [ask.rests_on, ask.implemented_by, ask.touched_by, ask.chains])
def test_unknown_works_are_said_to_be_unknown(graph, question):
    with pytest.raises(KeyError):
        question(graph, "vn/none")


@pytest.mark.parametrize(
    ("number", "issuer", "level"),
    [
        ("1/QĐ-TTg", None, "central"),
        ("12-KH/HU", None, "district"),
        ("12/KH-UBND", None, None),
        (None, "UBND xã Bản Lụa", "commune"),
        ("1/KH-UBND", "UBND thành phố", None),
    ],
)
def test_levels(number, issuer, level):
    assert ask.level_of({"number": number, "issuer": issuer}) == level
