"""Where builds live, and which of them is published.

    <data>/index/publications/<id>/   one build: corpus/, chroma/, understanding.*, manifest.json (written last)
    <data>/index/current.json         the pointer, switched atomically
    <data>/index/build.lock           held while building

A build never changes once its manifest is written, but for Chroma's note that it was opened, so readers need no lock.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.catalogue import corpus_fingerprint
from index import messages
from index.errors import (
    BrokenIndexError,
    BuildRunningError,
    DataDirectoryError,
    NoIndexError,
    NothingToRollBackError,
)
from index.method import METHOD

CORPUS_COPY = "corpus"
VECTORS = "chroma"
_KEPT_PUBLICATIONS = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made from, and when."""

    publication: str
    built: str
    """UTC, ISO 8601."""
    corpus: str
    """Fingerprint of the corpus files."""
    model: str
    """Identity of the embedding model."""
    method: str
    """Versions of chunking and training."""
    passages: int
    questions: int
    clauses: int
    """Clauses of sample questions that ask several things; they are embedded, too."""
    lessons: str = ""
    """Fingerprint of what was learned from: while it stays, nothing has to be learned again."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which publication is served, and which was before it."""

    publication: str
    previous: str | None


class Shelf:
    """The index directory of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.directory = data_dir / "index"
        self._publications = self.directory / "publications"
        self._pointer = self.directory / "current.json"

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
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BuildRunningError(messages.BUILD_RUNNING.format(lock=lock.lock_file)) from error
        except OSError as error:  # such as a lock file that another user left behind
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

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
            return Pointer(str(fields["publication"]), fields.get("previous"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._broken("current.json", error) from error

    def manifest(self, publication: str) -> Manifest:
        """The manifest of a finished build. Raises BrokenIndexError."""
        try:
            fields = json.loads((self.path(publication) / "manifest.json").read_text(encoding="utf-8"))
            return Manifest(**fields)
        except (OSError, ValueError, TypeError) as error:
            raise self._broken(publication, error) from error

    def current(self) -> Manifest:
        """The manifest of what is published. Raises NoIndexError or BrokenIndexError."""
        pointer = self.pointer()
        if pointer is None:
            raise NoIndexError(messages.NO_INDEX.format(directory=self.directory))
        return self.manifest(pointer.publication)

    def publish(self, manifest: Manifest) -> None:
        """Write the manifest and switch the pointer to it; the last step of a build."""
        before = self._pointer_if_readable()
        _replace_json(self.path(manifest.publication) / "manifest.json", asdict(manifest))
        pointer = Pointer(manifest.publication, before.publication if before else None)
        _replace_json(self._pointer, asdict(pointer))

    def roll_back(self) -> str:
        """Return to the previous publication. Raises NothingToRollBackError."""
        pointer = self.pointer()
        if pointer is None or pointer.previous is None:
            raise NothingToRollBackError(messages.NOTHING_TO_ROLL_BACK)
        self.manifest(pointer.previous)
        _replace_json(self._pointer, asdict(Pointer(pointer.previous, pointer.publication)))
        return pointer.previous

    def prune(self) -> None:
        """Delete builds that are neither published, previous nor among the latest finished ones."""
        pointer = self._pointer_if_readable()
        keep = {pointer.publication, pointer.previous} if pointer else set()
        finished = sorted(path.parent.name for path in self._publications.glob("*/manifest.json"))
        keep |= set(finished[-_KEPT_PUBLICATIONS:])
        for path in self._publications.iterdir():
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def _pointer_if_readable(self) -> Pointer | None:
        try:
            return self.pointer()
        except BrokenIndexError:
            return None

    def _unwritable(self, error: OSError) -> DataDirectoryError:
        reason = error.strerror or str(error)
        return DataDirectoryError(messages.UNWRITABLE.format(directory=self.directory, reason=reason))

    def _broken(self, publication: str, error: Exception) -> BrokenIndexError:
        reason = str(error) or type(error).__name__
        text = messages.BROKEN_INDEX.format(publication=publication, directory=self.directory, reason=reason)
        return BrokenIndexError(text)


def stale_reasons(manifest: Manifest, documents: Path, model: str) -> list[str]:
    """Why a publication no longer matches corpus, model or method; empty while it does."""
    reasons = [
        (manifest.corpus != corpus_fingerprint(documents), messages.STALE_CORPUS),
        (manifest.model != model, messages.STALE_MODEL),
        (manifest.method != METHOD, messages.STALE_METHOD),
    ]
    return [reason for applies, reason in reasons if applies]


def _replace_json(path: Path, fields: dict[str, object]) -> None:
    """Write beside the target and rename over it: readers see the old file or the new one, never a part."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(fields, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
