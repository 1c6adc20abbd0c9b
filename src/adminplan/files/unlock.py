"""Files under a password, opened: the rest of the road never meets one.

Reads the bytes of a file and the password given. Writes the bytes of the same document without protection.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from adminplan.errors import UnreadableFile
from adminplan.files.doc import is_protected

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SPINS = 10_000_000  # rounds of hashing that a file may ask for; Office asks for 100,000
_GIVE = "Give its password: `adminplan parse --password PASSWORD FILE`, or `parse(path, password=…)` in Python."
_OTHER = "Check the password: capitals, accents, blanks at its ends."
_SAVE = "Open it where you may, and save it without protection."


def unlock(data: bytes, *, name: str, password: str | None) -> bytes:
    """The file as it is where it needs no password; else without its protection ([MS-OFFCRYPTO]; ISO 32000-1, 7.6).

    Raises `UnreadableFile` where a password is needed and none, or the wrong one, is given.
    """
    if data.startswith(_OLE2):
        if _PACKAGE in data:
            return _office(data, name, password, "a password-protected Office document")
        return _office(data, name, password, "a password-protected Word document") if is_protected(data) else data
    if b"%PDF-" in data[:1024] and b"/Encrypt" in data:
        return _pdf(data, name, password)
    return data


def _pdf(data: bytes, name: str, password: str | None) -> bytes:
    import pypdfium2
    from pypdfium2 import raw

    what = "a password-protected PDF"
    for tried in (None, password):
        try:
            document = pypdfium2.PdfDocument(data, password=tried)
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).casefold():
                return data  # damaged, or not protected after all: the reader will say
            if tried is not None:
                raise UnreadableFile(name, f"{what}, and the password given does not open it", _OTHER) from error
            if password is None:
                raise UnreadableFile(name, what, _GIVE) from error
            continue
        try:
            if tried is None:
                return data  # printing or copying is forbidden, reading is not
            out = BytesIO()
            document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
            return out.getvalue()
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(name, f"{what} that could not be decrypted", _SAVE) from error
        finally:
            document.close()
    return data


def _office(data: bytes, name: str, password: str | None, what: str) -> bytes:
    if not password:
        raise UnreadableFile(name, what, _GIVE)
    try:
        msoffcrypto: Any = import_module("msoffcrypto")  # without types of its own
    except ImportError as error:
        raise UnreadableFile(
            name, what, "Install what decrypts it (`pip install msoffcrypto-tool`), or save it without its password."
        ) from error
    try:
        file: Any = msoffcrypto.OfficeFile(BytesIO(data))
        about = getattr(file, "info", None)
        slow = isinstance(about, dict) and about.get("spinValue", 0) > _SPINS
        opened = None if slow else _decrypted(file, password)
    except Exception as error:  # a damaged file fails in many ways inside olefile and msoffcrypto
        if type(error).__name__ == "InvalidKeyError" or "password" in str(error).casefold():
            raise UnreadableFile(name, f"{what}, and the password given does not open it", _OTHER) from error
        raise UnreadableFile(name, f"{what} that could not be decrypted ({error})", _SAVE) from error
    if opened is None:
        raise UnreadableFile(name, f"{what} that would take hours to open", _SAVE)
    return opened


def _decrypted(file: Any, password: str) -> bytes:
    out = BytesIO()
    # Only packages let the password be checked beforehand; older documents check it always.
    file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
    file.decrypt(out)
    return out.getvalue()
