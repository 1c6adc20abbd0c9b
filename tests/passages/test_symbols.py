"""Document symbols: families, noise, mending, conflicts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminplan.data import table
from adminplan.passages.references import find_references
from adminplan.passages.symbols import document_code, document_type, mend_symbol, parse_symbol, tidy_symbol, type_conflict


@pytest.mark.parametrize(
    ("text", "number", "suffix", "year", "code", "issuers", "family"),
    [
        ("438/KH-LĐLĐ", 438, "", None, "KH", ("LĐLĐ",), "state"),
        ("02/KH-THCS", 2, "", None, "KH", ("THCS",), "state"),
        ("30/2020/NĐ-CP", 30, "", 2020, "NĐ", ("CP",), "norm"),
        ("30c/NQ-CP", 30, "c", None, "NQ", ("CP",), "state"),
        ("66.25/2026/NQ-CP", 66, ".25", 2026, "NQ", ("CP",), "norm"),
        ("07/2013/TTLT-BNV-BTC", 7, "", 2013, "TTLT", ("BNV", "BTC"), "joint"),
        ("11/HDLN-SYT-BHXH", 11, "", None, "HDLN", ("SYT", "BHXH"), "joint"),
        ("45/2019/QH14", 45, "", 2019, "QH", ("QH14",), "law"),
        ("35/2023/UBTVQH15", 35, "", 2023, "UBTVQH", ("UBTVQH15",), "law"),
        ("183-KH/TWĐTN-TNNT", 183, "", None, "KH", ("TWĐTN", "TNNT"), "party"),
        ("555/SNV-CCVC", 555, "", None, None, ("SNV", "CCVC"), "letter"),
        ("197/STTTT", 197, "", None, None, ("STTTT",), "letter"),
        ("/KH-UBND", None, "", None, "KH", ("UBND",), "state"),
        ("16", 16, "", None, None, (), "bare"),
        ("7176/TTr-CAT(CSGT)", 7176, "", None, "TTr", ("CAT(CSGT)",), "state"),
    ],
)
def test_families(
    text: str, number: int | None, suffix: str, year: int | None, code: str | None, issuers: tuple[str, ...], family: str
) -> None:
    found = parse_symbol(text)
    assert found is not None
    assert (found.number, found.suffix, found.year, found.code, found.issuers, found.family) == (
        number,
        suffix,
        year,
        code,
        issuers,
        family,
    )


@pytest.mark.parametrize("text", ["", "KH-UBND", "abc", "-", "ngày"])
def test_what_is_no_symbol(text: str) -> None:
    assert parse_symbol(text) is None


def test_keys_do_not_depend_on_separators() -> None:
    keys = {parse_symbol(text).key for text in ("05-CT/TW", "5/CT-TW", " 05 - CT / TW", "05–CT/TW")}  # type: ignore[union-attr]
    assert keys == {"5/CT/TW"}
    assert parse_symbol("5/CT-TTg").key != parse_symbol("5/CT-TW").key  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "tidy", "mended"),
    [
        ("303 /KH – TLĐ", "303/KH-TLĐ", "303/KH-TLĐ"),
        ("274KH-UBND", "274KH-UBND", "274/KH-UBND"),
        ("444 QĐ/TƯĐTN", "444QĐ/TƯĐTN", "444-QĐ/TWĐTN"),
        ("16-CT-TTg", "16-CT-TTg", "16/CT-TTg"),
        ("22/CT-TW", "22/CT-TW", "22-CT/TW"),
        ("30c/NQCP", "30c/NQCP", "30c/NQ-CP"),
        ("61/QĐUBND", "61/QĐUBND", "61/QĐ-UBND"),
        ("01/1999/QĐ.UB", "01/1999/QĐ.UB", "01/1999/QĐ-UB"),
        ("183/2010/TTLT/BTC-BNN", "183/2010/TTLT/BTC-BNN", "183/2010/TTLT-BTC-BNN"),
        ("02/KH/CCB-VSP", "02/KH/CCB-VSP", "02/KH/CCB-VSP"),
        ("23-KH/ĐTN", "23-KH/ĐTN", "23-KH/ĐTN"),
        ("05/2026/VLN/CV-LV", "05/2026/VLN/CV-LV", "05/2026/VLN/CV-LV"),
        ("…/KH-UBND", "/KH-UBND", "/KH-UBND"),
        ("208/QD-UBND", "208/QD-UBND", "208/QĐ-UBND"),
        ("15/2013/ND-CP", "15/2013/ND-CP", "15/2013/NĐ-CP"),
    ],
)
def test_tidy_and_mend(text: str, tidy: str, mended: str) -> None:
    assert (tidy_symbol(text), mend_symbol(text)) == (tidy, mended)


def test_codes_of_types() -> None:
    assert [
        document_code(word) for word in ("Kế hoạch", "TỜ TRÌNH", "Chương trình hành động", "Công văn", "Văn bản", "Bài thơ")
    ] == [
        "KH",
        "TTr",
        "CTHĐ",
        "CV",
        None,
        None,
    ]
    assert [document_type(code) for code in ("KH", "TTR", "CTHĐ", "KHLT", "XYZ")] == [
        "Kế hoạch",
        "Tờ trình",
        "Chương trình hành động",
        "Kế hoạch liên tịch",
        None,
    ]


@pytest.mark.parametrize(
    ("word", "number", "conflict"),
    [
        ("Hướng dẫn", "1510/UBND-GDĐT", "CV"),
        ("Quyết định", "55/2007/CT-UBND", "CT"),
        ("Công văn", "786/HD-BNV", "HD"),
        ("Kế hoạch", "12/KH-UBND", None),
        ("Kế hoạch", "14/KHLT-PGDĐT-CĐGD", None),
        ("Quy định", "66-QĐ/TW", None),
        ("Chương trình hành động", "63-CTr/TU", None),
        ("Nghị quyết", "35/2023/UBTVQH15", None),
        ("Luật", "45/2019/QH14", None),
        ("Công văn", "555/SNV-CCVC", None),
        ("Văn bản", "12/KH-UBND", None),
        ("Chỉ thị", "05", None),
        ("Kế hoạch", None, None),
    ],
)
def test_type_conflict(word: str, number: str | None, conflict: str | None) -> None:
    assert type_conflict(word, number) == conflict


@pytest.mark.parametrize("row", [row for row in table("document_types") if row["example"]], ids=lambda row: row["type"])
def test_every_type_is_found_in_its_example(row: dict[str, str]) -> None:
    found = [one.type for one in find_references(f"theo {row['example']} và các văn bản khác")]
    assert found[:1] == [row["type"]] or (found == ["Quy chế"] and row["type"] == "Quy chế phối hợp")


@pytest.mark.parametrize("name", [row["name"] for row in table("laws")])
def test_every_listed_law_ends_where_its_name_ends(name: str) -> None:
    found = find_references(f"Phổ biến Luật {name} bảo đảm kịp thời")
    assert [one.title for one in found] == [name]


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    parse_symbol(text)
    mend_symbol(text)
    assert " " not in tidy_symbol(text)


@pytest.mark.parametrize("unit", ["1", "A", "-", "/", "12/KH-", "Đ&", " ", "QĐUBND"])
def test_bounded_work(unit: str) -> None:
    began = time.perf_counter()
    mend_symbol(unit * 50_000)
    assert time.perf_counter() - began < 2
