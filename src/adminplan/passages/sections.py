"""What a heading announces: purpose, objectives, situation, money, content, organisation.

Reads headings of an `Outline`. Writes a kind, from the rules of data/sections.toml (each with examples that are tests).
"""

from __future__ import annotations

import re
from functools import cache

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


@cache
def heading_kind(heading: str) -> str | None:
    """What a heading (without its label) announces, or `None` where no rule matches.

    >>> heading_kind("MỤC ĐÍCH, YÊU CẦU")
    'joint'
    """
    key = fold(heading).strip(" :.-*()")
    if len(key.split()) > _LONGEST:
        return None
    for read in (str, plain):  # as printed, else without marks: recognised pages lose them ("TÔ CHỨC THỰC HIỆN")
        own = read(key)
        for kind, rules in words("sections").items():
            for pattern in rules["patterns"]:
                if re.search(read(pattern), own):
                    return "content" if kind in IDLE and _CONTENT_FIRST.match(key) else str(kind)
    return None


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
