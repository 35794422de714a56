"""A stand-in for the models that costs nothing: for builds in a loop, and where only the words matter."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from corpus.model import Status
from index.embedding.model_identity import BUNDLED, model_identity
from index.model import Reading, Vectors
from index.reader.model import STATUSES

_DIMENSIONS = 64


class ToyModel:
    """Texts that share words are near each other, and what is near answers.

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

    embed_passages = embed_samples = embed_queries

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """Every passage is as likely as it is similar."""
        if not question or not passages:
            return None
        (asked,) = self.embed_queries([question])
        similar = tuple(float(asked @ each) for each in self.embed_passages(passages))
        shares = dict.fromkeys(STATUSES, 0.0) | {
            Status.ANSWERED: max(similar),
            Status.NOT_IN_GUIDELINES: 1 - max(similar),
        }
        return Reading(shares, similar, negative=0.0)
