"""What a question is about, learned from the sample questions.

Scores of every label (see `ridge`) are calibrated to probabilities by Platt scaling on leave-one-out predictions. A
second, small regression turns the best scores of the whole question and of its clauses into one decision: is it
answered, answered in part, or not, or no question about the guideline at all?
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.model import Status, text_hash
from index.classifier.features import Labels, clause_features, whole_features
from index.classifier.kernel_ridge import Matrix, Scorer, TextKernel, fit_ridge
from index.classifier.samples import GAP, HAS_ANSWER, HAS_CONTRADICTION, HAS_GAP, PASSAGE, STATUS_NAMES, Sample
from index.clauses import clauses_of
from index.method import UNDERSTANDING
from index.model import Prediction, Vectors

Embed: TypeAlias = Callable[[Sequence[str]], Vectors]
"""Turns questions into vectors, one row each."""
_MIN_QUESTIONS = 20
_SCORER = "scorer_"
_NUMBERS, _NAMES = "understanding.npz", "understanding.json"
_TWO_ASKS_COUNT = 0.5
"""The bank has about twice as many questions of two asks as people put; they count for so much in the decision."""
_CLAUSE_LESSONS = 900
"""About so many questions teach how clauses bear on the decision."""
_MOST_CLAUSES, _LONGEST_CLAUSE = 20, 400
"""Clauses that are read by themselves, the last ones, and their characters: each costs as much as a whole question, and
what is asked stands at the end of a long story. No case of the suites has more than eight."""
_CLAUSE_SURE = 0.6
_CLAUSE_DISCOUNT = 0.9
"""A clause's matter counts for the whole question when the clause is this sure of it, a little less than its own."""


class QuestionClassifier:
    """A trained reader of questions. Immutable and safe to share between threads."""

    def __init__(self, scorer: Scorer, names: Sequence[str], arrays: Mapping[str, Matrix]) -> None:
        """Wrap trained parts; use `train` or `load`.

        `arrays`: slope and offset (labels) of the calibration, outcome_weights (statuses, features) and outcome_offset
        (statuses).
        """
        self._scorer, self._arrays = scorer, dict(arrays)
        self._labels = Labels(names)

    def predict(self, question: str, embed: Embed, latest: str | None = None) -> Prediction:
        """Understand a question. `latest` is the part of it whose clauses count, when it carries earlier turns."""
        clauses = [each for each in dict.fromkeys(clauses_of(latest or question)) if len(each) <= _LONGEST_CLAUSE]
        clauses = clauses[-_MOST_CLAUSES:]
        texts = [question, *clauses]
        scores = self._scorer.scores(texts, embed(texts))
        probabilities = _sigmoid(scores * self._arrays["slope"] + self._arrays["offset"])
        owners = np.zeros(len(clauses), dtype=np.intp)
        features = np.hstack(
            [
                whole_features(scores[:1], self._labels),
                whole_features(probabilities[:1], self._labels),
                clause_features(scores[1:], owners, 1, self._labels),
            ]
        )
        logits = features @ self._arrays["outcome_weights"].T + self._arrays["outcome_offset"]
        shares = np.exp(logits[0] - logits[0].max())
        shares /= shares.sum()
        whole, parts = probabilities[0], probabilities[1:]
        sure = np.where(parts > _CLAUSE_SURE, _CLAUSE_DISCOUNT * parts, 0.0)
        return Prediction(
            status_probabilities=dict(zip(STATUS_NAMES, map(float, shares), strict=True)),
            passage_probabilities=self._labels.named(PASSAGE, np.vstack([whole, sure]).max(axis=0)),
            gap_probabilities=self._labels.named(GAP, np.vstack([whole, sure]).max(axis=0)),
            contradicts=float(self._labels.one(probabilities, HAS_CONTRADICTION)[0]),
        )

    def save(self, directory: Path) -> None:
        """Write into a directory: numbers in one file, names as JSON in another."""
        arrays = {_SCORER + name: array for name, array in self._scorer.arrays.items()}
        np.savez(directory / _NUMBERS, allow_pickle=False, **arrays, **self._arrays)
        names = {"labels": self._labels.names, "ngrams": self._scorer.ngrams}
        (directory / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def copy(source: Path, target: Path) -> None:
        """Copy what was saved in one directory, if anything was, to another."""
        for name in (_NUMBERS, _NAMES):
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)

    @classmethod
    def load(cls, directory: Path) -> QuestionClassifier | None:
        """Read from a directory; None when nothing was trained there."""
        if not (directory / _NAMES).is_file():
            return None
        names = json.loads((directory / _NAMES).read_text(encoding="utf-8"))
        with np.load(directory / _NUMBERS, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        scorer = {name.removeprefix(_SCORER): array for name, array in arrays.items() if name.startswith(_SCORER)}
        rest = {name: array for name, array in arrays.items() if not name.startswith(_SCORER)}
        return cls(Scorer(scorer, names["ngrams"]), names["labels"], rest)


def train(samples: Sequence[Sample], vectors: Vectors, embed: Embed) -> QuestionClassifier | None:
    """Learn from sample questions; row i of `vectors` embeds sample i. None when there are too few.

    `embed` is asked for the clauses of samples that have several.
    """
    if len(samples) < _MIN_QUESTIONS:
        return None
    questions = [sample.question for sample in samples]
    owned = [set(sample.labels) for sample in samples]
    names = sorted(set().union(*owned) | {HAS_CONTRADICTION, HAS_ANSWER, HAS_GAP})
    labels = Labels(names)
    wanted = np.array([[name in own for name in names] for own in owned], dtype=np.float64)
    kernel = TextKernel(questions, vectors)
    fit = fit_ridge(kernel.upper(), wanted)
    leave_one_out = fit.leave_one_out(wanted)
    slope, offset = _calibrate(leave_one_out, wanted)
    lessons = clause_lessons(questions)
    rows = [row for row, clauses in lessons.items() for _ in clauses]
    clauses = [clause for found in lessons.values() for clause in found]
    owners = np.array(rows, dtype=np.intp)
    parts = fit.leave_row_out(kernel.full(clauses, embed(clauses)), owners) if clauses else np.zeros((0, len(names)))
    features = np.hstack(
        [
            whole_features(leave_one_out, labels),
            whole_features(_sigmoid(leave_one_out * slope + offset), labels),
            clause_features(parts, owners, len(samples), labels),
        ]
    )
    kept = [row for row, question in enumerate(questions) if row in lessons or not clauses_of(question)]
    decision = _train_statuses(features[kept], [samples[row].status for row in kept])
    return QuestionClassifier(Scorer.of(kernel, fit), names, {"slope": slope, "offset": offset} | decision)


def lessons_fingerprint(samples: Sequence[Sample], model: str) -> str:
    """What a training depends on, in one word: equal samples, embedding model and method give an equal reader."""
    parts = [UNDERSTANDING, model, *(line for each in samples for line in (each.question, *sorted(each.labels)))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def clause_lessons(questions: Sequence[str]) -> dict[int, list[str]]:
    """The questions whose clauses teach the decision, by row, with those clauses.

    Embedding every clause would take as long again as embedding the bank; a share of them teaches as much. It is
    chosen by the questions' own text, so that a bank that grows keeps most of its choice, and its vectors.
    """
    several = {row: clauses for row, question in enumerate(questions) if (clauses := clauses_of(question))}
    share = _CLAUSE_LESSONS / max(len(several), 1)
    return {row: clauses for row, clauses in several.items() if _draw(questions[row]) < share}


def _draw(text: str) -> float:
    """A number between 0 and 1 that is drawn by the text, evenly over many texts."""
    return int(text_hash(text)[:8], 16) / 16**8


def _train_statuses(features: Matrix, statuses: Sequence[Status]) -> dict[str, Matrix]:
    """A multinomial regression from features to the status; statuses without samples stay impossible."""
    weights = np.zeros((len(STATUS_NAMES), features.shape[1]))
    offset = np.full(len(STATUS_NAMES), -50.0)
    places = {name: place for place, name in enumerate(STATUS_NAMES.values())}
    if len(set(statuses)) == 1:  # nothing to tell apart
        offset[places[STATUS_NAMES[statuses[0]]]] = 0.0
        return {"outcome_weights": weights, "outcome_offset": offset}
    counts = {Status.PARTIAL: _TWO_ASKS_COUNT}
    weight = {STATUS_NAMES[status]: counts.get(status, 1.0) for status in set(statuses)}
    model = LogisticRegression(C=10.0, max_iter=3000, class_weight=weight)
    model.fit(features, [STATUS_NAMES[status] for status in statuses])
    found = [places[str(name)] for name in model.classes_]
    if len(found) == 2:  # one row of coefficients, for the second class
        weights[found[1]], offset[found] = model.coef_[0], [0.0, model.intercept_[0]]
    else:
        weights[found], offset[found] = model.coef_, model.intercept_
    return {"outcome_weights": weights, "outcome_offset": offset}


def _calibrate(scores: Matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    """Platt scaling, one pair of numbers a label; a label without both answers keeps a steep default."""
    slope, offset = np.full(wanted.shape[1], 8.0), np.full(wanted.shape[1], -4.0)
    for column in range(wanted.shape[1]):
        truth = wanted[:, column]
        if 0 < truth.sum() < len(truth):
            model = LogisticRegression(C=100.0, solver="newton-cholesky").fit(scores[:, [column]], truth)
            slope[column], offset[column] = model.coef_[0, 0], model.intercept_[0]
    return slope, offset


def _sigmoid(values: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -50.0, 50.0))), dtype=np.float64)
