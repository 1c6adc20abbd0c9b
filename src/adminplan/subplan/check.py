"""A DOCX checked against the form that its issuer and its date ask for.

Reads a DOCX, ours or a stranger's. Writes `Finding`s. The rules are those of `form`; what each finding says stands in `data/checks.toml`.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from adminplan.data import fold, plain, words
from adminplan.errors import UnreadableFile
from adminplan.files.docx_package import Package
from adminplan.files.read import read
from adminplan.layout.text import Paragraph
from adminplan.layout.tidy import tidy
from adminplan.outline.node import Outline
from adminplan.outline.outline import read_outline
from adminplan.subplan.form import Form, form_of

_PARTY = re.compile(r"(?:ban chấp hành )?đảng (?:bộ|ủy)|(?:tỉnh|thành|huyện|quận|thị) ủy|chi bộ")
_YOUTH = re.compile(r"đoàn (?:tncs|thanh niên cộng sản) hồ chí minh")
_NUMBER = re.compile(r"\s{0,9}(?P<word>[Ss]ố|SỐ)\s{0,9}(?P<colon>:?)")
# Of these bodies both ways to write a number are seen (16/KH-MTTQ-BTT, 18-HD/MTTW-BTT, 02/KH/CCB-VSP).
_MASS = re.compile(r"mặt trận|mttq|phụ nữ|nông dân|cựu chiến binh|chữ thập đỏ")
_SYMBOL = re.compile(r"(?P<digits>\d{0,5})[/\-](?P<type>[^\W\d_]{1,6})[/\-](?P<rest>\S+)")
_DATE = re.compile(
    r"ngày\s{1,9}(?P<day>\d{1,2})\s{1,9}tháng\s{1,9}(?P<month>\d{1,2})\s{1,9}năm\s{1,9}(?P<year>\d{4})", re.IGNORECASE
)
_NUMBER_LINE = re.compile(r"^\s{0,9}[Ss]ố\s{0,9}:?\s{0,9}\d{0,5}\s{0,9}[/\-][^\W\d_]{1,6}[/\-][^\s,]{1,40}$")  # Số: 12/KH-UBND
_DATE_LINE = re.compile(r"^[^,;:\d]{2,40}, ngày [\s\d]{1,9} tháng [\s\d]{1,9} năm \d{4}$")  # Bản Lúa, ngày 05 tháng 02 năm 2024
_BASIS = re.compile(r"\s{0,9}(?:[-–]\s{0,9})?Căn cứ\s")
_END = re.compile(r"\.\s?/\s?\.?$|/\s?\.$")
_GAP = re.compile(r"\[(?:…|\.{3})[^\[\]\n]{0,200}\]")  # […] · […: số liệu của huyện]
_DOTS = re.compile(r"…{2,}|\.{5,}|_{4,}")  # on paper to fill by hand
_UNLABELLED = re.compile(r"p\d{1,5}")  # a part of an outline path that no label gives
_NUMBERING = {
    "numbering-gap": "Số thứ tự không liền mạch trước",
    "numbering-start": "Số thứ tự không bắt đầu từ đầu tại",
    "numbering-repeat": "Số thứ tự lặp lại tại",
}
_CODES = {"kế hoạch": "KH", "chương trình": "CTr", "hướng dẫn": "HD", "thông báo": "TB", "báo cáo": "BC", "phương án": "PA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a document that is not as its form asks.

    Attributes:
        code: one of the keys of `data/checks.toml`. severity: error, warning, gap or note.
        message: one Vietnamese sentence. place: where, in Vietnamese words. source: the rule.
    """

    code: str
    severity: str
    message: str
    place: str
    source: str


def check(path: str | os.PathLike[str]) -> tuple[Finding, ...]:
    """What a DOCX has against the form of its issuer and its date, from the top down; empty where there is nothing.

    Raises `UnreadableFile` for what is no DOCX; its content never raises.
    """
    from adminplan.subplan.check_layout import layout_findings

    source = read(path)
    if not source.media_type.endswith("wordprocessingml.document"):
        raise UnreadableFile(
            str(path), f"no DOCX ({source.media_type})", "Its form can be checked only in a DOCX: save it as .docx"
        )
    sheet = Sheet(read_outline(tidy(source)))
    found = [*_components(sheet), *_body(sheet), *_close(sheet), *_gaps(sheet)]
    if sheet.ruled:
        return (*found, *layout_findings(sheet, Package(Path(path).read_bytes(), name=source.name)))
    note = sheet.found("older-form", "Toàn văn bản", form=sheet.form.source.split(",")[0])
    return (*(replace(one, source="") for one in found if _is_component(one)), note)


def _is_component(found: Finding) -> bool:
    """Whether a finding says that a part of the document is not there: no decree about form did without these."""
    return found.severity == "gap" or found.code.endswith("-missing")


class Sheet:
    """A document laid out to be checked: its outline, its form, and which paragraph is what.

    Attributes:
        head, opening, body, close: indices of paragraphs; those of tables in the body are left out.
        motto: indices by line of the form's motto. ruled: the form was in force on the document's day.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.text
        self.paragraphs: tuple[Paragraph, ...] = outline.text.paragraphs
        self._starts = [p.start for p in self.paragraphs]
        self.words = [self.text.string[p.start : p.end] for p in self.paragraphs]
        head = outline.head
        before = [fold(own).strip(" *_-") for own in self.words[: head.last]]
        self.system = _system(before, head.issuer)
        self.form: Form = form_of(self.system, self._day())
        self.ruled = self._day() >= self.form.since
        self.head = range(head.last)
        close = outline.closing
        self.closing = range(close.first, close.last)
        middle = [index for index in range(head.last, close.first) if self.paragraphs[index].part == "body"]
        self.middle = middle if not outline.attached else []
        self.body = [index for index in self.middle if self.paragraphs[index].cell is None]
        self.motto = [_like(line, before) for line in self.form.motto]

    def _day(self) -> date:
        """The day of issue; the last one of its year where day or month are blank; of all time where nothing is said."""
        head = self.outline.head
        span = head.spans.get("date")
        year = re.search(r"(?:19|20)\d\d$", self.text.quote(span)) if span is not None else None
        return head.date or (date(int(year[0]), 12, 31) if year else date.max)

    def at(self, index: int) -> str:
        """A place in words: the beginning of a paragraph."""
        own = self.words[index]
        return f"“{own[:57]}…”" if len(own) > 60 else f"“{own}”"

    def spot(self, field: str) -> int | None:
        """The paragraph in which a field of the head stands."""
        span = self.outline.head.spans.get(field)
        return self.holding(span.start) if span is not None else None

    def holding(self, offset: int) -> int | None:
        """The paragraph in which an offset of the text lies."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.paragraphs[index].end else None

    def beside(self, left: int, right: int, among: range) -> bool:
        """Whether two paragraphs stand in columns: cells of one table, halves of lines with a tab, a text box."""
        one, other = self.paragraphs[left], self.paragraphs[right]
        if "textbox" in {one.part, other.part}:
            return True
        if one.cell is not None and other.cell is not None:
            return one.cell.table == other.cell.table and one.cell.column < other.cell.column
        lines = self.text.source.lines
        halves = Counter(lines[self.paragraphs[index].first].path for index in among)
        return halves[lines[other.first].path] > 1

    def found(self, code: str, place: str, /, **said: object) -> Finding:
        """A finding with its words filled in."""
        rule: dict[str, str] = words("checks")[code]
        source = self.form.source if "at" in rule else ""
        if source and self.form.id == "nd30":
            at = rule["at"]
            source = f"{source.split(',')[0]}, {at}" if at.startswith("Phụ lục") else f"{source}, Phần I, {at}"
        return Finding(code=code, severity=rule["severity"], message=rule["message"].format(**said), place=place, source=source)


def _system(head: list[str], issuer: str | None) -> str:
    """Whose form a document has: by what stands at its top right, else by its issuer."""
    if any(_YOUTH.fullmatch(own) for own in head):
        return "youth"
    if any(own.startswith("cộng hòa xã hội") for own in head):
        return "state"
    return "party" if "đảng cộng sản việt nam" in head or (issuer and _PARTY.match(fold(issuer))) else "state"


def _like(line: str, head: list[str]) -> int | None:
    """The paragraph of the head that is a line of the motto, rightly spelt or nearly so."""
    key = plain(line)
    for index, own in enumerate(head):
        other = plain(own)
        if other == key or (abs(len(other) - len(key)) < 8 and SequenceMatcher(None, other, key, autojunk=False).ratio() > 0.85):
            return index
    return None


def _components(sheet: Sheet) -> Iterator[Finding]:
    head, form = sheet.outline.head, sheet.form
    top = "Đầu văn bản"
    names = ("Quốc hiệu", "Tiêu ngữ") if form.id == "nd30" else (f"tiêu đề “{form.motto[0]}”",)
    for name, line, index in zip(names, form.motto, sheet.motto, strict=True):
        if index is None:
            yield sheet.found("motto-missing", top, what=name)
        elif (
            (own := sheet.words[index].strip(" *_"))
            and own != line
            and not (line.isupper() and own.isupper() and fold(own) == fold(line))
        ):
            yield sheet.found("motto-wording", top, found=own, right=line)
    if head.issuer is None or "issuer" not in head.spans:
        yield sheet.found("issuer-missing", top)
    yield from _columns(sheet, names[0])
    yield from _number(sheet)
    yield from _day(sheet)
    if head.type is None:
        yield sheet.found("type-missing", top)
    elif (index := sheet.spot("type")) is not None and head.type != "Công văn":
        own = sheet.words[index].strip()[: len(head.type)]
        if not own.isupper():
            yield sheet.found("type-case", sheet.at(index), found=own)
    if head.title is None:
        yield sheet.found("title-missing", top)


def _columns(sheet: Sheet, motto: str) -> Iterator[Finding]:
    issuer, right = sheet.spot("issuer"), sheet.motto[0]
    if issuer is None or right is None:
        return
    if not sheet.beside(issuer, right, sheet.head):
        yield sheet.found("head-columns", "Đầu văn bản", what=motto)


def _number(sheet: Sheet) -> Iterator[Finding]:
    head, form = sheet.outline.head, sheet.form
    index = sheet.spot("number")
    if index is None or head.number is None:
        low = _below_type(sheet, _NUMBER_LINE)
        if low is None:
            yield sheet.found("number-missing", "Đầu văn bản")
        else:
            yield sheet.found("order", sheet.at(low), what="Số, ký hiệu")
        return
    span = head.spans["number"]
    own = sheet.text.quote(span).strip()
    match = _SYMBOL.fullmatch(head.number)
    if not head.number[:1].isdigit():
        yield sheet.found("number-blank", sheet.at(index))
    elif match and not (sheet.form.id == "nd30" and _MASS.search(fold(head.issuer or ""))):
        symbol = f"{match['type']}-{match['rest']}" if form.id == "nd30" else f"{match['type']}/{match['rest']}"
        digits = match["digits"].lstrip("0") or "0"
        right = form.number.format(number=digits.zfill(2), symbol=symbol)
        before = sheet.words[index][: span.start - sheet.paragraphs[index].start]
        opened = _NUMBER.search(before)
        printed = f"{'Số:' if opened and opened['colon'] else 'Số'} {own}" if opened else own
        if form.id != "nd30":  # the guides themselves print blanks around the dash
            printed = re.sub(r"(?<=\d) ?[-–] ?(?=\D)", "-", printed)
        if printed != right:
            yield sheet.found("number-form", sheet.at(index), found=printed, right=right)
    code = _CODES.get(fold(head.type or ""))
    if (
        match
        and code
        and match["type"] != code
        and not match["type"].startswith((code, "CV"))
        and match["type"] in _CODES.values()
    ):
        yield sheet.found("number-type", sheet.at(index), code=match["type"], type=(head.type or "").lower(), right=code)


def _day(sheet: Sheet) -> Iterator[Finding]:
    head = sheet.outline.head
    index = sheet.spot("date")
    if index is None:
        low = _below_type(sheet, _DATE_LINE)
        if low is None:
            yield sheet.found("date-missing", "Đầu văn bản")
        else:
            yield sheet.found("order", sheet.at(low), what="Địa danh và thời gian ban hành")
        return
    if head.date is None:
        yield sheet.found("date-blank", sheet.at(index))
    elif match := _DATE.search(sheet.words[index]):
        day, month = head.date.day, head.date.month
        right = f"ngày {day:02} tháng {month if month > 2 else f'0{month}'} năm {head.date.year}"
        if " ".join(match[0].split()) != right:
            yield sheet.found("date-form", sheet.at(index), found=match[0], right=right)
    if head.place is None:
        yield sheet.found("place-missing", sheet.at(index))


def _below_type(sheet: Sheet, pattern: re.Pattern[str]) -> int | None:
    """A short line under the type that should stand above it."""
    kind = sheet.spot("type")
    if kind is None:
        return None
    return next((index for index in range(kind + 1, min(kind + 9, len(sheet.words))) if pattern.search(sheet.words[index])), None)


def _body(sheet: Sheet) -> Iterator[Finding]:
    opening = sheet.outline.opening
    bases = [index for index in sheet.body if sheet.paragraphs[index].start < opening.end and _BASIS.match(sheet.words[index])]
    following = set(bases)
    for index in bases:
        if index + 1 in following and not sheet.words[index].rstrip().endswith(";"):
            yield sheet.found("basis-end", sheet.at(index))
    wanted = sheet.form.styles["basis"].italic
    if sheet.ruled and bases and sheet.form.styles["basis"].sizes:
        wrong = [index for index in bases if sheet.paragraphs[index].italic != wanted]
        if wrong:
            yield sheet.found("basis-face", sheet.at(wrong[0]), right="viết chữ nghiêng" if wanted else "viết chữ đứng")
    for one in sheet.outline.issues:
        if one.code in _NUMBERING and one.span is not None:
            own = sheet.text.quote(one.span)[:60]
            path = "/".join(part.split("~")[0] for part in (one.path or "").split("/") if not _UNLABELLED.fullmatch(part))
            yield sheet.found("numbering", f"Mục {path}" if path else "Nội dung", what=_NUMBERING[one.code], found=own)
    if sheet.body and sheet.middle[-1] == sheet.body[-1] and sheet.closing:
        last = sheet.words[sheet.body[-1]].rstrip(" *_")
        if bool(_END.search(last)) != (sheet.form.end == "./."):
            yield sheet.found("end-mark", sheet.at(sheet.body[-1]), right=sheet.form.end)


def _close(sheet: Sheet) -> Iterator[Finding]:
    close = sheet.outline.closing
    end = "Cuối văn bản"
    if not close.recipients:
        yield sheet.found("recipients-missing", end)
    elif not any(fold(own).startswith("lưu") for own, _ in close.recipients):
        yield sheet.found("file-missing", "Nơi nhận")
    if not close.signers:
        yield sheet.found("signer-missing", end)
    slash = sheet.system == "party"
    for signer in close.signers:
        at = sheet.holding(signer.span.start)
        cell = sheet.paragraphs[at].cell if at is not None else None
        if signer.name is None and not any(
            _GAP.search(own) or _DOTS.search(own) for p, own in zip(sheet.paragraphs, sheet.words, strict=True) if p.cell == cell
        ):
            yield sheet.found("signer-blank", f"“{signer.position or signer.authority}”")
        for mark in ("TM", "KT", "TL"):
            own = re.match(rf"({mark[0]}/?{mark[1]}\.?)\s", f"{signer.authority or ''} ")
            right = f"{mark[0]}/{mark[1]}" if slash else f"{mark}."
            if own and own[1] != right and sheet.form.id != "youth":
                yield sheet.found("authority-form", f"“{signer.authority}”", found=own[1], right=right)
    if close.recipients and len(close.signers) == 1:
        first, signed = (sheet.holding(span.start) for span in (close.recipients[0][1], close.signers[0].span))
        if first is not None and signed is not None and not sheet.beside(first, signed, sheet.closing):
            yield sheet.found("sign-columns", end)


def _gaps(sheet: Sheet) -> Iterator[Finding]:
    for index, own in enumerate(sheet.words):
        if sheet.paragraphs[index].part != "body" or index == sheet.spot("date") or index == sheet.spot("number"):
            continue
        # Below the signature stand forms that others fill: there dots are no gap.
        ahead = index < sheet.closing.stop
        for match in (*_GAP.finditer(own), *(_DOTS.finditer(own) if ahead else ())):
            yield sheet.found("gap", sheet.at(index), found=match[0][:60])
