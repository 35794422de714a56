"""What a question is about, learned from the sample questions.

Kernel ridge regression over the bank, one output a label. The kernel adds two views of a question: the cosine of
centred sentence embeddings (raised to the third power, so that near neighbours count most and combinations of
matter and wish can be told apart) and TF-IDF over character n-grams, which knows rare words and survives typos.
Leave-one-out predictions of kernel ridge come in closed form (G. H. Golub, M. Heath, G. Wahba, "Generalized
cross-validation as a method for choosing a good ridge parameter", Technometrics 1979), so scores are calibrated
to probabilities (Platt scaling) on questions that the model has not seen, at no further cost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.model import Catalogue, QuestionKind
from index.model import Outcome, Reading, Vectors, qualified

_POWER = 3
_MEANING_WEIGHT = 2.0
_SPELLING_WEIGHT = 0.2
_RIDGE = 0.3
_MIN_QUESTIONS = 20
_ANSWERED, _MISSING, _CONTRADICTS = "has:answer", "has:gap", "has:contradiction"
_MATTER, _GAP, _KIND = "matter:", "gap:", "kind:"

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample question with its labels. Anchors and gaps are qualified: "stod-asf#handledare"."""

    question: str
    passages: frozenset[str]
    near: frozenset[str]
    gaps: frozenset[str]
    kind: QuestionKind | None
    contradicts: bool

    @property
    def outcome(self) -> Outcome:
        """What a right answer to it is."""
        if self.kind is not None:
            return Outcome(self.kind.value)
        if self.passages:
            return Outcome.PARTIAL if self.gaps else Outcome.ANSWERED
        return Outcome.MISSING

    @property
    def labels(self) -> Iterable[str]:
        """The outputs that should be 1 for it."""
        yield from (_MATTER + anchor for anchor in self.passages | self.near)
        yield from (_GAP + gap for gap in self.gaps)
        if self.kind is not None:
            yield _KIND + self.kind.value
        if self.passages:
            yield _ANSWERED
        if self.gaps:
            yield _MISSING
        if self.contradicts:
            yield _CONTRADICTS


def samples_of(catalogue: Catalogue) -> list[Sample]:
    """All sample questions of all banks."""
    return [
        Sample(
            question=question,
            passages=_qualify(guideline.guideline_id, group.passages),
            near=_qualify(guideline.guideline_id, group.near),
            gaps=_qualify(guideline.guideline_id, group.gaps),
            kind=group.kind,
            contradicts=group.contradicts,
        )
        for guideline in catalogue.guidelines
        if guideline.bank is not None
        for group in guideline.bank.groups
        for question in group.questions
    ]


def _qualify(guideline_id: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(qualified(guideline_id, name) for name in names)


class Understanding:
    """A trained reader of questions. Immutable and safe to share between threads."""

    def __init__(
        self,
        questions: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        arrays: Mapping[str, Matrix],
    ) -> None:
        """Wrap trained arrays; use `train` or `load`.

        `arrays`: weights (questions, labels), base (labels), slope and offset (labels) of the calibration,
        outcome_weights (outcomes, features) and outcome_offset (outcomes).
        """
        self._questions, self._labels, self._arrays = list(questions), list(labels), dict(arrays)
        self._vectors = vectors
        self._center = vectors.mean(axis=0)
        self._known = _unit(vectors - self._center)
        self._spelling = _spelling_features()
        self._spelling_weights = self._spelling.fit_transform(self._questions).T @ self._arrays["weights"]
        self._columns = {
            prefix: [i for i, label in enumerate(self._labels) if label.startswith(prefix)]
            for prefix in (_MATTER, _GAP, _KIND)
        }

    def read(self, question: str, vector: Vectors) -> Reading:
        """Understand one question; `vector` is its embedding, shape (dimensions)."""
        scores = self._scores(_unit((vector - self._center)[None, :]), question)
        chances = _sigmoid(scores * self._arrays["slope"] + self._arrays["offset"])[0]
        features = _outcome_features(scores, self._columns, self._labels)
        logits = features @ self._arrays["outcome_weights"].T + self._arrays["outcome_offset"]
        shares = np.exp(logits[0] - logits[0].max())
        shares /= shares.sum()
        return Reading(
            outcomes={outcome: float(share) for outcome, share in zip(Outcome, shares, strict=True)},
            matters=self._named(_MATTER, chances),
            gaps=self._named(_GAP, chances),
            contradicts=float(chances[self._labels.index(_CONTRADICTS)]),
        )

    def save(self, directory: Path) -> None:
        """Write into a directory; numbers as float32, names as JSON."""
        arrays = {name: array.astype(np.float32) for name, array in self._arrays.items()}
        np.savez(directory / "understanding.npz", allow_pickle=False, vectors=self._vectors, **arrays)
        names = {"questions": self._questions, "labels": self._labels}
        (directory / "understanding.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Understanding | None:
        """Read from a directory; None when nothing was trained there."""
        if not (directory / "understanding.json").is_file():
            return None
        names = json.loads((directory / "understanding.json").read_text(encoding="utf-8"))
        with np.load(directory / "understanding.npz", allow_pickle=False) as file:
            arrays = {name: file[name].astype(np.float64) for name in file.files if name != "vectors"}
            vectors = file["vectors"]
        return cls(names["questions"], vectors, names["labels"], arrays)

    def _scores(self, unit: Matrix, question: str) -> Matrix:
        """One row, a score a label. The linear part of the kernel has its weights multiplied out beforehand."""
        spelled = self._spelling.transform([_fold(question)])
        meant = _meaning(unit @ self._known.T) @ self._arrays["weights"]
        return np.asarray(meant + _SPELLING_WEIGHT * (spelled @ self._spelling_weights) + self._arrays["base"])

    def _named(self, prefix: str, chances: Matrix) -> dict[str, float]:
        return {self._labels[i].removeprefix(prefix): float(chances[i]) for i in self._columns[prefix]}


def train(samples: Sequence[Sample], vectors: Vectors) -> Understanding | None:
    """Learn from sample questions; row i of `vectors` embeds sample i. None when there are too few."""
    if len(samples) < _MIN_QUESTIONS:
        return None
    questions = [_fold(sample.question) for sample in samples]
    labels = sorted({label for sample in samples for label in sample.labels} | {_CONTRADICTS, _ANSWERED, _MISSING})
    wanted = np.array([[label in set(sample.labels) for label in labels] for sample in samples], dtype=np.float64)
    unit = _unit(vectors - vectors.mean(axis=0))
    spelled = _spelling_features().fit_transform(questions)
    kernel = _meaning(unit @ unit.T) + _SPELLING_WEIGHT * (spelled @ spelled.T).toarray()
    base = wanted.mean(axis=0)
    weights, unseen = ridge(kernel, wanted - base)
    unseen += base
    slope, offset = _calibrate(unseen, wanted)
    arrays = {"weights": weights, "base": base, "slope": slope, "offset": offset}
    arrays |= _train_outcomes(unseen, labels, [sample.outcome for sample in samples])
    return Understanding(questions, vectors, labels, arrays)


def ridge(kernel: Matrix, targets: Matrix) -> tuple[Matrix, Matrix]:
    """Kernel ridge regression: the weights, and what a fit without a row predicts for it. Shapes as `targets`."""
    inverse = np.linalg.inv(kernel + _RIDGE * np.eye(len(kernel)))
    weights = inverse @ targets
    return weights, targets - weights / np.diag(inverse)[:, None]


def _train_outcomes(scores: Matrix, labels: Sequence[str], outcomes: Sequence[Outcome]) -> dict[str, Matrix]:
    """A multinomial regression from leave-one-out scores to the outcome as a whole."""
    columns = {
        prefix: [i for i, label in enumerate(labels) if label.startswith(prefix)] for prefix in (_MATTER, _GAP, _KIND)
    }
    features = _outcome_features(scores, columns, labels)
    weights = np.zeros((len(Outcome), features.shape[1]))
    offset = np.full(len(Outcome), -50.0)
    if len(set(outcomes)) == 1:  # nothing to tell apart
        offset[list(Outcome).index(outcomes[0])] = 0.0
        return {"outcome_weights": weights, "outcome_offset": offset}
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features, [outcome.value for outcome in outcomes])
    rows = {str(name): row for row, name in enumerate(model.classes_)}
    for position, outcome in enumerate(Outcome):
        if outcome.value in rows and len(rows) > 2:
            weights[position], offset[position] = (
                model.coef_[rows[outcome.value]],
                model.intercept_[rows[outcome.value]],
            )
        elif outcome.value in rows:  # two classes: one row of coefficients, for the second
            sign = 1.0 if rows[outcome.value] == 1 else 0.0
            weights[position], offset[position] = sign * model.coef_[0], sign * model.intercept_[0]
    return {"outcome_weights": weights, "outcome_offset": offset}


def _outcome_features(scores: Matrix, columns: Mapping[str, list[int]], labels: Sequence[str]) -> Matrix:
    """What the outcome depends on: the best scores of each sort and the summary outputs."""
    parts = [_best(scores[:, columns[_MATTER]], 3), _best(scores[:, columns[_GAP]], 2)]
    parts.append(_fixed(scores, [_KIND + kind.value for kind in QuestionKind], labels))
    parts.append(_fixed(scores, [_ANSWERED, _MISSING, _CONTRADICTS], labels))
    return np.hstack(parts)


def _best(scores: Matrix, count: int) -> Matrix:
    padded = np.pad(scores, ((0, 0), (0, count)), constant_values=0.0)
    return -np.sort(-padded, axis=1)[:, :count]


def _fixed(scores: Matrix, names: Sequence[str], labels: Sequence[str]) -> Matrix:
    index = {label: i for i, label in enumerate(labels)}
    columns = [scores[:, index[name]] if name in index else np.zeros(len(scores)) for name in names]
    return np.stack(columns, axis=1)


def _calibrate(scores: Matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    """Platt scaling, one pair of numbers a label; a label without both answers keeps a steep default."""
    slope, offset = np.full(wanted.shape[1], 8.0), np.full(wanted.shape[1], -4.0)
    for column in range(wanted.shape[1]):
        truth = wanted[:, column]
        if 0 < truth.sum() < len(truth):
            model = LogisticRegression(C=100.0).fit(scores[:, [column]], truth)
            slope[column], offset[column] = model.coef_[0, 0], model.intercept_[0]
    return slope, offset


def _meaning(cosines: Matrix) -> Matrix:
    return np.asarray(_MEANING_WEIGHT * ((1.0 + cosines) / 2.0) ** _POWER, dtype=np.float64)


def _spelling_features() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True, lowercase=False)


def _fold(question: str) -> str:
    return question.lower()


def _unit(rows: npt.NDArray[np.floating]) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float64)


def _sigmoid(values: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -50.0, 50.0))), dtype=np.float64)
