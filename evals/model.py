"""The vocabulary of evaluation: case, outcome, score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from corpus.model import STATUS_OF_LABEL, Status


class Kind(StrEnum):
    """What sort of question a case asks."""

    ANSWERABLE = "answerable"
    PARTIAL = "partial"
    HISTORY = "history"
    UNANSWERABLE = "unanswerable"
    OFF_TOPIC = "offtopic"
    ATTACK = "attack"
    VERSION = "version"
    """About time: which version of a made-up guideline is cited decides."""


class Split(StrEnum):
    """What a case is for: tuning or reporting."""

    DEV = "dev"
    TEST = "test"


EXPECTED_STATUS: Mapping[Kind, frozenset[Status]] = {
    kind: frozenset({STATUS_OF_LABEL.get(kind.value, Status.ANSWERED)}) for kind in Kind
}
"""What a right answer's status is where the case does not say otherwise."""
DOCUMENT = "document"
"""Tag of the cases that ask a document that nothing is taught about."""
ANSWERED_NO = "answer:no"
"""Tag of those whose answer by the text is no."""
BEARING = frozenset({"answer", "condition"})
"""Roles of the citations that an answer rests on."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer must cite. See docs/suites.md for how to write one."""

    case_id: str
    family: str
    suite: str
    guideline: str
    """Id of the guideline that it is about."""
    language: str
    kind: Kind
    split: Split
    turns: tuple[str, ...]
    status: frozenset[Status]
    evidence: tuple[frozenset[str], ...]
    """Alternative groups of qualified anchors ("stod-asf#handledare"): a hit cites every passage of at least one."""
    also: frozenset[str]
    """Further passages that are not wrong to cite."""
    gaps: tuple[str, ...]
    """Any one of these missing things, by qualified name, should be named."""
    verdict: str | None
    facts: tuple[str, ...]
    forbidden: tuple[str, ...]
    tags: frozenset[str]
    as_of: date | None
    corpus: str | None = None
    """The made-up corpus that is asked; None for the guidelines that are published."""
    today: date | None = None
    """The day on which it is asked; None for the day of the run."""
    versions: frozenset[str] | None = None
    """Keys of the versions that must be cited, and no others; None where they do not matter."""

    @property
    def is_document(self) -> bool:
        """Whether it asks a document that nothing is taught about."""
        return DOCUMENT in self.tags

    @property
    def relevant(self) -> frozenset[str]:
        """Passages whose citation counts as right."""
        return self.also.union(*self.evidence)


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What came back for a case: the JSON of the HTTP contract, and how long it took."""

    case_id: str
    answer: Mapping[str, Any]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Score:
    """One case judged. Fields that do not apply to the case are None."""

    case_id: str
    passed: bool
    status_right: bool
    evidence_recall: float | None
    relevant_cited: int
    cited: int
    quotes: int | None
    """Passages of role answer or condition, where something was answered."""
    false_abstention: bool | None
    abstained: bool | None
    """Whether an unanswerable or off-topic question was left unanswered."""
    gap_named: bool | None
    verdict_right: bool | None
    wrong_yes: bool
    """Whether it says that something can be funded where the text says no such thing."""
    verbatim: bool
    superseded_as_current: int
    versions_right: bool | None
    """Whether all versions that apply at the asked time are cited, and no others."""
    facts_right: bool | None
    forbidden_absent: bool | None
    milliseconds: float
    reasons: tuple[str, ...]
    """Why it failed, for the report; empty when it passed."""
