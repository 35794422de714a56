"""A pause that staff make: of the whole service, of the widget on other sites, or of it on some of them alone.

It comes with words that visitors read. It is kept in the database, and every server over that database sees it within
two seconds. A setting pauses, too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ChangedMeanwhileError, NotReadyError, PausedError
from assistant.shared import PAUSE, mark_of
from corpus.database.shared_state import SharedState
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)


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
    """The pause of all services over one database, if there is one. `always` is a message that pauses regardless."""

    def __init__(self, state: SharedState, always: str = "") -> None:
        self._state, self._always = state, always

    @property
    def by_setting(self) -> bool:
        """Whether a setting pauses, which no page can end."""
        return bool(self._always)

    def current(self) -> Pause | None:
        """What is paused now, or was when the database could last be read. Raises DatabaseError before that.

        What is kept but is no pause, as a later release may write it, pauses everything: somebody meant to.
        """
        if self._always:
            return Pause(message=self._always, since=datetime.now(UTC))
        return _parsed(self._state.get(PAUSE))

    @property
    def is_known(self) -> bool:
        """Whether it could be seen by now if there is one."""
        try:
            self.current()
        except DatabaseError:
            return False
        return True

    @property
    def mark(self) -> str:
        """A word for the pause that staff have made, empty without one; another word after every change."""
        try:
            return mark_of(self._state.get(PAUSE))
        except DatabaseError:
            return ""

    def check(self, origin: str | None) -> None:
        """Let a question pass from another site's page, or from our own without an origin.

        Raises PausedError; or NotReadyError as long as nobody knows whether there is a pause, since this process could
        not look yet: staff pause because answers do harm, and a service that waits for its database does none.
        """
        try:
            pause = self.current()
        except DatabaseError as error:
            raise NotReadyError from error
        if pause is not None and pause.holds_for(origin):
            raise PausedError(pause.message)

    def begin(
        self, message: str, by: str, *, widget_only: bool = False, origins: Sequence[str] = (), seen: str | None = None
    ) -> None:
        """Pause, or change the pause: everything, the widget, or the widget on these origins.

        `seen` is the mark of what was shown to whoever does so; None for whatever there is. Raises
        ChangedMeanwhileError, or DatabaseError.
        """
        told, where = " ".join(message.split()), tuple(dict.fromkeys(origin.lower() for origin in origins))
        pause = Pause(
            message=told, widget_only=widget_only or bool(where), origins=where, by=by, since=datetime.now(UTC)
        )
        with self._state.changing() as held:
            if seen is not None and seen != mark_of(held.get(PAUSE)):
                raise ChangedMeanwhileError
            held[PAUSE] = pause.model_dump_json().encode()

    def end(self) -> bool:
        """Go on; whether there was a pause. Raises DatabaseError."""
        with self._state.changing() as held:
            return held.pop(PAUSE, None) is not None


def _parsed(content: bytes | None) -> Pause | None:
    if content is None:
        return None
    try:
        return Pause.model_validate_json(content)
    except ValidationError:
        log.exception("the pause cannot be read")
        return Pause(message="", since=datetime.now(UTC))
