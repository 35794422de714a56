"""The index under evaluation, with the model that it was built with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from corpus.settings import Settings
from evals import messages
from evals.errors import NoCandidateError
from evals.model import Case
from evals.run.generate import Ask, AskFor, in_process
from index.embedding.cached_model import CachedModel
from index.errors import BrokenIndexError
from index.model import ReadingModel
from index.publishing.configured import configured_publications
from index.publishing.publications import CORPUS_COPY

if TYPE_CHECKING:
    from assistant.decision.heard import Trust
    from assistant.llm.service import LanguageModel
    from index.publishing.published_index import PublishedIndex

_REMEMBERED = 50_000
"""Questions whose vectors are kept, so that asking the suites on another day embeds nothing again."""


class SystemUnderTest:
    """Answers as of any day, from the index under evaluation or from the made-up corpus that a case asks."""

    def __init__(
        self, index: PublishedIndex, model: ReadingModel, made_up: Mapping[str, PublishedIndex] | None = None
    ) -> None:
        """Raises BrokenIndexError when the index was built with another model."""
        index.require_model(model.identity)
        self._index, self._made_up = index, made_up or {}
        self._model = CachedModel(model, _REMEMBERED)

    def on(
        self, day: date, *, with_bank: bool = True, llm: LanguageModel | None = None, trust: Trust | None = None
    ) -> AskFor:
        """Asks as if it were `day`, or the day of the case."""
        from assistant.decision.heard import MEASURED
        from assistant.pipeline import Pipeline  # slow to import, as are the others below: help need not wait

        def ask_for(case: Case) -> Ask:
            index = self._made_up[case.corpus] if case.corpus else self._index
            asked_on = case.today or day
            clock = lambda: asked_on  # noqa: E731  a day that stands still
            pipeline = Pipeline(index, self._model, clock, with_bank=with_bank, llm=llm, trust=trust or MEASURED)
            return in_process(pipeline)

        return ask_for


def open_index(settings: Settings, *, candidate: bool) -> PublishedIndex:
    """What is published, or the candidate. Raises NoIndexError, BrokenIndexError or NoCandidateError."""
    from index.publishing.published_index import PublishedIndex, open_published

    if not candidate:
        return open_published(configured_publications(settings))
    publications = configured_publications(settings)
    manifest = publications.candidate()
    if manifest is None:
        raise NoCandidateError(messages.NO_CANDIDATE)
    return PublishedIndex(publications, manifest)


def catalogue_of(publication: str, settings: Settings) -> tuple[Catalogue, str]:
    """The texts that a build answers from, and its id; those of what is published when that build is gone."""
    publications = configured_publications(settings)
    try:
        manifest = publications.manifest(publication)
    except BrokenIndexError:
        manifest = publications.current()
    return load_catalogue(publications.path(manifest.publication) / CORPUS_COPY), manifest.publication


def load_system(
    index: PublishedIndex, settings: Settings, corpora: Mapping[str, Path] | None = None
) -> SystemUnderTest:
    """Load the model, which takes seconds, and index the made-up corpora, by name, where that has not been done.

    Raises ModelError or BrokenIndexError.
    """
    from index.build.publish_now import build
    from index.publishing.published_index import open_published
    from index.reader.reading_model import BundledReadingModel

    model = BundledReadingModel(settings.embedding_model)
    made_up = {}
    for name, documents in (corpora or {}).items():
        data_dir = settings.data_dir / "evals" / "corpora" / name
        build(documents, data_dir, settings.embedding_model, lambda _: model, reason=messages.MADE_UP)
        made_up[name] = open_published(data_dir)
    return SystemUnderTest(index, model, made_up)
