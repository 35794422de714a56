"""A PostgreSQL of the tests' own, as Debian packages it: in a temporary folder, on a free port, on the loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

_PLACES = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"), Path("/usr/bin")]
_OWNER = "postgres"


@dataclass(frozen=True)
class PostgreSQL:
    """A server that can be stopped and started again."""

    programs: Path
    data: Path
    port: int

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data} -c fsync=off"
        self._control("start", "--log", str(self.data / "log"), "--options", options)

    def stop(self) -> None:
        self._control("stop", "--mode", "immediate")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"asf_{uuid.uuid4().hex}"
        engine = create_engine(self.url().replace("postgresql", "postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    def _control(self, *words: str) -> None:
        run([str(self.programs / "pg_ctl"), "--pgdata", str(self.data), "--wait", *words])


def run(command: list[str]) -> None:
    """As the account that PostgreSQL wants, since it refuses root."""
    as_owner = ["setpriv", f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=120)


@pytest.fixture(scope="session")
def postgresql(free_port: Callable[[], int]) -> Iterator[PostgreSQL]:
    programs = next((place for place in _PLACES if (place / "initdb").exists()), None)
    if programs is None:
        pytest.skip("no initdb on this machine: apt-get install postgresql")
    data = Path(tempfile.mkdtemp(prefix="asf-postgresql-", dir="/tmp"))  # pytest's own folders are closed to others
    if os.geteuid() == 0:
        shutil.chown(data, _OWNER, _OWNER)
    run([str(programs / "initdb"), "--pgdata", str(data), "--username", _OWNER, "--auth", "trust", "--no-sync"])
    server = PostgreSQL(programs.resolve(), data, free_port())
    server.start()
    yield server
    server.stop()
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql_database(postgresql: PostgreSQL) -> Callable[[], str]:
    return postgresql.new_database
