"""The four tables that an archive hands on, each defined once: what CSV, XLSX, Parquet and data frames have in common.

Reads the database, some plans at a time, in the order of their ids. Writes rows as tuples in the order of the table's columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select

from adminplan.errors import ArchiveError
from adminplan.plan.plan import last_day
from adminplan.store.schema import activities, assignments, duties, files, plans, references, times
from adminplan.store.search import names

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

Row = Any  # of SQLAlchemy, its columns as attributes
_AT_ONCE = 200  # plans asked for together


class Column(NamedTuple):
    """A column: `name` for programs, `heading` for people.

    `kind` is text, day, partial (ISO text of a day, a month or a year), whole or yes; `width` counts the characters that a sheet shows.
    `words` are what people read in place of the codes in it.
    """

    name: str
    heading: str
    kind: str = "text"
    width: int = 16
    words: dict[str, str] | None = None


class Table(NamedTuple):
    """A table: its columns, and what gives its rows for some plans."""

    heading: str
    columns: tuple[Column, ...]
    rows: Callable[[Connection, Sequence[Row]], Iterator[tuple[Any, ...]]]


class Item(NamedTuple):
    """An activity or a duty with the plan that it stands in, its units, and its times in the order in which they are said."""

    plan: Row
    row: Row
    units: Sequence[Row]
    times: Sequence[Row]


def wanted(issuer: str | None, since: date | None, until: date | None) -> tuple[ColumnElement[bool], ...]:
    """Conditions on plans: of this issuer or of a body whose name begins with it, issued from one day to another, both included.

    Raises:
        ArchiveError: the issuer has no letter or digit.
    """
    found: list[ColumnElement[bool]] = []
    if issuer is not None:
        found.append(names(plans.c.issuer_key, None, issuer))
    if since is not None:
        found.append(plans.c.issued >= since)
    if until is not None:
        found.append(plans.c.issued <= until)
    return tuple(found)


def batches(connection: Connection, only: Sequence[ColumnElement[bool]]) -> Iterator[Sequence[Row]]:
    """The plans shown, without their text, some at a time, in the order of their ids."""
    columns = [column for column in plans.c if column is not plans.c.text]
    last = ""
    while True:
        query = select(*columns).where(plans.c.work > last, *only).order_by(plans.c.work).limit(_AT_ONCE)
        found = connection.execute(query).all()
        if found:
            yield found
        if len(found) < _AT_ONCE:
            return
        last = found[-1].work


def rows(connection: Connection, table: Table, only: Sequence[ColumnElement[bool]]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, plan by plan, in the order in which things stand in each."""
    for batch in batches(connection, only):
        yield from table.rows(connection, batch)


def items(connection: Connection, table: SqlTable, batch: Sequence[Row]) -> Iterator[Item]:
    """The activities or duties of some plans."""
    units = _by(connection, assignments, batch, "plan_id", "item")
    said = _by(connection, times, batch, "plan_id", "item")
    found = _by(connection, table, batch, "plan_id")
    for plan in batch:
        for row in found[(plan.id,)]:
            key = (plan.id, row.item)
            yield Item(plan, row, units[key], said[key])


def named(units: Sequence[Row], role: str) -> str | None:
    """The units of a role, each once, as printed."""
    return "; ".join(dict.fromkeys(one.name for one in units if one.role == role)) or None


def _by(connection: Connection, table: SqlTable, batch: Sequence[Row], *key: str) -> defaultdict[tuple[Any, ...], list[Row]]:
    """The rows of a table that belong to some plans, by these of its columns."""
    query = select(table).where(table.c.plan_id.in_([plan.id for plan in batch])).order_by(table.c.plan_id, table.c.position)
    found: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in connection.execute(query):
        found[tuple(getattr(row, name) for name in key)].append(row)
    return found


def _counts(connection: Connection, table: SqlTable, batch: Sequence[Row]) -> dict[int, int]:
    ids = [plan.id for plan in batch]
    query = select(table.c.plan_id, func.count()).where(table.c.plan_id.in_(ids)).group_by(table.c.plan_id)
    return {plan: count for plan, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to the type checker


# --- the tables -------------------------------------------------------------------------------------------------------

# What people look for comes first, names for programs at the end.
_OF_PLAN = (
    Column("plan_number", "Số, ký hiệu", width=18),
    Column("plan_issued", "Ngày ban hành", "day", 13),
    Column("plan_issuer", "Cơ quan ban hành", width=30),
    Column("plan_title", "Trích yếu", width=40),
)
_WORK = Column("work", "Mã văn bản", width=30)
_WHEN = (
    Column("times", "Thời gian", width=30),
    Column("first_day", "Từ ngày", "day", 12),
    Column("last_day", "Đến hết ngày", "day", 12),  # it belongs to the time; in JSON `end` is the day stated
    Column("recurrence", "Lặp lại (RRULE)", width=22),
)
_RELATIONS = {
    "implements": "thực hiện",
    "basis": "căn cứ",
    "replaces": "thay thế",
    "amends": "sửa đổi",
    "repeals": "bãi bỏ",
    "accompanies": "ban hành kèm theo",
    "mentions": "nhắc đến",
}
_FORMS = {"full": "đầy đủ", "short": "rút gọn", "anaphora": "nhắc lại", "list": "liệt kê", "self": "chính văn bản này"}


def _of_plan(plan: Row) -> tuple[Any, ...]:
    return (plan.number, plan.issued, plan.issuer, plan.title)


def _when(said: Sequence[Row]) -> tuple[Any, ...]:
    """Words, first day, last day, rules of the times of one item together."""
    starts = [one.start for one in said if one.start]
    ends = [last for one in said if (last := last_day(one.end, exclusive=one.exclusive))]
    return (
        "; ".join(dict.fromkeys(one.text for one in said)) or None,
        min(starts, default=None),
        max(ends, default=None),
        "; ".join(dict.fromkeys(one.recurrence for one in said if one.recurrence)) or None,
    )


def _plans(connection: Connection, batch: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    counts = [_counts(connection, table, batch) for table in (activities, duties, references)]
    where = files.c.reading_id.in_([plan.id for plan in batch])
    addresses: dict[int, str] = {}
    query = select(files.c.reading_id, files.c.address).where(where, files.c.replaced_in.is_(None)).order_by(files.c.address)
    for reading, address in connection.execute(query):
        addresses.setdefault(reading, address)
    for plan in batch:
        yield (
            plan.type, plan.number, plan.issued, plan.issuer, plan.parent_issuer, plan.place, plan.title, plan.period_start,
             plan.period_end, *(count.get(plan.id, 0) for count in counts), plan.pages, plan.ocr,
            addresses.get(plan.id), plan.work,
        )  # fmt: skip


def _activities(connection: Connection, batch: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    for plan, row, units, said in items(connection, activities, batch):
        roles = (named(units, role) for role in ("lead", "coordinate", "monitor"))
        yield (
            *_of_plan(plan), row.section, row.label, row.title, row.statement, *roles, *_when(said), row.products, row.budget,
            plan.work, row.item, row.parent,
        )  # fmt: skip


def _duties(connection: Connection, batch: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    for plan, row, units, said in items(connection, duties, batch):
        yield (*_of_plan(plan), named(units, "duty"), row.statement, *_when(said), plan.work, row.item)


def _references(connection: Connection, batch: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    found = _by(connection, references, batch, "plan_id")
    for plan in batch:
        for row in found[(plan.id,)]:
            yield (
                *_of_plan(plan), row.relation, row.type, row.number, row.date, row.issuer, row.title, row.quote, row.form,
                plan.work, row.item, row.nested_in,
            )  # fmt: skip


TABLES = {
    "plans": Table(
        "Kế hoạch",
        (
            Column("type", "Loại văn bản", width=13),
            Column("number", "Số, ký hiệu", width=18),
            Column("issued", "Ngày ban hành", "day", 13),
            Column("issuer", "Cơ quan ban hành", width=30),
            Column("parent_issuer", "Cơ quan cấp trên", width=30),
            Column("place", "Nơi ban hành", width=16),
            Column("title", "Trích yếu", width=60),
            Column("period_start", "Thời kỳ từ", "day", 12),
            Column("period_end", "Thời kỳ đến", "day", 12),
            Column("activities", "Số nhiệm vụ", "whole", 12),
            Column("duties", "Số việc được phân công", "whole", 12),
            Column("references", "Số viện dẫn", "whole", 12),
            Column("pages", "Số trang", "whole", 9),
            Column("ocr", "Đọc từ bản quét", "yes", 10),
            Column("file", "Tệp", width=40),
            _WORK,
        ),
        _plans,
    ),
    "activities": Table(
        "Nhiệm vụ, hoạt động",
        (
            *_OF_PLAN,
            Column("section", "Phần", width=8),
            Column("label", "Mục", width=8),
            Column("title", "Công việc", width=50),
            Column("statement", "Nội dung", width=60),
            Column("lead", "Chủ trì", width=28),
            Column("coordinate", "Phối hợp", width=28),
            Column("monitor", "Theo dõi", width=28),
            *_WHEN,
            Column("products", "Sản phẩm", width=28),
            Column("budget", "Kinh phí (đồng)", "whole", 16),
            _WORK,
            Column("item", "Mã nhiệm vụ", width=20),
            Column("parent", "Thuộc nhiệm vụ", width=20),
        ),
        _activities,
    ),
    "duties": Table(
        "Tổ chức thực hiện",
        (
            *_OF_PLAN,
            Column("unit", "Đơn vị", width=28),
            Column("statement", "Nhiệm vụ", width=70),
            *_WHEN,
            _WORK,
            Column("item", "Mã việc", width=20),
        ),
        _duties,
    ),
    "references": Table(
        "Văn bản viện dẫn",
        (
            *_OF_PLAN,
            Column("relation", "Quan hệ", width=16, words=_RELATIONS),
            Column("type", "Loại văn bản", width=14),
            Column("number", "Số, ký hiệu viện dẫn", width=20),
            Column("date", "Ngày", "partial", 12),
            Column("issuer", "Cơ quan", width=28),
            Column("title", "Về việc", width=60),
            Column("quote", "Nguyên văn", width=60),
            Column("form", "Cách dẫn", width=12, words=_FORMS),
            _WORK,
            Column("item", "Mã viện dẫn", width=20),
            Column("nested_in", "Nằm trong viện dẫn", width=20),
        ),
        _references,
    ),
}


def table_named(name: str) -> Table:
    """One of `TABLES`.

    Raises:
        ArchiveError: there is none of that name.
    """
    if name not in TABLES:
        raise ArchiveError(f"there is no table {name!r}, only {', '.join(TABLES)}")
    return TABLES[name]
