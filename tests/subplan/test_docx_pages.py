"""What is written, as LibreOffice puts it on pages: columns, margins, rules, page numbers, gaps in yellow."""

import os
import subprocess
from dataclasses import replace

import pdfplumber
import pypdfium2
import pytest

from adminplan.files.doc import find_office
from adminplan.subplan.docx import write_docx
from adminplan.subplan.draft import Block, Origin

OFFICE = find_office()
REQUIRED = os.environ.get("CI") == "true"  # there, what is missing is a failure
pytestmark = pytest.mark.skipif(OFFICE is None and not REQUIRED, reason="LibreOffice is not installed")

SYSTEMS = ("state", "union", "party", "youth", "school", "ministry", "long", "filled")
RIGHT = {"party": "ĐẢNG", "youth": "ĐOÀN"}  # first word at the top right; CỘNG elsewhere
MM = 72 / 25.4


@pytest.fixture(scope="session")
def pages(drafts, tmp_path_factory):
    """The PDF of each draft, by name; one start of LibreOffice for all."""
    folder = tmp_path_factory.mktemp("pages")
    state = drafts["state"]
    more = {
        "long": replace(
            state,
            issuer="BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN TỈNH VĨNH LONG",
            title="Truyền thông về chuyển đổi số, cải cách thủ tục hành chính, phục vụ người dân và doanh nghiệp trên địa bàn",
            recipients=tuple(f"Phòng, ban, đơn vị sự nghiệp trực thuộc số {n} và các tổ chức có liên quan" for n in range(12)),
        ),
        "filled": replace(
            state,
            blocks=tuple(replace(block, text=block.text.replace("[…: tỷ lệ của xã]", "90")) for block in state.blocks),
            signer="Lò Thị Mây",
        ),
    }
    line = Block(kind="dash", label="-", text="Kiểm tra thêm một điểm.", origin=Origin(change="new"))
    lengths = {
        f"foot-{more}": replace(state, blocks=(*state.blocks[:-1], *[line] * more, state.blocks[-1])) for more in range(29, 33)
    }
    files = []
    for name, draft in (drafts | more | lengths).items():
        files.append(folder / f"{name}.docx")
        write_docx(draft, files[-1])
    command = [OFFICE, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=180
    )
    made = {file.stem: file.with_suffix(".pdf") for file in files}
    with pdfplumber.open(made["state"]) as pdf:
        faces = {char["fontname"] for char in pdf.pages[0].chars}
    if not REQUIRED and not all("LiberationSerif" in face or "TimesNewRoman" in face for face in faces):
        pytest.skip(f"neither Times New Roman nor its twin (Debian: fonts-liberation2) is installed, but {sorted(faces)}")
    return made | {"foot": [path for name, path in made.items() if name in lengths]}


def words_of(path, page=0):
    with pdfplumber.open(path) as pdf:
        return pdf.pages[page].extract_words()


def yellow(path):
    """How many pixels of each page are yellow."""
    document = pypdfium2.PdfDocument(str(path))
    return [
        sum(count for count, (red, green, blue) in page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 24) if red > 200 and green > 200 and blue < 80)
        for page in document
    ]  # fmt: skip


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_head_stands_in_two_columns(name, pages):
    top = [word for word in words_of(pages[name]) if word["top"] < 160]
    motto = max((word for word in top if word["text"] == RIGHT.get(name, "CỘNG")), key=lambda word: word["x0"])
    number = next(word for word in top if word["text"].startswith("Số") and word["x0"] < motto["x0"])
    day = next(word for word in words_of(pages[name]) if word["text"] == "ngày")
    left = [word for word in top if word["top"] < number["top"] - 2 and word["x0"] < motto["x0"] - 1]
    assert left
    assert min(word["top"] for word in left) == pytest.approx(motto["top"], abs=3)
    assert max(word["x1"] for word in left) < motto["x0"]
    assert day["x0"] > motto["x0"]
    assert day["bottom"] == pytest.approx(number["bottom"], abs=1.5)


@pytest.mark.parametrize("name", SYSTEMS)
def test_nothing_stands_beyond_the_margins(name, pages):
    right = 15 if name == "party" else 20
    with pdfplumber.open(pages[name]) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
            inner = [char for char in page.chars if not char["text"].isspace()]
            head = [char for char in inner if char["bottom"] < 20 * MM]
            body = [char for char in inner if char not in head]
            assert min(char["x0"] for char in body) > 30 * MM - 1
            assert max(char["x1"] for char in body) < page.width - right * MM + 1
            assert max(char["bottom"] for char in body) < page.height - 20 * MM + 1
            for line in (*page.lines, *page.rects):
                assert line["x0"] > 30 * MM - 1, number
                assert line["x1"] < page.width - right * MM + 1, number


@pytest.mark.parametrize("name", SYSTEMS)
def test_pages_are_numbered_in_the_upper_margin_from_the_second_on(name, pages):
    with pdfplumber.open(pages[name]) as pdf:
        heads = [[word for word in page.extract_words() if word["bottom"] < 20 * MM] for page in pdf.pages]
        width = pdf.pages[0].width
    annex = 2 if name in {"state", "long", "filled"} else len(heads)
    assert [[word["text"] for word in head] for head in heads[:annex]] == [[], ["2"]][:annex]
    assert [[word["text"] for word in head] for head in heads[annex:]] == [
        [],
        *([str(n)] for n in range(2, len(heads) - annex + 1)),
    ][: len(heads) - annex]
    right = 15 if name == "party" else 20
    for word in (word for head in heads for word in head):
        middle = (30 * MM + width - right * MM) / 2
        assert (word["x0"] + word["x1"]) / 2 == pytest.approx(middle, abs=2)


@pytest.mark.parametrize("name", ["state", "union", "school", "ministry", "long", "party", "youth"])
def test_a_rule_as_long_as_the_motto_stands_under_it(name, pages):
    first = {"party": "ĐẢNG", "youth": "ĐOÀN"}.get(name, "Độc")
    last = {"party": "NAM", "youth": "MINH"}.get(name, "phúc")
    with pdfplumber.open(pages[name]) as pdf:
        page = pdf.pages[0]
        words = page.extract_words()
        start = max((word for word in words if word["text"] == first and word["top"] < 120), key=lambda word: word["x0"])
        end = next(word for word in words if word["text"] == last and abs(word["top"] - start["top"]) < 2)
        rules = {
            (line["x0"], line["x1"])
            for line in (*page.lines, *page.rects)
            if line["x0"] > start["x0"] - 30 and 0 < line["top"] - start["bottom"] < 12 and line["height"] < 2
        }
    ((left, right),) = rules
    assert left == pytest.approx(start["x0"], abs=4)
    assert right == pytest.approx(end["x1"], abs=4)


def test_the_annex_repeats_its_header_row(pages):
    with pdfplumber.open(pages["state"]) as pdf:
        annex = [page.extract_text() for page in pdf.pages[2:]]
    assert len(annex) >= 2
    assert annex[0].startswith("PHỤ LỤC")
    assert all("Đơn vị chủ trì" in page for page in annex)


@pytest.mark.parametrize("name", ["state", "union", "party", "youth", "school", "ministry"])
def test_gaps_are_seen(name, pages):
    assert yellow(pages[name])[0] > 300


def test_without_gaps_nothing_is_yellow(pages):
    assert sum(yellow(pages["filled"])) == 0


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_signature_stands_alone_on_a_page(name, pages):
    with pdfplumber.open(pages[name]) as pdf:
        page = next(page for page in pdf.pages if "Nơi nhận" in page.extract_text())
        words = page.extract_words()
    signature = next(word for word in words if word["text"] == "nhận:" or word["text"] == "nhận")
    assert [word for word in words if 20 * MM < word["top"] < signature["top"] - 10]


def test_a_signature_at_the_foot_of_a_page_brings_no_empty_page(pages):
    """Where the signature just fits, what must follow its table does not go on to a page of its own."""
    for path in pages["foot"]:
        with pdfplumber.open(path) as pdf:
            assert all(len(page.extract_words()) > 1 for page in pdf.pages), path
