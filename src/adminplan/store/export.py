"""What an archive hands on: its tables as rows, and these as CSV, Parquet or a pandas frame; plans as JSON Lines.

Reads the plans that are shown, a few at a time, in the order of their ids. Writes files, whole or not at all. One definition of columns
(`TABLES`) serves every form; spreadsheets and calendars stand beside (`export_sheets.py`, `export_calendar.py`).
"""

from __future__ import annotations

import csv
import json
import os
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, or_, select

from adminplan.errors import ArchiveError
from adminplan.plan.ids import unit_slug
from adminplan.store.schema import activities, assignments, duties, plans, readings, references, times

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row, Table

_AT_ONCE = 200  # plans
_BATCH = 5_000  # rows of a Parquet batch
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)


class Column(NamedTuple):
    """A column: its name for programs, its heading for people, and what it holds: text, day, count, money or flag."""

    name: str
    heading: str
    holds: str = "text"


class Choice(NamedTuple):
    """Which plans: of an issuer or the bodies whose names begin with its name, issued in a range of days (both ends inclusive)."""

    issuer: str | None = None
    start: date | None = None
    end: date | None = None


_OF_PLAN = (
    Column("work", "Mã văn bản"),
    Column("number", "Số, ký hiệu"),
    Column("issued", "Ngày ban hành", "day"),
    Column("issuer", "Cơ quan ban hành"),
)
_WHEN = (Column("times", "Thời gian"), Column("start", "Từ ngày", "day"), Column("end", "Đến ngày", "day"))
TABLES: dict[str, tuple[Column, ...]] = {
    "plans": (
        *_OF_PLAN, Column("type", "Loại văn bản"), Column("title", "Trích yếu"), Column("parent_issuer", "Cơ quan chủ quản"),
        Column("place", "Địa danh"), Column("period_start", "Thời kỳ từ", "day"), Column("period_end", "Thời kỳ đến", "day"),
        Column("pages", "Số trang", "count"), Column("ocr", "Bản quét", "flag"), Column("activities", "Số hoạt động", "count"),
        Column("duties", "Số nhiệm vụ", "count"), Column("references", "Số viện dẫn", "count"),
    ),
    "activities": (
        *_OF_PLAN, Column("section", "Mục"), Column("label", "Số thứ tự"), Column("title", "Hoạt động"), Column("lead", "Chủ trì"),
        Column("coordinate", "Phối hợp"), Column("monitor", "Giám sát"), *_WHEN, Column("products", "Sản phẩm"),
        Column("budget", "Kinh phí (đồng)", "money"), Column("statement", "Nội dung"),
    ),
    "duties": (*_OF_PLAN, Column("unit", "Đơn vị"), Column("statement", "Nhiệm vụ"), *_WHEN),
    "references": (
        *_OF_PLAN, Column("relation", "Quan hệ"), Column("type", "Loại văn bản"), Column("cited_number", "Số được viện dẫn"),
        Column("cited_date", "Ngày của văn bản được viện dẫn"), Column("cited_issuer", "Cơ quan của văn bản được viện dẫn"),
        Column("title", "Trích yếu"), Column("form", "Cách viện dẫn"),
    ),
}  # fmt: skip


def chosen(connection: Connection, choice: Choice) -> Iterator[list[Row[Any]]]:
    """The plans of a choice in the order of their ids, some at a time."""
    query = select(*(column for column in plans.c if column.name != "text")).order_by(plans.c.work).limit(_AT_ONCE)
    if choice.issuer:
        key = unit_slug(choice.issuer)
        query = query.where(or_(plans.c.issuer_key == key, plans.c.issuer_key.startswith(f"{key}-", autoescape=True)))
    if choice.start:
        query = query.where(plans.c.issued >= choice.start)
    if choice.end:
        query = query.where(plans.c.issued <= choice.end)
    last = ""
    while some := list(connection.execute(query.where(plans.c.work > last))):
        yield some
        last = some[-1].work


def rows(engine: Engine, table: str, choice: Choice = Choice()) -> Iterator[dict[str, Any]]:  # noqa: B008 - a constant
    """The rows of a table of `TABLES`, one at a time.

    Several units or times stand together, joined by "; "; `start` and `end` are then the first and the last day that is told.

    Raises:
        ArchiveError: there is no such table.
    """
    if table not in TABLES:
        raise ArchiveError(f"there is no table {table}; there are {', '.join(TABLES)}")
    make: Callable[[Connection, Row[Any]], Iterator[dict[str, Any]]] = {
        "plans": _plan, "activities": _activities, "duties": _duties, "references": _references,
    }[table]  # fmt: skip
    names = [column.name for column in TABLES[table]]
    with engine.connect() as connection:
        for some in chosen(connection, choice):
            for plan in some:
                shared = {"work": plan.work, "number": plan.number, "issued": plan.issued, "issuer": plan.issuer}
                for row in make(connection, plan):
                    whole = shared | row
                    yield {name: whole[name] for name in names}


def _plan(connection: Connection, plan: Row[Any]) -> Iterator[dict[str, Any]]:
    told = {column.name: getattr(plan, column.name) for column in TABLES["plans"] if hasattr(plan, column.name)}
    yield told | {"activities": _count(connection, activities, plan), "duties": _count(connection, duties, plan),
                  "references": _count(connection, references, plan)}  # fmt: skip


def _activities(connection: Connection, plan: Row[Any]) -> Iterator[dict[str, Any]]:
    units, when = _units(connection, plan), _times(connection, plan)
    for one in _of_plan(connection, activities, plan):
        roles = units.get(one.item, {})
        yield {
            "section": one.section, "label": one.label, "title": one.title, "products": one.products, "budget": one.budget,
            "statement": one.statement, **{role: _joined(roles.get(role)) for role in ("lead", "coordinate", "monitor")},
            **_span(when.get(one.item, [])),
        }  # fmt: skip


def _duties(connection: Connection, plan: Row[Any]) -> Iterator[dict[str, Any]]:
    units, when = _units(connection, plan), _times(connection, plan)
    for one in _of_plan(connection, duties, plan):
        unit = _joined(units.get(one.item, {}).get("duty"))
        yield {"unit": unit, "statement": one.statement, **_span(when.get(one.item, []))}


def _references(connection: Connection, plan: Row[Any]) -> Iterator[dict[str, Any]]:
    for one in _of_plan(connection, references, plan):
        yield {
            "relation": one.relation, "type": one.type, "cited_number": one.number, "cited_date": one.date,
            "cited_issuer": one.issuer, "title": one.title, "form": one.form,
        }  # fmt: skip


def _of_plan(connection: Connection, table: Table, plan: Row[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(select(table).where(table.c.plan_id == plan.id).order_by(table.c.position))


def _count(connection: Connection, table: Table, plan: Row[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(table.c.plan_id == plan.id)).scalar_one())


def _units(connection: Connection, plan: Row[Any]) -> dict[str, dict[str, list[str]]]:
    """Names by activity or duty and role."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in _of_plan(connection, assignments, plan):
        found[one.item][one.role].append(one.name)
    return found


def _times(connection: Connection, plan: Row[Any]) -> dict[str, list[Row[Any]]]:
    """Times by activity or duty."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for one in _of_plan(connection, times, plan):
        found[one.item].append(one)
    return found


def _span(when: list[Row[Any]]) -> dict[str, Any]:
    starts, ends = [one.start for one in when if one.start], [one.end for one in when if one.end]
    return {"times": _joined([one.text for one in when]), "start": min(starts, default=None), "end": max(ends, default=None)}


def _joined(words: list[str] | None) -> str | None:
    return "; ".join(words) if words else None


# --- forms ------------------------------------------------------------------------------------------------------------


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A place beside the target to write to; it becomes the target at the end, and is gone where there was none."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise ArchiveError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def to_jsonl(engine: Engine, target: Path, choice: Choice = Choice()) -> int:  # noqa: B008
    """Every plan as one line of JSON, as `load` reads it; how many."""
    count = 0
    with whole(target) as part, part.open("w", encoding="utf-8", newline="\n") as file, engine.connect() as connection:
        for some in chosen(connection, choice):
            for plan in some:
                kept = connection.execute(select(readings.c.plan).where(readings.c.id == plan.id)).scalar_one()
                file.write(json.dumps(json.loads(zlib.decompress(kept)), ensure_ascii=False) + "\n")
                count += 1
    return count


def to_csv(engine: Engine, target: Path, table: str, choice: Choice = Choice()) -> int:  # noqa: B008
    """A table as CSV (UTF-8 with its mark, so that spreadsheets see Vietnamese); how many rows. Text is never a formula there."""
    columns = TABLES.get(table, ())
    count = 0
    with whole(target) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        for row in rows(engine, table, choice):
            writer.writerow(_guarded(row[column.name], column) for column in columns)
            count += 1
    return count


def _guarded(value: Any, column: Column) -> Any:
    """A cell of a CSV file: text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> _guarded("=1+1", Column("title", "")), _guarded("- Sở Y tế", Column("title", "")), _guarded(None, Column("title", ""))
    ("'=1+1", "'- Sở Y tế", None)
    """
    text = column.holds == "text" and isinstance(value, str)
    return f"'{value}" if text and value.startswith(_FORMULA) else value


def to_parquet(engine: Engine, target: Path, table: str, choice: Choice = Choice()) -> int:  # noqa: B008
    """A table as Parquet with typed columns, written in batches; how many rows. Raises `ArchiveError` where pyarrow is missing."""
    pyarrow, parquet = _arrow()
    shape = _shape(pyarrow, table)
    count = 0
    with whole(target) as part, parquet.ParquetWriter(part, shape) as writer:
        for batch in _batches(pyarrow, shape, rows(engine, table, choice)):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def to_frame(engine: Engine, table: str, choice: Choice = Choice()) -> Any:  # noqa: B008
    """A table as a pandas DataFrame: text, days (datetime64), whole numbers. Raises `ArchiveError` where pandas is missing."""
    pyarrow, _ = _arrow()
    import pandas as pd

    shape = _shape(pyarrow, table)
    found = pyarrow.Table.from_batches(_batches(pyarrow, shape, rows(engine, table, choice)), shape)
    whole_numbers = {pyarrow.int64(): pd.Int64Dtype()}  # which may be missing
    return found.to_pandas(date_as_object=False, types_mapper=whole_numbers.get)


def _arrow() -> tuple[Any, Any]:
    try:
        import pandas as pd  # noqa: F401 - asked for together
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ArchiveError("Parquet and data frames need pandas and pyarrow: pip install 'adminplan[frames]'") from error
    return pa, parquet


def _shape(pyarrow: Any, table: str) -> Any:
    if table not in TABLES:
        raise ArchiveError(f"there is no table {table}; there are {', '.join(TABLES)}")
    types = {
        "text": pyarrow.string(),
        "day": pyarrow.date32(),
        "count": pyarrow.int64(),
        "money": pyarrow.int64(),
        "flag": pyarrow.bool_(),
    }
    return pyarrow.schema([(column.name, types[column.holds]) for column in TABLES[table]])


def _batches(pyarrow: Any, shape: Any, found: Iterator[dict[str, Any]]) -> Iterator[Any]:
    gathered: list[dict[str, Any]] = []
    for row in found:
        gathered.append(row)
        if len(gathered) == _BATCH:
            yield pyarrow.RecordBatch.from_pylist(gathered, shape)
            gathered = []
    if gathered:
        yield pyarrow.RecordBatch.from_pylist(gathered, shape)
