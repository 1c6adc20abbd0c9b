"""Names, superiors and successors of organisations, before and after the reform of 2025."""

from __future__ import annotations

import time
from datetime import date

import pytest

from adminplan.data import table
from adminplan.data.organisations import below, body, exists, successors, superior
from adminplan.data.organisations_kinds import by_kind, kinds, parts, words
from adminplan.data.organisations_places import inside, place

BEFORE = date(2024, 3, 1)
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
CITY = the("UBND thành phố Hải Phòng")


@pytest.mark.parametrize(
    ("name", "home", "at", "expected"),
    [
        # the union, any case and any abbreviation
        ("Liên đoàn Lao động tỉnh Lai Châu", None, BEFORE, "ldld@lai-chau"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", None, None, "ldld@lai-chau"),
        ("LĐLĐ tỉnh", UNION, BEFORE, "ldld@lai-chau"),
        ("LĐLĐ tỉnh", DISTRICT_UNION, BEFORE, "ldld@lai-chau"),
        ("LĐLĐ huyện", DISTRICT_UNION, BEFORE, "ldld@lai-chau/tam-duong"),
        ("Ban Thường vụ LĐLĐ huyện", DISTRICT_UNION, BEFORE, "ldld@lai-chau/tam-duong"),
        ("Tổng LĐLĐ VN", UNION, BEFORE, "tld"),
        ("Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam", None, None, "tld"),
        ("CĐVC tỉnh", UNION, BEFORE, "cong-doan-vien-chuc@lai-chau"),
        ("Công đoàn ngành Giáo dục", UNION, BEFORE, "cong-doan-giao-duc@lai-chau"),
        ("Công đoàn Giáo dục Việt Nam", UNION, BEFORE, "cong-doan-giao-duc"),
        ("Văn phòng LĐLĐ tỉnh", UNION, BEFORE, "ldld.van-phong@lai-chau"),
        ("Ban Tuyên giáo - Nữ công", UNION, BEFORE, "ldld.ban-tuyen-giao-nu-cong@lai-chau"),
        ("Nhà Văn hóa Lao động tỉnh", UNION, BEFORE, "ldld.nha-van-hoa-lao-dong@lai-chau"),
        ("CĐCS Trường THCS Suối Mây", DISTRICT_UNION, BEFORE, "cdcs:truong-trung-hoc-co-so-suoi-may@lai-chau/tam-duong"),
        # the state
        ("Sở GD&ĐT", PROVINCE, BEFORE, "so-giao-duc-dao-tao@lai-chau"),
        ("Sở Giáo dục - Đào tạo tỉnh", DISTRICT, BEFORE, "so-giao-duc-dao-tao@lai-chau"),
        ("SGDĐT", PROVINCE, BEFORE, "so-giao-duc-dao-tao@lai-chau"),
        ("Giám đốc Sở Tư pháp", PROVINCE, BEFORE, "so-tu-phap@lai-chau"),
        ("Sở LĐ-TB&XH", PROVINCE, BEFORE, "so-lao-dong-thuong-binh-xa-hoi@lai-chau"),
        ("Phòng GDĐT huyện", DISTRICT, BEFORE, "phong-giao-duc-dao-tao@lai-chau/tam-duong"),
        ("Phòng Nội vụ", PROVINCE, BEFORE, None),  # which district's?
        ("Bộ Nông nghiệp và PTNT", PROVINCE, BEFORE, "bo-nong-nghiep-phat-trien-nong-thon"),
        ("Bộ trưởng Bộ Y tế", None, None, "bo-y-te"),
        ("Thủ tướng Chính phủ", None, None, "chinh-phu"),
        ("UBND TP.HCM", None, None, "ubnd@ho-chi-minh"),
        ("Chủ tịch Ủy ban nhân dân (UBND) tỉnh", PROVINCE, BEFORE, "ubnd@lai-chau"),
        ("Ủy ban nhân dân Thành phố", CITY, BEFORE, "ubnd@hai-phong"),
        ("UBND huyện Hiệp Hòa", None, BEFORE, "ubnd@bac-giang/hiep-hoa"),
        ("UBND huyện Hiệp Hoà, tỉnh Bắc Giang", None, None, "ubnd@bac-giang/hiep-hoa"),
        ("UBND quận 1", the("UBND TP.HCM"), BEFORE, "ubnd@ho-chi-minh/quan-1"),
        ("UBND thành phố Cao Lãnh", None, BEFORE, "ubnd@dong-thap/tp-cao-lanh"),
        ("UBND huyện Cao Lãnh", None, BEFORE, "ubnd@dong-thap/cao-lanh"),
        ("UBND xã Bình Lư", DISTRICT, BEFORE, "ubnd@lai-chau/tam-duong/xa-binh-lu"),
        ("UBND xã Bình Lư", PROVINCE, AFTER, "ubnd@lai-chau/xa-binh-lu"),
        ("UBND xã", COMMUNE, AFTER, "ubnd@lai-chau/xa-binh-lu"),
        ("Phòng Văn hóa - Xã hội", COMMUNE, AFTER, "phong-van-hoa-xa-hoi@lai-chau/xa-binh-lu"),
        ("Phòng Giáo dục Trung học", the("Sở GDĐT", PROVINCE), BEFORE, "so-giao-duc-dao-tao.phong-giao-duc-trung-hoc@lai-chau"),
        ("Vụ Giáo dục Trung học", the("Bộ GDĐT"), BEFORE, "bo-giao-duc-dao-tao.vu-giao-duc-trung-hoc"),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", PROVINCE, BEFORE, "van-phong-dbqh-hdnd@lai-chau"),
        ("UBMT Tổ quốc Việt Nam tỉnh", PROVINCE, BEFORE, "mttq@lai-chau"),
        ("Trường Tiểu học, THCS", DISTRICT, BEFORE, None),
        # the city of Huế was a district's until 2024-12-31
        ("UBND thành phố Huế", None, BEFORE, "ubnd@hue/hue"),
        ("UBND thành phố Huế", None, AFTER, "ubnd@hue"),
        # the Party
        ("Tỉnh ủy", UNION, BEFORE, "tinh-uy@lai-chau"),
        ("Ban Chấp hành Đảng bộ tỉnh", PROVINCE, BEFORE, "tinh-uy@lai-chau"),
        ("Thành ủy Hà Nội", None, BEFORE, "tinh-uy@ha-noi"),
        ("Thành ủy Lai Châu", None, BEFORE, "huyen-uy@lai-chau/lai-chau"),
        ("Ban Tuyên giáo Tỉnh ủy", UNION, BEFORE, "tinh-uy.ban-tuyen-giao@lai-chau"),
        ("Ban Chấp hành Trung ương Đảng khóa XIII", None, None, "tw"),
        ("Ban Chấp hành Trung ương", None, None, None),  # of the Party, or of the Youth Union?
        ("Đảng ủy xã", COMMUNE, AFTER, "dang-uy@lai-chau/xa-binh-lu"),
        # front, youth, women, veterans
        ("Ủy ban MTTQ Việt Nam tỉnh", PROVINCE, BEFORE, "mttq@lai-chau"),
        ("Tỉnh đoàn", PROVINCE, BEFORE, "doan@lai-chau"),
        ("Ban Chấp hành Đoàn tỉnh Lai Châu", None, BEFORE, "doan@lai-chau"),
        ("Huyện đoàn Tam Đường", None, BEFORE, "doan@lai-chau/tam-duong"),
        ("Đoàn Thanh niên xã", COMMUNE, AFTER, "doan@lai-chau/xa-binh-lu"),
        ("Hội LHPN tỉnh", PROVINCE, BEFORE, "lhpn@lai-chau"),
        ("Hội CCB", PROVINCE, BEFORE, "ccb@lai-chau"),
        # a place that no table has, near home
        ("LĐLĐ huyện Mây Trắng", UNION, BEFORE, "ldld@lai-chau/may-trang"),
        ("LĐLĐ huyện Mây Trắng", None, BEFORE, None),
        ("UBND thị trấn Mây Trắng", PROVINCE, AFTER, None),  # there are none any more
        # what is no body
        ("", UNION, BEFORE, None),
        ("Đoàn kiểm tra liên ngành", UNION, BEFORE, None),
        ("LĐLĐ huyện nơi tổ chức", UNION, BEFORE, None),
        ("công đoàn cấp trên trực tiếp cơ sở", UNION, BEFORE, None),
        ("LĐLĐ tỉnh", None, BEFORE, None),
        ("Nguyễn Văn Mẫu", UNION, BEFORE, None),
    ],
)
def test_a_name_is_told(name, home, at, expected):
    found = body(name, home=home, at=at)
    assert (found and found.id) == expected


def test_names_have_their_full_form():
    assert DISTRICT_UNION.name == "Liên đoàn Lao động huyện Tam Đường"
    assert DISTRICT_UNION[2:] == ("ldld", "district", "union", "lai-chau/tam-duong", None, date(2025, 6, 30))
    assert the("thành uỷ lai châu", None).name == "Thành ủy Lai Châu"
    assert the("UBND TP.HCM").name == "Ủy ban nhân dân thành phố Hồ Chí Minh"
    assert the("UBND xã Bình Lư", DISTRICT).name == "Ủy ban nhân dân xã Bình Lư, huyện Tam Đường"


def test_one_name_in_two_provinces_is_two_bodies():
    here, there = the("Sở Y tế", PROVINCE), the("Sở Y tế", the("UBND tỉnh Sơn La"))
    assert here.id != there.id
    assert (here.place, there.place) == ("lai-chau", "son-la")
    # Châu Thành is a district of many provinces.
    assert body("UBND huyện Châu Thành", at=BEFORE) is None
    assert the("UBND huyện Châu Thành", the("UBND tỉnh Long An")).place == "long-an/chau-thanh"
    assert the("UBND huyện Châu Thành, tỉnh Tiền Giang").place == "tien-giang/chau-thanh"


@pytest.mark.parametrize("row", table("organisations_words"), ids=lambda row: row["short"])
def test_every_short_word_is_written_out(row):
    written = f" {' '.join(word.key for word in words(row['example']))} "
    assert f" {row['full']} " in written


@pytest.mark.parametrize(("kind", "row"), kinds(), ids=lambda value: value.kind if hasattr(value, "kind") else "")
def test_every_row_of_the_table_reads_its_example(kind, row):
    assert row["sure"] in {"seen", "memory"}
    if kind.level == "own":
        assert the(f"{row['example']} Hoa Ban", DISTRICT).kind == kind.kind
        return
    if kind.level == "part":
        owner = next(other for other, _ in kinds() if other.kind == kind.parents[0].replace("so-*", "so-y-te"))
        home = next(one for one in HOMES if superior_kind(one, owner.kind))
        found = the(row["example"], superior_kind(home, owner.kind), kind.valid_from or date(2024, 3, 1))
        assert found.kind.endswith(f".{kind.kind}")
        return
    home = {"central": None, "province": PROVINCE, "district": DISTRICT, "commune": COMMUNE}[kind.level]
    at = kind.valid_from or (AFTER if kind.level == "commune" else BEFORE)
    assert the(row["example"], home, at).kind == kind.kind


HOMES = (PROVINCE, DISTRICT, COMMUNE)


def superior_kind(home, kind):
    """The body of a kind at home's place, or of a central kind."""
    for level in (home.level, "central"):
        row = by_kind().get((kind, level))
        if row is not None:
            from adminplan.data.organisations_bodies import make

            return make(row, place(home.place) if level != "central" else None)
    return None


def test_the_tables_name_only_what_they_have():
    known = {kind.kind for kind, _ in kinds()} | {part.kind for part in parts()}
    for kind, row in kinds():
        assert not kind.successor or kind.successor in known, row
        for parent in kind.parents:
            assert parent in known or parent.endswith("*"), row
        assert not (kind.valid_from and kind.valid_to) or kind.valid_from <= kind.valid_to
    paths = {one.path for one in (*inside(None, "province", None), *inside(None, "district", None))}
    for row in table("places"):
        assert row["province"] in paths
        assert set(row["successors"].split()) <= paths, row


def test_the_provinces_and_districts_of_their_days():
    assert len(inside(None, "province", date(2025, 6, 30))) == 63
    assert len(inside(None, "province", date(2025, 7, 1))) == 34
    assert len(inside(None, "district", date(2025, 6, 30))) == 696
    assert inside(None, "district", date(2025, 7, 1)) == ()
    assert len(inside(None, "commune", date(2025, 7, 1))) == 3321
    assert place("hue", BEFORE).seat == "tỉnh Thừa Thiên Huế"
    assert place("hue", AFTER).seat == "thành phố Huế"


@pytest.mark.parametrize(
    ("name", "home", "at", "chain"),
    [
        ("LĐLĐ huyện Tam Đường", None, BEFORE, ["ldld@lai-chau", "tld"]),
        ("Ban Tuyên giáo Huyện ủy Tam Đường", None, BEFORE, ["huyen-uy@lai-chau/tam-duong", "tinh-uy@lai-chau", "tw"]),
        ("CĐCS Trường THCS Suối Mây", DISTRICT_UNION, BEFORE, ["ldld@lai-chau/tam-duong", "ldld@lai-chau", "tld"]),
        (
            "Trường THCS Suối Mây",
            DISTRICT,
            BEFORE,
            ["phong-giao-duc-dao-tao@lai-chau/tam-duong", "ubnd@lai-chau/tam-duong", "ubnd@lai-chau", "chinh-phu"],
        ),
        ("Trường THCS Suối Mây", COMMUNE, AFTER, ["ubnd@lai-chau/xa-binh-lu", "ubnd@lai-chau", "chinh-phu"]),
        ("Trường THPT Suối Mây", DISTRICT, BEFORE, ["so-giao-duc-dao-tao@lai-chau", "ubnd@lai-chau", "chinh-phu"]),
        ("Đảng ủy xã", COMMUNE, AFTER, ["tinh-uy@lai-chau", "tw"]),
        ("Huyện đoàn Tam Đường", None, BEFORE, ["doan@lai-chau", "doan"]),
        ("Công an huyện", DISTRICT, BEFORE, ["cong-an@lai-chau", "bo-cong-an", "chinh-phu"]),
        ("LĐLĐ huyện Mây Trắng", UNION, BEFORE, ["ldld@lai-chau", "tld"]),
    ],
)
def test_the_line_upwards(name, home, at, chain):
    one = the(name, home, at)
    found = []
    over = superior(one, at=at)
    while over is not None:
        found.append(over.id)
        over = superior(over, at=at)
    assert found == chain
    assert all(below(one, other, at=at) for other in (superior(one, at=at),))


def test_below_is_no_order_of_places_alone():
    assert below(DISTRICT, PROVINCE, at=BEFORE)
    assert below(the("Sở Y tế", PROVINCE), PROVINCE, at=BEFORE)
    assert below(the("Trường THCS Suối Mây", DISTRICT), PROVINCE, at=BEFORE)
    assert not below(PROVINCE, DISTRICT, at=BEFORE)
    assert not below(PROVINCE, PROVINCE, at=BEFORE)
    assert not below(DISTRICT_UNION, PROVINCE, at=BEFORE)  # the union has a line of its own
    assert not below(the("Sở Y tế", the("UBND tỉnh Sơn La")), PROVINCE, at=BEFORE)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("UBND tỉnh Bắc Giang", AFTER, ["ubnd@bac-ninh"]),
        ("UBND tỉnh Bắc Giang", BEFORE, ["ubnd@bac-giang"]),
        ("UBND tỉnh Lai Châu", AFTER, ["ubnd@lai-chau"]),
        ("Sở NN&PTNT tỉnh Bắc Giang", date(2025, 4, 1), ["so-nong-nghiep-moi-truong@bac-giang"]),
        ("Sở NN&PTNT tỉnh Bắc Giang", AFTER, ["so-nong-nghiep-moi-truong@bac-ninh"]),
        ("Bộ Kế hoạch và Đầu tư", AFTER, ["bo-tai-chinh"]),
        ("Ủy ban Dân tộc", AFTER, ["bo-dan-toc-ton-giao"]),
        ("LĐLĐ huyện Tam Đường", AFTER, []),
        ("Ban Tuyên giáo Tỉnh ủy Lai Châu", AFTER, ["tinh-uy.ban-tuyen-giao-dan-van@lai-chau"]),
        ("UBND huyện Đông Sơn, tỉnh Thanh Hóa", date(2025, 3, 1), ["ubnd@thanh-hoa/thanh-hoa"]),
    ],
)
def test_successors(name, at, expected):
    one = the(name, None, None)
    assert [heir.id for heir in successors(one, at=at)] == expected
    assert exists(one, at=at) is (expected == [one.id])


def test_a_district_is_followed_by_the_communes_on_its_ground():
    heirs = successors(DISTRICT, at=AFTER)
    assert "ubnd@lai-chau/xa-binh-lu" in {heir.id for heir in heirs}
    assert all(heir.level == "commune" and exists(heir, at=AFTER) for heir in heirs)
    assert {heir.kind for heir in successors(the("Huyện ủy Tam Đường"), at=AFTER)} == {"dang-uy"}
    assert successors(COMMUNE, at=BEFORE) == ()  # not there yet
    assert [heir.id for heir in successors(the("UBND huyện Bạch Long Vĩ"), at=AFTER)] == ["ubnd@hai-phong/dac-khu-bach-long-vi"]


def test_a_commune_is_followed_by_those_made_of_it():
    old = the("UBND xã Bình Lư", DISTRICT)
    assert [heir.id for heir in successors(old, at=AFTER)] == ["ubnd@lai-chau/xa-binh-lu"]
    town = the("Đảng ủy thị trấn Tam Đường", DISTRICT)
    assert [heir.id for heir in successors(town, at=AFTER)] == ["dang-uy@lai-chau/xa-binh-lu"]


def test_hostile_names_take_linear_time_and_no_harm():
    for unit in ("UBND ", "các ", "tỉnh ", "huyện, ", "LĐLĐ các ", "và ", "(", "Sở, ", "\x00", "Ban Thường vụ "):
        began = time.perf_counter()
        body(unit * 20_000, home=UNION, at=BEFORE)
        assert time.perf_counter() - began < 2, unit
