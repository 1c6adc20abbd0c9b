"""Parts of examples by issuer: what is asked about was written by none of those that a model was trained on.

Reads rows that name their issuer. Writes the parts of a cross-validation, and the rows of strangers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

FOLDS = 5  # a fifth of the issuers is held out at a time, never a line


class _Issued(Protocol):
    @property
    def issuer(self) -> str: ...


R = TypeVar("R", bound=_Issued)


def folds(rows: Sequence[R]) -> Iterator[tuple[int, list[R], list[R]]]:
    """(number, known, unknown): the rows of some issuers are unknown, all others known; every row is unknown once. None without others."""
    issuers = sorted({row.issuer for row in rows})
    for number in range(min(FOLDS, len(issuers))):
        held = set(issuers[number::FOLDS])
        known = [row for row in rows if row.issuer not in held]
        if known:
            yield number, known, [row for row in rows if row.issuer in held]


def strangers(rows: Sequence[R], others: Sequence[R]) -> list[R]:
    """The rows of issuers of which there is none among the others."""
    issuers = {row.issuer for row in others}
    return [row for row in rows if row.issuer not in issuers]
