"""The record of what was corrected and withdrawn: one JSON object a line in `.changes.jsonl`, only ever added to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

CHANGES_NAME = ".changes.jsonl"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line."""

    action: str
    """corrected or withdrawn."""
    version: str
    """Key of the version."""
    by: str
    reason: str
    old: str = ""
    new: str = ""
    """What a correction replaced, and by what."""
    when: str = ""
    """UTC, ISO 8601."""


def record(documents: Path, entry: Recorded) -> None:
    """Add a line. Raises OSError."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with (documents / CHANGES_NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps({**asdict(entry), "when": when}, ensure_ascii=False) + "\n")


def recorded(documents: Path) -> list[Recorded]:
    """All lines, oldest first. Raises ValueError or TypeError when one cannot be read."""
    file = documents / CHANGES_NAME
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [Recorded(**json.loads(line)) for line in lines]
