"""From a plan and a unit below its issuer to the draft of the plan that the unit must issue.

Reads `Plan`, the name of a unit, and the table of organisations as of the day of issue. Writes `SubPlan`. Nothing is invented: targets, money, names and local
bases that only the unit knows are gaps, each in the list of what is to be done.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from adminplan.data import fold
from adminplan.data.organisations import below as known_below
from adminplan.data.organisations import body as known_body
from adminplan.data.organisations import exists, members, successors
from adminplan.data.organisations_places import inside, level_of
from adminplan.errors import CannotDerive
from adminplan.plan.plan import Plan
from adminplan.subplan.body import Body
from adminplan.subplan.draft import GAP, ITEM, Block, Draft
from adminplan.subplan.frame import bases, issue_place, opening, parent_line, recipients, symbol, title_of
from adminplan.subplan.membership import MEMBER, OWN, meant
from adminplan.subplan.office import REFORM, Office, read_office
from adminplan.subplan.organise import Organisation
from adminplan.subplan.readdress import Setting
from adminplan.subplan.select import choose
from adminplan.subplan.subplan import Covered, SubPlan
from adminplan.subplan.tree import read_tree

DAYS = 3  # working days before the parent's deadlines
# What `overrides` may set: fields of the draft.
OVERRIDES = ("title", "parent_issuer", "issuer", "symbol", "position", "place")


def derive(
    plan: Plan,
    unit: str,
    *,
    issued: date,
    number: int | None = None,
    place: str | None = None,
    signer: str | None = None,
    overrides: Mapping[str, str] | None = None,
    days: int = DAYS,
) -> SubPlan:
    """The draft of the plan by which a unit carries out a plan of a body above it.

    issued: its day of issue. number, place, signer: gaps or blanks where not given. days: working days by which its own deadlines come before the
    parent's. overrides: fields of the draft by name (`OVERRIDES`) as the office wants them.
    Raises `CannotDerive` for a unit that is not below the issuer or does not exist on that day, and for a day before the parent's;
    `ValueError` for an override of another name.
    """
    wrong = sorted(set(overrides or {}) - set(OVERRIDES))
    if wrong:
        raise ValueError(f"cannot set {', '.join(wrong)}: what can be set is {', '.join(OVERRIDES)}")
    issuer = _issuer(plan)
    own = read_office(unit)
    _check(plan, own, issuer, issued)
    choice = choose(plan, own, issuer, issued)
    setting = Setting(plan, own, issuer, issued, days, choice.named)
    tree = read_tree(plan)
    todo: list[str] = []
    if not {OWN, MEMBER} & set(choice.ways.values()):
        todo.append(f"Phân công: kế hoạch của cấp trên không giao việc riêng cho {own.short}; xem có cần ban hành kế hoạch không")
    if (strange := _strange_place(own, issuer, issued)) is not None:
        todo.append(f"Địa bàn: không bảng nào có {own.area} ở {strange}; kiểm tra tên đơn vị và cấp trên của nó")
    if number is None:
        todo.append("Số: lấy số khi ban hành (number)")
    title, _ = title_of(setting, todo)
    rests, unbinding, more = bases(plan, issuer)
    todo += more
    written = Body(setting, tree, choice)
    sections = written.blocks()
    annex = written.annex()
    todo += written.todo
    top = written.top
    label = _next_label(sections, top)
    heading = (
        plan.text[written.organisation.words.start : written.organisation.words.end]
        if written.organisation
        else "TỔ CHỨC THỰC HIỆN"
    )
    heading = heading.split("\n")[0].split(":")[0].rstrip(" .:")
    if len(heading) > 100:
        heading = "TỔ CHỨC THỰC HIỆN"
    last = Organisation(
        setting,
        choice.ways,
        heading=heading,
        label=label,
        top=top,
        money=written.money,
        annex=annex is not None and not any("phụ lục" in fold(block.text) for block in sections),
    )
    closing = last.blocks()
    todo += last.todo
    if last.ordered is not None:
        late = [one for one in plan.times if one.id in last.ordered.times and one.last_day is not None and one.last_day < issued]
        todo += [f"Ngày ban hành: cấp trên yêu cầu ban hành kế hoạch {one.text}" for one in late]
    where = place or issue_place(own, issuer, plan, todo)
    if signer is None:
        todo.append("Chữ ký: ghi họ tên người ký (signer); kiểm tra chức vụ, thẩm quyền ký")
    draft = Draft(
        system=own.system, parent_issuer=parent_line(plan, own, issuer), issuer=own.name.upper(), number=number, symbol=symbol(own), place=where,
        date=issued, year=issued.year, type="Kế hoạch", title=title, blocks=(*rests, opening(own, last.ordered), *sections, *closing),
        recipients=recipients(own, issuer, issued), authority=own.authority, position=own.position,
        signer=signer or "[…: họ tên người ký]", annex=annex,
    )  # fmt: skip
    draft = replace(draft, **dict(overrides or {}))  # type: ignore[arg-type]
    if GAP.search(draft.parent_issuer or ""):
        todo.append("Cơ quan chủ quản: ghi tên cơ quan cấp trên trực tiếp (parent_issuer)")
    if GAP.search(draft.position):
        todo.append("Chức vụ người ký: ghi chức vụ (position)")
    left = (*choice.left_out, *unbinding, *written.left_out)
    return SubPlan(
        parent=plan.id, unit=own.name, draft=draft, tasks=tuple(written.tasks), left_out=left,
        coverage=_coverage(plan, choice.ways, draft), todo=tuple(dict.fromkeys(todo)),
    )  # fmt: skip


def _issuer(plan: Plan) -> Office:
    """The parent's issuer; a department says no place, its own stands above it or in the place of issue."""
    head = plan.letterhead
    if head.issuer is None:
        raise CannotDerive("the plan says no issuer, so that nobody can be told to stand below it")
    office = read_office(head.issuer)
    if office.area is None and office.level not in {"central", None}:
        above = read_office(head.parent_issuer) if head.parent_issuer else None
        if above is not None and above.area and above.kind != "tld":
            return office._replace(area=above.area)
        if head.place and office.level == "province":
            return office._replace(area=f"tỉnh {head.place}")
    if office.level is None and office.kind == "":
        return office._replace(level="central")
    return office


def _check(plan: Plan, unit: Office, issuer: Office, issued: date) -> None:
    parent = plan.letterhead.date
    if parent is not None and issued < parent:
        raise CannotDerive(
            f"the plan is of {parent.isoformat()}, and nothing can carry it out on {issued.isoformat()}, before it"
        )
    home = known_body(issuer.name, at=parent or issued)
    one = known_body(unit.name, home=home, at=issued)
    if one is not None and not exists(one, at=issued):
        after = tuple(other.name for other in successors(one, at=issued))
        raise CannotDerive(f"{unit.name} does not exist on {issued.isoformat()}", after or _nearest(plan, unit, issuer, issued))
    gone = unit.level == "district" and unit.kind not in {"cdn", "phong"} and issued >= REFORM
    if gone:
        raise CannotDerive(
            f"{unit.name} does not exist on {issued.isoformat()}: districts ended on 2025-06-30",
            _nearest(plan, unit, issuer, issued),
        )
    if fold(unit.name) == fold(issuer.name):
        raise CannotDerive(f"{unit.name} issued the plan itself", _nearest(plan, unit, issuer, issued))
    told = home is not None and one is not None and known_below(one, home, at=issued)
    if not told and not _stands_below(unit, issuer, plan, issued):
        raise CannotDerive(f"{unit.name} does not stand below {issuer.name}", _nearest(plan, unit, issuer, issued))
    if home is not None and one is not None and home.place and one.place and not one.place.startswith(home.place.split("/")[0]):
        raise CannotDerive(
            f"{unit.name} does not stand below {issuer.name}: it is of another province", _nearest(plan, unit, issuer, issued)
        )


def _strange_place(unit: Office, issuer: Office, day: date) -> str | None:
    """The issuer's area, where its places are known and that of the unit is none of them: what the unit's name says is all there is."""
    home = known_body(issuer.name, at=day)
    one = known_body(unit.name, home=home, at=day)
    if unit.area is None or home is None or home.place is None or one is None or one.place is None or one.place == home.place:
        return None
    known = {where.path for where in inside(home.place, level_of(one.place), day)}
    return issuer.area if known and one.place not in known else None


def _stands_below(unit: Office, issuer: Office, plan: Plan, day: date) -> bool:
    """By level, system and place, as their names say them."""
    if unit.rank < issuer.rank:
        return False
    if unit.level == "province" and issuer.level == "province" and unit.place and issuer.place and unit.place != issuer.place:
        return False
    commands = issuer.system in {"state", "party"} or issuer.system == unit.system
    if issuer.system == "front":
        commands = commands or unit.system in {"union", "youth", "women", "farmers", "veterans"}
    if not commands:
        return any(meant(name, unit, issuer, None, None, day) == "own" for name in _named(plan))
    if unit.rank == issuer.rank:
        heads = issuer.kind in {"ubnd", "huyen-uy", "mttq"} and unit.kind != issuer.kind
        return heads or (issuer.kind in {"", "so", "bo", "phong"} and unit.kind != issuer.kind)
    return True


def _named(plan: Plan) -> tuple[str, ...]:
    names = [one.name for activity in plan.activities for one in activity.assignments] + [duty.name for duty in plan.duties]
    return tuple(dict.fromkeys(names))


def _nearest(plan: Plan, unit: Office, issuer: Office, issued: date) -> tuple[str, ...]:
    """Bodies that the plan charges, those most like the one asked for first; else whom the issuer commands."""
    home = known_body(issuer.name, at=issued)
    names: list[str] = []
    for name in _named(plan):
        found = members(name, of=home, at=issued) if home is not None else None
        if found is not None:
            names += [one.name for one in found.bodies]
        elif (single := known_body(name, home=home, at=issued)) is None:
            names.append(name)
        elif exists(single, at=issued):
            names.append(single.name)
    others = [name for name in dict.fromkeys(names) if name != unit.name]
    close = difflib.get_close_matches(unit.name, others, n=5, cutoff=0.3)
    commands = issuer.subordinates(issued)
    return tuple(close) or ((commands,) if commands else ())


def _next_label(sections: list[Block], top: str) -> str:
    from adminplan.layout.labels import number

    used = [block.label for block in sections if block.kind == top and block.label and "." not in block.label.rstrip(".")]
    count = max((number(label.rstrip(".").rsplit(" ", 1)[-1]) for label in used), default=0) + 1
    if top == ITEM:
        return f"{count}."
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
    return f"{romans[min(count, 16) - 1]}."


def _coverage(plan: Plan, ways: dict[str, str], draft: Draft) -> tuple[Covered, ...]:
    """How many places of the draft carry each item that binds the unit."""
    places: dict[str, int] = {}
    origins = [block.origin for block in draft.blocks] + list(draft.annex.origins if draft.annex else ())
    for origin in origins:
        if origin.source:
            places[origin.source] = places.get(origin.source, 0) + 1
    items = [("activity", one.id, one.title) for one in plan.activities] + [
        ("duty", one.id, one.statement) for one in plan.duties
    ]
    return tuple(Covered(what, name, said, places.get(name, 0)) for what, name, said in items if name in ways)
