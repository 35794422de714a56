"""Sample questions with their labels, as the learner sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Catalogue, QuestionKind
from index.model import Outcome, qualified
from index.normal_form import normal_form

MATTER, GAP, KIND = "matter:", "gap:", "kind:"
"""Prefixes of the labels that name a passage, a gap or a kind of question."""
HAS_ANSWER, HAS_GAP, HAS_CONTRADICTION = "has:answer", "has:gap", "has:contradiction"
OUTCOME = "outcome:"
"""Prefix of the labels for how a question about the matter turns out."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample question with its labels. Anchors and gaps are qualified: "stod-asf#handledare"."""

    question: str
    """In normal form, as every question that is read."""
    passages: frozenset[str]
    near: frozenset[str]
    gaps: frozenset[str]
    kind: QuestionKind | None
    contradicts: bool

    @property
    def outcome(self) -> Outcome:
        """What a right answer to it is."""
        if self.kind is not None:
            return Outcome(self.kind.value)
        if self.passages:
            return Outcome.PARTIAL if self.gaps else Outcome.ANSWERED
        return Outcome.MISSING

    @property
    def labels(self) -> Iterable[str]:
        """The outputs that should be 1 for it."""
        yield from (MATTER + anchor for anchor in self.passages | self.near)
        yield from (GAP + gap for gap in self.gaps)
        yield KIND + self.kind.value if self.kind is not None else OUTCOME + self.outcome.value
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
            kind=group.kind,
            contradicts=group.contradicts,
        )
        for guideline in catalogue.guidelines
        if guideline.bank is not None
        for group in guideline.bank.groups
        for question in group.questions
    ]


def _qualify(guideline_id: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(qualified(guideline_id, name) for name in names)
