"""What members think of answers, kept for the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr

from assistant.errors import FeedbackFullError
from assistant.model import Language
from assistant.question.cleaning import clean
from corpus.database.day_table import DayTable
from corpus.database.engine import Database
from corpus.database.tables import feedback
from corpus.timeline import today

MAX_COMMENT = 1000
FOLDER = "feedback"
"""Below the data folder, where earlier releases kept it."""
Reason: TypeAlias = Literal["wrong", "incomplete", "quote_not_found", "outdated", "not_understood", "other"]
"""Why an answer did not help."""
REASONS: tuple[Reason, ...] = get_args(Reason)


def _clean_lines(text: str) -> str:
    """The text line by line without what could hide words from the staff or steer their terminal."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


_CLEANED = AfterValidator(_clean_lines)


class Feedback(BaseModel):
    """Whether an answer helped, with what was asked and answered. No address and no name goes with it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[StrictStr, Field(pattern=r"^[\w.-]{0,64}$")] = ""
    """Of the answer on the visitor's page: what is said of it later replaces what was said before."""
    helpful: StrictBool
    reason: Reason | None = None
    question: Annotated[StrictStr, Field(max_length=4000), _CLEANED]
    answer: Annotated[StrictStr, Field(max_length=20_000), _CLEANED]
    comment: Annotated[StrictStr, Field(max_length=MAX_COMMENT), _CLEANED] = ""
    language: Language = "sv"


class FeedbackStore(DayTable[Feedback]):
    """Keeps feedback for so many days."""

    def __init__(
        self, database: Database, days: int, clock: Callable[[], date] = today, earlier: Path | None = None
    ) -> None:
        super().__init__(Feedback, feedback, database, days, clock, earlier)

    def add(self, given: Feedback) -> None:
        """Keep one. Raises FeedbackFullError when a day has brought too much, or DatabaseError."""
        if not self.insert(given):
            raise FeedbackFullError

    def kept(self) -> Iterator[tuple[date, Feedback]]:
        """The last that was said of each answer, oldest first, with the day it came. Raises DatabaseError."""
        said = list(super().kept())
        last = {given.id: place for place, (_, given) in enumerate(said)}
        yield from (each for place, each in enumerate(said) if not each[1].id or last[each[1].id] == place)

    def row_of(self, record: Feedback) -> dict[str, Any]:
        """The columns of what was said."""
        fields = record.model_dump()
        return {"answer_id": fields.pop("id"), **fields}

    def record_of(self, row: Mapping[str, Any]) -> Feedback:
        """What was said, from its columns."""
        own = {name: row[name] for name in Feedback.model_fields if name != "id"}
        return Feedback(id=row["answer_id"], **own)
