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
from index.classifier.question_classifier import QuestionClassifier
from index.embedding.texts import asked_text
from index.errors import BrokenIndexError, SearchIndexError
from index.model import Embedder, Hit, Prediction
from index.normal_form import normal_form
from index.publishing.manifest import Manifest
from index.publishing.publication_store import CORPUS_COPY, VECTORS, PublicationStore
from index.retrieval.chunking import chunk_of
from index.retrieval.lexical import LexicalIndex
from index.retrieval.vector_store import VectorStore


class PublishedIndex:
    """One publication: its texts, its vectors and what was learned from its sample questions."""

    def __init__(self, publications: PublicationStore, manifest: Manifest) -> None:
        """Open a publication. Raises BrokenIndexError when any part of it cannot be read."""
        self._publications, self.manifest = publications, manifest
        directory = publications.path(manifest.publication)
        try:
            self.catalogue: Catalogue = load_catalogue(directory / CORPUS_COPY)
            self._classifier = QuestionClassifier.load(directory)
            self._vectors = VectorStore(directory / VECTORS)
            weakref.finalize(self, self._vectors.close)
            complete = self._vectors.count() == manifest.passages
        except BaseException as error:  # Chroma's engine panics on damaged files with an exception of its own
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise _broken(publications, manifest, str(error).strip() or type(error).__name__) from error
        if not complete:
            raise _broken(publications, manifest, messages.INCOMPLETE)

    @cached_property
    def version_keys(self) -> tuple[str, ...]:
        """Keys of all versions whose text is there, in force or not."""
        return tuple(version.key for version in self.catalogue.versions if version.has_text)

    def search(self, question: str, embedder: Embedder, version_keys: Sequence[str], limit: int) -> list[Hit]:
        """Passages of these versions nearest to a question in meaning and words, best first; no keys, no search."""
        if not version_keys:
            return []
        asked = asked_text(question)
        lexical = self._lexical.scores(asked)
        hits = [
            Hit(passage, semantic, lexical.get(key, 0.0))
            for key, semantic in self._vectors.search(embedder.embed_queries([asked])[0], version_keys)
            if (passage := self.catalogue.passage(key)) is not None
        ]
        best = sorted(hits, key=lambda hit: -hit.score)[:limit]
        return [replace(hit, in_context=chunk_of(hit.passage.version, hit.passage.passage).text) for hit in best]

    def predict(self, question: str, embedder: Embedder, latest: str | None = None) -> Prediction | None:
        """How the question is understood; None when no guideline has a bank.

        `latest` is what was asked last, when the question carries earlier turns before it.
        """
        if self._classifier is None:
            return None
        recent = normal_form(latest) if latest is not None else None
        return self._classifier.predict(normal_form(question), embedder.embed_samples, recent)

    @cached_property
    def _lexical(self) -> LexicalIndex:
        return LexicalIndex(self.catalogue)

    def require_model(self, identity: str) -> None:
        """Raise BrokenIndexError unless the vectors were computed by this model; others are not comparable."""
        if self.manifest.model != identity:
            raise _broken(self._publications, self.manifest, messages.STALE_MODEL)

    def close(self) -> None:
        """Release the files; happens by itself when nothing holds the index any more."""
        self._vectors.close()


def open_published(data_dir: Path) -> PublishedIndex:
    """Open what is published now. Raises NoIndexError or BrokenIndexError."""
    publications = PublicationStore(data_dir)
    return PublishedIndex(publications, publications.current())


class LiveIndex:
    """The published index as it changes: follows the pointer, so that a publication needs no restart."""

    def __init__(self, data_dir: Path) -> None:
        """Open what is published now. Raises NoIndexError or BrokenIndexError."""
        self._publications = PublicationStore(data_dir)
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
                manifest = self._publications.current()
                if manifest.serves(self._open.manifest.model):
                    self._open = PublishedIndex(self._publications, manifest)
                self._seen = stamp
            except SearchIndexError:
                self._seen = stamp  # keep serving what is open; `status` and the next build tell staff
            finally:
                self._lock.release()
        return self._open

    def _stamp(self) -> tuple[int, int]:
        try:
            found = (self._publications.directory / "current.json").stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)


def _broken(publications: PublicationStore, manifest: Manifest, reason: str) -> BrokenIndexError:
    text = messages.BROKEN_INDEX.format(
        publication=manifest.publication, directory=publications.directory, reason=reason.splitlines()[0]
    )
    return BrokenIndexError(text)
