"""How search and building bear a growing corpus: times and memory at several sizes, on vectors that are drawn.

The passages lie in versions of forty, of which ten are in force: a federation with many guidelines and a long history.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.settings import Settings
from evals.measure.memory import resident_mb
from index.model import Chunk

SIZES = (100, 10_000, 100_000)
_DIMENSIONS, _OF_VERSION, _IN_FORCE, _SEARCHES = 384, 40, 10, 200


@dataclass(frozen=True, slots=True)
class Search:
    """Searching among so many passages. Milliseconds, megabytes."""

    passages: int
    p50: float
    p95: float
    memory_mb: float | None
    """Of the process that searches, where the system tells."""


@dataclass(frozen=True, slots=True)
class Building:
    """Building the index anew, and again after a word of one passage has changed. Seconds."""

    whole: float
    again: float
    embedded_again: int
    """Passages whose vector was made anew."""


def searches(sizes: Sequence[int] = SIZES) -> list[Search]:
    """Search stores of these sizes, each filled for the purpose and removed."""
    return [_search(size) for size in sizes]


def _search(size: int) -> Search:
    from index.retrieval.vector_store import VectorStore  # slow to import

    draw = np.random.default_rng(size)
    vectors = draw.normal(size=(size, _DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    versions = [f"riktlinje-{row // _OF_VERSION}/2026" for row in range(size)]
    chunks = [Chunk(str(row), version, f"p-{row}", "text") for row, version in enumerate(versions)]
    keys = list(dict.fromkeys(versions))[-_IN_FORCE:]
    with tempfile.TemporaryDirectory() as folder:
        store = VectorStore(Path(folder) / "vectors")
        store.add_chunks(chunks, vectors)
        taken = []
        for row in draw.integers(size, size=_SEARCHES):
            began = time.perf_counter()
            store.search(vectors[row], keys)
            taken.append((time.perf_counter() - began) * 1000)
        memory = resident_mb()
        store.close()
    p50, p95 = np.percentile(taken, [50, 95])
    return Search(size, float(p50), float(p95), memory)


def building(settings: Settings) -> Building:
    """Build the corpus twice in a folder of its own, with one word changed in between."""
    from index.build.candidate import build_candidate
    from index.embedding.embedder import SentenceEmbedder

    with tempfile.TemporaryDirectory() as folder:
        documents, data = Path(folder) / "documents", Path(folder) / "data"
        shutil.copytree(settings.corpus_dir, documents)
        began = time.perf_counter()
        build_candidate(documents, data, settings.embedding_model, SentenceEmbedder)
        whole = time.perf_counter() - began
        _change_a_word(documents)
        began = time.perf_counter()
        built = build_candidate(documents, data, settings.embedding_model, SentenceEmbedder)
        return Building(whole, time.perf_counter() - began, built.embedded)


def _change_a_word(documents: Path) -> None:
    """A word more at the end of the last passage of the first text there is, in the text and in its notes."""
    from corpus.reading.catalogue import load_catalogue

    version = next(version for version in load_catalogue(documents).versions if version.has_text)
    text = version.passages[-1].text
    for file in (documents / version.guideline_id).glob(f"{version.version_id}.*"):
        if file.suffix in (".md", ".yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace(text, f"{text} nu"), encoding="utf-8")
