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
from adminplan.learn.sources import told
from adminplan.learn.variations import VARIATIONS, vary
from adminplan.outline.outline import read_outline


class Example(NamedTuple):
    """A plan or a variation of it (`variation`: one of `VARIATIONS`, or "" for the document as it is)."""

    name: str
    issuer: str
    variation: str
    lines: list[Line]


def examples(folders: Iterable[Path], sources: Path | None = None) -> list[Example]:
    """The examples of all folders, by name and variation.

    sources: the folder of NAME.txt that say what every paragraph is; without it gold tells goals, activities and duties alone.
    Raises `NotGold` where a folder holds none or a broken one, `OSError` and `ValueError` for a source that is missing or broken.
    """
    return [made for gold in golden(folders) if gold.complete for made in _of(gold, sources)]


def _of(gold: Gold, sources: Path | None) -> list[Example]:
    try:
        outline = read_outline(tidy(read(gold.document)))
    except (AdminplanError, OSError, UnicodeDecodeError):
        return []
    if outline.text.source.ocr:
        return []
    varied = [read_outline(tidy(read_text(vary(outline, name), name=gold.name))) for name in VARIATIONS]
    made = []
    for name, one in zip(("", *VARIATIONS), (outline, *varied), strict=True):
        said = told(sources / f"{gold.name}.txt", one.text) if sources is not None else {}
        kinds = {index: line.kind for index, line in said.items()}
        made.append(Example(gold.name, gold.issuer, name, lines(one, api.find(one, model=False)[1], gold.content, kinds)))
    return [one for one in made if one.lines]
