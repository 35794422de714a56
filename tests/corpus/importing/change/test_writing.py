from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.writing import replace_file, sole_writer, write_guideline


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with sole_writer(tmp_path), pytest.raises(ChangeRefusedError) as caught, sole_writer(tmp_path):
        pass
    assert str(caught.value) == messages.ADD_BUSY
    with sole_writer(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [".change.lock"]


def test_a_writer_that_died_leaves_no_lock(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        FileLock(tmp_path / ".change.lock").acquire()
        os._exit(9)
    os.waitpid(child, 0)
    with sole_writer(tmp_path):
        assert tmp_path.is_dir()


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ChangeRefusedError) as caught, sole_writer(tmp_path / "nej"):
        pass
    assert str(caught.value) == messages.ADD_NO_FOLDER.format(folder=tmp_path / "nej")
    assert not (tmp_path / "nej").exists()


def test_a_full_disk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ChangeRefusedError) as caught:
        write_guideline(tmp_path, {"a.md": b"text"})
    assert str(caught.value) == messages.ADD_NOT_WRITABLE.format(folder=tmp_path, reason="No space left on device")
    assert not (tmp_path / "a.md").exists()


def test_what_fails_meanwhile_for_another_reason_is_not_called_unwritable(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), sole_writer(tmp_path):
        raise BrokenPipeError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("gammal")
    replace_file(file, "ny å".encode())
    assert file.read_text(encoding="utf-8") == "ny å"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
