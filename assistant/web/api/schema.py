"""What the HTTP interface takes and gives, as pydantic models; the OpenAPI document is made from them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from assistant.model import Language, Question, Turn
from corpus.dates import Day

MAX_TURNS = 50


class TurnIn(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: StrictStr


class AskRequest(BaseModel):
    """A question, with the conversation it belongs to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "Vem kan få stöd?"}},
    )

    question: StrictStr
    history: Annotated[list[TurnIn], Field(max_length=MAX_TURNS)] = []
    as_of: Day | None = None
    language: Language | None = None

    def to_question(self) -> Question:
        """The same as a value of the assistant's vocabulary."""
        turns = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Question(self.question, turns, self.as_of, self.language)


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


class SegmentOut(BaseModel):
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
    timeline: list[SegmentOut]
    """What applies when, from the beginning to the end of time."""


class Problem(BaseModel):
    """Why a request was not answered, in words a person can act on."""

    detail: str
