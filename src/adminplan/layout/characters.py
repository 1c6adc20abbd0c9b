"""Clean the characters of a file: one Unicode form, look-alike letters mended, invisible characters and double blanks gone.

Reads a string. Writes it through a `Rewriter`, so that every change is on the map.
"""

from __future__ import annotations

import re
import unicodedata

from adminplan.layout.rewrite import Rewriter

# Letters that look right and are not: Icelandic eth for đ, Latin OI for ư (old fonts and OCR write them).
LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ƣ": "ư", "Ƣ": "Ư", "\uf02d": "-", "\uf0b7": "•"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u0000-\u0008\u000e-\u001f"
# Anything that has to change: a base letter with combining marks, a look-alike, an invisible character, a blank that
# is not a plain single one, or a long rule drawn with dashes.
_CHANGE = re.compile(
    r"(?P<cluster>[^\W\d_][\u0300-\u036f]+)"
    + "|(?P<alike>["
    + "".join(LOOK_ALIKES)
    + "])"
    + f"|(?P<hidden>[{_INVISIBLE}]+)"
    + r"|(?P<rule> ?[-–—_=*]{5,} ?)"
    + r"|(?P<blank>[ \t\u00a0\u2000-\u200a\u202f\u3000\v\f\r\n]{2,}|[\t\u00a0\u2000-\u200a\u202f\u3000\v\f\r\n])"
)
_SOFT = "\u00ad"


def clean(text: str) -> str:
    """The text as `rewrite` would leave it, without edge blanks: for decisions about a line before it is written."""
    if text.isascii() and "  " not in text and "-----" not in text and "_____" not in text and text.isprintable():
        return text.strip()
    return _CHANGE.sub(_replacement, text).strip()


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "cluster":
        return unicodedata.normalize("NFC", match[0])
    if kind == "alike":
        return LOOK_ALIKES[match[0]]
    return " " if kind in {"blank", "rule"} else ""


def rewrite(out: Rewriter, end: int) -> None:
    """Write the input up to `end`, cleaned; blanks at its edges are dropped."""
    start = out.at
    source = out.source
    while start < end and source[start].isspace():
        start += 1
    last = end
    while last > start and source[last - 1].isspace():
        last -= 1
    out.drop(start, "space")
    for match in _CHANGE.finditer(source, start, last):
        kind = match.lastgroup
        out.keep(match.start())
        if kind == "cluster":
            new = unicodedata.normalize("NFC", match[0])
            if new == match[0]:
                out.keep(match.end())
            else:
                out.put(match.end(), new)
        elif kind == "alike":
            out.put(match.end(), LOOK_ALIKES[match[0]])
        elif kind == "hidden":
            out.drop(match.end(), "soft-hyphen" if _SOFT in match[0] else "zero-width")
        elif kind == "rule" and (match.start() == start or match.end() == last):
            out.drop(match.end(), "markup")
        elif match.start() == out.at and match[0][0] == " ":
            out.keep(match.start() + 1)
            out.drop(match.end(), "space")
        else:
            out.put(match.end(), " ")
    out.keep(last)
    out.drop(end, "space")
