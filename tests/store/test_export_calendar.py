"""The calendar of an archive: opened by `icalendar`, and held to the rules of RFC 5545 by a reader of our own."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import icalendar
import pytest
from dateutil.rrule import rrulestr

import adminplan
from adminplan.plan.plan import Plan, Time
from adminplan.store import write
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.export_calendar import Entry, entry, recurring
from adminplan.store.rows import reading_of

TEXT = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phòng, chống cháy rừng năm 2024

I. MỤC ĐÍCH
Giữ rừng.
II. NỘI DUNG
1. Tập huấn lực lượng kiểm lâm, dân quân; diễn tập
- Đơn vị chủ trì: Sở Nông nghiệp.
- Đơn vị phối hợp: Công an tỉnh; Bộ Chỉ huy Quân sự tỉnh.
- Thời gian: trước ngày 30/4/2024.
2. Tổ chức tuần tra rừng
- Đơn vị chủ trì: Chi cục Kiểm lâm.
- Thời gian: từ ngày 01/6/2024 đến ngày 30/6/2024.
3. Báo cáo
- Đơn vị chủ trì: Chi cục Kiểm lâm.
- Thời gian: trước ngày 25 hằng tháng.
4. Tuyên truyền
- Đơn vị chủ trì: Báo Tân Giang.
- Thời gian: thường xuyên.
5. Trực chữa cháy
- Đơn vị chủ trì: Chi cục Kiểm lâm.
- Thời gian: từ ngày 15/5/2024.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp: Tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2024.
"""


def plan(number: int = 7) -> Plan:
    return adminplan.parse_text(TEXT.format(number=number))


def put(archive: Archive, *made: Plan) -> None:
    for one in made:
        digest = sha256(one.id.encode()).hexdigest()
        with writing(archive.engine) as connection:
            run = write.begin_run(connection, [])
            write.take(connection, run, [write.File(digest, digest, 1, reading_of(one, sha256=digest))])


def calendar(url: str, path: Path, *made: Plan) -> tuple[bytes, int]:
    """The file, and how many times were left out."""
    with Archive(url) as archive:
        put(archive, *made)
        left_out = archive.export("ics", path).left_out
    return path.read_bytes(), left_out


def checked(content: bytes) -> list[dict[str, tuple[str, str]]]:
    """The events by the letter of RFC 5545: each property's parameters and value, as they stand in the file."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75, "3.1: no more than 75 octets"
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), "3.1: no control characters"
        line.decode("utf-8")  # no letter is cut
    unfolded = re.sub(rb"\r\n[ \t]", b"", content).decode().split("\r\n")[:-1]
    assert not any(re.search("[\x80-\x9f\u2028\u2029]", line) for line in unfolded)
    head = unfolded[: unfolded.index("BEGIN:VEVENT")]
    assert head[0] == "BEGIN:VCALENDAR"
    assert sum(line == "VERSION:2.0" for line in head) == sum(line.startswith("PRODID:") for line in head) == 1
    events: list[dict[str, tuple[str, str]]] = []
    inside = False
    for line in unfolded[len(head) : -1]:
        if line in {"BEGIN:VEVENT", "END:VEVENT"}:
            assert inside == (line == "END:VEVENT")
            inside = not inside
            events += [{}] if inside else []
            continue
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert found, line
        name, parameters, value = found.groups()
        assert inside
        assert name not in events[-1], f"3.6.1: {name} stands once"
        events[-1][name] = (parameters, value)
    assert not inside
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys(), "3.6.1: required"
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][1]), "3.8.7.2: in UTC"
        for name in ("DTSTART", "DTEND"):
            assert event[name][0] == ";VALUE=DATE"
            assert re.fullmatch(r"\d{8}", event[name][1])
        assert event["DTEND"][1] > event["DTSTART"][1], "3.8.2.2: later"
        for name in ("SUMMARY", "DESCRIPTION"):
            assert not re.search(r"(?<!\\)(?:\\\\)*(?:[,;]|\\[^\\,;nN])", event[name][1]), "3.3.11: escaped"
        if "RRULE" in event:
            parts = dict(part.split("=") for part in event["RRULE"][1].split(";"))
            assert not {"UNTIL", "COUNT"} <= parts.keys()
            assert re.fullmatch(r"\d{8}", parts.get("UNTIL", "20240101")), "3.3.10: a date, as DTSTART is"
            start = datetime.fromisoformat(event["DTSTART"][1])
            assert rrulestr(event["RRULE"][1], dtstart=start)[0] == start, "3.8.5.3: DTSTART is the first instance"
    names = [event["UID"][1] for event in events]
    assert len(set(names)) == len(names)
    assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == len(events)
    return events


def test_deadlines_ranges_and_what_recurs(url: str, tmp_path: Path) -> None:
    content, left_out = calendar(url, tmp_path / "c.ics", plan())
    checked(content)
    assert left_out == 1, "thường xuyên"
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt, one["DTEND"].dt - one["DTSTART"].dt) for one in events] == [
        ("Hạn: Tập huấn lực lượng kiểm lâm, dân quân; diễn tập", date(2024, 4, 29), timedelta(1)),
        ("Tổ chức tuần tra rừng", date(2024, 6, 1), timedelta(30)),
        ("Hạn: Báo cáo", date(2024, 3, 24), timedelta(1)),
        ("Bắt đầu: Trực chữa cháy", date(2024, 5, 15), timedelta(1)),
        ("Hạn: Sở Nông nghiệp: Tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2024.", date(2024, 12, 14), timedelta(1)),
    ]
    first, third = events[0], events[2]
    assert str(first["DESCRIPTION"]).split("\n")[:5] == [
        "Kế hoạch số 7/KH-UBND ngày 05/03/2024, ỦY BAN NHÂN DÂN TỈNH TÂN GIANG",
        "Phòng, chống cháy rừng năm 2024",
        "Chủ trì: Sở Nông nghiệp",
        "Phối hợp: Công an tỉnh; Bộ Chỉ huy Quân sự tỉnh",
        "Thời gian: trước ngày 30/4/2024",
    ]
    assert first["DTSTAMP"].dt.isoformat() == "2024-03-05T00:00:00+00:00"
    assert third["RRULE"]["FREQ"] == ["MONTHLY"]
    assert third["RRULE"]["BYMONTHDAY"] == [24]
    assert third["RRULE"]["UNTIL"] == [date(2024, 12, 31)]


def test_names_stay_and_so_do_bytes(url: str, tmp_path: Path) -> None:
    content, _ = calendar(url, tmp_path / "1.ics", plan(1))
    more, _ = calendar(url, tmp_path / "2.ics", plan(2))
    again, _ = calendar(url, tmp_path / "3.ics")
    assert more == again
    names = {event["UID"][1] for event in checked(content)}
    assert names < {event["UID"][1] for event in checked(more)}, "other plans change no name"


NASTY = [
    "xong\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "điều khiển \x00\x07\x1b[31m \x7f\x85\u2028\u2029 hết",
    "dấu ; , : \\ \\n \\; \" ^n ^' và \\",
    "ữ" * 400,
    "a" + "😀" * 100,
    "e\u0302\u0301" * 100,
    "\t\n \n",
    "",
    "\ufeffđầu tệp",
]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_out(tmp_path: Path, text: str) -> None:
    made = plan()
    units = tuple(replace(one, name=text) for one in made.activities[0].assignments)
    odd = replace(
        made,
        letterhead=replace(made.letterhead, title=text, issuer=text, number=text, type=text),
        activities=(replace(made.activities[0], title=text, statement=text, assignments=units), *made.activities[1:]),
        duties=tuple(replace(one, name=text, statement=text) for one in made.duties),
        times=tuple(replace(one, text=text) for one in made.times),
    )
    content, _ = calendar(f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "c.ics", odd)
    events = checked(content)
    assert len(events) == 5
    assert all(len(event["SUMMARY"][1].encode()) < 1500 for event in events)


def when(
    plan_of: tuple[date | None, date | None, date | None] = (date(2024, 3, 5), None, None), **fields: object
) -> Entry | None:
    said = {"start": None, "end": None, "exclusive": False, "recurrence": None, "text": "ngày 1", **fields}
    issued, start, end = plan_of
    return entry(SimpleNamespace(**said), SimpleNamespace(issued=issued, period_start=start, period_end=end), None)


def test_days_of_entries() -> None:
    day, next_day = date(2024, 4, 30), date(2024, 5, 1)
    assert when(end=day) == (day, day, "Hạn: ", None)
    assert when(end=day, exclusive=True) == (date(2024, 4, 29), date(2024, 4, 29), "Hạn: ", None)
    assert when(start=day, end=next_day) == (day, next_day, "", None)
    assert when(start=day, end=day, exclusive=True) == (day, day, "", None), "never backwards"
    assert when(start=day) == (day, day, "Bắt đầu: ", None)
    assert when() is None
    assert when(end=date.max) is None
    assert when(end=date.min, exclusive=True) == (date.min, date.min, "Hạn: ", None)
    monthly = "FREQ=MONTHLY;BYMONTHDAY=1"
    until = "FREQ=MONTHLY;UNTIL=20241231;BYMONTHDAY=1"
    assert when(recurrence=monthly) == (date(2024, 4, 1), date(2024, 4, 1), "", until)
    before = "FREQ=MONTHLY;UNTIL=20241231;BYMONTHDAY=-1"
    assert when(recurrence=monthly, text="trước ngày 1 hằng tháng") == (date(2024, 3, 31), date(2024, 3, 31), "Hạn: ", before)
    assert when((None, None, None), recurrence=monthly) is None, "nothing says from when on"
    assert when((date(2023, 12, 5), date(2024, 1, 1), date(2024, 12, 31)), recurrence=monthly) == (
        date(2024, 1, 1), date(2024, 1, 1), "", until,
    )  # fmt: skip
    assert when((date(2025, 1, 2), None, date(2024, 12, 31)), recurrence=monthly) is None, "it is over before it begins"


BEGIN = date(2024, 3, 5)  # a Tuesday


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=DAILY", BEGIN), ("FREQ=WEEKLY", date(2024, 3, 4)), ("FREQ=WEEKLY;BYDAY=MO,TU", BEGIN), ("FREQ=WEEKLY;BYDAY=MO", date(2024, 3, 11)),
        ("FREQ=MONTHLY", date(2024, 3, 1)), ("FREQ=MONTHLY;INTERVAL=3", date(2024, 1, 1)), ("FREQ=MONTHLY;INTERVAL=6", date(2024, 1, 1)), ("FREQ=MONTHLY;INTERVAL=36", date(2024, 1, 1)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2024, 3, 31)), ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2024, 3, 31)), ("FREQ=MONTHLY;BYDAY=1MO", date(2024, 4, 1)), ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", date(2024, 4, 1)),
        ("FREQ=YEARLY", date(2024, 1, 1)), ("FREQ=YEARLY;BYMONTH=3,4", date(2024, 3, 1)), ("FREQ=YEARLY;BYMONTH=2", date(2025, 2, 1)), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29)),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=15", date(2025, 1, 15)), ("freq=daily;until=20240401", BEGIN),
    ],
)  # fmt: skip
def test_where_what_recurs_begins(rule: str, first: date) -> None:
    found = recurring(rule, "", BEGIN, None)
    assert found is not None
    assert found[0] == first
    day = datetime.fromisoformat(first.isoformat())
    assert rrulestr(found[1], dtstart=day)[0] == day


@pytest.mark.parametrize(
    "rule",
    [
        "", "RRULE", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=20240401T000000Z", "FREQ=DAILY;UNTIL=20241399", "FREQ=DAILY;UNTIL=20240101",
        "FREQ=DAILY;COUNT=2;UNTIL=20240401", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY\r\nX:1", "FREQ=DAILY;X-A=1", "FREQ=DAILY;" + "BYMONTH=1;" * 50_000, "FREQ=YEARLY;BYMONTH=" + "1," * 100_000 + "x",
    ],
)  # fmt: skip
def test_rules_that_cannot_be_kept(rule: str) -> None:
    began = time.process_time()
    assert recurring(rule, "", BEGIN, None) is None
    assert recurring(rule, "", date(9999, 12, 31), None) is None
    assert time.process_time() - began < 2


def test_a_time_said_twice_stands_once(tmp_path: Path) -> None:
    made = plan()
    first = made.activities[0]
    (said,) = (one for one in made.times if one.id in first.times)
    again: Time = replace(said, id="time-again", text="chậm nhất 29/4/2024", end=date(2024, 4, 29), exclusive=False)
    odd = replace(
        made, times=(*made.times, again), activities=(replace(first, times=(*first.times, again.id)), *made.activities[1:])
    )
    content, left_out = calendar(f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "c.ics", odd)
    assert (len(checked(content)), left_out) == (5, 1)


@pytest.mark.parametrize(
    ("rule", "words", "told"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "chậm nhất ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "trước 15/6 và 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=14"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "trước 01/1, 01/7 hằng năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("FREQ=WEEKLY;BYDAY=FR", "trước 16 giờ thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR"),
    ],
)
def test_deadlines_that_recur_end_as_their_words_say(rule: str, words: str, told: str) -> None:
    found = recurring(rule, words, BEGIN, None)
    assert found is not None
    assert found[1] == told
    day = datetime.fromisoformat(found[0].isoformat())
    assert rrulestr(told, dtstart=day)[0] == day


def test_the_calendar_and_the_tasks_agree(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        put(archive, plan())
        archive.export("ics", tmp_path / "c.ics")
        tasks = list(archive.tasks(unit="Chi cục Kiểm lâm", status_on=BEGIN, start=BEGIN))
    due = [task.end for task in tasks if task.title == "Báo cáo"]
    (event,) = (one for one in icalendar.Calendar.from_ical((tmp_path / "c.ics").read_bytes()).walk("VEVENT") if "RRULE" in one)
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    assert [day.date() for day in rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)] == due
    assert len(due) == 10
