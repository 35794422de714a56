from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding.encoder import Encoder

ODD = ["", " ", "?", "\0", "a\0b", "\ud800 halv", "\ufdfa" * 50, "Ja", "på " * 2000, "🚲🚲", "‮omvänt", "\n\t"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_states_and_a_vector_of_unit_length(encoder: Encoder, text: str) -> None:
    for mark in ("query: ", "passage: "):
        states, vector = encoder.states(mark + text), encoder.vector(mark + text)
        assert 2 <= len(states) <= 512
        assert states.shape[1] == encoder.dimensions == 384
        assert np.isfinite(states).all()
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_a_vector_does_not_depend_on_what_is_embedded_beside_it(encoder: Encoder) -> None:
    texts = [f"query: Fråga nummer {number} om {'stöd ' * number}?" for number in range(12)]
    for embed in (encoder.vectors, encoder.sample_vectors):
        together = embed(texts)
        with ThreadPoolExecutor(8) as pool:
            alone = list(pool.map(lambda text: embed([text])[0], texts[::-1]))  # noqa: B023  the pool ends within
        np.testing.assert_array_equal(together, alone[::-1])
        assert embed([]).shape == (0, 384)


def test_a_question_is_looked_up_by_its_end_and_a_passage_by_its_beginning(encoder: Encoder) -> None:
    asked, story = "Vem upphandlar handledaren?", "Vi är en förening i Dalen och har hållit på länge. " * 60
    told_first, told_last = encoder.vectors([f"query: {story}{asked}", f"query: {asked}{story}"])
    (short,) = encoder.vectors([f"query: {story[-500:]}{asked}"])
    assert short @ told_first > short @ told_last
    first, same = encoder.vectors([f"passage: {story * 2}{asked}", f"passage: {story * 2}något annat"])
    np.testing.assert_array_equal(first, same)
