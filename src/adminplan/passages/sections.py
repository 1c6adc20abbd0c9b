"""What a heading announces: purpose, objectives, situation, money, content, organisation.

Reads headings of an `Outline`. Writes a kind, from the rules of data/sections.toml (each with examples that are tests).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from adminplan.data import fold, plain, words

GOALS = {"joint", "objective-requirement", "purpose", "requirement", "objective", "target"}
# Sections whose items are no work: what the annotation of plans leaves out.
IDLE = {"situation", "money", "subjects", "criteria"}
_LONGEST = 30
# "Nội dung, tiêu chí …": what comes first tells what the section is.
_CONTENT_FIRST = re.compile(r"(?:các |những |một số )?(?:nội dung|nhiệm vụ|giải pháp|hoạt động|phương án|biện pháp)\b")

# The labels of data/fields.toml in one pattern; the name of the group is the meaning.
FIELD = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{'|'.join(rule['patterns'])})" for name, rule in words("fields").items())
    + r")\s*(?:\([^()\n]{0,80}\)\s*)?(?::|$)",
    re.IGNORECASE,
)


class _Announced(NamedTuple):
    """The patterns of data/sections.toml: of all kinds together, and kind by kind in their order."""

    opens: re.Pattern[str]
    holds: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]

    def kind(self, key: str) -> str | None:
        """The first kind of which a pattern is found in a folded heading; most headings announce nothing."""
        if not self.opens.match(key) and not self.holds.search(key):
            return None
        return next((kind for kind, pattern in self.kinds if pattern.search(key)), None)


@cache
def _announced(read: Callable[[str], str]) -> _Announced:
    rules = {kind: [read(pattern) for pattern in rule["patterns"]] for kind, rule in words("sections").items()}
    every = [pattern for patterns in rules.values() for pattern in patterns]
    # What begins with `^` can only match at the beginning, and is not tried at every letter.
    return _Announced(
        re.compile("|".join(pattern for pattern in every if pattern.startswith("^"))),
        re.compile("|".join(pattern for pattern in every if not pattern.startswith("^"))),
        tuple((kind, re.compile("|".join(patterns))) for kind, patterns in rules.items()),
    )


@lru_cache(maxsize=1000)  # a heading is asked several times on the way through its document
def heading_kind(heading: str) -> str | None:
    """What a heading (without its label) announces, or `None` where no rule matches.

    >>> heading_kind("MỤC ĐÍCH, YÊU CẦU")
    'joint'
    """
    key = fold(heading).strip(" :.-*()")
    if len(key.split()) > _LONGEST:
        return None
    # As printed, else without marks: recognised pages lose them ("TÔ CHỨC THỰC HIỆN").
    kind = _announced(str).kind(key) or _announced(plain).kind(plain(key))
    return "content" if kind in IDLE and _CONTENT_FIRST.match(key) else kind


def begins_with_content(heading: str) -> bool:
    """Whether a heading names the work first: "Nhiệm vụ, giải pháp và phân công thực hiện".

    >>> begins_with_content("PHÂN CÔNG NHIỆM VỤ")
    False
    """
    return _CONTENT_FIRST.match(fold(heading).strip(" :.-*()")) is not None


@lru_cache(maxsize=256)  # as above
def field(text: str) -> tuple[str, int] | None:
    """The meaning of the field that a text opens with, and where its value begins.

    Meanings: lead, coordinate, monitor, deadline, time, output, budget, other.

    >>> field("Thời gian: Tháng 4/2023.")
    ('time', 10)
    """
    if len(text) > 8 and not text[0].isalpha():
        return None
    match = FIELD.match(text)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup, match.end()
