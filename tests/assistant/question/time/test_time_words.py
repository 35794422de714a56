from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.question.time.bounds import Bound
from assistant.question.time.time_words import times_in
from corpus.language_rules import folded
from corpus.period import Period

TODAY = date(2026, 11, 26)
NEW_YEARS_EVE, NEW_YEARS_DAY = date(2026, 12, 31), date(2027, 1, 1)


def days(text: str, today: date = TODAY, *, looking_back: bool = True) -> str:
    """The days that the one time in a text means, from … to …; one day by itself."""
    (words,) = times_in(text, today).known
    period = words.period(today, looking_back=looking_back)
    return f"{period.first}" if period.first == period.last else f"{period.first} {period.last}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012", "2012-01-01 2012-12-31"),
        ("år 2012", "2012-01-01 2012-12-31"),
        ("vad gällde -12", "2012-01-01 2012-12-31"),
        ("in ’09", "2009-01-01 2009-12-31"),
        ("2010-talet", "2010-01-01 2019-12-31"),
        ("the 1990s", "1990-01-01 1999-12-31"),
        ("november 2013", "2013-11-01 2013-11-30"),
        ("december 2013", "2013-12-01 2013-12-31"),
        ("februari 2012", "2012-02-01 2012-02-29"),
        ("feb. 2013", "2013-02-01 2013-02-28"),
        ("nov -13", "2013-11-01 2013-11-30"),
        ("March of 2014", "2014-03-01 2014-03-31"),
        ("första halvåret 2013", "2013-01-01 2013-06-30"),
        ("second half of 2013", "2013-07-01 2013-12-31"),
        ("fjärde kvartalet 2013", "2013-10-01 2013-12-31"),
        ("andra kvartalet", "2026-04-01 2026-06-30"),
        ("131128", "2013-11-28"),
        ("2013-11-28", "2013-11-28"),
        ("den 28:e november 2013", "2013-11-28"),
        ("28/11 2013", "2013-11-28"),
        ("i dag", "2026-11-26"),
        ("just nu", "2026-11-26"),
        ("i morgon", "2026-11-27"),
        ("yesterday", "2026-11-25"),
        ("i fjol", "2025-01-01 2025-12-31"),
        ("the year before last", "2024-01-01 2024-12-31"),
        ("this year", "2026-01-01 2026-12-31"),
        ("NÄSTA ÅR", "2027-01-01 2027-12-31"),
        ("förra månaden", "2026-10-01 2026-10-31"),
        ("next month", "2026-12-01 2026-12-31"),
        ("för tre år sedan", "2023-11-26"),
        ("two years ago", "2024-11-26"),
        ("om 10 år", "2036-11-26"),
        ("i mars förra året", "2025-03-01 2025-03-31"),
        ("den 3 maj nästa år", "2027-05-03"),
        ("årsskiftet 2026/27", "2027-01-01"),
        ("årsskiftet 2013", "2013-01-01"),
        ("förra årsskiftet", "2026-01-01"),
        ("nästa årsskifte", "2027-01-01"),
    ],
)
def test_a_time_can_be_named_in_many_ways(text: str, expected: str) -> None:
    assert days(text) == days(text, looking_back=False) == expected


@pytest.mark.parametrize(
    ("text", "bound", "expected"),
    [
        ("under 2012", Bound.IN, "2012-01-01 2012-12-31"),
        ("från och med 2027", Bound.FROM, "2027-01-01"),
        ("fr.o.m. den 1 januari 2027", Bound.FROM, "2027-01-01"),
        ("starting 2027", Bound.FROM, "2027-01-01"),
        ("efter 2013", Bound.AFTER, "2014-01-01"),
        ("after 28 November 2013", Bound.AFTER, "2013-11-29"),
        ("efter årsskiftet 2026/27", Bound.AFTER, "2027-01-01"),  # a turning point: from that day on
        ("före 2013", Bound.BEFORE, "2012-12-31"),
        ("fram till den 1 mars 2014", Bound.BEFORE, "2014-02-28"),
        ("till och med 2013", Bound.UNTIL, "2013-12-31"),
        ("t.o.m. mars 2014", Bound.UNTIL, "2014-03-31"),
        ("sedan 2013", Bound.SINCE, "2013-01-01 2026-11-26"),
        ("since 2013-11-28", Bound.SINCE, "2013-11-28 2026-11-26"),
        ("sedan 2028", Bound.SINCE, "2028-01-01"),
        ("före 2010-talet", Bound.BEFORE, "2009-12-31"),
        ("mellan 2010 och 2012", Bound.BETWEEN, "2010-01-01 2012-12-31"),
        ("from 2010 to 2012", Bound.BETWEEN, "2010-01-01 2012-12-31"),
        ("2010–12", Bound.BETWEEN, "2010-01-01 2012-12-31"),
        ("mellan mars 2014 och juni 2016", Bound.BETWEEN, "2014-03-01 2016-06-30"),
        ("mellan den 1 mars 2014 och den 3 juni 2014", Bound.BETWEEN, "2014-03-01 2014-06-03"),
    ],
)
def test_the_words_before_a_time_bound_it(text: str, bound: Bound, expected: str) -> None:
    question = f"Så {text}?"
    (words,) = times_in(question, TODAY).known
    assert (words.bound, days(text)) == (bound, expected)
    assert question[words.start : words.end] == text


@pytest.mark.parametrize("text", ["2012–2010", "2012 till 2010", "mellan 2012 och 2010"])
def test_a_range_that_runs_backwards_is_none(text: str) -> None:
    assert Bound.BETWEEN not in {words.bound for words in times_in(text, TODAY).known}


@pytest.mark.parametrize(
    ("text", "today", "ahead", "behind"),
    [
        ("i mars", TODAY, "2027-03-01 2027-03-31", "2026-03-01 2026-03-31"),
        ("i november", TODAY, "2026-11-01 2026-11-30", "2026-11-01 2026-11-30"),  # going on
        ("i december", TODAY, "2026-12-01 2026-12-31", "2025-12-01 2025-12-31"),
        ("den 26 november", TODAY, "2026-11-26", "2026-11-26"),
        ("den 25/11", TODAY, "2027-11-25", "2026-11-25"),
        ("March 1", TODAY, "2027-03-01", "2026-03-01"),
        ("vid årsskiftet", TODAY, "2027-01-01", "2026-01-01"),
        ("efter årsskiftet", TODAY, "2027-01-01", "2026-01-01"),
        ("före nyår", TODAY, "2026-12-31", "2025-12-31"),
        ("i morgon", NEW_YEARS_EVE, "2027-01-01", "2027-01-01"),
        ("nästa år", NEW_YEARS_EVE, "2027-01-01 2027-12-31", "2027-01-01 2027-12-31"),
        ("nästa månad", NEW_YEARS_EVE, "2027-01-01 2027-01-31", "2027-01-01 2027-01-31"),
        ("vid årsskiftet", NEW_YEARS_EVE, "2027-01-01", "2026-01-01"),
        ("den 1 januari", NEW_YEARS_EVE, "2027-01-01", "2026-01-01"),
        ("den 31 december", NEW_YEARS_EVE, "2026-12-31", "2026-12-31"),
        ("i går", NEW_YEARS_DAY, "2026-12-31", "2026-12-31"),
        ("förra året", NEW_YEARS_DAY, "2026-01-01 2026-12-31", "2026-01-01 2026-12-31"),
        ("förra månaden", NEW_YEARS_DAY, "2026-12-01 2026-12-31", "2026-12-01 2026-12-31"),
        ("den 1 januari", NEW_YEARS_DAY, "2027-01-01", "2027-01-01"),
        ("den 31 december", NEW_YEARS_DAY, "2027-12-31", "2026-12-31"),
        ("den 29 februari", TODAY, "2027-02-28", "2026-02-28"),
        ("den 29 februari", date(2028, 1, 1), "2028-02-29", "2027-02-28"),
        ("för ett år sedan", date(2028, 2, 29), "2027-02-28", "2027-02-28"),
        ("om fyra år", date(2028, 2, 29), "2032-02-29", "2032-02-29"),
    ],
)
def test_a_year_left_out_is_the_coming_or_the_last_one(text: str, today: date, ahead: str, behind: str) -> None:
    assert (days(text, today, looking_back=False), days(text, today)) == (ahead, behind)


def test_the_turn_of_the_year_that_has_just_been_is_today() -> None:
    assert days("vid årsskiftet", NEW_YEARS_DAY) == "2027-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kan vi få en handledare?",
        "2012 kronor",
        "2 012 kr",
        "kr 2012",
        "2020 personer",
        "2012 deltagare",
        "2020 platser",
        "2012 %",
        "1 2012",
        "§ 2012",
        "lag (2003:1210)",
        "SFS 2009:1234",
        "dnr 2012-34",
        "nr 2012",
        "Agenda 2030",
        "08-2012 345",
        "070-2013 456",
        "556677-2012",
        "131128-1234",
        "belopp 131128",
        "131128 kronor",
        "den 31 februari",
        "991399",
        "maj",
        "marschen",
        "mars är en planet",
        "a2012",
        "1850",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times_in(text, TODAY).known == ()


def test_several_times_come_in_order() -> None:
    times = times_in("Vad gällde 2012, och vad gäller från och med den 1 mars 2027?", TODAY).known
    assert [words.ahead for words in times] == [
        Period(date(2012, 1, 1), date(2012, 12, 31)),
        Period(date(2027, 3, 1), date(2027, 3, 1)),
    ]


def test_words_that_bound_a_time_are_no_time_of_their_own() -> None:
    assert days("från och med nu i januari 2027") == "2027-01-01"
    assert days("i år 2026") == "2026-01-01 2026-12-31"


def test_folding_keeps_every_character_in_its_place() -> None:
    assert folded("Å, ä och Ö: İstanbul") == "a, a och o: İstanbul"


PIECES = (
    "2012 år under före sedan sen fram till och med 2027 nu i dag igår från fr.o.m. t.o.m. efter mellan 12 1/3 131128 "
    "2013-11-28 28 november mars maj den - – , . ? förra året nästa årsskiftet 2026/27 första halvåret för två om "
    "three years ago last by before after since with från början per vid 29 februari '12 -12 2010-talet 1990s kr §"
).split()


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.text(max_size=50),
    today=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
@example(text="från och med nu i januari", today=TODAY)
@example(text="i år 2013", today=TODAY)
@example(text="år nu nu", today=TODAY)
@example(text="mellan 2012 och 2010 och mars", today=TODAY)
@example(text="٢٠١٢ 20١٢", today=TODAY)
def test_times_lie_within_the_text_and_apart(text: str, today: date) -> None:
    end = 0
    for words in times_in(text, today).known:
        assert end <= words.start <= words.core < words.end <= len(text)
        end = words.end
        for looking_back in (True, False):
            period = words.period(today, looking_back=looking_back)
            assert period.first <= period.last


@pytest.mark.parametrize("text", ["den 31 april 2012", "den 29 februari 2023", "31 april", "April 31, 2012"])
def test_a_day_that_does_not_exist_is_no_other_time_either(text: str) -> None:
    assert times_in(f"Vad gällde {text}?", TODAY).known == ()


@given(nth=st.sampled_from("första andra tredje fjärde".split()), part=st.sampled_from(["halvåret", "kvartalet"]))
def test_parts_of_a_year_are_read_or_not_but_never_fail(nth: str, part: str) -> None:
    for words in times_in(f"{nth} {part} 2012", TODAY).known:
        assert words.ahead.first.year == words.ahead.last.year == 2012


@given(number=st.integers(0, 99), unit=st.sampled_from(["dagar", "veckor", "månader", "år"]))
def test_so_long_ago_is_a_day_in_the_past(number: int, unit: str) -> None:
    (words,) = times_in(f"för {number} {unit} sedan", TODAY).known
    assert words.behind.first == words.behind.last <= TODAY
