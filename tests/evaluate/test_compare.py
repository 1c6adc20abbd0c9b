"""Two scorings against each other: what is a loss, what a gain."""

import copy
import json

import pytest

from adminplan.evaluate.compare import NotScores, compare, load, table
from adminplan.evaluate.reading import read
from adminplan.evaluate.score import score
from adminplan.evaluate.totals import as_data, as_json


@pytest.fixture
def bad(scored):
    return as_data([scored])


@pytest.fixture
def good(gold):
    return as_data([score(gold, read(gold).plan)])


def test_the_same_twice_is_no_change(bad):
    found = compare(bad, copy.deepcopy(bad))
    assert found.changes == ()
    assert not found.lost
    assert table(found).startswith("no figure moved")


def test_losses_and_gains_mirror_each_other(bad, good):
    won, lost = compare(bad, good), compare(good, bad)
    assert not won.lost
    assert lost.lost
    assert {one[1:] for one in won.changes} == {one[1:] for one in lost.changes}
    said = {(one.field, one.said) for one in lost.changes}
    assert ("activities", "[II/3] Tập huấn người phục vụ trên xe sách") in said
    assert ("references", "invented: Luật Xuất bản") in said
    assert ("ref_relation", "Nghị quyết 15-NQ/TU | implements") in said
    assert "overall" in table(lost)


def test_one_of_two_equal_items_can_be_lost(bad):
    twin = {"field": "goals", "state": "right", "gold": "Trồng cây.", "found": "Trồng cây.", "of": "", "path": "", "rules": []}
    base, head = copy.deepcopy(bad), copy.deepcopy(bad)
    base["items"]["xe-sach"] += [twin, twin]
    head["items"]["xe-sach"] += [twin, {**twin, "state": "missed", "found": None}]
    assert [one[0:3] for one in compare(base, head).changes] == [(False, "xe-sach", "goals")]


def test_a_document_that_is_no_longer_scored_is_a_loss(bad):
    head = {**copy.deepcopy(bad), "items": {}, "documents": {}}
    found = compare(bad, head)
    assert found.lost
    assert "not compared: xe-sach (now missing)" in table(found)
    assert not compare(head, bad).lost, "a new one is none"


def test_files_that_hold_no_scores_are_named(tmp_path, scored):
    path = tmp_path / "a.json"
    for content in ("no json", "[]", json.dumps({"schema": "adminplan/plan/1"})):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(NotScores, match=r"a\.json"):
            load(path)
    path.write_text(as_json([scored]), encoding="utf-8")
    assert load(path) == as_data([scored])
