"""The reader, a language model, and both together, over the same cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.model import Status
from evals import messages
from evals.model import Case, CaseOutcome
from evals.report.summary import Row, rate_text
from evals.run.recording import Call
from evals.score.compare import compare
from evals.score.judging import Judgement
from evals.score.llm_judge import is_phrased
from evals.score.metrics import METRICS, Rate, percentile, share

_COMPARED = (
    "pass",
    "evidence_recall",
    "citation_precision",
    "false_abstention",
    "abstention_recall",
    "wrong_yes",
    "verbatim",
)
_SORTS: Mapping[str, Callable[[Case], bool]] = {
    messages.OWN_GUIDELINES: lambda case: case.corpus is None,
    messages.DOCUMENTS: lambda case: case.is_document,
    messages.MADE_UP_VERSIONS: lambda case: case.corpus is not None and not case.is_document,
}
_TIMES = ("latency_p50_ms", "latency_p95_ms")


def rows_beside(
    plain: Judgement,
    alone: Judgement,
    together: Judgement,
    outcomes: Sequence[CaseOutcome],
    graded: Sequence[bool | None] | None,
) -> list[Row]:
    """Every figure for the reader, the model and both, and how many were right for each sort of guideline."""
    sides = (plain, alone, together)
    rows = [
        Row(messages.METRIC_NAMES[name], tuple(rate_text(_rate(each, name), plain=is_plain) for each in sides))
        for names, is_plain in ((_COMPARED, False), (_TIMES, True))
        for name in names
    ]
    for name, is_one in _SORTS.items():
        ids = {case.case_id for case in plain.cases if is_one(case)}
        if ids:
            right = (METRICS["pass"]([score for score in each.scores if score.case_id in ids]) for each in sides)
            rows.append(Row(f"{messages.METRIC_NAMES['pass']}: {name}", tuple(map(rate_text, right))))
    read = share(outcome.answer.get("read_by") is not None for outcome in outcomes)
    rows.append(Row(messages.READ_SHARE, ("", "", rate_text(read))))
    if any(is_phrased(outcome.answer) for outcome in outcomes):
        rows.append(Row(messages.PHRASED_SHARE, ("", "", rate_text(phrased_share(outcomes)))))
    if graded is not None:
        rows.append(Row(messages.GRADED, ("", "", rate_text(share(graded)))))
    return rows


def flips(first: Judgement, second: Judgement) -> list[str]:
    """The cases that only the second judgement finds right, and those that only the first does, line by line."""
    found = compare(first.scores, second.scores)
    if found is None:
        return []
    turns = {case.case_id: case.turns[-1] for case in (*first.cases, *second.cases)}
    lines = []
    for heading, flipped in ((messages.BETTER, found.better), (messages.WORSE, found.worse)):
        lines.append(heading.format(count=len(flipped)))
        lines += [f"  {case_id}: {turns[case_id]}" for case_id in flipped]
    return lines


def cost_rows(calls: Sequence[Call], pieces: Mapping[str, tuple[int, int]]) -> list[Row]:
    """What the calls cost: seconds, and pieces of text sent and written, by call key."""
    if not calls:
        return []
    seconds = [call.seconds for call in calls]
    sent, written = ([pieces[call.key][at] for call in calls] for at in (0, 1))
    text = messages.COST.format(
        calls=len(calls),
        median=percentile(seconds, 50).value,
        p95=percentile(seconds, 95).value,
        sent=percentile(sent, 50).value,
        written=percentile(written, 50).value,
    )
    return [Row(messages.COST_NAME, ("", "", text))]


def phrased_share(outcomes: Sequence[CaseOutcome]) -> Rate:
    """Of the answers that quote in Swedish, how many the model took part in."""
    return share(
        is_phrased(outcome.answer)
        for outcome in outcomes
        if Status(outcome.answer["status"]).is_answer and outcome.answer["language"] == "sv"
    )


def _rate(judgement: Judgement, name: str) -> Rate:
    return METRICS[name](judgement.scores)
