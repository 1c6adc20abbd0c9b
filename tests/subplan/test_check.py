"""The form of documents checked: what is written passes, each rule finds the one fault put in for it, strangers' files do not raise."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from adminplan.data import words
from adminplan.errors import UnreadableFile
from adminplan.subplan.check import check
from adminplan.subplan.docx import write_docx
from adminplan.subplan.draft import Block, Origin

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
GAPS = {"gap", "number-blank", "date-blank"}
LONG = "Các đơn vị tổ chức quán triệt, tuyên truyền sâu rộng đến toàn thể cán bộ, đoàn viên, người lao động trong năm nay. " * 12


def codes(found):
    return {one.code for one in found}


@pytest.fixture
def clean(drafts):
    """A draft of the State without gaps, long enough for a second page."""
    draft = drafts["state"]
    new = Origin(change="new")
    blocks = [replace(block, text=block.text.replace("[…: tỷ lệ của xã]", "90")) for block in draft.blocks]
    blocks[-1:-1] = [Block(kind="paragraph", text=LONG, origin=new) for _ in range(4)]
    return replace(draft, blocks=tuple(blocks), signer="Lò Thị Mây", annex=None)


def faulty(draft, tmp_path, change):
    path = tmp_path / "plan.docx"
    write_docx(draft, path)
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return check(path)


def find(document, text):
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*(p for cell in cells for p in cell.paragraphs), *document.paragraphs]
    return next(p for p in paragraphs if text in p.text)


def put(text, new):
    """Words in place of others."""

    def change(document):
        paragraph = find(document, text)
        paragraph.runs[0].text = paragraph.text.replace(text, new)
        for run in paragraph.runs[1:]:
            run.text = ""

    return change


def drop(*texts):
    def change(document):
        for text in texts:
            paragraph = find(document, text)
            paragraph._p.getparent().remove(paragraph._p)

    return change


def style(name, /, **fields):
    def change(document):
        for field, value in fields.items():
            made = document.styles[name]
            setattr(made.paragraph_format if field == "alignment" else made.font, field, value)

    return change


def section(**fields):
    def change(document):
        for field, value in fields.items():
            setattr(document.sections[0], field, value)

    return change


def out_of_table(number):
    """The cells of a table one below the other, without the table."""

    def change(document):
        table = document.tables[number]
        for cell in [cell for row in table.rows for cell in row.cells]:
            for paragraph in cell.paragraphs:
                table._tbl.addprevious(paragraph._p)
        table._tbl.getparent().remove(table._tbl)

    return change


def no_number(document):
    paragraph = document.sections[0].header.paragraphs[0]
    for run in list(paragraph._p.iter(qn("w:r"))):
        paragraph._p.remove(run)


def number_below(document):
    own = document.sections[0]
    own.footer.paragraphs[0]._p.getparent().append(own.header.paragraphs[0]._p)
    own.header.add_paragraph()


def number_aside(document):
    document.styles["Số trang"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def across(document):
    own = document.sections[0]
    own.orientation = WD_ORIENT.LANDSCAPE
    own.page_width, own.page_height = own.page_height, own.page_width


def date_below_type(document):
    paragraph = find(document, "ngày 05 tháng 02")
    find(document, "KẾ HOẠCH")._p.addnext(paragraph._p)
    document.tables[0].cell(1, 1).add_paragraph()


# For each code the fault that it must find, alone; codes that come with it stand after it.
FAULTS = {
    "motto-missing": (drop("CỘNG HÒA XÃ HỘI"),),
    "motto-wording": (put("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh Phúc"),),
    "issuer-missing": (drop("ỦY BAN NHÂN DÂN\nXÃ BẢN LÚA", "UBND HUYỆN MƯỜNG XUÂN"),),
    "head-columns": (out_of_table(0),),
    "number-missing": (drop("Số: 07/KH-UBND"),),
    "number-blank": (put("Số: 07/KH-UBND", "Số:      /KH-UBND"),),
    "number-form": (put("Số: 07/KH-UBND", "Số: 7/KH-UBND"),),
    "number-type": (put("Số: 07/KH-UBND", "Số: 07/BC-UBND"),),
    "date-missing": (drop("ngày 05 tháng 02 năm 2024"),),
    "date-blank": (put("ngày 05 tháng 02", "ngày      tháng 02"),),
    "date-form": (put("ngày 05 tháng 02", "ngày 5 tháng 2"),),
    "place-missing": (put("Bản Lúa, ngày 05", "ngày 05"),),
    "type-missing": (drop("KẾ HOẠCH"), "title-missing"),
    "type-case": (put("KẾ HOẠCH", "Kế hoạch"),),
    "title-missing": (drop("Kiểm tra an toàn điện trong mùa mưa bão\n"),),
    "basis-end": (put("19 tháng 6 năm 2015;", "19 tháng 6 năm 2015."),),
    "basis-face": (style("Căn cứ", italic=False),),
    "numbering": (put("2. Yêu cầu", "3. Yêu cầu"),),
    "end-mark": (put("để được hướng dẫn./.", "để được hướng dẫn."),),
    "recipients-missing": (drop("Nơi nhận:", "- UBND huyện", "- Thường trực", "- Các ban", "- Các thôn", "- Lưu: VT"),),
    "file-missing": (drop("- Lưu: VT"),),
    "signer-missing": (drop("TM. ỦY BAN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Thị Mây"),),
    "signer-blank": (drop("Lò Thị Mây"),),
    "authority-form": (put("TM. ỦY BAN", "T/M ỦY BAN"),),
    "sign-columns": (out_of_table(1),),
    "gap": (put("vùng trũng", "[…: tên thôn]"),),
    "paper": (section(page_width=Mm(216), page_height=Mm(279)),),
    "orientation": (across,),
    "margin": (section(left_margin=Mm(20)),),
    "page-number-missing": (no_number,),
    "page-number-first": (section(different_first_page_header_footer=False),),
    "page-number-bottom": (number_below,),
    "page-number-centre": (number_aside,),
    "font": (style("Đoạn văn", name="Arial"),),
    "size": (style("Đoạn văn", size=Pt(12)),),
    "bold": (style("Cơ quan ban hành", bold=False),),
    "justified": (style("Đoạn văn", alignment=WD_ALIGN_PARAGRAPH.LEFT),),
    "centred": (style("Tên loại văn bản", alignment=WD_ALIGN_PARAGRAPH.LEFT),),
    "order": (date_below_type,),
    "older-form": (put("ngày 05 tháng 02 năm 2024", "ngày 05 tháng 02 năm 2012"),),
}


def test_every_code_has_a_fault():
    assert set(FAULTS) == set(words("checks"))


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_and_no_other(code, clean, tmp_path):
    change, *more = FAULTS[code]
    assert codes(faulty(clean, tmp_path, change)) == {code, *more}


def test_what_is_written_passes(clean, tmp_path):
    assert faulty(clean, tmp_path, lambda _: None) == ()


@pytest.mark.parametrize("name", ["state", "union", "party", "youth", "school", "ministry"])
def test_what_is_written_has_gaps_alone(name, drafts, tmp_path):
    path = tmp_path / "plan.docx"
    write_docx(drafts[name], path)
    assert codes(check(path)) <= GAPS
    assert "gap" in codes(check(path))


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("party", put("Số 12-KH/HU", "Số: 12-KH/HU"), "number-form"),
        ("party", put("Số 12-KH/HU", "Số 12/KH-HU"), "number-form"),
        ("party", put("T/M BAN", "TM. BAN"), "authority-form"),
        ("party", put("để được hướng dẫn.", "để được hướng dẫn./."), "end-mark"),
        ("party", style("Căn cứ", italic=True), "basis-face"),
        ("party", section(right_margin=Mm(20)), "margin"),
        ("party", drop("ĐẢNG CỘNG SẢN VIỆT NAM"), "motto-missing"),
        ("youth", put("ĐOÀN TNCS HỒ CHÍ MINH", "ĐOÀN TNCS HỒ CHÍ MINH"), None),
        ("youth", put("Số: 21-KH/ĐTN", "Số: 21 - KH/ĐTN"), None),
        ("state", put("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"), None),
        ("state", put("CỘNG HÒA XÃ HỘI", "CỘNG HÒA XÃ HÔI"), "motto-wording"),
        ("state", put("ngày 05 tháng 02", "ngày 05 tháng 03"), "date-form"),
        ("state", put("ngày 05 tháng 02", "ngày 05 tháng 3"), None),
        ("state", put("Số: 07/KH-UBND", "Số: 1207/KH-UBND"), None),
        ("state", put("Số: 07/KH-UBND", "Số: 07 / KH - UBND"), "number-form"),
    ],
)
def test_forms_differ(name, change, code, drafts, tmp_path):
    assert codes(faulty(drafts[name], tmp_path, change)) - GAPS == ({code} if code else set())


@pytest.mark.parametrize("digits", ["2019", "2020", "2024"])
def test_the_form_is_that_of_the_day(digits, drafts, tmp_path):
    """A document of 2019 is not measured by a decree of 2020."""
    draft = replace(drafts["state"], date=date(int(digits), 4, 20))
    found = faulty(draft, tmp_path, section(left_margin=Mm(20)))
    assert ("margin" in codes(found)) is (digits != "2019")
    assert ("older-form" in codes(found)) is (digits == "2019")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.docx")), ids=lambda path: path.stem)
def test_documents_of_others(path):
    """State and union documents of the corpus are in form; those of its Party bodies have the State's sizes and margin.

    Three are older than the form that is known; one ends without its mark; one of the youth union has the Party's `Số` and the
    State's sizes.
    """
    party = any(f"-{body}-" in path.name for body in ("du", "hu", "tu"))
    odd = {stem: {"older-form"} for stem in ("74-kh-btv-hpn-thai-binh", "09-kh-ccb-can-tho", "38-kh-hkh-dong-thap")}
    odd |= {"88-kh-cdn-xay-dung": {"end-mark"}, "31-kh-dtn-khoi-lang-son": {"number-form", "size"}}
    assert codes(check(path)) == odd.get(path.stem, {"margin", "size"} if party else set())


def test_findings_say_where_and_why(clean, tmp_path):
    (one,) = faulty(clean, tmp_path, put("Số: 07/KH-UBND", "Số: 7/KH-UBND"))
    assert one.message == "Số, ký hiệu ghi “Số: 7/KH-UBND”; phải viết như “Số: 07/KH-UBND”."
    assert one.place == "“Số: 7/KH-UBND”"
    assert one.source == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.3"
    assert one.severity == "error"


def test_what_is_no_docx(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\nTrồng cây", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"plan\.txt: no DOCX \(text/plain\)"):
        check(path)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<w:p/>",
        "<w:tbl/>",
        '<w:sectPr><w:pgSz w:w="x" w:h="-1"/><w:pgMar w:top="?"/></w:sectPr>',
        "<w:p><w:r><w:t>Số: " + "1" * 50000 + "/KH-</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>ngày " + " " * 20000 + "tháng</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>" + "[…" * 20000 + "</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>KẾ HOẠCH {0} {found} %s</w:t></w:r></w:p>",
    ],
)
def test_content_never_raises(body, drafts, tmp_path):
    target = io.BytesIO()
    write_docx(drafts["state"], target)
    path = tmp_path / "odd.docx"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = (
                    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                    f"{body}</w:body></w:document>"
                ).encode()
            new.writestr(name, part)
    assert check(path)


def test_columns_may_be_drawn_with_tabs(tmp_path):
    document = docx.Document()
    for line in (
        "UBND TỈNH AN HÒA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ CÔNG THƯƠNG\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-SCT\tAn Hòa, ngày 12 tháng 5 năm 2024",
        "KẾ HOẠCH",
        "Trồng cây xanh năm 2024",
        "I. MỤC ĐÍCH",
        "Trồng thêm cây xanh ở các khu dân cư./.",
        "Nơi nhận:\tGIÁM ĐỐC",
        "- UBND tỉnh;",
        "- Lưu: VT.\tNguyễn Văn An",
    ):
        document.add_paragraph(line)
    document.save(str(tmp_path / "tabs.docx"))
    assert codes(check(tmp_path / "tabs.docx")) == {"paper", "margin", "size", "bold"}


def test_parent_and_issuer_may_be_lines_of_one_paragraph(clean, tmp_path):
    def change(document):
        parent, issuer = find(document, "UBND HUYỆN MƯỜNG XUÂN"), find(document, "ỦY BAN NHÂN DÂN")
        parent.runs[-1].add_break()
        parent.add_run("ỦY BAN NHÂN DÂN XÃ BẢN LÚA").bold = True
        issuer._p.getparent().remove(issuer._p)

    assert codes(faulty(clean, tmp_path, change)) == set()
