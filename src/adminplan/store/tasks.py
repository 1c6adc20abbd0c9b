"""What a unit has to do, and when.

Reads assignments, times and a day. Writes `Task`s in the order of their days.

Days are gathered and put in order first, a few numbers a task; the words are fetched as they are asked for. Memory grows with the tasks of the
unit within the window, not with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, Row, Select, Table, and_, case, func, or_, select

from adminplan.errors import ArchiveError
from adminplan.plan.plan import last_day
from adminplan.store.rhythms import Occurrence, occurrences, plan_ends
from adminplan.store.schema import activities, assignments, duties, plans, times
from adminplan.store.search import names

_AT_ONCE = 100  # tasks whose words are fetched together
_ROLES = ("lead", "coordinate", "monitor", "duty")
_ALWAYS = ("ongoing", "recurring", "unspecified")  # kinds that bear on the plan's days rather than on their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One occurrence of what a unit has to do.

    A plan's days are its period, not before its day of issue. One that names none counts from its day of issue to the end of that year, or to the last day that its
    activities and duties name, where that is later.

    A window takes in what has a day in it: deadlines that fall into it, ranges that touch it, what begins before its end and has none. What
    goes on all the time, or has no day, is taken in where its plan's days touch the window, and stands at the end. A rhythm is laid on its
    plan's days as far as the window goes, and to its own end; "hằng tháng" is each whole month. Where the words say no rule ("định kỳ"), or
    the plan has no days, it is one task without days.

    Statuses, as of the day asked for; whether a task was done the archive does not know:

    - `ahead`: it begins, and its first day lies after the day; or it goes on all the time in a plan that has not begun.
    - `running`: begun (its first day is the day or before it) and not past its last day, if it has one; or it goes on all the time.
    - `due`: it has a last day and no first, and the last day is the day or after it.
    - `overdue`: its last day lies before the day; of what goes on all the time: its plan's.
    - `recurring`: a rhythm without days.
    - `unspecified`: no time is said, or none that is a day ("khi có hướng dẫn").

    Attributes:
        work, number, issuer, plan, issued: the plan's id, number, issuer, title and day of issue.
        item: id of the activity or duty. label: as printed. title: of the activity; of a duty its whole statement.
        unit: as printed. role: lead, coordinate, monitor or duty. inherited: said above the activity, not in it.
        text: the words for the time, or `None`. kind: of the time (see `TimePassage`), or `None`.
        start, end: first and last day, both inclusive; "trước 30/4" ends on the 29th. status: see above.
    """

    work: str
    number: str | None
    issuer: str | None
    plan: str | None
    issued: date | None
    item: str
    label: str | None
    title: str
    unit: str
    role: str
    inherited: bool
    text: str | None
    kind: str | None
    start: date | None
    end: date | None
    status: str


class _Found(NamedTuple):
    """A task before its words are fetched; in this order tasks come."""

    rank: int  # with days, without, unspecified
    day: date
    plan_id: int
    position: int  # of the assignment
    time: int  # position of the time, or -1
    start: date | None
    end: date | None
    status: str


def tasks(engine: Engine, *, unit: str, status_on: date, start: date | None = None, end: date | None = None) -> Iterator[Task]:
    """See `Archive.tasks`."""
    if start is not None and end is not None and start > end:
        raise ArchiveError(f"no day lies from {start} to {end}.")
    return _tasks(engine, _query(names(assignments.c.name_key, assignments.c.unit, unit), start, end), status_on, start, end)


def _tasks(engine: Engine, query: Select[Any], status_on: date, start: date | None, end: date | None) -> Iterator[Task]:
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=1000).execute(query)
        found = sorted((one for row in rows for one in _of_row(row, status_on, start, end)), key=lambda one: one[:5])
    for at in range(0, len(found), _AT_ONCE):
        yield from _with_words(engine, found[at : at + _AT_ONCE])


def _query(meant: ColumnElement[bool], start: date | None, end: date | None) -> Select[Any]:
    """For each activity and duty of the unit the assignment that says most (to lead before to coordinate), with each of its times."""
    order = case({role: at for at, role in enumerate(_ROLES)}, value=assignments.c.role, else_=len(_ROLES))
    turn = func.row_number().over(
        partition_by=(assignments.c.plan_id, assignments.c.item),
        order_by=(order, assignments.c.inherited, assignments.c.position),
    )
    own = select(assignments.c.plan_id, assignments.c.position, assignments.c.item, turn.label("turn")).where(meant).subquery()
    # Nothing recurs before the plan that says so is issued.
    late = case((plans.c.issued > plans.c.period_start, plans.c.issued), else_=plans.c.period_start)
    begins, others = func.coalesce(late, plans.c.issued), times.alias()
    latest = select(func.max(others.c.end)).where(others.c.plan_id == own.c.plan_id).scalar_subquery()
    query = (
        select(
            own.c.plan_id, own.c.position, times.c.position.label("time"), times.c.text, times.c.kind, times.c.start, times.c.end,
            times.c.exclusive, times.c.recurrence, begins.label("begins"), plans.c.period_end, latest.label("latest"),
        )
        .join(plans, plans.c.id == own.c.plan_id)
        .outerjoin(times, and_(times.c.plan_id == own.c.plan_id, times.c.item == own.c.item))
        .where(own.c.turn == 1)
    )  # fmt: skip
    # The window, as far as the database can tell; `_of_row` tells the rest.
    own_days: list[ColumnElement[bool]] = [times.c.kind.is_not(None), times.c.kind.not_in(_ALWAYS)]
    plan_days: list[ColumnElement[bool]] = []
    if start is not None:
        last = func.coalesce(times.c.end, case((times.c.kind == "from", None), else_=times.c.start))
        own_days.append(func.coalesce(last >= start, True))
        lasts = or_(begins.is_(None), begins >= date(start.year, 1, 1), latest >= start)
        plan_days.append(or_(plans.c.period_end >= start, and_(plans.c.period_end.is_(None), lasts)))
    if end is not None:
        own_days.append(func.coalesce(func.coalesce(times.c.start, times.c.end) <= _after(end), True))
        plan_days.append(func.coalesce(begins <= end, True))
    always = or_(times.c.kind.is_(None), times.c.kind.in_(_ALWAYS))
    return query.where(or_(and_(*own_days), and_(always, *plan_days)))


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _of_row(row: Row[Any], status_on: date, start: date | None, end: date | None) -> Iterator[_Found]:
    time = -1 if row.time is None else row.time
    for first, last in _occurrences(row, start, end):
        if first is None and last is None:
            status = _without_days(row, status_on)
            rank = 2 if status == "unspecified" else 1
            yield _Found(rank, date.max, row.plan_id, row.position, time, None, None, status)
        elif (start is None or last is None or last >= start) and (end is None or (first or last or end) <= end):
            yield _Found(
                0, first or last or date.max, row.plan_id, row.position, time, first, last, _status(first, last, status_on)
            )


def _occurrences(row: Row[Any], start: date | None, end: date | None) -> Iterator[Occurrence]:
    if row.kind == "recurring":
        ends = [day for day in (row.end, _plan_ends(row), end) if day]
        yield from occurrences(
            row.recurrence, row.text, begins=row.start or row.begins or start, window=start, ends=min(ends, default=None)
        )
    else:
        last = last_day(row.end, exclusive=row.exclusive)
        first = min(row.start, last) if row.start and last else row.start
        yield Occurrence(first, last)


def _plan_ends(row: Row[Any]) -> date | None:
    return plan_ends(row.period_end, row.begins, row.latest)


def _status(first: date | None, last: date | None, day: date) -> str:
    if last is not None and last < day:
        return "overdue"
    if first is None:
        return "due"
    return "running" if first <= day else "ahead"


def _without_days(row: Row[Any], day: date) -> str:
    if row.kind == "ongoing":
        return _status(row.begins or day, _plan_ends(row), day)
    return "recurring" if row.kind == "recurring" else "unspecified"


def _at(table: Table, places: set[tuple[int, int]]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Conditions that let through these places and few more: databases find pairs slowly."""
    return table.c.plan_id.in_({plan for plan, _ in places}), table.c.position.in_({position for _, position in places})


def _with_words(engine: Engine, found: Sequence[_Found]) -> Iterator[Task]:
    query = (
        select(
            plans.c.work, plans.c.number, plans.c.issuer, plans.c.title.label("plan"), plans.c.issued,
            assignments.c.plan_id, assignments.c.position, assignments.c.item, assignments.c.name, assignments.c.role,
            assignments.c.inherited, activities.c.label, func.coalesce(activities.c.title, duties.c.statement).label("title"),
        )
        .join(plans, plans.c.id == assignments.c.plan_id)
        .outerjoin(activities, and_(activities.c.plan_id == assignments.c.plan_id, activities.c.item == assignments.c.item))
        .outerjoin(duties, and_(duties.c.plan_id == assignments.c.plan_id, duties.c.item == assignments.c.item))
        .where(*_at(assignments, {(one.plan_id, one.position) for one in found}))
    )  # fmt: skip
    timed = select(times.c.plan_id, times.c.position, times.c.text, times.c.kind).where(
        *_at(times, {(one.plan_id, one.time) for one in found})
    )
    with engine.connect() as connection:
        rows = {(row.plan_id, row.position): row for row in connection.execute(query)}
        said = {(row.plan_id, row.position): row for row in connection.execute(timed)}
    for one in found:
        row, time = rows.get((one.plan_id, one.position)), said.get((one.plan_id, one.time))
        if row is None or (one.time >= 0 and time is None):
            continue  # the plan was replaced meanwhile
        yield Task(
            work=row.work, number=row.number, issuer=row.issuer, plan=row.plan, issued=row.issued, item=row.item, label=row.label,
            title=row.title or "", unit=row.name, role=row.role, inherited=row.inherited, text=time and time.text,
            kind=time and time.kind, start=one.start, end=one.end, status=one.status,
        )  # fmt: skip
