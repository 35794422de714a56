from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding.cached_model import CachedModel
from index.embedding.embedder import BundledEncoder, SentenceEmbedder
from index.embedding.encoder import Encoder
from index.embedding.model_identity import model_identity
from index.errors import ModelError
from index.model import ReadingModel, Vectors

QUESTIONS = ["Vem upphandlar i Dalen?", "Who pays the supervisor?", "Kan vi få stöd till en cykelverkstad?", "Hej!"]


def test_vectors_have_unit_length_and_384_dimensions(model: ReadingModel) -> None:
    for embed in (model.embed_queries, model.embed_samples, model.embed_passages):
        vectors = embed(QUESTIONS)
        assert vectors.shape == (len(QUESTIONS), 384)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert BundledEncoder(Encoder().vectors, 384).get_embedding_dimension() == 384


def test_equal_text_gives_equal_vectors_from_eight_threads(model: ReadingModel) -> None:
    expected = {question: model.embed_queries([question])[0] for question in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda question: (question, model.embed_queries([question])[0]), QUESTIONS * 16))
    assert all(np.array_equal(vector, expected[question]) for question, vector in found)


def test_a_batch_gives_the_vectors_of_its_texts_in_order(model: ReadingModel) -> None:
    alone = np.vstack([model.embed_queries([question]) for question in QUESTIONS])
    assert np.array_equal(model.embed_queries(QUESTIONS), alone)


def test_a_nul_byte_does_not_cut_the_text_off(model: ReadingModel) -> None:
    cut, whole, start = model.embed_queries(["Kan vi få\0stöd till glas?", "Kan vi få stöd till glas?", "Kan vi få"])
    assert np.array_equal(cut, whole)
    assert not np.allclose(cut, start, atol=1e-3)


def test_questions_and_passages_are_embedded_differently(model: ReadingModel) -> None:
    assert not np.allclose(model.embed_queries(QUESTIONS), model.embed_passages(QUESTIONS), atol=1e-3)


def test_questions_are_compared_by_vectors_of_their_own(model: ReadingModel) -> None:
    asked, alike, other = model.embed_samples(["Vem köper in?", "Vem är det som upphandlar?", "Hej på dig!"])
    assert asked @ alike > asked @ other
    assert not np.allclose(model.embed_samples(QUESTIONS), model.embed_queries(QUESTIONS), atol=1e-3)


def test_a_question_is_nearest_to_the_passage_that_answers_it(model: ReadingModel) -> None:
    passages = ["Cykelverkstaden i Dalen får stöd.", "Solen är en stjärna.", "Kommunen köper in glas."]
    question = model.embed_queries(["Does the bicycle workshop get support?"])[0]
    assert int(np.argmax(model.embed_passages(passages) @ question)) == 0


@pytest.mark.parametrize("name", ["pahittad/finns-inte", "/finns/inte/heller"])
def test_a_model_that_is_not_there_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # the variable is read once, at import
    with pytest.raises(ModelError) as caught:
        SentenceEmbedder(name)
    assert name in str(caught.value)
    assert str(caught.value).startswith("Språkmodellen")
    assert len(str(caught.value).splitlines()) == 1


def test_an_identity_names_the_model_and_its_version(model: ReadingModel) -> None:
    assert model.identity == model_identity("bundled")
    assert re.fullmatch("asf-e5-small@[0-9a-f]{12}", model.identity)
    assert model_identity("pahittad/modell") == "pahittad/modell"


class Counting:
    """The real model, counting its calls."""

    def __init__(self, model: ReadingModel) -> None:
        self.identity, self._embedder, self.calls = model.identity, model, 0
        self.embed_passages, self.read = model.embed_passages, model.read
        self.embed_samples, self.asides = model.embed_samples, model.asides

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        return self._embedder.embed_queries(texts)


def test_the_cache_embeds_a_question_once_and_guards_its_vector(model: ReadingModel) -> None:
    counting = Counting(model)
    cached = CachedModel(counting)
    first = cached.embed_queries(["Vem betalar?"])
    assert np.array_equal(cached.embed_queries(["Vem betalar?"]), first)
    assert (counting.calls, cached.identity) == (1, model.identity)
    first[0, 0] = 9.0  # what a caller does to its vector does not reach the next caller
    assert cached.embed_queries(["Vem betalar?"])[0, 0] != 9.0
    np.testing.assert_array_equal(cached.embed_queries(QUESTIONS), model.embed_queries(QUESTIONS))
    np.testing.assert_array_equal(cached.embed_passages(QUESTIONS), model.embed_passages(QUESTIONS))


def test_a_row_of_four_word_ligatures_does_not_end_the_process(model: ReadingModel) -> None:
    vector = model.embed_queries(["\ufdfa" * 60])[0]
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-3)
