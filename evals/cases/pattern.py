"""The regular expressions by which cases say what an answer holds. People write them, so each has bounded time."""

from __future__ import annotations

import regex

_SECONDS = 0.2
"""A pattern that needs longer for an answer's text goes back and forth in it, and might never end."""


def fault_of(pattern: str) -> str:
    """What is wrong with the way a pattern is written; empty where nothing is."""
    try:
        regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        return str(error)
    return ""


def is_found(pattern: str, text: str) -> bool | None:
    """Whether it is found, in capitals or not; None where that takes too long to tell."""
    try:
        return regex.search(pattern, text, regex.IGNORECASE, timeout=_SECONDS) is not None
    except TimeoutError:
        return None
