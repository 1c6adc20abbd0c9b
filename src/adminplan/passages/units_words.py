"""The vocabulary of bodies, compiled once: heads, collectives, places, verbs.

Reads `data/unit_words.toml`. Writes compiled patterns over *keys*: strings as long as the text they are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from adminplan.data import table, words
from adminplan.passages.trie import trie

# The older place of a tone mark in an open syllable (hoà, uỷ); "đoàn" and "quý" have only one.
_NEWER = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
}
SYLLABLE = re.compile(r"\w+")
_TONE = re.compile(r"[ou](?<!q.)(?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)[ỳýỷỹỵ])(?!\w)")
_SIGNS = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "ð": "đ", "\u00a0": " ", "\t": " "})
_ODD = re.compile("[" + "".join(map(chr, _SIGNS)) + "]")


def key_of(text: str) -> str:
    """Lower case, one way of placing tone marks, plain dashes; as long as the text, so that offsets hold in both.

    >>> key_of("Uỷ ban – Hoà Bình")
    'ủy ban - hòa bình'
    """
    key = text.lower()
    if len(key) != len(text):
        key = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if _ODD.search(key):
        key = key.translate(_SIGNS)
    return _TONE.sub(lambda found: _NEWER[found.group()], key)


def _fragment(entry: str) -> str:
    """The pattern of one entry of the word list; `|`, `,` and `;` are joints, a blank any run of blanks."""
    parts = re.split(r" *([|,;]) *", key_of(entry))
    out = re.escape(parts[0]).replace(r"\ ", " +")
    for before, joint, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        blank = " *" if len(before) <= 4 and len(after) <= 4 and " " not in before + after else " +"
        loose = r" *[,&/-] *(?:và +)?| +và +" if joint == "|" else r" *[,&/-] *"
        out += (" *, *" if joint == ";" else f"(?:{loose}|{blank})") + re.escape(after).replace(r"\ ", " +")
    return out


def any_of(entries: Iterable[str]) -> str:
    """A pattern for the longest of the entries, ended by a word boundary."""
    ordered = sorted({key_of(entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return _branching((entry, _fragment(entry)) for entry in ordered) + r"(?!\w)"


def _branching(fragments: Iterable[tuple[str, str]]) -> str:
    """A pattern for entries in the order in which to try them, each with its pattern: those of one first word stand together."""
    tails: dict[str, list[str]] = {}
    for entry, fragment in fragments:
        first = SYLLABLE.match(entry)[0]  # type: ignore[index]
        tails.setdefault(first, []).append(fragment[len(first) :])
    return trie({first: f"(?:{'|'.join(those)})" for first, those in tails.items()})


class Head(NamedTuple):
    """What a head or a noun of the word list says of the bodies that it names."""

    words: tuple[str, ...]
    kind: str
    tail: str
    level: str | None = None
    system: str | None = None
    bare: bool = False
    loose: bool = False
    group: bool = False
    family: str = ""


def _heads(name: str) -> tuple[Head, ...]:
    rows: list[dict[str, Any]] = words("unit_words")[name]
    return tuple(
        Head(
            tuple(row["words"]), row["kind"], row["tail"], row.get("level"), row.get("system"),
            row.get("bare", False), row.get("loose", False), row.get("group", False), row.get("class", ""),
        )
        for row in rows
    )  # fmt: skip


class Lexicon:
    """Longest match of any of several heads at a place in a key."""

    def __init__(self, heads: tuple[Head, ...]) -> None:
        entries = [(key_of(entry), head) for head in heads for entry in head.words]
        # A first word with a sign in it ("đ/c") does not begin the name of a body.
        entries = [(entry, head) for entry, head in entries if SYLLABLE.fullmatch(_first(entry))]
        entries.sort(key=lambda pair: -len(pair[0]))
        self._heads = {f"_{number}": head for number, (_, head) in enumerate(entries)}
        fragments = ((entry, f"{_fragment(entry)}(?P<_{number}>)") for number, (entry, _) in enumerate(entries))
        self._pattern = re.compile(_branching(fragments) + r"(?!\w)")
        self.entries = tuple(entry for entry, _ in entries)

    def match(self, key: str, pos: int) -> tuple[Head, int] | None:
        """The head that begins at `pos` and where its words end."""
        found = self._pattern.match(key, pos)
        return (self._heads[found.lastgroup], found.end()) if found and found.lastgroup else None


def _first(entry: str) -> str:
    return re.split("[ |,;]", entry, maxsplit=1)[0]


_W: dict[str, Any] = words("unit_words")["words"]
UPPER = "".join(
    char
    for char in map(chr, range(0x41, 0x1EFA))
    if char.isupper() and char.lower() < "\u1f00" and (char < "\u0250" or char >= "\u1e00")
)

HEADS = Lexicon(_heads("head"))
NOUNS = Lexicon(_heads("noun"))
FIELD = re.compile(any_of(name for row in words("unit_words")["field"] for name in row["names"]))
QUANTIFIER = re.compile(any_of(_W["quantifiers"]) + " +|[0-9]+ +(?=các |sở |trường |đơn vị |cơ quan )")
NEVER = re.compile(any_of(_W["never"]))
TITLE = re.compile(any_of(_W["titles"]) + r"(?: *, *" + any_of(_W["titles"]) + "){0,3}")
INSIDE = re.compile(any_of(_W["inside"]))
DOING = re.compile(" +" + any_of(_W["doing"]))
VERB = re.compile(any_of(_W["verbs"]))
END = re.compile(any_of([*_W["verbs"], *_W["stops"]]))
QUALIFIER = re.compile(" +" + any_of(_W["qualifiers"]))
FUNCTION = re.compile(" +" + any_of(_W["functions"]))
TOPIC = re.compile(any_of(_W["topics"]))
ADJECTIVE = re.compile(any_of(_W["adjectives"]))

_PLACE = any_of(_W["places"]).replace(r"(?!\w)", r"(?! +hội\b)(?!\w)")
_NEXT_PLACE = r"(?:thành +phố|tp\.?|thị +xã|thị +trấn|đặc +khu|phường|huyện|quận|tỉnh|xã|thôn|bản|tổ +dân +phố|khu +phố)(?! +hội\b)(?!\w)(?! +(?:ủy|đoàn)\b)"
PLACE = re.compile(
    rf" +(?:(?:các +|cấp +|toàn +|[0-9]+ +){{0,3}}{_PLACE}(?:(?: *[,/] *(?:và +)?| +và +)(?:cấp +)?{_NEXT_PLACE}){{0,8}}"
    rf"(?: +(?:biên +giới|miền +núi|vùng +cao|ven +biển|ven +sông|hải +đảo|đầu +nguồn)(?!\w))?(?: +(?:trực +)?thuộc +{_PLACE})?(?: +(?:có +)?liên +quan)?|(?:các|hai|[0-9]+) +cấp(?!\w)|các +(?:đơn +vị, +)?địa +phương(?!\w))"
)
NUMBERED = re.compile(r"(?<=[Kk]hu vực|.[Pp]hường|...[Qq]uận) +(?:[0-9]+|[IVX]+)(?![\w/])")
PROVINCE = re.compile(
    " +"
    + any_of(
        re.sub("Thành phố ", "", row[name])
        for row in table("provinces")
        for name in ("name_until_2025_06_30", "name_from_2025_07_01")
    )
)
PROPER = re.compile(rf"(?: +(?:- +)?[{UPPER}]\w*){{1,5}}")
SCHOOLS = re.compile(
    r" *(?<=[ &])(?:th *& *thcs|thcs *& *thpt|mầm +non|mẫu +giáo|mn|tiểu +học|th|thcs|thpt|trung +học(?: +(?:cơ +sở|phổ +thông))?|phổ +thông(?: +dân +tộc +(?:nội|bán) +trú)?"
    r"|ptdtbt|ptdtnt|đại +học|sư +phạm|y +dược|năng +khiếu|chuyên(?! +(?:môn|trách|đề|biệt|sâu|nghiệp))|cao +đẳng|trung +cấp|chuyên +nghiệp|nghề|học(?! +viện)|công +lập|ngoài +công +lập|liên +cấp)(?!\w|&\w)"
)
# The first words of all that can begin a body, or looks so ("never").
_BEGINNINGS = [*HEADS.entries, *NOUNS.entries, *_W["quantifiers"], *_W["titles"], *_W["never"]]
FIRSTS = re.compile(rf"\b(?={any_of(entry for entry in _BEGINNINGS if entry[0].isalpha())})\w+")
