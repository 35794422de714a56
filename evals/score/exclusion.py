"""Which cases a day's text still decides: the others are excluded, and told apart by why.

A new version may change or drop the passages that a case names as evidence, or bring text that answers what was open.
Such a case says nothing about the version until somebody has read it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.model import Catalogue, Passage, Status, Version
from corpus.timeline import applicable, text_of
from evals.cases.binding import Binding, guideline_of
from evals.model import BEARING, Case, CaseOutcome, Kind
from index.model import qualified

_LACKING: Mapping[Kind, frozenset[Status]] = {
    Kind.UNANSWERABLE: frozenset({Status.ANSWERED, Status.PARTIAL}),
    Kind.PARTIAL: frozenset({Status.ANSWERED}),
}
"""Kinds of question that the text leaves open, and the statuses that claim it does not."""


@dataclass(frozen=True, slots=True)
class ExcludedCase:
    """A case that is not judged, and the passages because of which it is not."""

    case: Case
    anchors: tuple[str, ...]

    @property
    def case_id(self) -> str:
        """Of the case."""
        return self.case.case_id

    @property
    def why(self) -> str:
        """The passages, for reading."""
        return ", ".join(self.anchors)


def outdated(cases: Sequence[Case], catalogue: Catalogue, binding: Binding, day: date) -> list[ExcludedCase]:
    """Cases without a whole group of evidence on `day`, or on the day that the case itself asks about."""

    @cache
    def kept(asked: date) -> frozenset[str]:
        return _kept(in_force(catalogue, asked), binding)

    return _without_evidence(cases, lambda case: kept(case.as_of or day))


def abandoned(cases: Sequence[Case], catalogue: Catalogue, binding: Binding) -> list[ExcludedCase]:
    """Cases without a whole group of evidence in any version."""
    versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
    kept = _kept(versions, binding)
    return _without_evidence(cases, lambda _: kept)


def perhaps_answered(
    cases: Sequence[Case], outcomes: Sequence[CaseOutcome], catalogue: Catalogue, binding: Binding
) -> list[ExcludedCase]:
    """Cases that should lack an answer and got one from a passage that is new, or not what it was.

    Whether the new text really answers them is for staff to say, and so it is where another guideline than the case's
    own does. Where no text of a guideline was recorded, nothing of it counts as new.
    """
    recorded = {guideline_of(name) for name in binding}
    found = []
    by_id = {case.case_id: case for case in cases}
    for outcome in outcomes:
        case = by_id[outcome.case_id]
        if Status(outcome.answer["status"]) in _LACKING.get(case.kind, ()):
            new = {
                name
                for name, passage in _cited(outcome, catalogue)
                if (guideline_of(name) in recorded and not passage.says(binding.get(name, ())))
                or guideline_of(name) != case.guideline
            }
            if new:
                found.append(ExcludedCase(case, tuple(sorted(new))))
    return found


def stale_samples(catalogue: Catalogue, day: date) -> dict[str, int]:
    """How many groups of sample questions wait for review on `day`, by the passage that is not what it was."""
    found: Counter[str] = Counter()
    for version in in_force(catalogue, day):
        guideline = catalogue.guideline(version.guideline_id)
        if guideline is not None and guideline.bank is not None:
            alive = guideline.bank.answers_in(version)
            for group in guideline.bank.stale_in(version):
                found.update(qualified(version.guideline_id, name) for name in group.passages if name not in alive)
    return dict(found)


def in_force(catalogue: Catalogue, day: date) -> list[Version]:
    """The versions with a text that are in force on a day, as far as that is known."""
    texts = (text_of(applicable(guideline, day)) for guideline in catalogue.guidelines)
    return [version for version in texts if version]


def _kept(versions: Sequence[Version], binding: Binding) -> frozenset[str]:
    """Passages that in one of the versions have the text that cases were written for, or any when that is not told."""
    return frozenset(
        qualified(version.guideline_id, passage.anchor)
        for version in versions
        for passage in version.passages
        if passage.says(binding.get(qualified(version.guideline_id, passage.anchor), passage.readings))
    )


def _without_evidence(cases: Sequence[Case], kept_for: Callable[[Case], frozenset[str]]) -> list[ExcludedCase]:
    found = []
    for case in cases:
        kept = kept_for(case)
        if case.evidence and not any(group <= kept for group in case.evidence):
            found.append(ExcludedCase(case, tuple(sorted(frozenset[str]().union(*case.evidence) - kept))))
    return found


def _cited(outcome: CaseOutcome, catalogue: Catalogue) -> Iterator[tuple[str, Passage]]:
    """What the answer rests on: passages of the cited versions, with their qualified names."""
    for citation in outcome.answer["citations"]:
        version = catalogue.version(f"{citation['guideline_id']}/{citation['version']}")
        passage = version.passage(citation["passage"]) if version else None
        if passage is not None and citation["role"] in BEARING:
            yield qualified(citation["guideline_id"], passage.anchor), passage
