"""What recognition does to words: marks and letters that it lost or changed come back where the genre knows but one reading.

Reads `Source`. Writes a `Source` with the words meant and the `TextMap` back to what was read, or nothing where there is nothing to mend.

Only pages that were recognised are looked at, and only pairs of words that `data/terms.toml` has, their marks aside, exactly once.
Numbers, symbols and names are never touched here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import replace
from functools import cache, lru_cache
from itertools import accumulate

from adminplan.data import fold, plain, words
from adminplan.data.syllables import is_syllable
from adminplan.files.source import Line, Source
from adminplan.layout.rewrite import Rewriter
from adminplan.layout.text import TextMap

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Two words with one blank or line break between them, looked for at every word.
_PAIR = re.compile(r"(?<![^\W_])(?=([^\W\d_]{2,7})([ \n])([^\W\d_]{2,7})(?![^\W_]))")


def mend(source: Source) -> tuple[Source, TextMap] | None:
    """The source with the marks of its recognised words mended, and the map back; `None` where nothing was.

    Lines keep their order and number; `words` and `pages` are left as they were and belong to the raw text.
    """
    changes: dict[int, tuple[int, str]] = {}
    right: set[int] = set()  # words of pairs that were read as they stand in the table
    for begin, end in _recognised(source):
        for match in _PAIR.finditer(source.raw, begin, end):
            meant = mended(match[1], match[3])
            if meant is None:
                right.update((match.start(1), match.start(3)))
                continue
            if meant == (match[1], match[3]):
                meant = completed(*meant) or meant
            for group, new in zip((1, 3), meant, strict=True):
                if new != match[group]:
                    changes[match.start(group)] = (match.end(group), new)
    changes = {start: change for start, change in changes.items() if start not in right}
    if not changes:
        return None
    out = Rewriter(source.raw)
    for start, (end, new) in sorted(changes.items()):
        out.keep(start)
        out.put(end, new)
    out.keep(len(source.raw))
    string, mapped, _ = out.done()
    return replace(source, raw=string, lines=_moved(source.lines, changes)), mapped


def _moved(lines: tuple[Line, ...], changes: dict[int, tuple[int, str]]) -> tuple[Line, ...]:
    """The lines where they stand after the changes, of which some are longer or shorter than what they stand for."""
    grown = [(start, len(new) - (end - start)) for start, (end, new) in sorted(changes.items()) if len(new) != end - start]
    if not grown:
        return lines
    places, total = [start for start, _ in grown], list(accumulate((by for _, by in grown), initial=0))

    def moved(at: int) -> int:
        return at + total[bisect_left(places, at)]

    return tuple(line._replace(start=moved(line.start), end=moved(line.end)) for line in lines)


def _recognised(source: Source) -> list[tuple[int, int]]:
    """The stretches of raw text that were recognised: whole pages."""
    if source.ocr and all(word.confidence is None for word in source.words):
        return [(0, len(source.raw))]  # by another program, before
    pages = {word.box.page for word in source.words if word.confidence is not None}
    return [(page.start, page.end) for page in source.pages if page.number in pages]


@lru_cache(maxsize=20_000)
def mended(one: str, two: str) -> tuple[str, str] | None:
    """Two words that follow each other, as they were meant; `None` where they were read as a term is written.

    >>> mended("KÉ", "HOẠCH"), mended("phô", "thông"), mended("Đảo", "tạo")
    (('KẾ', 'HOẠCH'), ('phổ', 'thông'), ('Đào', 'tạo'))
    >>> mended("cộng", "tác"), mended("có", "quan"), mended("Văn", "Hòa"), mended("phổ", "thông")
    (('cộng', 'tác'), ('có', 'quan'), ('Văn', 'Hòa'), None)
    """
    if two[0].isupper() and (not (one.isupper() and two.isupper()) or one in {"VĂN", "THỊ"}):
        return one, two  # a name
    meant = _terms().get(f"{plain(one)} {plain(two)}")
    if meant is None:
        return one, two
    if fold(f"{one} {two}") == fold(" ".join(meant)):
        return None
    if not (_lost(one, meant[0]) and _lost(two, meant[1])):
        return one, two
    return _cased(meant[0], one), _cased(meant[1], two)


@lru_cache(maxsize=20_000)
def completed(one: str, two: str) -> tuple[str, str] | None:
    """Two words of which one is none, as they were meant: a letter was lost, added or taken for another. `None` where they stay.

    >>> completed("đoàn", "th"), completed("tổng", "hợq"), completed("lêm", "tra")
    (('đoàn', 'thể'), ('tổng', 'hợp'), None)
    >>> completed("hội", "thi"), completed("Website", "công"), completed("Văn", "Hxa")
    (None, None, None)
    """
    if is_syllable(one) == is_syllable(two) or (two[0].isupper() and not (one.isupper() and two.isupper())):
        return None
    at = 0 if is_syllable(one) else 1
    kept, odd = ((one, two), (two, one))[at]
    likely = [term for term in _halves(at).get(fold(kept), ()) if _a_letter_apart(plain(odd), plain(term[1 - at]))]
    if len(likely) != 1 or odd.isupper() != kept.isupper():
        return None
    meant = list(likely[0])
    meant[at] = kept
    half = meant[1 - at]
    meant[1 - at] = half.upper() if odd.isupper() else half.capitalize() if odd[0].isupper() else half
    return meant[0], meant[1]


@cache
def _halves(at: int) -> dict[str, list[tuple[str, str]]]:
    """The terms by their first (0) or second (1) word, marks and all."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group in words("terms").values():
        for term in group.split("·"):
            own = term.split()
            if len(own) == 2 and (own[0], own[1]) not in found.setdefault(fold(own[at]), []):
                found[fold(own[at])].append((own[0], own[1]))
    return found


def _a_letter_apart(one: str, two: str) -> bool:
    """Whether one letter was lost, added or changed between two words without marks."""
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    head = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[head + (len(one) >= len(two)) :] == two[head + (len(two) >= len(one)) :]


@cache
def _terms() -> dict[str, tuple[str, str]]:
    """The terms by their letters without marks; those with two readings left out."""
    found: dict[str, dict[str, str]] = {}
    for group in words("terms").values():
        for term in group.split("·"):
            own = " ".join(term.split())
            if own.count(" ") == 1:
                found.setdefault(plain(own), {}).setdefault(fold(own), own)
    terms = {key: [own.split() for own in forms.values()] for key, forms in found.items()}
    return {key: (forms[0][0], forms[0][1]) for key, forms in terms.items() if len(forms) == 1}


def _lost(read: str, meant: str) -> bool:
    """Whether recognition makes the one of the other: letter by letter the tone differs, or the hat, or both went together."""
    read, meant = unicodedata.normalize("NFC", read).lower(), unicodedata.normalize("NFC", meant)
    if len(read) != len(meant):
        return False
    for one, two in zip(read, meant, strict=True):
        if one == two:
            continue
        (shape, tone), (meant_shape, meant_tone) = _marks(one), _marks(two)
        if shape != meant_shape and not (tone == meant_tone or not (shape or tone)):
            return False
    return True


def _marks(letter: str) -> tuple[str, str]:
    """What makes the letter (hat, breve, horn, stroke), and its tone."""
    apart = unicodedata.normalize("NFD", letter)[1:]
    shape = "".join(mark for mark in apart if mark not in _TONES) + ("-" if letter == "đ" else "")
    return shape, "".join(mark for mark in apart if mark in _TONES)


def _cased(meant: str, read: str) -> str:
    return "".join(two.upper() if one.isupper() else two for one, two in zip(read, meant, strict=True))
