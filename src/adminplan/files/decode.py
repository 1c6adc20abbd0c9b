"""Bytes of text files as characters: what encoding they are in, by what stands in them.

Reads bytes. Writes a string, and a note where some of it had to be guessed.
"""

from __future__ import annotations

import codecs
import re

from adminplan.errors import Issue, issue

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows 1258 writes tone marks as characters of their own, after a vowel.
_BEYOND = re.compile("[^\x00-\x7f\ufffd]")
_TONED = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")

# What browsers read under these names: windows-1252, the five bytes that it leaves open as control characters (letters in VISCII).
_WESTERN = frozenset(("iso8859-1", "cp1252", "ascii"))
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The characters of a text: a byte order mark decides, then UTF-8 if it fits, then what the file declares, then a guess.

    UTF-8 comes before the declaration because no other encoding looks like it by accident, while declarations are often copied.

    >>> decode("Số: 12/KH-UBND".encode())[0]
    'Số: 12/KH-UBND'
    >>> decode("Kế hoạch".encode("utf-16"))[0]
    'Kế hoạch'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    if wide is not None:
        return _replacing(data, wide)
    text = data.decode("utf-8", "replace")
    # A few broken bytes in a text that is otherwise UTF-8 (cut off, or joined badly) do not make it another encoding.
    if text.count("\ufffd") * 10 <= len(_BEYOND.findall(text)):
        return text, _noted(text, "utf-8")
    known = _known(declared)
    if known in _WESTERN:
        return data.decode("latin-1").translate(_WINDOWS_1252), ()
    if known is not None:
        return _replacing(data, known)
    text = data.decode("cp1258", "replace")
    if len(_TONED.findall(text)) * 40 > len(text) - text.count(" "):
        return text, (
            *_noted(text, "windows-1258"),
            issue("reader-note", note="the encoding is not stated; read as windows-1258"),
        )
    text = data.decode("latin-1").translate(_WINDOWS_1252)
    return text, (issue("reader-note", note="the encoding is not known; read as windows-1252"),)


def is_binary(data: bytes) -> bool:
    r"""Whether bytes are no text in any encoding: NUL bytes that are not UTF-16 or UTF-32, or many control characters.

    >>> is_binary(b"\x00\x01\x02abc"), is_binary("Kế hoạch".encode("utf-16"))
    (True, False)
    """
    head = data[:4096]
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return False
    if b"\0" in head:
        return _wide(data) is None
    return sum(byte < 9 or 13 < byte < 27 for byte in head) * 20 > len(head)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: blanks and line breaks have a NUL on one side, always the same."""
    head = data[: 4096 & ~1]
    if len(head) < 8 or head.count(0) * 8 < len(head):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _known(declared: str | None) -> str | None:
    """The declared encoding, where Python knows it; `x-user-defined` and the like say nothing."""
    try:
        return codecs.lookup(declared.strip()).name if declared else None
    except (LookupError, ValueError):
        return None


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[Issue, ...]]:
    text = data.decode(encoding, "replace")
    return text, _noted(text, encoding)


def _noted(text: str, encoding: str) -> tuple[Issue, ...]:
    count = text.count("\ufffd")
    return (issue("reader-note", note=f"{count} bytes are not valid {encoding}; they were read as \ufffd"),) if count else ()
