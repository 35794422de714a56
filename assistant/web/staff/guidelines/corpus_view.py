"""The corpus folder as these pages see it, and changing it only as somebody has seen it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.importing.change.writing import sole_writer
from corpus.model import Catalogue, Guideline, Version
from corpus.reading.catalogue import Checked, check_corpus, corpus_fingerprint
from corpus.reading.fingerprints import version_fingerprint
from corpus.timeline import today


class ChangedMeanwhileError(Exception):
    """What a form was about is not any more as the form showed it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A version that an address names, with its guideline."""

    guideline: Guideline
    version: Version

    @property
    def address(self) -> str:
        """Below /staff."""
        return f"/guidelines/{self.version.key.replace('/', '/versions/')}"


class CorpusView:
    """The corpus as it is now; read again when a file of it has changed, or the day."""

    def __init__(self, documents: Path) -> None:
        self.documents = documents
        self._lock = threading.Lock()
        self._read: tuple[object, Checked] | None = None

    @property
    def checked(self) -> Checked:
        """What could be read, and everything that is wrong with it."""
        state = (corpus_fingerprint(self.documents), today())
        with self._lock:
            if self._read is None or self._read[0] != state:
                self._read = state, check_corpus(self.documents)
            return self._read[1]

    @property
    def catalogue(self) -> Catalogue:
        """What could be read."""
        return self.checked.catalogue

    def place(self, guideline_id: str, version_id: str) -> Place | None:
        """The version with these ids, or None."""
        guideline = self.catalogue.guideline(guideline_id)
        version = guideline.version(version_id) if guideline else None
        return Place(guideline, version) if guideline and version else None

    def fingerprint(self, version: Version) -> str:
        """Of a version's files as they are now."""
        return version_fingerprint(self.documents, version.guideline_id, version.version_id)

    @contextmanager
    def unchanged(self, now: Callable[[], str], shown: str) -> Iterator[None]:
        """Nobody else writes meanwhile, and what `now` tells is still what was shown.

        Raises ChangedMeanwhileError; ChangeRefusedError when somebody else is writing.
        """
        with sole_writer(self.documents):
            if now() != shown:
                raise ChangedMeanwhileError
            yield
