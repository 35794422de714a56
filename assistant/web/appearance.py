"""How the federation wants the pages to look and what they say: what staff have set, on top of the settings.

One file in the data folder, `appearance.json`, and pictures beside it under `appearance/`. It is replaced whole, and
every server over that folder sees it at its next page: whether it has changed is one look at the file's entry.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.model import Language

log = logging.getLogger(__name__)
_NAME, _FOLDER, _LOCK = "appearance.json", "appearance", ".appearance.lock"
_LOCK_SECONDS = 10
LONGEST_NAME, LONGEST_CONTACT, LONGEST_GREETING, LONGEST_EXAMPLE = 120, 300, 600, 200
"""Characters."""
LONGEST_STATEMENT = 60_000


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the appearance since it was shown."""


class Appearance(BaseModel):
    """What staff have set; None, or a missing language, is what the settings or the program say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    federation: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    contact: Annotated[str, Field(max_length=LONGEST_CONTACT)] | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] | None = None
    logo: Annotated[str, Field(pattern=r"^[0-9a-f]{16}\.(svg|png|webp|jpg)$")] | None = None
    """Name of the picture's file, made from its content."""
    intro: Mapping[Language, str] = Field(default_factory=dict)
    notice: Mapping[Language, str] = Field(default_factory=dict)
    examples: Mapping[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Questions that are offered first."""
    statements: Mapping[str, str] = Field(default_factory=dict)
    """Markdown by name and language ("privacy.sv")."""
    by: str = ""
    at: datetime | None = None


class Appearances:
    """The appearance over one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._file, self._folder = data_dir / _NAME, data_dir / _FOLDER
        self._lock = FileLock(data_dir / _LOCK, timeout=_LOCK_SECONDS)
        self._seen: tuple[tuple[int, int, int] | None, Appearance, str] = (None, Appearance(), "")
        self._reading = threading.Lock()

    def current(self) -> Appearance:
        """What is set now. A file that cannot be read sets nothing."""
        return self._current()[1]

    @property
    def mark(self) -> str:
        """A word for what is set now, empty for nothing; another word after every change."""
        return self._current()[2]

    def change(self, seen: str, by: str, **fields: Any) -> Appearance:
        """Set fields; `seen` is the mark of what was shown to whoever does so.

        Raises ChangedMeanwhileError, ValidationError, or OSError.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            if seen != self.mark:
                raise ChangedMeanwhileError
            values = {**self.current().model_dump(), **fields, "by": by, "at": datetime.now(UTC)}
            changed = Appearance.model_validate(values)
            new = self._file.with_suffix(".new")
            new.write_text(changed.model_dump_json(indent=1) + "\n", encoding="utf-8")
            new.replace(self._file)
            self._remove_pictures(changed.logo)
        return changed

    def put_picture(self, content: bytes, suffix: str) -> str:
        """Keep a picture, and what to call it. Raises OSError."""
        name = hashlib.sha256(content).hexdigest()[:16] + suffix
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f".{name}.new"
        new.write_bytes(content)
        new.replace(self._folder / name)
        return name

    def picture(self, name: str | None) -> Path | None:
        """Where a picture lies; None for one that is not there."""
        path = self._folder / name if name else None
        return path if path is not None and path.is_file() else None

    def _remove_pictures(self, kept: str | None) -> None:
        """All that are set no more; one that somebody is just being sent stays open to the end."""
        for path in self._folder.glob("*.*"):
            if path.name != kept:
                path.unlink(missing_ok=True)

    def _current(self) -> tuple[tuple[int, int, int] | None, Appearance, str]:
        stamp = _stamp(self._file)
        if self._seen[0] != stamp:
            with self._reading:
                if self._seen[0] != stamp:
                    self._seen = (stamp, *self._read())
        return self._seen

    def _read(self) -> tuple[Appearance, str]:
        try:
            content = self._file.read_bytes()
            return Appearance.model_validate_json(content), hashlib.sha256(content).hexdigest()[:16]
        except FileNotFoundError:
            return Appearance(), ""
        except (OSError, ValidationError):
            log.exception("the appearance cannot be read")
            return Appearance(), ""


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """What tells whether a file is another one than before; None without a file."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
