"""Which way a question is answered: from what sample questions taught, or from what lies nearest.

Sample questions are written for a text. Where the version in force has another, what they taught is not trusted: the
passage that took the old one's place is quoted for the asker to judge, nothing is called missing that new text may
hold, and no verdict follows. So a version is safe on its first day, before anybody has reviewed its questions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.decision.by_classifier import is_clear, route_by_reading, route_to_version, taught, yields_to_nearness
from assistant.decision.by_similarity import WORTH_POINTING, route_by_nearness
from assistant.decision.model import Found, InVersion, Moment, Route, Scope
from assistant.model import Status
from assistant.question.answer_types import asked_for, holds
from assistant.question.time.asked_time import asks_only_what_applies
from corpus.model import Catalogue, PassageKind
from index.model import Outcome, Reading, qualified

_ABOUT_IT = 0.2
"""A question is about a passage of at least this probability, if no other is likelier."""
_MAX_NEAR = 2


def decide(question: str, moment: Moment, reading: Reading | None, catalogue: Catalogue) -> Route | None:
    """The route for a question at one moment; None where no version can answer.

    A question that is empty, once the words for its time are taken away, asks what applies and nothing else.
    """
    scope, found = moment.scope, moment.found
    if not question or (reading is None and asks_only_what_applies(question)):
        return route_to_version(scope)
    if reading is None:
        return route_by_nearness(found, question, moment.nearest_ever) if scope.versions else None
    route = route_by_reading(reading, scope, catalogue, found)
    if not scope.versions and route.status is Status.NOT_IN_GUIDELINES:
        return None
    known = taught(scope, catalogue)
    untaught = [each for each in found if each.passage.key not in known]
    if not untaught or route.status in (Status.SMALLTALK, Status.REFUSED):
        return route
    if route.status is not Status.OFF_TOPIC:
        likeliest = _likeliest(reading, scope)
        if likeliest is not None and likeliest.key not in known:
            return _from_changed_text(likeliest, question, reading, route)
        if likeliest is None and _is_gone(reading, scope):
            return route_by_nearness(found, question, moment.nearest_ever)
        if reading.outcome in (Outcome.MISSING, Outcome.PARTIAL) or route.status is Status.NOT_IN_GUIDELINES:
            return _what_new_text_may_hold(question, route, reading, untaught, _with_bank(scope, catalogue))
    if untaught[0] is found[0] and yields_to_nearness(reading):
        nearest = route_by_nearness(untaught, question)
        points = route.status is Status.OFF_TOPIC and untaught[0].similarity >= WORTH_POINTING
        if nearest.status is Status.ANSWERED or points:
            return nearest
    return route


def _likeliest(reading: Reading, scope: Scope) -> InVersion | None:
    """The passage in force that bears the likeliest anchor of all, however it reads now."""
    if not reading.matters:
        return None
    name = max(reading.matters, key=lambda each: reading.matters[each])
    if reading.matters[name] < _ABOUT_IT:
        return None
    in_force = (InVersion(version, passage) for version in scope.versions for passage in version.passages)
    return next((each for each in in_force if qualified(each.version.guideline_id, each.passage.anchor) == name), None)


def _is_gone(reading: Reading, scope: Scope) -> bool:
    """Whether the question is about a passage that no version in force has any more."""
    return max(reading.matters.values(), default=0.0) >= _ABOUT_IT and _likeliest(reading, scope) is None


def _from_changed_text(passage: InVersion, question: str, reading: Reading, route: Route) -> Route:
    """Quote the passage that reads differently now, unless it lacks what was missing before."""
    wanted = asked_for(question)
    held = all(holds(passage.passage.text, sort) for sort in wanted)
    if reading.outcome is Outcome.MISSING and not (wanted and held):
        return replace(route, status=Status.NOT_IN_GUIDELINES, passages=(), gaps=(), near=(passage,), is_fresh=True)
    rest = tuple(each for each in (*route.passages, *route.next_anchors) if each.key != passage.key)
    return Route(Status.ANSWERED, passages=(passage,), by_nearness=True, next_anchors=rest)


def _what_new_text_may_hold(
    question: str, route: Route, reading: Reading, untaught: Sequence[Found], with_bank: Collection[str]
) -> Route:
    """Something is missing from the text that was taught: what was not may hold it."""
    nearest = route_by_nearness(untaught, question)
    if nearest.status is Status.ANSWERED and (asked_for(question) or not is_clear(reading)):
        return nearest
    fresh = tuple(
        each.passage
        for each in untaught
        if each.similarity >= WORTH_POINTING
        and each.passage.version.guideline_id in with_bank
        and each.passage.passage.kind is not PassageKind.TITLE
    )
    return replace(route, gaps=(), near=fresh[:_MAX_NEAR], is_fresh=True) if fresh else route


def _with_bank(scope: Scope, catalogue: Catalogue) -> frozenset[str]:
    guidelines = (catalogue.guideline(version.guideline_id) for version in scope.versions)
    return frozenset(each.guideline_id for each in guidelines if each is not None and each.bank is not None)
