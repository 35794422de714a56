"""What staff read: one HTML page without anything from elsewhere, and a Markdown summary."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals import messages
from evals.model import Case, CaseOutcome, Score
from evals.report.templates import TEMPLATES
from evals.run.runs import RunInfo
from evals.score.gates import GateResult, group_scores
from evals.score.judging import Judgement
from evals.score.metrics import METRICS, Rate

_SHARES = (
    "evidence_recall",
    "citation_precision",
    "false_abstention",
    "abstention_recall",
    "gap_named",
    "verdict",
    "wrong_yes",
)
_PLAIN = ("quotes_per_answer", "superseded_as_current", "latency_p50_ms", "latency_p95_ms")
_DOCUMENT_TABLE = (
    "pass",
    "evidence_recall",
    "citation_precision",
    "abstention_recall",
    "wrong_yes",
    "verbatim",
    *_PLAIN,
)
_TABLE = ("pass", *_SHARES, "verbatim", "versions", "facts", "forbidden_absent", *_PLAIN)


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure to draw: a bar with its interval, all as percentages of the plot's width."""

    name: str
    rate: Rate

    @property
    def text(self) -> str:
        """The figure in words."""
        return f"{self.rate.value:.0%} ({self.rate.low:.0%}–{self.rate.high:.0%}, n = {self.rate.count})"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure for each of several ways of answering, in words."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed case with all that is needed to understand it."""

    case: Case
    outcome: CaseOutcome
    score: Score


def write_report(
    folder: Path, info: RunInfo, judgement: Judgement, outcomes: Sequence[CaseOutcome], beside: Sequence[Row] = ()
) -> Path:
    """Write report.html and summary.md into the run's folder; the path of the first."""
    page = folder / "report.html"
    page.write_text(html_report(info, judgement, outcomes, beside), encoding="utf-8")
    (folder / "summary.md").write_text(markdown_summary(info, judgement, beside), encoding="utf-8")
    return page


def html_report(
    info: RunInfo, judgement: Judgement, outcomes: Sequence[CaseOutcome], beside: Sequence[Row] = ()
) -> str:
    """The whole report as one self-contained page."""
    scores = judgement.scores
    groups = group_scores(judgement.cases, scores)
    by_id, answers = {case.case_id: case for case in judgement.cases}, {o.case_id: o for o in outcomes}
    failures = [Failure(by_id[s.case_id], answers[s.case_id], s) for s in scores if not s.passed]
    return TEMPLATES.get_template("report.html").render(
        title=messages.REPORT_TITLE.format(run=info.run_id),
        info=info,
        day=judgement.day,
        passes=_bars("pass", groups, [name for name in messages.GROUP_NAMES if name in groups]),
        tags=_bars("pass", groups, sorted(name for name in groups if name.startswith("tag:"))),
        shares=[Bar(messages.METRIC_NAMES[name], rate) for name in _SHARES if (rate := judgement.measure(name)).count],
        plain=[(messages.METRIC_NAMES[name], judgement.measure(name).value) for name in ("verbatim", *_PLAIN)],
        gates=[(gate_text(result), result.held) for result in judgement.results],
        documents=_document_rows(judgement),
        documents_heading=messages.DOCUMENTS,
        aside=[(messages.OUTDATED, judgement.outdated), (messages.TO_REVIEW, judgement.to_review)],
        failures=failures,
        beside=beside,
        heads=_heads(info),
    )


def markdown_summary(info: RunInfo, judgement: Judgement, beside: Sequence[Row] = ()) -> str:
    """Tables: passes by group, all metrics over all judged cases, and the figures without a language model beside."""
    scores = judgement.scores
    groups = group_scores(judgement.cases, scores)
    rows = [
        f"| {messages.GROUP_NAMES[name]} | {rate_text(METRICS['pass'](groups[name]))} |"
        for name in messages.GROUP_NAMES
        if name in groups
    ]
    figures = [
        f"| {messages.METRIC_NAMES[name]} | {rate_text(judgement.measure(name), plain=name in _PLAIN)} |"
        for name in _TABLE
    ]
    head = f"{info.run_id} · {info.started} · {info.commit} · {info.model} · {info.method}"
    aside = [
        f"{heading.format(count=len(found))}: {', '.join(each.case_id for each in found)}"
        for heading, found in ((messages.OUTDATED, judgement.outdated), (messages.TO_REVIEW, judgement.to_review))
        if found
    ]
    return "\n".join(
        [
            head,
            "",
            "| | |",
            "|---|---|",
            *rows,
            "",
            "| | |",
            "|---|---|",
            *figures,
            "",
            *_document_table(judgement),
            *_beside_table(info, beside),
            *aside,
        ]
    )


def _heads(info: RunInfo) -> tuple[str, ...]:
    return messages.BESIDE, messages.WITHOUT, messages.MODEL_ALONE, messages.WITH_MODEL.format(model=info.llm)


def _beside_table(info: RunInfo, beside: Sequence[Row]) -> list[str]:
    if not beside:
        return []
    rows = [f"| {' | '.join((row.name, *row.cells))} |" for row in beside]
    return [f"| {' | '.join(_heads(info))} |", "|---|---|---|---|", *rows, ""]


def _document_table(judgement: Judgement) -> list[str]:
    """The figures of documents that nothing is taught about, where any were asked."""
    rows = [f"| {name} | {text} |" for name, text in _document_rows(judgement)]
    return [f"| {messages.DOCUMENTS} | |", "|---|---|", *rows, ""] if rows else []


def _document_rows(judgement: Judgement) -> list[tuple[str, str]]:
    """Name and figure."""
    if not any(case.is_document for case in judgement.cases):
        return []
    return [
        (messages.METRIC_NAMES[name], rate_text(rate, plain=name in _PLAIN))
        for name in _DOCUMENT_TABLE
        if (rate := judgement.measure(name, of_documents=True)).count
    ]


def rate_text(rate: Rate, *, plain: bool = False) -> str:
    """A figure with its interval and count, or "–"."""
    if math.isnan(rate.value):
        return "–"
    if plain:
        return f"{rate.value:.2f}"
    return f"{rate.value:.1%} ({rate.low:.1%}–{rate.high:.1%}, n = {rate.count})"


def gate_text(result: GateResult) -> str:
    """What a gate demands and what was measured."""
    gate = result.gate
    bounds = [(gate.at_least, messages.AT_LEAST), (gate.at_most, messages.AT_MOST)]
    bound = ", ".join(text.format(value=figure(gate.metric, value)) for value, text in bounds if value is not None)
    group = messages.GROUP_NAMES.get(gate.group, gate.group)
    if result.guideline:
        group = messages.GROUP_OF.format(group=group, guideline=result.guideline)
    metric = messages.METRIC_NAMES[gate.metric]
    if result.held:
        return f"{metric}, {group}: {figure(gate.metric, result.rate.value)} ({bound})"
    value = figure(gate.metric, result.rate.value)
    return messages.GATE_BROKEN.format(metric=metric, group=group, value=value, bound=bound)


def figure(metric: str, value: float) -> str:
    """A value as people read it: a share in per cent, anything else as a number; with a decimal comma."""
    if math.isnan(value):
        return "–"
    number = f"{value:.1f}" if metric in _PLAIN else f"{100 * value:.1f}"
    number = number.removesuffix(".0").replace(".", ",")
    return number if metric in _PLAIN else f"{number} %"


def _bars(metric: str, groups: Mapping[str, Sequence[Score]], names: Sequence[str]) -> list[Bar]:
    return [
        Bar(messages.GROUP_NAMES.get(name, name.removeprefix("tag:")), METRICS[metric](groups[name])) for name in names
    ]
