"""A page of a PDF with boxes round what was found on it."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops, ImageColor

import adminplan
from adminplan.errors import UnreadableFile
from adminplan.files.source import Box
from adminplan.plan.plan import Place
from adminplan.view import page_picture
from adminplan.view.page_picture import COLORS, picture
from adminplan.view.report_readings import KINDS

DOCUMENTS = Path(__file__).parent.parent.parent / "corpus" / "documents"
PDF = DOCUMENTS / "22-kh-cdn-vinh-long.pdf"


@pytest.fixture(scope="module")
def plan():
    return adminplan.parse(PDF)


def marks(plan):
    return {"reference": [plan.references[0].evidence]}


def changed(one, other):
    """The rectangle in which two pictures differ."""
    return ImageChops.difference(one, other).getbbox()


def test_a_box_stands_round_the_words_that_were_found_and_nowhere_else(plan):
    bare = picture(PDF, 1, {}, dpi=72)
    evidence = plan.references[0].evidence
    boxes = [box for place in evidence.places for box in place.boxes]
    marked = picture(PDF, 1, {"reference": [evidence]}, dpi=72)
    assert bare.size == marked.size
    left, top, right, bottom = changed(bare, marked)
    assert left == pytest.approx(min(box.x0 for box in boxes), abs=3)
    assert top == pytest.approx(min(box.top for box in boxes), abs=3)
    assert right == pytest.approx(max(box.x1 for box in boxes), abs=4)
    assert bottom == pytest.approx(max(box.bottom for box in boxes), abs=4)
    assert ImageColor.getrgb(COLORS["reference"]) in {color for _, color in marked.getcolors(1 << 24)}


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        (lambda page: page.set_rotation(180), lambda x, y, width, height: (width - x, height - y)),
        (lambda page: page.set_rotation(90), lambda x, y, _, height: (height - y, x)),
        (lambda page: page.set_cropbox(40, 30, 570, 800), lambda x, y, _, height: (x - 40, y - (height - 800))),
    ],
    ids=["upside down", "on its side", "cropped"],
)
def test_boxes_stand_where_they_should_on_pages_that_are_turned_or_cropped(plan, tmp_path, change, moved):
    size = picture(PDF, 1, {}, dpi=72).size
    left, top, right, bottom = changed(picture(PDF, 1, {}, dpi=72), picture(PDF, 1, marks(plan), dpi=72))
    document = pypdfium2.PdfDocument(PDF)
    for page in document:
        change(page)
    document.save(tmp_path / "other.pdf")
    document.close()
    other = adminplan.parse(tmp_path / "other.pdf")
    found = changed(picture(tmp_path / "other.pdf", 1, {}, dpi=72), picture(tmp_path / "other.pdf", 1, marks(other), dpi=72))
    corners = [moved(left, top, *size), moved(right, bottom, *size)]
    assert found == pytest.approx((*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True))), abs=4)


def test_the_words_below_a_box_stay_legible(plan):
    evidence = plan.activities[0].evidence
    (box, *_) = (box for place in evidence.places for box in place.boxes)
    marked = picture(PDF, box.page, {"activity": [evidence]}, dpi=144)
    inside = marked.crop([round(2 * side) for side in (box.x0, box.top, box.x1, box.bottom)]).convert("L")
    darkest, lightest = inside.getextrema()
    assert darkest < 60
    assert lightest > 200


def test_what_stands_on_other_pages_leaves_a_page_as_it_is(plan):
    elsewhere = [
        one.evidence for one in plan.references if all(box.page == 1 for place in one.evidence.places for box in place.boxes)
    ]
    assert elsewhere
    assert changed(picture(PDF, 3, {}), picture(PDF, 3, {"reference": elsewhere})) is None


def test_every_kind_has_the_colour_of_the_report():
    css = (files("adminplan.view") / "report.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", re.search(r":root \{(.*?)\}", css, re.DOTALL)[1]))
    assert {kind: light[kind] for kind in KINDS} == COLORS


def test_places_beyond_the_page_do_no_harm(plan):
    far = replace(
        plan.references[0].evidence, places=(Place(kind="page", boxes=(Box(1, -1e6, 50, 1e7, 60), Box(1, 9e9, 9e9, 9e9, 9e9))),)
    )
    assert picture(PDF, 1, {"reference": [far]}).size == picture(PDF, 1, {}).size


@pytest.mark.parametrize("page", [0, -1, 4, 1000])
def test_a_page_that_the_file_does_not_have(page):
    with pytest.raises(ValueError, match=rf"no page {page}, only 1 to 3"):
        picture(PDF, page, {})


def test_a_kind_that_is_none():
    with pytest.raises(ValueError, match="no kind person; what can be marked is form, reference"):
        picture(PDF, 1, {"person": []})


def test_what_is_no_pdf(tmp_path):
    for path in (DOCUMENTS / "57-kh-bxd.docx", tmp_path / "empty.pdf"):
        if not path.exists():
            path.write_bytes(b"")
        with pytest.raises(UnreadableFile, match="no PDF"):
            picture(path, 1, {})
    with pytest.raises(OSError, match="missing"):
        picture(tmp_path / "missing.pdf", 1, {})


def test_a_page_as_large_as_a_field_is_shown_small(tmp_path, monkeypatch):
    monkeypatch.setattr(page_picture, "PIXELS", 10_000)
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 7_200)
    document.save(tmp_path / "field.pdf")
    assert picture(tmp_path / "field.pdf", 1, {}).size == (142, 71)
