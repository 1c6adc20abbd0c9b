"""A model on disk: built from gold, held together by its lock, and what is said when it does not hold."""

import json
import shutil
from pathlib import Path

import pytest

from adminplan import cli
from adminplan.api import find
from adminplan.errors import ModelMismatch
from adminplan.files.read import read_text
from adminplan.layout.tidy import tidy
from adminplan.learn import measure, model
from adminplan.learn.lines import lines
from adminplan.learn.variations import VARIATIONS, vary
from adminplan.outline.outline import read_outline

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
PLANS = ("05-kh-cdcs-na-sang", "09-kh-ldld-tan-hoa-dong", "12-kh-ubnd-ban-lua")
TOML = 'gold = ["gold"]\n[setting]\nturns = 400\n[floors]\ndocument = 0.5\n'
TEXT = """\
ỦY BAN NHÂN DÂN
TỈNH AN HÒA
Số: 07/KH-UBND
An Hòa, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Trồng cây xanh năm 2024

I. MỤC ĐÍCH
- Nâng cao nhận thức của nhân dân về trồng cây.

II. NỘI DUNG
1. Chuẩn bị cây giống
- Chọn giống cây hợp với đất.

III. TỔ CHỨC THỰC HIỆN
1. Sở Thử nghiệm: Báo cáo kết quả hằng quý.
"""
GOLD = {
    "goals": [{"text": "Nâng cao nhận thức của nhân dân về trồng cây."}],
    "activities": [{"title": "Chuẩn bị cây giống"}],
    "duties": [{"unit": "Sở Thử nghiệm", "tasks": ["Báo cáo kết quả hằng quý."]}],
}


def outlined(text):
    return read_outline(tidy(read_text(text)))


def labelled(outline, content):
    return [(one.text.split()[-1], one.ruled, one.gold) for one in lines(outline, find(outline)[1], content)]


def test_lines_have_the_labels_of_rules_and_of_gold():
    assert labelled(outlined(TEXT), GOLD) == [
        ("ĐÍCH", "other", "other"),
        ("cây.", "goal", "goal"),
        ("DUNG", "other", "other"),
        ("giống", "activity", "activity"),
        ("đất.", "other", "other"),
        ("HIỆN", "other", "other"),
        ("quý.", "duty", "duty"),
    ]


def test_without_gold_every_line_is_other():
    outline = outlined(TEXT)
    assert {one.gold for one in lines(outline, find(outline)[1])} == {"other"}


@pytest.mark.parametrize(
    ("name", "there", "gone"),
    [
        ("plain", "I. MỤC ĐÍCH", "NHỮNG VẤN ĐỀ CHUNG"),
        ("unnumbered", "1. Chuẩn bị", "I. MỤC ĐÍCH"),
        ("bare", "MỤC ĐÍCH", "1. Chuẩn bị"),
        ("unnamed", "I. NHỮNG VẤN ĐỀ CHUNG", "MỤC ĐÍCH"),
    ],
)
def test_a_variation_takes_away_what_it_says(name, there, gone):
    text = vary(outlined(TEXT), name)
    assert there in text
    assert gone not in text
    assert "Số: 07/KH-UBND" in text, "the letterhead stays"


def test_hits_count_what_is_no_other():
    outline = outlined(TEXT)
    rows = lines(outline, find(outline)[1], GOLD)
    assert measure.hits(rows, [one.ruled for one in rows]) == (3, 3, 3)
    assert measure.hits(rows, ["other"] * len(rows)).f1 == 0.0
    assert measure.hits(rows, ["goal"] * len(rows)) == (1, 3, 7)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    (root / "gold").mkdir()
    for name in PLANS:
        for path in CORPUS.glob(name + ".*"):
            shutil.copy(path, root / "gold")
    folder = root / "models" / "small"
    folder.mkdir(parents=True)
    (folder / "model.toml").write_text(TOML, "utf-8")
    model.build(folder, root)
    return root


@pytest.fixture
def root(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_a_model_holds_and_is_built_again_byte_for_byte(root, capsys):
    folder = root / "models" / "small"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {"model.toml", "model.lock.json", "weights.json", "CARD.md"}
    assert cli.main(["model", "verify", "--root", str(root)]) == 0
    assert cli.main(["model", "build", str(folder), "--root", str(root)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert cli.main(["model", "list", "--root", str(root)]) == 0
    assert "small: " in capsys.readouterr().out.splitlines()[-1]
    scores = json.loads(before["model.lock.json"])["scores"]["other issuers"]
    assert set(scores) == {"document", *VARIATIONS}
    assert set(scores["document"]) == set(measure.READERS)


def test_loaded_weights_label_lines(root):
    loaded = model.load(root / "models" / "small")
    outline = outlined(TEXT)
    rows = lines(outline, find(outline)[1])
    labels = measure.both(loaded.weights, rows, loaded.doubt)
    assert len(labels) == len(rows)
    assert measure.both(loaded.weights, rows, 0.0) == [one.ruled for one in rows], "without doubt the rules speak"


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("weights.json", lambda text: text.replace("0.", "1.", 1), "not those that model.lock.json names"),
        ("model.toml", lambda text: text + "# later\n", "not those that model.lock.json names"),
        ("model.toml", lambda _: "gold = 3", "cannot be followed"),
        ("model.lock.json", lambda _: "[]", "model.lock.json cannot be read"),
    ],
)
def test_a_mismatch_is_told(root, name, damage, said, capsys):
    path = root / "models" / "small" / name
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(ModelMismatch, match=said):
        model.load(path.parent)
    assert cli.main(["model", "verify", "--root", str(root)]) == 1
    assert said in capsys.readouterr().err


def test_gold_that_changed_is_told(root):
    path = root / "gold" / f"{PLANS[0]}.gold.json"
    content = json.loads(path.read_text("utf-8"))
    content["goals"] = content["goals"][1:]
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ModelMismatch, match="have changed since"):
        model.verify(root / "models" / "small", root)


def test_a_missed_floor_is_told(root):
    folder = root / "models" / "small"
    (folder / "model.toml").write_text(TOML.replace("document = 0.5", "document = 1.1"), "utf-8")
    model.build(folder, root)
    with pytest.raises(ModelMismatch, match=r"below its floor of 1\.1"):
        model.verify(folder, root)


def test_a_model_without_gold_is_wrong_usage(tmp_path, capsys):
    (tmp_path / "model.toml").write_text(TOML, "utf-8")
    assert cli.main(["model", "build", str(tmp_path), "--root", str(tmp_path)]) == 2
    assert "holds no gold" in capsys.readouterr().err
    assert cli.main(["model", "list", "--root", str(tmp_path)]) == 2
    assert "holds no model" in capsys.readouterr().err


def test_the_committed_model_is_the_one_of_its_lock():
    folder = Path(__file__).parents[2] / "models" / "lines"
    loaded = model.load(folder)
    assert loaded.weights.labels == ("activity", "duty", "goal", "other")
    assert (folder / "weights.json").stat().st_size < 3_000_000
