"""From a plan and a unit to the draft of its own plan: selection, words, days, frame, coverage, round trip."""

import inspect
import io
import re
from datetime import date
from pathlib import Path

import pytest

import adminplan
from adminplan.data import fold
from adminplan.errors import CannotDerive
from adminplan.subplan.derive import OVERRIDES, derive
from adminplan.subplan.docx import write_docx
from adminplan.subplan.draft import GAP

PLAN = """\
TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA
Số: 77/KH-LĐLĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, ngày 04 tháng 3 năm 2024
KẾ HOẠCH
Tổ chức Hội diễn nhạc cụ dân tộc trong đoàn viên tỉnh Sơn La năm 2024
Căn cứ Quy chế làm việc số 02/QC-LĐLĐ ngày 05/01/2023 của LĐLĐ tỉnh về quy chế làm việc của Ban Chấp hành;
Thực hiện Kế hoạch số 19/KH-TLĐ ngày 10/01/2024 của Tổng Liên đoàn Lao động Việt Nam về tổ chức Hội diễn nhạc cụ dân tộc năm 2024, Kế hoạch số 31/KH-LĐLĐ ngày 20/01/2024 của LĐLĐ tỉnh về công tác tuyên giáo năm 2024, Ban Thường vụ Liên đoàn Lao động tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Giữ gìn nhạc cụ dân tộc trên địa bàn tỉnh; hưởng ứng chủ đề “Tiếng khèn toàn tỉnh”.
2. Tổ chức tiết kiệm, an toàn.
II. CHỈ TIÊU
- Toàn tỉnh thành lập mới 25 đội văn nghệ.
- 100% công đoàn cơ sở có đội văn nghệ.
III. NỘI DUNG
1. Hội diễn cấp tỉnh
- Thời gian: ngày 20/7/2024.
- Đơn vị thực hiện: Ban Tuyên giáo LĐLĐ tỉnh.
2. Hội diễn ở cơ sở
- Nội dung: mỗi đơn vị có ít nhất 03 tiết mục.
- Thời gian: từ tháng 3 - 5/2024.
- Đơn vị thực hiện: LĐLĐ các huyện, thành phố, Công đoàn ngành.
3. Gửi danh sách tiết mục
- Thời gian: chậm nhất ngày 14/6/2024.
- Đơn vị thực hiện: LĐLĐ các huyện, thành phố.
IV. KINH PHÍ
Kinh phí tổ chức hội diễn cấp tỉnh 90.000.000 đồng từ nguồn tài chính công đoàn.
V. TỔ CHỨC THỰC HIỆN
1. Ban Tuyên giáo LĐLĐ tỉnh
- Theo dõi, tổng hợp kết quả.
2. LĐLĐ các huyện, thành phố, Công đoàn ngành
- Xây dựng kế hoạch, chọn đội văn nghệ tham gia.
- Báo cáo kết quả về LĐLĐ tỉnh trước ngày 28/6/2024.
Nhận được Kế hoạch này, yêu cầu các cấp công đoàn nghiêm túc thực hiện./.
Nơi nhận:
- Tổng LĐLĐ Việt Nam (b/c);
- LĐLĐ các huyện, thành phố, CĐN;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
Lò Thị Mơ
"""
UNIT = "LĐLĐ huyện Mường La"


@pytest.fixture(scope="module")
def parent():
    return adminplan.parse_text(PLAN, name="77-kh-ldld.txt")


@pytest.fixture(scope="module")
def child(parent):
    return derive(parent, UNIT, issued=date(2024, 3, 18))


def texts(child):
    return [block.text for block in child.draft.blocks]


def back(child):
    buffer = io.BytesIO()
    write_docx(child.draft, buffer)
    return buffer.getvalue()


def read_back(child, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(back(child))
    return adminplan.parse(path)


def meaning(plan):
    times = {one.id: one for one in plan.times}
    return [
        (
            fold(one.title),
            {(fold(own.name), own.role) for own in one.assignments},
            {(times[name].kind, times[name].start, times[name].end, times[name].recurrence) for name in one.times},
        )
        for one in plan.activities
    ]


def meant(child):
    return [(fold(one.title), {(fold(name), role) for name, role in one.units}, set(one.times)) for one in child.tasks]


def test_the_head_is_the_units_own(child):
    draft = child.draft
    assert (draft.parent_issuer, draft.issuer) == ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN MƯỜNG LA")
    assert (draft.symbol, draft.number, draft.place, draft.date) == ("KH-LĐLĐ", None, "Mường La", date(2024, 3, 18))
    assert draft.title == "Tổ chức Hội diễn nhạc cụ dân tộc trong đoàn viên huyện Mường La năm 2024"
    assert (draft.authority, draft.position) == (("TM. BAN THƯỜNG VỤ",), "CHỦ TỊCH")


def test_the_parent_is_cited_first_and_in_full(child):
    assert texts(child)[0] == (
        "Thực hiện Kế hoạch số 77/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh Sơn La"
        " về tổ chức Hội diễn nhạc cụ dân tộc trong đoàn viên tỉnh Sơn La năm 2024"
    )


def test_its_bases_follow_but_not_those_of_its_own_house(child):
    rests = [block.text for block in child.draft.blocks if block.kind == "basis"]
    assert len(rests) == 3
    assert rests[1].startswith("Thực hiện Kế hoạch số 19/KH-TLĐ ngày 10/01/2024 của Tổng Liên đoàn Lao động Việt Nam")
    assert "31/KH-LĐLĐ ngày 20/01/2024 của Liên đoàn Lao động tỉnh Sơn La về" in rests[2], (
        "LĐLĐ tỉnh says no province outside of it"
    )
    assert any(one.what == "reference" and "02/QC-LĐLĐ" in one.said for one in child.left_out)


def test_what_belongs_to_others_is_left_out_and_listed(child):
    assert [task.title for task in child.tasks] == ["Hội diễn ở cơ sở", "Gửi danh sách tiết mục"]
    left = {one.said: one.why for one in child.left_out}
    assert left["Hội diễn cấp tỉnh"] == "giao cho Ban Tuyên giáo LĐLĐ tỉnh"
    assert left["Theo dõi, tổng hợp kết quả."] == "giao cho Ban Tuyên giáo LĐLĐ tỉnh"


def test_sections_and_items_are_numbered_anew(child):
    labels = [block.label for block in child.draft.blocks if block.kind == "part"]
    assert labels == ["I.", "II.", "III.", "IV.", "V."]
    at = next(i for i, block in enumerate(child.draft.blocks) if block.text == "Hội diễn ở cơ sở")
    assert child.draft.blocks[at].label == "1."


def test_actors_stand_one_level_down(child):
    assert "Đơn vị thực hiện: LĐLĐ huyện, các công đoàn cơ sở trực thuộc." in texts(child)
    assert child.tasks[0].units == (("LĐLĐ huyện", "lead"), ("các công đoàn cơ sở trực thuộc", "lead"))


def test_deadlines_come_before_the_parents_and_reports_keep_its_day(child):
    said = texts(child)
    assert "Thời gian: chậm nhất ngày 11/6/2024." in said, "three working days before Friday 14/6"
    assert "Báo cáo kết quả về LĐLĐ tỉnh trước ngày 28/6/2024." in said
    assert "Báo cáo kết quả thực hiện về LĐLĐ huyện trước ngày 25/6/2024." in said


def test_the_count_of_working_days_is_a_choice(parent):
    said = texts(derive(parent, UNIT, issued=date(2024, 3, 18), days=5))
    assert "Thời gian: chậm nhất ngày 07/6/2024." in said


def test_periods_begin_with_the_day_of_issue(child):
    assert "Thời gian: từ ngày 18/3/2024 đến hết ngày 31/5/2024." in texts(child)
    assert child.tasks[0].times == (("range", date(2024, 3, 18), date(2024, 5, 31), None),)


def test_a_deadline_that_is_over_is_a_gap(parent):
    late = derive(parent, UNIT, issued=date(2024, 6, 13))
    said = " ".join(texts(late))
    assert "[…: thời hạn" in said
    assert "11/6/2024" not in said, "never before the day of issue"
    assert "Thời gian: […" in said
    assert any("từ tháng 3 - 5/2024" in one for one in late.todo), "what the parent had set stands in the list"
    assert not any(time[2] and time[2] < date(2024, 6, 13) for task in late.tasks for time in task.times)


def test_slogans_and_shares_stay_counts_and_money_are_gaps(child):
    said = texts(child)
    assert "Giữ gìn nhạc cụ dân tộc trên địa bàn huyện; hưởng ứng chủ đề “Tiếng khèn toàn tỉnh”." in said
    assert "Toàn huyện thành lập mới […: chỉ tiêu của đơn vị] đội văn nghệ." in said
    assert "100% công đoàn cơ sở có đội văn nghệ." in said
    assert "Nội dung: mỗi đơn vị có ít nhất 03 tiết mục." in said
    assert not any("90.000.000" in one for one in said)
    assert any(one.startswith("Chỉ tiêu: cấp trên đặt 25") for one in child.todo)


def test_nothing_is_invented(child):
    """Every figure of the draft stands in the parent, is a day reckoned from it, or numbers an item."""
    known = set(re.findall(r"\d+", PLAN)) | {"18", "25", "11", "3", "6"}
    for text, origin in child.origins:
        assert set(re.findall(r"\d+", text)) <= known, (text, origin)
    assert "[…: họ tên người ký]" in child.draft.signer
    assert child.gaps.count("") == 0, "every gap says what is wanted"
    assert len(child.gaps) <= len(child.todo)


def test_every_item_that_binds_the_unit_stands_once(child):
    assert child.coverage
    assert all(one.places == 1 for one in child.coverage), child.coverage


def test_every_sentence_says_where_it_comes_from(child, parent):
    ids = {one.id for one in (*parent.goals, *parent.activities, *parent.duties, *parent.references)} | {parent.id}
    for text, origin in child.origins:
        assert origin.change in {"copied", "narrowed", "rescheduled", "re-addressed", "new"}, text
        assert origin.source is None or origin.source in ids
        if origin.change == "copied" and origin.said and origin.source in {one.id for one in parent.goals}:
            assert text == origin.said.replace("\n", " ").strip()


def test_what_is_to_be_done_names_arguments_and_no_options(parent):
    child = derive(parent, "Công đoàn ngành Y tế", issued=date(2024, 3, 18))
    assert "Số: lấy số khi ban hành (number)" in child.todo
    assert not any("--" in one for one in child.todo), child.todo
    named = {name for one in child.todo for name in re.findall(r"\(([a-z_]+)\)", one)}
    assert named <= {*inspect.signature(derive).parameters, *OVERRIDES}


def test_rows_of_the_annex_say_why_they_changed():
    plan = adminplan.parse(CORPUS / "42-kh-ubnd-vinh-long.md")
    child = derive(plan, "UBND huyện Tân Hòa Đông", issued=plan.letterhead.date)
    origins = child.draft.annex.origins
    assert {origin.change for origin in origins} == {"copied", "rescheduled"}
    assert all((origin.why is None) == (origin.change == "copied") for origin in origins), origins


def test_recipients_begin_with_the_parent_and_end_with_the_file(child):
    names = child.draft.recipients
    assert names[0] == "LĐLĐ tỉnh Sơn La (b/c)"
    assert "Các công đoàn cơ sở trực thuộc (th/h)" in names
    assert names[-1] == "Lưu: VT."


def test_what_is_written_reads_back_the_same(child, tmp_path):
    assert meaning(read_back(child, tmp_path)) == meant(child)


def test_the_graph_links_the_child_to_its_parent(parent, tmp_path):
    child = derive(parent, UNIT, issued=date(2024, 3, 18), number=9)
    written = read_back(child, tmp_path)
    graph = adminplan.link([parent, written])
    assert graph.implementers(parent.id) == (written.id,)


def test_three_levels(parent, tmp_path):
    """tỉnh → huyện → cơ sở: the derived plan is a plan from which the next is derived."""
    district = read_back(derive(parent, UNIT, issued=date(2024, 3, 18), number=9), tmp_path)
    union = derive(district, "CĐCS Trường THCS Nà Mơ", issued=date(2024, 3, 25), place="Mường La")
    assert union.draft.authority == ("TM. BAN CHẤP HÀNH",)
    assert texts(union)[0].startswith("Thực hiện Kế hoạch số 09/KH-LĐLĐ ngày 18/3/2024 của Liên đoàn Lao động huyện Mường La về")
    assert "Thời gian: từ ngày 25/3/2024 đến hết ngày 31/5/2024." in texts(union)
    assert meaning(read_back(union, tmp_path)) == meant(union)


@pytest.mark.parametrize(
    ("unit", "issued", "why"),
    [
        ("Sở Y tế", date(2024, 3, 18), "does not stand below"),
        ("LĐLĐ tỉnh Sơn La", date(2024, 3, 18), "issued the plan itself"),
        ("LĐLĐ tỉnh Phú Thọ", date(2024, 3, 18), "does not stand below"),
        ("LĐLĐ huyện Tam Đường", date(2024, 3, 18), "another province"),
        ("LĐLĐ huyện Mường La", date(2025, 8, 1), "does not exist on 2025-08-01"),
        ("LĐLĐ huyện Mường La", date(2024, 3, 1), "before it"),
    ],
)
def test_units_for_which_nothing_can_be_derived(parent, unit, issued, why):
    with pytest.raises(CannotDerive, match=why):
        derive(parent, unit, issued=issued)


def test_a_unit_whose_place_no_table_knows_is_to_be_looked_at(parent):
    """Nothing tells whether huyện Bản Quế is of Sơn La at all; a district that the tables have there needs no second look."""
    day = date(2024, 3, 18)
    unknown = derive(parent, "LĐLĐ huyện Bản Quế", issued=day)
    assert "Địa bàn: không bảng nào có huyện Bản Quế ở tỉnh Sơn La; kiểm tra tên đơn vị và cấp trên của nó" in unknown.todo
    for known in ("LĐLĐ huyện Mường La", "LĐLĐ thành phố Sơn La", "Công đoàn ngành Y tế"):
        assert not any(one.startswith("Địa bàn:") for one in derive(parent, known, issued=day).todo)
    with pytest.raises(CannotDerive, match="another province"):
        derive(parent, "LĐLĐ huyện Bản Quế, tỉnh Vĩnh Long", issued=day)


def test_the_error_names_units_that_would_do(parent):
    with pytest.raises(CannotDerive) as caught:
        derive(parent, "LĐLĐ huyện Mường Lai", issued=date(2025, 8, 1))
    assert caught.value.nearest
    assert caught.value.nearest[0] in str(caught.value)


def test_fields_can_be_set(parent):
    child = derive(parent, UNIT, issued=date(2024, 3, 18), signer="Cà Văn Nọi", overrides={"position": "PHÓ CHỦ TỊCH"})
    assert (child.draft.position, child.draft.signer) == ("PHÓ CHỦ TỊCH", "Cà Văn Nọi")
    with pytest.raises(ValueError, match="cannot set colour"):
        derive(parent, UNIT, issued=date(2024, 3, 18), overrides={"colour": "red"})


CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
MEMBERS = [
    ("48-kh-ldld-son-la.txt", "LĐLĐ huyện Mường Xuân"),
    ("85-kh-ubnd-son-la.docx", "UBND huyện Mường Xuân"),
    ("85-kh-ubnd-son-la.docx", "Sở Y tế"),
    ("112-kh-tu-son-la.pdf", "Huyện ủy Mường Xuân"),
    ("96-kh-hu-muong-xuan.docx", "Đảng ủy xã Bản Lụa"),
    ("214-kh-tdtn-vinh-long.pdf", "Huyện đoàn Tân Hòa Đông"),
    ("37-kh-sgddt-son-la.docx", "Phòng Giáo dục và Đào tạo huyện Mường Xuân"),
    ("09-kh-pgddt-tan-hoa-dong.html", "Trường THCS Phú Long Thạnh"),
    ("09-kh-ldld-tan-hoa-dong.txt", "CĐCS Xí nghiệp Gạch Phú Long"),
    ("kh-ubnd-muong-xuan-2024.pdf", "UBND xã Bản Lụa"),
    ("1647-qd-ttg.pdf", "Bộ Y tế"),
    ("42-kh-ubnd-vinh-long.md", "UBND huyện Tân Hòa Đông"),
    ("26-kh-tld-tong-lien-doan.docx", "LĐLĐ tỉnh Sơn La"),
]


@pytest.mark.parametrize(("name", "unit"), MEMBERS)
def test_every_system_reads_back_the_same(name, unit, tmp_path):
    plan = adminplan.parse(CORPUS / name)
    child = derive(plan, unit, issued=(plan.letterhead.date or date(2024, 1, 15)))
    assert child.tasks or any(one.what == "duty" for one in child.coverage), "it is charged with something"
    assert all(one.places == 1 for one in child.coverage)
    read = read_back(child, tmp_path)
    assert [one for one in meant(child) if one not in meaning(read)] == []
    assert read.letterhead.issuer == child.draft.issuer
    first = next(one for one in read.references if one.evidence.path == "opening")
    assert first.relation == "implements"
    assert first.number == plan.letterhead.number or plan.letterhead.number is None or plan.letterhead.number.startswith("/")


def test_the_same_derivation_gives_the_same_bytes(parent):
    assert back(derive(parent, UNIT, issued=date(2024, 3, 18))) == back(derive(parent, UNIT, issued=date(2024, 3, 18)))


def test_a_plan_of_nothing_is_refused_in_words():
    with pytest.raises(CannotDerive, match="says no issuer"):
        derive(adminplan.parse_text("Kính gửi anh chị em."), UNIT, issued=date(2024, 3, 18))


def test_gaps_are_found_where_brackets_are_nested_or_many():
    assert GAP.search("[…" * 20000) is None


def test_a_unit_that_is_charged_with_nothing_is_told(parent, child):
    other = derive(parent, "CĐCS Trường Tiểu học Nà Mơ", issued=date(2024, 3, 18))
    assert any(one.startswith("Phân công:") for one in other.todo)
    assert not any(one.startswith("Phân công:") for one in child.todo)
