"""What the outcome of a question depends on: a row of numbers from the scores of its labels.

The whole question counts by its best labels, its clauses by their extremes. Scores and calibrated chances are taken
alike: the first tell degrees apart at the ends, the second in between.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.model import Status
from index.classifier.kernel_ridge import Matrix
from index.classifier.samples import GAP, HAS_ANSWER, HAS_CONTRADICTION, HAS_GAP, PASSAGE, status_label

_TURNS_OUT = (
    *(status_label(status) for status in (Status.SMALLTALK, Status.OFF_TOPIC, Status.REFUSED)),
    *(status_label(status) for status in (Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES)),
)
"""The labels of which every question has one."""


class Labels:
    """The outputs of the regression and where they stand."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._at = {name: place for place, name in enumerate(self.names)}
        self.columns = {
            prefix: [place for place, name in enumerate(self.names) if name.startswith(prefix)]
            for prefix in (PASSAGE, GAP)
        }

    def one(self, scores: Matrix, name: str) -> Matrix:
        """The column of one label, shape (texts); zeros for a label that no sample has."""
        place = self._at.get(name)
        return np.zeros(len(scores)) if place is None else scores[:, place]

    def named(self, prefix: str, probabilities: Matrix) -> dict[str, float]:
        """One row's values by name, for all labels of a sort."""
        return {self.names[place].removeprefix(prefix): float(probabilities[place]) for place in self.columns[prefix]}


def whole_features(scores: Matrix, labels: Labels) -> Matrix:
    """What the outcome depends on in the whole question: the best of each sort and the summary outputs.

    Taken of scores and of calibrated chances alike: the first tell degrees apart at the ends, the second in between.
    """
    kinds = [labels.one(scores, name) for name in _TURNS_OUT]
    summary = [labels.one(scores, name) for name in (HAS_ANSWER, HAS_GAP, HAS_CONTRADICTION)]
    best = [_best(scores[:, labels.columns[PASSAGE]], 3), _best(scores[:, labels.columns[GAP]], 2)]
    return np.hstack([*best, np.stack([*kinds, *summary], axis=1)])


def clause_features(scores: Matrix, owners: npt.NDArray[np.intp], count: int, labels: Labels) -> Matrix:
    """What it depends on in the clauses: the extremes over them; zeros for a question of one clause.

    Misuse hides behind an innocent question, and what is missing behind what is answered, so every way of turning out
    counts by its likeliest clause.

    `scores` has a row a clause, `owners` the question it belongs to, `count` is the number of questions.
    """
    answer, gap = labels.one(scores, HAS_ANSWER), labels.one(scores, HAS_GAP)
    sides = [answer, gap, answer - gap]
    tops = [_best(scores[:, labels.columns[sort]], 1)[:, 0] for sort in (GAP, PASSAGE)]
    tops += [labels.one(scores, name) for name in _TURNS_OUT]
    features = np.zeros((count, 2 * len(sides) + len(tops) + 1))
    for question in np.unique(owners):
        rows = owners == question
        extremes = [extreme for side in sides for extreme in (side[rows].max(), side[rows].min())]
        features[question] = [*extremes, *(top[rows].max() for top in tops), 1.0]
    return features


def _best(scores: Matrix, count: int) -> Matrix:
    padded = np.pad(scores, ((0, 0), (0, count)), constant_values=0.0)
    return -np.sort(-padded, axis=1)[:, :count]
