"""Who cites whom: joined by a whole key, or where one candidate is left; otherwise candidates are kept."""

import json

import pytest

from adminplan.plangraph.graph import link


def states(graph):
    return {facts["number"] or facts["title"]: facts["state"] for _, facts in graph.works()}


def only_edge(graph):
    (edge,) = graph.citations()
    return edge


def test_number_and_day_join(make_plan):
    base = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    other = make_plan("12/KH-UBND", "2023-01-09", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    district = make_plan(
        "3/KH-UBND",
        "2024-02-01",
        "UBND huyện Sông Bắc, tỉnh An Hòa",
        references=[{"number": "12/KH-UBND", "date": "2024-01-05", "relation": "implements"}],
    )
    graph = link([base, other, district])
    citing, cited, key, facts = only_edge(graph)
    assert (citing, cited, key) == (district.id, base.id, "reference-0")
    assert facts["resolved_by"] == "number and day"
    assert graph.bases(district.id) == (base.id,)
    assert graph.implementers(base.id) == (district.id,)
    assert graph.missing() == []


@pytest.mark.parametrize(
    ("cited", "how"),
    [
        ({"number": "12/KH-UBND", "issuer": "UBND tỉnh An Hòa"}, "number and issuer"),
        ({"number": "012/KH-UBND", "date": "2024", "issuer": "Ủy ban nhân dân tỉnh"}, "number, year and issuer"),
        ({"number": "12 / KH–UBND", "date": "2024-01", "issuer": "Chủ tịch UBND tỉnh"}, "number, year and issuer"),
        ({"number": "12/KH-UBND", "date": "2024-01-05", "issuer": "UBND tỉnh An Hòa"}, "full key"),
        ({"number": "12/KH-UBND", "title": "trồng cây ven sông An Hòa"}, "number and title"),
        ({"title": "Trồng cây ven sông An Hòa", "issuer": "Chủ tịch UBND tỉnh"}, "title"),
        ({"number": "12", "date": "2024-01-05", "issuer": "UBND tỉnh"}, "full key"),
    ],
)
def test_one_candidate_that_agrees_is_enough(make_plan, cited, how):
    base = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA", title="Trồng cây ven sông An Hòa")
    citing = make_plan("3/KH-UBND", "2024-02-01", "UBND huyện Sông Bắc, tỉnh An Hòa", references=[cited])
    _, found, _, facts = only_edge(link([base, citing]))
    assert found == base.id
    assert facts["resolved_by"] == how


def test_two_provinces_with_one_number_stay_undecided(make_plan):
    one = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    two = make_plan("12/KH-UBND", "2024-01-08", "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN")
    citing = make_plan("3/KH-SNV", "2024-02-01", references=[{"number": "12/KH-UBND", "date": "2024"}])
    graph = link([one, two, citing])
    _, found, _, facts = only_edge(graph)
    assert facts["resolved_by"] == "nothing"
    assert dict(graph.works())[found]["state"] == "ambiguous"
    assert dict(graph.works())[found]["candidates"] == sorted([one.id, two.id])
    assert graph.missing() == []


@pytest.mark.parametrize(
    "cited",
    [
        {"number": "12/KH-UBND"},  # nothing but the number agrees
        {"number": "12/KH-UBND", "issuer": "UBND tỉnh"},  # any province's
        {"number": "12/KH-UBND", "date": "2024-01"},  # which level's?
        {"number": "12", "date": "2024-01-05"},  # no symbol at all
    ],
)
def test_a_number_alone_joins_nothing(make_plan, cited):
    base = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    citing = make_plan("3/KH-SNV", "2024-02-01", references=[cited])
    graph = link([base, citing])
    _, found, _, _ = only_edge(graph)
    assert dict(graph.works())[found]["candidates"] == [base.id]


@pytest.mark.parametrize(
    "cited",
    [
        {"number": "12/KH-UBND", "date": "2023"},  # another year
        {"number": "12/KH-UBND", "date": "2024-01-06"},  # another day
        {"number": "12/KH-UBND", "date": "2024-01-05", "issuer": "UBND tỉnh Bắc Sơn"},  # another place
        {"number": "12/KH-UBND", "date": "2024", "issuer": "UBND huyện An Hòa"},  # another level
        {"number": "12/KH-SNV", "date": "2024-01-05"},  # another symbol
    ],
)
def test_what_contradicts_is_another_document(make_plan, cited):
    base = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    citing = make_plan("3/KH-UBND", "2024-02-01", "UBND xã Đồng Lúa", references=[cited])
    graph = link([base, citing])
    ((work, citers),) = graph.missing()
    assert dict(graph.works())[work]["state"] == "cited"
    assert citers == 1


def test_missing_documents_are_counted_by_plans_not_by_mentions(make_plan):
    decree = {"type": "Nghị định", "number": "30/2020/NĐ-CP", "date": "2020-03-05", "issuer": "Chính phủ"}
    one = make_plan("1/KH-A", "2024-01-01", references=[decree, {"type": "Nghị định", "number": "30/2020/NĐ-CP"}])
    two = make_plan("2/KH-A", "2024-01-02", references=[{"type": "Nghị định", "number": "30/2020/NĐ-CP"}])
    three = make_plan("3/KH-A", "2024-01-03", references=[{"type": "Luật", "title": "Cây xanh", "date": "2019"}])
    graph = link([one, two, three])
    works = dict(graph.works())
    assert [(works[work]["number"] or works[work]["title"], count) for work, count in graph.missing()] == [
        ("30/2020/NĐ-CP", 2),
        ("Cây xanh", 1),
    ]


def test_incomplete_citations_of_two_plans_are_not_one_document(make_plan):
    plans = [
        make_plan(f"{n}/KH-A", "2024-01-01", references=[{"number": "5/KH-UBND"}, {"type": "Đề án", "number": "06"}])
        for n in (1, 2)
    ]
    assert [count for _, count in link(plans).missing()] == [1, 1, 1, 1]


def test_mentions_in_one_plan_complete_one_another(make_plan):
    base = make_plan("12/KH-UBND", "2024-01-05", "ỦY BAN NHÂN DÂN TỈNH AN HÒA")
    citing = make_plan(
        "3/KH-SNV",
        "2024-02-01",
        "Sở Nội vụ tỉnh An Hòa",
        references=[
            {"number": "12/KH-UBND"},
            {"number": "12/KH-UBND", "date": "2024-01-05"},
            {"form": "anaphora"},
            {"number": "12"},
        ],
    )
    graph = link([base, citing])
    assert [cited for _, cited, _, _ in graph.citations()] == [base.id] * 4
    assert [facts["resolved_by"] for *_, facts in graph.citations()] == ["number and day"] * 2 + ["antecedent"] * 2


def test_hearsay_leads_from_the_document_that_is_said_to_cite(make_plan):
    citing = make_plan(
        "3/KH-SNV",
        "2024-02-01",
        references=[
            {"number": "12/KH-UBND", "date": "2024-01-05", "issuer": "UBND tỉnh An Hòa", "relation": "implements"},
            {
                "type": "Nghị quyết",
                "number": "19-NQ/TW",
                "date": "2022",
                "nested_in": "reference-0",
                "inner_relation": "implements",
            },
            {"type": "Kết luận", "number": "5-KL/TW", "date": "2022", "nested_in": "reference-0"},
        ],
    )
    graph = link([citing])
    by_key = {key.partition("@")[0]: (one, other, facts) for one, other, key, facts in graph.citations()}
    assert {key for *_, key, _ in graph.citations()} == {f"reference-1@{citing.id}", "reference-0", "reference-2"}
    outer = by_key["reference-0"][1]
    assert by_key["reference-1"][0] == outer
    assert by_key["reference-1"][2]["nested"] is True
    assert by_key["reference-1"][2]["relation"] == "implements"
    assert by_key["reference-1"][2]["said_by"] == citing.id
    assert by_key["reference-2"][0] == citing.id
    assert by_key["reference-2"][2]["nested"] is True
    assert graph.implementers(by_key["reference-1"][1]) == ()
    assert graph.bases(citing.id) == (outer,)
    assert [count for _, count in graph.missing()] == [1, 1, 1]


def test_self_references_and_bare_anaphora_are_no_citations(make_plan):
    plan = make_plan(
        "3/KH-SNV",
        "2024-02-01",
        references=[{"form": "self"}, {"form": "anaphora"}, {"number": "3/KH-SNV", "date": "2024-02-01"}],
    )
    graph = link([plan])
    assert graph.citations() == []
    assert [(issue.code, issue.reference) for issue in graph.issues] == [("cites-itself", "reference-2")]


def test_what_the_plan_resolved_itself_is_taken(make_plan):
    base = make_plan("12/KH-UBND", "2024-01-05", name="vn/an-hoa/KH/2024/12-KH-UBND")
    citing = make_plan("3/KH-SNV", "2024-02-01", references=[{"form": "anaphora", "document": base.id}])
    _, cited, _, facts = only_edge(link([base, citing]))
    assert (cited, facts["resolved_by"]) == (base.id, "the plan itself")


def test_a_later_document_is_joined_all_the_same(make_plan):
    later = make_plan("12/KH-UBND", "2025-01-05", "UBND tỉnh An Hòa")
    row = {"number": "12/KH-UBND", "date": "2025-01-05", "issuer": "UBND tỉnh An Hòa"}
    graph = link([later, make_plan("3/KH-SNV", "2024-02-01", references=[row])])
    assert only_edge(graph)[1] == later.id
    assert [issue.code for issue in graph.issues] == ["cites-later"]


def test_json_is_sorted_and_the_order_of_plans_makes_no_difference(make_plan):
    plans = [
        make_plan("12/KH-UBND", "2024-01-05", "UBND tỉnh An Hòa", references=[{"type": "Nghị định", "number": "30/2020/NĐ-CP"}]),
        make_plan("3/KH-SNV", "2024-02-01", references=[{"number": "12/KH-UBND", "date": "2024-01-05"}]),
        make_plan("4/KH-SNV", "2024-02-01", references=[{"type": "Nghị định", "number": "30/2020/NĐ-CP", "issuer": "Chính phủ"}]),
    ]
    text = link(plans).to_json()
    assert link(reversed(plans)).to_json() == text
    assert link([*plans, plans[0]]).to_json() == text
    content = json.loads(text)
    assert list(content) == ["schema", "works", "citations", "issues"]
    assert [work["id"] for work in content["works"]] == sorted(work["id"] for work in content["works"])
    assert set(content["citations"][0]) == {
        "citing", "cited", "reference", "relation", "form", "quote", "resolved_by", "said_by", "nested",
    }  # fmt: skip


def test_unknown_works_are_said_to_be_unknown(make_plan):
    graph = link([make_plan("1/KH-A")])
    with pytest.raises(KeyError):
        graph.bases("vn/none")
    with pytest.raises(KeyError):
        graph.implementers("vn/none")


def test_no_plans_no_works():
    graph = link([])
    assert graph.works() == []
    assert json.loads(graph.to_json())["citations"] == []
