from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.by_similarity import NEAR_ENOUGH, decide_by_similarity
from assistant.decision.model import Decision
from assistant.question.answer_types import AnswerType
from corpus.model import LocatedPassage, Status
from index.model import Hit

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

Decided = Callable[..., Decision]
TEXTS = {
    "sum": "Stöd ges med högst 50 000 kronor.",
    "day": "Ansökan lämnas senast den 1 mars 2027.",
    "who": "Kommunen Dalby ansöker.",
    "what": "Stöd ges till cykelverkstäder.",
}


@pytest.fixture(scope="module")
def decision(made: type[Made]) -> Decided:
    passages = [made.passage(anchor, text) for anchor, text in TEXTS.items()]
    catalogue = made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)))

    def decision(question: str, ever: float = 0.0, **similarities: float) -> Decision:
        hits = [Hit(made.cited(catalogue, anchor)[0], score) for anchor, score in similarities.items()]
        return decide_by_similarity(hits, question, ever)

    return decision


def anchors(passages: tuple[LocatedPassage, ...]) -> list[str]:
    return [each.passage.anchor for each in passages]


def test_near_passages_are_quoted_and_the_others_suggested(decision: Decided) -> None:
    found = decision("Vem ansöker?", who=0.9, what=0.89, day=0.885, sum=0.8)
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, ["who", "what"])
    assert found.by_similarity
    assert anchors(found.next_passages) == ["day", "sum"]


def test_what_lies_further_off_than_the_margin_is_not_quoted(decision: Decided) -> None:
    assert anchors(decision("Vem ansöker?", who=0.9, what=0.88).passages) == ["who"]


@pytest.mark.parametrize("similarities", [{}, {"who": NEAR_ENOUGH - 0.001, "what": 0.7, "day": 0.6}])
def test_without_a_near_passage_nothing_is_claimed(decision: Decided, similarities: dict[str, float]) -> None:
    found = decision("Vem ansöker?", **similarities)
    assert (found.status, found.passages, found.missing_answer_types) == (Status.NOT_IN_GUIDELINES, (), ())
    assert anchors(found.near) == list(similarities)[:2]


@pytest.mark.parametrize(
    ("ever", "status"),
    [(0.9, Status.ANSWERED), (0.92, Status.ANSWERED), (0.949, Status.ANSWERED), (0.951, Status.NOT_IN_GUIDELINES)],
)
def test_what_another_time_s_text_says_much_more_plainly_is_not_answered(
    decision: Decided, ever: float, status: Status
) -> None:
    found = decision("Vem ansöker?", ever, who=0.9, what=0.8)
    assert found.status is status
    assert anchors(found.near) == ([] if status is Status.ANSWERED else ["who", "what"])


def test_an_amount_is_answered_only_by_a_passage_that_states_one(decision: Decided) -> None:
    assert anchors(decision("Hur mycket får vi?", what=0.9, sum=0.89).passages) == ["sum"]
    found = decision("Hur mycket får vi?", what=0.9, who=0.89)
    assert (found.status, found.missing_answer_types, anchors(found.near)) == (
        Status.NOT_IN_GUIDELINES, (AnswerType.AMOUNT,), ["what", "who"]
    )  # fmt: skip
