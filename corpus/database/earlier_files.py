"""Files in the data folder where earlier releases kept what is shared now, taken over into the database once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from corpus.database.engine import Database
from corpus.database.tables import shared_state, taken_files
from corpus.errors import ConflictError, DatabaseError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    """What it is called in the database."""
    path: Path
    content: bytes

    @property
    def mark(self) -> str:
        return hashlib.sha256(f"{self.name}\n".encode() + self.content).hexdigest()


class EarlierFiles:
    """The files in one data folder; `places` tells of each pattern what its files are called in the database.

    A name that ends with `/` goes before the file's own.
    """

    def __init__(self, folder: Path, places: Mapping[str, str]) -> None:
        self._folder, self._places = folder, places
        self._done, self._told = set[str](), ""

    def take_over(self, database: Database) -> None:
        """Write them into the database, each in one transaction, and delete them. Raises DatabaseError.

        What is set there already stays; a file that says otherwise is put beside, as `….rest`.
        """
        files = self._found()
        taken = _taken(database, files) if files and database.exists else set()
        for file in files:
            is_set = True
            if file.mark not in taken:
                with suppress(ConflictError):  # another process has just done it
                    is_set = _write(database, file)
            self._done.add(file.mark)
            _put_away(file, is_set=is_set)

    def left_after_taking(self, database: Database) -> dict[str, bytes]:
        """Take them over where that can be done; the contents of those that could not be."""
        try:
            self.take_over(database)
        except DatabaseError as error:
            left = self._found()
            told = f"{', '.join(str(file.path) for file in left)}: {error}"
            if left and told != self._told:
                log.warning("holds as it lies, since it cannot be taken over: %s", told)
            self._told = told
            return {file.name: file.content for file in left}
        return {}

    def _found(self) -> Sequence[_File]:
        """Those that are there and not taken over. Raises DatabaseError for one that cannot be read."""
        files = []
        for pattern, name in self._places.items():
            for path, content in contents_of(self._folder.glob(pattern)):
                files.append(_File(name + path.name if name.endswith("/") else name, path, content))
        return [file for file in files if file.mark not in self._done]


def contents_of(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Files that are there, by name, with what they hold. Raises DatabaseError for one that cannot be read."""
    for path in sorted(paths):
        try:
            yield path, path.read_bytes()
        except FileNotFoundError:  # another process was quicker
            continue
        except OSError as error:
            raise DatabaseError(f"{path}: {error.strerror or error}") from error


def _taken(database: Database, files: Sequence[_File]) -> set[str]:
    """The marks of those that stand in the database already, but could not be deleted."""
    column = taken_files.c.sha256
    with database.reading() as connection:
        return set(connection.execute(select(column).where(column.in_([file.mark for file in files]))).scalars())


def _write(database: Database, file: _File) -> bool:
    """Whether the database now says what the file does."""
    with database.writing() as connection:
        taken = {"sha256": file.mark, "name": file.path.name, "at": datetime.now(UTC)}
        connection.execute(taken_files.insert().values(taken))
        kept = connection.execute(select(shared_state.c.content).where(shared_state.c.name == file.name)).scalar()
        if kept is None:
            sha256 = hashlib.sha256(file.content).hexdigest()
            row = {"name": file.name, "content": file.content, "sha256": sha256, "changed": datetime.now(UTC)}
            connection.execute(shared_state.insert().values(row))
    return kept is None or bytes(kept) == file.content


def _put_away(file: _File, *, is_set: bool) -> None:
    try:
        if is_set:
            file.path.unlink(missing_ok=True)
        else:
            log.error("%s: something else is set already; it stays as %s.rest", file.path, file.path.name)
            file.path.rename(file.path.with_name(f"{file.path.name}.rest"))
    except OSError as error:
        log.warning("%s is in the database, but cannot be deleted: %s", file.path, error.strerror or error)
