"""Web pages as portals of offices and schools show them; every page here is invented."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adminplan.errors import UnreadableFile
from adminplan.files.html import read_html
from adminplan.files.html_format import styled


def source(html):
    data = html if isinstance(html, bytes) else html.encode()
    return read_html(data, name="a.html", sha256="0")


def texts(html, part="body"):
    read = source(html)
    return [read.raw[line.start : line.end] for line in read.lines if line.part == part]


BODY = """
<p align="center"><b>KẾ HOẠCH</b></p><p align="center"><b>Tổ chức ngày hội đọc sách năm 2025</b></p>
<p>Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2025 của Ủy ban nhân dân huyện về phát triển văn hóa đọc, Ủy ban nhân dân xã
ban hành kế hoạch như sau:</p>
<p><b>I. MỤC ĐÍCH</b></p><p>- Nâng cao nhận thức của người dân về vai trò của việc đọc sách trong đời sống hằng ngày.</p>
<p><b>II. TỔ CHỨC THỰC HIỆN</b></p><p>Giao công chức văn hóa chủ trì, phối hợp với các trường học trên địa bàn tổ chức thực hiện kế hoạch này./.</p>
"""
HEAD = """<table><tr><td align=center><b>ỦY BAN NHÂN DÂN<br>XÃ TÂN AN</b></td><td align=center><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td></tr>
<tr><td>Số: 12/KH-UBND</td><td><i>Tân An, ngày 12 tháng 5 năm 2025</i></td></tr></table>"""
FOOT = "<table><tr><td><b>Nơi nhận:</b><br>- Như trên;<br>- Lưu: VT.</td><td><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b><br><br><b>Nguyễn Văn An</b></td></tr></table>"
MENU = '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/a">Giới thiệu</a></li><li><a href="/b">Văn bản</a></li></ul>'
RELATED = '<div class="x1"><h3>Các tin khác</h3><ul><li><a href="/1">Kế hoạch phòng dịch</a></li><li><a href="/2">Thông báo nghỉ lễ</a></li><li><a href="/3">Tuyển dụng</a></li></ul></div>'


def test_blocks_are_hard_lines_with_their_format():
    read = source(
        '<div style="font-size:14pt;font-family:\'.VnTime\'"><h2 align=center>Kế hoạch</h2><p style="text-align:justify">Một <b>hai</b></p><p><b>ba</b> <i><b>bốn</b></i></p></div>'
    )
    assert [(read.raw[line.start : line.end], line.bold, line.italic, line.align, line.heading, line.size, line.font, line.hard) for line in read.lines] == [
        ("Kế hoạch", True, False, "center", 2, 14.0, ".VnTime", True), ("Một hai", False, False, "justify", None, 14.0, ".VnTime", True),
        ("ba bốn", True, False, None, None, 14.0, ".VnTime", True),
    ]  # fmt: skip
    assert read.lines[1].path == "html/body[0]/div[0]/p[0]"
    assert read.media_type == "text/html"


def test_line_breaks_in_the_source_are_blanks_and_entities_are_read():
    assert texts("<p>Thực hiện\n   kế hoạch\t&ldquo;A&rdquo; &amp; B&nbsp;C</p>") == ["Thực hiện kế hoạch “A” & B\xa0C"]


def test_br_ends_a_paragraph_unless_the_text_goes_on():
    long = "X" * 70
    read = source(f"<p>SỞ Y TẾ<br>Số: 5<br>tiếp theo<br>- Như trên;<br><br>{long}<br>Sau<br>{long}.<br>Hết</p>")
    assert [(read.raw[line.start : line.end][:8], line.hard, line.blank_before) for line in read.lines] == [
        ("SỞ Y TẾ", True, 0), ("Số: 5", False, 0), ("tiếp the", True, 0), ("- Như tr", True, 0), ("XXXXXXXX", False, 1), ("Sau", True, 0),
        ("XXXXXXXX", True, 0), ("Hết", True, 0),
    ]  # fmt: skip


def test_preformatted_text_keeps_its_lines():
    assert texts("<pre>một\n  hai   ba</pre>") == ["một", "hai ba"]


def test_lists_show_their_labels():
    read = source(
        '<ol type="I"><li>MỤC ĐÍCH<ol><li>a</li><li value="5">b</li></ol></li><li><p>NỘI DUNG</p></li></ol><ul><li>tròn</li><li>- gạch</li></ul>'
        '<ul style="list-style-type: none"><li>trơn</li></ul><ol start="3" style="list-style:lower-alpha"><li>c</li></ol><ol reversed><li>x</li><li>y</li></ol><ol><li>7. sẵn</li></ol>'
    )
    assert [(read.raw[line.start : line.end], line.computed) for line in read.lines] == [
        ("I. MỤC ĐÍCH", 3), ("1. a", 3), ("5. b", 3), ("II. NỘI DUNG", 4), ("• tròn", 2), ("- gạch", 0), ("trơn", 0), ("c. c", 3), ("2. x", 3), ("1. y", 3), ("7. sẵn", 0),
    ]  # fmt: skip


def test_tables_have_cells_with_spans():
    read = source(
        "<table><thead><tr><th>TT</th><th colspan=2>Việc</th></tr></thead><tbody><tr><td rowspan=2>1</td><td>Họp</td><td><p>Quý I</p><p>2025</p></td></tr><tr><td>Phát động</td><td>Quý II</td></tr></tbody></table>"
    )
    assert [(read.raw[line.start : line.end], tuple(line.cell)) for line in read.lines] == [
        ("TT", (0, 0, 0, 1, 1)), ("Việc", (0, 0, 1, 1, 2)), ("1", (0, 1, 0, 2, 1)), ("Họp", (0, 1, 1, 1, 1)), ("Quý I", (0, 1, 2, 1, 1)), ("2025", (0, 1, 2, 1, 1)),
        ("Phát động", (0, 2, 1, 1, 1)), ("Quý II", (0, 2, 2, 1, 1)),
    ]  # fmt: skip
    assert read.lines[0].bold


def test_a_table_around_the_page_is_none():
    read = source(f"<table><tr><td>{MENU}</td><td>{HEAD}{BODY}</td></tr></table>")
    assert {line.cell.table for line in read.lines if line.cell is not None} == {0}
    assert next(line for line in read.lines if read.raw[line.start : line.end] == "KẾ HOẠCH").cell is None


def test_a_nested_table_has_its_own_number():
    read = source("<table><tr><td>a</td><td>b<table><tr><td>c</td><td>d</td></tr></table></td></tr></table>")
    assert [(read.raw[line.start : line.end], line.cell.table, line.cell.column) for line in read.lines] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("c", 1, 0),
        ("d", 1, 1),
    ]


@pytest.mark.parametrize(
    "page",
    [
        f"{MENU}<div><h1>Ngày hội đọc sách</h1><div>Thứ hai, 12/5/2025, 08:30</div><div>{HEAD}{BODY}{FOOT}</div><div class='share'><a href=x>Facebook</a></div>{RELATED}</div><footer>Bản quyền</footer>",
        f"<nav>{MENU}</nav><main><article>{HEAD}{BODY}{FOOT}</article><aside>Lịch công tác tuần</aside></main>",
        f"<table><tr><td>{MENU}</td><td><span>Ngày đăng: 12/5/2025</span><div>{HEAD}</div><div>{BODY}</div><div>{FOOT}</div>{RELATED}</td></tr></table>",
        f"<form action='/'><input><button>Tìm kiếm</button></form>{MENU}<section>{HEAD}{BODY}{FOOT}<p>Tác giả: Ban biên tập</p><p>Lượt xem: 120</p></section>",
        f"<header>CỔNG THÔNG TIN XÃ TÂN AN</header><div>{MENU}</div><div id=p1>{HEAD}</div><div id=p2>{BODY}{FOOT}</div><div>{RELATED}</div>",
        f"<div style='display:none'>Đang tải dữ liệu của trang</div>{HEAD}{BODY}{FOOT}",
    ],
)
def test_the_site_around_the_document_is_chrome(page):
    body = texts(f"<html><head><title>x</title><script>var a = 1</script></head><body>{page}</body></html>")
    assert body[:2] == ["ỦY BAN NHÂN DÂN", "XÃ TÂN AN"]
    assert body[-3:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"]
    assert len(body) == 18
    assert texts(page, "chrome")


def test_a_page_that_is_only_a_document_has_no_chrome():
    assert texts(f"<body>{HEAD}{BODY}{FOOT}</body>", "chrome") == []


def test_links_in_the_text_are_text():
    body = BODY.replace("Kế hoạch số 5/KH-UBND", '<a href="/vb/5">Kế hoạch số 5/KH-UBND</a>')
    assert any("Thực hiện Kế hoạch số 5/KH-UBND" in text for text in texts(MENU + body))


def test_the_heading_of_the_page_stands_for_a_missing_type_line():
    page = f"{MENU}<h1>Kế hoạch công tác tháng 9</h1><div>{'<p>- Tổ chức khai giảng năm học mới tại tất cả các điểm trường trong xã.</p>' * 12}</div>"
    assert texts(page)[0] == "Kế hoạch công tác tháng 9"
    assert texts(page.replace("<div>", "<div><p>KẾ HOẠCH THÁNG 9</p>"))[0] == "KẾ HOẠCH THÁNG 9"


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-8", '<meta charset="windows-1252">'),
        ("cp1258", '<meta http-equiv=x content="text/html; charset=windows-1258">'),
    ],
)
def test_encodings(encoding, head):
    text = "Kê\u0301 hoa\u0323ch" if encoding == "cp1258" else "Kế hoạch"
    assert texts(f"<html>{head}<p>{text}</p></html>".encode(encoding)) == [text]


def test_inline_styles():
    assert styled("color:red; text-align : CENTER;font-weight:700") == {"text-align": "center", "font-weight": "700"}
    read = source(
        '<p style="font: italic bold 16px/20px Arial, sans-serif">x</p><p><b style="font-weight:normal">y</b><font size=5 face="Tahoma">z</font></p>'
    )
    assert [(line.bold, line.italic, line.size, line.font) for line in read.lines] == [
        (True, True, 12.0, "Arial"),
        (False, False, None, None),
    ]


def test_entities_of_the_page_are_not_expanded():
    assert texts('<!DOCTYPE html [<!ENTITY a "bbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>x &a; &c;</p>')[-1] == "x &a; &c;"


def test_a_page_without_text_says_so():
    assert [one.code for one in source("<html><body><div id=app></div><script>run()</script></body></html>").issues] == [
        "reader-note"
    ]
    with pytest.raises(UnreadableFile):
        source("   ")


def test_depth_is_bounded_and_told():
    read = source("<p>trên</p>" + "<div>" * 50_000 + "dưới")
    assert texts("<p>trên</p>" + "<div>" * 50_000 + "dưới")[0] == "trên"
    assert [one.code for one in read.issues] == ["text-cut"]


@pytest.mark.parametrize(
    "unit",
    [
        "<p>chữ</p>",
        "chữ<br>",
        "<td rowspan=65000 colspan=1000>x",
        "<b>",
        "<ul><li>x",
        "<a href=x>y</a>",
        "<p style='font: font: font:'>z",
        "&#",
        "<table><tr><td>x",
    ],
)
def test_hostile_pages_take_bounded_time(unit):
    begin = time.perf_counter()
    source("<body>" + unit * (60_000 // len(unit)) + "x")
    assert time.perf_counter() - begin < 4


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</div>",
                "<div>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<li>",
                "<ol>",
                "<br>",
                "KẾ HOẠCH",
                "x",
                " ",
                "&nbsp;",
                "<h1>",
                "<nav>",
                "<!--",
                "-->",
                "<",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_page_raises(page):
    read = source(f"<body>a{page}")
    at = 0
    for line in read.lines:
        assert at <= line.start < line.end
        at = line.end + 1
