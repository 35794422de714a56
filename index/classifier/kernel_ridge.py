"""Kernel ridge regression over texts, with predictions for what a fit has not seen.

The kernel adds two views of a question: the cosine of centred sentence embeddings (raised to the third power, so that
near neighbours count most and combinations of matter and wish can be told apart) and TF-IDF over character n-grams,
which knows rare words and survives typos. Leave-one-out predictions come in closed form (G. H. Golub, M. Heath,
G. Wahba, "Generalized cross-validation as a method for choosing a good ridge parameter", Technometrics 1979).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.linalg import get_lapack_funcs
from sklearn.feature_extraction.text import TfidfVectorizer

from index.model import Vectors

POWER = 3
SEMANTIC_WEIGHT = 2.0
LEXICAL_WEIGHT = 0.5
RIDGE = 0.3

_COMMON = 0.1
"""N-grams in more questions than this share tell little and cost a third of the training."""
_ROWS = 1024

Matrix: TypeAlias = npt.NDArray[np.floating]
"""Of single precision where it is large, else of double."""


class TextKernel:
    """The kernel between any questions and a fixed set of known ones."""

    def __init__(self, questions: Sequence[str], vectors: Vectors) -> None:
        """Row i of `vectors` embeds question i."""
        self.center = vectors.mean(axis=0)
        self.known = _unit(vectors - self.center)
        self.vectorizer = _vectorizer(min_df=2, max_df=_COMMON)
        self.tfidf = self.vectorizer.fit_transform([question.lower() for question in questions])

    def full(self, questions: Sequence[str], vectors: Vectors) -> Vectors:
        """The kernel itself, shape (texts, known), in the embeddings' single precision."""
        tfidf = self.vectorizer.transform([question.lower() for question in questions])
        return self._filled(_unit(vectors - self.center), tfidf, from_diagonal=False)

    def upper(self) -> Vectors:
        """The kernel among the known ones, shape (known, known), of which only the upper triangle is computed."""
        return self._filled(self.known, self.tfidf, from_diagonal=True)

    def _filled(self, centred: Vectors, tfidf: Any, *, from_diagonal: bool) -> Vectors:
        kernel = np.zeros((len(centred), len(self.known)), dtype=np.float32)
        for rows in _slices(len(centred)):  # a part at a time: what is put together on the way needs as much again
            columns = slice(rows.start if from_diagonal else 0, None)
            kernel[rows, columns] = _semantic(centred[rows], self.known[columns])
            kernel[rows, columns] += LEXICAL_WEIGHT * (tfidf[rows] @ self.tfidf[columns].T).toarray()
        return kernel


class Scorer:
    """A fitted regression, ready to score questions quickly, to be saved and loaded.

    The kernel's spelling part is linear in its features, so its weights are multiplied out once.
    """

    def __init__(self, arrays: Mapping[str, Matrix], ngrams: Sequence[str]) -> None:
        """Wrap fitted arrays: center (dimensions), known (known, dimensions), weights (known, labels), base (labels).

        With them idf (n-grams) and spelling_weights (n-grams, labels), in the order of `ngrams`.
        """
        self.arrays, self.ngrams = dict(arrays), list(ngrams)
        self._vectorizer = _vectorizer(vocabulary={ngram: place for place, ngram in enumerate(self.ngrams)})
        self._vectorizer.idf_ = self.arrays["idf"].astype(np.float64)

    @classmethod
    def of(cls, kernel: TextKernel, fit: Fit) -> Scorer:
        """From a kernel and what was fitted with it."""
        arrays = {
            "center": kernel.center,
            "known": kernel.known,
            "weights": fit.weights,
            "base": fit.base,
            "idf": kernel.vectorizer.idf_,
            "spelling_weights": LEXICAL_WEIGHT * (kernel.tfidf.T @ fit.weights),
        }
        single = {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
        return cls(single, list(kernel.vectorizer.get_feature_names_out()))

    def scores(self, questions: Sequence[str], vectors: Vectors) -> Matrix:
        """Scores of shape (texts, labels): about 1 where a label applies, about 0 where not."""
        arrays = self.arrays
        semantic = _semantic(_unit(vectors - arrays["center"]), arrays["known"]) @ arrays["weights"]
        lexical = self._vectorizer.transform([question.lower() for question in questions]) @ arrays["spelling_weights"]
        return np.asarray(semantic + lexical + arrays["base"], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression just fitted, with what is needed to predict for rows it should not have seen."""

    weights: Matrix
    base: Matrix
    root: Matrix
    """Lower triangular; its transpose times itself is the inverse of the kernel with the ridge."""
    diagonal: Matrix
    """Of that inverse."""

    def leave_one_out(self, targets: Matrix) -> Matrix:
        """What a fit without row i predicts for row i, for every i."""
        return targets - self.weights / self.diagonal[:, None]

    def leave_row_out(self, kernel: Matrix, rows: npt.NDArray[np.intp]) -> Matrix:
        """What a fit without row `rows[i]` predicts for a text whose kernel with the known ones is `kernel[i]`."""
        left_out, place = np.unique(rows, return_inverse=True)
        inverse = self.root[:, left_out].T @ self.root
        change = np.einsum("ij,ij->i", kernel, inverse[place]) / self.diagonal[rows]
        return np.asarray(kernel @ self.weights + self.base - change[:, None] * self.weights[rows])


def fit_ridge(kernel: Matrix, targets: Matrix) -> Fit:
    """Fit all labels at once.

    `kernel` is symmetric, over the rows of `targets`; its upper triangle is read, and all of it is overwritten.
    """
    base = targets.mean(axis=0)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    root = _inverse_root(kernel.T)  # the order that LAPACK works in, where upper is lower
    weights = root.T @ (root @ (targets - base).astype(kernel.dtype))
    return Fit(weights, base, root, np.einsum("ij,ij->j", root, root))


def _inverse_root(matrix: Matrix) -> Matrix:
    """The inverse of the Cholesky factor of a positive definite matrix in Fortran order, which is overwritten.

    The inverse itself would take half as long again, and only some of its rows are ever needed.
    """
    factorize, invert = get_lapack_funcs(("potrf", "trtri"), (matrix,))
    factor, failed = factorize(matrix, lower=1, overwrite_a=1, clean=1)
    root, failed_too = invert(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    return np.asarray(root)


def _semantic(vectors: Matrix, known: Matrix) -> Vectors:
    """The part of the kernel that comes from centred unit embeddings, shape (texts, known)."""
    similar = vectors @ known.T
    similar += 1.0
    similar *= 0.5
    power = SEMANTIC_WEIGHT * similar
    for _ in range(POWER - 1):  # numpy's own power takes four times as long
        power *= similar
    return np.asarray(power, dtype=np.float32)


def _vectorizer(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, lowercase=False, dtype=np.float32, **options
    )


def _slices(count: int) -> Iterator[slice]:
    for start in range(0, count, _ROWS):
        yield slice(start, min(start + _ROWS, count))


def _unit(rows: Matrix) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)
