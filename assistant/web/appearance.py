"""How the federation wants the pages to look and what they say: what staff have set, on top of the settings.

It is kept in the database with the picture, replaced whole, and every server over that database shows it within two
seconds.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import ChangedMeanwhileError
from assistant.model import Language
from assistant.shared import APPEARANCE, PICTURE, PICTURE_TYPES, mark_of
from corpus.database.shared_state import SharedState
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)
LONGEST_NAME, LONGEST_CONTACT, LONGEST_GREETING, LONGEST_EXAMPLE = 120, 300, 600, 200
"""Characters."""
LONGEST_STATEMENT = 60_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that staff have sent. `name` is made from its content and ends with what kind it is."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        """As browsers are told."""
        return PICTURE_TYPES[self.name[self.name.rindex(".") :]]


class Appearance(BaseModel):
    """What staff have set; None, or a missing language, is what the settings or the program say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    federation: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    contact: Annotated[str, Field(max_length=LONGEST_CONTACT)] | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] | None = None
    logo: Annotated[str, Field(pattern=r"^[0-9a-f]{16}\.(svg|png|webp|jpg)$")] | None = None
    """Name of the picture."""
    intro: Mapping[Language, str] = Field(default_factory=dict)
    notice: Mapping[Language, str] = Field(default_factory=dict)
    examples: Mapping[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Questions that are offered first."""
    statements: Mapping[str, str] = Field(default_factory=dict)
    """Markdown by name and language ("privacy.sv")."""
    by: str = ""
    at: datetime | None = None


class Appearances:
    """The appearance over one database."""

    def __init__(self, state: SharedState) -> None:
        self._state = state
        self._parsed: tuple[bytes | None, Appearance] = (None, Appearance())

    def current(self) -> Appearance:
        """What is set now, or was when the database could last be read.

        What could not be read yet, or is no appearance, sets nothing: the settings' name and looks mislead nobody.
        """
        content, parsed = self._parsed
        found = self._content()
        if found is not content:
            parsed = _appearance(found)
            self._parsed = found, parsed
        return parsed

    @property
    def mark(self) -> str:
        """A word for what is set now, empty for nothing; another word after every change."""
        return mark_of(self._content())

    def change(self, seen: str, by: str, **fields: Any) -> Appearance:
        """Set fields; `seen` is the mark of what was shown to whoever does so.

        Raises ChangedMeanwhileError, ValidationError, or DatabaseError.
        """
        return self._change(seen, by, fields, {})

    def change_logo(self, seen: str, by: str, content: bytes, suffix: str) -> Appearance:
        """Set a picture as the logo; `suffix` says what kind it is. Raises what `change` raises."""
        name = mark_of(content) + suffix
        return self._change(seen, by, {"logo": name}, {PICTURE + name: content})

    def _change(self, seen: str, by: str, fields: Mapping[str, Any], pictures: Mapping[str, bytes]) -> Appearance:
        """All pictures go but the one that is set."""
        with self._state.changing() as held:
            before = held.get(APPEARANCE)
            if seen != mark_of(before):
                raise ChangedMeanwhileError
            values = {**_appearance(before).model_dump(), **fields, "by": by, "at": datetime.now(UTC)}
            changed = Appearance.model_validate(values)
            held.update({**pictures, APPEARANCE: changed.model_dump_json().encode()})
            for name in [name for name in held if name.startswith(PICTURE) and name != f"{PICTURE}{changed.logo}"]:
                del held[name]
        return changed

    def picture(self) -> Picture | None:
        """The picture that is set; None for none, or one that is not there."""
        name = self.current().logo
        content = self._state.get(PICTURE + name) if name else None
        return Picture(name, content) if name and content is not None else None

    def _content(self) -> bytes | None:
        try:
            return self._state.get(APPEARANCE)
        except DatabaseError:
            return None


def _appearance(content: bytes | None) -> Appearance:
    try:
        return Appearance() if content is None else Appearance.model_validate_json(content)
    except ValidationError:
        log.exception("the appearance cannot be read")
        return Appearance()
