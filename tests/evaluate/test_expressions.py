"""Single expressions: the figures, the lines that are wrong, and broken files."""

import json
import re
from pathlib import Path

import pytest

from adminplan import cli
from adminplan.evaluate.expressions import errors, expressions, table
from adminplan.evaluate.gold import NotGold

PAGE = (Path(__file__).parents[2] / "docs" / "gold-format.md").read_text("utf-8")
TIME, CITATION = re.findall(r'^\{"text".*\}$', PAGE, re.MULTILINE)
NO_TIME = {"text": "kỷ niệm 60 năm ngày thành lập", "issued": None, "times": [{"kind": "ongoing", "start": None, "end": None}]}
OTHER = {
    "text": "Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2024 của UBND tỉnh An Hòa",
    "references": [
        {
            "type": "Kế hoạch",
            "number": "12/KH-UBND",
            "date": "2024-02-01",
            "issuer": "UBND tỉnh An Hòa",
            "title": None,
            "relation": "basis",
        }
    ],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "times.jsonl").write_text(f"{TIME}\n{json.dumps(NO_TIME)}\n", encoding="utf-8")
    (tmp_path / "citations.jsonl").write_text(f"{CITATION}\n{json.dumps(OTHER)}\n", encoding="utf-8")
    return tmp_path


def test_figures(folder):
    found = expressions(folder)
    assert found["times"].found == (1, 2, 1)
    assert (found["times"].exact, found["times"].lines) == (1, 2)
    assert found["references"].found == (2, 2, 2)
    assert found["references"].attributes == (5, 6), "the relation of the second is not what gold says"
    assert "times       f1 0.667, 0.500 of 2 lines exact\n" in table(found)
    assert "references  f1 1.000, 1.000 of 2 lines exact, attributes 0.833" in table(found)


def test_wrong_lines_are_shown_with_both_readings(folder):
    assert errors(expressions(folder)) == ("times: “kỷ niệm 60 năm ngày thành lập”: gold “ongoing … – …”, found “nothing”\n")


def test_one_file_is_enough_and_none_is_not(folder):
    (folder / "times.jsonl").unlink()
    assert list(expressions(folder)) == ["references"]
    (folder / "citations.jsonl").unlink()
    with pytest.raises(NotGold, match="neither"):
        expressions(folder)


def test_a_joint_document_may_have_a_list_of_issuers(folder):
    joint = json.loads(json.dumps(OTHER))
    joint["references"][0] |= {"issuer": ["UBND", "tỉnh An Hòa"], "relation": "implements"}
    (folder / "citations.jsonl").write_text(json.dumps(joint), encoding="utf-8")
    assert expressions(folder)["references"].attributes == (3, 3)


@pytest.mark.parametrize("line", ["{", '{"text": "tháng 5"}', "[]", '{"text": "tháng 5", "issued": "5/2024", "times": []}'])
def test_a_broken_line_is_named(folder, line):
    (folder / "times.jsonl").write_text(f"{TIME}\n{line}\n", encoding="utf-8")
    with pytest.raises(NotGold, match=r"times\.jsonl, line 2"):
        expressions(folder)


def test_the_commands_show_them(agreed, folder, capsys):
    assert cli.main(["evaluate", "score", str(agreed), "--expressions", str(folder)]) == 0
    assert "single expressions:" in capsys.readouterr().out
    assert cli.main(["evaluate", "errors", str(agreed), "--expressions", str(folder)]) == 0
    assert "kỷ niệm 60 năm" in capsys.readouterr().out
    assert cli.main(["evaluate", "score", str(agreed), "--expressions", str(agreed)]) == 2
    assert "neither" in capsys.readouterr().err
