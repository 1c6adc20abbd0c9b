"""Gold as training data of other tools: spaCy's DocBin and Prodigy's JSON Lines.

Reads folders of gold and the documents beside them. Writes `gold.spacy` and `gold.jsonl`, a document a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import AdminplanError
from adminplan.evaluate.gold import Gold, golden
from adminplan.files.read import read
from adminplan.layout.tidy import tidy

KEY = "sc"  # the group of spans that spaCy's span categorizer learns from
_WORD = re.compile(r"\w+")


class Exported(NamedTuple):
    """Counts: documents written, spans in them, and quotes of gold that do not stand in their document."""

    documents: int
    spans: int
    lost: int


def export(folders: Sequence[Path], target: Path) -> Exported:
    """Writes both files; the same gold gives the same rows. Raises `NotGold` for folders without gold, or broken gold.

    Labels: goal, activity, duty, reference, unit, time. A document that cannot be read is left out.
    """
    from spacy.tokens import Doc, DocBin, SpanGroup

    from adminplan.spacy_component import vietnamese

    words = vietnamese().tokenizer
    docs = DocBin(store_user_data=True)
    rows, spans, lost = [], 0, 0
    for gold in golden(folders):
        try:
            text = tidy(read(gold.document)).string
        except (AdminplanError, OSError, UnicodeDecodeError):
            continue
        doc: Doc = words(text)
        found, missing = _spans(text, gold)
        widened = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found)
        made = [one for one in widened if one is not None]
        doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=made)
        docs.add(doc)
        rows.append(_row(gold.name, doc, made))
        spans, lost = spans + len(made), lost + missing
    (target / "gold.spacy").write_bytes(docs.to_bytes())
    (target / "gold.jsonl").write_text("".join(rows), encoding="utf-8", newline="\n")
    return Exported(len(rows), spans, lost)


def _row(name: str, doc: Any, spans: Sequence[Any]) -> str:
    row = {
        "text": doc.text,
        "meta": {"source": name},
        "tokens": [
            {"text": one.text, "start": one.idx, "end": one.idx + len(one), "id": one.i, "ws": bool(one.whitespace_)}
            for one in doc
        ],
        "spans": [
            {
                "start": one.start_char,
                "end": one.end_char,
                "token_start": one.start,
                "token_end": one.end - 1,
                "label": one.label_,
            }
            for one in spans
        ],
        "answer": "accept",
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _spans(text: str, gold: Gold) -> tuple[list[tuple[int, int, str]], int]:
    """Where the quotes of gold stand, in the order of the text; and how many stand nowhere.

    Quotes are sought word by word, whatever stands between the words; units and times behind the title of their activity.
    """
    finder = _Finder(text)
    found: set[tuple[int, int, str]] = set()
    lost = 0
    for label, quote, inside in _quotes(gold.content):
        title = finder.find(inside, 0)
        span = finder.find(quote, title[0] if title else 0)
        if span:
            found.add((*span, label))
        else:
            lost += 1
    return sorted(found), lost


def _quotes(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for one in content["references"]:
        yield "reference", one["number"] or one["title"] or "", ""
    for one in content.get("goals", ()):
        yield "goal", one["text"], ""
    for one in content.get("activities", ()):
        yield "activity", one["title"], ""
        for unit in one["units"]:
            yield "unit", unit["name"], one["title"]
        for time in one["times"]:
            yield "time", time.get("text") or "", one["title"]
    for one in content.get("duties", ()):
        for task in one["tasks"]:
            yield "duty", task, ""


class _Finder:
    """Words of a text, and where a row of words stands first."""

    def __init__(self, text: str) -> None:
        self.words = [(one.group().lower(), one.start(), one.end()) for one in _WORD.finditer(text)]
        self.places: dict[str, list[int]] = {}
        for index, (word, _, _) in enumerate(self.words):
            self.places.setdefault(word, []).append(index)

    def find(self, quote: str, after: int) -> tuple[int, int] | None:
        """The span of the first place at or behind an offset, or `None`."""
        wanted = [one.group().lower() for one in _WORD.finditer(quote)]
        for index in self.places.get(wanted[0], ()) if wanted else ():
            row = self.words[index : index + len(wanted)]
            if row[0][1] >= after and [one[0] for one in row] == wanted:
                return row[0][1], row[-1][2]
        return None
