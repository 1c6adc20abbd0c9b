"""The front door: what a file is, whatever it is called."""

import hashlib
import io
import struct
import sys
import zipfile

import pytest

from adminplan.errors import UnreadableFile
from adminplan.files.read import READERS, read, read_bytes, read_text


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "<a/>")
    return out.getvalue()


def ole2(*streams):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p></w:body></w:document>',
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"<!DOCTYPE html><html><p>K\xe1\xba\xbe HO\xe1\xba\xa0CH</p></html>", "text/html"),
        (b"\xef\xbb\xbf  <p>a</p>", "text/html"),
        ("<html><p>Kế hoạch</p></html>".encode("utf-16"), "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>x</body></html>", "text/html"),
        (b"<!-- saved -->\n<html><body>x</body></html>", "text/html"),
        ("KẾ HOẠCH".encode(), "text/plain"),
        (b"Gi\xe1 < 5 v\xe0 > 3", "text/plain"),
        ("**KẾ HOẠCH**\n\n- một".encode(), "text/markdown"),
        ("KẾ HOẠCH".encode("utf-16"), "text/plain"),
    ],
)
def test_the_kind_is_told_by_content(tmp_path, data, media_type):
    file = tmp_path / "tep.pdf"
    file.write_bytes(data)
    source = read(file)
    assert source.media_type == media_type
    assert (source.name, source.size, source.sha256) == ("tep.pdf", len(data), hashlib.sha256(data).hexdigest())
    assert source.lines
    assert source.reader


@pytest.mark.parametrize(
    ("data", "found", "remedy"),
    [
        (b"", "empty", "Fetch"),
        (b" \r\n\t ", "blanks", "Fetch"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture that is damaged", "again"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture that is damaged", "again"),
        (b"II*\0" + bytes(50), "picture that is damaged", "again"),
        (b"MM\0*" + bytes(50), "picture that is damaged", "again"),
        (b"GIF89a" + bytes(50), "picture that is damaged", "again"),
        (b"BM" + struct.pack("<IHHI", 100, 0, 0, 54) + bytes(50), "picture that is damaged", "again"),
        (bytes(4) + b"ftypheic" + bytes(50), "HEIF", "PNG"),
        (ole2("EncryptionInfo", "EncryptedPackage"), "password", "password"),
        (ole2("Workbook"), "Excel", "HTML"),
        (ole2("other"), "OLE2", "Save it"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx", "HTML"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx", "DOCX"),
        (zipped("mimetype", "content.xml"), "odt", "soffice"),
        (zipped("a.txt"), "zip archive", "Unpack"),
        (docx()[:60], "damaged", "Fetch"),
        (zipped(), "empty zip", "Fetch"),
        (b"\x1f\x8b\x08" + bytes(50), "archive", "Unpack"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>", "web archive", "browser"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "Word XML",
            "soffice",
        ),
        (b'<?xml version="1.0"?><plan/>', "XML", "Save"),
        (bytes(range(256)) * 8, "binary", "DOCX"),
    ],
)
def test_what_is_not_read_says_why_and_what_helps(tmp_path, data, found, remedy):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(file)
    assert found in error.value.found
    assert remedy in error.value.remedy
    assert error.value.path == str(file)
    assert error.value.remedy.endswith(".")


def test_no_file(tmp_path):
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "khong-co.docx")
    with pytest.raises(UnreadableFile, match="a folder"):
        read(tmp_path)
    with pytest.raises(UnreadableFile):
        read("a\0b")


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["adminplan.files.read"], "BYTES", 10)  # the package has a function of that name
    file = tmp_path / "a.txt"
    file.write_text("KẾ HOẠCH năm")
    with pytest.raises(UnreadableFile, match="a file of 0 MB"):
        read(str(file))


def test_strings_and_bytes():
    source = read_text("KẾ HOẠCH\n\nx", name="nhập")
    assert (source.name, source.raw, source.media_type) == ("nhập", "KẾ HOẠCH\nx", "text/plain")
    assert source.sha256 == hashlib.sha256("KẾ HOẠCH\n\nx".encode()).hexdigest()
    assert read_text("").lines == ()
    assert read_bytes(b"x", name="thu muc/a.txt").name == "a.txt"


def test_readers_are_a_plain_tuple_with_text_last():
    assert [media_type for media_type, _, _ in READERS][-1] == "text/plain"
