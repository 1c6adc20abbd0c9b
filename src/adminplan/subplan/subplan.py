"""The derived plan: its draft, where every sentence of it comes from, what was left out, what people must still decide.

Reads nothing. Writes `SubPlan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from adminplan.subplan.draft import GAP, Draft, Origin


class Task(NamedTuple):
    """What the draft says of an activity: its title, (name, role) of units, (kind, start, end, recurrence) of times; `source`: the parent's activity."""

    title: str
    units: tuple[tuple[str, str], ...]
    times: tuple[tuple[str, date | None, date | None, str | None], ...]
    source: str


class LeftOut(NamedTuple):
    """An item of the parent that is not in the draft: `what` (activity, duty, section, reference), its id, its words, and why."""

    what: str
    source: str | None
    said: str
    why: str


class Covered(NamedTuple):
    """An item of the parent that binds the child, and how many places of the draft carry it (1, when all is well)."""

    what: str
    source: str
    said: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubPlan:
    """A derived plan.

    Attributes:
        parent: id of the parent plan. unit: name of the issuer of the draft, written out.
        draft: what `write_docx` writes. tasks: the activities of the draft, in order.
        left_out: items of the parent that are not in it. coverage: items that bind the child.
        todo: what people must decide or check, in Vietnamese, in the order of the draft; in brackets the argument of `derive`, or field of the
            draft, that takes it (on the command line the option of that name).
    """

    parent: str
    unit: str
    draft: Draft
    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]
    coverage: tuple[Covered, ...]
    todo: tuple[str, ...]

    @property
    def origins(self) -> tuple[tuple[str, Origin], ...]:
        """Every sentence of the draft with its origin: blocks in order, then the rows of the annex."""
        return tuple(self._origins())

    def _origins(self) -> Iterator[tuple[str, Origin]]:
        for block in self.draft.blocks:
            yield block.text, block.origin
        if self.draft.annex is not None:
            for row, origin in zip(self.draft.annex.rows, self.draft.annex.origins, strict=True):
                yield " | ".join(row), origin

    @property
    def gaps(self) -> tuple[str, ...]:
        """The hints of the gaps in the draft, in order."""
        draft = self.draft
        texts = [draft.place, draft.title, *(text for text, _ in self._origins()), *draft.authority, draft.position, draft.signer]
        return tuple(match["hint"] or "" for text in texts for match in GAP.finditer(text))
