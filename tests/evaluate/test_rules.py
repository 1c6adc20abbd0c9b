"""Precision of rules: what counts, the smoothing, cross-validation by issuer, and the committed table."""

import tomllib
from dataclasses import replace

import pytest

from adminplan import api
from adminplan.data import words
from adminplan.evaluate.rules import Learned, Precision, Rule, as_toml, learned, precision, reliability, table
from adminplan.evaluate.score import Item, Score
from adminplan.files.read import read_text
from adminplan.layout.tidy import tidy
from adminplan.outline.outline import read_outline
from adminplan.plan.assemble import assemble


def made(issuer, *findings):
    """A score in which rules found something right or not."""
    items = tuple(Item("goals", "right" if right else "invented", "x", "x", "I", ((rule, None),)) for rule, right in findings)
    return Score(name=issuer, issuer=issuer, figures={}, items=items)


def test_what_counts_as_found_counts_for_the_rule(scored):
    found = precision([scored])
    assert found[Rule("goal.item@1")] == Precision(2, 3, 1)
    assert found[Rule("activity.item@1")] == Precision(2, 3, 1)
    assert found[Rule("reference.law@1")] == Precision(0, 1, 1)
    assert found[Rule("duty.item@1")] == Precision(2, 3, 1)
    assert found[Rule("unit.heading@1")].right == 2
    assert found[Rule("signer.block@1")] == Precision(1, 1, 1)


def test_few_findings_give_little_confidence():
    assert Precision(3, 3).smoothed == 0.8
    assert Precision(0, 0).smoothed == 0.5
    assert Precision(99, 100).smoothed == pytest.approx(100 / 102)


def test_confidence_is_tested_on_issuers_it_was_not_measured_on():
    scores = [made("an hòa", *[("a@1", True)] * 8), made("bình sơn", ("a@1", False), ("a@1", False), ("b@1", True))]
    got = reliability(scores)
    assert got.alone == 1, "b@1 was seen in one issuer's documents only"
    low, high = got.bins
    assert (low.found, low.confidence, low.right) == (8, 0.25, 1.0)  # (0 + 1) / (2 + 2)
    assert (high.found, high.confidence, high.right) == (2, 0.9, 0.0)  # (8 + 1) / (8 + 2)
    assert got.brier == pytest.approx((8 * 0.75**2 + 2 * 0.9**2) / 10)


def test_nothing_found_gives_an_empty_table():
    assert reliability([made("an hòa")]) == ((), None, 0)
    shown = table({}, reliability([]), learned([]))
    assert "rule" in shown
    assert "no finding rests on a learned model" in shown


def test_what_a_model_told_is_held_against_its_own_confidence():
    rules = (("goal.learned@1", 0.9),)
    items = [Item("goals", "right" if right else "invented", "x", "x", "I", rules) for right in (True, True, True, False)]
    scores = [Score(name="an hòa", issuer="an hòa", figures={}, items=tuple(items))]
    assert learned(scores) == {"goal.learned@1": Learned(0.9, 4, 3)}
    got = reliability(scores)
    assert (got.alone, [(one.found, one.confidence, one.right) for one in got.bins]) == (0, [(4, 0.9, 0.75)])
    assert "goal.learned@1                                0.900       4   0.750" in table({}, got, learned(scores))
    assert "goal.learned@1" not in as_toml([], scores), "its lock tells its rate"


def test_the_table_says_on_what_it_rests(gold, scored):
    content = tomllib.loads(as_toml([gold], [scored]))
    assert content["measured_on"]["documents"] == content["measured_on"]["issuers"] == 1
    assert content["text"]["goal.item@1"] == {"right": 2, "found": 3, "issuers": 1, "precision": 0.6}
    assert as_toml([gold], [scored]) == as_toml([gold], [scored])


def test_the_hash_moves_with_the_gold(gold, scored, tmp_path):
    for path in (gold.document, gold.document.with_name("xe-sach.gold.json")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    other = gold._replace(document=tmp_path / gold.document.name)
    assert as_toml([other], [scored]) == as_toml([gold], [scored])
    with other.document.open("a") as file:
        file.write(" ")
    assert as_toml([other], [scored]) != as_toml([gold], [scored])


def test_the_committed_rates_follow_from_their_counts():
    content = words("rule_precision")
    assert content["measured_on"]["documents"] >= content["measured_on"]["issuers"] > 1
    assert len(content["text"]) > 20
    assert 0 < len(content["recognised"]) <= len(content["text"])
    for name, row in (*content["text"].items(), *content["recognised"].items()):
        assert 0 <= row["right"] <= row["found"], name
        assert row["precision"] == pytest.approx((row["right"] + 1) / (row["found"] + 2), abs=5e-5), name


def test_every_evidence_carries_the_rate_of_its_rule(gold):
    plan = api.parse(gold.document)
    rates = words("rule_precision")["text"]
    evidence = [
        one.evidence
        for row in (plan.signers, plan.recipients, plan.references, plan.goals, plan.activities, plan.duties, plan.times)
        for one in row
    ]
    evidence += [unit.evidence for activity in plan.activities for unit in activity.assignments]
    evidence += [mention for unit in plan.units for mention in unit.mentions]
    for one in evidence:
        assert one.confidence == (rates[one.found_by]["precision"] if one.found_by in rates else None)
    assert any(one.confidence is not None for one in evidence)
    assert api.load(api.dump(plan)) == plan


def test_in_recognised_words_rules_are_surer_of_less(gold, scored):
    """A scan's evidence carries the rates measured on scans; a rule not seen there says nothing."""
    rates = words("rule_precision")["recognised"]
    text = tidy(replace(read_text(gold.document.read_text("utf-8"), name="scan"), ocr=True))
    outline = read_outline(text)
    plan = assemble(outline, *api.find(outline))
    assert plan.activities
    for one in (*plan.activities, *plan.goals, *plan.duties, *plan.signers, *plan.times):
        rate = rates.get(one.evidence.found_by, {}).get("precision")
        assert one.evidence.confidence == rate
    both = precision([scored, replace(scored, recognised=True)])
    assert both[Rule("goal.item@1")] == both[Rule("goal.item@1", recognised=True)] == Precision(2, 3, 1)
    assert "goal.item@1 (recognised)" in table(both, reliability([]), {})


def test_a_rule_that_was_not_measured_says_nothing(gold):
    plan = api.parse(gold.document)
    whole = next(time for time in plan.times if time.id == plan.period)
    assert whole.evidence.found_by not in words("rule_precision")["text"], "gold has no time of the plan as a whole"
    assert whole.evidence.confidence is None
    assert replace(whole.evidence, confidence=0.5) != whole.evidence
