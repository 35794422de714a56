"""What processes share: seen within two seconds, held while the database is away, and changed by one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, text

from corpus.database.engine import Database
from corpus.database.shared_state import SharedState
from corpus.errors import DatabaseError
from tests.postgresql import PostgreSQL
from tests.small_disk import disk, make_read_only


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(database: Database, clock: Clock) -> SharedState:
    return SharedState(database, clock=clock)


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[SharedState]:
    """As another process has it."""
    with closing(Database(database_url, tmp_path)) as database:
        yield SharedState(database)


def put(state: SharedState, **contents: bytes) -> None:
    with state.changing() as held:
        held.update(contents)


def queries_of(database: Database) -> list[str]:
    """What is asked of the database from now on."""
    asked: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *args: asked.append(str(args[2])))
    return asked


def test_what_another_process_sets_is_seen_when_two_seconds_are_over(
    here: SharedState, elsewhere: SharedState, clock: Clock
) -> None:
    assert here.get("a") is None
    put(elsewhere, a=b"one", b=b"\x00\xff")
    assert elsewhere.get("a") == b"one", "whoever sets it sees it at once"
    clock.now = 1.9
    assert here.get("a") is None
    clock.now = 2.0
    assert (here.get("a"), here.get("b")) == (b"one", b"\x00\xff")
    with elsewhere.changing() as held:
        del held["a"]
        held["c"] = b"\x00\xff"
    clock.now = 4.0
    assert [here.get(name) for name in "abc"] == [None, b"\x00\xff", b"\x00\xff"]


def test_a_thousand_questions_ask_the_database_once_and_for_nothing_that_is_known(
    database: Database, here: SharedState, clock: Clock
) -> None:
    put(here, a=b"one")
    here.look()
    asked = queries_of(database)
    clock.now = 10
    found = {id(here.get("a")) for _ in range(1000)}
    assert len([query for query in asked if "shared_state" in query]) == 1
    assert len(found) == 1, "not fetched again"


def test_two_that_change_at_once_come_one_after_the_other(here: SharedState, elsewhere: SharedState) -> None:
    put(here, count=b"0")

    def add(state: SharedState) -> None:
        for _ in range(20):
            with state.changing() as held:
                held["count"] = str(int(held["count"]) + 1).encode()

    threads = [threading.Thread(target=add, args=(state,)) for state in (here, elsewhere, here)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    here.look()
    assert here.get("count") == b"60"


def test_a_change_that_raises_changes_nothing_and_shows_what_is_set(here: SharedState, elsewhere: SharedState) -> None:
    assert here.get("a") is None
    put(elsewhere, a=b"one")
    with pytest.raises(KeyError), here.changing() as held:
        held["a"] = b"two"
        raise KeyError
    assert here.get("a") == b"one"


def test_reading_makes_nothing(tmp_path: Path) -> None:
    state = SharedState(Database("", tmp_path / "data"))
    assert state.get("a") is None
    assert not (tmp_path / "data").exists()


def test_where_nothing_may_be_written_what_is_set_is_read(tmp_path: Path, clock: Clock) -> None:
    place = tmp_path / "data"
    with disk(place, 5), closing(Database("", place)) as database:
        put(SharedState(database), a=b"one")
        database.close()
        make_read_only(place)
        state = SharedState(database, clock=clock)
        assert state.get("a") == b"one"
        with pytest.raises(DatabaseError):
            put(state, a=b"two")
        clock.now = 10
        assert state.get("a") == b"one"
        assert [path.name for path in place.iterdir()] == ["asf.db"]


def test_a_file_of_an_earlier_release_that_may_not_be_written_has_nothing_set(tmp_path: Path) -> None:
    place = tmp_path / "data"
    with disk(place, 5), closing(Database("", place)) as database:
        with database.writing() as connection:
            connection.execute(text("DROP TABLE shared_state"))
        database.close()
        make_read_only(place)
        assert SharedState(database).get("a") is None


def test_what_was_seen_last_holds_and_what_never_was_is_told(tmp_path: Path, clock: Clock) -> None:
    with closing(Database("", tmp_path)) as database:
        state = SharedState(database, clock=clock)
        put(state, a=b"one")
    (tmp_path / "asf.db").write_bytes(b"no database at all" * 100)
    clock.now = 10
    assert state.get("a") == b"one"
    with closing(Database("", tmp_path)) as database, pytest.raises(DatabaseError, match=r"asf\.db"):
        SharedState(database).get("a")


@pytest.mark.slow
def test_while_a_server_is_away_what_was_seen_last_holds(
    new_postgresql_database: Callable[[], str], postgresql: PostgreSQL, tmp_path: Path, clock: Clock
) -> None:
    with closing(Database(new_postgresql_database(), tmp_path)) as database:
        state, late = SharedState(database, clock=clock), SharedState(database, clock=clock)
        put(state, a=b"one")
        postgresql.stop()
        try:
            clock.now = 10
            assert state.get("a") == b"one"
            with pytest.raises(DatabaseError):
                late.get("a")
            with pytest.raises(DatabaseError):
                put(state, a=b"two")
            assert state.get("a") == b"one"
        finally:
            postgresql.start()


def test_nobody_waits_for_one_who_looks(here: SharedState, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, a=b"one")
    begun, done = threading.Event(), threading.Event()

    def slow(*_: object) -> dict[str, bytes]:
        begun.set()
        assert done.wait(60)
        return {}

    monkeypatch.setattr(SharedState, "_rows", slow)
    clock.now = 10
    looking = threading.Thread(target=here.look)
    looking.start()
    assert begun.wait(60)
    assert here.get("a") == b"one"
    done.set()
    looking.join(60)
    assert here.get("a") is None
