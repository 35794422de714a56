"""Conversion in a process of its own with limits, so that a hostile file can neither hang nor exhaust the machine.

The child reads the file from its standard input and answers with JSON, which cannot carry code.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.sniff import Format
from corpus.importing.document.blocks import Extract

_ROOT = Path(__file__).parents[3]
_MOST_TEXT = 1_000_000
"""Characters; a guideline has a few thousand."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a conversion may use: seconds of time and megabytes of memory."""

    seconds: int = 60
    megabytes: int = 1536


@dataclass(frozen=True, slots=True)
class _Answer:
    extract: Extract | None = None
    refused: str | None = None


_ANSWER = TypeAdapter(_Answer)


def convert_contained(data: bytes, format_: Format, limits: Limits | None = None) -> Extract:
    """Convert a file's bytes. Raises ImportRefusedError when they cannot be read within the limits."""
    limits = limits or Limits()
    command = [sys.executable, "-m", __name__, format_.name, str(limits.seconds), str(limits.megabytes)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=data, capture_output=True, timeout=limits.seconds, cwd=_ROOT, check=False
        )
        answer = _ANSWER.validate_json(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ImportRefusedError(messages.IMPORT_TOO_SLOW.format(seconds=limits.seconds)) from error
    except ValidationError as error:  # it was killed, by a limit or a fault of the converter
        raise ImportRefusedError(messages.IMPORT_TOO_MUCH) from error
    if answer.extract is None:
        raise ImportRefusedError(answer.refused or messages.IMPORT_DAMAGED)
    return answer.extract


def limit_process(limits: Limits) -> None:
    """Let this process use no more, where the system knows such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        bound = limits.megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, format_: Format) -> _Answer:
    from corpus.importing.converters.convert import convert

    try:
        extract = convert(data, format_)
    except ImportRefusedError as error:
        return _Answer(refused=str(error))
    except MemoryError:
        return _Answer(refused=messages.IMPORT_TOO_MUCH)
    except Exception:  # whatever a vendor's code stumbles over, the file is what is wrong
        return _Answer(refused=messages.IMPORT_DAMAGED)
    return _Answer(refused=messages.IMPORT_TOO_LONG) if len(extract.words) > _MOST_TEXT else _Answer(extract)


def main() -> None:
    """The child: format, seconds and megabytes as arguments."""
    format_, seconds, megabytes = Format[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3])
    limit_process(Limits(seconds, megabytes))
    answer = _answer(sys.stdin.buffer.read(), format_)
    sys.stdout.buffer.write(_ANSWER.dump_json(answer))


if __name__ == "__main__":
    main()
