"""A pause that staff make: of the whole service, of the widget on other sites, or of it on some of them alone.

It comes with words that visitors read. It is a file in the data folder, which every server over that folder sees at its
next question. A setting pauses, too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
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
    origins: tuple[str, ...] = ()
    """Other sites on which alone the widget is paused; empty for all of what is paused."""
    by: str = ""
    since: datetime

    def holds_for(self, origin: str | None) -> bool:
        """Whether questions from another site's page are held up; from one of our own without an origin."""
        if self.origins:
            return origin in self.origins
        return origin is not None or not self.widget_only


class Pauses:
    """The pause of the services over one data folder, if there is one. `always` is a message that pauses regardless."""

    def __init__(self, data_dir: Path, always: str = "") -> None:
        self._file, self._always = data_dir / _NAME, always

    @property
    def by_setting(self) -> bool:
        """Whether a setting pauses, which no page can end."""
        return bool(self._always)

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

    def check(self, origin: str | None) -> None:
        """Let a question pass from another site's page, or from our own without an origin. Raises PausedError."""
        pause = self.current()
        if pause is not None and pause.holds_for(origin):
            raise PausedError(pause.message)

    def begin(self, message: str, by: str, *, widget_only: bool = False, origins: Sequence[str] = ()) -> None:
        """Pause, or change the pause: everything, the widget, or the widget on these origins. Raises OSError."""
        told, where = " ".join(message.split()), tuple(dict.fromkeys(origin.lower() for origin in origins))
        pause = Pause(
            message=told, widget_only=widget_only or bool(where), origins=where, by=by, since=datetime.now(UTC)
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_text(pause.model_dump_json() + "\n", encoding="utf-8")
        new.replace(self._file)

    def end(self) -> bool:
        """Go on; whether there was a pause. Raises OSError."""
        there = self._file.exists()
        self._file.unlink(missing_ok=True)
        return there
