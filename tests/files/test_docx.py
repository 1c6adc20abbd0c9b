"""DOCX files written here part by part, so that each test shows the very XML that Word writes for the case."""

import io
import time
import zipfile

import pytest

from adminplan.errors import UnreadableFile
from adminplan.files.docx import read_docx
from adminplan.files.docx_numbering import bullet, number

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body, *, section="", **parts):
    """The bytes of a DOCX; `parts` are the inner XML of styles, numbering, footnotes, endnotes, comments, header, footer."""
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "comments": "comments",
        "header": "hdr",
        "footer": "ftr",
    }
    relations = "".join(f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{kind}1.xml"/>' for kind in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        file.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        file.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        )
        for kind, xml in parts.items():
            file.writestr(f"word/{kind}1.xml", f"<w:{roots[kind]} {NAMESPACES}>{xml}</w:{roots[kind]}>")
    return out.getvalue()


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text="", properties="", runs=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(row if row.startswith("<w:tr>") else f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def listed(text, num, level=0):
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(index, form, text, more=""):
    return f'<w:lvl w:ilvl="{index}">{more}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels, *nums):
    return f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="1"/>{more}</w:num>'
        for index, more in enumerate(nums or ("",), start=1)
    )


def source(body, **parts):
    return read_docx(package(body, **parts), name="a.docx", sha256="0")


def texts(read):
    return [read.raw[line.start : line.end] for line in read.lines]


def shown(body, **parts):
    return texts(source(body, **parts))


def test_paragraphs_and_tables_stand_in_order_with_paths_and_cells():
    read = source(
        par("KẾ HOẠCH") + par() + table(cell(par("TT")) + cell(par("Việc")), cell(par("1")) + cell(par("Phát động"))) + par("Hết")
    )
    assert [(read.raw[line.start : line.end], line.path) for line in read.lines] == [
        ("KẾ HOẠCH", "document/p[0]"),
        ("TT", "document/tbl[0]/tr[0]/tc[0]/p[0]"),
        ("Việc", "document/tbl[0]/tr[0]/tc[1]/p[0]"),
        ("1", "document/tbl[0]/tr[1]/tc[0]/p[0]"),
        ("Phát động", "document/tbl[0]/tr[1]/tc[1]/p[0]"),
        ("Hết", "document/p[2]"),
    ]
    assert [line.cell for line in read.lines][1:5] == [(0, 0, 0, 1, 1), (0, 0, 1, 1, 1), (0, 1, 0, 1, 1), (0, 1, 1, 1, 1)]
    assert all(line.hard for line in read.lines)
    assert read.raw.split("\n") == texts(read)


def test_spans_of_merged_cells():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    read = source(
        table(
            cell(par("Tháng"), down) + cell(par("Nội dung"), '<w:gridSpan w:val="2"/>'),
            cell(par(), on) + cell(par("a")) + cell(par("b")),
            cell(par(), on) + cell(par("c")) + cell(par("d")),
        )
    )
    assert {read.raw[line.start : line.end]: tuple(line.cell) for line in read.lines} == {
        "Tháng": (0, 0, 0, 3, 1), "Nội dung": (0, 0, 1, 1, 2), "a": (0, 1, 1, 1, 1), "b": (0, 1, 2, 1, 1), "c": (0, 2, 1, 1, 1), "d": (0, 2, 2, 1, 1),
    }  # fmt: skip


def test_columns_drawn_at_slightly_different_widths_are_one():
    """A letterhead whose second row has its edge elsewhere: three grid columns, two columns."""
    read = source(
        table(
            cell(par("SỞ NỘI VỤ")) + cell(par("CỘNG HÒA"), '<w:gridSpan w:val="2"/>'),
            cell(par("Số: 1/KH-SNV"), '<w:gridSpan w:val="2"/>') + cell(par("ngày")),
        )
    )
    assert [line.cell.column for line in read.lines] == [0, 1, 0, 1]


def test_a_table_in_a_cell_has_its_own_number():
    read = source(table(cell(par("ngoài") + table(cell(par("trong"))) + par("sau"))) + table(cell(par("hai"))))
    assert [(read.raw[line.start : line.end], line.cell.table) for line in read.lines] == [
        ("ngoài", 0),
        ("trong", 1),
        ("sau", 0),
        ("hai", 2),
    ]


def test_wrappers_are_seen_through():
    inner = (
        run("một ")
        + f'<w:smartTag>{run("hai ")}</w:smartTag><w:hyperlink r:id="x">{run("ba ")}</w:hyperlink><w:sdt><w:sdtContent>{run("bốn")}</w:sdtContent></w:sdt>'
    )
    body = f"<w:sdt><w:sdtContent>{par(runs=inner)}{table(cell(par('năm')))}</w:sdtContent></w:sdt>"
    assert shown(body) == ["một hai ba bốn", "năm"]


def test_field_results_are_read_and_codes_are_not():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("MÃ") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Mục 2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert shown(par(runs=run("Theo ") + field + run(" nêu trên") + f'<w:fldSimple w:instr="DATE">{run("!")}</w:fldSimple>')) == [
        "Theo Mục 2 nêu trên!"
    ]


def test_a_field_that_is_never_closed_swallows_nothing():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert shown(par(runs=broken) + par("Nội dung sau")) == ["Nội dung sau"]


def test_special_characters():
    odd = '<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>KH/TU</w:t><w:tab/><w:t>x</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert shown(par(runs=odd)) == ["12-KH/TU\tx≥☑"]


def test_line_breaks_make_soft_lines_and_page_breaks_hard_ones():
    read = source(
        par(runs='<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:br/><w:br/><w:t>ba</w:t><w:br w:type="page"/><w:t>bốn</w:t></w:r>')
    )
    assert [(read.raw[line.start : line.end], line.hard, line.blank_before) for line in read.lines] == [
        ("một", False, 0), ("hai", True, 0), ("ba", True, 1), ("bốn", True, 0),
    ]  # fmt: skip
    assert {line.path for line in read.lines} == {"document/p[0]"}


LEVELS = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)") + level(3, "bullet", "-")


def test_numbering_counts_and_restarts():
    body = (
        listed("A", 1)
        + listed("b", 1, 1)
        + listed("c", 1, 1)
        + listed("d", 1, 2)
        + listed("e", 1, 3)
        + listed("F", 1)
        + listed("g", 1, 1)
    )
    read = source(body, numbering=numbering(LEVELS))
    assert texts(read) == ["I. A", "1. b", "2. c", "a) d", "- e", "II. F", "1. g"]
    assert [line.computed for line in read.lines] == [3, 3, 3, 3, 2, 4, 3]


def test_lower_letters_are_words_own():
    read = shown("".join(listed("x", 1, 2) for _ in range(6)), numbering=numbering(LEVELS))
    assert [text[0] for text in read] == ["a", "b", "c", "d", "e", "f"]


def test_multilevel_text_legal_numbers_and_restart_rules():
    levels = (
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>") + level(2, "decimal", "%3", '<w:lvlRestart w:val="0"/>')
        + level(3, "decimal", "(%4)", '<w:lvlRestart w:val="1"/>')
    )  # fmt: skip
    body = "".join(listed("x", 1, depth) for depth in (0, 1, 2, 3, 1, 2, 3, 0, 1, 2, 3))
    assert shown(body, numbering=numbering(levels)) == [
        f"{label} x" for label in ("I.", "1.1.", "1", "(1)", "1.2.", "2", "(2)", "II.", "2.1.", "3", "(1)")
    ]


def test_lists_of_one_definition_count_on_until_one_states_its_start():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = listed("a", 1) + listed("b", 2) + listed("c", 3) + listed("d", 3) + listed("e", 1)
    assert shown(body, numbering=numbering(level(0, "decimal", "%1."), "", "", override)) == [
        "1. a",
        "2. b",
        "5. c",
        "6. d",
        "7. e",
    ]


def test_an_override_may_replace_a_level():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalZero", "Bước %1:")}</w:lvlOverride>'
    assert shown(listed("a", 1), numbering=numbering(level(0, "decimal", "%1."), override)) == ["Bước 01: a"]


def test_numbering_through_styles():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Muc"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Nho"><w:name w:val="Nho"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>') + level(1, "decimal", "%2.", '<w:pStyle w:val="Nho"/>')
    body = par("A", '<w:pStyle w:val="Muc"/>') + par("b", '<w:pStyle w:val="Nho"/>') + par("C", '<w:pStyle w:val="Con"/>')
    body += par("không", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert shown(body, styles=styles, numbering=numbering(levels)) == ["I. A", "1. b", "II. C", "không"]


def test_numbering_styles_are_followed():
    styles = '<w:style w:type="numbering" w:styleId="DanhSach"><w:name w:val="x"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    xml = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="DanhSach"/>{level(0, "upperLetter", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert shown(listed("x", 1) + listed("y", 2), styles=styles, numbering=xml) == ["A. x", "B. y"]


def test_an_empty_numbered_paragraph_shows_its_number_but_no_bullet():
    """The first column of task tables is often numbered by Word and holds nothing else."""
    read = source(
        table(cell(listed("", 1, 1)) + cell(par("Rà soát")), cell(listed("", 1, 1)) + cell(listed("", 1, 3))),
        numbering=numbering(LEVELS),
    )
    assert [(read.raw[line.start : line.end], line.computed) for line in read.lines] == [("1.", 2), ("Rà soát", 0), ("2.", 2)]


@pytest.mark.parametrize(
    ("glyph", "mark"),
    [
        ("-", "-"),
        ("–", "-"),
        ("\uf02d", "-"),
        ("+", "+"),
        ("\uf0b7", "•"),
        ("\uf0a7", "•"),
        ("o", "•"),
        ("\uf0d8", "•"),
        ("Ø", "•"),
        ("", ""),
    ],
)
def test_bullets(glyph, mark):
    assert bullet(glyph) == mark


def test_number_formats():
    forms = ("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero", "ordinal", "none", "chicago")
    assert [number(29, form) for form in forms] == ["29", "XXIX", "xxix", "CC", "cc", "29", "29th", "", "29"]
    assert number(0, "upperRoman") == "0"


def test_bold_and_italic_through_styles_and_toggles():
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="Tieu de"/><w:basedOn w:val="H"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="D"><w:name w:val="Dam"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = par("thường") + par("đề", '<w:pStyle w:val="H"/>') + par("đề ba", '<w:pStyle w:val="H3"/>')
    body += par(properties='<w:pStyle w:val="H"/>', runs=run("hai lần đậm là không đậm", '<w:rStyle w:val="D"/>'))
    body += par(runs=run("một ", "<w:b/><w:i/>") + run(" ") + run("hai", '<w:i w:val="1"/>')) + par(
        runs=run("x", '<w:b w:val="0"/><w:sz w:val="26"/>'), properties='<w:pStyle w:val="H"/><w:jc w:val="right"/>'
    )
    lines = source(body, styles=styles).lines
    assert [(line.bold, line.italic, line.size, line.align, line.heading) for line in lines] == [
        (False, False, 14.0, "justify", None), (True, False, 14.0, "center", 2), (True, False, 14.0, "center", 3), (False, False, 14.0, "center", 2),
        (False, True, 14.0, "justify", None), (False, False, 13.0, "right", 2),
    ]  # fmt: skip
    assert {line.font for line in lines} == {"Times New Roman"}


def test_styles_based_on_each_other_in_a_circle():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("AB", "BA")
    )
    assert shown(par("x", '<w:pStyle w:val="A"/>'), styles=styles) == ["x"]


def test_hidden_text_is_left_out():
    assert shown(par(runs=run("hiện") + run(" ẩn", "<w:vanish/>")) + par(runs=run("ẩn", "<w:vanish/>"))) == ["hiện"]


def test_tracked_changes_are_read_as_accepted():
    changes = run("Tháng ") + f'<w:del w:id="1">{run("4").replace("w:t", "w:delText")}</w:del><w:ins w:id="2">{run("5")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("cũ")}</w:moveFrom><w:moveTo w:id="4">{run(" mới")}</w:moveTo>'
    read = source(par(runs=changes + moved))
    assert texts(read) == ["Tháng 5 mới"]
    assert [one.code for one in read.issues] == ["tracked-changes"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    read = source(par("Phối hợp ", gone) + par("với các đơn vị") + par("cuối", gone))
    assert texts(read) == ["Phối hợp với các đơn vị", "cuối"]


def test_a_deleted_row_is_not_there():
    read = source(
        table(
            "<w:tr>" + cell(par("một")) + "</w:tr>",
            '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + cell(par("hai")) + "</w:tr>",
            cell(par("ba")),
        )
    )
    assert [(read.raw[line.start : line.end], line.cell.row) for line in read.lines] == [("một", 0), ("ba", 1)]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{par('DỰ THẢO')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    read = source(par(runs=both + run("KẾ HOẠCH")) + par("sau"))
    assert [(read.raw[line.start : line.end], line.part, line.path) for line in read.lines] == [
        ("KẾ HOẠCH", "body", "document/p[0]"), ("DỰ THẢO", "textbox", "document/p[0]/txbx[0]/p[0]"), ("sau", "body", "document/p[1]"),
    ]  # fmt: skip


def test_headers_stand_first_and_footers_and_notes_last():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{par("---")}</w:footnote><w:footnote w:id="2">{par("Ghi chú")}</w:footnote>'
    )
    refer = run("24%") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    read = source(
        par(runs=refer), footnotes=notes, header=par("SỞ Y TẾ"), footer=par("Trang 1"),
        section='<w:headerReference r:id="rIdheader"/><w:footerReference r:id="rIdfooter"/>',
    )  # fmt: skip
    assert [(read.raw[line.start : line.end], line.part) for line in read.lines] == [
        ("SỞ Y TẾ", "header"), ("24%", "body"), ("Ghi chú", "footnote"), ("Trang 1", "footer"),
    ]  # fmt: skip


def test_comments_are_left_out_with_an_issue():
    read = source(
        par(runs=run("x") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        comments=f'<w:comment w:id="1">{par("sửa lại")}</w:comment>',
    )
    assert texts(read) == ["x"]
    assert [one.code for one in read.issues] == ["comments-left-out"]


def test_a_letterhead_set_with_tabs_is_read_left_first():
    def tabbed(left, right):
        return par(runs=f"<w:r><w:t>{left}</w:t><w:tab/><w:t>{right}</w:t></w:r>")

    body = tabbed("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + tabbed("XÃ AN BÌNH", "Độc lập - Tự do - Hạnh phúc")
    body += tabbed("Số: 9/KH-UBND", "An Bình, ngày 3 tháng 5 năm 2012") + par("KẾ HOẠCH") + tabbed("- Thành phần:", "Lãnh đạo")
    body += tabbed("Nơi nhận:", "CHỦ TỊCH") + par("- Như trên;")
    assert shown(body) == [
        "ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 9/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 3 tháng 5 năm 2012",
        "KẾ HOẠCH", "- Thành phần:\tLãnh đạo", "Nơi nhận:", "- Như trên;", "CHỦ TỊCH",
    ]  # fmt: skip


def test_strict_documents_are_read():
    data = package(par("chuẩn ISO"))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert texts(read_docx(strict.getvalue(), name="a", sha256="")) == ["chuẩn ISO"]


def test_entities_are_not_expanded():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        file.writestr(
            "word/document.xml",
            f"{bomb}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>x&b;&c;</w:t></w:r></w:p></w:body></w:document>",
        )
    assert texts(read_docx(out.getvalue(), name="a", sha256="")) == ["x"]


def test_a_part_that_breaks_off_is_read_as_far_as_it_goes():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{par('Mở đầu')}<w:p><w:r><w:t>dở d")
    read = read_docx(out.getvalue(), name="a", sha256="")
    assert texts(read)[0] == "Mở đầu"
    assert [one.code for one in read.issues] == ["reader-note"]


def test_unreadable_packages():
    good = package(par("x"))
    with pytest.raises(UnreadableFile, match="damaged"):
        read_docx(good[:200], name="a", sha256="")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/other.xml", "<a/>")
    with pytest.raises(UnreadableFile, match="without a readable"):
        read_docx(out.getvalue(), name="a", sha256="")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * (20 << 20))
    with pytest.raises(UnreadableFile, match="unfolds"):
        read_docx(bomb.getvalue(), name="a", sha256="")


def test_depth_is_bounded():
    deep = "<w:sdt><w:sdtContent>" * 3000 + par("x") + "</w:sdtContent></w:sdt>" * 3000
    read = source(par("trên") + deep)
    assert texts(read)[:1] == ["trên"]
    assert read.issues


def test_a_long_document_takes_time_in_proportion():
    def seconds(count):
        data = package("".join(listed(f"Việc {index}", 1, index % 3) for index in range(count)), numbering=numbering(LEVELS))
        begin = time.perf_counter()
        read_docx(data, name="a", sha256="")
        return time.perf_counter() - begin

    assert seconds(8000) < 12 * max(seconds(2000), 0.02)
