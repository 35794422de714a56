"""Hearing a language model as one more witness beside the reader and the sample questions.

What it chooses makes what they find likelier or less likely, by Bayes' rule: each of its labels is so many times
likelier where it is true than where it is not. So agreement makes certain, a doubt is settled by it, and what the
others are sure of stays. The decision itself is then made as it is without a model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.decision.decide import decide
from assistant.decision.model import Decision, TimeSlice
from assistant.question.answer_types import AnswerType, asked_for, holds
from assistant.selection import Coverage, Selection
from corpus.model import Catalogue, LocatedPassage, Role, Status, versions_of
from index.model import Hit, Prediction, Reading, qualified

_SURE_OF_OTHER = 0.9
"""What is off topic with this probability is so, whatever the model chooses."""
_LEAST = 0.01
"""Probability of what neither reader nor samples have looked at, before the model is heard."""
_MOST_TERMS = 3


@dataclass(frozen=True, slots=True)
class Trust:
    """How much likelier a model says what is true than what is not, as ratios of likelihoods."""

    answer: float
    """Of a choice, that the text answers."""
    silence: float
    """Of no choice, that it does not."""
    passage: float
    """Of each passage that is chosen or passed over, where any is chosen."""
    no: float
    """Of a no."""


MEASURED = Trust(answer=6.0, silence=10.0, passage=12.0, no=6.0)
"""Chosen on the development documents with a model that errs: see docs/decisions/0019."""
ALONE = Trust(answer=1e6, silence=1e6, passage=1e6, no=1e6)
"""The model decides by itself, to see what it is worth; never for members."""


def heard(
    question: str, asked: str, part: TimeSlice, prediction: Prediction | None, catalogue: Catalogue, trust: Trust
) -> Decision | None:
    """The decision for a part of the asked time with what a model chose for it; see `decide`.

    Small talk, attacks and what is surely off topic are decided without it.
    """
    plain = decide(question, asked, part, prediction, catalogue)
    selection = part.selection
    if selection is None or plain is None or plain.status in (Status.SMALLTALK, Status.REFUSED):
        return plain
    if plain.status is Status.OFF_TOPIC and _is_sure(part, prediction):
        return plain
    if prediction is not None:
        prediction = _predicted(prediction, selection, part, trust)
    decision = decide(question, asked, _read(part, selection, trust), prediction, catalogue)
    return None if decision is None else _labelled(decision, selection, asked)


def _is_sure(part: TimeSlice, prediction: Prediction | None) -> bool:
    sources = [prediction, part.reading, *(each.reading for each in part.sides or ())]
    return any(each is not None and each.status_probabilities[Status.OFF_TOPIC] >= _SURE_OF_OTHER for each in sources)


def _read(part: TimeSlice, selection: Selection, trust: Trust) -> TimeSlice:
    """A part of the time as it was read, with the model heard."""
    if part.sides is not None:
        taught, others = part.sides
        return replace(part, sides=(_read(taught, selection, trust), _read(others, selection, trust)))
    own = selection.among({hit.passage.key for hit in (*part.hits, *part.further)})
    part = replace(part, selection=own)
    if part.reading is None:
        return part
    beyond = tuple(hit for hit in part.further if hit.passage.key in own.answers)
    reading = replace(part.reading, relevance=part.reading.relevance + (_LEAST,) * len(beyond))
    hits = part.hits + beyond
    return replace(part, hits=hits, reading=_reading(reading, hits, own, trust))


def _reading(reading: Reading, hits: tuple[Hit, ...], selection: Selection, trust: Trust) -> Reading:
    return Reading(
        status_probabilities=_statuses(reading.status_probabilities, selection.coverage, trust),
        relevance=tuple(
            _passage(share, selection, chosen=hit.passage.key in selection.answers, trust=trust)
            for hit, share in zip(hits, reading.relevance, strict=True)
        ),
        negative=_no(reading.negative, selection, trust),
    )


def _predicted(prediction: Prediction, selection: Selection, part: TimeSlice, trust: Trust) -> Prediction:
    """What sample questions tell, with the model heard; as it is where the model chose what they do not know."""
    shown = (*part.hits, *part.further, *(hit for side in part.sides or () for hit in (*side.hits, *side.further)))
    names = {qualified(hit.passage.version.guideline_id, hit.passage.anchor): hit.passage.key for hit in shown}
    known = prediction.passage_probabilities
    keys = {key for name, key in names.items() if name in known}
    own = selection.among(keys)
    if own.coverage is Coverage.NONE and selection.coverage is not Coverage.NONE:
        return prediction
    return replace(
        prediction,
        status_probabilities=_statuses(prediction.status_probabilities, own.coverage, trust),
        passage_probabilities={
            name: _passage(share, own, chosen=names.get(name) in own.answers, trust=trust)
            for name, share in known.items()
        },
        contradicts=_no(prediction.contradicts, own, trust),
    )


def _statuses(shares: Mapping[Status, float], coverage: Coverage, trust: Trust) -> dict[Status, float]:
    """The probabilities of each status when a model has said how much is answered."""
    between = trust.answer**0.5
    ratios = {
        Coverage.WHOLE: {Status.ANSWERED: trust.answer, Status.PARTIAL: between},
        Coverage.PART: {Status.ANSWERED: between, Status.PARTIAL: trust.answer},
        Coverage.NONE: {Status.NOT_IN_GUIDELINES: trust.silence, Status.OFF_TOPIC: trust.silence},
    }[coverage]
    weighed = {status: share * ratios.get(status, 1.0) for status, share in shares.items()}
    total = sum(weighed.values())
    return {status: weight / total for status, weight in weighed.items()}


def _passage(share: float, selection: Selection, *, chosen: bool, trust: Trust) -> float:
    if selection.coverage is Coverage.NONE:
        return share
    return _odds_times(max(share, _LEAST), trust.passage) if chosen else _odds_times(share, 1 / trust.passage)


def _no(share: float, selection: Selection, trust: Trust) -> float:
    if selection.coverage is not Coverage.WHOLE:
        return share
    return _odds_times(share, trust.no if selection.says_no else 1 / trust.no)


def _odds_times(share: float, ratio: float) -> float:
    """A probability whose odds are multiplied."""
    return share * ratio / (share * ratio + 1 - share)


def _labelled(decision: Decision, selection: Selection, asked: str) -> Decision:
    """The decision with what the model says beside its choice, as far as that can be checked.

    Terms are those that a person has reviewed to be terms; missing is what is asked for and no passage states.
    """
    if decision.status.is_answer:
        versions = versions_of(decision.passages)
        terms = (
            LocatedPassage(version, passage)
            for version in versions
            if not version.awaits_review
            for passage in version.passages
            if passage.role is Role.CONDITION and (version.key, passage.anchor) in selection.terms
        )
        decision = replace(decision, terms=tuple(terms)[:_MOST_TERMS])
    if not decision.by_reader or decision.status is Status.ANSWERED or not decision.status.is_about_guidelines:
        return decision
    told = {*decision.missing_answer_types, *selection.missing}
    passages = decision.passages or decision.near
    wanted = asked_for(asked) or tuple(AnswerType)
    missing = tuple(
        sort for sort in wanted if sort in told and not any(holds(passage.text, sort) for passage in passages)
    )
    return replace(decision, missing_answer_types=missing)
