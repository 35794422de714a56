"""Splitting a message into the things it asks.

People ask two things at once ("Går det att få en handledare, och hur mycket i så fall?"), or tell a situation before
they ask. Each clause is read by itself beside the whole.
"""

from __future__ import annotations

import re

_INTERROGATIVES = "vem|vad|hur|när|var|vart|vilka|vilken|vilket|who|what|how|when|where|which"
_QUESTION_WORDS = f"{_INTERROGATIVES}|kan|får|måste|ska|är|finns|gäller|går|behöver|can|may|must|is|are|does|do"
_JOINTS = re.compile(
    r"(?<=[.?!;:])\s+|\s+[–-]\s+|,\s+(?:och|samt|men|plus|and|but)\s+|\s+samt\s+|"
    rf"\s*[()]\s*|,\s+(?=(?:{_INTERROGATIVES})\b)|"
    rf"\s+(?:och så|och sen|och|samt|men|plus|and|but)\s+(?=(?:i så fall\s+)?(?:{_QUESTION_WORDS})\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_MIN_WORDS = 2


_ASKS = re.compile(rf"(?:(?:och|men|samt|så|and|but|so)\s+)?(?:{_QUESTION_WORDS})\b|.*\?$", re.IGNORECASE)


def asking_clauses(text: str) -> list[str]:
    """The clauses that ask something, without the story around them; empty when the message is a single clause."""
    return [clause for clause in clauses_of(text) if _ASKS.match(clause)]


def clauses_of(text: str) -> list[str]:
    """The clauses of a message in order; empty when it is a single one."""
    parts = [part.strip() for part in _JOINTS.split(text) if len(_WORD.findall(part)) >= _MIN_WORDS]
    return parts if len(parts) > 1 else []
