"""Deciding from similarity alone, where no sample question teaches what a passage answers.

This is how a guideline answers on the day it is added, and a passage on the day it is changed. Similarity says what a
passage is about, not whether it answers, so the decision is careful: only near passages are quoted, no verdict follows
from them, and a question for an amount, a day or the like is answered only by a passage that states one.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decision.model import Decision
from assistant.question.answer_types import asked_for, holds
from corpus.model import Status
from index.model import Hit

NEAR_ENOUGH = 0.83
"""Cosine similarity from which a passage may answer. Measured on the development split, from 0.82 to 0.84 right answers
fall from 42 to 36 % of the answerable questions, while abstention rises from 57 to 73 % of the others."""
WORTH_POINTING = 0.79
"""From here on a passage is worth pointing to, rather than calling the question off-topic."""
SAME_MATTER = 0.015
"""Passages whose score is so much lower than the best one's are about the same matter."""
_OF_ANOTHER_TIME = 0.05
"""On made-up versions the same passage differs by up to 0.02 between versions, another one by 0.1 and more."""
_MAX_QUOTED = 2
_MAX_NEAR = 2


def decide_by_similarity(hits: Sequence[Hit], question: str, best_score_ever: float = 0.0) -> Decision:
    """Quote the nearest passages if they are near enough; point to them if not. `hits` come best first.

    `best_score_ever` is the score of the best passage of any time: where a version that is not in force speaks of the
    matter much more plainly, those in force do not.
    """
    near = tuple(each.passage for each in hits[:_MAX_NEAR])
    elsewhere = bool(hits) and best_score_ever > hits[0].score + _OF_ANOTHER_TIME
    if elsewhere or not hits or hits[0].semantic_score < NEAR_ENOUGH:
        return Decision(Status.NOT_IN_GUIDELINES, near=near, only_in_other_version=elsewhere)
    closest = [each for each in hits if each.score >= hits[0].score - SAME_MATTER]
    wanted = asked_for(question)
    quoted = [each.passage for each in closest if all(holds(each.passage.text, sort) for sort in wanted)]
    if not quoted:
        return Decision(Status.NOT_IN_GUIDELINES, missing_answer_types=wanted, near=near)
    chosen = tuple(quoted[:_MAX_QUOTED])
    rest = tuple(each.passage for each in hits if each.passage not in chosen)
    return Decision(Status.ANSWERED, passages=chosen, by_similarity=True, next_passages=rest)
