from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.decision.by_classifier import decide_by_classifier
from assistant.decision.model import Decision
from assistant.decision.scope import scope_on
from corpus.model import Catalogue, LocatedPassage, Status
from index.model import Hit, Prediction, qualified

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


def prediction(
    status: Status,
    passages: dict[str, float],
    gaps: dict[str, float] | None = None,
    contradicts: float = 0.0,
    sure: float = 0.9,
) -> Prediction:
    def name(probabilities: dict[str, float]) -> dict[str, float]:
        return {qualified("stod-dalen", key): probability for key, probability in probabilities.items()}

    statuses = {each: sure if each is status else (1 - sure) / 5 for each in Status}
    return Prediction(statuses, name(passages), name(gaps or {}), contradicts)


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    passages = [made.passage(letter) for letter in "abcdefg"]
    bank = made.bank(*passages, gaps=(made.gap("belopp"), made.gap("tid"), made.gap("moms")))
    return made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)), bank=bank)


def decision(catalogue: Catalogue, predicted: Prediction, found: str = "") -> Decision:
    version = catalogue.guidelines[0].versions[-1]
    cited = [LocatedPassage(version, p) for letter in found for p in version.passages if p.anchor == letter]
    hits = [Hit(passage, 0.8) for passage in cited]
    return decide_by_classifier(predicted, scope_on(catalogue, date(2026, 11, 23)), catalogue, hits)


def anchors(passages: tuple[LocatedPassage, ...]) -> str:
    return "".join(cited.passage.anchor for cited in passages)


@pytest.mark.parametrize(
    "status",
    [
        Status.SMALLTALK,
        Status.OFF_TOPIC,
        Status.REFUSED,
    ],
)
def test_what_is_not_about_the_matter_cites_nothing(catalogue: Catalogue, status: Status) -> None:
    assert decision(catalogue, prediction(status, {"a": 0.99}, {"tid": 0.9}), "ab") == Decision(status)


@pytest.mark.parametrize(
    ("passages", "chosen"),
    [
        ({"a": 0.9}, "a"),
        ({"a": 0.9, "b": 0.37, "c": 0.35}, "ab"),  # at least 0.4 of the best
        ({"a": 0.21, "b": 0.2, "c": 0.19}, "ab"),  # at least 0.2
        ({"b": 0.8, "a": 0.9}, "ab"),  # likeliest first
        (dict.fromkeys("abcdefg", 0.5), "abcde"),  # five at most
    ],
)
def test_likely_passages_answer(catalogue: Catalogue, passages: dict[str, float], chosen: str) -> None:
    found = decision(catalogue, prediction(Status.ANSWERED, passages))
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, chosen)
    assert not set(chosen) & set(anchors(found.next_passages))


def test_nothing_likely_is_not_answered_but_pointed_to(catalogue: Catalogue) -> None:
    found = decision(catalogue, prediction(Status.ANSWERED, {"a": 0.19}, sure=0.4), "cdb")
    assert (found.status, found.passages, anchors(found.near)) == (Status.NOT_IN_GUIDELINES, (), "cd")
    assert decision(catalogue, prediction(Status.ANSWERED, {})).near == ()


def test_missing_names_gaps_and_points_to_the_matter(catalogue: Catalogue) -> None:
    found = decision(catalogue, prediction(Status.NOT_IN_GUIDELINES, {"a": 0.9, "b": 0.5, "c": 0.5}, {"tid": 0.9}), "g")
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
    assert [gap.gap_id for gap in decision(catalogue, prediction(Status.NOT_IN_GUIDELINES, {}, gaps)).gaps] == named


def test_a_partial_answer_stays_partial_when_the_gap_has_no_name(catalogue: Catalogue) -> None:
    partial = decision(catalogue, prediction(Status.PARTIAL, {"a": 0.9}, {"tid": 0.9}))
    assert (partial.status, anchors(partial.passages), len(partial.gaps)) == (Status.PARTIAL, "a", 1)
    unnamed = decision(catalogue, prediction(Status.PARTIAL, {"a": 0.9}, {"tid": 0.2}))
    assert (unnamed.status, unnamed.gaps) == (Status.PARTIAL, ())


def test_the_likeliest_passage_answers_when_the_text_surely_does(catalogue: Catalogue) -> None:
    found = decision(catalogue, prediction(Status.ANSWERED, {"a": 0.05, "b": 0.01}))
    assert (found.status, anchors(found.passages)) == (Status.ANSWERED, "a")


@pytest.mark.parametrize(
    ("passage", "gap", "sure", "status"),
    [
        (0.8, 0.14, 0.25, Status.ANSWERED),  # one passage is likely, no gap is: what would be missing?
        (0.8, 0.15, 0.25, Status.NOT_IN_GUIDELINES),
        (0.79, 0.14, 0.25, Status.NOT_IN_GUIDELINES),
        (0.8, 0.14, 0.5, Status.NOT_IN_GUIDELINES),
    ],
)
def test_a_question_is_not_given_up_when_nothing_is_missing(
    catalogue: Catalogue, passage: float, gap: float, sure: float, status: Status
) -> None:
    predicted = prediction(Status.NOT_IN_GUIDELINES, {"a": passage}, {"tid": gap}, sure=sure)
    assert decision(catalogue, predicted).status is status


def test_an_answered_question_names_no_gap(catalogue: Catalogue) -> None:
    assert decision(catalogue, prediction(Status.ANSWERED, {"a": 0.9}, {"tid": 0.9})).gaps == ()


@pytest.mark.parametrize(
    ("probability", "contradicts", "in_doubt"),
    [(0.24, False, False), (0.25, False, True), (0.84, False, True), (0.85, True, False)],
)
def test_a_no_needs_more_certainty_than_withholding_a_yes(
    catalogue: Catalogue, probability: float, contradicts: bool, in_doubt: bool
) -> None:
    found = decision(catalogue, prediction(Status.ANSWERED, {"a": 0.9}, contradicts=probability))
    assert (found.contradicts, found.in_doubt) == (contradicts, in_doubt)


def test_a_passage_whose_text_has_changed_since_the_bank_does_not_answer(
    catalogue: Catalogue, made: type[Made]
) -> None:
    guideline = catalogue.guidelines[0]
    old = guideline.versions[0]
    changed = replace(old.passages[0], text="En annan text.")
    new = replace(old, version_id="2025", valid_from=date(2025, 1, 1), passages=(changed, *old.passages[1:]))
    both = made.catalogue(old, new, bank=guideline.bank)
    found = decision(both, prediction(Status.ANSWERED, {"a": 0.9, "b": 0.5}))
    assert anchors(found.passages) == "b"
    assert {cited.version.version_id for cited in found.passages} == {"2025"}


def test_without_a_bank_the_prediction_answers_nothing(catalogue: Catalogue, made: type[Made]) -> None:
    bare = made.catalogue(*catalogue.guidelines[0].versions)
    assert decision(bare, prediction(Status.ANSWERED, {"a": 0.9}), "abc").status is Status.NOT_IN_GUIDELINES


@pytest.mark.parametrize(("sure", "unsure"), [(0.5, False), (0.49, True)])
@pytest.mark.parametrize("status", [Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_GUIDELINES])
def test_an_unlikely_prediction_is_marked_unsure(
    catalogue: Catalogue, status: Status, sure: float, unsure: bool
) -> None:
    assert decision(catalogue, prediction(status, {"a": 0.9, "b": 0.3}, {"tid": 0.5}, sure=sure)).unsure is unsure
