"""Which way a question is answered: from what sample questions taught, or from what lies nearest.

Sample questions are written for a text. Where the version in force has another, what they taught is not trusted: the
passage that took the old one's place is quoted for the asker to judge, nothing is called missing that new text may
hold, and no verdict follows. So a version is safe on its first day, before anybody has reviewed its questions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.decision.by_classifier import decide_by_classifier, decide_by_version
from assistant.decision.by_similarity import WORTH_POINTING, decide_by_similarity
from assistant.decision.clarity import is_clear, yields_to_similarity
from assistant.decision.model import Decision, Scope, TimeSlice
from assistant.decision.taught import taught
from assistant.question.answer_types import asked_for, holds
from assistant.question.time.asked_time import asks_only_what_applies
from corpus.model import Catalogue, LocatedPassage, Status
from index.model import Hit, Prediction, qualified

_ABOUT_IT = 0.2
"""A question is about a passage of at least this probability, if no other is likelier."""
_MAX_NEAR = 2


def decide(question: str, part: TimeSlice, prediction: Prediction | None, catalogue: Catalogue) -> Decision | None:
    """The decision for a question in one part of the asked time; None where no version can answer.

    A question that is empty, once the words for its time are taken away, asks what applies and nothing else.
    """
    scope, hits = part.scope, part.hits
    if not question or (prediction is None and asks_only_what_applies(question)):
        return decide_by_version(scope)
    if prediction is None:
        return decide_by_similarity(hits, question, part.best_score_ever) if scope.versions else None
    decision = decide_by_classifier(prediction, scope, catalogue, hits)
    if not scope.versions and decision.status is Status.NOT_IN_GUIDELINES:
        return None
    known = taught(scope, catalogue)
    untaught = [each for each in hits if each.passage.key not in known]
    if not untaught or decision.status in (Status.SMALLTALK, Status.REFUSED):
        return decision
    if decision.status is not Status.OFF_TOPIC:
        likeliest = _likeliest(prediction, scope)
        if likeliest is not None and likeliest.key not in known:
            return _from_changed_text(likeliest, question, prediction, decision)
        if likeliest is None and _is_gone(prediction, scope):
            return decide_by_similarity(hits, question, part.best_score_ever)
        lacks = prediction.status in (Status.NOT_IN_GUIDELINES, Status.PARTIAL)
        if lacks or decision.status is Status.NOT_IN_GUIDELINES:
            return _what_new_text_may_hold(question, decision, prediction, untaught, _with_bank(scope, catalogue))
    if untaught[0] is hits[0] and yields_to_similarity(prediction):
        nearest = decide_by_similarity(untaught, question)
        points = decision.status is Status.OFF_TOPIC and untaught[0].semantic_score >= WORTH_POINTING
        if nearest.status is Status.ANSWERED or points:
            return nearest
    return decision


def is_decided(decision: Decision | None) -> bool:
    """Whether something answers, or the question is none about the guidelines."""
    return decision is not None and decision.status is not Status.NOT_IN_GUIDELINES


def _likeliest(prediction: Prediction, scope: Scope) -> LocatedPassage | None:
    """The passage in force that bears the likeliest anchor of all, however it reads now."""
    probabilities = prediction.passage_probabilities
    if not probabilities:
        return None
    name = max(probabilities, key=lambda each: probabilities[each])
    if probabilities[name] < _ABOUT_IT:
        return None
    return next((each for each in scope.passages if qualified(each.version.guideline_id, each.anchor) == name), None)


def _is_gone(prediction: Prediction, scope: Scope) -> bool:
    """Whether the question is about a passage that no version in force has any more."""
    is_about_one = max(prediction.passage_probabilities.values(), default=0.0) >= _ABOUT_IT
    return is_about_one and _likeliest(prediction, scope) is None


def _from_changed_text(passage: LocatedPassage, question: str, prediction: Prediction, decision: Decision) -> Decision:
    """Quote the passage that reads differently now, unless it lacks what was missing before."""
    wanted = asked_for(question)
    held = all(holds(passage.text, sort) for sort in wanted)
    if prediction.status is Status.NOT_IN_GUIDELINES and not (wanted and held):
        missing = Status.NOT_IN_GUIDELINES
        return replace(decision, status=missing, passages=(), gaps=(), near=(passage,), text_unreviewed=True)
    rest = tuple(each for each in (*decision.passages, *decision.next_passages) if each.key != passage.key)
    return Decision(Status.ANSWERED, passages=(passage,), by_similarity=True, next_passages=rest)


def _what_new_text_may_hold(
    question: str, decision: Decision, prediction: Prediction, untaught: Sequence[Hit], with_bank: Collection[str]
) -> Decision:
    """Something is missing from the text that was taught: what was not may hold it."""
    nearest = decide_by_similarity(untaught, question)
    if nearest.status is Status.ANSWERED and (asked_for(question) or not is_clear(prediction)):
        return nearest
    fresh = tuple(
        each.passage
        for each in untaught
        if each.semantic_score >= WORTH_POINTING
        and each.passage.version.guideline_id in with_bank
        and not each.passage.is_title
    )
    return replace(decision, gaps=(), near=fresh[:_MAX_NEAR], text_unreviewed=True) if fresh else decision


def _with_bank(scope: Scope, catalogue: Catalogue) -> frozenset[str]:
    return frozenset(version.guideline_id for version in scope.versions if catalogue.bank(version) is not None)
