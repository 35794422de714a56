"""The index under evaluation, with the model that it was built with."""

from __future__ import annotations

from datetime import date

from assistant.pipeline import Pipeline
from corpus.catalogue import load_catalogue
from corpus.model import Catalogue
from corpus.settings import Settings
from evals import messages
from evals.errors import NoCandidateError
from evals.generate import Ask, in_process
from index.cached import CachedEmbedder
from index.errors import BrokenIndexError
from index.model import Embedder
from index.publication import CORPUS_COPY, Shelf
from index.published import PublishedIndex, open_published

_REMEMBERED = 50_000
"""Questions whose vectors are kept, so that asking the suites on another day embeds nothing again."""


class Subject:
    """Answers as of any day."""

    def __init__(self, index: PublishedIndex, embedder: Embedder) -> None:
        """Raises BrokenIndexError when the index was built with another model."""
        index.require_model(embedder.identity)
        self._index, self._embedder = index, CachedEmbedder(embedder, _REMEMBERED)

    def on(self, day: date, *, with_bank: bool = True) -> Ask:
        """Asks as if it were `day`."""
        return in_process(Pipeline(self._index, self._embedder, lambda: day, with_bank=with_bank))


def open_index(settings: Settings, *, candidate: bool) -> PublishedIndex:
    """What is published, or the candidate. Raises NoIndexError, BrokenIndexError or NoCandidateError."""
    if not candidate:
        return open_published(settings.data_dir)
    shelf = Shelf(settings.data_dir)
    manifest = shelf.candidate()
    if manifest is None:
        raise NoCandidateError(messages.NO_CANDIDATE)
    return PublishedIndex(shelf, manifest)


def catalogue_of(publication: str, settings: Settings) -> Catalogue:
    """The texts that a build answers from; those of what is published when that build is gone."""
    shelf = Shelf(settings.data_dir)
    try:
        manifest = shelf.manifest(publication)
    except BrokenIndexError:
        manifest = shelf.current()
    return load_catalogue(shelf.path(manifest.publication) / CORPUS_COPY)


def load_subject(index: PublishedIndex, settings: Settings) -> Subject:
    """Load the model; it takes seconds. Raises ModelError or BrokenIndexError."""
    from index.embedder import SentenceEmbedder  # slow to import, and not needed to judge a saved run

    return Subject(index, SentenceEmbedder(settings.embedding_model))
