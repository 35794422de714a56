"""Numbers from judged cases: rates with intervals, percentiles, and whether two runs differ. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.model import Score


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure with its 95 % interval and the number of things it rests on."""

    value: float
    low: float
    high: float
    count: int


def wilson(hits: int, total: int) -> Rate:
    """A proportion with Wilson's score interval (E. B. Wilson, JASA 1927). NaN when there is nothing to count."""
    if total == 0:
        return Rate(math.nan, math.nan, math.nan, 0)
    from scipy.stats import binomtest  # takes a second to import, which help need not wait for

    interval = binomtest(hits, total).proportion_ci(confidence_level=0.95, method="wilson")
    return Rate(hits / total, float(interval.low), float(interval.high), total)


def bootstrap_ratio(pairs: Sequence[tuple[float, float]], draws: int = 2000, seed: int = 1) -> Rate:
    """Sum of the firsts over sum of the seconds, with a percentile bootstrap over the pairs (B. Efron, 1979)."""
    if not pairs or sum(second for _, second in pairs) == 0:
        return Rate(math.nan, math.nan, math.nan, 0)
    table = np.array(pairs, dtype=float)
    rows = np.random.default_rng(seed).integers(0, len(table), (draws, len(table)))
    sums = table[rows].sum(axis=1)
    ratios = sums[sums[:, 1] > 0]
    low, high = np.percentile(ratios[:, 0] / ratios[:, 1], [2.5, 97.5])
    return Rate(float(table[:, 0].sum() / table[:, 1].sum()), float(low), float(high), len(pairs))


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p-value that two runs over the same cases pass equally often (Q. McNemar, 1947).

    The arguments count the cases that only one of the runs passes.
    """
    from scipy.stats import binomtest

    flips = only_first + only_second
    return float(binomtest(only_first, flips).pvalue) if flips else 1.0


def share(values: Iterable[bool | None]) -> Rate:
    """The proportion of True among the values that are not None."""
    known = [value for value in values if value is not None]
    return wilson(sum(known), len(known))


def mean(values: Iterable[float | None]) -> Rate:
    """The mean of the values that are not None."""
    return bootstrap_ratio([(value, 1.0) for value in values if value is not None])


def percentile(values: Sequence[float], percent: float) -> Rate:
    """A percentile without an interval."""
    if not values:
        return Rate(math.nan, math.nan, math.nan, 0)
    found = float(np.percentile(values, percent))
    return Rate(found, found, found, len(values))


METRICS: Mapping[str, Callable[[Sequence[Score]], Rate]] = {
    "pass": lambda scores: share(s.passed for s in scores),
    "status": lambda scores: share(s.status_right for s in scores),
    "evidence_recall": lambda scores: mean(s.evidence_recall for s in scores),
    "citation_precision": lambda scores: bootstrap_ratio([(s.relevant_cited, s.cited) for s in scores]),
    "quotes_per_answer": lambda scores: mean(s.quotes for s in scores),
    "false_abstention": lambda scores: share(s.false_abstention for s in scores),
    "abstention_recall": lambda scores: share(s.abstained for s in scores),
    "gap_named": lambda scores: share(s.gap_named for s in scores),
    "verdict": lambda scores: share(s.verdict_right for s in scores),
    "wrong_yes": lambda scores: share(s.wrong_yes for s in scores),
    "verbatim": lambda scores: share(s.verbatim for s in scores),
    "superseded_as_current": lambda scores: _count(s.superseded_as_current for s in scores),
    "versions": lambda scores: share(s.versions_right for s in scores),
    "facts": lambda scores: share(s.facts_right for s in scores),
    "forbidden_absent": lambda scores: share(s.forbidden_absent for s in scores),
    "latency_p50_ms": lambda scores: percentile([s.milliseconds for s in scores], 50),
    "latency_p95_ms": lambda scores: percentile([s.milliseconds for s in scores], 95),
}
"""Every metric by the name that gates and reports use."""


def _count(values: Iterable[int]) -> Rate:
    numbers = list(values)
    total = float(sum(numbers))
    return Rate(total, total, total, len(numbers))
