"""Guidelines with sample questions beside guidelines without: each sort is asked by itself, and one of the two answers.

Sample questions know what their own guideline says and lacks, and nothing of the others; the reader knows what the
others' text answers, and takes much of what is asked about the first for a question that they answer, too. Which of the
two a question is about shows in what lies nearer, and in whether the samples take it for something else.
"""

from __future__ import annotations

import math
from dataclasses import replace

from assistant.decision.by_reader import decide_by_reader
from assistant.decision.model import Decision, Scope, TimeSlice
from assistant.decision.taught import untaught
from corpus.model import Catalogue, Status, Version
from index.model import Prediction

_OFF_TOPIC_WEIGHT, _TAUGHT_FROM = 0.06, 0.25
"""Of the logarithm of the odds beside the difference in nearness, and the sum from which a question is about what the
samples teach. Measured on development cases of the bundled guideline beside two others, and of nine documents beside
the bundled one: docs/decisions/0016."""
_NEAR = 0.25
"""A question that the samples take for another topic may be about a text that is at least so near."""
_LEAST = 1e-3


def sides_of(part: TimeSlice, catalogue: Catalogue) -> tuple[TimeSlice, TimeSlice] | None:
    """The guidelines in force that sample questions teach, and the others; None where all are of one sort."""
    versions = part.scope.versions
    others = untaught(part.scope, catalogue)
    taught = tuple(version for version in versions if version not in others)
    if not taught or not others:
        return None
    return replace(part, scope=_only(part.scope, taught)), replace(part, scope=_only(part.scope, others))


def _only(scope: Scope, versions: tuple[Version, ...]) -> Scope:
    wanted = {version.guideline_id for version in versions}
    return Scope(tuple(state for state in scope.states if state[0] in wanted), versions)


def decide_between(
    decided: Decision | None, sides: tuple[TimeSlice, TimeSlice], asked: str, prediction: Prediction
) -> Decision:
    """Which of the two answers: what was decided for the taught guidelines, or what the reader finds in the others.

    What none of them is about is so by both.
    """
    taught, others = sides
    read = decide_by_reader(others, asked)
    if decided is None:
        return read
    if decided.status in (Status.SMALLTALK, Status.REFUSED) or read.status is Status.OFF_TOPIC:
        return decided
    if _leaning(taught, others, prediction) >= _TAUGHT_FROM:
        return decided
    if decided.status is Status.OFF_TOPIC and not read.status.is_answer and _nearest(others) < _NEAR:
        return decided
    return read


def _leaning(taught: TimeSlice, others: TimeSlice, prediction: Prediction) -> float:
    """How far a question leans towards what the samples teach."""
    off_topic = min(max(prediction.status_probabilities[Status.OFF_TOPIC], _LEAST), 1 - _LEAST)
    odds = math.log(off_topic / (1 - off_topic))
    return _nearest(taught) - _nearest(others) - _OFF_TOPIC_WEIGHT * odds


def _nearest(part: TimeSlice) -> float:
    return max((hit.score for hit in part.hits), default=0.0)
