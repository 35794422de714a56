"""Where builds live, which of them is published, and which one is the candidate for it.

    <data>/index/publications/<id>/    one build: corpus/, chroma/, vectors.npz, understanding.*, manifest.json (last)
    <data>/index/candidate.json        names the latest finished build, which waits for its gate
    <data>/index/current.json          the pointer: what is served, and how that came about
    <data>/index/publications.jsonl    the record of every switch of the pointer
    <data>/index/build.lock            held while building
    <data>/index/switch.lock           held for the moment in which one of these files is written

A build never changes once its manifest is written, but for Chroma's note that it was opened, so readers need no lock.
One atomic replacement of the pointer publishes. It carries its own entry of the record, so that an entry which a crash
kept out of the record is written by whoever writes there next.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index import messages
from index.errors import (
    BrokenIndexError,
    BuildRunningError,
    CandidateChangedError,
    DataDirectoryError,
    NoIndexError,
    NothingToRollBackError,
    SwitchRunningError,
)
from index.publishing.atomic import replace_json, sweep
from index.publishing.manifest import Manifest
from index.publishing.record import Action, Entry, Grounds, Record

CORPUS_COPY = "corpus"
VECTORS = "chroma"
KEPT_VECTORS = "vectors.npz"
_MANIFEST = "manifest.json"
_KEPT_PUBLICATIONS = 3
_SWITCH_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which publication is served, which was before it, and the entry that tells why."""

    publication: str
    previous: str | None
    entry: Entry | None = None


class PublicationStore:
    """The index directory of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.directory = data_dir / "index"
        self._publications = self.directory / "publications"
        self._pointer = self.directory / "current.json"
        self._candidate = self.directory / "candidate.json"
        self._record = Record(self.directory / "publications.jsonl")

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

    def new_publication(self, fingerprint: str) -> str:
        """An unused id: when it was built and from what."""
        stem = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{fingerprint[:8]}"
        number, name = 1, stem
        while self.path(name).exists():
            number += 1
            name = f"{stem}-{number}"
        return name

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
            return Manifest(**json.loads((self.path(publication) / _MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise self._broken(publication, error) from error

    def current(self) -> Manifest:
        """The manifest of what is published. Raises NoIndexError or BrokenIndexError."""
        pointer = self.pointer()
        if pointer is None:
            raise NoIndexError(messages.NO_INDEX.format(directory=self.directory))
        return self.manifest(pointer.publication)

    def serves(self, model: str) -> bool:
        """Whether something is published that this program, running this model, can answer from."""
        try:
            return self.current().serves(model)
        except (NoIndexError, BrokenIndexError):
            return False

    def candidate(self) -> Manifest | None:
        """The manifest of the latest finished build unless it is what is served. Raises BrokenIndexError."""
        name = self._candidate_name()
        pointer = self._pointer_if_readable()
        return None if name is None or (pointer and pointer.publication == name) else self.manifest(name)

    def record(self) -> list[Entry]:
        """Every publication and rollback, oldest first. Raises BrokenRecordError or BrokenIndexError."""
        pointer = self.pointer()
        missing = pointer.entry if pointer else None
        kept = missing is None or self._record.ends_with(missing)
        return [*self._record.entries(), *([missing] if missing and not kept else [])]

    def finish(self, manifest: Manifest) -> None:
        """Complete a build and make it the candidate; the last step of building."""
        replace_json(self.path(manifest.publication) / _MANIFEST, asdict(manifest))
        with self._switching():
            replace_json(self._candidate, {"publication": manifest.publication})

    def publish(self, candidate: Manifest, grounds: Grounds) -> None:
        """Serve the candidate from now on. Raises CandidateChangedError when another one has taken its place."""
        with self._switching():
            if self._candidate_name() != candidate.publication:
                raise CandidateChangedError(messages.CANDIDATE_CHANGED.format(publication=candidate.publication))
            before = self._pointer_if_readable()
            if before and before.publication == candidate.publication:  # somebody else was quicker
                return
            entry = Entry.now(Action.PUBLISHED, candidate, grounds)
            self._switch(Pointer(candidate.publication, before.publication if before else None, entry))

    def roll_back(self, model: str, reason: str = "", by: str = "") -> str:
        """Serve the previous publication again; its id. Works while something is being built.

        What is taken back waits for publication no more, whatever was built of the same corpus.

        Raises NothingToRollBackError also when the previous one cannot be served by this program running this model.
        """
        with self._switching():
            pointer = self.pointer()
            if pointer is None or pointer.previous is None:
                raise NothingToRollBackError(messages.NOTHING_TO_ROLL_BACK)
            previous = self.manifest(pointer.previous)
            if not previous.serves(model):
                raise NothingToRollBackError(messages.CANNOT_SERVE.format(publication=previous.publication))
            entry = Entry.now(Action.ROLLED_BACK, previous, Grounds(reason=reason, by=by))
            self._switch(Pointer(previous.publication, pointer.publication, entry))
            waiting = self._candidate_name()
            if waiting == pointer.publication or self.taken_back(self._corpus_of(waiting)) is not None:
                self._candidate.unlink(missing_ok=True)
            return previous.publication

    def taken_back(self, corpus: str) -> Entry | None:
        """The roll-back by which a corpus, by its fingerprint, was taken back, if that was the last that happened."""
        pointer = self._pointer_if_readable()
        if pointer is None or pointer.entry is None or pointer.entry.action is not Action.ROLLED_BACK:
            return None
        return pointer.entry if corpus and self._corpus_of(pointer.previous) == corpus else None

    def prune(self) -> None:
        """Delete builds that are neither published, previous, candidate nor among the latest finished ones."""
        with self._switching():
            sweep(self.directory)
            try:
                pointer = self.pointer()
            except BrokenIndexError:  # nobody can tell which build a running server has open
                return
            keep = {self._candidate_name(), *((pointer.publication, pointer.previous) if pointer else ())}
            finished = sorted(path.parent.name for path in self._publications.glob(f"*/{_MANIFEST}"))
            keep |= set(finished[-_KEPT_PUBLICATIONS:])
            for path in self._publications.iterdir():
                if path.name not in keep:
                    shutil.rmtree(path, ignore_errors=True)

    def _corpus_of(self, publication: str | None) -> str:
        """Fingerprint of the corpus that a build was made of; empty where nobody can tell."""
        try:
            return self.manifest(publication).corpus if publication else ""
        except BrokenIndexError:
            return ""

    def _switch(self, pointer: Pointer) -> None:
        """Replace the pointer, between bringing the record up to date with the switch before and with this one."""
        self._settle_record()
        fields = {"publication": pointer.publication, "previous": pointer.previous}
        replace_json(self._pointer, fields | {"entry": pointer.entry.fields if pointer.entry else None})
        self._settle_record()

    def _settle_record(self) -> None:
        pointer = self._pointer_if_readable()
        if pointer and pointer.entry and not self._record.ends_with(pointer.entry):
            self._record.append(pointer.entry)

    def _pointer_if_readable(self) -> Pointer | None:
        try:
            return self.pointer()
        except BrokenIndexError:
            return None

    def _candidate_name(self) -> str | None:
        """The build that was finished last; None when there is none or nobody can tell."""
        try:
            return str(json.loads(self._candidate.read_text(encoding="utf-8"))["publication"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @contextmanager
    def _switching(self) -> Iterator[None]:
        lock = FileLock(self.directory / "switch.lock")
        with self._held(lock, _SWITCH_SECONDS, SwitchRunningError(messages.SWITCH_RUNNING.format(lock=lock.lock_file))):
            yield

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

    def _broken(self, publication: str, error: Exception) -> BrokenIndexError:
        reason = str(error) or type(error).__name__
        text = messages.BROKEN_INDEX.format(publication=publication, directory=self.directory, reason=reason)
        return BrokenIndexError(text)
