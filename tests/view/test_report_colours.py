"""The colours of the report stay apart, on light and on dark paper, for eyes that see all colours and for those that do not."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

from adminplan.view.report_readings import BLOCKS, KINDS

# Machado, Oliveira and Fernandes 2009, severity 1.0; on linear RGB.
EYES = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
CIE = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
APART = 20  # CIE 1976 colour difference; 2.3 can just be told apart side by side


def papers():
    css = (files("adminplan.view") / "report.css").read_text(encoding="utf-8")
    return [dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]]


def linear(colour):
    colour = "#" + "".join(2 * char for char in colour[1:]) if len(colour) == 4 else colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix, vector):
    return [min(1.0, max(0.0, sum(one * other for one, other in zip(row, vector, strict=True)))) for row in matrix]


def lab(colour):
    xyz = (part / white for part, white in zip(times(CIE, colour), (0.9505, 1.0, 1.0888), strict=True))
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other):
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True)) ** 0.5


def contrast(one, other):
    low, high = sorted(times(CIE, linear(colour))[1] + 0.05 for colour in (one, other))
    return high / low


@pytest.mark.parametrize("paper", papers(), ids=("light", "dark"))
@pytest.mark.parametrize("eyes", EYES)
def test_kinds_that_stand_side_by_side_stay_apart(paper, eyes):
    """Marks in the text among themselves, and those in the margin, which bear their names besides."""
    for kinds in (set(KINDS) - BLOCKS, BLOCKS):
        seen = {kind: lab(times(EYES[eyes], linear(paper[kind]))) for kind in kinds}
        for one, other in combinations(sorted(kinds), 2):
            assert distance(seen[one], seen[other]) >= APART, f"{one} and {other} look alike"


@pytest.mark.parametrize("paper", papers(), ids=("light", "dark"))
def test_text_and_lines_stand_out_from_the_paper(paper):
    assert contrast(paper["ink"], paper["paper"]) >= 7
    assert contrast(paper["soft"], paper["paper"]) >= 4.5
    assert contrast(paper["link"], paper["paper"]) >= 4.5
    for kind in KINDS:
        floor = 2 if kind == "issue" else 3  # yellow is filled, and has a wavy line
        assert contrast(paper[kind], paper["paper"]) >= floor, kind


def test_each_kind_in_the_text_has_a_line_of_its_own():
    """So that black and white will do."""
    css = (files("adminplan.view") / "report.css").read_text(encoding="utf-8")
    styles = {kind: re.search(rf"^\.{kind} \{{ text-decoration-style: (\w+)", css, re.MULTILINE) for kind in set(KINDS) - BLOCKS}
    assert len({found[1] for found in styles.values()}) == len(styles)
