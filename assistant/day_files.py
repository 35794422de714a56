"""What is kept for staff for so many days: one file a day, one JSON object a line, deleted when its time is over."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from assistant.errors import FeedbackFullError
from corpus.timeline import today

log = logging.getLogger(__name__)
M = TypeVar("M", bound=BaseModel)
_MAX_BYTES_A_DAY = 20 * 1024 * 1024
_SECONDS_BETWEEN = 3600


class DayFiles(Generic[M]):
    """Keeps records of one kind in `directory` for so many days. Safe to share between threads."""

    def __init__(self, kind: type[M], directory: Path, days: int, clock: Callable[[], date] = today) -> None:
        self._kind, self._directory, self._days, self._clock = kind, directory, days, clock
        self._lock = threading.Lock()

    def add(self, record: M) -> None:
        """Keep one. Raises FeedbackFullError when a day has brought too much."""
        with self._lock:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"{self._clock().isoformat()}.jsonl"
            if path.exists() and path.stat().st_size > _MAX_BYTES_A_DAY:
                raise FeedbackFullError
            with path.open("a", encoding="utf-8") as file:
                file.write(record.model_dump_json() + "\n")

    def kept(self) -> Iterator[tuple[date, M]]:
        """All that is kept, oldest first, with the day it came."""
        self.delete_old()
        for day, path in self._files():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield day, self._kind.model_validate_json(line)

    def delete_old(self) -> None:
        """Delete what has been kept for its days."""
        last_deleted = self._clock() - timedelta(days=self._days)
        for day, path in self._files():
            if day <= last_deleted:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[date, Path]]:
        return sorted((date.fromisoformat(path.stem), path) for path in self._directory.glob("????-??-??.jsonl"))


def delete_in_time(stores: Sequence[DayFiles[Any]]) -> None:
    """Start a thread that deletes what is too old, now and every hour, whether or not anything new is still kept."""

    def delete() -> None:
        while True:
            for store in stores:
                try:
                    store.delete_old()
                except OSError:
                    log.exception("what is too old could not be deleted")
            time.sleep(_SECONDS_BETWEEN)

    threading.Thread(target=delete, name="delete-old", daemon=True).start()
