"""Suites and cases as the pages show and change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assistant.web.staff.bench.refused import BenchRefusedError

NEEDED_COLUMNS = 2
"""Groups of passages that a form has place for, at least."""


@dataclass(frozen=True, slots=True)
class SuiteRow:
    """A suite and what is in it."""

    name: str
    guideline: str
    made_up: str
    """The made-up corpus that it asks; empty for the guidelines that are published."""
    dev: int
    test: int
    kinds: Mapping[str, int]
    """Kind of question to count."""


@dataclass(frozen=True, slots=True)
class CasesOverview:
    """A folder of cases."""

    folder: str
    is_bundled: bool
    """Those that come with the program, which the pages do not change."""
    is_set: bool
    """Whether the settings name a folder of the federation's own."""
    suites: tuple[SuiteRow, ...]
    titles: Mapping[str, str]
    """Of the guidelines, by id; without those of made-up corpora."""
    without: tuple[str, ...]
    """Titles of the guidelines that no suite is about."""
    problems: str
    """What the check finds wrong; empty for nothing."""


@dataclass(frozen=True, slots=True)
class PassageCover:
    """A passage in force, and what tries and teaches it."""

    anchor: str
    lead_in: str
    text: str
    dev: int
    test: int
    samples: int


@dataclass(frozen=True, slots=True)
class GuidelineCover:
    """The passages of a guideline's version in force."""

    guideline_id: str
    title: str
    version_id: str
    passages: tuple[PassageCover, ...]

    @property
    def without_case(self) -> int:
        """Passages that no case rests on."""
        return sum(not (passage.dev or passage.test) for passage in self.passages)

    @property
    def without_sample(self) -> int:
        """Passages that no sample question teaches."""
        return sum(not passage.samples for passage in self.passages)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    case_id: str
    kind: str
    split: str
    language: str
    turns: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFields:
    """A case as it is filled in; names of passages and gaps have their guideline before them."""

    suite: str
    case_id: str
    kind: str = "answerable"
    split: str = "dev"
    language: str = "sv"
    family: str = ""
    turns: tuple[str, ...] = ()
    evidence: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    verdict: str = ""
    as_of: str = ""
    tags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PassageChoice:
    """A passage that can be pointed at."""

    name: str
    section: str
    lead_in: str
    text: str


@dataclass(frozen=True, slots=True)
class GapChoice:
    """Something the guideline does not say, by its name and in words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case with all that its form shows."""

    fields: CaseFields
    fingerprint: str
    """Of the case as it stands in the file; empty for a new one."""
    version: str
    """Key of the version whose passages are shown; empty for none."""
    passages: tuple[PassageChoice, ...]
    elsewhere: tuple[PassageChoice, ...]
    """Passages that the case names and the version does not hold."""
    gaps: tuple[GapChoice, ...]
    suites: tuple[str, ...]
    """Those that the case could stand in."""
    kinds: tuple[str, ...] = field(default=())
    verdicts: tuple[str, ...] = field(default=())

    @property
    def columns(self) -> int:
        """How many alternative groups the form has place for."""
        return max(NEEDED_COLUMNS, len(self.fields.evidence) + 1)


class CaseChangedError(BenchRefusedError):
    """Somebody else has changed the case since its form was shown."""


class Cases(Protocol):
    """The federation's suites."""

    def overview(self) -> CasesOverview:
        """All suites."""

    def coverage(self) -> tuple[GuidelineCover, ...]:
        """The passages in force today, a guideline at a time. Raises BenchRefusedError for a broken corpus."""

    def coming_days(self) -> tuple[str, ...]:
        """Days (ISO) on which another version begins to apply; none where the corpus cannot be read."""

    def cases(self, suite: str, words: str = "") -> list[CaseRow] | None:
        """The cases of a suite that have all the words; None for a suite that is not there."""

    def sheet(self, suite: str, case_id: str) -> CaseSheet | None:
        """The form of a case; None for one that is not there. Raises BenchRefusedError."""

    def empty_sheet(self, fields: CaseFields) -> CaseSheet:
        """The form of a new case, with what is known of it. Raises BenchRefusedError."""

    def save(self, fields: CaseFields, fingerprint: str) -> str:
        """Write a case, new without a fingerprint; its id. Raises CaseChangedError or BenchRefusedError."""

    def start(self) -> tuple[str, ...]:
        """Make the files of own cases for guidelines that lack them; their names. Raises BenchRefusedError."""
