"""The published index, opened for reading."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TypeAlias

from corpus.model import Catalogue, Status
from corpus.reading.catalogue import load_catalogue
from index import messages
from index.classifier.question_classifier import QuestionClassifier
from index.embedding.texts import asked_text
from index.errors import BrokenIndexError, SearchIndexError, VectorsAwayError
from index.model import Embedder, Hit, Prediction
from index.normal_form import normal_form
from index.publishing.checksums import changed
from index.publishing.manifest import Manifest
from index.publishing.publication_store import PublicationStore
from index.publishing.publications import CORPUS_COPY, VECTORS, Publications
from index.publishing.vector_check import VectorCheck
from index.retrieval.chunking import chunk_of
from index.retrieval.lexical import LexicalIndex
from index.retrieval.vector_store import PassageVectors, ServedVectorStore, VectorStore

log = logging.getLogger(__name__)
_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_AFTER_A_BROKEN_ONE = 30.0


class PublishedIndex:
    """One publication: its texts, its vectors and what was learned from its sample questions."""

    def __init__(self, publications: Publications, manifest: Manifest) -> None:
        """Open a publication. Raises BrokenIndexError when any part of it cannot be read or is not what was built.

        A copy of what lies elsewhere is brought here anew where it proves damaged. Raises VectorsAwayError when a
        server that holds the vectors is away.
        """
        self._publications, self.manifest = publications, manifest
        try:
            self._open()
        except BrokenIndexError:
            if not publications.discard(manifest.publication):
                raise
            self._open()

    def _open(self) -> None:
        publications, manifest = self._publications, self.manifest
        directory = publications.path(manifest.publication)
        try:
            if altered := changed(directory, manifest.files):
                raise _broken(publications, manifest, messages.CHANGED_FILES.format(files=", ".join(altered)))
            self.catalogue: Catalogue = load_catalogue(directory / CORPUS_COPY)
            self._classifier = QuestionClassifier.load(directory)
            self._vectors = self._checked_vectors(directory)
            weakref.finalize(self, self._vectors.close)
        except (VectorsAwayError, BrokenIndexError):
            raise
        except BaseException as error:  # Chroma's engine panics on damaged files with an exception of its own
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise _broken(publications, manifest, str(error).strip() or type(error).__name__) from error

    def _checked_vectors(self, directory: Path) -> PassageVectors:
        """All there, and those that were built. Raises BrokenIndexError, VectorsAwayError, or what Chroma raises."""
        vectors, fault = self._opened_vectors(directory), partial(_broken, self._publications, self.manifest)
        try:
            if vectors.count() != self.manifest.passages:
                raise fault(messages.INCOMPLETE)
            if self.manifest.embedder:
                vectors.check = check = VectorCheck(directory, self.manifest.embedder, self.catalogue, fault)
                vectors.hold(self.version_keys)
                check.forget()
        except BaseException:
            vectors.close()
            raise
        return vectors

    def _opened_vectors(self, directory: Path) -> PassageVectors:
        """Beside the other files, or on a server where the build has put them there."""
        if (directory / VECTORS).is_dir() or self.manifest.embedder == "":
            return VectorStore(directory / VECTORS)
        if self._publications.server is None:
            raise _broken(self._publications, self.manifest, messages.NO_VECTOR_SERVER)
        return ServedVectorStore(self._publications.server, self.manifest.publication)

    @cached_property
    def version_keys(self) -> tuple[str, ...]:
        """Keys of all versions whose text is there, in force or not."""
        return tuple(version.key for version in self.catalogue.versions if version.has_text)

    @cached_property
    def sample_counts(self) -> Mapping[Status | None, int]:
        """How many sample questions the banks have of each status; None for those that are about a passage or a gap."""
        counts = Counter[Status | None]()
        for bank in (each.bank for each in self.catalogue.guidelines if each.bank is not None):
            for group in bank.groups:
                counts[group.status] += group.size
        return counts

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


Place: TypeAlias = Path | Publications
"""Where publications lie; a path is a data folder that holds them as files."""


def publications_at(place: Place) -> Publications:
    """The publications there."""
    return PublicationStore(place) if isinstance(place, Path) else place


def open_published(place: Place) -> PublishedIndex:
    """Open what is published now. Raises NoIndexError or BrokenIndexError."""
    publications = publications_at(place)
    return PublishedIndex(publications, publications.current())


class LiveIndex:
    """The published index as it changes: follows the pointer, so that a publication needs no restart.

    A pointer on disk is looked at with every request. Where the pointer or the vectors lie on a server, a thread looks,
    so that no request waits for it; while the server is away, what is open goes on.
    """

    def __init__(self, place: Place) -> None:
        """Open what is published now. Raises NoIndexError or BrokenIndexError."""
        self._publications = publications_at(place)
        self._lock = threading.Lock()
        self._seen = self._publications.stamp()  # before opening: a switch in between is then seen by the next request
        self._open = open_published(self._publications)
        self._is_followed = self._publications.is_remote or self._publications.server is not None
        if self._is_followed:
            threading.Thread(target=_follow, args=(weakref.ref(self),), name="follow-pointer", daemon=True).start()

    def get(self) -> PublishedIndex:
        """The index to answer one request from; hold on to it for the whole request.

        A superseded index stays open until the last request that holds it has let go. One that was built for another
        model or program than the one that is running is left for the next start.
        """
        if not self._is_followed:
            with suppress(SearchIndexError):  # keep serving what is open; `status` and the next build tell staff
                self.refresh()
        return self._open

    def refresh(self) -> None:
        """Open what is published, if that has changed. Raises SearchIndexError or DatabaseError when it cannot be."""
        stamp = self._publications.stamp()
        if stamp != self._seen and self._lock.acquire(blocking=False):
            try:
                manifest = self._publications.current()
                if manifest.serves(self._open.manifest.model):
                    self._open = PublishedIndex(self._publications, manifest)
                    self._publications.tidy()
                self._seen = stamp
            except SearchIndexError:
                if not self._is_followed:
                    self._seen = stamp  # looked at again when the pointer changes
                raise
            finally:
                self._lock.release()


def _follow(live: weakref.ref[LiveIndex]) -> None:
    """Look for another pointer, as long as somebody holds the index."""
    told = ""
    while (index := live()) is not None:
        pause = _SECONDS_BETWEEN_LOOKS
        try:
            index.refresh()
            told = ""
        except Exception as error:  # whatever it is, what is open goes on
            if str(error) != told:
                log.warning("what is published cannot be looked at or opened: %s", error)
            told = str(error)
            if isinstance(error, BrokenIndexError):  # until somebody builds anew; bringing it here takes a while
                pause = _SECONDS_AFTER_A_BROKEN_ONE
        del index
        time.sleep(pause)


def _broken(publications: Publications, manifest: Manifest, reason: str) -> BrokenIndexError:
    text = messages.BROKEN_INDEX.format(
        publication=manifest.publication, directory=publications.place, reason=reason.splitlines()[0]
    )
    return BrokenIndexError(text)
