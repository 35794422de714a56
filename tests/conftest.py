"""What several rooms' tests share: the real model, and the bundled guideline built with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.catalogue import BUNDLED_DOCUMENTS
from index.build import build
from index.cached import CachedEmbedder
from index.model import Embedder
from index.published import PublishedIndex, open_published


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled embedding model, loaded once."""
    from index.embedder import SentenceEmbedder

    return SentenceEmbedder()


@pytest.fixture(scope="session")
def data_dir(embedder: Embedder, pytestconfig: pytest.Config) -> Path:
    """A data directory with the bundled guideline published; kept between runs, rebuilt when stale."""
    cache = pytestconfig.cache
    assert cache is not None
    directory = Path(cache.mkdir("asf-data"))
    build(BUNDLED_DOCUMENTS, directory, "bundled", lambda _: embedder)
    return directory


@pytest.fixture(scope="session")
def published(data_dir: Path) -> PublishedIndex:
    """The bundled guideline's index, open."""
    return open_published(data_dir)


@pytest.fixture(scope="session")
def cached_embedder(embedder: Embedder) -> CachedEmbedder:
    """The model as the engine uses it."""
    return CachedEmbedder(embedder)
