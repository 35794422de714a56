"""The forms that name a time by its place in the calendar: a year, a part of one, a month, a day."""

from __future__ import annotations

from assistant.question.time.forms import DAY, MONTH, NO_NUMBER_AFTER, NO_NUMBER_BEFORE, WHICH_YEAR, YEAR, Form
from assistant.question.time.meanings import (
    of_decade,
    of_feast,
    of_month,
    of_part,
    of_season,
    of_turn,
    of_week,
    of_year,
    of_yearless_day,
    of_yearless_month,
    of_years,
)
from assistant.question.time.time_names import FEASTS, ORDINALS, SEASONS
from corpus.language_rules import words

_TURN = words(
    swedish="årsskiftet? | nyårsdagen | nyår(?:et)?",
    english="turn of the year | new year(?:'s(?: day)?)?",
)
_WHICH_TURN = words(swedish="nästa | kommande | förra | senaste", english="next | coming | last")
_BEFORE_NUMBERED_DAY = words(
    swedish="den | från | efter | före | sedan | per | till | med | o ?m",
    english="from | by | on | since | before | after",
)
_BEFORE_MONTH = words(
    swedish="i | från | före | till | efter | innan | under | sedan | sen | med | månaden",
    english="in | by | from | after | since | during | until | before",
)

CALENDAR_FORMS = (
    Form(
        "turn_of_the_year",
        rf"""
        \b (?: (?P<which> {_WHICH_TURN} ) \s+ )? {_TURN} \b
        (?: \s+ {YEAR} (?: \s?[-/–]\s? (?P<to> \d{{2,4}} ) )? )?
        """,
        meaning=of_turn,
        is_event=True,
        why="Rules begin to apply then; two years may stand behind it (2012/13).",
        matches=("efter årsskiftet", "årsskiftet 2012/13", "nästa nyår", "new year's day"),
        spares=("årsmötet",),
    ),
    Form(
        "feast",
        rf"\b (?P<feast> {words(*FEASTS)} ) (?: en )? \b (?: \s+ {YEAR} )?",
        meaning=of_feast,
        why="Those that have the same day every year.",
        matches=("på nyårsafton", "julafton 2027", "new year's eve"),
        spares=("midsommar", "nyår"),
    ),
    Form(
        "week",
        rf"\b (?: vecka | v\. | week ) \s? (?P<week> \d{{1,2}} ) \b (?! [:.,]\d ) (?: ,? \s+ (?: år\s+ )? {YEAR} )?",
        meaning=of_week,
        why="Swedes count weeks, as ISO 8601 does.",
        matches=("vecka 1", "v. 12 2027", "week 12"),
        spares=("veckan", "vecka 1,5"),
    ),
    Form(
        "years_from_to",
        rf"""
        (?: \b (?: mellan | between | från | from ) \s+ (?: år (?: en )? \s+ )? )?
        {NO_NUMBER_BEFORE} {YEAR}
        \s? (?: [-–/] | till\ och\ med | till | och | to | and ) \s?
        (?P<to> (?: 19 | 20 ) \d\d | (?<= [-–/] ) \d\d ) (?! \d | -\d )
        """,
        meaning=of_years,
        why="One time and not two; after a dash two digits are enough.",
        matches=("2010-2013", "2010–13", "mellan 2010 och 2013", "from 2010 to 2013"),
        spares=("2013-11-28", "2010, 2013"),
    ),
    Form(
        "part_in_words",
        rf"""
        \b (?P<nth> {words(*ORDINALS)} ) \s+ (?P<part> halvåret | half | kvartalet | quarter ) \b
        (?: \s+ (?: år\s+ | of\s+ | in\s+ )? {YEAR} )?
        """,
        meaning=of_part,
        why="Halves and quarters are what budgets are made for.",
        matches=("första halvåret", "andra kvartalet 2013", "first half of 2012"),
        spares=("halvåret",),
    ),
    Form(
        "part_in_digits",
        rf"\b (?P<part> q | kvartal\  ) (?P<nth> [1-4] ) \s+ {YEAR}",
        meaning=of_part,
        why="The short way of writing a quarter.",
        matches=("q3 2012", "kvartal 2 2013"),
        spares=("q5 2012", "q3"),
    ),
    Form(
        "season",
        rf"\b (?P<season> {words(*SEASONS)} ) \s+ {YEAR}",
        meaning=of_season,
        why="People remember the season; without a year it is no certain time.",
        matches=("våren 2014", "autumn 2012"),
        spares=("våren", "vintern 2014"),
    ),
    Form(
        "day_and_month",
        rf"(?<! [\d/-] ) \b {DAY} \s+ (?: of \s+ )? {MONTH} (?: \s+ {YEAR} | {WHICH_YEAR} )",
        meaning=of_yearless_day,
        is_day=True,
        why="A day without its year, or with one but no real day: 30 februari 2012 is not read as 2012.",
        matches=("den 1 januari", "1:a mars nästa år", "the 1st of march", "30 februari 2012"),
        spares=("11-1 januari",),
    ),
    Form(
        "month_and_year",
        rf"""
        \b {MONTH} \s+ (?: år\s+ | of\s+ )?
        ['’-]? (?P<year> (?: 19 | 20 ) \d\d | (?<= ['’-] ) \d\d | 0\d ) (?! \d )
        """,
        meaning=of_month,
        why="Two digits are a year only after a sign for what is left out, or where no day is written so (mars 09).",
        matches=("november 2013", "mars -12", "mars ’12", "may 09"),
        spares=("mars 12",),
    ),
    Form(
        "month_and_day",
        rf"\b {MONTH} \s+ {DAY} (?! [\d:] | \w ) (?: ,?\s+ {YEAR} | {WHICH_YEAR} )",
        meaning=of_yearless_day,
        is_day=True,
        why="As in American English.",
        matches=("march 1st", "november 28"),
        spares=("mars 12:30",),
    ),
    Form(
        "day_in_digits",
        rf"""
        \b {_BEFORE_NUMBERED_DAY} \s+
        (?P<core> (?P<day> [0-3]?\d ) / (?P<month> [01]?\d ) (?! [\d/] ) {WHICH_YEAR} )
        """,
        meaning=of_yearless_day,
        why="Only after a word for a time: else it is a share, or one of several pages.",
        matches=("den 3/4", "från 1/3 nästa år", "by 28/11"),
        spares=("sida 3/4", "den 28/11/13"),
    ),
    Form(
        "decade",
        r"\b (?P<year> (?: 19 | 20 ) \d0 ) (?: -?talet | s ) \b",
        meaning=of_decade,
        why="Ten years.",
        matches=("2010-talet", "the 2010s"),
        spares=("2012-talet",),
    ),
    Form(
        "year",
        rf"{NO_NUMBER_BEFORE} {YEAR} {NO_NUMBER_AFTER}",
        meaning=of_year,
        why="Four digits, unless they count something or number it.",
        matches=("Vad gällde 2012?", "policyn från 2013"),
        spares=("2000 kr", "§ 2012", "agenda 2030", "2012 personer"),
    ),
    Form(
        "month",
        rf"\b {_BEFORE_MONTH} \s+ (?P<core> {MONTH} (?! \s*\d ) {WHICH_YEAR} )",
        meaning=of_yearless_month,
        why='Only after a word for a time: "may" and "mars" are other words, too.',
        matches=("i mars", "från januari", "in may", "i mars förra året"),
        spares=("we may", "i mars 12"),
    ),
    Form(
        "short_year",
        r"(?<= \s ) ['’-] (?P<year> \d\d ) (?! [\w-] )",
        meaning=of_year,
        why="As it is said, with a sign for the century that is left out.",
        matches=("Vad gällde -12?", "the rules of '09"),
        spares=("131128-12", "-12-01"),
    ),
)
