"""What spaCy and Prodigy get: a pipeline that loads, and gold whose spans are the words of the plan."""

import importlib.util
import json
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from adminplan import cli
from adminplan.learn.spacy_package import NAME, package

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
TEXT = "Sở Tài chính báo cáo trước ngày 15/6/2024 theo Kế hoạch số 12/KH-UBND."


def test_the_package_loads_and_is_the_same_twice(tmp_path, capsys):
    assert cli.main(["model", "package-spacy", "-o", str(tmp_path / "one")]) == 0
    made = Path(capsys.readouterr().out.strip())
    again = package(tmp_path / "two")
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((made / path).read_bytes() == (again / path).read_bytes() for path in files)
    spec = importlib.util.spec_from_file_location(NAME, made / NAME / "__init__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    doc = module.load()(TEXT)
    assert [one.text for one in doc.spans["times"]] == ["trước ngày 15/6/2024"]
    assert next(one.text for one in doc.spans["units"]) == "Sở Tài chính"


def test_gold_goes_to_both_forms_alike(tmp_path, capsys):
    assert cli.main(["model", "export-gold", str(CORPUS), "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    rows = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text("utf-8").splitlines()]
    docs = list(DocBin().from_disk(tmp_path / "gold.spacy").get_docs(spacy.blank("xx").vocab))
    assert f"documents: {len(rows)}, " in said
    assert [row["text"] for row in rows] == [doc.text for doc in docs]
    for row, doc in zip(rows, docs, strict=True):
        told = [(one["start"], one["end"], one["label"]) for one in row["spans"]]
        assert told == [(one.start_char, one.end_char, one.label_) for one in doc.spans["sc"]]
        assert all(
            row["tokens"][one["token_start"]]["start"] == one["start"] and row["tokens"][one["token_end"]]["end"] == one["end"]
            for one in row["spans"]
        )
    by_name = {row["meta"]["source"]: row for row in rows}
    gold = json.loads((CORPUS / "05-kh-cdcs-na-sang.gold.json").read_text("utf-8"))
    row = by_name["05-kh-cdcs-na-sang"]
    titles = [row["text"][one["start"] : one["end"]] for one in row["spans"] if one["label"] == "activity"]
    assert [title.rstrip(".:;") for title in titles] == [one["title"].rstrip(".:;") for one in gold["activities"]]


def test_folders_without_gold_are_wrong_usage(tmp_path, capsys):
    assert cli.main(["model", "export-gold", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "holds no gold" in capsys.readouterr().err
