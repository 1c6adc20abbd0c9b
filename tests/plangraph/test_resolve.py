"""Which known work a citation means; and that plans in any order, in any number of goes, give the same."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adminplan.plangraph.graph import graph_of, link
from adminplan.plangraph.key import parts, same_title, slipped, squeezed, title_words
from adminplan.plangraph.links import Links


def found(citing, *plans):
    """What became of the first citation of a plan."""
    links = Links()
    links.add([citing, *plans])
    return links.resolutions[citing.id][0]


@pytest.fixture
def province(make_plan):
    return make_plan("438/KH-LĐLĐ", "2023-04-11", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN HÒA", title="Tổ chức tháng trồng cây năm 2023")


def citing(make_plan, home="LIÊN ĐOÀN LAO ĐỘNG HUYỆN SÔNG BẮC, TỈNH AN HÒA", day="2023-05-02", **row):
    return make_plan("12/KH-LĐLĐ", day, home, references=[row])


@pytest.mark.parametrize(
    "row",
    [
        {"number": "438/KH-LDLD", "date": "2023-04-11", "issuer": "LĐLĐ tỉnh"},  # signs lost in the symbol
        {"number": "438/KH-LĐLĐ", "date": "2023-04-12", "issuer": "LĐLĐ tỉnh"},  # one day off
        {"number": "438/KH-LĐLĐ", "date": "2023-11-04", "issuer": "LĐLĐ tỉnh An Hòa"},  # day and month changed over
        {"number": "438/KH-LĐLĐ", "date": "2022-04-11", "issuer": "LĐLĐ tỉnh An Hòa"},  # the year of the old calendar
    ],
)
def test_slips_are_candidates_and_never_links(make_plan, province, row):
    one = found(citing(make_plan, **row), province)
    assert one.state == "ambiguous"
    assert [name for name, _ in one.candidates] == [province.id]
    assert 0 < one.candidates[0][1] < 1


@pytest.mark.parametrize(
    "row",
    [
        {"number": "438/KH-LĐLĐ", "date": "2023-04-12"},  # whose, is not told
        {"number": "438/KH-LĐLĐ", "date": "2021-08-19", "issuer": "LĐLĐ tỉnh"},
        {"number": "438/KH-LĐLĐ", "date": "2023-04-11", "issuer": "LĐLĐ tỉnh Bắc Sơn"},
        {"number": "438/KH-LĐLĐ", "date": "2023", "issuer": "LĐLĐ huyện"},
        {"number": "439/KH-LĐLĐ", "date": "2023-04-11", "issuer": "LĐLĐ tỉnh"},
        {"number": "438/QĐ-LĐLĐ", "date": "2023-04-11", "issuer": "LĐLĐ tỉnh"},
    ],
)
def test_what_differs_is_not_even_a_candidate(make_plan, province, row):
    one = found(citing(make_plan, **row), province)
    assert (one.state, one.candidates) == ("cited", ())


def test_one_number_in_two_provinces_never_merges(make_plan, province):
    twin = make_plan("438/KH-LĐLĐ", "2023-04-11", "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC SƠN", title="Tổ chức tháng trồng cây năm 2023")
    row = {"number": "438/KH-LĐLĐ", "date": "2023-04-11", "issuer": "LĐLĐ tỉnh", "title": "tổ chức tháng trồng cây năm 2023"}
    ours = citing(make_plan, **row)
    theirs = citing(make_plan, home="LĐLĐ huyện Đồi Thông, tỉnh Bắc Sơn", **row)
    unknown = citing(make_plan, home="Công đoàn cơ sở Trường Tiểu học Nà Sang", **row)
    assert found(ours, province, twin).work == province.id
    assert found(theirs, province, twin).work == twin.id
    assert found(ours, twin).state == "cited"
    undecided = found(unknown, province, twin)
    assert undecided.state == "ambiguous"
    assert sorted(name for name, _ in undecided.candidates) == sorted([province.id, twin.id])


def test_plans_of_one_id_in_two_provinces_are_two_works(make_plan):
    one = make_plan("5/KH-SYT", "2024-01-05", "SỞ Y TẾ TỈNH AN HÒA", name="vn/so-y-te/kh/2024/5-kh-syt")
    two = make_plan("5/KH-SYT", "2024-01-05", "SỞ Y TẾ TỈNH BẮC SƠN", name="vn/so-y-te/kh/2024/5-kh-syt")
    row = {"number": "5/KH-SYT", "date": "2024-01-05", "issuer": "Sở Y tế"}
    reader = citing(make_plan, home="UBND huyện Sông Bắc, tỉnh An Hòa", day="2024-03-01", **row)
    graph = link([one, two, reader])
    assert graph.to_json() == link([two, reader, one]).to_json() == link([reader, two, one, one]).to_json()
    works = [work for work, facts in graph.works() if facts["number"] == "5/KH-SYT"]
    assert works == ["vn/so-y-te/kh/2024/5-kh-syt~an-hòa~2024-01-05", "vn/so-y-te/kh/2024/5-kh-syt~bắc-sơn~2024-01-05"]
    assert graph.citations()[0][1] == works[0]


def test_a_number_without_its_year_is_one_of_this_year_and_only_where_no_other_is_known(make_plan, province):
    row = {"number": "438/KH-LĐLĐ", "issuer": "LĐLĐ tỉnh"}
    assert found(citing(make_plan, **row), province).resolved_by == "number and issuer"
    assert found(citing(make_plan, day="2024-05-02", **row), province).state == "ambiguous"
    older = make_plan("438/KH-LĐLĐ", "2021-03-11", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN HÒA")
    assert found(citing(make_plan, **row), province, older).state == "ambiguous"
    later = make_plan("438/KH-LĐLĐ", "2024-03-11", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN HÒA")
    assert found(citing(make_plan, **row), province, later).work == province.id


def test_a_bare_number_alone_means_nothing(make_plan, province):
    assert found(citing(make_plan, number="438"), province).state == "cited"
    assert found(citing(make_plan, number="438", date="2023", issuer="LĐLĐ tỉnh"), province).state == "ambiguous"
    assert found(citing(make_plan, number="438", date="2023-04-11", issuer="LĐLĐ tỉnh"), province).resolved_by == "full key"


def test_names_of_merged_provinces_are_read_as_of_the_cited_day(make_plan):
    old = make_plan("42/KH-UBND", "2024-02-28", "UBND TỈNH BẾN TRE")
    same_name = make_plan("42/KH-UBND", "2024-02-20", "UBND TỈNH VĨNH LONG")
    ward = {"home": "UBND phường Cái Sen, tỉnh Vĩnh Long", "day": "2025-08-20"}
    by_its_name = found(citing(make_plan, **ward, number="42/KH-UBND", date="2024-02-28"), old, same_name)
    assert by_its_name.work == old.id
    rewritten = make_plan(
        "9/KH-UBND", "2025-08-20", "UBND phường Cái Sen, tỉnh Vĩnh Long",
        references=[{"number": "42/KH-UBND", "date": "2024-02-28", "issuer": "UBND tỉnh Vĩnh Long"}],
    )  # fmt: skip
    one = found(rewritten, old)
    assert (one.state, [name for name, _ in one.candidates]) == ("ambiguous", [old.id])


def test_issues_name_what_is_odd(make_plan, province):
    rows = [
        {"number": "438/KH-LĐLĐ", "date": "2023-04-12", "issuer": "LĐLĐ tỉnh"},
        {"type": "Quyết định", "number": "55/2007/CT-UBND"},
        {"number": "42/2014/QĐ-TTg", "type": "Quyết định", "date": "2014-07-07"},
        {"number": "42/2014/QĐ-TTg", "type": "Quyết định", "date": "2014-07-27"},
    ]
    one = make_plan("12/KH-LĐLĐ", "2023-05-02", "LĐLĐ huyện Sông Bắc, tỉnh An Hòa", references=rows)
    assert [(issue.code, issue.reference) for issue in link([one, province]).issues] == [
        ("two-dates", "reference-0"),
        ("two-dates", "reference-2"),
        ("two-dates", "reference-3"),
        ("type-symbol-conflict", "reference-1"),
    ]


def test_short_forms_are_read_by_what_stands_before(make_plan):
    rows = [
        {"type": "Chỉ thị", "number": "44-CT/TW", "date": "2023-12-05", "alias": "Chỉ thị đọc sách"},
        {"type": "Chỉ thị", "number": "44", "form": "short"},
        {"type": "Chỉ thị", "title": "đọc sách", "form": "short"},
        {"type": "Quyết định", "form": "anaphora"},
        {"type": "Quyết định", "number": "16/QĐ-TTg", "date": "2023-12-22"},
        {"type": "Quyết định", "form": "anaphora"},
        {"type": "Quyết định", "number": "17/QĐ-TTg", "date": "2023-12-22"},
        {"type": "Quyết định", "form": "anaphora"},
    ]
    graph = link([make_plan("12/KH-UBND", "2024-05-02", "UBND xã Bản Lụa", references=rows)])
    cited = {key: dict(graph.works())[other]["number"] for _, other, key, _ in graph.citations()}
    assert cited == {
        "reference-0": "44-CT/TW", "reference-1": "44-CT/TW", "reference-2": "44-CT/TW",
        "reference-4": "16/QĐ-TTg", "reference-5": "16/QĐ-TTg", "reference-6": "17/QĐ-TTg",
    }  # fmt: skip  # "Quyết định trên" before any, or after two, says nothing


def test_bare_numbers_of_two_bodies_are_two_works(make_plan):
    rows = [{"type": "Văn bản", "number": "02", "issuer": f"Công ty {name}"} for name in ("Sao Mai", "Hoa Ban", "Sao Mai")]
    graph = link([make_plan("12/KH-UBND", "2024-05-02", "UBND tỉnh An Hòa", references=rows)])
    works = {key: cited for _, cited, key, _ in graph.citations()}
    assert works["reference-0"] == works["reference-2"] != works["reference-1"]


def test_keys_are_told_from_many_ways_of_printing():
    assert parts("015/2023/NĐ-CP") == ("15", "2023", "NĐ-CP")
    assert parts("12 -KH / TU") == ("12", "", "KH-TU")
    assert parts("25/KH-PGD&ĐT")[2] == parts("25/KH–PGDĐT")[2]
    assert parts("/KH-UBND") == ("", "", "")
    assert squeezed("KH-LĐLĐ") == squeezed("KH/LDLD")
    assert slipped("2023-04-30", "2023-05-01")
    assert not slipped("2023-04", "2023-05")
    assert not slipped("2023-02-30", "2024-12-01")
    assert not same_title("", "")
    assert not same_title(title_words("phát triển du lịch"), title_words("phát triển du lịch xanh"))


def test_keys_are_linear():
    start = time.perf_counter()
    parts("1/" + "KH-" * 100_000)
    title_words("- " * 100_000)
    assert time.perf_counter() - start < 2


ROWS = st.fixed_dictionaries(
    {"number": st.sampled_from([f"{n}/KH-UBND" for n in (1, 2, 3)] + ["1", "2/KH-UB"])},
    optional={
        "date": st.sampled_from(["2024", "2024-01-05", "2024-01-06"]),
        "issuer": st.sampled_from(["UBND tỉnh", "UBND tỉnh An Hòa", "UBND huyện"]),
        "title": st.sampled_from(["trồng cây ven sông An Hòa", "dạy bơi cho trẻ em mùa hè"]),
    },
)
PLANS = st.lists(
    st.tuples(
        st.sampled_from(["1/KH-UBND", "2/KH-UBND", "3/KH-UBND"]),
        st.sampled_from(["2024-01-05", "2024-01-06", None]),
        st.sampled_from(["UBND tỉnh An Hòa", "UBND tỉnh Bắc Sơn", "UBND huyện Sông Bắc, tỉnh An Hòa", None]),
        st.lists(ROWS, max_size=3),
        st.sampled_from(["Trồng cây ven sông An Hòa", "Dạy bơi cho trẻ em mùa hè"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[:3],
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=PLANS, data=st.data())
def test_goes_in_any_order_end_as_one_run_does(make_plan, rows, data):
    plans = [make_plan(number, day, issuer, references=given, title=title) for number, day, issuer, given, title in rows]
    whole = link(plans).to_json()
    links = Links()
    left = data.draw(st.permutations(plans))
    while left:
        size = data.draw(st.integers(1, len(left)))
        links.add(left[:size])
        left = left[size:]
    assert graph_of(links).to_json() == whole
    gone = data.draw(st.sampled_from(plans))
    links.remove(gone.id)
    assert graph_of(links).to_json() == link([plan for plan in plans if plan.id != gone.id]).to_json()
    links.add([gone])
    assert graph_of(links).to_json() == whole


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=PLANS.map(lambda rows: [row for row in rows if row[1] and row[2]]), data=st.data())
def test_plans_that_share_an_id_may_come_in_any_order_too(make_plan, rows, data):
    plans = [make_plan(*row[:3], references=row[3], title=row[4], name=f"vn/{row[0]}") for row in rows]
    links = Links()
    for plan in data.draw(st.permutations(plans)):
        links.add([plan])
    assert graph_of(links).to_json() == link(plans).to_json()
    assert len(links.works) == len(plans)


def test_only_what_new_plans_answer_is_resolved_again(make_plan, province):
    links = Links()
    reader = make_plan("12/KH-LĐLĐ", "2023-05-02", "LĐLĐ huyện Sông Bắc, tỉnh An Hòa", references=[{"number": "438/KH-LĐLĐ"}])
    other = make_plan("13/KH-LĐLĐ", "2023-05-02", "LĐLĐ huyện Sông Bắc, tỉnh An Hòa", references=[{"number": "7/KH-LĐLĐ"}])
    assert links.add([reader, other]) == {reader.id, other.id}
    assert links.add([province]) == {reader.id, province.id}
    beside = make_plan("99/KH-LĐLĐ", "2023-05-02", "LĐLĐ tỉnh An Hòa")
    assert links.add([beside]) == {beside.id}
    assert links.remove(province.id) == {reader.id}
