"""The vectors, on disk or on a Chroma server; the only module that knows Chroma.

A store is written once, into a directory or a collection of its own, and only read after that: Chroma's files are not
safe to share between a writing and a reading process. Searching takes the version keys that the timeline gave; without
keys there is no search, because Chroma reads an absent filter as "everything". Of the versions that were searched last
the vectors stay in memory, so that a search takes as long whatever else the store holds, and goes on while a server is
away.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from chromadb import HttpClient
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from corpus.model import PassageKey
from index import messages
from index.errors import VectorsAwayError, VectorsMissingError
from index.model import Chunk, Vectors
from index.retrieval.vector_server import VectorServer

_PASSAGES = "passages"
_DATABASE = "chroma.sqlite3"
_BATCH = 1000
_VERSIONS_HELD = 256
_SERVER_SECONDS = 10.0
_CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
Rows = tuple[list[PassageKey], Vectors]
"""A version's passages with their vectors, one row each."""


class PassageVectors:
    """Passages with their vectors."""

    def __init__(self, passages: Collection) -> None:
        self._passages = passages
        self._of_version = lru_cache(_VERSIONS_HELD)(self._read)
        self.check: Callable[[str, Rows], None] | None = None
        """Told what was read of a version, before it is used; raises where that is not what was written."""

    def add_chunks(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Write passages; row i of `vectors` belongs to chunk i."""
        with self._faults_told():
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
        Raises VectorsAwayError or VectorsMissingError, of a store on a server.
        """
        rows = [self._of_version(key) for key in dict.fromkeys(version_keys)]
        keys = [key for found, _ in rows for key in found]
        if not keys:
            return []
        similarities = np.concatenate([vectors @ vector for found, vectors in rows if found])
        return [(keys[i], float(similarities[i])) for i in np.argsort(-similarities, kind="stable")]

    def hold(self, version_keys: Sequence[str]) -> None:
        """Read versions ahead of the first search."""
        for key in version_keys:
            self._of_version(key)

    def count(self) -> int:
        """How many passages there are."""
        with self._faults_told():
            return self._passages.count()

    def close(self) -> None:
        """Release what is held."""

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        yield

    def _read(self, version_key: str) -> Rows:
        with self._faults_told():
            rows = _rows(self._passages, version_key)
        if self.check is not None:
            self.check(version_key, rows)
        return rows


class VectorStore(PassageVectors):
    """In one directory."""

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
        try:
            super().__init__(
                self._client.get_or_create_collection(_PASSAGES, configuration=_CONFIGURATION, embedding_function=None)
            )
        except BaseException:  # Chroma shares what it has opened of a directory, also with whoever tries again
            self.close()
            raise

    def close(self) -> None:
        """Release the files, so that the directory can be deleted."""
        self._client.close()
        if self._copy is not None:
            self._copy.cleanup()


class ServedVectorStore(PassageVectors):
    """In one collection of a Chroma server, named by its build."""

    def __init__(self, server: VectorServer, publication: str, *, new: bool = False) -> None:
        """Open the collection of a build, or make a `new` one, over what a killed build has left.

        Raises VectorsAwayError, or VectorsMissingError when there is no such collection.
        """
        self._server = server
        name = _name(publication)
        with self._faults_told():
            client = _client(server)
            if new:
                _delete(client, name)
                passages = client.create_collection(name, configuration=_CONFIGURATION, embedding_function=None)
            else:
                passages = client.get_collection(name, embedding_function=None)
        super().__init__(passages)

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        with _told_of(self._server):
            yield


def delete_served(server: VectorServer, publication: str) -> None:
    """Delete the collection of a build, if there is one. Raises VectorsAwayError."""
    with _told_of(server):
        _delete(_client(server), _name(publication))


@lru_cache
def _client(server: VectorServer) -> ClientAPI:
    """A client, kept: it connects anew by itself when the server was away."""
    headers = {"Authorization": f"Bearer {server.token}"} if server.token else None
    settings = Settings(anonymized_telemetry=False)
    client = HttpClient(server.host, server.port, server.encrypted, headers, settings)
    cast(Any, client)._server._session.timeout = _SERVER_SECONDS  # its own is to wait for ever
    return client


@contextmanager
def _told_of(server: VectorServer) -> Iterator[None]:
    """Chroma raises bare exceptions, httpx' and its own, whatever is wrong with the server."""
    try:
        yield
    except NotFoundError as error:
        raise VectorsMissingError(messages.VECTORS_MISSING.format(server=server)) from error
    except Exception as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise VectorsAwayError(messages.VECTORS_AWAY.format(server=server, reason=reason)) from error


def _name(publication: str) -> str:
    return f"asf-{publication}"


def _delete(client: ClientAPI, name: str) -> None:
    with suppress(NotFoundError):
        client.delete_collection(name)


def _rows(passages: Collection, version_key: str) -> Rows:
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
