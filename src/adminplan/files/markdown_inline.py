r"""Inline markup of Markdown as web copies have it: often broken, so that nothing but asterisks may be lost to it.

Reads blocks of text (paragraphs, table cells) of one file. Writes for each its lines without markup, with what is bold and italic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

_ANY = re.compile(r"[*_\\\[<&]")
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]]{0,500})\]\((?P<to>(?:https?:|ftp:|mailto:|tel:|javascript:|www\.|[/#.])[^()\s]{0,2000}|[^()\s]{0,500}\.\w{2,5})(?:\s\"[^\"\n]{0,200}\")?\)"
)
_TAG = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|i|p|small|span|strike|strong|sub|sup|u|s)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<star>\*+)|(?P<low>(?<![\w])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w))|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});)"
)
_BOLD, _ITALIC = 2, 1
# What a run of asterisks switches: `****` ends one bold stretch and begins the next, and so does `******` for both.
_SWITCHES = {1: _ITALIC, 2: _BOLD, 3: _BOLD | _ITALIC, 5: _ITALIC}
_REACH = 12  # blocks that an emphasis left open may run through


class Piece(NamedTuple):
    """One line of a block without markup: its text, whether all its letters are bold, or italic, and its line in the block."""

    text: str
    bold: bool
    italic: bool
    line: int


class _Mark(NamedTuple):
    """A run of asterisks without a partner in its block."""

    start: int
    end: int
    switches: int
    opens: bool
    stays: bool  # it may be a bullet or the mark of a note


class _Block:
    """One block with what was found in it: stretches to cut out, stretches in bold or italic, marks left over."""

    __slots__ = ("cuts", "left", "puts", "styles", "text")

    def __init__(self, text: str, *, notes: bool) -> None:
        self.text = text
        self.cuts: list[tuple[int, int]] = []
        self.puts: dict[int, str] = {}  # characters that stand for a cut that begins there
        self.styles: dict[int, list[tuple[int, int]]] = {_BOLD: [], _ITALIC: []}
        self.left: list[_Mark] = []
        if _ANY.search(text):
            self._links()
            self._marks(notes=notes)

    def _links(self) -> None:
        text = self.text
        if "](" in text:
            for link in _LINK.finditer(text):
                if link[0].startswith("!"):
                    self.cuts.append(link.span())
                else:
                    self.cuts += ((link.start(), link.start("text")), (link.end("text"), link.end()))
        if "<" in text:
            for tag in _TAG.finditer(text):
                self.cuts.append(tag.span())
                if tag[0][:3].lower() == "<br":
                    self.puts[tag.start()] = "\n"

    def _marks(self, *, notes: bool) -> None:
        text = self.text
        hidden = sorted(self.cuts)
        open_at: dict[int, _Mark] = {}
        low: dict[str, tuple[int, int]] = {}
        tokens = list(_outside(hidden, _TOKEN.finditer(text)))
        bullets = _bullets(text, tokens)
        noted = _noted(text, tokens)
        for token in tokens:
            start, end = token.span()
            kind = token.lastgroup
            if kind == "escape":
                self.cuts.append((start, start + 1))
            elif kind == "entity":
                shown = unescape(token[0])
                if shown != token[0]:
                    self.cuts.append((start, end))
                    self.puts[start] = shown
            elif kind == "low":
                self._low(token, low)
            elif start in noted:
                self.cuts.append((start, start + 1))
                open_at[_ITALIC] = _Mark(start, start + 1, _ITALIC, True, False)
            elif start not in bullets:
                self._star(start, end, open_at, notes=notes)
        self.left += [mark for switch, mark in open_at.items() if not (switch == _BOLD and mark.switches == 0)]
        self.left.sort()

    def _low(self, token: re.Match[str], low: dict[str, tuple[int, int]]) -> None:
        """An underscore is markup only in a pair: alone it is a line to write on, or part of a name."""
        start, end = token.span()
        before = self.text[start - 1 : start]
        if token[0] in low and before and not before.isspace():
            first = low.pop(token[0])
            self.cuts += (first, (start, end))
            self.styles[_BOLD if len(token[0]) == 2 else _ITALIC].append((first[1], start))
        elif not before or not (before.isalnum() or before == "_"):
            low[token[0]] = (start, end)

    def _star(self, start: int, end: int, open_at: dict[int, _Mark], *, notes: bool) -> None:
        text = self.text
        before, after = text[start - 1 : start], text[end : end + 1]
        blank_after = not after or after.isspace()
        at_head = _at_head(text, start)
        count = end - start
        if before == "(" and after == ")":
            return  # (*) is the mark of a note
        if count == 1 and before.isdigit() and after.isdigit():
            return  # a product
        switches = _SWITCHES.get(count, 0)
        if not switches:
            self.cuts.append((start, end))
            return
        if not any(switch & switches for switch in open_at) and blank_after and not at_head:
            # It can open nothing. With blanks on both sides it is a sign of its own; at the end of a word it may close what
            # an earlier block left open, or mark a note.
            alone = not before or before.isspace()
            if alone and count == 1 and after:
                return
            self.left.append(_Mark(start, end, switches, False, notes and count == 1 and (before.isalnum() or before in "%)”")))
            return
        self.cuts.append((start, end))
        for switch in (_BOLD, _ITALIC):
            if not switch & switches:
                continue
            opened = open_at.pop(switch, None)
            if opened is not None:
                self.styles[switch].append((opened.end, start))
            else:
                # `**` inside italics may as well end one italic stretch and begin the next: then it has no partner.
                inside = switch == _BOLD and switches == _BOLD and _ITALIC in open_at
                open_at[switch] = _Mark(start, end, 0 if inside else switch, True, at_head and blank_after and count <= 3)

    def pieces(self) -> list[Piece]:
        """The lines that are left, without empty ones."""
        if not self.cuts:
            lines = self.text.split("\n")
            return [
                Piece(line, self._all(_BOLD, line), self._all(_ITALIC, line), index)
                for index, line in enumerate(lines)
                if line.strip()
            ]
        kept: list[tuple[int, int]] = []
        at = 0
        for start, end in sorted(set(self.cuts)):
            if start > at:
                kept.append((at, start))
            if start in self.puts:
                kept.append((start, -1))
            at = max(at, end)
        kept.append((at, len(self.text)))
        out: list[Piece] = []
        parts: list[str] = []
        plain: dict[int, list[str]] = {_BOLD: [], _ITALIC: []}
        line = 0

        def flush() -> None:
            text = "".join(parts)
            if text.strip():
                bold, italic = (_letters(text) and not _letters("".join(plain[switch])) for switch in (_BOLD, _ITALIC))
                out.append(Piece(text, bold, italic, line))
            parts.clear()
            plain[_BOLD].clear()
            plain[_ITALIC].clear()

        inside = {switch: _Spans(spans) for switch, spans in self.styles.items()}
        for start, end in kept:
            words = self.puts[start] if end < 0 else self.text[start:end]
            for index, stretch in enumerate(words.split("\n")):
                if index:
                    flush()
                    line += end >= 0
                if not stretch:
                    continue
                parts.append(stretch)
                for switch, spans in inside.items():
                    if not spans.hold(start):
                        plain[switch].append(stretch)
        flush()
        return out

    def _all(self, switch: int, line: str) -> bool:
        """Whether a block without cuts lies in an emphasis that began above it and ends below."""
        return (0, len(self.text)) in self.styles[switch] and _letters(line)


class _Spans:
    """Stretches asked for from left to right. Cuts part the text at both ends of each, so that the start of a piece decides for all of it."""

    __slots__ = ("_at", "_spans")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def hold(self, place: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][1] <= place:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] <= place


def inline(blocks: Sequence[str]) -> list[list[Piece]]:
    r"""The lines of each block without markup.

    >>> inline(["**I. MỤC\nĐÍCH ***(tóm tắt)*", "* Ghi chú: (*) số ước"])
    [[Piece(text='I. MỤC', bold=True, italic=False, line=0), Piece(text='ĐÍCH (tóm tắt)', bold=False, italic=False, line=1)], [Piece(text='* Ghi chú: (*) số ước', bold=False, italic=False, line=0)]]
    """
    notes = any(_NOTE.match(block) for block in blocks)
    parsed = [_Block(block, notes=notes) for block in blocks]
    _across(parsed)
    return [block.pieces() for block in parsed]


_NOTE = re.compile(r"\s*(?:\(\*{1,3}\)|\*{1,3}(?=\s*\S))")


def _bullets(text: str, tokens: list[re.Match[str]]) -> set[int]:
    """Single asterisks at the head of a line and before a blank that are bullets: as many others follow as pair up among themselves."""
    stars = [token for token in tokens if token.lastgroup == "star" and token.end() - token.start() in {1, 3, 5}]
    out: set[int] = set()
    others = 0
    for token in reversed(stars):
        start, end = token.span()
        shaped = end - start == 1 and text[end : end + 1].isspace() and text[end : end + 1] != "\n"
        if shaped and _at_head(text, start):
            if others % 2 == 0:
                out.add(start)
            others = 0
        elif not (text[start - 1 : start] == "(" and text[end : end + 1] == ")"):
            others += 1
    return out


def _noted(text: str, tokens: list[re.Match[str]]) -> set[int]:
    """`** Lưu ý*`: two asterisks at the head of a block of which one opens italics and the other is the mark of a note."""
    stars = [token for token in tokens if token.lastgroup == "star"]
    sizes = [token.end() - token.start() for token in stars]
    if sizes[:1] != [2] or set(sizes[1:]) != {1} or len(sizes) % 2:
        return set()
    start, end = stars[0].span()
    return {start} if _at_head(text, start) and "\n" not in text[:start] and text[end : end + 1].isspace() else set()


def _across(blocks: list[_Block]) -> None:
    """Join emphasis that one block leaves open and a later one closes; cut or keep what has no partner at all."""
    waiting: dict[int, tuple[int, _Mark]] = {}
    for index, block in enumerate(blocks):
        for mark in block.left:
            for switch in (_BOLD, _ITALIC):
                if not switch & mark.switches:
                    continue
                held = waiting.get(switch)
                if mark.opens:
                    if held is not None:
                        _alone(blocks[held[0]], held[1])
                    waiting[switch] = (index, mark)
                elif held is not None and index - held[0] <= _REACH:
                    del waiting[switch]
                    block.cuts.append((mark.start, mark.end))
                    blocks[held[0]].styles[switch].append((held[1].end, len(blocks[held[0]].text)))
                    block.styles[switch].append((0, mark.start))
                    for between in blocks[held[0] + 1 : index]:
                        between.styles[switch].append((0, len(between.text)))
                else:
                    _alone(block, mark)
    for index, mark in waiting.values():
        _alone(blocks[index], mark)


def _alone(block: _Block, mark: _Mark) -> None:
    span = (mark.start, mark.end)
    if mark.stays:
        if span in block.cuts:
            block.cuts.remove(span)
    elif span not in block.cuts:
        block.cuts.append(span)


def _at_head(text: str, place: int) -> bool:
    """Whether only blanks stand before that place on its line (few enough to be an indentation)."""
    first = max(0, place - 60)
    _, newline, head = text[first:place].rpartition("\n")
    return not head.strip() and (bool(newline) or first == 0)


def _outside(hidden: list[tuple[int, int]], tokens: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The tokens that do not begin inside a stretch already cut out; both in order."""
    at = 0
    for token in tokens:
        while at < len(hidden) and hidden[at][1] <= token.start():
            at += 1
        if at == len(hidden) or token.start() < hidden[at][0]:
            yield token


def _letters(text: str) -> bool:
    return any(map(str.isalnum, text))
