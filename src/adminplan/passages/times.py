"""Finds expressions of time: from "trước ngày 15/6/2023" to "Thường xuyên" and "Theo tiến độ của cơ quan chủ trì".

Reads a text. Writes `TimePassage`s.

The text becomes a skeleton in which each day, month or year is one letter (`times_atoms`); at each word that can begin an
expression the rules of `times_repeat`, `times_spans` and `times_words` are tried in order, and the first that
reads something wins. Conventions: both ends are inclusive; "trước ngày D" ends on D (`exclusive`); what is not said is `None`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from adminplan.layout.text import Span
from adminplan.passages.passage import TimePassage
from adminplan.passages.times_atoms import Skeleton, skeleton, small
from adminplan.passages.times_calendar import Frame
from adminplan.passages.times_masks import masks
from adminplan.passages.times_read import Hit, Reading
from adminplan.passages.times_repeat import REPEAT
from adminplan.passages.times_rules import Rule
from adminplan.passages.times_spans import SPANS
from adminplan.passages.times_words import WORDS
from adminplan.passages.trie import trie

RULES: tuple[Rule, ...] = (*REPEAT, *WORDS, *SPANS)


_COUNT = r"\d{1,2}(?=(?:\s?-\s?\d{1,2})?\s{1,3}(?:lần|tháng|quý|năm|tuần|ngày|buổi|kỳ|cuộc|đợt|chuyến|phiên)(?!\w))"


class _Cues(NamedTuple):
    """Where rules can begin, and the rules to try there, in order."""

    pattern: re.Pattern[str]
    rules: dict[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> _Cues:
        """The cues of some of the rules."""
        by_cue: dict[str, list[Rule]] = {}
        for rule in rules:
            for cue in rule.cues.split("|"):
                by_cue.setdefault(cue, []).append(rule)
        words = trie(dict.fromkeys(sorted(cue for cue in by_cue if cue.islower()), ""))
        return cls(
            re.compile(rf"[DMQYPWVHSEKTLCNUZO]|(?<!\w)(?:{words}(?!\w)|{_COUNT})"),
            {cue: tuple(those) for cue, those in by_cue.items()},
        )

    def at(self, cue: str) -> tuple[Rule, ...]:
        """The rules that can begin with a cue."""
        return self.rules.get("#" if cue[0].isdigit() else cue, ())


_EVERYWHERE = _Cues.of(RULES)
_OUTSIDE = _Cues.of([rule for rule in RULES if rule.where != "field"])  # outside time fields
# The value of a time field that stands in running text runs to the end of its line.
_LABEL = re.compile(
    r"(?<!\w)(?P<name>(?:thời\s(?:gian|hạn|điểm)|tiến\sđộ|lộ\strình|hạn)(?:\s(?!có|mà|để)[^\W\d]{1,12}){0,6})\s{0,2}:[^\S\n]{0,3}(?P<value>(?:(?!\s[a-zđ]\)\s)[^\n.;]|\.(?=\d)){1,300})"
)
_HEAD = re.compile(r"(?:^|[\n;:|(•+*]|(?<!\.)\.|(?<!\w)-|[\n.;|]\s{0,3}[\w.]{1,5}\))[\s*_“\"+-]{0,4}$")
_AIM = re.compile(
    r"(?<!\w)(?:phấn\sđấu|đảm\sbảo|bảo\sđảm|từ\snay|mục\stiêu|chỉ\stiêu|cụ\sthể|tiến\stới|duy\strì|đạt|hoàn\sthành|thực\shiện)\s{0,2}$"
)
_REACHED = re.compile(
    r"\s{0,2}(?::|,?\s{0,2}(?:có|đạt|phải|hoàn\sthành|trên\s(?!địa)|ít\snhất|tối\sthiểu|khoảng|\d{1,3}\s?%|100|tăng|giảm|cơ\sbản|phấn\sđấu|toàn|tỷ\slệ|mỗi|các\s))"
)
_ACTION = re.compile(
    r"(?:(?:[,;]|(?<!\w)(?:và|phải|cần|được|tiến\shành|thực\shiện|tổ\schức|triển\skhai|kịp\sthời|tự|để|sẽ))\s{1,2})$"
)
_WORK = re.compile(r"(?<!\w)(?:thực\shiện|tổ\schức|triển\skhai|tiến\shành|hoàn\sthành)\s{1,2}$")
_REPORT = re.compile(
    r"(?<!\w)(?:kế\shoạch|chương\strình|nhiệm\svụ|kết\squả|tổng\skết|sơ\skết|đánh\sgiá|tình\shình|kinh\sphí|dự\stoán|báo\scáo|quyết\stoán|hướng\sdẫn)[^.;:\n]{0,40}$"
)
_SAID = re.compile(r"(?<!\w)(?<!đúng\s)(?<!đủ\s)(?<!bảo\s)(?<!về\s)thời\s(?:gian|điểm|hạn)[^.;:\n]{0,50}$")
_YEARED = re.compile(r"\d{4}|tháng|qu[ýí]|năm\s+(?:nay|sau)")
_FINISH = re.compile(r"(?<!\w)(?:hoàn\sthành|hoàn\stất)(?:\s[\w,/]{1,14}){1,12}\s$")
_DUE = re.compile(r"hạn|hoàn\sthành|kết\sthúc|xong")
_PLAIN = ("time.day@1", "time.month@1", "time.year@1")
_RHYTHM = re.compile(r"(?<!\w)(?:định\skỳ|h[ằà]ng\snăm|mỗi\snăm)(?:\s[\w,/&()]{1,14}){0,14}\s{1,2}$")
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]*", re.DOTALL)
_BLANKS = " \t\n\r\u00a0,;:("


def find_times(
    text: str,
    *,
    issued: date | None = None,
    period: tuple[date | None, date | None] | None = None,
    masked: Sequence[tuple[int, int]] = (),
    field: bool = False,
) -> tuple[TimePassage, ...]:
    """The expressions of time in a text, in order, none over another.

    Args:
        text: NFC; spans count its characters.
        issued: the day of issue: it completes missing years and is "nay".
        period: what the plan covers; it completes missing years before the day of issue does, and bounds recurrences.
        masked: spans, such as citations, in which no time is found.
        field: the text is the value of a time field or cell, so that bare dates and years ("30/6", "2026") count.

    Dates of documents cited, of anniversaries, births and letterheads are no times, nor are conditions ("khi cần"). Impossible days
    (31/6) give nothing. Nothing is raised for content.

    """
    if not unicodedata.is_normalized("NFC", text):
        return _find_decomposed(text, issued, period, masked, field)
    low = small(text)
    hidden = [(max(0, start), min(len(text), end)) for start, end in masked if start < end]
    bones = skeleton(low, sorted([*hidden, *masks(low)]))
    frame = Frame(issued, period or (None, None))
    string = bones.string
    labels = list(_LABEL.finditer(string)) if not field and ":" in string else []
    fields = [(0, len(string))] if field else [m.span("value") for m in labels]
    starts = [start for start, _ in fields]
    due = {m.start("value") for m in labels if _DUE.search(m["name"])}
    found: list[TimePassage] = []
    at = 0
    cues = _EVERYWHERE if fields else _OUTSIDE
    while m := cues.pattern.search(string, at):
        place = m.start()
        i = bisect_right(starts, place) - 1
        inside = i >= 0 and place < fields[i][1]
        opening = inside and not string[fields[i][0] : place].strip(_BLANKS)
        rules = (_EVERYWHERE if inside else _OUTSIDE).at(m[0])
        hit = _try(bones, rules, place, frame, inside=inside, opening=opening)
        if hit is None:
            at = m.end()
            continue
        rule, match, readings = hit
        if inside and starts[i] in due:
            readings = [_deadline(r) if r.kind == "range" else r for r in readings]
        found += [_passage(text, reading, rule) for reading in readings]
        at = max(match.end(), m.end())
    return tuple(found)


def _find_decomposed(
    text: str, issued: date | None, period: tuple[date | None, date | None] | None, masked: Sequence[tuple[int, int]], field: bool
) -> tuple[TimePassage, ...]:
    """`find_times` for a text that is not NFC: found in its NFC, cluster by cluster, and led back."""
    parts: list[str] = []
    places: list[int] = []  # of each composed character, where its cluster begins
    for m in _CLUSTER.finditer(text):
        parts.append(unicodedata.normalize("NFC", m[0]))
        places += [m.start()] * len(parts[-1])
    places.append(len(text))
    composed = "".join(parts)
    if not unicodedata.is_normalized("NFC", composed):
        return ()
    hidden = [(bisect_left(places, low), bisect_left(places, high)) for low, high in masked]
    found = []
    for passage in find_times(composed, issued=issued, period=period, masked=hidden, field=field):
        span = Span(places[passage.span.start], places[passage.span.end])
        found.append(passage._replace(span=span, text=text[span.start : span.end]))
    return tuple(found)


def _try(
    bones: Skeleton, rules: Sequence[Rule], place: int, frame: Frame, *, inside: bool, opening: bool
) -> tuple[Rule, re.Match[str], Sequence[Reading]] | None:
    string = bones.string
    for rule in rules:
        match = rule.pattern.match(string, place)
        if match is None or not _stands(rule, string, match, bones, inside=inside, opening=opening):
            continue
        hit = Hit.of(bones, match, frame)
        readings = rule.read(hit)
        if readings:
            return rule, match, _in_context(readings, rule, string, place)
    return None


def _in_context(readings: Sequence[Reading], rule: Rule, string: str, place: int) -> Sequence[Reading]:
    """The readings as the words before them in the sentence would have them.

    "hoàn thành việc rà soát trong tháng 6" sets a deadline; "định kỳ báo cáo trước ngày 20/11" recurs when no year is said.
    """
    low = max(0, place - 90)
    if rule.name in _PLAIN and _FINISH.search(string, low, place):
        return [_deadline(r) for r in readings]
    if (
        rule.name == "time.before@1"
        and readings[0].basis
        and readings[0].last
        and readings[0].precision == "day"
        and _RHYTHM.search(string, low, place)
    ):
        day = readings[0].last
        rhythm = f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}"
        return [
            r._replace(kind="recurring", last=None, exclusive=False, precision=None, recurrence=rhythm, basis=None)
            for r in readings
        ]
    return readings


def _deadline(reading: Reading) -> Reading:
    return reading._replace(kind="deadline", first=None)


def _stands(rule: Rule, string: str, match: re.Match[str], bones: Skeleton, *, inside: bool, opening: bool) -> bool:
    """Whether a rule may be used where it matched."""
    place, low = match.start(), max(0, match.start() - 40)
    if rule.unless is not None and not opening and rule.unless.search(string, low, place):
        return False
    if rule.where == "text" or opening:
        return True
    if rule.where == "field":
        return inside and (string[place].isupper() or _HEAD.search(string, low, place) is not None)
    if inside:
        return True
    if rule.where == "said":
        return _SAID.search(string, max(0, place - 60), place) is not None
    if _HEAD.search(string, low, place):
        return True
    if rule.where == "target":
        return _AIM.search(string, low, place) is not None or _REACHED.match(string, match.end()) is not None
    if rule.where == "action":
        return _ACTION.search(string, low, place) is not None
    if rule.where == "work":
        return _WORK.search(string, low, place) is not None and not _REPORT.search(string, max(0, place - 60), place)
    return rule.where == "part" and (
        match[0][0].islower() or any(_YEARED.search(atom.words[9:]) for atom in bones.within(*match.span()))
    )


def _passage(text: str, reading: Reading, rule: Rule) -> TimePassage:
    start, end = reading.start, reading.end
    while end > start and (text[end - 1] in _BLANKS or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return TimePassage(
        span=Span(start, end),
        text=text[start:end],
        kind=reading.kind,
        start=reading.first,
        end=reading.last,
        exclusive=reading.exclusive,
        precision=reading.precision,
        recurrence=reading.recurrence,
        basis=reading.basis,
        found_by=rule.name,
    )
