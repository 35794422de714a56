"""Runs over the suites: a grid of counts, each run's answers, two runs beside each other, and judging by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from assistant.web.staff.bench.answers import GivenAnswer, JudgedQuestion
from assistant.web.staff.bench.trial import Flip


@dataclass(frozen=True, slots=True)
class DocumentSuite:
    """The suite about other, made-up guidelines that come with the program, which stands in no file of suites."""

    name: str
    dev: int
    """Guidelines whose questions are for development."""
    test: int
    """Guidelines whose questions are for reporting."""


@dataclass(frozen=True, slots=True)
class RunCell:
    """How many answers are right, and between which counts that would fall 95 times of 100 by chance."""

    passed: int
    judged: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, and its counts by suite."""

    run_id: str
    started: datetime
    """UTC."""
    day: date
    """As of which it was asked."""
    publication: str
    split: str
    cells: Mapping[str, RunCell]
    total: RunCell
    reviewers: tuple[str, ...]
    """Who has judged answers of it by hand."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """A question, what was answered, and what the suites make of it."""

    question: JudgedQuestion
    answer: GivenAnswer
    reasons: tuple[str, ...]
    """Why it is wrong; empty for a right one."""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """A run with its answers."""

    row: RunRow
    failed: tuple[JudgedAnswer, ...]
    passed: tuple[JudgedAnswer, ...]
    aside: tuple[JudgedAnswer, ...]
    """Not judged, for the text has changed since the case was written."""


@dataclass(frozen=True, slots=True)
class RunsBeside:
    """Two runs over the cases that both were judged on."""

    first: RunRow
    second: RunRow
    count: int
    before: int
    after: int
    by_chance: bool
    """Whether the difference may be chance (McNemar's exact test, 5 %)."""
    flips: tuple[Flip, ...]
    """Those that became wrong first."""


class Mark(StrEnum):
    """What somebody makes of a sentence or a citation."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Review:
    """An answer judged by hand."""

    case_id: str
    reviewer: str
    sentence: Mark
    citation: Mark
    note: str
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people judge alike."""

    first: str
    second: str
    count: int
    """Answers that both have judged."""
    sentence_percent: int
    sentence_kappa: float | None
    """Cohen's kappa: agreement beyond chance, up to 1; None where all marks are the same."""
    citation_percent: int
    citation_kappa: float | None


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """The next answer that somebody has not judged, and how far they have come."""

    run_id: str
    next: JudgedAnswer | None
    judged: int
    total: int


class Runs(Protocol):
    """Runs that are kept."""

    @property
    def documents(self) -> DocumentSuite:
        """What can be asked beside the suites that stand in files."""

    def rows(self, count: int, before: str = "") -> list[RunRow]:
        """The latest runs, or those older than the run `before`. Raises BenchRefusedError for broken suites."""

    def sheet(self, run_id: str) -> RunSheet | None:
        """A run with its answers; None for one that is not there. Raises BenchRefusedError."""

    def beside(self, first: str, second: str) -> RunsBeside | None:
        """Two runs compared; None where one is not there. Raises BenchRefusedError where they share no case."""

    def review_sheet(self, run_id: str, reviewer: str) -> ReviewSheet | None:
        """What somebody is to judge next; None for a run that is not there. Raises BenchRefusedError."""

    def review(self, run_id: str, review: Review) -> None:
        """Keep a judgement in place of the reviewer's earlier one of the answer. Raises BenchRefusedError."""

    def reviews(self, run_id: str) -> tuple[Review, ...]:
        """The last judgement of each reviewer on each answer."""

    def agreements(self, run_id: str) -> tuple[Agreement, ...]:
        """Each two reviewers who have judged the same answers."""
