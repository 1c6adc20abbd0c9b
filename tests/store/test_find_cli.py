"""The commands search, tasks and show, as people meet them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import adminplan
from adminplan import cli
from adminplan.plan.codec import dump, load
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rows import reading_of
from adminplan.store.write import File, begin_run, take

PLAN = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2023

KẾ HOẠCH
Triển khai chiến dịch tiêm chủng năm 2023

Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Nâng cao tỷ lệ tiêm chủng.
II. NỘI DUNG
1. =Tập huấn \x1b[31mcán bộ
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: trước ngày 30/4/2023.
2. Tiêm vét
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: Khi có hướng dẫn của Bộ.
"""
WORK = "vn/uy-ban-nhan-dan-tinh-tan-giang/kh/2023/12-kh-ubnd"


@pytest.fixture
def db(url: str) -> str:
    plan = adminplan.parse_text(PLAN)
    with Archive(url) as archive, writing(archive.engine) as connection:
        take(connection, begin_run(connection, []), [File("a.txt", "a" * 64, 1, reading_of(plan, sha256="a" * 64))])
    return url


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_search_prints_what_was_found(db: str, capsys) -> None:
    status, out, _ = run(capsys, "search", "tiem", "chung", "--db", db, "--issuer", "UBND tỉnh Tân Giang", "--from", "2023-03-05")
    assert status == 0
    assert "Kế hoạch số 12/KH-UBND · 05/03/2023 · ỦY BAN NHÂN DÂN TỈNH TÂN GIANG" in out
    assert WORK in out
    status, out, err = run(capsys, "search", "không thấy", "--db", db)
    assert (status, out, err) == (0, "", "adminplan: nothing was found\n")


def test_search_gives_data(db: str, capsys) -> None:
    _, out, _ = run(capsys, "search", "tiêm chủng", "--db", db, "--format", "json")
    (hit,) = json.loads(out)
    assert (hit["work"], hit["issued"]) == (WORK, "2023-03-05")
    assert {hit["snippet"][start:end].lower() for start, end in hit["spans"]} == {"tiêm", "chủng"}
    _, out, _ = run(capsys, "search", "không thấy", "--db", db, "--format", "json")
    assert json.loads(out) == []
    _, out, _ = run(capsys, "search", "--type", "kh", "--db", db, "--format", "csv")
    assert [row["number"] for row in csv.DictReader(io.StringIO(out))] == ["12/KH-UBND"]


def test_tasks_are_a_table(db: str, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    status, out, _ = run(capsys, "tasks", "--unit", "Sở Y tế", "--status-on", "2023-05-01", "--db", db)
    assert status == 0
    first, second = (line for line in out.splitlines() if "KH-UBND" in line)
    assert "đến 29/04/2023" in first
    assert "đã qua hạn" in first
    assert "\x1b" not in out, "an escape sequence of a document is not the terminal's"
    assert "không rõ thời hạn" in " ".join(out.split()) or "không rõ" in second


def test_tasks_are_data(db: str, capsys) -> None:
    arguments = (
        "tasks",
        "--unit",
        "Sở Y tế",
        "--from",
        "2023-04-01",
        "--to",
        "2023-04-30",
        "--status-on",
        "2023-04-10",
        "--db",
        db,
    )
    _, out, _ = run(capsys, *arguments, "--format", "json")
    assert [(task["end"], task["status"]) for task in json.loads(out)] == [("2023-04-29", "due"), (None, "unspecified")]
    _, out, _ = run(capsys, *arguments, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["title"].startswith("'=Tập huấn"), "no formula"
    status, out, err = run(capsys, "tasks", "--unit", "Sở Y", "--to", "1999-01-01", "--db", db)
    assert (status, out, err) == (0, "", "adminplan: no task was found\n")


def test_show_prints_like_parse(db: str, capsys) -> None:
    plan = adminplan.parse_text(PLAN)
    _, out, _ = run(capsys, "show", WORK, "--db", db, "--format", "json")
    assert out == dump(plan)
    assert load(out) == plan
    _, out, _ = run(capsys, "show", WORK, "--db", db)
    assert "Thông tin chung" in out
    _, out, _ = run(capsys, "show", "a" * 64, "--db", db, "--format", "markdown")
    assert out.startswith("# Kế hoạch số 12/KH-UBND")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "vn/không/có"), "holds no document vn/không/có"),
        (("search", "--type", "thơ"), "no type of document"),
        (("search", "--from", "2024-01-02", "--to", "2024-01-01"), "no day lies"),
        (("tasks", "--unit", "-"), "no name of a body"),
    ],
)
def test_what_cannot_be_asked_is_said(db: str, capsys, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(capsys, *arguments, "--db", db)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    "arguments", [("search", "--from", "mai"), ("search", "--limit", "0"), ("search", "--relation", "x"), ("tasks",)]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2


def test_there_is_no_archive(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, "search", "x")
    assert status == 2
    assert "there is no archive at plans.db" in err
    assert list(tmp_path.iterdir()) == []


def test_relations_are_those_that_tables_name() -> None:
    from adminplan.cli.find import _RELATIONS
    from adminplan.view.summary import RELATIONS

    assert tuple(RELATIONS) == _RELATIONS
