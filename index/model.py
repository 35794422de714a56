"""The vocabulary of the index: what is found and read, and the models that do so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus.model import LocatedPassage, Status

Vectors: TypeAlias = npt.NDArray[np.float32]
"""Shape (texts, dimensions), rows of unit length."""
LEXICAL_WEIGHT = 0.2
"""Of the lexical score beside the semantic one in ranking; from 0.1 to 0.4 about as many right passages are found."""


class Embedder(Protocol):
    """Turns texts into unit vectors; questions and passages are embedded differently."""

    identity: str
    """Name and version of the model: vectors of equal identity are comparable."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions find passages, one row each."""

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions are compared with one another, one row each."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage as it is embedded: in the context of its document."""

    chunk_id: str
    version_key: str
    anchor: str
    text: str
    """What is embedded, title, section and lead-in included; never shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question."""

    passage: LocatedPassage
    semantic_score: float
    """Cosine of the embeddings, -1 to 1."""
    lexical_score: float = 0.0
    """Likeness of the words' spelling, 0 to 1."""
    in_context: str = ""
    """The passage as it was embedded."""

    @property
    def score(self) -> float:
        """Of both: what passages are ranked by."""
        return self.semantic_score + LEXICAL_WEIGHT * self.lexical_score


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a question was understood; every value is a probability."""

    status_probabilities: Mapping[Status, float]
    passage_probabilities: Mapping[str, float]
    """By qualified anchor: the question is about what this passage says."""
    gap_probabilities: Mapping[str, float]
    """By qualified gap: the question asks for this missing thing."""
    contradicts: float
    """The question assumes something that the passage contradicts."""

    @property
    def answers(self) -> float:
        """That the text answers the question, in whole or in part."""
        return self.status_probabilities[Status.ANSWERED] + self.status_probabilities[Status.PARTIAL]

    @property
    def status(self) -> Status:
        """The likeliest."""
        return max(self.status_probabilities, key=lambda status: self.status_probabilities[status])

    @property
    def certainty(self) -> float:
        """The probability of the likeliest status."""
        return self.status_probabilities[self.status]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read with some passages; every value is a probability."""

    status_probabilities: Mapping[Status, float]
    """Of what the passages have for the question; small talk and attacks are none of them."""
    relevance: tuple[float, ...]
    """Of each passage, that it belongs to the answer."""
    negative: float
    """That it is a yes/no question whose answer by the text is no."""

    @property
    def answers(self) -> float:
        """That the passages answer the question, in whole or in part."""
        return self.status_probabilities[Status.ANSWERED] + self.status_probabilities[Status.PARTIAL]


class ReadingModel(Embedder, Protocol):
    """What answering needs of a model: vectors, and a reading of a question with what was found for it."""

    def read(self, question: str, passages: Sequence[str]) -> Reading | None:
        """How a question is read with passages in their context; None without any."""

    def asides(self, question: str) -> Mapping[Status, float]:
        """The probabilities that it is small talk, or an attempt at misuse, and no question about any guideline."""


def qualified(guideline_id: str, name: str) -> str:
    """A name (anchor or gap) made unique across guidelines."""
    return f"{guideline_id}#{name}"
