"""A run judged as of a day. Pure functions, so that a saved run can be judged again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evals.model import Case, CaseOutcome, Kind, Score
from evals.score.benchmark import Benchmark
from evals.score.exclusion import ExcludedCase, outdated, perhaps_answered
from evals.score.gates import PROMISES, GateResult, check_gates
from evals.score.metrics import METRICS, Rate
from evals.score.scoring import score


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a run shows on a day."""

    day: date
    asked: tuple[Case, ...]
    """All that were asked."""
    cases: tuple[Case, ...]
    """Those that are judged."""
    scores: tuple[Score, ...]
    """Of those cases, in the same order."""
    every: tuple[Score, ...]
    """Of all cases that were asked."""
    outdated: tuple[ExcludedCase, ...]
    """Cases whose passages have changed or vanished; not judged."""
    to_review: tuple[ExcludedCase, ...]
    """Cases that a new or changed passage may have come to answer; not judged."""
    results: tuple[GateResult, ...]

    @property
    def broken(self) -> list[GateResult]:
        """The gates that do not hold."""
        return [result for result in self.results if not result.held]

    def measure(self, metric: str, *, of_documents: bool = False) -> Rate:
        """A metric over the judged cases, or over all that were asked when it is about what every answer promises.

        Those `of_documents` that nothing is taught about are measured by themselves.
        """
        ids = {case.case_id for case in self.asked if case.is_document is of_documents}
        scores = self.every if metric in PROMISES else self.scores
        return METRICS[metric]([score for score in scores if score.case_id in ids])

    @property
    def figures(self) -> dict[str, float | None]:
        """The handful of numbers that the record of publications keeps; None where there was nothing to measure."""
        kinds = {case.case_id: case.kind for case in self.cases}
        answerable = [score for score in self.scores if kinds[score.case_id] is Kind.ANSWERABLE]
        rates = {name: self.measure(name) for name in ("pass", "abstention_recall", "verbatim")}
        rates["answerable"] = METRICS["pass"](answerable)
        return {
            "cases": len(self.cases),
            "excluded": len(self.outdated) + len(self.to_review),
            "superseded_as_current": sum(score.superseded_as_current for score in self.every),
            **{name: rate.value if rate.count else None for name, rate in rates.items()},
        }


def judge(
    cases: Sequence[Case],
    outcomes: Sequence[CaseOutcome],
    benchmark: Benchmark,
    day: date,
) -> Judgement:
    """Score every outcome, and hold what can be judged on `day` against the floors. `cases` are those with outcomes."""
    by_id, catalogue = {case.case_id: case for case in cases}, benchmark.catalogue
    scores = [score(by_id[outcome.case_id], outcome, catalogue) for outcome in outcomes]
    changed = outdated(cases, catalogue, benchmark.binding, day)
    gone = {each.case_id for each in changed}
    open_ids = by_id.keys() - gone
    still = [outcome for outcome in outcomes if outcome.case_id in open_ids]
    review = perhaps_answered(cases, still, catalogue, benchmark.binding)
    judged = open_ids - {each.case_id for each in review}
    return Judgement(
        day=day,
        asked=tuple(cases),
        cases=tuple(by_id[each.case_id] for each in scores if each.case_id in judged),
        scores=tuple(each for each in scores if each.case_id in judged),
        every=tuple(scores),
        outdated=tuple(changed),
        to_review=tuple(review),
        results=tuple(check_gates(benchmark.gates, cases, scores, judged)),
    )
