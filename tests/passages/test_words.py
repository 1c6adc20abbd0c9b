"""Words and sentences stand exactly where they stand, whatever the tokeniser did to the letters."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adminplan.passages.words import sentences, words

TEXTS = st.text(
    st.sampled_from("Kế hoạchỦYBANđÐ  \t\n\r\u00a0\u200b\ufeff.,;:()“”\"'-–/12%…\u0301\u0323\u0306e\U0001f600ﬁ")
    | st.characters(exclude_categories=("Cs",)),
    max_size=60,
)


@given(TEXTS)
@example("e\u0301")
@example("\u0301 a")
@example("ủy ban\u2028nhân dân")
@example("a\x1cb")
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("finder", [words, sentences])
def test_nothing_is_lost_and_nothing_overlaps(finder, text):
    spans = finder(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip(), "between two words stand only blanks"
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()


def test_words_of_several_syllables_are_one():
    text = "Liên đoàn Lao động tỉnh An Hòa ban hành Kế hoạch  số 12/KH-LĐLĐ ngày 5/1/2024."
    found = [text[start:end] for start, end in words(text)]
    assert "Lao động" in found
    assert "Kế hoạch" in found
    assert "ban hành" in found
    assert "5/1/2024" in found
    assert found[-1] == "."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_keep_their_offsets(form):
    text = unicodedata.normalize(form, "Hoà giải viên thực hiện kế hoạch")
    found = [unicodedata.normalize("NFC", text[start:end]) for start, end in words(text)]
    assert "".join("".join(found).split()) == "Hoàgiảiviênthựchiệnkếhoạch"
    assert "kế hoạch" in found
    assert "thực hiện" in found


def test_sentences_end_at_lines_and_full_stops():
    text = "I. MỤC ĐÍCH\nNâng cao nhận thức. Các đơn vị thực hiện đúng quy định.\n"
    assert [text[start:end] for start, end in sentences(text)] == [
        "I. MỤC ĐÍCH",
        "Nâng cao nhận thức.",
        "Các đơn vị thực hiện đúng quy định.",
    ]


def test_a_long_text_takes_bounded_time():
    """A page of 3,000 characters takes some ten milliseconds; 60,000 without any blank must not hang."""
    assert words("kế hoạch " * 3000)
    assert words("a" * 20_000) == ((0, 20_000),)
    assert sum(end - start for start, end in words("(-/." * 5000)) == 20_000
