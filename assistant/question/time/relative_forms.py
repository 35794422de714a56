"""The forms that name a time by its distance from today."""

from __future__ import annotations

from assistant.question.time.forms import NUMBER, UNIT, Form
from assistant.question.time.meanings import (
    away,
    days_off,
    months_off,
    of_coming_season,
    of_last_season,
    of_weekday,
    weeks_off,
    years_off,
)
from assistant.question.time.time_names import LAST_SEASONS, RELATIVE_YEARS, SEASONS, WEEKDAYS
from corpus.language_rules import whole_words, words

_WEEKDAY = rf"(?P<weekday> {words(*WEEKDAYS)} )"
RELATIVE_FORMS = (
    Form(
        "so_long_ago_in_swedish",
        rf"\b för \s+ {NUMBER} \s+ {UNIT} \s+ (?: sedan | sen | siden ) \b",
        meaning=away(-1),
        why="Counted back from today.",
        matches=("för två år sedan", "for 3 ar sen"),
        spares=("för två år",),
    ),
    Form(
        "so_long_ago_in_english",
        rf"\b {NUMBER} \s+ {UNIT} \s+ ago \b",
        meaning=away(-1),
        why="The same, with the word for it behind.",
        matches=("two years ago", "a month ago"),
        spares=("two years",),
    ),
    Form(
        "in_so_long",
        rf"\b (?: om | in ) \s+ {NUMBER} \s+ {UNIT} \b",
        meaning=away(1),
        why="Counted on from today.",
        matches=("om tre månader", "in 2 weeks"),
        spares=("i tre månader",),
    ),
    Form(
        "coming_season",
        rf"\b (?: till | nästa | kommande | next ) \  (?P<season> {words(*SEASONS)} ) (?! \s+ \d ) \b",
        meaning=of_coming_season,
        why="The next one, or what is left of this.",
        matches=("till våren", "kommande hösten", "next spring"),
        spares=("på våren", "till våren 2028"),
    ),
    Form(
        "coming_weekday",
        rf"\b (?: på | nästa | on | next ) \  {_WEEKDAY} (?: en )? \b",
        meaning=of_weekday(1),
        why="The first one after today.",
        matches=("på måndag", "nästa fredag", "on monday"),
        spares=("på måndagar", "måndag"),
    ),
    Form(
        "last_weekday",
        rf"\b (?: i \  (?P<weekday> {words(*(f'{day}' for day in WEEKDAYS))} ) s ) \b",
        meaning=of_weekday(-1),
        why="Swedish says the last one with an s.",
        matches=("i måndags", "i fredags"),
        spares=("i måndag",),
    ),
    Form(
        "day_after_tomorrow",
        whole_words(swedish="i ?övermorgon | övermorgon", english="the day after tomorrow"),
        meaning=days_off(2),
        why="Before tomorrow, whose word it contains in English.",
        matches=("i övermorgon", "the day after tomorrow"),
        spares=("i morgon",),
    ),
    Form(
        "day_before_yesterday",
        whole_words(swedish="i ?förrgår", english="the day before yesterday"),
        meaning=days_off(-2),
        why="Before yesterday, whose word it contains.",
        matches=("i förrgår", "the day before yesterday"),
        spares=("i går",),
    ),
    Form(
        "last_season",
        rf"\b i\  (?P<season> {words(*LAST_SEASONS)} ) \b",
        meaning=of_last_season,
        why="Swedish has a word of its own for the season that was last.",
        matches=("i våras", "i höstas"),
        spares=("i vår",),
    ),
    Form(
        "last_week",
        whole_words(swedish="förra veckan", english="last week"),
        meaning=weeks_off(-1),
        why="Monday to Sunday.",
        matches=("förra veckan", "last week"),
    ),
    Form(
        "next_week",
        whole_words(swedish="nästa vecka", english="next week"),
        meaning=weeks_off(1),
        why="Monday to Sunday.",
        matches=("nästa vecka", "next week"),
    ),
    *(
        Form(
            year.name,
            rf"\b {year.pattern} \b",
            meaning=years_off(year.offset),
            why=year.why,
            matches=year.matches,
            spares=year.spares,
        )
        for year in RELATIVE_YEARS.rules
    ),
    Form(
        "last_month",
        whole_words(swedish="förra månaden", english="last month"),
        meaning=months_off(-1),
        why="The calendar month.",
        matches=("förra månaden", "last month"),
    ),
    Form(
        "next_month",
        whole_words(swedish="nästa månad", english="next month"),
        meaning=months_off(1),
        why="The calendar month.",
        matches=("nästa månad", "next month"),
    ),
    Form(
        "tomorrow",
        whole_words(swedish="i ?morgon", english="tomorrow"),
        meaning=days_off(1),
        why="Written in one word or two.",
        matches=("i morgon", "imorgon", "tomorrow"),
        spares=("på morgonen",),
    ),
    Form(
        "yesterday",
        whole_words(swedish="i ?går", english="yesterday"),
        meaning=days_off(-1),
        why="Written in one word or two.",
        matches=("i går", "igår", "yesterday"),
        spares=("går det",),
    ),
    Form(
        "today",
        whole_words(
            swedish="i ?dag | just nu | nu | för närvarande | i dagsläget | i nuläget",
            english="today | (?:right |just )?now | at present | currently | at the moment",
        ),
        meaning=days_off(0),
        why="It is said to set today apart from another time that is named.",
        matches=("Vad gäller i dag?", "right now", "för närvarande"),
        spares=("dagen",),
    ),
)
