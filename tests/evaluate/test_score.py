"""Scores: the figures agreed on, the items behind them, and what a document without a plan scores."""

from dataclasses import replace

import pytest

from adminplan import api
from adminplan.evaluate import errors
from adminplan.evaluate.likeness import match, symbol, words
from adminplan.evaluate.reading import read
from adminplan.evaluate.score import FIELDS, SHARES, Count, score
from adminplan.evaluate.stations import added, stations
from adminplan.evaluate.totals import as_data, as_json, table, totals


def test_figures_agree_with_the_first_scorer(scored, figures):
    ours = as_data([scored])
    for name, value in figures["total"].items():
        assert ours["total"][name] == pytest.approx(value), name
    for name, value in figures["documents"]["xe-sach"].items():
        assert ours["documents"]["xe-sach"][name] == pytest.approx(value), name


def test_the_document_itself_is_read_without_a_fault(gold):
    reading = read(gold)
    one = score(gold, reading.plan)
    assert reading.plan == api.parse(gold.document)
    assert [item for item in one.items if item.state != "right"] == []
    assert {figure.f1 for name, figure in one.figures.items() if name not in SHARES} == {1.0}


def test_every_error_is_an_item_with_both_readings(scored):
    wrong = {(item.field, item.state, item.gold, item.found) for item in scored.items if item.state != "right"}
    assert ("header.place", "wrong", "An Hòa", "An Hoa") in wrong
    assert ("ref_relation", "wrong", "implements", "mentions") in wrong
    assert ("references", "invented", None, "Luật Xuất bản") in wrong
    assert ("activities", "missed", "[II/3] Tập huấn người phục vụ trên xe sách", None) in wrong
    assert ("activity_units", "invented", None, "Sở Tài chính (lead)") in wrong
    assert ("recipients", "missed", "Lưu: VT", None) in wrong


def test_a_document_without_a_plan_scores_nought(gold):
    one = score(gold, None, unread="an empty file")
    assert {name: one.figures[name].hit for name in FIELDS if name != "header"} == dict.fromkeys(FIELDS[1:], 0)
    assert one.figures["header"].hit == 1, "gold has no parent issuer, and so has nothing"
    assert "unread: xe-sach: an empty file" in table([one])


def test_of_a_beginning_only_head_and_references_are_scored(gold, damaged):
    part = gold._replace(content={**gold.content, "complete": False})
    assert score(part, damaged).figures.keys() == {"header", "references", "ref_date", "ref_issuer", "ref_relation"}


def test_a_group_of_activities_is_no_activity(gold, damaged):
    child = replace(damaged.activities[1], id="activity-child", parent=damaged.activities[0].id)
    count = score(gold, replace(damaged, activities=(*damaged.activities, child))).figures["activities"]
    assert count.found == 3


def test_what_gold_and_reading_both_lack_is_no_figure():
    assert Count(0, 0, 0).f1 is None
    assert Count(0, 0, 3).f1 == 0.0
    assert Count(2, 4, 2) == (2, 4, 2)
    assert Count(2, 4, 2).f1 == pytest.approx(2 / 3)


def test_intervals_hold_the_value_and_do_not_change(scored, gold):
    right = replace(score(gold, read(gold).plan), name="right")
    made = totals([scored, right, replace(scored, name="again")])
    value, low, high = made["overall"]
    assert low < value < high
    assert low == pytest.approx(totals([scored])["overall"].value)
    assert high == 1.0
    assert as_json([scored, right]) == as_json([scored, right])
    assert totals([scored])["overall"].low is None, "of one document nothing can be drawn"


def test_matching_takes_the_likest_first_and_each_once():
    close = {("a", "x"): 0.9, ("a", "y"): 0.95, ("b", "x"): 0.85, ("b", "y"): 0.93}
    assert match("ab", "xy", lambda g, f: close[g, f], 0.8) == [(0, 1), (1, 0)]
    assert match("ab", "xy", lambda g, f: close[g, f], 0.91) == [(0, 1)]
    assert match("", "xy", lambda *_: 1.0, 0.8) == []


def test_words_and_symbols():
    assert words("Hoà  bình,\nthuỷ lợi") == ("hòa", "bình", "thủy", "lợi")
    assert symbol("05 / KH–UBND") == "5/KH-UBND"
    assert symbol(None) == ""


def test_errors_name_confusions_and_the_worst_document_first(scored, gold):
    right = replace(score(gold, read(gold).plan), name="a-right-one")
    page = errors.table([right, scored])
    assert "1  activity_units: coordinate read as lead" in page
    assert "1  ref_relation: implements read as mentions" in page
    assert "xe-sach  0.571" in page
    assert "a-right-one" not in page, "nothing is wrong in it"
    assert "goals invented: “Tạo thói quen đọc sách cho trẻ em và cả người lớn”  [at I/1/-~2, goal.item@1]" in page
    assert errors.table([right]) == "no error\n"


def test_what_was_confused_comes_with_the_words_it_was_said_of(scored):
    found = {one.field: one for one in errors.confused([scored])}
    assert found["ref_relation"][:4] == ("xe-sach", "ref_relation", "implements", "mentions")
    assert found["ref_relation"].quote == "Nghị quyết 15-NQ/TU"
    unit = found["activity_units"]
    assert (unit.gold, unit.found) == ("coordinate", "lead")
    name, _, activity = unit.quote.partition(" · ")
    assert name in {item.gold.rpartition(" (")[0] for item in scored.items if item.field == "activity_units" and item.gold}
    assert activity in {item.of for item in scored.items}
    assert sum(count for *_, count in errors.confusions([scored])) == len(list(errors.confused([scored])))


def test_what_a_hostile_document_says_stays_text(gold, damaged):
    evil = replace(damaged.goals[0], statement="\x1b[31mđỏ\nxuống dòng " + "x" * 500)
    page = errors.table([score(gold, replace(damaged, goals=(evil,)))])
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) < 400


def test_the_station_that_lost_the_point_is_named(gold):
    """A title that is not in the document is lost by the text; one in the middle of a paragraph by the outline."""
    acts = [dict(act) for act in gold.content["activities"]]
    acts[0] = {**acts[0], "title": "Thuê mười bến đỗ cho xe sách của thị trấn"}
    acts[1] = {**acts[1], "title": "đọc sách tại các trường"}
    other = gold._replace(content={**gold.content, "activities": acts})
    reading = read(other)
    counts = {one[:2]: one[2:] for one in stations(other, reading, score(other, reading.plan))}
    assert counts["text", "activities"] == (3, 2, 3, 2)
    assert counts["outline", "activities"] == (3, 1, 2, 1)
    assert counts["passages", "activities"][2:] == (1, 1)
    assert counts["plan", "references"] == (2, 2, 2, 2)
    assert counts["passages", "times alone"] == (3, 3, 3, 3)


def test_stations_add_up(gold):
    reading = read(gold)
    one = stations(gold, reading, score(gold, reading.plan))
    twice = added([*one, *one])
    assert [row[:2] for row in twice if row.station == "outline"] == [row[:2] for row in one if row.station == "outline"]
    assert sum(row.gold for row in twice) == 2 * sum(row.gold for row in one)
    assert all(row.real == row.gold and row.right == row.given for row in twice)


def test_plans_written_before_have_no_stations(gold, agreed):
    reading = read(gold, agreed / "plans")
    assert reading.plan is not None
    assert stations(gold, reading, score(gold, reading.plan)) == []
