"""Lines put one after another into raw text: the one way in which readers of files without boxes build a `Source`.

Reads pieces of text with their attributes. Writes the raw string and its `Line` tuples.
"""

from __future__ import annotations

from typing import Any

from adminplan.errors import Issue, issue
from adminplan.files.limits import CHARACTERS, LINES
from adminplan.files.source import Line, Source

# Characters that would be read as the end of a line; inside a line they are blanks.
_BREAKS = str.maketrans("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


class Lines:
    r"""Raw text that grows by lines: joined by a line break, or by a form feed where a page ends.

    >>> lines = Lines()
    >>> lines.add("KẾ HOẠCH", bold=True)
    >>> lines.add("1. Mục đích", computed=3)
    >>> lines.raw, lines.lines[1].start
    ('KẾ HOẠCH\n1. Mục đích', 9)
    """

    __slots__ = ("_at", "_limit", "_parts", "lines")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._limit = ""
        self.lines: list[Line] = []

    def add(self, text: str, *, page_break: bool = False, **attributes: Any) -> None:
        """Append one line; `attributes` are those of `Line`. A page break stands before it. Beyond the limits nothing is added."""
        if self._at + len(text) >= CHARACTERS or len(self.lines) >= LINES:
            self._limit = f"{LINES:,} lines" if len(self.lines) >= LINES else f"{CHARACTERS:,} characters"
            text = text[: max(0, CHARACTERS - self._at - 1)]  # and the line break above it
            if not text or len(self.lines) >= LINES:
                return
        if not text.isprintable():
            text = text.translate(_BREAKS)
        if self.lines:
            self._parts.append("\f" if page_break else "\n")
            self._at += 1
        start = self._at
        self._at += len(text)
        self._parts.append(text)
        self.lines.append(Line(start=start, end=self._at, **attributes))

    @property
    def raw(self) -> str:
        """All lines so far as one string."""
        return "".join(self._parts)

    def source(
        self, *, name: str, sha256: str, media_type: str, size: int, reader: str, issues: tuple[Issue, ...] = ()
    ) -> Source:
        """The finished `Source`."""
        if self._limit:
            issues = (*issues, issue("text-cut", limit=self._limit))
        return Source(
            name=name,
            sha256=sha256,
            media_type=media_type,
            size=size,
            raw=self.raw,
            lines=tuple(self.lines),
            reader=reader,
            issues=issues,
        )
