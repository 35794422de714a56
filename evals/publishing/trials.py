"""Whether a candidate may be published: it is tried today and on every day on which a version begins to apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.model import Catalogue, Version
from corpus.timeline import coming_days
from evals import messages
from evals.errors import NoCandidateError
from evals.model import Case, CaseOutcome
from evals.report.summary import gate_text
from evals.run.generate import AskFor, generate
from evals.score.benchmark import Benchmark
from evals.score.exclusion import stale_samples
from evals.score.judging import Judgement, judge
from index.errors import BrokenIndexError, NoIndexError
from index.publishing.manifest import Manifest, stale_reasons
from index.publishing.publications import Publications
from index.publishing.record import Grounds


@dataclass(frozen=True, slots=True)
class Trial:
    """The candidate on one day."""

    starting: tuple[Version, ...]
    """Versions that begin to apply on that day."""
    stale: dict[str, int]
    """Groups of sample questions that are not used that day, by the passage that is not what it was."""
    outcomes: tuple[CaseOutcome, ...]
    judgement: Judgement

    @property
    def day(self) -> date:
        """The day as of which everything was asked."""
        return self.judgement.day


def waiting(publications: Publications, documents: Path, model: str) -> Manifest | None:
    """The candidate to be tried; None when what is published is up to date. Raises NoCandidateError."""
    candidate = publications.candidate()
    reasons = stale_reasons(candidate, documents, model) if candidate else []
    if candidate is not None and not reasons:
        return candidate
    try:
        if not stale_reasons(publications.current(), documents, model):
            return None
    except (NoIndexError, BrokenIndexError):
        pass  # then a candidate is needed all the more
    if candidate is None:
        raise NoCandidateError(messages.NO_CANDIDATE)
    text = messages.STALE_CANDIDATE.format(publication=candidate.publication, reasons=", ".join(reasons))
    raise NoCandidateError(text)


def days_of_trial(catalogue: Catalogue, now: date) -> dict[date, tuple[Version, ...]]:
    """Today and every later day on which something else begins to apply, in order, with the versions that begin."""
    versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
    days = (now, *coming_days(catalogue.guidelines, now))
    return {day: tuple(version for version in versions if version.starts == day) for day in days}


def trials(
    days: dict[date, tuple[Version, ...]],
    cases: Sequence[Case],
    ask_on: Callable[[date], AskFor],
    benchmark: Benchmark,
) -> Iterator[Trial]:
    """Ask all cases on every day and judge what comes back. The benchmark's catalogue holds the sample questions."""
    for day, starting in days.items():
        outcomes = generate(cases, ask_on(day))
        judgement = judge(cases, outcomes, benchmark, day)
        yield Trial(starting, stale_samples(benchmark.catalogue, day), tuple(outcomes), judgement)


def grounds_of(judgements: Sequence[Judgement], reason: str) -> Grounds:
    """What the record of publications is to say; forced when a gate is broken, or when there was nothing to judge."""
    broken = tuple(
        messages.GATE_BROKEN_ON.format(day=judgement.day, gate=gate_text(result))
        for judgement in judgements
        for result in judgement.broken
    )
    return Grounds(
        figures={judgement.day.isoformat(): judgement.figures for judgement in judgements},
        broken=broken,
        forced=bool(broken) or not judgements,
        reason=reason,
    )


def breaks_promise(judgements: Sequence[Judgement]) -> bool:
    """Whether on some day a quote is not verbatim, or an earlier text is said to be in force."""
    return any(result.is_promise for judgement in judgements for result in judgement.broken)
