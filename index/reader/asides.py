"""What is no question about any guideline: small talk, and attempts at misuse.

Told by a regression over a question's vector and the n-grams of its characters, learned once for all guidelines, so
that one without sample questions need not read a greeting as a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from corpus.model import Status
from index.model import Vectors

Array: TypeAlias = npt.NDArray[np.float32]
ASIDES = (Status.SMALLTALK, Status.REFUSED)
"""What is told apart from questions about a guideline, in the order of the weights."""
_NGRAMS, _PLACES = (2, 4), 2**15
_MEANING = 2.0
"""How much longer a vector is than the row of its n-grams."""
_PENALTY = 30.0


class AsideClassifier:
    """Immutable and safe to share between threads."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        """Wrap fitted arrays; use `fit` or `load`.

        center (dimensions), idf (places), weights (1 + asides, dimensions + places), offset (1 + asides).
        """
        self._arrays = dict(arrays)
        self._counts, self._weighing = _counts(), TfidfTransformer(sublinear_tf=True)
        self._weighing.idf_ = self._arrays["idf"]

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> list[dict[Status, float]]:
        """Of each aside for each text; row i of `vectors` compares text i with other questions."""
        rows = _features(vectors - self._arrays["center"], self._weighing.transform(self._counts.transform(texts)))
        logits = np.asarray(rows @ self._arrays["weights"].T + self._arrays["offset"])
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return [dict(zip(ASIDES, map(float, row[1:]), strict=True)) for row in shares]

    def save(self, file: Path) -> None:
        """Write it, in half the precision."""
        halves: dict[str, Any] = {name: array.astype(np.float16) for name, array in self._arrays.items()}
        np.savez_compressed(file, allow_pickle=False, **halves)

    @classmethod
    def load(cls, file: Path) -> AsideClassifier:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError."""
        with np.load(file, allow_pickle=False) as kept:
            return cls({name: kept[name].astype(np.float32) for name in kept.files})


def fit(texts: Sequence[str], kinds: Sequence[Status | None], vectors: Vectors) -> AsideClassifier:
    """Learn from texts that are asides of a kind, or questions about some guideline (None). Each kind has to occur."""
    center, weighing = vectors.mean(axis=0), TfidfTransformer(sublinear_tf=True)
    ngrams = weighing.fit_transform(_counts().transform(texts))
    model = LogisticRegression(C=_PENALTY, max_iter=1000)
    model.fit(_features(vectors - center, ngrams), [0 if kind is None else 1 + ASIDES.index(kind) for kind in kinds])
    fitted = {"center": center, "idf": weighing.idf_, "weights": model.coef_, "offset": model.intercept_}
    return AsideClassifier({name: np.asarray(array, dtype=np.float32) for name, array in fitted.items()})


def _counts() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=_NGRAMS, n_features=_PLACES, alternate_sign=False, norm=None, dtype=np.float32
    )


def _features(centred: Vectors, ngrams: Any) -> Any:
    unit = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return hstack([csr_matrix(_MEANING * unit), ngrams]).tocsr()
