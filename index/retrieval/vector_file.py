"""Vectors on file, by the hash of their texts, so that no text need be embedded twice.

Every build keeps those of its passages and sample questions in one; the next build takes over what has not changed. The
package brings one, in half precision, for its own texts, so that the first build embeds next to nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from index.model import Vectors

PACKAGED = Path(__file__).parent.parent / "build" / "vectors.npz"
Text: TypeAlias = tuple[str, str]
"""What embeds it, by its identity (see `index.embedding.model_identity`), and the text."""


@dataclass(frozen=True, slots=True)
class VectorFile:
    """Unit vectors, in the order of the hashes of their texts."""

    hashes: npt.NDArray[np.uint64]
    vectors: npt.NDArray[Any]

    @classmethod
    def of(cls, texts: Sequence[Text], vectors: Iterable[Vectors]) -> VectorFile:
        """From texts and their vectors; texts may come more than once."""
        by_hash = {_hashed(text): vector for text, vector in zip(texts, vectors, strict=True)}
        hashes = sorted(by_hash)
        rows = [by_hash[each] for each in hashes]
        return cls(np.array(hashes, dtype=np.uint64), np.stack(rows) if rows else np.zeros((0, 0), np.float32))

    @classmethod
    def load(cls, file: Path) -> VectorFile | None:
        """Read what `save` wrote; None when it is missing or damaged, since all can be computed again."""
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
                return cls(arrays["hashes"], arrays["vectors"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, RuntimeError):  # of what is flipped, any of these
            return None

    def save(self, file: Path) -> None:
        """Write it."""
        np.savez(file, allow_pickle=False, hashes=self.hashes, vectors=self.vectors)

    def in_half_precision(self) -> VectorFile:
        """In half of the room; cosines change by less than a thousandth."""
        return replace(self, vectors=self.vectors.astype(np.float16))

    def found(self, texts: Iterable[Text]) -> dict[Text, Vectors]:
        """The vectors of those of the texts that are there, in single precision and of unit length."""
        wanted = list(texts)
        hashes = np.array([_hashed(text) for text in wanted], dtype=np.uint64)
        places = np.searchsorted(self.hashes, hashes)
        known = {}
        for text, place, own in zip(wanted, places, hashes, strict=True):
            if place < len(self.hashes) and self.hashes[place] == own:
                vector = self.vectors[place].astype(np.float32)
                known[text] = vector / np.linalg.norm(vector)
        return known


def _hashed(text: Text) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(text).encode()).digest()[:8], "big")
