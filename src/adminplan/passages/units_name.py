"""How far a name goes on behind its head: proper names, places, known words in lower case, and where a verb ends it.

Reads text and its key (`units_words.key_of`). Writes offsets.
"""

from __future__ import annotations

import re

from adminplan.passages.units_words import (
    DOING,
    END,
    FIELD,
    HEADS,
    INSIDE,
    NEVER,
    NOUNS,
    NUMBERED,
    PLACE,
    PROPER,
    PROVINCE,
    QUANTIFIER,
    SYLLABLE,
    TITLE,
    UPPER,
    VERB,
)

_JOINT = re.compile(r" *- *| *, *| +và +| *& *| */ *")
WORD = re.compile(r" +(\w[\w&./]*\w|\w)")
_CLEAN_END = re.compile(r" *(?:[,.;:()\[\]\n”\"]|$|- )")
CAPITAL = re.compile(rf"[{UPPER}]")
# After a verb these would bring no object: what stands before them may still be a name.
_NO_OBJECT = re.compile(
    r"(?:của|tại|trong|trên|theo|để|nhằm|với|và|hoặc|từ|khi|sau|trước|năm|có|đã|đang|được|thuộc|là|do|phải|cần|sẽ)(?!\w)"
)
_HEAD_OF_FIELD = re.compile(r"(?<!\w)(?:bộ|sở|phòng)$")
_HALF = re.compile(r"(?:^|\s)(?:chương|công|quy)$")
_HAMLET = re.compile(r"(?:^|\s)(?:thôn|bản|ấp|xóm|buôn|khóm|làng)$")


def starts_unit(key: str, pos: int) -> bool:
    """Whether a word at `pos` can begin a body of its own."""
    return bool(HEADS.match(key, pos) or QUANTIFIER.match(key, pos) or TITLE.match(key, pos)) and not NEVER.match(key, pos)


def _proper(text: str, key: str, end: int) -> int:
    """The end of the proper name after `end`; a single capitalised word is rather the next sentence."""
    province = PROVINCE.match(key, end)
    if province and text[province.start() + 1].isupper():
        return province.end()
    found = PROPER.match(text, end)
    if found:
        first = found.start() + 1
        alone = (
            " " not in found.group().strip()
            and not key.startswith(("huế", "vinh"), first)
            and not _HAMLET.search(key, max(0, end - 6), end)
        )
        if not alone and not starts_unit(key, first) and not END.match(key, first):
            return found.end()
    numbered = NUMBERED.match(text, end)
    return numbered.end() if numbered else end


def place_end(text: str, key: str, end: int) -> int:
    """The end of a place after `end` (` các huyện, thành phố`, ` tỉnh Hòa Bình`), or `end`."""
    found = PLACE.match(key, end)
    if not found:
        return end
    last = _proper(text, key, found.end()) if not key.endswith(("ủy", "liên quan"), 0, found.end()) else found.end()
    more = PLACE.match(key, last) if last > found.end() or key.endswith("ủy", 0, last) else None
    return more.end() if more else last


def name_end(text: str, key: str, end: int, *, lower: bool, plural: bool) -> int:
    """The end of a name that goes on after `end` in capitalised words, known lower-case ones, and a place."""
    unknown, sure, first, capital = 0, end, end, False
    for _ in range(24):
        placed = place_end(text, key, end)
        if placed > end:
            return placed
        joint = _JOINT.match(key, end)
        if joint:
            capital = False
            if (
                (end == first and (joint.group()[0] != " " or "," in joint.group()))
                or not lower
                or unknown
                or not _joins(text, key, joint)
            ):
                return end if not unknown or _CLEAN_END.match(key, end) or plural else sure
            word = SYLLABLE.match(key, joint.end())
            end = sure = _longest(key, joint.end(), word.end() if word else joint.end())
            named = VERB.match(key, joint.end()) if CAPITAL.match(text, joint.end()) else None
            end = sure = max(end, named.end() if named else end)  # "Thanh tra - Kiểm tra"
            continue
        word = WORD.match(key, end)
        if word:
            after, capital = capital, bool(CAPITAL.match(text, word.start(1)))
            field = FIELD.match(key, word.start(1)) if capital and _HEAD_OF_FIELD.search(key, max(0, end - 6), end) else None
            if field:  # "Trung tâm Kiểm định Sở | Xây dựng", where the field is a verb elsewhere
                return place_or_proper_end(text, key, field.end())
            verb = VERB.match(key, word.start(1)) if capital and end > first and text[word.end() - 1].islower() else None
            if capital and not (verb and verb.end() > word.end()):
                slash = text.find("/", word.start(1), word.end())
                if slash > 0 and starts_unit(key, slash + 1):
                    return slash
                end = sure = _longest(key, word.start(1), word.end())
                unknown, capital = (
                    0,
                    not INSIDE.match(key, word.start(1)),
                )  # a word that is whole already takes no second syllable
                continue
            inside = INSIDE.match(key, word.start(1)) if lower else None
            if inside and not _verb_here(text, key, word.start(1), inside.end()):
                end, sure, unknown = inside.end(), inside.end(), 0
                continue
            doing = DOING.match(key, end) if plural else None
            if doing:
                end = sure = doing.end()
                continue
            if _HALF.search(key, max(0, end - 8), end) and word.group(1).startswith("trình"):
                end = sure = word.end()  # "Ban Chỉ đạo Chương | trình": no verb
                continue
            if END.match(key, word.start(1)):
                return end if plural or VERB.match(key, word.start(1)) or not unknown else sure
            if after and not unknown:
                end = sure = word.end()
                continue
            if lower and unknown < 3 and key[word.start(1)].isalpha():
                unknown, end = unknown + 1, word.end()
                continue
            return sure
        return end if not unknown or _CLEAN_END.match(key, end) else sure
    return sure


def _verb_here(text: str, key: str, start: int, end: int) -> bool:
    """Whether words that may be part of a name or a verb ("tư vấn", "tổng hợp") are the verb here: something it is done to follows."""
    verb = VERB.match(key, start)
    if not verb or verb.end() < end:
        return False
    if verb.end() > end:
        return True  # "thi đua | làm tốt"
    joint = _JOINT.match(key, end)
    at = joint.end() if joint else end + 1
    if joint:
        return not (CAPITAL.match(text, at) or INSIDE.match(key, at) or starts_unit(key, at) or "," not in joint.group())
    if _CLEAN_END.match(key, end) or VERB.match(key, at) or INSIDE.match(key, at) or CAPITAL.match(text, at):
        return False
    return not (PLACE.match(key, end) or _NO_OBJECT.match(key, at))


def _longest(key: str, start: int, end: int) -> int:
    """Where the longest known phrase that begins at `start` ends, at least `end`."""
    found = [match.end() for match in (FIELD.match(key, start), INSIDE.match(key, start)) if match]
    head = HEADS.match(key, start)
    return max([end, *found, head[1] if head else end])


def _joins(text: str, key: str, joint: re.Match[str]) -> bool:
    """Whether a comma, dash or `và` stands inside a name: what follows begins no body of its own."""
    at = joint.end()
    if not SYLLABLE.match(key, at):
        return False
    inside = INSIDE.match(key, at)
    if "-" in joint.group() and inside:
        return True
    if starts_unit(key, at):
        return False
    if "," in joint.group() and inside and not CAPITAL.match(text, at):
        after = inside.end()
        return (
            text[joint.start() - 1].islower()
            and bool(PLACE.match(key, after) or VERB.match(key, after + 1))
            and not NOUNS.match(key, at)
        )
    if CAPITAL.match(text, at):
        return "," not in joint.group() or bool(inside)
    return bool(inside) and "," not in joint.group() and not NOUNS.match(key, at) and not key.startswith("chuyên môn", at)


def place_or_proper_end(text: str, key: str, end: int) -> int:
    """The end of a place or a proper name after `end`, or `end`: what follows heads that need no more words."""
    last = place_end(text, key, end)
    if last > end:
        return last
    named = _proper(text, key, end)
    begun = key.rfind(" ", end, named) + 1
    inside = INSIDE.match(key, begun) if begun > end else None
    if inside and inside.end() > named:  # a word of two syllables began: no proper name
        return name_end(text, key, end, lower=True, plural=False)
    return place_end(text, key, named)


def plural_place(key: str, end: int, last: int) -> bool:
    """Whether the place between `end` and `last` makes a collective: `các xã`, `xã, phường`, `các cấp`."""
    found = PLACE.match(key, end)
    return bool(
        found
        and (
            " các " in found.group()
            or "," in found.group()
            or "/" in found.group()
            or " và " in found.group()
            or "cấp" in found.group()
        )
        and found.end() <= last
    )
