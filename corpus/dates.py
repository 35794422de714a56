"""Days as people write them: 131128, 2013-11-28, 28/11 2013, 28 november 2013, November 28, 2013.

Policies write YYMMDD, members ask in any form. Where texts are compared, every form is spelled out the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from corpus.language_rules import Rule, RuleTable
from corpus.months import MISSPELLED, MonthNames, any_month, month_number, months_by_spelling

_MONTHS = MISSPELLED | months_by_spelling(
    MonthNames.SWEDISH, MonthNames.ENGLISH, MonthNames.NORWEGIAN, MonthNames.GERMAN
)
_SWEDISH = MonthNames.SWEDISH.names
_MONTH = rf"(?P<month> {any_month(_MONTHS)} ) \b \.?"
_DAY = r"(?P<day> \d{1,2} ) (?: st | nd | rd | th | :[ae] | \. )?"
_FULL_YEAR = r"(?P<year> (?:19|20)\d\d )"
_YEAR = rf"(?: {_FULL_YEAR} | ['’\-] (?P<short> \d\d ) )"


def _apart(form: str) -> str:
    """The form where no letter, digit or hyphen stands before it, and no letter or digit after it."""
    return rf"(?<! [\w-] ) {form} (?! \w )"


_FORMS = RuleTable(
    "A day with its year, in every form that is met; where two overlap, the earlier form is meant.",
    Rule(
        "year_month_day",
        _apart(rf"{_FULL_YEAR} (?P<dash> [-/.]? ) (?P<number> \d\d ) (?P=dash) (?P<day> \d\d )"),
        why="The order of ISO 8601, with any sign between or none.",
        matches=("2013-11-28", "20131128", "2013/11/28"),
        spares=("2013-11/28", "x2013-11-28"),
    ),
    Rule(
        "short_year_month_day",
        _apart(r"(?P<short> \d\d ) (?P<dash> -? ) (?P<number> \d\d ) (?P=dash) (?P<day> \d\d ) (?! [-+]\d )"),
        why="As policies are dated; with a hyphen and digits after it, it is somebody's personal number.",
        matches=("fastställd av styrelsen 131128", "13-11-28"),
        spares=("131128-1234", "556677-8899"),
    ),
    Rule(
        "day_month_year",
        _apart(rf"(?P<day> \d{{1,2}} ) \s?[/.]\s? (?P<number> \d{{1,2}} ) (?: \s?[/.-]\s? | \s+ ) {_FULL_YEAR}"),
        why="As days are written by hand.",
        matches=("28/11 2013", "28.11.2013", "28/11-2013"),
        spares=("28-11 2013", "28/11"),
    ),
    Rule(
        "day_month_short_year",
        _apart(r"(?P<day> \d{1,2} ) [/.] (?P<number> \d{1,2} ) [/.-] (?P<short> \d\d )"),
        why="The same with two digits of the year, which then must not stand apart.",
        matches=("28/11-13", "28/11/13"),
        spares=("28/11 13",),
    ),
    Rule(
        "day_name_year",
        _apart(rf"{_DAY} \s+ (?: of \s+ )? {_MONTH} ,? \s* {_YEAR}"),
        why="In words, the day first.",
        matches=("28 november 2013", "28:e november 2013", "28th of November 2013", "28 nov -13", "28 NOV '13"),
        spares=("28 november", "28 marsvin 2013"),
    ),
    Rule(
        "name_day_year",
        _apart(rf"{_MONTH} \s+ {_DAY} ,? \s+ {_YEAR}"),
        why="In words, the month first, as in American English.",
        matches=("November 28, 2013", "Nov 28th, 2013"),
        spares=("november 2013",),
    ),
)
_CENTURY_TURNS = 70
"""Two digits below this are a year of the 2000s, as is usual."""


def iso_day(text: str) -> date:
    """A day written YYYY-MM-DD, from 1900 to 9998, so that there are days before and after it.

    Raises ValueError for anything else, looser ISO forms included.
    """
    if not re.fullmatch(r"(?:19|[2-9]\d)\d\d-\d\d-\d\d", text) or text.startswith("9999"):
        raise ValueError(text)
    return date.fromisoformat(text)


def day_or_none(text: str) -> date | None:
    """A day as a form sends it, YYYY-MM-DD; None for anything else."""
    try:
        return iso_day(text)
    except ValueError:
        return None


def _as_day(value: object) -> date:
    """Looser forms, which a date parser would take, would hide mistakes."""
    if not isinstance(value, str):
        raise ValueError(_BAD_DAY)
    try:
        return iso_day(value)
    except ValueError:
        raise ValueError(_BAD_DAY) from None


_BAD_DAY = "bad_date"
Day: TypeAlias = Annotated[date, BeforeValidator(_as_day)]
"""A day as files, requests and commands write it, for pydantic models: see `iso_day`."""


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
    for _, pattern in _FORMS.each:
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
    named = groups.get("month")
    month = month_number(named, _MONTHS) if named else int(groups["number"])
    year = int(groups["year"]) if groups.get("year") else _full_year(int(groups["short"]))
    try:
        return date(year, month, int(groups["day"]))
    except ValueError:
        return None


def _full_year(short: int) -> int:
    return short + (2000 if short < _CENTURY_TURNS else 1900)
