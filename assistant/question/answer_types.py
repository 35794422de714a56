"""What sort of answer a question asks for, and whether a passage holds one.

For passages that no sample question teaches: a question that asks for an amount is not answered by a passage without
one, however near it lies. The ways of asking are Swedish and English; in other languages everything passes.
"""

from __future__ import annotations

from enum import StrEnum

from assistant.question import answer_words as said
from corpus.dates import dates_in


class AnswerType(StrEnum):
    """Something definite that a text either states or not."""

    AMOUNT = "amount"
    DAY = "day"
    DURATION = "duration"
    CONTACT = "contact"
    COUNT = "count"


_ASKED = {
    AnswerType.AMOUNT: said.ASKS_AMOUNT,
    AnswerType.DAY: said.ASKS_DAY,
    AnswerType.DURATION: said.ASKS_DURATION,
    AnswerType.CONTACT: said.ASKS_CONTACT,
    AnswerType.COUNT: said.ASKS_COUNT,
}
_HELD = {
    AnswerType.AMOUNT: said.STATES_AMOUNT,
    AnswerType.DAY: said.STATES_DAY,
    AnswerType.DURATION: said.STATES_DURATION,
    AnswerType.CONTACT: said.STATES_CONTACT,
    AnswerType.COUNT: said.STATES_COUNT,
}


def asked_for(question: str) -> tuple[AnswerType, ...]:
    """The definite things that a question asks for; none for most questions."""
    return tuple(sort for sort in AnswerType if _ASKED[sort].search(question))


def asks_for_list(question: str) -> bool:
    """Whether a question asks for things, of which there may be several ("Vad ska vi lämna in?")."""
    return bool(said.ASKS_THINGS.search(question))


def holds(text: str, sort: AnswerType) -> bool:
    """Whether a text states something of this sort."""
    if sort is AnswerType.DAY:  # "när?" is answered by a day, or by a time counted from something
        return any(_HELD[each].search(text) for each in (AnswerType.DAY, AnswerType.DURATION)) or bool(dates_in(text))
    return bool(_HELD[sort].search(text))
