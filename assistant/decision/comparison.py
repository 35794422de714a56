"""Setting two versions of a guideline against each other, for a question about what has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.decision.model import Side, VersionComparison
from assistant.question.asked_change import AskedChange
from corpus.alignment import Change, align, changes
from corpus.model import Catalogue, Guideline, PassageKey
from corpus.timeline import applicable, coming_days, text_of, version_in_force

_ONE_DAY = timedelta(days=1)


def compare(asked: AskedChange, catalogue: Catalogue, day: date) -> tuple[VersionComparison, ...]:
    """One comparison a guideline, over all that has changed; those whose texts are there come first.

    Without days of its own the question is about the last change before `day`; about the next one when it looks ahead
    and there is one. Guidelines in which nothing is known to have changed are left out if in another something has.
    """
    found = [_compared(guideline, *_days(asked, guideline, day)) for guideline in catalogue.guidelines]
    differing = [each for each in found if each.before.state != each.after.state]
    return tuple(sorted(differing or found, key=lambda each: not each.is_possible))


def narrowed(comparisons: Sequence[VersionComparison], keys: Collection[PassageKey]) -> tuple[VersionComparison, ...]:
    """The comparisons as far as they concern passages, named by version key and anchor; all of them where none does."""
    about = tuple(_narrowed(comparison, keys) for comparison in comparisons)
    return tuple(each for each in about if each.changes or each.unchanged) or tuple(comparisons)


def _narrowed(comparison: VersionComparison, keys: Collection[PassageKey]) -> VersionComparison:
    old, new = comparison.before.text, comparison.after.text
    if old is None or new is None:
        return comparison
    concerned = [
        pair
        for pair in align(old.passages, new.passages)
        if (pair.old and (old.key, pair.old.anchor) in keys) or (pair.new and (new.key, pair.new.anchor) in keys)
    ]
    return replace(
        comparison,
        changes=tuple(pair for pair in concerned if pair.change is not Change.SAME),
        unchanged=tuple(pair.new for pair in concerned if pair.change is Change.SAME and pair.new is not None),
    )


def _compared(guideline: Guideline, before: date, after: date) -> VersionComparison:
    comparison = VersionComparison(guideline, _side(guideline, before), _side(guideline, after))
    old, new = comparison.before.text, comparison.after.text
    if old is None or new is None or old.key == new.key:
        return comparison
    return replace(comparison, changes=changes(old.passages, new.passages))


def _side(guideline: Guideline, day: date) -> Side:
    state = applicable(guideline, day)
    return Side(day, state, text_of(state))


def _days(asked: AskedChange, guideline: Guideline, day: date) -> tuple[date, date]:
    """The days whose versions are compared."""
    if asked.since is not None:
        return asked.since, asked.until or max(day, asked.since)
    coming = coming_days([guideline], day)
    if coming and (asked.ahead or asked.of_newest):
        return coming[0] - _ONE_DAY, coming[0]
    current = version_in_force(guideline, day)
    begun = (current.starts if current else None) or day
    return max(begun, date.min + _ONE_DAY) - _ONE_DAY, day
