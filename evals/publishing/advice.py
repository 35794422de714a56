"""What staff can do when a candidate does not keep the floors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.web.staff.bench.trial import Advice, AdviceKind
from evals import messages
from evals.score.gates import REMAINING
from evals.score.judging import Judgement


def advice(judgements: Sequence[Judgement]) -> Iterator[Advice]:
    """One for each sort of floor that does not hold; nothing where all hold."""
    broken = [result for judgement in judgements for result in judgement.broken]
    metrics = {result.gate.metric for result in broken}
    if any(result.is_promise for result in broken):
        yield Advice(AdviceKind.PROMISE)
    if REMAINING in metrics:
        aside = (each for judgement in judgements for each in (*judgement.outdated, *judgement.to_review))
        yield Advice(AdviceKind.REMAINING, tuple(sorted({each.case.guideline for each in aside})))
    if any(not result.is_promise and result.gate.metric != REMAINING for result in broken):
        yield Advice(AdviceKind.WRONG)
        if own := sorted({result.guideline for result in broken if result.guideline}):
            yield Advice(AdviceKind.FLOORS, tuple(own))


def advice_text(given: Sequence[Advice], cases: Path) -> Iterator[str]:
    """The lines at the command line, with its commands: one a piece of advice, and at last how to go on."""
    texts = {
        AdviceKind.PROMISE: messages.ADVICE_PROMISE,
        AdviceKind.REMAINING: messages.ADVICE_REMAINING,
        AdviceKind.WRONG: messages.ADVICE_WRONG,
        AdviceKind.FLOORS: messages.ADVICE_FLOORS,
    }
    yield messages.ADVICE
    for each in given:
        guidelines = ", ".join(each.guidelines)
        yield texts[each.kind].format(cases=cases, gates=cases / "gates.yaml", guidelines=guidelines)
    yield messages.ADVICE_AGAIN
