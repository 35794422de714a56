"""Which way a question is answered: from what sample questions taught, or from what the reader finds in the text.

Sample questions are written for a text. Where the version in force has another, what they taught is not trusted: the
reader decides over the text as it is now, and nothing is called missing by a name that was given to the old one. So a
version is safe on its first day, before anybody has reviewed its questions.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.decision.beside import decide_between
from assistant.decision.by_classifier import decide_by_classifier, decide_by_version
from assistant.decision.by_reader import decide_by_reader, likely
from assistant.decision.model import Decision, Scope, TimeSlice
from assistant.decision.taught import taught
from assistant.question.time.asked_time import asks_only_what_applies
from corpus.model import Catalogue, LocatedPassage, PassageKey, Status
from index.model import Prediction, qualified

_ABOUT_IT = 0.2
"""A question is about a passage of at least this probability, if no other is likelier."""
_MAY_ANSWER = 0.15
"""Text that nothing teaches may answer from this probability on, by the reader."""
_MOST_NEAR = 2


def decide(
    question: str, asked: str, part: TimeSlice, prediction: Prediction | None, catalogue: Catalogue
) -> Decision | None:
    """The decision for a question in one part of the asked time; None where no version can answer.

    A question that is empty, once the words for its time are taken away, asks what applies and nothing else. `asked` is
    what its last turn asks.
    """
    scope = part.scope
    if not question or (prediction is None and asks_only_what_applies(question)):
        return decide_by_version(scope)
    if prediction is None:
        return decide_by_reader(part, asked) if scope.versions else None
    if part.sides is not None:
        decided = decide(question, asked, part.sides[0], prediction, catalogue)
        return decide_between(decided, part.sides, asked, prediction)
    classified = decide_by_classifier(prediction, scope, catalogue, part.hits)
    if not scope.versions and classified.status is Status.NOT_IN_GUIDELINES:
        return None
    if part.reading is None or classified.status in (Status.SMALLTALK, Status.REFUSED):
        return classified
    return _of_both(classified, decide_by_reader(part, asked), part, prediction, catalogue)


def is_decided(decision: Decision | None) -> bool:
    """Whether something answers, or the question is none about the guidelines."""
    return decision is not None and decision.status is not Status.NOT_IN_GUIDELINES


def _of_both(
    classified: Decision, read: Decision, part: TimeSlice, prediction: Prediction, catalogue: Catalogue
) -> Decision:
    """Of two decisions, where some of the text in force is taught by no sample question.

    The reader decides where it answers by such text, and where the samples take the question for a passage that has
    changed since. Else the samples do; only what they call missing may stand in the new text, and what they call
    answered, too, where that lies nearer.
    """
    known = taught(part.scope, catalogue)
    if not known or any(passage.key not in known for passage in read.passages):
        return read
    if classified.status is Status.OFF_TOPIC:
        return classified
    likeliest = _likeliest(prediction)
    if likeliest is not None:
        passage = _in_force(likeliest, part.scope)
        if passage is None or passage.key not in known:
            return _over_changed_text(prediction.status, read, passage)
    if classified.status is Status.ANSWERED:
        least = max((_relevance(part).get(each.key, 0.0) for each in classified.passages), default=0.0)
        nearer = _fresh(part, known, max(least, _MAY_ANSWER))
        return replace(classified, in_doubt=True, near=nearer, text_unreviewed=True) if nearer else classified
    fresh = _fresh(part, known, _MAY_ANSWER)
    return replace(classified, gaps=(), silent=None, near=fresh, text_unreviewed=True) if fresh else classified


def _over_changed_text(predicted: Status, read: Decision, passage: LocatedPassage | None) -> Decision:
    """Where the samples take the question for a passage that now reads otherwise, or is gone.

    What answered the question before its words were changed is never said to be silent about it.
    """
    if passage is None:
        return replace(read, status=Status.NOT_IN_GUIDELINES, near=()) if _is_off_topic(read) else read
    if read.status.is_answer or (predicted is not Status.ANSWERED and not _is_off_topic(read)):
        return read
    near = (passage, *(each for each in read.near if each != passage))[:_MOST_NEAR]
    unsure = predicted is Status.ANSWERED
    return replace(read, status=Status.NOT_IN_GUIDELINES, near=near, by_reader=True, unsure=unsure)


def _fresh(part: TimeSlice, known: frozenset[PassageKey], least: float) -> tuple[LocatedPassage, ...]:
    """The likeliest passages that no sample question teaches."""
    return tuple(passage for passage in likely(part, least) if passage.key not in known)[:_MOST_NEAR]


def _relevance(part: TimeSlice) -> dict[PassageKey, float]:
    relevance = part.reading.relevance if part.reading is not None else ()
    return {hit.passage.key: share for hit, share in zip(part.hits, relevance, strict=True)}


def _is_off_topic(decision: Decision) -> bool:
    return decision.status is Status.OFF_TOPIC


def _likeliest(prediction: Prediction) -> str | None:
    """The anchor that the question is about most likely, if it is about any."""
    probabilities = prediction.passage_probabilities
    name = max(probabilities, key=lambda each: probabilities[each], default=None)
    return name if name is not None and probabilities[name] >= _ABOUT_IT else None


def _in_force(name: str, scope: Scope) -> LocatedPassage | None:
    return next((each for each in scope.passages if qualified(each.version.guideline_id, each.anchor) == name), None)
