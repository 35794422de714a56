"""A pause that staff make: of the whole service, or of the widget on other sites alone, with words that visitors read.

It is a file in the data folder, which every server over that folder sees at its next question. A setting pauses, too.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import PausedError

log = logging.getLogger(__name__)
_NAME = "paused.json"


class Pause(BaseModel):
    """What is paused, since when, and what visitors are told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: str
    """In the words of staff; empty for the program's own."""
    widget_only: bool = False
    by: str = ""
    since: datetime


class Pauses:
    """The pause of the services over one data folder, if there is one. `always` is a message that pauses regardless."""

    def __init__(self, data_dir: Path, always: str = "") -> None:
        self._file, self._always = data_dir / _NAME, always

    def current(self) -> Pause | None:
        """What is paused now. A file that cannot be read pauses everything: somebody meant to."""
        if self._always:
            return Pause(message=self._always, since=datetime.now(UTC))
        try:
            return Pause.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            log.exception("the pause cannot be read")
            return Pause(message="", since=datetime.now(UTC))

    def check(self, *, elsewhere: bool) -> None:
        """Let a question pass, which comes from another site's page or not. Raises PausedError."""
        pause = self.current()
        if pause is not None and (elsewhere or not pause.widget_only):
            raise PausedError(pause.message)

    def begin(self, message: str, by: str, *, widget_only: bool) -> None:
        """Pause, or change the pause. Raises OSError."""
        pause = Pause(message=" ".join(message.split()), widget_only=widget_only, by=by, since=datetime.now(UTC))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_text(pause.model_dump_json() + "\n", encoding="utf-8")
        new.replace(self._file)

    def end(self) -> bool:
        """Go on; whether there was a pause. Raises OSError."""
        there = self._file.exists()
        self._file.unlink(missing_ok=True)
        return there
