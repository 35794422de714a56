"""A candidate's trial: what it answers better and worse than what is published, and whether it keeps the floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from assistant.web.staff.bench.answers import GivenAnswer, JudgedQuestion


@dataclass(frozen=True, slots=True)
class TrialDay:
    """The candidate as if it were some day."""

    day: date
    starting: tuple[str, ...]
    """Keys of the versions that begin to apply on that day."""
    run: str
    """Id of the run that keeps the answers."""
    passed: int
    judged: int
    aside: int
    """Cases that say nothing on that day, for the text has changed."""
    stale_samples: int
    """Groups of sample questions that are not used that day."""


@dataclass(frozen=True, slots=True)
class TrialGroup:
    """The cases of a suite about a guideline, today; compared over those that both were judged on."""

    guideline: str
    suite: str
    passed: int
    judged: int
    compared: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that the candidate answers rightly and what is published does not, or the other way round."""

    question: JudgedQuestion
    better: bool
    before: GivenAnswer
    after: GivenAnswer
    reasons: tuple[str, ...]
    """Why the wrong one of the two is wrong."""


class AdviceKind(StrEnum):
    """What to do when floors do not hold; the command line and the pages each say it in their own words."""

    PROMISE = "promise"
    """A quote is not verbatim, or an earlier text is said to be in force: not to be published."""
    REMAINING = "remaining"
    """Too many cases do not count, for the text has changed: they are to be read."""
    WRONG = "wrong"
    """Too many answers are wrong: they are to be read, and answers or cases mended."""
    FLOORS = "floors"
    """The floor of a guideline without sample questions may be too high."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do before the candidate is tried again."""

    kind: AdviceKind
    guidelines: tuple[str, ...] = ()
    """Ids of those that it is about, where that is known."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found when a candidate was tried. It holds for that build, those cases and that day alone."""

    publication: str
    corpus: str
    """Fingerprint of the corpus."""
    cases: str
    """Fingerprint of the cases and floors."""
    program: str
    """Version of the program."""
    split: str
    day: date
    tried: datetime
    """UTC."""
    compared_with: str
    """The publication that it is compared with; empty where it could not be."""
    days: tuple[TrialDay, ...]
    """Empty where no case is about the corpus."""
    groups: tuple[TrialGroup, ...]
    flips: tuple[Flip, ...]
    figures: Mapping[str, Mapping[str, float | None]]
    """Day to metric to value, for the record of publications."""
    broken: tuple[str, ...]
    """Floors that do not hold, in words."""
    breaks_promise: bool
    """A quote is not verbatim, or an earlier text is said to be in force."""
    advice: tuple[Advice, ...]
    """Empty where all floors hold."""
    untried: tuple[str, ...]
    """Guidelines that no case is about."""

    @property
    def holds(self) -> bool:
        """Whether something was judged and all floors hold."""
        return bool(self.days) and not self.broken


@dataclass(frozen=True, slots=True)
class LastTrial:
    """The last trial of the candidate, and whether it may still be relied on."""

    trial: Trial
    is_fresh: bool
    """Whether corpus, cases, program and day are what they were."""


class Publishing(Protocol):
    """Trials and publications."""

    def last_trial(self) -> LastTrial | None:
        """Of the candidate that waits; None where there is none, or none of it."""

    def publish(self, publication: str, reason: str, by: str) -> bool:
        """Serve the candidate of this id on the grounds of its trial; whether it was published although floors are
        broken.

        Raises an exception of the evaluation or the index room, with a text for staff: without a fresh trial, without
        a reason where floors are broken, or where another candidate has taken its place.
        """
