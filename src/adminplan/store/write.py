"""What a run changes in an archive: files, readings, and which reading is shown as the plan of its work.

Reads `Reading`s, one file at a time. Writes rows. Everything that one file changes belongs in one transaction of the caller: broken off
at any moment, a run has either added a file or not.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update

from adminplan.store import links
from adminplan.store.rows import Reading, Row, inflated, rows_of, storable
from adminplan.store.schema import PARTS, files, plans, readings, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection


class Known(NamedTuple):
    """What the archive knows of an address."""

    file_id: int
    sha256: str
    reading_id: int | None
    reason: str | None


def begin_run(connection: Connection, given: Sequence[str]) -> int:
    """A new run over these paths; its id."""
    row = {"started": _now(), "adminplan": version("adminplan"), "given": "\n".join(map(storable, given))}
    return int(connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one())


def end_run(connection: Connection, run: int) -> None:
    """Note that a run came to its end."""
    connection.execute(update(runs).where(runs.c.id == run).values(ended=_now()))


# Statements that every file needs are made once: making one takes longer than running it.
_IN_FORCE = select(files.c.address, files.c.id, files.c.sha256, files.c.reading_id, files.c.reason).where(
    files.c.replaced_in.is_(None)
)
_AT = _IN_FORCE.where(files.c.address == bindparam("address"))
_AT_SOME = _IN_FORCE.where(files.c.address.in_(bindparam("addresses", expanding=True)))
_READING = select(readings).where(readings.c.sha256 == bindparam("sha256"))
_READ_BEFORE = select(readings.c.id, readings.c.sha256, readings.c.work).where(
    or_(readings.c.sha256.in_(bindparam("sums", expanding=True)), readings.c.work.in_(bindparam("works", expanding=True)))
)
_NEW_READING = insert(readings).returning(readings.c.id)
_NEW_FILE = insert(files)
_OF_WORK = (
    select(readings.c.id, select(files.c.id).where(files.c.reading_id == readings.c.id, files.c.replaced_in.is_(None)).exists())
    .where(readings.c.work == bindparam("work"))
    .order_by(readings.c.rank.desc())
)
_SHOWN = select(plans.c.id).where(plans.c.work == bindparam("work"))


def known(connection: Connection, address: str) -> Known | None:
    """The file in force at an address."""
    row = connection.execute(_AT, {"address": storable(address)}).first()
    return Known(*row[1:]) if row else None


def known_ones(connection: Connection, addresses: Sequence[str]) -> dict[str, Known]:
    """The files in force at some addresses."""
    named = {storable(address): address for address in addresses}
    return {named[row.address]: Known(*row[1:]) for row in connection.execute(_AT_SOME, {"addresses": list(named)})}


class File(NamedTuple):
    """A file as it is now: what was read in it, or the `reason` why it could not be read; neither where its content was read before."""

    address: str
    sha256: str
    size: int
    reading: Reading | None = None
    reason: str | None = None


class Failed(NamedTuple):
    """A file in force that could not be read."""

    address: str
    reason: str
    bytes: int


def failed(connection: Connection) -> Iterator[Failed]:
    """The files that could not be read, by address."""
    query = select(files.c.address, files.c.reason, files.c.bytes).where(
        files.c.replaced_in.is_(None), files.c.reason.is_not(None)
    )
    for row in connection.execute(query.order_by(files.c.address)):
        yield Failed(*row)


def take(connection: Connection, run: int, found: Sequence[File]) -> list[str]:
    """Take files into an archive, in one transaction of the caller; what became of each: `added`, `changed`, `unchanged` or `failed`.

    For files with new content at new addresses, most files of most runs, everything is asked and written together; the others go
    one after the other. The plans of the works concerned are chosen anew.
    """
    writer = _Writer(connection, run)
    new = _new(connection, found)
    writer.put_new([found[index] for index in sorted(new)])
    outcomes = ["added" if index in new else writer.put(one) for index, one in enumerate(found)]
    writer.flush()
    return outcomes


def _new(connection: Connection, found: Sequence[File]) -> set[int]:
    """Which files have nothing to do with any other, here or in the archive: their address, content and work are new."""
    keys = [
        (("address", storable(one.address)), ("sha256", one.sha256), ("work", one.reading.work if one.reading else ""))
        for one in found
    ]
    here = Counter(key for of_file in keys for key in of_file)
    there = {
        ("address", row.address) for row in connection.execute(_AT_SOME, {"addresses": [address for (_, address), *_ in keys]})
    }
    asked = {"sums": [sha256 for _, (_, sha256), _ in keys], "works": [work for *_, (_, work) in keys]}
    for row in connection.execute(_READ_BEFORE, asked):
        there |= {("sha256", row.sha256), ("work", row.work)}
    return {
        index
        for index, (one, of_file) in enumerate(zip(found, keys, strict=True))
        if one.reading is not None and one.reason is None and all(here[key] == 1 and key not in there for key in of_file)
    }


class _Writer:
    """What one transaction writes. Rows of plans are gathered and written together: `flush()` at its end."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection, self._run = connection, run
        self._rows: dict[str, list[Row]] = {}

    def put_new(self, found: Sequence[File]) -> None:
        """Take files that `_new` let through."""
        if not found:
            return
        read = [(one, one.reading) for one in found if one.reading is not None]
        self._connection.execute(insert(readings), [{"sha256": one.sha256, **_kept(reading)} for one, reading in read])
        asked = {"sums": [one.sha256 for one in found], "works": []}
        ids = {row.sha256: row.id for row in self._connection.execute(_READ_BEFORE, asked)}
        self._connection.execute(_NEW_FILE, [self._file(one, ids[one.sha256]) for one in found])
        for one, reading in read:
            self._gather(reading.rows, ids[one.sha256])

    def put(self, one: File) -> str:
        """Take a file whatever there is."""
        before, reading = known(self._connection, one.address), one.reading
        reading_id, anew = self._keep(one.sha256, reading) if one.reason is None else (None, False)
        if before is None or (before.sha256, before.reading_id, before.reason) != (one.sha256, reading_id, one.reason):
            if before is not None:
                self._end(before)
            self._connection.execute(_NEW_FILE, self._file(one, reading_id))
        works = {self._work(before.reading_id)} if before and before.reading_id not in {None, reading_id} else set()
        if reading_id is not None:
            works.add(reading.work if reading else self._work(reading_id))
        for work in sorted(works):
            self._show(work, anew=reading_id if anew else None, rows=reading.rows if reading else None)
        if one.reason is not None:
            return "failed"
        if before is None or before.reason is not None:
            return "added"
        return "unchanged" if before.reading_id == reading_id and not anew else "changed"

    def flush(self) -> None:
        """Write the rows that were gathered."""
        for table in (plans, *PARTS):
            if rows := self._rows.pop(table.name, None):
                self._connection.execute(insert(table), rows)

    def _file(self, one: File, reading_id: int | None) -> Row:
        return {"address": storable(one.address), "sha256": one.sha256, "bytes": one.size, "reason": one.reason and storable(one.reason),
                "reading_id": reading_id, "run_id": self._run}  # fmt: skip

    def _gather(self, rows: dict[str, list[Row]], plan_id: int) -> None:
        for name, of_table in rows.items():
            key = "id" if name == plans.name else "plan_id"
            for row in of_table:
                row[key] = plan_id
            self._rows.setdefault(name, []).extend(of_table)

    def _end(self, file: Known) -> None:
        self._connection.execute(update(files).where(files.c.id == file.file_id).values(replaced_in=self._run))

    def _work(self, reading_id: int) -> str:
        return str(self._connection.execute(select(readings.c.work).where(readings.c.id == reading_id)).scalar_one())

    def _keep(self, sha256: str, reading: Reading | None) -> tuple[int, bool]:
        """The id of the reading of a content, and whether it says anything new."""
        there = self._connection.execute(_READING, {"sha256": sha256}).first()
        if reading is None:
            if there is None:
                raise ValueError(f"no reading of {sha256} is kept")
            return int(there.id), False
        values = _kept(reading)
        if there is None:
            return int(self._connection.execute(_NEW_READING, {"sha256": sha256, **values}).scalar_one()), True
        if (there.work, there.rank, there.plan) == (reading.work, reading.rank, reading.plan):
            return int(there.id), False
        self._hide(there.id)
        self._connection.execute(update(readings).where(readings.c.id == there.id).values(values))
        if there.work != reading.work:
            self._show(there.work, anew=None, rows=None)
        return int(there.id), True

    def _show(self, work: str, *, anew: int | None, rows: dict[str, list[Row]] | None) -> None:
        """Let the best reading of a work that a file in force holds be its plan. `rows` are those of the reading `anew`."""
        of_work = self._connection.execute(_OF_WORK, {"work": work}).all()
        best = next((reading for reading, in_force in of_work if in_force), None)
        if len(of_work) > 1 or best is None or best != anew:  # else the work is new, and nothing is shown for it
            self.flush()
            shown = self._connection.execute(_SHOWN, {"work": work}).scalar()
            if shown is not None and shown == best and best != anew:
                return
            if shown is not None:
                self._hide(shown)
        if best is None:
            return
        if best != anew or rows is None:
            kept = self._connection.execute(select(readings.c.plan).where(readings.c.id == best)).scalar_one()
            rows = rows_of(inflated(kept))
        self._gather(rows, best)

    def _hide(self, plan_id: int) -> None:
        self.flush()
        links.forget(self._connection, plan_id)
        self._connection.execute(delete(plans).where(plans.c.id == plan_id))


def _kept(reading: Reading) -> Row:
    return {"work": reading.work, "rank": reading.rank, "plan": reading.plan}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
