"""adminplan as a component of a spaCy pipeline."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span, Token

import adminplan
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
    assert other.analyze_pipes()["summary"]["adminplan"]["assigns"] == ["doc.spans", "doc.user_data"]


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


PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "05-kh-cdcs-na-sang.txt"


def test_the_plan_of_the_text_stands_beside_the_spans(nlp):
    text = PLAN.read_text("utf-8")
    doc = nlp(text)
    kept = doc.user_data["adminplan"]
    assert adminplan.load(json.dumps(kept)) == adminplan.parse_text(text, name="doc")
    assert kept["activities"]
    lines = doc.text.splitlines()
    for one in kept["activities"]:
        (place, *_) = one["evidence"]["places"]
        assert one["evidence"]["quote"].split()[-1] in " ".join(lines[place["line"] - 1 :])
        assert one["evidence"]["quote"].split()[0] in lines[place["line"] - 1]


def test_the_day_of_issue_completes_days_without_a_year(nlp):
    head = "UBND XÃ NA LỪA\nSố: 12/KH-UBND\nNa Lừa, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng cây xanh\n\n"
    doc = nlp(head + "1. Báo cáo trước ngày 15/6.")
    assert [one["end"] for one in doc.spans["times"].attrs["values"]][-1] == "2024-06-15"


def test_plans_go_through_a_docbin(nlp):
    docs = list(nlp.pipe([PLAN.read_text("utf-8"), TEXT, ""]))
    kept = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(kept).get_docs(nlp.vocab))
    # spaCy gives lists back as tuples; JSON has but one of them.
    assert [adminplan.load(json.dumps(one.user_data["adminplan"])) for one in again] == [
        adminplan.parse_text(one.text, name="doc") for one in docs
    ]
    assert [len(one.spans["units"]) for one in again] == [len(one.spans["units"]) for one in docs]


def test_processes_of_spacy_give_the_same(nlp):
    alone, shared = list(nlp.pipe([TEXT] * 3)), list(nlp.pipe([TEXT] * 3, n_process=2, batch_size=1))
    assert [one.user_data["adminplan"] for one in shared] == [one.user_data["adminplan"] for one in alone]


def test_no_attribute_of_spacy_is_added():
    assert not any(one.has_extension(name) for one in (Doc, Span, Token) for name in ("adminplan", "plan", "unit", "time"))
    assert not Doc.has_extension("adminplan")


def test_a_blank_vietnamese_pipeline_without_pyvi():
    """As the user writes it: nothing of adminplan imported, pyvi not to be had, spaCy's own tokenizer told to do without."""
    code = (
        "import sys; sys.modules['pyvi'] = None\n"
        "import spacy\n"
        "nlp = spacy.blank('vi', config={'nlp': {'tokenizer': {'use_pyvi': False}}})\n"
        "nlp.add_pipe('adminplan')\n"
        "ours = spacy.blank('vi', config={'nlp': {'tokenizer': {'@tokenizers': 'adminplan.words.v1'}}})\n"
        "ours.add_pipe('adminplan')\n"
        "for one in (nlp, ours):\n"
        "    doc = one('Sở Y tế báo cáo trước ngày 15/6/2024 nhé')\n"
        "    assert [span.text for span in doc.spans['times']] == ['trước ngày 15/6/2024'], doc.spans\n"
        "    assert doc.user_data['adminplan']['schema'] == 'adminplan/plan/1'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
