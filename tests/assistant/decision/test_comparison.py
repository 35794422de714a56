from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.comparison import compare, narrowed
from assistant.decision.model import VersionComparison
from assistant.question.asked_change import AskedChange
from corpus.model import Catalogue
from corpus.timeline import InForce, Unknown

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
LAST = AskedChange(None, None, ahead=False, of_rules=True, of_newest=False, matter="")


def since(first: date, last: date | None = None) -> AskedChange:
    return replace(LAST, since=first, until=last)


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    fee = "Resor ersätts med högst {} kronor per person."
    stays = made.passage("kvitto", "Kvitton sparas.")
    old = made.version("2020", made.passage("resa", fee.format(100)), stays, valid_from=date(2020, 1, 1))
    lost = made.version("2022", valid_from=date(2022, 1, 1))
    now = made.version("2024", made.passage("resa", fee.format(200)), stays, valid_from=date(2024, 1, 1))
    next_one = made.version("2027", stays, made.passage("taxi", "Taxi ersätts."), valid_from=date(2027, 1, 1))
    return made.catalogue(old, lost, now, next_one)


def sides(comparison: VersionComparison) -> list[str]:
    states = (comparison.before.state, comparison.after.state)
    return [state.version.version_id if isinstance(state, InForce) else str(state) for state in states]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (LAST, ["2022", "2024"]),
        (replace(LAST, ahead=True), ["2024", "2027"]),
        (replace(LAST, of_newest=True), ["2024", "2027"]),
        (since(date(2020, 6, 1)), ["2020", "2024"]),
        (since(date(2020, 6, 1), date(2023, 1, 1)), ["2020", "2022"]),
        (since(date(2019, 6, 1)), ["None", "2024"]),
        (since(date(2026, 12, 31), date(2027, 1, 1)), ["2024", "2027"]),
        (since(date(2028, 1, 1)), ["2027", "2027"]),
    ],
)
def test_the_days_that_are_asked_about_are_compared_else_the_last_change(
    catalogue: Catalogue, asked: AskedChange, expected: list[str]
) -> None:
    (found,) = compare(asked, catalogue, TODAY)
    assert sides(found) == expected
    assert found.is_possible == {"None", "2022"}.isdisjoint(expected)


def test_when_nothing_is_to_come_looking_ahead_finds_the_last_change(made: type[Made], catalogue: Catalogue) -> None:
    past = made.catalogue(*catalogue.guidelines[0].versions[:-1])
    (found,) = compare(replace(LAST, ahead=True), past, TODAY)
    assert sides(found) == ["2022", "2024"]


def test_what_changed_added_and_removed_is_told_apart(catalogue: Catalogue) -> None:
    (found,) = compare(since(date(2020, 6, 1)), catalogue, TODAY)
    assert [(pair.change, pair.old and pair.old.anchor) for pair in found.changes] == [("changed", "resa")]
    (ahead,) = compare(replace(LAST, ahead=True), catalogue, TODAY)
    assert {(p.change, p.old and p.old.anchor, p.new and p.new.anchor) for p in ahead.changes} == {
        ("removed", "resa", None), ("added", None, "taxi")
    }  # fmt: skip


def test_the_same_version_on_both_days_has_no_changes(catalogue: Catalogue) -> None:
    (found,) = compare(since(date(2025, 1, 1)), catalogue, TODAY)
    assert (sides(found), found.changes, found.is_possible) == (["2024", "2024"], (), True)


def test_a_version_without_a_known_start_is_compared_with_the_unknown(made: type[Made]) -> None:
    undated = made.catalogue(made.version("odaterad", made.passage("a"), confirmed_in_force=TODAY))
    (found,) = compare(LAST, undated, TODAY)
    assert (found.before.state, found.after.text is not None, found.is_possible) == (Unknown(TODAY), True, False)


def test_guidelines_that_changed_come_alone_and_those_that_can_be_told_first(
    made: type[Made], catalogue: Catalogue
) -> None:
    stays = made.version("2020", made.passage("a"), guideline_id="lokaler", valid_from=date(2020, 1, 1))
    ends = [
        made.version(str(year), made.passage("a", f"Text {year}."), guideline_id="kurser", valid_from=date(year, 1, 1))
        for year in (2019, 2021)
    ]
    several = made.catalogue(*catalogue.guidelines[0].versions, stays, *ends)
    found = compare(since(date(2020, 6, 1), date(2023, 1, 1)), several, TODAY)
    assert [each.guideline.guideline_id for each in found] == ["kurser", made.guideline_id]
    unchanged = compare(since(date(2025, 1, 1)), several, TODAY)
    assert {each.guideline.guideline_id for each in unchanged} == {"kurser", made.guideline_id, "lokaler"}


def test_a_comparison_can_be_narrowed_to_what_is_asked_about(made: type[Made], catalogue: Catalogue) -> None:
    found = compare(since(date(2020, 6, 1)), catalogue, TODAY)
    old, new = f"{made.guideline_id}/2020", f"{made.guideline_id}/2024"
    for key in ((old, "resa"), (new, "resa")):
        (about,) = narrowed(found, {key})
        assert ([pair.new.text for pair in about.changes if pair.new], about.unchanged) == (
            ["Resor ersätts med högst 200 kronor per person."], ()
        )  # fmt: skip
    (about,) = narrowed(found, {(new, "kvitto")})
    assert (about.changes, [passage.anchor for passage in about.unchanged]) == ((), ["kvitto"])


def test_a_comparison_is_not_narrowed_to_nothing(made: type[Made], catalogue: Catalogue) -> None:
    found = compare(since(date(2020, 6, 1)), catalogue, TODAY)
    assert narrowed(found, {(f"{made.guideline_id}/2020", "okänd")}) == found
    dark = compare(LAST, catalogue, TODAY)
    assert narrowed(dark, {(f"{made.guideline_id}/2024", "resa")}) == dark


def test_a_guideline_that_says_nothing_of_the_matter_is_left_out(made: type[Made], catalogue: Catalogue) -> None:
    other = [
        made.version(str(year), made.passage("hyra", f"Hyran är {year} kronor."), guideline_id="lokaler",
                     valid_from=date(year, 1, 1))
        for year in (2019, 2021)
    ]  # fmt: skip
    several = made.catalogue(*catalogue.guidelines[0].versions, *other)
    found = compare(since(date(2020, 6, 1)), several, TODAY)
    assert len(found) == 2
    (about,) = narrowed(found, {("lokaler/2021", "hyra")})
    assert (about.guideline.guideline_id, len(about.changes)) == ("lokaler", 1)
