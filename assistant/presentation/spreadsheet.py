"""Tables for Excel in Swedish: semicolons, UTF-8 with a byte order mark, and no cell that could be a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"(^|[,;\n]) *(?=[=+\-@＝＋－＠\t\r])")
"""Before what a spreadsheet takes for a formula (OWASP, CSV Injection), also where it splits at commas."""


def spreadsheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file; texts that begin like a formula get an apostrophe before them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    writer.writerows([_inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    return _FORMULA.sub(lambda found: f"{found[1]}'{found[0][len(found[1]) :]}", text)
