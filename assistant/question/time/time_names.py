"""The words for numbers, seasons, parts of a year and years counted from this one, each with what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.language_rules import Rule, RuleTable, folded, words
from corpus.months import MonthNames, months_by_spelling

MONTHS = months_by_spelling(MonthNames.SWEDISH, MonthNames.ENGLISH, MonthNames.NORWEGIAN, MonthNames.DANISH)


def _counted(*listed: str) -> dict[str, int]:
    return {word: number for number, each in enumerate(listed, 1) for word in folded(each).split()}


NUMBERS = _counted(
    "ett en one a",
    "två two",
    "tre three",
    "fyra four",
    "fem five",
    "sex six",
    "sju seven",
    "åtta eight",
    "nio nine",
    "tio ten",
)
ORDINALS = _counted("första first", "andra second", "tredje third", "fjärde fourth")
SEASONS = {
    folded(word): first
    for first, names in ((3, "våren spring"), (6, "sommaren summer"), (9, "hösten autumn"))
    for word in names.split()
}
"""The first month of each, as the meteorologists count; winter is in two years."""
WEEKDAYS = {
    folded(word): number
    for number, names in enumerate(
        ("måndag monday", "tisdag tuesday", "onsdag wednesday", "torsdag thursday", "fredag friday", "lördag saturday",
         "söndag sunday")
    )
    for word in names.split()
}  # fmt: skip
"""Days of the week, Monday being 0."""
FEASTS = {"nyarsafton": (12, 31), "julafton": (12, 24), "valborg": (4, 30), "valborgsmassoafton": (4, 30),
          "nationaldagen": (6, 6), "new year's eve": (12, 31), "christmas eve": (12, 24)}  # fmt: skip
"""Month and day of those that are the same every year."""
LAST_SEASONS = {folded(word): first for first, word in ((3, "våras"), (6, "somras"), (9, "höstas"))}


@dataclass(frozen=True)
class RelativeYear(Rule):
    """A year counted from the one that is now."""

    offset: int


RELATIVE_YEARS = RuleTable(
    "A year by its distance from the one that is now.",
    RelativeYear(
        "year_before_last",
        words(swedish="förrförra året | i ?förfjol", english="the year before last"),
        offset=-2,
        why="Before the last year, whose words it contains.",
        matches=("förrförra året", "i förfjol", "the year before last"),
    ),
    RelativeYear(
        "last_year",
        words(
            swedish="""
                i ?fjol | fjolåret | förra (?:budget|verksamhets|bidrags)?året
                föregående (?:budget|verksamhets|bidrags)?år
            """,
            nordic="i fjor | sidste år",
            english="last year | the previous year",
        ),
        offset=-1,
        why="The calendar year, not the last twelve months.",
        matches=("i fjol", "ifjol", "sidste år", "last year"),
        spares=("förra månaden",),
    ),
    RelativeYear(
        "this_year",
        words(
            swedish="i år | innevarande (?:budget|verksamhets|bidrags)?år | det här året",
            english="this year | the current year",
        ),
        offset=0,
        why="The whole of it, with what is still to come.",
        matches=("i år", "this year"),
        spares=("år",),
    ),
    RelativeYear(
        "next_year",
        words(
            swedish="(?:nästa|neste|nästkommande|kommande) (?:budget|verksamhets|bidrags)?år(?:et)?",
            english="next (?:budget |fiscal )?year | the coming year",
        ),
        offset=1,
        why="The calendar year, not the next twelve months.",
        matches=("nästa år", "nästa budgetår", "kommande året", "next year"),
        spares=("nästa månad",),
    ),
    reads=folded,
)
ANY_RELATIVE_YEAR = words(*(rule.pattern for rule in RELATIVE_YEARS.rules))
