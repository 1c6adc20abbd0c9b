"""The one way to change text: three verbs, every character accounted for.

Reads a string. Writes another string with the `TextMap` back and the list of what was dropped.
"""

from __future__ import annotations

from adminplan.layout.text import Dropped, Run, TextMap


class Rewriter:
    """Walks over a string from left to right; each verb starts where the last one ended.

    `length` is that of the output so far. Raises `ValueError` when a verb goes backwards or past the end, and from `done()` when characters are left over.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self._out: list[str] = []
        self.length = 0
        self._runs: list[Run] = []
        self._dropped: list[Dropped] = []

    def keep(self, to: int) -> None:
        """Copy the input up to `to`."""
        self._check(to)
        if to > self.at:
            self._out.append(self.source[self.at : to])
            self._add(to - self.at, to, same=True)

    def put(self, to: int, new: str) -> None:
        """Write `new` for the input up to `to`. `new` may stand for nothing (`to == at`) but not be empty: that is `drop`."""
        self._check(to)
        if not new:
            raise ValueError("put() with nothing to put: say drop() with a reason")
        self._out.append(new)
        self._add(len(new), to, same=False)

    def drop(self, to: int, reason: str) -> None:
        """Leave out the input up to `to`, and say why."""
        self._check(to)
        if to > self.at:
            self._dropped.append(Dropped(self.at, to, reason))
            self.at = to

    def done(self) -> tuple[str, TextMap, tuple[Dropped, ...]]:
        """The output, its map and what was dropped (offsets of this step's input)."""
        if self.at != len(self.source):
            raise ValueError(f"characters {self.at} to {len(self.source)} are neither kept, put nor dropped")
        return "".join(self._out), TextMap(tuple(self._runs)), tuple(self._dropped)

    def _check(self, to: int) -> None:
        if not self.at <= to <= len(self.source):
            raise ValueError(f"cannot go from {self.at} to {to} in a text of {len(self.source)} characters")

    def _add(self, length: int, to: int, *, same: bool) -> None:
        out = self.length
        last = self._runs[-1] if self._runs else None
        if same and last is not None and last.same and last.source_end == self.at:
            self._runs[-1] = Run(last.out, out + length, last.source, to, True)
        else:
            self._runs.append(Run(out, out + length, self.at, to, same))
        self.length, self.at = out + length, to
