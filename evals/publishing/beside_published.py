"""A candidate's answers today beside those of what is published: which questions are answered better, which worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.web.staff.bench.trial import Flip, TrialGroup
from corpus.model import Catalogue
from corpus.settings import Settings
from corpus.timeline import coming_days
from evals.errors import NoRunError
from evals.model import CaseOutcome
from evals.publishing.saved_trials import SavedTrials
from evals.report.answers import given_answer, judged_question
from evals.run.runs import load_run
from evals.run.system import catalogue_of
from evals.score.benchmark import Benchmark
from evals.score.compare import compare
from evals.score.judging import Judgement, judge
from index.errors import BrokenIndexError, NoIndexError
from index.publishing.configured import configured_publications


@dataclass(frozen=True, slots=True)
class Published:
    """What is published, judged on the day of the trial."""

    publication: str
    judgement: Judgement
    outcomes: tuple[CaseOutcome, ...]


def published_before(
    settings: Settings, runs: Path, benchmark: Benchmark, cases: str, split: str, day: date
) -> Published | None:
    """What is published by the answers of its own last trial, where that asked the same; None otherwise.

    `cases` is the fingerprint of the cases.
    """
    try:
        publication = configured_publications(settings).current().publication
    except (NoIndexError, BrokenIndexError):
        return None
    trial = SavedTrials(runs).of(publication)
    if trial is None or not trial.days or (trial.cases, trial.split) != (cases, split):
        return None
    catalogue, found = catalogue_of(publication, settings)
    if found != publication or any(coming <= day for coming in coming_days(catalogue.guidelines, trial.day)):
        return None
    try:
        _, outcomes = load_run(runs / trial.days[0].run)
    except NoRunError:
        return None
    return judged(publication, catalogue, outcomes, benchmark, day)


def judged(
    publication: str, catalogue: Catalogue, outcomes: Sequence[CaseOutcome], benchmark: Benchmark, day: date
) -> Published:
    """A publication's answers, judged by its own texts."""
    by_id = {case.case_id: case for case in benchmark.cases}
    known = [outcome for outcome in outcomes if outcome.case_id in by_id]
    own = replace(benchmark, catalogue=catalogue)
    return Published(
        publication, judge([by_id[outcome.case_id] for outcome in known], known, own, day), tuple(outcomes)
    )


def groups_of(candidate: Judgement, published: Published | None) -> tuple[TrialGroup, ...]:
    """A row for each guideline and suite."""
    names = {case.case_id: (case.guideline, case.suite) for case in candidate.cases}
    passed = Counter(names[score.case_id] for score in candidate.scores if score.passed)
    found = compare(published.judgement.scores, candidate.scores) if published else None
    before = {score.case_id for score in published.judgement.scores} if published else set()
    better = Counter(names[case_id] for case_id in (found.better if found else ()))
    worse = Counter(names[case_id] for case_id in (found.worse if found else ()))
    compared = Counter(name for case_id, name in names.items() if case_id in before)
    return tuple(
        TrialGroup(*name, passed[name], judged, compared[name], better[name], worse[name])
        for name, judged in sorted(Counter(names.values()).items())
    )


def flips_of(
    candidate: Judgement, outcomes: Sequence[CaseOutcome], published: Published | None, catalogue: Catalogue
) -> tuple[Flip, ...]:
    """Every question that only one of the two answers rightly, those that became wrong first."""
    found = compare(published.judgement.scores, candidate.scores) if published else None
    if published is None or found is None:
        return ()
    cases = {case.case_id: case for case in candidate.cases}
    after = {outcome.case_id: outcome.answer for outcome in outcomes}
    before = {outcome.case_id: outcome.answer for outcome in published.outcomes}
    wrong = {score.case_id: score.reasons for score in published.judgement.scores if not score.passed}
    wrong |= {score.case_id: score.reasons for score in candidate.scores if not score.passed}
    return tuple(
        Flip(
            question=judged_question(cases[case_id], catalogue, candidate.day),
            better=better,
            before=given_answer(before[case_id]),
            after=given_answer(after[case_id]),
            reasons=wrong[case_id],
        )
        for better, ids in ((False, found.worse), (True, found.better))
        for case_id in ids
    )
