"""Number and day of a letterhead that was recognised from a picture: told where one reading is possible, left open where it is not.

Reads lines of a recognised letterhead. Writes `Read`s: the value, or `None` for one that is there and cannot be told.

Number and day are often written by hand. Recognition then gives strokes ("Số: //Ÿ KH-UBND"), or digits of which it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from adminplan.data import fold, table
from adminplan.layout.text import Span, Text

SURE = 0.75  # printed digits are read at 0.9 and more, written ones that came out wrong at up to 0.7

_CODE = r"[A-ZĐÐ][A-Za-zĐÐđ&]{0,14}"
# "Sô : l2/KH - UBNĐ", "Só;//2/ KH-UBND", "Số 12-KH/TU", "Số: KH-UBND": strokes or digits, the codes, whatever stands between them.
_NUMBER = re.compile(
    rf"(?:^|\s)[S§][ốôóổỗồõọỏoơớởộøöÓÔ60](?=[\s:.;,/\d])\s?[:.;,]?\s{{0,3}}(?P<serial>[^\sA-ZĐÐ]\S{{0,6}}?(?:\s\S{{1,4}}?)?)??\s?(?P<codes>[/\-–—]?\s?{_CODE}(?:\s?[/\-–—.,]{{1,2}}\s?{_CODE}){{0,4}})(?=$|\s)"
)
_DATE = re.compile(
    r"(?:^|(?<=\s))(?P<place>[A-ZĐ][^\d,;:()]{1,60}?)?\s?,?\s?[Nn]gày(?P<day>[^,;]{0,12}?)[Tt]?háng(?P<month>[^,;]{0,10}?)[Nn]ăm\s?(?P<year>(?:19|20)[\dOoIl]{2})(?!\d)"
)
_DIGITS = str.maketrans("lIi|!íìÌÍOoQÓÒSBZz", "111111111" + "00000" + "5822")
_LOOKS_LIKE_DIGITS = re.compile(r"[0-9lIi|!íìÌÍOoQÓÒSBZz]{1,5}")


class Read(NamedTuple):
    """What was read: the value, or `None` where it cannot be told, and where it stands in the line."""

    value: str | None
    start: int
    end: int


def number_in(line: str) -> Read | None:
    """The document number in a line; its value is `None` where the serial cannot be told. `None` where no number stands there.

    >>> number_in("Sô: 12/KHUBND"), number_in("Só: l2/KH - UBNĐ"), number_in("Số: KH-UBND")
    (Read(value='12/KH-UBND', start=4, end=13), Read(value='12/KH-UBND', start=4, end=16), Read(value='/KH-UBND', start=4, end=11))
    >>> number_in("Số: //Ÿ KH-UBND"), number_in("Số lượng: 12/KH"), number_in("ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SÓ 12/QĐ-SCT")
    (Read(value=None, start=4, end=15), None, None)
    """
    match = _NUMBER.search(line)
    if match is None or fold(line[: match.start()]).rstrip().endswith(_cited_types()):
        return None
    written, codes = (match["serial"] or "").strip(), _codes(match["codes"])
    if codes is None:
        return None
    start = match.start("serial") if written else match.start("codes")
    inner = written.strip(" /-–—.…_")
    if not inner:
        # Nothing but dots, or one stroke, which parts the number left blank from its codes; strokes and dashes are a number not read.
        blank = not written.strip("./…_ ") and written.count("/") < 2
        return Read(f"/{codes}" if blank else None, start, match.end())
    digits = inner.translate(_DIGITS)
    if not _LOOKS_LIKE_DIGITS.fullmatch(inner) or not digits.isdigit():
        return Read(None, start, match.end())
    party = "/" in codes and "-" not in codes.split("/")[0]
    return Read(f"{digits}{'-' if party else '/'}{codes}", start, match.end())


def date_in(line: str) -> tuple[date | None, Read, Read | None] | None:
    """The day of issue in a line, where it stands, and the place before it; `None` for a day that cannot be told.

    >>> date_in("Tân Hòa, ngày l5 tháng O3 năm 2024")[0]
    datetime.date(2024, 3, 15)
    >>> found = date_in("Tân Hòa, ngày OŸ ` tháng +năm 2019")
    >>> found[0], found[2].value
    (None, 'Tân Hòa')
    """
    match = _DATE.search(line)
    if match is None:
        return None
    place = None
    if match["place"] and (name := match["place"].strip(" ,")):
        place = Read(name, match.start("place"), match.start("place") + len(name))
    span = Read(None, match.start("day"), match.end())
    values = [_figure(match[name]) for name in ("day", "month", "year")]
    try:
        return date(values[2] or 0, values[1] or 0, values[0] or 0), span, place
    except ValueError:
        return None, span, place


_PURPOSE = re.compile(r"\((?:đ[ểêếềễệeé]|d[êểe]) (?P<first>[^\s()])(?P<rest>[^()\s]{0,2})\)?$", re.IGNORECASE)
_TO = re.compile(r"\((?:đề|đê|dé|dê|dể) (?=[^\W\d_])")
PURPOSES = ("b/c", "p/h", "t/h", "c/đ", "k/t", "đ/b")  # báo cáo, phối hợp, thực hiện, chỉ đạo, kiểm tra, đồng báo cáo


def recipients_in(items: Sequence[str]) -> list[str]:
    """Recipients with their purposes as they are written where one reading is possible.

    Bodies stand in the order of their purpose: after one that carries out ("t/h") none follows that co-operates ("p/h").

    >>> recipients_in(["Sở Y tế (đề p/ñ)", "Công an tỉnh (để 0/h)", "UBND các xã (để th)", "Các trạm (để ¿/h)", "Lưu: VT"])
    ['Sở Y tế (để p/h)', 'Công an tỉnh (để 0/h)', 'UBND các xã (để t/h)', 'Các trạm (để t/h)', 'Lưu: VT']
    """
    out: list[str] = []
    before = None
    for item in items:
        match = _PURPOSE.search(item)
        purpose = _purpose(match["first"].lower(), match["rest"].strip("/|Il1").lower(), before) if match else None
        out.append(f"{item[: match.start()]}(để {purpose})" if match and purpose else _TO.sub("(để ", item))
        before = purpose or before
    return out


def _purpose(first: str, last: str, before: str | None) -> str | None:
    likely = [one for one in PURPOSES if one[0] == first] or [one for one in PURPOSES if one[-1] == last]
    likely = [one for one in likely if one[-1] == last] or likely
    if len(likely) > 1 and before == "t/h" and before in likely:
        return before
    return likely[0] if len(likely) == 1 else None


def left_blank(words: str) -> bool:
    """Whether the day or the month of a date was left open.

    >>> left_blank("tháng 4 năm 2019"), left_blank("12 tháng … năm 2019"), left_blank("OŸ tháng 4 năm 2019")
    (True, True, False)
    """
    return re.match(r"[\s.…_]*tháng|.*tháng[\s.…_]*năm", words, re.IGNORECASE) is not None


def _figure(text: str) -> int | None:
    text = text.strip(" .…_,'`’")
    if not _LOOKS_LIKE_DIGITS.fullmatch(text):
        return None
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isdigit() else None


def doubtful(text: Text, span: Span) -> bool:
    """Whether digits in the span were read without being sure of them."""
    for word, confidence in text.recognised(span):
        # The letter Đ makes tesseract doubt where there is nothing to doubt.
        if confidence < SURE and any(map(str.isdigit, word)) and "ĐÐ" not in word:
            return True
    return False


def _codes(written: str) -> str | None:
    """The codes of a symbol with the separators that they have: `KHUBND` and `KH - UBNĐ` are `KH-UBND`; `None` for other words."""
    parts = [part for part in re.split(r"[\s/\-–—.,]+", written.replace("Ð", "Đ").replace("ĐĐ", "Đ")) if part]
    signs = re.findall(r"(?<=\w)\s?([/\-–—.,])[/\-–—.,]?\s?(?=\w)", written)
    types, issuers = _known()
    if len(parts) == 1 and parts[0] not in issuers:
        halves = [(parts[0][:at], parts[0][at:]) for at in range(2, 6)]
        split = [(one, _issuer(two)) for one, two in halves if one in types and _issuer(two) in issuers]
        if len(split) != 1:
            return None
        parts, signs = list(split[0]), ["-"]
    parts = [parts[0], *(_issuer(part) for part in parts[1:])]
    if not all(part[0].isupper() for part in parts) or (parts[0] not in types and not set(parts) & issuers):
        return None
    signs = ["-" if sign in "–—.," else sign for sign in signs]
    return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=False))


def _issuer(code: str) -> str:
    """A code as issuers have it; recognition mixes D and Đ."""
    issuers = _known()[1]
    if code in issuers:
        return code
    alike = {other for other in issuers if other.replace("Đ", "D") == code.replace("Đ", "D")}
    return alike.pop() if len(alike) == 1 else code


@cache
def _cited_types() -> tuple[str, ...]:
    """The names of types, which before a number cite another document."""
    return tuple(fold(row["type"]) for row in table("document_types"))


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """The codes of types and of issuers."""
    types = {code for row in table("document_types") for code in row["codes"].split()}
    return frozenset(types), frozenset(row["code"] for row in table("issuers"))
