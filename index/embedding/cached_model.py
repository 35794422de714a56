"""A model that remembers the last questions, because one request needs the same vector several times."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from corpus.model import Status
from index.model import Reading, ReadingModel, Vectors

_REMEMBERED = 256
_FEW = 16
"""A request's texts, the question and its clauses, are few; more than this is a batch and not worth remembering."""


class CachedModel:
    """Wraps a ReadingModel; the last questions, `remembered` of them, are kept in memory, passages are not."""

    def __init__(self, model: ReadingModel, remembered: int = _REMEMBERED) -> None:
        self.identity = model.identity
        self._model = model
        self._queries = _Memory(model.embed_queries, remembered)
        self._samples = _Memory(model.embed_samples, remembered)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions find passages, shape (texts, dimensions)."""
        return self._model.embed_queries(texts) if len(texts) > _FEW else self._queries.vectors(texts)

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions are compared, shape (texts, dimensions)."""
        return self._model.embed_samples(texts) if len(texts) > _FEW else self._samples.vectors(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._model.embed_passages(texts)

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """How a question is read with passages in their context; None without any."""
        return self._model.read(question, passages)

    def asides(self, question: str) -> Mapping[Status, float]:
        """The probabilities that it is no question about any guideline."""
        return self._model.asides(question)


class _Memory:
    """The last texts' vectors. Those that it lacks are embedded together. Safe to share between threads."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], size: int) -> None:
        self._embed, self._size = embed, size
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimensions), the caller's own; at least one text."""
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
            for text in found:
                self._known.move_to_end(text)
        if missing := [text for text in dict.fromkeys(texts) if text not in found]:
            new = dict(zip(missing, self._embed(missing), strict=True))
            found |= new
            with self._lock:
                self._known |= new
                while len(self._known) > self._size:
                    self._known.popitem(last=False)
        return np.stack([found[text] for text in texts])
