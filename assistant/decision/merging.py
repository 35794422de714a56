"""What a follow-up asks: the prediction for the conversation, and those for its parts, made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.model import Status
from index.model import Prediction

_ASKED_IN_VAIN = 0.4
"""Something missing is asked for when one gap is at least this likely."""
_SURELY_IN_VAIN = 0.6
_AGREED = 0.05
"""A gap of the last turn counts when the conversation as a whole gives it at least this."""
_TWO_ASKS = 0.5
"""A last turn asks two things by itself from this probability on."""


@dataclass(frozen=True, slots=True)
class _Gaps:
    """What is asked for in vain, with its probability."""

    brought: Mapping[str, float]
    """By the last turn: it asks for it, or what was asked before does not."""
    agreed: Mapping[str, float]
    """By the last turn alone, and the whole does not gainsay it."""

    @classmethod
    def of(cls, whole: Prediction, latest: Prediction, before: Prediction) -> _Gaps:
        brought = {
            name: probability
            for name, probability in whole.gap_probabilities.items()
            if before.gap_probabilities.get(name, 0.0) < _ASKED_IN_VAIN
            or latest.gap_probabilities.get(name, 0.0) >= _ASKED_IN_VAIN
        }
        agreed = {
            name: probability
            for name, probability in latest.gap_probabilities.items()
            if whole.gap_probabilities.get(name, 0.0) >= _AGREED
        }
        return cls(brought, agreed)

    @property
    def all(self) -> Mapping[str, float]:
        names = (*self.brought, *self.agreed)
        return {name: max(self.brought.get(name, 0.0), self.agreed.get(name, 0.0)) for name in names}


def merged(whole: Prediction, latest: Prediction | None, before: Prediction | None) -> Prediction:
    """The prediction for a follow-up: its matter is the conversation's, what is asked about it the last turn's.

    Read together, "Kan vi få en handledare? Hur mycket?" looks like two questions of which one is answered; but the
    first was answered before. So what is missing counts when the last turn brings it: because that turn by itself asks
    for it (and the whole does not gainsay it: "Och den om startbidrag?" asks for a grant only when read alone), or
    because the conversation `before` it did not ask for it ("Vilken policy kom 2013? Och vad sa den om handledare?").
    """
    if latest is None or before is None:
        return whole
    gaps = _Gaps.of(whole, latest, before)
    status = _status(whole, latest, before, gaps)
    if status is None:
        return whole
    certain = {each: float(each is status) for each in Status}
    return replace(whole, status_probabilities=certain, gap_probabilities=gaps.all or whole.gap_probabilities)


def _status(whole: Prediction, latest: Prediction, before: Prediction, gaps: _Gaps) -> Status | None:
    """What the follow-up turns out as, where that is not what the whole conversation does."""
    missing, partial = Status.NOT_IN_GUIDELINES, Status.PARTIAL
    match whole.status:
        case Status.PARTIAL if latest.status is partial and latest.certainty >= _TWO_ASKS:
            return partial
        case Status.PARTIAL:
            in_vain = latest.status in (missing, partial) or _likeliest(gaps.all) > _ASKED_IN_VAIN
            return missing if in_vain else Status.ANSWERED
        case Status.ANSWERED if latest.status is missing and _likeliest(gaps.agreed) > _SURELY_IN_VAIN:
            return missing
        case Status.NOT_IN_GUIDELINES if (
            latest.status is Status.ANSWERED and before.status is missing and not gaps.brought
        ):
            return Status.ANSWERED
        case _:
            return None


def _likeliest(gaps: Mapping[str, float]) -> float:
    return max(gaps.values(), default=0.0)
