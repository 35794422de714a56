from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.decision.clarity import is_clear
from corpus.model import Status
from index.model import Prediction


def prediction(
    status: Status, passages: dict[str, float], gaps: dict[str, float] | None = None, sure: float = 0.9
) -> Prediction:
    statuses = {each: sure if each is status else (1 - sure) / 5 for each in Status}
    return Prediction(statuses, passages, gaps or {}, contradicts=0.0)


@pytest.mark.parametrize(
    ("status", "certainty", "passages", "clear"),
    [
        (Status.ANSWERED, 0.6, {"a": 0.8}, True),
        (Status.ANSWERED, 0.59, {"a": 0.99}, False),
        (Status.PARTIAL, 0.9, {"a": 0.74}, False),
        (Status.NOT_IN_GUIDELINES, 0.9, {}, False),
        (Status.NOT_IN_GUIDELINES, 0.9, {"a": 0.8}, True),
        (Status.SMALLTALK, 0.95, {}, True),
        (Status.SMALLTALK, 0.94, {"a": 0.99}, False),
        (Status.OFF_TOPIC, 0.94, {}, False),
    ],
)
def test_clear_by_itself(status: Status, certainty: float, passages: dict[str, float], clear: bool) -> None:
    rest = (1.0 - certainty) / (len(Status) - 1)
    statuses = {each: certainty if each is status else rest for each in Status}
    assert is_clear(replace(prediction(status, passages), status_probabilities=statuses)) is clear


def test_a_named_gap_makes_a_question_clear_unless_something_is_answered_too() -> None:
    assert is_clear(prediction(Status.NOT_IN_GUIDELINES, {}, {"belopp": 0.9}))
    assert not is_clear(prediction(Status.PARTIAL, {"a": 0.3}, {"belopp": 0.9}))
