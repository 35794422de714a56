"""What a language model chooses among the passages that it was shown: passages and labels, and no words of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.question.answer_types import AnswerType
from corpus.model import PassageKey

MOST_CANDIDATES = 20
"""Passages that a model is shown."""


class Coverage(StrEnum):
    """How much of a question the chosen passages answer."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice that holds together: something is chosen exactly where something is answered."""

    coverage: Coverage
    answers: frozenset[PassageKey] = frozenset()
    """All that the answer needs, a list as a whole."""
    terms: frozenset[PassageKey] = frozenset()
    """Conditions that belong to it."""
    missing: tuple[AnswerType, ...] = ()
    """What is asked for and not stated."""
    says_no: bool = False
    """The question is one for yes or no, and the text's answer is no."""

    def among(self, keys: Collection[PassageKey]) -> Selection:
        """The choice as far as it concerns these passages."""
        answers = self.answers.intersection(keys)
        if not answers:
            return Selection(Coverage.NONE)
        return replace(self, answers=answers, terms=self.terms.intersection(keys))
