"""Times that are told by their distance from the one that was asked about before: "och året innan?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.time.meanings import month, year
from corpus.language_rules import Rule, RuleTable, folded, words
from corpus.period import Period

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Step(Rule):
    """A way of naming such a time."""

    day: Callable[[Period], date]
    """A day in it, from the time before."""
    whole: Callable[[date], Period]
    """The whole of it, from that day."""


def _whole_month(day: date) -> Period:
    return month(day.year, day.month)


def _whole_year(day: date) -> Period:
    return year(day.year)


_BEFORE = words(swedish="innan | före | dessförinnan | tidigare", english="before | earlier")
_AFTER = words(swedish="efter | därpå | därefter | senare", english="after | later")
STEPS = RuleTable(
    "A time by its distance from the one before.",
    _Step(
        "year_before",
        rf"\b (?: (?: ett \  )? år(?:et)? | (?: the | a | one ) \  year ) \  {_BEFORE} (?! \s* \w )",
        day=lambda before: date(before.first.year - 1, 1, 1),
        whole=_whole_year,
        why="The calendar year.",
        matches=("och året innan?", "ett år tidigare", "the year before"),
        spares=("året före mötet", "the year before last"),
    ),
    _Step(
        "year_after",
        rf"\b (?: (?: ett \  )? år(?:et)? | (?: the | a | one ) \  year ) \  {_AFTER} (?! \s* \w )",
        day=lambda before: date(before.last.year + 1, 1, 1),
        whole=_whole_year,
        why="The calendar year.",
        matches=("och året efter?", "ett år senare", "the year after"),
        spares=("året efter mötet",),
    ),
    _Step(
        "month_before",
        rf"\b (?: månaden | the \  month ) \  {_BEFORE} (?! \s* \w )",
        day=lambda before: before.first.replace(day=1) - _ONE_DAY,
        whole=_whole_month,
        why="The calendar month.",
        matches=("månaden innan", "the month before"),
        spares=("månaden",),
    ),
    _Step(
        "month_after",
        rf"\b (?: månaden | the \  month ) \  {_AFTER} (?! \s* \w )",
        day=lambda before: _whole_month(before.last).last + _ONE_DAY,
        whole=_whole_month,
        why="The calendar month.",
        matches=("månaden efter", "the month after"),
        spares=("månaden",),
    ),
    _Step(
        "day_before",
        rf"\b (?: dagen | the \  day ) \  {_BEFORE} (?! \s* \w )",
        day=lambda before: before.first - _ONE_DAY,
        whole=Period.of,
        why="The day in front of all of it.",
        matches=("dagen innan", "the day before"),
        spares=("dagen före mötet",),
    ),
    _Step(
        "day_after",
        rf"\b (?: dagen | the \  day ) \  {_AFTER} (?! \s* \w )",
        day=lambda before: before.last + _ONE_DAY,
        whole=Period.of,
        why="The day behind all of it.",
        matches=("och dagen efter?", "the day after"),
        spares=("dagen efter mötet",),
    ),
    reads=folded,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What a turn names so: the time, and the turn without the words for it."""

    period: Period
    rest: str


def stepped(turn: str, before: Period) -> Step | None:
    """The time that a turn names by its distance from the one before; None for none, or one beyond the calendar."""
    plain = folded(turn)
    for rule, pattern in STEPS.each:
        if found := pattern.search(plain):
            try:
                return Step(rule.whole(rule.day(before)), f"{turn[: found.start()]}{turn[found.end() :]}")
            except (ValueError, OverflowError):
                return None
    return None
