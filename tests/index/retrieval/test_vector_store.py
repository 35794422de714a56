from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Chunk, ReadingModel, Vectors
from index.retrieval.vector_store import VectorStore

VERSIONS, PASSAGES = 150, 18
KEYS = [f"dalen/{number}" for number in range(VERSIONS)]
RANDOM = np.random.default_rng(7)


def unit(rows: np.ndarray) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[VectorStore, Vectors]]:
    """Many versions that repeat each other's passages, nearly or wholly to the letter."""
    passages = RANDOM.normal(size=(PASSAGES, 384))
    changed = RANDOM.normal(scale=0.001, size=(VERSIONS, PASSAGES, 384))
    changed[: VERSIONS // 2] = 0
    vectors = unit(passages + changed)
    chunks = [
        Chunk(f"{key}#{number}", key, f"a{number}", f"passage {number}") for key in KEYS for number in range(PASSAGES)
    ]
    store = VectorStore(tmp_path_factory.mktemp("many"))
    store.add_chunks(chunks, vectors.reshape(-1, 384))
    yield store, vectors
    store.close()


def test_without_version_keys_there_is_no_search(many: tuple[VectorStore, Vectors]) -> None:
    store, vectors = many
    assert store.search(vectors[0, 0], []) == []
    assert store.search(vectors[0, 0], ["dalen/finns-inte"]) == []


@settings(max_examples=60, deadline=None)
@given(
    keys=st.lists(st.sampled_from([*KEYS, "dalen/", "dalen/finns-inte"]), max_size=5),
    seed=st.integers(0, 10_000),
)
def test_all_passages_of_the_given_versions_are_found_nearest_first_and_no_others(
    many: tuple[VectorStore, Vectors], keys: list[str], seed: int
) -> None:
    store, vectors = many
    question = unit(np.random.default_rng(seed).normal(size=384))
    hits = store.search(question, keys)
    known = {key: KEYS.index(key) for key in keys if key in KEYS}
    expected = sorted((float(row @ question) for at in known.values() for row in vectors[at]), reverse=True)
    assert {version for (version, _), _ in hits} <= known.keys()
    assert len({passage for passage, _ in hits}) == len(hits)
    np.testing.assert_allclose([cosine for _, cosine in hits], expected, atol=1e-5)


def test_what_is_written_is_read_back_by_another_opening(tmp_path: Path, model: ReadingModel) -> None:
    texts = ["Dalen ger stöd.", "Dalby ansöker."]
    chunks = [Chunk(str(i), "dalen/a", f"a{i}", text) for i, text in enumerate(texts)]
    vectors, (question,) = model.embed_passages(texts), model.embed_queries(["Vem ansöker?"])
    store = VectorStore(tmp_path / "store")
    store.add_chunks(chunks, vectors)
    store.close()
    again = VectorStore(tmp_path / "store")
    assert again.count() == 2
    assert [anchor for (_, anchor), _ in again.search(question, ["dalen/a"])] == ["a1", "a0"]
    again.close()
    again.close()


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    vector = unit(np.ones(384))
    assert store.count() == 0
    assert store.search(vector, ["dalen/a"]) == []
    store.close()


def test_a_store_that_may_not_be_written_is_read_and_stays_as_it_is() -> None:
    vectors = unit(RANDOM.normal(size=(2, 384)))
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "chroma"
        store = VectorStore(directory)
        store.add_chunks([Chunk(f"k#{name}", "k", name, name) for name in "ab"], vectors)
        store.close()
        Path(folder).chmod(0o755)
        files = {file: file.read_bytes() for file in directory.rglob("*") if file.is_file()}
        for place in (directory, *directory.rglob("*")):
            place.chmod(0o555 if place.is_dir() else 0o444)
        was_root = os.geteuid() == 0
        try:
            if was_root:  # whom no permissions bind
                os.seteuid(65534)
            read_only = VectorStore(directory)
            assert [key for key, _ in read_only.search(vectors[1], ["k"])] == [("k", "b"), ("k", "a")]
            read_only.close()
        finally:
            if was_root:
                os.seteuid(0)
        assert {file: file.read_bytes() for file in directory.rglob("*") if file.is_file()} == files
        for place in (directory, *directory.rglob("*")):
            place.chmod(0o755)
