"""The chain of labels: what it learns, how sure it is, and that the same input gives the same bytes."""

import itertools
import math

import pytest

from adminplan.learn import crf

SEQUENCES = [[["đầu", "hoa"], ["giữa"], ["cuối"]], [["đầu"], ["cuối", "hoa"]]] * 10
LABELS = [["goal", "other", "duty"], ["goal", "duty"]] * 10


@pytest.fixture(scope="module")
def weights():
    return crf.train(SEQUENCES, LABELS, l1=0.1, l2=0.5, turns=400)


def test_it_learns_what_it_is_shown(weights):
    for sequence, labels in zip(SEQUENCES[:2], LABELS[:2], strict=True):
        chances = crf.chances(weights, sequence)
        assert [max(one, key=one.get) for one in chances] == labels
        assert all(math.isclose(sum(one.values()), 1) for one in chances)


def test_the_same_input_gives_the_same_bytes(weights, capfd):
    again = crf.train(SEQUENCES, LABELS, l1=0.1, l2=0.5, turns=400)
    assert crf.as_json(again) == crf.as_json(weights)
    assert crf.from_json(crf.as_json(weights)) == weights
    assert capfd.readouterr() == ("", ""), "training is silent"


def test_chances_are_those_of_all_rows_of_labels_counted_one_by_one():
    weights = crf.Weights(("a", "b"), {"x": {"a": 1.5}, "y": {"b": 0.7, "a": -0.2}}, {"a": {"b": 0.9}, "b": {"b": -1.1}})
    sequence = [["x"], ["y", "unseen"], ["x", "y"]]

    def score(row):
        own = sum(weights.states.get(one, {}).get(name, 0) for name, seen in zip(row, sequence, strict=True) for one in seen)
        return math.exp(own + sum(weights.moves.get(one, {}).get(to, 0) for one, to in itertools.pairwise(row)))

    rows = list(itertools.product("ab", repeat=3))
    for place, chance in enumerate(crf.chances(weights, sequence)):
        expected = sum(score(row) for row in rows if row[place] == "a") / sum(map(score, rows))
        assert math.isclose(chance["a"], expected)
    assert crf.chances(weights, []) == []
