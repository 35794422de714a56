"""Two runs over the same cases: which is better, and is the difference more than chance?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.model import Score
from evals.score.metrics import mcnemar


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Passes before and after over the shared cases, what flipped, and McNemar's p-value."""

    count: int
    before: float
    after: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    p_value: float


def compare(first: Sequence[Score], second: Sequence[Score]) -> RunComparison | None:
    """Compare by case; None when the runs share none."""
    before = {score.case_id: score.passed for score in first}
    after = {score.case_id: score.passed for score in second}
    shared = [case_id for case_id in before if case_id in after]
    if not shared:
        return None
    better = tuple(case_id for case_id in shared if after[case_id] and not before[case_id])
    worse = tuple(case_id for case_id in shared if before[case_id] and not after[case_id])
    return RunComparison(
        count=len(shared),
        before=sum(before[case_id] for case_id in shared) / len(shared),
        after=sum(after[case_id] for case_id in shared) / len(shared),
        better=better,
        worse=worse,
        p_value=mcnemar(len(worse), len(better)),
    )
