"""The frame of a derived plan: what it rests on, its opening, title, letterhead, recipients and signature block.

Reads the parent `Plan` and the two offices. Writes blocks and lines. Form: Nghị định 30/2020/NĐ-CP, Phụ lục I.II; the parent is cited first and in full.
"""

from __future__ import annotations

import re
from datetime import date

from adminplan.data import fold
from adminplan.plan.plan import Duty, Plan, Reference
from adminplan.subplan.draft import BASIS, OPENING, Block, Origin
from adminplan.subplan.office import Office, read_office
from adminplan.subplan.readdress import Setting
from adminplan.subplan.reschedule import printed
from adminplan.subplan.subplan import LeftOut

# What does not bind another office: proposals, minutes, reports, letters; and what only founds the parent's own office.
_NOT_BINDING = frozenset(("tờ trình", "báo cáo", "biên bản", "giấy mời", "thông báo", "phiếu trình"))
_OWN_HOUSE = re.compile(
    r"(?:chức năng,? nhiệm vụ|cơ cấu tổ chức|quy chế làm việc|quy chế hoạt động|thành lập (?:sở|phòng|ban)|dự toán|giao (?:biên chế|chỉ tiêu biên chế))"
)
_YEAR = re.compile(r"\sNăm (?=\d{4})")
_PROPER = re.compile(r"[A-ZĐ]{2,}|[A-ZĐ]\w*\s+[A-ZĐ]|\d|[“\"]")


def bases(plan: Plan, issuer: Office) -> tuple[list[Block], list[LeftOut], list[str]]:
    """The parent in full form, then those of its own bases that bind the child; what was left out; what is to be done."""
    todo: list[str] = []
    out = [Block(kind=BASIS, text=f"Thực hiện {cited(plan, issuer, todo)}", origin=Origin(change="new", source=plan.id, why="kế hoạch của cấp trên"))]  # fmt: skip
    left: list[LeftOut] = []
    seen: set[str] = set()
    for one in plan.references:
        if one.nested_in is not None or one.relation not in {"implements", "basis"} or one.evidence.path != "opening":
            continue
        why = _unbinding(one)
        if why:
            left.append(LeftOut("reference", one.id, one.evidence.quote, why))
            continue
        key = fold(one.number or one.evidence.quote)
        if key in seen:
            continue
        seen.add(key)
        verb = "Căn cứ" if one.relation == "basis" else "Thực hiện"
        quote = one.evidence.quote.replace("\n", " ").rstrip(" .;,:")
        text, change = _own_place(quote, one, issuer)
        out.append(Block(kind=BASIS, text=f"{verb} {text}", origin=Origin(change=change, source=one.id, said=quote, why="văn bản mà kế hoạch của cấp trên căn cứ, thực hiện")))  # fmt: skip
    todo.append("Căn cứ: bổ sung văn bản của cấp ủy, kế hoạch của chính đơn vị (nếu có)")
    return out, left, todo


def cited(plan: Plan, issuer: Office, todo: list[str]) -> str:
    """The parent in full form: type, number, day, issuer, title."""
    head = plan.letterhead
    kind = head.type or "Kế hoạch"
    number = head.number if head.number and head.number[0].isdigit() else None
    if number is None:
        todo.append("Căn cứ: ghi số, ký hiệu của kế hoạch cấp trên")
    day = f"ngày {printed(head.date)}" if head.date else "ngày […: ngày ban hành]"
    if head.date is None:
        todo.append("Căn cứ: ghi ngày ban hành của kế hoạch cấp trên")
    title = printed_title(plan) or "[…: trích yếu]"
    joined = title if re.match(r"(?:về|v/v)\b", title, re.IGNORECASE) else f"về {lowered(title)}"
    joined = lowered(joined)
    if kind == "Quyết định" and title.lower().startswith(("ban hành", "phê duyệt")):
        joined = lowered(title)
    return f"{kind} số {number or '[…: số, ký hiệu]'} {day} của {_issuer_of(plan, issuer)} {joined}"


def _issuer_of(plan: Plan, issuer: Office) -> str:
    """The parent's issuer by its whole name, with its place where the name says none."""
    if issuer.area and fold(issuer.area) not in fold(issuer.name) and (issuer.place or "") not in issuer.name:
        return f"{issuer.name} {issuer.area}"
    if issuer.area or issuer.level in {"central", None} or "tỉnh" in issuer.name.split():
        return issuer.name
    above = plan.letterhead.parent_issuer
    area = read_office(above).area if above else None
    if issuer.kind in {"so", "branch"} and area is None and plan.letterhead.place:
        return f"{issuer.name} {_province(plan.letterhead.place)}"
    return f"{issuer.name} {area}" if area else issuer.name


def _province(place: str) -> str:
    cities = {"hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế"}
    return f"{'thành phố' if fold(place) in cities else 'tỉnh'} {place}"


def printed_title(plan: Plan) -> str | None:
    """The parent's title as a sentence: one in capitals takes the letters that its words have in the text."""
    title = plan.letterhead.title
    if title is None or not title.isupper():
        return _YEAR.sub(" năm ", title) if title else None
    body = plan.text[plan.text.find(title[-20:]) + 20 :]
    text = "".join(_as_in(body, word) for word in re.split(r"(\W+)", title.lower()))
    return text[:1].upper() + text[1:]


def _as_in(body: str, word: str) -> str:
    """A word with the letters that it mostly has inside the sentences of a text."""
    if not word.isalpha():
        return word
    capital = word[:1].upper() + word[1:]
    small = len(re.findall(rf"(?<!\w){word}(?!\w)", body))
    if len(re.findall(rf"(?<=\w ){capital}(?!\w)", body)) > small:
        return capital
    return word.upper() if not small and len(word) > 1 and re.search(rf"(?<!\w){word.upper()}(?!\w)", body) else word


def lowered(title: str) -> str:
    """A title as it stands inside a sentence: small first letter, unless a name or an abbreviation begins it.

    >>> lowered("Tổ chức Ngày hội đọc sách"), lowered("UBND tỉnh An Hòa")
    ('tổ chức Ngày hội đọc sách', 'UBND tỉnh An Hòa')
    """
    return title if not title or _PROPER.match(title) else title[:1].lower() + title[1:]


def _unbinding(one: Reference) -> str | None:
    if fold(one.type) in _NOT_BINDING:
        return f"{one.type} không ràng buộc đơn vị"
    if _OWN_HOUSE.search(fold(one.evidence.quote)):
        return "căn cứ riêng của cơ quan cấp trên"
    return None


def _own_place(quote: str, one: Reference, issuer: Office) -> tuple[str, str]:
    """`của LĐLĐ tỉnh` names no province outside of it: the parent's own documents get its whole name."""
    if one.issuer and issuer.area and fold(one.issuer).endswith(fold(issuer.short)):
        at = quote.find(one.issuer)
        if at >= 0:
            end = at + len(one.issuer)
            return f"{quote[: end - len(issuer.short)]}{issuer.name}{quote[end:]}", "re-addressed"
    return quote, "copied"


def title_of(setting: Setting, todo: list[str]) -> tuple[str, Origin]:
    """The parent's title with the child's scope; where it names no place, a territorial State body adds its own."""
    plan, unit = setting.plan, setting.unit
    said = printed_title(plan)
    if said is None:
        todo.append("Trích yếu: ghi tên kế hoạch")
        return "[…: trích yếu]", Origin(change="new")
    text = re.sub(r"^ban hành\s+(?:kế hoạch|chương trình)\s+", "", said, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    new = _scoped(text, setting)
    if new == text and setting.unit.area and unit.kind == "ubnd" and "trên địa bàn" not in fold(text):
        new = f"{text} trên địa bàn {unit.area}"
    if setting.unit.kind == "so" and setting.issuer.level == "central" and "trên địa bàn" not in fold(text):
        place = plan_place(setting)
        if place:
            new = f"{text} trên địa bàn {place}"
    return new, Origin(change="narrowed" if new != text else "copied", source=plan.id, said=said, why="phạm vi của đơn vị ban hành" if new != text else None)  # fmt: skip


def _scoped(text: str, setting: Setting) -> str:
    issuer, unit = setting.issuer, setting.unit
    if not setting.narrower or not unit.area:
        return text
    if issuer.area and re.search(rf"{re.escape(issuer.area)}(?!\w)", text, re.IGNORECASE):
        return re.sub(rf"{re.escape(issuer.area)}(?!\w)", unit.area, text, flags=re.IGNORECASE)
    if issuer.place and unit.place and re.search(rf"(?<!\w){re.escape(issuer.place)}(?!\w)", text):
        return re.sub(rf"(?<!\w){re.escape(issuer.place)}(?!\w)", unit.place, text)
    word = issuer.area.split(" ")[0] if issuer.area else "cả nước"
    return re.sub(rf"(trên địa bàn|toàn|trong)\s+{word}(?!\w)", lambda match: f"{match[1]} {unit.area}", text)


def plan_place(setting: Setting) -> str | None:
    """The province of a department, where its name or the overrides say it."""
    return setting.unit.area


def opening(unit: Office, ordered: Duty | None) -> Block:
    """The sentence that leads into the plan, by the collective that issues it. `ordered`: the duty to draw up this very plan."""
    who = {
        "union": f"Ban {'Chấp hành' if unit.kind in {'cdcs', 'cdx'} else 'Thường vụ'} {unit.name}" if unit.kind != "tld" else unit.name,
        "party": f"Ban Thường vụ {unit.name}" if unit.kind == "huyen-uy" else unit.name,
        "youth": f"Ban Thường vụ {unit.name}", "women": f"Ban Thường vụ {unit.name}", "farmers": f"Ban Thường vụ {unit.name}",
        "veterans": f"Ban Thường vụ {unit.name}", "front": f"Ban Thường trực {unit.name}",
    }.get(unit.system, unit.name)  # fmt: skip
    origin = Origin(change="new")
    if ordered is not None:
        origin = Origin(change="new", source=ordered.id, said=ordered.statement, why="được thực hiện bằng chính kế hoạch này")
    return Block(kind=OPENING, text=f"{who} ban hành Kế hoạch với những nội dung sau:", origin=origin)


def parent_line(plan: Plan, unit: Office, issuer: Office) -> str | None:
    """The body printed above the issuer: the superior in its own line; none above committees and ministries."""
    if unit.top:
        return None
    if unit.kind == "so" and issuer.level == "central":
        return f"ỦY BAN NHÂN DÂN {unit.area.upper() if unit.area else '[…: tỉnh, thành phố]'}"
    if unit.kind == "phong" and issuer.kind == "so":
        return f"ỦY BAN NHÂN DÂN {unit.area.upper() if unit.area else '[…: huyện]'}"
    if unit.system != issuer.system and unit.system not in {"state", "enterprise"}:
        return "[…: cơ quan cấp trên trực tiếp]"
    if issuer.kind in {"so", "phong"}:
        return with_place(issuer).upper()
    if plan.letterhead.issuer and plan.letterhead.issuer.isupper():
        return plan.letterhead.issuer
    return issuer.name.upper()


def recipients(unit: Office, issuer: Office, day: date) -> tuple[str, ...]:
    """The parent (to be reported to), the Party committee of the place, those commanded, the file."""
    out = [f"{with_place(issuer)} (b/c)"]
    if unit.system != "party" and unit.area and unit.kind in {"ubnd", "ldld", "mttq", "hlhpn", "hnd", "ccb", "doan", "cdx"}:
        committee = {"province": "Tỉnh ủy", "district": "Huyện ủy", "commune": "Đảng ủy " + unit.area.split(" ")[0]}.get(
            unit.level or ""
        )
        if unit.level == "district" and not unit.area.startswith("huyện"):
            committee = {"thành phố": "Thành ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}.get(
                unit.area[: -len(unit.place or "")].strip()
            )
        if unit.level == "province" and unit.area.startswith("thành phố"):
            committee = "Thành ủy"
        if committee:
            out.append(f"Thường trực {committee} (b/c)" if unit.level != "commune" else f"{committee} (b/c)")
    below = unit.subordinates(day)
    if below:
        out += [part[:1].upper() + part[1:] + " (th/h)" for part in re.split(r";\s*", below)]
    file = "Lưu: VT."
    if unit.system == "party":
        file = f"Lưu Văn phòng {unit.short.split(' xã')[0].split(' phường')[0]}." if unit.kind == "huyen-uy" else "Lưu Chi bộ."
    return (*out, file)


def with_place(office: Office) -> str:
    """`LĐLĐ tỉnh An Hòa`, `Sở Y tế An Hòa`, `Phòng Y tế huyện Bản Sen`."""
    if not office.place or not office.area or office.place in office.short:
        return office.short
    word = office.area[: -len(office.place)].strip()
    said = office.kind == "so" or fold(office.short).endswith((word, "ủy", "đoàn"))
    return f"{office.short} {office.place if said else office.area}"


def symbol(unit: Office) -> str:
    """The letters behind the number: `KH-LĐLĐ`; `KH/HU` in the Party and the Youth Union.

    >>> symbol(read_office("Huyện ủy Bản Sen")), symbol(read_office("Sở Y tế"))
    ('KH/HU', 'KH-SYT')
    """
    return f"KH/{unit.code}" if unit.system in {"party", "youth"} else f"KH-{unit.code}"


def issue_place(unit: Office, issuer: Office, plan: Plan, todo: list[str]) -> str:
    """Where it is issued: the place of its name; a department's is that of the parent."""
    if unit.place:
        return unit.place
    if unit.kind in {"so", "branch", "centre", "cdn"} and issuer.level != "central" and plan.letterhead.place:
        return plan.letterhead.place
    todo.append("Địa danh: ghi nơi ban hành (place)")
    return "[…: địa danh]"
