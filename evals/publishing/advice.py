"""What staff can do when a candidate does not keep the floors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals import messages
from evals.score.gates import REMAINING
from evals.score.judging import Judgement


def advice(judgements: Sequence[Judgement], cases: Path) -> Iterator[str]:
    """One line for each sort of floor that does not hold, and at last how to go on."""
    broken = [result for judgement in judgements for result in judgement.broken]
    metrics = {result.gate.metric for result in broken}
    yield messages.ADVICE
    if any(result.is_promise for result in broken):
        yield messages.ADVICE_PROMISE
    if REMAINING in metrics:
        aside = (each for judgement in judgements for each in (*judgement.outdated, *judgement.to_review))
        guidelines = ", ".join(sorted({each.case.guideline for each in aside}))
        yield messages.ADVICE_REMAINING.format(cases=cases, guidelines=guidelines)
    if any(not result.is_promise and result.gate.metric != REMAINING for result in broken):
        yield messages.ADVICE_WRONG.format(cases=cases)
        if own := sorted({result.guideline for result in broken if result.guideline}):
            yield messages.ADVICE_FLOORS.format(gates=cases / "gates.yaml", guidelines=", ".join(own))
    yield messages.ADVICE_AGAIN
