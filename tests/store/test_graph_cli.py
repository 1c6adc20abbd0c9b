"""The commands about who cites whom, over files and over an archive: both answer alike."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from adminplan import cli

TEXT = """{parent}
{issuer}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day} tháng 3 năm 2024

KẾ HOẠCH
{title}

Thực hiện {cites}, {issuer} ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Mọi người đọc sách.
II. TỔ CHỨC THỰC HIỆN
1. UBND các huyện, thành phố: Xây dựng kế hoạch thực hiện trước ngày 20/3/2024.
"""
DECISION = "Quyết định số 329/QĐ-TTg ngày 15/3/2017 của Thủ tướng Chính phủ"
PROVINCE = {
    "parent": "", "issuer": "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "number": "12/KH-UBND", "place": "Lai Châu", "day": "05",
    "title": "Phát triển văn hóa đọc", "cites": DECISION,
}  # fmt: skip
DISTRICT = {
    "parent": "", "issuer": "ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG", "number": "30/KH-UBND", "place": "Tam Đường", "day": "12",
    "title": "=Văn hóa đọc ở huyện", "cites": "Kế hoạch số 12/KH-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh Lai Châu",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kế hoạch")
    for name, told in (("tỉnh.txt", PROVINCE), ("huyện.txt", DISTRICT)):
        (root / name).write_text(TEXT.format(**told), encoding="utf-8")
    return root


@pytest.fixture(params=["files", "archive"])
def source(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> list[str]:
    """The arguments that name the plans: files, or an archive that holds them."""
    if request.param == "files":
        return [str(folder)]
    db = f"sqlite:///{tmp_path / 'plans.db'}"
    assert cli.main(["archive", "add", str(folder), "--db", db]) == 0
    return ["--db", db]


def asked(capsys: pytest.CaptureFixture[str], question: str, *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert cli.main(["graph", "ask", question, *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_questions_about_one_document(source: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (step,) = asked(capsys, "implemented-by", *source, "--of", "12/KH-UBND")
    assert (step["depth"], step["relation"], step["level"]) == (1, "implements", "district")
    steps = asked(capsys, "rests-on", *source, "--of", "30/KH-UBND")
    assert [step["depth"] for step in steps] == [1, 2]
    assert [step["relation"] for step in asked(capsys, "touched-by", *source, "--of", "329/QĐ-TTg")] == ["implements"] * 2
    (chain,) = asked(capsys, "chains", *source, "--of", "12/KH-UBND")
    assert chain["days"] == 7
    owed = asked(capsys, "owed", *source, "--of", "12/KH-UBND", "--on", "2024-03-25")
    assert [row["plan"] for row in owed if row["state"] == "issued"] == [step["work"]]


def test_questions_about_all(source: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (missing,) = asked(capsys, "missing", *source)
    assert missing["plans"] == 1
    assert [row["plans"] for row in asked(capsys, "most-cited", *source, "--limit", "1")] == [1]
    assert len(asked(capsys, "order", *source)) == 3
    assert asked(capsys, "cycles", *source) == []
    assert asked(capsys, "orphans", *source) == []


def test_answers_as_tables_and_as_csv(source: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["graph", "ask", "implemented-by", *source, "--of", "12/KH-UBND"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "Bậc Văn bản Quan hệ" in page
    assert "thực hiện Cấp huyện" in page
    assert cli.main(["graph", "ask", "missing", *source, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["plans"] == "1"


def test_the_graph_is_written_in_every_form(source: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("html", "graphml", "gexf", "dot", "mmd", "json"):
        target = tmp_path / f"đồ thị.{form}"
        assert cli.main(["graph", "export", *source, "-o", str(target)]) == 0
        assert "12/KH-UBND" in target.read_text(encoding="utf-8")
    assert cli.main(["graph", "export", *source, "-o", str(tmp_path / "bảng"), "--format", "csv"]) == 0
    assert "'=Văn hóa đọc ở huyện" in (tmp_path / "bảng" / "nodes.csv").read_text(encoding="utf-8"), "no formula"
    capsys.readouterr()
    assert cli.main(["graph", "export", *source, "--format", "json", "--of", "30/KH-UBND"]) == 0
    assert len(json.loads(capsys.readouterr().out)["works"]) == 3
    assert cli.main(["graph", "show", *source]) == 0
    assert "Được viện dẫn nhưng chưa có (1):" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "rests-on"], "say with --of"),
        (["ask", "rests-on", "--of", "99/KH-XYZ"], "no document here has the id or the number 99/KH-XYZ"),
        (["ask", "orphans", "--of", "12/KH-UBND"], "leave --of out"),
        (["export"], "say with -o where to"),
        (["export", "-o", "x.unknown"], "does not tell the form"),
    ],
)
def test_wrong_usage_says_what_to_do(
    source: list[str], arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["graph", *arguments, *source]) == 2
    assert said in capsys.readouterr().err


def test_build_tells_what_was_resolved(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = f"sqlite:///{tmp_path / 'plans.db'}"
    cli.main(["archive", "add", str(folder), "--db", db])
    capsys.readouterr()
    assert cli.main(["graph", "build", "--db", db]) == 0
    assert "2 plans resolved; 2 plans with 2 citations: 1 of plans here, 0 ambiguous, 1 of documents" in capsys.readouterr().err
    assert cli.main(["graph", "build", "--db", db]) == 0
    assert "0 plans resolved" in capsys.readouterr().err
    assert cli.main(["graph", "build", "--db", f"sqlite:///{tmp_path / 'none.db'}"]) == 2
