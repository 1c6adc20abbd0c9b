"""What an archive hands on, on both databases: read back by other programs' readers, and by the rules of RFC 5545."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

import adminplan
from adminplan import cli
from adminplan.errors import ArchiveError
from adminplan.plan.plan import Plan
from adminplan.store import export, export_sheets, export_tables, write
from adminplan.store.archive import Archive
from adminplan.store.database import snapshot, writing
from adminplan.store.export_tables import TABLES
from adminplan.store.rows import reading_of
from adminplan.store.schema import plans
from adminplan.view.summary import RELATIONS

TEXT = """{issuer}
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày {day} tháng 3 năm 2024

KẾ HOẠCH
Nâng cao chất lượng nước sạch nông thôn năm 2024

Thực hiện Kế hoạch số 21/KH-BYT ngày 02/02/2024 của Bộ Y tế về nước sạch, UBND tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Nâng cao tỷ lệ hộ dân dùng nước sạch.
II. NỘI DUNG
1. Tập huấn cán bộ trạm cấp nước
- Đơn vị chủ trì: Sở Y tế.
- Đơn vị phối hợp: Sở Xây dựng; Hội Nông dân tỉnh.
- Thời gian: trước ngày 30/4/2024.
2. Tháng cao điểm vệ sinh nguồn nước
- Đơn vị chủ trì: Sở Xây dựng.
- Thời gian: từ ngày 01/6/2024 đến ngày 30/6/2024.
3. Lấy mẫu nước
- Đơn vị chủ trì: Trung tâm Kiểm soát bệnh tật tỉnh.
- Thời gian: trước ngày 25 hằng tháng.
4. Tuyên truyền
- Đơn vị chủ trì: Báo Tân Giang.
- Thời gian: thường xuyên.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2024.
"""
PROVINCE = "ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG"


def plan(number: int = 7, issuer: str = PROVINCE, day: str = "05") -> Plan:
    return adminplan.parse_text(TEXT.format(number=number, issuer=issuer, day=day))


def put(archive: Archive, *made: Plan) -> None:
    for one in made:
        digest = sha256(one.id.encode()).hexdigest()
        with writing(archive.engine) as connection:
            run = write.begin_run(connection, [])
            write.take(connection, run, [write.File(f"{digest[:8]}.txt", digest, 1, reading_of(one, sha256=digest))])


def hostile(**changes: str) -> Plan:
    """A plan whose first activity says what a document could say to harm a reader."""
    made = plan(99)
    first, *others = made.activities
    return replace(made, activities=(replace(first, **changes), *others))


@pytest.fixture
def archive(url: str):
    with Archive(url) as opened:
        yield opened


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


# --- JSON Lines and tables --------------------------------------------------------------------------------------------


def test_each_line_is_a_whole_plan(archive: Archive, tmp_path: Path) -> None:
    odd = hostile(title='  hai dấu cách,\nxuống dòng, \u2028 và "nháy" \\n', statement="\n   thụt vào\n\n")
    put(archive, plan(1), odd, plan(2))
    done = archive.export("jsonl", tmp_path / "plans.jsonl")
    assert done == ((tmp_path / "plans.jsonl",), 3, 0)
    lines = (tmp_path / "plans.jsonl").read_bytes().decode().removesuffix("\n").split("\n")
    assert [adminplan.load(line) for line in lines] == list(archive.plans())
    assert odd in list(archive.plans())
    assert all(json.loads(line)["schema"] == "adminplan/plan/1" for line in lines)


def test_the_rows_of_activities_say_who_when_and_in_which_plan(archive: Archive, tmp_path: Path) -> None:
    put(archive, plan())
    archive.export("csv", tmp_path / "a.csv", table="activities")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfplan_number,"), "Excel knows Vietnamese by the mark"
    first, second, third, fourth = table_of(tmp_path / "a.csv")
    assert (first["plan_number"], first["plan_issued"], first["plan_title"]) == (
        "7/KH-UBND", "2024-03-05", "Nâng cao chất lượng nước sạch nông thôn năm 2024",
    )  # fmt: skip
    assert (first["title"], first["lead"]) == ("Tập huấn cán bộ trạm cấp nước", "Sở Y tế")
    assert first["coordinate"] == "Sở Xây dựng; Hội Nông dân tỉnh"
    assert (first["times"], first["first_day"], first["last_day"]) == ("trước ngày 30/4/2024", "", "2024-04-29")
    assert (second["first_day"], second["last_day"]) == ("2024-06-01", "2024-06-30")
    assert third["recurrence"].startswith("FREQ=MONTHLY")
    assert (fourth["times"], fourth["last_day"]) == ("thường xuyên", "")
    assert len({row["item"] for row in (first, second, third, fourth)}) == 4


def test_a_folder_gets_all_tables(archive: Archive, tmp_path: Path) -> None:
    put(archive, plan(1), plan(2))
    done = archive.export("csv", tmp_path / "out" / "tables")
    assert [path.name for path in done.files] == ["plans.csv", "activities.csv", "duties.csv", "references.csv"]
    assert sorted(path.name for path in (tmp_path / "out" / "tables").iterdir()) == sorted(path.name for path in done.files)
    rows = {path.stem: table_of(path) for path in done.files}
    assert {name: len(of_table) for name, of_table in rows.items()} == {"plans": 2, "activities": 8, "duties": 2, "references": 2}
    assert done.written == 14
    (shown, _) = rows["plans"]
    assert (shown["activities"], shown["duties"], shown["references"], shown["ocr"]) == ("4", "1", "1", "false")
    assert shown["file"].endswith(".txt")
    assert [row["unit"] for row in rows["duties"]] == ["Sở Y tế"] * 2
    assert [row["last_day"] for row in rows["duties"]] == ["2024-12-14"] * 2
    (cited, _) = rows["references"]
    assert (cited["relation"], cited["number"], cited["date"]) == ("implements", "21/KH-BYT", "2024-02-02")


@pytest.mark.parametrize("name", TABLES)
def test_frames_parquet_and_csv_have_the_same_rows_and_names(archive: Archive, tmp_path: Path, name: str) -> None:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    put(archive, plan(1), plan(2), hostile(title="=1+1"))
    frame = archive.to_frame(name)
    archive.export("parquet", tmp_path / "t.parquet", table=name)
    archive.export("csv", tmp_path / "t.csv", table=name)
    stored = pq.read_table(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(stored.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get, date_as_object=False), frame)
    rows = table_of(tmp_path / "t.csv")
    assert list(rows[0]) == list(frame.columns) == [column.name for column in TABLES[name].columns] == stored.column_names
    assert len(rows) == len(frame) == stored.num_rows
    for column in TABLES[name].columns:
        kind = {"day": pa.date32(), "whole": pa.int64(), "yes": pa.bool_()}.get(column.kind, pa.string())
        assert stored.schema.field(column.name).type == kind
        told = ["" if value is None else str(value) for value in stored.column(column.name).to_pylist()]
        assert [row[column.name].removeprefix("'") for row in rows] == [
            one.lower() if column.kind == "yes" else one for one in told
        ]


def test_a_frame_is_typed_even_when_it_is_empty(archive: Archive) -> None:
    for frame in (archive.to_frame("activities"), (put(archive, plan()), archive.to_frame("activities"))[1]):
        assert str(frame.dtypes["budget"]) == "Int64"
        assert str(frame.dtypes["last_day"]).startswith("datetime64")
        assert frame.dtypes["title"] == "str"
    assert (frame["last_day"] < "2024-05-01").sum() == 1, "days can be compared"


def test_filters_and_small_batches(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = "UBND TỈNH TÂN GIANG\nSỞ Y TẾ"
    put(
        archive,
        plan(1),
        plan(2, office, "12"),
        plan(3, day="20"),
        plan(4, "UBND TỈNH TÂN GIANG\nSỞ Y TẾ DỰ PHÒNG", "21"),
        plan(5, "SỞ Y", "21"),
    )

    def numbers(**only: object) -> list[str]:
        return sorted(archive.to_frame("plans", **only)["number"].str.split("/").str[0])

    assert numbers() == ["1", "2", "3", "4", "5"]
    assert numbers(issuer="so y te") == ["2", "4"]
    assert numbers(issuer="Sở Y") == ["2", "4", "5"]
    assert numbers(since=date(2024, 3, 12)) == ["2", "3", "4", "5"]
    assert numbers(since=date(2024, 3, 12), until=date(2024, 3, 20)) == ["2", "3"]
    assert numbers(issuer="UBND tỉnh Tân Giang", until=date(2024, 3, 31)) == ["1", "3"]
    with pytest.raises(ArchiveError, match="is no name of a body"):
        numbers(issuer="…")
    whole = {form: archive.export(form, tmp_path / "whole") and (tmp_path / "whole").read_bytes() for form in ("jsonl", "ics")}
    frame = archive.to_frame("references")
    monkeypatch.setattr(export_tables, "_AT_ONCE", 2)
    monkeypatch.setattr(export, "_PLANS_AT_ONCE", 2)
    monkeypatch.setattr(export, "_ROWS_AT_ONCE", 2)
    assert archive.to_frame("references").equals(frame)
    for form, before in whole.items():
        archive.export(form, tmp_path / "again")
        assert (tmp_path / "again").read_bytes() == before, "the same archive gives the same bytes"
    assert archive.export("jsonl", tmp_path / "some.jsonl", issuer="so y te").written == 2


# --- XLSX -------------------------------------------------------------------------------------------------------------


def opened(path: Path):
    import openpyxl

    return openpyxl.load_workbook(path)


def test_a_workbook_has_a_sheet_for_each_table(archive: Archive, tmp_path: Path) -> None:
    put(archive, plan())
    assert archive.export("xlsx", tmp_path / "p.xlsx").written == 7
    book = opened(tmp_path / "p.xlsx")
    assert book.sheetnames == ["Kế hoạch", "Nhiệm vụ, hoạt động", "Tổ chức thực hiện", "Văn bản viện dẫn"]
    for sheet, table in zip(book, TABLES.values(), strict=True):
        assert [cell.value for cell in sheet[1]] == [column.heading for column in table.columns]
        assert len({column.heading for column in table.columns}) == len(table.columns)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
    names = {cell.value: cell.column - 1 for cell in book["Nhiệm vụ, hoạt động"][1]}
    first = book["Nhiệm vụ, hoạt động"][2]
    due = first[names["Đến hết ngày"]]
    assert (due.value.date(), due.is_date, due.number_format) == (date(2024, 4, 29), True, "dd/mm/yyyy")
    assert first[names["Chủ trì"]].value == "Sở Y tế"
    assert first[names["Từ ngày"]].value is None
    cited = {cell.value: row.value for cell, row in zip(book["Văn bản viện dẫn"][1], book["Văn bản viện dẫn"][2], strict=True)}
    assert (cited["Quan hệ"], cited["Ngày"].date()) == ("thực hiện", date(2024, 2, 2))
    before = (tmp_path / "p.xlsx").read_bytes()
    archive.export("xlsx", tmp_path / "p.xlsx")
    assert (tmp_path / "p.xlsx").read_bytes() == before


def test_relations_are_called_as_on_the_page() -> None:
    (relation,) = (column for column in TABLES["references"].columns if column.name == "relation")
    assert relation.words == RELATIONS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "=1+1"), ("{=SUM(A1)}", "{=SUM(A1)}"), ("http://example.invalid", "http://example.invalid"), ("mailto:a@b.invalid", "mailto:a@b.invalid"), ("12", "12"),
        ("<r><t>a</t></r>", "<r><t>a</t></r> "), ("</t></is></c><c><f>1</f></c>", "</t></is></c><c><f>1</f></c>"), ("a\x01b\x1f", "a\x01b\x1f"), ("_x0041_", "_x0041_"), ("😀" * 20_000, None), ("a" * 32_767, "a" * 32_767), ("a" * 32_768, None),
    ],
)  # fmt: skip
def test_cells_of_a_workbook_are_text(tmp_path: Path, text: str, shown: str | None) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, hostile(title=text))
        archive.export("xlsx", tmp_path / "p.xlsx")
    sheet = opened(tmp_path / "p.xlsx")["Nhiệm vụ, hoạt động"]
    cell = next(found for found in sheet[2] if sheet.cell(1, found.column).value == "Công việc")
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.hyperlink is None
    value = re.sub("_x00([01][0-9A-Fa-f])_", lambda match: chr(int(match[1], 16)), cell.value.replace("_x005F_", "_"))
    if shown is None:
        assert value.endswith(" … [cắt bớt]")
        assert value[:5] == text[:5]
        assert 32_000 < len(value.encode("utf-16-le")) / 2 <= 32_767
    else:
        assert value == shown


def test_days_before_those_of_excel_are_text(tmp_path: Path) -> None:
    made = plan()
    odd = replace(made, letterhead=replace(made.letterhead, date=date(1789, 7, 14)))
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, odd)
        archive.export("xlsx", tmp_path / "p.xlsx")
    assert "1789-07-14" in [cell.value for cell in opened(tmp_path / "p.xlsx")["Kế hoạch"][2]]


def test_what_does_not_fit_on_a_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_sheets, "_SHEET_ROWS", 5)
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, plan(1), plan(2), plan(3))
        assert archive.export("xlsx", tmp_path / "p.xlsx").written == 21
        titles = list(archive.to_frame("activities")["title"])
    book = opened(tmp_path / "p.xlsx")
    assert book.sheetnames == [
        "Kế hoạch", "Nhiệm vụ, hoạt động", "Nhiệm vụ, hoạt động (2)", "Nhiệm vụ, hoạt động (3)", "Tổ chức thực hiện", "Văn bản viện dẫn",
    ]  # fmt: skip
    sheets = [book[name] for name in book.sheetnames[1:4]]
    assert {tuple(cell.value for cell in sheet[1]) for sheet in sheets} == {
        tuple(c.heading for c in TABLES["activities"].columns)
    }
    at = [column.name for column in TABLES["activities"].columns].index("title")
    assert [row[at].value for sheet in sheets for row in sheet.iter_rows(min_row=2)] == titles
    assert all(sheet.auto_filter.ref == sheet.dimensions for sheet in sheets)


# --- files, whole or not at all ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", export.FORMATS)
@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, OSError])
def test_what_is_broken_off_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, stop: type[BaseException]
) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, plan(1), plan(2))
        folder = tmp_path / "out"
        folder.mkdir()
        table = "activities" if form in {"csv", "parquet"} else None
        archive.export(form, folder / "file", table=table)
        before = (folder / "file").read_bytes()
        put(archive, plan(3))
        monkeypatch.setattr(export, "_PLANS_AT_ONCE", 2)
        replaced = Path.replace

        def broken(*_: Path) -> Path:
            raise stop("broken off")

        monkeypatch.setattr(Path, "replace", broken)
        with pytest.raises((stop, ArchiveError)):
            archive.export(form, folder / "file", table=table)
        monkeypatch.setattr(Path, "replace", replaced)
        assert [path.name for path in folder.iterdir()] == ["file"]
        assert (folder / "file").read_bytes() == before


def test_rows_that_fail_midway_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = export_tables.batches

    def batches(*given):
        yield from found(*given)
        raise RuntimeError("the database went away")

    monkeypatch.setattr(export_tables, "batches", batches)
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, plan())
        for form, name in (("csv", "tables"), ("parquet", "tables"), ("xlsx", "p.xlsx")):
            with pytest.raises(RuntimeError, match="went away"):
                archive.export(form, tmp_path / name)
    assert not (tmp_path / "p.xlsx").exists()
    assert list((tmp_path / "tables").iterdir()) == []
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*"))


def test_an_export_sees_one_state(archive: Archive) -> None:
    put(archive, plan(1))
    with snapshot(archive.engine) as connection:
        count = select(func.count()).select_from(plans)
        assert connection.execute(count).scalar_one() == 1
        put(archive, plan(2))
        assert connection.execute(count).scalar_one() == 1
    assert len(archive.to_frame("plans")) == 2


@pytest.mark.parametrize(
    ("form", "target", "more", "said"),
    [
        ("pdf", "p.pdf", {}, "no format 'pdf'"),
        ("csv", "p.csv", {"table": "goals"}, "no table 'goals', only plans"),
        ("xlsx", "p.xlsx", {"table": "plans"}, "xlsx has no single table"),
        ("jsonl", ".", {}, "is a folder"),
        ("jsonl", "không/có/p.jsonl", {}, "cannot write"),
        ("csv", "a.db", {}, "is a file: name a folder"),
        ("ics", "p.ics", {}, "nothing was written"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, form: str, target: str, more: dict[str, str], said: str) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive, pytest.raises(ArchiveError, match=re.escape(said)):
        archive.export(form, tmp_path / target, **more)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("a.db")] == []


@pytest.mark.parametrize("library", ["pandas", "pyarrow"])
def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        with pytest.raises(ArchiveError, match=rf"needs {library}.* 'adminplan\[frames\]'"):
            archive.to_frame("plans")
        if library == "pyarrow":
            with pytest.raises(ArchiveError, match="Parquet needs pyarrow"):
                archive.export("parquet", tmp_path / "p.parquet", table="plans")


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive(url) as archive:
        put(archive, plan(1), plan(2, day="20"))
    for given, said in (
        (["--format", "jsonl"], "2 plans written to "),
        (["--format", "xlsx"], "14 rows written to "),
        (["--format", "csv", "--table", "duties", "--from", "2024-03-20"], "1 row written to "),
        (["--format", "ics", "--to", "2024-03-19"], "4 entries written to "),
    ):
        assert cli.main(["export", "--db", url, *given, "-o", str(tmp_path / "out")]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"adminplan: {said}")
        assert ("1 time without a day left out" in err) == ("ics" in given)
    assert b"BEGIN:VCALENDAR" in (tmp_path / "out").read_bytes()[:20]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--format", "xlsx", "--table", "plans"], "xlsx has no single table"),
        (["--format", "jsonl", "--issuer", "?"], "is no name of a body"),
        (["--format", "ics"], "nothing was written"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str) -> None:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    assert cli.main(["export", "--db", address, *given, "-o", str(tmp_path / "out")]) == 2
    assert "there is no archive" in capsys.readouterr().err
    Archive(address).close()
    assert cli.main(["export", "--db", address, *given, "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["export", "--format", "ics", "-o", "x", "--from", "hôm nay"])
    assert "write it as 2024-01-31" in capsys.readouterr().err
