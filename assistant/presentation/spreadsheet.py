"""Tables for Excel in Swedish: semicolons, UTF-8 with a byte order mark, and no cell that could be a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""


def spreadsheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file; texts that begin like a formula get an apostrophe before them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    writer.writerows([_inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip(" ")[:1] in _FORMULA else text
