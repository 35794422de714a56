"""Whether a text names, word for word, all that a question is about.

For questions whose answer the reader does not see though it stands there under its own name: "Hur stort är
lägerbidraget?" over "Lägerbidraget är ett halvt prisbasbelopp".
"""

from __future__ import annotations

import re

from assistant.question.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}")
_SAY_NOTHING = FUNCTION_WORDS | frozenset(
    "hur mycket stor stort stora många lång långt långa länge ofta hög högt höga gäller gällde gälla kostar kostade "
    "blir blev är vore fick får ges gavs betalas betalar lämnas lämnar söka sök finns fanns år månad gång man den det "
    "de much many long big large high low".split()
)
"""Words that ask, or that any question may have, beside the words that only bind others."""
_LEAST, _ENDING = 3, 4
"""Letters that two words must share from the beginning, and those at the end in which they may differ."""


def names_all(question: str, text: str) -> bool:
    """Whether every word that says what the question is about stands in the text, in any form; not without any."""
    asked = [word for word in _words(question) if word not in _SAY_NOTHING]
    told = _words(text)
    return bool(asked) and all(any(_alike(word, other) for other in told) for word in asked)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _alike(one: str, other: str) -> bool:
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared >= max(_LEAST, max(len(one), len(other)) - _ENDING)
