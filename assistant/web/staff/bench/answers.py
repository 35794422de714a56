"""A question that is judged: what a right answer rests on, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage as it stands in the version that a case is about."""

    name: str
    """The anchor with its guideline: "stod-asf#handledare"."""
    lead_in: str
    text: str
    """Empty where no version has it any more."""


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """What an answer quotes."""

    role: str
    """answer, condition or related."""
    name: str
    lead_in: str
    text: str
    version: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered."""

    status: str
    verdict: str
    """Empty for none."""
    text: str
    quotes: tuple[GivenQuote, ...]


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A case with what it expects."""

    case_id: str
    suite: str
    guideline: str
    kind: str
    turns: tuple[str, ...]
    """What is said; the last one is judged."""
    statuses: tuple[str, ...]
    """What a right answer's status may be."""
    verdict: str
    expected: tuple[tuple[QuotedPassage, ...], ...]
    """Alternative groups of passages."""
