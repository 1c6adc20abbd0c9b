"""Training data: the lines of plans with gold, of each its generated variations.

Reads folders of gold. Writes `Example`s. A document that cannot be read, or of which only the beginning is kept, gives none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from adminplan import api
from adminplan.errors import AdminplanError
from adminplan.evaluate.gold import Gold, golden
from adminplan.files.read import read, read_text
from adminplan.layout.tidy import tidy
from adminplan.learn.lines import Line, lines
from adminplan.learn.variations import VARIATIONS, vary
from adminplan.outline.outline import read_outline


class Example(NamedTuple):
    """A plan or a variation of it (`variation`: one of `VARIATIONS`, or "" for the document as it is)."""

    name: str
    issuer: str
    variation: str
    lines: list[Line]


def examples(folders: Iterable[Path]) -> list[Example]:
    """The examples of all folders, by name and variation. Raises `NotGold` where a folder holds none or a broken one."""
    return [made for gold in golden(folders) if gold.complete for made in _of(gold)]


def _of(gold: Gold) -> list[Example]:
    try:
        outline = read_outline(tidy(read(gold.document)))
    except (AdminplanError, OSError, UnicodeDecodeError):
        return []
    if outline.text.source.ocr:
        return []
    made = [Example(gold.name, gold.issuer, "", lines(outline, api.find(outline)[1], gold.content))]
    for name in VARIATIONS:
        varied = read_outline(tidy(read_text(vary(outline, name), name=gold.name)))
        made.append(Example(gold.name, gold.issuer, name, lines(varied, api.find(varied)[1], gold.content)))
    return [one for one in made if one.lines]
