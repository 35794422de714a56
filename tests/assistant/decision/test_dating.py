from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.dating import dated, on_day
from assistant.decision.model import AskedDay, QuestionState
from assistant.question.time.timed_text import TimedText
from corpus.model import Catalogue
from corpus.period import Period

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
Ask = Callable[..., QuestionState]


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    """Resor in 2020, 2022 (until March 2024), 2025 and from 2027; lokaler since 2023."""
    starts = {"2020": None, "2022": date(2024, 3, 31), "2025": None, "2027": None}
    trips = [
        made.version(year, made.passage("resa", f"Resor {year}."), valid_from=date(int(year), 1, 1), valid_to=end)
        for year, end in starts.items()
    ]
    rooms = made.version("2023", made.passage("lokal"), guideline_id="lokaler", valid_from=date(2023, 7, 1))
    return made.catalogue(*trips, rooms)


@pytest.fixture(scope="module")
def ask(made: type[Made], catalogue: Catalogue) -> Ask:
    def ask(text: str, chosen: date | None = None, earlier: str = "") -> QuestionState:
        state = made.state(catalogue, None, text=text)
        question = replace(state.question, as_of=chosen)
        standalone = TimedText(f"{earlier} {text}".strip(), TODAY)
        return dated(replace(state, question=question, day=on_day(TODAY, chosen), standalone=standalone), catalogue)

    return ask


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def versions(state: QuestionState) -> list[str]:
    return [" ".join(version.version_id for version in part.scope.versions) for part in state.slices]


@pytest.mark.parametrize("chosen", [None, date(2024, 5, 1)])
def test_without_a_time_the_chosen_day_counts_or_today(ask: Ask, chosen: date | None) -> None:
    found = ask("Kan vi få en resa?", chosen)
    day = chosen or TODAY
    assert found.day == AskedDay(TODAY, day, Period.of(day)) == on_day(TODAY, chosen)
    assert [part.period for part in found.slices] == [Period.of(day)]
    assert (found.matter, found.latest) == ("Kan vi få en resa?", "Kan vi få en resa?")


def test_a_time_in_the_question_prevails_over_the_chosen_day(ask: Ask) -> None:
    found = ask("Kunde vi få en resa 2021?", date(2025, 6, 6))
    assert found.day == AskedDay(TODAY, date(2021, 12, 31), year(2021), conflicting=date(2025, 6, 6))
    assert (versions(found), found.matter) == (["2020"], "Kunde vi få en resa?")


def test_a_chosen_day_within_the_time_of_the_question_is_no_conflict(ask: Ask) -> None:
    found = ask("Kunde vi få en resa 2021?", date(2021, 6, 6))
    assert (found.day.as_of, found.day.conflicting, found.day.period) == (date(2021, 6, 6), None, year(2021))


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Vad gällde 2021?", date(2021, 12, 31)),  # over: labelled from its last day
        ("Vad gäller 2028?", date(2028, 1, 1)),  # to come: from its first
        ("Vad har gällt sedan 2021?", TODAY),  # going on: from today
        ("Vad gäller från och med den 1 mars 2027?", date(2027, 3, 1)),
    ],
)
def test_versions_are_labelled_from_a_day_of_the_asked_time(ask: Ask, text: str, as_of: date) -> None:
    assert ask(text).day.as_of == as_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vad gällde 2021?", ["2020"]),
        ("Vad gällde 2019?", [""]),
        ("Vad gällde mellan 2021 och 2022?", ["2020", "2022"]),
        ("Vad gällde 2023?", ["2022", "2023 2022"]),
        ("Vad gällde 2024?", ["2023 2022", "2023"]),
        ("Vad gäller från och med nästa år?", ["2023 2027"]),
    ],
)
def test_a_time_is_divided_where_something_else_begins_to_apply(ask: Ask, text: str, expected: list[str]) -> None:
    assert [set(each.split()) for each in versions(ask(text))] == [set(each.split()) for each in expected]


def test_a_follow_up_takes_its_matter_from_before_and_its_time_from_the_last_turn(ask: Ask) -> None:
    found = ask("Och 2021?", earlier="Kan vi få en resa?")
    assert (versions(found), found.matter, found.latest) == (["2020"], "Kan vi få en resa?", "Kan vi få en resa?")


def test_what_a_follow_up_adds_is_kept(ask: Ask) -> None:
    found = ask("Och för lokaler?", earlier="Vad gällde för resor 2021?")
    assert (versions(found), found.matter, found.latest) == (
        ["2020"], "Vad gällde för resor? Och för lokaler?", "Och för lokaler?"
    )  # fmt: skip


def test_days_before_today_are_left_out_of_what_applies_if_nothing_is_known_of_them(made: type[Made]) -> None:
    catalogue = made.catalogue(made.version("odaterad", made.passage("a"), confirmed_in_force=TODAY))
    state = made.state(catalogue, None, text="Vad gäller 2026?")
    assert [part.period for part in dated(state, catalogue).slices] == [Period(TODAY, date(2026, 12, 31))]
    past = made.state(catalogue, None, text="Vad gällde 2026?")
    assert [part.period.first for part in dated(past, catalogue).slices] == [date(2026, 1, 1), TODAY]


def test_coming_days_without_a_version_are_kept(made: type[Made]) -> None:
    ending = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1), valid_to=date(2027, 6, 30))
    catalogue = made.catalogue(ending)
    state = made.state(catalogue, None, text="Vad gäller 2027?")
    assert versions(dated(state, catalogue)) == ["2020", ""]


def test_a_time_that_may_belong_to_the_story_counts_only_if_other_text_applied_then(made: type[Made], ask: Ask) -> None:
    text = "Bussresor 2021?"
    assert versions(ask(text)) == ["2020"]
    assert ask(text, TODAY).day.period == Period.of(TODAY)
    alike = made.catalogue(made.version("2020", made.passage("resa"), valid_from=date(2020, 1, 1)))
    found = dated(made.state(alike, None, text=text), alike)
    assert (found.day, found.matter) == (on_day(TODAY, None), text)


def test_a_time_that_is_passed_over_is_remembered_if_other_text_applied_then(ask: Ask) -> None:
    text = "Vi startade 2021, kan vi få en resa?"
    assert ask(text).day == AskedDay(TODAY, TODAY, Period.of(TODAY), None, year(2021), passed_over_is_known=True)
    assert ask(text, TODAY).day.passed_over is None
    assert ask(text.replace("2021", "i november 2026")).day.passed_over is None


def test_a_time_that_is_going_on_is_not_passed_over(made: type[Made]) -> None:
    versions = (
        made.version(str(day), made.passage("a", f"Text {day}."), valid_from=day)
        for day in (date(2020, 1, 1), date(2026, 7, 1))
    )
    catalogue = made.catalogue(*versions)
    for text, passed_over in (("i år", None), ("i mars", Period(date(2026, 3, 1), date(2026, 3, 31)))):
        question = f"Vi startade {text}, kan vi få en resa?"
        found = dated(made.state(catalogue, None, text=question), catalogue)
        assert (found.day.period, found.day.passed_over) == (Period.of(TODAY), passed_over)


@pytest.mark.parametrize(
    ("text", "earlier", "change", "version"),
    [
        ("Kan vi få en resa?", "", False, False),
        ("Vad har ändrats för resor?", "", True, False),
        ("Och för lokaler?", "Vad har ändrats för resor?", True, False),
        ("Vad stod det om resor i den förra versionen?", "", False, True),
    ],
)
def test_a_change_and_an_earlier_version_are_noticed(
    ask: Ask, text: str, earlier: str, change: bool, version: bool
) -> None:
    found = ask(text, earlier=earlier)
    assert (found.change is not None, found.names_earlier_version) == (change, version)
