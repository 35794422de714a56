from __future__ import annotations

from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

from assistant.model import Language, Verdict
from assistant.texts.wording import LANGUAGES, Wording, wording
from assistant.texts.words import Joined, Room, guideline_name, text
from corpus.period import Period
from corpus.timeline import VersionStatus

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

ROOMS: tuple[Room, ...] = get_args(Room)


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_text_stands_in_a_room_that_words_can_name() -> None:
    assert set(ROOMS) == Wording.model_fields.keys() - {"language", "months", "date"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_both_languages_say_the_same_things(room: Room) -> None:
    swedish, english = getattr(wording("sv"), room), getattr(wording("en"), room)
    assert set(swedish) == set(english)
    for key in swedish:
        assert placeholders(swedish[key]) == placeholders(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_text_can_be_said(language: Language, room: Room) -> None:
    for key, template in getattr(wording(language), room).items():
        said = wording(language).say(room, key, **dict.fromkeys(placeholders(template), "{värde}"))
        assert said.count("{värde}") == sum(name is not None for _, name, _, _ in Formatter().parse(template)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_and_version_status_has_a_name(language: Language) -> None:
    assert set(wording(language).verdict) == set(Verdict)
    assert set(wording(language).version_status) == set(VersionStatus)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_never_promises(language: Language) -> None:
    texts = wording(language).answer
    said = " ".join(texts[key] for key in texts if key.removeprefix("overview_") in set(Verdict)).lower()
    assert "ni får" not in said
    assert "you may" not in said
    assert "enligt riktlinjerna" in said or "according to the guideline" in said


def test_no_earlier_version_is_called_repealed() -> None:
    for language in LANGUAGES:
        texts = wording(language)
        everything = " ".join(str(getattr(texts, room)) for room in ROOMS).lower()
        assert not any(word in everything for word in ("upphävd", "upphävt", "upphäva", "repealed"))
    assert wording("sv").version_status["superseded"] == "tidigare"


def test_dates_are_in_words() -> None:
    assert wording("sv").day(date(2013, 11, 28)) == "28 november 2013"
    assert wording("en").day(date(2009, 6, 1)) == "1 June 2009"
    assert all(len(wording(language).months) == 12 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("first", "last", "time", "at", "english"),
    [
        ("2013-11-28", "2013-11-28", "den 28 november 2013", "den 28 november 2013", "on 28 November 2013"),
        ("2013-12-01", "2013-12-31", "december 2013", "i december 2013", "in December 2013"),
        ("2012-02-01", "2012-02-29", "februari 2012", "i februari 2012", "in February 2012"),
        ("2012-01-01", "2012-12-31", "år 2012", "under 2012", "in 2012"),
        ("2012-01-01", "2013-12-31", "tiden från och med den 1 januari 2012 till och med den 31 december 2013",
         "från och med den 1 januari 2012 till och med den 31 december 2013",
         "from 1 January 2012 to 31 December 2013"),
        ("2012-02-01", "2012-02-28", "tiden från och med den 1 februari 2012 till och med den 28 februari 2012",
         "från och med den 1 februari 2012 till och med den 28 februari 2012",
         "from 1 February 2012 to 28 February 2012"),
        ("2012-03-15", "2013-03-14", "tiden från och med den 15 mars 2012 till och med den 14 mars 2013",
         "från och med den 15 mars 2012 till och med den 14 mars 2013", "from 15 March 2012 to 14 March 2013"),
        ("2012-03-15", "9999-12-31", "tiden från och med den 15 mars 2012", "från och med den 15 mars 2012",
         "from 15 March 2012"),
    ],
)  # fmt: skip
def test_a_time_is_named_by_its_shape(first: str, last: str, time: str, at: str, english: str) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    swedish = wording("sv")
    assert (swedish.time(period), swedish.at(period)) == (time, at)
    assert swedish.words(text("when", "heading", period=period)) == f"{at[0].upper()}{at[1:]}:"
    assert wording("en").at(period) == english


def test_a_version_is_named_by_the_day_from_which_it_applies(made: type[Made]) -> None:
    dated = made.version("2020", valid_from=date(2020, 1, 1), adopted=date(2019, 12, 1))
    undated = made.version("odaterad", confirmed_in_force=date(2026, 11, 23))
    assert wording("sv").version(dated) == "versionen från och med den 1 januari 2020"
    assert wording("sv").version(undated) == "versionen som bekräftades gälla den 23 november 2026"
    assert wording("en").version(dated) == "the version in force from 1 January 2020"


def test_a_badge_names_another_day_than_today() -> None:
    assert wording("sv").badge(VersionStatus.CURRENT) == "gällande"
    assert wording("sv").badge(VersionStatus.SUPERSEDED, date(2013, 11, 28)) == "tidigare den 28 november 2013"


def test_a_text_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(KeyError):
        wording("sv").say("answer", "finns_inte")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Av riktlinjerna framgår inte ett mål och en tid. Fråga oss. Under 2012 gällde ingen version av ”Bad”."),
        ("en", "The guideline does not state a goal and a time. Ask us. In 2012 no version of ”Bad” was in force."),
    ],
)
def test_words_are_said_in_each_language(language: Language, said: str) -> None:
    period = Period(date(2012, 1, 1), date(2012, 12, 31))
    missing = Joined(({"sv": "ett mål", "en": "a goal"}, {"sv": "en tid", "en": "a time"}))
    words = (
        text("abstention", "missing", missing=missing),
        {"sv": "Fråga oss.", "en": "Ask us."},
        text("abstention", "no_version", period=period, guideline=guideline_name("Bad")),
    )
    assert wording(language).words(words) == said
