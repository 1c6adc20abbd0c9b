"""Generated variations of a plan: what the rules lean on is taken away, to see what a model reads without it.

Reads the paragraphs of an `Outline`. Writes plain text, marked by the name of its variation. Tables are left out, in `plain` too.
"""

from __future__ import annotations

from adminplan.layout.labels import label
from adminplan.outline.node import Outline
from adminplan.passages.sections import heading_kind

# plain: nothing taken away. unnumbered: headings of sections lose their labels. bare: every item loses its label.
# unnamed: headings that the rules know get words that announce nothing.
VARIATIONS = ("plain", "unnumbered", "bare", "unnamed")
_SECTIONS = {"roman", "upper", "part", "chapter", "muc"}
_NOTHING = ("Những vấn đề chung", "Các phần việc", "Một số điểm cần lưu ý", "Những việc trước mắt", "Phần tiếp theo")
_SHORT = 12


def vary(outline: Outline, name: str) -> str:
    """The text of a variation: one of `VARIATIONS`."""
    text = outline.text
    made = []
    changed = 0
    for index, one in enumerate(text.paragraphs):
        quote = text.quote((one.start, one.end))
        inside = outline.head.last <= index < outline.closing.first
        if one.cell is not None and (inside or index >= outline.closing.last):
            continue
        found = label(quote) if inside else None
        own = quote[found.end :].strip() if found else quote
        heads = found is not None and found.kind in _SECTIONS and len(own.split()) <= _SHORT
        if name == "bare" or (name == "unnumbered" and heads):
            quote = own
        elif name == "unnamed" and inside and len(own.split()) <= _SHORT and heading_kind(own.rstrip(":. ")):
            words = _NOTHING[changed % len(_NOTHING)]
            changed += 1
            head = quote[: len(quote) - len(own)] if found else ""
            quote = head + (words.upper() if own.isupper() else words)
        if quote:
            made.append(quote)
    return "\n\n".join(made) + "\n"
