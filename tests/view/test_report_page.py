"""The page of a plan in a real browser, without a network: nothing is complained of or asked for, and it can be used by mouse and keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from adminplan import api
from adminplan.view.report import page
from adminplan.view.report_findings import findings

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"


@pytest.fixture(scope="module")
def plan():
    return api.parse(CORPUS / "85-kh-ubnd-son-la.docx")


@pytest.fixture
def opened(browser, plan, tmp_path):
    file = tmp_path / "plan.html"
    file.write_text(page(plan), encoding="utf-8")
    browser.open(file)
    return browser


def quiet(browser):
    assert browser.errors == []
    assert [address for address in browser.asked if not address.startswith(("file:", "about:"))] == []
    return True


OPEN = "document.querySelector('.card:target')?.id ?? ''"


@pytest.mark.parametrize(
    "name", ["85-kh-ubnd-son-la.docx", "42-kh-ubnd-vinh-long.md", "96-kh-hu-muong-xuan.docx", "09-kh-pgddt-tan-hoa-dong.html"]
)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_fits_its_window_and_asks_for_nothing(browser, tmp_path, name, width):
    file = tmp_path / "plan.html"
    file.write_text(page(api.parse(CORPUS / name)), encoding="utf-8")
    browser.size(width, 844)
    browser.open(file)
    assert browser.run("document.documentElement.scrollWidth") == width, "nothing has to be scrolled sideways"
    assert browser.run("document.fonts.size") == 0
    assert browser.run("getComputedStyle(document.querySelector('#doc')).lineHeight") != "normal", (
        "the style sheet is let through"
    )
    browser.size(1440, 900)
    assert quiet(browser)


def test_a_click_on_a_mark_shows_its_reading(opened, plan):
    time = next(one for one in findings(plan) if one.item == plan.activities[0].times[0])
    mark = f"document.getElementById('m{time.number}')"
    opened.run(f"{mark}.scrollIntoView({{block: 'center'}})")
    before = opened.run("scrollY")
    x, y = opened.run(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({mark}.getClientRects()[0])")
    opened.click(x, y)
    opened.wait(f"{OPEN} === 'f{time.number}'")
    assert time.title in opened.run("document.querySelector('.card:target').innerText")
    assert opened.run("scrollY") == before, "the text stays where it is"
    opened.wait("document.activeElement === document.querySelector('.card:target')")
    opened.wait(f"{mark}.classList.contains('on')")
    opened.press("ArrowRight")
    opened.wait(f"{OPEN} === 'f{time.number + 1}'")
    opened.press("ArrowLeft")
    opened.wait(f"{OPEN} === 'f{time.number}'")
    opened.press("Escape")
    opened.wait(f"{OPEN} === ''")
    opened.wait("document.querySelectorAll('.on').length === 0")
    assert opened.run("document.querySelectorAll('.on').length") == 0
    assert quiet(opened)


def test_the_keyboard_reaches_the_marks_and_comes_back(opened):
    opened.run("document.querySelector('#doc .m').focus()")
    opened.press("Enter")
    opened.wait(f"{OPEN} !== ''")
    opened.press("Escape")
    opened.wait(f"{OPEN} === ''")
    assert opened.run("document.activeElement === document.querySelector('#doc .m')")
    opened.press("Tab")
    assert opened.run("document.activeElement.matches('#doc a')")
    assert quiet(opened)


def test_a_kind_can_be_hidden(opened):
    line = "getComputedStyle(document.querySelector('#doc .m.time')).textDecorationColor"
    shown = opened.run(line)
    opened.run("document.getElementById('show-time').click()")
    assert opened.run(line) != shown
    assert opened.run(line).endswith(", 0)")
    tag = "getComputedStyle(document.querySelector('#doc .tag.activity')).visibility"
    assert opened.run(tag) == "visible"
    opened.run("document.getElementById('show-activity').click()")
    assert opened.run(tag) == "hidden"
    assert quiet(opened)


def test_without_scripts_a_mark_still_opens_its_reading(browser, plan, tmp_path):
    file = tmp_path / "plan.html"
    file.write_text(page(plan), encoding="utf-8")
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(file, "f3")
        assert browser.run("getComputedStyle(document.getElementById('f3')).display") == "block"
        assert browser.run("getComputedStyle(document.getElementById('f4')).display") == "none"
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)


def test_what_a_document_says_stays_text(browser, plan, tmp_path):
    words = "<script>window.taken = 1</script></script><img src=x onerror='window.taken = 1'>\u2028\" onclick=\"window.taken = 1"
    hostile = replace(
        plan,
        letterhead=replace(plan.letterhead, title=words, number=words),
        activities=tuple(replace(one, title=words, label=words) for one in plan.activities),
        units=tuple(replace(one, name=words) for one in plan.units),
        text=words + plan.text[len(words) :],
    )
    file = tmp_path / "plan.html"
    file.write_text(page(hostile), encoding="utf-8")
    browser.open(file)
    assert browser.run("document.querySelector('.about').textContent") == words
    assert browser.run("document.title").endswith("window.taken = 1")
    assert browser.run("document.scripts.length") == 1
    assert browser.run("document.images.length") == 0
    assert browser.run("'taken' in window") is False
    assert quiet(browser)


def test_a_script_that_got_in_would_not_run(browser, plan, tmp_path):
    """The policy of the page lets through its own script and style alone; this is the second wall."""
    file = tmp_path / "plan.html"
    content = page(plan).replace(
        "<main>", "<main><script>window.taken = 1</script><img src='http://example.org/x.png' onerror='window.taken = 1'>"
    )
    file.write_text(content, encoding="utf-8")
    browser.open(file)
    assert browser.run("'taken' in window") is False
    assert len(browser.errors) >= 2
    assert all("Content Security Policy" in error for error in browser.errors)


def test_a_plan_of_sixty_pages_can_be_used(browser, plan, tmp_path):
    """A plan of the corpus over and over: as much text as sixty pages have, and more findings."""
    import time

    times, size = 26, len(plan.text) + 1

    def again(items, turn):
        out = []
        for one in items:
            span = one.evidence.span
            moved = replace(one.evidence, span=type(span)(span.start + turn * size, span.end + turn * size))
            out.append(replace(one, evidence=moved, **({"id": f"{one.id}-{turn}"} if turn and hasattr(one, "id") else {})))
        return out

    long = replace(
        plan,
        text="\n".join([plan.text] * times),
        **{
            name: tuple(one for turn in range(times) for one in again(getattr(plan, name), turn))
            for name in ("references", "goals", "activities", "duties", "times")
        },
    )
    file = tmp_path / "plan.html"
    file.write_text(page(long), encoding="utf-8")
    assert len(long.text) > 150_000
    assert file.stat().st_size < 6_000_000
    began = time.monotonic()
    browser.open(file)
    assert time.monotonic() - began < 10
    number = findings(long)[-1].number
    began = time.monotonic()
    browser.run(f"location.hash = 'f{number}'")
    browser.wait(f"{OPEN} === 'f{number}'")
    assert time.monotonic() - began < 3
    assert quiet(browser)
