"""Whether the vectors that Chroma gives are those that were built: from others nothing is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from corpus.model import Catalogue, PassageKey
from index import messages
from index.errors import BrokenIndexError
from index.model import Vectors
from index.publishing.publications import KEPT_VECTORS
from index.retrieval.chunking import chunks_of
from index.retrieval.vector_file import VectorFile
from index.retrieval.vector_store import Rows

_TOLERANCE = 1e-3
"""Of a vector's components: Chroma may store them normalised anew, in other last bits."""


class VectorCheck:
    """Compares with the build's own file of vectors, which is read when it is needed."""

    def __init__(
        self, directory: Path, embedder: str, catalogue: Catalogue, fault: Callable[[str], BrokenIndexError]
    ) -> None:
        """`fault` makes the error of a reason."""
        self._file, self._embedder = directory / KEPT_VECTORS, embedder
        self._fault = fault
        self._texts: dict[str, dict[PassageKey, str]] = {}
        for chunk in chunks_of(catalogue):
            self._texts.setdefault(chunk.version_key, {})[chunk.version_key, chunk.anchor] = chunk.text
        self._kept: VectorFile | None = None

    def __call__(self, version_key: str, rows: Rows) -> None:
        """Raise BrokenIndexError unless these are the vectors of the version."""
        if self._kept is None:
            self._kept = VectorFile.load(self._file)
        texts, (keys, vectors) = self._texts.get(version_key, {}), rows
        asked = {text: (self._embedder, text) for text in texts.values()}
        known = self._kept.found(asked.values()) if self._kept else {}
        expected = [known.get(asked[texts[key]]) for key in keys if key in texts]
        found = [vector for vector in expected if vector is not None]
        if len(found) != len(texts) or set(keys) != set(texts) or not _alike(np.asarray(found), vectors):
            raise self._fault(messages.CHANGED_VECTORS.format(version=version_key))

    def forget(self) -> None:
        """Let go of the file's content."""
        self._kept = None


def _alike(expected: Vectors, found: Vectors) -> bool:
    if not len(expected):
        return not len(found)
    if expected.shape != found.shape:
        return False
    units = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
    return bool(np.abs(units - expected).max() <= _TOLERANCE)
