"""What members think of answers, kept for the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr

from assistant.day_files import DayFiles
from assistant.model import Language
from assistant.question.cleaning import clean
from corpus.timeline import today

MAX_COMMENT = 1000


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
    question: Annotated[StrictStr, Field(max_length=4000), _CLEANED]
    answer: Annotated[StrictStr, Field(max_length=20_000), _CLEANED]
    comment: Annotated[StrictStr, Field(max_length=MAX_COMMENT), _CLEANED] = ""
    language: Language = "sv"


class FeedbackStore(DayFiles[Feedback]):
    """Keeps feedback in `directory` for so many days."""

    def __init__(self, directory: Path, days: int, clock: Callable[[], date] = today) -> None:
        super().__init__(Feedback, directory, days, clock)

    def kept(self) -> Iterator[tuple[date, Feedback]]:
        """The last that was said of each answer, oldest first, with the day it came."""
        said = list(super().kept())
        last = {given.id: place for place, (_, given) in enumerate(said)}
        yield from (each for place, each in enumerate(said) if not each[1].id or last[each[1].id] == place)
