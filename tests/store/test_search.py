"""Plans found again on both databases: with marks and without, ranked, cut to what was asked for, filtered."""

from __future__ import annotations

import random
from datetime import date

import pytest

import adminplan
from adminplan.errors import ArchiveError
from adminplan.store import search as found
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rows import reading_of
from adminplan.store.snippets import WIDTH, Finder, snippet, spaced
from adminplan.store.write import File, begin_run, take

PLAN = """{parent}
{issuer}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày {day:%d} tháng {day:%m} năm {day:%Y}

{type}
{title}

{cites}, đơn vị ban hành kế hoạch như sau:
I. MỤC ĐÍCH
{purpose}
II. NỘI DUNG
1. Tổ chức hội nghị
- Đơn vị chủ trì: {unit}.
- Thời gian: trước ngày 30/4/2024.
"""
UNION = {
    "parent": "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH TÂN GIANG", "number": "438/KH-LĐLĐ",
    "day": date(2024, 3, 5), "type": "KẾ HOẠCH", "title": "Tổ chức Tháng Công nhân năm 2024",
    "cites": "Căn cứ Kế hoạch số 21/KH-TLĐ ngày 02/02/2024 của Tổng Liên đoàn Lao động Việt Nam về Tháng Công nhân",
    "purpose": "Chăm lo đời sống đoàn viên.", "unit": "Ban Tuyên giáo",
}  # fmt: skip
HEALTH = {
    "parent": "UBND TỈNH TÂN GIANG", "issuer": "SỞ Y TẾ", "number": "15/KH-SYT", "day": date(2023, 1, 20), "type": "KẾ HOẠCH",
    "title": "Tiêm chủng cho công nhân khu công nghiệp", "cites": "Thay thế Kế hoạch số 9/KH-SYT ngày 05/01/2022 của Sở Y tế",
    "purpose": "Tháng hành động vì công nhân; bán thuốc đúng giá.", "unit": "Trung tâm Y tế huyện",
}  # fmt: skip
DECISION = {
    "parent": "", "issuer": "ỦY BAN NHÂN DÂN HUYỆN LỘC SƠN", "number": "77/QĐ-UBND", "day": date(2022, 12, 1), "type": "QUYẾT ĐỊNH",
    "title": "Phê duyệt Đề án đọc sách", "cites": "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019",
    "purpose": "Ban chỉ đạo họp hằng quý, phát huy tinh thần Tháng Công nhân, hòa giải ở cơ sở.", "unit": "Phòng Văn hóa",
}  # fmt: skip


def fill(url: str, *documents: dict) -> Archive:
    archive = Archive(url)
    with writing(archive.engine) as connection:
        plans = [adminplan.parse_text(PLAN.format(**document)) for document in documents]
        sums = [f"{index:064x}" for index in range(len(plans))]
        read = [File(f"{one}.txt", one, 1, reading_of(plan, sha256=one)) for one, plan in zip(sums, plans, strict=True)]
        take(connection, begin_run(connection, []), read)
    return archive


def numbers(hits) -> list[str]:
    return [hit.number for hit in hits]


@pytest.fixture
def archive(url: str):
    with fill(url, UNION, HEALTH, DECISION) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tháng công nhân", ["438/KH-LĐLĐ", "15/KH-SYT", "77/QĐ-UBND"]),
        ("thang cong nhan", ["438/KH-LĐLĐ", "77/QĐ-UBND", "15/KH-SYT"]),
        ("THÁNG CÔNG NHÂN", ["438/KH-LĐLĐ", "77/QĐ-UBND", "15/KH-SYT"]),
        ('"tháng công nhân"', ["438/KH-LĐLĐ", "77/QĐ-UBND"]),
        ("“thang cong nhan”", ["438/KH-LĐLĐ", "77/QĐ-UBND"]),
        ("438/KH-LĐLĐ", ["438/KH-LĐLĐ"]),
        ("438 kh ldld", ["438/KH-LĐLĐ"]),
        ("doc sach", ["77/QĐ-UBND"]),
        ("đọc sách", ["77/QĐ-UBND"]),
        ("hoà giải", ["77/QĐ-UBND"]),
        ("nhân tháng không có", []),
    ],
)
def test_words_find_plans(archive: Archive, query: str, expected: list[str]) -> None:
    hits = numbers(archive.search(query))
    assert sorted(hits) == sorted(expected)
    assert hits[:1] == expected[:1]


def test_marks_that_agree_come_first(archive: Archive) -> None:
    assert numbers(archive.search("bán"))[0] == "15/KH-SYT"
    assert numbers(archive.search("ban"))[0] != "15/KH-SYT", "“Ban” stands in the others more than once, or in newer ones"
    assert len(list(archive.search("bán"))) == 3, "what has other marks is found all the same"
    assert numbers(archive.search("hoà giải")) == numbers(archive.search("hòa giải"))


def test_the_head_outweighs_the_text(url: str) -> None:
    often = HEALTH | {"purpose": "Cây xanh. " * 30, "number": "1/KH-SYT"}
    titled = UNION | {"title": "Trồng cây xanh", "number": "2/KH-LĐLĐ", "day": date(2020, 1, 1)}
    with fill(url, often, titled) as archive:
        assert numbers(archive.search("cây xanh")) == ["2/KH-LĐLĐ", "1/KH-SYT"]


def test_ranking_among_more_plans_than_are_weighed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "CANDIDATES", 4)
    monkeypatch.setattr(found, "POOL", 3)
    old = [UNION | {"number": "1/KH-LĐLĐ", "title": "Thực hiện nhiệm vụ thống kê đất đai"}]
    others = [HEALTH | {"number": f"{number}/KH-SYT", "purpose": "Thống nhất kê khai nhiệm vụ."} for number in range(2, 14)]
    with fill(url, *old, *others) as archive:
        first = next(archive.search("thống kê nhiệm vụ", limit=3))
        assert first.number == "1/KH-LĐLĐ", "the oldest, and the only one that has the words in its head"
        assert len(list(archive.search("thống kê", limit=50))) == 13, "a limit above the bounds raises them"
        assert len(list(archive.search("kế hoạch", limit=5))) == 5


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"issuer": "LĐLĐ tỉnh Tân Giang"}, ["438/KH-LĐLĐ"]),
        ({"issuer": "Liên đoàn Lao động"}, ["438/KH-LĐLĐ"]),
        ({"issuer": "so y te"}, ["15/KH-SYT"]),
        ({"issuer": "Sở Y"}, ["15/KH-SYT"]),
        ({"issuer": "S"}, []),
        ({"type": "KH"}, ["438/KH-LĐLĐ", "15/KH-SYT"]),
        ({"type": "kế hoạch"}, ["438/KH-LĐLĐ", "15/KH-SYT"]),
        ({"type": "QUYET DINH"}, ["77/QĐ-UBND"]),
        ({"type": "qđ"}, ["77/QĐ-UBND"]),
        ({"after": date(2023, 1, 20)}, ["438/KH-LĐLĐ", "15/KH-SYT"]),
        ({"before": date(2023, 1, 20)}, ["15/KH-SYT", "77/QĐ-UBND"]),
        ({"after": date(2023, 1, 21), "before": date(2023, 12, 31)}, []),
        ({"unit": "Phòng Văn hóa"}, ["77/QĐ-UBND"]),
        ({"unit": "Phòng Văn hóa huyện Lộc Sơn"}, ["77/QĐ-UBND"]),
        ({"unit": "Phòng Văn hóa huyện Tân Sơn"}, []),
        ({"relation": "replaces"}, ["15/KH-SYT"]),
        ({"relation": "basis", "type": "KH"}, ["438/KH-LĐLĐ"]),
        ({"relation": "basis", "unit": "Phòng Văn hóa", "type": "QĐ", "before": date(2022, 12, 1)}, ["77/QĐ-UBND"]),
        ({}, ["438/KH-LĐLĐ", "15/KH-SYT", "77/QĐ-UBND"]),
    ],
)
@pytest.mark.parametrize("few", [20_000, 0])
def test_filters_with_words_and_without(archive: Archive, filters, expected, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adminplan.store.fulltext._FEW", few)
    listed = list(archive.search(**filters))
    assert numbers(listed) == expected, "without words: by day of issue, the newest first"
    assert all(hit.score == 0 and not hit.spans for hit in listed)
    assert sorted(numbers(archive.search("công nhân", **filters))) == sorted(expected)


def test_what_cannot_be_asked(archive: Archive) -> None:
    for said, asked in (
        ("no type of document", {"type": "thơ"}),
        ("no day lies", {"after": date(2024, 1, 2), "before": date(2024, 1, 1)}),
        ("no name of a body", {"unit": " - "}),
        ("64 words at most", {"query": " ".join(map(str, range(65)))}),
    ):
        with pytest.raises(ArchiveError, match=said):
            archive.search(**asked)
    assert list(archive.search("công nhân", limit=0)) == []
    assert len(list(archive.search("công nhân", limit=1))) == 1


ODD = ['"', '""', '"a', 'a"b', "*", "công*", "head: công", "NEAR(a b)", "công OR", "AND", "-công", "(", "'", "';--", "\\", "a\0b", "^công",
       "{a}:b", "công & | ! <-> :A", ":*", "日本", "½", "ß", "\ud800", "🙂 công", "a" * 5000, "_", "%", "1e5", "1.5/2-3", "c\u0327"]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_raise_nothing(archive: Archive, query: str) -> None:
    list(archive.search(query))


def test_random_queries_raise_nothing(archive: Archive) -> None:
    chance = random.Random(7)
    letters = "aâđ\"“”*:()-+^'\\/&|!<>{}[]%_ .,;0\t\n\u0301Đ"
    for _ in range(150):
        list(archive.search("".join(chance.choice(letters) for _ in range(chance.randint(1, 15)))))


def test_the_snippet_shows_why(archive: Archive) -> None:
    for hit in archive.search("tháng công nhân"):
        assert hit.spans
        assert WIDTH - 40 <= len(hit.snippet) <= WIDTH + 4
        assert {spaced(hit.snippet[start:end]) for start, end in hit.spans} <= {"tháng", "công", "nhân"}
        assert "\n" not in hit.snippet
    (hit,) = archive.search("438/kh-ldld")
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["438/KH-LĐLĐ"]


def test_snippets_are_whole_words_and_prefer_marks_that_agree() -> None:
    text = "Ban chỉ đạo họp. " + "Nội dung khác. " * 30 + "Không bán thuốc giả ở chợ. " + "Nội dung khác. " * 30
    piece, spans = snippet(text, Finder(((("ban",), "bán"),)))
    assert [piece[start:end] for start, end in spans] == ["bán"]
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert set(piece.strip("… ").replace(".", "").split()) <= set(text.replace(".", "").split())
    assert snippet("", None) == ("", ())
    assert snippet("Ngắn", Finder(((("dai",), "dài"),))) == ("Ngắn", ())
    long = "x" * 1000
    assert snippet(f"a {long} b", Finder((((long,), long),)))[0] == f"a {long} …"


def test_snippets_of_hostile_texts_take_no_longer() -> None:
    finder = Finder(((("a", "b"), "a b"), (("a",), "a")))
    snippet("a " * 200_000, finder)
    snippet("a" + " " * 400_000 + "c", finder)
    snippet("a_" * 200_000, finder)
