"""The page of a plan: everything that was read stands on it and leads to its place; nothing of a document becomes markup."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from adminplan import api
from adminplan.errors import ISSUES, Issue
from adminplan.files.source import Box
from adminplan.layout.text import Span
from adminplan.plan.plan import Evidence, Place, Time
from adminplan.view.report import page
from adminplan.view.report_findings import findings
from adminplan.view.report_issues import MESSAGES, in_vietnamese
from adminplan.view.report_readings import head_spans, place
from adminplan.view.report_text import html, marked

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
ICON = "data:,"  # an empty one: no browser asks for it
PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH AN HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
An Hòa, ngày 05 tháng 01 năm 2024
KẾ HOẠCH
Trồng hoa ven đường năm 2024
Thực hiện Kế hoạch số 7/KH-BTN ngày 01/12/2023 của Bộ Thử nghiệm thực hiện Chỉ thị số 3/CT-TTg ngày 02/3/2023, Ủy ban nhân dân tỉnh ban hành kế hoạch:
I. MỤC ĐÍCH
- Đường làng đẹp hơn.
II. NHIỆM VỤ
1. Chuẩn bị cây giống
- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.
- Đơn vị phối hợp: Ủy ban nhân dân các xã, phường.
- Thời gian hoàn thành: trước ngày 15/3/2024.
2. Trồng hoa
- Đơn vị chủ trì: Ủy ban nhân dân các xã, phường.
- Thời gian thực hiện: từ ngày 01/4/2024 đến ngày 30/6/2024.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Báo cáo kết quả trước ngày 25 hằng tháng.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Thử
"""


class Elements(HTMLParser):
    """Every element with its attributes, and the text of each paragraph of the document."""

    def __init__(self, content):
        super().__init__()
        self.all, self.lines, self.inside = [], [], 0
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))
        if tag == "p":
            self.inside = True
            self.lines.append("")

    def handle_endtag(self, tag):
        if tag == "p":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.lines[-1] += data

    def attributes(self, name):
        return [attrs[name] for _, attrs in self.all if name in attrs]


@pytest.fixture(scope="module")
def read():
    return api.parse_text(PLAN, name="ke-hoach.txt")


def test_the_page_says_what_was_read(read):
    content = page(read)
    for words in (
        "<h1>Kế hoạch số 12/KH-UBND</h1>",
        "<dt>Người ký</dt><dd>Lê Thử, CHỦ TỊCH, TM. ỦY BAN NHÂN DÂN</dd>",
        "Toàn văn",
        "Công việc theo đơn vị",
        "Tiến độ",
        "Văn bản viện dẫn",
        "Điểm cần xem lại",
        "thiếu III giữa II và IV",
        "trước ngày 15/3/2024",
        "chủ trì",
    ):
        assert words in content, words
    assert content == page(read), "the same plan gives the same bytes"
    assert "None" not in content


def test_the_text_stands_on_the_page_whole_and_in_order(read):
    lines = Elements("".join(marked(read.text, findings(read)))).lines
    assert lines == [line for line in read.text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in CORPUS.iterdir() if path.suffix in {".docx", ".md", ".txt", ".html"})
)
def test_every_finding_is_marked_and_every_link_leads_somewhere(name):
    plan = api.parse(CORPUS / name)
    found = findings(plan)
    content = page(plan)
    elements = Elements(content)
    ids = elements.attributes("id")
    assert len(ids) == len(set(ids)), "each name once"
    assert {link[1:] for link in elements.attributes("href") if link != ICON} <= set(ids)
    for one in found:
        assert f"f{one.number}" in ids
        if one.spans:
            assert f"m{one.number}" in ids, f"{one.kind} {one.title} is marked nowhere"
    for kind, items in (
        ("reference", plan.references),
        ("goal", plan.goals),
        ("activity", plan.activities),
        ("duty", plan.duties),
    ):
        assert sum(one.kind == kind and bool(one.spans) for one in found) == len(items)
    starts = [one.spans[0].start for one in found if one.spans]
    assert starts == sorted(starts)
    shown = "".join("".join(Elements("".join(marked(plan.text, found))).lines).split())
    assert shown == "".join(plan.text.split())


def test_findings_that_nest_and_cross_are_all_told(read):
    """A citation within a citation's title, and two spans that cross."""
    inner = next(one for one in findings(read) if one.title.endswith("3/CT-TTg"))
    outer = next(one for one in findings(read) if one.title.endswith("7/KH-BTN"))
    assert outer.spans[0].holds(inner.spans[0])
    assert ("Nằm trong tên của", outer.number) in [(row.name, piece.to) for row in inner.rows for piece in row.pieces]
    assert outer.number in [piece.to for row in inner.rows if row.name == "Cùng chỗ" for piece in row.pieces]
    text = "abcdefghij"
    one = replace(inner, number=1, kind="reference", spans=(Span(1, 6),), places=("",))
    other = replace(inner, number=2, kind="unit", spans=(Span(4, 9),), places=("",))
    (line,) = marked(text, (one, other))
    assert Elements(line).lines == [text]
    assert re.sub(r"<a[^>]*?href=\"#(f\d)\">", r"<\1>", line).split("<p>")[1] == (
        'a<f1>bcd</a><i id="m2"></i><span class="o unit"><f1>ef</a></span><f2>ghi</a>j</p></div>'
    )


def test_a_mark_leads_to_its_reading_with_confidence_and_place(read):
    time = next(one for one in read.times if one.kind == "deadline")
    sure = replace(time, evidence=replace(time.evidence, confidence=0.97))
    plan = replace(read, times=tuple(sure if one is time else one for one in read.times))
    number = next(one.number for one in findings(plan) if one.item == time.id)
    content = page(plan)
    card = content[content.index(f'id="f{number}"') :].split("</article>")[0]
    assert "<dt>Độ tin cậy</dt><dd>97%</dd>" in card
    assert "<dt>Vị trí</dt><dd>dòng 16, mục II/1</dd>" in card
    assert "<dt>Đọc là</dt><dd>trước 15/03/2024</dd>" in card
    assert "Chuẩn bị cây giống" in card, "whose time it is"
    assert f'<a id="m{number}" class="m time" href="#f{number}">trước ngày 15/3/2024</a>' in content
    assert "<dt>Độ tin cậy</dt><dd>chưa đo</dd>" in content


def test_lines_below_an_activity_belong_to_it(read):
    first = next(one for one in findings(read) if one.title == "Chuẩn bị cây giống")
    assert [read.text[span.start : span.end].split(":")[0] for span in first.spans] == [
        "1. Chuẩn bị cây giống",
        "- Đơn vị chủ trì",
        "- Đơn vị phối hợp",
        "- Thời gian hoàn thành",
    ]
    lines = [line for line in marked(read.text, findings(read)) if "activity" in line]
    assert [line.count('class="tag activity"') for line in lines] == [1, 0, 0, 0, 1, 0, 0], "the name in the margin stands once"


def test_fields_of_the_head_are_found_in_it(read):
    found = {name: read.text[span.start : span.end] for name, _, span in head_spans(read)}
    assert found == {
        "Cơ quan ban hành": "ỦY BAN NHÂN DÂN\nTỈNH AN HÒA",
        "Số, ký hiệu": "12/KH-UBND",
        "Nơi ban hành": "An Hòa",
        "Loại văn bản": "KẾ HOẠCH",
        "Trích yếu": "Trồng hoa ven đường năm 2024",
        "Ngày ban hành": "ngày 05 tháng 01 năm 2024",
    }


def test_places_in_words():
    def at(outline, **where):
        return place(Evidence(span=Span(0, 1), quote="x", path=outline, places=(Place(**where),), found_by="x@1"))

    assert at("II/2/a", kind="page", boxes=(Box(3, 0, 0, 1, 1), Box(4, 0, 0, 1, 1))) == "trang 3–4, mục II/2/a"
    assert at("II/-~2", kind="line", line=12) == "dòng 12, mục II, gạch đầu dòng 2"
    assert at("phụ lục/1", kind="path", path="document/tbl[0]/tr[2]/tc[1]/p[0]") == "bảng 1, hàng 3, ô 2, mục phụ lục/1"
    assert (
        at("III/t1/2", kind="path", path="html/body[0]/div[4]/table[0]/tr[3]/td[1]/p[0]")
        == "bảng 1, hàng 4, ô 2, mục III/2, bảng 1"
    )
    assert at("body", kind="path", path="html/body[0]/div[4]/p[2]") == "phần thân"
    assert at("closing", kind="path", path="document/p[30]") == "đoạn 31, phần kết"
    assert at("1~2/p3", kind="line", line=1) == "dòng 1, mục 1 (lần 2), đoạn 3"


def test_every_issue_has_vietnamese_words():
    assert set(MESSAGES) == set(ISSUES)
    for code, form in ISSUES.items():
        words = {name: f"«{name}»" for name in re.findall(r"{(\w+)}", form)}
        name, message = in_vietnamese(Issue(code=code, message=form.format(**words)))
        assert name != code
        assert message == MESSAGES[code][1].format(**words)
    twice = Issue(code="numbering-repeat", message="the label III stands twice under the body")
    assert in_vietnamese(twice) == ("Trùng số thứ tự", "III có hai lần dưới phần thân")
    odd = Issue(code="numbering-gap", message="{0} is {missing} between {before} and {after}")
    assert in_vietnamese(odd)[1] == odd.message, "words in braces are words"
    assert (
        in_vietnamese(Issue(code="date-impossible", message="{text} is no day of the calendar"))[1] == "{text} không có trên lịch"
    )


HOSTILE = "<script>alert(1)</script> \" onmouseover='x' </style> \u2028 \u202e &lt; <!-- ]]> <img src=x onerror=alert(2)> javascript:x \x1b[2J \x00"


def test_nothing_in_a_document_becomes_markup(read):
    words = HOSTILE
    activity = replace(read.activities[0], id='"><b x="', title=words, label=words, section=words, products=(words,))
    reference = replace(read.references[0], title=words, number=words, issuer=words, document=words, relation=words)
    plan = replace(
        read,
        letterhead=replace(read.letterhead, title=words, number=words, issuer=words, place=words),
        source=replace(read.source, name=words),
        units=tuple(replace(one, name=words, id=words) for one in read.units[:1]),
        activities=(activity, *read.activities[1:]),
        references=(reference, *read.references[1:]),
        times=tuple(replace(one, text=words) for one in read.times),
        issues=(*read.issues, Issue(code=words, message=words, path=words)),
        text=read.text.replace("Đường làng", words + " Đường làng"),
    )
    content = page(plan)
    elements = Elements(content)
    clean = Elements(page(read))
    could_act = {"script", "style", "img", "link", "meta", "iframe", "object", "form", "base"}
    assert [tag for tag, _ in elements.all if tag in could_act] == [tag for tag, _ in clean.all if tag in could_act]
    names = {name for _, attrs in elements.all for name in attrs}
    assert not {name for name in names if name.startswith("on") or name in {"src", "style"}}
    assert all(link.startswith("#") for link in elements.attributes("href") if link != ICON)
    assert "\x1b" not in content
    assert "\x00" not in content
    assert content.count("</script>") == 1
    assert content.count("</style>") == 1


def test_text_is_escaped_for_elements_and_attributes():
    assert html("<a b=\"c\" d='e'>&\x07\ud800") == "&lt;a b=&quot;c&quot; d=&#x27;e&#x27;&gt;&amp;\ufffd\ufffd"


def test_a_plan_with_nothing_and_one_with_impossible_offsets(make_plan, read):
    empty = page(make_plan(None))
    assert "<h2>Thông tin chung</h2>" in empty
    assert "Toàn văn</h2>" not in empty, "a plan without its text has no such part"
    cut = page(replace(read, text=read.text[:300]))
    assert "<h2>Toàn văn</h2>" in cut
    wild = replace(read.times[0], evidence=replace(read.times[0].evidence, span=Span(-5, 10**9)))
    assert page(replace(read, times=(wild, *read.times[1:])))


def test_a_long_document_is_written_in_time_that_grows_with_it(read):
    """2,000 marks in one line, nested and crossing."""
    import time

    one = read.times[0]
    text = "trước ngày 15/3/2024 và " * 2000
    many = tuple(
        replace(one, id=f"time-{at}", evidence=replace(one.evidence, span=Span(24 * at, 24 * at + 20 + at % 40)))
        for at in range(2000)
    )
    plan = replace(read, text=text, times=many, references=(), goals=(), activities=(), duties=(), units=(), issues=())
    began = time.perf_counter()
    content = page(plan)
    assert time.perf_counter() - began < 5
    assert content.count("<article") >= 2000


def test_recurring_times_and_their_days_are_read_in_words(read):
    assert isinstance(read.times[0], Time)
    often = next(one for one in read.times if one.kind == "recurring")
    content = page(read)
    assert "FREQ=MONTHLY" in content
    assert often.text in content
    assert read.letterhead.date == date(2024, 1, 5)


def test_a_table_of_contents_leads_to_the_parts(read):
    content = page(read)
    start = read.text.index("II. NHIỆM VỤ")
    assert f'<li><a href="#t{start}">II. NHIỆM VỤ</a></li>' in content
    assert f'<div id="t{start}" class="l h">' in content
    assert "Mục lục" not in page(api.parse_text("KẾ HOẠCH\nTrồng hoa\n1. Chuẩn bị đất trồng."))


def test_cells_of_a_row_stand_side_by_side():
    plan = api.parse(CORPUS / "85-kh-ubnd-son-la.docx")
    rows = [line for line in marked(plan.text, findings(plan)) if 'class="l row' in line]
    assert len(rows) == sum("\n" in one.evidence.quote for one in plan.activities if one.evidence.found_by == "activity.row@1")
    assert all(row.count('class="cell"') >= 2 for row in rows)


def test_pages_are_named_in_the_margin_where_they_begin(read):
    def on(one, page):
        return replace(one, evidence=replace(one.evidence, places=(Place(kind="page", boxes=(Box(page, 0, 0, 1, 1),)),)))

    plan = replace(read, goals=tuple(on(one, 1) for one in read.goals), activities=tuple(map(on, read.activities, (2, 2))))
    named = [(re.search(r"trang (\d)</span>", line), line) for line in marked(plan.text, findings(plan))]
    assert [found[1] for found, _ in named if found] == ["2"], "on the first page everything begins"
    assert "Chuẩn bị cây giống" in next(line for found, line in named if found and found[1] == "2")
    assert "trang" not in "".join(marked(read.text, findings(read))), "a text file has no pages"


@pytest.mark.parametrize("seed", range(60))
def test_a_plan_that_passed_through_other_hands_gives_a_page(read, seed):
    """Ids that are empty, equal or missing, and offsets that mean nothing: JSON may be edited."""
    random = Random(seed)
    ids = ["", "a", "a", "issue-1", *(one.id for one in read.activities)]

    def broken(one):
        size = len(read.text)
        span = Span(*sorted((random.randrange(-5, size + 50), random.randrange(-5, size + 50))))
        given = {"id": random.choice(ids), "evidence": replace(one.evidence, span=span)}
        for name in ("parent", "unit", "nested_in"):
            if hasattr(one, name):
                given[name] = random.choice(ids)
        for name in ("times", "references"):
            if hasattr(one, name):
                given[name] = tuple(random.choices(ids, k=3))
        return replace(one, **given)

    kinds = ("references", "goals", "activities", "duties", "times")
    plan = replace(read, period=random.choice(ids), **{name: tuple(map(broken, getattr(read, name))) for name in kinds})
    content = page(plan)
    ids = Elements(content).attributes("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in Elements(content).attributes("href") if link != ICON} <= set(ids)
    assert Elements("".join(marked(plan.text, findings(plan)))).lines == [line for line in plan.text.split("\n") if line.strip()]
