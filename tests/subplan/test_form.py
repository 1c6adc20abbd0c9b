"""The forms by system and day: which one rules, and that what is written is what is allowed."""

from datetime import date, timedelta

import pytest

from adminplan.subplan.form import form_of

SYSTEMS = ("state", "union", "front", "party", "youth", "school", "women", "?")
DAYS = [date(2000, 1, 1) + timedelta(days=97 * n) for n in range(110)]


@pytest.mark.parametrize(
    ("system", "day", "form"),
    [
        ("state", date(2020, 3, 5), "nd30"),
        ("state", date(2012, 3, 5), "nd30"),
        ("union", date(2026, 1, 1), "nd30"),
        ("front", date(2024, 1, 1), "nd30"),
        ("school", date(2024, 1, 1), "nd30"),
        ("party", date(2018, 4, 3), "party-2018"),
        ("party", date(2026, 5, 26), "party-2018"),
        ("party", date(2026, 5, 27), "party-2026"),
        ("youth", date(2024, 1, 1), "youth"),
        ("a system that nobody knows", date(2024, 1, 1), "nd30"),
    ],
)
def test_the_form_of_a_system_on_a_day(system, day, form):
    assert form_of(system, day).id == form


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_written_is_allowed(system):
    for form in {form_of(system, day).id: form_of(system, day) for day in DAYS}.values():
        assert form.source
        for side, (low, high) in form.allowed.items():
            assert low <= form.margins[side] <= high
        assert sum(form.columns) == 210 - form.margins["left"] - form.margins["right"]
        for style in form.styles.values():
            low, high = style.sizes or (style.size, style.size)
            assert low <= style.size <= high, style.name
        assert len({style.name for style in form.styles.values()}) == len(form.styles)


def test_state_and_party_differ_where_their_rules_do():
    state, party = form_of("state", date(2024, 1, 1)), form_of("party", date(2024, 1, 1))
    assert (state.styles["basis"].italic, party.styles["basis"].italic) == (True, False)
    assert (state.end, party.end) == ("./.", ".")
    assert (state.number, party.number) == ("Số: {number}/{symbol}", "Số {number}-{symbol}")
    assert party.styles["paragraph"].line == 18
    assert not party.styles["parent"].bold
    assert party.styles["issuer"].bold
