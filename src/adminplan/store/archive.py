"""An archive of plans, as programs use it.

Reads and Writes the database at a URL. Nothing is loaded as a whole: what is asked for streams.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from adminplan.errors import ArchiveError
from adminplan.files.limits import SECONDS
from adminplan.store.batch import How, Report, add
from adminplan.store.database import DEFAULT, connect
from adminplan.store.export import Exported, export, to_frame
from adminplan.store.export_tables import wanted
from adminplan.store.rows import inflated
from adminplan.store.schema import plans, readings
from adminplan.store.search import Hit, search
from adminplan.store.tasks import Task, tasks
from adminplan.store.write import Failed, failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from sqlalchemy import Engine

    from adminplan.plan.plan import Plan
    from adminplan.plangraph.graph import PlanGraph

_AT_ONCE = 50  # plans fetched together


class Archive:
    """Plans kept in a database: `sqlite:///plans.db` or `postgresql+psycopg://user@host/name`. A context manager.

    >>> with Archive("sqlite://") as archive:
    ...     list(archive.plans())
    []
    """

    def __init__(self, url: str = DEFAULT, *, create: bool = True) -> None:
        """Open the archive; one that is not there yet is made, unless `create` is false.

        Raises:
            ArchiveError: the database cannot be opened; the message says why and what to do.
        """
        self.engine: Engine = connect(url, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what the database holds open."""
        self.engine.dispose()

    def add(
        self,
        *given: str | os.PathLike[str],
        workers: int = 1,
        engine: str = "local",
        scheduler: str | None = None,
        password: str | None = None,
        seconds: float = SECONDS,
        model: bool = True,
    ) -> Report:
        """Take files, folders with all below them, zip files and fsspec addresses into the archive; what it did, by number of files.

        They are read by `workers` processes here, or with `engine="dask"` on the cluster of `scheduler`. A file whose content is there
        already is left as it is; one that cannot be read is kept with its reason (`failed`). An interrupted run loses nothing: the
        next one goes on. `model`: whether a learned model is asked about headings that no rule knows.

        Raises:
            ArchiveError: a path that is not there.
        """
        how = How(workers=workers, engine=engine, scheduler=scheduler, password=password, seconds=seconds, model=model)
        return add(self.engine, [os.fspath(path) for path in given], how)

    def failed(self) -> Iterator[Failed]:
        """The files that could not be read, with their reasons, by address."""
        with self.engine.connect() as connection:
            yield from failed(connection)

    def graph(self) -> PlanGraph:
        """The graph of all plans and of what they cite; citations of plans that came since the last time are resolved first.

        It is in memory as a whole: `store/graph.py` has what lies around one work (`around`), and what is missing.
        """
        from adminplan.store.graph import graph
        from adminplan.store.links import link

        link(self.engine)
        return graph(self.engine)

    def plans(self) -> Iterator[Plan]:
        """Every plan that is shown, in the order of their ids, a few at a time."""
        last = ""
        while True:
            with self.engine.connect() as connection:
                rows = connection.execute(
                    select(plans.c.work, readings.c.plan)
                    .join(readings, readings.c.id == plans.c.id)
                    .where(plans.c.work > last)
                    .order_by(plans.c.work)
                    .limit(_AT_ONCE)
                ).all()
            for row in rows:
                yield inflated(row.plan)
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1].work

    def plan(self, work: str) -> Plan:
        """The plan of a document by its id, or by the sum (sha256) of one of its files.

        Raises:
            ArchiveError: the archive holds no such document.
        """
        query = select(readings.c.plan).join(plans, plans.c.id == readings.c.id)
        with self.engine.connect() as connection:
            kept = connection.execute(query.where(plans.c.work == work)).scalar()
            if kept is None:
                kept = connection.execute(
                    select(readings.c.plan).where(readings.c.sha256 == work.removeprefix("sha256:"))
                ).scalar()
        if kept is None:
            raise ArchiveError(f"the archive holds no document {work}. `adminplan search` finds ids.")
        return inflated(kept)

    def search(
        self,
        query: str = "",
        *,
        issuer: str | None = None,
        type: str | None = None,  # noqa: A002 - the field's name
        after: date | None = None,
        before: date | None = None,
        unit: str | None = None,
        relation: str | None = None,
        limit: int = 20,
    ) -> Iterator[Hit]:
        """Plans with all these words, the best first; without words, by day of issue, the newest first.

        `thang cong nhan` finds `tháng công nhân`; `"…"` is a phrase. `store/search.py` says how hits are ranked, and among how many.

        Args:
            query: words, phrases, symbols.
            issuer: of the plan, by its name; `Sở Y tế` is that of every province.
            type: a word or a code (`Kế hoạch`, `KH`), with marks or without.
            after: first day of issue.
            before: last day of issue.
            unit: a body named in the plan.
            relation: plans that cite a document in this way (`basis`, `replaces` …).
            limit: hits at most.

        Raises:
            ArchiveError: a type that is none, a name without letters, days in the wrong order, more than 64 words.
        """
        return search(
            self.engine, query, issuer=issuer, type=type, after=after, before=before, unit=unit, relation=relation, limit=limit
        )

    def tasks(self, *, unit: str, status_on: date, start: date | None = None, end: date | None = None) -> Iterator[Task]:
        """What a unit has to do, by day, one task an occurrence; for what `status_on` and the window mean see `Task`.

        `Sở Y tế tỉnh Tân Giang` has to do what plans of that province give to `Sở Y tế`; `Sở Y tế` is that of every province.

        Args:
            unit: the body's name.
            status_on: the day as of which a task is due, overdue, running …
            start: first day of the window; `None` is open.
            end: last day of the window; `None` is open.

        Raises:
            ArchiveError: a name without letters, days in the wrong order.
        """
        return tasks(self.engine, unit=unit, status_on=status_on, start=start, end=end)

    def export(
        self,
        form: str,
        target: str | Path,
        *,
        table: str | None = None,
        issuer: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Exported:
        """Write the plans to a file: `jsonl`, `csv`, `xlsx`, `ics` or `parquet`; it is whole, or what was there before stays.

        Args:
            form: the format.
            target: the file, or for `csv` and `parquet` without `table` a folder, which gets a file for each table.
            table: `plans`, `activities`, `duties` or `references`, for `csv` and `parquet`.
            issuer: of the plans wanted, or how the issuer's name begins.
            since: first day of issue wanted.
            until: last day of issue wanted.

        Raises:
            ArchiveError: something asked for is not known or not installed, or the file cannot be written.
        """
        return export(self.engine, form, Path(target), table=table, only=wanted(issuer, since, until))

    def to_frame(
        self, table: str, *, issuer: str | None = None, since: date | None = None, until: date | None = None
    ) -> pd.DataFrame:
        """A table as a pandas data frame, with the rows and columns that `export` writes: a row for each of the `plans`, `activities`,
        `duties` or `references`. Text is `str`, days are `datetime64`, whole numbers `Int64`.

        Raises:
            ArchiveError: the table is not known, or pandas or pyarrow is not installed.
        """
        return to_frame(self.engine, table, only=wanted(issuer, since, until))
