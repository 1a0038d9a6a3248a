"""Opening a school's store, and the two ways in: reading, and writing in one transaction, one writer at a time."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from engine.migrations.head import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 60.0
SWITCH_TRIES, SWITCH_PAUSE = 100, 0.05
SQLITE = "sqlite"
POSTGRESQL = "postgresql"
READ, WRITE, HASTY, MIGRATE = "read", "write", "hasty", "migrate"


class StoreError(Exception):
    """The store cannot be opened or used now; the message is Dutch, for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Store:
    """One school's part of the store, within one transaction. Every file of this room works through it."""

    connection: Connection
    school: str


@dataclass(frozen=True, slots=True)
class Database:
    """An open store, up to date. Hand it on; open it once."""

    engine: Engine

    @contextmanager
    def reading(self, school: str) -> Iterator[Store]:
        """Give one unchanging view of the school's store, in which nothing can be written."""
        with _transaction(self.engine, READ) as connection:
            yield Store(connection, school)

    @contextmanager
    def writing(self, school: str, *, lasting: bool = True) -> Iterator[Store]:
        """Give the store to write in: all of it is kept at the end, or after any exception none of it.

        One writer a school: who comes second waits for the first to finish, and sees what the first wrote. What is
        not `lasting` is safe from a killed process, but from a power cut only once something lasting came after it.
        Raises StoreError when the wait takes longer than the patience the store was opened with.
        """
        with _transaction(self.engine, WRITE if lasting else HASTY) as connection:
            _wait_for_turn(connection, school)
            yield Store(connection, school)

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, base: Path, patience: float = PATIENCE) -> Database:
    """Open the store at `url`, and make it or bring it up to date where needed.

    A relative path in an sqlite url counts from `base`. `patience` is in seconds. Raises StoreError.
    """
    engine = _engine(_located(url, base), patience)
    folder = folder_of(url, base)
    if folder is not None and not folder.is_dir():
        raise StoreError(no_folder(folder))
    try:
        if _revision(engine) != HEAD:
            _bring_up_to_date(engine)
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise StoreError(f"de opslag {engine.url.render_as_string()} gaat niet open: {reason}") from error
    return Database(engine)


def no_folder(folder: Path) -> str:
    return f"de map {folder} voor de opslag is er niet; maak haar, of kies bij url onder [store] een map die er is"


def is_there(url: str, base: Path) -> bool:
    """Say whether there is a store to open; a server is taken to have one."""
    located = _located(url, base)
    return located.get_backend_name() != SQLITE or Path(located.database or "").exists()


def folder_of(url: str, base: Path) -> Path | None:
    """Return the folder a store's file lies in, or will lie in; None for a server. Raises StoreError."""
    located = _located(url, base)
    return Path(located.database or "").parent if located.get_backend_name() == SQLITE else None


def _located(url: str, base: Path) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("dit is geen adres van een opslag; begin met sqlite:/// of postgresql+psycopg://") from error
    if parsed.get_backend_name() != SQLITE:
        return parsed
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError("de opslag is een bestand: schrijf sqlite:/// met de naam van het bestand erachter")
    return parsed.set(database=str(base / parsed.database))


def _engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() == SQLITE:
        engine = create_engine(url, connect_args={"timeout": patience, "isolation_level": None})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, connect_args={"options": f"-c lock_timeout={int(patience * 1000)} -c timezone=UTC"})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(f'de opslag "{url.drivername}" ken ik niet; kies sqlite of postgresql+psycopg') from error


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Write ahead. Two processes that switch a fresh file at once do not wait by themselves: try again."""
    for left in reversed(range(SWITCH_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or not left:
                raise
            sleep(SWITCH_PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin as we mean it: the driver itself is told (isolation_level None) to begin nothing.

    A writer begins IMMEDIATE: it waits for its turn before it reads, so what it read is still so when it writes.
    Foreign keys rest while migrating, because a batch migration makes a table anew.
    """
    manner = connection.get_execution_options().get("manner", READ)
    wanted = {
        "foreign_keys": "OFF" if manner == MIGRATE else "ON",
        "query_only": "ON" if manner == READ else "OFF",
        "synchronous": "NORMAL" if manner == HASTY else "FULL",
    }
    for pragma, value in wanted.items():
        if connection.info.get(pragma) != value:
            connection.exec_driver_sql(f"PRAGMA {pragma} = {value}")
            connection.info[pragma] = value
    connection.exec_driver_sql("BEGIN" if manner == READ else "BEGIN IMMEDIATE")


@contextmanager
def _transaction(engine: Engine, manner: str) -> Iterator[Connection]:
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(manner=manner, **_isolation(engine, manner))
            with connection.begin():
                if manner == HASTY and engine.dialect.name == POSTGRESQL:
                    connection.execute(text("SET LOCAL synchronous_commit = off"))
                yield connection
    except OperationalError as error:
        if not _is_busy(error):
            raise
        raise StoreError("iemand anders is al lang in de opslag bezig; probeer het straks nog eens") from error


def _isolation(engine: Engine, manner: str) -> dict[str, object]:
    """On PostgreSQL a reader keeps one view; a writer looks afresh after waiting for its turn."""
    if engine.dialect.name != POSTGRESQL or manner != READ:
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", "") or ""
    return code.startswith("SQLITE_BUSY") or code == "55P03"


def _wait_for_turn(connection: Connection, school: str) -> None:
    """Take the school's lock on PostgreSQL until the end of the transaction; SQLite has its one writer already."""
    if connection.dialect.name != POSTGRESQL:
        return
    number = int.from_bytes(sha256(f"jaarcyclus/{school}".encode()).digest()[:8], signed=True)
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _revision(engine: Engine) -> str | None:
    with _transaction(engine, READ) as connection:
        return _revision_on(connection)


def _revision_on(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _bring_up_to_date(engine: Engine) -> None:
    """Migrate in one transaction; who waited for another process doing the same finds nothing left to do."""
    from engine.store.migrating import knows, upgrade

    with _transaction(engine, MIGRATE) as connection:
        _wait_for_turn(connection, "")
        revision = _revision_on(connection)
        if revision is not None and not knows(revision):
            raise StoreError("de opslag is van een nieuwere versie van Jaarcyclus; werk het programma bij")
        if revision != HEAD:
            upgrade(connection)
