"""A stand-in for the embedding model that costs nothing: for builds in a loop, and where only the words matter."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from index.embedding.model_identity import BUNDLED, model_identity
from index.model import Vectors

_DIMENSIONS = 64


class ToyEmbedder:
    """Texts that share words are near each other.

    It has the bundled model's identity, so that what is built with it is served: an index of its making must stay
    with it.
    """

    identity = model_identity(BUNDLED)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[[zlib.crc32(word.encode()) % _DIMENSIONS for word in text.lower().split()] or [0]] = 1.0
        vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return vectors

    embed_passages = embed_queries
