"""Sample questions with their labels, as the learner sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.model import Catalogue, SampleGroup, Status
from index.model import qualified
from index.normal_form import normal_form

PASSAGE, GAP = "matter:", "gap:"
"""Prefixes of the labels that name a passage or a gap."""
HAS_ANSWER, HAS_GAP, HAS_CONTRADICTION = "has:answer", "has:gap", "has:contradiction"
OUTCOME, KIND = "outcome:", "kind:"
"""Prefixes of the labels for how a question turns out: one about the guidelines' matter, or another."""
STATUS_NAMES: Mapping[Status, str] = {
    Status.ANSWERED: "answered",
    Status.PARTIAL: "partial",
    Status.NOT_IN_GUIDELINES: "missing",
    Status.SMALLTALK: "smalltalk",
    Status.OFF_TOPIC: "offtopic",
    Status.REFUSED: "attack",
}
"""The statuses in the order of the trained weights, with their names in what was trained: the form on disk."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample question with its labels. Anchors and gaps are qualified: "stod-asf#handledare"."""

    question: str
    """In normal form, as every question that is read."""
    passages: frozenset[str]
    near: frozenset[str]
    gaps: frozenset[str]
    status: Status
    """Of a right answer to it."""
    contradicts: bool

    @property
    def labels(self) -> Iterable[str]:
        """The outputs that should be 1 for it."""
        yield from (PASSAGE + anchor for anchor in self.passages | self.near)
        yield from (GAP + gap for gap in self.gaps)
        yield status_label(self.status)
        if self.passages:
            yield HAS_ANSWER
        if self.gaps:
            yield HAS_GAP
        if self.contradicts:
            yield HAS_CONTRADICTION


def samples_of(catalogue: Catalogue) -> list[Sample]:
    """All sample questions of all banks."""
    return [
        Sample(
            question=normal_form(question),
            passages=_qualify(guideline.guideline_id, group.passages),
            near=_qualify(guideline.guideline_id, group.near),
            gaps=_qualify(guideline.guideline_id, group.gaps),
            status=group.status or _status_by_labels(group),
            contradicts=group.contradicts,
        )
        for guideline in catalogue.guidelines
        if guideline.bank is not None
        for group in guideline.bank.groups
        for question in group.questions
    ]


def status_label(status: Status) -> str:
    """The output for how a question turns out."""
    return (OUTCOME if status.is_about_guidelines else KIND) + STATUS_NAMES[status]


def _status_by_labels(group: SampleGroup) -> Status:
    if group.passages:
        return Status.PARTIAL if group.gaps else Status.ANSWERED
    return Status.NOT_IN_GUIDELINES


def _qualify(guideline_id: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(qualified(guideline_id, name) for name in names)
