"""Text from before Unicode becomes Unicode: TCVN3, VNI, VISCII, windows-1258 and UTF-8 that were read as something else.

Reads `Source`. Writes a `Source` with the letters meant and the `TextMap` back to what the file says, or nothing where all is well.

Which encoding a line is in is decided by its words: the encoding must turn words that cannot be Vietnamese into words that
can, and must not do the opposite. Fonts and neighbouring lines only decide where the words leave it open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from adminplan.data.syllables import is_syllable
from adminplan.files.source import Line, Source
from adminplan.layout.legacy_tables import Encoding, draws_capitals, encoding_of_font, encodings
from adminplan.layout.rewrite import Rewriter
from adminplan.layout.text import TextMap

# Characters that Vietnamese in Unicode does without and that any paragraph in one of the encodings has.
_TRIGGER = re.compile("[\u0080-\u009f¬®¯µ¶¸¹º¾¿ÄÆÇËÎÏÑÖÜÞßäåæëîïðñöøûüþ]")
_SAMPLE = 120  # lines, from all over the file, that tell its encodings
_ENOUGH = 4  # evidence for an encoding in a file whose fonts say nothing: about three different words
# The commonest words of official texts: each counts double, and decides between two readings of which both are possible.
_FREQUENT = frozenset(
    """
    án ban báo bảo bộ biên bị các cán cáo cấp chỉ chí chính chủ chức chương cho cho có công cộng của cư cứ cử đã đại đảng đào đạo đảm đầu đề đến
    địa điểm điều định đoàn độc đội đồng động đơn được dân dẫn dục dung dựng do gia giá giám giáo giao giúp gồm hà hai hành hạn hạnh hệ hiện hiệp hiệu
    hình hòa hoạch hoạt học hội hợp hướng huyện kế kết khai khoa khu kinh kỳ làm lãnh lập lao lên lệ liên lĩnh loại luật lưu lực lượng mới mục nam năm
    nâng này ngày nghị nghĩa nghiệp ngành nhà nhân nhiệm nhiều những nội nơi nông nước ở phát phân phần phạm pháp phí phó phòng phố phối phục phúc
    phương quả quan quản quận quốc quy quyết quyền sách sản sau sĩ số sở sự tác tài tại tập tế tết thành thanh tháng thể thi thị thiết thiện thông
    thời thủ thu thuộc thực thường tiêu tiến tiếp tiết tình tỉnh tổ tổng tra trên trì triển trình trong trung trưởng trường trực trợ tuyên từ tự tư ủy và
    văn vật về vị việc viên việt vụ vực với vùng xã xây xét yêu ý
    """.split()  # noqa: SIM905 - reads better
)
_ACRONYM = re.compile(r"[^a-z]+\Z")
_MIXED_UP = re.compile("[a-z].*[A-Z¡¢£¤¥¦§]")  # TCVN3: a capital after a small letter
_ALIEN = re.compile("[Ăă\u0110-\u01b0\u1e00-\u1eff]")  # letters that only Unicode has
_MICRO = re.compile("[µμ][A-Za-z]{1,2}$")
_QUOTES = "“”‘’–—…"
_LONE = re.compile(r"[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]\Z")


class _Word(NamedTuple):
    """A word of a line under one encoding. `kind`: `L` legacy, `U` Unicode, `X` neither, `?` either."""

    start: int
    end: int
    kind: str
    meant: str


def decode(source: Source) -> tuple[Source, TextMap] | None:
    """The source in Unicode with the map back; `None` where no line is in another encoding.

    Lines keep their order and number; `words` and `pages` are left as they were and belong to the raw text.
    """
    raw = source.raw
    fonts = {line.font for line in source.lines if line.font}
    told = {name for name in map(encoding_of_font, fonts) if name is not None}
    if not told and _TRIGGER.search(raw) is None:
        return None
    reader = _Reader(source, told)
    chosen = reader.choose()
    if not any(chosen):
        return None
    out = Rewriter(raw)
    lines: list[Line] = []
    length = 0
    for line, encoding in zip(source.lines, chosen, strict=True):
        length += line.start - out.at
        out.keep(line.start)
        start = length
        changes = reader.changes(line, encoding) if encoding is not None else ()
        for begin, end, new in changes:
            length += begin - out.at + len(new)
            out.keep(begin)
            out.put(end, new)
        length += line.end - out.at
        out.keep(line.end)
        lines.append(line._replace(start=start, end=length) if start != line.start or length != line.end else line)
    out.keep(len(raw))
    string, mapped, _ = out.done()
    return replace(source, raw=string, lines=tuple(lines)), mapped


class _Reader:
    """One look at one source."""

    def __init__(self, source: Source, told: set[str]) -> None:
        self._raw, self._lines, self._told = source.raw, source.lines, told
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._words: dict[tuple[str, int], list[_Word]] = {}
        # Readers of PDF show a plain hyphen for the ư of .VnTime where the font has no table of its letters.
        self._hyphens = bool(source.pages) and "\u00ad" not in source.raw and "\u2212" not in source.raw

    def choose(self) -> list[Encoding | None]:
        """The encoding of every line, `None` for Unicode."""
        accepted = self._accepted()
        chosen: list[Encoding | None] = [None] * len(self._lines)
        if not accepted:
            return chosen
        before: Encoding | None = None
        for index, line in enumerate(self._lines):
            text = self._raw[line.start : line.end]
            font = encoding_of_font(line.font)
            if text.isascii() and not draws_capitals(line.font) and not ("-" in text and self._hyphens):
                continue
            best = max(accepted, key=lambda encoding: self._score(line, encoding)[0])
            words = self.words(line, best)
            score = self._score(line, best)[0]
            if score <= 0 and not any(word.kind in "UX" for word in words):
                # Both readings are possible, word by word: the font decides, or the line before.
                own = next((encoding for encoding in accepted if encoding.name == font), None)
                carried = before
                best = own or carried or best
                score = 1 if own or (carried and self._better(line, carried)) else 0
            if score > (1 if best.name != font and any(word.kind == "U" for word in words) else 0):
                chosen[index] = best
                before = best
            elif any(word.kind == "U" for word in words):
                before = None
        return chosen

    def _accepted(self) -> list[Encoding]:
        """The encodings that the file as a whole gives evidence for, the best first."""
        suspects = [
            line
            for line in self._lines
            if _TRIGGER.search(self._raw, line.start, line.end) or (self._told and encoding_of_font(line.font))
        ]
        seen: dict[str, dict[str, int]] = {}
        against: dict[str, int] = {}
        for line in suspects[:: len(suspects) // _SAMPLE + 1]:
            scored = [(*self._score(line, encoding), encoding) for encoding in encodings()]
            score, words, encoding = max(scored, key=lambda one: one[0])
            if score > 0:
                own = seen.setdefault(encoding.name, {})
                own.update(
                    {word.meant.lower(): 2 if word.meant.lower() in _FREQUENT else 1 for word in words if word.kind == "L"}
                )
                against[encoding.name] = against.get(encoding.name, 0) + sum(word.kind == "X" for word in words)
        weights = {name: sum(own.values()) for name, own in seen.items()}
        found = [
            encoding
            for encoding in encodings()
            if weights.get(encoding.name, 0) > against.get(encoding.name, 0)
            and weights[encoding.name] >= (1 if encoding.name in self._told else _ENOUGH)
            and (encoding.name in self._told or 2 in seen[encoding.name].values())
        ]
        return sorted(found, key=lambda encoding: -weights[encoding.name])

    def _score(self, line: Line, encoding: Encoding) -> tuple[int, list[_Word]]:
        """How much the words of a line speak for an encoding."""
        words = self.words(line, encoding)
        return sum(
            (2 if word.meant.lower() in _FREQUENT else 1) if word.kind == "L" else -1 if word.kind == "X" else 0 for word in words
        ), words

    def _better(self, line: Line, encoding: Encoding) -> bool:
        """Whether the reading has more of the commonest words than what stands there."""
        words = self.words(line, encoding)
        meant = sum(word.meant.lower() in _FREQUENT for word in words)
        return meant > sum(self._raw[word.start : word.end].lower() in _FREQUENT for word in words)

    def words(self, line: Line, encoding: Encoding) -> list[_Word]:
        """The words of a line that an encoding has a say in."""
        known = self._words.get((encoding.name, line.start))
        if known is not None:
            return known
        found = self._words[encoding.name, line.start] = []
        for match in encoding.word.finditer(self._raw, line.start, line.end):
            text = match[0]
            if text.isascii():
                continue
            start, end = match.span()
            kind, meant = self._read(text, encoding)
            if kind == "X" and text.strip(_QUOTES) != text:  # quotation marks around a word, of which VISCII makes letters
                start, end = start + len(text) - len(text.lstrip(_QUOTES)), end - len(text) + len(text.rstrip(_QUOTES))
                text = self._raw[start:end]
                kind, meant = self._read(text, encoding)
            if self._raw[match.end() : match.end() + 1].isalpha() or (match.start() and self._raw[match.start() - 1].isalpha()):
                kind = "X"  # goes on in another script
            elif len(text) == 1:  # a bullet, a quotation mark, a letter of a list: never evidence
                kind = "?"
            elif _MICRO.match(text) and self._raw[max(0, start - 2) : start].strip()[-1:].isdigit():
                kind = "U"  # 5µm, 5 µm
            found.append(_Word(start, end, kind, meant))
        return found

    def _read(self, text: str, encoding: Encoding) -> tuple[str, str]:
        key = encoding.name, text
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _judge(text, encoding)
        return known

    def changes(self, line: Line, encoding: Encoding) -> list[tuple[int, int, str]]:
        """What is to be written instead of which stretches of a line, in order."""
        words = self.words(line, encoding)
        if encoding.mixed and self._hyphens:
            words = self._with_hyphens(line, encoding, words)
        changes = []
        for word, legacy in zip(words, _sides(words), strict=True):
            text = self._raw[word.start : word.end]
            if legacy and word.meant != text and not (_LONE.match(text) and self._is_sign(word, line)):
                changes.append((word.start, word.end, word.meant))
        if not encoding.mixed:
            return changes
        if draws_capitals(line.font) and not any(word.kind == "U" for word in words):
            return _raised(self._raw, line, changes)
        return self._capitals(line, changes)

    def _is_sign(self, word: _Word, line: Line) -> bool:
        """Whether a character that stands alone is the sign it seems to be: « ® § are not (ô tô, 5.000đ, đ/c), nor is one that means a common word."""
        opens = word.start == line.start and not self._goes_on(word)
        return self._raw[word.start] not in "«®§" and (word.meant not in _FREQUENT or opens)

    def _goes_on(self, word: _Word) -> bool:
        """Whether the sentence of the line above goes on over the first character of a line: "từng nhà | ở kết hợp"."""
        above = self._raw[max(0, word.start - 200) : word.start].rstrip()[-1:]
        return above.isalpha() and self._raw[word.end : word.end + 12].lstrip()[:1].islower()

    def _with_hyphens(self, line: Line, encoding: Encoding, words: list[_Word]) -> list[_Word]:
        """The words, those with a hyphen for ư made whole."""
        whole = re.compile(f"(?:{encoding.word.pattern})?-(?:{encoding.word.pattern})?")
        mended: list[_Word] = []
        for match in whole.finditer(self._raw, line.start, line.end):
            if len(match[0]) > 1:
                meant = _meant(match[0].replace("-", "\u00ad"), encoding)
                if is_syllable(meant) and not _MIXED_UP.search(meant):
                    mended.append(_Word(match.start(), match.end(), "L", meant))
        rest = [word for word in words if not any(one.start < word.end and word.start < one.end for one in mended)]
        return sorted([*rest, *mended])

    def _capitals(self, line: Line, changes: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """TCVN3 has no capitals with tone marks: words of a line in capitals get theirs."""
        sure = [self._is_capital(change, 2) and is_syllable(change[2]) for change in changes]
        if any(sure) and not any(char.isascii() and char.islower() for char in self._raw[line.start : line.end]):
            return _raised(self._raw, line, changes)
        raised = []
        for index, (start, end, new) in enumerate(changes):
            beside = any(
                sure[other] and not self._raw[min(end, changes[other][1]) : max(start, changes[other][0])].strip(" ")
                for other in (index - 1, index + 1)
                if 0 <= other < len(changes)
            )
            capital = sure[index] or (beside and self._is_capital((start, end, new), 1))
            raised.append((start, end, new.upper() if capital else new))
        return raised

    def _is_capital(self, change: tuple[int, int, str], least: int) -> bool:
        text = self._raw[change[0] : change[1]]
        capitals = sum((char.isascii() and char.isupper()) or char in "¡¢£¤¥¦§" for char in text)
        return capitals >= least and not any(char.isascii() and char.islower() for char in text)


def _judge(text: str, encoding: Encoding) -> tuple[str, str]:
    """The kind of a word, and what it means in the encoding."""
    meant = _meant(text, encoding)
    plain = text.replace("\u00ad", "")
    now = is_syllable(plain) and _sane(plain)
    if meant == text:
        return ("U" if now and not encoding.same.issuperset(letter for letter in text if not letter.isascii()) else "?"), text
    then = is_syllable(meant.strip(_QUOTES)) and (_MIXED_UP.search(text) is None if encoding.mixed else _sane(meant))
    if _ALIEN.search(unicodedata.normalize("NFC", text)) and encoding.name in {"tcvn3", "vni"}:
        return "U", text
    if then:
        return ("?" if now else "L"), meant
    if now:
        return "U", meant
    return ("?" if _ACRONYM.match(text) and _ACRONYM.match(meant) and meant.isupper() else "X"), meant


def _sane(word: str) -> bool:
    """Whether capitals stand as they do in words: none, all, or the first letter."""
    return word[1:].islower() or word.isupper() or len(word) == 1


def _meant(text: str, encoding: Encoding) -> str:
    return encoding.code.sub(lambda match: encoding.letters[match[0]], text)


def _sides(words: list[_Word]) -> list[bool]:
    """For every word whether it is legacy: words that may be either follow those around them that are sure."""
    before = _nearest(words)
    after = reversed(_nearest(list(reversed(words))))
    return [
        word.kind == "L" or (word.kind in "?X" and "U" not in {left, right})
        for word, left, right in zip(words, before, after, strict=True)
    ]


def _nearest(words: Iterable[_Word]) -> list[str]:
    found, last = [], ""
    for word in words:
        found.append(last)
        last = word.kind if word.kind in "LU" else last
    return found


def _raised(raw: str, line: Line, changes: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The changes of a line that is shown in capitals throughout."""
    raised: list[tuple[int, int, str]] = []
    at = line.start
    for start, end, new in [*changes, (line.end, line.end, "")]:
        words = re.compile(r"[^\W\d_]+").finditer(raw, at, start)
        raised += [(word.start(), word.end(), word[0].upper()) for word in words if word[0] != word[0].upper()]
        if new:
            raised.append((start, end, new.upper()))
        at = end
    return raised
