"""What an archive hands on: JSON Lines, CSV, XLSX, iCalendar and Parquet files, and data frames.

Reads one state of the database, some plans at a time. Writes files, whole or not at all; the same archive gives the same bytes.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from adminplan.data.spreadsheet import guarded
from adminplan.errors import ArchiveError
from adminplan.store.database import snapshot
from adminplan.store.export_calendar import write_calendar
from adminplan.store.export_sheets import write_sheets
from adminplan.store.export_tables import TABLES, Table, rows, table_named
from adminplan.store.schema import plans, readings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from sqlalchemy import ColumnElement, Connection, Engine

FORMATS = ("jsonl", "csv", "xlsx", "ics", "parquet")
_ONE_TABLE = {"csv", "parquet"}  # to a file
_PLANS_AT_ONCE = 50
_ROWS_AT_ONCE = 10_000  # of a group in a Parquet file


class Exported(NamedTuple):
    """What was written: files, in them so many plans, rows or calendar entries; times that have no day, and so no entry."""

    files: tuple[Path, ...]
    written: int
    left_out: int = 0


def export(
    engine: Engine, form: str, target: Path, *, table: str | None = None, only: Sequence[ColumnElement[bool]] = ()
) -> Exported:
    """Write the plans that meet the conditions to `target`: a file, or a folder for all tables as CSV or Parquet.

    Raises:
        ArchiveError: the format or the table is unknown, what the format needs is not installed, or `target` cannot be written.
    """
    if form not in FORMATS:
        raise ArchiveError(f"there is no format {form!r}, only {', '.join(FORMATS)}")
    if table is not None and form not in _ONE_TABLE:
        raise ArchiveError(f"{form} has no single table: leave the table out, or write csv or parquet")
    if form in _ONE_TABLE:
        write = _write_csv if form == "csv" else _write_parquet
        if table is None:
            return _export_tables(engine, form, target, write, only)
        chosen = table_named(table)
    with _beside(target) as part, snapshot(engine) as connection:
        if form in _ONE_TABLE:
            done = Exported((target,), write(connection, part, chosen, only))
        elif form == "jsonl":
            done = Exported((target,), _write_lines(connection, part, only))
        elif form == "xlsx":
            done = Exported((target,), write_sheets(connection, part, only))
        else:
            done = Exported((target,), *write_calendar(connection, part, only))
    return done


def to_frame(engine: Engine, table: str, *, only: Sequence[ColumnElement[bool]] = ()) -> pd.DataFrame:
    """A table as a data frame: text as `str`, days as `datetime64`, whole numbers as `Int64`; unknown is missing.

    Raises:
        ArchiveError: the table is unknown, or pandas or pyarrow is not installed.
    """
    chosen = table_named(table)
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise _missing("a data frame", error) from error
    pa = _pyarrow()
    with snapshot(engine) as connection:
        filled = pa.Table.from_batches(_arrow_batches(pa, connection, chosen, only), schema=_arrow_schema(pa, chosen))
    whole = {pa.int64(): pd.Int64Dtype()}
    frame: pd.DataFrame = filled.to_pandas(types_mapper=whole.get, date_as_object=False)
    return frame


Write = Callable[["Connection", Path, Table, "Sequence[ColumnElement[bool]]"], int]


def _export_tables(engine: Engine, form: str, folder: Path, write: Write, only: Sequence[ColumnElement[bool]]) -> Exported:
    """All tables, a file each; they take their places together, once the last one is written."""
    names = [f"{name}.{form}" for name in TABLES]
    if folder.is_file():
        raise ArchiveError(f"{folder} is a file: name a folder for all tables, or one table for the file")
    with _faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", suffix=".part", dir=folder) as parts, snapshot(engine) as connection:
            count = sum(write(connection, Path(parts, name), one, only) for name, one in zip(names, TABLES.values(), strict=True))
            for name in names:
                Path(parts, name).replace(folder / name)
    return Exported(tuple(folder / name for name in names), count)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Where to write what takes the place of `target` once it is whole: in a folder of its own beside it."""
    if target.is_dir():
        raise ArchiveError(f"{target} is a folder: name a file in it")
    with _faults(target), TemporaryDirectory(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent) as parts:
        part = Path(parts) / "part"
        yield part
        part.replace(target)


@contextmanager
def _faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"cannot write {target}: {error.strerror or error}") from error


# --- JSON Lines and CSV -----------------------------------------------------------------------------------------------


def _write_lines(connection: Connection, path: Path, only: Sequence[ColumnElement[bool]]) -> int:
    count, last = 0, ""
    query = select(plans.c.work, readings.c.plan).join(readings, readings.c.id == plans.c.id).order_by(plans.c.work)
    with path.open("wb") as file:
        while found := connection.execute(query.where(plans.c.work > last, *only).limit(_PLANS_AT_ONCE)).all():
            for row in found:
                # A line break inside a text is written as \n in JSON: those that stand there, and the blanks after them, are layout.
                file.write(b"".join(line.lstrip(b" ") for line in zlib.decompress(row.plan).split(b"\n")) + b"\n")
            count, last = count + len(found), found[-1].work
    return count


def _write_csv(connection: Connection, path: Path, table: Table, only: Sequence[ColumnElement[bool]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel takes a file without the mark for another encoding
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for count, row in enumerate(rows(connection, table, only), 1):  # noqa: B007 - how many there were
            writer.writerow([_cell(value) for value in row])
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- Parquet and data frames ------------------------------------------------------------------------------------------


def _write_parquet(connection: Connection, path: Path, table: Table, only: Sequence[ColumnElement[bool]]) -> int:
    pa = _pyarrow()
    import pyarrow.parquet as pq

    schema = _arrow_schema(pa, table)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _arrow_batches(pa, connection, table, only):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _arrow_schema(pa: Any, table: Table) -> pa.Schema:
    types = {"day": pa.date32(), "whole": pa.int64(), "yes": pa.bool_()}
    return pa.schema([(column.name, types.get(column.kind, pa.string())) for column in table.columns])


def _arrow_batches(
    pa: Any, connection: Connection, table: Table, only: Sequence[ColumnElement[bool]]
) -> Iterator[pa.RecordBatch]:
    schema = _arrow_schema(pa, table)
    all_rows = rows(connection, table, only)
    while some := list(islice(all_rows, _ROWS_AT_ONCE)):
        columns = [pa.array(values, type=kind) for values, kind in zip(zip(*some, strict=True), schema.types, strict=True)]
        yield pa.record_batch(columns, schema=schema)


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError as error:
        raise _missing("Parquet", error) from error
    return pa


def _missing(what: str, error: ModuleNotFoundError) -> ArchiveError:
    return ArchiveError(f"{what} needs {error.name}. Install it with: pip install 'adminplan[frames]'")
