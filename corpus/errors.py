"""What can go wrong with a corpus.

CorpusError
├── BrokenCorpusError     the check found errors; carries all of them
├── UnknownGuidelineError no such guideline or version
├── ChangeRefusedError    a version cannot be added, closed or approved as asked; nothing was written
│   └── ImportRefusedError    a document cannot be read as a guideline
├── SettingsError         a setting is unknown or has a bad value
└── DatabaseError         the database cannot be reached, read or written
    └── ConflictError         a rule of its tables is broken, such as a name that is taken
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus import messages


class CorpusError(Exception):
    """Base of every fault the corpus room raises."""


class Severity(StrEnum):
    """How bad a problem is: errors stop a build, warnings do not."""

    ERROR = "fel"
    WARNING = "varning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the corpus check, worded for staff, with the place to mend it."""

    file: Path
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


class FileProblems:
    """Collects the problems of one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def error(self, line: int, message: str) -> None:
        """Add an error on a 1-based line."""
        self.problems.append(Problem(self.file, line, message))

    def warning(self, line: int, message: str) -> None:
        """Add a warning on a 1-based line."""
        self.problems.append(Problem(self.file, line, message, Severity.WARNING))


class BrokenCorpusError(CorpusError):
    """The corpus has errors. `problems` lists all of them, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([messages.BROKEN.format(count=len(self.problems)), *map(str, self.problems)]))


class UnknownGuidelineError(CorpusError):
    """A guideline or version was asked for by an id that the corpus does not hold."""


class ChangeRefusedError(CorpusError):
    """A version cannot be added, closed or approved as asked. Nothing was written."""


class ImportRefusedError(ChangeRefusedError):
    """A document cannot be read as a guideline; the text says what to do about it."""


class SettingsError(CorpusError):
    """A setting in the environment is unknown or has a bad value; the text names its key."""


class DatabaseError(CorpusError):
    """The database cannot be reached, read or written."""


class ConflictError(DatabaseError):
    """A rule of the database's tables is broken, such as a name that is taken."""
