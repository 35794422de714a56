"""A day's trial of a candidate as staff read it in the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.web.staff.bench import trial as kept
from evals import messages
from evals.publishing.trials import Trial
from evals.score.exclusion import ExcludedCase

_SHOWN = 8


def trial_text(trial: Trial, report: Path) -> str:
    """What stands out on the day: stale sample questions, cases set aside, and the figure."""
    return "\n".join(_lines(trial, report))


def _lines(trial: Trial, report: Path) -> Iterator[str]:
    judgement = trial.judgement
    versions = ", ".join(version.key for version in trial.starting)
    yield (messages.TRIAL_STARTS if versions else messages.TRIAL).format(day=trial.day, versions=versions)
    if trial.stale:
        yield messages.STALE_SAMPLES.format(count=sum(trial.stale.values()))
        yield from (messages.STALE_SAMPLE.format(anchor=name, count=n) for name, n in sorted(trial.stale.items()))
    for heading, found in ((messages.OUTDATED, judgement.outdated), (messages.TO_REVIEW, judgement.to_review)):
        if found:
            yield f"  {heading.format(count=len(found))}:"
            yield from _by_passage(found)
    passed = sum(score.passed for score in judgement.scores)
    yield messages.FIGURES.format(passed=passed, cases=len(judgement.cases), report=report)


def _by_passage(found: Sequence[ExcludedCase]) -> Iterator[str]:
    cases: dict[str, list[str]] = defaultdict(list)
    for each in found:
        cases[each.why].append(each.case_id)
    for passages, ids in sorted(cases.items()):
        shown = ", ".join(ids[:_SHOWN])
        if len(ids) > _SHOWN:
            shown = messages.AND_MORE.format(shown=shown, more=len(ids) - _SHOWN)
        yield f"    {passages}: {shown}"


def compared_text(trial: kept.Trial) -> str:
    """How many questions of each suite the candidate answers better and worse than what is published."""
    if not trial.compared_with:
        return messages.NOT_COMPARED
    rows = [messages.COMPARED_WITH.format(publication=trial.compared_with, day=trial.day)]
    for group in trial.groups:
        values = {name: getattr(group, name) for name in group.__slots__}
        rows.append(messages.COMPARED_GROUP.format(**values))
    return "\n".join(rows)
