from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.e5_file import Sizes, bundled_file
from index.embedding.tokenizer import PieceTokenizer
from index.training.document import TrainingDocument, TrainingQuestion
from index.training.network import BiEncoder, OneText, Trunk
from index.training.studied import batches, in_context, padded, studied, vectors


@given(st.lists(st.integers(1, 512), max_size=200))
def test_every_text_is_in_one_batch_of_like_lengths(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(row for batch in found for row in batch) == list(range(len(lengths)))
    for batch in found:
        own = [lengths[row] for row in batch]
        assert max(own) <= 1.35 * min(own) + 4
        assert len(own) * max(own) <= 4096


def test_equal_texts_go_through_together() -> None:
    assert list(batches([7] * 50)) == [list(range(50))]
    assert [len(batch) for batch in batches([512] * 20)] == [8, 8, 4]


def test_shorter_texts_are_filled_up_and_what_is_filled_is_told() -> None:
    filled, present = padded([torch.ones(3, 2), 2 * torch.ones(1, 2)])
    assert filled.tolist() == [[[1, 1], [1, 1], [1, 1]], [[2, 2], [0, 0], [0, 0]]]
    assert present.tolist() == [[1, 1, 1], [1, 0, 0]]


def test_vectors_come_in_the_order_of_their_texts_and_are_those_of_each_alone(tiny: Sizes) -> None:
    torch.manual_seed(2)
    encoder = BiEncoder(tiny)
    words = [torch.randn(length, tiny.hidden) for length in (31, 5, 9, 2, 60, 30, 4, 1)]
    with torch.no_grad():
        alone = torch.stack([OneText(encoder)(each) for each in words])
        assert torch.allclose(vectors(encoder, words), alone, atol=1e-5)


def test_a_passage_is_read_in_its_context(document: Callable[..., TrainingDocument]) -> None:
    made = document([])
    passage = made.passages[2]
    assert in_context(passage, made) == "Regel nummer 2.\nAllmänt – § 2 – Regler för Påhittade Dalen"
    led = replace(passage, lead_in="Föreningen ska:", section="Allmänt")
    assert in_context(led, made) == "Regel nummer 2.\nFöreningen ska: – Allmänt – Regler för Påhittade Dalen"


@pytest.mark.parametrize("history", [(), ("Vem söker bidraget för resor till läger i Påhittade Dalen?",)])
def test_every_text_goes_through_the_trunk_as_alone(
    document: Callable[..., TrainingDocument], question: Callable[..., TrainingQuestion], history: tuple[str, ...]
) -> None:
    file = bundled_file()
    torch.manual_seed(2)
    trunk = Trunk(replace(file.sizes, feed_forward=64, heads=4))
    made = document([question(1, history=history), question()], passages=5)
    (found,) = studied([made], file, trunk)
    asked = " ".join([*history, "Fråga?"])
    written = [f"passage: {in_context(each, made)}" for each in made.passages] + [f"query: {asked}", "query: Fråga?"]
    pieces = PieceTokenizer(file.pieces).pieces(written)
    for text, ids in zip([*found.passages, *found.questions], pieces, strict=True):
        assert torch.equal(text.words, torch.from_numpy(file.word_vectors(ids)))
        with torch.no_grad():
            assert torch.allclose(text.states, OneText(trunk)(text.words), atol=1e-4)
    assert (len(found.passages), len(found.questions)) == (5, 2)
