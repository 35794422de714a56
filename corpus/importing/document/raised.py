"""Text that is set above the line: a footnote's mark, or the power of a unit."""

from __future__ import annotations

import re

_FOOTNOTE_MARK = re.compile(r"[\[(]?(?:\d{1,2}|\*{1,3}|[a-z])[\])]?")
_UNIT = re.compile(r"\b(?:m|cm|dm|km|mm)\s*$")
_POWERS = {"2": "²", "3": "³"}


def as_read(raised: str, before: str) -> str:
    """Raised text as it is read after what stands before it: a footnote's mark is nothing, and the 2 of m² is ².

    Set in line, a mark would read as a part of the amount or word before it.
    """
    mark = raised.strip()
    if mark in _POWERS and _UNIT.search(before):
        return _POWERS[mark]
    return "" if _FOOTNOTE_MARK.fullmatch(mark) else raised
