"""What the model of sections is worth: plans whose headings no rule knows, read with it and without.

Reads folders of gold. Writes a table to standard output.

    python benchmarks/unknown_headings.py FOLDER [FOLDER …]

Of every document that is text, the headings of goals, of organisation, of situation and money, and of work at the top of the body are replaced
by invented ones (models/sections/model.toml, `headings`) that the rules do not know; tables become lines. The same text is read with the
model, by rules alone, and (`as printed`) with its own headings.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import adminplan
from adminplan.evaluate.gold import golden
from adminplan.evaluate.score import Count, score
from adminplan.files.read import read
from adminplan.layout.tidy import tidy
from adminplan.outline.outline import read_outline
from adminplan.passages.sections import GOALS, IDLE, heading_kind

FIELDS = ("goals", "activities", "duties")
MODEL = Path(__file__).parents[1] / "models" / "sections" / "model.toml"


def unknown(path: Path, headings: dict[str, list[str]]) -> tuple[str, str] | None:
    """The text of a document as printed, and with invented headings; `None` for a scan, or where no heading is known."""
    source = read(path)
    if source.ocr:
        return None
    outline = read_outline(tidy(source))
    whole = outline.text.string
    out, at, count = [], 0, 0
    for node in outline.body:
        kind = heading_kind(outline.text.quote(node.words)) if node.children else None
        family = kind if kind in {"purpose", "requirement", "objective", "organisation", "content"} else None
        family = family or ("purpose" if kind in GOALS else "idle" if kind in IDLE else None)
        if family is None or family not in headings:
            continue
        words = [one for one in headings[family] if heading_kind(one) is None]
        new = words[count % len(words)]
        out.append(
            whole[at : node.words.start] + (new if whole[node.words.start : node.words.end].isupper() else new.capitalize())
        )
        at, count = node.words.end, count + 1
    return (whole, "".join(out) + whole[at:]) if count else None


def main() -> None:
    headings = tomllib.loads(MODEL.read_text("utf-8"))["headings"]
    totals = {(name, field): Count(0, 0, 0) for name in ("as printed", "rules alone", "with the model") for field in FIELDS}
    documents = 0
    for gold in golden([Path(one) for one in sys.argv[1:]]):
        texts = unknown(gold.document, headings) if gold.complete else None
        if texts is None:
            continue
        documents += 1
        for name, text, model in (
            ("as printed", texts[0], False),
            ("rules alone", texts[1], False),
            ("with the model", texts[1], True),
        ):
            figures = score(gold, adminplan.parse_text(text, name=gold.document.name, model=model)).figures
            for field in FIELDS:
                old, new = totals[name, field], figures[field]
                totals[name, field] = Count(*(a + b for a, b in zip(old, new, strict=True)))
    print(f"{documents} documents, F1 over all their rows")
    print(f"{'':16}" + "".join(f"{field:>12}" for field in FIELDS))
    for name in ("as printed", "rules alone", "with the model"):
        print(f"{name:16}" + "".join(f"{totals[name, field].f1 or 0:12.3f}" for field in FIELDS))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
