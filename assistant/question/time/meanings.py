"""Which days a named time means: functions from a match of a form, and today, to the days looking forward and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from assistant.question.time.time_names import (
    FEASTS,
    LAST_SEASONS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    RELATIVE_YEARS,
    SEASONS,
    WEEKDAYS,
)
from corpus.period import Period

Meaning: TypeAlias = Callable[[re.Match[str], date], tuple[Period, Period] | None]
"""From a match and today to the days meant, looking forward and looking back; None when there are no such days."""
_ONE_DAY = timedelta(days=1)


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


def always(period: Period) -> tuple[Period, Period]:
    """The same days, whether one looks forward or back."""
    return period, period


def _on(day: date) -> tuple[Period, Period]:
    return always(Period.of(day))


def _every_year(today: date, in_year: Callable[[int], Period]) -> tuple[Period, Period]:
    """The coming and the last one of something that returns every year; one that is going on is both."""
    around = [in_year(today.year + offset) for offset in (-1, 0, 1)]
    coming = next(period for period in around if period.last >= today)
    return coming, next(period for period in reversed(around) if period.first <= today)


def of_years(match: re.Match[str], _: date) -> tuple[Period, Period] | None:
    """From one year to another."""
    first = int(match["year"])
    last = full_year(match["to"], first)
    return always(Period(year(first).first, year(last).last)) if first <= last else None


def of_year(match: re.Match[str], _: date) -> tuple[Period, Period]:
    """A whole year."""
    return always(year(full_year(match["year"], 2000)))


def of_month(match: re.Match[str], _: date) -> tuple[Period, Period]:
    """A month with its year."""
    return always(month(full_year(match["year"], 2000), MONTHS[match["month"]]))


def of_yearless_month(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """A month: the coming and the last one, or the one of the year that is said beside it."""

    def in_year(each: int) -> Period:
        return month(each, MONTHS[match["month"]])

    return _in_relative_year(match, today, in_year)


def of_yearless_day(match: re.Match[str], today: date) -> tuple[Period, Period] | None:
    """A day without its year; None for one that does not exist."""
    if match.groupdict().get("year"):  # days that exist are read by `corpus.dates`
        return None
    number = int(match["month"]) if match["month"].isdigit() else MONTHS[match["month"]]
    try:
        leap = date(2000, number, int(match["day"]))
    except ValueError:
        return None

    def in_year(each: int) -> Period:
        day = years_on(leap, each - leap.year)
        return Period.of(day)

    return _in_relative_year(match, today, in_year)


def _in_relative_year(match: re.Match[str], today: date, in_year: Callable[[int], Period]) -> tuple[Period, Period]:
    """In the year that is said ("i mars förra året"), else the coming and the last one."""
    said = match["which_year"]
    if said is None:
        return _every_year(today, in_year)
    rule = next(rule for rule, pattern in RELATIVE_YEARS.each if pattern.fullmatch(said))
    return always(in_year(today.year + rule.offset))


def of_turn(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """The first of January: the coming and the last one, or the one that is said."""
    if match["year"]:
        return _on(date(int(match["year"]) + (1 if match["to"] else 0), 1, 1))
    coming, last = date(today.year + 1, 1, 1), date(today.year, 1, 1)
    which = match["which"] or ""
    if which:
        return _on(last if which in ("forra", "senaste", "last") else coming)
    return Period.of(coming), Period.of(last)


def of_part(match: re.Match[str], today: date) -> tuple[Period, Period] | None:
    """Halves and quarters of a year."""
    months = 6 if match["part"].startswith("h") else 3
    nth = match["nth"]
    first = (int(nth) - 1 if nth.isdigit() else ORDINALS[nth] - 1) * months
    if first + months > 12:  # the third half of a year
        return None
    number = int(match["year"]) if match["year"] else today.year
    return always(Period(date(number, first + 1, 1), month(number, first + months).last))


def of_season(match: re.Match[str], _: date) -> tuple[Period, Period]:
    """Three whole months, as the meteorologists count."""
    first = SEASONS[match["season"]]
    number = int(match["year"])
    return always(Period(date(number, first, 1), month(number, first + 2).last))


def of_decade(match: re.Match[str], _: date) -> tuple[Period, Period]:
    """Ten years."""
    first = int(match["year"])
    return always(Period(year(first).first, year(first + 9).last))


def full_year(digits: str, century_of: int) -> int:
    """A year from four digits, or from two in the century of another."""
    return int(digits) if len(digits) == len("2012") else century_of // 100 * 100 + int(digits)


def of_last_season(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """The last spring, summer or autumn, as far as it has come."""
    first = LAST_SEASONS[match["season"]]
    _, last = _every_year(today, lambda each: Period(date(each, first, 1), month(each, first + 2).last))
    return always(last)


def of_coming_season(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """The coming spring, summer or autumn, or the one that it is."""
    first = SEASONS[match["season"]]
    coming, _ = _every_year(today, lambda each: Period(date(each, first, 1), month(each, first + 2).last))
    return always(coming)


def of_feast(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """A feast that is on the same day every year."""
    which, day = FEASTS[match["feast"]]
    if match["year"]:
        return _on(date(int(match["year"]), which, day))
    return _every_year(today, lambda each: Period.of(date(each, which, day)))


def of_week(match: re.Match[str], today: date) -> tuple[Period, Period]:
    """A week by its number, as ISO 8601 counts them; ValueError where the year has no such week."""

    def in_year(each: int) -> Period:
        monday = date.fromisocalendar(each, int(match["week"]), 1)
        return Period(monday, monday + timedelta(days=6))

    return always(in_year(int(match["year"]))) if match["year"] else _every_year(today, in_year)


def of_weekday(sign: int) -> Meaning:
    """The coming such day after today, or the last one before it."""

    def meaning(match: re.Match[str], today: date) -> tuple[Period, Period]:
        number = WEEKDAYS[match["weekday"]]
        off = (number - today.weekday() - 1) % 7 + 1 if sign > 0 else -((today.weekday() - number - 1) % 7 + 1)
        return _on(today + timedelta(days=off))

    return meaning


def away(sign: int) -> Meaning:
    """So many days, weeks, months or years before or after today."""

    def meaning(match: re.Match[str], today: date) -> tuple[Period, Period]:
        word, unit = match["number"], match["unit"]
        count = sign * (int(word) if word.isdigit() else NUMBERS[word])
        if unit.startswith(("dag", "day")):
            return _on(today + timedelta(days=count))
        if unit.startswith(("veck", "week")):
            return _on(today + timedelta(weeks=count))
        if unit.startswith(("man", "month", "halv", "half")):
            months = today.year * 12 + today.month - 1 + count * (6 if unit.startswith("hal") else 1)
            there = month(months // 12, months % 12 + 1)
            return _on(min(there.last, there.first + timedelta(days=today.day - 1)))
        return _on(years_on(today, count))

    return meaning


def weeks_off(count: int) -> Meaning:
    """A week, Monday to Sunday, so many after this one."""

    def meaning(_: re.Match[str], today: date) -> tuple[Period, Period]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=count)
        return always(Period(monday, monday + timedelta(days=6)))

    return meaning


def years_off(count: int) -> Meaning:
    """A year, so many after this one."""
    return lambda _, today: always(year(today.year + count))


def days_off(count: int) -> Meaning:
    """A day, so many after today."""
    return lambda _, today: _on(today + timedelta(days=count))


def months_off(count: int) -> Meaning:
    """A month, so many after this one."""

    def meaning(_: re.Match[str], today: date) -> tuple[Period, Period]:
        months = today.year * 12 + today.month - 1 + count
        return always(month(months // 12, months % 12 + 1))

    return meaning
