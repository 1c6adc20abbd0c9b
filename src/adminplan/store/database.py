"""The database of an archive: opened, brought to the newest schema, and set up for many readers beside one writer.

Reads a URL. Writes an SQLAlchemy `Engine`. SQLite and PostgreSQL go the same way; what differs between them stands here and in
`fulltext.py`, nowhere else.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adminplan.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

DEFAULT = "sqlite:///plans.db"
REVISION = "0002"  # of the newest step in migrations/versions
_BUSY = 30_000  # milliseconds that a writer waits for another one


def connect(url: str, *, create: bool = True) -> Engine:
    """The engine of the archive at `url` (`sqlite:///plans.db`, `postgresql+psycopg://…`), its schema made or brought up to date.

    Raises:
        ArchiveError: the address is not understood or not reached, its driver is missing, there is no archive (`create=False`),
            or the archive was made by a newer adminplan.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    address = _address(url)
    if address.get_backend_name() == "sqlite" and not create and address.database and not Path(address.database).is_file():
        raise ArchiveError(
            f"there is no archive at {address.database}. Make one with `adminplan archive add PATH…`, or name it with --db."
        )
    try:
        engine = create_engine(address)
    except ModuleNotFoundError as error:
        raise ArchiveError(f"{url} needs {error.name}. Install it with: pip install 'adminplan[postgres]'") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise ArchiveError(f"{url} is no address of a database: {error}") from error
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    try:
        _upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise ArchiveError(f"the database at {address.render_as_string()} does not answer: {error.orig}") from error
    except ArchiveError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it or nothing, one at a time."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one state of the archive, whatever others write in the meantime."""
    # SQLite's transactions do so by themselves.
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


def _address(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url)
    except ArgumentError as error:
        raise ArchiveError(f"{url} is no address of a database. Write sqlite:///plans.db or postgresql+psycopg://…") from error
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    return address


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its place at once: to read first and write then would fail where another one wrote between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _upgrade(engine: Engine) -> None:
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        found = None
        if inspect(connection).has_table("alembic_version"):
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found == REVISION:
        return
    if found is not None and found > REVISION:
        raise ArchiveError(
            f"the archive was made by a newer adminplan (its schema is {found}, this one knows {REVISION}): upgrade"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "adminplan.store:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
