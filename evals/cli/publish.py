"""`publish`: try the candidate on every day that matters, and serve it if its gates hold."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from corpus.command_line import WrongOptionError
from corpus.reading.catalogue import load_catalogue
from corpus.settings import load_settings
from corpus.timeline import today
from corpus.who import who
from evals import messages
from evals.cli.options import Cases, Out, SplitName, cases_folder, tell_left_out
from evals.errors import NoCasesError
from evals.publishing.advice import advice
from evals.publishing.trial_text import trial_text
from evals.publishing.trials import breaks_promise, days_of_trial, grounds_of, trials, waiting
from evals.report.summary import write_report
from evals.run.runs import new_run, save_run
from evals.run.system import load_system
from evals.score.benchmark import load_benchmark
from evals.score.judging import Judgement
from index.embedding.model_identity import model_identity
from index.publishing.configured import configured_publications

cli = typer.Typer()


@cli.command(help=messages.HELP_PUBLISH)
def publish(
    force: Annotated[bool, typer.Option("--force", help=messages.HELP_FORCE)] = False,
    reason: Annotated[str, typer.Option("--reason", help=messages.HELP_REASON)] = "",
    by: Annotated[str, typer.Option("--by", help=messages.HELP_BY)] = "",
    split: SplitName = "dev",
    cases_dir: Cases = None,
    out: Out = None,
) -> None:
    """Try the candidate and serve it; exit 1 with nothing changed when a gate is broken and not forced."""
    if force and not reason.strip():
        raise WrongOptionError(messages.REASON_NEEDED)
    from index.publishing.published_index import PublishedIndex  # slow to import

    settings = load_settings()
    publications = configured_publications(settings)
    candidate = waiting(publications, settings.corpus_dir, model_identity(settings.embedding_model))
    if candidate is None:
        print(messages.UP_TO_DATE.format(publication=publications.current().publication))
        return
    index = PublishedIndex(publications, candidate)  # a damaged one is never published, not even by force
    catalogue = load_catalogue(settings.corpus_dir)  # the candidate's own copy leaves the sample questions out
    folder = cases_folder(cases_dir, settings)
    benchmark = load_benchmark(folder, catalogue)
    tell_left_out(benchmark)
    cases = [case for case in benchmark.chosen([], [], split) if case.corpus is None]
    judgements: list[Judgement] = []
    if cases:
        for guideline in benchmark.untried:
            print(messages.UNTRIED.format(guideline=guideline))
        system = load_system(index, settings)
        for trial in trials(days_of_trial(catalogue, today()), cases, system.on, benchmark):
            info = new_run(f"publish-{trial.day}", candidate, split, trial.day)
            saved = save_run(out or settings.data_dir / "evals", info, trial.outcomes)
            print(trial_text(trial, write_report(saved, info, trial.judgement, trial.outcomes)))
            judgements.append(trial.judgement)
    elif not force:
        raise NoCasesError(messages.NO_CASES_FOR_CORPUS)
    grounds = replace(grounds_of(judgements, reason.strip()), by=who(by))
    for broken in grounds.broken:
        print(broken, file=sys.stderr)
    if grounds.broken and not force:
        print(messages.NOT_PUBLISHED.format(count=len(grounds.broken)), file=sys.stderr)
        print("\n".join(advice(judgements, folder)), file=sys.stderr)
        raise typer.Exit(1)
    publications.publish(candidate, grounds)
    text = messages.PUBLISHED if not grounds.forced else messages.FORCED if cases else messages.FORCED_BLIND
    print(text.format(publication=candidate.publication, count=len(grounds.broken)))
    if breaks_promise(judgements):
        print(messages.PROMISE_BROKEN, file=sys.stderr)
