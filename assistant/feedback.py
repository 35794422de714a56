"""What members think of answers, kept for the staff: one file a day, deleted when its time is over."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr

from assistant.errors import FeedbackFullError
from assistant.model import Language
from assistant.question.cleaning import clean
from corpus.timeline import today

log = logging.getLogger(__name__)
MAX_COMMENT = 1000
_MAX_BYTES_A_DAY = 20 * 1024 * 1024
_SECONDS_BETWEEN = 3600


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


class FeedbackStore:
    """Keeps feedback in `directory` for so many days. A file holds one JSON object a line."""

    def __init__(self, directory: Path, days: int, clock: Callable[[], date] = today) -> None:
        self._directory, self._days, self._clock = directory, days, clock
        self._lock = threading.Lock()

    def add(self, feedback: Feedback) -> None:
        """Keep one. Raises FeedbackFullError when a day has brought too much."""
        with self._lock:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"{self._clock().isoformat()}.jsonl"
            if path.exists() and path.stat().st_size > _MAX_BYTES_A_DAY:
                raise FeedbackFullError
            with path.open("a", encoding="utf-8") as file:
                file.write(feedback.model_dump_json() + "\n")

    def kept(self) -> Iterator[tuple[date, Feedback]]:
        """The last that was said of each answer, oldest first, with the day it came."""
        self.delete_old()
        lines = [(day, line) for day, path in self._files() for line in path.read_text(encoding="utf-8").splitlines()]
        said = [(day, Feedback.model_validate_json(line)) for day, line in lines]
        last = {given.id: place for place, (_, given) in enumerate(said)}
        yield from (each for place, each in enumerate(said) if not each[1].id or last[each[1].id] == place)

    def delete_old(self) -> None:
        """Delete what has been kept for its days."""
        last_deleted = self._clock() - timedelta(days=self._days)
        for day, path in self._files():
            if day <= last_deleted:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[date, Path]]:
        return sorted((date.fromisoformat(path.stem), path) for path in self._directory.glob("????-??-??.jsonl"))


def delete_in_time(store: FeedbackStore) -> None:
    """Start a thread that deletes what is too old, now and every hour, whether or not feedback is still taken."""

    def delete() -> None:
        while True:
            try:
                store.delete_old()
            except OSError:
                log.exception("old feedback could not be deleted")
            time.sleep(_SECONDS_BETWEEN)

    threading.Thread(target=delete, name="delete-feedback", daemon=True).start()
