"""The whole training: documents in, weights of the package out. Every stage goes on from where it was stopped.

    half bi-encoders ── cosines of documents they did not learn from ── cross-encoder
    bi-encoder, of all documents

The cross-encoder begins from the bi-encoder's cosines. Those of documents that a bi-encoder has learned from are far
better than it will meet in service, and would be trusted too much; so while it learns, each document's cosines come
from a bi-encoder that learned from the other half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import torch

from corpus.model import text_hash
from index import messages
from index.embedding.e5_file import bundled_file
from index.errors import TrainingError
from index.training import bi_encoder as finding_task
from index.training import cross_encoder as judging_task
from index.training.document import QuestionKind, Split, TrainingDocument, YesNo, of_split
from index.training.figures import finding
from index.training.learning import Schedule, learn
from index.training.network import BiEncoder, Network, pretrained
from index.training.studied import Studied, studied

Tell = Callable[[str], None]
_FEWEST = 4
"""Documents with answered questions that there have to be to learn from: each half needs some."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the parts learn."""

    seed: int = 14
    bi_encoder: Schedule = field(default_factory=lambda: Schedule(epochs=2, rate=8e-5, head_rate=0.0, batch=1))
    cross_encoder: Schedule = field(default_factory=lambda: Schedule(epochs=2, rate=8e-5, head_rate=1e-3, batch=8))


@dataclass(frozen=True, slots=True)
class Trained:
    """The network, and the development documents as it sees them."""

    network: Network
    development: Sequence[Studied]


def train(documents: Sequence[TrainingDocument], folder: Path, recipe: Recipe, tell: Tell) -> Trained:
    """Train what learns on the documents of the training split. `folder` keeps what a stopped training goes on from.

    Raises TrainingError when the folder holds another training, or there is too little to learn from or calibrate by.
    """
    _refuse_too_few(documents)
    torch.manual_seed(recipe.seed)
    folder.mkdir(parents=True, exist_ok=True)
    file = bundled_file()
    network = pretrained(file)
    bi_encoder, cross_encoder = network.bi_encoder, network.cross_encoder
    learned = studied(of_split(documents, Split.TRAIN), file, network.trunk)
    development = studied(of_split(documents, Split.DEV), file, network.trunk)
    _compare_by_halves(bi_encoder, learned, development, folder, recipe, tell)
    learn(
        cross_encoder,
        lambda epoch: judging_task.order_of(learned, recipe.seed, epoch),
        lambda lesson, epoch: judging_task.loss_of(cross_encoder, lesson, recipe.seed, epoch),
        recipe.cross_encoder,
        folder / "cross_encoder.pt",
        lambda epoch: tell(f"cross-encoder, {epoch}: {judging_task.figures(cross_encoder, development)}"),
        _material(learned, recipe),
    )
    _learn_to_find(bi_encoder, learned, development, folder / "bi_encoder.pt", recipe, tell)
    finding_task.compare(bi_encoder, development)
    tell(f"cross-encoder, with it: {judging_task.figures(cross_encoder, development)}")
    return Trained(network, development)


def limited(documents: Sequence[TrainingDocument], most: int | None) -> list[TrainingDocument]:
    """The documents with at most so many to learn from, drawn by their names, so that more of them hold the fewer."""
    learned = sorted(of_split(documents, Split.TRAIN), key=lambda each: text_hash(each.name))
    kept = {document.name for document in learned[:most]}
    return [each for each in documents if each.split is not Split.TRAIN or each.name in kept]


def _refuse_too_few(documents: Sequence[TrainingDocument]) -> None:
    learned = [each for each in of_split(documents, Split.TRAIN) if any(q.evidence for q in each.questions)]
    asked = [question for each in of_split(documents, Split.DEV) for question in each.questions]
    kinds = {question.kind for question in asked}
    noes = {question.answer is YesNo.NO for question in asked if question.kind is QuestionKind.ANSWERABLE}
    if len(learned) < _FEWEST or kinds != set(QuestionKind) or len(noes) < 2:
        raise TrainingError(messages.TOO_FEW_DOCUMENTS.format(fewest=_FEWEST))


def halves(documents: Sequence[Studied]) -> tuple[list[Studied], list[Studied]]:
    """Two halves, drawn by the documents' names."""
    drawn = sorted(documents, key=lambda each: text_hash(f"half {each.document.name}"))
    return drawn[::2], drawn[1::2]


def _compare_by_halves(
    untrained: BiEncoder,
    learned: Sequence[Studied],
    development: Sequence[Studied],
    folder: Path,
    recipe: Recipe,
    tell: Tell,
) -> None:
    """Note every document's cosines by a bi-encoder that did not learn from it."""
    one, other = halves(learned)
    for name, of, unseen in (("first", one, other), ("second", other, one)):
        half = deepcopy(untrained)
        _learn_to_find(half, of, development, folder / f"{name}_half.pt", recipe, tell)
        for documents in (unseen, development):
            finding_task.compare(half, documents)


def _learn_to_find(
    part: BiEncoder,
    learned: Sequence[Studied],
    development: Sequence[Studied],
    state_file: Path,
    recipe: Recipe,
    tell: Tell,
) -> None:
    def told(epoch: int) -> None:
        finding_task.compare(part, development)
        tell(f"{state_file.stem}, {epoch}: {finding(development)}")

    learn(
        part,
        lambda epoch: finding_task.order_of(learned, recipe.seed, epoch),
        lambda document, _: finding_task.loss_of(part, document),
        recipe.bi_encoder,
        state_file,
        told,
        _material(learned, recipe),
    )


def _material(documents: Sequence[Studied], recipe: Recipe) -> str:
    """Tells a training from one with other documents or by another recipe, in any part: one learns from the other."""
    return hashlib.sha256(repr((recipe, [each.document for each in documents])).encode()).hexdigest()
