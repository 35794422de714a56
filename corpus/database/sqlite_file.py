"""SQLite's file: how it is made, how connections to it are set up, and how it is read where nothing may be written."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

WRITES = "asf_writes"
"""Execution option of a connection: whether its transaction may write."""
_BUSY_SECONDS = 10


def sqlite_engine(url: URL) -> Engine:
    """Connections that see each other's transactions in turn; the file is made by whoever writes first."""
    engine = create_engine(
        url, connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None}, pool_timeout=5, hide_parameters=True
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def fixed_engine(path: Path) -> Engine:
    """Connections that read a file which nobody changes meanwhile; each is closed after its transaction."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


def is_fixed(path: Path) -> bool:
    """Whether a file that is there can only be read as it lies.

    With a write-ahead log even readers write beside the file (https://www.sqlite.org/wal.html#read_only_databases).
    Where this process may not, it can read along with another one that has the log open, or, where there is no log,
    the file alone.
    """
    return path.exists() and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()


def make_file(path: Path) -> None:
    """Make the file, which only its owner may read: what is kept in it is personal data. Raises OSError.

    A file that is there is not touched: to close it would give up the locks that this process' connections hold on
    it (fcntl's locks are the process', not the descriptor's), and another process, taking itself for the last one,
    would then delete the log in which their next transactions are written.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _set_up(connection: Any, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer takes its turn when it begins: one that has read and then wants to write could be refused."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
