"""Gold files: what is a fault, and what keeps one from being scored."""

import copy
import json

import pytest

from adminplan.evaluate.gold import NotGold, faults, golden, read


@pytest.fixture
def write(tmp_path, gold):
    def write(change):
        content = copy.deepcopy(gold.content)
        change(content)
        path = tmp_path / "one.gold.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


CHANGES = [
    (lambda c: c.pop("header"), "header is missing"),
    (lambda c: c.pop("goals"), "goals is missing"),
    (lambda c: c["header"].pop("signer"), "header.signer is no object"),
    (lambda c: c["activities"][1].pop("units"), "activities[1]: units is missing"),
    (lambda c: c["duties"][0].update(tasks="a"), "duties[0]: tasks is missing, or no list"),
    (lambda c: c["header"].update(number=71), "header: number is 71, neither words nor null"),
    (lambda c: c["header"].update(recipients="Lưu: VT"), "recipients is no list of strings"),
    (lambda c: c["activities"][0]["units"][0].pop("role"), "activities[0].units: role is missing"),
    (lambda c: c["activities"][0].update(times=["tháng 5"]), "activities[0].times is no object"),
    (lambda c: c["goals"].append("Trồng cây."), "goals[3] is no object"),
    (lambda c: c["header"].update(date="08/03/2024"), "header: date '08/03/2024' is not ISO"),
    (lambda c: c["references"][0].update(relation="cites"), "relation 'cites' is none of"),
    (lambda c: c["references"][0].update(date="tháng 5"), "is no ISO day, month or year"),
    (lambda c: c["references"].append(c["references"][0]), "stands twice"),
    (lambda c: c["goals"][0].update(kind="aim"), "kind 'aim' is none of"),
    (lambda c: c["activities"][0]["units"][0].update(role="help"), "role 'help' is none of"),
    (lambda c: c["activities"][0]["times"][0].update(kind="soon"), "kind of time 'soon'"),
    (lambda c: c["activities"][0]["times"][0].update(end="30/4/2024"), "end '30/4/2024' of a time is not ISO"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES, ids=[said for _, said in CHANGES])
def test_faults_are_named(write, change, said):
    assert any(said in one for one in faults(write(change), None))


@pytest.mark.parametrize("change", [change for change, _ in CHANGES[:10]], ids=[said for _, said in CHANGES[:10]])
def test_what_scoring_needs_is_asked_for_before(write, change):
    with pytest.raises(NotGold, match="evaluate check"):
        read(write(change))


def test_quotes_must_stand_in_the_document(agreed, write):
    text = (agreed / "xe-sach.txt").read_text("utf-8")
    assert faults(agreed / "xe-sach.gold.json", text) == []
    path = write(lambda c: c["goals"][0].update(text="Xây mới ba trăm tủ sách công cộng trong tỉnh."))
    assert faults(path, None) == []
    assert faults(path, text) == ["goals[0].text: not in the document: 'Xây mới ba trăm tủ sách công cộng trong tỉnh.'"]


def test_a_line_of_the_page_may_stand_inside_a_long_quote(write):
    long = "Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm mười sáu mười bảy."
    path = write(lambda c: (c["goals"].clear(), c["goals"].append({"kind": "purpose", "text": long})))
    middle = long.replace("mười một", "mười 3 một")
    assert not any("goals" in one for one in faults(path, middle))
    assert any("goals" in one for one in faults(path, long[:40]))


def test_broken_files_say_so(tmp_path):
    path = tmp_path / "one.gold.json"
    path.write_bytes(b"\xff{")
    assert faults(path, None)[0].startswith("no JSON")
    with pytest.raises(NotGold, match="cannot be read as JSON"):
        read(path)
    path.write_text("[1]")
    assert faults(path, None) == ["no object at the top"]


def test_folders_and_names(agreed, tmp_path):
    assert [gold.name for gold in golden([agreed])] == ["xe-sach"]
    assert golden([agreed], ["xe-sach"])[0].document == agreed / "xe-sach.txt"
    with pytest.raises(NotGold, match="holds no gold"):
        golden([tmp_path])
    with pytest.raises(NotGold, match="no gold of other"):
        golden([agreed], ["other"])
    with pytest.raises(NotGold, match="two folders"):
        golden([agreed, agreed])


def test_the_document_is_looked_for_beside_the_gold_only(write, tmp_path):
    (tmp_path / "one.docx").write_bytes(b"")
    assert read(write(lambda c: c.update(source="../../etc/one.docx"))).document == tmp_path / "one.docx"
    assert read(write(lambda c: c.update(source=None))).document == tmp_path / "one.docx"
