"""Files that appear whole or not at all, whatever kills the process in between; one writer at a time.

What is being written has a hidden name that ends in ".new". The corpus does not read such names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus import messages
from corpus.errors import ChangeRefusedError

_LOCK_NAME = ".change.lock"
_UNFINISHED = ".new"


@contextmanager
def sole_writer(documents: Path) -> Iterator[None]:
    """Nobody else changes the corpus meanwhile. Raises ChangeRefusedError when somebody does, or nobody may."""
    if not documents.is_dir():  # the lock would make it
        raise ChangeRefusedError(messages.ADD_NO_FOLDER.format(folder=documents))
    lock = FileLock(documents / _LOCK_NAME, timeout=0)
    try:
        with _refusing(documents):
            lock.acquire()
    except Timeout as error:
        raise ChangeRefusedError(messages.ADD_BUSY) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """A folder that cannot be written becomes a clear refusal."""
    try:
        yield
    except Timeout:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise ChangeRefusedError(messages.ADD_NOT_WRITABLE.format(folder=folder, reason=reason)) from error


def write_guideline(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path in the guideline's folder, bytes) so that the last one makes the others count.

    A new guideline's folder appears with all of them at once. Raises ChangeRefusedError when it cannot be written.
    """
    with _refusing(folder):
        if not folder.exists():
            unfinished = folder.with_name(f".{folder.name}{_UNFINISHED}")
            for name, data in files.items():
                _write(unfinished / name, data)
            _sync(*{(unfinished / name).parent for name in files}, unfinished)
            unfinished.rename(folder)
            _sync(folder.parent)
            return
        for name, data in files.items():
            _write(_unfinished(folder / name), data)
        for name in files:
            _unfinished(folder / name).replace(folder / name)
            _sync((folder / name).parent)


def replace_file(file: Path, data: bytes) -> None:
    """Give an existing file another content in one step. Raises ChangeRefusedError when it cannot be written."""
    with _refusing(file.parent):
        _write(_unfinished(file), data)
        _unfinished(file).replace(file)
        _sync(file.parent)


def remove_unfinished(documents: Path, folder: Path) -> None:
    """Clean away what a killed writer left: hidden files and folders that were never finished."""
    for place in (documents, folder, folder / "sources"):
        for left in place.glob(f".*{_UNFINISHED}"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _unfinished(file: Path) -> Path:
    return file.with_name(f".{file.name}{_UNFINISHED}")


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(*folders: Path) -> None:
    """Make renames last; folders cannot be synchronised on Windows."""
    for folder in folders if os.name == "posix" else ():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
