from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.decision.by_similarity import NEAR_ENOUGH, route_by_nearness
from assistant.decision.model import Found, Route
from assistant.model import Status
from assistant.question.answer_types import AnswerType, asked_for, holds

TEXTS = {
    "sum": "Stöd ges med högst 50 000 kronor.",
    "day": "Ansökan lämnas senast den 1 mars 2027.",
    "who": "Kommunen Dalby ansöker.",
    "what": "Stöd ges till cykelverkstäder.",
}


@pytest.fixture(scope="module")
def route(made: Any) -> Any:
    passages = [made.passage(anchor, text) for anchor, text in TEXTS.items()]
    catalogue = made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)))

    def route(question: str, ever: float = 0.0, **similarities: float) -> Route:
        found = [Found(made.cited(catalogue, anchor)[0], value, value) for anchor, value in similarities.items()]
        return route_by_nearness(found, question, ever)

    return route


def anchors(passages: tuple[Any, ...]) -> list[str]:
    return [each.passage.anchor for each in passages]


def test_near_passages_are_quoted_and_the_others_suggested(route: Any) -> None:
    found = route("Vem ansöker?", who=0.9, what=0.89, day=0.885, sum=0.8)
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, ["who", "what"])
    assert found.by_nearness
    assert anchors(found.next_anchors) == ["day", "sum"]


def test_what_lies_further_off_than_the_margin_is_not_quoted(route: Any) -> None:
    assert anchors(route("Vem ansöker?", who=0.9, what=0.88).passages) == ["who"]


@pytest.mark.parametrize("similarities", [{}, {"who": NEAR_ENOUGH - 0.001, "what": 0.7, "day": 0.6}])
def test_without_a_near_passage_nothing_is_claimed(route: Any, similarities: dict[str, float]) -> None:
    found = route("Vem ansöker?", **similarities)
    assert (found.status, found.passages, found.unheld) == (Status.NOT_IN_GUIDELINES, (), ())
    assert anchors(found.near) == list(similarities)[:2]


@pytest.mark.parametrize(
    ("ever", "status"),
    [(0.9, Status.ANSWERED), (0.92, Status.ANSWERED), (0.949, Status.ANSWERED), (0.951, Status.NOT_IN_GUIDELINES)],
)
def test_what_another_time_s_text_says_much_more_plainly_is_not_answered(
    route: Any, ever: float, status: Status
) -> None:
    found = route("Vem ansöker?", ever, who=0.9, what=0.8)
    assert found.status is status
    assert anchors(found.near) == ([] if status is Status.ANSWERED else ["who", "what"])


def test_an_amount_is_answered_only_by_a_passage_that_states_one(route: Any) -> None:
    assert anchors(route("Hur mycket får vi?", what=0.9, sum=0.89).passages) == ["sum"]
    found = route("Hur mycket får vi?", what=0.9, who=0.89)
    assert (found.status, found.unheld, anchors(found.near)) == (
        Status.NOT_IN_GUIDELINES, (AnswerType.AMOUNT,), ["what", "who"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("Hur mycket kan vi få, och när?", {AnswerType.AMOUNT, AnswerType.DAY}),
        ("När är sista ansökningsdag?", {AnswerType.DAY}),
        ("Kan vi få stöd när vi anställer en handledare?", set()),
        ("How long does it take?", {AnswerType.DURATION}),
        ("hur lång tid tar det", {AnswerType.DURATION}),
        ("Vilken e-postadress har ni?", {AnswerType.CONTACT}),
        ("Hur många får delta", {AnswerType.COUNT}),
        ("Vem upphandlar?", set()),
        ("Är det taktiskt att vänta?", set()),
        ("", set()),
    ],
)
def test_questions_ask_for_definite_things(question: str, types: set[AnswerType]) -> None:
    assert set(asked_for(question)) == types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Högst 50 000 kronor per år.", {AnswerType.AMOUNT, AnswerType.COUNT}),
        ("Hälften, 50 %, betalas.", {AnswerType.AMOUNT, AnswerType.COUNT}),
        ("Fastställd av styrelsen 131128", {AnswerType.DAY, AnswerType.COUNT}),
        ("Stödet ges i två år.", {AnswerType.DAY, AnswerType.DURATION, AnswerType.COUNT}),
        ("Ansökan prövas löpande.", {AnswerType.DAY, AnswerType.DURATION}),
        ("Skriv till asf@dalen.example.", {AnswerType.CONTACT}),
        ("Medlemmarna står för insatsen.", set()),
    ],
)
def test_passages_hold_definite_things(text: str, types: set[AnswerType]) -> None:
    assert {sort for sort in AnswerType if holds(text, sort)} == types
