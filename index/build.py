"""Building an index from the corpus and publishing it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpus.catalogue import QUESTIONS_NAME, load_catalogue
from corpus.model import text_hash
from index import messages
from index.chunking import chunks_of
from index.errors import BrokenIndexError, NoIndexError
from index.method import METHOD
from index.model import Embedder, Vectors
from index.model_identity import model_identity
from index.publication import CORPUS_COPY, VECTORS, Manifest, Shelf, stale_reasons
from index.published import PublishedIndex
from index.samples import samples_of
from index.store import Store
from index.understanding import Understanding, clause_lessons, lessons_fingerprint, train

_BATCH = 64


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did."""

    manifest: Manifest
    embedded: int
    """Texts whose vectors were computed; the others came from the previous publication."""
    seconds: float
    rebuilt: bool


def build(
    documents: Path,
    data_dir: Path,
    model_name: str,
    load_model: Callable[[str], Embedder],
    *,
    force: bool = False,
) -> BuildResult:
    """Bring the published index up to date.

    Raises BrokenCorpusError before anything is written, BuildRunningError, DataDirectoryError or ModelError.
    What is published stays untouched until the new build is complete. `load_model` is called only when vectors
    have to be computed.
    """
    started = time.monotonic()
    catalogue = load_catalogue(documents)
    shelf = Shelf(data_dir)
    shelf.prepare()
    with shelf.lock():
        identity = model_identity(model_name)
        current = _current(shelf)
        if current and not force and not stale_reasons(current, documents, identity):
            return BuildResult(current, 0, time.monotonic() - started, rebuilt=False)
        shelf.prune()
        publication = shelf.new_publication(catalogue.fingerprint)
        directory = shelf.path(publication)
        directory.mkdir()
        _copy_corpus(documents, directory / CORPUS_COPY)
        chunks, samples = chunks_of(catalogue), samples_of(catalogue)
        known = _Known.from_publication(shelf, current, identity)
        encoder = _Encoder(model_name, load_model)
        passages = encoder.fill([chunk.text for chunk in chunks], known.passages, queries=False)
        asked = [sample.question for sample in samples]
        clauses = list(dict.fromkeys(clause for found in clause_lessons(asked).values() for clause in found))
        texts = [*asked, *clauses]
        questions = encoder.fill(texts, known.questions, queries=True)
        store = Store(directory / VECTORS)
        store.add_chunks(chunks, passages)
        store.add_questions([f"{i}-{text_hash(text)}" for i, text in enumerate(texts)], texts, questions)
        store.close()
        vectors = dict(zip(texts, questions, strict=True))
        lessons = lessons_fingerprint(samples, identity)
        if current and current.lessons == lessons:
            Understanding.copy(shelf.path(current.publication), directory)
        else:
            understanding = train(samples, questions[: len(asked)], partial(_looked_up, vectors))
            if understanding is not None:
                understanding.save(directory)
        manifest = Manifest(
            publication=publication,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            corpus=catalogue.fingerprint,
            model=identity,
            method=METHOD,
            lessons=lessons,
            passages=len(chunks),
            questions=len(samples),
            clauses=len(clauses),
        )
        shelf.publish(manifest)
        shelf.prune()
    return BuildResult(manifest, encoder.count, time.monotonic() - started, rebuilt=True)


@dataclass(frozen=True, slots=True)
class _Known:
    """Vectors of the previous publication, by text."""

    passages: dict[str, Vectors]
    questions: dict[str, Vectors]

    @classmethod
    def from_publication(cls, shelf: Shelf, manifest: Manifest | None, identity: str) -> _Known:
        if manifest is None or manifest.model != identity:
            return cls({}, {})
        try:
            store = Store(shelf.path(manifest.publication) / VECTORS)
            known = cls(dict(store.passage_vectors()), dict(store.question_vectors()))
            store.close()
        except Exception:  # a damaged store only means that everything is embedded again
            return cls({}, {})
        return known


class _Encoder:
    """Embeds what is not known yet; loads the model at the first such text."""

    def __init__(self, model_name: str, load_model: Callable[[str], Embedder]) -> None:
        self._model_name, self._load_model = model_name, load_model
        self._model: Embedder | None = None
        self.count = 0

    def fill(self, texts: Sequence[str], known: dict[str, Vectors], *, queries: bool) -> Vectors:
        """One row a text, from `known` or computed."""
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        vectors = dict(known)
        for start in tqdm(range(0, len(missing), _BATCH), desc=messages.EMBEDDING, disable=None, leave=False):
            batch = missing[start : start + _BATCH]
            model = self._loaded()
            rows = model.embed_queries(batch) if queries else model.embed_passages(batch)
            vectors.update(zip(batch, rows, strict=True))
        self.count += len(missing)
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return _looked_up(vectors, texts).astype(np.float32)

    def _loaded(self) -> Embedder:
        if self._model is None:
            self._model = self._load_model(self._model_name)
        return self._model


def _looked_up(vectors: Mapping[str, Vectors], texts: Sequence[str]) -> Vectors:
    """The known vectors of texts, one row each."""
    return np.stack([vectors[text] for text in texts])


def _current(shelf: Shelf) -> Manifest | None:
    """What is published, if all of it can be read: a damaged index is no reason to skip a build."""
    try:
        index = PublishedIndex(shelf, shelf.current())
    except (NoIndexError, BrokenIndexError):
        return None
    index.close()
    return index.manifest


def _copy_corpus(documents: Path, target: Path) -> None:
    """The publication carries the texts it was built from, so what is served is what was indexed.

    Sample questions stay behind: what was learned from them is in the publication, and reading them takes seconds.
    """
    shutil.copytree(documents, target, ignore=shutil.ignore_patterns(".*", QUESTIONS_NAME))
