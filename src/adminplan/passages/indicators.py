"""Figures to reach: "ít nhất 85% người …", "100% số xã", "trên 1.500 hộ".

Reads the statement of a goal. Writes `IndicatorPassage`s.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_COMPARATORS = (
    (("ít nhất", "tối thiểu", "không dưới", "trở lên", "từ"), ">="),
    (("trên", "hơn", "vượt", "quá"), ">"),
    (("tối đa", "không quá", "không vượt quá", "nhiều nhất"), "<="),
    (("dưới", "thấp hơn"), "<"),
)
_FIGURE = re.compile(
    r"(?P<cue>ít nhất|tối thiểu|không dưới|không quá|không vượt quá|tối đa|nhiều nhất|trên|hơn|dưới|vượt|đạt|từ|phấn đấu(?: có)?|có|là|khoảng|tăng|giảm)?\s*"
    r"(?<![\d/.,-])(?P<value>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?P<percent>\s*%)?(?![\d/])(?P<after>\s+trở lên)?(?P<measure>\s+[^\W\d_]+(?:\s+[^\W\d_]+)?)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NO_MEASURE = {"năm", "tháng", "ngày", "quý", "của", "và", "về", "đến"}


class IndicatorPassage(NamedTuple):
    """A figure: what is counted, how it compares, the value, its measure."""

    name: str
    comparator: str
    value: float
    measure: str | None


def read_indicators(statement: str) -> tuple[IndicatorPassage, ...]:
    """The figures of a statement: percentages, and counts that a word of reaching opens.

    >>> read_indicators("Ít nhất 85% công nhân được khám sức khỏe")
    (IndicatorPassage(name='công nhân được khám sức khỏe', comparator='>=', value=85.0, measure='%'),)
    """
    out: list[IndicatorPassage] = []
    if not _DIGIT.search(statement):
        return ()
    for match in _FIGURE.finditer(statement):
        percent, measure = bool(match["percent"]), (match["measure"] or "").strip()
        if not percent and (not match["cue"] or not measure or measure.split()[0].lower() in _NO_MEASURE):
            continue
        cue = ((match["cue"] or "") + (match["after"] or "")).lower().strip()
        comparator = next(
            (sign for words, sign in _COMPARATORS if any(cue.startswith(word) or cue.endswith(word) for word in words)), "="
        )
        rest = re.split(r"[;.,(]", statement[match.end("percent" if percent else "value") :], maxsplit=1)[0].strip()
        before = re.split(r"[;.,:]", statement[: match.start()])[-1].strip()
        name = (rest if len(rest.split()) > 1 else before) or before
        value = float(match["value"].replace(".", "").replace(",", "."))
        out.append(IndicatorPassage(name, comparator, value, "%" if percent else measure.split()[0]))
    return tuple(out)
