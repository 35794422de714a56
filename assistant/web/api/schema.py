"""What the HTTP interface takes and gives, as pydantic models; the OpenAPI document is made from them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictStr

from assistant.model import Question, Turn

MAX_TURNS = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_day(value: object) -> date | None:
    """Only YYYY-MM-DD: the looser forms that a date parser takes would hide mistakes."""
    if value is None:
        return None
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("bad_date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("bad_date") from None


class TurnIn(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: StrictStr


class AskRequest(BaseModel):
    """A question, with the conversation it belongs to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "Kan vi få pengar till en handledare?"}},
    )

    question: StrictStr
    history: Annotated[list[TurnIn], Field(max_length=MAX_TURNS)] = []
    as_of: Annotated[date | None, BeforeValidator(_iso_day)] = None
    language: Literal["sv", "en"] | None = None

    def to_question(self) -> Question:
        """The same as a value of the assistant's vocabulary."""
        turns = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Question(self.question, turns, self.as_of, self.language)


class CitationOut(BaseModel):
    """A verbatim quote and where it stands."""

    id: int
    role: Literal["answer", "condition", "related"]
    quote: str
    lead_in: str | None
    passage: str
    guideline_id: str
    guideline_title: str
    version: str
    version_status: Literal["current", "superseded", "upcoming"]
    adopted: date | None
    valid_from: date | None
    valid_to: date | None
    section: str
    url: str


class AskResponse(BaseModel):
    """An answer, its citations, and how the question turned out."""

    status: Literal["answered", "partial", "not_in_guidelines", "off_topic", "smalltalk", "refused"]
    verdict: Literal["fundable", "conditional", "not_fundable"] | None
    answer: str
    citations: list[CitationOut]
    suggestions: list[str]
    language: Literal["sv", "en"]
    standalone_question: str
    as_of: date
    answered_by: str
    """`extractive`, or the language model that phrased a part of the answer."""
    prompt: str | None
    """The prompt under which a model was asked; null where none is configured."""
    publication: str


class PassageOut(BaseModel):
    """A passage of a version's text."""

    anchor: str
    text: str
    section: list[str]
    lead_in: str | None
    role: str | None


class VersionOut(BaseModel):
    """A version of a guideline; `status` is as of today, null when its validity is not stated."""

    version: str
    title: str
    adopted: date | None
    adopted_by: str | None
    valid_from: date | None
    valid_to: date | None
    confirmed_in_force: date | None
    registry_number: str | None
    status: Literal["current", "superseded", "upcoming"] | None
    text_available: bool
    url: str


class VersionTextOut(VersionOut):
    """A version with its text."""

    passages: list[PassageOut]


class SpanOut(BaseModel):
    """Days, both included, on which the same applies; null where there is no first or last day."""

    first: date | None
    last: date | None
    state: Literal["in_force", "unknown", "none"]
    version: str | None
    """The version in force; null when it is unknown or there is none."""


class GuidelineOut(BaseModel):
    """A guideline and its versions; `in_force` is today's version, null when there is none or it is unknown."""

    guideline_id: str
    title: str
    in_force: str | None
    in_force_known: bool
    versions: list[VersionOut]
    timeline: list[SpanOut]
    """What applies when, from the beginning to the end of time."""


class Problem(BaseModel):
    """Why a request was not answered, in words a person can act on."""

    detail: str
