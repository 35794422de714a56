"""The corpus as it lies in its folder, read again only when it has changed."""

from __future__ import annotations

import threading
from pathlib import Path

from corpus.model import Catalogue
from corpus.reading.catalogue import corpus_fingerprint, load_catalogue


class CorpusNow:
    """The catalogue of a folder."""

    def __init__(self, documents: Path) -> None:
        self._documents, self._lock = documents, threading.Lock()
        self._seen = ""
        self._catalogue: Catalogue | None = None

    def get(self) -> Catalogue:
        """The catalogue as it is now. Raises BrokenCorpusError."""
        with self._lock:
            seen = corpus_fingerprint(self._documents)
            if self._catalogue is None or seen != self._seen:
                self._catalogue, self._seen = load_catalogue(self._documents), seen
            return self._catalogue
