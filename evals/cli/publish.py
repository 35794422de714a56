"""`publish`: try the candidate on every day that matters, and serve it if its gates hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.web.staff.bench.trial import Trial
from corpus.command_line import WrongOptionError
from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from corpus.settings import Settings, load_settings
from corpus.timeline import today
from corpus.who import who
from evals import messages
from evals.cases.fingerprint import cases_fingerprint
from evals.cli.options import Cases, Out, SplitName, cases_folder, tell_left_out
from evals.errors import NoCasesError
from evals.model import Case
from evals.publishing.advice import advice_text
from evals.publishing.beside_published import Published, judged, published_before
from evals.publishing.saved_trials import SavedTrials, is_fresh
from evals.publishing.trial_of import grounds_for, trial_of
from evals.publishing.trial_text import compared_text, trial_text
from evals.publishing.trials import Trial as AskedDay
from evals.publishing.trials import days_of_trial, trials, waiting
from evals.report.summary import write_report
from evals.run.generate import generate
from evals.run.runs import new_run, save_run
from evals.run.system import load_system, open_index
from evals.score.benchmark import Benchmark, load_benchmark
from index.embedding.model_identity import model_identity
from index.errors import BrokenIndexError, NoIndexError
from index.publishing.configured import configured_publications
from index.publishing.manifest import Manifest

if TYPE_CHECKING:
    from index.publishing.published_index import PublishedIndex

cli = typer.Typer()


@cli.command(help=messages.HELP_PUBLISH)
def publish(
    force: Annotated[bool, typer.Option("--force", help=messages.HELP_FORCE)] = False,
    reason: Annotated[str, typer.Option("--reason", help=messages.HELP_REASON)] = "",
    by: Annotated[str, typer.Option("--by", help=messages.HELP_BY)] = "",
    try_only: Annotated[bool, typer.Option("--try-only", help=messages.HELP_TRY_ONLY)] = False,
    split: SplitName = "dev",
    cases_dir: Cases = None,
    out: Out = None,
) -> None:
    """Try the candidate and serve it; exit 1 with nothing changed when a gate is broken and not forced."""
    if force and not reason.strip():
        raise WrongOptionError(messages.REASON_NEEDED)
    if force and try_only:
        raise WrongOptionError(messages.FORCE_AND_TRY)
    from index.publishing.published_index import PublishedIndex  # slow to import

    settings, day = load_settings(), today()
    publications = configured_publications(settings)
    candidate = waiting(publications, settings.corpus_dir, model_identity(settings.embedding_model))
    if candidate is None:
        print(messages.UP_TO_DATE.format(publication=publications.current().publication))
        return
    index = PublishedIndex(publications, candidate)  # a damaged one is never published, not even by force
    folder, runs = cases_folder(cases_dir, settings), out or settings.data_dir / "evals"
    saved = SavedTrials(runs)
    trial = None if try_only else saved.of(candidate.publication)
    if trial is not None and is_fresh(trial, candidate, folder, split, day):
        print(messages.TRIED_BEFORE.format(time=f"{trial.tried:%Y-%m-%d %H:%M}"))
    else:
        trial = _Trying(settings, index, candidate, folder, runs, split, day, against_published=try_only).trial()
        saved.save(trial)
    if not trial.days and not force:
        raise NoCasesError(messages.NO_CASES_FOR_CORPUS)
    for broken in trial.broken:
        print(broken, file=sys.stderr)
    if try_only:
        print(compared_text(trial))
    if trial.broken and not force:
        print(
            (messages.TRY_BROKEN if try_only else messages.NOT_PUBLISHED).format(count=len(trial.broken)),
            file=sys.stderr,
        )
        print("\n".join(advice_text(trial.advice, folder)), file=sys.stderr)
        raise typer.Exit(1)
    if try_only:
        print(messages.TRY_HELD.format(publication=candidate.publication))
        return
    publications.publish(candidate, grounds_for(trial, reason.strip(), who(by)))
    text = messages.PUBLISHED if trial.holds else messages.FORCED if trial.days else messages.FORCED_BLIND
    print(text.format(publication=candidate.publication, count=len(trial.broken)))
    if trial.breaks_promise:
        print(messages.PROMISE_BROKEN, file=sys.stderr)


@dataclass(frozen=True, slots=True)
class _Trying:
    """All that a candidate is tried with."""

    settings: Settings
    index: PublishedIndex
    candidate: Manifest
    folder: Path
    """Of the cases."""
    runs: Path
    split: str
    day: date
    against_published: bool
    """What is published is asked the same, where its answers are not kept."""

    def trial(self) -> Trial:
        """Ask, judge, report and compare."""
        catalogue = load_catalogue(self.settings.corpus_dir)  # the candidate's own copy leaves the sample questions out
        benchmark = load_benchmark(self.folder, catalogue)
        tell_left_out(benchmark)
        cases = [case for case in benchmark.chosen([], [], self.split) if case.corpus is None]
        asked = list(self._asked(cases, benchmark, catalogue)) if cases else []
        published = self._published(cases, benchmark) if cases else None
        return trial_of(self.candidate, asked, published, benchmark, self.folder, self.split, self.day)

    def _asked(self, cases: list[Case], benchmark: Benchmark, catalogue: Catalogue) -> Iterator[tuple[AskedDay, str]]:
        for guideline in benchmark.untried:
            print(messages.UNTRIED.format(guideline=guideline))
        system = load_system(self.index, self.settings)
        for trial in trials(days_of_trial(catalogue, self.day), cases, system.on, benchmark):
            info = new_run(f"publish-{trial.day}", self.candidate, self.split, trial.day)
            saved = save_run(self.runs, info, trial.outcomes)
            print(trial_text(trial, write_report(saved, info, trial.judgement, trial.outcomes)))
            yield trial, info.run_id

    def _published(self, cases: list[Case], benchmark: Benchmark) -> Published | None:
        fingerprint = cases_fingerprint(self.folder)
        known = published_before(self.settings, self.runs, benchmark, fingerprint, self.split, self.day)
        if known is not None or not self.against_published:
            return known
        try:
            index = open_index(self.settings, candidate=False)
            system = load_system(index, self.settings)
        except (NoIndexError, BrokenIndexError):  # nothing to compare with
            return None
        print(messages.ASKING_PUBLISHED)
        outcomes = generate(cases, system.on(self.day), messages.ASKING_FOR_COMPARISON)
        info = new_run(f"published-{self.day}", index.manifest, self.split, self.day)
        save_run(self.runs, info, outcomes)
        return judged(index.manifest.publication, index.catalogue, outcomes, benchmark, self.day)
