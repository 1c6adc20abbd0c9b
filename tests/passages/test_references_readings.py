"""Symbols that recognition read in two ways."""

from __future__ import annotations

from dataclasses import replace

from adminplan.files.read import read_text
from adminplan.files.source import Box, Source, Word
from adminplan.layout.text import Text
from adminplan.layout.tidy import tidy
from adminplan.passages.references import find_references
from adminplan.passages.references_readings import one_reading

TWICE = (
    "Thực hiện Công văn số 12/SYT-NVY ngày 03/4/2024 của Sở Y tế về tiêm chủng, Trung tâm lập Kế hoạch.\n"
    "Phổ biến Công văn số 12/SYT-NVV ngày 03/4/2024 của Sở Y tế tới các trạm."
)


def read(string: str, sure: dict[str, float]) -> Text:
    """The text as if it were recognised, words as sure as said."""
    source: Source = read_text(string)
    words, at = [], 0
    for word in source.raw.split():
        at = source.raw.index(word, at)
        words.append(Word(at, at + len(word), Box(1, 0, 0, 1, 1), confidence=sure.get(word, 0.9)))
        at += len(word)
    return tidy(replace(source, words=tuple(words)))


def symbols(text: Text) -> list[str | None]:
    found = find_references(text.string, head=(0, text.string.index("Phổ biến")))
    return [one.number for one in one_reading(found, text)]


def test_the_surer_reading_stands_for_both() -> None:
    assert symbols(read(TWICE, {"12/SYT-NVV": 0.6})) == ["12/SYT-NVY"] * 2
    assert symbols(read(TWICE, {"12/SYT-NVY": 0.6})) == ["12/SYT-NVV"] * 2


def test_the_quote_keeps_what_was_read() -> None:
    text = read(TWICE, {"12/SYT-NVV": 0.6})
    assert "12/SYT-NVV" in one_reading(find_references(text.string), text)[1].quote


def test_other_days_and_other_codes_stay() -> None:
    assert symbols(read(TWICE.replace("NVV ngày 03/4", "NVV ngày 04/4"), {})) == ["12/SYT-NVY", "12/SYT-NVV"]
    assert symbols(read(TWICE.replace("SYT-NVV", "SYT-KHTC"), {"12/SYT-KHTC": 0.5})) == ["12/SYT-NVY", "12/SYT-KHTC"]


def test_printed_text_stays() -> None:
    text = tidy(read_text(TWICE))
    assert symbols(text) == ["12/SYT-NVY", "12/SYT-NVV"]
