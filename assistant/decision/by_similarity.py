"""Deciding from nearness alone, where no sample question teaches what a passage answers.

This is how a guideline answers on the day it is added, and a passage on the day it is changed. Nearness says what a
passage is about, not whether it answers, so the decision is careful: only near passages are quoted, no verdict follows
from them, and a question for an amount, a day or the like is answered only by a passage that states one.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decision.model import Found, Route
from assistant.model import Status
from assistant.question.answer_types import asked_for, holds

NEAR_ENOUGH = 0.83
"""Cosine similarity from which a passage may answer. Measured on the development split, from 0.82 to 0.84 right answers
fall from 42 to 36 % of the answerable questions, while abstention rises from 57 to 73 % of the others."""
WORTH_POINTING = 0.79
"""From here on a passage is worth pointing to, rather than calling the question off-topic."""
SAME_MATTER = 0.015
"""Passages so much less alike to a question than the nearest one are about the same matter."""
_OF_ANOTHER_TIME = 0.05
"""On made-up versions the same passage differs by up to 0.02 between versions, another one by 0.1 and more."""
_MAX_QUOTED = 2
_MAX_NEAR = 2


def route_by_nearness(found: Sequence[Found], question: str, nearest_ever: float = 0.0) -> Route:
    """Quote the nearest passages if they are near enough; point to them if not. `found` is in order of likeness.

    `nearest_ever` is the likeness of the nearest passage of any time: where a version that is not in force speaks of
    the matter much more plainly, those in force do not.
    """
    near = tuple(each.passage for each in found[:_MAX_NEAR])
    elsewhen = bool(found) and nearest_ever > found[0].likeness + _OF_ANOTHER_TIME
    if elsewhen or not found or found[0].similarity < NEAR_ENOUGH:
        return Route(Status.NOT_IN_GUIDELINES, near=near, elsewhen=elsewhen)
    closest = [each for each in found if each.likeness >= found[0].likeness - SAME_MATTER]
    wanted = asked_for(question)
    quoted = [each.passage for each in closest if all(holds(each.passage.passage.text, sort) for sort in wanted)]
    if not quoted:
        return Route(Status.NOT_IN_GUIDELINES, unheld=wanted, near=near)
    chosen = tuple(quoted[:_MAX_QUOTED])
    rest = tuple(each.passage for each in found if each.passage not in chosen)
    return Route(Status.ANSWERED, passages=chosen, by_nearness=True, next_anchors=rest)
