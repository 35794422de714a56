"""The vocabulary of answering: what is asked, and what is answered. What stands in between is in `inquiry`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from corpus.model import PassageKey, Status
from corpus.timeline import VersionStatus

Language: TypeAlias = Literal["sv", "en"]


class Verdict(StrEnum):
    """What reviewed roles say about support. It is no decision."""

    FUNDABLE = "fundable"
    CONDITIONAL = "conditional"
    NOT_FUNDABLE = "not_fundable"


class CitationRole(StrEnum):
    """What a citation does in an answer."""

    ANSWER = "answer"
    CONDITION = "condition"
    RELATED = "related"


class ClaimKind(StrEnum):
    """What a claim does in an answer, so that each medium can lay it out."""

    DAY = "day"
    """Says which time the answer is about, when it is not today."""
    GROUP = "group"
    """A heading over the claims that follow it."""
    LEAD = "lead"
    """The plain sentence that answers."""
    QUOTE = "quote"
    """A passage that answers, word for word."""
    CONDITION = "condition"
    """A passage that sets terms, word for word."""
    BEFORE = "before"
    """A passage as it read before it was changed, word for word."""
    AFTER = "after"
    """The same passage as it reads after that, word for word."""
    PHRASED = "phrased"
    """A sentence of a language model, verified word for word against the passages it cites; see llm.groundedness."""
    MISSING = "missing"
    """Names what the guideline does not say."""
    NOTE = "note"
    """A remark that helps the asker on."""


QUOTING = frozenset({ClaimKind.QUOTE, ClaimKind.CONDITION, ClaimKind.BEFORE, ClaimKind.AFTER})
"""Claims whose text is a passage, word for word."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation. What stands in the assistant's turns is not trusted."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was sent."""

    text: str
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    """The day to answer for; None for today."""
    language: Language | None = None
    """The language to answer in; None for the question's own."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote of a passage with the identity and status of its version."""

    number: int
    role: CitationRole
    quote: str
    lead_in: str | None
    anchor: str
    guideline_id: str
    guideline_title: str
    version_id: str
    version_status: VersionStatus
    adopted: date | None
    valid_from: date | None
    valid_to: date | None
    section: str

    @property
    def passage_key(self) -> PassageKey:
        """Identity of the quoted passage."""
        return f"{self.guideline_id}/{self.version_id}", self.anchor


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence or quote of an answer, with the numbers of the citations that bear it."""

    kind: ClaimKind
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer; presenters turn it into JSON, a chat message or terminal text."""

    status: Status
    verdict: Verdict | None
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    language: Language
    standalone_question: str
    as_of: date
    is_today: bool
    publication: str
    answered_by: str = field(default="extractive")
    """`extractive`, or the language model that phrased a part of it."""
    read_by: str | None = None
    """The language model whose choice of passages counted; None without one, and where it brought none."""
    prompt: str | None = None
    """Names and versions of the prompts under which a model is asked; None where none is configured."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of the pipeline has begun."""

    step: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer as it is before a language model adds to it; complete, verified and true as it stands."""

    answer: Answer


Event: TypeAlias = Progress | Claim | Draft | Answer
"""What streaming an answer yields: the steps, the claims, and the answer. Where a language model adds to it, the answer
without that comes as a draft before the model's claims."""


def answer_of(events: Iterable[Event]) -> Answer:
    """The whole answer, with which its events end."""
    *_, answer = events
    if not isinstance(answer, Answer):
        raise TypeError(type(answer))
    return answer
