"""What sort of answer a question asks for, and whether a passage holds one.

For passages that no sample question teaches: a question that asks for an amount is not answered by a passage without
one, however near it lies. The ways of asking are Swedish and English; in other languages everything passes.
"""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.dates import dates_in


class AnswerType(StrEnum):
    """Something definite that a text either states or not."""

    AMOUNT = "amount"
    DAY = "day"
    DURATION = "duration"
    CONTACT = "contact"
    COUNT = "count"


def _any_of(*phrases: str) -> str:
    """A pattern for any of the phrases as whole words; * stands for any ending."""
    words = "|".join(re.escape(phrase).replace("\\*", "\\w*") for phrase in phrases)
    return rf"\b(?:{words})\b"


_NUMBER = r"\d|" + _any_of(
    "en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo*", "trettio*", "hundra*", "tusen*",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand",
)  # fmt: skip
_PERIOD = _any_of("dag*", "veck*", "månad*", "år", "kvartal*", "timm*", "day*", "week*", "month*", "year*", "hour*")
_MONTH = _any_of(
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december", "january", "february", "march", "may", "june", "july", "august", "october",
)  # fmt: skip
_MONEY = _any_of(
    "kr", "kronor", "tkr", "mkr", "miljon*", "miljard*", "sek", "euro", "procent", "percent", "prisbasbelopp"
)
_BEGINS_CLAUSE = r"(?:^|[.?!,;:–]\s*|\b(?:och|men|sen|samt|and|but)\s+)"

_ASKED_BY = {
    AnswerType.AMOUNT: _any_of(
        "hur mycket", "belopp*", "summa*", "kostar", "kostnad*", "kronor", "kr", "tkr", "procent", "maxbelopp*", "tak",
        "taket", "budget*", "timpris*", "arvode*", "how much", "amount*", "cost*", "price*", "percent*", "ceiling",
        "maximum",
    ),
    AnswerType.DAY: rf"{_BEGINS_CLAUSE}(?:när|when)\b|" + _any_of(
        "vilken dag", "vilket datum", "vilket år", "datum", "deadline", "sista dag*", "sista ansökningsdag*",
        "senast när", "årtal*", "what date", "what year", "what day", "which date", "which year", "which day",
        "closing date", "due date",
    ),
    AnswerType.DURATION: _any_of(
        "hur länge", "hur lång tid", "hur snabbt", "hur snart", "hur ofta", "handläggningstid*", "how long",
        "how often", "how soon", "how quickly", "processing time",
    ),
    AnswerType.CONTACT: _any_of(
        "kontakta*", "kontaktperson*", "telefon*", "ringa", "mejl*", "maila", "e-post*", "epost*", "contact person",
        "contact", "phone*", "e-mail*", "email*",
    ),
    AnswerType.COUNT: _any_of("hur många", "antal", "antalet", "how many", "number of"),
}  # fmt: skip
_HELD_BY = {
    AnswerType.AMOUNT: rf"\d[\d\s.,]*(?:[€%]|{_MONEY})",
    AnswerType.DAY: rf"\b(?:19|20)\d\d\b|{_MONTH}",
    AnswerType.DURATION: rf"(?:{_NUMBER})\w*\s+{_PERIOD}|" + _any_of("löpande", "årlig*", "varje år", "annually"),
    AnswerType.CONTACT: r"\S@\S|\b0\d{1,3}[-\s]?\d{2,}|" + _any_of("telefon*", "kontakta*", "contact*"),
    AnswerType.COUNT: _NUMBER,
}
_ASKED = {sort: re.compile(pattern, re.IGNORECASE) for sort, pattern in _ASKED_BY.items()}
_HELD = {sort: re.compile(pattern, re.IGNORECASE) for sort, pattern in _HELD_BY.items()}


def asked_for(question: str) -> tuple[AnswerType, ...]:
    """The definite things that a question asks for; none for most questions."""
    return tuple(sort for sort in AnswerType if _ASKED[sort].search(question))


def holds(text: str, sort: AnswerType) -> bool:
    """Whether a text states something of this sort."""
    if sort is AnswerType.DAY:  # "när?" is answered by a day, or by a time counted from something
        return any(_HELD[each].search(text) for each in (AnswerType.DAY, AnswerType.DURATION)) or bool(dates_in(text))
    return bool(_HELD[sort].search(text))
