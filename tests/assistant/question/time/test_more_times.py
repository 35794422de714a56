"""Times near today, by their weekday, week or feast, and from one turn of a conversation to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.decision.dating import dated, on_day
from assistant.decision.model import QuestionState
from assistant.model import Question
from assistant.question.asked_change import asked_change
from assistant.question.time.asked_time import asked_time
from assistant.question.time.timed_text import TimedText
from corpus.model import Catalogue
from corpus.period import Period

SUNDAY = date(2026, 11, 29)
JANUARY = date(2027, 1, 10)


def day(text: str) -> date:
    return date.fromisoformat(text)


def asked_period(text: str, today: date = SUNDAY) -> Period | None:
    asked = asked_time(TimedText(text, today))
    return asked.period if asked else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Vad gäller i övermorgon?", "2026-12-01", "2026-12-01"),
        ("Vad gäller på måndag?", "2026-11-30", "2026-11-30"),
        ("Vad gäller på söndag?", "2026-12-06", "2026-12-06"),
        ("Vad gällde i fredags?", "2026-11-27", "2026-11-27"),
        ("Vad gäller om ett halvår?", "2027-05-29", "2027-05-29"),
        ("Vad gällde i förfjol?", "2024-01-01", "2024-12-31"),
        ("Vad gäller till våren?", "2027-03-01", "2027-05-31"),
        ("Vad gäller på nyårsafton?", "2026-12-31", "2026-12-31"),
        ("Vad gäller vecka 1?", "2027-01-04", "2027-01-10"),
        ("Vad gällde vecka 53 2020?", "2020-12-28", "2021-01-03"),
        ("Vad gäller nästa budgetår?", "2027-01-01", "2027-12-31"),
        ("What applies the day after tomorrow?", "2026-12-01", "2026-12-01"),
        ("När betalas bidraget ut 2027?", "2027-01-01", "2027-12-31"),
        ("Vad gäller just nu?", "2026-11-29", "2026-11-29"),
    ],
)
def test_a_time_is_understood(text: str, first: str, last: str) -> None:
    assert asked_period(text) == Period(day(first), day(last))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vilket var taket före nyår?", "2026-12-31"),
        ("Vilket var taket innan årsskiftet?", "2026-12-31"),
        ("Hur högt blev taket efter nyår?", "2027-01-01"),
        ("Vilket är taket efter nyår?", "2028-01-01"),
    ],
)
def test_tense_decides_which_turn_of_the_year_is_meant(text: str, wanted: str) -> None:
    assert asked_period(text, JANUARY) == Period.of(day(wanted))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vilket är taket den 30 februari 2027?", "30 februari 2027"),
        ("Vad gäller 2027-02-30?", "2027-02-30"),
        ("Vad gäller efter påsk?", "efter påsk"),
        ("Vad gäller den 28 februari 2027?", ""),
    ],
)
def test_a_time_that_cannot_be_placed_is_named(text: str, words: str) -> None:
    assert "".join(TimedText(text, SUNDAY).unknown_times) == words


def turn(text: str, *earlier: str, as_of: date | None = None) -> QuestionState:
    """The state after dating, for a turn that leans on others."""
    timed, whole = TimedText(text, SUNDAY), TimedText(" ".join((*earlier, text)), SUNDAY)
    state = QuestionState(Question(text, as_of=as_of), timed, "sv", on_day(SUNDAY, as_of), standalone=whole)
    return dated(state, Catalogue((), "påhittad"))


@pytest.mark.parametrize(
    ("earlier", "text", "wanted"),
    [
        ("Vilket är taket 2027?", "Och vilket är taket i dag?", Period.of(SUNDAY)),
        ("Vilket är taket 2027?", "Och nu?", Period.of(SUNDAY)),
        ("Vad gällde i dag?", "Och 2012?", Period(day("2012-01-01"), day("2012-12-31"))),
        ("Vad gällde 2024?", "och året innan?", Period(day("2023-01-01"), day("2023-12-31"))),
        ("Vad gällde 2024?", "Och året efter?", Period(day("2025-01-01"), day("2025-12-31"))),
        ("Vad gäller den 31 december 2026?", "och dagen efter?", Period.of(day("2027-01-01"))),
        ("Vad gällde i mars 2024?", "Och månaden innan?", Period(day("2024-02-01"), day("2024-02-29"))),
    ],
)
def test_the_last_turns_own_time_decides(earlier: str, text: str, wanted: Period) -> None:
    assert turn(text, earlier).day.period == wanted


def test_today_in_words_goes_before_a_day_that_was_chosen() -> None:
    chosen = day("2027-03-01")
    found = turn("Och i dag?", "Vilket är taket?", as_of=chosen)
    assert (found.day.as_of, found.day.conflicting, found.matter) == (SUNDAY, chosen, "Vilket är taket?")
    assert turn("Och taket?", "Vad gäller?", as_of=chosen).day.as_of == chosen


@pytest.mark.parametrize(
    ("text", "since", "until", "matter"),
    [
        ("Är taket högre nästa år än i år?", "2026-01-01", "2027-12-31", "taket"),
        ("Är taket högre 2027 än i dag?", "2026-11-29", "2027-01-01", "taket"),
        ("Är bidraget lägre i år än 2023?", "2023-01-01", "2026-12-31", "bidraget"),
        ("Får man mer 2027 än man fick 2025?", "2025-01-01", "2027-12-31", ""),
    ],
)
def test_more_at_one_time_than_at_another_asks_for_a_change(text: str, since: str, until: str, matter: str) -> None:
    asked = asked_change(TimedText(text, SUNDAY))
    assert asked is not None
    assert (asked.since, asked.until, asked.matter) == (day(since), day(until), matter)


def test_today_is_one_side_of_a_comparison() -> None:
    asked = asked_change(TimedText("Jämför 2012 med i dag", SUNDAY))
    assert asked is not None
    assert (asked.since, asked.until, asked.matter) == (day("2012-01-01"), None, "")


def test_more_than_an_amount_asks_for_no_change() -> None:
    assert asked_change(TimedText("Kan vi få mer än 10 000 kronor 2027?", SUNDAY)) is None
    assert replace(turn("Hej"), talk=None).change is None
