"""Amounts as tables of fees have them: "500 kr", "per timme 400 kr", "3 %", "1 200:- per år"."""

from __future__ import annotations

import re

_UNIT = r"(?:kr|kronor|sek|€|euro|%|procent|:-)\.?"
_EACH = r"(?:\s*(?:per|/)\s*\w+)?"
_AMOUNT = re.compile(rf"(?:per \w+ )?\d[\d\s.,]*{_UNIT}{_EACH}", re.IGNORECASE)
_AT_END = re.compile(rf"\d\s*(?:{_UNIT})?{_EACH}\Z", re.IGNORECASE)


def is_amount(text: str) -> bool:
    """Whether a text is an amount and nothing else."""
    return bool(_AMOUNT.fullmatch(text))


def ends_in_amount(text: str) -> bool:
    """Whether a text ends in an amount or a number."""
    return bool(_AT_END.search(text))
