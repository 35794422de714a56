"""Days as people write them: 131128, 2013-11-28, 28/11 2013, 28 november 2013, November 28, 2013.

Policies write YYMMDD, members ask in any form. Where texts are compared, every form is spelled out the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SWEDISH = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_OTHER_SPELLINGS = {"mär": "mar", "may": "maj", "mai": "maj", "oct": "okt", "dez": "dec", "des": "dec"}
_MONTH = (
    r"(?P<month>jan(?:uari|uary|uar)?|feb(?:ruari|ruary|ruar)?|mar(?:s|ch)?|märz|apr(?:il)?|ma[jiy]|jun[ie]?|jul[iy]?|"
    r"aug(?:ust|usti)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[csz](?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|:[ae]|\.)?"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|['’\-](?P<short>\d\d))"
_FORMS = (
    r"(?P<year>(?:19|20)\d\d)(?P<dash>[-/.]?)(?P<number>\d\d)(?P=dash)(?P<day>\d\d)",
    r"(?P<short>\d\d)(?P<dash>-?)(?P<number>\d\d)(?P=dash)(?P<day>\d\d)(?![-+]\d)",
    r"(?P<day>\d{1,2})\s?[/.]\s?(?P<number>\d{1,2})(?:\s?[/.-]\s?|\s+)(?P<year>(?:19|20)\d\d)",
    r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.-](?P<short>\d\d)",
    rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s*{_YEAR}",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
)
_PATTERNS = tuple(re.compile(rf"(?<![\w-]){form}(?![\w])", re.IGNORECASE) for form in _FORMS)
_CENTURY_TURNS = 70
"""Two digits below this are a year of the 2000s, as is usual."""


def iso_day(text: str) -> date:
    """A day written YYYY-MM-DD, from 1900 to 9998, so that there are days before and after it.

    Raises ValueError for anything else, looser ISO forms included.
    """
    if not re.fullmatch(r"(?:19|[2-9]\d)\d\d-\d\d-\d\d", text) or text.startswith("9999"):
        raise ValueError(text)
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as it stands in a text."""

    start: int
    words: str
    day: date

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.start + len(self.words)

    @property
    def is_short(self) -> bool:
        """Whether it is written YYMMDD, which not everybody reads as a date."""
        return len(self.words) == len("YYMMDD") and self.words.isdigit()


def dates_in(text: str) -> list[WrittenDate]:
    """Every real day that a text names in full, in order. What looks like a date but is none is left out."""
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            day = _day(match)
            taken = any(match.start() < other.end and other.start < match.end() for other in found)
            if day is not None and not taken:
                found.append(WrittenDate(match.start(), match[0], day))
    return sorted(found, key=lambda written: written.start)


def with_dates_alike(text: str) -> str:
    """The text with every day written in the same way, in digits and in words, so that all forms look alike."""
    return "".join(_alike(text))


def _alike(text: str) -> Iterator[str]:
    at = 0
    for written in dates_in(text):
        day = written.day
        yield text[at : written.start]
        yield f"{day:%y%m%d} {day.day} {_SWEDISH[day.month - 1]} {day.year}"
        at = written.end
    yield text[at:]


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if groups.get("month"):
        name = groups["month"].lower()[:3]
        month = _MONTHS.index(_OTHER_SPELLINGS.get(name, name)) + 1
    else:
        month = int(groups["number"])
    year = int(groups["year"]) if groups.get("year") else _full_year(int(groups["short"]))
    try:
        return date(year, month, int(groups["day"]))
    except ValueError:
        return None


def _full_year(short: int) -> int:
    return short + (2000 if short < _CENTURY_TURNS else 1900)
