"""What was tried with the learned models and not built in: words of underthesea as a clue, labels by the rules as training data.

Reads folders of gold, and a folder of documents without any. Writes a table to standard output.

    python benchmarks/models_tried.py GOLD [GOLD …] --without FOLDER

`rules`: without a model. `as it is`: models/lines, F1 of rules and model together on issuers that it has not seen. `words`: each line has as clues also the words that
underthesea sees in its beginning. `silver`: documents without gold are added to what it is trained on, with what the rules say of each line
for the truth, in all variations. Lines are scored on activities, duties and goals.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from adminplan import api
from adminplan.data import fold
from adminplan.errors import AdminplanError
from adminplan.files.limits import DOCUMENTS
from adminplan.files.read import read, read_text
from adminplan.layout.tidy import tidy
from adminplan.learn.examples import Example, examples
from adminplan.learn.folds import folds
from adminplan.learn.lines import WORK, Line, lines, stacked
from adminplan.learn.measure import Hits, Setting, both, fit, hits
from adminplan.learn.variations import VARIATIONS, vary
from adminplan.outline.outline import read_outline
from adminplan.passages.words import words

BEGINNING = 100  # letters of a line in which words are looked for
SETTING = Setting(turns=300)


def silver(folder: Path) -> list[Example]:
    """Documents without gold and their variations, labelled by the rules on the document as it is."""
    made = []
    for path in sorted(one for one in folder.iterdir() if one.suffix in DOCUMENTS and one.suffix != ".json"):
        try:
            outline = read_outline(tidy(read(path)))
        except (AdminplanError, OSError, UnicodeDecodeError):
            continue
        if outline.text.source.ocr:
            continue
        issuer = fold(" ".join(filter(None, (outline.head.parent_issuer, outline.head.issuer)))) or path.stem
        plain = lines(outline, api.find(outline, model=False)[1])
        truth = {one.text: one.ruled for one in plain}
        made.append(Example(path.stem, issuer, "", [one._replace(gold=one.ruled) for one in plain]))
        for name in VARIATIONS:
            varied = read_outline(tidy(read_text(vary(outline, name), name=path.name)))
            found = lines(varied, api.find(varied, model=False)[1])
            whole = [one._replace(gold=_of(one, truth)) for one in found]
            made.append(Example(path.stem, issuer, name, whole))
    return [one for one in made if one.lines]


def _of(line: Line, truth: dict[str, str]) -> str:
    """The label that the same line has in the document as it is, where its own label was taken away too."""
    return truth.get(line.text) or next((kind for text, kind in truth.items() if text.endswith(line.text)), line.ruled)


def with_words(rows: Sequence[Example]) -> list[Example]:
    """The rows with the words that underthesea sees."""
    return [
        row._replace(lines=[one._replace(seen=tuple(sorted({*one.seen, *_words(one.text)}))) for one in row.lines])
        for row in rows
    ]


def _words(text: str) -> list[str]:
    own = text[:BEGINNING]
    found = [fold(own[one.start : one.end]) for one in words(own)]
    return [f"s+{one}" for one in found if " " in one] + [f"s1+{one}" for one in found[:1]] + [f"s2+{' | '.join(found[:2])}"]


def score(rows: Sequence[Example], more: Sequence[Example] = ()) -> dict[str, Hits]:
    """Hits by variation on issuers not seen. more: rows that are only trained on, where their issuer is not asked about."""
    made: dict[str, Hits] = {}
    for _, known, unknown in folds(rows):
        asked = {one.issuer for one in unknown}
        weights = fit([*known, *(one for one in more if one.issuer not in asked)], stacked, SETTING)
        for row in unknown:
            found = hits(row.lines, both(weights, row.lines, SETTING.doubt), WORK)
            before = made.get(row.variation, Hits(0, 0, 0))
            made[row.variation] = Hits(*(a + b for a, b in zip(before, found, strict=True)))
    return made


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("gold", type=Path, nargs="+")
    ask.add_argument("--without", type=Path, required=True, help="documents without gold")
    told = ask.parse_args()
    rows = examples(told.gold)
    count = sum(len(one.lines) for one in rows)
    began = time.process_time()
    worded = with_words(rows)
    spent = time.process_time() - began
    more = silver(told.without)
    rules: dict[str, Hits] = {}
    for row in rows:
        found, before = hits(row.lines, [one.ruled for one in row.lines], WORK), rules.get(row.variation, Hits(0, 0, 0))
        rules[row.variation] = Hits(*(a + b for a, b in zip(before, found, strict=True)))
    readings = {"rules": rules, "as it is": score(rows), "words": score(worded), "silver": score(rows, more)}
    print(
        f"{len({one.name for one in rows})} plans with gold, {len({one.name for one in more})} documents without; {count} lines"
    )
    print(f"words cost {1000 * spent / count:.2f} ms a line")
    print(f"{'':12}" + "".join(f"{one or 'document':>12}" for one in ("", *VARIATIONS)))
    for name, figures in readings.items():
        print(f"{name:12}" + "".join(f"{figures[one].f1:12.3f}" for one in ("", *VARIATIONS)))


if __name__ == "__main__":
    main()
