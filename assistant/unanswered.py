"""Questions that the guidelines do not answer, kept for whoever owns the text: what people ask that it does not say.

Kept only where the settings want it, without address or name; identity numbers, e-mail addresses and telephone numbers
are masked before anything is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.day_files import DayFiles
from assistant.errors import FeedbackFullError
from assistant.model import Answer, Language
from assistant.question.cleaning import clean
from assistant.question.masking import masked
from corpus.model import Status
from corpus.timeline import today

log = logging.getLogger(__name__)
FOLDER = "unanswered"
"""Below the data folder."""


class Unanswered(BaseModel):
    """A question, as it reads without its conversation, and how it turned out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    status: Literal[Status.NOT_IN_GUIDELINES, Status.PARTIAL]
    publication: str
    as_of: date
    language: Language


class UnansweredStore(DayFiles[Unanswered]):
    """Keeps them in `directory` for so many days."""

    def __init__(self, directory: Path, days: int, clock: Callable[[], date] = today) -> None:
        super().__init__(Unanswered, directory, days, clock)

    def note(self, answer: Answer) -> None:
        """Keep the question, if the guidelines left it open or a part of it. Never stands in an answer's way."""
        if answer.status not in (Status.NOT_IN_GUIDELINES, Status.PARTIAL):
            return
        question = masked(clean(answer.standalone_question))
        fields = {"status": answer.status, "publication": answer.publication, "as_of": answer.as_of}
        try:
            self.add(Unanswered(question=question, language=answer.language, **fields))
        except (OSError, FeedbackFullError):
            log.exception("a question without answer could not be kept")
