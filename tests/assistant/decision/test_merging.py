from __future__ import annotations

import pytest

from assistant.decision.merging import merged
from corpus.model import Status
from index.model import Prediction

MISSING = Status.NOT_IN_GUIDELINES


def prediction(status: Status, sure: float = 0.9, **gaps: float) -> Prediction:
    statuses = {each: sure if each is status else (1 - sure) / 5 for each in Status}
    return Prediction(statuses, {"handledare": 0.9}, gaps, contradicts=0.0)


ANSWERED = prediction(Status.ANSWERED)


@pytest.mark.parametrize(
    ("before", "whole", "latest", "status"),
    [
        # "Kan vi få en handledare? Hur mycket?"
        (ANSWERED, prediction(Status.PARTIAL, amount=0.9), prediction(MISSING, amount=0.9), MISSING),
        # "… och om kommunen anställer?"
        (ANSWERED, prediction(Status.PARTIAL, amount=0.3), ANSWERED, Status.ANSWERED),
        # "Vilken policy kom 2013? Och vad sa den om handledare?": only together do they ask for the lost text
        (ANSWERED, prediction(Status.PARTIAL, text=0.9), ANSWERED, MISSING),
        # "Kan vi få en handledare, och hur mycket? Vem anställer?": what was missing before is not asked again
        (prediction(Status.PARTIAL, amount=0.9), prediction(Status.PARTIAL, amount=0.8), ANSWERED, Status.ANSWERED),
        (prediction(MISSING, amount=0.9), prediction(MISSING, amount=0.9), ANSWERED, Status.ANSWERED),
        (prediction(MISSING, amount=0.9), prediction(MISSING, vat=0.9), ANSWERED, MISSING),
        (ANSWERED, prediction(MISSING), ANSWERED, MISSING),
        # the last turn asks two things by itself
        (ANSWERED, prediction(Status.PARTIAL, pay=0.9), prediction(Status.PARTIAL, pay=0.9), Status.PARTIAL),
        (ANSWERED, prediction(Status.PARTIAL, pay=0.9), prediction(Status.PARTIAL, 0.4, pay=0.9), MISSING),
        (ANSWERED, prediction(Status.ANSWERED, pay=0.1), prediction(MISSING, pay=0.7), MISSING),
        (ANSWERED, prediction(Status.ANSWERED, pay=0.1), prediction(MISSING, pay=0.5), Status.ANSWERED),
        # "Och den om startbidrag?" asks for a grant only when read alone
        (ANSWERED, prediction(Status.ANSWERED, grant=0.04), prediction(MISSING, grant=0.9), Status.ANSWERED),
        (ANSWERED, prediction(Status.SMALLTALK), prediction(MISSING, grant=0.9), Status.SMALLTALK),
    ],
)
def test_the_last_turn_decides_what_is_asked(
    before: Prediction, whole: Prediction, latest: Prediction, status: Status
) -> None:
    found = merged(whole, latest, before)
    assert found.status is status
    assert found.passage_probabilities == whole.passage_probabilities
    assert merged(whole, None, before) == merged(whole, latest, None) == whole


def test_what_was_missing_before_is_not_named_again() -> None:
    whole = prediction(Status.PARTIAL, amount=0.9, vat=0.8)
    found = merged(whole, prediction(MISSING, vat=0.9), prediction(MISSING, amount=0.9))
    assert found.gap_probabilities == {"vat": 0.9}
