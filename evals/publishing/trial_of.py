"""A trial put together: what is kept of it, for publishing and for the staff to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.web.staff.bench.trial import Trial, TrialDay
from evals.cases.fingerprint import cases_fingerprint
from evals.publishing.advice import advice
from evals.publishing.beside_published import Published, flips_of, groups_of
from evals.publishing.saved_trials import program_version
from evals.publishing.trials import Trial as AskedDay
from evals.publishing.trials import breaks_promise, grounds_of
from evals.score.benchmark import Benchmark
from index.publishing.manifest import Manifest
from index.publishing.record import Grounds


def trial_of(
    candidate: Manifest,
    asked: Sequence[tuple[AskedDay, str]],
    published: Published | None,
    benchmark: Benchmark,
    folder: Path,
    split: str,
    day: date,
) -> Trial:
    """What was asked on each day, with the id of the run that keeps it; the first one is `day` itself.

    Without any, no case is about the corpus. `folder` holds the cases.
    """
    judgements = [trial.judgement for trial, _ in asked]
    grounds = grounds_of(judgements, "")
    first = asked[0][0] if asked else None
    return Trial(
        publication=candidate.publication,
        corpus=candidate.corpus,
        cases=cases_fingerprint(folder),
        program=program_version(),
        split=split,
        day=day,
        tried=datetime.now(UTC),
        compared_with=published.publication if published and asked else "",
        days=tuple(_day(trial, run) for trial, run in asked),
        groups=groups_of(first.judgement, published) if first else (),
        flips=flips_of(first.judgement, first.outcomes, published, benchmark.catalogue) if first else (),
        figures=grounds.figures,
        broken=grounds.broken,
        breaks_promise=breaks_promise(judgements),
        advice=tuple(advice(judgements)),
        untried=benchmark.untried,
    )


def grounds_for(trial: Trial, reason: str, by: str) -> Grounds:
    """What the record of publications says of a publication that rests on a trial."""
    return Grounds(figures=trial.figures, broken=trial.broken, forced=not trial.holds, reason=reason, by=by)


def _day(trial: AskedDay, run: str) -> TrialDay:
    judgement = trial.judgement
    return TrialDay(
        day=trial.day,
        starting=tuple(version.key for version in trial.starting),
        run=run,
        passed=sum(score.passed for score in judgement.scores),
        judged=len(judgement.scores),
        aside=len(judgement.outdated) + len(judgement.to_review),
        stale_samples=sum(trial.stale.values()),
    )
