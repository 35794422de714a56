from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.asked_change import asked_change
from assistant.question.time.asked_time import (
    asked_time,
    asks_only_what_applies,
    names_only_a_time,
    without_asked_times,
)
from assistant.question.time.timed_text import TimedText
from corpus.period import Period

TODAY = date(2026, 11, 26)


def items_of(name: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return items


ITEMS, MORE = items_of("asked_dates.yaml"), items_of("asked_dates_more.yaml")


def selected(text: str, *, surely: bool = True) -> Period | None:
    """The time that a text asks about, surely or perhaps; None for the present."""
    asked = asked_time(TimedText(text, TODAY))
    if asked is None or (surely and not asked.is_sure) or asked.period == Period.of(TODAY):
        return None
    return asked.period


def is_right(item: dict[str, Any], *, surely: bool = True) -> bool:
    wanted = Period(*map(date.fromisoformat, item["selects"])) if item["selects"] else None
    found = selected(item["text"], surely=surely)
    return found == wanted or (found is None and item.get("or_null", False))


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.94), ("test", 0.84)])
def test_times_that_are_asked_about_are_found(split: str, floor: float) -> None:
    right = [is_right(item) for item in ITEMS if item["split"] == split]
    assert sum(right) / len(right) >= floor


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.88), ("test", 0.78)])
def test_times_that_are_perhaps_asked_about_are_found(split: str, floor: float) -> None:
    right = [is_right(item, surely=False) for item in (*ITEMS, *MORE) if item["split"] == split]
    assert sum(right) / len(right) >= floor


def test_a_past_time_is_hardly_ever_selected_in_vain() -> None:
    found = [selected(item["text"]) for item in ITEMS if item["selects"] is None]
    past = [period for period in found if period is not None and period.last < TODAY]
    assert len(past) / len(found) <= 0.03


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("Vad gällde 2012?", "2012-01-01", "2012-12-31", ""),
        ("Vad gällde den 29 februari 2012?", "2012-02-29", "2012-02-29", ""),
        ("Vad gällde 131128 för resor?", "2013-11-28", "2013-11-28", "Vad gällde för resor?"),
        ("Vad gällde före 2013?", "2012-12-31", "2012-12-31", ""),
        ("Vad har gällt sedan 2013?", "2013-01-01", "2026-11-26", ""),
        ("Vad gällde mellan 2010 och 2012?", "2010-01-01", "2012-12-31", ""),
        ("Kunde vi få en handledare 2015?", "2015-01-01", "2015-12-31", "Kunde vi få en handledare?"),
        ("Could we get a supervisor in 2015?", "2015-01-01", "2015-12-31", "Could we get a supervisor?"),
        ("2012, vad gällde då?", "2012-01-01", "2012-12-31", ""),
        ("Vi sökte 2019. Vad gällde då?", "2019-01-01", "2019-12-31", "Vi sökte."),
        ("Vad gällde 2012 och vad gällde 2015?", "2015-01-01", "2015-12-31", ""),
        ("Policyn från 2013, gällde den fortfarande 2016?", "2016-01-01", "2016-12-31",
         "Policyn från 2013, gällde den fortfarande?"),
        ("Vad gällde i mars?", "2026-03-01", "2026-03-31", ""),
    ],
)  # fmt: skip
def test_the_past_tense_asks_about_a_past_time(text: str, first: str, last: str, rest: str) -> None:
    asked = asked_time(TimedText(text, TODAY))
    assert asked is not None
    assert asked.period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (asked.looking_back, asked.is_sure, asked.rest) == (True, True, rest)


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("Vad gäller i mars?", "2027-03-01", "2027-03-31", ""),
        ("Vad gäller i morgon?", "2026-11-27", "2026-11-27", ""),
        ("Vilka regler gäller 2027?", "2027-01-01", "2027-12-31", ""),
        ("Which rules apply next year?", "2027-01-01", "2027-12-31", ""),
        ("Vad gäller för resor efter årsskiftet?", "2027-01-01", "2027-01-01", "Vad gäller för resor?"),
        ("Kan vi få stöd från och med nästa år?", "2027-01-01", "2027-01-01", "Kan vi få stöd?"),
        ("Vem får delta 2027?", "2027-01-01", "2027-12-31", "Vem får delta?"),
    ],
)
def test_the_present_tense_asks_about_a_coming_time(text: str, first: str, last: str, rest: str) -> None:
    asked = asked_time(TimedText(text, TODAY))
    assert asked is not None
    assert asked.period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (asked.looking_back, asked.is_sure, asked.rest) == (False, True, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vad gäller?",
        "Vad gäller i dag?",
        "Vad gäller nu?",
        "Vad säger 2013 års policy?",
        "Vad säger policyn från 2013 om handledare?",
        "Vad gällde enligt policyn från 2013?",
        "Vilken policy antogs 2011?",
        "Var det 2013 som policyn antogs?",
        "Vad betyder 131128?",
        "Vi startade 2019, kan vi få stöd?",
        "Ansökan gäller 2019, kan vi få stöd?",
        "Beslutet gäller 2027.",
        "Kan vi få 2012 kronor?",
        "Vilka var ni 2012?",
        "When was the 2013 policy adopted?",
    ],
)
def test_a_time_that_only_occurs_selects_nothing(text: str) -> None:
    assert selected(text) is None


@pytest.mark.parametrize(
    ("text", "first", "looking_back", "rest"),
    [
        ("Kan vi få stöd till en resa? Och 2012?", "2012-01-01", True, "Kan vi få stöd till en resa?"),
        ("Kan vi få stöd till en resa? Och före 2013?", "2012-12-31", True, "Kan vi få stöd till en resa?"),
        ("Kan vi få stöd till en resa? Hur var det 2012 då?", "2012-01-01", True, "Kan vi få stöd till en resa?"),
        ("Can we get a coach? What about next year?", "2027-01-01", False, "Can we get a coach?"),
        ("Vad gällde 2012? Och för handledare?", "2012-01-01", True, "Och för handledare?"),
    ],
)
def test_a_follow_up_may_be_a_time_by_itself(text: str, first: str, looking_back: bool, rest: str) -> None:
    asked = asked_time(TimedText(text, TODAY), is_follow_up=True)
    assert asked is not None
    assert (asked.period.first, asked.looking_back, asked.rest) == (date.fromisoformat(first), looking_back, rest)


def test_a_return_to_the_present_undoes_an_earlier_time() -> None:
    asked = asked_time(TimedText("Vad kunde vi få 2012? Och nu?", TODAY), is_follow_up=True)
    assert asked is not None
    assert (asked.period, asked.rest) == (Period.of(TODAY), "Vad kunde vi få?")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Och 2012?", True),
        ("2012?", True),
        ("Och nu?", True),
        ("And next year?", True),
        ("Vad gällde 2012?", True),
        ("Och för handledare 2012?", False),
        ("Och 2013 års policy?", False),
        ("Och handledare?", False),
        ("Och då?", False),
    ],
)
def test_a_turn_may_name_a_time_and_nothing_else(text: str, only: bool) -> None:
    assert names_only_a_time(TimedText(text, TODAY)) is only


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Vad gäller?", True),
        ("Vilken version gäller i dag?", True),
        ("Which rules apply now?", True),
        ("Vilka regler är i kraft?", True),
        ("Vad gäller för handledare?", False),
        ("Vad är det?", False),
        ("Vilka är ni?", False),
        ("", False),
    ],
)
def test_a_question_may_ask_only_what_applies(text: str, only: bool) -> None:
    assert asks_only_what_applies(text) is only


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Och 2012?", ""),
        ("Vad gällde för resor 2012?", "Vad gällde för resor?"),
        ("Vad säger 2013 års policy?", "Vad säger 2013 års policy?"),
        ("Kan vi få stöd?", "Kan vi få stöd?"),
    ],
)
def test_only_the_time_that_is_asked_about_is_taken_away(text: str, rest: str) -> None:
    assert without_asked_times(TimedText(text, TODAY), is_follow_up=True) == rest


PIECES = "vad gällde gäller kan vi få resor 2012 2027 då och i mars nästa år före sedan ? . , nu 2013 års".split()


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join) | st.text(max_size=60), st.booleans())
def test_what_is_left_is_the_question_with_a_part_taken_away(text: str, is_follow_up: bool) -> None:
    asked = asked_time(TimedText(text, TODAY), is_follow_up=is_follow_up)
    if asked is not None:
        rest, characters = "".join(asked.rest.split()), iter(text)
        assert all(character in characters for character in rest)
        assert len(asked.rest) < len(text)


@pytest.mark.parametrize(
    "text",
    ["Kan vi få stöd till handledare i april?", "Vilket stöd ger reglerna i april?", "Hur söker vi stöd i april?"],
)
def test_support_is_no_past_tense(text: str) -> None:
    asked = asked_time(TimedText(text, TODAY))
    assert asked is not None
    assert asked.period == Period(date(2027, 4, 1), date(2027, 4, 30))


@pytest.mark.parametrize(
    "words", ["i mars ", "mellan 2012 och 2013 ", "nästa årsskiftet ", "samma förra ", "vad gällde 2012 "]
)
def test_a_question_of_nothing_but_times_takes_no_time(words: str) -> None:
    question = (words * 1000)[:4000]
    began = time.monotonic()
    asked_time(TimedText(question, TODAY))
    asked_change(TimedText(question, TODAY))
    assert time.monotonic() - began < 5  # it was over a minute before the text round a time was bounded
