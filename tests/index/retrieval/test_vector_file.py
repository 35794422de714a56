from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.reading.catalogue import BUNDLED_DOCUMENTS, load_catalogue
from index.classifier.samples import samples_of
from index.embedding.model_identity import BUNDLED, identities
from index.model import Vectors
from index.retrieval.chunking import chunks_of
from index.retrieval.vector_file import PACKAGED, Text, VectorFile


def vector(*values: float) -> Vectors:
    found = np.array(values, dtype=np.float32)
    unit: Vectors = found / np.linalg.norm(found)
    return unit


PASSAGE, SAMPLE = "passages@1", "samples@1"
KNOWN: dict[Text, Vectors] = {
    (PASSAGE, "Stöd ges."): vector(1, 2, 3),
    (PASSAGE, "Ja"): vector(3, 2, 1),
    (SAMPLE, "Ja"): vector(1, 0, 1),
    (SAMPLE, "Vem?"): vector(0, 1, 0),
}


@pytest.fixture
def kept() -> VectorFile:
    twice = [*KNOWN, (SAMPLE, "Vem?")]
    return VectorFile.of(twice, [KNOWN[text] for text in twice])


@pytest.mark.parametrize(("half", "off"), [(False, 1e-6), (True, 1e-3)])
def test_what_was_saved_is_found_by_text_and_kind(kept: VectorFile, tmp_path: Path, half: bool, off: float) -> None:
    file = tmp_path / "vectors.npz"
    (kept.in_half_precision() if half else kept).save(file)
    again = VectorFile.load(file)
    assert again is not None
    assert len(again.hashes) == 4
    assert again.vectors.dtype == (np.float16 if half else np.float32)
    found = again.found([*KNOWN, (SAMPLE, "Stöd ges."), (PASSAGE, "Okänd text")])
    assert found.keys() == KNOWN.keys()
    for text, expected in KNOWN.items():
        np.testing.assert_allclose(found[text], expected, atol=off)
        assert np.linalg.norm(found[text]) == pytest.approx(1.0, abs=1e-6)
        assert found[text].dtype == np.float32


def test_an_empty_one_finds_nothing(kept: VectorFile, tmp_path: Path) -> None:
    VectorFile.of([], []).save(tmp_path / "empty.npz")
    empty = VectorFile.load(tmp_path / "empty.npz")
    assert empty is not None
    assert empty.found(KNOWN) == {}
    assert kept.found([]) == {}


@pytest.mark.parametrize("left", [0, 1, 40, 200, -1])
def test_a_missing_or_damaged_one_is_none(kept: VectorFile, tmp_path: Path, left: int) -> None:
    file = tmp_path / "vectors.npz"
    assert VectorFile.load(file) is None
    kept.save(file)
    file.write_bytes(file.read_bytes()[:left])
    assert VectorFile.load(file) is None


def test_one_without_its_parts_is_none(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", allow_pickle=False, numbers=np.ones(3))
    assert VectorFile.load(tmp_path / "other.npz") is None


def test_the_package_brings_those_of_its_own_texts() -> None:
    packaged = VectorFile.load(PACKAGED)
    assert packaged is not None
    assert packaged.vectors.dtype == np.float16
    assert (np.diff(packaged.hashes) > 0).all()
    catalogue, own = load_catalogue(BUNDLED_DOCUMENTS), identities(BUNDLED)
    texts = [(own.passages, chunk.text) for chunk in chunks_of(catalogue)]
    texts += [(own.samples, sample.question) for sample in samples_of(catalogue)]
    assert len(texts) > 16_000
    assert packaged.found(texts).keys() == set(texts)
