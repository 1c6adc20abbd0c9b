"""adminplan inside a spaCy pipeline: references, times and units as span groups of a `Doc`, and the plan that it holds.

Reads `Doc.text`. Writes `doc.spans["references"]`, `["times"]`, `["units"]` and `doc.user_data["adminplan"]`. spaCy itself imports this module, by the entry
points `spacy_factories` and `spacy_tokenizers`, when a pipeline names `adminplan`; nothing else in the library does, so it
imports spaCy at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from adminplan.api import dump, find_references, find_times, find_units, parse_text
from adminplan.passages.words import words

TOKENIZER = "adminplan.words.v1"
PLAN = "adminplan"  # the key of `doc.user_data`


class Component:
    """Sets three span groups, `references` (label: relation), `times` (label: kind), `units` (label: kind), and the plan.

    `doc.spans[name].attrs["values"]` holds for each span, in order, what was found as a dictionary (numbers, ISO days, issuer, …),
    so that it is stored with the document. A span that cuts a token widens to the whole token.

    `doc.user_data["adminplan"]` is the plan of the whole text as the contract `adminplan/plan/1` has it, in plain dictionaries that a
    `DocBin(store_user_data=True)` keeps; `adminplan.load(json.dumps(…))` makes a `Plan` of it. Its spans count in its own `text`, where
    soft line breaks are joined, not in `doc.text`; the `places` of its evidence name the lines of `doc.text`.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Adds the groups and the plan, and gives the document back. Its day of issue completes days that name no year."""
        text = doc.text
        plan = parse_text(text, name="doc")
        doc.user_data[PLAN] = json.loads(dump(plan))
        doc.spans["references"] = _group(doc, "references", find_references(text), lambda one: one.relation)
        doc.spans["times"] = _group(doc, "times", find_times(text, issued=plan.key.issued), lambda one: one.kind)
        doc.spans["units"] = _group(doc, "units", find_units(text), lambda one: one.kind)
        return doc


class Words(DummyTokenizer):
    """A tokenizer whose words are those of `adminplan.passages.words`: `kế hoạch` is one token, and no letter moves."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of a text as a `Doc` with `doc.text == text`."""
        tokens: list[str] = []
        blanks: list[bool] = []
        at = 0
        for start, end in (*words(text), (len(text), len(text))):
            gap = text[at:start]
            if gap.startswith(" ") and tokens:
                blanks[-1], gap = True, gap[1:]
            if gap:
                tokens.append(gap)
                blanks.append(False)
            if end > start:
                tokens.append(text[start:end])
                blanks.append(False)
            at = end
        return Doc(self.vocab, words=tokens, spaces=blanks)


@Language.factory("adminplan", assigns=["doc.spans", "doc.user_data"])
def component(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """The factory behind `nlp.add_pipe("adminplan")`."""
    return Component()


def tokenizer() -> Callable[[Language], Words]:
    """The factory behind `@tokenizers = "adminplan.words.v1"` in a pipeline's configuration."""
    return lambda nlp: Words(nlp.vocab)


registry.tokenizers(TOKENIZER, func=tokenizer)  # called, since as a decorator spaCy's untyped registry would hide the type


def vietnamese() -> Language:
    """A blank Vietnamese pipeline with `Words` as tokenizer and `adminplan` as its only component.

    spaCy's own Vietnamese tokenizer wants pyvi; this one needs no more than adminplan does.
    """
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe("adminplan")
    return nlp


def _group(doc: Doc, name: str, found: Iterable[Any], label: Callable[[Any], str]) -> SpanGroup:
    passages: Sequence[Any] = [one for one in found if one.span[1] > one.span[0]]
    spans: list[Span] = []
    for one in passages:
        span = doc.char_span(one.span[0], one.span[1], label=label(one), alignment_mode="expand")
        assert span is not None, "a span of the text widens to tokens"
        spans.append(span)
    return SpanGroup(doc, name=name, attrs={"values": [_values(one) for one in passages]}, spans=spans)


def _values(passage: Any) -> dict[str, Any]:
    """A passage as plain data: days are ISO text, the span a list of two offsets."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in passage._asdict().items()}
    return plain | {"span": list(passage.span)}
