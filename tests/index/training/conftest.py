from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch

from index.embedding.e5_file import Sizes
from index.training.document import QuestionKind, Split, TrainingDocument, TrainingPassage, TrainingQuestion
from index.training.network import TRUNK_LAYERS
from index.training.studied import Studied, Text


@pytest.fixture(scope="session")
def tiny() -> Sizes:
    """A network that learns in seconds, with two layers above the trunk."""
    return Sizes(
        hidden=32,
        layers=TRUNK_LAYERS + 2,
        heads=4,
        feed_forward=64,
        vocabulary=100,
        positions=64,
        token_types=1,
        epsilon=1e-12,
    )


@pytest.fixture(scope="session")
def question() -> Callable[..., TrainingQuestion]:
    """question(places of passages, …): answered by them together; without any, unanswerable."""

    def make(*group: int, kind: QuestionKind | None = None, **given: object) -> TrainingQuestion:
        kind = kind or (QuestionKind.ANSWERABLE if group else QuestionKind.UNANSWERABLE)
        fields = {"history": (), "language": "sv", "evidence": (group,) if group else (), "asks": None, "answer": None}
        return TrainingQuestion(question="Fråga?", kind=kind, **{**fields, **given})  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def document() -> Callable[..., TrainingDocument]:
    """document(questions, number of passages): made up."""

    def make(
        questions: Sequence[TrainingQuestion], passages: int = 8, name: str = "dalen", split: Split = Split.TRAIN
    ) -> TrainingDocument:
        texts = (TrainingPassage(f"p{n}", f"Allmänt > § {n}", "", f"Regel nummer {n}.") for n in range(passages))
        return TrainingDocument(name, "Regler för Påhittade Dalen", "sv", split, tuple(texts), tuple(questions))

    return make


@pytest.fixture(scope="session")
def study() -> Callable[..., Studied]:
    """study(document): as if a trunk had read its texts; every text is of its own words, and no two are alike."""

    def make(document: TrainingDocument, hidden: int = 32, seed: int = 5) -> Studied:
        chance = torch.Generator().manual_seed(seed)

        def texts(count: int) -> list[Text]:
            made = [torch.randn(3 + number % 4, hidden, generator=chance) for number in range(count)]
            return [Text(each, each) for each in made]

        passages, questions = texts(len(document.passages)), texts(len(document.questions))
        similarities = torch.rand(len(questions), len(passages), generator=chance).numpy().astype(np.float32)
        return Studied(document, passages, questions, similarities)

    return make
