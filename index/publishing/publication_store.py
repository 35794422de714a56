"""Publications as files of one machine.

    <data>/index/publications/<id>/    one build: corpus/, chroma/, vectors.npz, understanding.*, manifest.json (last)
    <data>/index/candidate.json        names the latest finished build, which waits for its gate
    <data>/index/current.json          the pointer: what is served, and how that came about
    <data>/index/publications.jsonl    the record of every switch of the pointer
    <data>/index/build.lock            held while building
    <data>/index/switch.lock           held for the moment in which one of these files is written

The pointer carries its own entry of the record, so that an entry which a crash kept out of the record is written by
whoever writes there next.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from index import messages
from index.errors import BrokenIndexError, BuildRunningError, DataDirectoryError, SwitchRunningError
from index.publishing.atomic import replace_json, sweep
from index.publishing.manifest import Manifest
from index.publishing.publications import MANIFEST, Pointer, Publications, kept, readable
from index.publishing.record import Entry, Record
from index.retrieval.vector_server import VectorServer

_SWITCH_SECONDS = 10


class PublicationStore(Publications):
    """The index directory of one data directory."""

    def __init__(self, data_dir: Path, server: VectorServer | None = None) -> None:
        self.directory, self.server = data_dir / "index", server
        self._publications = self.directory / "publications"
        self._pointer = self.directory / "current.json"
        self._candidate = self.directory / "candidate.json"
        self._record = Record(self.directory / "publications.jsonl")

    @property
    def place(self) -> str:
        """The index directory."""
        return str(self.directory)

    def prepare(self) -> None:
        """Make the directories. Raises DataDirectoryError when they cannot be written."""
        try:
            self._publications.mkdir(parents=True, exist_ok=True)
            for directory in (self.directory, self._publications):
                with tempfile.TemporaryFile(dir=directory):
                    pass
        except OSError as error:
            raise self._unwritable(error) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the build lock. Raises BuildRunningError at once when another build holds it, or DataDirectoryError."""
        lock = FileLock(self.directory / "build.lock")
        with self._held(lock, 0, BuildRunningError(messages.BUILD_RUNNING.format(lock=lock.lock_file))):
            yield

    def path(self, publication: str) -> Path:
        """The directory of a publication."""
        return self._publications / publication

    def new_directory(self, publication: str) -> Path:
        """Its directory, empty."""
        self.path(publication).mkdir()
        return self.path(publication)

    def exists(self, publication: str) -> bool:
        """Whether a build has been begun under this id."""
        return self.path(publication).exists()

    def discard(self, _: str) -> bool:
        """What is here is the only one there is."""
        return False

    def tidy(self) -> None:
        """Nothing: there are no copies."""

    def pointer(self) -> Pointer | None:
        """What is published, or None. Raises BrokenIndexError when the pointer is damaged."""
        try:
            fields = json.loads(self._pointer.read_text(encoding="utf-8"))
            entry = fields.get("entry")
            return Pointer(str(fields["publication"]), fields.get("previous"), entry and Entry.from_fields(entry))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._broken(self._pointer.name, error) from error

    def manifest(self, publication: str) -> Manifest:
        """The manifest of a finished build. Raises BrokenIndexError."""
        try:
            found = Manifest(**json.loads((self.path(publication) / MANIFEST).read_text(encoding="utf-8")))
            if found.publication != publication:
                raise ValueError(MANIFEST)
        except (OSError, ValueError, TypeError) as error:
            raise self._broken(publication, error) from error
        return found

    def record(self) -> list[Entry]:
        """Every publication and rollback, oldest first. Raises BrokenRecordError or BrokenIndexError."""
        pointer = self.pointer()
        missing = pointer.entry if pointer else None
        is_kept = missing is None or self._record.ends_with(missing)
        return [*self._record.entries(), *([missing] if missing and not is_kept else [])]

    def finish(self, manifest: Manifest) -> None:
        """Complete a build and make it the candidate; the last step of building."""
        replace_json(self.path(manifest.publication) / MANIFEST, asdict(manifest))
        with self.switching():
            self.set_candidate(manifest.publication)

    def prune(self) -> None:
        """Delete builds that are neither published, previous, candidate nor among the latest finished ones."""
        with self.switching():
            sweep(self.directory)
            try:
                pointer = self.pointer()
            except BrokenIndexError:  # nobody can tell which build a running server has open
                return
            finished = (path.parent.name for path in self._publications.glob(f"*/{MANIFEST}"))
            keep = kept(pointer, self.candidate_name(), finished)
            for path in self._publications.iterdir():
                if path.name not in keep:
                    if self.server is not None:
                        from index.retrieval.vector_store import delete_served  # slow to import

                        delete_served(self.server, path.name)
                    shutil.rmtree(path, ignore_errors=True)

    def stamp(self) -> tuple[int, int]:
        """Time and number of the pointer's file."""
        try:
            found = self._pointer.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)

    def candidate_name(self) -> str | None:
        """The build that was finished last; None when there is none or nobody can tell."""
        try:
            return str(json.loads(self._candidate.read_text(encoding="utf-8"))["publication"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def set_candidate(self, publication: str | None) -> None:
        """Name another candidate, or none."""
        if publication is None:
            self._candidate.unlink(missing_ok=True)
        else:
            replace_json(self._candidate, {"publication": publication})

    def set_pointer(self, pointer: Pointer) -> None:
        """Replace the pointer, between bringing the record up to date with the switch before and with this one."""
        self._settle_record()
        fields = {"publication": pointer.publication, "previous": pointer.previous}
        replace_json(self._pointer, fields | {"entry": pointer.entry.fields if pointer.entry else None})
        self._settle_record()

    @contextmanager
    def switching(self) -> Iterator[PublicationStore]:
        """The right to write pointer and candidate. Raises SwitchRunningError or DataDirectoryError."""
        lock = FileLock(self.directory / "switch.lock")
        with self._held(lock, _SWITCH_SECONDS, SwitchRunningError(messages.SWITCH_RUNNING.format(lock=lock.lock_file))):
            yield self

    def _settle_record(self) -> None:
        pointer = readable(self)
        if pointer and pointer.entry and not self._record.ends_with(pointer.entry):
            self._record.append(pointer.entry)

    @contextmanager
    def _held(self, lock: FileLock, seconds: float, taken: Exception) -> Iterator[None]:
        try:
            lock.acquire(timeout=seconds)
        except Timeout as error:
            raise taken from error
        except OSError as error:  # such as a lock file that another user left behind
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

    def _unwritable(self, error: OSError) -> DataDirectoryError:
        reason = error.strerror or str(error)
        return DataDirectoryError(messages.UNWRITABLE.format(directory=self.directory, reason=reason))
