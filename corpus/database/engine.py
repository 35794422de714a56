"""Connecting to the database, its transactions, and bringing its tables up to date."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import URL, Connection, Engine, Table, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError

from corpus import messages
from corpus.database.sqlite_file import WRITES, fixed_engine, is_fixed, make_file, sqlite_engine
from corpus.errors import ConflictError, DatabaseError, SettingsError

logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every plugin of its own
FILE = "asf.db"
"""In the data folder, where the settings name no other database."""
Transaction: TypeAlias = Connection
"""What queries are executed on."""
_KEY = "ASF_DATABASE_URL"
_MIGRATIONS = Path(__file__).parent / "migrations"
_DOWN_SECONDS = 1.0
"""So long a server that could not be reached is not tried again: nobody waits for it in vain, one after another."""
_LOCK = 0x617366_01
"""Of PostgreSQL's advisory locks, the one that is held while tables are brought up to date."""
_SERVER: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""What libpq is told, so that a server that has gone silent is noticed within seconds."""


class Database:
    """One database. Nothing is opened before the first transaction, which makes or changes the tables where needed.

    Safe to share between threads; two processes that begin at once wait for each other.
    """

    def __init__(self, url: str, data_dir: Path) -> None:
        """`url` as in the settings; empty for the SQLite file in `data_dir`. Raises SettingsError."""
        self._url = _url(url, data_dir)
        self._engine = _engine(self._url)
        self._fixed = fixed_engine(Path(self._url.database or ""))
        self._lock, self._is_up_to_date = threading.Lock(), False
        self._down_until, self._down_because = 0.0, ""

    @property
    def is_server(self) -> bool:
        """Whether several machines can share it."""
        return self._url.get_backend_name() != "sqlite"

    @property
    def exists(self) -> bool:
        """Whether something may be kept there: always with a server, with SQLite when there is the file."""
        return self.is_server or Path(self._url.database or "").exists()

    @property
    def name(self) -> str:
        """What it is called in messages, without its password."""
        return self._url.render_as_string(hide_password=True) if self.is_server else str(self._url.database)

    def has(self, connection: Connection, table: Table) -> bool:
        """Whether there is this table: one of an earlier release that may not be written lacks what came later."""
        return not self._is_fixed() or inspect(connection).has_table(table.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises DatabaseError."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write, committed at the end of the block unless it raises.

        Raises ConflictError where a rule of the tables is broken, such as a name that is taken, else DatabaseError.
        """
        with self._transaction(writes=True) as connection:
            yield connection

    def hold(self, connection: Connection, lock: int) -> None:
        """Until the transaction ends, let no other one hold the same lock. SQLite's writers never run side by side."""
        if self.is_server:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})

    def try_to_hold(self, connection: Connection, lock: int) -> bool:
        """The same without waiting; False when another one holds it."""
        if not self.is_server:
            return True
        return bool(connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": lock}).scalar())

    def close(self) -> None:
        """Close its connections; the next transaction opens new ones."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with self._faults_told():
            if not writes and self._is_fixed():
                with self._fixed.connect() as connection:
                    yield connection
                return
            self._bring_up_to_date()
            with self._connected(writes=writes) as connection:
                yield connection

    def _is_fixed(self) -> bool:
        return not self.is_server and is_fixed(Path(self._url.database or ""))

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        if time.monotonic() < self._down_until:
            raise DatabaseError(self._down_because)
        with self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: writes})
            with connection.begin():
                yield connection

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise ConflictError(messages.DATABASE_CONFLICT.format(reason=_reason(error))) from error
        except SQLAlchemyError as error:
            told = messages.DATABASE_UNREACHABLE.format(database=self.name, reason=_reason(error))
            if self.is_server and isinstance(error, OperationalError):
                self._down_because, self._down_until = told, time.monotonic() + _DOWN_SECONDS
            raise DatabaseError(told) from error

    def _bring_up_to_date(self) -> None:
        """Run the steps that the tables lack, once a process. Raises DatabaseError when they are of a later release."""
        if self._is_up_to_date:
            return
        with self._lock:
            if self._is_up_to_date:
                return
            from alembic.config import Config
            from alembic.script import ScriptDirectory

            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            steps = ScriptDirectory.from_config(config)
            if self._revision() != steps.get_current_head():
                self._make_file()
                self._upgrade(config, steps)
            self._is_up_to_date = True

    def _revision(self) -> str | None:
        """The last step that was run; None where there are no tables."""
        if not self.exists:
            return None
        with self._connected(writes=False) as connection:
            return _revision_of(connection)

    def _upgrade(self, config: Any, steps: Any) -> None:
        from alembic import command

        with self._connected(writes=True) as connection:
            self.hold(connection, _LOCK)
            found = _revision_of(connection)
            known = {step.revision for step in steps.walk_revisions()}
            if found is not None and found not in known:
                raise DatabaseError(messages.DATABASE_LATER.format(database=self.name))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _make_file(self) -> None:
        if self.is_server:
            return
        try:
            make_file(Path(self._url.database or ""))
        except OSError as error:
            told = messages.DATABASE_UNREACHABLE.format(database=self.name, reason=error.strerror or error)
            raise DatabaseError(told) from error


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _url(url: str, data_dir: Path) -> URL:
    if not url:
        return URL.create("sqlite", database=str(data_dir / FILE))
    try:
        given = make_url(url)
        backend = given.get_backend_name()
    except ArgumentError as error:
        raise SettingsError(messages.DATABASE_URL.format(key=_KEY)) from error
    if backend in ("postgresql", "postgres"):
        return given.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and given.database:
        return given.set(drivername="sqlite")
    raise SettingsError(messages.DATABASE_URL.format(key=_KEY))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True, pool_timeout=5, connect_args=_SERVER, hide_parameters=True)
        except ImportError as error:
            raise SettingsError(messages.DATABASE_DRIVER.format(key=_KEY)) from error
    return sqlite_engine(url)


def _reason(error: SQLAlchemyError) -> str:
    """The first line of what the driver says: what follows may hold what was to be kept."""
    told = str(getattr(error, "orig", None) or error).strip()
    return told.splitlines()[0] if told else type(error).__name__
