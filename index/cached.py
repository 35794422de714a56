"""An embedder that remembers the last questions, because one request needs the same vector several times."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.model import Embedder, Vectors

_REMEMBERED = 256


class CachedEmbedder:
    """Wraps an Embedder; single questions are remembered in memory, passages are not."""

    def __init__(self, embedder: Embedder) -> None:
        self.identity = embedder.identity
        self._embedder = embedder
        self._one = lru_cache(maxsize=_REMEMBERED)(self._embed_one)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimensions)."""
        if len(texts) == 1:
            return self._one(texts[0])
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._embedder.embed_passages(texts)

    def _embed_one(self, text: str) -> Vectors:
        vector = np.array(self._embedder.embed_queries([text]))
        vector.setflags(write=False)
        return vector
