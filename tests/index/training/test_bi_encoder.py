from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from index.embedding.e5_file import Sizes
from index.training.bi_encoder import compare, loss_of, order_of
from index.training.document import QuestionKind, TrainingDocument, TrainingQuestion
from index.training.figures import finding
from index.training.learning import Schedule, learn
from index.training.network import BiEncoder, OneText
from index.training.studied import Studied, Text

Documents = Callable[..., TrainingDocument]
Questions = Callable[..., TrainingQuestion]
Study = Callable[..., Studied]


@pytest.fixture
def bi_encoder(tiny: Sizes) -> BiEncoder:
    torch.manual_seed(2)
    return BiEncoder(tiny)


def test_an_epoch_has_its_own_order_of_the_documents_with_evidence(
    document: Documents, question: Questions, study: Study
) -> None:
    able = [study(document([question(1), question()], name=f"d{number}")) for number in range(8)]
    unable = study(document([question(), question(kind=QuestionKind.OFF_TOPIC)], name="tyst"))
    documents = [*able[:4], unable, *able[4:]]
    names = [each.document.name for each in order_of(documents, 14, 0)]
    assert sorted(names) == [each.document.name for each in able]
    assert names == [each.document.name for each in order_of(documents, 14, 0)]
    others = [[each.document.name for each in order_of(documents, *drawn)] for drawn in ((14, 1), (15, 0))]
    assert len({tuple(order) for order in (names, *others)}) == 3
    assert [each.document.name for each in documents] == [*(f"d{n}" for n in range(4)), "tyst", "d4", "d5", "d6", "d7"]


def test_the_loss_of_passages_that_are_all_alike_is_that_of_chance(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    found = study(document([question(1), question(2, 3), question()], passages=6))
    found.passages = [found.passages[0]] * 6
    assert loss_of(bi_encoder, found).item() == pytest.approx(math.log(6), rel=1e-4)


def test_the_loss_is_small_only_where_the_right_passage_is_nearest(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    right, wrong = (study(document([question(place), question(place)], passages=6)) for place in (1, 2))
    for each in (right, wrong):
        each.questions = [each.passages[1]] * 2
    assert loss_of(bi_encoder, right).item() < 1.0 < loss_of(bi_encoder, wrong).item()


def test_every_passage_of_every_group_is_wanted(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    def loss(*evidence: tuple[int, ...]) -> float:
        return loss_of(bi_encoder, study(document([question(0, evidence=evidence)], passages=5))).item()

    alone = [loss((place,)) for place in range(5)]
    assert loss((0, 3), (4,)) == pytest.approx((alone[0] + alone[3] + alone[4]) / 3, rel=1e-4)
    assert loss((0, 3), (3, 4)) == pytest.approx(loss((4,), (3,), (0,)))


def test_questions_without_evidence_do_not_count(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    found = study(document([question(), question(1), question(), question(2)], passages=5))
    loss = loss_of(bi_encoder, found).item()
    nothing = torch.zeros_like(found.questions[0].words)
    found.questions[0] = found.questions[2] = Text(nothing, nothing)
    assert loss_of(bi_encoder, found).item() == loss


def test_the_gradient_reaches_every_layer(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    loss = loss_of(bi_encoder, study(document([question(1), question(2, 3), question()])))
    assert torch.isfinite(loss)
    loss.backward()  # type: ignore[no-untyped-call]
    for name, weight in bi_encoder.named_parameters():
        assert weight.grad is not None
        assert torch.isfinite(weight.grad).all()
        if name.endswith(".weight"):
            assert weight.grad.abs().max() > 0, name


def test_compared_is_every_question_with_every_passage(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study
) -> None:
    found = study(document([question(1), question(), question(2)], passages=5))
    other = study(document([question(1)], passages=3), seed=8)
    compare(bi_encoder, [found, other])
    with torch.no_grad():
        asked, passages = (
            torch.stack([OneText(bi_encoder)(text.words) for text in texts])
            for texts in (found.questions, found.passages)
        )
    np.testing.assert_allclose(found.similarities, (asked @ passages.T).numpy(), atol=1e-5)
    assert other.similarities.shape == (1, 3)


def test_a_document_that_is_learned_puts_the_right_passage_first(
    bi_encoder: BiEncoder, document: Documents, question: Questions, study: Study, tmp_path: Path
) -> None:
    toy = study(document([*(question(7 - place) for place in range(7)), question(0, 3), question()]))
    compare(bi_encoder, [toy])
    before = finding([toy])
    schedule = Schedule(epochs=60, rate=1e-3, head_rate=0.0, batch=1)
    learn(
        bi_encoder,
        lambda epoch: order_of([toy], 14, epoch),
        lambda each, _: loss_of(bi_encoder, each),
        schedule,
        tmp_path / "state.pt",
        lambda _: None,
    )
    compare(bi_encoder, [toy])
    assert before.first < 0.6
    assert finding([toy]).first == finding([toy]).whole_among_five == 1.0
