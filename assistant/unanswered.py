"""Questions that the guidelines do not answer, kept for whoever owns the text: what people ask that it does not say.

Kept only where the settings want it, without address or name; identity numbers, e-mail addresses and telephone numbers
are masked before anything is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.model import Answer, Language
from assistant.question.cleaning import clean
from assistant.question.masking import masked
from corpus.database.day_table import DayTable
from corpus.database.engine import Database
from corpus.database.tables import unanswered
from corpus.errors import DatabaseError
from corpus.model import Status
from corpus.timeline import today

log = logging.getLogger(__name__)
FOLDER = "unanswered"
"""Below the data folder, where earlier releases kept them."""


class Unanswered(BaseModel):
    """A question, as it reads without its conversation, and how it turned out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    status: Literal[Status.NOT_IN_GUIDELINES, Status.PARTIAL]
    publication: str
    as_of: date
    language: Language


class UnansweredStore(DayTable[Unanswered]):
    """Keeps them for so many days."""

    def __init__(
        self, database: Database, days: int, clock: Callable[[], date] = today, earlier: Path | None = None
    ) -> None:
        super().__init__(Unanswered, unanswered, database, days, clock, earlier)

    def note(self, answer: Answer) -> None:
        """Keep the question, if the guidelines left it open or a part of it. Never stands in an answer's way."""
        if answer.status not in (Status.NOT_IN_GUIDELINES, Status.PARTIAL):
            return
        question = masked(clean(answer.standalone_question))
        fields = {"status": answer.status, "publication": answer.publication, "as_of": answer.as_of}
        try:
            if not self.insert(Unanswered(question=question, language=answer.language, **fields)):
                log.warning("a question without answer is not kept: today has brought too many")
        except DatabaseError as error:
            log.warning("a question without answer could not be kept: %s", error)

    def row_of(self, record: Unanswered) -> dict[str, Any]:
        """The columns of a question."""
        return record.model_dump() | {"status": record.status.value}

    def record_of(self, row: Mapping[str, Any]) -> Unanswered:
        """The question, from its columns."""
        return Unanswered(**{name: row[name] for name in Unanswered.model_fields})
