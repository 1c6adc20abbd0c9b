"""Where bodies sit, by name, by letterhead and by context."""

import time

import pytest

from adminplan.plangraph.seat import (
    CENTRE,
    NOWHERE,
    Seat,
    complete,
    home_of,
    level_of_symbol,
    merged_in,
    on_line,
    read_seat,
    same_seat,
)


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", ("province", "sơn la")),
        ("UBND TP. Hồ Chí Minh", ("province", "hồ chí minh")),
        ("UBND thành phố Cần Thơ", ("province", "cần thơ")),
        ("Thành ủy Hải Phòng", ("province", "hải phòng")),
        ("Ban Chấp hành Đảng bộ tỉnh", ("province", "")),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Bà Rịa - Vũng Tàu", ("province", "bà rịa vũng tàu")),
        ("Sở GD&ĐT Bắc Giang", ("province", "bắc giang")),
        ("Sở Y tế", ("province", "")),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH ĐOÀN VĨNH LONG", ("province", "vĩnh long")),
        ("Mặt trận Tổ quốc Việt Nam tỉnh Điện Biên", ("province", "điện biên")),
        ("UBND TP Vinh, tỉnh Nghệ An", ("district", "nghệ an", "vinh")),
        ("BTV Thị ủy Hồng Sa", ("district", "", "hồng sa")),
        ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN TÂN HÒA ĐÔNG", ("district", "", "tân hòa đông")),
        ("Công an quận Bến Lau", ("district", "", "bến lau")),
        ("UBND thị trấn Cái Sen, huyện Sông Bắc", ("commune", "", "sông bắc", "cái sen")),
        ("Đảng ủy xã Bản Lụa", ("commune", "", "", "bản lụa")),
        ("UBND đặc khu Hòn Mây", ("commune", "", "", "hòn mây")),
        ("CĐCS Trường THCS Nà Sang", ("grassroots", "", "", "", "công đoàn cơ sở trường thcs nà sang")),
        ("Trường Tiểu học Tân Tiến, xã Đồng Lúa", ("grassroots", "", "", "đồng lúa", "trường tiểu học tân tiến")),
        ("Thủ tướng Chính phủ", ("central",)),
        ("Bộ GD&ĐT", ("central",)),
        ("Bộ trưởng Bộ Nội vụ", ("central",)),
        ("Ban Bí thư Trung ương Đoàn", ("central",)),
        ("Công đoàn Giáo dục Việt Nam", ("central",)),
        ("Bộ Chỉ huy quân sự tỉnh", ("province", "")),
        ("Đoàn TNCS Hồ Chí Minh", ("",)),
        ("Ban Thường vụ", ("",)),
        ("", ("",)),
    ],
)
def test_a_name_tells_its_seat(name, seat):
    assert read_seat(name) == Seat(*seat)


HOME = read_seat("UBND huyện Sông Bắc, tỉnh An Hòa")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("LĐLĐ tỉnh", ("province", "an hòa")),
        ("Huyện ủy", ("district", "an hòa", "sông bắc")),
        ("UBND huyện Đồi Thông", ("district", "", "đồi thông")),  # its province may be another one
        ("UBND tỉnh Sơn La", ("province", "sơn la")),
        ("UBND xã Bản Lụa", ("commune", "an hòa", "sông bắc", "bản lụa")),
        ("Bộ Y tế", ("central",)),
        ("UBND thành phố", ("district", "an hòa", "sông bắc")),
        ("Ban Thường vụ", ("",)),
    ],
)
def test_what_is_left_out_comes_from_the_home(name, own):
    assert complete(read_seat(name), HOME) == Seat(*own)


def test_a_city_without_its_name_is_the_home_s():
    assert complete(read_seat("UBND thành phố"), read_seat("UBND quận Bến Lau, thành phố Hải Phòng")).province == "hải phòng"
    assert complete(read_seat("UBND thành phố"), NOWHERE).level == ""


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("UBND huyện Châu Thành", "UBND huyện Châu Thành, tỉnh An Hòa", None),
        ("UBND huyện Châu Thành, tỉnh An Hòa", "UBND huyện Châu Thành, tỉnh Bắc Sơn", False),
        ("UBND huyện Châu Thành, tỉnh An Hòa", "Huyện ủy Châu Thành, tỉnh An Hòa", True),
        ("UBND xã Tân Tiến", "UBND xã Tân Tiến, huyện Sông Bắc", None),
        ("UBND xã Tân Tiến, huyện Sông Bắc", "Đảng ủy xã Tân Tiến, huyện Sông Bắc", True),
        ("UBND tỉnh", "UBND huyện", False),
        ("Thủ tướng Chính phủ", "Bộ Y tế", True),  # the symbol tells them apart
        ("", "UBND tỉnh An Hòa", None),
        ("Trường THCS Nà Sang", "Trường THCS Nà Sang", True),
        ("Trường THCS Nà Sang", "CĐCS Trường THCS Nà Sang", None),
        ("Trường THCS Nà Sang", "Trường THCS Bản Lụa", False),
    ],
)
def test_seats_are_compared(left, right, same):
    assert same_seat(read_seat(left), read_seat(right)) is same
    assert same_seat(read_seat(right), read_seat(left)) is same


def test_the_line_above_a_home():
    commune = read_seat("UBND xã Bản Lụa, huyện Sông Bắc, tỉnh An Hòa")
    for above in (
        "UBND tỉnh An Hòa",
        "UBND huyện Sông Bắc, tỉnh An Hòa",
        "Chính phủ",
        "UBND xã Bản Lụa, huyện Sông Bắc, tỉnh An Hòa",
    ):
        assert on_line(read_seat(above), commune) is True
    for beside in ("UBND tỉnh Bắc Sơn", "UBND huyện Đồi Thông, tỉnh An Hòa", "UBND xã Đồng Lúa, huyện Sông Bắc, tỉnh An Hòa"):
        assert on_line(read_seat(beside), commune) is False
    assert on_line(commune, read_seat("UBND tỉnh An Hòa")) is False  # what a commune issues, the province names with its place
    assert on_line(read_seat("UBND tỉnh"), commune) is None


def test_since_the_reform_a_province_speaks_of_those_merged_in_it():
    home, old = read_seat("UBND tỉnh Vĩnh Long"), read_seat("UBND tỉnh Bến Tre")
    assert "bến tre" in merged_in("vĩnh long")
    assert on_line(old, home, issued="2024-02-28", today="2025-08-20") is True
    assert on_line(old, home, issued="2024-02-28", today="2025-03-20") is False  # not merged yet
    assert on_line(old, home, issued="2025-08-01", today="2025-08-20") is False  # it is no more


@pytest.mark.parametrize(
    ("issuer", "parent", "place", "home"),
    [
        ("SỞ Y TẾ", "UBND TỈNH SƠN LA", "Sơn La", ("province", "sơn la")),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "UBND HUYỆN SÔNG BẮC", "Sông Bắc", ("district", "", "sông bắc")),
        ("CÔNG ĐOÀN NGÀNH GIÁO DỤC", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", "Lai Châu", ("province", "lai châu")),
        ("ĐẢNG ỦY XÃ CHIỀNG MÂY", "ĐẢNG BỘ TỈNH SƠN LA", "Chiềng Mây", ("commune", "sơn la", "", "chiềng mây")),
        ("ỦY BAN NHÂN DÂN XÃ HÒA BÌNH", "UBND HUYỆN SÔNG BẮC", "Hòa Bình", ("commune", "", "sông bắc", "hòa bình")),
        ("BỘ Y TẾ", None, "Hà Nội", ("central",)),
        ("SỞ NỘI VỤ", None, "Thành phố Hồ Chí Minh", ("province", "hồ chí minh")),
        (None, None, None, ("",)),
    ],
)
def test_the_home_of_a_plan(make_plan, issuer, parent, place, home):
    from dataclasses import replace

    plan = make_plan("1/KH-X", "2024-01-02", issuer)
    plan = replace(plan, letterhead=replace(plan.letterhead, parent_issuer=parent, place=place))
    assert home_of(plan) == Seat(*home)


def test_a_district_s_province_is_the_only_one_that_it_names(make_plan):
    rows = [{"number": "2/KH-UBND", "issuer": "UBND tỉnh Sơn La"}, {"number": "3/KH-UBND", "issuer": "UBND tỉnh"}]
    assert home_of(make_plan("1/KH-UBND", None, "UBND huyện Sông Bắc", references=rows)).province == "sơn la"
    rows.append({"number": "4/KH-UBND", "issuer": "UBND tỉnh Lai Châu"})
    assert home_of(make_plan("1/KH-UBND", None, "UBND huyện Sông Bắc", references=rows)).province == ""


def test_central_symbols_make_a_central_home(make_plan):
    assert home_of(make_plan("1/QĐ-TTg", "2024-01-02")) == CENTRE
    assert level_of_symbol("KH-LĐLĐ") == ""


def test_reading_a_seat_is_linear():
    hostile = "huyện tỉnh xã thành phố " * 20_000
    start = time.perf_counter()
    read_seat(hostile)
    read_seat("tỉnh " + "a" * 200_000)
    read_seat("(" * 100_000)
    assert time.perf_counter() - start < 2


def test_the_province_that_a_letterhead_leaves_out_comes_from_the_tables(make_plan):
    plan = make_plan("1/KH-UBND", "2023-01-02", "ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG")
    assert home_of(plan) == Seat("district", "lai châu", "tam đường")
    shared = make_plan("1/KH-UBND", "2023-01-02", "ỦY BAN NHÂN DÂN HUYỆN CHÂU THÀNH")
    assert home_of(shared) == Seat("district", "", "châu thành")
