"""Messages that say nothing about any matter, told by their words alone, so that no sample questions are needed."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.question.small_talk_words import ABOUT_ASSISTANT, FAREWELL, GREETING, THANKS
from corpus.language_rules import Rule, RuleTable

_NO_WORDS = re.compile(r"[^\w\s§%]+")
_FEWEST_LETTERS = 2


class SmallTalk(StrEnum):
    """What such a message does."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABOUT_ASSISTANT = "about_assistant"
    SCRAP = "scrap"
    """A letter or a number, in which there is no question."""


_TABLES: tuple[tuple[SmallTalk, RuleTable[Rule]], ...] = (
    (SmallTalk.GREETING, GREETING),
    (SmallTalk.THANKS, THANKS),
    (SmallTalk.FAREWELL, FAREWELL),
    (SmallTalk.ABOUT_ASSISTANT, ABOUT_ASSISTANT),
)


def small_talk(text: str) -> SmallTalk | None:
    """What a message does that is nothing but small talk, its last part deciding ("Hej! Tack."); None for any other."""
    left = " ".join(_NO_WORDS.sub(" ", text).split())
    found = None
    while left:
        ends = [(match.end(), talk) for talk, table in _TABLES if (match := table.match(left))]
        if not ends:
            break
        end, found = max(ends, key=lambda each: each[0])
        left = left[end:].strip()
    if left:
        return SmallTalk.SCRAP if found is None and _is_scrap(left) else None
    return found


def _is_scrap(text: str) -> bool:
    letters = [char for char in text.lower() if char.isalpha()]
    return len(set(letters)) < _FEWEST_LETTERS and len(text.split()) == 1
