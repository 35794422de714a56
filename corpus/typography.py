"""Whether two texts say the same, whatever signs a word processor or an editor put between the words."""

from __future__ import annotations

import re

TYPOGRAPHY = str.maketrans(dict.fromkeys("”“„»«", '"') | dict.fromkeys("’‘‚›‹", "'") | dict.fromkeys("–—‑‐−", "-"))
"""Signs that a word processor puts one for another."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+|[^\w\s]")
_PAUSES = frozenset(",;:.!?\"'()")


def words_and_signs(text: str) -> list[str]:
    """A text word by word and sign by sign, in small letters: 50 % is not 50 €, nor 1,5 15."""
    return _TOKEN.findall(text.lower().translate(TYPOGRAPHY))


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but pauses, quotation marks, capitals and blanks.

    Numbers count with the signs inside them, and so do all signs that are no pauses, such as % and -.
    """
    return one == other or _spoken(one) == _spoken(other)


def _spoken(text: str) -> list[str]:
    return [token for token in words_and_signs(text) if token not in _PAUSES]
