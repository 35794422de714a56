"""Reading corpus files as text, with encoding faults turned into problems."""

from __future__ import annotations

import re

from corpus import messages
from corpus.errors import FileProblems

_MOJIBAKE = re.compile(r"Ã[¥¤¶…„–©\x84\x85\x96]|â[€\x80]|\ufffd")
"""å, ä, ö and typographic quotes read as Latin-1 or Windows-1252 when they were UTF-8, and the
replacement character that marks lost bytes."""


def read_text(report: FileProblems) -> str | None:
    """The text of the report's file without byte order mark, lines ending in \\n; None when unreadable."""
    try:
        data = report.file.read_bytes()
    except OSError as error:
        report.error(1, messages.UNREADABLE.format(reason=error.strerror or error))
        return None
    try:
        text = re.sub(r"\r\n?", "\n", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report.error(line, messages.NOT_UTF8.format(offset=error.start))
        return None
    for number, row in enumerate(text.split("\n"), 1):
        if found := _MOJIBAKE.search(row):
            report.error(number, messages.MOJIBAKE.format(sample=found[0]))
    return text
