"""What kinds of bodies there are, at which level, from when to when, and the words that name them.

Reads organisations.tsv (a row a kind and level; `sure` is `seen` where a real document
names such a body, else `memory`: check those before leaning on them) and
organisations_words.tsv (what short words stand for). Writes `Kind`, and the words of a printed name in one form.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from adminplan.data import fold, table

_WORD = re.compile(r"\w+")
# Joints between the fields of one office are written in many ways: keys have none.
_JOINTS = frozenset({"và", "của"})
_PROPER = frozenset({("hồ", "chí", "minh"), ("việt", "nam"), ("bà", "rịa", "vũng", "tàu")})
_HEADS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã", "thị xã": "thị xã"}
_HEADS_AT = {"province": ("tỉnh", "thành"), "district": ("huyện", "quận", "thị", "thị xã", "thành")}


class Kind(NamedTuple):
    """One row: a kind of body at a level (`central`, `province`, `district`, `commune`), or `part` of others, or with an `own` name."""

    kind: str
    level: str
    name: str
    system: str
    parents: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successor: str
    group: str

    def holds(self, at: date | None) -> bool:
        """Whether the kind exists on that day; true for no day."""
        return at is None or ((self.valid_from or at) <= at <= (self.valid_to or at))


class Head(NamedTuple):
    """What the first words of a name tell: the kind, and the kind of place where the words have it (`Thành ủy`)."""

    kind: Kind
    seat: str | None


class Word(NamedTuple):
    """One word of a name in its key form, and whether it was printed with a capital or is a number."""

    key: str
    capital: bool


def words(text: str) -> tuple[Word, ...]:
    """The words of a name, short ones written out, without joints: `Sở GD&ĐT` and `Sở Giáo dục và Đào tạo` are one.

    >>> " ".join(word.key for word in words("Sở GD&ĐT"))
    'sở giáo dục đào tạo'
    """
    text = unicodedata.normalize("NFC", text)
    keys, printed = _WORD.findall(fold(text)), _WORD.findall(text)
    if len(keys) != len(printed):
        printed = keys
    known = _short()
    found: list[Word] = []
    at = 0
    kept = [(key, word[0].isupper() or word[0].isdigit()) for key, word in zip(keys, printed, strict=True) if key not in _JOINTS]
    while at < len(kept):
        for width in (3, 2, 1):
            full = known.get(tuple(key for key, _ in kept[at : at + width]))
            if full:
                found += [Word(one, order == 0 or full in _PROPER) for order, one in enumerate(full)]
                at += width
                break
        else:
            found.append(Word(*kept[at]))
            at += 1
    return tuple(found)


@cache
def _short() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(row["short"].split()): tuple(row["full"].split()) for row in table("organisations_words")}


@cache
def kinds() -> tuple[tuple[Kind, dict[str, str]], ...]:
    """Every row with the columns that only look-ups need."""
    found = []
    for row in table("organisations"):
        since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to"))
        parents = tuple(row["parent"].split())
        found.append(
            (
                Kind(
                    row["kind"], row["level"], row["name"], row["system"], parents, since, until, row["successor"], row["group"]
                ),
                row,
            )
        )
    return tuple(found)


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """What each row of first words can mean, by the words joined with blanks."""
    found: dict[str, tuple[Head, ...]] = {}
    for kind, row in kinds():
        for name in (row["name"], *(row["aliases"].split("|") if row["aliases"] else ())):
            forms: list[tuple[str, str | None]] = [(name, None)]
            if "{head}" in name:
                forms = [(name.replace("{head}", head), _HEADS[head]) for head in _HEADS_AT[kind.level]]
            for text, seat in forms:
                key = " ".join(word.key for word in words(text.partition("{")[0]))
                head = Head(kind, seat)
                if head not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), head)
    return found


@cache
def codes() -> dict[str, tuple[Head, ...]]:
    """What each code of a symbol (`SGDĐT`) can mean, in lower case."""
    found: dict[str, tuple[Head, ...]] = {}
    for kind, row in kinds():
        for code in row["codes"].split():
            found[code.lower()] = (*found.get(code.lower(), ()), Head(kind, None))
    return found


@cache
def by_kind() -> dict[tuple[str, str], Kind]:
    """A row by kind and level."""
    return {(kind.kind, kind.level): kind for kind, _ in kinds() if kind.level != "part"}


@cache
def parts() -> tuple[Kind, ...]:
    """The rows of parts; `parents` are the kinds that have them, `so-*` being all departments."""
    return tuple(kind for kind, _ in kinds() if kind.level == "part")


def has(part: Kind, whole: str) -> bool:
    """Whether bodies of that kind have such a part."""
    return any(whole == one or (one.endswith("*") and whole.startswith(one[:-1])) for one in part.parents)


def group(name: str, level: str) -> tuple[Kind, ...]:
    """The usual kinds of a group (`so`, `phong`, `bo` …) at a level."""
    return tuple(kind for kind, _ in kinds() if kind.group == name and kind.level == level)
