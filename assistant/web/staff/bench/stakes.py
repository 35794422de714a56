"""What a change of the guidelines costs in cases of the suites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corpus.model import Catalogue


@dataclass(frozen=True, slots=True)
class CaseAtStake:
    """A case of a suite that a change of the guidelines concerns."""

    case_id: str
    suite: str
    question: str
    """The last one, where the case is a dialogue."""
    passages: tuple[str, ...]
    """Qualified names ("stod-asf#handledare") of the passages because of which it is concerned."""


@dataclass(frozen=True, slots=True)
class CasesAtStake:
    """What a change costs in cases; `fault` says why that cannot be told."""

    cases: tuple[CaseAtStake, ...] = ()
    fault: str = ""


class Stakes(Protocol):
    """Tells what a change would cost, before it is made."""

    def lost(self, before: Catalogue, after: Catalogue, day: date) -> CasesAtStake:
        """The cases that are judged on a day as the corpus is, and no longer are after a change of it."""
        ...

    def naming(self, catalogue: Catalogue, guideline_id: str, anchor: str) -> CasesAtStake:
        """The cases whose right answer names a passage."""
        ...
