"""The encodings that Vietnamese text had before Unicode, as tables from what a file shows to the letters meant.

Reads `data/legacy.tsv` (bytes of TCVN 5712:1993 VN3, VNI for Windows, and VISCII after RFC 1456). Writes `Encoding`s.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from adminplan.data import table

LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_CAPITALS = re.compile(r"\W{0,3}vn[\w ]*h(?:;|,|-|$)", re.IGNORECASE)
_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))  # bytes that windows-1252 leaves open
# What PDF readers make of two codes of .VnTime: ư stands where others have the soft hyphen, ã where they have the middle dot.
_IN_PDF = {0xAD: "\u2212", 0xB7: "\u2219", 0xB5: "\u03bc"}


class Encoding(NamedTuple):
    """One encoding.

    Attributes:
        name: as users know it.
        letters: what stands in the file → the letter meant, for every way the bytes may have been read.
        code: finds one such piece, the longest first. word: finds a word, the signs of the encoding among its letters.
        same: letters that look as in Unicode.
        mixed: capitals with tone marks do not exist, so that lower-case ones stand in words of capitals.
    """

    name: str
    letters: dict[str, str]
    code: re.Pattern[str]
    word: re.Pattern[str]
    same: frozenset[str]
    mixed: bool = False


def encoding_of_font(font: str | None) -> str | None:
    """The encoding that the name of a font stands for.

    >>> [encoding_of_font(name) for name in (".VnTimeH", "VNI-Times", "Times New Roman", None)]
    ['tcvn3', 'vni', None, None]
    """
    if not font:
        return None
    name = font.lstrip("'\" ")[:4].lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name in {"vni-", "vni "} else None


def draws_capitals(font: str | None) -> bool:
    """Whether a font of TCVN3 shows capitals for small letters: those whose name ends in H.

    >>> draws_capitals(".VnTimeH"), draws_capitals(".VnTime"), draws_capitals(".VnArialH;Arial")
    (True, False, True)
    """
    return encoding_of_font(font) == "tcvn3" and _CAPITALS.match(font or "") is not None


@cache
def encodings() -> tuple[Encoding, ...]:
    """All of them. Those of the table first; the last two are correct text that was read in the wrong encoding."""
    rows = table("legacy")
    return (
        _encoding(
            "tcvn3", {row["letter"]: bytes.fromhex(row["tcvn3"]) for row in rows if row["tcvn3"]}, shown=_IN_PDF, mixed=True
        ),
        _encoding("vni", {row["letter"]: bytes.fromhex(row["vni"]) for row in rows}),
        _encoding("viscii", {row["letter"]: bytes.fromhex(row["viscii"]) for row in rows}),
        _encoding("windows-1258", {row["letter"]: _windows_1258(row["letter"]) for row in rows}),
        _encoding("utf-8", {letter: letter.encode() for letter in [*(row["letter"] for row in rows), *"“”‘’–—…"]}),
    )


def _encoding(name: str, codes: dict[str, bytes], *, shown: dict[int, str] | None = None, mixed: bool = False) -> Encoding:
    letters: dict[str, str] = {}
    for letter, code in codes.items():
        for piece in _surfaces(code, shown or {}):
            letters.setdefault(piece, letter)
    same = frozenset(letter for piece, letter in letters.items() if piece == letter)
    letters = {piece: letter for piece, letter in letters.items() if piece != letter}
    signs = "".join(sorted({re.escape(sign) for piece in letters for sign in piece if not sign.isspace() or name == "utf-8"}))
    pieces = re.compile("|".join(re.escape(piece) for piece in sorted(letters, key=len, reverse=True)))
    return Encoding(name, letters, pieces, re.compile(f"[{LETTERS}{signs}]+"), same, mixed)


def _surfaces(code: bytes, shown: dict[int, str]) -> list[str]:
    """The strings that the bytes are read as: Latin-1, windows-1252, and what PDF readers show."""
    latin = code.decode("latin-1")
    windows = "".join(bytes([byte]).decode("cp1252") if byte not in _UNDEFINED else chr(byte) for byte in code)
    return list(dict.fromkeys((latin, windows, "".join(shown.get(byte, chr(byte)) for byte in code))))


def _windows_1258(letter: str) -> bytes:
    """A letter as windows-1258 writes it: the vowel with its own mark, then the tone."""
    decomposed = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
    return base.encode("cp1258") + "".join(tones).encode("cp1258")
