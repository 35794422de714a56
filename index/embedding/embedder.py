"""Sentence embeddings, the only module that knows sentence-transformers.

The bundled default are the package's own encoders, wrapped as input modules, so that they and any model from a hub or a
folder answer to the same `encode_query` and `encode_document`.
Importing this module takes seconds; import it where a model is needed, not at the top of a program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modality_types import Modality
from sentence_transformers.base.modules.input_module import InputModule

from index import messages
from index.embedding.encoder import Encoder
from index.embedding.model_identity import BUNDLED, model_identity
from index.embedding.texts import PASSAGE_MARK, QUESTION_MARK
from index.embedding.tokenizer import MAX_TOKENS
from index.errors import ModelError
from index.model import Vectors

_PROMPTS = {"query": QUESTION_MARK, "document": PASSAGE_MARK}


class BundledEncoder(InputModule):
    """One of the package's encoders as the one module of a SentenceTransformer."""

    def __init__(self, vectors: Callable[[Sequence[str]], Vectors], dimensions: int) -> None:
        """`vectors` turns texts with their marks into unit vectors."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._vectors, self._dimensions = vectors, dimensions
        self.max_seq_length = MAX_TOKENS

    @property
    def modalities(self) -> list[Modality]:
        """Text only."""
        return ["text"]

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor | Any]:
        """Embed at once; the prompt is the mark that goes before each text."""
        texts = [f"{prompt or QUESTION_MARK}{text}" for text in inputs]
        return {"sentence_embedding": torch.from_numpy(self._vectors(texts))}

    def forward(self, features: dict[str, torch.Tensor | Any], **_: Any) -> dict[str, torch.Tensor | Any]:
        """The features already hold the sentence embedding."""
        return features

    def get_embedding_dimension(self) -> int:
        """384 for multilingual-e5-small."""
        return self._dimensions

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Nothing to save: the weights live in the installed package."""


class SentenceEmbedder:
    """An `Embedder` over a SentenceTransformer. Safe to call from several threads."""

    def __init__(self, name: str = BUNDLED, encoder: Encoder | None = None) -> None:
        """Load the bundled model, or one by hub name or folder. Raises ModelError.

        The bundled model is made of `encoder`, where one has been loaded already.
        """
        self.identity = model_identity(name)
        self._lock = threading.Lock()
        self._reentrant = name == BUNDLED
        try:
            self._model, self._samples = _bundled(encoder or Encoder()) if name == BUNDLED else _one_for_all(name)
            self.embed_queries(["uppvärmning"])
        except Exception as error:  # the library raises a different type for every way a model can be missing
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(messages.NO_MODEL.format(model=name, reason=reason)) from error

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions find passages, shape (texts, dimensions)."""
        return self._encode(self._model.encode_query, texts)

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        """Vectors by which questions are compared with one another, shape (texts, dimensions)."""
        return self._encode(self._samples.encode_query, texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        with nullcontext() if self._reentrant else self._lock:  # torch's models gain nothing from running side by side
            encoded = encode(list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(encoded, dtype=np.float32)


def _bundled(encoder: Encoder) -> tuple[SentenceTransformer, SentenceTransformer]:
    """What finds passages, and what compares questions."""
    modules = (BundledEncoder(vectors, encoder.dimensions) for vectors in (encoder.vectors, encoder.sample_vectors))
    found, compared = (SentenceTransformer(modules=[module], prompts=_PROMPTS, device="cpu") for module in modules)
    return found, compared


def _one_for_all(name: str) -> tuple[SentenceTransformer, SentenceTransformer]:
    model = SentenceTransformer(name, device="cpu")
    return model, model
