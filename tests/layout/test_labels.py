"""Labels: what opens an item and what only looks like it."""

import time

import pytest

from adminplan.layout.labels import label, number


@pytest.mark.parametrize(
    ("text", "kind", "words", "value", "rest"),
    [
        ("Phần I. TÌNH HÌNH", "part", "Phần I", 1, "TÌNH HÌNH"),
        ("PHẦN THỨ HAI", "part", "PHẦN THỨ HAI", 2, ""),
        ("Chương II", "chapter", "Chương II", 2, ""),
        ("Mục 1. Nội dung", "muc", "Mục 1", 1, "Nội dung"),
        ("Điều 3. Hiệu lực", "article", "Điều 3", 3, "Hiệu lực"),
        ("Nhiệm vụ 1: Ươm cây", "named", "Nhiệm vụ 1", 1, "Ươm cây"),
        ("BƯỚC 2. Đào hố", "named", "BƯỚC 2", 2, "Đào hố"),
        ("Nhóm nhiệm vụ 3: Tưới cây", "named", "Nhóm nhiệm vụ 3", 3, "Tưới cây"),
        ("Tiểu dự án II - Vườn ươm", "named", "Tiểu dự án II", 2, "Vườn ươm"),
        ("Việc 3: Đắp bờ", "named", "Việc 3", 3, "Đắp bờ"),
        ("Đợt 2: Thả cá", "named", "Đợt 2", 2, "Thả cá"),
        ("Vòng 1. Vòng bản", "named", "Vòng 1", 1, "Vòng bản"),
        ("VI. TỔ CHỨC", "roman", "VI", 6, "TỔ CHỨC"),
        ("a, Thuận lợi", "letter", "a", 1, "Thuận lợi"),
        ("2, Yêu cầu", "decimal", "2", 2, "Yêu cầu"),
        ("I. MỤC ĐÍCH", "roman", "I", 1, "MỤC ĐÍCH"),
        ("IV/ TỔ CHỨC", "roman", "IV", 4, "TỔ CHỨC"),
        ("II - NỘI DUNG", "roman", "II", 2, "NỘI DUNG"),
        ("I.Tình hình", "roman", "I", 1, "Tình hình"),
        ("I.1. Xây dựng", "decimal", "I.1", 1, "Xây dựng"),
        ("1. Mục đích", "decimal", "1", 1, "Mục đích"),
        ("1.Mục đích", "decimal", "1", 1, "Mục đích"),
        ("2.1 Tổ chức", "decimal", "2.1", 1, "Tổ chức"),
        ("2.10. Tổ chức", "decimal", "2.10", 10, "Tổ chức"),
        ("1/ Mục đích", "decimal", "1", 1, "Mục đích"),
        ("3) Mục đích", "decimal", "3", 3, "Mục đích"),
        ("1- Mục đích", "decimal", "1", 1, "Mục đích"),
        ("(2) Mục đích", "paren", "(2)", 2, "Mục đích"),
        ("(iv) Mục đích", "paren", "(iv)", 4, "Mục đích"),
        ("a) Hội nghị", "letter", "a", 1, "Hội nghị"),
        ("đ. Hội nghị", "letter", "đ", 5, "Hội nghị"),
        ("a1) Hội nghị", "letter", "a1", 1, "Hội nghị"),
        ("B. NỘI DUNG", "upper", "B", 2, "NỘI DUNG"),
        ("- Hội nghị", "dash", "-", 0, "Hội nghị"),
        ("–Hội nghị", "dash", "–", 0, "Hội nghị"),
        ("+ Hội nghị", "plus", "+", 0, "Hội nghị"),
        ("* Lưu ý", "star", "*", 0, "Lưu ý"),
        ("• Hội nghị", "bullet", "•", 0, "Hội nghị"),
    ],
)
def test_opens_an_item(text: str, kind: str, words: str, value: int, rest: str) -> None:
    found = label(text)
    assert found is not None
    assert (found.kind, found.text, found.value, text[found.end :]) == (kind, words, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "15/4/2023 là hạn cuối",
        "15.000 đồng",
        "1.5 triệu đồng",
        "30.4 là ngày nghỉ",
        "Phần việc còn lại",
        "Mục đích",
        "In ấn",
        "5, 6 và 7",
        "a, b và c",
        "8h30",
        "e-learning",
        "",
        "   ",
        "-----",
        "CÁC",
        "Vì sao",
    ],
)
def test_opens_none(text: str) -> None:
    assert label(text) is None


@pytest.mark.parametrize(("words", "value"), [("XIV", 14), ("9", 9), ("hai", 2), ("đ", 5), ("?", 0)])
def test_number(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("unit", ["1.", "I", "(", "- ", "Phần ", " "])
def test_hostile_strings_cost_linear_time(unit: str) -> None:
    began = time.perf_counter()
    label(unit * 50_000)
    assert time.perf_counter() - began < 1.0
