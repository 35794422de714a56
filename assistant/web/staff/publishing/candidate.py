"""The candidate, opened once and kept until another one is there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.publishing.publications import Publications

if TYPE_CHECKING:
    from index.publishing.published_index import PublishedIndex


class OpenCandidate:
    """Opens the build that waits for publication when it is asked for."""

    def __init__(self, publications: Publications) -> None:
        self._publications = publications
        self._lock = threading.Lock()
        self._open: PublishedIndex | None = None

    def get(self) -> PublishedIndex | None:
        """The candidate; None where there is none. Raises BrokenIndexError."""
        from index.publishing.published_index import PublishedIndex

        manifest = self._publications.candidate()
        with self._lock:
            if manifest is None:
                self._open = None
            elif self._open is None or self._open.manifest != manifest:
                self._open = PublishedIndex(self._publications, manifest)
            return self._open
