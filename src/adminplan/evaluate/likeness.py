"""When two readings are the same: text without case and punctuation, symbols of documents, one-to-one matching.

Reads strings. Writes likeness from 0 to 1, and pairs. What counts as the same is a matter of scoring alone, so that it stays as
it is when look-up keys change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

_TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "uỷ", "uỳ", "uý", "uỹ", "uỵ", "oè", "oé", "oẻ", "oẽ", "oẹ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "ủy", "ùy", "úy", "ũy", "ụy", "òe", "óe", "ỏe", "õe", "ọe"),
        strict=True,
    )
)
_TONE = re.compile("|".join(_TONES))
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"[\s.:]")
_ZEROS = re.compile(r"^0+(?=\d)")
_BASES = (
    "chương trình", "nghị quyết", "thông tư", "nghị định", "quyết định", "công văn", "hướng dẫn", "đề án", "chiến lược",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def words(text: str | None) -> tuple[str, ...]:
    """The words of a text without case, punctuation and the two ways of placing a tone mark.

    >>> words("Uỷ ban nhân dân – tỉnh.") == words("ỦY BAN  NHÂN DÂN TỈNH")
    True
    """
    folded = unicodedata.normalize("NFC", text or "").casefold().replace("ð", "đ")
    return tuple(_WORD.findall(_TONE.sub(lambda match: _TONES[match[0]], folded)))


def symbol(number: str | None) -> str:
    """A document's number as it is compared.

    >>> symbol("Số: 07/KH – UBND") == symbol("SỐ 07/KH-UBND"), symbol("05/KH-CĐCS")
    (True, '5/KH-CĐCS')
    """
    text = unicodedata.normalize("NFC", number or "").upper().replace("Ð", "Đ")
    text = _BLANK.sub("", text).replace("–", "-").replace("—", "-")
    return _ZEROS.sub("", text)


def base_type(name: str | None) -> str:
    """`Chương trình hành động`, `Thông tư liên tịch`: compared by their base type; a joint plan is a type of its own.

    >>> base_type("Thông tư liên tịch"), base_type("Kế hoạch liên tịch") == base_type("Kế hoạch")
    ('thông tư', False)
    """
    folded = " ".join(words(name))
    return next((base for base in _BASES if folded.startswith(base)), folded)


def like(a: str | None, b: str | None, floor: float = 0.0) -> float:
    """Share of words that two texts have in common, in order, 0 to 1. Below `floor` it may say 0, which is quicker.

    >>> like("Tổ chức hội thi đọc sách", "tổ chức hội thi, đọc sách."), like("Tổ chức hội thi", "Báo cáo", 0.8)
    (1.0, 0.0)
    """
    left, right = words(a), words(b)
    return 1.0 if left == right else _ratio(left, right, floor)


def title_like(a: str | None, b: str | None, floor: float = 0.0) -> float:
    """Likeness of titles, of which one may run on: the length of the shorter one is compared too (from six words on).

    >>> title_like("Tổ chức hội thi đọc sách cấp tỉnh", "Tổ chức hội thi đọc sách cấp tỉnh vào tháng tư, có ba mươi đội") > 0.9
    True
    """
    left, right = words(a), words(b)
    shorter = min(len(left), len(right))
    cut = _ratio(left[:shorter], right[:shorter], floor) if shorter >= 6 else 0.0
    return max(like(a, b, floor), 0.97 * cut)


def _ratio(left: Sequence[str], right: Sequence[str], floor: float) -> float:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if floor and (matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor):  # upper bounds, cheaper
        return 0.0
    return matcher.ratio()


def match(
    gold: Sequence[Any], found: Sequence[Any], likeness: Callable[[Any, Any], float], floor: float
) -> list[tuple[int, int]]:
    """Pairs (index in gold, index in found), each index once, the likest first, none below the floor; ties go to like positions.

    >>> match(["a", "b"], ["b", "a", "a"], lambda g, f: float(g == f), 1.0)
    [(0, 1), (1, 0)]
    """
    pairs = sorted(
        (
            (score, -abs(i / max(1, len(gold)) - j / max(1, len(found))), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if (score := likeness(g, f)) >= floor
        ),
        reverse=True,
    )
    done_gold: set[int] = set()
    done_found: set[int] = set()
    out = []
    for _, _, i, j in pairs:
        if i not in done_gold and j not in done_found:
            done_gold.add(i)
            done_found.add(j)
            out.append((i, j))
    return sorted(out)
