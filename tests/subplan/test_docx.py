"""Drafts as DOCX: what stands where, which styles, the same bytes, templates of offices, hostile words."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest

from adminplan import parse
from adminplan.errors import UnreadableFile
from adminplan.subplan.docx import write_docx
from adminplan.subplan.draft import Block, Origin
from adminplan.subplan.metrics import balanced

SYSTEMS = ("state", "union", "party", "youth", "school", "ministry")
LATER = {"date": date(2024, 3, 12), "number": 112}


def written(draft, **options):
    target = io.BytesIO()
    write_docx(draft, target, **options)
    return target.getvalue()


def opened(draft, **options):
    return docx.Document(io.BytesIO(written(draft, **options)))


def words(draft):
    document = opened(draft)
    tables = [cell.text for table in document.tables[:2] for row in table.rows for cell in row.cells]
    return "\n".join([*tables, *(p.text for p in document.paragraphs)])


@pytest.mark.parametrize("name", SYSTEMS)
def test_same_draft_same_bytes(name, drafts):
    assert written(drafts[name]) == written(drafts[name])


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_is_written_is_read_back(name, drafts, tmp_path):
    draft = drafts[name]
    path = tmp_path / "plan.docx"
    write_docx(draft, path)
    plan = parse(path)
    head = plan.letterhead
    assert (head.issuer, head.parent_issuer, head.title) == (draft.issuer, draft.parent_issuer, draft.title)
    assert (head.type, head.place, head.date) == (draft.type, draft.place, draft.date)
    assert plan.key.number == draft.number
    assert [one.text for one in plan.recipients] == list(draft.recipients)
    (signer,) = plan.signers
    assert signer.authority == (" ".join(draft.authority) or None)
    assert signer.position == draft.position


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("state", {}, "Số: 07/KH-UBND"),
        ("state", {}, "Bản Lúa, ngày 05 tháng 02 năm 2024"),
        ("state", LATER, "Bản Lúa, ngày 12 tháng 3 năm 2024"),
        ("state", LATER, "Số: 112/KH-UBND"),
        ("union", {}, "Số:       /KH-LĐLĐ"),
        ("union", {}, "Vĩnh Long, ngày      tháng      năm 2024"),
        ("party", {}, "Số 12-KH/HU"),
        ("party", {}, "- Căn cứ Chương trình"),
        ("party", {}, "- Xét đề nghị của Văn phòng Huyện ủy."),
        ("party", {}, "để được hướng dẫn.\n"),
        ("party", {}, "- Lưu Văn phòng Huyện ủy."),
        ("youth", {}, "Số: 21-KH/ĐTN"),
        ("youth", {}, "***"),
        ("state", {}, "để được hướng dẫn./."),
        ("state", {}, "Độc lập - Tự do - Hạnh phúc"),
        ("state", {}, "ngày 19 tháng 6 năm 2015;"),
        ("state", {}, "(Kèm theo Kế hoạch số 07/KH-UBND ngày 05 tháng 02 năm 2024\ncủa Ủy ban nhân dân xã Bản Lúa)"),
    ],
)
def test_words_of_the_form(name, changes, said, drafts):
    assert said in words(replace(drafts[name], **changes)) + "\n"


def test_every_paragraph_has_a_named_style_and_runs_have_no_form_of_their_own(drafts):
    document = opened(drafts["state"])
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    assert {p.style.name for p in paragraphs} <= {style.name for style in document.styles} - {"Normal"}
    for run in (run for p in paragraphs for run in p.runs):
        own = run._r.rPr
        if own is None:
            continue
        assert run.text.startswith("[…")
        assert {child.tag.split("}")[1] for child in own} == {"rStyle", "highlight"}


def test_styles_have_names_for_people_and_ids_of_plain_letters(drafts):
    styles = {style.name: style.style_id for style in opened(drafts["state"]).styles}
    assert styles["Khoản có tiêu đề"] == "KhoanCoTieuDe"
    assert all(one.isascii() for one in styles.values())
    assert len(set(styles.values())) == len(styles)


def test_page_and_its_number(drafts):
    section = opened(drafts["state"]).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 20, 30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert round(opened(drafts["party"]).sections[0].right_margin.mm) == 15


def test_annex_has_a_section_of_its_own_and_repeats_its_header_row(drafts):
    document = opened(drafts["state"])
    assert len(document.sections) == 2
    assert 'w:start="1"' in document.sections[1]._sectPr.xml
    table = document.tables[2]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert len(table.rows) == 1 + len(drafts["state"].annex.rows)
    assert len(opened(drafts["union"]).sections) == 1


def test_wide_annex_lies_across(drafts):
    wide = replace(
        drafts["state"].annex, columns=tuple("ABCDEFGH"), rows=(("x",) * 8,), origins=drafts["state"].annex.origins[:1]
    )
    section = opened(replace(drafts["state"], annex=wide)).sections[1]
    assert section.page_width > section.page_height


def test_a_template_gives_its_styles(drafts, tmp_path):
    own = opened(drafts["state"])
    own.styles["Căn cứ"].font.italic = False
    own.sections[0].left_margin = own.sections[0].left_margin + 36000 * 5
    own.save(tmp_path / "office.docx")
    document = opened(drafts["union"], template=tmp_path / "office.docx")
    assert document.styles["Căn cứ"].font.italic is False
    assert round(document.sections[0].left_margin.mm) == 35
    assert "BẢN LÚA" not in "".join(p.text for p in document.paragraphs)


def test_a_template_of_libreoffice_with_notes_gives_no_words(drafts, tmp_path):
    path = tmp_path / "office.docx"
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    comments = (
        b'<Relationship Id="rId99" Target="comments.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(written(drafts["state"]))) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "_rels/.rels":
                part = part.replace(kind, kind.replace(b"/package/", b"/officedocument/"))
            if name == "word/_rels/document.xml.rels":
                part = part.replace(b"</Relationships>", comments)
            new.writestr(name, part)
        new.writestr("word/comments.xml", "<w:comments xmlns:w='x'>confidential</w:comments>")
    with zipfile.ZipFile(io.BytesIO(written(drafts["union"], template=path))) as made:
        names = made.namelist()
    assert len(names) == len(set(names))
    assert not [name for name in names if "comments" in name]


def test_a_template_without_styles_is_named_with_what_it_lacks(drafts, tmp_path):
    docx.Document().save(tmp_path / "office.docx")
    with pytest.raises(UnreadableFile, match=r"office\.docx.*“Căn cứ”"):
        written(drafts["state"], template=tmp_path / "office.docx")
    (tmp_path / "no.docx").write_text("no")
    with pytest.raises(UnreadableFile, match=r"no\.docx"):
        written(drafts["state"], template=tmp_path / "no.docx")


def test_hostile_words_are_words(drafts):
    new = Origin(change="new")
    odd = replace(
        drafts["state"],
        title="Kế hoạch <w:p/>\x00\x1f &amp; \ud800 [… chưa đóng",
        issuer="Ủ" * 3000,
        blocks=(
            Block(kind="dash", text="[…" * 500, label="-", origin=new),
            Block(kind="paragraph", text="a" * 20000, origin=new),
        ),
    )
    document = opened(odd)
    assert any("<w:p/>" in p.text for p in document.paragraphs)


def test_no_blocks_and_no_recipients(drafts):
    assert opened(replace(drafts["state"], blocks=(), recipients=())).tables


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("CÔNG ĐOÀN CƠ SỞ XÃ NÀ SANG", 190, ["CÔNG ĐOÀN CƠ SỞ", "XÃ NÀ SANG"]),
        ("SỞ CÔNG THƯƠNG", 190, ["SỞ CÔNG THƯƠNG"]),
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", 190, ["TỔNG LIÊN ĐOÀN", "LAO ĐỘNG VIỆT NAM"]),
        ("ỦY BAN NHÂN DÂN PHƯỜNG TÂN HÒA ĐÔNG", 190, ["ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN HÒA ĐÔNG"]),
        ("A" * 90, 190, ["A" * 90]),
        ("", 190, [""]),
    ],
)
def test_names_break_where_officials_break_them(name, room, lines):
    assert balanced(name, room, size=12, bold=True) == lines


# The order of ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.82, 17.6.17, of what is written here.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr shd spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight u shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr",
}


@pytest.mark.parametrize("part", ["document", "styles"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_elements_stand_in_the_order_that_word_wants(name, part, drafts):
    document = opened(drafts[name])
    root = document.element if part == "document" else document.styles.element
    seen = set()
    for element in root.iter():
        kind = element.tag.split("}")[1]
        if kind in ORDER:
            seen.add(kind)
            places = [ORDER[kind].split().index(child.tag.split("}")[1]) for child in element]
            assert places == sorted(places), (kind, [child.tag for child in element])
    assert seen >= ({"pPr", "rPr", "tblPr", "sectPr"} if part == "document" else {"style", "pPr", "rPr"})


def test_a_gap_in_a_long_title_is_highlighted_whole(drafts):
    title = "Phát triển sản xuất rau an toàn theo chuỗi liên kết trên địa bàn […: các xã được chọn thí điểm trong năm nay] giai đoạn 2024 - 2026"
    document = opened(replace(drafts["state"], title=title))
    runs = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert "[…: các xã được chọn thí điểm trong năm nay]" in runs
