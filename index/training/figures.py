"""How well documents that were not learned from are read: pure functions of similarities and probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.training.document import QuestionKind
from index.training.studied import Studied


@dataclass(frozen=True, slots=True)
class Finding:
    """Shares of the answerable questions."""

    first: float
    """A passage of the answer comes first."""
    whole_among_five: float
    whole_among_twelve: float
    """A whole group of evidence is among so many."""
    questions: int

    def __str__(self) -> str:
        return (
            f"{self.questions} questions: first {self.first:.3f}, whole among five {self.whole_among_five:.3f}, "
            f"among twelve {self.whole_among_twelve:.3f}"
        )


def finding(documents: Iterable[Studied]) -> Finding:
    """How well the bi-encoder's cosines rank each document's own passages."""
    ranks = [
        (np.argsort(-studied.similarities[row]).tolist(), question)
        for studied in documents
        for row, question in enumerate(studied.document.questions)
        if question.kind is QuestionKind.ANSWERABLE
    ]

    def whole(most: int) -> float:
        return _share(any(set(group) <= set(order[:most]) for group in asked.evidence) for order, asked in ranks)

    return Finding(
        first=_share(order[0] in asked.relevant for order, asked in ranks),
        whole_among_five=whole(5),
        whole_among_twelve=whole(12),
        questions=len(ranks),
    )


def area_under_curve(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The chance that a positive scores higher than a negative (J. Hanley and B. McNeil, Radiology 1982)."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(positive, scores))


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else float("nan")
