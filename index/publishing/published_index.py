"""The published index, opened for reading."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from index import messages
from index.classifier.question_classifier import Understanding
from index.errors import BrokenIndexError, SearchIndexError
from index.model import Embedder, Hit, Reading
from index.normal_form import normal_form
from index.publishing.manifest import Manifest
from index.publishing.publication_store import CORPUS_COPY, VECTORS, Shelf
from index.retrieval.lexical import PassageSpelling
from index.retrieval.vector_store import Store


class PublishedIndex:
    """One publication: its texts, its vectors and what was learned from its sample questions."""

    def __init__(self, shelf: Shelf, manifest: Manifest) -> None:
        """Open a publication. Raises BrokenIndexError when any part of it cannot be read."""
        self._shelf, self.manifest = shelf, manifest
        directory = shelf.path(manifest.publication)
        try:
            self.catalogue: Catalogue = load_catalogue(directory / CORPUS_COPY)
            self._understanding = Understanding.load(directory)
            self._store = Store(directory / VECTORS)
            weakref.finalize(self, self._store.close)
            complete = self._store.counts() == (manifest.passages, manifest.questions + manifest.clauses)
        except BaseException as error:  # Chroma's engine panics on damaged files with an exception of its own
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise _broken(shelf, manifest, str(error).strip() or type(error).__name__) from error
        if not complete:
            raise _broken(shelf, manifest, messages.INCOMPLETE)

    @cached_property
    def version_keys(self) -> tuple[str, ...]:
        """Keys of all versions whose text is there, in force or not."""
        versions = (version for guideline in self.catalogue.guidelines for version in guideline.versions)
        return tuple(version.key for version in versions if version.has_text)

    def search(self, question: str, embedder: Embedder, version_keys: Sequence[str], limit: int) -> list[Hit]:
        """Passages of these versions nearest to a question in meaning and spelling, best first; no keys, no search."""
        if not version_keys:
            return []
        asked = normal_form(question)
        likeness = self._spelling.likeness(asked)
        hits = [
            replace(hit, spelling=likeness.get((hit.version_key, hit.anchor), 0.0))
            for hit in self._store.search(embedder.embed_queries([asked])[0], version_keys)
        ]
        return sorted(hits, key=lambda hit: -hit.likeness)[:limit]

    def read(self, question: str, embedder: Embedder, latest: str | None = None) -> Reading | None:
        """How the question is understood; None when no guideline has a bank.

        `latest` is what was asked last, when the question carries earlier turns before it.
        """
        if self._understanding is None:
            return None
        recent = normal_form(latest) if latest is not None else None
        return self._understanding.read(normal_form(question), embedder.embed_queries, recent)

    @cached_property
    def _spelling(self) -> PassageSpelling:
        return PassageSpelling(self.catalogue)

    def require_model(self, identity: str) -> None:
        """Raise BrokenIndexError unless the vectors were computed by this model; others are not comparable."""
        if self.manifest.model != identity:
            raise _broken(self._shelf, self.manifest, messages.STALE_MODEL)

    def close(self) -> None:
        """Release the files; happens by itself when nothing holds the index any more."""
        self._store.close()


def open_published(data_dir: Path) -> PublishedIndex:
    """Open what is published now. Raises NoIndexError or BrokenIndexError."""
    shelf = Shelf(data_dir)
    return PublishedIndex(shelf, shelf.current())


class LiveIndex:
    """The published index as it changes: follows the pointer, so that a publication needs no restart."""

    def __init__(self, data_dir: Path) -> None:
        """Open what is published now. Raises NoIndexError or BrokenIndexError."""
        self._shelf = Shelf(data_dir)
        self._lock = threading.Lock()
        self._seen = self._stamp()  # before opening: a switch in between is then seen by the next request
        self._open = open_published(data_dir)

    def get(self) -> PublishedIndex:
        """The index to answer one request from; hold on to it for the whole request.

        A superseded index stays open until the last request that holds it has let go. One that was built for another
        model or program than the one that is running is left for the next start.
        """
        stamp = self._stamp()
        if stamp != self._seen and self._lock.acquire(blocking=False):
            try:
                manifest = self._shelf.current()
                if manifest.serves(self._open.manifest.model):
                    self._open = PublishedIndex(self._shelf, manifest)
                self._seen = stamp
            except SearchIndexError:
                self._seen = stamp  # keep serving what is open; `status` and the next build tell staff
            finally:
                self._lock.release()
        return self._open

    def _stamp(self) -> tuple[int, int]:
        try:
            found = (self._shelf.directory / "current.json").stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)


def _broken(shelf: Shelf, manifest: Manifest, reason: str) -> BrokenIndexError:
    text = messages.BROKEN_INDEX.format(
        publication=manifest.publication, directory=shelf.directory, reason=reason.splitlines()[0]
    )
    return BrokenIndexError(text)
