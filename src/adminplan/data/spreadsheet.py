"""Text in cells of a spreadsheet: shown, never reckoned.

Reads text. Writes text.
"""

from __future__ import annotations

import re

# What a spreadsheet takes for a formula, also after blanks and in full-width form; a number or a lone dash is none.
_FORMULA = re.compile(r"\A(?:[\t\r]|\s*[=+\-@＝＋－＠])")
_PLAIN = re.compile(r"[-+]?(?:\d[\d.,]*%?)?", re.ASCII)


def guarded(text: str) -> str:
    """Text that a spreadsheet shows and does not reckon: an apostrophe before what it would take for a formula.

    >>> guarded("=1+1"), guarded("- Sở Y tế"), guarded("-5,2"), guarded("-")
    ("'=1+1", "'- Sở Y tế", '-5,2', '-')
    """
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN.fullmatch(text) else text
