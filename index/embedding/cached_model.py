"""A model that remembers the last questions, because one request needs the same vector several times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import numpy as np

from index.model import Reading, ReadingModel, Vectors

_REMEMBERED = 256
_FEW = 16
"""A request's texts, the question and its clauses, are few; more than this is a batch and not worth remembering."""


class CachedModel:
    """Wraps a ReadingModel; the last questions, `remembered` of them, are kept in memory, passages are not."""

    def __init__(self, model: ReadingModel, remembered: int = _REMEMBERED) -> None:
        self.identity = model.identity
        self._model = model
        self._query = lru_cache(maxsize=remembered)(partial(_one, model.embed_queries))
        self._sample = lru_cache(maxsize=remembered)(partial(_one, model.embed_samples))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions find passages, shape (texts, dimensions)."""
        if len(texts) > _FEW:
            return self._model.embed_queries(texts)
        return np.concatenate([self._query(text) for text in texts])

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions are compared, shape (texts, dimensions)."""
        if len(texts) > _FEW:
            return self._model.embed_samples(texts)
        return np.concatenate([self._sample(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._model.embed_passages(texts)

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """How a question is read with passages in their context; None without any."""
        return self._model.read(question, passages)


def _one(embed: Callable[[Sequence[str]], Vectors], text: str) -> Vectors:
    vector = np.array(embed([text]))
    vector.setflags(write=False)
    return vector
