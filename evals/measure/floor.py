"""What no answer can be faster than, in the same process and with the same model: the floor to compare a server with.

One embedding and one exact search over the same vectors; and the plainest chain that LangChain and Chroma make of it, a
retriever alone. One thread, as a question has in the server.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from corpus.settings import Settings
from corpus.timeline import today

_WARM = 5


@dataclass(frozen=True, slots=True)
class Floor:
    """Medians in milliseconds."""

    embed_and_search: float
    retriever: float
    embeddings_per_second: float
    """Of as many threads as there are cores, each with one question."""


def floor(settings: Settings, questions: int) -> Floor:
    """Measure. Raises SearchIndexError."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from concurrent.futures import ThreadPoolExecutor

    from assistant.chain import PassageRetriever
    from assistant.decision.scope import scope_on
    from index.cores import cores
    from index.publishing.configured import configured_publications
    from index.publishing.published_index import open_published
    from index.reader.reading_model import BundledReadingModel

    index = open_published(configured_publications(settings))
    model = BundledReadingModel(settings.embedding_model)
    versions = scope_on(index.catalogue, today()).versions
    passages = model.embed_passages([each.text for version in versions for each in version.passages])
    retriever = PassageRetriever(index=index, embedder=model, version_keys=tuple(each.key for each in versions))
    texts = _texts(questions)

    def search() -> None:
        np.argsort(-(passages @ model.embed_queries([next(texts)])[0]))

    alone = _median(search, questions)
    chain = _median(lambda: retriever.invoke(next(texts)), questions)
    several = [next(texts) for _ in range(questions)]
    began = time.perf_counter()
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(lambda text: model.embed_queries([text]), several))
    return Floor(alone, chain, questions / (time.perf_counter() - began))


def _texts(questions: int) -> Iterator[str]:
    """More than are needed, no two of them alike."""
    numbers = range(9 * questions + 99)
    return (f"Kan vi få pengar till en handledare för deltagarna i grupp {number}?" for number in numbers)


def _median(work: Callable[[], object], times: int) -> float:
    for _ in range(_WARM):
        work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return float(np.median(taken))
