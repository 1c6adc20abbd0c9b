"""The page that people read: everything is on it, in a wide and in a narrow terminal, and nothing can break out of it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from adminplan.plangraph.graph import link
from adminplan.view import citations, summary


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_terminal_of_any_width_shows_everything(plan, width):
    page = summary.terminal(plan, width=width)
    assert max(len(line) for line in page.splitlines()) <= width
    letters = "".join(page.split())
    for words in ("Kế hoạch số 07/KH-UBND", "Trồng 1.000 cây | mỗi xã.", "trước ngày 15/6/2024", "hằng quý", "Báo cáo kết quả."):
        missing = [word for word in words.split() if word not in letters]
        assert not missing, f"{missing} are not on the page of width {width}"


def test_the_page_in_full(plan):
    page = summary.terminal(plan, width=100)
    assert page.startswith("Kế hoạch số 07/KH-UBND\nVề việc trồng cây năm 2024\n")
    assert "Văn bản viện dẫn (2)" in page, "a document cited twice has one row, and a self reference has none"
    assert re.search(r"thực hiện +Kế hoạch 12/KH-BTN +01/12/2023 +Bộ Thử nghiệm", page)
    assert re.search(r"căn cứ +Luật +2019", page)
    assert "chủ trì: Sở" in page
    assert "Người ký" in page
    assert re.search(r"Sở Thử nghiệm +Báo cáo kết quả. +hằng quý\n +Cấp cây giống.", page), "a unit stands once before its duties"
    assert "\x1b" not in page
    assert "\x1b" in summary.terminal(plan, width=100, color=True)


def test_markdown_is_a_page_of_tables(plan):
    page = summary.markdown(plan)
    assert page.startswith(
        "# Kế hoạch số 07/KH-UBND\n\nVề việc trồng cây năm 2024\n\n## Thông tin chung\n\n| Mục | Nội dung |\n| --- | --- |\n"
    )
    assert "| chỉ tiêu | Trồng 1.000 cây \\| mỗi xã. |" in page
    assert "| II/1 | Chuẩn bị cây giống | chủ trì: Sở Thử nghiệm; phối hợp: UBND các xã | trước ngày 15/6/2024 |" in page
    assert "| Sở Thử nghiệm | Cấp cây giống. |  |" in page
    assert "None" not in page
    assert "## Điểm cần xem lại" not in page, "an empty table is left out"


def test_nothing_in_a_document_becomes_markup(plan):
    goal = replace(plan.goals[0], statement="<script>x</script> [a](http://b) **đậm**\n| hàng | &lt;")
    page = summary.markdown(replace(plan, goals=(goal,)))
    (line,) = [line for line in page.splitlines() if "script" in line]
    assert line == r"| chỉ tiêu | \<script\>x\</script\> \[a\](http://b) \*\*đậm\*\* \| hàng \| \&lt; |"
    bold = replace(plan.goals[0], statement="[bold]không[/bold] :smile:")
    assert "[bold]không[/bold] :smile:" in summary.terminal(replace(plan, goals=(bold,)), width=100)


def test_no_escape_sequence_of_a_document_reaches_the_terminal(plan):
    goal = replace(plan.goals[0], statement="a\x1b[2Jb\nc")
    page = summary.terminal(replace(plan, goals=(goal,)), width=100)
    assert "a [2Jb c" in page
    assert "\x1b" not in page


def test_an_empty_plan_has_a_page(make_plan):
    page = summary.terminal(make_plan(None), width=80)
    assert page.startswith("Kế hoạch\n")
    assert "ke-hoach.txt" in page
    assert summary.markdown(make_plan(None)).startswith("# Kế hoạch\n")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "trước 15/06/2024"),
        ({"exclusive": False}, "đến 15/06/2024"),
        ({"kind": "range", "start": date(2024, 4, 1)}, "01/04/2024 – 15/06/2024"),
        ({"kind": "range", "start": date(2024, 6, 15)}, "15/06/2024"),
        ({"kind": "from", "start": date(2024, 4, 1), "end": None}, "từ 01/04/2024"),
        ({"kind": "ongoing", "end": None}, ""),
    ],
)
def test_days_are_written_as_people_write_them(plan, change, words):
    assert summary.period(replace(plan.times[0], **change)) == words


def test_days_that_the_words_do_not_say_stand_beside_them(plan):
    quarter = replace(plan.times[0], text="Quý II", kind="range", start=date(2024, 4, 1), end=date(2024, 6, 30))
    assert "Quý II (01/04/2024 – 30/06/2024)" in summary.markdown(replace(plan, times=(quarter,)))


def test_who_cites_whom(plan, make_plan):
    other = make_plan("12/KH-BTN", "2023-12-01", "BỘ THỬ NGHIỆM", title="Trồng cây")
    page = citations.terminal(link([plan, other]))
    assert "Kế hoạch 07/KH-UBND ngày 05/01/2024 (ỦY BAN NHÂN DÂN TỈNH AN HÒA)\n" in page
    assert "  thực hiện: Kế hoạch 12/KH-BTN ngày 01/12/2023 (BỘ THỬ NGHIỆM)\n" in page
    assert "  căn cứ: Luật Cây xanh năm 2019 [chưa có]\n" in page
    assert "Được viện dẫn nhưng chưa có (1):\n  1 văn bản viện dẫn: Luật Cây xanh năm 2019\n" in page


def test_undecided_works_show_their_candidates(make_plan):
    plans = [make_plan("1/KH-A", f"2024-01-0{day}", name=f"work-{day}") for day in (1, 2)]
    citing = make_plan("2/KH-B", "2024-02-01", references=[{"number": "1/KH-A"}])
    page = citations.terminal(link([*plans, citing]))
    assert (
        "Chưa xác định được (1):\n  Kế hoạch 1/KH-A, có thể là:\n    Kế hoạch 1/KH-A ngày 01/01/2024\n    Kế hoạch 1/KH-A ngày 02/01/2024\n"
        in page
    )


def test_dot_is_quoted(make_plan):
    text = citations.dot(link([make_plan('1/KH-"A"\\', "2024-01-01", references=[{"title": 'Cây "xanh"'}])]))
    assert text.startswith("digraph plans {")
    assert text.endswith("}\n")
    assert r"1/KH-\"A\"\\ ngày" in text
    assert 'style="rounded,dashed"' in text
