"""The vectors on disk, the only module that knows Chroma.

A store is written once, into a directory of its own, and only read after that: Chroma's files are not safe to
share between a writing and a reading process. Searching takes the version keys that the timeline gave; without
keys there is no search, because Chroma reads an absent filter as "everything". Of the versions that were searched last
the vectors stay in memory, so that a search takes as long whatever else the store holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from corpus.model import PassageKey
from index.model import Chunk, Vectors

_PASSAGES = "passages"
_DATABASE = "chroma.sqlite3"
_BATCH = 1000
_VERSIONS_HELD = 256


class VectorStore:
    """Passages with their vectors, in one directory."""

    def __init__(self, directory: Path) -> None:
        """Open or create the store. Raises what Chroma raises on an unreadable directory.

        Chroma notes in its files that they were opened. Where they may not be written, as when another account
        publishes than serves, a copy is opened.
        """
        self.directory = directory
        self._copy = None if _is_writable(directory) else _copy_of(directory)
        opened = directory if self._copy is None else Path(self._copy.name) / directory.name
        settings = Settings(
            is_persistent=True, persist_directory=str(opened), anonymized_telemetry=False, allow_reset=False
        )
        self._client = Client(settings=settings)
        configuration: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
        self._passages = self._client.get_or_create_collection(
            _PASSAGES, configuration=configuration, embedding_function=None
        )
        self._of_version = lru_cache(_VERSIONS_HELD)(partial(_rows, self._passages))

    def add_chunks(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Write passages; row i of `vectors` belongs to chunk i."""
        for part in _batches(len(chunks)):
            rows = chunks[part]
            self._passages.add(
                ids=[chunk.chunk_id for chunk in rows],
                embeddings=vectors[part],
                metadatas=[{"version": chunk.version_key, "anchor": chunk.anchor} for chunk in rows],
                documents=[chunk.text for chunk in rows],
            )
        self._of_version.cache_clear()

    def search(self, vector: Vectors, version_keys: Sequence[str]) -> list[tuple[PassageKey, float]]:
        """The passages of these versions with their cosine to one unit vector (shape: dimensions), best first.

        Compares with every passage of the versions. Chroma's approximate search lost passages among 300 versions
        that repeat each other's text (26 to 34 of 50 searches), and a version holds few enough to compare them all.
        """
        rows = [self._of_version(key) for key in dict.fromkeys(version_keys)]
        keys = [key for found, _ in rows for key in found]
        if not keys:
            return []
        similarities = np.concatenate([vectors @ vector for found, vectors in rows if found])
        return [(keys[i], float(similarities[i])) for i in np.argsort(-similarities, kind="stable")]

    def count(self) -> int:
        """How many passages there are."""
        return self._passages.count()

    def close(self) -> None:
        """Release the files, so that the directory can be deleted."""
        self._client.close()
        if self._copy is not None:
            self._copy.cleanup()


def _rows(passages: Collection, version_key: str) -> tuple[list[PassageKey], Vectors]:
    """A version's passages with their vectors, one row each."""
    found = passages.get(where={"version": version_key}, include=["embeddings", "metadatas"])
    embeddings, metadatas = found["embeddings"], found["metadatas"]
    if not found["ids"] or embeddings is None or metadatas is None:
        return [], np.zeros((0, 0), dtype=np.float32)
    keys = [(str(metadata["version"]), str(metadata["anchor"])) for metadata in metadatas]
    return keys, np.asarray(embeddings, dtype=np.float32)


def _is_writable(directory: Path) -> bool:
    """Whether files can be written there, by trying: what permissions say is not all, on a read-only file system."""
    if not directory.exists():
        return True
    try:
        with tempfile.TemporaryFile(dir=directory):
            pass
        with (directory / _DATABASE).open("r+b"):
            return True
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _copy_of(directory: Path) -> tempfile.TemporaryDirectory[str]:
    copy = tempfile.TemporaryDirectory(prefix="asf-index-", ignore_cleanup_errors=True)
    target = Path(copy.name) / directory.name
    shutil.copytree(directory, target, copy_function=shutil.copyfile)  # without the permissions
    target.chmod(0o700)
    for folder in target.rglob("*"):
        if folder.is_dir():
            folder.chmod(0o700)
    return copy


def _batches(total: int) -> Iterator[slice]:
    for start in range(0, total, _BATCH):
        yield slice(start, min(start + _BATCH, total))
