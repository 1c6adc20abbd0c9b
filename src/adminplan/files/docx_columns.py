"""Two columns of a DOCX file that were set with tabs: letterhead and closing of documents without a table, left column first.

Reads the paragraphs of the body in order. Writes them on, with the right halves held back until the columns end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from adminplan.files.docx_styles import Format

Piece = tuple[str, Format]  # a stretch of text in one format
_TAB = re.compile(r"(?<=\S)[ \u00a0]*\t\s*(?=\S)")
# What stands in the right column of a letterhead (Decree 30/2020/NĐ-CP; Party and Youth Union have their own line), as TCVN3
# (.VnTimeH in small letters) and VNI show it too.
_RIGHT = re.compile(
    r"CỘNG H[OÒ][AÀ] XÃ|Độc lập|[Cc]éng h[oß][µa] x·|C[éÉ]NG H[Oß][µA] X|§éc lËp|COÄNG HO|Ñoäc laäp|ĐẢNG CỘNG SẢN|ĐOÀN TNCS|ĐOÀN THANH NIÊN"
)
_CLOSING = re.compile(r"N(?:[ơ¬½õ]|o\u031b)i nh(?:[ậËâ§]|a\u0323?\u0302)[\u0323ò]?n|Nôi nhaän|NƠI NH[ẬÂ]N")
_END = re.compile(
    r"(?:K[ẾÊÕ] HO[ẠA¹]CH|KEÁ HOAÏCH|QUYÕT §ÞNH|QUYEÁT ÑÒNH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|HƯỚNG DẪN|CHỈ THỊ|NGHỊ QUYẾT|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|PHỤ LỤC|Phụ lục|Kính gửi)(?!\w)"
)
_LONG = 90  # characters of a paragraph that runs over both columns
_HEAD = 20  # paragraphs in which a letterhead begins


class Columns:
    """Puts paragraphs on in reading order. `emit` takes the pieces, the label and the attributes of a paragraph."""

    __slots__ = ("_count", "_emit", "_held", "_open")

    def __init__(self, emit: Callable[..., None]) -> None:
        self._emit = emit
        self._open = False
        self._held: list[tuple[list[Piece], dict[str, Any]]] = []
        self._count = 0

    def put(self, pieces: list[Piece], label: str, attributes: dict[str, Any]) -> None:
        """One paragraph of the body outside tables."""
        self._count += 1
        text = "".join([words for words, _ in pieces]) if self._open or (pieces and self._may_begin(pieces)) else ""
        tab = _TAB.search(text) if "\t" in text else None
        if not self._open and tab is not None:
            self._open = (self._count <= _HEAD and _RIGHT.match(text, tab.end()) is not None) or _CLOSING.match(
                text.lstrip()
            ) is not None
        if self._open and (len(text) > _LONG or _END.match(text.strip()) or "\n" in text):
            self.flush()
        if not self._open:
            self._emit(pieces, label, attributes)
        elif tab is not None:
            self._emit(_part(pieces, 0, tab.start()), label, attributes)
            self._held.append((_part(pieces, tab.end(), len(text)), attributes))
        elif text.startswith("\t"):
            self._held.append((pieces, attributes))
        else:
            self._emit(pieces, label, attributes)

    def flush(self) -> None:
        """The columns end here: what was held back follows."""
        for pieces, attributes in self._held:
            self._emit(pieces, "", attributes)
        self._held.clear()
        self._open = False

    def _may_begin(self, pieces: list[Piece]) -> bool:
        return self._count <= _HEAD or pieces[0][0].lstrip()[:3].casefold()[:1] == "n"


def _part(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces between two offsets of their joined text."""
    out: list[Piece] = []
    at = 0
    for words, form in pieces:
        shown = words[max(0, start - at) : max(0, end - at)]
        if shown:
            out.append((shown, form))
        at += len(words)
    return out
