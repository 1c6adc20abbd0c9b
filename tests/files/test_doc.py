"""Word 97 and rich text: made here from our own documents, and rich text written by hand."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import struct
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from adminplan.errors import UnreadableFile
from adminplan.files import doc
from adminplan.files.doc import convert_many, find_office, is_protected, read_doc
from adminplan.files.read import read, read_bytes
from adminplan.layout.tidy import tidy

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
OFFICE = find_office()
REQUIRED = os.environ.get("CI") == "true"  # there, what is missing is a failure
with_office = pytest.mark.skipif(OFFICE is None and not REQUIRED, reason="LibreOffice is not installed")
with_catdoc = pytest.mark.skipif(shutil.which("catdoc") is None and not REQUIRED, reason="catdoc is not installed")

RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}}
\f0\fs28\qc{\b K\u7870?\~HO\u7840?CH}\par
\pard\qj C\u244?ng t\u225?c n\u259?m 2024\par
\trowd\cellx3000\cellx6000\intbl Vi\u7879?c\cell Ai l\u224?m\cell\row
\trowd\cellx3000\cellx6000\intbl D\u7885?n v\u7879? sinh\cell Chi \u273?o\u224?n\cell\row
\pard\f1 Thùc hiÖn kÕ ho¹ch cña ñy ban nh©n d©n\par}""".encode("cp1252")


@pytest.fixture(scope="module")
def old_files(tmp_path_factory) -> dict[str, Path]:
    """The DOCX files of the corpus as Word 97 files, by stem."""
    if OFFICE is None:
        pytest.fail("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("doc")
    given = sorted(CORPUS.glob("*.docx"))
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, given)], check=True, capture_output=True, timeout=180)
    return {file.stem: folder / f"{file.stem}.doc" for file in given}


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(doc.tempfile, "tempdir", str(folder))
    return folder


@with_office
def test_word_97_reads_like_the_docx_it_was_made_from(old_files, temporary) -> None:
    for stem, file in old_files.items():
        old, new = read(file), read(CORPUS / f"{stem}.docx")
        assert old.media_type == "application/msword"
        assert old.reader.startswith("LibreOffice ")
        assert "lxml" in old.reader
        assert (old.name, old.size) == (file.name, file.stat().st_size)
        first, second = (" ".join(tidy(one).string.split()) for one in (old, new))
        assert first == second, stem
        assert {line.cell for line in old.lines if line.cell} == {line.cell for line in new.lines if line.cell}, stem
    assert not list(temporary.iterdir())


@with_office
def test_many_files_cost_one_start_and_a_broken_one_only_itself(old_files, monkeypatch) -> None:
    starts = []
    run = doc.run
    monkeypatch.setattr(doc, "run", lambda command, home, seconds: starts.append(len(command)) or run(command, home, seconds))
    documents = {stem: file.read_bytes() for stem, file in old_files.items()}
    done = convert_many(documents)
    assert done.keys() == documents.keys()
    assert len(starts) == 1
    starts.clear()
    broken = ole2("Root Entry", "WordDocument") + bytes(3000)
    done = convert_many({"broken": broken} | dict(list(documents.items())[:2]))
    assert len(done) == 2
    assert 2 <= len(starts) <= 4
    stem = next(iter(documents))
    starts.clear()
    source = read_doc(documents[stem], name="a.doc", sha256="0", docx=done.get(stem))
    assert starts == []
    assert source.lines


@with_office
def test_rich_text_written_by_hand() -> None:
    source = read_bytes(RTF, name="ke-hoach.rtf")
    assert source.media_type == "application/rtf"
    text = tidy(source)
    assert text.string.split("\n") == [
        "KẾ HOẠCH", "Công tác năm 2024", "Việc", "Ai làm", "Dọn vệ sinh", "Chi đoàn", "Thực hiện kế hoạch của ủy ban nhân dân",
    ]  # fmt: skip
    assert [line.cell[1:3] for line in source.lines if line.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert source.lines[0].bold


@with_office
def test_word_97_in_old_fonts(tmp_path) -> None:
    """The soft hyphen, which is ư in .VnTime, survives the conversion."""
    import docx

    made = docx.Document()
    for font, text in [
        (".VnTime", "Thñ t\u00adíng ChÝnh phñ yªu cÇu c¸c n\u00adíc"),
        ("VNI-Times", "Thuû töôùng Chính phuû yeâu caàu caùc nöôùc"),
        ("Arial", "Thủ tướng"),
    ]:
        made.add_paragraph().add_run(text).font.name = font
    made.save(str(tmp_path / "a.docx"))
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180)
    source = read(tmp_path / "a.doc")
    assert tidy(source).string.split("\n") == ["Thủ tướng Chính phủ yêu cầu các nước"] * 2 + ["Thủ tướng"]
    assert source.lines[0].font == ".VnTime"


@with_office
def test_nothing_is_fetched() -> None:
    """A linked picture is asked for by a plain LibreOffice, and not by ours."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that the base class asks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        linked = with_linked_picture(f"http://127.0.0.1:{server.server_port}/a.png")
        rich = (
            rb'{\rtf1{\field{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:%d/b.png" \\d}{\fldrslt x}} y\par}' % server.server_port
        )
        done = convert_many({"a": linked, "b": rich})
        server.shutdown()
    assert len(done) == 2
    assert asked == []


def with_linked_picture(address: str) -> bytes:
    """A document that shows a picture of a web server. (Word 97 stores the same as a field; the filter decides by content.)"""
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="99" cy="99"/>'
        '<wp:docPr id="1" name="a"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    import docx

    plain, made = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("x")
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode("utf-8") if part.endswith((".xml", ".rels")) else old.read(part)
            if part == "word/document.xml":
                data = data.replace("<w:t>x</w:t>", f"<w:t>x</w:t>{drawing}")
            if part == "word/_rels/document.xml.rels":
                image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                link = f'<Relationship Id="rId9" Type="{image}" Target="{address}" TargetMode="External"/>'
                data = data.replace("</Relationships>", f"{link}</Relationships>")
            new.writestr(part, data)
    return made.getvalue()


# --- without LibreOffice ----------------------------------------------------------------------------------------------


@with_catdoc
def test_catdoc_gives_the_text_and_says_what_is_lost(monkeypatch) -> None:
    monkeypatch.setattr(doc, "find_office", lambda: None)
    source = read_bytes(RTF, name="ke-hoach.rtf")
    assert source.reader.startswith("catdoc, ")
    assert source.media_type == "application/rtf"
    assert "Chi đoàn" in source.raw
    (note,) = source.issues
    assert note.code == "reader-note"
    assert "tables and automatic numbering are lost" in note.message


@pytest.mark.parametrize(("data", "found"), [(RTF, "a rich text document"), ("doc", "a Word 97-2003 document")])
def test_without_any_converter_the_way_out_is_named(monkeypatch, data, found) -> None:
    monkeypatch.setattr(doc.shutil, "which", lambda _: None)
    with pytest.raises(UnreadableFile) as error:
        read_bytes(ole2("Root Entry", "WordDocument") + bytes(600) if data == "doc" else data, name="tep.bin")
    assert found in error.value.found
    assert "libreoffice-writer-nogui" in error.value.remedy
    assert "catdoc" in error.value.remedy


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_converter_that_never_ends_is_ended_with_its_children(tmp_path, temporary, monkeypatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {tmp_path}/child; wait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doc, "find_office", lambda: str(slow))
    monkeypatch.setattr(doc, "SECONDS", 0.5)
    assert convert_many({"a": RTF}) == {}
    assert not list(temporary.iterdir())
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
    assert not child.exists() or child.read_text().split()[2] == "Z"  # gone, or waiting to be reaped by the system


# --- passwords --------------------------------------------------------------------------------------------------------


def ole2(*names: str, flags: int = 0, magic: int = 0xA5EC) -> bytes:
    """An OLE2 file with a directory at sector 0 and its last stream at sector 1."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<H", head, 30, 9)
    directory = bytearray()
    for name in names:
        entry = bytearray(name.encode("utf-16-le").ljust(128, b"\0"))
        struct.pack_into("<I", entry, 116, 1)
        directory += entry
    return bytes(head + directory.ljust(512, b"\0") + struct.pack("<H8xH", magic, flags))


def test_a_password_has_its_own_message() -> None:
    with pytest.raises(UnreadableFile, match="password-protected Word document"):
        read_bytes(ole2("Root Entry", "WordDocument", flags=0x0100) + bytes(600), name="tep.doc")


@pytest.mark.parametrize(
    ("data", "protected"),
    [
        (ole2("Root Entry", "WordDocument", flags=0x0100), True),
        (ole2("Root Entry", "WordDocument", flags=0x8100), True),
        (ole2("Root Entry", "WordDocument", flags=0x00C4), False),
        (ole2("Root Entry", "WordDocument", flags=0x0100, magic=0), False),
        (ole2("Root Entry", "Workbook", flags=0x0100), False),
        (ole2("Root Entry", "WordDocument")[:700], False),
        (b"", False),
    ],
)
def test_the_flag_of_encryption(data: bytes, protected: bool) -> None:
    assert is_protected(data) is protected
