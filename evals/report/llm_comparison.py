"""Answers that a language model helped to phrase beside the extractive ones, over the same cases."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Status
from evals import messages
from evals.model import CaseOutcome
from evals.report.summary import Row, rate_text
from evals.score.compare import compare
from evals.score.judging import Judgement
from evals.score.llm_judge import is_phrased
from evals.score.metrics import Rate, share

_COMPARED = ("pass", "evidence_recall", "citation_precision", "false_abstention", "abstention_recall", "verbatim")
_TIMES = ("latency_p50_ms", "latency_p95_ms")


def rows_beside(
    plain: Judgement, phrased: Judgement, outcomes: Sequence[CaseOutcome], graded: Sequence[bool | None] | None
) -> list[Row]:
    """What the model changed, what it took part in, and, if asked for, what a model thinks of that."""
    rows = [
        Row(messages.METRIC_NAMES[name], rate_text(plain.measure(name), plain=is_plain),
            rate_text(phrased.measure(name), plain=is_plain))
        for names, is_plain in ((_COMPARED, False), (_TIMES, True))
        for name in names
    ]  # fmt: skip
    found = compare(plain.scores, phrased.scores)
    if found is not None:
        rows.append(Row(messages.FLIPPED, "", messages.FLIPS.format(better=len(found.better), worse=len(found.worse))))
    rows.append(Row(messages.PHRASED_SHARE, "", rate_text(phrased_share(outcomes))))
    if graded is not None:
        rows.append(Row(messages.GRADED, "", rate_text(share(graded))))
    return rows


def phrased_share(outcomes: Sequence[CaseOutcome]) -> Rate:
    """Of the answers that quote in Swedish, how many the model took part in."""
    return share(
        is_phrased(outcome.answer)
        for outcome in outcomes
        if Status(outcome.answer["status"]).is_answer and outcome.answer["language"] == "sv"
    )
