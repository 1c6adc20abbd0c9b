"""No cell is a formula, and no number becomes text."""

import pytest

from adminplan.data.spreadsheet import guarded


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=HYPERLINK("http://x")', "'=HYPERLINK(\"http://x\")"), ("+84 912", "'+84 912"), ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), (" =1", "' =1"), ("\n=1", "'\n=1"), ("＝1+1", "'＝1+1"), ("- Sở Y tế", "'- Sở Y tế"),
        ("-5", "-5"), ("+5,2%", "+5,2%"), ("-1.200.000", "-1.200.000"), ("-", "-"), ("2024-04-30", "2024-04-30"), ("30/4/2024", "30/4/2024"), ("", ""), ("a=b", "a=b"),
    ],
)  # fmt: skip
def test_no_cell_of_a_csv_file_is_a_formula(text: str, written: str) -> None:
    assert guarded(text) == written


def test_a_long_hostile_cell_costs_little() -> None:
    blanks = " " * 200_000
    assert guarded(blanks + "=1") == f"'{blanks}=1"
    assert guarded("-" + "1" * 200_000 + "x") == "'-" + "1" * 200_000 + "x"
