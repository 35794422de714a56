"""Small files of the described form are written here by hand, so that the reader is not its own witness."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from index.embedding.e5_file import E5File, Pieces, Sizes

PIECES = [("<s>", 0.0), ("▁få", -1.5), ("</s>", 0.25)]
NIBBLES = [(3 * value + value // 16) % 16 for value in range(32)]
HALF, DOUBLE = ([(nibble - 8) * scale for nibble in NIBBLES] for scale in (0.5, 2.0))


def block(scale: float) -> bytes:
    """Values j and j + 16 share byte j."""
    return struct.pack("<e", scale) + bytes(NIBBLES[j] | NIBBLES[j + 16] << 4 for j in range(16))


def small_file() -> bytes:
    """Two word vectors of 32 values, and six values of single precision."""
    names = [name.encode() for name, _ in PIECES]
    ends = [sum(map(len, names[:count])) for count in range(len(names) + 1)]
    tensors = {"emb.word": (1, 64, block(0.5) + block(2.0)), "norm": (0, 6, struct.pack("<6f", *range(6)))}
    head = b"E5S1" + struct.pack("<i7ifi", 1, 32, 2, 4, 64, 2, 16, 1, 0.125, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 7, 1, ends[-1])
    head += struct.pack("<4I3f", *ends, *(score for _, score in PIECES)) + b"".join(names)
    head += struct.pack("<iI", 2, 5) + b"tabel" + struct.pack("<i", len(tensors))
    offset = len(head) + sum(2 + len(name) + 21 for name in tensors)
    for name, (kind, count, values) in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, offset, len(values))
        offset += len(values)
    return head + b"".join(values for _, _, values in tensors.values())


@pytest.fixture
def small(tmp_path: Path) -> E5File:
    (tmp_path / "small.bin").write_bytes(small_file())
    return E5File(tmp_path / "small.bin")


def test_a_file_of_the_described_form_is_read(small: E5File) -> None:
    assert small.sizes == Sizes(32, 2, 4, 64, 2, 16, 1, 0.125)
    assert small.pieces == Pieces(PIECES, begin=0, end=2, padding=7, unknown=1)
    assert small.tensor("norm", 3).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert small.tensor("norm", 6).tolist() == [[0, 1, 2, 3, 4, 5]]
    assert small.tensor("emb.word", 32).tolist() == [HALF, DOUBLE]
    assert small.tensor("emb.word", 16).shape == (4, 16)
    assert small.word_vectors(np.array([1, 0, 1])).tolist() == [DOUBLE, HALF, DOUBLE]


@pytest.mark.parametrize("size", [3, 8, 20, 44, 90, 120])
def test_a_file_that_ends_too_early_is_refused_by_its_name(tmp_path: Path, size: int) -> None:
    file = tmp_path / "cut.bin"
    file.write_bytes(small_file()[:size])
    with pytest.raises(ValueError, match=r"cut\.bin"):
        E5File(file)


def test_a_tensor_is_the_readers_own(small: E5File) -> None:
    small.tensor("norm", 6)[:] = 9.0
    small.tensor("emb.word", 32)[:] = 9.0
    assert small.tensor("norm", 6).tolist() == [[0, 1, 2, 3, 4, 5]]
    assert small.tensor("emb.word", 32).tolist() == [HALF, DOUBLE]


def test_the_bundled_file_is_the_small_model(e5: E5File) -> None:
    sizes = e5.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward) == (384, 12, 12, 1536)
    assert (sizes.vocabulary, sizes.positions, sizes.token_types) == (250_037, 512, 2)
    assert sizes.epsilon == pytest.approx(1e-12)
    names = [name for name, _ in e5.pieces.scored]
    assert len(names) == len(set(names)) == 250_002
    marks = [names[at] for at in (e5.pieces.begin, e5.pieces.end, e5.pieces.padding, e5.pieces.unknown)]
    assert marks == ["<s>", "</s>", "<pad>", "<unk>"]
    assert {"▁Kan", "▁få", "▁pengar"} <= set(names)


def test_word_vectors_come_in_the_shape_of_their_ids(e5: E5File) -> None:
    vectors = e5.word_vectors(np.array([0, 41, 250_036]))
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(e5.word_vectors(np.array(41)), vectors[1])
    np.testing.assert_array_equal(e5.word_vectors(np.array([[0, 41], [41, 250_036]])), vectors[[[0, 1], [1, 2]]])
    assert e5.word_vectors(np.zeros(0, dtype=np.int64)).shape == (0, 384)
    assert e5.word_vectors(np.zeros((2, 0, 3), dtype=np.int64)).shape == (2, 0, 3, 384)


def test_word_vectors_are_rows_of_the_whole_table(e5: E5File) -> None:
    table = e5.tensor("emb.word", e5.sizes.hidden)
    assert table.shape == (250_037, 384)
    ids = np.random.default_rng(7).integers(0, 250_037, 500)
    np.testing.assert_array_equal(e5.word_vectors(ids), table[ids])


def test_every_tensor_of_a_layer_has_its_size(e5: E5File) -> None:
    assert e5.tensor("emb.pos", 384).shape == (512, 384)
    assert e5.tensor("emb.type", 384).shape == (2, 384)
    for layer in range(12):
        for name, shape in {"q.w": (384, 384), "ao.b": (1, 384), "fi.w": (1536, 384), "fo.w": (384, 1536)}.items():
            found = e5.tensor(f"l{layer}.{name}", shape[1])
            assert found.shape == shape
            assert np.isfinite(found).all()


@pytest.mark.parametrize("content", [b"", b"E5S", b"E5S2" + small_file()[4:], b"PK\x03\x04" * 20])
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(ValueError, match=r"other\.bin|empty file"):
        E5File(tmp_path / "other.bin")


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.bin"):
        E5File(tmp_path / "none.bin")


@pytest.mark.parametrize("name", ["l12.q.w", "emb", "norm2", "NORM"])
def test_an_unknown_tensor_is_a_key_error(small: E5File, e5: E5File, name: str) -> None:
    for file in (small, e5):
        with pytest.raises(KeyError, match=name):
            file.tensor(name, 384)
