"""What decided an answer, and how surely: for staff who try a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.decision.model import Decision, QuestionState, TimeSlice
from corpus.model import LocatedPassage, Status
from corpus.period import Period
from index.model import Prediction, qualified

_MOST_PASSAGES = 5


class DecidedBy(StrEnum):
    """The step that an answer rests on."""

    SMALL_TALK = "small_talk"
    ASIDE = "aside"
    """The reader: it is no question about any guideline."""
    HEADINGS = "headings"
    """The guidelines' headings: asked was what they treat."""
    COMPARISON = "comparison"
    """What differs between two versions."""
    NO_VERSION = "no_version"
    """No version with a text is known to apply."""
    SAMPLES = "samples"
    """What sample questions taught."""
    READER = "reader"
    """What the reader made of the nearest passages."""
    VERSION = "version"
    """Nothing but which version applies was asked."""


@dataclass(frozen=True, slots=True)
class PassageChance:
    """A passage, and how likely the question is about it, or answered by it, from 0 to 1."""

    passage: LocatedPassage
    probability: float


@dataclass(frozen=True, slots=True)
class PartExplained:
    """One part of the asked time."""

    period: Period
    by: DecidedBy
    probabilities: tuple[tuple[Status, float], ...]
    """How the question might have turned out, likeliest first; empty where nothing was weighed."""
    passages: tuple[PassageChance, ...]
    """Likeliest first."""
    unsure: bool
    """Another outcome is almost as likely."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about."""

    standalone: str
    """The question as it was understood beside its conversation."""
    parts: tuple[PartExplained, ...]


def explanation_of(state: QuestionState) -> Explanation:
    """From a question that has been decided."""
    if state.comparisons:
        part = PartExplained(state.day.period, DecidedBy.COMPARISON, (), (), unsure=False)
        return Explanation(state.standalone.text, (part,))
    return Explanation(state.standalone.text, tuple(_part(each, state) for each in state.slices))


def _part(part: TimeSlice, state: QuestionState) -> PartExplained:
    by = _decided_by(part, state)
    unsure = part.decision is not None and (part.decision.unsure or part.decision.in_doubt)
    if by is DecidedBy.SAMPLES and state.prediction is not None:
        probabilities = _ranked(state.prediction.status_probabilities)
        return PartExplained(part.period, by, probabilities, _by_samples(part, state.prediction), unsure)
    side = next((each for each in (part, *(part.sides or ())[::-1]) if each.reading is not None), None)
    if by is DecidedBy.READER and side is not None and side.reading is not None:
        chances = zip((hit.passage for hit in side.hits), side.reading.relevance, strict=True)
        probabilities = _ranked(side.reading.status_probabilities)
        return PartExplained(part.period, by, probabilities, _likeliest(chances), unsure)
    return PartExplained(part.period, by, (), (), unsure)


def _decided_by(part: TimeSlice, state: QuestionState) -> DecidedBy:
    decision = part.decision
    if decision is None:
        return DecidedBy.NO_VERSION
    if decision.talk is not None:
        return DecidedBy.SMALL_TALK
    if state.aside is not None:
        return DecidedBy.ASIDE
    if decision.by_headings:
        return DecidedBy.HEADINGS
    if decision.by_reader:
        return DecidedBy.READER
    if not state.matter or (decision.status is Status.ANSWERED and _only_titles(decision)):
        return DecidedBy.VERSION
    if state.prediction is not None:
        return DecidedBy.SAMPLES
    return DecidedBy.READER if part.reading is not None else DecidedBy.VERSION


def _only_titles(decision: Decision) -> bool:
    return bool(decision.passages) and all(passage.is_title for passage in decision.passages)


def _by_samples(part: TimeSlice, prediction: Prediction) -> tuple[PassageChance, ...]:
    return _likeliest(
        (passage, prediction.passage_probabilities.get(qualified(passage.version.guideline_id, passage.anchor), 0.0))
        for passage in part.scope.passages
    )


def _likeliest(chances: Iterable[tuple[LocatedPassage, float]]) -> tuple[PassageChance, ...]:
    found = sorted((PassageChance(*each) for each in chances), key=lambda each: -each.probability)
    return tuple(each for each in found[:_MOST_PASSAGES] if each.probability > 0.0)


def _ranked(probabilities: Mapping[Status, float]) -> tuple[tuple[Status, float], ...]:
    return tuple(sorted(probabilities.items(), key=lambda each: -each[1]))
