"""Which builds there are, which of them is published, and why: what both places for them have in common.

A build never changes once it is finished, but for Chroma's note that it was opened, so readers need no lock. One atomic
replacement of the pointer publishes, and carries its entry of the record with it.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from index import messages
from index.errors import BrokenIndexError, CandidateChangedError, NoIndexError, NothingToRollBackError
from index.publishing.manifest import Manifest
from index.publishing.record import Action, Entry, Grounds
from index.retrieval.vector_server import VectorServer

CORPUS_COPY = "corpus"
VECTORS = "chroma"
KEPT_VECTORS = "vectors.npz"
MANIFEST = "manifest.json"
_KEPT_PUBLICATIONS = 3
_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which publication is served, which was before it, and the entry that tells why."""

    publication: str
    previous: str | None
    entry: Entry | None = None


class Switch(Protocol):
    """Pointer and candidate, for whoever holds the right to change them."""

    def pointer(self) -> Pointer | None:
        """What is published, or None. Raises BrokenIndexError."""

    def candidate_name(self) -> str | None:
        """The build that was finished last."""

    def set_pointer(self, pointer: Pointer) -> None:
        """Publish, and write the pointer's entry into the record."""

    def set_candidate(self, publication: str | None) -> None:
        """Name another candidate, or none."""


class Publications(ABC):
    """The builds of one service."""

    server: VectorServer | None = None
    """Where the vectors of builds go, if not beside their other files."""
    is_remote = False
    """Whether looking for a new pointer goes over a network."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Where they lie, for messages."""

    @abstractmethod
    def prepare(self) -> None:
        """Make ready for writing. Raises DataDirectoryError or DatabaseError."""

    @abstractmethod
    def lock(self) -> AbstractContextManager[None]:
        """Hold the build lock. Raises BuildRunningError at once when another build holds it."""

    @abstractmethod
    def path(self, publication: str) -> Path:
        """The directory with a build's files, brought here where they lie elsewhere. Raises BrokenIndexError."""

    @abstractmethod
    def new_directory(self, publication: str) -> Path:
        """An empty directory to build into."""

    @abstractmethod
    def exists(self, publication: str) -> bool:
        """Whether a build has this id already."""

    @abstractmethod
    def pointer(self) -> Pointer | None:
        """What is published, or None. Raises BrokenIndexError when the pointer is damaged."""

    @abstractmethod
    def manifest(self, publication: str) -> Manifest:
        """The manifest of a finished build. Raises BrokenIndexError."""

    @abstractmethod
    def record(self) -> list[Entry]:
        """Every publication and rollback, oldest first. Raises BrokenRecordError or BrokenIndexError."""

    @abstractmethod
    def finish(self, manifest: Manifest) -> None:
        """Complete a build and make it the candidate; the last step of building."""

    @abstractmethod
    def prune(self) -> None:
        """Delete builds that are neither published, previous, candidate nor among the latest finished ones."""

    @abstractmethod
    def stamp(self) -> Hashable:
        """Another value after every switch of the pointer. Raises DatabaseError."""

    @abstractmethod
    def candidate_name(self) -> str | None:
        """The build that was finished last; None when there is none or nobody can tell."""

    @abstractmethod
    def switching(self) -> AbstractContextManager[Switch]:
        """The right to change the pointer. Raises SwitchRunningError."""

    @abstractmethod
    def discard(self, publication: str) -> bool:
        """Forget the local copy of a build that proved damaged; whether it can be brought here again."""

    @abstractmethod
    def tidy(self) -> None:
        """Delete local copies of builds that are gone."""

    def new_publication(self, fingerprint: str) -> str:
        """An unused id that sorts after those before it: when it was built and from what.

        A number is never given again in the same second, though the build that had it is deleted.
        """
        while True:
            stem = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{fingerprint[:8]}"
            names = [stem, *(f"{stem}-{number}" for number in range(2, 10))]
            taken = [place for place, name in enumerate(names) if self.exists(name)]
            if not taken or taken[-1] + 1 < len(names):
                return names[taken[-1] + 1 if taken else 0]
            time.sleep(_SECOND)

    def current(self) -> Manifest:
        """The manifest of what is published. Raises NoIndexError or BrokenIndexError."""
        pointer = self.pointer()
        if pointer is None:
            raise NoIndexError(messages.NO_INDEX.format(directory=self.place))
        return self.manifest(pointer.publication)

    def serves(self, model: str) -> bool:
        """Whether something is published that this program, running this model, can answer from."""
        try:
            return self.current().serves(model)
        except (NoIndexError, BrokenIndexError):
            return False

    def candidate(self) -> Manifest | None:
        """The manifest of the latest finished build unless it is what is served. Raises BrokenIndexError."""
        name = self.candidate_name()
        pointer = readable(self)
        return None if name is None or (pointer and pointer.publication == name) else self.manifest(name)

    def publish(self, candidate: Manifest, grounds: Grounds) -> None:
        """Serve the candidate from now on. Raises CandidateChangedError when another one has taken its place."""
        with self.switching() as switch:
            if switch.candidate_name() != candidate.publication:
                raise CandidateChangedError(messages.CANDIDATE_CHANGED.format(publication=candidate.publication))
            before = readable(switch)
            if before and before.publication == candidate.publication:  # somebody else was quicker
                return
            entry = Entry.now(Action.PUBLISHED, candidate, grounds)
            switch.set_pointer(Pointer(candidate.publication, before.publication if before else None, entry))

    def roll_back(self, model: str, reason: str = "", by: str = "") -> str:
        """Serve the previous publication again; its id. Works while something is being built.

        What is taken back waits for publication no more, whatever was built of the same corpus.

        Raises NothingToRollBackError also when the previous one cannot be served by this program running this model.
        """
        with self.switching() as switch:
            pointer = switch.pointer()
            if pointer is None or pointer.previous is None:
                raise NothingToRollBackError(messages.NOTHING_TO_ROLL_BACK)
            previous = self.manifest(pointer.previous)
            if not previous.serves(model):
                raise NothingToRollBackError(messages.CANNOT_SERVE.format(publication=previous.publication))
            entry = Entry.now(Action.ROLLED_BACK, previous, Grounds(reason=reason, by=by))
            back = Pointer(previous.publication, pointer.publication, entry)
            waiting = switch.candidate_name()
            switch.set_pointer(back)
            if waiting == pointer.publication or self._was_taken_back(back, self._corpus_of(waiting)):
                switch.set_candidate(None)
            return previous.publication

    def taken_back(self, corpus: str) -> Entry | None:
        """The roll-back by which a corpus, by its fingerprint, was taken back, if that was the last that happened."""
        pointer = readable(self)
        return pointer.entry if pointer and self._was_taken_back(pointer, corpus) else None

    def _was_taken_back(self, pointer: Pointer, corpus: str) -> bool:
        if pointer.entry is None or pointer.entry.action is not Action.ROLLED_BACK:
            return False
        return bool(corpus) and self._corpus_of(pointer.previous) == corpus

    def _corpus_of(self, publication: str | None) -> str:
        """Fingerprint of the corpus that a build was made of; empty where nobody can tell."""
        try:
            return self.manifest(publication).corpus if publication else ""
        except BrokenIndexError:
            return ""

    def _broken(self, publication: str, error: Exception) -> BrokenIndexError:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        text = messages.BROKEN_INDEX.format(publication=publication, directory=self.place, reason=reason)
        return BrokenIndexError(text)


def readable(switch: Switch | Publications) -> Pointer | None:
    """The pointer, or None where it is damaged."""
    try:
        return switch.pointer()
    except BrokenIndexError:
        return None


def kept(pointer: Pointer | None, candidate: str | None, finished: Iterable[str]) -> set[str]:
    """The builds that pruning leaves."""
    named = (candidate, *((pointer.publication, pointer.previous) if pointer else ()))
    return {*(name for name in named if name), *sorted(finished)[-_KEPT_PUBLICATIONS:]}
