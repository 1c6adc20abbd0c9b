"""Clean the characters of a file: one Unicode form, look-alike letters mended, invisible characters and double blanks gone.

Reads a string. Writes it through a `Rewriter`, so that every change is on the map.
"""

from __future__ import annotations

import re
import unicodedata

from adminplan.layout.rewrite import Rewriter

# Letters that look right and are not: Icelandic eth for đ, Latin OI for ư, caron for breve (old fonts and OCR write them).
LOOK_ALIKES = {
    "Ð": "Đ",
    "ð": "đ",
    "Ɖ": "Đ",
    "ɖ": "đ",
    "ƣ": "ư",
    "Ƣ": "Ư",
    "ǎ": "ă",
    "Ǎ": "Ă",
    "⁄": "/",
    "\uf02d": "-",
    "\uf0b7": "•",
}
# Cyrillic letters that look like Latin ones; mended only in a word with Latin letters.
_CYRILLIC = dict(zip("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx", strict=True))
_LATIN = "A-Za-zÀ-ɏḀ-ỹ"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u0000-\u0008\u000e-\u001f"
_BLANKS = "\t\u00a0\u2000-\u200a\u202f\u3000\v\f\r\n"
# Some PDFs set a tone mark apart, behind the letters or the blank that follow its vowel: "hoc̣", "bô ̣ ".
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DRAWN = "[-–—_=*][-–—_=*]{4,}"  # said twice: a search for one character skips what cannot begin it
# Anything that has to change: a base letter with combining marks, a look-alike, and every gap between words that is not
# one plain blank (other blanks, invisible characters, long rules drawn with dashes).
_CHANGE = re.compile(
    rf"(?P<strayed>[{_VOWELS}](?:[bcghmnpt]{{1,2}}[{_TONES}]| [{_TONES}] {{0,3}}|[ṇṃṭḥ]))"
    r"|(?P<cluster>[^\W\d_][\u0300-\u036f]+)"
    f"|(?P<alike>ĐÐ|[{''.join(LOOK_ALIKES)}])"
    f"|(?P<cyrillic>(?<=[{_LATIN}])[{''.join(_CYRILLIC)}]+|[{''.join(_CYRILLIC)}]{{1,20}}(?=[{_LATIN}]))"
    f"|(?P<gap> ?(?:[{_BLANKS}{_INVISIBLE}]| (?= )|{_DRAWN})(?:[ {_BLANKS}{_INVISIBLE}]|{_DRAWN})*)"
)
# One class of characters, and runs that open with a rare one: cheap to rule out.
_SUSPECT = re.compile(f"[ṇṃṭḥ\u0300-\u036f{''.join(LOOK_ALIKES)}{''.join(_CYRILLIC)}{_BLANKS}{_INVISIBLE}]")
_RULED = re.compile(_DRAWN)
_SEEN = re.compile(f"[ {_BLANKS}]|{_DRAWN}")
_SOFT = "\u00ad"


def clean(text: str) -> str:
    """The text as `rewrite` would leave it, without edge blanks: for decisions about a line before it is written."""
    text = text.strip()
    if "  " in text or _SUSPECT.search(text) or (_RULED.search(text) is not None):
        return _CHANGE.sub(_replacement, text).strip()
    return text


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "cluster":
        # The mark that makes the vowel comes before the tone, whatever the file's order: á and a circumflex are ấ.
        apart = unicodedata.normalize("NFD", match[0])
        return unicodedata.normalize("NFC", apart[0] + "".join(sorted(apart[1:], key=_TONES.__contains__)))
    if kind == "cyrillic":
        return "".join(_CYRILLIC[letter] for letter in match[0])
    if kind == "strayed":
        apart = unicodedata.normalize("NFD", match[0][1:])
        mark = apart.rstrip(" ")[-1]
        rest = apart.replace(mark, "")
        return unicodedata.normalize("NFC", match[0][0] + mark) + (rest if rest.strip() else " ")
    if kind == "alike":
        return LOOK_ALIKES[match[0][-1]]  # tesseract likes to read Đ twice
    return " " if _SEEN.search(match[0]) else ""


def rewrite(out: Rewriter, end: int, *, changed: bool = True) -> None:
    """Write the input up to `end`, cleaned; blanks at its edges are dropped. `changed=False`: nothing else needs cleaning."""
    start = out.at
    source = out.source
    inside = source[start:end]
    start += len(inside) - len(inside.lstrip())
    last = max(start, end - (len(inside) - len(inside.rstrip())))
    out.drop(start, "space")
    for match in _CHANGE.finditer(source, start, last) if changed else ():
        kind = match.lastgroup
        out.keep(match.start())
        new = _replacement(match)
        if new == match[0]:
            out.keep(match.end())
        elif kind != "gap" or (new and match.start() > start and match.end() < last):
            out.put(match.end(), new if match.end() < last else new.rstrip(" "))
        else:
            out.drop(match.end(), _reason(match[0]))
    out.keep(last)
    out.drop(end, "space")


def _reason(gap: str) -> str:
    """Why a gap is left out, by the heaviest thing in it."""
    if re.search(_DRAWN, gap):
        return "markup"
    if _SOFT in gap:
        return "soft-hyphen"
    return "space" if _SEEN.search(gap) else "zero-width"
