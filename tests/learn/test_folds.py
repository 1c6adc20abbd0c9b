"""Parts by issuer."""

from __future__ import annotations

from typing import NamedTuple

from adminplan.learn.folds import FOLDS, folds, strangers


class Row(NamedTuple):
    issuer: str
    number: int


ROWS = [Row(issuer, number) for number, issuer in enumerate("abcdefgab")]


def test_every_row_is_unknown_once_and_never_beside_one_of_its_issuer():
    made = list(folds(ROWS))
    assert len(made) == FOLDS
    assert sorted(row for _, _, unknown in made for row in unknown) == sorted(ROWS)
    for _, known, unknown in made:
        assert sorted([*known, *unknown], key=lambda row: row.number) == ROWS
        assert not {row.issuer for row in known} & {row.issuer for row in unknown}


def test_one_issuer_alone_cannot_be_held_out():
    assert list(folds([Row("a", 1), Row("a", 2)])) == []


def test_strangers_share_no_issuer_with_the_others():
    assert strangers(ROWS, [Row("a", 9), Row("b", 9)]) == [row for row in ROWS if row.issuer not in "ab"]
