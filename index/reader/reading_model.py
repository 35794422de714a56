"""The models that answering needs, loaded together: one that embeds texts, and one that reads questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.model import Status
from index import messages
from index.embedding.embedder import SentenceEmbedder
from index.embedding.encoder import Encoder
from index.embedding.onnx_files import ASIDES, WEIGHTS
from index.embedding.texts import asked_text, question_text
from index.errors import ModelError
from index.model import Embedder, Reading, Vectors
from index.reader.asides import AsideClassifier
from index.reader.passage_reader import PassageReader


class BundledReadingModel:
    """An embedder, which may be another than the bundled one, and the bundled reader. Safe to share between threads."""

    def __init__(self, name: str) -> None:
        """Load both. `name` is that of the embedder, see `SentenceEmbedder`. Raises ModelError."""
        try:
            encoder = Encoder()
            self._reader = PassageReader(encoder)
            self._asides = AsideClassifier.load(WEIGHTS / ASIDES)
        except Exception as error:  # the libraries raise a different type for every way a file can be missing
            raise ModelError(messages.NO_READER.format(reason=str(error) or type(error).__name__)) from error
        self._embedder: Embedder = SentenceEmbedder(name, encoder)
        self._encoder = encoder
        self.identity = self._embedder.identity

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimensions)."""
        return self._embedder.embed_queries(texts)

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions are compared, shape (texts, dimensions)."""
        return self._embedder.embed_samples(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._embedder.embed_passages(texts)

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """How a question is read with passages in their context; None without any."""
        return self._reader.read(question, passages)

    def asides(self, question: str) -> Mapping[Status, float]:
        """The probabilities that it is small talk, or an attempt at misuse, and no question about any guideline."""
        [found] = self._asides.probabilities(
            [asked_text(question)], self._encoder.sample_vectors([question_text(question)])
        )
        return found
