"""Who is meant by the words for many, before and after the reform of 2025."""

from __future__ import annotations

import time
from datetime import date

import pytest

from adminplan.data.organisations import belongs, body, exists, members

BEFORE = date(2025, 2, 1)
AFTER = date(2025, 9, 1)


def the(name, home=None, at=BEFORE):
    found = body(name, home=home, at=at)
    assert found is not None, name
    return found


UNION = the("LĐLĐ tỉnh Lai Châu")
DISTRICT_UNION = the("LĐLĐ huyện Tam Đường")
PROVINCE = the("UBND tỉnh Lai Châu")
DISTRICT = the("UBND huyện Tam Đường")
COMMUNE = the("UBND xã Bình Lư", PROVINCE, AFTER)
PARTY = the("Tỉnh ủy Lai Châu")
YOUTH = the("Tỉnh đoàn Lai Châu")
DEPARTMENT = the("Sở GDĐT", PROVINCE)
NATION = the("Tổng LĐLĐ Việt Nam")
GOVERNMENT = the("Thủ tướng Chính phủ")


@pytest.mark.parametrize(
    ("name", "of", "at", "count", "closed"),
    [
        # places of one level: computed, closed
        ("LĐLĐ các huyện, thành phố", UNION, BEFORE, 8, True),
        ("Liên đoàn Lao động các huyện và thành phố", UNION, BEFORE, 8, True),
        ("LĐLĐ huyện, thành phố trực thuộc", UNION, BEFORE, 8, True),
        ("LĐLĐ các huyện", UNION, BEFORE, 7, True),
        ("LĐLĐ các huyện, thành phố", UNION, AFTER, 0, True),
        ("LĐLĐ các tỉnh, thành phố", NATION, BEFORE, 63, True),
        ("LĐLĐ các tỉnh, thành phố trực thuộc Trung ương", NATION, AFTER, 34, True),
        ("UBND các huyện, thị xã, thành phố", PROVINCE, BEFORE, 8, True),
        ("UBND huyện/TP", PROVINCE, BEFORE, 8, True),
        ("Chủ tịch UBND các huyện, thành phố", PROVINCE, BEFORE, 8, True),
        ("UBND các xã, thị trấn", DISTRICT, BEFORE, 13, True),
        ("UBND các xã", DISTRICT, BEFORE, 12, True),
        ("UBND các xã, phường", PROVINCE, AFTER, 38, True),
        ("Ủy ban nhân dân xã, phường", PROVINCE, AFTER, 38, True),
        ("Đảng ủy các xã, phường", PARTY, AFTER, 38, True),
        ("Phòng GD&ĐT các huyện, thành phố", DEPARTMENT, BEFORE, 8, True),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", GOVERNMENT, AFTER, 34, True),
        ("các huyện ủy, thành ủy", PARTY, BEFORE, 8, True),
        ("các huyện, thị, thành đoàn", YOUTH, BEFORE, 8, True),
        ("các huyện, thị, thành đoàn", YOUTH, AFTER, 0, True),
        # long ago the tables are not sure of the communes and districts
        ("UBND các xã, thị trấn", DISTRICT, date(2018, 5, 1), 13, False),
        # sets with more than the table knows
        ("các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", PARTY, BEFORE, 8, False),
        ("các huyện, thị, thành đoàn và đoàn trực thuộc", YOUTH, BEFORE, 8, False),
        ("LĐLĐ các huyện, thành phố, CĐN, CĐVC", UNION, BEFORE, 10, False),
        ("LĐLĐ các huyện, thành phố; Công đoàn ngành; Công đoàn các khu công nghiệp", UNION, BEFORE, 10, False),
        ("các cấp công đoàn", UNION, BEFORE, 9, False),
        ("công đoàn các cấp", UNION, AFTER, 1, False),
        ("các sở, ban, ngành", PROVINCE, BEFORE, 17, False),
        ("các sở, ban, ngành", PROVINCE, AFTER, 13, False),
        ("Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh", PROVINCE, BEFORE, 22, False),
        ("sở, ban, ngành thuộc Ủy ban nhân dân tỉnh", PROVINCE, BEFORE, 17, False),
        ("các sở, ban, ngành và UBND các huyện, thành phố", PROVINCE, BEFORE, 25, False),
        ("các phòng, ban chuyên môn", DISTRICT, BEFORE, 8, False),
        ("các ban LĐLĐ tỉnh", UNION, BEFORE, 6, False),
        ("các bộ, cơ quan ngang bộ", GOVERNMENT, BEFORE, 22, True),
        ("các bộ, cơ quan ngang bộ", GOVERNMENT, AFTER, 17, True),
        ("các bộ, ngành, địa phương", GOVERNMENT, AFTER, 51, False),
        ("MTTQ và các tổ chức chính trị - xã hội tỉnh", PROVINCE, BEFORE, 6, True),
        ("các đoàn thể", PROVINCE, BEFORE, 5, False),
        # sets of which the table knows none
        ("các sở, ngành liên quan", PROVINCE, BEFORE, 0, False),
        ("các đơn vị có liên quan", PROVINCE, BEFORE, 0, False),
        ("các đơn vị trực thuộc", UNION, BEFORE, 0, False),
        ("Thủ trưởng các cơ quan, đơn vị", PROVINCE, BEFORE, 0, False),
        ("các công đoàn cơ sở trực thuộc", DISTRICT_UNION, BEFORE, 0, False),
        ("các trường mầm non, tiểu học, trung học cơ sở", DISTRICT, BEFORE, 0, False),
        ("các nhà trường", DEPARTMENT, BEFORE, 0, False),
        ("các doanh nghiệp trên địa bàn", PROVINCE, BEFORE, 0, False),
        ("các chi bộ trực thuộc", the("Đảng ủy xã Bình Lư", PROVINCE, AFTER), AFTER, 0, False),
        # each of a kind, wherever it stands
        ("các Phòng GD&ĐT", DEPARTMENT, BEFORE, 8, True),
        ("các Sở Giáo dục và Đào tạo", the("Bộ GDĐT"), AFTER, 34, True),
        ("các Trung tâm Y tế", the("Sở Y tế", PROVINCE), BEFORE, 8, False),
        ("Ủy ban nhân dân cấp xã", PROVINCE, AFTER, 38, True),
        ("UBND các phường xã", PROVINCE, AFTER, 38, True),
        # places by name
        ("UBND các xã: Bình Lư, Bản Bo và Khun Há", PROVINCE, AFTER, 3, True),
        ("LĐLĐ các huyện Tam Đường, Sìn Hồ", UNION, BEFORE, 2, True),
        ("UBND xã Bình Lư, UBND xã Mây Trắng", PROVINCE, AFTER, 2, True),
        ("UBND cấp huyện, cấp xã", PROVINCE, BEFORE, 114, True),
        ("HĐND, UBND các xã, thị trấn", DISTRICT, BEFORE, 26, True),
        ("Công đoàn các xã, phường", UNION, AFTER, 0, False),
        ("Trưởng các phòng, ban", DISTRICT, BEFORE, 8, False),
        ("Chủ tịch UBND các xã, thị trấn; Thủ trưởng các cơ quan, đơn vị", DISTRICT, BEFORE, 13, False),
        ("Hội Cựu chiến binh các cấp", PROVINCE, BEFORE, 9, False),
        ("Đoàn Thanh niên các cấp", PROVINCE, AFTER, 39, False),
        ("UBND các cấp", GOVERNMENT, AFTER, 34, False),
        # one head, several fields
        ("các Sở: Nội vụ, Tài chính, Văn hóa, Thể thao và Du lịch", PROVINCE, BEFORE, 3, True),
        ("Sở Nội vụ, Tài chính", PROVINCE, BEFORE, 2, True),
        ("các phòng Nội vụ, Tài chính - Kế hoạch huyện", DISTRICT, BEFORE, 2, True),
        ("các Bộ: Y tế, Nội vụ và Tài chính", GOVERNMENT, BEFORE, 3, True),
        # lists of bodies
        ("Sở Giáo dục và Đào tạo, Sở Y tế", PROVINCE, BEFORE, 2, True),
        ("Sở Nội vụ; Sở Tài chính và Văn phòng UBND tỉnh", PROVINCE, BEFORE, 3, True),
    ],
)
def test_members(name, of, at, count, closed):
    found = members(name, of=of, at=at)
    assert found is not None
    assert (len(found.bodies), found.closed) == (count, closed)
    assert all(exists(one, at=at) for one in found.bodies)
    assert len({one.id for one in found.bodies}) == count


@pytest.mark.parametrize(
    "name",
    [
        "Sở Y tế",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Lao động, Thương binh và Xã hội",
        "UBND huyện Tam Đường",
        "Văn phòng HĐND và UBND",
        "Tỉnh đoàn",
        "Đoàn kiểm tra liên ngành",
        "Sở Y tế, Ban Tổ chức hội thi",
        "",
    ],
)
def test_no_collective(name):
    assert members(name, of=PROVINCE, at=BEFORE) is None


def test_the_same_words_in_two_provinces_are_two_sets():
    here = members("LĐLĐ các huyện, thành phố", of=UNION, at=BEFORE)
    there = members("LĐLĐ các huyện, thành phố", of=the("LĐLĐ tỉnh Sơn La"), at=BEFORE)
    assert not {one.id for one in here.bodies} & {one.id for one in there.bodies}


def test_without_a_day_the_last_state_that_had_such_places():
    assert len(members("LĐLĐ các huyện, thành phố", of=UNION).bodies) == 8
    assert len(members("UBND các xã, phường", of=PROVINCE).bodies) == 38
    assert len(members("LĐLĐ các tỉnh, thành phố", of=NATION).bodies) == 34


@pytest.mark.parametrize(
    ("one", "name", "of", "at", "expected"),
    [
        (DISTRICT_UNION, "LĐLĐ các huyện, thành phố, CĐN, CĐVC", UNION, BEFORE, True),
        (DISTRICT_UNION, "các cấp công đoàn", UNION, BEFORE, True),
        (DISTRICT_UNION, "LĐLĐ các huyện, thành phố", UNION, AFTER, False),
        (DISTRICT_UNION, "LĐLĐ các huyện, thành phố", the("LĐLĐ tỉnh Sơn La"), BEFORE, False),
        (DISTRICT_UNION, "LĐLĐ tỉnh", UNION, BEFORE, False),
        (UNION, "LĐLĐ tỉnh", DISTRICT_UNION, BEFORE, True),
        (UNION, "Ban Thường vụ LĐLĐ tỉnh", UNION, BEFORE, True),
        (DISTRICT, "UBND các xã, thị trấn", DISTRICT, BEFORE, False),
        (COMMUNE, "UBND các xã, phường", PROVINCE, AFTER, True),
        (the("Sở Ngoại vụ", PROVINCE), "các sở, ban, ngành tỉnh", PROVINCE, BEFORE, True),
        (the("Sở Y tế", PROVINCE), "Sở Nội vụ, Sở Y tế", PROVINCE, BEFORE, True),
        (the("Sở Y tế", PROVINCE), "Sở Nội vụ, Sở Tài chính", PROVINCE, BEFORE, False),
        (the("CĐCS Trường THCS Suối Mây", DISTRICT_UNION), "các công đoàn cơ sở trực thuộc", DISTRICT_UNION, BEFORE, True),
        (the("Trường THCS Suối Mây", DISTRICT), "các trường mầm non, tiểu học, THCS", DISTRICT, BEFORE, True),
        (the("Trường THCS Suối Mây", DISTRICT), "các công đoàn cơ sở", DISTRICT, BEFORE, False),
        # a district that no table has, but that lies there
        (the("LĐLĐ huyện Mây Trắng", UNION), "LĐLĐ các huyện, thành phố", UNION, BEFORE, True),
        (the("LĐLĐ huyện Mây Trắng", UNION), "LĐLĐ các huyện, thành phố", the("LĐLĐ tỉnh Sơn La"), BEFORE, False),
    ],
)
def test_belongs(one, name, of, at, expected):
    assert belongs(one, name, of=of, at=at) is expected


def test_hostile_lists_take_linear_time():
    for unit in ("LĐLĐ các huyện, ", "các sở, ban, ngành, ", "và ", "; ", "các ", "xã, ", "huyện ủy, ", "("):
        began = time.perf_counter()
        members(unit * 20_000, of=UNION, at=BEFORE)
        belongs(UNION, unit * 20, of=UNION, at=BEFORE)
        assert time.perf_counter() - began < 2, unit
