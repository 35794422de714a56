"""The vocabulary of the index: chunk, hit, embedder, and the identity of what was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float32]
"""Shape (texts, dimensions), rows of unit length."""
SPELLING_WEIGHT = 0.2
"""Of spelling beside meaning when passages are ranked; from 0.1 to 0.4 about as many right ones are found."""


class Embedder(Protocol):
    """Turns texts into unit vectors; questions and passages are embedded differently."""

    identity: str
    """Name and version of the model: vectors of equal identity are comparable."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, one row each."""

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

    version_key: str
    anchor: str
    similarity: float
    """Cosine of the embeddings, -1 to 1."""
    spelling: float = 0.0
    """Likeness of the spelling, 0 to 1."""

    @property
    def likeness(self) -> float:
        """Of both: what passages are ranked by."""
        return self.similarity + SPELLING_WEIGHT * self.spelling


class Outcome(StrEnum):
    """How a question can turn out."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    MISSING = "missing"
    SMALLTALK = "smalltalk"
    OFF_TOPIC = "offtopic"
    ATTACK = "attack"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood; every value is a probability."""

    outcomes: Mapping[Outcome, float]
    matters: Mapping[str, float]
    """By qualified anchor: the question is about what this passage says."""
    gaps: Mapping[str, float]
    """By qualified gap: the question asks for this missing thing."""
    contradicts: float
    """The question assumes something that the passage contradicts."""

    @property
    def answering(self) -> float:
        """That the text answers the question, in whole or in part."""
        return self.outcomes[Outcome.ANSWERED] + self.outcomes[Outcome.PARTIAL]

    @property
    def outcome(self) -> Outcome:
        """The likeliest outcome."""
        return max(self.outcomes, key=lambda outcome: self.outcomes[outcome])


def qualified(guideline_id: str, name: str) -> str:
    """A name (anchor or gap) made unique across guidelines."""
    return f"{guideline_id}#{name}"
