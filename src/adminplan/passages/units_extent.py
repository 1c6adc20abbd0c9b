"""Which body or collective begins at a word, and how far it reaches.

Reads text and its key (`units_words.key_of`). Writes offsets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from adminplan.passages.units_name import CAPITAL, WORD, name_end, place_end, place_or_proper_end, plural_place, starts_unit
from adminplan.passages.units_words import (
    DOING,
    END,
    FIELD,
    FUNCTION,
    HEADS,
    INSIDE,
    NEVER,
    NOUNS,
    PLACE,
    QUALIFIER,
    QUANTIFIER,
    SCHOOLS,
    TITLE,
    UPPER,
    VERB,
    Head,
)

_NOUN_JOINT = re.compile(r" *, *(?:và +)?| +và +| */ *| +- +| +hoặc +| +")
_MEDIA = re.compile(
    r"(?: *, *| +và +| +)(?:báo +chí|phát +thanh|truyền +hình|truyền +thông|thông +tấn|xuất +bản|báo|đài|trung +ương|ngành)(?!\w)"
)
# "sở ban ngành", "cơ quan đơn vị": nouns set side by side without a comma.
_PLAIN = re.compile(r"sở|ban|ngành|cơ +quan")
_PLAIN_NEXT = re.compile(r"(?:ban|ngành|đoàn +thể|đơn +vị)(?!\w)")
_SCHOOL_JOINT = re.compile(r" *,(?: +và)?| +và| *&(?= )")
# "Các đơn vị thực hiện nghiêm túc …": a sentence, and no field "Đơn vị thực hiện: …".
_DOES = re.compile(r"(?:cơ +quan|đơn +vị) +thực +hiện +(?!và |hoặc |là |theo |có )\w")
_OWNER = re.compile(r" +(?:thuộc(?: *,| +và) +)?(?:trực +)?thuộc +(?:, *trực +thuộc +)?")
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
_SELF = {"văn phòng", "bệnh viện", "trung tâm", "học viện", "viện", "công ty", "trạm", "hợp tác xã", "câu lạc bộ"}
# "Cụm thi đua số 2", "Tổ 3", "Ban Chỉ đạo 35".
_NUMBER = re.compile(
    r" +(?:số +[0-9]{1,3}|(?:(?<=tổ )|(?<=cụm |đội |hóm |đạo |đồn |òng ))[0-9]{1,3})(?! *(?:%|người|lần|tháng|năm|ngày|lớp|cuộc|/|\.\d|-))(?!\w)"
)
# Teams and parts of a house that are named in small letters.
SQUADS = {
    "tổ", "đội", "nhóm", "trung đội", "tiểu đội", "phân đội", "kíp", "câu lạc bộ", "chi bộ", "chi đoàn", "chi hội",
    "liên chi đoàn",
}  # fmt: skip
# "Ban Thường trực | tổng hợp kiến nghị": after other heads it may be a field ("phòng Tổng hợp").
_LEADING = {"ban thường vụ", "ban thường trực", "ban chấp hành", "ban giám hiệu", "ban giám đốc", "thường trực", "ban chỉ huy"}
_GATHERS = re.compile(r" +tổng hợp\b")
_OPENS = re.compile(r"(?:^|[.;:\n] ?)(?:(?:[-+*•]|\d{1,2}[.)]|[a-zđ]\)) ?)?$")
_TEAM_WORDS = 6
# "… do Tổ quản lý cấp nước xã | thực hiện".
_HANDED_TO = re.compile(
    r"(?: +\w+){1,8}?(?= +(?:thực +hiện|đảm +nhận|đảm +nhiệm|phụ +trách|chủ +trì|tổ +chức|triển +khai|chịu +trách +nhiệm)(?!\w))"
)
# Heads of councils and teams, whose purpose follows in lower case.
_TEAMS = {"hội đồng", "ban", "tổ", "đội", "đoàn", "tiểu ban", "nhóm", "câu lạc bộ"}


# "Thanh tra Bộ", "Văn phòng Sở": the house that issues the plan, without its field.
_OWN = re.compile(
    r" +(?:bộ|sở|cục|tỉnh|trường|viện|ngành)(?= *(?:[,.;:()\n]|$| và )| +(?:chủ +trì|phối +hợp|tham +mưu|tổ +chức|theo +dõi|hướng +dẫn|có +trách|kiểm +tra|giám +sát|thực +hiện|triển +khai|rà +soát|tổng +hợp|tiếp +nhận|xử +lý|đôn +đốc|công +bố|lập|bố +trí|chuẩn +bị)(?!\w))"
)
_DASHED = re.compile(rf" [-–] [{UPPER}]")  # "Ban Tuyên giáo - Nữ công"
_WHOLE = 4  # blanks within a head that says all: no unknown words belong to the name


class Extent(NamedTuple):
    """One body found: where its name ends and what its words say. `fielded`: a head with a field (`Sở Y tế`)."""

    start: int
    end: int
    head: Head
    group: bool
    fielded: bool = False


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
    if key.startswith(" trực thuộc", end) and not CAPITAL.match(text, end + len(" trực thuộc ")):
        return end + len(" trực thuộc")  # "Công đoàn cơ sở trực thuộc" at the head of a sentence
    if head.kind not in _HOSTS or not key.startswith(" ", end):
        return end
    if head.kind in _BODIES_WITHIN:
        many = _MANY.match(key, end) or (_SCHOOL.match(key, end) if text[end + 1 : end + 2].islower() else None)
        if many:
            return place_end(text, key, many.end())
        within = collective(text, key, end + 1, nested=True) if key.startswith(" các ", end) else None
        if within:
            return within.end
    if CAPITAL.match(text, end + 1) or _NESTED.match(key, end):
        inner = _alone(text, key, end + 1, end + 1)
        if inner and not inner.head.loose and inner.head.kind != "person":
            return inner.end
        # "Chi bộ Khối văn phòng": a part of the house, named in words of its own.
        own = HEADS.match(key, end + 1) if key[at:end] in SQUADS else None
        return name_end(text, key, own[1], lower=True, plural=False) if own else end
    return end


def _alone(text: str, key: str, start: int, at: int, *, plural: bool = False) -> Extent | None:
    """The body whose head stands at `at`, by its own words, or by those round it ("do phòng nghiệp vụ cấp tỉnh thực hiện")."""
    known = HEADS.match(key, at)
    if not known or NEVER.match(key, at):
        return None
    found = _by_words(text, key, start, at, *known, plural=plural)
    handed = _HANDED_TO.match(key, known[1]) if found is None and key.startswith("do ", max(0, at - 3)) else None
    return Extent(start, handed.end(), known[0], plural) if handed else found


def _by_words(text: str, key: str, start: int, at: int, head: Head, end: int, *, plural: bool) -> Extent | None:
    tail = head.tail
    team = _team(text, key, at, end)
    if team > end:
        return Extent(start, team, head, plural or plural_place(key, end, team))
    function = FUNCTION.match(key, end) if key[at:end] in _TEAMS else None
    if function and text[end + 1 : end + 2].islower():
        return Extent(start, place_or_proper_end(text, key, function.end()), head, plural)
    if (
        tail in {"name", "capital", "service"}
        and not head.bare
        and not head.group
        and not CAPITAL.match(text, at)
        and not CAPITAL.match(text, end + 1)
    ):
        return None
    capital = key.startswith(" ", end) and bool(CAPITAL.match(text, end + 1)) and not (plural and VERB.match(key, end + 1))
    if tail in {"field", "ngành", "union"}:
        field = FIELD.match(key, end + 1) if key.startswith(" ", end) else None
        if field and (tail == "field" or capital or tail == "ngành"):
            last = place_or_proper_end(text, key, field.end())
            if (
                last == field.end()
                and CAPITAL.match(text, last + 1)
                and not END.match(key, last + 1)
                and not starts_unit(key, last + 1)
            ):
                last = name_end(text, key, last, lower=True, plural=False)
            return Extent(start, last, head, plural, tail == "field")
        if capital:
            return Extent(start, name_end(text, key, end, lower=True, plural=False), head, plural)
        if tail == "union":
            return Extent(start, name_end(text, key, end, lower=False, plural=False), head, plural)
        return None
    if tail == "none" or (key[at:end] in _LEADING and _GATHERS.match(text, end)):
        return Extent(start, end, head, plural)
    own = _OWN.match(key, end) if capital else None
    if own and tail != "service":
        last = own.end()
    elif tail in {"place", "service"}:
        last = place_or_proper_end(text, key, end)
    elif tail in {"capital", "party"}:
        number = _NUMBER.match(key, end)
        goes_on = (
            capital
            or place_end(text, key, end) > end
            or (_DASHED.match(text, end) and (INSIDE.match(key, end + 3) or not starts_unit(key, end + 3)))
        )
        last = name_end(text, key, end, lower=True, plural=False) if goes_on else end
        last = number.end() if number else last
    elif tail == "lực lượng":
        last = _forces(text, key, end)
    else:
        last = name_end(text, key, end, lower=key.count(" ", at, end) < _WHOLE, plural=plural)
    if last == end and key[at:end] in _SELF and CAPITAL.match(text, at) and VERB.match(key, end + 1):
        return Extent(start, end, head, plural)
    if last == end and not head.bare and not (plural and tail in {"name", "capital"}):
        return None
    return Extent(start, last, head, plural or head.group or plural_place(key, end, last))


def _team(text: str, key: str, at: int, end: int) -> int:
    """The end of a team's name in small letters after its capitalised head ("Tổ trực bơm đình làng | mở cống"), or `end`.

    At the head of a sentence alone, where nothing but the verb can end it; a verb straight behind the head is no name.
    """
    if key[at:end] not in SQUADS or not CAPITAL.match(text, at) or VERB.match(key, at):
        return end
    if key.startswith("do ", max(0, at - 3)):
        handed = _HANDED_TO.match(key, end)
        return handed.end() if handed else end
    if not _OPENS.search(text, max(0, at - 8), at):
        return end
    last = end
    if END.match(key, end + 1) and not VERB.match(key, end + 1) and not PLACE.match(key, end):
        return end
    for _ in range(_TEAM_WORDS):
        word = WORD.match(key, last)
        if not word or CAPITAL.match(text, word.start(1)) or not key[word.start(1)].isalpha():
            return end
        placed = place_end(text, key, last)
        if placed > last > end:
            return placed if VERB.match(key, placed + 1) else end
        whole = QUALIFIER.match(key, last) or INSIDE.match(key, word.start(1))
        last = whole.end() if whole else word.end()
        number = _NUMBER.match(key, last)
        if number:
            return number.end()
        if not key.startswith(" ", last):
            return end
        part = INSIDE.match(key, last + 1) or FUNCTION.match(key, last)
        if VERB.match(key, last + 1) and not (part and VERB.match(key, part.end() + 1)):
            return last
        if END.match(key, last + 1) and not PLACE.match(key, last):
            return end
    return end


def _forces(text: str, key: str, end: int) -> int:
    last = name_end(text, key, end, lower=True, plural=False)
    known = HEADS.match(key, end + 1) if key.startswith(" ", end) else None
    return max(last, known[1]) if known else last


def collective(text: str, key: str, start: int, *, loose: bool = False, nested: bool = False) -> Extent | None:
    """The collective that begins at `start`: `các sở, ban, ngành tỉnh`, `cơ quan, đơn vị có liên quan`.

    `loose`: a noun alone counts too ("Doanh nghiệp" in a field). `nested`: it is the owner of another, and its own owner is not asked for.
    """
    quantifier = QUANTIFIER.match(key, start)
    pos = quantifier.end() if quantifier else start
    known = NOUNS.match(key, pos)
    many = (
        (_alone(text, key, start, pos, plural=True) if nested else single(text, key, start, plural=True, at=pos))
        if quantifier
        else None
    )
    if not known or (NEVER.match(key, pos) and not (quantifier and _DOES.match(key, pos))):
        return many
    first, end = known
    if not quantifier and key.startswith("tổ chức", pos) and end - pos < 8:
        return None
    count, qualified, member, member_start = 1, False, first, pos
    for _ in range(12):
        if count == 1 and _LABEL.match(key, end):
            return None
        tail = _qualified(text, key, end, member, nested=nested)
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


def _qualified(text: str, key: str, end: int, noun: Head, *, nested: bool) -> int:
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
        owner = None if nested else _OWNER.match(key, end)
        if owner:
            body = _alone(text, key, owner.end(), owner.end()) or collective(text, key, owner.end(), nested=True)
            plain = _OWNING.match(key, owner.end())
            end = body.end if body else plain.end() if plain else end
        found = _HANDED.match(key, end) or _WHOSE.match(key, end) or QUALIFIER.match(key, end)
        end = found.end() if found else place_end(text, key, end)
        if end == before and noun.tail in {"open", "agency"}:
            end = name_end(text, key, end, lower=True, plural=True) if noun.tail == "open" else _agency(key, end)
        if end == before and noun.tail == "school" and CAPITAL.match(text, end + 1) and not VERB.match(key, end + 1):
            end = name_end(text, key, end, lower=True, plural=False)
        if end == before or key.endswith("liên quan", 0, end):
            break
    return end


def _agency(key: str, end: int) -> int:
    word = WORD.match(key, end)
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
