"""One document of our own with its gold, a plan of it with errors put in on purpose, and what it scores.

`agreed/figures.json` was written by the scorer that the gold format was first published with, so it says what agreement means.
"""

import json
from pathlib import Path

import pytest

from adminplan.api import load
from adminplan.evaluate.gold import read
from adminplan.evaluate.score import score

AGREED = Path(__file__).parent / "agreed"


@pytest.fixture
def agreed():
    return AGREED


@pytest.fixture
def gold():
    return read(AGREED / "xe-sach.gold.json")


@pytest.fixture
def damaged():
    return load((AGREED / "plans" / "xe-sach.json").read_text("utf-8"))


@pytest.fixture
def figures():
    return json.loads((AGREED / "figures.json").read_text("utf-8"))


@pytest.fixture
def scored(gold, damaged):
    return score(gold, damaged)
