"""Words and sentences of Vietnamese text with exact offsets, as underthesea sees them.

Reads a string. Writes `Span`s. A tokeniser is a witness, not a judge: it may rewrite letters, so its tokens are laid over the
text letter by letter, and where they do not fit a line, that line is cut at blanks and punctuation instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from adminplan.layout.text import Span

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_PIECE = re.compile(r"\w+|[^\w\s]")
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def words(text: str) -> tuple[Span, ...]:
    """The words of a text in order; a word of several syllables ("kế hoạch") is one span.

    The spans are disjoint, begin and end with a letter or sign, and leave out nothing but blanks.
    """
    from underthesea import word_tokenize

    return _by_line(text, lambda line: word_tokenize(line, use_token_normalize=False), _PIECE)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order; a line break always ends one. What holds of `words()` holds here too."""
    from underthesea import sent_tokenize

    return _by_line(text, sent_tokenize, _LINE)


def _by_line(text: str, tokenise: Callable[[str], Iterable[str]], otherwise: re.Pattern[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for found in _LINE.finditer(text):
        line, at = found[0], found.start()
        if not line.strip():
            continue
        pieces = _lay(line, tokenise(unicodedata.normalize("NFC", line)))
        if pieces is None:
            pieces = [_trim(line, one.start(), one.end()) for one in otherwise.finditer(line)]
        spans += [Span(at + start, at + end) for start, end in pieces]
    return tuple(spans)


def _lay(line: str, tokens: Iterable[str]) -> list[tuple[int, int]] | None:
    """The tokens as offsets of the line, or `None` where their letters are not the line's letters."""
    letters = [(char, found.start(), found.end()) for found in _CLUSTER.finditer(line) for char in _composed(found[0])]
    spans: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        wanted = [char for char in token if not char.isspace()]
        if not wanted:
            continue
        here = letters[at : at + len(wanted)]
        if [char for char, _, _ in here] != wanted:
            return None
        start, end = here[0][1], here[-1][2]
        if spans and start < spans[-1][1]:
            return None  # two tokens share one cluster of letter and marks
        spans.append((start, end))
        at += len(wanted)
    return spans if at == len(letters) else None


def _composed(cluster: str) -> Iterable[str]:
    return (char for char in unicodedata.normalize("NFC", cluster) if not char.isspace())


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
