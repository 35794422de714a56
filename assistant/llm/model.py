"""The vocabulary of a language model's work: what it is given, what it drafts, and what may be wrong with that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that the model may phrase, under the id by which it names it."""

    source_id: str
    number: int
    """The citation's number in the answer."""
    text: str
    lead_in: str
    gives_support: bool
    """Whether the passage names something that can be supported."""
    answers: bool
    """Whether it answers, rather than setting terms."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence that a model drafted, with the passages it names and the exact words it says it rests on."""

    text: str
    source_ids: tuple[str, ...]
    words: tuple[str, ...]


class Violation(StrEnum):
    """Why a drafted sentence is not shown."""

    UNKNOWN_PASSAGE = "it names a passage that it was not given"
    NOT_VERBATIM = "the words it rests on are not in that passage"
    FORM = "it is no plain sentence"
    LANGUAGE = "it is in another language"
    NUMBER = "a number differs"
    NEGATION = "a negation differs"
    MODALITY = "may, can or must differ"
    CHANGED = "it changes a word of the passage"
    ADDED = "it brings a word that the passage lacks"
    QUALIFIER = "it leaves out a word of the passage"
    ORDER = "the words stand in another order"


class Flaw(StrEnum):
    """Why a choice of passages is void."""

    FORM = "it has another form than was asked for"
    UNKNOWN_PASSAGE = "it names a passage that it was not given"
    CONTRADICTION = "its labels contradict each other"
    TOO_MUCH = "it chose more than an answer may rest on"


class Trouble(StrEnum):
    """Why a model's answer was not waited for, or not used."""

    BUSY = "as many calls as allowed are going on"
    PAUSED = "it failed several times in a row and is left alone for a while"
    SLOW = "it took longer than an answer may take"
    FAILED = "the call failed"
    ENDLESS = "it wrote more than an answer may have"
    NOTHING = "nothing that it wrote could be verified"
    NO_CHECKS = "there are no checks for the answer's language"


class TroubleError(Exception):
    """A call to the model gave nothing that can be used."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble.value}{f': {detail}' if detail else ''}")
        self.trouble = trouble
