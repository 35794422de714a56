"""From the network's scores to probabilities: three small regressions, fitted on documents it never learned from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.model import Reading
from index.reader.model import STATUSES, Scores

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted logistic regression: one row of weights a class, or a single row for yes or no."""

    weights: Table
    offset: Table

    def probabilities(self, features: Table) -> Table:
        """Shape (rows, classes), or (rows,) for yes or no."""
        logits = features @ self.weights.T + self.offset
        if self.weights.shape[0] == 1:
            return np.asarray(1 / (1 + np.exp(-logits[:, 0])))
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The regressions for the status, for each passage, and for a no."""

    status: Regression
    relevance: Regression
    negative: Regression

    def reading(self, scores: Scores) -> Reading:
        """Probabilities for scores of at least one passage."""
        asked = status_features(scores)[None]
        shares = self.status.probabilities(asked)[0]
        return Reading(
            status_probabilities=dict(zip(STATUSES, map(float, shares), strict=True)),
            relevance=tuple(map(float, self.relevance.probabilities(relevance_features(scores)))),
            negative=float(self.negative.probabilities(asked)[0]),
        )

    def save(self, file: Path) -> None:
        """Write it as JSON."""
        parts = {
            name: {"weights": part.weights.tolist(), "offset": part.offset.tolist()}
            for name, part in (("status", self.status), ("relevance", self.relevance), ("negative", self.negative))
        }
        file.write_text(json.dumps(parts) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Calibration:
        """Read what `save` wrote. Raises OSError, ValueError, KeyError or TypeError."""
        parts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            **{name: Regression(np.array(part["weights"]), np.array(part["offset"])) for name, part in parts.items()}
        )


def status_features(scores: Scores) -> Table:
    """What tells whether anything answers, shape (features,)."""
    relevance = np.sort(scores.relevance.astype(np.float64))[::-1]
    similarity = np.sort(scores.similarity.astype(np.float64))[::-1]
    membership = np.sort(scores.membership.astype(np.float64))[::-1]
    second = min(1, len(relevance) - 1)
    return np.array(
        [
            *(scores.status.astype(np.float64) - scores.status.mean()),
            scores.nothing - _log_sum(relevance),
            relevance[0] - relevance[second],
            membership[0],
            membership[second],
            10 * similarity[0],
            10 * (similarity[0] - similarity[second]),
            10 * (similarity[0] - similarity.mean()),
            scores.negative,
        ]
    )


def relevance_features(scores: Scores) -> Table:
    """What tells whether a passage belongs to the answer, shape (passages, features)."""
    relevance = scores.relevance.astype(np.float64)
    similarity = scores.similarity.astype(np.float64)
    return np.stack(
        [
            relevance - _log_sum(relevance),
            relevance - relevance.max(),
            scores.membership.astype(np.float64),
            10 * (similarity - similarity.max()),
            relevance - scores.nothing,
        ],
        axis=1,
    )


def _log_sum(values: Table) -> float:
    best = values.max()
    return float(best + np.log(np.exp(values - best).sum()))
