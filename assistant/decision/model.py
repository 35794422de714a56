"""The vocabulary of a question on its way: when it is about, what was found, what changed, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.model import Language, Period, Question, Status
from assistant.question.answer_types import AnswerType
from corpus.alignment import Pair
from corpus.model import Gap, Guideline, Passage, Version
from corpus.timeline import Applicable
from index.model import Reading


@dataclass(frozen=True, slots=True)
class InVersion:
    """A passage with the version it stands in."""

    version: Version
    passage: Passage

    @property
    def key(self) -> tuple[str, str]:
        """Identity: version key and anchor."""
        return self.version.key, self.passage.anchor


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that retrieval brought."""

    passage: InVersion
    similarity: float
    """In meaning, -1 to 1."""
    likeness: float
    """In meaning and spelling: what passages are ranked by."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What applies on the asked day: one state for each guideline."""

    states: tuple[tuple[str, Applicable], ...]
    versions: tuple[Version, ...]
    """Versions in force whose text is there: all that may be searched and cited."""

    @property
    def version_keys(self) -> tuple[str, ...]:
        """Keys for the index's filter."""
        return tuple(version.key for version in self.versions)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a question goes: what answers it, what it asks for in vain, and what lies nearest."""

    status: Status
    passages: tuple[InVersion, ...] = ()
    gaps: tuple[Gap, ...] = ()
    near: tuple[InVersion, ...] = ()
    contradicts: bool = False
    """The passages contradict what the question assumes."""
    in_doubt: bool = False
    """They may: no verdict is given, and no "no"."""
    next_anchors: tuple[InVersion, ...] = ()
    """Passages from which to suggest further questions, best first."""
    unsure: bool = False
    """Another reading is almost as likely."""
    by_nearness: bool = False
    """The passages were chosen without sample questions."""
    is_fresh: bool = False
    """What is near is text that no sample question was written for, so nothing is called missing."""
    elsewhen: bool = False
    """A version that is not in force speaks of the matter, and those in force do not."""
    unheld: tuple[AnswerType, ...] = ()
    """What the question asks for and no near passage states, where there are no sample questions."""


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day or period that an answer is about."""

    today: date
    as_of: date
    """The day from which versions are labelled current, superseded or upcoming."""
    period: Period
    conflicting: date | None = None
    """The day that was asked for beside the question, where the question's own words name another time."""
    passed_over: Period | None = None
    """A time that the question names without being taken to be about it, though something else applied then."""
    passed_over_is_known: bool = False
    """Another text did; otherwise it is not known what applied, or nothing did."""

    @property
    def is_today(self) -> bool:
        """Whether nothing but the present is asked about."""
        return self.period == Period(self.today, self.today)


@dataclass(frozen=True, slots=True)
class Moment:
    """Days on which the same versions apply, and what answers the question then."""

    days: Period
    scope: Scope
    found: tuple[Found, ...] = ()
    """Passages that the index found, nearest first."""
    nearest_ever: float = 0.0
    """Likeness of the nearest passage of all versions, in force or not."""
    route: Route | None = None
    """None where no version can answer."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides of a comparison: a day, and what applies on it."""

    day: date
    state: Applicable
    text: Version | None
    """The version, where it is known and its text is there."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs in a guideline between two days, as far as that is known and was asked about."""

    guideline: Guideline
    before: Side
    after: Side
    changes: tuple[Pair, ...] = ()
    unchanged: tuple[Passage, ...] = ()
    """Passages of the later version that were asked about and have not changed."""

    @property
    def is_possible(self) -> bool:
        """Whether the texts of both sides are there."""
        return self.before.text is not None and self.after.text is not None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way through the pipeline; each step fills in its part."""

    question: Question
    text: str
    """The question, cleaned."""
    language: Language
    day: AskedDay
    standalone: str = ""
    """The question as it reads without its conversation."""
    matter: str = ""
    """The same without the words that name the asked time; empty when it asks for nothing else."""
    latest: str = ""
    """What the last turn adds to the matter."""
    moments: tuple[Moment, ...] = ()
    """In order; several where a version gave way to another during the asked time."""
    reading: Reading | None = None
    comparisons: tuple[Comparison, ...] = ()
    """One a guideline, for a question about what has changed."""
