"""What earlier releases kept in files stands in the database, once; where it cannot be taken over, the files hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.database.earlier_files import EarlierFiles
from corpus.database.engine import Database
from corpus.database.shared_state import SharedState

PLACES = {"paused.json": "pause", "looks/*.png": "picture/"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An earlier release's data folder."""
    (tmp_path / "old" / "looks").mkdir(parents=True)
    (tmp_path / "old" / "paused.json").write_bytes(b"{}")
    (tmp_path / "old" / "looks" / "a.png").write_bytes(b"picture")
    return tmp_path / "old"


def contents(state: SharedState) -> list[bytes | None]:
    state.look()
    return [state.get("pause"), state.get("picture/a.png")]


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_files_are_taken_over_by_whoever_reads_first(database: Database, folder: Path) -> None:
    assert contents(SharedState(database, EarlierFiles(folder, PLACES))) == [b"{}", b"picture"]
    assert files_of(folder) == []
    assert contents(SharedState(database)) == [b"{}", b"picture"]


def test_files_are_taken_over_before_a_change(database: Database, folder: Path) -> None:
    with SharedState(database, EarlierFiles(folder, PLACES)).changing() as held:
        assert held.pop("pause") == b"{}"
    assert contents(SharedState(database, EarlierFiles(folder, PLACES))) == [None, b"picture"]


def test_what_has_been_taken_over_is_not_taken_again_from_a_file_that_stays(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    state = SharedState(database, EarlierFiles(folder, PLACES))
    with state.changing() as held:
        held.clear()
    shutil.copytree(tmp_path / "copy", folder, dirs_exist_ok=True)  # as if they could not be deleted
    for again in (state, SharedState(database, EarlierFiles(folder, PLACES))):
        assert contents(again) == [None, None]
    assert files_of(folder) == [], "deleted by the next that may"


def test_what_is_set_already_stays_and_so_does_the_other_file(database: Database, folder: Path) -> None:
    with SharedState(database).changing() as held:
        held["pause"] = b"newer"
    state = SharedState(database, EarlierFiles(folder, PLACES))
    assert contents(state) == [b"newer", b"picture"]
    assert files_of(folder) == ["paused.json.rest"]


def test_where_nothing_can_be_written_the_files_hold_as_they_lie(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    database = Database("", tmp_path / "file" / "below")
    state = SharedState(database, EarlierFiles(folder, PLACES))
    assert contents(state) == [b"{}", b"picture"]
    (folder / "paused.json").unlink()
    assert contents(state) == [None, b"picture"]
