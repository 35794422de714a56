"""The SHA-256 beside a source, in the form that `sha256sum` writes and `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from corpus import messages
from corpus.errors import FileProblems

SUFFIX = ".sha256"
_LINE = re.compile(rb"(?P<digest>[0-9a-f]{64}) [ *](?P<name>[^\r\n]+)\r?\n?")


def checksum_line(name: str, data: bytes) -> bytes:
    """The content of `<name>.sha256` for a file with these bytes."""
    return f"{hashlib.sha256(data).hexdigest()}  {name}\n".encode()


def check_source(source: Path, line: int, report: FileProblems) -> None:
    """Compare a source with the checksum beside it; problems are reported on a line of the version's file."""
    checksum = source.with_name(source.name + SUFFIX)
    place = {"source": source.name, "checksum": checksum.name}
    if not checksum.is_file():
        report.warning(line, messages.CHECKSUM_MISSING.format(**place))
        return
    stated = _LINE.fullmatch(checksum.read_bytes())
    if stated is None or stated["name"] != source.name.encode():
        report.error(line, messages.CHECKSUM_UNREADABLE.format(**place))
    elif stated["digest"].decode() != hashlib.sha256(source.read_bytes()).hexdigest():
        report.error(line, messages.SOURCE_CHANGED.format(**place))
