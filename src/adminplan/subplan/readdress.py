"""The parent's words as the child must say them: actors one level down, the scope of its place, what only the child can know as gaps.

Reads a stretch of the parent's text and what the plan says of it. Writes the new words with the changes made. Citations and quoted
slogans are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from adminplan.data import fold
from adminplan.layout.text import Span
from adminplan.passages.units import field_units
from adminplan.plan.plan import Assignment, Plan, Time
from adminplan.subplan.membership import ALL, BELOW, MEMBER, OWN
from adminplan.subplan.office import Office
from adminplan.subplan.reschedule import rescheduled

_ENDS = re.compile(r"\s*(?:[.;)]|\n|$)")
_JOINS = re.compile(r"[\s,;.]*(?:và\s*)?")
_QUOTED = re.compile(r"“[^”\n]{0,300}”")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+\s*(?:đồng|VNĐ|vnđ|đ\b)|\d+(?:[.,]\d+)*\s*(?:triệu|tỷ|nghìn|ngàn)\s*(?:đồng|VNĐ|vnđ)")
# A scope of the parent that becomes the child's: "trên địa bàn tỉnh", "toàn tỉnh", "trong tỉnh", "của tỉnh".
_SCOPE = r"(?P<lead>(?:trên địa bàn|toàn|trong|tại địa bàn|địa bàn|cả)\s+)"
_INTERNAL = re.compile(r"(?:ban|phòng|văn phòng|ủy ban kiểm tra)(?!\w)")


class Edit(NamedTuple):
    """A stretch of the parent's text and what stands in its place; `change` as in `Origin`."""

    span: Span
    new: str
    change: str
    why: str
    todo: str | None = None


class Setting(NamedTuple):
    """What all changes of one derivation depend on. `named`: how each unit name of the parent means the child; `days`: working days before deadlines."""

    plan: Plan
    unit: Office
    issuer: Office
    issued: date
    days: int
    named: dict[str, str | None]

    @property
    def narrower(self) -> bool:
        """Whether the child's place lies inside the parent's."""
        return self.unit.area is not None and self.unit.place != self.issuer.place and self.unit.rank > self.issuer.rank


def read_as(setting: Setting, assigned: Assignment, others: Sequence[Assignment]) -> tuple[str, ...]:
    """The names that stand in the child's plan for a unit of the parent's.

    `others`: the units of the same list (one field, one role), itself included.
    """
    return _names(setting, assigned, others)


def _names(setting: Setting, assigned: Assignment, others: Sequence[Assignment]) -> tuple[str, ...]:
    unit, way = setting.unit, setting.named.get(assigned.name)
    if assigned.evidence.found_by.startswith("role.clause"):  # in a sentence the subject alone changes
        return (called(unit, assigned.name),) if way in {OWN, MEMBER} else (assigned.name,)
    leads = assigned.role != "coordinate"
    ways = [setting.named.get(one.name) for one in others]
    mine = [one for one, own in zip(others, ways, strict=True) if own in {OWN, MEMBER}]
    if way in {OWN, MEMBER}:
        if mine and mine[0] is not assigned:
            return ()
        whole = _ENDS.match(setting.plan.text, others[-1].evidence.span.end)  # "…, UBND các xã chủ động tổ chức" goes on
        below = unit.subordinates(setting.issued) if leads and MEMBER in ways and whole else None
        below = below.split("; ")[-1] if below else None
        own = called(unit, assigned.name)
        return (own, below[:1].lower() + below[1:] if below.startswith("Các ") else below) if below else (own,)
    if way in {ALL, BELOW}:
        return (assigned.name,)
    if leads and mine and _ENDS.match(setting.plan.text, others[-1].evidence.span.end):
        return ()  # its peers do their own
    return (_with_issuer(assigned.name, setting),)


def called(unit: Office, printed: str) -> str:
    """The unit as the parent writes names: in full where it writes the collective in full, else short.

    >>> from adminplan.subplan.office import read_office
    >>> called(read_office("UBND xã Bản Sen"), "Ủy ban nhân dân các xã"), called(read_office("UBND xã Bản Sen"), "UBND các xã")
    ('Ủy ban nhân dân xã Bản Sen', 'UBND xã')
    """
    start = fold(unit.name).split(" ")[:3]
    return unit.name if fold(printed).split(" ")[:3] == start else unit.short


def _with_issuer(name: str, setting: Setting) -> str:
    """A division of the parent's house, told apart from the child's own: `Ban Tuyên giáo LĐLĐ tỉnh`."""
    key, short = fold(name), fold(setting.issuer.short)
    if setting.issuer.system == "state" or not _INTERNAL.match(key) or short in key or fold(setting.issuer.name) in key:
        return name
    word = short.split(" ")[-1]
    if key.endswith(f" {word}") or any(head in key for head in ("ủy", "đoàn", "liên đoàn") if head in short.split(" ")):
        return name
    return f"{name} {setting.issuer.short}"


def units_of(setting: Setting, assignments: Sequence[Assignment]) -> tuple[tuple[str, str], ...]:
    """(name, role) of the units that an activity of the child has, in order, each once."""
    out: dict[tuple[str, str], None] = {}
    for group in lists(setting.plan.text, assignments):
        for assigned in group:
            for name in _names(setting, assigned, group):
                inner = [found.name for found in field_units(name, assigned.role)] if ("," in name or ";" in name) else [name]
                for own in inner or [name]:
                    out.setdefault((own, assigned.role))
    return tuple(out)


def lists(text: str, assignments: Iterable[Assignment]) -> list[list[Assignment]]:
    """Assignments that stand one after the other in one list, in one role."""
    out: list[list[Assignment]] = []
    for one in sorted(assignments, key=lambda own: own.evidence.span):
        last = out[-1][-1] if out else None
        if last is not None and last.evidence.span == one.evidence.span and last.role == one.role:
            continue
        between = text[last.evidence.span.end : one.evidence.span.start] if last is not None else None
        if last is not None and between is not None and last.role == one.role and len(between) < 12 and _JOINS.fullmatch(between):
            out[-1].append(one)
        else:
            out.append([one])
    return out


def unit_edits(setting: Setting, span: Span, assignments: Iterable[Assignment]) -> list[Edit]:
    """The changes of the units named in a stretch of the parent's text."""
    out: list[Edit] = []
    inside = [one for one in assignments if span.holds(one.evidence.span)]
    for group in lists(setting.plan.text, inside):
        whole = Span(group[0].evidence.span.start, group[-1].evidence.span.end)
        if out and out[-1].span.overlaps(whole):
            continue
        new = [name for one in group for name in _names(setting, one, group)]
        if new == [one.name for one in group]:
            continue
        said = setting.plan.text[whole.start : whole.end]
        words = ("; " if any(";" in name for name in new) else ", ").join(new)
        if said[:1].isupper():
            words = words[:1].upper() + words[1:]
        elif words[:3] == "Các":
            words = "c" + words[1:]
        if words != said:
            out.append(Edit(whole, words, "re-addressed", f"“{said}” là {setting.unit.short} ở cấp này"))
    return out


def named_edits(setting: Setting, span: Span, names: Iterable[str]) -> list[Edit]:
    """Further places of a running text that name the unit by a collective whose first place was changed already."""
    text, out = setting.plan.text, []
    for name in names:
        for match in re.finditer(re.escape(name), text[span.start : span.end], re.IGNORECASE):
            new = called(setting.unit, name)
            new = new[:1].upper() + new[1:] if match[0][:1].isupper() else new
            where = Span(span.start + match.start(), span.start + match.end())
            out.append(Edit(where, new, "re-addressed", f"“{match[0]}” là {setting.unit.short} ở cấp này"))
    return out


def time_edits(setting: Setting, span: Span, times: Iterable[Time]) -> list[Edit]:
    """The changes of the times in a stretch of the parent's text."""
    out: list[Edit] = []
    for time in sorted(times, key=lambda own: own.evidence.span):
        where = time.evidence.span
        if not span.holds(where) or (out and out[-1].span.overlaps(where)):
            continue
        new = rescheduled(time, issued=setting.issued, days=setting.days)
        if new is None:
            continue
        todo = f"Thời gian: {new.why}; cấp trên ấn định “{time.text}”" if new.gap else None
        out.append(Edit(where, new.text, "rescheduled", new.why, todo))
    return out


def scope_edits(setting: Setting, span: Span) -> list[Edit]:
    """The parent's place as the child's: `trên địa bàn tỉnh An Hòa` is `trên địa bàn huyện Bản Sen`."""
    if not setting.narrower or setting.issuer.area is None or setting.unit.area is None:
        return []
    text = setting.plan.text
    word = setting.issuer.area[: -len(setting.issuer.place or "")].strip()
    own = setting.unit.area
    short = own[: -len(setting.unit.place or "")].strip()
    pattern = re.compile(rf"{_SCOPE}(?P<word>{word})(?P<name>\s+{re.escape(setting.issuer.place or '')})?(?!\w)", re.IGNORECASE)
    out = []
    for match in pattern.finditer(text, span.start, span.end):
        after = text[match.end() : match.end() + 2]
        if not match["name"] and re.match(r" [A-ZĐ]", after):
            continue  # another place
        out.append(
            Edit(
                Span(match.start("word"), match.end()),
                own if match["name"] else short,
                "narrowed",
                "phạm vi của đơn vị ban hành",
            )
        )
    return out


def money_edits(setting: Setting, span: Span) -> list[Edit]:
    """Sums of money are the parent's: gaps."""
    return [
        Edit(Span(match.start(), match.end()), "[…: mức kinh phí]", "narrowed", "kinh phí do đơn vị quyết định", f"Kinh phí: cấp trên nêu “{match[0]}”")
        for match in _MONEY.finditer(setting.plan.text, span.start, span.end)
    ]  # fmt: skip


def protected(setting: Setting, span: Span) -> list[Span]:
    """Citations and quotations in a stretch: never changed."""
    inside = [one.evidence.span for one in setting.plan.references if span.overlaps(one.evidence.span) and one.form != "self"]
    return inside + [Span(*match.span()) for match in _QUOTED.finditer(setting.plan.text, span.start, span.end)]


def rewrite(setting: Setting, span: Span, edits: Iterable[Edit]) -> tuple[str, list[Edit]]:
    """The words of a stretch with the changes made; those that touch what is protected or one another are left out."""
    text, guarded = setting.plan.text, protected(setting, span)
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda own: own.span):
        if any(edit.span.overlaps(one) for one in guarded) or (made and made[-1].span.overlaps(edit.span)):
            continue
        made.append(edit)
    out, at = [], span.start
    for edit in made:
        out += [text[at : edit.span.start], edit.new]
        at = edit.span.end
    out.append(text[at : span.end])
    return "".join(out).strip(), made
