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
        self._size = len(source)
        self.at = 0
        self._kept = 0  # where the stretch that is being kept begins
        self._out: list[str] = []
        self.length = 0
        self._runs: list[Run] = []
        self._dropped: list[Dropped] = []

    def keep(self, to: int) -> None:
        """Copy the input up to `to`."""
        self._check(to)
        self.length += to - self.at
        self.at = to

    def put(self, to: int, new: str) -> None:
        """Write `new` for the input up to `to`. `new` may stand for nothing (`to == at`) but not be empty: that is `drop`."""
        self._check(to)
        if not new:
            raise ValueError("put() with nothing to put: say drop() with a reason")
        self._write_kept()
        self._out.append(new)
        end = self.length + len(new)
        self._runs.append(Run(self.length, end, self.at, to, False))
        self.length, self.at, self._kept = end, to, to

    def drop(self, to: int, reason: str) -> None:
        """Leave out the input up to `to`, and say why."""
        if to == self.at:
            return
        self._check(to)
        self._write_kept()
        self._dropped.append(Dropped(self.at, to, reason))
        self.at = self._kept = to

    def done(self) -> tuple[str, TextMap, tuple[Dropped, ...]]:
        """The output, its map and what was dropped (offsets of this step's input)."""
        if self.at != len(self.source):
            raise ValueError(f"characters {self.at} to {len(self.source)} are neither kept, put nor dropped")
        self._write_kept()
        return "".join(self._out), TextMap(tuple(self._runs)), tuple(self._dropped)

    def _write_kept(self) -> None:
        if self._kept < self.at:
            self._out.append(self.source[self._kept : self.at])
            self._runs.append(Run(self.length - (self.at - self._kept), self.length, self._kept, self.at, True))
            self._kept = self.at

    def _check(self, to: int) -> None:
        if not self.at <= to <= self._size:
            raise ValueError(f"cannot go from {self.at} to {to} in a text of {self._size} characters")
