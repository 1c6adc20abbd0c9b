"""Symbols that recognition read in two ways: one document, one symbol.

Reads `ReferencePassage`s and the `Text` that they stand in. Writes them with one symbol for citations of one document.

Only pages that were recognised have such readings. Two citations of one type, serial and day whose codes differ in a letter or two are
of one document ("12/SYT-NVY" and "12/SYT-NVV", both of 3/4/2024); the reading of which recognition was surer stands for both.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher

from adminplan.layout.text import Text
from adminplan.passages.passage import ReferencePassage
from adminplan.passages.symbols import parse_symbol

MOST_LETTERS = 2  # that two readings of one symbol differ in


def one_reading(passages: tuple[ReferencePassage, ...], text: Text) -> tuple[ReferencePassage, ...]:
    """The passages, symbols of recognised pages told as they were read most surely; `quote` keeps what was read there."""
    groups: dict[tuple[str, int | None, str], list[int]] = defaultdict(list)
    for index, one in enumerate(passages):
        symbol = parse_symbol(one.number) if one.number else None
        if symbol is not None and symbol.number is not None and one.date is not None and len(one.date) == len("2024-04-03"):
            groups[one.type, symbol.number, one.date].append(index)
    out = list(passages)
    for members in groups.values():
        read = {passages[index].number or "": 0.0 for index in members}
        if len(read) < 2:
            continue
        for index in reversed(members):
            number = passages[index].number or ""
            read[number] = max(read[number], _sureness(passages[index], text))
        surest = max(read, key=lambda number: read[number])
        for index in members:
            number = passages[index].number or ""
            if number != surest and text.recognised(passages[index].span) and _letters_apart(number, surest) <= MOST_LETTERS:
                out[index] = passages[index]._replace(number=surest)
    return tuple(out)


def _sureness(one: ReferencePassage, text: Text) -> float:
    """How sure recognition was of the least sure word of the symbol; printed words are sure."""
    codes = (one.number or "").lstrip("0123456789/")
    words = [
        sure
        for word, sure in text.recognised(one.span)
        if any(code and code in word for code in codes.replace("/", "-").split("-"))
    ]
    return min(words, default=1.0)


def _letters_apart(one: str, two: str) -> int:
    """How many letters were changed, lost or added between two readings.

    >>> _letters_apart("12/SYT-NVY", "12/SYT-NVV"), _letters_apart("12/SYT-NVY", "12/SYTNVY"), _letters_apart("1/A", "1/BCD")
    (1, 1, 3)
    """
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return max(len(one), len(two)) - sum(block.size for block in blocks)
