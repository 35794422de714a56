"""Documents on their way into the network: their texts as the trunk sees them, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from tqdm import tqdm

from index import messages
from index.embedding.e5_file import E5File
from index.embedding.texts import PASSAGE_MARK, passage_in_context, question_text
from index.embedding.tokenizer import PieceTokenizer
from index.training.document import TrainingDocument, TrainingPassage
from index.training.network import BiEncoder, Trunk

_MOST_PADDED = 1.35
_MOST_POSITIONS = 4096
"""Texts that go through at once: their lengths differ by so much, and they have so many positions together."""


@dataclass(slots=True)
class Studied:
    """A document with the states of its passages and questions, each of shape (positions, hidden)."""

    document: TrainingDocument
    passages: list[Tensor]
    questions: list[Tensor]
    similarities: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    """Cosines by the bi-encoder, shape (questions, passages), once it is trained."""


def studied(documents: Iterable[TrainingDocument], file: E5File, trunk: Trunk) -> list[Studied]:
    """Send every text through the trunk."""
    tokenizer = PieceTokenizer(file.pieces)

    def states(texts: Sequence[str]) -> list[Tensor]:
        pieces = tokenizer.pieces(texts)
        found: list[Tensor] = [torch.zeros(0)] * len(texts)
        for rows in batches([len(ids) for ids in pieces]):
            words = [torch.from_numpy(file.word_vectors(pieces[row])) for row in rows]
            padded, present = padded_states(words)
            with torch.no_grad():
                through = trunk(padded, present)
            for own, row in zip(through, rows, strict=True):
                found[row] = own[: len(pieces[row])].clone()
        return found

    return [
        Studied(
            document,
            states([PASSAGE_MARK + in_context(passage, document) for passage in document.passages]),
            states([question_text(question.asked) for question in document.questions]),
        )
        for document in tqdm(list(documents), desc=messages.READING_DOCUMENTS, disable=None, leave=False)
    ]


def in_context(passage: TrainingPassage, document: TrainingDocument) -> str:
    """A passage as it is embedded, in its context."""
    return passage_in_context(passage.text, passage.lead_in, passage.section.split(" > "), document.title)


def vectors(bi_encoder: BiEncoder, states: Sequence[Tensor]) -> Tensor:
    """The bi-encoder's vectors of texts, shape (texts, hidden)."""
    found: dict[int, Tensor] = {}
    for rows in batches([len(each) for each in states]):
        padded, present = padded_states([states[row] for row in rows])
        found.update(zip(rows, bi_encoder(padded, present), strict=True))
    return torch.stack([found[row] for row in range(len(states))])


def padded_states(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """States of several texts side by side, and where there is text."""
    present = torch.nn.utils.rnn.pad_sequence([torch.ones(len(each)) for each in states], batch_first=True)
    return torch.nn.utils.rnn.pad_sequence(list(states), batch_first=True), present


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows in batches of like length, so that little is computed for nothing."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda each: lengths[each]):
        positions = (len(batch) + 1) * lengths[row]
        if batch and (positions > _MOST_POSITIONS or lengths[row] > _MOST_PADDED * lengths[batch[0]] + 4):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
