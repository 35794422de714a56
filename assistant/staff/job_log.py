"""What a job has written, as people read it: how far it has come, and its lines without progress bars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_TAIL = 256 * 1024
_BAR = re.compile(r"(?P<what>[^\r\n]*?):?\s+(?P<percent>\d{1,3})%\|")


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far the part that is being done has come."""

    what: str
    percent: int
    """0 to 100."""


def progress_of(log: Path) -> JobProgress | None:
    """By the last bar in the log; None where there is none yet."""
    found = list(_BAR.finditer(_tail(log)))
    return JobProgress(found[-1]["what"].strip(), min(int(found[-1]["percent"]), 100)) if found else None


def lines_of(log: Path) -> list[str]:
    """The lines that are no bars, in order."""
    lines = (line.rsplit("\r", 1)[-1].rstrip() for line in _tail(log).replace("\r\n", "\n").split("\n"))
    return [line for line in lines if not _BAR.match(line)]


def _tail(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
