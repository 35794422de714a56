"""An embedder that remembers the last questions, because one request needs the same vector several times."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.model import Embedder, Vectors

_REMEMBERED = 256
_FEW = 16
"""A request's texts, the question and its clauses, are few; more than this is a batch and not worth remembering."""


class CachedEmbedder:
    """Wraps an Embedder; the last questions, `remembered` of them, are kept in memory, passages are not."""

    def __init__(self, embedder: Embedder, remembered: int = _REMEMBERED) -> None:
        self.identity = embedder.identity
        self._embedder = embedder
        self._one = lru_cache(maxsize=remembered)(self._embed_one)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimensions)."""
        if len(texts) > _FEW:
            return self._embedder.embed_queries(texts)
        return np.concatenate([self._one(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._embedder.embed_passages(texts)

    def _embed_one(self, text: str) -> Vectors:
        vector = np.array(self._embedder.embed_queries([text]))
        vector.setflags(write=False)
        return vector
