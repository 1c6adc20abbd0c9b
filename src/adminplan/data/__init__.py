"""Word lists and tables of the genre, and `fold()`, the one way to make a look-up key.

Reads the TSV and TOML files beside it. Writes plain tuples and dictionaries.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import filterfalse
from typing import Any

_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "ð": "đ", "\u00a0": " "})
# Two ways to place a tone mark on an open oa, oe, uy (hoà/hòa, uỷ/ủy; but hoạch and quý have one): keys use the older one.
_TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")
# Either of the two, in one look: most texts have neither.
_SIGNS = "".join(map(chr, _DASHES))
_UNUSUAL = re.compile(rf"[àáảãạèéẻẽẹỳýỷỹỵ{_SIGNS}](?:(?<=o[àáảãạèéẻẽẹ])(?!\w)|(?<=u[ỳýỷỹỵ])(?<!qu.)(?!\w)|(?<=[{_SIGNS}]))")


def fold(text: str) -> str:
    """A key for looking up: NFC, lower case, one way of placing tone marks, plain dashes, single blanks.

    A key is compared, never shown: it has no offsets.

    >>> fold("ỦY BAN  NHÂN DÂN") == fold("Uỷ ban nhân dân")
    True
    """
    text = unicodedata.normalize("NFC", text).casefold()
    if _UNUSUAL.search(text):
        text = _TONE.sub(lambda match: _TONES[match[0]], text.translate(_DASHES))
    return one_line(text)


def one_line(text: str) -> str:
    """The text with single blanks and none at its edges; most texts have no others (what is printable has no blank but the plain one)."""
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def plain(text: str) -> str:
    """`fold()` without any diacritics: `thang cong nhan` for `Tháng Công nhân`, `d` for `đ`."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(filterfalse(unicodedata.combining, decomposed))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `NAME.tsv` in this package, each a dictionary by column name."""
    content = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def words(name: str) -> dict[str, Any]:
    """The content of `NAME.toml` in this package."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
