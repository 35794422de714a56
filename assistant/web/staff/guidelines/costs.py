"""What a change of the corpus costs: sample questions that are no longer used, and cases that are no longer judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.web.staff.bench.stakes import CaseAtStake
from assistant.web.staff.workbench import Workbench
from corpus.model import Bank, Catalogue, SampleGroup, Version
from corpus.timeline import version_in_force


@dataclass(frozen=True, slots=True)
class Cost:
    """What is told before a change is made."""

    day: date
    """The day for which it is told."""
    is_end: bool
    """Whether no version is known to be in force then."""
    questions: int
    """Sample questions of the guideline that are used before and not after."""
    by_passage: Mapping[str, int]
    """Those questions by the anchors of the passages that they rest on."""
    cases: tuple[CaseAtStake, ...]
    fault: str
    """Why the cases cannot be told; empty when they can."""


def cost_of(workbench: Workbench, before: Catalogue, after: Catalogue, guideline_id: str, day: date) -> Cost:
    """What a change of one guideline costs on a day. `before` holds the sample questions."""
    guideline = before.guideline(guideline_id)
    bank = guideline.bank if guideline else None
    old, new = _in_force(before, guideline_id, day), _in_force(after, guideline_id, day)
    resting: list[SampleGroup] = []
    by_passage: dict[str, int] = {}
    if bank is not None:
        already = set(map(id, _resting(bank, old)))
        resting = [group for group in _resting(bank, new) if id(group) not in already]
        alive = bank.answers_in(new) if new else frozenset[str]()
        for group in resting:
            for anchor in group.passages:
                if anchor not in alive:
                    by_passage[anchor] = by_passage.get(anchor, 0) + group.size
    lost = workbench.stakes.lost(before, after, day)
    return Cost(day, new is None, sum(group.size for group in resting), by_passage, lost.cases, lost.fault)


def _in_force(catalogue: Catalogue, guideline_id: str, day: date) -> Version | None:
    guideline = catalogue.guideline(guideline_id)
    return version_in_force(guideline, day) if guideline else None


def _resting(bank: Bank, version: Version | None) -> list[SampleGroup]:
    """Groups that are not used while the version is in force, or while none is."""
    if version is None:
        return [group for group in bank.groups if group.passages]
    return list(bank.stale_in(version))
