"""The model of spans as `learn.model` builds it: words of passages, and whether they belong to a unit with its role, a time or a citation.

Reads folders of gold with their sources. Writes `SPANS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adminplan.learn.crf import Weights, chances
from adminplan.learn.folds import strangers
from adminplan.learn.kind import Kind
from adminplan.learn.measure import READERS, Hits
from adminplan.learn.span_examples import Row, rows
from adminplan.learn.span_measure import GROUPS, LABELS, Setting, cross_validate, fit, likeliest, read
from adminplan.learn.spans import labels

_CARD = """\
Made by `adminplan model build`. Tells for each word of a paragraph or cell whether it belongs to a unit (with its role: lead, coordinate,
monitor), to a time, or to a part of a citation (type, number, date, issuer, title). A chain of labels (CRF of underthesea_core, weights as
JSON) that sees words and their shapes, bodies known by name, the field, column and kind of item they stand in.

Trained on {plans} plans ({passages} passages, {words} words, of which {marks} spans are marked). `both`: what the rules found, and what the
model alone found of {adds}, from a chance of {sure}.

A span is right where its label is, and at least half of the words of both are common. `citations` on other gold are counted by document.
"""


def _setting(**given: Any) -> Setting:
    made = Setting(**given)
    return made._replace(adds=tuple(made.adds))


def _seen(made: Sequence[Row]) -> Any:
    return [[row.name, [[one.seen, labels(one.words, one.gold)] for one in row.passages if one.gold is not None]] for row in made]


def _said(weights: Weights, made: Sequence[Row]) -> Any:
    return [likeliest(chances(weights, one.seen)) for row in made for one in row.passages if one.gold is not None]


def _scores(made: Sequence[Row], setting: Setting) -> tuple[dict[tuple[str, str], Hits], list[tuple[float, bool]]]:
    found, sure = cross_validate(made, setting)
    return _grouped(found), [(one.chance, one.right) for one in sure]


def _transfer(made: Sequence[Row], others: Sequence[Row], setting: Setting) -> dict[tuple[str, str], Hits]:
    found: dict[tuple[str, str], Hits] = {}
    read(found, strangers(made, others), others, setting)
    return _grouped(found)


def _grouped(found: dict[tuple[str, str], Hits]) -> dict[tuple[str, str], Hits]:
    """Of each group together, and of each label; labels that gold does not have are left out."""
    made: dict[tuple[str, str], Hits] = {}
    for name, group in GROUPS.items():
        for reader in READERS:
            parts = [found[reader, one] for one in group if (reader, one) in found]
            made[reader, name] = Hits(*(sum(counts) for counts in zip(*parts, strict=True))) if parts else Hits(0, 0, 0)
    for name in LABELS:
        if name != "time" and found.get(("rules", name), Hits(0, 0, 0)).gold:
            made |= {(reader, name): found[reader, name] for reader in READERS}
    return made


def _card(made: Sequence[Row], setting: Setting) -> str:
    marked = [one for row in made for one in row.passages if one.gold is not None]
    return _CARD.format(
        plans=len(made),
        passages=len(marked),
        words=sum(len(one.words) for one in marked),
        marks=sum(len(one.gold or ()) for one in marked),
        adds=", ".join(setting.adds),
        sure=setting.sure,
    )


SPANS = Kind(setting=_setting, rows=rows, seen=_seen, fit=fit, said=_said, scores=_scores, transfer=_transfer, card=_card)
