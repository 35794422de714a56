"""A made-up federation with a corpus and an index of its own, built with the real model and the real store.

`tests/conftest.py` hands its fixtures to every room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.build.candidate import BuildResult, build_candidate
from index.build.publish_now import build
from index.model import ReadingModel, Vectors
from index.publishing.publication_store import PublicationStore
from index.publishing.published_index import PublishedIndex, open_published

GUIDELINE = "stod-dalen"
HEAD = """\
---
guideline: {guideline}
version: {version}
title: Riktlinje för Påhittade Dalen
adopted: null
adopted_by: null
valid_from: {valid_from}
valid_to: null
---
# Riktlinje för Påhittade Dalen

## Stöd

"""


class CountingEmbedder:
    """The real model, remembering which texts it was given; each is embedded only once a run, to save time."""

    def __init__(self, model: ReadingModel, remembered: dict[tuple[str, str], Vectors]) -> None:
        self.identity = model.identity
        self._embedder, self._remembered = model, remembered
        self.texts: list[str] = []

    def embed_samples(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, self._embedder.embed_samples, "sample")

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, self._embedder.embed_queries, "query")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, self._embedder.embed_passages, "passage")

    def _vectors(self, texts: Sequence[str], embed: Callable[[list[str]], Vectors], kind: str) -> Vectors:
        self.texts.extend(texts)
        new = [text for text in texts if (kind, text) not in self._remembered]
        self._remembered.update(zip([(kind, text) for text in new], embed(new) if new else [], strict=True))
        return np.stack([self._remembered[kind, text] for text in texts])


class Federation:
    """The corpus and the data directory of "Samordningsförbundet Påhittade Dalen", which does not exist."""

    def __init__(self, root: Path, model: CountingEmbedder) -> None:
        self.documents, self.data = root / "documents", root / "data"
        self.publications = PublicationStore(self.data)
        self.model = model
        self.write("2020", "Förbundet kan ge stöd till cykelverkstäder.", "Ansökan görs av kommunen Dalby.")

    def write(self, version: str, *passages: str, guideline: str = GUIDELINE) -> str:
        """Write a version, valid from 1 January of the year it is named by; its key."""
        folder = self.documents / guideline
        folder.mkdir(parents=True, exist_ok=True)
        head = HEAD.format(guideline=guideline, version=version, valid_from=f"{version}-01-01")
        (folder / f"{version}.md").write_text(head + "\n\n".join(passages) + "\n", encoding="utf-8")
        return f"{guideline}/{version}"

    def build(self, *, force: bool = False) -> BuildResult:
        """Build and publish."""
        self.model.texts.clear()
        return build(self.documents, self.data, "bundled", lambda _: self.model, force=force)

    def build_candidate(self) -> BuildResult:
        self.model.texts.clear()
        return build_candidate(self.documents, self.data, "bundled", lambda _: self.model)

    def open(self) -> PublishedIndex:
        return open_published(self.data)

    def found(self, index: PublishedIndex, question: str, *keys: str, limit: int = 5) -> list[str]:
        """Texts of the passages found, best first."""
        return [hit.passage.text for hit in index.search(question, self.model, keys, limit)]


@pytest.fixture(scope="session")
def federation_in(model: ReadingModel) -> Callable[[Path], Federation]:
    """Makes a federation with a small corpus in a folder; nothing is built yet."""
    remembered: dict[tuple[str, str], Vectors] = {}
    return lambda root: Federation(root, CountingEmbedder(model, remembered))


@pytest.fixture
def federation(federation_in: Callable[[Path], Federation], tmp_path: Path) -> Federation:
    return federation_in(tmp_path)
