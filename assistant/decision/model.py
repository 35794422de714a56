"""The vocabulary of a question on its way: when it is about, what was found, what changed, and what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.model import Language, Question
from assistant.question.answer_types import AnswerType
from assistant.question.asked_change import AskedChange
from assistant.question.small_talk import SmallTalk
from assistant.question.time.timed_text import TimedText
from assistant.selection import Selection
from corpus.alignment import Pair
from corpus.model import Gap, Guideline, LocatedPassage, Passage, Status, Version
from corpus.period import Period
from corpus.timeline import Applicable
from index.model import Hit, Prediction, Reading


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

    @property
    def passages(self) -> tuple[LocatedPassage, ...]:
        """The passages of these versions, in order."""
        return tuple(LocatedPassage(version, passage) for version in self.versions for passage in version.passages)


@dataclass(frozen=True, slots=True)
class Decision:
    """What answers a question, what it asks for in vain, and what lies nearest."""

    status: Status
    passages: tuple[LocatedPassage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """Of one guideline."""
    silent: Version | None = None
    """The version whose text has the gaps."""
    near: tuple[LocatedPassage, ...] = ()
    contradicts: bool = False
    """The passages contradict what the question assumes."""
    in_doubt: bool = False
    """They may: no verdict is given, and no "no"."""
    rivals: tuple[LocatedPassage, ...] = ()
    """Passages that are not cited, though the question may be about them instead."""
    next_passages: tuple[LocatedPassage, ...] = ()
    """Passages from which to suggest further questions, best first."""
    unsure: bool = False
    """Another status is almost as likely."""
    by_headings: bool = False
    """Asked is what the guidelines treat: the passages are the first ones under each heading."""
    by_reader: bool = False
    """The trained reader decided, without sample questions."""
    text_unreviewed: bool = False
    """What is near is text that no sample question was written for, so nothing is called missing."""
    only_in_other_version: bool = False
    """A version that is not in force speaks of the matter, and those in force do not."""
    talk: SmallTalk | None = None
    """What a message does that says nothing about any matter, where its words tell that."""
    terms: tuple[LocatedPassage, ...] = ()
    """Reviewed conditions that a language model chose beside those that belong to what is cited."""
    missing_answer_types: tuple[AnswerType, ...] = ()
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

    not_understood: str = ""
    """The words of a time in what is asked that could not be placed, though something else may apply then."""

    @property
    def is_today(self) -> bool:
        """Whether nothing but the present is asked about."""
        return self.period == Period.of(self.today)


@dataclass(frozen=True, slots=True)
class TimeSlice:
    """The part of the asked time in which the same versions apply, and what answers the question then."""

    period: Period
    scope: Scope
    hits: tuple[Hit, ...] = ()
    """Passages in force that the index found, best first."""
    reading: Reading | None = None
    """How the question was read with those; None where sample questions teach all that is in force."""
    elsewhere: Reading | None = None
    """How it was read with passages that are not in force, where those that are do not answer it."""
    further: tuple[Hit, ...] = ()
    """Those that follow, shown to a language model beside them."""
    selection: Selection | None = None
    """What a language model chose among them; None without one, and where it chose nothing that can be used."""
    sides: tuple[TimeSlice, TimeSlice] | None = None
    """The guidelines that sample questions teach, and the others, each found and read by itself."""
    decision: Decision | None = None
    """None where no version can answer."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides of a comparison: a day, and what applies on it."""

    day: date
    state: Applicable
    text: Version | None
    """The version, where it is known and its text is there."""


@dataclass(frozen=True, slots=True)
class VersionComparison:
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
class QuestionState:
    """What is known of a question so far; each step of the pipeline fills in its part."""

    question: Question
    text: TimedText
    """The question, cleaned."""
    language: Language
    day: AskedDay
    standalone: TimedText
    """The question as it reads without its conversation."""
    talk: SmallTalk | None = None
    """What the message does, where it is nothing but small talk."""
    aside: Status | None = None
    """What it is, where it is no question about any guideline and no sample questions are there to tell."""
    matter: str = ""
    """The same without the words that name the asked time; empty when it asks for nothing else."""
    latest: str = ""
    """What the last turn adds to the matter."""
    change: AskedChange | None = None
    """The change between versions that the question asks about."""
    names_earlier_version: bool = False
    """It speaks of an earlier version without saying which."""
    slices: tuple[TimeSlice, ...] = ()
    """In order; several where a version gave way to another during the asked time."""
    prediction: Prediction | None = None
    model_until: float | None = None
    """Monotonic time until which a language model may read it; None without one."""
    comparisons: tuple[VersionComparison, ...] = ()
    """One a guideline, for a question about what has changed."""

    @property
    def is_follow_up(self) -> bool:
        """Whether it leans on what was asked before."""
        return self.standalone.text != self.text.text
