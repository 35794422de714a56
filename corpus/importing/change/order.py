"""What staff ask for when they add a version, checked before any file is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import messages
from corpus.dates import iso_day
from corpus.errors import ChangeRefusedError, ImportRefusedError
from corpus.reading.front_matter import slug
from corpus.reading.parsing import collapse


@dataclass(frozen=True, slots=True)
class Order:
    """A document and what the board decided about it."""

    file: Path
    guideline_id: str
    version_id: str
    title: str
    adopted: date
    valid_from: date
    valid_to: date | None = None
    adopted_by: str | None = None
    registry_number: str | None = None

    def __post_init__(self) -> None:
        """Raise ChangeRefusedError for an id, title or span that cannot be."""
        for option, value in (("--guideline", self.guideline_id), ("--version", self.version_id)):
            try:
                slug(value)
            except ValueError as error:
                raise ChangeRefusedError(messages.ADD_BAD_ID.format(option=option, value=value)) from error
        if not collapse(self.title):
            raise ChangeRefusedError(messages.ADD_NO_TITLE)
        days = {"adopted": self.adopted, "valid_from": self.valid_from, "valid_to": self.valid_to}
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ChangeRefusedError(messages.ADD_END_BEFORE_START.format(**days))
        if self.adopted > self.valid_from:
            raise ChangeRefusedError(messages.ADD_ADOPTED_LATER.format(**days))

    @property
    def key(self) -> str:
        """The version's identity, as `Version.key`."""
        return f"{self.guideline_id}/{self.version_id}"

    @property
    def source(self) -> str:
        """Where the original is kept, in the guideline's folder."""
        return f"sources/{self.version_id}{self.file.suffix.lower()}"


def day(option: str, text: str) -> date:
    """A day as an option gives it. Raises ChangeRefusedError that names the option."""
    try:
        return iso_day(text.strip())
    except ValueError as error:
        raise ChangeRefusedError(messages.ADD_BAD_DAY.format(option=option, value=text)) from error


def read_document(file: Path, limit_mb: int) -> bytes:
    """The bytes of a file of at most `limit_mb` megabytes. Raises ImportRefusedError."""
    if file.is_dir():
        raise ImportRefusedError(messages.IMPORT_DIRECTORY.format(file=file))
    if not file.exists():
        raise ImportRefusedError(messages.IMPORT_MISSING.format(file=file))
    limit = limit_mb * 1024 * 1024
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ImportRefusedError(messages.IMPORT_UNREADABLE.format(file=file, reason=error.strerror)) from error
    if len(data) > limit:
        raise ImportRefusedError(messages.IMPORT_TOO_LARGE.format(limit=limit_mb))
    return data
