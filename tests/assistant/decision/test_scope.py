from __future__ import annotations

from datetime import date
from typing import Any

from assistant.decision.scope import scope_on
from corpus.timeline import InForce, Unknown


def test_the_version_of_the_day_may_answer_and_no_other(made: Any) -> None:
    old = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    new = made.version("2024", made.passage("a"), valid_from=date(2024, 1, 1))
    catalogue = made.catalogue(old, new)
    assert scope_on(catalogue, date(2023, 12, 31)).version_keys == (old.key,)
    assert scope_on(catalogue, date(2024, 1, 1)).version_keys == (new.key,)


def test_before_the_first_version_nothing_may_be_searched(made: Any) -> None:
    scope = scope_on(made.catalogue(made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))), date.min)
    assert scope.states == ((made.guideline_id, None),)
    assert scope.version_keys == ()


def test_a_day_before_confirmation_is_unknown_and_searches_nothing(made: Any) -> None:
    catalogue = made.catalogue(made.version("odaterad", made.passage("a"), confirmed_in_force=made.today))
    assert scope_on(catalogue, date(2026, 11, 22)).states == ((made.guideline_id, Unknown(made.today)),)
    assert scope_on(catalogue, date(2026, 11, 22)).versions == ()


def test_a_version_whose_text_is_lost_applies_but_is_not_searched(made: Any) -> None:
    lost = made.version("2020", valid_from=date(2020, 1, 1))
    scope = scope_on(made.catalogue(lost), made.today)
    assert scope.states == ((made.guideline_id, InForce(lost)),)
    assert scope.versions == ()


def test_each_guideline_has_its_own_state(made: Any) -> None:
    here = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    there = made.version("2030", made.passage("b"), guideline_id="annan", valid_from=date(2030, 1, 1))
    scope = scope_on(made.catalogue(here, there), made.today)
    assert dict(scope.states) == {made.guideline_id: InForce(here), "annan": None}
    assert scope.versions == (here,)
