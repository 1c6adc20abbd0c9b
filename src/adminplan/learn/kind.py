"""What a kind of model is made of: how its rows are read, how it is trained, and how it is measured.

Reads nothing. Writes `Kind`, which `learn.model` follows; `learn.line_model` and `learn.span_model` hold one each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.learn.crf import Weights
from adminplan.learn.measure import Hits


class Kind(NamedTuple):
    """The functions of a kind of model; `rows` are whatever these functions take.

    Attributes:
        setting: makes its setting of `[setting]`. rows: from folders of gold and, or `None`, the folder of sources.
        seen: all that training sees, as plain data. fit: trains. said: what the model says of every row, as plain data.
        scores: hits by (reader, what was read) on other issuers, and (chance, right) of the model's answers there.
        transfer: hits on other rows. card: the words of the card.
    """

    setting: Callable[..., Any]
    rows: Callable[[Sequence[Path], Path | None], Sequence[Any]]
    seen: Callable[[Sequence[Any]], Any]
    fit: Callable[[Sequence[Any], Any], Weights]
    said: Callable[[Weights, Sequence[Any]], Any]
    scores: Callable[[Sequence[Any], Any], tuple[dict[tuple[str, str], Hits], list[tuple[float, bool]]]]
    transfer: Callable[[Sequence[Any], Sequence[Any], Any], dict[tuple[str, str], Hits]]
    card: Callable[[Sequence[Any], Any], str]
