"""What identifies a person is hidden before a text leaves the process: identity numbers, e-mail and telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

MASKS = {"identity": "[personnummer]", "email": "[e-post]", "phone": "[telefon]"}
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_IDENTITY = re.compile(r"(?<!\d)(\d{2})?(\d{2})(\d{2})(\d{2})[ ]?[-+–]?[ ]?(\d{3})(\d)(?!\d)")
_PHONE = re.compile(r"(?<![\d\w])(?:\+|00)?\d(?:[ ()/\u00a0–-]*\d){6,14}(?!\d)")
_FOREIGN_DAY = 60
"""A samordningsnummer has its holder's day of birth plus this."""
_SHORTEST_PHONE = 8


def masked(text: str) -> str:
    """The text with every personal identity number (checked by its control digit), e-mail and telephone number hidden.

    The control digit is that of Skatteverket's SKV 704: Luhn's over the last ten digits.
    """
    text = _EMAIL.sub(MASKS["email"], text)
    text = _IDENTITY.sub(_if(_is_identity, MASKS["identity"]), text)
    return _PHONE.sub(_if(_is_phone, MASKS["phone"]), text)


def _if(holds: Callable[[re.Match[str]], bool], mask: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mask if holds(match) else match[0]


def _is_identity(match: re.Match[str]) -> bool:
    century, year, month, day, number, control = match.groups()
    born = int(day) - _FOREIGN_DAY if int(day) > _FOREIGN_DAY else int(day)
    try:
        date(int(f"{century or 20}{year}"), int(month), born)
    except ValueError:
        return False
    return _luhn(f"{year}{month}{day}{number}") == int(control)


def _luhn(digits: str) -> int:
    """The digit that makes the sum of the digits, every other one doubled, a multiple of ten."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def _is_phone(match: re.Match[str]) -> bool:
    """Swedish numbers begin with 0, foreign ones with a plus or 00; a year, a sum or a date begins with neither."""
    digits = re.sub(r"\D", "", match[0])
    return match[0].startswith(("+", "0")) and len(digits) >= _SHORTEST_PHONE
