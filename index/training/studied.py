"""Documents on their way into the network: their texts as its parts take them, computed once."""

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
from index.embedding.texts import PASSAGE_MARK, QUESTION_MARK, passage_in_context, question_text
from index.embedding.tokenizer import PieceTokenizer
from index.training.document import TrainingDocument, TrainingPassage
from index.training.network import BiEncoder, Trunk

_MOST_PADDED = 1.35
_MOST_POSITIONS = 4096
"""Texts that go through at once: their lengths differ by so much, and they have so many positions together."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the network takes it; both of shape (positions, hidden)."""

    words: Tensor
    """Its pieces' vectors: the bi-encoder begins from them."""
    states: Tensor
    """What the trunk makes of them: the cross-encoder begins from these."""


@dataclass(slots=True)
class Studied:
    """A document with its passages and questions as the network takes them."""

    document: TrainingDocument
    passages: list[Text]
    questions: list[Text]
    similarities: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    """Cosines by the bi-encoder, shape (questions, passages), once it is trained."""


def studied(documents: Iterable[TrainingDocument], file: E5File, trunk: Trunk) -> list[Studied]:
    """Send every text through the trunk."""
    tokenizer = PieceTokenizer(file.pieces)

    def read(texts: Sequence[str]) -> list[Text]:
        pieces = [ids for text in texts for ids in tokenizer.pieces([text], keep_end=text.startswith(QUESTION_MARK))]
        words = [torch.from_numpy(file.word_vectors(ids)) for ids in pieces]
        found: dict[int, Text] = {}
        for rows in batches([len(each) for each in words]):
            with torch.no_grad():
                through = trunk(*padded([words[row] for row in rows]))
            for own, row in zip(through, rows, strict=True):
                found[row] = Text(words[row], own[: len(words[row])].clone())
        return [found[row] for row in range(len(texts))]

    return [
        Studied(
            document,
            read([PASSAGE_MARK + in_context(passage, document) for passage in document.passages]),
            read([question_text(question.asked) for question in document.questions]),
        )
        for document in tqdm(list(documents), desc=messages.READING_DOCUMENTS, disable=None, leave=False)
    ]


def in_context(passage: TrainingPassage, document: TrainingDocument) -> str:
    """A passage as it is embedded, in its context."""
    return passage_in_context(passage.text, passage.lead_in, passage.section.split(" > "), document.title)


def vectors(encoder: BiEncoder, given: Sequence[Tensor]) -> Tensor:
    """The bi-encoder's vectors of texts, shape (texts, hidden), from their words."""
    found: dict[int, Tensor] = {}
    for rows in batches([len(each) for each in given]):
        found.update(zip(rows, encoder(*padded([given[row] for row in rows])), strict=True))
    return torch.stack([found[row] for row in range(len(given))])


def padded(given: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Words or states of several texts side by side, and where there is text."""
    present = torch.nn.utils.rnn.pad_sequence([torch.ones(len(each)) for each in given], batch_first=True)
    return torch.nn.utils.rnn.pad_sequence(list(given), batch_first=True), present


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
