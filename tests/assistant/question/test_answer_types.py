from __future__ import annotations

import pytest

from assistant.question.answer_types import AnswerType, asked_for, holds


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
