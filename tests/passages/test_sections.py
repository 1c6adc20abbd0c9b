"""Every rule of data/sections.toml and data/fields.toml beside its examples."""

import time

import pytest

from adminplan.data import words
from adminplan.passages.sections import field, heading_kind


@pytest.mark.parametrize(
    ("kind", "example"), [(kind, example) for kind, rule in words("sections").items() for example in rule["examples"]]
)
def test_headings(kind: str, example: str) -> None:
    assert heading_kind(example) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "Tổ chức thực hiện tốt việc chăm sóc người cao tuổi",
        "Triển khai thực hiện các mô hình điểm",
        "Phân công cán bộ trực",
        "Xây dựng nhà ở cho công nhân",
    ],
)
def test_work_is_no_section_of_organisation(heading: str) -> None:
    assert heading_kind(heading) != "organisation"


def test_what_comes_first_tells_what_a_mixed_heading_is() -> None:
    assert heading_kind("NỘI DUNG, TIÊU CHÍ VÀ CÁCH THỨC XẾP LOẠI") == "content"
    assert heading_kind("TIÊU CHÍ, NỘI DUNG XẾP LOẠI") == "criteria"


@pytest.mark.parametrize(
    ("meaning", "example"), [(name, example) for name, rule in words("fields").items() for example in rule["examples"]]
)
def test_fields(meaning: str, example: str) -> None:
    found = field(example)
    assert found is not None
    assert found[0] == meaning
    assert example[found[1] :].strip() == example.partition(":")[2].strip()


@pytest.mark.parametrize(
    "text",
    ["Thời gian qua, các đơn vị đã tích cực", "Nội dung này do Sở phụ trách", "Tổ chức hội nghị: 02 cuộc", "Sở Y tế: chủ trì"],
)
def test_no_fields(text: str) -> None:
    assert field(text) is None


def test_hostile_headings_cost_linear_time() -> None:
    began = time.perf_counter()
    for unit in ("phân công ", "báo cáo và ", "tổ chức, ", "Đơn vị, cơ quan "):
        heading_kind((unit * 5_000).strip())
        field(unit * 5_000)
    assert time.perf_counter() - began < 2.0
