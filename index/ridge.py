"""Kernel ridge regression over texts, with predictions for what a fit has not seen.

The kernel adds two views of a question: the cosine of centred sentence embeddings (raised to the third power, so that
near neighbours count most and combinations of matter and wish can be told apart) and TF-IDF over character n-grams,
which knows rare words and survives typos. Leave-one-out predictions come in closed form (G. H. Golub, M. Heath,
G. Wahba, "Generalized cross-validation as a method for choosing a good ridge parameter", Technometrics 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack
from sklearn.feature_extraction.text import TfidfVectorizer

from index.model import Vectors

POWER = 3
MEANING_WEIGHT = 2.0
SPELLING_WEIGHT = 0.5
RIDGE = 0.3

Matrix = npt.NDArray[np.float64]


class TextKernel:
    """The kernel between any questions and a fixed set of known ones."""

    def __init__(self, questions: Sequence[str], vectors: Vectors) -> None:
        """Row i of `vectors` embeds question i."""
        self.center = vectors.mean(axis=0)
        self.known = _unit(vectors - self.center).astype(np.float32)
        self.spelling = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True, lowercase=False
        )
        self.spelled = self.spelling.fit_transform([_fold(question) for question in questions])

    def meaning(self, vectors: Vectors) -> Matrix:
        """The part of the kernel that comes from embeddings, shape (texts, known).

        The product is taken in single precision, the precision of the embeddings, sixteen times as fast as in double.
        """
        cosines = _unit(vectors - self.center).astype(np.float32) @ self.known.T
        return MEANING_WEIGHT * ((1.0 + cosines.astype(np.float64)) / 2.0) ** POWER

    def spelling_of(self, questions: Sequence[str]) -> npt.NDArray[np.float64]:
        """TF-IDF features of questions, a sparse matrix of shape (texts, n-grams)."""
        features: npt.NDArray[np.float64] = self.spelling.transform([_fold(question) for question in questions])
        return features

    def full(self, questions: Sequence[str], vectors: Vectors) -> Matrix:
        """The kernel itself, shape (texts, known)."""
        spelled = (self.spelling_of(questions) @ self.spelled.T).toarray()
        return np.asarray(self.meaning(vectors) + SPELLING_WEIGHT * spelled, dtype=np.float64)


class Scorer:
    """A fitted regression, ready to score questions quickly.

    The kernel's spelling part is linear in its features, so its weights are multiplied out once.
    """

    def __init__(self, kernel: TextKernel, weights: Matrix, base: Matrix) -> None:
        """`weights` has shape (known, labels), `base` (labels)."""
        self._kernel, self._weights, self._base = kernel, weights, base
        self._spelling_weights = SPELLING_WEIGHT * (kernel.spelled.T @ weights)

    def scores(self, questions: Sequence[str], vectors: Vectors) -> Matrix:
        """Scores of shape (texts, labels): about 1 where a label applies, about 0 where not."""
        meant = self._kernel.meaning(vectors) @ self._weights
        spelled = self._kernel.spelling_of(questions) @ self._spelling_weights
        return np.asarray(meant + spelled + self._base, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression just fitted, with what is needed to predict for rows it should not have seen."""

    weights: Matrix
    base: Matrix
    inverse: Matrix

    def unseen(self, targets: Matrix) -> Matrix:
        """What a fit without row i predicts for row i, for every i."""
        return targets - self.weights / np.diag(self.inverse)[:, None]

    def without(self, kernel: Matrix, rows: npt.NDArray[np.intp]) -> Matrix:
        """What a fit without row `rows[i]` predicts for a text whose kernel with the known ones is `kernel[i]`."""
        change = np.einsum("ij,ij->i", kernel, self.inverse[rows]) / np.diag(self.inverse)[rows]
        return np.asarray(kernel @ self.weights + self.base - change[:, None] * self.weights[rows], dtype=np.float64)


def fit_ridge(kernel: Matrix, targets: Matrix) -> Fit:
    """Fit all labels at once; `kernel` is square over the rows of `targets`."""
    base = targets.mean(axis=0)
    inverse = _inverse(kernel + RIDGE * np.eye(len(kernel)))
    return Fit(np.asarray(inverse @ (targets - base), dtype=np.float64), base, inverse)


def _inverse(matrix: Matrix) -> Matrix:
    """The inverse of a symmetric positive definite matrix by Cholesky, in half the time of a general one."""
    factor, failed = lapack.dpotrf(matrix, lower=1)
    lower, failed_too = lapack.dpotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    return np.asarray(np.tril(lower) + np.tril(lower, -1).T, dtype=np.float64)


def _unit(rows: npt.NDArray[np.floating]) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float64)


def _fold(question: str) -> str:
    return question.lower()
