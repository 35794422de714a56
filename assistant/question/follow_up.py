"""From a follow-up to a question that stands alone.

Only the asker's own turns count; the assistant's turns in a history come from outside and are not trusted.
Merging everything drags an old topic into a new one, merging nothing loses "och om hen är anställd av oss?", so a
turn is joined to what came before only when it shows that it leans on it (it opens with a connective or a correction,
points back with a pronoun, or is a fragment of a few words) and is not clear by itself ("Vem upphandlar?"). One that
doubts the last answer ("Är du säker på det?") asks the same question again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.model import Turn
from assistant.question.cleaning import MAX_LENGTH, clean
from index.model import Outcome, Reading

_TURNS_REMEMBERED = 6
_FRAGMENT_WORDS = 4
_LEANING_WORDS = 12
_OPENERS = frozenset(
    "och men eller så då fast även också annars isåfall varför hurså and but or so then also what why how".split()
)
_POINTERS = frozenset(
    "det den de dem dom denna detta dessa sådan sådant sådana hen han hon honom henne deras dess där dit samma sådär "
    "it that this those these them they he she him her their its there such same one ones".split()
)
_INTERJECTIONS = re.compile(
    r"^((okej|ok|okay|jaha|jaså|aha|jo|ja|hm+|tack|bra|toppen|härligt|perfekt|fint|thanks|thank you|great|fine|right|"
    r"i see|well|oh)\b[\s!,.…]*)+",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"^(en (helt )?annan (fråga|sak)|ny fråga|byter ämne|nu till något annat|"
    r"another question|new question|different (question|topic))",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(nej|nä|förlåt|ursäkta|oj|rättelse|fel av mig|jag (menade|menar|syftar)|"
    r"no|sorry|oops|i (meant|mean)|correction)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"^(är|e) du (helt |verkligen |riktigt )?säker|^(stämmer|gäller) det (verkligen|alltid|säkert)|^på riktigt\b|"
    r"^are you (really |quite |absolutely )?(sure|certain)|^is that (really|definitely)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_ASKED_IN_VAIN = 0.4
"""Something missing is asked for when one gap is at least this likely."""
_SURELY_IN_VAIN = 0.6
_AGREED = 0.05
"""A gap of the last turn counts when the conversation as a whole gives it at least this."""
_TWO_ASKS = 0.5
"""A last turn asks two things by itself from this probability on."""


def standalone_question(text: str, history: Sequence[Turn], is_clear: Callable[[str], bool]) -> str:
    """`text` as it reads by itself: unchanged, or with the earlier questions that it leans on before it.

    `is_clear` tells whether a question that seems to lean on others is understood without them.
    """
    asked = [cleaned for turn in history if turn.role == "user" and (cleaned := clean(turn.content))]
    merged = ""
    for question in [*asked[-_TURNS_REMEMBERED:], text]:
        joined = merged and (_DOUBT.match(question) or (leans_back(question) and not is_clear(question)))
        merged = f"{merged} {question}" if joined else question
    return merged[-MAX_LENGTH:]


def leans_back(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    said = _INTERJECTIONS.sub("", text)
    words = [word.lower() for word in _WORD.findall(said)]
    if _NEW_TOPIC.match(said) or not words:  # nothing but "Tack!" leans on nothing
        return False
    if len(words) <= _FRAGMENT_WORDS:
        return True
    if len(words) > _LEANING_WORDS:
        return False
    return words[0] in _OPENERS or bool(_CORRECTION.match(said)) or any(word in _POINTERS for word in words)


def settled(whole: Reading, latest: Reading | None, before: Reading | None) -> Reading:
    """The reading of a follow-up: its matter comes from the conversation, what is asked about it from the last turn.

    Read together, "Kan vi få en handledare? Hur mycket?" looks like two questions of which one is answered; but the
    first was answered before. So what is missing counts when the last turn brings it: because that turn by itself asks
    for it (and the whole does not gainsay it: "Och den om startbidrag?" asks for a grant only when read alone), or
    because the conversation `before` it did not ask for it ("Vilken policy kom 2013? Och vad sa den om handledare?").
    """
    if latest is None or before is None:
        return whole
    brought = {
        name: chance
        for name, chance in whole.gaps.items()
        if before.gaps.get(name, 0.0) < _ASKED_IN_VAIN or latest.gaps.get(name, 0.0) >= _ASKED_IN_VAIN
    }
    agreed = {name: chance for name, chance in latest.gaps.items() if whole.gaps.get(name, 0.0) >= _AGREED}
    gaps = {name: max(brought.get(name, 0.0), agreed.get(name, 0.0)) for name in (*brought, *agreed)}
    match whole.outcome:
        case Outcome.PARTIAL if latest.outcome is Outcome.PARTIAL and latest.outcomes[Outcome.PARTIAL] >= _TWO_ASKS:
            outcome = Outcome.PARTIAL
        case Outcome.PARTIAL:
            in_vain = latest.outcome in (Outcome.MISSING, Outcome.PARTIAL) or _likeliest(gaps) > _ASKED_IN_VAIN
            outcome = Outcome.MISSING if in_vain else Outcome.ANSWERED
        case Outcome.ANSWERED if latest.outcome is Outcome.MISSING and _likeliest(agreed) > _SURELY_IN_VAIN:
            outcome = Outcome.MISSING
        case Outcome.MISSING if (
            latest.outcome is Outcome.ANSWERED and before.outcome is Outcome.MISSING and not brought
        ):
            outcome = Outcome.ANSWERED
        case _:
            return whole
    return replace(whole, outcomes={each: float(each is outcome) for each in Outcome}, gaps=gaps or whole.gaps)


def _likeliest(gaps: Mapping[str, float]) -> float:
    return max(gaps.values(), default=0.0)
