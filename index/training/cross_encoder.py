"""Teaching the cross-encoder: which of a question's passages answer it, and whether any does."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.model import Status
from index.reader.layout import layout_of
from index.reader.model import READ_TOGETHER, STATUSES
from index.training.document import QuestionKind, YesNo
from index.training.figures import area_under_curve
from index.training.network import CrossEncoder
from index.training.studied import Studied

Lesson: TypeAlias = tuple[Studied, int]
"""A document and the row of one of its questions."""
CANDIDATES = 5
"""Passages that a question is read with while learning."""
_HARDEST = 12
"""The wrong ones are drawn from so many that lie nearest."""
STATUS_OF_KIND: dict[QuestionKind, Status] = {
    QuestionKind.ANSWERABLE: Status.ANSWERED,
    QuestionKind.PARTIAL: Status.PARTIAL,
    QuestionKind.UNANSWERABLE: Status.NOT_IN_GUIDELINES,
    QuestionKind.OFF_TOPIC: Status.OFF_TOPIC,
}
_MEMBERSHIP, _STATUS_WEIGHT, _NEGATIVE = 0.5, 0.5, 0.2
"""What the other tasks count for beside relevance."""
_REMOVED = 0.25
"""So often the passages that answer are left out and the question is unanswerable: so it is learned from what stands
there, and not from how the question is put, whether it is answered."""


def loss_of(cross_encoder: CrossEncoder, lesson: Lesson, seed: int, epoch: int) -> Tensor:
    """Of one question, with candidates that are drawn anew each epoch."""
    studied, row = lesson
    question = studied.document.questions[row]
    chance = random.Random(f"{seed} {epoch} {studied.document.name} {row}")
    others = len(question.relevant) < len(studied.passages)
    removed = bool(question.evidence) and others and chance.random() < _REMOVED
    chosen = _candidates(studied, row, chance, with_relevant=not removed)
    relevance, membership, status, negative = judge(cross_encoder, studied, row, chosen)
    right = torch.tensor([place in question.relevant for place in chosen], dtype=torch.float32)
    wanted = torch.cat([(right.sum(0, keepdim=True) == 0).float(), right / max(1.0, float(right.sum()))])
    loss = -(wanted * functional.log_softmax(relevance, dim=0)).sum()
    loss = loss + _MEMBERSHIP * functional.binary_cross_entropy_with_logits(membership, right)
    kind = Status.NOT_IN_GUIDELINES if removed else STATUS_OF_KIND[question.kind]
    loss = loss + _STATUS_WEIGHT * functional.cross_entropy(status, torch.tensor(STATUSES.index(kind)))
    if question.kind is QuestionKind.ANSWERABLE and not removed:
        says_no = torch.tensor(float(question.answer is YesNo.NO))
        loss = loss + _NEGATIVE * functional.binary_cross_entropy_with_logits(negative, says_no)
    return loss


def judge(
    cross_encoder: CrossEncoder, studied: Studied, row: int, chosen: Sequence[int]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What the network makes of a question and some passages of its document."""
    texts = [studied.questions[row], *(studied.passages[place] for place in chosen)]
    states = [text.states for text in texts]
    layout = layout_of([len(each) for each in states])
    similarity = torch.from_numpy(studied.similarities[row][list(chosen)])
    found: tuple[Tensor, Tensor, Tensor, Tensor] = cross_encoder(
        torch.cat(states), similarity, *map(torch.from_numpy, layout.arrays().values())
    )
    return found


def order_of(documents: Sequence[Studied], seed: int, epoch: int) -> list[Lesson]:
    """All questions as an epoch goes through them."""
    lessons = [(each, row) for each in documents for row in range(len(each.questions))]
    random.Random(f"{seed} {epoch}").shuffle(lessons)
    return lessons


def _candidates(studied: Studied, row: int, chance: random.Random, *, with_relevant: bool) -> list[int]:
    """Passages that answer, if they are wanted, and hard ones that do not, in any order."""
    relevant = sorted(studied.document.questions[row].relevant)
    right = relevant[: CANDIDATES - 2] if with_relevant else []
    nearest = [int(place) for place in np.argsort(-studied.similarities[row]) if place not in relevant]
    pool = nearest[:_HARDEST]
    wrong = chance.sample(pool, min(len(pool), CANDIDATES - len(right)))
    chosen = right + wrong
    chance.shuffle(chosen)
    return chosen


def figures(cross_encoder: CrossEncoder, documents: Sequence[Studied]) -> str:
    """How well documents that were not learned from are judged, for the log of a training."""
    first: list[bool] = []
    answers: list[float] = []
    answerable: list[bool] = []
    right: list[bool] = []
    with torch.no_grad():
        for studied in documents:
            for row, question in enumerate(studied.document.questions):
                chosen = [int(place) for place in np.argsort(-studied.similarities[row])[:READ_TOGETHER]]
                relevance, _, status, _ = judge(cross_encoder, studied, row, chosen)
                shares = functional.softmax(status, dim=0)
                right.append(STATUSES[int(shares.argmax())] is STATUS_OF_KIND[question.kind])
                if question.kind is QuestionKind.ANSWERABLE:
                    first.append(chosen[int(relevance[1:].argmax())] in question.relevant)
                if question.kind in (QuestionKind.ANSWERABLE, QuestionKind.UNANSWERABLE):
                    answers.append(float(shares[0] + shares[1]))
                    answerable.append(question.kind is QuestionKind.ANSWERABLE)
    return (
        f"first {np.mean(first):.3f}, answerable from open {area_under_curve(answers, answerable):.3f}, "
        f"status {np.mean(right):.3f}"
    )
