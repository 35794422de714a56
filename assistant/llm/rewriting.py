"""A follow-up written out by the model, if it brings nothing that the asker has not said."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.llm.bounds import Bounds
from assistant.llm.model import TroubleError
from assistant.llm.prompts import fenced, prompt
from assistant.llm.provider import Model
from assistant.question.cleaning import MAX_LENGTH, clean
from assistant.question.masking import masked

log = logging.getLogger(__name__)
_PROMPT = "rewrite"
_SCHEMA: Mapping[str, Any] = {
    "title": "Fraga",
    "type": "object",
    "additionalProperties": False,
    "required": ["fraga"],
    "properties": {"fraga": {"type": "string"}},
}
_WORD = re.compile(r"\w+")
_STEM, _ENDING = 5, 3
_SHORT = 4
"""Words shorter than this bring no topic."""


class Rewriter:
    """Writes a follow-up so that it stands alone."""

    def __init__(self, model: Model, bounds: Bounds) -> None:
        self._model, self._bounds = model, bounds

    def rewritten(self, questions: Sequence[str], until: float | None = None) -> str | None:
        """The last of the questions by itself; None when the model gives none that may be used. See `Bounds.within`."""
        data = fenced("samtal", [masked(question) for question in questions])
        found = ""
        try:
            for written in self._bounds.within(lambda: self._model.stream(prompt(_PROMPT).text, data, _SCHEMA), until):
                found = str(written.get("fraga", ""))
        except TroubleError as error:
            log.warning("a follow-up was not rewritten: %s", error)
            return None
        found = clean(found)
        if not found or len(found) > MAX_LENGTH:
            return None
        if _words_beyond(found, questions) or _words_beyond(questions[-1], [found]):
            log.info("a rewritten follow-up was dropped: it brings or loses words of the question")
            return None
        return found


def _words_beyond(text: str, known: Sequence[str]) -> list[str]:
    """Words of substance in a text, and numbers of any length, that are in none of the known texts."""
    said = {word.lower() for question in known for word in _WORD.findall(question)}
    words = (word for word in _WORD.findall(text) if len(word) >= _SHORT or word.isdigit() or word.isupper())
    return [word for word in words if not any(_is_one(word.lower(), each) for each in said)]


def _is_one(word: str, other: str) -> bool:
    """Whether two words are one in different forms, as far as a common beginning tells."""
    if word == other:
        return True
    begins_alike = word[:_STEM] == other[:_STEM] and min(len(word), len(other)) >= _STEM
    return begins_alike and abs(len(word) - len(other)) <= _ENDING and not any(map(str.isdigit, word + other))
