"""Cleaning and checking what people send, before anything else looks at it."""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import QuestionError

MAX_LENGTH = 4000
"""Characters of a question after cleaning."""
_WORDLIKE = re.compile(r"[^\W_]")


def clean(text: str) -> str:
    """Composed (NFC), on one line, without control, format, private-use or half characters.

    Zero-width and direction marks go, because they hide words from the reader of a log and from the index; a NUL
    would truncate the text in the embedding engine. The zero-width joiners that scripts such as Persian need are
    format characters too; without them words still read the same to the model.
    """
    visible = "".join(" " if char.isspace() else char for char in text if not _invisible(char))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def checked(text: str) -> str:
    """A cleaned question that can be answered. Raises QuestionError: empty, no_words or too_long."""
    cleaned = clean(text)
    if not cleaned:
        raise QuestionError("empty")
    if len(cleaned) > MAX_LENGTH:
        raise QuestionError("too_long", length=len(cleaned), limit=MAX_LENGTH)
    if not _WORDLIKE.search(cleaned):
        raise QuestionError("no_words")
    return cleaned


def _invisible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}
