"""The model of lines as `learn.model` builds it: paragraphs, and what each of them is.

Reads folders of gold. Writes `LINES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adminplan.learn.crf import Weights, chances
from adminplan.learn.examples import Example, examples
from adminplan.learn.kind import Kind
from adminplan.learn.lines import stacked
from adminplan.learn.measure import Setting, best, cross_validate, fit, transfer
from adminplan.learn.variations import VARIATIONS

_CARD = """\
Made by `adminplan model build`. Tells of each paragraph or cell what it is: an activity, a duty, a goal, or what stands around them
(letterhead, headings of three levels, item, field, continuation, unit above its duties, cell of a table, recipient, signature, other).
A chain of labels (CRF of underthesea_core, weights as JSON) that sees words, labels, layout and what the rules say.

Trained on {plans} plans and {variations} generated variations of each ({lines} lines).

The rules' label gives way where the model gives it a chance below {doubt}.

Variations: `plain` is the text without tables; in `unnumbered` the headings of sections lose their labels, in `bare` every item;
in `unnamed` the headings that the rules know get words that announce nothing. They and `document` count activities, duties and goals.
Running heads and page numbers are dropped before, by layout. Where gold and source are silent, what the rules say counts as right.
"""


def _seen(rows: Sequence[Example]) -> Any:
    return [[row.name, row.variation, [[stacked(one), one.gold] for one in row.lines]] for row in rows]


def _fit(rows: Sequence[Example], setting: Setting) -> Weights:
    return fit(rows, stacked, setting)


def _said(weights: Weights, rows: Sequence[Example]) -> Any:
    return [[best(one) for one in chances(weights, [stacked(line) for line in row.lines])] for row in rows]


def _card(rows: Sequence[Example], setting: Setting) -> str:
    plans, count = len({row.name for row in rows}), sum(len(row.lines) for row in rows)
    return _CARD.format(plans=plans, lines=count, doubt=setting.doubt, variations=len(VARIATIONS))


LINES = Kind(
    setting=Setting, rows=examples, seen=_seen, fit=_fit, said=_said, scores=cross_validate, transfer=transfer, card=_card
)
