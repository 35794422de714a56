from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.decision.by_classifier import is_clear, route_by_reading, taught, yields_to_nearness
from assistant.decision.model import Found, InVersion, Route
from assistant.decision.scope import scope_on
from assistant.model import Status
from corpus.model import Catalogue
from index.model import Outcome, Reading, qualified


def reading(
    outcome: Outcome,
    matters: dict[str, float],
    gaps: dict[str, float] | None = None,
    contradicts: float = 0.0,
    sure: float = 0.9,
) -> Reading:
    def name(chances: dict[str, float]) -> dict[str, float]:
        return {qualified("stod-dalen", key): chance for key, chance in chances.items()}

    outcomes = {each: sure if each is outcome else (1 - sure) / 5 for each in Outcome}
    return Reading(outcomes, name(matters), name(gaps or {}), contradicts)


@pytest.fixture(scope="module")
def catalogue(made: Any) -> Catalogue:
    passages = [made.passage(letter) for letter in "abcdefg"]
    bank = made.bank(*passages, gaps=(made.gap("belopp"), made.gap("tid"), made.gap("moms")))
    return made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)), bank=bank)


def route(catalogue: Catalogue, read: Reading, found: str = "") -> Route:
    version = catalogue.guidelines[0].versions[-1]
    cited = [InVersion(version, p) for letter in found for p in version.passages if p.anchor == letter]
    passages = [Found(passage, 0.8, 0.8) for passage in cited]
    return route_by_reading(read, scope_on(catalogue, date(2026, 11, 23)), catalogue, passages)


def anchors(passages: tuple[Any, ...]) -> str:
    return "".join(cited.passage.anchor for cited in passages)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.SMALLTALK, Status.SMALLTALK),
        (Outcome.OFF_TOPIC, Status.OFF_TOPIC),
        (Outcome.ATTACK, Status.REFUSED),
    ],
)
def test_what_is_not_about_the_matter_cites_nothing(catalogue: Catalogue, outcome: Outcome, status: Status) -> None:
    assert route(catalogue, reading(outcome, {"a": 0.99}, {"tid": 0.9}), "ab") == Route(status)


@pytest.mark.parametrize(
    ("matters", "chosen"),
    [
        ({"a": 0.9}, "a"),
        ({"a": 0.9, "b": 0.37, "c": 0.35}, "ab"),  # at least 0.4 of the best
        ({"a": 0.21, "b": 0.2, "c": 0.19}, "ab"),  # at least 0.2
        ({"b": 0.8, "a": 0.9}, "ab"),  # likeliest first
        (dict.fromkeys("abcdefg", 0.5), "abcde"),  # five at most
    ],
)
def test_likely_passages_answer(catalogue: Catalogue, matters: dict[str, float], chosen: str) -> None:
    found = route(catalogue, reading(Outcome.ANSWERED, matters))
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, chosen)
    assert not set(chosen) & set(anchors(found.next_anchors))


def test_nothing_likely_is_not_answered_but_pointed_to(catalogue: Catalogue) -> None:
    found = route(catalogue, reading(Outcome.ANSWERED, {"a": 0.19}, sure=0.4), "cdb")
    assert (found.status, found.passages, anchors(found.near)) == (Status.NOT_IN_GUIDELINES, (), "cd")
    assert route(catalogue, reading(Outcome.ANSWERED, {})).near == ()


def test_missing_names_gaps_and_points_to_the_matter(catalogue: Catalogue) -> None:
    found = route(catalogue, reading(Outcome.MISSING, {"a": 0.9, "b": 0.5, "c": 0.5}, {"tid": 0.9}), "g")
    assert (found.status, found.passages, anchors(found.near)) == (Status.NOT_IN_GUIDELINES, (), "ab")
    assert [gap.gap_id for gap in found.gaps] == ["tid"]


@pytest.mark.parametrize(
    ("gaps", "named"),
    [
        ({"tid": 0.9, "belopp": 0.55, "moms": 0.53}, ["tid", "belopp"]),  # at least 0.6 of the best
        ({"tid": 0.25, "moms": 0.24}, ["tid"]),  # at least 0.25
        ({"tid": 0.24}, []),
        ({"tid": 0.9, "moms": 0.8, "belopp": 0.7}, ["tid", "moms"]),  # two at most
        ({"okänd": 0.9}, []),
    ],
)
def test_likely_gaps_are_named(catalogue: Catalogue, gaps: dict[str, float], named: list[str]) -> None:
    assert [gap.gap_id for gap in route(catalogue, reading(Outcome.MISSING, {}, gaps)).gaps] == named


def test_a_partial_answer_stays_partial_when_the_gap_has_no_name(catalogue: Catalogue) -> None:
    partial = route(catalogue, reading(Outcome.PARTIAL, {"a": 0.9}, {"tid": 0.9}))
    assert (partial.status, anchors(partial.passages), len(partial.gaps)) == (Status.PARTIAL, "a", 1)
    unnamed = route(catalogue, reading(Outcome.PARTIAL, {"a": 0.9}, {"tid": 0.2}))
    assert (unnamed.status, unnamed.gaps) == (Status.PARTIAL, ())


def test_the_likeliest_passage_answers_when_the_text_surely_does(catalogue: Catalogue) -> None:
    found = route(catalogue, reading(Outcome.ANSWERED, {"a": 0.05, "b": 0.01}))
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, "a")


@pytest.mark.parametrize(
    ("matter", "gap", "sure", "status"),
    [
        (0.8, 0.14, 0.25, Status.ANSWERED),  # one passage is likely, no gap is: what would be missing?
        (0.8, 0.15, 0.25, Status.NOT_IN_GUIDELINES),
        (0.79, 0.14, 0.25, Status.NOT_IN_GUIDELINES),
        (0.8, 0.14, 0.5, Status.NOT_IN_GUIDELINES),
    ],
)
def test_a_question_is_not_given_up_when_nothing_is_missing(
    catalogue: Catalogue, matter: float, gap: float, sure: float, status: Status
) -> None:
    read = reading(Outcome.MISSING, {"a": matter}, {"tid": gap}, sure=sure)
    assert route(catalogue, read).status is status


def test_an_answered_question_names_no_gap(catalogue: Catalogue) -> None:
    assert route(catalogue, reading(Outcome.ANSWERED, {"a": 0.9}, {"tid": 0.9})).gaps == ()


@pytest.mark.parametrize(
    ("chance", "contradicts", "in_doubt"),
    [(0.24, False, False), (0.25, False, True), (0.84, False, True), (0.85, True, False)],
)
def test_a_no_needs_more_certainty_than_withholding_a_yes(
    catalogue: Catalogue, chance: float, contradicts: bool, in_doubt: bool
) -> None:
    found = route(catalogue, reading(Outcome.ANSWERED, {"a": 0.9}, contradicts=chance))
    assert (found.contradicts, found.in_doubt) == (contradicts, in_doubt)


def test_a_passage_whose_text_has_changed_since_the_bank_does_not_answer(catalogue: Catalogue, made: Any) -> None:
    guideline = catalogue.guidelines[0]
    old = guideline.versions[0]
    changed = replace(old.passages[0], text="En annan text.")
    new = replace(old, version_id="2025", valid_from=date(2025, 1, 1), passages=(changed, *old.passages[1:]))
    both = made.catalogue(old, new, bank=guideline.bank)
    found = route(both, reading(Outcome.ANSWERED, {"a": 0.9, "b": 0.5}))
    assert anchors(found.passages) == "b"
    assert {cited.version.version_id for cited in found.passages} == {"2025"}


def test_without_a_bank_the_reading_answers_nothing(catalogue: Catalogue, made: Any) -> None:
    bare = made.catalogue(*catalogue.guidelines[0].versions)
    assert route(bare, reading(Outcome.ANSWERED, {"a": 0.9}), "abc").status is Status.NOT_IN_GUIDELINES
    assert taught(scope_on(bare, date(2026, 11, 23)), bare) == frozenset()


@pytest.mark.parametrize(("sure", "unsure"), [(0.5, False), (0.49, True)])
@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.PARTIAL, Outcome.MISSING])
def test_an_unlikely_reading_is_marked_unsure(
    catalogue: Catalogue, outcome: Outcome, sure: float, unsure: bool
) -> None:
    assert route(catalogue, reading(outcome, {"a": 0.9, "b": 0.3}, {"tid": 0.5}, sure=sure)).unsure is unsure


@pytest.mark.parametrize(
    ("outcome", "sure", "yields"),
    [
        (Outcome.SMALLTALK, 0.4, False),
        (Outcome.ATTACK, 0.4, False),
        (Outcome.OFF_TOPIC, 0.99, True),
        (Outcome.ANSWERED, 0.9, False),
        (Outcome.ANSWERED, 0.4, True),
        (Outcome.MISSING, 0.4, True),
    ],
)
def test_only_what_is_clearly_about_something_else_yields_to_nearness(
    outcome: Outcome, sure: float, yields: bool
) -> None:
    assert yields_to_nearness(reading(outcome, {"a": 0.9}, sure=sure)) is yields


@pytest.mark.parametrize(
    ("outcome", "chance", "matters", "clear"),
    [
        (Outcome.ANSWERED, 0.6, {"a": 0.8}, True),
        (Outcome.ANSWERED, 0.59, {"a": 0.99}, False),
        (Outcome.PARTIAL, 0.9, {"a": 0.74}, False),
        (Outcome.MISSING, 0.9, {}, False),
        (Outcome.MISSING, 0.9, {"a": 0.8}, True),
        (Outcome.SMALLTALK, 0.95, {}, True),
        (Outcome.SMALLTALK, 0.94, {"a": 0.99}, False),
        (Outcome.OFF_TOPIC, 0.94, {}, False),
    ],
)
def test_clear_by_itself(outcome: Outcome, chance: float, matters: dict[str, float], clear: bool) -> None:
    read = reading(outcome, matters)
    rest = (1.0 - chance) / (len(Outcome) - 1)
    assert is_clear(replace(read, outcomes={e: chance if e is outcome else rest for e in Outcome})) is clear


def test_a_named_gap_makes_a_question_clear_unless_something_is_answered_too() -> None:
    assert is_clear(reading(Outcome.MISSING, {}, {"belopp": 0.9}))
    assert not is_clear(reading(Outcome.PARTIAL, {"a": 0.3}, {"belopp": 0.9}))
