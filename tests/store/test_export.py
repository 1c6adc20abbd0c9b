"""What is handed on opens elsewhere, holds what the archive holds, and does nothing there."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

import adminplan
from adminplan import cli
from adminplan.errors import ArchiveError
from adminplan.store import export
from adminplan.store.archive import Archive
from adminplan.store.export import TABLES, Choice, rows, to_csv, to_frame, to_jsonl, to_parquet
from adminplan.store.export_calendar import to_ics
from adminplan.store.export_sheets import to_xlsx

PLAN = """UBND TỈNH TÂN GIANG
SỞ Y TẾ
Số: {number}/KH-SYT
Tân Giang, ngày 05 tháng {month} năm 2024
KẾ HOẠCH
Tiêm chủng năm 2024
Thực hiện Kế hoạch số 21/KH-BYT ngày 02/02/2024 của Bộ Y tế về tiêm chủng, Sở Y tế ban hành kế hoạch như sau:
I. NỘI DUNG
1. =HYPERLINK("http://x.vn";"Tập huấn")
Trung tâm Y tế chủ trì, phối hợp với Trạm Y tế các xã thực hiện trước ngày 30/4/2024.
2. Chiến dịch tiêm bổ sung
Trung tâm Y tế chủ trì; thời gian từ ngày 01/5/2024 đến ngày 15/5/2024.
3. Giao ban tiến độ
Trung tâm Y tế chủ trì, báo cáo định kỳ hằng tháng.
II. TỔ CHỨC THỰC HIỆN
1. Trung tâm Y tế: Theo dõi, báo cáo kết quả trước ngày 15/6/2024.
"""


@pytest.fixture
def archive(url: str, tmp_path: Path) -> Archive:
    """Two plans of one department."""
    for number, month in ((7, "3"), (8, "4")):
        (tmp_path / f"{number}.txt").write_text(PLAN.format(number=number, month=month), encoding="utf-8")
    archive = Archive(url)
    archive.add(tmp_path / "7.txt", tmp_path / "8.txt")
    yield archive
    archive.close()


def test_lines_of_json_are_plans(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "ra.jsonl"
    assert to_jsonl(archive.engine, target) == 2
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [adminplan.load(line) for line in lines] == list(archive.plans())
    assert to_jsonl(archive.engine, target, Choice(issuer="Sở Y tế", start=date(2024, 4, 1))) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["letterhead"]["number"] == "8/KH-SYT"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_columns_in_every_form(archive: Archive, tmp_path: Path, table: str) -> None:
    from pyarrow import parquet

    found = list(rows(archive.engine, table))
    assert found
    assert all(list(row) == [column.name for column in TABLES[table]] for row in found)
    target = tmp_path / "ra.parquet"
    assert to_parquet(archive.engine, target, table) == len(found)
    assert parquet.read_table(target).to_pylist() == found
    frame = to_frame(archive.engine, table)
    assert list(frame.columns) == [column.name for column in TABLES[table]]
    assert len(frame) == len(found)
    assert str(frame["issued"].dtype).startswith("datetime64")
    assert all(str(frame[column.name].dtype) == "Int64" for column in TABLES[table] if column.holds in {"count", "money"})


def test_activities_with_units_and_days(archive: Archive) -> None:
    first, second, *_ = rows(archive.engine, "activities")
    assert (first["lead"], first["coordinate"]) == ("Trung tâm Y tế", "Trạm Y tế các xã")
    assert (first["start"], first["end"]) == (None, date(2024, 4, 30))
    assert (second["start"], second["end"]) == (date(2024, 5, 1), date(2024, 5, 15))


def test_text_is_no_formula_in_csv(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "ra.csv"
    to_csv(archive.engine, target, "activities")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["title"].startswith("'=HYPERLINK")
    assert first["end"] == "2024-04-30"


def test_the_workbook_opens_and_holds_no_formula(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import load_workbook

    from adminplan.store import export_sheets

    target = tmp_path / "ra.xlsx"
    assert to_xlsx(archive.engine, target) == 2
    book = load_workbook(target)
    assert book.sheetnames == ["Kế hoạch", "Hoạt động", "Nhiệm vụ", "Viện dẫn"]
    sheet = book["Hoạt động"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (
        "A2",
        f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}{sheet.max_row}",
    )
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert book["Kế hoạch"]["C2"].value.date() == date(2024, 3, 5)
    monkeypatch.setattr(export_sheets, "MOST_ROWS", 3)
    to_xlsx(archive.engine, target)
    assert [name for name in load_workbook(target).sheetnames if name.startswith("Hoạt động")] == [
        "Hoạt động",
        "Hoạt động 2",
        "Hoạt động 3",
    ]


def test_the_calendar_is_valid_and_the_same_again(archive: Archive, tmp_path: Path) -> None:
    from icalendar import Calendar

    target, again = tmp_path / "ra.ics", tmp_path / "lại.ics"
    written = to_ics(archive.engine, target)
    assert written.events == 8
    to_ics(archive.engine, again)
    assert target.read_bytes() == again.read_bytes()
    data = target.read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "RFC 5545, 3.1: lines of at most 75 octets"
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # raises where a letter is cut
    calendar = Calendar.from_ical(data)
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    events = calendar.walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == 8
    for event in events:
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert event["dtend"].dt > event["dtstart"].dt
    deadline, span, monthly, duty = events[:4]
    assert str(deadline["summary"]).startswith("Hạn: =HYPERLINK")
    assert (deadline["dtstart"].dt, deadline["dtend"].dt) == (date(2024, 4, 29), date(2024, 4, 30)), (
        "before the 30th: by the 29th"
    )
    assert (span["dtstart"].dt, span["dtend"].dt) == (date(2024, 5, 1), date(2024, 5, 16))
    assert monthly["rrule"]["FREQ"] == ["MONTHLY"]
    assert "Đơn vị: Trung tâm Y tế" in str(duty["description"])
    assert "Theo: Kế hoạch 7/KH-SYT (SỞ Y TẾ)" in str(duty["description"])


def test_until_is_a_day_where_the_start_is(archive: Archive) -> None:
    from types import SimpleNamespace

    from icalendar import Event

    from adminplan.store.export_calendar import _event

    plan = SimpleNamespace(work="vn/a", issued=date(2024, 1, 5), period_start=None, type="Kế hoạch", number="1/KH-A", issuer="A")
    when = SimpleNamespace(
        item="activity-1", position=0, kind="recurring", text="hằng quý", start=None, end=None, exclusive=False,
        recurrence="FREQ=MONTHLY;INTERVAL=3;UNTIL=20241231T235959Z",
    )  # fmt: skip
    event = Event.from_ical(_event(plan, when, "Báo cáo\x07", "Báo cáo", []))
    assert event["rrule"]["UNTIL"] == [date(2024, 12, 31)]
    assert str(event["summary"]) == "Báo cáo "
    del archive


def test_nothing_half_written_is_left(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "cũ.csv"
    target.write_text("cũ", encoding="utf-8")

    def broken(*_: object):
        yield {column.name: None for column in TABLES["plans"]}
        raise RuntimeError

    monkeypatch.setattr(export, "rows", broken)
    with pytest.raises(RuntimeError):
        to_csv(archive.engine, target, "plans")
    assert target.read_text(encoding="utf-8") == "cũ"
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(ArchiveError, match="cannot write"):
        to_csv(archive.engine, tmp_path / "không có" / "a.csv", "plans")


def test_tables_that_are_not_there(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="there is no table people"):
        archive.to_frame("people")


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "ics", "parquet"])
def test_the_command_writes_every_form(
    archive: Archive, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    del archive
    target = tmp_path / f"ra.{form}"
    assert (
        cli.main(["export", "--db", url, "--format", form, "-o", str(target), "--issuer", "Sở Y tế", "--from", "2024-04-01"]) == 0
    )
    assert f"written to {target}" in capsys.readouterr().err
    assert target.stat().st_size > 100


def test_the_command_says_what_is_wrong(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Archive(url).close()
    assert cli.main(["export", "--db", url, "--format", "ics", "--table", "plans", "-o", str(tmp_path / "a.ics")]) == 2
    assert "--table is for csv and parquet" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["export", "--format", "csv", "-o", "a.csv", "--from", "31/1/2024"])
    assert "is no day" in capsys.readouterr().err
