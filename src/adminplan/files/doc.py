"""Word 97 (.doc) and rich text (.rtf) files, converted by LibreOffice and read as DOCX; by catdoc or antiword where it is missing.

Reads the bytes of the files. Writes a `Source` whose reader names both programs, and issues where something was lost.

The converter runs on copies in a folder of its own that is removed afterwards: without macros, without links being followed,
without a way to the network, and for a limited time.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from adminplan.errors import UnreadableFile, issue
from adminplan.files.source import Source

DOC, RTF = "application/msword", "application/rtf"
SECONDS = 90  # for starting the converter and its first file
SECONDS_MORE = 15  # for each further one
MAX_TEXT = 64 << 20  # bytes taken from a converter that writes text
_OFFICE = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_INSTALL = "Install LibreOffice (Debian: libreoffice-writer-nogui) or, for the text alone, catdoc; or save the file as DOCX."
# The settings of the private profile: what a document asks for beyond being read is refused.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # a proxy that nobody answers at
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)


def read_doc(data: bytes, *, name: str, sha256: str, docx: bytes | None = None) -> Source:
    """The `Source` of a .doc or .rtf file; `docx` where `convert_many` has converted it already.

    Raises `UnreadableFile` for a password, a file that no converter can read, and where none is installed.
    """
    media_type = RTF if data.startswith(b"{\\rtf") else DOC
    if media_type == DOC and is_protected(data):
        raise UnreadableFile(
            name, "a password-protected Word document", "Open it with its password and save it without one, as DOCX."
        )
    if docx is None:
        docx = convert_many({name: data}).get(name)
    if docx is not None:
        from adminplan.files.docx import read_docx

        source = read_docx(docx, name=name, sha256=sha256)
        return replace(source, media_type=media_type, size=len(data), reader=f"{_version(docx)}, {source.reader}")
    return _text_only(data, name=name, sha256=sha256, media_type=media_type)


def convert_many(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """DOCX of .doc and .rtf files, by the keys given, from one start of LibreOffice; what cannot be converted is left out.

    Where one file stops the converter, those left are tried one by one, so that it costs only itself.
    """
    office = find_office()
    if office is None or not documents:
        return {}
    with tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile(home / "profile")
        files = {}
        for index, (key, data) in enumerate(documents.items()):
            files[key] = home / f"{index}{'.rtf' if data.startswith(b'{') else '.doc'}"
            files[key].write_bytes(data)
        done = _convert(office, home, files)
        left = [key for key in documents if key not in done]
        if left and len(documents) > 1:
            for key in left:
                done |= _convert(office, home, {key: files[key]})
    return done


def find_office() -> str | None:
    """The program that starts LibreOffice, or `None`."""
    return next(filter(None, map(shutil.which, _OFFICE)), None)


def is_protected(data: bytes) -> bool:
    """Whether a Word 97 file is encrypted: a flag in the head of its main stream ([MS-DOC] 2.5.2, fEncrypted)."""
    at = data.find("WordDocument\0".encode("utf-16-le"))
    if at < 0 or len(data) < at + 120:
        return False
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        first = struct.unpack_from("<I", data, at + 116)[0]
        magic, flags = struct.unpack_from("<H8xH", data, (first + 1) << min(shift, 12))
    except (struct.error, OverflowError):
        return False
    return magic in {0xA5EC, 0xA5DC} and bool(flags & 0x0100)


def _convert(office: str, home: Path, files: Mapping[str, Path]) -> dict[str, bytes]:
    out = home / "out"
    command = [
        office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
        "--nolockcheck", "--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, files.values()),
    ]  # fmt: skip
    run(command, home, SECONDS + SECONDS_MORE * (len(files) - 1))
    written = {key: out / f"{file.stem}.docx" for key, file in files.items()}
    return {key: path.read_bytes() for key, path in written.items() if path.is_file() and path.stat().st_size}


def run(command: Sequence[str], home: Path, seconds: float) -> bytes:
    """The output of a program that knows nothing of the user, ended with all its children when its time is over."""
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    environment = known | {
        "HOME": str(home),
        "TMPDIR": str(home),
        "TMP": str(home),
        "TEMP": str(home),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    with (home / "output").open("w+b") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command; the file's name is ours too
            command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(process)
        output.seek(0)
        return output.read(MAX_TEXT)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and what it started, if anything of it is left."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def profile(folder: Path) -> None:
    """A fresh profile with our settings; LibreOffice fills in the rest."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _version(docx: bytes) -> str:
    """Name and version of the converter, as it wrote them into the DOCX."""
    try:
        with zipfile.ZipFile(BytesIO(docx)) as package:
            written = re.search(rb"<Application>LibreOffice/([\d.]{1,20})", package.read("docProps/app.xml"))
    except (KeyError, zipfile.BadZipFile, OSError):
        written = None
    return f"LibreOffice {written[1].decode()}" if written else "LibreOffice"


def _text_only(data: bytes, *, name: str, sha256: str, media_type: str) -> Source:
    """What catdoc or antiword makes of the file."""
    from adminplan.files.textual import source_of

    kind = "a rich text document (.rtf)" if media_type == RTF else "a Word 97-2003 document (.doc)"
    tools = [("catdoc", ("-w", "-d", "utf-8"))] + ([("antiword", ("-w", "0", "-m", "UTF-8.txt"))] if media_type == DOC else [])
    found = [(path, tool, options) for tool, options in tools if (path := shutil.which(tool))]
    with tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / ("file.rtf" if media_type == RTF else "file.doc")
        file.write_bytes(data)
        for path, tool, options in found:
            text = run([path, *options, str(file)], Path(folder), SECONDS).decode("utf-8", "replace")
            if text.strip():
                keeps = (
                    "LibreOffice, which keeps them, could not read the file" if find_office() else "LibreOffice would keep them"
                )
                lost = issue("reader-note", note=f"read by {tool}: tables and automatic numbering are lost; {keeps}")
                source = source_of(text, name=name, sha256=sha256, size=len(data), issues=(lost,))
                return replace(source, media_type=media_type, reader=f"{tool}, {source.reader}")
    if find_office() is None and not found:
        raise UnreadableFile(name, kind, _INSTALL)
    raise UnreadableFile(
        name, f"{kind} that cannot be converted: damaged, or too large", "Open it in Word or LibreOffice and save it as DOCX."
    )
