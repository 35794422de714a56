"""What identifies a person is hidden before a text leaves the process: identity numbers, e-mail and telephone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

MASKS = {"identity": "[personnummer]", "email": "[e-post]", "phone": "[telefon]"}
_AT = r"\s?(?:@|\(at\)|\[at\]|\bsnabel-?a\b)\s?"
_EMAIL = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]+{_AT}[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<!\d)(\d{2})?(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{2})\D{0,3}(\d{3})(\d)(?!\d)")
_SAID_TO_BE = re.compile(
    r"\b(?:(?:person|samordnings)(?:nummer|nr)|pnr)\W{0,3}\d[\d ./+-]{4,15}(?:[A-Z]\w{0,3})?", re.IGNORECASE
)
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)[1-9]|0[1-9])(?:[ ()/._-]{0,2}\d){6,13}(?!\d)(?!\s*(?:kr|kronor|%|procent))")
_DATE = re.compile(r"\d{2}[./-]\d{2}[./-]\d{4}\b")
_FOREIGN_DAY = 60
"""A samordningsnummer has its holder's day of birth plus this."""
_SHORTEST_PHONE = 8


def masked(text: str) -> str:
    """The text with every personal identity number, e-mail address and telephone number hidden.

    An identity number is known by its control digit (Skatteverket, SKV 704: Luhn's over the last ten digits), or by
    being called one. Spaces and dashes of all kinds become plain ones, since they are a way to write the same.
    """
    text = _plain(text)
    text = _EMAIL.sub(MASKS["email"], text)
    text = _SAID_TO_BE.sub(MASKS["identity"], text)
    text = _IDENTITY.sub(_if(_is_identity, MASKS["identity"]), text)
    return _PHONE.sub(_if(_is_phone, MASKS["phone"]), text)


def _plain(text: str) -> str:
    """Compatible forms as one, nothing invisible, and one space and one dash."""
    kinds = ((char, unicodedata.category(char)) for char in unicodedata.normalize("NFKC", text))
    plain = {"Cf": "", "Pd": "-", "Zs": " "}
    return "".join(plain.get(kind, "-" if char == "\u2212" else char) for char, kind in kinds)


def _if(holds: Callable[[re.Match[str]], bool], mask: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mask if holds(match) else match[0]


def _is_identity(match: re.Match[str]) -> bool:
    century, year, month, day, number, control = match.groups()
    born = int(day) - _FOREIGN_DAY if int(day) > _FOREIGN_DAY else int(day)
    try:
        personnummer.get_birth_date(f"{century or ''}{year}{month}{born:02}-{number}{control}")
    except ValidationError:
        return False
    return bool(luhn.is_valid(f"{year}{month}{day}{number}{control}"))


def _is_phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    return len(digits) >= _SHORTEST_PHONE and not _DATE.match(match[0])
