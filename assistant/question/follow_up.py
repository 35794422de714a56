"""From a follow-up to a question that stands alone.

Only the asker's own turns count; the assistant's turns in a history come from outside and are not trusted.
Merging everything drags an old topic into a new one, merging nothing loses "och om hen är anställd av oss?", so a
turn is joined to what came before only when it shows that it leans on it (it opens with a connective or a correction,
points back with a pronoun, or is a fragment of a few words) and is not clear by itself ("Vem upphandlar?"), which one
without any matter never is ("Varför?"). One that doubts the last answer ("Är du säker på det?") asks the same question
again. Thanks and the like in between are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.model import Turn
from assistant.question.cleaning import MAX_LENGTH, clean
from assistant.question.small_talk import small_talk
from assistant.question.turn_words import (
    CONNECTIVES,
    CONTENTLESS,
    CORRECTION,
    DOUBT,
    INTERJECTIONS,
    NEW_TOPIC,
    POINTERS,
)

_TURNS_REMEMBERED = 6
_FRAGMENT_WORDS = 4
_LEANING_WORDS = 12
_FEWEST_WORDS = 2
_WORD = re.compile(r"[^\W_]+")


def standalone_question(text: str, history: Sequence[Turn], is_clear: Callable[[str], bool]) -> str:
    """`text` as it reads by itself: unchanged, or with the earlier questions that it leans on before it.

    `is_clear` tells whether a question that seems to lean on others is understood without them.
    """
    asked = [clean(turn.content) for turn in history if turn.role == "user"]
    asked = [turn for turn in asked if turn and small_talk(turn) is None]
    merged = ""
    for question in [*asked[-_TURNS_REMEMBERED:], text]:
        leans = CONTENTLESS.fullmatch(question) or (leans_back(question) and not is_clear(question))
        joined = merged and (DOUBT.match(question) or leans)
        merged = f"{merged} {question}" if joined else question
    return merged[-MAX_LENGTH:]


def leans_back(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    said, words = _said(text)
    if NEW_TOPIC.match(said) or not words:  # nothing but "Tack!" leans on nothing
        return False
    if len(words) <= _FRAGMENT_WORDS:
        return True
    return len(words) <= _LEANING_WORDS and _goes_on(said, words)


def asks_by_itself(text: str) -> bool:
    """Whether a turn, however short, neither goes on from another nor points back at it, and asks for some matter."""
    said, words = _said(text)
    return len(words) >= _FEWEST_WORDS and not _goes_on(said, words) and not CONTENTLESS.fullmatch(text)


def _said(text: str) -> tuple[str, list[str]]:
    """A turn without what is said in between, and its words."""
    said = INTERJECTIONS.pattern.sub("", text)
    return said, [word.lower() for word in _WORD.findall(said)]


def _goes_on(said: str, words: Sequence[str]) -> bool:
    """Whether a turn of at least one word opens by going on or taking back, or points back."""
    return words[0] in CONNECTIVES or bool(CORRECTION.match(said)) or any(word in POINTERS for word in words)
