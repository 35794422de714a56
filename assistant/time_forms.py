"""The forms in which people name a day or period, and which days each of them means.

Patterns are matched against folded text (lower case, å and ä as a, ö as o), Swedish and English side by side, with the
Norwegian and Danish words that differ. The named group `core`, where there is one, is the place of the time itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from assistant.model import Period

Meaning: TypeAlias = Callable[[re.Match[str], date], tuple[Period, Period] | None]
"""From a match and today to the days meant, looking forward and looking back; None when there are no such days."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a time."""

    pattern: re.Pattern[str]
    meaning: Meaning
    is_event: bool = False
    """It names a turning point: "after" it means from that day on."""
    is_day: bool = False
    """It names a day; where there is no such day, no other form reads a part of it."""


def year(number: int) -> Period:
    """The days of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(year_number: int, number: int) -> Period:
    """The days of a month."""
    following = date(year_number + number // 12, number % 12 + 1, 1)
    return Period(date(year_number, number, 1), following - _ONE_DAY)


def years_on(day: date, count: int) -> date:
    """The same day so many years later, or earlier; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january januar jan", "februari february februar feb", "mars march marts mar", "april apr",
            "maj may mai", "juni june jun", "juli july jul", "augusti august aug", "september sept sep",
            "oktober october okt oct", "november nov", "december desember dec des",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("ett en one a", "tva two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "atta eight",
         "nio nine", "tio ten"), 1,
    )
    for word in words.split()
}  # fmt: skip
_SEASONS = {"varen|spring": 3, "sommaren|summer": 6, "hosten|autumn": 9}
_ORDINALS = ("fors", "andr", "tred", "fjar", "firs", "seco", "thir", "four")
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>dag(?:ar)?|veck(?:a|or)|manad(?:er)?|ar|days?|weeks?|months?|years?)"
_NUMBER_AGO, _UNIT_AGO = _NUMBER.replace("<number>", "<number_ago>"), _UNIT.replace("<unit>", "<unit_ago>")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|:?[ae])?"
_NO_NUMBER_BEFORE = (
    r"(?<![\w§:/.,+-])(?<!§ )(?<!nr )(?<!sfs )(?<!agenda )(?<!vision )(?<!kr )(?<!lag \()(?<!\d )"
    r"(?<!nummer )(?<!belopp )(?<!million )"
)
_NO_NUMBER_AFTER = (
    r"(?!\d|[:.,]\d|-?\d{2,}|\s?(?:kr\b|kronor|tkr|sek\b|euro|%|procent|person|deltagar|manniskor|timm|st\b|plats|"
    r"anstalld|foretag\b|people|participant|hours|places|crowns|\d{2,3}\b))"
)
_BEFORE_MONTH = (
    r"\b(?:i|in|by|fran|from|fore|till|efter|after|innan|under|sedan|sen|since|during|until|before|med|manaden)\s+"
)

_RELATIVE_YEARS = {
    -2: r"forrforra aret|the year before last",
    -1: r"i ?fjol|fjolaret|forra aret|i fjor|sidste ar|foregaende ar|last year|the previous year",
    0: r"i ar|innevarande ar|det har aret|this year|the current year",
    1: r"(?:nasta|neste|nastkommande|kommande) ar(?:et)?|next year|the coming year",
}
_WHICH_YEAR = rf"(?:\s+(?:under\s+)?(?P<which_year>{'|'.join(_RELATIVE_YEARS.values())})\b)?"


def _always(period: Period) -> tuple[Period, Period]:
    return period, period


def _on(day: date) -> tuple[Period, Period]:
    return _always(Period(day, day))


def _every_year(today: date, in_year: Callable[[int], Period]) -> tuple[Period, Period]:
    """The coming and the last one of something that returns every year; one that is going on is both."""
    around = [in_year(today.year + offset) for offset in (-1, 0, 1)]
    coming = next(period for period in around if period.last >= today)
    return coming, next(period for period in reversed(around) if period.first <= today)


def _of_years(match: re.Match[str], _: date) -> tuple[Period, Period] | None:
    first = int(match["year"])
    last = _full_year(match["to"], first)
    return _always(Period(year(first).first, year(last).last)) if first <= last else None


def _of_month(match: re.Match[str], _: date) -> tuple[Period, Period]:
    return _always(month(_full_year(match["year"], 2000), _MONTHS[match["month"]]))


def _of_yearless_month(match: re.Match[str], today: date) -> tuple[Period, Period]:
    def in_year(each: int) -> Period:
        return month(each, _MONTHS[match["month"]])

    return _in_relative_year(match, today, in_year)


def _of_yearless_day(match: re.Match[str], today: date) -> tuple[Period, Period] | None:
    if match.groupdict().get("year"):  # days that exist are read by `corpus.dates`
        return None
    number = int(match["month"]) if match["month"].isdigit() else _MONTHS[match["month"]]
    try:
        leap = date(2000, number, int(match["day"]))
    except ValueError:
        return None

    def in_year(each: int) -> Period:
        day = years_on(leap, each - leap.year)
        return Period(day, day)

    return _in_relative_year(match, today, in_year)


def _in_relative_year(match: re.Match[str], today: date, in_year: Callable[[int], Period]) -> tuple[Period, Period]:
    """In the year that is said ("i mars förra året"), else the coming and the last one."""
    said = match["which_year"]
    if said is None:
        return _every_year(today, in_year)
    offset = next(offset for offset, pattern in _RELATIVE_YEARS.items() if re.fullmatch(pattern, said))
    return _always(in_year(today.year + offset))


def _of_turn(match: re.Match[str], today: date) -> tuple[Period, Period]:
    if match["year"]:
        return _on(date(int(match["year"]) + (1 if match["to"] else 0), 1, 1))
    coming, last = date(today.year + 1, 1, 1), date(today.year, 1, 1)
    which = match["which"] or ""
    if which:
        return _on(last if which in ("forra", "senaste", "last") else coming)
    return Period(coming, coming), Period(last, last)


def _of_part(match: re.Match[str], today: date) -> tuple[Period, Period] | None:
    """Halves and quarters of a year."""
    months = 6 if match["part"].startswith("h") else 3
    nth = match["nth"]
    first = (int(nth) - 1 if nth.isdigit() else _ORDINALS.index(nth[:4]) % 4) * months
    if first + months > 12:  # the third half of a year
        return None
    number = int(match["year"]) if match["year"] else today.year
    return _always(Period(date(number, first + 1, 1), month(number, first + months).last))


def _of_season(match: re.Match[str], _: date) -> tuple[Period, Period]:
    """Three whole months, as the meteorologists count."""
    first = next(first for names, first in _SEASONS.items() if match["season"] in names.split("|"))
    number = int(match["year"])
    return _always(Period(date(number, first, 1), month(number, first + 2).last))


def _of_decade(match: re.Match[str], _: date) -> tuple[Period, Period]:
    first = int(match["year"])
    return _always(Period(year(first).first, year(first + 9).last))


def _full_year(digits: str, century_of: int) -> int:
    return int(digits) if len(digits) == len("2012") else century_of // 100 * 100 + int(digits)


def _of_last_season(match: re.Match[str], today: date) -> tuple[Period, Period]:
    first = {"varas": 3, "somras": 6, "hostas": 9}[match["season"]]
    _, last = _every_year(today, lambda each: Period(date(each, first, 1), month(each, first + 2).last))
    return _always(last)


def _away(sign: int) -> Meaning:
    """So many days, weeks, months or years before or after today."""

    def meaning(match: re.Match[str], today: date) -> tuple[Period, Period]:
        said = match.groupdict("")
        word, unit = (said[name] or said[f"{name}_ago"] for name in ("number", "unit"))
        count = sign * (int(word) if word.isdigit() else _NUMBERS[word])
        if unit.startswith(("dag", "day")):
            return _on(today + timedelta(days=count))
        if unit.startswith(("veck", "week")):
            return _on(today + timedelta(weeks=count))
        if unit.startswith(("man", "month")):
            months = today.year * 12 + today.month - 1 + count
            there = month(months // 12, months % 12 + 1)
            return _on(min(there.last, there.first + timedelta(days=today.day - 1)))
        return _on(years_on(today, count))

    return meaning


def _weeks_off(count: int) -> Meaning:
    def meaning(_: re.Match[str], today: date) -> tuple[Period, Period]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=count)
        return _always(Period(monday, monday + timedelta(days=6)))

    return meaning


def _years_off(count: int) -> Meaning:
    return lambda _, today: _always(year(today.year + count))


def _days_off(count: int) -> Meaning:
    return lambda _, today: _on(today + timedelta(days=count))


def _months_off(count: int) -> Meaning:
    def meaning(_: re.Match[str], today: date) -> tuple[Period, Period]:
        months = today.year * 12 + today.month - 1 + count
        return _always(month(months // 12, months % 12 + 1))

    return meaning


def _form(pattern: str, meaning: Meaning, *, is_event: bool = False, is_day: bool = False) -> Form:
    return Form(re.compile(pattern), meaning, is_event, is_day)


FORMS = (
    _form(
        r"\b(?:(?P<which>nasta|kommande|forra|senaste|next|coming|last)\s+)?"
        r"(?:arsskiftet?|nyarsdagen|nyar(?:et)?|turn of the year|new year(?:'s(?: day)?)?)\b"
        rf"(?:\s+{_YEAR}(?:\s?[-/–]\s?(?P<to>\d{{2,4}}))?)?",
        _of_turn,
        is_event=True,
    ),
    _form(
        rf"(?:\b(?:mellan|between|fran|from)\s+(?:ar(?:en)?\s+)?)?{_NO_NUMBER_BEFORE}{_YEAR}\s?"
        r"(?:[-–/]|till och med|till|och|to|and)\s?(?P<to>(?:19|20)\d\d|(?<=[-–/])\d\d)(?!\d|-\d)",
        _of_years,
    ),
    _form(
        r"\b(?P<nth>forsta|andra|tredje|fjarde|first|second|third|fourth)\s+(?P<part>halvaret|half|kvartalet|quarter)\b"
        rf"(?:\s+(?:ar\s+|of\s+|in\s+)?{_YEAR})?",
        _of_part,
    ),
    _form(rf"\b(?P<part>q|kvartal )(?P<nth>[1-4])\s+{_YEAR}", _of_part),
    _form(rf"\b(?P<season>{'|'.join(_SEASONS)})\s+{_YEAR}", _of_season),
    _form(rf"(?<![\d/-])\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR}|{_WHICH_YEAR})", _of_yearless_day, is_day=True),
    _form(rf"\b{_MONTH}\s+(?:ar\s+|of\s+)?['’-]?(?P<year>(?:19|20)\d\d|(?<=['’-])\d\d|0\d)(?!\d)", _of_month),
    _form(rf"\b{_MONTH}\s+{_DAY}(?![\d:]|\w)(?:,?\s+{_YEAR}|{_WHICH_YEAR})", _of_yearless_day, is_day=True),
    _form(
        r"\b(?:den|fran|efter|fore|sedan|per|till|med|o ?m|from|by|on|since|before|after)\s+"
        rf"(?P<core>(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\d/]){_WHICH_YEAR})",
        _of_yearless_day,
    ),
    _form(r"\b(?P<year>(?:19|20)\d0)(?:-?talet|s)\b", _of_decade),
    _form(rf"{_NO_NUMBER_BEFORE}{_YEAR}{_NO_NUMBER_AFTER}", lambda match, _: _always(year(int(match["year"])))),
    _form(rf"{_BEFORE_MONTH}(?P<core>{_MONTH}(?!\s*\d){_WHICH_YEAR})", _of_yearless_month),
    _form(rf"\bfor\s+{_NUMBER}\s+{_UNIT}\s+(?:sedan|sen|siden)\b|\b{_NUMBER_AGO}\s+{_UNIT_AGO}\s+ago\b", _away(-1)),
    _form(rf"\b(?:om|in)\s+{_NUMBER}\s+{_UNIT}\b(?P<number_ago>)(?P<unit_ago>)", _away(1)),
    _form(r"\bi (?P<season>varas|somras|hostas)\b", _of_last_season),
    _form(r"\b(?:forra veckan|last week)\b", _weeks_off(-1)),
    _form(r"\b(?:nasta vecka|next week)\b", _weeks_off(1)),
    *(_form(rf"\b(?:{said})\b", _years_off(offset)) for offset, said in _RELATIVE_YEARS.items()),
    _form(r"(?<=\s)['’-](?P<year>\d\d)(?![\w-])", lambda match, _: _always(year(_full_year(match["year"], 2000)))),
    _form(r"\b(?:forra manaden|last month)\b", _months_off(-1)),
    _form(r"\b(?:nasta manad|next month)\b", _months_off(1)),
    _form(r"\b(?:i ?morgon|tomorrow)\b", _days_off(1)),
    _form(r"\b(?:i ?gar|yesterday)\b", _days_off(-1)),
    _form(
        r"\b(?:i ?dag|just nu|nu|for narvarande|i dagslaget|i nulaget|today|(?:right |just )?now|at present|currently|"
        r"at the moment)\b",
        _days_off(0),
    ),
)
"""In order of precedence: where two forms overlap, the earlier one is meant."""
