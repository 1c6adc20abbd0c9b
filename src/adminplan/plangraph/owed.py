"""Which units have drawn up the plan that a plan orders of them, and which still owe it on a given day.

Reads a `Plan`, the `PlanGraph` of an archive and the tables of organisations. Writes `Owed` rows. Who belongs to "LĐLĐ các huyện, thành
phố" is told by the tables as of the day of the plan, and by the archive: a unit whose plan is there counts even where no table knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from adminplan.data import fold, plain
from adminplan.data.organisations import Body, belongs, body, members
from adminplan.passages.units import find_units
from adminplan.plan.ids import unit_slug
from adminplan.plan.plan import Plan
from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.key import body_words
from adminplan.plangraph.orders import Order, orders
from adminplan.plangraph.seat import Seat, complete, home_of, read_seat

_ISSUING = frozenset({"implements", "basis"})
_DEPTH = {"central": 0, "province": 1, "district": 2, "commune": 3, "grassroots": 4}
_GROUP = re.compile(r"(?:(?P<head>.+?) )?cac (?P<rest>.+)")
_LEVEL_WORDS = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")


class Owed(NamedTuple):
    """What became of one order at one member of the units it is laid on.

    Attributes:
        order: id of the duty or activity. unit: the words it is laid on, as printed. member: id of the body (of the tables, or a slug of its name).
        name: the body's name. state: `issued` (on or before the day asked for), `not due yet` or `owed`.
        plan: id of the plan that answers it, or `None`; issued: its day. due: the last day that the order leaves ("trước ngày 15/3" leaves the 14th), or `None`:
            then it is owed at once.
        known_by: `table` or `archive`. quote: the sentence that orders it.
    """

    order: str
    unit: str
    member: str
    name: str
    state: str
    plan: str | None
    issued: date | None
    due: date | None
    known_by: str
    quote: str


class _Answer(NamedTuple):
    """A plan of the archive that says it implements or rests on the one asked about."""

    work: str
    issuer: str
    issued: date | None
    who: Body | None
    seat: Seat


def owed(graph: PlanGraph, plan: Plan, at: date) -> tuple[Owed, ...]:
    """For each order in a plan and each known member of the units it is laid on: issued, not due yet or owed on the day `at`.

    Rows are sorted by place in the document, then unit and name. An open set ("các cơ quan, đơn vị liên quan") has the members that the archive knows.
    A plan counts as an answer when it itself says that it implements or rests on this one. Raises `KeyError` for a plan that is not in the graph.
    """
    if plan.id not in graph.graph:
        raise KeyError(plan.id)
    head = plan.letterhead
    above = body(head.parent_issuer, at=head.date) if head.parent_issuer else None
    issuer = body(head.issuer, home=above, at=head.date) if head.issuer else None
    answers = list(_answers(graph, plan.id))
    rows: list[Owed] = []
    for order in orders(plan):
        units = find_units(order.unit)
        names = [unit.name for unit in units] or [order.unit]
        if order.topic and not any(unit.group for unit in units) and not _GROUP.search(plain(order.unit)):
            continue  # a plan on a subject that one unit draws up for all: a task, no sub-plan
        seen: set[str] = set()
        for name in names:
            rows += _rows(order, name, issuer, plan, answers, at, seen)
    return tuple(dict.fromkeys(rows))


def _rows(
    order: Order, name: str, issuer: Body | None, plan: Plan, answers: list[_Answer], at: date, seen: set[str]
) -> Iterator[Owed]:
    """The rows of one order at the members of one of the units it names."""
    day = plan.letterhead.date or at
    known: dict[str, str] = {}
    group = members(name, of=issuer, at=day) if issuer else None
    if group:
        listed = [part.strip() for part in re.split(r",|;| và ", fold(order.unit.partition(":")[2])) if part.strip()]
        known = {
            one.id: one.name
            for one in group.bodies
            if not listed or fold(one.name).endswith(tuple(f" {part}" for part in listed))
        }
    elif issuer and not _GROUP.match(plain(name)) and (single := body(name, home=issuer, at=day)) and single != issuer:
        known = {single.id: single.name}
    rows: list[Owed] = []
    home = home_of(plan)
    for answer in answers:
        meant = belongs(answer.who, name, of=issuer, at=day) if answer.who and issuer else None
        if (answer.who and answer.who.id in known) or meant or (not meant and _alike(name, answer, home)):
            member = answer.who.id if answer.who else unit_slug(answer.issuer)
            table = member in known
            rows.append(_row(order, member, answer.who.name if answer.who else answer.issuer, answer, at, day, table=table))
            known.pop(member, None)
    rows += [_row(order, member, full, None, at, day, table=True) for member, full in known.items()]
    for row in sorted(rows, key=lambda row: (row.name, row.plan or "")):
        if row.member not in seen:
            seen.add(row.member)
            yield row


def _row(order: Order, member: str, name: str, answer: _Answer | None, at: date, day: date | None, *, table: bool) -> Owed:
    due: date | None = order.due
    there = answer is not None and (answer.issued is None or answer.issued <= at)
    waiting = (due is not None and at <= due) or (day is not None and at < day)
    return Owed(
        order.item, order.unit, member, name, "issued" if there else "not due yet" if waiting else "owed",
        answer.work if there and answer else None, answer.issued if there and answer else None, due, "table" if table else "archive", order.quote,
    )  # fmt: skip


def _answers(graph: PlanGraph, work: str) -> Iterator[_Answer]:
    """The plans that themselves say they implement or rest on a work, the earliest first."""
    citing = {
        one
        for one, _, facts in graph.graph.in_edges(work, data=True)
        if facts["relation"] in _ISSUING and facts["said_by"] == one
    }
    rows = [(graph.graph.nodes[one]["issued"] or "", one) for one in citing if graph.graph.nodes[one]["state"] == "parsed"]
    for issued, one in sorted(rows):
        facts = graph.graph.nodes[one]
        day = date.fromisoformat(issued) if issued else None
        above = body(facts["parent_issuer"], at=day) if facts["parent_issuer"] else None
        who = body(facts["issuer"], home=above, at=day) if facts["issuer"] else None
        seat = read_seat(facts["issuer"] or "")
        yield _Answer(one, facts["issuer"] or "", day, who, complete(seat, read_seat(facts["parent_issuer"] or "")))


def _alike(name: str, answer: _Answer, home: Seat) -> bool:
    """Whether an issuer that no table knows is one of those named, by its words: `LĐLĐ huyện …` of "LĐLĐ các huyện, thành phố"."""
    if any(one and other and one != other for one, other in zip(answer.seat[1:4], home[1:4], strict=True)):
        return False  # of another place
    deeper = _DEPTH.get(answer.seat.level, 9) - _DEPTH.get(home.level, -1)
    words = ", ".join(body_words(part) for part in name.split(","))
    issuer = body_words(answer.issuer) + " "
    found = _GROUP.fullmatch(words)
    if not found:  # "Công đoàn ngành", "Sở Y tế"
        return deeper >= 0 and issuer.startswith(f"{words} ")
    parts = [part.removeprefix("va ").strip() for part in re.split(r",| va ", found["rest"])]
    if found["head"]:
        levels = [level for level in _LEVEL_WORDS if any(f"{part} ".startswith(f"{level} ") for part in parts)]
        return deeper > 0 and issuer.startswith(tuple(f"{found['head']} {level} " for level in levels))
    return deeper >= 0 and issuer.startswith(tuple(f"{' '.join(part.split()[:2])} " for part in parts if part))
