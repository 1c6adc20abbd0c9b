"""A model on disk: built from gold, held together by its lock, and what is said when it does not hold."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from tests.learn.conftest import CORPUS, make_small  # type: ignore[import-not-found]

from adminplan import cli
from adminplan.api import find
from adminplan.errors import ModelMismatch
from adminplan.files.read import read, read_text
from adminplan.layout.tidy import tidy
from adminplan.learn import measure, model
from adminplan.learn.lines import LABELS, WORK, lines
from adminplan.learn.variations import VARIATIONS, vary
from adminplan.outline.outline import read_outline

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
    rows = lines(outline, find(outline)[1], content)
    return [(one.text.split()[-1], one.ruled, one.gold) for one in rows if one.ruled != "letterhead"]


def test_lines_have_the_labels_of_rules_and_of_gold():
    assert labelled(outlined(TEXT), GOLD) == [
        ("ĐÍCH", "heading1", "heading1"),
        ("cây.", "goal", "goal"),
        ("DUNG", "heading1", "heading1"),
        ("giống", "activity", "activity"),
        ("đất.", "item", "item"),
        ("HIỆN", "heading1", "heading1"),
        ("quý.", "duty", "duty"),
    ]


def test_without_gold_no_line_is_work():
    outline = outlined(TEXT)
    assert not {one.gold for one in lines(outline, find(outline)[1])} & set(WORK)


def test_layout_is_seen():
    outline = read_outline(tidy(read(CORPUS / "1647-qd-ttg.pdf")))
    rows = lines(outline, find(outline)[1])
    seen = {one for row in rows for one in row.seen}
    assert {"font=usual", "font=larger", "indent=0", "indent=1", "column=task", "column=lead", "column=time"} <= seen
    (title,) = (row for row in rows if row.text == "KẾ HOẠCH")
    assert {"bold=True", "caps=True", "align=center"} <= set(title.seen)
    plain = lines(outlined(TEXT), find(outlined(TEXT))[1])
    assert all({"font=none", "indent=none", "column=None"} <= set(row.seen) for row in plain)


def test_the_source_says_what_gold_does_not():
    outline = outlined(TEXT)
    first = next(
        index for index, one in enumerate(outline.text.paragraphs) if "MỤC ĐÍCH" in outline.text.quote((one.start, one.end))
    )
    rows = lines(outline, find(outline)[1], GOLD, {first: "heading2", first + 1: "field"})
    assert [one.gold for one in rows if "ĐÍCH" in one.text or "Nâng cao" in one.text] == ["heading2", "goal"], "gold goes first"


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


def test_hits_count_lines_of_some_kinds():
    outline = outlined(TEXT)
    rows = lines(outline, find(outline)[1], GOLD)
    assert measure.hits(rows, [one.ruled for one in rows], WORK) == (3, 3, 3)
    assert measure.hits(rows, ["other"] * len(rows), WORK).f1 == 0.0
    assert measure.hits(rows, ["goal"] * len(rows), WORK) == (1, 3, len(rows))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return make_small(tmp_path_factory.mktemp("root"), TOML, PLANS, model.build)


def test_a_model_holds_and_is_built_again_byte_for_byte(files):
    scores = json.loads(files["model.lock.json"])["scores"]["other issuers"]
    assert set(scores) == {"document", *VARIATIONS, *LABELS}
    assert set(scores["document"]) == set(measure.READERS)


def test_loaded_weights_label_lines(root):
    loaded = model.load(root / "models" / "small")
    outline = outlined(TEXT)
    rows = lines(outline, find(outline)[1])
    labels = measure.both(loaded.weights, rows, loaded.setting.doubt)
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


def otherwise(root, change):
    """The small model with other weights, which its lock names: as if another processor had trained it."""
    folder = root / "models" / "small"
    weights = json.loads((folder / "weights.json").read_text("utf-8"))
    change(weights)
    data = json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"
    lock = json.loads((folder / "model.lock.json").read_text("utf-8"))
    lock["weights"] = sha256(data.encode()).hexdigest()
    (folder / "weights.json").write_text(data, "utf-8")
    (folder / "model.lock.json").write_text(json.dumps(lock), "utf-8")
    return folder


def test_a_last_digit_is_forgiven_where_the_model_says_the_same(root, capsys):
    def change(weights):
        feature = min(weights["states"])
        label = min(weights["states"][feature])
        weights["states"][feature][label] = round(weights["states"][feature][label] + 0.01, 2)

    folder = otherwise(root, change)
    assert model.verify(folder, root).startswith("holds: trained here its weights differ")
    assert cli.main(["model", "verify", "--root", str(root)]) == 0
    assert "says the same everywhere" in capsys.readouterr().out


def test_a_model_that_says_something_else_does_not_hold(root):
    folder = otherwise(root, lambda weights: weights["states"].clear())
    with pytest.raises(ModelMismatch, match="says something else"):
        model.verify(folder, root)


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
    assert set(loaded.weights.labels) <= set(LABELS)
    assert set(loaded.weights.labels) > set(WORK)
    assert (folder / "weights.json").stat().st_size < 3_000_000
