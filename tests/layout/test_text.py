"""Text and map: every raw character is kept, rewritten or dropped, and every span leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminplan.files.source import Line, Source
from adminplan.layout.characters import clean
from adminplan.layout.rewrite import Rewriter
from adminplan.layout.split import runs_on
from adminplan.layout.text import Span, TextMap
from adminplan.layout.tidy import tidy

WORDS = ["KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Tổ chức", "hội nghị", "- Sở Y tế;", "a) lớp học", "năm 2024.", "Nơi nhận:", "TM. BAN", "cu\u0309a", "nga\u0300y", "hoc\u0323", "bô \u0323 (a)", "nô \u0323", "Ðoàn", "tƣ", "so\u00adft", "\u200bkhông", "\u00a0", "-----", "Số: 1/KH-UBND", "+ cộng", "Độc lập", "2", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ngày 5 tháng 6 năm 2024", "| ô |"]  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=25)


def source(lines: list[str], *, hard: bool = False) -> Source:
    raw, at, made = "\n".join(lines), 0, []
    for number, line in enumerate(lines, 1):
        if line.strip():
            made.append(Line(start=at, end=at + len(line), number=number, hard=hard))
        at += len(line) + 1
    return Source(name="t", sha256="0", media_type="text/plain", size=len(raw), raw=raw, lines=tuple(made), reader="test")


@given(LINES, st.booleans())
def test_every_raw_character_is_accounted_for(lines: list[str], hard: bool) -> None:
    text = tidy(source(lines, hard=hard))
    assert text.string == unicodedata.normalize("NFC", text.string)
    assert "\n".join(text.string[p.start : p.end] for p in text.paragraphs) == text.string
    covered = [0] * len(text.source.raw)
    for run in text.map.runs:
        for index in range(run.source, run.source_end):
            covered[index] += 1
    for dropped in text.dropped:
        for index in range(dropped.start, dropped.end):
            covered[index] += 1
    # A second step that cuts a run which the first one rewrote widens to it: both pieces then lead to the same raw characters.
    once = not runs_on([clean(line) for line in lines])
    assert all(count == 1 or (count > 1 and not once) for count in covered)


@given(LINES)
def test_runs_cover_the_string_and_same_runs_are_the_same(lines: list[str]) -> None:
    text = tidy(source(lines))
    at = 0
    for run in text.map.runs:
        assert run.out == at
        at = run.end
        if run.same:
            assert text.string[run.out : run.end] == text.source.raw[run.source : run.source_end]
    assert at == len(text.string)


@given(LINES)
def test_a_span_leads_back_to_its_letters(lines: list[str]) -> None:
    text = tidy(source(lines))
    for paragraph in text.paragraphs:
        span = (paragraph.start, paragraph.end)
        kept = clean(text.raw(span)).replace("\u00ad", "").replace("\u200b", "")
        kept = kept.replace("Ð", "Đ").replace("ƣ", "ư").replace("-----", " ")
        assert "".join(text.quote(span).split()) in "".join(kept.split()) or "-----" in text.raw(span)


@given(st.lists(st.integers(0, 3), max_size=20))
def test_maps_compose(actions: list[int]) -> None:
    first, a = walk("abcdefghijklmnopqrst", actions)
    second, b = walk(first, actions[::-1])
    both = a.then(b)
    assert len(both) == len(second)
    for at in range(len(second)):
        assert both.source((at, at + 1)) == a.source(b.source((at, at + 1)))
    assert a.then(TextMap.identity(len(first))).source((0, len(first))) == a.source((0, len(first)))


def walk(text: str, actions: list[int]) -> tuple[str, TextMap]:
    out = Rewriter(text)
    for action in actions:
        to = min(len(text), out.at + action)
        if action == 0:
            out.put(to, "<>")
        elif action == 3:
            out.drop(to, "space")
        else:
            out.keep(to)
    out.keep(len(text))
    string, mapped, _ = out.done()
    return string, mapped


def test_a_span_that_cuts_a_rewritten_run_widens_to_it() -> None:
    out = Rewriter("xABCx")
    out.keep(1)
    out.put(4, "12345")
    out.keep(5)
    _, mapped, _ = out.done()
    assert mapped.source((2, 3)) == Span(1, 4)
    assert mapped.source((0, 3)) == Span(0, 4)


def test_the_rewriter_refuses_to_lose_characters() -> None:
    out = Rewriter("abc")
    out.keep(1)
    with pytest.raises(ValueError, match="characters 1 to 3"):
        out.done()
    with pytest.raises(ValueError, match="from 1 to 0"):
        out.keep(0)
    with pytest.raises(ValueError, match="drop"):
        out.put(2, "")


def test_a_raised_digit_alone_on_its_line_is_no_page_number() -> None:
    assert tidy(source(["KẾ HOẠCH", "²", "③", "Năm 2024"])).string == "KẾ HOẠCH\n²\n③\nNăm 2024"
