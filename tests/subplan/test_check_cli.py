"""The command check: what it prints, as table and as data, and with which status it ends."""

import json
from dataclasses import replace

import pytest

from adminplan import cli
from adminplan.subplan.docx import write_docx


@pytest.fixture
def files(drafts, tmp_path):
    state = drafts["state"]
    blocks = tuple(replace(block, text=block.text.replace("[…: tỷ lệ của xã]", "90")) for block in state.blocks)
    clean = replace(state, blocks=blocks, signer="Lò Thị Mây")
    write_docx(clean, tmp_path / "clean.docx")
    write_docx(replace(clean, title="[bold]Trồng cây[/bold] \x1b[31m […: tên xã]"), tmp_path / "gaps.docx")
    return tmp_path


def test_a_clean_document(files, capsys):
    assert cli.main(["check", str(files / "clean.docx")]) == 0
    assert capsys.readouterr().out.endswith("clean.docx: đúng thể thức\n")


def test_findings_as_a_table(files, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    assert cli.main(["check", str(files)]) == 1
    out = capsys.readouterr().out
    assert "clean.docx: đúng thể thức" in out
    assert "gaps.docx: 1 điểm cần xem" in out
    assert "chỗ trống" in out
    assert "[…: tên xã]" in out
    assert "[bold]" in out
    assert "\x1b" not in out


def test_findings_as_data(files, capsys):
    assert cli.main(["check", "--format", "json", str(files / "clean.docx"), str(files / "gaps.docx")]) == 1
    clean, gaps = json.loads(capsys.readouterr().out)
    assert clean == {"file": str(files / "clean.docx"), "findings": []}
    (one,) = gaps["findings"]
    assert (one["code"], one["severity"], set(one)) == ("gap", "gap", {"code", "severity", "message", "place", "source"})


def test_a_note_alone_is_no_finding(files, drafts, capsys):
    state = drafts["union"]
    blocks = tuple(replace(block, text=block.text.replace("[…: tỷ lệ của xã]", "90")) for block in state.blocks)
    old = replace(state, blocks=blocks, number=4, date=drafts["state"].date.replace(year=2012), signer="Lò Thị Mây")
    write_docx(old, files / "old.docx")
    assert cli.main(["check", str(files / "old.docx")]) == 0
    assert "ghi chú" in capsys.readouterr().out


def test_what_cannot_be_checked_is_named_and_the_rest_is_checked(files, capsys):
    (files / "note.docx").write_text("no package")
    assert cli.main(["check", str(files / "missing.docx"), str(files / "note.docx"), str(files / "clean.docx")]) == 1
    said = capsys.readouterr()
    assert "missing.docx" in said.err
    assert "note.docx: no DOCX (text/plain)" in said.err
    assert "clean.docx: đúng thể thức" in said.out


def test_usage(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert cli.main(["check", str(tmp_path / "empty")]) == 2
    assert "holds no documents" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        cli.main(["check"])
    assert end.value.code == 2
