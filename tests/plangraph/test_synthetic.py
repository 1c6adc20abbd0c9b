"""Links in a small synthetic archive whose truth is known: the floors that benchmarks/graph.py measures in large ones."""

import sys
from pathlib import Path

import pytest

from adminplan.plangraph.links import Links

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from graph import LOOSE
from synthetic import make


@pytest.fixture(scope="module")
def outcome():
    """(kind, truth, linked to, candidates) of every reference."""
    plans, truth = make(2000, seed=11)
    links = Links()
    links.add(plans)
    rows = []
    for work in links.works.values():
        found = {
            name: one for said, one in zip(work.citations, links.resolutions[work.id], strict=True) for name in said.mentions
        }
        for one in work.references:
            meant, resolved = truth[(work.id, one.id)], found.get(one.id)
            linked = resolved.work if resolved and resolved.state == "linked" else None
            rows.append((meant.kind, meant.work, linked, dict(resolved.candidates) if resolved else {}))
    return rows


def test_links_are_right(outcome):
    linked = [(meant, found) for _, meant, found, _ in outcome if found]
    assert len(linked) > 1000
    assert sum(meant == found for meant, found in linked) / len(linked) >= 0.999


def test_links_are_found(outcome):
    there = [(meant, found) for kind, meant, found, _ in outcome if meant and not kind.startswith(LOOSE)]
    assert sum(meant == found for meant, found in there) / len(there) >= 0.97


def test_slips_are_never_linked(outcome):
    slips = [(meant, found, candidates) for kind, meant, found, candidates in outcome if meant and kind.startswith("slip")]
    assert len(slips) > 20
    assert not any(found for _, found, _ in slips)
    assert sum(meant in candidates for meant, _, candidates in slips) / len(slips) >= 0.95
