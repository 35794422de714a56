"""Fitting the calibration on documents of the development split, by the reader as the package ships it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.embedding.encoder import Encoder
from index.embedding.texts import PASSAGE_MARK, question_text
from index.reader.calibration import Calibration, Regression, relevance_features, status_features
from index.reader.model import READ_TOGETHER, STATUSES, Scores
from index.reader.passage_reader import PassageReader
from index.training.cross_encoder import STATUS_OF_KIND
from index.training.document import QuestionKind, TrainingDocument, TrainingQuestion, YesNo
from index.training.studied import in_context

_STRENGTH = 1.0


def calibrated(documents: Sequence[TrainingDocument], encoder: Encoder, reader: PassageReader) -> Calibration:
    """Regressions from the reader's scores of every question to what its document has for it."""
    read = [each for document in documents for each in scores_of(document, encoder, reader)]
    asked = np.stack([status_features(scores) for _, _, scores in read])
    statuses = np.array([STATUSES.index(STATUS_OF_KIND[question.kind]) for question, _, _ in read])
    passages = np.concatenate([relevance_features(scores) for question, _, scores in read if question.evidence])
    relevant = np.array(
        [place in question.relevant for question, places, _ in read if question.evidence for place in places]
    )
    answered = [row for row, (question, _, _) in enumerate(read) if question.kind is QuestionKind.ANSWERABLE]
    says_no = np.array([read[row][0].answer is YesNo.NO for row in answered])
    return Calibration(
        status=_fitted(asked, statuses),
        relevance=_fitted(passages, relevant),
        negative=_fitted(asked[answered], says_no),
    )


def scores_of(
    document: TrainingDocument, encoder: Encoder, reader: PassageReader
) -> Iterator[tuple[TrainingQuestion, list[int], Scores]]:
    """Every question of a document, the places of the passages that it is read with, and the reader's scores."""
    texts = [in_context(passage, document) for passage in document.passages]
    vectors = encoder.vectors([PASSAGE_MARK + text for text in texts])
    cosines = encoder.vectors([question_text(each.asked) for each in document.questions]) @ vectors.T
    for question, row in zip(document.questions, cosines, strict=True):
        places = [int(place) for place in np.argsort(-row)[:READ_TOGETHER]]
        yield question, places, reader.scores(question.asked, [texts[place] for place in places])


def _fitted(features: np.ndarray, wanted: np.ndarray) -> Regression:
    spread = features.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(features / spread, wanted)
    return Regression(model.coef_ / spread, model.intercept_)
