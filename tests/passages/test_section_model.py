"""Sections under headings that the rules do not know: what is seen of them, what the model tells, and when it keeps silent."""

import json
import shutil
from pathlib import Path

import pytest

import adminplan
from adminplan import cli
from adminplan.errors import ModelMismatch
from adminplan.files.read import read_text
from adminplan.layout.tidy import tidy
from adminplan.outline.outline import read_outline
from adminplan.passages import section_model
from adminplan.passages.section_clues import CLUES, clues, heading, heading_clues, inner_rows, kinds, rows
from adminplan.passages.section_model import Weights, answer, as_json, chances, learned, likeliest, load
from adminplan.plan.codec import dump

MODELS = Path(__file__).parents[2] / "models"
PLAN = """\
ỦY BAN NHÂN DÂN
XÃ TÂN LỘC
Số: 21/KH-UBND
Tân Lộc, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phong trào đọc sách trong gia đình năm 2026

I. {first}
1. Nâng cao nhận thức của các gia đình về việc đọc sách cùng con em.
2. Phấn đấu 70% số hộ có tủ sách gia đình.
3. Góp phần xây dựng đời sống văn hóa ở khu dân cư.

II. {second}
1. Tổ chức Ngày hội đọc sách tại nhà văn hóa xã trong tháng 4/2026.
2. Vận động quyên góp sách cũ từ ngày 10/3 đến ngày 30/3/2026.

III. {third}
1. Hội Phụ nữ xã vận động hội viên tham gia; báo cáo kết quả về UBND xã trước ngày 15/5/2026.
2. Đoàn Thanh niên xã chủ trì tổ chức Ngày hội đọc sách.
3. Trưởng các thôn tuyên truyền trên loa truyền thanh.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thử
"""
KNOWN = PLAN.format(first="MỤC ĐÍCH", second="NỘI DUNG", third="TỔ CHỨC THỰC HIỆN")
UNKNOWN = PLAN.format(first="ĐIỀU MONG MUỐN Ở PHONG TRÀO", second="NỘI DUNG", third="NƠI NÀO LO PHẦN NÀO")


def outlined(text):
    return read_outline(tidy(read_text(text)))


def counts(plan):
    return len(plan.goals), len(plan.activities), len(plan.duties)


def work_alone(plan):
    """Whether rules took whatever stands under unknown headings for work."""
    goals, activities, duties = counts(plan)
    return goals == duties == 0 and activities > 2


def test_sections_that_stand_side_by_side_make_a_row():
    outline = outlined(KNOWN)
    (row,) = rows(outline.text, outline.body)
    assert [heading(outline.text, node) for node in row] == ["MỤC ĐÍCH", "NỘI DUNG", "TỔ CHỨC THỰC HIỆN"]
    assert kinds(outline.text, row) == ["purpose", "content", "organisation"]


def test_sections_of_parts_make_rows_of_their_own():
    text = "KẾ HOẠCH\nTrồng cây\n\nPhần thứ nhất\nVIỆC CHUNG\n\nI. MỤC TIÊU\n- Phủ xanh đồi.\n\nII. NHIỆM VỤ\n1. Trồng cây.\n- Đào hố.\n"
    outline = outlined(text)
    assert [[node.label for node in row] for row in rows(outline.text, outline.body)][-1] == ["I", "II"]


def test_headings_inside_a_section_make_rows_too():
    outline = outlined(
        "KẾ HOẠCH\nTrồng cây\n\nI. NỘI DUNG\n1. Chuẩn bị\n- Chọn giống.\n2. Trồng\n- Đào hố.\n3. Tưới nước hằng ngày.\n"
    )
    (row,) = inner_rows(outline.text, outline.body[0])
    assert [node.label for node in row] == ["1", "2"]


def test_clues_tell_place_neighbours_and_items():
    outline = outlined(KNOWN)
    (row,) = rows(outline.text, outline.body)
    told = kinds(outline.text, row)
    first, last = (clues(outline.text, row, told, index) for index in (0, 2))
    assert {"place=first", "before=none", "after=content", "items=3-5", "aims=1", "unit=0"} <= set(first)
    assert {"place=last", "before=content", "after=none", "unit=1"} <= set(last)
    assert {"w:nâng", "w:phấn", "w:góp"} <= set(first)


@pytest.mark.parametrize("text", ["KẾ HOẠCH\nTrồng cây\n\nI. VIỆC CHUNG: làm ngay trong tháng này cho xong.\n", "I. A\n-\n"])
def test_clues_of_little_text(text):
    outline = outlined(text)
    for row in rows(outline.text, outline.body):
        for index in range(len(row)):
            assert clues(outline.text, row, kinds(outline.text, row), index)


def test_clues_of_a_heading():
    assert heading_clues("AI làm GÌ?") == ["size=1", "h:ai", "h:ai làm", "h:gì", "h:làm", "h:làm gì"]
    assert heading_clues("") == ["size=1"]


WEIGHTS = Weights(("content", "organisation", "purpose", "requirement"), (0.0, 0.0, 0.0, 0.0), {"x": (0.0, 0.0, 2.0, 1.9)})


def test_kinds_that_are_one_in_reading_add_up():
    chance = chances(WEIGHTS, ["x", "never seen"])
    assert sum(chance.values()) == pytest.approx(1)
    family, share = likeliest(chance)
    assert family == "goals"
    assert share == pytest.approx(chance["purpose"] + chance["requirement"])


def test_an_answer_is_given_from_a_chance_on():
    chance = chances(WEIGHTS, ["x"])
    assert answer({"goals": 0.8}, chance) == "purpose"
    assert answer({"goals": 0.9}, chance) is None
    assert answer({"organisation": 0.1}, chance) is None
    assert answer({"goals": 0.5}, chances(WEIGHTS, [])) == "purpose", "half of the kinds are goals"


def test_the_shipped_model_reads_what_rules_cannot():
    plan = adminplan.parse_text(UNKNOWN)
    assert counts(plan) == counts(adminplan.parse_text(KNOWN)) == (3, 2, 3)
    (name,) = plan.made.models
    model = load(MODELS / "sections")
    assert name == f"sections@{model.digest}"
    assert {(one.evidence.found_by, one.evidence.confidence) for one in plan.goals} == {
        ("goal.learned@1", model.precision["goals"])
    }
    assert {(one.evidence.found_by, one.evidence.confidence) for one in plan.duties} == {
        ("duty.learned@1", model.precision["organisation"])
    }
    assert adminplan.load(dump(plan)) == plan


def test_without_the_model_rules_read_alone():
    plan = adminplan.parse_text(UNKNOWN, model=False)
    assert plan.made.models == ()
    assert work_alone(plan)


def test_known_headings_need_no_model(monkeypatch):
    monkeypatch.setattr(section_model, "_model", lambda: pytest.fail("asked where rules know all headings"))
    assert adminplan.parse_text(KNOWN).made.models == ()


def test_what_stands_below_may_tell_an_unknown_heading():
    text = KNOWN.replace("III. TỔ CHỨC THỰC HIỆN\n", "III. NƠI NÀO LO PHẦN NÀO\n1. Mục tiêu cụ thể\n- Có 9 tủ sách.\n")
    outline = outlined(text)
    assert learned(outline.text, outline.body).kinds == {}, "its items announce something themselves"


def test_recognised_words_are_read_by_rules(monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(section_model, "_model", lambda: pytest.fail("asked about recognised words"))
    outline = read_outline(tidy(replace(read_text(UNKNOWN), ocr=True)))
    assert adminplan.api.find(outline)[1].learned.kinds == {}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the shipped model, in its place."""
    copied = Path(shutil.copytree(MODELS / "sections", tmp_path / "models" / "sections"))
    monkeypatch.setattr(section_model, "_PLACES", (tmp_path / "models",))
    section_model._model.cache_clear()
    yield copied
    section_model._model.cache_clear()


def test_where_no_model_is_rules_read_alone(folder):
    shutil.rmtree(folder)
    assert work_alone(adminplan.parse_text(UNKNOWN))


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("weights.json", lambda text: text.replace("0.", "1.", 1), "not those that model.lock.json names"),
        ("model.lock.json", lambda _: "[]", "cannot be read"),
        ("model.lock.json", lambda text: text.replace(f'"clues": {CLUES}', '"clues": 999'), "clues of version 999"),
    ],
)
def test_a_model_that_does_not_fit_is_told_with_a_way_out(folder, name, damage, said):
    path = folder / name
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(ModelMismatch, match=said) as error:
        adminplan.parse_text(UNKNOWN)
    assert "--no-model" in str(error.value)
    assert work_alone(adminplan.parse_text(UNKNOWN, model=False))
    assert counts(adminplan.parse_text(KNOWN)) == (3, 2, 3), "nobody asks it"


def test_a_lock_is_needed(folder):
    (folder / "model.lock.json").unlink()
    with pytest.raises(ModelMismatch, match="cannot be read"):
        load(folder)


def test_weights_are_the_same_bytes_in_any_order():
    turned = WEIGHTS._replace(clues={"b": (1.0,), "a": (2.0,)})
    assert as_json(turned) == as_json(turned._replace(clues={"a": (2.0,), "b": (1.0,)}))


def test_parse_takes_no_model(tmp_path, capsys):
    file = tmp_path / "plan.txt"
    file.write_text(UNKNOWN, "utf-8")
    assert cli.main(["parse", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["made"]["models"]
    assert cli.main(["parse", str(file), "--no-model"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["made"]["models"] == []
    assert plan["goals"] == plan["duties"] == []


def test_an_archive_takes_no_model(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(UNKNOWN, "utf-8")
    held = {}
    for name, more in (("with", []), ("without", ["--no-model"])):
        database = f"sqlite:///{tmp_path / name}.db"
        assert cli.main(["archive", "add", str(file), "--db", database, "--workers", "1", *more]) == 0
        with adminplan.store.archive.Archive(database) as archive:
            (plan,) = archive.plans()
            held[name] = plan
    assert counts(held["with"]) == (3, 2, 3)
    assert work_alone(held["without"])


def test_long_headings_and_texts_take_linear_time():
    outline = outlined("KẾ HOẠCH\nTrồng cây\n\nI. VIỆC CHUNG\n" + "- phải đã đồng 70% báo cáo kết quả.\n" * 2000)
    (row,) = rows(outline.text, outline.body)
    assert "items=12" in clues(outline.text, row, [None], 0)
