"""How far the name of a body reaches: from its first word to its last.

Reads text and its key (`units_words.key_of`). Writes offsets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from adminplan.passages.units_words import (
    DOING,
    END,
    FIELD,
    FUNCTION,
    HEADS,
    INSIDE,
    NEVER,
    NOUNS,
    NUMBERED,
    PLACE,
    PROPER,
    PROVINCE,
    QUALIFIER,
    QUANTIFIER,
    SCHOOLS,
    SYLLABLE,
    TITLE,
    UPPER,
    VERB,
    Head,
)

_JOINT = re.compile(r" *- *| *, *| +và +| *& *| */ *")
_NOUN_JOINT = re.compile(r" *, *(?:và +)?| +và +| */ *| +- +| +hoặc +| +")
_WORD = re.compile(r" +(\w[\w&./]*\w|\w)")
_CLEAN_END = re.compile(r" *(?:[,.;:()\[\]\n”\"]|$|- )")
_CAPITAL = re.compile(rf"[{UPPER}]")
_MEDIA = re.compile(
    r"(?: *, *| +và +| +)(?:báo +chí|phát +thanh|truyền +hình|truyền +thông|thông +tấn|xuất +bản|báo|đài|trung +ương|ngành)(?!\w)"
)
# "sở ban ngành", "cơ quan đơn vị": nouns set side by side without a comma.
_PLAIN = re.compile(r"sở|ban|ngành|cơ +quan")
_PLAIN_NEXT = re.compile(r"(?:ban|ngành|đoàn +thể|đơn +vị)(?!\w)")
_SCHOOL_JOINT = re.compile(r" *,(?: +và)?| +và| *&(?= )")
_OWNER = re.compile(r" +(?:trực +)?thuộc +(?:, *trực +thuộc +)?")
_OWNING = re.compile(r"(?:sở|bộ|ngành|tỉnh|huyện|trường|đơn +vị|cơ +quan|phòng|thành +phố)(?!\w)")
_WHOSE = re.compile(
    r" +của +(?:trung +ương|ngành|công +đoàn|tỉnh|thành +phố|huyện|xã|địa +phương|trường|bộ|sở)(?!\w)(?: *(?:,|và) *(?:ngành|công +đoàn|địa +phương)(?!\w))*"
)
_LABEL = re.compile(
    r" +(?:được +giao +)?(?:chủ +trì|phối +hợp|thực +hiện|tham +mưu|soạn +thảo|đầu +mối|thường +trực|theo +dõi|tham +gia)(?: +(?:chính|thực +hiện))? *:"
)
_HANDED = re.compile(
    r" +được +(?:giao|phân +công)(?: +(?:nhiệm +vụ|chủ +trì|phối +hợp|phụ +trách|thực +hiện)){0,2}(?= *(?:[,.;:\n]|$)| +(?:có|chịu) +trách +nhiệm)"
)


# A body inside another: "Đảng ủy Sở Y tế", "Thường trực LĐLĐ huyện", "Công đoàn các khu công nghiệp".
_HOSTS = {"party", "union", "youth", "front", "committee", "council", "office", "other", "person"}
_NESTED = re.compile(
    r" +(?=công +đoàn|liên +đoàn|đảng +(?:ủy|bộ)|chi +bộ|đoàn +(?:tncs|thanh)|hội +(?:lhpn|phụ|nông|cựu)|trường|lđlđ|ubnd|mttq)"
)
_MANY = re.compile(
    r" +(?:khối +)?các +(?:cơ +quan(?: +(?:đảng|chính +quyền|hành +chính))?|khu +(?:công +nghiệp|kinh +tế|chế +xuất))(?!\w)"
)
_SCHOOL = re.compile(r" +(?:nhà +)?trường(?! +(?:học|hợp|lớp|chuẩn|có))(?!\w)")
_BODIES_WITHIN = {"party", "union", "youth", "front"}
# Heads that speak of the issuing house itself: "Bệnh viện cử bác sĩ …".
_SELF = {"bệnh viện", "trung tâm", "học viện", "viện", "công ty", "trạm", "hợp tác xã", "câu lạc bộ"}
# "Cụm thi đua số 2", "Tổ 3", "Ban Chỉ đạo 35".
_NUMBER = re.compile(
    r" +(?:số +[0-9]{1,3}|(?:(?<=tổ )|(?<=cụm |đội |hóm |đạo |đồn |òng ))[0-9]{1,3})(?! *(?:%|người|lần|tháng|năm|ngày|lớp|cuộc|/|\.\d|-))(?!\w)"
)
# After a verb these would bring no object: what stands before them may still be a name.
_NO_OBJECT = re.compile(
    r"(?:của|tại|trong|trên|theo|để|nhằm|với|và|hoặc|từ|khi|sau|trước|năm|có|đã|đang|được|thuộc|là|do|phải|cần|sẽ)(?!\w)"
)
# Heads of councils and teams, whose purpose follows in lower case.
_TEAMS = {"hội đồng", "ban", "tổ", "đội", "đoàn", "tiểu ban", "nhóm", "câu lạc bộ"}


# "Thanh tra Bộ", "Văn phòng Sở": the house that issues the plan, without its field.
_OWN = re.compile(r" +(?:bộ|sở|cục|tỉnh|trường|viện|ngành)(?= *(?:[,.;:()\n]|$| và ))")
_WHOLE = 4  # blanks within a head that says all: no unknown words belong to the name
_HAMLET = re.compile(r"(?:^|\s)(?:thôn|bản|ấp|xóm|buôn|khóm|làng)$")


class Extent(NamedTuple):
    """One body found: where its name ends and what its words say. `fielded`: a head with a field (`Sở Y tế`)."""

    start: int
    end: int
    head: Head
    group: bool
    fielded: bool = False


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


def _place(text: str, key: str, end: int) -> int:
    """The end of a place after `end` (` các huyện, thành phố`, ` tỉnh Hòa Bình`), or `end`."""
    found = PLACE.match(key, end)
    if not found:
        return end
    last = _proper(text, key, found.end()) if not key.endswith(("ủy", "liên quan"), 0, found.end()) else found.end()
    more = PLACE.match(key, last) if last > found.end() or key.endswith("ủy", 0, last) else None
    return more.end() if more else last


def _name(text: str, key: str, end: int, *, lower: bool, plural: bool) -> int:
    """The end of a name that goes on after `end` in capitalised words, known lower-case ones, and a place."""
    unknown, sure, first, capital = 0, end, end, False
    for _ in range(24):
        placed = _place(text, key, end)
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
            continue
        word = _WORD.match(key, end)
        if word:
            after, capital = capital, bool(_CAPITAL.match(text, word.start(1)))
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
            if inside and not _acts(text, key, word.start(1), inside.end()):
                end, sure, unknown = inside.end(), inside.end(), 0
                continue
            doing = DOING.match(key, end) if plural else None
            if doing:
                end = sure = doing.end()
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


def _acts(text: str, key: str, start: int, end: int) -> bool:
    """Whether words that may be part of a name or a verb ("tư vấn", "tổng hợp") are the verb here: something it is done to follows."""
    verb = VERB.match(key, start)
    if not verb or verb.end() < end:
        return False
    joint = _JOINT.match(key, end)
    at = joint.end() if joint else end + 1
    if joint:
        return not (_CAPITAL.match(text, at) or INSIDE.match(key, at) or starts_unit(key, at) or "," not in joint.group())
    if _CLEAN_END.match(key, end) or VERB.match(key, at) or INSIDE.match(key, at) or _CAPITAL.match(text, at):
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
    if "," in joint.group() and inside and not _CAPITAL.match(text, at):
        after = inside.end()
        return (
            text[joint.start() - 1].islower()
            and bool(PLACE.match(key, after) or VERB.match(key, after + 1))
            and not NOUNS.match(key, at)
        )
    if _CAPITAL.match(text, at):
        return "," not in joint.group() or bool(inside)
    return bool(inside) and "," not in joint.group() and not NOUNS.match(key, at) and not key.startswith("chuyên môn", at)


def single(text: str, key: str, start: int, *, plural: bool = False, at: int | None = None) -> Extent | None:
    """The body whose head stands at `at` (default `start`), with the body that it is part of; `plural` after `các`."""
    at = start if at is None else at
    found = _alone(text, key, start, at, plural=plural)
    if found is None:
        return None
    end = found.end
    for _ in range(3):
        end = _host(text, key, at, end, found.head)
        if end == found.end:
            break
        found = found._replace(end=end)
    return found


def _host(text: str, key: str, at: int, end: int, head: Head) -> int:
    """The end of the body within which the body that ends at `end` stands, or `end`."""
    number = _NUMBER.match(key, end)
    if number:
        end = number.end()
    if key.startswith((" thuộc ", " trực "), end) and (text[at].islower() or head.group):
        owner = _OWNER.match(key, end)
        body = _alone(text, key, owner.end(), owner.end()) if owner else None
        return body.end if body else end + len(" trực thuộc") if key.startswith(" trực thuộc", end) else end
    if head.kind not in _HOSTS or not key.startswith(" ", end):
        return end
    if head.kind in _BODIES_WITHIN:
        many = _MANY.match(key, end) or (_SCHOOL.match(key, end) if text[end + 1].islower() else None)
        if many:
            return _place(text, key, many.end())
        within = collective(text, key, end + 1) if key.startswith(" các ", end) else None
        if within:
            return within.end
    if _CAPITAL.match(text, end + 1) or _NESTED.match(key, end):
        inner = _alone(text, key, end + 1, end + 1)
        return inner.end if inner and not inner.head.loose and inner.head.kind != "person" else end
    return end


def _alone(text: str, key: str, start: int, at: int, *, plural: bool = False) -> Extent | None:
    """The body whose head stands at `at`, by its own words."""
    known = HEADS.match(key, at)
    if not known or NEVER.match(key, at):
        return None
    head, end = known
    tail = head.tail
    function = FUNCTION.match(key, end) if key[at:end] in _TEAMS else None
    if function and text[end + 1].islower():
        return Extent(start, _place_or_proper(text, key, function.end()), head, plural)
    if (
        tail in {"name", "capital", "service"}
        and not head.bare
        and not head.group
        and not _CAPITAL.match(text, at)
        and not _CAPITAL.match(text, end + 1)
    ):
        return None
    capital = key.startswith(" ", end) and bool(_CAPITAL.match(text, end + 1)) and not (plural and VERB.match(key, end + 1))
    if tail in {"field", "ngành", "union"}:
        field = FIELD.match(key, end + 1) if key.startswith(" ", end) else None
        if field and (tail == "field" or capital or tail == "ngành"):
            last = _place_or_proper(text, key, field.end())
            if (
                last == field.end()
                and _CAPITAL.match(text, last + 1)
                and not END.match(key, last + 1)
                and not starts_unit(key, last + 1)
            ):
                last = _name(text, key, last, lower=True, plural=False)
            return Extent(start, last, head, plural, tail == "field")
        if capital:
            return Extent(start, _name(text, key, end, lower=True, plural=False), head, plural)
        if tail == "union":
            return Extent(start, _name(text, key, end, lower=False, plural=False), head, plural)
        return None
    if tail == "none":
        return Extent(start, end, head, plural)
    own = _OWN.match(key, end) if capital else None
    if own and tail != "service":
        last = own.end()
    elif tail in {"place", "service"}:
        last = _place_or_proper(text, key, end)
    elif tail in {"capital", "party"}:
        number = _NUMBER.match(key, end)
        last = _name(text, key, end, lower=True, plural=False) if capital or _place(text, key, end) > end else end
        last = number.end() if number else last
    elif tail == "lực lượng":
        last = _forces(text, key, end)
    else:
        last = _name(text, key, end, lower=key.count(" ", at, end) < _WHOLE, plural=plural)
    if last == end and key[at:end] in _SELF and _CAPITAL.match(text, at) and VERB.match(key, end + 1):
        return Extent(start, end, head, plural)
    if last == end and not head.bare and not (plural and tail in {"name", "capital"}):
        return None
    return Extent(start, last, head, plural or head.group or _plural_place(key, end, last))


def _forces(text: str, key: str, end: int) -> int:
    last = _name(text, key, end, lower=True, plural=False)
    known = HEADS.match(key, end + 1) if key.startswith(" ", end) else None
    return max(last, known[1]) if known else last


def _place_or_proper(text: str, key: str, end: int) -> int:
    last = _place(text, key, end)
    if last > end:
        return last
    named = _proper(text, key, end)
    begun = key.rfind(" ", end, named) + 1
    inside = INSIDE.match(key, begun) if begun > end else None
    if inside and inside.end() > named:  # a word of two syllables began: no proper name
        return _name(text, key, end, lower=True, plural=False)
    return _place(text, key, named)


def _plural_place(key: str, end: int, last: int) -> bool:
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


def collective(text: str, key: str, start: int, *, loose: bool = False) -> Extent | None:
    """The collective that begins at `start`: `các sở, ban, ngành tỉnh`, `cơ quan, đơn vị có liên quan`.

    `loose`: a noun alone counts too ("Doanh nghiệp" in a field).
    """
    quantifier = QUANTIFIER.match(key, start)
    pos = quantifier.end() if quantifier else start
    known = NOUNS.match(key, pos)
    many = single(text, key, start, plural=True, at=pos) if quantifier else None
    if not known or NEVER.match(key, pos):
        return many
    first, end = known
    if not quantifier and key.startswith("tổ chức", pos) and end - pos < 8:
        return None
    count, qualified, member, member_start = 1, False, first, pos
    for _ in range(12):
        if count == 1 and _LABEL.match(key, end):
            return None
        tail = _qualified(text, key, end, member)
        joint = _NOUN_JOINT.match(key, tail)
        following = NOUNS.match(key, joint.end()) if joint else None
        bound = tail > end and not key.startswith(" ngang bộ", end)
        end, qualified = tail, qualified or tail > end
        if not joint or not following or bound or following[0].family != first.family or NEVER.match(key, joint.end()):
            break
        if not joint.group().strip() and not (_PLAIN.fullmatch(key, member_start, tail) and _PLAIN_NEXT.match(key, joint.end())):
            break
        count, member, end, member_start = count + 1, following[0], following[1], joint.end()
    if (
        not quantifier
        and count == 1
        and not loose
        and (first.tail == "open" or key.startswith("địa phương", pos))
        and key.count(" ", pos, known[1]) < 2
    ):
        return None
    if not (quantifier or count > 1 or qualified or loose or key.count(" ", pos, known[1]) > 1):
        return None
    if not quantifier and (first.family in {"place", "union", "party"} or (count == 1 and not loose and HEADS.match(key, pos))):
        return None
    found = Extent(start, end, first, group=True)
    return many if many and many.end > end else found


def _qualified(text: str, key: str, end: int, noun: Head) -> int:
    """The end of what qualifies a noun of a collective."""
    for _ in range(6):
        before = end
        if noun.tail == "school":
            schools = SCHOOLS.match(key, end)
            while schools:
                end = schools.end()
                joint = _SCHOOL_JOINT.match(key, end)
                schools = SCHOOLS.match(key, joint.end() if joint else end)
        if noun.tail == "media":
            media = _MEDIA.match(key, end)
            end = media.end() if media else end
        owner = _OWNER.match(key, end)
        if owner:
            body = single(text, key, owner.end()) or collective(text, key, owner.end())
            plain = _OWNING.match(key, owner.end())
            end = body.end if body else plain.end() if plain else end
        found = _HANDED.match(key, end) or _WHOSE.match(key, end) or QUALIFIER.match(key, end)
        end = found.end() if found else _place(text, key, end)
        if end == before and noun.tail in {"open", "agency"}:
            end = _name(text, key, end, lower=True, plural=True) if noun.tail == "open" else _agency(key, end)
        if end == before and noun.tail == "school" and _CAPITAL.match(text, end + 1) and not VERB.match(key, end + 1):
            end = _name(text, key, end, lower=True, plural=False)
        if end == before or key.endswith("liên quan", 0, end):
            break
    return end


def _agency(key: str, end: int) -> int:
    word = _WORD.match(key, end)
    if not word:
        return end
    doing = DOING.match(key, end)
    inside = INSIDE.match(key, word.start(1))
    if doing and not key.startswith(" được", end):
        return end
    return inside.end() if inside else end


def titled(text: str, key: str, start: int) -> Extent | None:
    """A person who stands for a body: `Giám đốc Sở Y tế`, `Thủ trưởng các sở, ban, ngành`."""
    title = TITLE.match(key, start)
    if not title or not key.startswith(" ", title.end()):
        return None
    at = title.end() + 1
    body = collective(text, key, at) or single(text, key, at) or collective(text, key, at, loose=True)
    if body is None or (key.startswith("trưởng ", start) and key.startswith("nhóm", at)):
        return None
    return body._replace(start=start, head=body.head._replace(kind="person"))
