"""The piece of a plan that shows why it was found.

Reads a text and the words asked for. Writes about 160 characters of it, letters and marks as they stand, and where the words are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from adminplan.data import fold, plain
from adminplan.layout.text import Span

WIDTH = 160
_BEFORE = 40  # characters shown before the first word found
_MOST = 2000  # words of a text that are looked at
_WORDS = re.compile(r"[^\W_]+")
_WHITE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = (0x41, 0x250), (0x1E00, 0x1F00)  # where Unicode keeps Latin letters


class _Place(NamedTuple):
    start: int
    end: int
    which: int  # of the parts of the query
    worth: int


class Finder:
    """Finds the words of a query in a text, whatever marks they have there."""

    def __init__(self, parts: tuple[tuple[tuple[str, ...], str], ...]) -> None:
        """Take the parts of a query, each as words without marks and as typed (folded)."""
        self._typed = [typed for _, typed in parts]
        # The longest first: of two parts that begin alike the longer one is meant.
        order = sorted(range(len(parts)), key=lambda which: -len(self._typed[which]))
        self._pattern = re.compile("|".join(f"(?P<p{which}>{_phrase(parts[which][0], _classes)})" for which in order), re.DOTALL)

    def places(self, text: str) -> list[_Place]:
        """Where they stand, in order; one whose marks agree with what was typed is worth more."""
        found = []
        for match in islice(self._pattern.finditer(text), _MOST):
            which = int((match.lastgroup or "p0")[1:])
            agrees = spaced(match[0]) == self._typed[which]
            found.append(_Place(match.start(), match.end(), which, 2 + agrees))
        return found


def spaced(text: str) -> str:
    """The words of a text, folded, with single blanks between them.

    >>> spaced("Số: 48/KH-LĐLĐ")
    'số 48 kh lđlđ'
    """
    return " ".join(_WORDS.findall(fold(text)))


def snippet(text: str, finder: Finder | None) -> tuple[str, tuple[Span, ...]]:
    """The piece of the text with most of what is asked for, the earliest of several; its beginning where nothing is found."""
    places = finder.places(text) if finder else []
    first, last = _best(places)
    begin = max(0, (places[first].start if places else 0) - _BEFORE)
    end = min(len(text), max(begin + WIDTH, places[last].end if places else 0))
    begin = max(0, min(begin, end - WIDTH))
    if begin:  # whole words: on to the next beginning, back to the last end
        begin = next((match.end() for match in _WHITE.finditer(text, begin - 1, end)), begin)
        begin = min(begin, places[first].start) if places else begin
    if end < len(text):
        white = [match.start() for match in _WHITE.finditer(text, begin, end + 1)]
        end = max(white[-1] if white else end, places[last].end if places else 0)
    while begin < end and _WHITE.match(text[begin]):
        begin += 1
    while end > begin and _WHITE.match(text[end - 1]):
        end -= 1
    before, after = "… " * (begin > 0), " …" * (end < len(text.rstrip()))
    shift = len(before) - begin
    spans = tuple(Span(one.start + shift, one.end + shift) for one in places if begin <= one.start and one.end <= end)
    return before + _WHITE.sub(" ", text[begin:end]) + after, spans


def _best(places: list[_Place]) -> tuple[int, int]:
    """The first and the last of the places that stand together in a piece and are worth most, each part counted once."""
    best, chosen = (0.0, 0), (0, 0)
    for first, place in enumerate(places):
        worth: dict[int, int] = {}
        last, side_by_side = first, 0
        for index in range(first, len(places)):
            if index > first and places[index].end > place.start - _BEFORE + WIDTH:
                break
            one = places[index]
            if one.worth > worth.get(one.which, 0):
                worth[one.which] = one.worth
                last = index
            side_by_side += index > first and one.which == places[index - 1].which + 1 and one.start - places[index - 1].end <= 2
        value = (float(sum(worth.values())), min(side_by_side, len(worth) - 1))
        if value > best:
            best, chosen = value, (first, last)
    return chosen


def spelling(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds words one after the other, whatever marks and signs are on and between them."""
    return re.compile(_phrase(words, _classes), re.DOTALL)


def marked_spelling(typed: str) -> re.Pattern[str]:
    """Finds words with the marks that they have in `typed` (folded), in capitals or not, `hòa` as `hoà`."""
    return re.compile(_phrase(tuple(typed.split()), _placements), re.DOTALL)


def _phrase(words: Sequence[str], spelled: Callable[[str], tuple[str, str]]) -> str:
    """A pattern for whole words one after the other. That no letter stands before is asked behind the first one: so it is quicker."""
    ways = [spelled(word) for word in words]
    first = f"{ways[0][0]}(?<![^\\W_].){ways[0][1]}"
    return "[\\W_]{1,20}".join([first, *(start + rest for start, rest in ways[1:])]) + r"(?![^\W_])"


@lru_cache(maxsize=1024)
def _classes(word: str) -> tuple[str, str]:
    letters = _letters()
    spelled = [f"[{letters[char]}]" if char in letters else char for char in word]
    return spelled[0], "".join(spelled[1:])


@lru_cache(maxsize=1024)
def _placements(word: str) -> tuple[str, str]:
    """A word with its tone mark on each letter where it is the same word."""
    apart = unicodedata.normalize("NFD", word)
    tones = [char for char in apart if char in _TONES]
    ways = {word}
    if len(tones) == 1:
        bare = unicodedata.normalize("NFC", apart.replace(tones[0], ""))
        moved = (unicodedata.normalize("NFC", bare[:at] + tones[0] + bare[at:]) for at in range(1, len(bare) + 1))
        ways |= {one for one in moved if fold(one) == word}
    rests = ("".join(f"[{char}{char.upper()}]" if len(char.upper()) == 1 else char for char in way[1:]) for way in sorted(ways))
    return f"[{re.escape(word[0])}{re.escape(word[0].upper())}]", f"(?:{'|'.join(rests)})"


@cache
def _letters() -> dict[str, str]:
    """For each letter without marks, all that become it."""
    found: dict[str, str] = {}
    for low, high in _MARKED:
        for char in map(chr, range(low, high)):
            bare = plain(char)
            if len(bare) == 1 and bare.isalpha() and bare.isascii():
                found[bare] = found.get(bare, "") + char
    return found
