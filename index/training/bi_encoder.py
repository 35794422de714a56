"""Teaching the bi-encoder: a question's vector comes to lie nearest to the passages that answer it.

Softmax of each question over all passages of its own document, so that every wrong passage is a hard one: it speaks of
the same things in the same words (contrastive learning as in A. van den Oord et al., 2018).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from index.training.network import BiEncoder
from index.training.studied import Studied, vectors

_TEMPERATURE = 0.03


def loss_of(bi_encoder: BiEncoder, studied: Studied) -> Tensor:
    """Mean cross-entropy over the questions of a document that have evidence."""
    rows = [row for row, question in enumerate(studied.document.questions) if question.evidence]
    asked = vectors(bi_encoder, [studied.questions[row].words for row in rows])
    wanted = torch.zeros(len(rows), len(studied.passages))
    for place, row in enumerate(rows):
        relevant = sorted(studied.document.questions[row].relevant)
        wanted[place, relevant] = 1 / len(relevant)
    scores = asked @ vectors(bi_encoder, [each.words for each in studied.passages]).T / _TEMPERATURE
    return -(wanted * functional.log_softmax(scores, dim=1)).sum(1).mean()


def order_of(documents: Sequence[Studied], seed: int, epoch: int) -> list[Studied]:
    """The documents as an epoch goes through them; those without evidence teach nothing."""
    able = [each for each in documents if any(question.evidence for question in each.document.questions)]
    random.Random(f"{seed} {epoch}").shuffle(able)
    return able


def compare(bi_encoder: BiEncoder, documents: Sequence[Studied]) -> None:
    """Note the cosine of every question and passage."""
    with torch.no_grad():
        for each in documents:
            asked, found = (
                vectors(bi_encoder, [text.words for text in texts]) for texts in (each.questions, each.passages)
            )
            each.similarities = (asked @ found.T).numpy()
