"""Which item stands under which, and what is odd in the numbering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import make_source  # type: ignore[import-not-found]

from adminplan.data import words
from adminplan.layout.text import Text
from adminplan.outline.node import Node
from adminplan.outline.outline import read_outline
from adminplan.outline.tables import meaning, read_tables
from adminplan.outline.tree import read_tree

Write = Callable[[str], Text]


def tree(text: Text) -> tuple[list[str], list[str]]:
    nodes, issues = read_tree(text, 0, len(text.paragraphs), [])
    return [node.path for top in nodes for node in top.walk()], [issue.message for issue in issues]


def test_levels(write: Write) -> None:
    paths, issues = tree(
        write("""I. MỤC TIÊU
1. Chung
Nâng cao chất lượng.
- Ý một;
+ Ý nhỏ;
2. Riêng
a) Một
b) Hai
II. NỘI DUNG
1. Việc
1.1. Việc nhỏ
1.2. Việc nhỏ""")
    )
    assert paths == ["I", "I/1", "I/1/p1", "I/1/-", "I/1/-/+", "I/2", "I/2/a", "I/2/b", "II", "II/1", "II/1/1.1", "II/1/1.2"]
    assert issues == []


@pytest.mark.parametrize("heading", ["**{}**", "{}"])
def test_sections_without_numbers(write: Write, heading: str) -> None:
    """Headings in bold or in capitals are the sections where nothing else is."""
    names = ["Mục đích, yêu cầu", "Nội dung", "Tổ chức thực hiện"]
    first, second, third = (heading.format(name if "*" in heading else name.upper()) for name in names)
    paths, issues = tree(
        write(
            f"{first}\n1. Mục đích\n- Ý một.\n2. Yêu cầu\n- Ý hai.\n{second}\n1. Việc\na) Một\n2. Việc\n{third}\n1. Sở A\n- Việc."
        )
    )
    assert paths == ["p1", "p1/1", "p1/1/-", "p1/2", "p1/2/-", "p2", "p2/1", "p2/1/a", "p2/2", "p3", "p3/1", "p3/1/-"]
    assert issues == []


def test_bold_sections_hold_worded_items(write: Write) -> None:
    paths, _ = tree(write("**Mục tiêu**\nÝ.\n**Việc làm**\nViệc 1: A\n- Một.\nViệc 2: B\n**Phân công**\n- Sở A: làm."))
    assert paths == ["p1", "p1/p1", "p2", "p2/Việc 1", "p2/Việc 1/-", "p2/Việc 2", "p3", "p3/-"]


def test_bold_lines_below_numbers_are_no_sections(write: Write) -> None:
    paths, _ = tree(write("I. NỘI DUNG\n1. Việc\n**Đợt đầu**\n- Một.\n**Đợt sau**\n- Hai.\n2. Việc"))
    assert paths == ["I", "I/1", "I/1/p1", "I/1/p1/-", "I/1/p2", "I/1/p2/-", "I/2"]


def test_numerals_that_recognition_misread(write: Write) -> None:
    text = write("IL. MỤC ĐÍCH\nÝ một.\nIH. NỘI DUNG\nÝ hai.\nIII THỜI GIAN\nIV. TỔ CHỨC")
    recognised = replace(text, source=replace(text.source, ocr=True))
    assert [path for path in tree(recognised)[0] if "/" not in path] == ["I", "II", "III", "IV"]
    party = write("I- Mục đích\nÝ một.\nIH - Nội dung\nÝ hai.\nIII- Tổ chức")
    assert [path for path in tree(replace(party, source=replace(party.source, ocr=True)))[0] if "/" not in path] == [
        "I",
        "II",
        "III",
    ]
    # Without its point it is one only in capitals, and where it is the next of its row.
    other = write("I. A\nIV NỘI DUNG\nII Nội dung")
    assert tree(replace(other, source=replace(other.source, ocr=True)))[0][0] == "I"
    assert "II" not in tree(replace(other, source=replace(other.source, ocr=True)))[0]


def test_gaps_repeats_and_late_starts_are_reported_and_left(write: Write) -> None:
    paths, issues = tree(write("I. A\n1. x\n3. y\n3. z\nIII. B\nb) u\nd) v"))
    assert paths == ["I", "I/1", "I/3", "I/3~2", "III", "III/b", "III/d"]
    assert set(issues) == {
        "II is missing between I and III",
        "2 is missing between 1 and 3",
        "the label 3 stands twice under I",
        "the numbering under III starts at b",
        "c is missing between b and d",
    }


def test_a_row_of_numbers_inside_an_item_that_ends_with_a_colon(write: Write) -> None:
    paths, issues = tree(write("I. A\n1. Một\na) Gồm các bước:\n1. Bước đầu\n2. Bước sau\nb) Khác\n2. Hai"))
    assert paths == ["I", "I/1", "I/1/a", "I/1/a/1", "I/1/a/2", "I/1/b", "I/2"]
    assert issues == []


def test_letters_above_numerals_and_below(write: Write) -> None:
    assert tree(write("A. X\nI. x\n1. y\nB. Y\nI. z"))[0] == ["A", "A/I", "A/I/1", "B", "B/I"]
    assert tree(write("I. X\nA. x\n1. y\nB. z\nII. Y"))[0] == ["I", "I/A", "I/A/1", "I/B", "II"]


def test_heading_without_label(write: Write) -> None:
    assert tree(write("NHIỆM VỤ TRỌNG TÂM\n1. Một\nTỔ CHỨC THỰC HIỆN\n1. Hai"))[0] == ["p1", "p1/1", "p2", "p2/1"]


LABELS = [
    "I. ",
    "II. ",
    "IV. ",
    "1. ",
    "2. ",
    "1.1. ",
    "a) ",
    "đ) ",
    "- ",
    "+ ",
    "(1) ",
    "Điều 1. ",
    "A. ",
    "Phần I. ",
    "",
    "",
    "* ",
    "TỔ CHỨC ",
    "Nơi nhận: ",
    "KẾ HOẠCH ",
    "TM. ",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(LABELS), st.sampled_from(["Hội nghị", "Sở Y tế:", "VIỆC CHUNG", "năm 2024;", "Trần Văn An", ""])
        ),
        max_size=30,
    )
)
def test_nothing_is_refused_and_nothing_is_lost(lines: list[tuple[str, str]]) -> None:
    from adminplan.layout.tidy import tidy

    text = tidy(make_source("\n".join("".join(line) for line in lines if "".join(line).strip()) or "x"))
    nodes, _ = read_tree(text, 0, len(text.paragraphs), [])
    leaves = [node.span for top in nodes for node in top.walk()]
    assert leaves == [(p.start, p.end) for p in text.paragraphs]
    check_inside(nodes, 0, len(text.string))
    read_outline(text)


def check_inside(nodes: tuple[Node, ...], low: int, high: int) -> None:
    for node in nodes:
        assert low <= node.span.start <= node.words.start <= node.words.end <= node.end <= high
        check_inside(node.children, node.span.end, node.end)
        low = node.end


TABLE = """PHỤ LỤC
|TT|Nội dung công việc|Cơ quan chủ trì|Thời gian hoàn thành
|I|>>**CÔNG TÁC TUYÊN TRUYỀN**
|1|Viết tin bài|Phòng Văn hóa|30/6/2024
|2|Treo băng rôn|UBND các xã|Thường xuyên"""


def test_table_columns_and_rows(write: Write) -> None:
    text = write(TABLE)
    (at,) = read_tables(text, 0, len(text.paragraphs))
    assert at.table.columns == ("order", "task", "lead", "deadline")
    assert at.table.header_rows == 1
    assert [[text.quote(cell.span) for cell in row] for row in at.table.rows][2] == [
        "1",
        "Viết tin bài",
        "Phòng Văn hóa",
        "30/6/2024",
    ]


def test_a_header_repeated_at_a_page_break_joins_the_tables(write: Write) -> None:
    text = write("|TT|Nhiệm vụ|Chủ trì\n|1|Một|Sở A\n|2|Hai|Sở B")
    other = make_source("|TT|Nhiệm vụ|Chủ trì\n|1|Một|Sở A\nx\n|TT|Nhiệm vụ|Chủ trì\n|2|Hai|Sở B")
    from dataclasses import replace

    from adminplan.layout.tidy import tidy

    lines = tuple(line for line in other.lines if line.cell is not None)
    joined = tidy(replace(other, lines=lines))
    (table,) = read_tables(joined, 0, len(joined.paragraphs))
    assert [len(table.table.rows), table.table.header_rows] == [3, 1]
    assert len(read_tables(text, 0, len(text.paragraphs))) == 1


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, rule in words("columns").items() for example in rule["examples"]]
)
def test_every_column_rule_has_an_example(name: str, example: str) -> None:
    assert meaning(example) == name
