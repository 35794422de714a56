"""Publications in a database that several machines share.

Pointer, candidate, record and every build's files are rows; a build is written in one transaction. Each machine brings
the builds that it opens into its data folder, below index/fetched, checks every file by its hash and renames the folder
into place when it is whole. What is there already is used as long as it is what the database tells of.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from corpus.database.engine import Database, Transaction
from corpus.database.tables import publication_builds as builds
from corpus.database.tables import publication_files as files
from corpus.database.tables import publication_log, publication_state
from index import messages
from index.errors import BuildRunningError, DataDirectoryError
from index.publishing.manifest import Manifest
from index.publishing.publications import MANIFEST, Pointer, Publications, kept
from index.publishing.record import Entry
from index.retrieval.vector_server import VectorServer

_SWITCH, _BUILD = 0x617366_02, 0x617366_03
"""Of the database's locks, those for switching and for building."""
_BEING_MADE_SECONDS = 3600
"""A younger folder may be a build under way, or one that is being brought here."""


class PublicationDatabase(Publications):
    """The builds in one database, with the copies of them in one data directory."""

    is_remote = True

    def __init__(self, database: Database, data_dir: Path, server: VectorServer | None = None) -> None:
        self._database, self.server = database, server
        self._fetched = data_dir / "index" / "fetched"

    @property
    def place(self) -> str:
        """The database."""
        return self._database.name

    def prepare(self) -> None:
        """Make the folder for copies. Raises DataDirectoryError or DatabaseError."""
        with self._files_told():
            self._fetched.mkdir(parents=True, exist_ok=True)
        with self._database.writing():
            pass

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the build lock. Raises BuildRunningError at once when another build holds it."""
        with self._database.writing() as connection:
            if not self._database.try_to_hold(connection, _BUILD):
                raise BuildRunningError(messages.BUILD_RUNNING.format(lock=self.place))
            yield

    def path(self, publication: str) -> Path:
        """The copy of a build, made where there is none. Raises BrokenIndexError, DataDirectoryError, DatabaseError."""
        target = self._fetched / publication
        if not target.is_dir():
            with self._files_told():
                self._fetch(publication, target)
        return target

    def new_directory(self, publication: str) -> Path:
        """Its directory, empty. What a killed build left behind is deleted by the next pruning."""
        with self._files_told():
            (self._fetched / publication).mkdir(parents=True)
        return self._fetched / publication

    def exists(self, publication: str) -> bool:
        """Whether a build has this id, or has been begun under it here."""
        with self._database.reading() as connection:
            found = connection.execute(builds.select().where(builds.c.publication == publication)).first()
        return found is not None or (self._fetched / publication).exists()

    def discard(self, publication: str) -> bool:
        """Delete the copy of a build."""
        shutil.rmtree(self._fetched / publication, ignore_errors=True)
        return True

    def tidy(self) -> None:
        """Delete copies of builds that the database has no more."""
        with self._database.reading() as connection:
            there = {row.publication for row in connection.execute(builds.select())}
        for path in self._copies():
            if path.name not in there and time.time() - path.stat().st_mtime > _BEING_MADE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)

    def pointer(self) -> Pointer | None:
        """What is published, or None."""
        with self._database.reading() as connection:
            return _Rows(connection).pointer()

    def candidate_name(self) -> str | None:
        """The build that was finished last."""
        with self._database.reading() as connection:
            return _Rows(connection).candidate_name()

    def manifest(self, publication: str) -> Manifest:
        """The manifest of a finished build. Raises BrokenIndexError."""
        with self._database.reading() as connection:
            wanted = builds.select().where(builds.c.publication == publication)
            row = connection.execute(wanted).mappings().first()
        try:
            if row is None:
                raise FileNotFoundError(MANIFEST)
            return Manifest(**row["manifest"])
        except (OSError, TypeError) as error:
            raise self._broken(publication, error) from error

    def record(self) -> list[Entry]:
        """Every publication and rollback, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(publication_log.select().order_by(publication_log.c.id)).mappings()
            return [Entry.from_fields(row["entry"]) for row in rows]

    def finish(self, manifest: Manifest) -> None:
        """Write a build with all its files, and make it the candidate."""
        directory = self._fetched / manifest.publication
        (directory / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        with self.switching() as switch:
            row = {"publication": manifest.publication, "manifest": asdict(manifest), "finished": datetime.now(UTC)}
            switch.connection.execute(builds.insert().values(row))
            for path in sorted(directory.rglob("*")):
                if path.is_file():
                    switch.connection.execute(files.insert().values(_row(manifest.publication, directory, path)))
            switch.set_candidate(manifest.publication)

    def prune(self) -> None:
        """Delete what is not kept: builds in the database, their vectors on a server, and copies of them here."""
        with self.switching() as switch:
            finished = [row.publication for row in switch.connection.execute(builds.select())]
            keep = kept(switch.pointer(), switch.candidate_name(), finished)
            here = [path.name for path in self._copies() if not path.name.startswith(".")]
            for name in {*finished, *here} - keep:
                if self.server is not None:
                    from index.retrieval.vector_store import delete_served  # slow to import

                    delete_served(self.server, name)
                switch.connection.execute(builds.delete().where(builds.c.publication == name))
                shutil.rmtree(self._fetched / name, ignore_errors=True)

    def stamp(self) -> tuple[str, str]:
        """What is published, and when it came to be so."""
        pointer = self.pointer()
        return (pointer.publication, pointer.entry.when if pointer.entry else "") if pointer else ("", "")

    @contextmanager
    def switching(self) -> Iterator[_Rows]:
        """The right to change what is published: others wait for the end of the transaction."""
        with self._database.writing() as connection:
            self._database.hold(connection, _SWITCH)
            yield _Rows(connection)

    def _copies(self) -> list[Path]:
        return list(self._fetched.iterdir()) if self._fetched.is_dir() else []

    def _fetch(self, publication: str, target: Path) -> None:
        self.manifest(publication)  # whether there is such a build
        beside = target.with_name(f".{publication}.{os.getpid()}")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        own = files.c.publication == publication
        with self._database.reading() as connection:
            listed = files.select().with_only_columns(files.c.path, files.c.sha256).where(own)
            for row in connection.execute(listed).all():
                one = files.select().with_only_columns(files.c.content).where(own, files.c.path == row.path)
                content = bytes(connection.execute(one).scalar_one())
                if hashlib.sha256(content).hexdigest() != row.sha256:
                    raise self._broken(publication, ValueError(row.path))
                (beside / row.path).parent.mkdir(parents=True, exist_ok=True)
                (beside / row.path).write_bytes(content)
        try:
            beside.rename(target)
        except OSError:  # another process over the same data folder was quicker
            shutil.rmtree(beside, ignore_errors=True)

    @contextmanager
    def _files_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataDirectoryError(messages.UNWRITABLE.format(directory=self._fetched, reason=reason)) from error


class _Rows:
    """Pointer and candidate within one transaction."""

    def __init__(self, connection: Transaction) -> None:
        self.connection = connection

    def pointer(self) -> Pointer | None:
        """What is published, or None."""
        row = self.connection.execute(publication_state.select()).mappings().first()
        if row is None or row["publication"] is None:
            return None
        return Pointer(row["publication"], row["previous"], row["entry"] and Entry.from_fields(row["entry"]))

    def candidate_name(self) -> str | None:
        """The build that was finished last."""
        row = self.connection.execute(publication_state.select()).mappings().first()
        return row["candidate"] if row else None

    def set_pointer(self, pointer: Pointer) -> None:
        """Publish, and write the entry into the record."""
        entry = pointer.entry.fields if pointer.entry else None
        self._set(publication=pointer.publication, previous=pointer.previous, entry=entry)
        if entry is not None:
            self.connection.execute(publication_log.insert().values(entry=entry))

    def set_candidate(self, publication: str | None) -> None:
        """Name another candidate, or none."""
        self._set(candidate=publication)

    def _set(self, **values: object) -> None:
        if not self.connection.execute(publication_state.update().values(values)).rowcount:
            self.connection.execute(publication_state.insert().values({"id": 1, **values}))


def _row(publication: str, directory: Path, path: Path) -> dict[str, object]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {
        "publication": publication,
        "path": path.relative_to(directory).as_posix(),
        "sha256": digest,
        "content": content,
    }
