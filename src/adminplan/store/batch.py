"""A run: many files into an archive, each once, whatever happens on the way.

Reads files by their addresses. Writes to the database in transactions of many files: broken off at any moment, a run has taken a file
or not, and the next run goes on with those that are missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from adminplan.files.limits import SECONDS
from adminplan.store import write
from adminplan.store.database import writing
from adminplan.store.engines import Result, Task, here, on_dask
from adminplan.store.rows import Reading
from adminplan.store.sources import Item, items

if TYPE_CHECKING:
    from sqlalchemy import Engine

FILES = 64  # written in one transaction
WAIT = 1.0  # seconds after which what has come is written all the same


@dataclass(slots=True)
class Report:
    """What a run did, by number of files: taken anew, taken again with other content, found unchanged, not readable."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """All files that were looked at."""
        return self.added + self.changed + self.unchanged + self.failed


class How(NamedTuple):
    """How files are read in a run: by so many processes here, or on a Dask cluster (`engine`), of `scheduler` or one begun for the run."""

    workers: int = 1
    engine: str = "local"
    scheduler: str | None = None
    password: str | None = None
    seconds: float = SECONDS
    model: bool = True


Told = Callable[[Report, str], None]


def add(engine: Engine, given: Sequence[str], how: How, told: Told = lambda *_: None) -> Report:
    """Take files into the archive. `told` hears of every file that is written, with the reason where it could not be read.

    A file whose content the archive has at this address is left as it is, also one that could not be read: see `retry`.
    """
    return _run(engine, given, items(given), how, told, again=False)


def retry(engine: Engine, how: How, told: Told = lambda *_: None) -> Report:
    """Read the files that could not be read once more."""
    with engine.connect() as connection:
        addresses = [file.address for file in write.failed(connection)]
    return _run(engine, addresses, map(Item, addresses), how, told, again=True)


def _run(engine: Engine, given: Sequence[str], found: Iterable[Item], how: How, told: Told, *, again: bool) -> Report:
    report = Report()
    with writing(engine) as connection:
        run = write.begin_run(connection, given)
    come: list[Result] = []

    def tasks() -> Iterator[Task]:
        coming = iter(found)
        while some := list(islice(coming, FILES)):
            with engine.connect() as connection:
                there = write.known_ones(connection, [item.address for item in some])
            for item in some:
                before = there.get(item.address)
                if item.trouble is not None:
                    come.append(Result(item.address, "", 0, reason=item.trouble))
                    continue
                if before is None or (again and before.reason is not None):
                    yield Task(item.address, None, None, how.password, how.model)
                else:
                    yield Task(item.address, before.sha256, before.reason, how.password, how.model)

    if how.engine == "dask":
        results = on_dask(tasks(), scheduler=how.scheduler, workers=how.workers, seconds=how.seconds)
    else:
        results = here(tasks(), workers=how.workers, seconds=how.seconds)
    since = time.monotonic()
    try:
        with closing(results):
            for result in results:
                come.append(result)
                if len(come) >= FILES or time.monotonic() - since > WAIT:
                    _write(engine, run, come, report, told)
                    since = time.monotonic()
    finally:  # interrupted: what was read is not lost
        _write(engine, run, come, report, told)
    with writing(engine) as connection:
        write.end_run(connection, run)
    return report


def _write(engine: Engine, run: int, come: list[Result], report: Report, told: Callable[[Report, str], None]) -> None:
    ours, come[:] = list(come), []
    if not ours:
        return
    with writing(engine) as connection:
        # A task that gives neither text nor reason met the content that it knew.
        anew = [one for one in ours if one.reading is not None or one.reason is not None]
        taken = write.take(
            connection,
            run,
            [
                write.File(one.address, one.sha256, one.bytes, Reading.heard(one.reading) if one.reading else None, one.reason)
                for one in anew
            ],
        )
    became = dict(zip(map(id, anew), taken, strict=True))
    for one in ours:
        outcome = became.get(id(one), "unchanged")
        setattr(report, outcome, getattr(report, outcome) + 1)
        told(report, one.reason or "")
