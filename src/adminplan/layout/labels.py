"""Labels that open a numbered, lettered or dashed item: `I.`, `1.1.`, `a)`, `-`, `Điều 3.`.

Reads a string. Writes `Label`. Both the joining of lines and the outline ask here, so that they agree on what opens an item.

The alphabet of points is a b c d đ e g h i k l m n o p q r s t u v x y (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


class Label(NamedTuple):
    """What opens an item.

    Attributes:
        kind: part, chapter, mục, article, named (Nhiệm vụ 1, Bước 2), roman, upper, decimal, letter, paren, dash, plus, star or bullet.
        text: as printed, without final punctuation ("2.1", "a", "Phần I", "-").
        value: its place in the numbering, from 1; 0 for dashes. depth: count of numbers in a decimal label, else 1.
        end: offset at which the item's own words begin.

    """

    kind: str
    text: str
    value: int
    depth: int
    end: int


# Each alternative with an example that tests/layout/test_labels.py reads.
_LABEL = re.compile(
    r"""\s{0,12}(?:
      (?P<part>(?:Phần|PHẦN)\s+(?:(?i:thứ)\s+)?(?P<part_no>[IVX]{1,6}|\d{1,2}|(?i:nhất|một|hai|ba|tư|bốn|năm|sáu))(?![\w/]))   # Phần I. · PHẦN THỨ HAI
        [.:)\-–]?
    | (?P<chapter>(?i:chương)\s+(?P<chapter_no>[IVX]{1,6}|\d{1,2})(?![\w/]))[.:)]?                                  # Chương II
    | (?P<muc>(?:Mục|MỤC)\s+(?P<muc_no>[IVX]{1,6}|\d{1,2})(?![\w/]))[.:)]                                           # Mục 1.
    | (?P<article>(?:Điều|ĐIỀU)\s+(?P<article_no>\d{1,3}))(?:[.:]|(?=\s*$))                                         # Điều 3.
    | (?P<nested>[IVXA-H]{1,5}(?:\.\d{1,2}){1,4})(?:\s?[.)](?!\d)|(?=\s))                                              # I.1. · A.2
    | (?P<roman>[IVX]{1,7})(?:\s{0,2}[.)/](?![\w/.])|\s{0,2}[.](?=[^\W\d_])|\s{1,2}[-–]\s|[-–]\s?(?=[^\W\d_]))      # I. · IV/ · II -
    | (?P<decimal>\d{1,2}(?:\.\d{1,2}){0,4})(?:\s?\.(?!\d)|,(?=\s)|\s?[)](?!\w)|\s?/(?=\s)|\s?[-–]\s(?=[^\W\d_])|(?<=\.\d)(?=\s+[^\W\d_])|(?<=\.\d\d)(?=\s+[^\W\d_]))  # 1. · 2.1 · 3) · 1/
    | \((?P<paren>\d{1,2}|[ivx]{1,5}|[a-zđ])\)                                                                      # (1) · (i)
    | (?P<upper>[A-HĐ])(?:\s?[.)/](?![\w/.])|\s?[.)](?=[^\W\d_])|\s[-–]\s)                                          # A. · B/
    | (?P<letter>[a-zđ])(?P<sub>[.]?\d{1,2})?(?:\s?[)](?!\s?[;,.])|\s?\.(?=\s)|,(?=\s)|\s?/(?=\s))                          # a) · đ. · a1)
    | (?P<dash>[-–—−‐‑])(?=\s*[^\s\-–—])
    | (?P<plus>[+])(?=\s*\S)
    | (?P<star>\*{1,3})(?=\s*[^\W_])
    | (?P<bullet>[~•·●○▪■□◦‣⁃►➢➤✓✔❖\uf0b7\uf02d\uf0a7\uf0d8\uf076\uf0fc])(?=\s*\S)
    | (?P<named>(?i:(?:nhóm|tiểu)\s)?(?:Nhiệm\svụ|NHIỆM\sVỤ|nhiệm\svụ|Nội\sdung|NỘI\sDUNG|Giải\spháp|GIẢI\sPHÁP|giải\spháp|Hoạt\sđộng|HOẠT\sĐỘNG|Mục\stiêu|MỤC\sTIÊU|Chỉ\stiêu|CHỈ\sTIÊU|Công\sviệc|CÔNG\sVIỆC|(?:Phần\s|Đầu\s|Mảng\s)?[Vv]iệc|VIỆC|Hạng\smục|HẠNG\sMỤC|Chuyên\sđề|CHUYÊN\sĐỀ|Hợp\sphần|HỢP\sPHẦN|Giai\sđoạn|GIAI\sĐOẠN|Đợt|ĐỢT|Vòng|VÒNG|Dự\sán|DỰ\sÁN|dự\sán|Bước|BƯỚC)\s
        (?P<named_no>\d{1,2}|[IVX]{1,5}))\s?(?:[:.](?!\d)|[-–](?=\s))(?=\s*\S)                                        # Nhiệm vụ 1: · BƯỚC 2.
    )\s{0,12}""",
    re.VERBOSE,
)
_QUICK = frozenset(
    "~IVXABCDEFGHĐ0123456789(-–—−‐‑+*•·●○▪■□◦‣⁃►➢➤✓✔❖\uf0b7\uf02d\uf0a7\uf0d8\uf076\uf0fcPpCcMĐNTGHDBV" + ALPHABET + "fjwz"
)

_WORDS = frozenset(
    "PpCcMĐNTGHDBV"
)  # Phần, Chương, Mục, Điều; Nhiệm vụ, Tiểu dự án, Giải pháp, Hoạt động, Dự án, Bước, Việc, Đợt, Vòng
_COUNTED = frozenset("NTGHDB")
_COUNT = re.compile(r"[^\W\d_]{2,5}(?:\s[^\W\d_]{2,5}){0,3}\s(?:\d|[IVX])")


@lru_cache(maxsize=512)  # the joining of lines, the head, the tree and the closing ask for the same lines of one document
def label(text: str) -> Label | None:
    """The label at the head of a line or paragraph, or `None`.

    >>> label("2.1. Tổ chức hội nghị")
    Label(kind='decimal', text='2.1', value=1, depth=2, end=5)
    >>> label("15/4/2023 là hạn cuối") is None
    True
    """
    head = text[:1] if text[:1].strip() else text.lstrip()[:1]
    if head not in _QUICK or not head:
        return None
    if head == text[0] and head not in _WORDS and head.isalpha() and text[1:2].islower():
        return None  # an ordinary word
    if head in _COUNTED and text[1:2].isalpha() and not _COUNT.match(text):
        return None  # "Nội dung …" without a number
    match = _LABEL.match(text)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind == "sub":
        kind = "letter"
    if kind in {"part_no", "chapter_no", "muc_no", "article_no", "named_no"}:
        kind = kind[:-3]
    words = match[kind]
    # "a, Mục đích" opens an item, "5, 6 và 7" goes on: behind a comma a capital must follow.
    if (
        kind in {"letter", "decimal"}
        and "," in text[match.end(kind) : match.end()]
        and not text[match.end() : match.end() + 1].isupper()
    ):
        return None
    depth = 1
    if kind in {"part", "chapter", "muc", "article", "named"}:
        value = number(match[f"{kind}_no"])
        words = " ".join(words.split())
    elif kind == "roman":
        value = number(words)
    elif kind == "decimal":
        parts = words.split(".")
        value, depth = int(parts[-1]), len(parts)
        # "2.1 Tổ chức" opens an item, "1.5 triệu" does not: without a final mark a capital must follow.
        if text[match.end(kind)].isspace() and not text[match.end() : match.end() + 1].isupper():
            return None
    elif kind == "nested":
        parts = words.split(".")
        kind, value, depth = "decimal", int(parts[-1]), len(parts) - 1
    elif kind == "upper":
        value = "ABCDEFGHĐ".index(words) + 1
    elif kind == "letter":
        if match["sub"]:
            words, value, depth = words + match["sub"], int(match["sub"].lstrip(".")), 2
        else:
            value = ALPHABET.find(words) + 1
    elif kind == "paren":
        value = number(words)
        words = f"({words})"
    else:
        value = 0
    return Label(kind, words, value, depth, match.end())


def number(words: str) -> int:
    """The number that digits, a Roman numeral, a letter or an ordinal word stand for; 0 when none."""
    if words.isdigit():
        return int(words)
    if words.lower() in _ORDINALS:
        return _ORDINALS[words.lower()]
    upper = words.upper()
    if all(char in _ROMAN for char in upper):
        total = 0
        for char, after in zip(upper, [*upper[1:], ""], strict=True):
            value = _ROMAN[char]
            total += -value if _ROMAN.get(after, 0) > value else value
        return total
    return ALPHABET.find(words) + 1
