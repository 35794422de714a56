"""What an answer says before it has numbers and words: the first of the passes in which it is composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from assistant.model import CitationRole, ClaimKind
from assistant.texts.words import Words
from corpus.model import LocatedPassage

Cited: TypeAlias = tuple[LocatedPassage, CitationRole]
"""A passage, and what it does where it is cited."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said, with the passages that bear it."""

    kind: ClaimKind | None
    """None for a pointer: its passages are cited, and nothing is claimed."""
    words: Words = ""
    cited: tuple[Cited, ...] = ()


def quote(kind: ClaimKind, passage: LocatedPassage, role: CitationRole = CitationRole.ANSWER) -> Statement:
    """A passage, word for word."""
    return Statement(kind, passage.text, ((passage, role),))


def pointer(passage: LocatedPassage) -> Statement:
    """A passage that lies near the question, without a claim."""
    return Statement(None, cited=((passage, CitationRole.RELATED),))
