"""The record of publications: what was served from when on, on which figures, and why.

One JSON object a line in publications.jsonl, only ever appended to. A crash can tear the last line; it is ignored when
reading and cut off before the next one is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from index import messages
from index.errors import BrokenRecordError
from index.publishing.manifest import Manifest

Figures: TypeAlias = Mapping[str, Mapping[str, float | None]]
"""Day (ISO) to metric to value; None where there was nothing to measure."""


class Action(StrEnum):
    """How a build came to be served."""

    PUBLISHED = "published"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something is served: what was measured, what did not hold, and for what reason it was done all the same."""

    figures: Figures = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    """Gates that did not hold, each in words with its day."""
    forced: bool = False
    reason: str = ""
    by: str = ""
    """Who did it; empty in entries from before this was recorded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record."""

    when: str
    """UTC, ISO 8601."""
    action: Action
    publication: str
    corpus: str
    model: str
    method: str
    grounds: Grounds

    @classmethod
    def now(cls, action: Action, manifest: Manifest, grounds: Grounds) -> Entry:
        """What happens to a build at this moment."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(when, action, manifest.publication, manifest.corpus, manifest.model, manifest.method, grounds)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Entry:
        """From the JSON of `fields`. Raises TypeError, ValueError or KeyError on other JSON."""
        own = {name: value for name, value in fields.items() if name in cls.__slots__}
        rest = {name: value for name, value in fields.items() if name not in cls.__slots__}
        grounds = Grounds(**{**rest, "broken": tuple(rest["broken"])})
        return cls(**{**own, "action": Action(own["action"]), "grounds": grounds})

    @property
    def fields(self) -> dict[str, Any]:
        """As plain JSON, without nesting but for the figures."""
        own = asdict(self)
        own.update(own.pop("grounds"))
        return own


class Record:
    """The file with all entries."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def entries(self) -> list[Entry]:
        """Every entry, oldest first. Raises BrokenRecordError naming the line that is none."""
        entries = []
        for number, line in enumerate(self._lines(), 1):
            try:
                entries.append(Entry.from_fields(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise BrokenRecordError(messages.BROKEN_RECORD.format(file=self._file, line=number)) from error
        return entries

    def ends_with(self, entry: Entry) -> bool:
        """Whether this is the last entry."""
        return self._lines()[-1:] == [_line(entry)]

    def append(self, entry: Entry) -> None:
        """Write an entry and wait until it is on disk; what a crash tore off before is cut away."""
        with self._file.open("a+b") as file:
            file.seek(0)
            file.truncate(_whole(file.read()))
            file.write(_line(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[bytes]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return []
        return content[: _whole(content)].splitlines()


def _line(entry: Entry) -> bytes:
    return json.dumps(entry.fields, ensure_ascii=False).encode()


def _whole(content: bytes) -> int:
    """The length of the part that consists of whole lines."""
    return content.rfind(b"\n") + 1
