from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.decision.dating import dated, moments_in, on_day
from assistant.decision.model import AskedDay, Inquiry
from assistant.decision.scope import scope_on
from assistant.model import Period
from corpus.model import Catalogue

TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def catalogue(made: Any) -> Catalogue:
    """Resor in 2020, 2022 (until March 2024), 2025 and from 2027; lokaler since 2023."""
    starts = {"2020": None, "2022": date(2024, 3, 31), "2025": None, "2027": None}
    trips = [
        made.version(year, made.passage("resa", f"Resor {year}."), valid_from=date(int(year), 1, 1), valid_to=end)
        for year, end in starts.items()
    ]
    rooms = made.version("2023", made.passage("lokal"), guideline_id="lokaler", valid_from=date(2023, 7, 1))
    return made.catalogue(*trips, rooms)


@pytest.fixture(scope="module")
def ask(made: Any, catalogue: Catalogue) -> Any:
    def ask(text: str, chosen: date | None = None, earlier: str = "") -> Inquiry:
        inquiry = made.inquiry(catalogue, None, text=text)
        question = replace(inquiry.question, as_of=chosen)
        standalone = f"{earlier} {text}".strip()
        return dated(replace(inquiry, question=question, day=on_day(TODAY, chosen), standalone=standalone), catalogue)

    return ask


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def versions(inquiry: Inquiry) -> list[str]:
    return [" ".join(version.version_id for version in moment.scope.versions) for moment in inquiry.moments]


@pytest.mark.parametrize("chosen", [None, date(2024, 5, 1)])
def test_without_a_time_the_chosen_day_counts_or_today(ask: Any, chosen: date | None) -> None:
    found = ask("Kan vi få en resa?", chosen)
    day = chosen or TODAY
    assert found.day == AskedDay(TODAY, day, Period(day, day)) == on_day(TODAY, chosen)
    assert [moment.days for moment in found.moments] == [Period(day, day)]
    assert (found.matter, found.latest) == ("Kan vi få en resa?", "Kan vi få en resa?")


def test_a_time_in_the_question_prevails_over_the_chosen_day(ask: Any) -> None:
    found = ask("Kunde vi få en resa 2021?", date(2025, 6, 6))
    assert found.day == AskedDay(TODAY, date(2021, 12, 31), year(2021), conflicting=date(2025, 6, 6))
    assert (versions(found), found.matter) == (["2020"], "Kunde vi få en resa?")


def test_a_chosen_day_within_the_time_of_the_question_is_no_conflict(ask: Any) -> None:
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
def test_versions_are_labelled_from_a_day_of_the_asked_time(ask: Any, text: str, as_of: date) -> None:
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
def test_a_time_is_divided_where_something_else_begins_to_apply(ask: Any, text: str, expected: list[str]) -> None:
    assert [set(each.split()) for each in versions(ask(text))] == [set(each.split()) for each in expected]


def test_a_follow_up_takes_its_matter_from_before_and_its_time_from_the_last_turn(ask: Any) -> None:
    found = ask("Och 2021?", earlier="Kan vi få en resa?")
    assert (versions(found), found.matter, found.latest) == (["2020"], "Kan vi få en resa?", "Kan vi få en resa?")


def test_what_a_follow_up_adds_is_kept(ask: Any) -> None:
    found = ask("Och för lokaler?", earlier="Vad gällde för resor 2021?")
    assert (versions(found), found.matter, found.latest) == (
        ["2020"], "Vad gällde för resor? Och för lokaler?", "Och för lokaler?"
    )  # fmt: skip


def test_days_before_today_are_left_out_of_what_applies_if_nothing_is_known_of_them(made: Any) -> None:
    catalogue = made.catalogue(made.version("odaterad", made.passage("a"), confirmed_in_force=TODAY))
    inquiry = replace(made.inquiry(catalogue, None), standalone="Vad gäller 2026?", text="Vad gäller 2026?")
    assert [moment.days for moment in dated(inquiry, catalogue).moments] == [Period(TODAY, date(2026, 12, 31))]
    past = replace(inquiry, standalone="Vad gällde 2026?", text="Vad gällde 2026?")
    assert [moment.days.first for moment in dated(past, catalogue).moments] == [date(2026, 1, 1), TODAY]


def test_coming_days_without_a_version_are_kept(made: Any) -> None:
    ending = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1), valid_to=date(2027, 6, 30))
    catalogue = made.catalogue(ending)
    inquiry = replace(made.inquiry(catalogue, None), standalone="Vad gäller 2027?", text="Vad gäller 2027?")
    assert versions(dated(inquiry, catalogue)) == ["2020", ""]


def test_a_time_that_may_belong_to_the_story_counts_only_if_other_text_applied_then(made: Any, ask: Any) -> None:
    text = "Bussresor 2021?"
    assert versions(ask(text)) == ["2020"]
    assert ask(text, TODAY).day.period == Period(TODAY, TODAY)
    alike = made.catalogue(made.version("2020", made.passage("resa"), valid_from=date(2020, 1, 1)))
    found = dated(replace(made.inquiry(alike, None), standalone=text, text=text), alike)
    assert (found.day, found.matter) == (on_day(TODAY, None), text)


def test_a_time_that_is_passed_over_is_remembered_if_other_text_applied_then(ask: Any) -> None:
    text = "Vi startade 2021, kan vi få en resa?"
    assert ask(text).day == AskedDay(TODAY, TODAY, Period(TODAY, TODAY), None, year(2021), passed_over_is_known=True)
    assert ask(text, TODAY).day.passed_over is None
    assert ask(text.replace("2021", "i november 2026")).day.passed_over is None


def test_a_time_that_is_going_on_is_not_passed_over(made: Any) -> None:
    versions = (
        made.version(str(day), made.passage("a", f"Text {day}."), valid_from=day)
        for day in (date(2020, 1, 1), date(2026, 7, 1))
    )
    catalogue = made.catalogue(*versions)
    for text, passed_over in (("i år", None), ("i mars", Period(date(2026, 3, 1), date(2026, 3, 31)))):
        question = f"Vi startade {text}, kan vi få en resa?"
        found = dated(replace(made.inquiry(catalogue, None), standalone=question, text=question), catalogue)
        assert (found.day.period, found.day.passed_over) == (Period(TODAY, TODAY), passed_over)


@given(first=st.dates(date(2019, 1, 1), date(2028, 12, 31)), length=st.integers(0, 2000))
def test_moments_cover_the_time_without_a_gap_and_each_has_one_scope(
    first: date, length: int, catalogue: Catalogue
) -> None:
    period = Period(first, first + timedelta(days=length))
    moments = moments_in(catalogue, period)
    assert (moments[0].days.first, moments[-1].days.last) == (period.first, period.last)
    assert all(later.days.first - earlier.days.last == ONE_DAY for earlier, later in pairwise(moments))
    assert all(earlier.scope != later.scope for earlier, later in pairwise(moments))
    for moment in moments:
        assert moment.days.first in moment.days
        assert moment.scope == scope_on(catalogue, moment.days.first) == scope_on(catalogue, moment.days.last)


def test_time_without_beginning_or_end_is_one_moment_a_version(catalogue: Catalogue) -> None:
    moments = moments_in(catalogue, Period(date.min, date.max))
    assert [moment.days.first.year for moment in moments] == [1, 2020, 2022, 2023, 2024, 2025, 2027]
    assert moments[-1].days.last == date.max
