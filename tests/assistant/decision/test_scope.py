from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.decision.scope import scope_on, slices_in
from corpus.model import Catalogue
from corpus.period import ALL_TIME, Period
from corpus.timeline import InForce, Unknown

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

ONE_DAY = timedelta(days=1)


def test_the_version_of_the_day_may_answer_and_no_other(made: type[Made]) -> None:
    old = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    new = made.version("2024", made.passage("a"), valid_from=date(2024, 1, 1))
    catalogue = made.catalogue(old, new)
    assert scope_on(catalogue, date(2023, 12, 31)).version_keys == (old.key,)
    assert scope_on(catalogue, date(2024, 1, 1)).version_keys == (new.key,)


def test_before_the_first_version_nothing_may_be_searched(made: type[Made]) -> None:
    scope = scope_on(made.catalogue(made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))), date.min)
    assert scope.states == ((made.guideline_id, None),)
    assert scope.version_keys == ()


def test_a_day_before_confirmation_is_unknown_and_searches_nothing(made: type[Made]) -> None:
    catalogue = made.catalogue(made.version("odaterad", made.passage("a"), confirmed_in_force=made.today))
    assert scope_on(catalogue, date(2026, 11, 22)).states == ((made.guideline_id, Unknown(made.today)),)
    assert scope_on(catalogue, date(2026, 11, 22)).versions == ()


def test_a_version_whose_text_is_lost_applies_but_is_not_searched(made: type[Made]) -> None:
    lost = made.version("2020", valid_from=date(2020, 1, 1))
    scope = scope_on(made.catalogue(lost), made.today)
    assert scope.states == ((made.guideline_id, InForce(lost)),)
    assert scope.versions == ()


def test_each_guideline_has_its_own_state(made: type[Made]) -> None:
    here = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    there = made.version("2030", made.passage("b"), guideline_id="annan", valid_from=date(2030, 1, 1))
    scope = scope_on(made.catalogue(here, there), made.today)
    assert dict(scope.states) == {made.guideline_id: InForce(here), "annan": None}
    assert scope.versions == (here,)


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


@given(first=st.dates(date(2019, 1, 1), date(2028, 12, 31)), length=st.integers(0, 2000))
def test_slices_cover_the_time_without_a_gap_and_each_has_one_scope(
    first: date, length: int, catalogue: Catalogue
) -> None:
    period = Period(first, first + timedelta(days=length))
    slices = slices_in(catalogue, period)
    assert (slices[0].period.first, slices[-1].period.last) == (period.first, period.last)
    assert all(later.period.first - earlier.period.last == ONE_DAY for earlier, later in pairwise(slices))
    assert all(earlier.scope != later.scope for earlier, later in pairwise(slices))
    for part in slices:
        assert part.period.first in part.period
        assert part.scope == scope_on(catalogue, part.period.first) == scope_on(catalogue, part.period.last)


def test_time_without_beginning_or_end_is_one_slice_a_version(catalogue: Catalogue) -> None:
    slices = slices_in(catalogue, ALL_TIME)
    assert [part.period.first.year for part in slices] == [1, 2020, 2022, 2023, 2024, 2025, 2027]
    assert slices[-1].period.last == date.max
