"""The model of sections: training data, training, calibration, and what stands on disk."""

import json
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from tests.learn.conftest import make_small  # type: ignore[import-not-found]

from adminplan import cli
from adminplan.errors import ModelMismatch
from adminplan.files.read import read_text
from adminplan.layout.tidy import tidy
from adminplan.learn import section_files
from adminplan.learn.linear import Example, train
from adminplan.learn.sections import KINDS, Answer, Setting, calibrate, precision, seen_in, table
from adminplan.outline.outline import read_outline
from adminplan.passages.section_model import chances, load
from adminplan.passages.sections import heading_kind

ROOT = Path(__file__).parents[2]
PLANS = ("05-kh-cdcs-na-sang", "09-kh-ldld-tan-hoa-dong", "12-kh-ubnd-ban-lua", "48-kh-ldld-son-la", "40-kh-sxd-nghe-an")
DECIDED = tomllib.loads((ROOT / "models" / "sections" / "model.toml").read_text("utf-8"))
TEXT = """\
KẾ HOẠCH
Trồng cây xanh năm 2024

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của nhân dân về trồng cây.
2. Yêu cầu
- Phải an toàn, tiết kiệm.

II. NỘI DUNG
1. Chuẩn bị cây giống
- Chọn giống cây hợp với đất.
2. Ra quân
- Mỗi thôn trồng 50 cây.

III. TỔ CHỨC THỰC HIỆN
1. Sở Thử nghiệm: Báo cáo kết quả hằng quý.
"""


@pytest.mark.parametrize("kind", KINDS)
def test_invented_headings_are_unknown_to_the_rules(kind):
    names = DECIDED["headings"][kind]
    assert len(set(names)) == len(names) >= 10
    assert sum(heading_kind(name) is None for name in names) >= 7, "what the rules learn to know is to be replaced"


def test_what_rules_know_is_taken_for_the_truth():
    outline = read_outline(tidy(read_text(TEXT)))
    found = list(seen_in(outline.text, outline.body))
    assert {kind for kind, _, own in found if own is None} == {"purpose", "requirement", "content", "organisation"}
    assert {own for _, _, own in found if own} == {"Chuẩn bị cây giống", "Ra quân"}, "below a heading of work all is work"
    assert all(not clue.startswith("h:") for _, seen, _ in found for clue in seen), "no word of a heading is among the clues"


def test_variations_leave_sections_out():
    outline = read_outline(tidy(read_text(TEXT)))
    work = [set(seen) for kind, seen, own in seen_in(outline.text, outline.body) if kind == "content" and own is None]
    assert {place for seen in work for place in seen if place in {"place=first", "place=middle", "place=last"}} == {
        "place=first", "place=middle", "place=last",
    }  # fmt: skip


def test_training_finds_what_tells_kinds_apart():
    weights = train([Example(["a", "both"], "x"), Example(["b", "both"], "y"), Example(["b"], "y", 3.0)] * 5, l2=0.1, turns=300)
    assert weights.kinds == ("x", "y")
    assert chances(weights, ["a"])["x"] > 0.9
    assert chances(weights, ["b", "both"])["y"] > 0.9
    assert weights == train(
        [Example(["b", "both"], "y"), Example(["a", "both"], "x"), Example(["b"], "y", 3.0)] * 5, l2=0.1, turns=300
    ), "the order of examples makes no difference"


def said(truth, answered, chance, times):
    return [Answer(truth, answered, chance, reworded=False)] * times


def test_precision_counts_work_as_often_as_it_is_met():
    answers = [*said("goals", "goals", 0.95, 8), *said("content", "goals", 0.95, 1), *said("content", "content", 0.95, 7)]
    assert precision(answers, "goals", 0.9, 0.5) == pytest.approx(9 / 11)
    assert precision(answers, "goals", 0.9, 0.75) == pytest.approx(9 / 13), "three times as many headings head work"
    assert precision(answers, "goals", 0.98, 0.5) is None
    assert precision([], "goals", 0.5, 0.5) is None


def test_a_family_is_told_from_the_lowest_chance_that_is_precise_enough():
    answers = [*said("goals", "goals", 0.96, 30), *said("goals", "goals", 0.75, 9), *said("content", "goals", 0.65, 9)]
    answers += said("organisation", "goals", 0.55, 9)
    answers += said("content", "content", 0.9, 39)
    assert calibrate(answers, Setting(precision=0.9, work=0.5)) == {"goals": 0.7}
    assert calibrate(said("content", "goals", 0.99, 5), Setting()) == {}
    assert "| goals | none | 39 | 0.70 | 39 | 39 |" in table(answers, {"goals": 0.7}, Setting(precision=0.9, work=0.5))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    text = (ROOT / "models" / "sections" / "model.toml").read_text("utf-8").replace("corpus/documents", "gold")
    text = text.replace("precision = 0.9 }", "precision = 0.0 }")
    return make_small(tmp_path_factory.mktemp("root"), text, PLANS, section_files.build)


def test_a_model_holds_and_is_built_again_byte_for_byte(files):
    assert set(json.loads(files["model.lock.json"])["precision"]) == {"goals", "idle", "organisation"}


def lock_told(folder):
    return tomllib.loads((folder / "model.toml").read_text("utf-8"))["told"]


def test_other_plans_are_measured_on(root):
    folder = root / "models" / "small"
    lock = section_files.build(folder, root, [root / "gold"])
    assert set(lock["scores"]) == {"other issuers", "other plans"}
    assert lock["precision"] == {family: one["precision"] for family, one in lock_told(folder).items()}
    assert "On other plans" in (folder / "CARD.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("weights.json", lambda text: text.replace("0.", "1.", 1), "not those that model.lock.json names"),
        ("model.toml", lambda text: text + "# later\n", "not the one that model.lock.json names"),
        ("model.toml", lambda _: 'kind = "sections"', "cannot be followed"),
        ("model.toml", lambda text: text.replace('kind = "sections"', 'kind = "clouds"'), "asks for the kind 'clouds'"),
        ("model.lock.json", lambda _: "[]", "cannot be read"),
        ("model.lock.json", lambda text: text.replace('"examples": "', '"examples": "0'), "have changed since"),
    ],
)
def test_a_mismatch_is_told(root, name, damage, said, capsys):
    path = root / "models" / "small" / name
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    assert cli.main(["model", "verify", "--root", str(root)]) == 1
    assert said in capsys.readouterr().err


def test_a_missed_floor_is_told(root):
    folder = root / "models" / "small"
    path = folder / "model.toml"
    path.write_text(path.read_text("utf-8").replace("from = 0.9, precision = 0.0", "from = 0.9, precision = 1.1"), "utf-8")
    section_files.build(folder, root)
    with pytest.raises(ModelMismatch, match=r"below its floor of 1"):
        section_files.verify(folder, root)


def test_the_shipped_model_is_its_locks():
    folder = ROOT / "models" / "sections"
    lock = json.loads((folder / "model.lock.json").read_text("utf-8"))
    assert lock["weights"].startswith(load(folder).digest)
    assert lock["toml"] == sha256((folder / "model.toml").read_bytes()).hexdigest()
    assert section_files.summary(folder).startswith("sections: ")


def test_the_wheel_holds_what_reading_needs():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {one for one in wheel["force-include"] if (ROOT / one).is_file()} >= {
        "models/sections/weights.json", "models/sections/model.lock.json",
    }  # fmt: skip
