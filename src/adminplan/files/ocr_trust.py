"""Is a text layer what its page shows? Judged by the spelling of Vietnamese, by its marks, and by letters that no font should give.

Reads the words of a page. Writes `Signs`, what can be measured of a layer that lies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from adminplan.data import table
from adminplan.data.syllables import is_syllable, is_unmarked_syllable

LEAST_WORDS = 15  # fewer tell nothing
SPELT = 0.75  # share of words that are syllables; 0.94 and more in print, names and foreign words included
MARKED = 0.4  # share of syllables with a mark; 0.82 and more in print
FOREIGN = 0.03  # share of characters of other scripts, private ones, unknown ones; below 0.01 in print
LOOSE = 0.04  # share of words with marks set apart, which `layout` puts together again

_WORD = re.compile(r"[^\W\d_]+")
# Letters that Vietnamese text has no use for, save those that `layout` mends.
_FOREIGN = re.compile(
    "[\u0370-\u1dff\u2c00-\ud7ff\ue000-\uefff\uf100-\uf8ff\ufffd\u0104-\u010f\u0112-\u0127\u012a-\u0167\u016a-\u0188\u018a-\u019f\u01a4-\u01ae\u01b1-\u01cc]"
)
_LOOSE = re.compile("[\u0300-\u036f]")
_OLD = re.compile("[\u0080-\u00bf¬®¯µ¶¸¹º¾¿ÄÆÇËÎÏÑÖÜÞßäåæëîïðñöøûüþ]")  # as the encodings before Unicode are shown


class Signs(NamedTuple):
    """How a text looks: words judged, share that are syllables, share of these with a mark, share of foreign letters."""

    words: int
    spelt: float
    marked: float
    foreign: float

    @property
    def lies(self) -> bool:
        """Whether it cannot be what a Vietnamese page shows."""
        return self.foreign > FOREIGN or (self.words >= LEAST_WORDS and (self.spelt < SPELT or self.marked < MARKED))

    @property
    def worth(self) -> float:
        """How well it reads, to compare two readings of a page."""
        return self.words * (self.spelt - self.foreign) * min(1.0, 0.2 + self.marked)

    @property
    def why(self) -> str:
        """The sign that tells, for a person."""
        if self.foreign > FOREIGN:
            return "it has letters that no Vietnamese text has"
        return "few of its words can be Vietnamese" if self.spelt < SPELT else "few of its words have marks"


def signs(words: Sequence[str], *, typed: bool = False) -> Signs:
    """The signs of a page by its words as read; `typed`: nobody recognised them, so that marks may have been left out at the keyboard.

    Words in capitals, which may be abbreviations, and single letters are not judged.

    >>> signs("Can cu Quyet dinh so ve viec phe duyet ke hoach cua Uy ban nhan dan tinh".split()).lies
    True
    >>> signs("Căn cứ Quyết định số về việc phê duyệt kế hoạch của Ủy ban nhân dân tỉnh".split()).lies
    False
    """
    text = " ".join(words)
    loose = len(_LOOSE.findall(text)) > LOOSE * len(words)
    text = text.replace("ƣ", "ư").replace("Ƣ", "Ư")
    strange = len(_FOREIGN.findall(text))
    foreign = strange / _letters(text) if strange else 0.0
    judged = [part for part in _WORD.findall(text) if len(part) > 1 and not part.isupper()]
    if not judged:
        return Signs(0, 1.0, 1.0, foreign)
    if typed and text.isascii() and sum(map(is_unmarked_syllable, judged)) > 0.85 * len(judged):
        return Signs(len(judged), 1.0, 1.0, foreign)
    spelt = [part for part in judged if _spelt(part)]
    share = 1.0 if loose else len(spelt) / len(judged)
    if share < SPELT and len(_OLD.findall(text)) > 0.05 * _letters(text) and _old(text):
        return Signs(len(judged), 1.0, 1.0, 0.0)  # text from before Unicode, which `layout` decodes
    return Signs(len(judged), share, sum(not part.isascii() for part in spelt) / len(spelt) if spelt else 0.0, foreign)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text)) or 1


_spelt = lru_cache(maxsize=20_000)(is_syllable)


def _old(text: str) -> bool:
    """Whether most words are syllables in one of the encodings from before Unicode."""
    for letters, code in _encodings():
        parts = [letters.get(part, part) for part in code.split(text)]
        words = [word.strip(".,;:()/-") for word in "".join(parts).split()]
        judged = [word for word in words if len(word) > 1 and not word.isupper()]
        if sum(map(_spelt, judged)) > 0.7 * len(judged):
            return True
    return False


@cache
def _encodings() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    """What stands in a file → the letter meant, and what finds it, for each encoding of `data/legacy.tsv`."""
    out = []
    for name in ("tcvn3", "vni", "viscii"):
        letters: dict[str, str] = {}
        for row in table("legacy"):
            if row[name]:
                code = bytes.fromhex(row[name])
                letters.setdefault(code.decode("latin-1"), row["letter"])
                letters.setdefault(code.decode("cp1252", "replace"), row["letter"])
        pieces = sorted((piece for piece in letters if piece != letters[piece]), key=len, reverse=True)
        out.append((letters, re.compile(f"({'|'.join(map(re.escape, pieces))})")))
    return tuple(out)
