"""Dates in the guideline's own notation: YYMMDD, as in "fastställd av styrelsen 131128"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_SIX_DIGITS = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)")


def short_dates(text: str) -> Iterator[tuple[str, date]]:
    """Every YYMMDD in a text that is a real day, with that day; years are taken to be in the 2000s."""
    for match in _SIX_DIGITS.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        try:
            yield match[0], date(2000 + year, month, day)
        except ValueError:
            continue
