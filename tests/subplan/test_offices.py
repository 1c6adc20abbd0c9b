"""Names of offices, whom words mean, days: the small rules from which plans are derived."""

import doctest
import time
from datetime import date

import pytest

from adminplan.data import words
from adminplan.layout.text import Span
from adminplan.plan.plan import Evidence, Time
from adminplan.subplan import frame, membership, office, organise, reschedule
from adminplan.subplan.membership import meant
from adminplan.subplan.office import read_office
from adminplan.subplan.reschedule import earlier, rescheduled


@pytest.mark.parametrize("module", [frame, membership, office, organise, reschedule], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module):
    done = doctest.testmod(module)
    assert done.attempted, module.__name__
    assert not done.failed


@pytest.mark.parametrize("row", words("offices")["office"], ids=lambda row: row["kind"])
def test_each_row_reads_its_example(row):
    name, code, level = row["example"]
    found = read_office(name)
    assert (found.kind, found.code, found.level, found.system) == (row["kind"], code, level, row["system"])


@pytest.mark.parametrize(
    ("printed", "name", "area"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH AN HÒA", "Ủy ban nhân dân tỉnh An Hòa", "tỉnh An Hòa"),
        ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN BẢN SEN", "Liên đoàn Lao động huyện Bản Sen", "huyện Bản Sen"),
        ("HUYỆN ỦY BẢN SEN", "Huyện ủy Bản Sen", "huyện Bản Sen"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo", None),
        ("UBND TP. Sông Đào", "Ủy ban nhân dân thành phố Sông Đào", "thành phố Sông Đào"),
        ("Thành ủy Đà Nẵng", "Thành ủy Đà Nẵng", "thành phố Đà Nẵng"),
    ],
)
def test_names_are_written_out(printed, name, area):
    found = read_office(printed)
    assert (found.name, found.area) == (name, area)


def test_cities_of_the_centre_are_provinces():
    assert read_office("UBND thành phố Hải Phòng").level == "province"
    assert read_office("UBND thành phố Sông Đào").level == "district"


PROVINCE, DISTRICT = read_office("LĐLĐ tỉnh An Hòa"), read_office("LĐLĐ huyện Bản Sen")
UBND = read_office("UBND tỉnh An Hòa")


@pytest.mark.parametrize(
    ("said", "unit", "issuer", "way"),
    [
        ("LĐLĐ các huyện, thành phố", "LĐLĐ huyện Bản Sen", "LĐLĐ tỉnh An Hòa", "member"),
        ("LĐLĐ các huyện, thành phố", "Công đoàn ngành Y tế", "LĐLĐ tỉnh An Hòa", None),
        ("Công đoàn ngành", "Công đoàn ngành Y tế", "LĐLĐ tỉnh An Hòa", "member"),
        ("Công đoàn ngành", "Công đoàn Viên chức tỉnh An Hòa", "LĐLĐ tỉnh An Hòa", None),
        (
            "LĐLĐ các huyện, Công đoàn ngành, Công đoàn Viên chức tỉnh",
            "Công đoàn Viên chức tỉnh An Hòa",
            "LĐLĐ tỉnh An Hòa",
            "member",
        ),
        ("Các cấp công đoàn", "LĐLĐ huyện Bản Sen", "LĐLĐ tỉnh An Hòa", "all"),
        ("Đoàn Thanh niên các cấp", "UBND huyện Bản Sen", "UBND tỉnh An Hòa", None),
        ("các công đoàn cơ sở", "LĐLĐ huyện Bản Sen", "LĐLĐ tỉnh An Hòa", "below"),
        ("các công đoàn cơ sở", "CĐCS Trường Tiểu học Nà Mơ", "LĐLĐ huyện Bản Sen", "member"),
        ("công đoàn cấp trên trực tiếp cơ sở", "LĐLĐ huyện Bản Sen", "LĐLĐ tỉnh An Hòa", "member"),
        ("Các sở, ban, ngành tỉnh", "Sở Y tế", "UBND tỉnh An Hòa", "member"),
        ("Sở Y tế", "Sở Y tế", "UBND tỉnh An Hòa", "own"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Y tế", "UBND tỉnh An Hòa", None),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế", "UBND tỉnh An Hòa", None),
        ("Phòng Chính trị, tư tưởng", "Phòng GD&ĐT huyện Bản Sen", "Sở Giáo dục và Đào tạo", None),
        ("Phòng Y tế các huyện", "Phòng GD&ĐT huyện Bản Sen", "UBND tỉnh An Hòa", None),
        ("các cơ sở giáo dục", "Phòng GD&ĐT huyện Bản Sen", "Sở Giáo dục và Đào tạo", "below"),
        ("Sở, ban, ngành có liên quan", "Sở Y tế", "UBND tỉnh An Hòa", "member"),
        ("Sở Y tế", "Sở Nội vụ", "UBND tỉnh An Hòa", None),
        ("UBND các huyện, thị xã, thành phố", "UBND thị xã Sông Đào", "UBND tỉnh An Hòa", "member"),
        ("UBND các xã, phường", "UBND xã Bản Sen", "UBND tỉnh An Hòa", "member"),
        ("UBND các xã, thị trấn", "UBND huyện Bản Sen", "UBND tỉnh An Hòa", "below"),
        ("UBND huyện Nà Mơ", "UBND huyện Bản Sen", "UBND tỉnh An Hòa", None),
        ("Thủ trưởng các cơ quan, đơn vị", "Sở Y tế", "UBND tỉnh An Hòa", "all"),
        ("Phòng Giáo dục và Đào tạo các huyện, thành phố", "Phòng GD&ĐT huyện Bản Sen", "Sở Giáo dục và Đào tạo", "member"),
        ("Các chi bộ, đảng bộ cơ sở", "Đảng ủy xã Bản Sen", "Huyện ủy Bản Sen", "member"),
        ("Các trường mầm non, tiểu học", "Trường Tiểu học Nà Mơ", "Phòng Giáo dục và Đào tạo", "member"),
        ("Các huyện, thị, thành đoàn và đoàn trực thuộc", "Huyện đoàn Bản Sen", "Tỉnh đoàn An Hòa", "member"),
    ],
)
def test_whom_words_mean(said, unit, issuer, way):
    assert meant(said, read_office(unit), read_office(issuer), None, None, date(2024, 3, 1)) == way


def moment(text, *, kind, start=None, end=None, precision="day", recurrence=None, exclusive=False):
    return Time(
        id="time-1", text=text, start=start, end=end, exclusive=exclusive, kind=kind, precision=precision, recurrence=recurrence, basis=None,
        evidence=Evidence(span=Span(0, len(text)), quote=text, path="I/1", places=(), found_by="test@1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (moment("trước ngày 17/6/2024", kind="deadline", end=date(2024, 6, 17)), "trước ngày 12/6/2024"),
        (moment("trước ngày 15 tháng 4 năm 2024", kind="deadline", end=date(2024, 4, 15)), "trước ngày 10 tháng 4 năm 2024"),
        (moment("30/4", kind="deadline", end=date(2024, 4, 30)), "25/4/2024"),
        (moment("quý IV/2024", kind="deadline", end=date(2024, 12, 31), precision="quarter"), None),
        (moment("từ tháng 3 - 5/2024", kind="range", start=date(2024, 3, 1), end=date(2024, 5, 31), precision="month"), "từ ngày 20/3/2024 đến hết ngày 31/5/2024"),
        (moment("năm 2024", kind="range", start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year"), None),
        (moment("từ ngày 01/3/2024", kind="from", start=date(2024, 3, 1)), "từ ngày 20/3/2024"),
        (moment("Từ nay đến hết tháng 5/2024", kind="range", start=date(2024, 3, 5), end=date(2024, 5, 31), precision="month"), None),
        (moment("hằng tháng", kind="recurring", recurrence="FREQ=MONTHLY"), None),
        (moment("tháng 2/2024", kind="range", start=date(2024, 2, 1), end=date(2024, 2, 29), precision="month"), "[…: thời gian]"),
        (moment("chậm nhất ngày 21/3/2024", kind="deadline", end=date(2024, 3, 21)), "[…: thời hạn]"),
        (moment("trước ngày 17/6/2024", kind="deadline", end=date(2024, 6, 17), exclusive=True), "trước ngày 12/6/2024"),
        (moment("chậm nhất ngày 25/3/2024", kind="deadline", end=date(2024, 3, 25)), "chậm nhất ngày 20/3/2024"),
        (moment("trước ngày 25/3/2024", kind="deadline", end=date(2024, 3, 25), exclusive=True), "[…: thời hạn]"),  # leaves the 19th
        (moment("trước 20/3", kind="deadline", end=date(2024, 3, 20), exclusive=True), "[…: thời gian]"),  # was over the day before
    ],
    ids=lambda value: value.text if isinstance(value, Time) else None,
)  # fmt: skip
def test_times_are_set_anew(time, text):
    new = rescheduled(time, issued=date(2024, 3, 20), days=3)
    assert (new.text if new else None) == text


def test_working_days_leave_saturday_and_sunday_out():
    for day in range(1, 31):
        before = earlier(date(2024, 6, day), 3)
        assert before.weekday() < 5
        assert before < date(2024, 6, day)


def test_long_hostile_names_are_read_in_time():
    begin = time.process_time()
    for text in ("Các sở, " * 5000, "huyện " * 8000, "A" * 60000, "các cơ quan, đơn vị và " * 3000, "“" * 30000):
        read_office(text)
        meant(text, DISTRICT, PROVINCE, None, None, date(2024, 3, 1))
    assert time.process_time() - begin < 3
