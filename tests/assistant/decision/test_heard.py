"""How what a model chooses is weighed beside what the reader found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answer.verdict import conditions_of, verdict_of, without_new_verdict
from assistant.decision.by_reader import decide_by_reader
from assistant.decision.heard import ALONE, MEASURED, Trust, heard
from assistant.decision.model import Decision, TimeSlice
from assistant.decision.scope import scope_on
from assistant.model import Verdict
from assistant.question.answer_types import AnswerType
from assistant.selection import Coverage, Selection
from corpus.model import Role, Status
from corpus.period import Period
from index.model import Hit, Reading

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)
TEXTS = {
    "what": "Stöd ges till cykelverkstäder.",
    "not": "Stöd ges inte till båtverkstäder.",
    "terms": "Verkstaden ska vara öppen för alla.",
    "how": "Ansökan görs av kommunen.",
    "far": "Beslutet gäller tills vidare.",
}
ROLES = {"what": Role.SUPPORT, "not": Role.EXCLUSION, "terms": Role.CONDITION}
QUESTION = "Kan vi få stöd till en verkstad?"
Weighed = Callable[..., tuple[Decision, Decision]]


def reading(answers: float, *relevance: float, off: float = 0.0, negative: float = 0.0) -> Reading:
    statuses = {
        Status.ANSWERED: answers,
        Status.PARTIAL: 0.0,
        Status.OFF_TOPIC: off,
        Status.NOT_IN_GUIDELINES: 1.0 - answers - off,
    }
    return Reading(statuses, relevance, negative)


@pytest.fixture(scope="module")
def weighed(made: type[Made]) -> Weighed:
    """weighed(reading, chosen, …): the decision without and with a model's choice."""
    passages = [made.passage(anchor, text, ROLES.get(anchor)) for anchor, text in TEXTS.items()]
    catalogue = made.catalogue(made.version("2024", *passages, valid_from=date(2024, 1, 1)))
    scope = scope_on(catalogue, TODAY)
    hits = {each.anchor: Hit(each, 0.5) for each in scope.passages}

    def weighed(
        read: Reading,
        *chosen: str,
        coverage: Coverage | None = None,
        terms: tuple[str, ...] = (),
        trust: Trust = MEASURED,
        question: str = QUESTION,
        **labels: object,
    ) -> tuple[Decision, Decision]:
        keys, also = (frozenset(hits[name].passage.key for name in names) for names in (chosen, terms))
        coverage = coverage or (Coverage.WHOLE if chosen else Coverage.NONE)
        selection = Selection(coverage, keys, also, **labels)  # type: ignore[arg-type]
        shown = tuple(hits.values())
        count = len(read.relevance)
        part = TimeSlice(Period.of(TODAY), scope, shown[:count], read, further=shown[count:], selection=selection)
        with_model = heard(question, question, part, None, catalogue, trust)
        assert with_model is not None
        return decide_by_reader(part, question), with_model

    return weighed


def anchors(decision: Decision) -> list[str]:
    return [passage.anchor for passage in decision.passages]


def test_what_is_chosen_settles_a_doubt(weighed: Weighed) -> None:
    plain, found = weighed(reading(0.3, 0.3, 0.1, 0.1, 0.1), "terms")
    assert plain.status is Status.NOT_IN_GUIDELINES
    assert (found.status, anchors(found)) == (Status.ANSWERED, ["terms"])


def test_agreement_makes_certain(weighed: Weighed) -> None:
    plain, found = weighed(reading(0.6, 0.9, 0.1, 0.1, 0.1), "what")
    assert (plain.unsure, found.unsure) == (True, False)


@pytest.mark.parametrize(("answers", "chosen", "status"), [
    (0.97, (), Status.ANSWERED),
    (0.6, (), Status.NOT_IN_GUIDELINES),
    (0.05, ("what",), Status.NOT_IN_GUIDELINES),
])  # fmt: skip
def test_what_the_reader_is_sure_of_stays(
    weighed: Weighed, answers: float, chosen: tuple[str, ...], status: Status
) -> None:
    assert weighed(reading(answers, 0.9, 0.1, 0.1, 0.1), *chosen)[1].status is status


def test_what_is_surely_about_something_else_stays_so(weighed: Weighed) -> None:
    assert weighed(reading(0.02, 0.9, off=0.95), "what", trust=ALONE)[1].status is Status.OFF_TOPIC
    assert weighed(reading(0.02, 0.9, off=0.8), "what", trust=ALONE)[1].status is Status.ANSWERED


def test_a_passage_that_was_not_read_can_be_chosen(weighed: Weighed) -> None:
    assert anchors(weighed(reading(0.6, 0.05, 0.05), "far")[1]) == ["far"]


def test_a_whole_group_is_cited(weighed: Weighed) -> None:
    chosen = ("what", "not", "terms", "how")
    assert set(anchors(weighed(reading(0.9, 0.8, 0.7, 0.7, 0.7), *chosen)[1])) == set(chosen)


def test_a_no_takes_both(weighed: Weighed) -> None:
    read = reading(0.9, 0.9, 0.1, negative=0.6)
    assert [each.contradicts for each in weighed(read, "what", says_no=True)] == [False, True]
    assert not weighed(reading(0.9, 0.9, 0.1, negative=0.1), "what", says_no=True)[1].contradicts


def test_no_verdict_comes_of_a_choice_alone(weighed: Weighed) -> None:
    for read, chosen in (
        (reading(0.45, 0.3, 0.1), "what"),
        (reading(0.9, 0.9, 0.55), "what"),
        (reading(0.45, 0.1, 0.3), "not"),
    ):
        plain, found = weighed(read, chosen)
        assert verdict_of(plain) is None
        assert verdict_of(found) is not None
        assert verdict_of(without_new_verdict(found, plain)) is None


def test_a_verdict_that_both_give_stays(weighed: Weighed) -> None:
    plain, found = weighed(reading(0.9, 0.9, 0.05), "what")
    assert verdict_of(without_new_verdict(found, plain)) is verdict_of(plain) is Verdict.FUNDABLE


def test_terms_are_those_that_were_reviewed_to_be(weighed: Weighed) -> None:
    found = weighed(reading(0.9, 0.9, 0.05, 0.05, 0.05), "what", terms=("terms", "how"))[1]
    assert [term.anchor for term in conditions_of(found)] == ["terms"]


def test_missing_is_what_is_asked_for_and_not_stated(weighed: Weighed) -> None:
    missing = (AnswerType.AMOUNT, AnswerType.CONTACT)
    found = weighed(reading(0.1, 0.2), missing=missing, question="Hur mycket pengar får vi?")[1]
    assert found.missing_answer_types == (AnswerType.AMOUNT,)
    assert weighed(reading(0.1, 0.2), missing=missing, question="Wie viel?")[1].missing_answer_types == missing
