"""Marks of sources, words of passages with their labels, and what the chances of a model are worth."""

import time
from pathlib import Path

import pytest

from adminplan.api import find
from adminplan.files.read import read, read_text
from adminplan.layout.tidy import tidy
from adminplan.learn import calibrate, model, span_measure
from adminplan.learn.sources import Mark, told
from adminplan.learn.span_examples import Row, located, part, rows
from adminplan.learn.spans import WORD, Passage, labels, marks_of, passages
from adminplan.outline.outline import read_outline

CORPUS = Path(__file__).parents[2] / "corpus"
HEAD = """\
form = state
format = txt
issuer = ỦY BAN NHÂN DÂN / XÃ AN HÒA
number = 07/KH-UBND
date = 2024-01-05
place = An Hòa
type = KẾ HOẠCH
title = Trồng cây xanh năm 2024
=== body
"""
BODY = """\
Thực hiện {ref implements|{y|Kế hoạch} số {n|12/KH-UBND} ngày {d 2023-12-20|20/12/2023} của {i|UBND tỉnh}};
Căn cứ {ref basis t="Lâm nghiệp"|{y|Luật} Lâm nghiệp};
# I. NỘI DUNG
A> 1. Chuẩn bị cây giống
Đơn vị chủ trì: {lead|Văn phòng}; phối hợp: {coordinate|Đoàn Thanh niên}.
- Chọn giống cây hợp với đất, xong {deadline 2024-02-15|trước ngày 15/02/2024}.
# II. TỔ CHỨC THỰC HIỆN
U> 1. Văn phòng
D> - Báo cáo kết quả hằng quý.
=== closing
Nơi nhận:
- Như trên;
sign = TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Lê Văn Thử
"""
TEXT = """\
ỦY BAN NHÂN DÂN
XÃ AN HÒA
Số: 07/KH-UBND
An Hòa, ngày 05 tháng 01 năm 2024

KẾ HOẠCH
Trồng cây xanh năm 2024

Thực hiện Kế hoạch số 12/KH-UBND ngày 20/12/2023 của UBND tỉnh;

Căn cứ Luật Lâm nghiệp;

I. NỘI DUNG

1. Chuẩn bị cây giống

Đơn vị chủ trì: Văn phòng; phối hợp: Đoàn Thanh niên.

- Chọn giống cây hợp với đất, xong trước ngày 15/02/2024.

II. TỔ CHỨC THỰC HIỆN

1. Văn phòng

- Báo cáo kết quả hằng quý.
"""


@pytest.fixture
def source(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "markup.py").write_bytes((CORPUS / "markup.py").read_bytes())
    path = tmp_path / "sources" / "plan.txt"
    path.write_text(HEAD + BODY, "utf-8")
    return path


def marked(source, text):
    string = tidy(read_text(text))
    found = {}
    for index, one in told(source, string).items():
        start = string.paragraphs[index].start
        quotes = [(mark.label, string.string[start + mark.start : start + mark.end]) for mark in one.marks]
        found[string.quote((start, string.paragraphs[index].end))] = (one.kind, quotes)
    return found


def test_a_source_tells_what_each_paragraph_is(source):
    found = marked(source, TEXT)
    kinds = {quote: kind for quote, (kind, _) in found.items()}
    assert kinds["I. NỘI DUNG"] == "heading1"
    assert kinds["1. Chuẩn bị cây giống"] == "activity"
    assert kinds["Đơn vị chủ trì: Văn phòng; phối hợp: Đoàn Thanh niên."] == "field"
    assert kinds["1. Văn phòng"] == "unit"
    assert kinds["- Báo cáo kết quả hằng quý."] == "duty"
    assert kinds["Trồng cây xanh năm 2024"] == "letterhead"
    assert "Số: 07/KH-UBND" not in kinds, "no line of the source is printed as this"


def test_a_source_tells_what_the_words_are(source):
    found = marked(source, TEXT)
    spans = {quote: marks for quote, (_, marks) in found.items() if marks}
    assert spans["Thực hiện Kế hoạch số 12/KH-UBND ngày 20/12/2023 của UBND tỉnh;"] == [
        ("type", "Kế hoạch"), ("number", "12/KH-UBND"), ("date", "20/12/2023"), ("issuer", "UBND tỉnh"),
    ]  # fmt: skip
    assert spans["Căn cứ Luật Lâm nghiệp;"] == [("type", "Luật"), ("title", "Lâm nghiệp")], "an argument that is printed"
    assert spans["Đơn vị chủ trì: Văn phòng; phối hợp: Đoàn Thanh niên."] == [
        ("lead", "Văn phòng"),
        ("coordinate", "Đoàn Thanh niên"),
    ]
    assert spans["- Chọn giống cây hợp với đất, xong trước ngày 15/02/2024."] == [("time", "trước ngày 15/02/2024")]


def test_a_text_without_labels_is_told_too(source):
    found = marked(source, TEXT.replace("- Chọn", "Chọn").replace("  ", " "))
    assert found["Chọn giống cây hợp với đất, xong trước ngày 15/02/2024."][1] == [("time", "trước ngày 15/02/2024")]


def test_most_of_every_corpus_plan_is_told():
    for path in sorted((CORPUS / "documents").glob("*.txt")):
        text = tidy(read(path))
        assert len(told(CORPUS / "sources" / path.name, text)) >= 0.7 * len(text.paragraphs), path.name


def test_labels_and_marks_say_the_same():
    quote = "Sở A chủ trì, Sở B, Sở C phối hợp trong tháng 3/2024"
    words = [one.span() for one in WORD.finditer(quote)]
    marks = [Mark(0, 4, "lead"), Mark(14, 18, "coordinate"), Mark(20, 24, "coordinate"), Mark(40, 52, "time")]
    said = labels(words, marks)
    assert said[:4] == ["B-lead", "I-lead", "O", "O"]
    assert marks_of(words, said) == marks
    assert marks_of(words[:2], ["I-lead", "I-lead"]) == [Mark(0, 4, "lead")], "an inside without a beginning begins"


def outlined():
    outline = read_outline(tidy(read_text(TEXT)))
    cited, findings, _ = find(outline, model=False)
    return outline, cited, findings


def test_passages_hold_what_rules_say_and_where_they_stand(source):
    outline, cited, findings = outlined()
    marks = {index: one.marks for index, one in told(source, outline.text).items()}
    made = {one.text: one for one in passages(outline, cited, findings, marks)}
    field = made["Đơn vị chủ trì: Văn phòng; phối hợp: Đoàn Thanh niên."]
    assert field.ruled == field.gold
    assert all({"kind=activity", "field=lead"} <= set(seen) for seen in field.seen)
    assert made["- Báo cáo kết quả hằng quý."].gold == ()
    assert "Trồng cây xanh năm 2024" not in made, "the letterhead is no passage"
    assert all(one.gold is None for one in passages(outline, cited, findings))


def test_gold_without_a_source_is_found_in_the_text():
    outline, _, findings = outlined()
    content = {
        "activities": [
            {
                "title": "Chuẩn bị cây giống",
                "units": [{"name": "Đoàn Thanh niên", "role": "coordinate"}, {"name": "Sở Vắng mặt", "role": "lead"}],
                "times": [{"text": "trước ngày 15/02/2024"}],
            }
        ]
    }
    found = located(outline, findings, content)
    quotes = []
    for index, marks in found.items():
        start = outline.text.paragraphs[index].start
        quotes += [(mark.label, outline.text.string[start + mark.start : start + mark.end]) for mark in marks]
    assert quotes == [("coordinate", "Đoàn Thanh niên"), ("time", "trước ngày 15/02/2024")]
    assert not any("Báo cáo" in outline.text.quote(outline.text.paragraphs[index][:2]) for index in found)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("date", "ngày 05/12/2023", "2023-12-05"),
        ("number", "07/KH - UBND", "7/KH-UBND"),
        ("issuer", "Uỷ ban  nhân dân", "ỦY BAN NHÂN DÂN"),
    ],
)
def test_parts_are_compared_by_what_they_say(name, one, other):
    assert part(name, one) == part(name, other)


def passage(quote, marks, ruled=()):
    words = tuple(found.span() for found in WORD.finditer(quote))
    seen = tuple((f"w={quote[start:end].lower()}", f"shape={quote[start].isupper()}") for start, end in words)
    return Passage(0, quote, words, seen, tuple(ruled), tuple(marks))


def test_a_model_learns_spans_and_the_rules_keep_theirs():
    known = [passage(f"giao Đội {one} quét sân", [Mark(5, 10, "lead")]) for one in "ABCDEFGH"]
    setting = span_measure.Setting(turns=100)
    weights = span_measure.fit([Row("a", "a", known)], setting)
    silent = passage("giao Đội K quét sân", [])
    own = span_measure.tagged(weights, silent)
    assert [(mark, chance > 0.5) for mark, chance in own] == [(Mark(5, 10, "lead"), True)]
    assert span_measure.both(silent, own, setting._replace(sure=0.5)) == [Mark(5, 10, "lead")]
    assert span_measure.both(silent, own, setting._replace(sure=1.1)) == []
    assert span_measure.both(silent, own, setting._replace(sure=0.5, adds=("time",))) == []
    ruled = passage("giao Đội K quét sân", [], [Mark(5, 15, "coordinate")])
    assert span_measure.both(ruled, own, setting._replace(sure=0.5)) == [Mark(5, 15, "coordinate")], (
        "where rules speak they speak"
    )


def test_a_span_is_right_with_its_label_and_half_of_the_words():
    one = passage("Ban Chỉ huy Quân sự xã dọn dẹp", [Mark(0, 22, "lead")])
    assert span_measure.right(one, [Mark(0, 18, "lead")]) == [True]
    assert span_measure.right(one, [Mark(0, 3, "lead")]) == [False]
    assert span_measure.right(one, [Mark(0, 22, "monitor")]) == [False]
    assert span_measure.right(one, [Mark(0, 22, "lead"), Mark(0, 18, "lead")]) == [True, False], "each mark of gold counts once"


def test_every_issuer_is_read_by_a_model_that_does_not_know_it():
    plans = [Row(name, name, [passage(f"giao Đội {name} quét sân", [Mark(5, 10, "lead")])]) for name in "ABCDEF"]
    figures, sure = span_measure.cross_validate(plans, span_measure.Setting(turns=50))
    assert figures["model", "lead"].gold == 6
    assert figures["rules", "lead"] == (0, 6, 0)
    assert all(0 <= one.chance <= 1 for one in sure)


def test_rows_of_a_folder_have_the_marks_of_their_sources(tmp_path):
    for path in (CORPUS / "documents").glob("05-kh-cdcs-na-sang.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (row,) = rows([tmp_path], CORPUS / "sources")
    assert {mark.label for one in row.passages for mark in one.gold or ()} >= {"time", "number", "issuer"}
    (bare,) = rows([tmp_path])
    assert bare.cited
    assert {mark.label for one in bare.passages for mark in one.gold or ()} <= {"lead", "coordinate", "monitor", "time"}


def test_chances_are_worth_what_they_were_and_never_less_when_higher():
    answers = [(0.55, True), (0.55, True), (0.85, True), (0.85, False), (0.995, True), (0.995, True), (0.995, True)]
    known = calibrate.steps(answers)
    assert [one.precision for one in known] == sorted(one.precision for one in known)
    assert sum(one.found for one in known) == len(answers)
    assert calibrate.worth(0.999, known) == 0.8
    assert calibrate.worth(0.6, known) == calibrate.worth(0.86, known) == 0.6667, "pooled: the higher was right less often"
    assert calibrate.worth(0.1, known) is None
    assert calibrate.steps([]) == ()
    assert "| 0.99 | 3 | 3 | 0.800 |" in calibrate.table(known)


@pytest.mark.parametrize("quote", ["a/" * 50_000, "9" * 100_000, "-" * 100_000, "Sở " * 30_000])
def test_words_of_hostile_strings_are_found_in_time(quote):
    began = time.perf_counter()
    assert list(WORD.finditer(quote))
    assert time.perf_counter() - began < 2


def test_the_committed_model_is_the_one_of_its_lock():
    loaded = model.load(CORPUS.parent / "models" / "spans")
    assert {name[2:] for name in loaded.weights.labels if name != "O"} == set(span_measure.LABELS)
    assert calibrate.worth(0.999, loaded.known) > 0.9
