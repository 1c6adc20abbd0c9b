"""`adminplan evaluate` as a stranger meets it."""

import json
import shutil

import pytest

from adminplan import cli


def run(capsys, *arguments):
    status = cli.main(["evaluate", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_score_check_and_errors_of_a_folder(agreed, capsys, tmp_path):
    status, out, err = run(capsys, "score", agreed, "--json", tmp_path / "now.json", "--write-rules", tmp_path / "rules.toml")
    assert (status, err) == (0, "")
    assert "xe-sach" in out
    assert "confidence from the documents of other issuers" in out
    assert "given" in out
    assert json.loads((tmp_path / "now.json").read_text("utf-8"))["total"]["overall"] == 1.0
    assert "[measured_on]" in (tmp_path / "rules.toml").read_text("utf-8")
    assert run(capsys, "check", agreed) == (0, "gold files: 1, faults: 0\n", "")
    assert run(capsys, "errors", agreed) == (0, "no error\n", "")


def test_compare_ends_with_one_where_something_was_lost(agreed, capsys, tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    assert run(capsys, "score", agreed, "--json", good)[0] == 0
    assert run(capsys, "score", agreed, "--plans", agreed / "plans", "--json", bad)[0] == 0
    status, out, _ = run(capsys, "compare", good, bad)
    assert status == 1
    assert "lost: " in out
    assert run(capsys, "compare", bad, good)[0] == 0


def test_a_document_that_cannot_be_read_is_named_and_scores_nought(agreed, capsys, tmp_path):
    shutil.copy(agreed / "xe-sach.gold.json", tmp_path)
    (tmp_path / "xe-sach.txt").write_bytes(b"")
    status, out, err = run(capsys, "score", tmp_path)
    assert status == 1
    assert "adminplan: xe-sach: " in err
    assert "unread: xe-sach" in out
    status, out, _ = run(capsys, "check", tmp_path)
    assert status == 1
    assert "could not be read" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["score", "{tmp}"], "holds no gold"),
        (["score", "{gold}", "--plans", "{tmp}/none"], "is no folder"),
        (["score", "{gold}", "--only", "x"], "no gold of x"),
        (["score", "{gold}", "--json", "{tmp}/none/a.json"], "is not there"),
        (["check", "{tmp}"], "no gold"),
        (["compare", "{tmp}/a", "{tmp}/b"], "cannot be read"),
    ],
)
def test_wrong_usage_says_what_to_do(agreed, capsys, tmp_path, arguments, said):
    status, _, err = run(capsys, *(one.format(tmp=tmp_path, gold=agreed) for one in arguments))
    assert status == 2
    assert said in err


def test_speed_names_every_station(agreed, capsys, tmp_path):
    status, out, _ = run(capsys, "speed", agreed / "xe-sach.txt", "--repeats", 1, "--json", tmp_path / "speed.json")
    assert status == 0
    assert "memory at its highest" in out
    content = json.loads((tmp_path / "speed.json").read_text("utf-8"))
    (kind,) = content["kinds"].values()
    assert list(kind["ms_a_page"]) == ["files", "layout", "outline", "passages", "plan"]
    assert all(value > 0 for value in kind["ms_a_page"].values())
    assert content["import_ms"] > 0
    assert content["peak_mb"] > 10


def test_speed_names_what_it_could_not_read(agreed, capsys, tmp_path):
    broken = tmp_path / "a.txt"
    broken.write_bytes(b"")
    status, out, _ = run(capsys, "speed", broken, agreed / "xe-sach.txt", "--repeats", 1)
    assert status == 1
    assert "not measured: " in out


def test_review_lists_what_is_not_sure_and_json_has_it_anyway(agreed, capsys):
    document = str(agreed / "xe-sach.txt")
    assert cli.main(["parse", document, "--review", "1"]) == 0
    out = capsys.readouterr().out
    assert "Cần người kiểm tra" in out
    assert "“Xe sách phải đến mỗi xã" in out
    assert "dòng " in out
    assert cli.main(["parse", document, "--review", "--format", "markdown"]) == 0
    page = capsys.readouterr().out
    assert "| chưa đo | Thời gian |" in page
    assert "Xe sách phải đến" not in page, "goals are surer than 0.9"
    assert cli.main(["parse", document, "--review", "--format", "json"]) == 2
    assert "confidence" in capsys.readouterr().err


@pytest.mark.parametrize("bad", ["2", "-0.1", "nan", "plan.pdf"])
def test_a_threshold_is_a_probability(agreed, capsys, bad):
    with pytest.raises(SystemExit) as ended:
        cli.main(["parse", str(agreed / "xe-sach.txt"), f"--review={bad}"])
    assert ended.value.code == 2
    assert "from 0 to 1" in capsys.readouterr().err
