"""adminplan as a component of a spaCy pipeline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from adminplan import spacy_component

TEXT = (
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh An Hòa về trồng cây xanh; "
    "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ báo cáo trước ngày 15/6/2024."
)


@pytest.fixture(scope="module")
def nlp():
    return spacy_component.vietnamese()


def test_span_groups_carry_labels_and_values(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    (reference,) = doc.spans["references"]
    assert reference.label_ == "basis"
    assert reference.text.startswith("Kế hoạch số 12/KH-UBND")
    (values,) = doc.spans["references"].attrs["values"]
    assert (values["number"], values["date"]) == ("12/KH-UBND", "2024-01-05")
    (time,) = doc.spans["times"]
    assert (time.label_, time.text) == ("deadline", "trước ngày 15/6/2024")
    assert doc.spans["times"].attrs["values"][0]["end"] == "2024-06-15"
    units = {span.text: span.label_ for span in doc.spans["units"]}
    assert units["Sở Tài chính"] == units["Sở Nội vụ"] == "department"


def test_words_are_vietnamese_words(nlp):
    tokens = [token.text for token in nlp.make_doc("Ban hành kế hoạch  số 5.\n\nThực hiện ngay")]
    assert "kế hoạch" in tokens
    assert "".join(token.text_with_ws for token in nlp.make_doc("Ban hành kế hoạch  số 5.\n\nThực hiện ngay")) == (
        "Ban hành kế hoạch  số 5.\n\nThực hiện ngay"
    )


@given(
    st.text(st.sampled_from("kế hoạch số 12/KH  \n\t.,-đ\u0301\u00a0") | st.characters(exclude_categories=("Cs",)), max_size=40)
)
@settings(max_examples=80, deadline=None)
def test_no_text_is_changed(nlp, text):
    assert nlp.make_doc(text).text == text


def test_the_component_works_behind_any_tokenizer():
    import spacy

    other = spacy.blank("xx")
    other.add_pipe("adminplan")
    doc = other(TEXT)
    assert len(doc.spans["references"]) == 1
    assert other.analyze_pipes()["summary"]["adminplan"]["assigns"] == ["doc.spans"]


def test_documents_and_pipelines_can_be_stored(nlp, tmp_path):
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.text for span in again.spans["times"]] == ["trước ngày 15/6/2024"]
    assert again.spans["times"].attrs["values"][0]["end"] == "2024-06-15"
    nlp.to_disk(tmp_path / "pipeline")
    import spacy

    loaded = spacy.load(tmp_path / "pipeline")
    assert [token.text for token in loaded.make_doc("ban hành kế hoạch")] == [
        token.text for token in nlp.make_doc("ban hành kế hoạch")
    ]


def test_spacy_finds_the_component_without_an_import():
    """The entry points of the installed package: what a user relies on who never imports adminplan."""
    from importlib.metadata import entry_points

    assert [one.value for one in entry_points(group="spacy_factories", name="adminplan")] == [
        "adminplan.spacy_component:component"
    ]
    assert [one.value for one in entry_points(group="spacy_tokenizers", name=spacy_component.TOKENIZER)] == [
        "adminplan.spacy_component:tokenizer"
    ]


def test_an_empty_text(nlp):
    doc = nlp("")
    assert {name: len(group) for name, group in doc.spans.items()} == {"references": 0, "times": 0, "units": 0}
