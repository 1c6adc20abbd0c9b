"""The front door: a file of any known kind becomes a `Source`, its kind told by what stands in it.

Reads a path, or a string. Writes a `Source`; a file that cannot be read at all gives `UnreadableFile` with a way out.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol

from adminplan.errors import UnreadableFile
from adminplan.files.limits import BYTES, MEMBERS
from adminplan.files.source import Source
from adminplan.files.unlock import unlock

_HEAD = 4096
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta\s|title|table|div|p|h[1-6]|span|center|font|article|section|main)[\s>/]",
    re.IGNORECASE,
)


class Reader(Protocol):
    """Makes a `Source` of the bytes of a file. Raises `UnreadableFile`."""

    def __call__(self, data: bytes, *, name: str, sha256: str) -> Source:
        """The `Source` of the bytes."""
        ...


class Refusal(NamedTuple):
    """A kind of file that is not read: how it is known, what it is called, what would help."""

    test: Callable[[bytes], bool]
    found: str
    remedy: str


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def _members(data: bytes) -> frozenset[str]:
    """The names in a zip package; none where it is no package, or a damaged one."""
    if not data.startswith(_ZIPS):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()


def _holds(*names: str) -> Callable[[bytes], bool]:
    return lambda data: any(member.startswith(names) for member in _members(data))


def _ole2(*streams: str) -> Callable[[bytes], bool]:
    """An OLE2 file whose directory names one of the streams (names there are UTF-16)."""
    return lambda data: data.startswith(_OLE2) and any(stream.encode("utf-16-le") in data for stream in streams)


def _is_pdf(data: bytes) -> bool:
    """Whether the file is a PDF; a few stray bytes may stand before its head (ISO 32000, annex H)."""
    return b"%PDF-" in data[:1024] and not data.startswith((_OLE2, *_ZIPS))


def _is_docx(data: bytes) -> bool:
    members = _members(data)
    if "word/document.xml" in members:
        return True
    return "[Content_Types].xml" in members and any(name.startswith("word/") for name in members)


def _head(data: bytes) -> bytes:
    """The beginning of a text in one byte a character, without byte order mark and blanks."""
    head = data[: 4 * _HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:200:2].count(0) > 60 or head[0:200:2].count(0) > 60:
        head = head.replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()


def _is_html(data: bytes) -> bool:
    head = _head(data)
    first = _MARKUP.search(head)
    # Markup at the very beginning, or a page that begins with comments, a declaration or stray words.
    return (head.startswith(b"<") and first is not None) or (
        first is not None and re.search(rb"<(?:html|body)[\s>]", head, re.IGNORECASE) is not None
    )


def _is_xml(data: bytes) -> bool:
    head = _head(data)
    return head.startswith(b"<?xml") and not re.search(rb"<(?:!doctype\s+html|html|body)[\s>]", head, re.IGNORECASE)


def _is_mime(data: bytes) -> bool:
    head = _head(data)[:600].lower()
    return b"mime-version:" in head and b"content-type: multipart" in head


def _is_text(data: bytes) -> bool:
    from adminplan.files.decode import is_binary

    return not is_binary(data)


def _pdf(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.pdf import read_pdf

    return read_pdf(data, name=name, sha256=sha256)


def _docx(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.docx import read_docx

    return read_docx(data, name=name, sha256=sha256)


def _is_picture(data: bytes) -> bool:
    """A picture of a page, as scanners and telephones save them: PNG, JPEG, TIFF, GIF, WebP, BMP."""
    kinds = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF87a", b"GIF89a"
    return (
        data.startswith(kinds)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")
    )


def _picture(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.ocr import read_picture

    return read_picture(data, name=name, sha256=sha256)


def _doc(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.doc import read_doc

    return read_doc(data, name=name, sha256=sha256)


def _html(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.html import read_html

    return read_html(data, name=name, sha256=sha256)


def _textual(data: bytes, *, name: str, sha256: str) -> Source:
    from adminplan.files.textual import read_textual

    return read_textual(data, name=name, sha256=sha256)


_OTHER_PICTURE = "Save it as PNG, JPEG or PDF."
_TO_DOCX = "Save it as DOCX, e.g. `soffice --headless --convert-to docx FILE`."
REFUSALS: tuple[Refusal, ...] = (
    Refusal(lambda data: data[4:8] == b"ftyp" and data[8:11] in {b"hei", b"mif", b"avi"}, "a HEIF picture", _OTHER_PICTURE),
    Refusal(_ole2("Workbook", "Book"), "an Excel 97-2003 workbook (.xls)", "Plans are read from documents: save the sheet as HTML, or paste it into one."),
    Refusal(_ole2("PowerPoint Document"), "a PowerPoint 97-2003 presentation (.ppt)", "Plans are read from documents: save its text as DOCX."),
    Refusal(_begins(_OLE2), "an OLE2 file that holds no Word document", "Save it as DOCX or PDF in the program that wrote it."),
    Refusal(_holds("xl/"), "an Excel workbook (.xlsx)", "Plans are read from documents: save the sheet as HTML, or paste it into one."),
    Refusal(_holds("ppt/"), "a PowerPoint presentation (.pptx)", "Plans are read from documents: save its text as DOCX."),
    Refusal(_holds("content.xml", "META-INF/manifest.xml"), "an OpenDocument file (.odt)", _TO_DOCX),
    Refusal(lambda data: data.startswith(_ZIPS) and not _members(data), "a damaged or empty zip package", "Fetch it again; if it is a DOCX, let Word or LibreOffice repair it."),
    Refusal(_begins(*_ZIPS), "a zip archive, not a document", "Unpack it and read the files in it."),
    Refusal(_begins(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "an archive, not a document", "Unpack it and read the files in it."),
    Refusal(_is_mime, "a web archive (.mht) or a mail", "Open it in a browser or in Word and save it as HTML or DOCX."),
    Refusal(lambda data: _is_xml(data) and b"schemas.microsoft.com/office" in data[: 4 * _HEAD], "a Word XML document", _TO_DOCX),
    Refusal(_is_xml, "an XML file that is no web page", "Save the document as DOCX, PDF, HTML or text."),
)  # fmt: skip
# In order: the first test that holds decides. Text is what is left, so that the refusals are asked before it.
READERS: tuple[tuple[str, Callable[[bytes], bool], Reader], ...] = (
    ("application/pdf", _is_pdf, _pdf),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _is_docx, _docx),
    ("application/msword", _ole2("WordDocument"), _doc),
    ("application/rtf", _begins(b"{\\rtf"), _doc),
    ("image/*", _is_picture, _picture),
    ("text/html", _is_html, _html),
    ("text/plain", _is_text, _textual),
)


def read(path: str | os.PathLike[str], *, password: str | None = None, docx: bytes | None = None) -> Source:
    """The `Source` of a file; `password` opens it where it asks for one, `docx` is what it was converted to already.

    Raises:
        UnreadableFile: it is missing, no regular file, empty, protected, beyond a limit, of a kind that is not read, or damaged.
    """
    given = os.fspath(path)
    file = Path(given)
    try:
        if file.is_dir():
            raise UnreadableFile(given, "a folder, not a file", "Name a file in it.")
        if not file.exists():
            raise UnreadableFile(given, "no such file", "Check the path.")
        if not file.is_file():  # a pipe or a device may never end
            raise UnreadableFile(given, "no regular file", "Copy what it gives into a file, and read that.")
        size = file.stat().st_size
        if size > BYTES:
            raise UnreadableFile(
                given,
                f"a file of {size >> 20} MB",
                f"Files up to {BYTES >> 20} MB are read: split it, or make its pictures smaller.",
            )
        with file.open("rb") as handle:
            data = handle.read(size + 1)  # not `BYTES`: memory is taken for all that is asked for
            if len(data) > size:  # it grows, or the system does not tell its size
                data += handle.read(BYTES + 1 - len(data))
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            given,
            f"a file that cannot be opened ({getattr(error, 'strerror', None) or error})",
            "Check the path and who may read it.",
        ) from error
    if len(data) > BYTES:
        raise UnreadableFile(given, "a file that does not end", f"Files up to {BYTES >> 20} MB are read.")
    return read_bytes(data, name=given, password=password, docx=docx)


def read_bytes(data: bytes, *, name: str, password: str | None = None, docx: bytes | None = None) -> Source:
    """The `Source` of a file's content. `name` may have folders; the `Source` keeps the last part. Raises `UnreadableFile`.

    Hash and size are those of the file as given, also where a password opened it.
    """
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise UnreadableFile(
            name, "an empty file" if not data else "a file of blanks only", "Fetch it again: nothing was saved in it."
        )
    sha256 = hashlib.sha256(data).hexdigest()
    plain = re.split(r"[/\\]", name)[-1]
    if docx is not None:
        from adminplan.files.doc import read_doc

        return read_doc(data, name=plain, sha256=sha256, docx=docx)
    opened = unlock(data, name=name, password=password)
    if opened is not data:
        return replace(_read_open(opened, name=name, plain=plain, sha256=sha256), size=len(data))
    return _read_open(data, name=name, plain=plain, sha256=sha256)


def _read_open(data: bytes, *, name: str, plain: str, sha256: str) -> Source:
    if data.startswith(_ZIPS) and data.count(b"PK\x01\x02") > MEMBERS:
        raise UnreadableFile(
            name, "a zip package of very many parts", f"Packages of up to {MEMBERS:,} parts are read: save it anew."
        )
    for media_type, test, reader in READERS:
        if media_type.startswith("text/"):
            refusal = next((one for one in REFUSALS if one.test(data)), None)
            if refusal is not None:
                raise UnreadableFile(name, refusal.found, refusal.remedy)
        if test(data):
            try:
                return reader(data, name=plain, sha256=sha256)
            except UnreadableFile as error:
                raise UnreadableFile(name, error.found, error.remedy) from error
    raise UnreadableFile(name, "a binary file of unknown kind", "Documents are read from DOCX, PDF, HTML, Markdown and text.")


def read_text(text: str, *, name: str = "text") -> Source:
    r"""The `Source` of a plain string, Markdown or not. Its hash is that of its UTF-8.

    >>> read_text("KẾ HOẠCH\nCông tác tháng 5").lines[1].number
    2
    """
    from adminplan.files.textual import source_of

    data = text.encode("utf-8", "surrogatepass")
    return source_of(text, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
