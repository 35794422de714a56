"""From a follow-up to a question that stands alone.

Only the asker's own turns count; the assistant's turns in a history come from outside and are not trusted.
Merging everything drags an old topic into a new one, merging nothing loses "och om hen är anställd av oss?", so a
turn is joined to what came before only when it shows that it leans on it (it opens with a connective or a correction,
points back with a pronoun, or is a fragment of a few words) and is not clear by itself ("Vem upphandlar?"). One that
doubts the last answer ("Är du säker på det?") asks the same question again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.cleaning import MAX_LENGTH, clean
from assistant.model import Turn

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
_NEW_TOPIC = re.compile(
    r"^(en (helt )?annan (fråga|sak)|ny fråga|byter ämne|nu till något annat|tack([!,.]|$)|"
    r"another question|new question|different (question|topic)|thanks([!,.]|$)|thank you([!,.]|$))",
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
    if _NEW_TOPIC.match(text):
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or len(words) <= _FRAGMENT_WORDS:
        return True
    if words[0] in _OPENERS and len(words) <= _LEANING_WORDS:
        return True
    return len(words) <= _LEANING_WORDS and (bool(_CORRECTION.match(text)) or any(word in _POINTERS for word in words))
