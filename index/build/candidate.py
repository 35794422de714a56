"""Building an index from the corpus: a candidate, which is not served before it is published."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from corpus.model import Catalogue
from corpus.reading.bank import without_questions
from corpus.reading.catalogue import BANK_NAME, QUESTIONS_NAME, load_catalogue
from index import messages
from index.classifier.question_classifier import QuestionClassifier, clause_lessons, lessons_fingerprint, train
from index.classifier.samples import samples_of
from index.embedding.model_identity import Identities, identities
from index.errors import BrokenIndexError, NoIndexError, TakenBackError
from index.method import METHOD
from index.model import Embedder, Vectors
from index.publishing.checksums import checksums
from index.publishing.manifest import Manifest, stale_reasons
from index.publishing.publications import CORPUS_COPY, KEPT_VECTORS, VECTORS, Publications
from index.publishing.published_index import Place, PublishedIndex, publications_at
from index.retrieval.chunking import chunks_of
from index.retrieval.vector_file import PACKAGED, Text, VectorFile
from index.retrieval.vector_store import PassageVectors, ServedVectorStore, VectorStore

_BATCH = 64
T = TypeVar("T")
LoadModel = Callable[[str], Embedder]
"""Loads the model with this name; called only when vectors have to be computed."""


class Found(Enum):
    """What a build found when it began."""

    CHANGED = auto()
    """Neither what is published nor the candidate fits the corpus, so there is a new candidate."""
    PUBLISHED = auto()
    """What is published is up to date."""
    CANDIDATE = auto()
    """The candidate is up to date."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did, and the build that fits the corpus now."""

    manifest: Manifest
    embedded: int
    """Texts whose vectors were computed; the others came from earlier builds, or with the package."""
    seconds: float
    found: Found


def build_candidate(
    documents: Path, place: Place, model_name: str, load_model: LoadModel, *, force: bool = False
) -> BuildResult:
    """Make a candidate of the corpus unless the published index or the candidate is up to date.

    Raises BrokenCorpusError before anything is written, BuildRunningError, DataDirectoryError, ModelError, or
    TakenBackError when the corpus is the one whose publication was taken back.
    What is published stays untouched.
    """
    started = time.monotonic()
    catalogue = load_catalogue(documents)
    publications = publications_at(place)
    publications.prepare()
    with publications.lock():
        own = identities(model_name)
        earlier = {
            Found.PUBLISHED: _sound(publications, publications.current),
            Found.CANDIDATE: _sound(publications, publications.candidate),
        }
        for found, manifest in earlier.items():
            if manifest and not force and not stale_reasons(manifest, documents, own.model):
                return BuildResult(manifest, 0, time.monotonic() - started, found)
        back = publications.taken_back(catalogue.fingerprint)
        if back is not None and not force:
            raise TakenBackError(messages.TAKEN_BACK.format(when=back.when[:10], reason=back.grounds.reason or "–"))
        publications.prune()
        encoder = _Encoder(model_name, own.passages, load_model)
        usable = [manifest for manifest in earlier.values() if manifest]
        manifest = _build(catalogue, documents, publications, own, encoder, usable)
        publications.prune()
    return BuildResult(manifest, encoder.count, time.monotonic() - started, Found.CHANGED)


def _build(
    catalogue: Catalogue,
    documents: Path,
    publications: Publications,
    own: Identities,
    encoder: _Encoder,
    earlier: Sequence[Manifest],
) -> Manifest:
    """Build into a new directory, taking over from `earlier` builds what has not changed."""
    publication = publications.new_publication(catalogue.fingerprint)
    directory = publications.new_directory(publication)
    _copy_corpus(documents, catalogue, directory / CORPUS_COPY)
    chunks, samples = chunks_of(catalogue), samples_of(catalogue)
    asked = [sample.question for sample in samples]
    clauses = list(dict.fromkeys(clause for found in clause_lessons(asked).values() for clause in found))
    texts = [*((own.passages, chunk.text) for chunk in chunks), *((own.samples, text) for text in (*asked, *clauses))]
    files = [PACKAGED, *(publications.path(manifest.publication) / KEPT_VECTORS for manifest in earlier)]
    vectors = encoder.fill(texts, [kept for file in files if (kept := VectorFile.load(file))])
    VectorFile.of(texts, vectors).save(directory / KEPT_VECTORS)
    store = _new_store(publications, publication, directory)
    store.add_chunks(chunks, vectors[: len(chunks)])
    store.close()
    lessons = lessons_fingerprint(samples, own.samples)
    if taught := next((manifest for manifest in earlier if manifest.lessons == lessons), None):
        QuestionClassifier.copy(publications.path(taught.publication), directory)
    else:
        questions = dict(zip([*asked, *clauses], vectors[len(chunks) :], strict=True))
        understanding = train(samples, _looked_up(questions, asked), partial(_looked_up, questions))
        if understanding is not None:
            understanding.save(directory)
    manifest = Manifest(
        publication=publication,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus=catalogue.fingerprint,
        model=own.model,
        method=METHOD,
        lessons=lessons,
        passages=len(chunks),
        questions=len(samples),
        clauses=len(clauses),
        embedder=own.passages,
        files=checksums(directory),
    )
    publications.finish(manifest)
    return manifest


def _new_store(publications: Publications, publication: str, directory: Path) -> PassageVectors:
    if publications.server is None:
        return VectorStore(directory / VECTORS)
    return ServedVectorStore(publications.server, publication, new=True)


class _Encoder:
    """Embeds what is not known yet; loads the model at the first such text."""

    def __init__(self, model_name: str, passages: str, load_model: LoadModel) -> None:
        """`passages` is the identity of what embeds passages."""
        self._model_name, self._passages, self._load_model = model_name, passages, load_model
        self._model: Embedder | None = None
        self.count = 0

    def fill(self, texts: Sequence[Text], files: Iterable[VectorFile]) -> Vectors:
        """One row a text, from the files, of which the last counts most, or computed."""
        vectors: dict[Text, Vectors] = {}
        for file in files:
            vectors.update(file.found(texts))
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        alike = [list(run) for _, run in groupby(missing, lambda text: text[0])]
        batches = [run[at : at + _BATCH] for run in alike for at in range(0, len(run), _BATCH)]
        for batch in tqdm(batches, desc=messages.EMBEDDING, disable=None, leave=False):
            model, words = self._loaded(), [text for _, text in batch]
            rows = model.embed_passages(words) if batch[0][0] == self._passages else model.embed_samples(words)
            vectors.update(zip(batch, rows, strict=True))
        self.count += len(missing)
        return _looked_up(vectors, texts).astype(np.float32)

    def _loaded(self) -> Embedder:
        if self._model is None:
            self._model = self._load_model(self._model_name)
        return self._model


def _looked_up(vectors: Mapping[T, Vectors], texts: Sequence[T]) -> Vectors:
    """The known vectors of texts, one row each."""
    return np.stack([vectors[text] for text in texts]) if texts else np.zeros((0, 0), dtype=np.float32)


def _sound(publications: Publications, find: Callable[[], Manifest | None]) -> Manifest | None:
    """The build that `find` tells of, if all of it can be read: a damaged one is no reason to skip building."""
    try:
        manifest = find()
        if manifest is None:
            return None
        PublishedIndex(publications, manifest).close()
    except (NoIndexError, BrokenIndexError):
        return None
    return manifest


def _copy_corpus(documents: Path, catalogue: Catalogue, target: Path) -> None:
    """The publication carries the texts it was built from, so what is served is what was indexed.

    Of sample questions it tells what they teach, and not what they ask: what was learned from them is in the
    publication, and reading them takes seconds.
    """
    shutil.copytree(documents, target, ignore=shutil.ignore_patterns(".*", QUESTIONS_NAME))
    for guideline in catalogue.guidelines:
        groups = [each for each in guideline.bank.groups if each.file != BANK_NAME] if guideline.bank else []
        if groups:
            summary = target / guideline.guideline_id / QUESTIONS_NAME / "summary.yaml"
            summary.parent.mkdir()
            summary.write_text(without_questions(groups), encoding="utf-8")
