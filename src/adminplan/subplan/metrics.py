"""How long words are in Times New Roman, so that names break well and rules have the length that they shall have.

Reads text. Writes lengths in points and lines. Source: the widths that the AFM files of Times give (thousandths of the size).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from adminplan import data
from adminplan.data import fold

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .,;:-/()"
_PLAIN = (
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611,
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444,
    250, 250, 250, 278, 278, 333, 278, 333, 333,
)  # fmt: skip
_BOLD = (
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667,
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444,
    250, 250, 250, 333, 333, 333, 278, 333, 333,
)  # fmt: skip
_WIDTHS = {False: dict(zip(_LETTERS, _PLAIN, strict=True)), True: dict(zip(_LETTERS, _BOLD, strict=True))}


def width(text: str, *, size: float, bold: bool = False) -> float:
    """The length of a line in points.

    >>> round(width("Độc lập", size=10))
    31
    """
    own = _WIDTHS[bold]
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    # The horn of ơ and ư adds a little; other marks add nothing; what is not known is as wide as a digit.
    return (
        sum(60 if char == "\u031b" else 0 if unicodedata.combining(char) else own.get(char, 500) for char in bare) * size / 1000
    )


def balanced(text: str, room: float, *, size: float, bold: bool = False) -> list[str]:
    """The text in as few lines as `room` (points) asks for, broken before a word of `[breaks]` where that can be, else into equal lines.

    A word that is longer than a line stays whole. The time grows with the words times those that a line holds.

    >>> balanced("LIÊN ĐOÀN LAO ĐỘNG TỈNH VĨNH LONG", 190, size=12, bold=True)
    ['LIÊN ĐOÀN LAO ĐỘNG', 'TỈNH VĨNH LONG']
    """
    words = text.split() or [""]
    lengths = [width(word, size=size, bold=bold) for word in words]
    blank = width(" ", size=size, bold=bold)
    aim = (sum(lengths) + blank * (len(words) - 1)) / _lines_needed(lengths, blank, room)
    # best[i]: lines, cost and start of the last line of the best way to set the first i words.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        found: tuple[int, float, int] | None = None
        length = -blank
        for start in range(end - 1, -1, -1):
            length += lengths[start] + blank
            if length > room and start < end - 1:
                break
            lines, cost, _ = best[start]
            candidate = (lines + 1, cost + ((length - aim) / room) ** 2 + (_breaking(words, start) if start else 0), start)
            if found is None or candidate < found:
                found = candidate
        best.append(found or (0, 0.0, 0))
    out: list[str] = []
    end = len(words)
    while end:
        start = best[end][2]
        out.append(" ".join(words[start:end]))
        end = start
    return out[::-1] or [""]


def _lines_needed(lengths: list[float], blank: float, room: float) -> int:
    lines, used = 1, 0.0
    for length in lengths:
        if used and used + blank + length > room:
            lines, used = lines + 1, 0.0
        used += length + (blank if used else 0)
    return lines


def _breaking(words: list[str], at: int) -> float:
    """What it costs to break before a word: nothing where a new part begins, much inside a name."""
    if words[at - 1].endswith((",", ";", ":")):
        return 0.0
    around = fold(" ".join(words[at - 1 : at + 1])).rstrip(",;:.")
    if around in _breaks("bound") or words[at] in {"-", "–"} or words[at - 1].isdigit() or words[at][:1].isdigit():
        return 0.5
    ahead = f"{fold(' '.join(words[at : at + 3]))} "
    if ahead.startswith(tuple(f"{own} " for own in _breaks("before"))):
        return 0.0
    inside = not words[at].isupper() and words[at][:1].isupper() and words[at - 1][:1].isupper()
    return 0.5 if inside else 0.15


@cache
def _breaks(kind: str) -> frozenset[str]:
    return frozenset(map(fold, data.words("forms")["breaks"][kind]))
