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
LAST_SEASONS = {folded(word): first for first, word in ((3, "våras"), (6, "somras"), (9, "höstas"))}


@dataclass(frozen=True)
class RelativeYear(Rule):
    """A year counted from the one that is now."""

    offset: int


RELATIVE_YEARS = RuleTable(
    "A year by its distance from the one that is now.",
    RelativeYear(
        "year_before_last",
        words(swedish="förrförra året", english="the year before last"),
        offset=-2,
        why="Before the last year, whose words it contains.",
        matches=("förrförra året", "the year before last"),
    ),
    RelativeYear(
        "last_year",
        words(
            swedish="i ?fjol | fjolåret | förra året | föregående år",
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
        words(swedish="i år | innevarande år | det här året", english="this year | the current year"),
        offset=0,
        why="The whole of it, with what is still to come.",
        matches=("i år", "this year"),
        spares=("år",),
    ),
    RelativeYear(
        "next_year",
        words(swedish="(?:nästa|neste|nästkommande|kommande) år(?:et)?", english="next year | the coming year"),
        offset=1,
        why="The calendar year, not the next twelve months.",
        matches=("nästa år", "kommande året", "next year"),
        spares=("nästa månad",),
    ),
    reads=folded,
)
ANY_RELATIVE_YEAR = words(*(rule.pattern for rule in RELATIVE_YEARS.rules))
