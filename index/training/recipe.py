"""The whole training: documents in, weights of the package out. Every stage goes on from where it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch

from corpus.model import text_hash
from index.embedding.e5_file import bundled_file
from index.training import bi_encoder as finding_task
from index.training import cross_encoder as judging_task
from index.training.document import Split, TrainingDocument, of_split
from index.training.figures import finding
from index.training.learning import Schedule, learn
from index.training.network import BiEncoder, CrossEncoder, Trunk, pretrained
from index.training.studied import Studied, studied


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the parts learn."""

    seed: int = 14
    bi_encoder: Schedule = field(default_factory=lambda: Schedule(epochs=4, rate=8e-5, head_rate=0.0, batch=1))
    cross_encoder: Schedule = field(default_factory=lambda: Schedule(epochs=2, rate=8e-5, head_rate=1e-3, batch=8))


@dataclass(frozen=True, slots=True)
class Trained:
    """The parts of the network, and the development documents as they see them."""

    trunk: Trunk
    bi_encoder: BiEncoder
    cross_encoder: CrossEncoder
    development: Sequence[Studied]


def train(documents: Sequence[TrainingDocument], folder: Path, recipe: Recipe, tell: Callable[[str], None]) -> Trained:
    """Train both heads on the documents of the training split. `folder` keeps what a stopped training goes on from.

    Raises TrainingError when the folder holds another training.
    """
    torch.manual_seed(recipe.seed)
    folder.mkdir(parents=True, exist_ok=True)
    file = bundled_file()
    trunk, bi_encoder, cross_encoder = pretrained(file)
    learned = studied(of_split(documents, Split.TRAIN), file, trunk)
    development = studied(of_split(documents, Split.DEV), file, trunk)

    def told(epoch: int) -> None:
        finding_task.compare(bi_encoder, development)
        tell(f"bi-encoder, {epoch}: {finding(development)}")

    learn(
        bi_encoder,
        lambda epoch: finding_task.order_of(learned, recipe.seed, epoch),
        lambda document, _: finding_task.loss_of(bi_encoder, document),
        recipe.bi_encoder,
        folder / "bi_encoder.pt",
        told,
    )
    for documents_of in (learned, development):
        finding_task.compare(bi_encoder, documents_of)
    cross_encoder.layers.load_state_dict(bi_encoder.layers.state_dict())
    learn(
        cross_encoder,
        lambda epoch: judging_task.order_of(learned, recipe.seed, epoch),
        lambda lesson, epoch: judging_task.loss_of(cross_encoder, lesson, recipe.seed, epoch),
        recipe.cross_encoder,
        folder / "cross_encoder.pt",
        lambda epoch: tell(f"cross-encoder, {epoch}: {judging_task.figures(cross_encoder, development)}"),
    )
    return Trained(trunk, bi_encoder, cross_encoder, development)


def limited(documents: Sequence[TrainingDocument], most: int | None) -> list[TrainingDocument]:
    """The documents with at most so many to learn from, drawn by their names, so that more of them hold the fewer."""
    learned = sorted(of_split(documents, Split.TRAIN), key=lambda each: text_hash(each.name))
    kept = {document.name for document in learned[:most]}
    return [each for each in documents if each.split is not Split.TRAIN or each.name in kept]
