"""Trials and publications for the staff's pages."""

from __future__ import annotations

from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.bench.trial import LastTrial
from corpus.settings import Settings
from corpus.timeline import today
from evals import messages
from evals.publishing.saved_trials import SavedTrials, is_fresh
from evals.publishing.trial_of import grounds_for
from evals.score.benchmark import BUNDLED
from evals.workbench.refusing import refusing
from index.embedding.model_identity import model_identity
from index.publishing.configured import configured_publications
from index.publishing.manifest import stale_reasons
from index.publishing.published_index import PublishedIndex

_SPLIT = "dev"


class PublishingBench:
    """Implements `assistant.web.staff.bench.trial.Publishing`."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._folder = settings, settings.cases_dir or BUNDLED
        self._publications = configured_publications(settings)
        self._trials = SavedTrials(settings.data_dir / "evals")

    def last_trial(self) -> LastTrial | None:
        """Of the candidate that waits. Raises BenchRefusedError for a damaged one."""
        with refusing():
            candidate = self._publications.candidate()
            trial = self._trials.of(candidate.publication) if candidate else None
            if candidate is None or trial is None:
                return None
            identity = model_identity(self._settings.embedding_model)
            fits = not stale_reasons(candidate, self._settings.corpus_dir, identity)
            return LastTrial(trial, fits and is_fresh(trial, candidate, self._folder, _SPLIT, today()))

    def publish(self, publication: str, reason: str, by: str) -> bool:
        """Serve the candidate on the grounds of its trial. Raises BenchRefusedError."""
        last = self.last_trial()
        if last is None or not last.is_fresh or last.trial.publication != publication:
            raise BenchRefusedError(messages.NO_TRIAL)
        if not last.trial.holds and not reason:
            raise BenchRefusedError(messages.PUBLISH_REASON)
        with refusing():
            candidate = self._publications.manifest(publication)
            PublishedIndex(self._publications, candidate).close()  # a damaged one is never published
            self._publications.publish(candidate, grounds_for(last.trial, reason, by))
        return not last.trial.holds
