from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from corpus.model import Status
from index.embedding.e5_file import Sizes
from index.reader.model import STATUSES
from index.training import cross_encoder as task
from index.training.cross_encoder import CANDIDATES, STATUS_OF_KIND, figures, judge, loss_of, order_of
from index.training.document import QuestionKind, TrainingDocument, TrainingQuestion, YesNo
from index.training.learning import Schedule, learn
from index.training.network import CrossEncoder
from index.training.studied import Studied

Documents = Callable[..., TrainingDocument]
Questions = Callable[..., TrainingQuestion]
Study = Callable[..., Studied]


@pytest.fixture
def reader(tiny: Sizes) -> CrossEncoder:
    torch.manual_seed(2)
    return CrossEncoder(tiny)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The passages that each question is judged with, as they come."""
    drawn: list[list[int]] = []

    def noted(reader: CrossEncoder, studied: Studied, row: int, places: Sequence[int]) -> tuple[Tensor, ...]:
        drawn.append(list(places))
        return judge(reader, studied, row, places)

    monkeypatch.setattr(task, "judge", noted)
    return drawn


def test_an_epoch_has_its_own_order_of_all_questions(document: Documents, question: Questions, study: Study) -> None:
    documents = [study(document([question(1), question(), question(2)], name=name)) for name in "abcd"]
    drawn = [
        [(lesson.document.name, row) for lesson, row in order_of(documents, *seeds)]
        for seeds in ((14, 0), (14, 0), (14, 1), (15, 0))
    ]
    assert sorted(drawn[0]) == [(name, row) for name in "abcd" for row in range(3)]
    assert drawn[0] == drawn[1]
    assert len({tuple(order) for order in drawn}) == 3


def test_candidates_hold_what_answers_unless_all_of_it_is_left_out(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    lesson = study(document([question(4, 17)], passages=20)), 0
    for epoch in range(200):
        loss_of(reader, lesson, 14, epoch)
    held = Counter(len({4, 17} & set(places)) for places in chosen)
    assert held.keys() == {0, 2}
    assert 30 <= held[0] <= 70  # a quarter
    assert {len(places) for places in chosen} == {len(set(places)) for places in chosen} == {CANDIDATES}
    assert {places.index(4) for places in chosen if 4 in places} == set(range(CANDIDATES))


def test_what_does_not_answer_is_drawn_from_the_nearest(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    found = study(document([question(4), question()], passages=20))
    found.similarities = np.array([[*range(20)], [*range(20, 0, -1)]], dtype=np.float32)
    for epoch in range(60):
        for row in range(2):
            loss_of(reader, (found, row), 14, epoch)
    assert {place for places in chosen[::2] for place in places} == {4, *range(8, 20)}
    assert {place for places in chosen[1::2] for place in places} == set(range(12))


def test_an_epoch_draws_anew_and_the_same_again(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    lesson = study(document([question(4)], passages=20)), 0
    losses = [loss_of(reader, lesson, seed, epoch).item() for seed, epoch in ((14, 0), (14, 0), (14, 1), (15, 0))]
    assert chosen[0] == chosen[1]
    assert losses[0] == losses[1]
    assert len({tuple(places) for places in chosen}) == 3


def test_a_long_answer_leaves_room_for_what_does_not_answer(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    lesson = study(document([question(*range(8))], passages=20)), 0
    for epoch in range(40):
        assert torch.isfinite(loss_of(reader, lesson, 14, epoch))
    assert {len(set(range(8)) & set(places)) for places in chosen} == {0, CANDIDATES - 2}
    assert {len(places) for places in chosen} == {CANDIDATES}


def test_a_short_document_is_read_whole(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    lesson = study(document([question(1), question()], passages=3))
    for row in range(2):
        for epoch in range(20):
            assert torch.isfinite(loss_of(reader, (lesson, row), 14, epoch))
    assert {tuple(sorted(places)) for places in chosen} == {(0, 1, 2), (0, 2)}


def test_every_kind_has_the_status_that_it_is_answered_with() -> None:
    assert STATUS_OF_KIND.keys() == set(QuestionKind)
    assert [STATUS_OF_KIND[kind] for kind in QuestionKind] == [
        Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES, Status.OFF_TOPIC
    ]  # fmt: skip


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_status_to_learn_is_that_of_the_kind_or_of_silence_where_the_answer_is_left_out(
    reader: CrossEncoder,
    document: Documents,
    question: Questions,
    study: Study,
    chosen: list[list[int]],
    kind: QuestionKind,
) -> None:
    group = (4,) if kind in (QuestionKind.ANSWERABLE, QuestionKind.PARTIAL) else ()
    lesson = study(document([question(*group, kind=kind)], passages=20)), 0
    for epoch in range(20):
        losses = {}
        for place, status in enumerate(STATUSES):
            with torch.no_grad():
                reader.status.bias.copy_(50 * torch.eye(len(STATUSES))[place])
                losses[status] = loss_of(reader, lesson, 14, epoch).item()
        removed = bool(group) and 4 not in chosen[-1]
        wanted = Status.NOT_IN_GUIDELINES if removed else STATUS_OF_KIND[kind]
        assert min(losses, key=lambda status: losses[status]) is wanted


@pytest.mark.parametrize("answer", [YesNo.YES, YesNo.NO])
def test_the_gradient_reaches_every_layer_and_head(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, answer: YesNo
) -> None:
    partial, open_, off = QuestionKind.PARTIAL, QuestionKind.UNANSWERABLE, QuestionKind.OFF_TOPIC
    asked = [question(1, answer=answer), question(2, kind=partial), question(kind=open_), question(kind=off)]
    found = study(document(asked))
    for row in range(4):
        loss = loss_of(reader, (found, row), 14, 1)
        assert torch.isfinite(loss)
        assert loss > 0
        loss.backward()  # type: ignore[no-untyped-call]
    for name, weight in reader.named_parameters():
        assert weight.grad is not None, name
        assert torch.isfinite(weight.grad).all()
        if name.endswith(".weight"):
            assert weight.grad.abs().max() > 0, name


def test_only_an_answer_teaches_what_a_no_is(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, chosen: list[list[int]]
) -> None:
    found = study(document([question(1, answer=YesNo.NO), question(2, kind=QuestionKind.PARTIAL), question()]))
    taught = set()
    for row in range(3):
        for epoch in range(20):
            reader.zero_grad()
            loss_of(reader, (found, row), 14, epoch).backward()  # type: ignore[no-untyped-call]
            gradient = reader.negative.weight.grad
            taught.add((row, 1 in chosen[-1] and row == 0, gradient is not None and bool(gradient.abs().max() > 0)))
    assert taught == {(0, True, True), (0, False, False), (1, False, False), (2, False, False)}


def test_a_document_that_is_learned_puts_the_right_passage_first_and_knows_what_it_has_for_a_question(
    reader: CrossEncoder, document: Documents, question: Questions, study: Study, tmp_path: Path
) -> None:
    kinds = [*(question(place) for place in (5, 3, 0)), question(2, kind=QuestionKind.PARTIAL), question(), question()]
    toy = study(document([*kinds, question(kind=QuestionKind.OFF_TOPIC)], passages=6))
    toy.similarities[:] = 0.5  # so that relevance begins from nothing
    before = figures(reader, [toy])
    learn(
        reader,
        lambda epoch: order_of([toy], 14, epoch),
        lambda lesson, epoch: loss_of(reader, lesson, 14, epoch),
        Schedule(epochs=80, rate=1e-3, head_rate=3e-3, batch=4),
        tmp_path / "state.pt",
        lambda _: None,
    )
    assert not before.startswith("first 1.000, answerable from open 1.000")
    assert figures(reader, [toy]) == "first 1.000, answerable from open 1.000, status 1.000"
    with torch.no_grad():
        for row, place in enumerate((5, 3, 0)):
            relevance, membership, _, _ = judge(reader, toy, row, range(6))
            assert int(relevance.argmax()) == 1 + place
            assert int(membership.argmax()) == place
            relevance, _, _, _ = judge(reader, toy, row, [other for other in range(6) if other != place])
            assert int(relevance.argmax()) == 0
