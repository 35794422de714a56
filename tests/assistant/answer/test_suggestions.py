from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import Catalogue, Status
from tests.assistant.answer.conftest import Answered

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


def test_suggestions_are_neighbours_in_the_answers_language_never_the_question_itself(
    answer: Answered, made: type[Made], catalogue: Catalogue
) -> None:
    neighbours = made.cited(catalogue, "resa", "kurs", "lokal", "ansokan", "historik")
    given = answer("resa", next_passages=neighbours, text="vad om KURS?")
    assert given.suggestions == ("Vad om lokal?", "Vad om ansokan?", "Vad om historik?")
    assert answer("resa", next_passages=neighbours, language="en").suggestions[0] == "What of kurs?"
    assert answer(status=Status.SMALLTALK).suggestions == ("Vad om kurs?", "Vad om resa?", "Vad om lokal?")
