"""Which language a question is in, as far as the answer needs to know: Swedish or English around the quotes."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any

from assistant.model import Language

_CANDIDATES = [
    "sv",
    "en",
    "no",
    "da",
    "fi",
    "de",
    "fr",
    "es",
    "pl",
    "so",
    "tr",
    "hr",
    "nl",
    "it",
    "pt",
    "ro",
    "ku",
]
_NORDIC = frozenset({"sv", "no", "da", "fi"})
_SURE = 0.9
_NO_WORDS = re.compile(r"<[^>]*>|\w+://\S+|\S*\w=\S*|\[[^\]]*\]\([^)]*\)")
"""Markup and addresses, whose English words say nothing about the asker."""
_LATIN = re.compile(r"[a-zåäöéü]", re.IGNORECASE)
_SWEDISH_LETTERS = re.compile(r"[åäö]", re.IGNORECASE)
_ENGLISH_WORDS = frozenset(
    "the a an is are was were be do does did can could may might must shall should will would what which who whom "
    "whose when where why how we our us you your they their them it its this that these those of for to from "
    "with by about and or not if any there have has had get help money hello hi thanks thank please".split()
)
_SWEDISH_WORDS = frozenset(
    "och att det som ett på är av för med till har inte om vi kan var vad vem vilka vilken vilket hur när "
    "varför får ska skall jag ni oss från vid så men eller hos någon något några finns måste hej tack stöd "
    "pengar gäller deras hans hennes sitt sina nån nåt oxå här där då ej".split()
)


FUNCTION_WORDS = _ENGLISH_WORDS | _SWEDISH_WORDS
"""Words of both languages that bind others and say little by themselves."""


def answer_language(text: str) -> Language:
    """The language to answer a question in.

    Swedish for Swedish and its neighbours, English for all others. Short questions are told apart by their
    function words, which a detector trained on longer texts cannot; the rest by py3langid. Words that other languages
    share ("de", "en", "man") are left out, and one English word does not outweigh Swedish letters.
    """
    text = _NO_WORDS.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", text.lower())
    english, swedish = _share(words, _ENGLISH_WORDS), _share(words, _SWEDISH_WORDS)
    if swedish > english:
        return "sv"
    if english > swedish + bool(_SWEDISH_LETTERS.search(text)):
        return "en"
    return _by_detector(text)


def load_detector() -> None:
    """Load what tells languages apart, which takes most of a second, so that no question waits for it."""
    _detector()


def _share(words: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)


def _by_detector(text: str) -> Language:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return "sv"
    latin = sum(bool(_LATIN.match(char)) for char in letters)
    if latin < len(letters) / 2:
        return "en"
    ranked = _detector().rank(text)
    certainty = 1.0 / sum(math.exp(score - ranked[0][1]) for _, score in ranked)  # softmax of log probabilities
    return "sv" if ranked[0][0] in _NORDIC or certainty < _SURE else "en"


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE)
    detector.set_languages(_CANDIDATES)
    return detector
