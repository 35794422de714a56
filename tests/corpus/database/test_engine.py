from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from corpus.database import tables
from corpus.database.engine import Database
from corpus.errors import ConflictError, DatabaseError, SettingsError

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
ENTRY = {"at": NOW, "who": "anna", "action": "publish", "target": "p-1", "detail": {"reason": "nytt"}}
ACCOUNT = {"name": "Åsa", "name_folded": "åsa", "role": "reader", "created": NOW}
_WRITE = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from corpus.database.engine import Database
from corpus.database.tables import audit_log
database = Database(sys.argv[1], Path(sys.argv[2]))
for number in range(20):
    with database.writing() as connection:
        row = {"at": datetime.now(UTC), "who": "x", "action": "a", "target": "", "detail": {"number": number}}
        connection.execute(audit_log.insert().values(row))
"""


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, tables.metadata))


def test_the_steps_lead_to_the_tables(database: Database) -> None:
    with database.writing() as connection:
        assert differences(connection) == []


def test_nothing_is_made_before_the_first_transaction(tmp_path: Path) -> None:
    database = Database("", tmp_path / "data")
    assert not database.exists
    assert not (tmp_path / "data").exists()
    with database.writing():
        pass
    assert database.exists
    assert (tmp_path / "data" / "asf.db").stat().st_mode & 0o777 == 0o600


def test_what_is_written_is_read_and_what_raises_is_not(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(tables.audit_log.insert().values(ENTRY))
    with pytest.raises(KeyError), database.writing() as connection:
        connection.execute(tables.audit_log.insert().values(ENTRY))
        raise KeyError
    with database.reading() as connection:
        [row] = connection.execute(tables.audit_log.select()).mappings().all()
    assert {key: row[key] for key in ENTRY} == ENTRY


def test_moments_are_utc_wherever_they_come_from(database: Database) -> None:
    swedish = datetime(2026, 11, 29, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    with database.writing() as connection:
        connection.execute(tables.accounts.insert().values({**ACCOUNT, "created": swedish}))
        [row] = connection.execute(tables.accounts.select()).mappings().all()
    assert row["created"].isoformat() == "2026-11-29T12:00:00+00:00"
    with pytest.raises(DatabaseError), database.writing() as connection:
        connection.execute(tables.accounts.update().values(disabled=datetime(2026, 1, 1)))


@pytest.mark.parametrize("table", ["audit_log", "publication_log"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = 7", "DELETE FROM {}"])
def test_a_log_is_only_ever_inserted_into(database: Database, table: str, change: str) -> None:
    with database.writing() as connection:
        connection.execute(tables.audit_log.insert().values(ENTRY))
        connection.execute(tables.publication_log.insert().values(entry={}))
    with pytest.raises(DatabaseError, match="only ever inserted"), database.writing() as connection:
        connection.execute(text(change.format(table)))


def test_a_name_is_taken_whatever_its_case(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(tables.accounts.insert().values(ACCOUNT))
    with pytest.raises(ConflictError), database.writing() as connection:
        connection.execute(tables.accounts.insert().values({**ACCOUNT, "name": "ÅSA"}))


def test_sessions_go_with_their_account(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(tables.accounts.insert().values({**ACCOUNT, "id": 1}))
        session = {"token_hash": "0" * 64, "account": 1, "created": NOW, "last_seen": NOW, "expires": NOW}
        connection.execute(tables.staff_sessions.insert().values(session))
    with database.writing() as connection:
        connection.execute(tables.accounts.delete())
        assert connection.execute(tables.staff_sessions.select()).all() == []


def test_processes_that_begin_at_once_make_the_tables_once(database_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITE, database_url, str(tmp_path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert ended == [("", 0)] * 4
    with closing(Database(database_url, tmp_path)) as database, database.reading() as connection:
        assert len(connection.execute(tables.audit_log.select()).all()) == 80


def test_making_the_tables_leaves_the_locks_of_open_connections(tmp_path: Path) -> None:
    """Another process that believed itself alone would take away the log that this one goes on writing in."""
    path = tmp_path / "asf.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as ours, closing(Database("", tmp_path)) as database:
        ours.execute("PRAGMA journal_mode = WAL")
        ours.execute("CREATE TABLE kept (number INTEGER)")
        with database.writing():
            pass
        assert _elsewhere(path, "SELECT count(*) FROM kept") == "0"
        ours.execute("INSERT INTO kept VALUES (1)")
        assert _elsewhere(path, "SELECT count(*) FROM kept") == "1"


def _elsewhere(path: Path, query: str) -> str:
    """What another process finds, which then closes the file."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchone()[0]); c.close()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(path), query], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_database_of_a_later_release_is_left_alone(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url, tmp_path)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    again = Database(database_url, tmp_path)
    with closing(again), pytest.raises(DatabaseError, match="senare version"), again.writing():
        pass


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite://"])
def test_another_address_is_refused_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ASF_DATABASE_URL"):
        Database(url, tmp_path)


def test_without_its_driver_postgresql_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"pip install -e '\.\[postgresql\]'"):
        Database("postgresql://a:b@localhost/c", tmp_path)


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    database = Database("postgresql://anna:hemligt@127.0.0.1:1/asf", tmp_path)
    for _ in range(2):
        with pytest.raises(DatabaseError, match=r"Databasen .* går inte att använda") as found, database.reading():
            pass
        assert "hemligt" not in str(found.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(DatabaseError, match=r"asf\.db går inte att använda"), Database("", tmp_path / "fil").writing():
        pass
