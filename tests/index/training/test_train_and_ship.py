from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.model import Status
from index.embedding.encoder import Encoder
from index.embedding.onnx_files import BI_ENCODER, CALIBRATION, CROSS_ENCODER, SAMPLE_ENCODER, TRUNK
from index.embedding.texts import PASSAGE_MARK
from index.errors import TrainingError
from index.reader.passage_reader import PassageReader
from index.training.bi_encoder import compare
from index.training.document import QuestionKind, Split, TrainingDocument, TrainingQuestion, YesNo
from index.training.learning import Schedule
from index.training.network import BiEncoder
from index.training.recipe import Recipe, Trained, halves, train
from index.training.ship import ship
from index.training.studied import Studied, in_context, vectors

Documents = Callable[..., TrainingDocument]
Questions = Callable[..., TrainingQuestion]
SHORT = Recipe(
    bi_encoder=Schedule(epochs=1, rate=8e-5, head_rate=0.0, batch=1),
    cross_encoder=Schedule(epochs=1, rate=8e-5, head_rate=1e-3, batch=4),
)
PARTS = ("bi_encoder", "cross_encoder", "first_half", "second_half")
WEIGHTS = {BI_ENCODER, CALIBRATION, CROSS_ENCODER, SAMPLE_ENCODER, TRUNK}


@pytest.fixture(scope="module")
def few(document: Documents, question: Questions) -> list[TrainingDocument]:
    """As few documents as can be learned from."""
    kinds = QuestionKind
    asked = [
        question(0, answer=YesNo.YES),
        question(1, 2, answer=YesNo.NO),
        question(1, kind=kinds.PARTIAL),
        question(),
        question(kind=kinds.OFF_TOPIC),
    ]
    learned = [document(asked[:4], 4 + number, f"dal{number}") for number in range(4)]
    return [*learned, document(asked, 5, "ås", Split.DEV), document([], 3, "höjd", Split.TEST)]


def test_halves_share_the_documents(document: Documents, study: Callable[..., Studied]) -> None:
    given = [study(document([], name=f"d{number}")) for number in range(9)]
    one, other = halves(given)
    names = [{each.document.name for each in half} for half in (one, other)]
    assert sorted(map(len, names)) == [4, 5]
    assert not names[0] & names[1]
    assert [[each.document.name for each in half] for half in halves(given[::-1])] == [
        [each.document.name for each in half] for half in (one, other)
    ]


@pytest.mark.parametrize("missing", list(QuestionKind))
def test_what_cannot_be_calibrated_is_refused_before_anything_is_learned(
    tmp_path: Path, few: list[TrainingDocument], document: Documents, missing: QuestionKind
) -> None:
    *learned, development, _ = few
    kept = [each for each in development.questions if each.kind is not missing]
    with pytest.raises(TrainingError):
        train([*learned, document(kept, 5, "ås", Split.DEV)], tmp_path / "training", SHORT, print)
    assert not (tmp_path / "training").exists()


def test_development_documents_without_a_no_cannot_tell_what_one_is(
    tmp_path: Path, few: list[TrainingDocument], document: Documents, question: Questions
) -> None:
    kinds = (QuestionKind.PARTIAL, QuestionKind.UNANSWERABLE, QuestionKind.OFF_TOPIC)
    asked = [question(0, answer=YesNo.YES), *(question(kind=kind) for kind in kinds)]
    with pytest.raises(TrainingError):
        train([*few[:4], document(asked, 5, "ås", Split.DEV)], tmp_path / "training", SHORT, print)


def test_fewer_documents_than_two_halves_need_are_refused(tmp_path: Path, few: list[TrainingDocument]) -> None:
    with pytest.raises(TrainingError):
        train(few[1:], tmp_path / "training", SHORT, print)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("training")


@pytest.fixture(scope="module")
def trained(few: list[TrainingDocument], folder: Path) -> Trained:
    return train(few, folder, SHORT, lambda _: None)


@pytest.fixture(scope="module")
def weights(few: list[TrainingDocument], trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("weights")
    ship(trained, few, made)
    return made


@pytest.mark.slow
def test_every_part_keeps_where_it_is(trained: Trained, folder: Path) -> None:
    assert {each.name for each in folder.iterdir()} == {f"{part}.pt" for part in PARTS}
    states = {part: torch.load(folder / f"{part}.pt", weights_only=True)["part"] for part in PARTS}
    learned = trained.network.bi_encoder.state_dict()
    assert all(torch.equal(weight, learned[name]) for name, weight in states["bi_encoder"].items())
    apart = "upper.layers.0.narrow.weight"
    assert not torch.equal(states["first_half"][apart], states["second_half"][apart])
    assert not torch.equal(states["first_half"][apart], states["bi_encoder"][apart])


@pytest.mark.slow
def test_the_development_documents_are_compared_by_the_whole_bi_encoder(trained: Trained) -> None:
    (development,) = trained.development
    before = development.similarities.copy()
    compare(trained.network.bi_encoder, trained.development)
    assert np.allclose(development.similarities, before, atol=1e-5)


@pytest.mark.slow
def test_a_stopped_training_goes_on(trained: Trained, few: list[TrainingDocument], folder: Path) -> None:
    again = train(few, folder, SHORT, lambda _: None)
    for one, other in ((trained.network.bi_encoder, again.network.bi_encoder),):
        assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


@pytest.mark.slow
def test_what_is_shipped_sees_texts_as_what_was_trained(
    trained: Trained, weights: Path, few: list[TrainingDocument]
) -> None:
    assert {each.name for each in weights.iterdir()} == WEIGHTS
    text = trained.development[0].passages[0]
    shipped = Encoder(weights)
    bi_encoder: BiEncoder = trained.network.bi_encoder
    with torch.no_grad():
        wanted = vectors(bi_encoder, [text.words])[0].numpy()
    development = trained.development[0].document
    given = shipped.vector(PASSAGE_MARK + in_context(development.passages[0], development))
    assert float(given @ wanted) > 0.95


@pytest.mark.slow
def test_what_is_shipped_reads(weights: Path) -> None:
    reading = PassageReader(Encoder(weights), weights).read("Vad gäller?", ["Regel ett.", "Regel två.", "Annat."])
    assert reading is not None
    assert sum(reading.status_probabilities.values()) == pytest.approx(1.0)
    assert set(reading.status_probabilities) == {
        Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES, Status.OFF_TOPIC
    }  # fmt: skip
    assert len(reading.relevance) == 3
    assert all(0 <= each <= 1 for each in (*reading.relevance, reading.negative))
