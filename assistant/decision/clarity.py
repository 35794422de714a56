"""How clear a prediction is by itself."""

from __future__ import annotations

from corpus.model import Status
from index.model import Prediction

_CLEAR = 0.6
_CLEARLY_NAMED = 0.75
_CLEARLY_NO_MATTER = 0.95
"""A question is clear by itself from these probabilities on: of its status, of its likeliest passage or gap, and of
its status when it is not about the matter, as fragments seem to be."""


def is_clearly_no_matter(prediction: Prediction) -> bool:
    """Whether a message is surely small talk, about something else, or an attack."""
    return not prediction.status.is_about_guidelines and prediction.certainty >= _CLEARLY_NO_MATTER


def is_clear(prediction: Prediction) -> bool:
    """Whether a question is understood by itself, so that what was asked before it is not needed."""
    if not prediction.status.is_about_guidelines:
        return is_clearly_no_matter(prediction)
    named = [*prediction.passage_probabilities.values()]
    if prediction.status is Status.NOT_IN_GUIDELINES:
        named += prediction.gap_probabilities.values()
    return prediction.certainty >= _CLEAR and max(named, default=0.0) >= _CLEARLY_NAMED
