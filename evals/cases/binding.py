"""What binds a case to the text it was written for, and which cases a day's text still decides.

A new version may change or drop the passages that a case names as evidence. Such a case says nothing about the
version until somebody has read it again, so it is set aside on the days on which that version is in force. The texts
stand in passages.yaml, by guideline and anchor; in here anchors are qualified: "stod-asf#handledare".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from assistant.model import Status
from corpus.model import Catalogue, Version
from corpus.reading.located_yaml import Fields, Report, load
from corpus.reading.parsing import collapse
from corpus.reading.text_files import read_text
from corpus.timeline import InForce, applicable
from evals.errors import BrokenSuiteError
from evals.model import ANSWERING, BEARING, Case, CaseOutcome, Kind
from index.model import qualified

Binding: TypeAlias = Mapping[str, str]
"""Qualified anchor to the text that the cases were written for."""
_LACKING: Mapping[Kind, frozenset[Status]] = {
    Kind.UNANSWERABLE: ANSWERING,
    Kind.PARTIAL: frozenset({Status.ANSWERED}),
}
"""Kinds of question that the text leaves open, and the statuses that claim it does not."""


@dataclass(frozen=True, slots=True)
class SetAside:
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


def load_binding(file: Path) -> Binding:
    """Read passages.yaml. Raises BrokenSuiteError with every mistake."""
    report = Report(file)
    text = read_text(report)
    root = load(text, report) if text is not None else None
    texts: dict[str, str] = {}
    if root is not None:
        guidelines = Fields(root, report, frozenset(), frozenset(root.values))
        for guideline in root.values:
            if (node := guidelines.mapping(guideline)) is not None:
                fields = Fields(node, report, frozenset(), frozenset(node.values))
                for anchor in node.values:
                    texts[qualified(guideline, anchor)] = collapse(fields.text(anchor, needed=True) or "")
    if report.problems:
        raise BrokenSuiteError(report.problems)
    return texts


def guideline_of(name: str) -> str:
    """The guideline of a qualified name; empty for one that is not."""
    return name.partition("#")[0] if "#" in name else ""


def outdated(cases: Sequence[Case], catalogue: Catalogue, binding: Binding, day: date) -> list[SetAside]:
    """Cases without a whole group of evidence on `day`, or on the day that the case itself asks about."""

    @cache
    def kept(asked: date) -> frozenset[str]:
        return _kept(in_force(catalogue, asked), binding)

    return _without_evidence(cases, lambda case: kept(date.fromisoformat(case.as_of) if case.as_of else day))


def abandoned(cases: Sequence[Case], catalogue: Catalogue, binding: Binding) -> list[SetAside]:
    """Cases without a whole group of evidence in any version."""
    versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
    kept = _kept(versions, binding)
    return _without_evidence(cases, lambda _: kept)


def perhaps_answered(
    cases: Sequence[Case], outcomes: Sequence[CaseOutcome], catalogue: Catalogue, binding: Binding
) -> list[SetAside]:
    """Cases that should lack an answer and got one from a passage that is new, or not what it was.

    Whether the new text really answers them is for staff to say. Where no text of a guideline was recorded, nothing of
    it counts as new.
    """
    recorded = {guideline_of(name) for name in binding}
    found = []
    by_id = {case.case_id: case for case in cases}
    for outcome in outcomes:
        case = by_id[outcome.case_id]
        if Status(outcome.answer["status"]) in _LACKING.get(case.kind, ()):
            cited = _cited_texts(outcome, catalogue)
            new = [name for name, text in cited if guideline_of(name) in recorded and binding.get(name) != text]
            if new:
                found.append(SetAside(case, tuple(sorted(set(new)))))
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
    states = [applicable(guideline, day) for guideline in catalogue.guidelines]
    return [state.version for state in states if isinstance(state, InForce) and state.version.has_text]


def _kept(versions: Sequence[Version], binding: Binding) -> frozenset[str]:
    """Passages that in one of the versions have the text that cases were written for, or any when that is not told."""
    return frozenset(
        name
        for version in versions
        for passage in version.passages
        if binding.get(name := qualified(version.guideline_id, passage.anchor), passage.text) == passage.text
    )


def _without_evidence(cases: Sequence[Case], kept_for: Callable[[Case], frozenset[str]]) -> list[SetAside]:
    found = []
    for case in cases:
        kept = kept_for(case)
        if case.evidence and not any(group <= kept for group in case.evidence):
            found.append(SetAside(case, tuple(sorted(frozenset[str]().union(*case.evidence) - kept))))
    return found


def _cited_texts(outcome: CaseOutcome, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What the answer rests on: qualified anchors with their texts in the cited version."""
    for citation in outcome.answer["citations"]:
        version = catalogue.version(f"{citation['guideline_id']}/{citation['version']}")
        passage = version.passage(citation["passage"]) if version else None
        if passage is not None and citation["role"] in BEARING:
            yield qualified(citation["guideline_id"], passage.anchor), passage.text
