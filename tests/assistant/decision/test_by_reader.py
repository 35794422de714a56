from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answer.verdict import verdict_of
from assistant.decision.by_reader import SURELY_ANSWERED, decide_by_reader
from assistant.decision.model import Decision, TimeSlice
from assistant.decision.scope import scope_on
from assistant.model import Verdict
from assistant.question.answer_types import AnswerType
from corpus.model import LocatedPassage, Role, Status
from corpus.period import Period
from index.model import Hit, Reading

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

Decided = Callable[..., Decision]
TEXTS = {
    "sum": "Stöd ges med högst 50 000 kronor.",
    "day": "Ansökan lämnas senast den 1 mars 2027.",
    "who": "Kommunen Dalby ansöker.",
    "what": "Stöd ges till cykelverkstäder.",
    "also": "Stöd ges till båtverkstäder.",
    "terms": "Verkstaden ska vara öppen för alla.",
}
ROLES = {"what": Role.SUPPORT, "also": Role.SUPPORT, "terms": Role.CONDITION}
TODAY = date(2026, 11, 23)


def reading(
    answers: float, *relevance: float, partial: float = 0.0, off: float = 0.0, negative: float = 0.0
) -> Reading:
    statuses = {
        Status.ANSWERED: answers - partial,
        Status.PARTIAL: partial,
        Status.OFF_TOPIC: off,
        Status.NOT_IN_GUIDELINES: 1.0 - answers - off,
    }
    return Reading(statuses, relevance, negative)


@pytest.fixture(scope="module")
def decision(made: type[Made]) -> Decided:
    passages = [
        made.passage(anchor, text, ROLES.get(anchor), conditions=("terms",) if anchor == "what" else ())
        for anchor, text in TEXTS.items()
    ]
    catalogue = made.catalogue(made.version("2024", *passages, valid_from=date(2024, 1, 1)))
    scope = scope_on(catalogue, TODAY)
    located = {each.anchor: each for each in scope.passages}

    def decision(question: str, read: Reading | None, *anchors: str, elsewhere: Reading | None = None) -> Decision:
        hits = tuple(Hit(located[anchor], 0.5) for anchor in anchors)
        return decide_by_reader(TimeSlice(Period.of(TODAY), scope, hits, read, elsewhere), question)

    return decision


def anchors(passages: tuple[LocatedPassage, ...]) -> list[str]:
    return [each.passage.anchor for each in passages]


def test_what_belongs_to_the_answer_is_cited_and_the_rest_suggested(decision: Decided) -> None:
    found = decision("Vem ansöker?", reading(0.9, 0.1, 0.9, 0.6), "sum", "who", "what")
    assert (found.status, anchors(found.passages), anchors(found.next_passages)) == (
        Status.ANSWERED, ["who", "what"], ["sum"]
    )  # fmt: skip
    assert (found.by_reader, found.unsure, found.contradicts, found.in_doubt) == (True, False, False, False)


def test_the_best_passage_is_cited_however_unlikely_when_something_answers(decision: Decided) -> None:
    found = decision("Vem ansöker?", reading(0.9, 0.05, 0.01), "who", "what")
    assert anchors(found.passages) == ["who"]


@pytest.mark.parametrize(("answers", "status"), [(0.5, Status.ANSWERED), (0.49, Status.NOT_IN_GUIDELINES)])
def test_an_unlikely_answer_is_none(decision: Decided, answers: float, status: Status) -> None:
    found = decision("Vem ansöker?", reading(answers, 0.9, 0.2), "who", "what")
    assert found.status is status
    if status is Status.NOT_IN_GUIDELINES:
        assert (found.passages, anchors(found.near)) == ((), ["who", "what"])


def test_a_likely_answer_that_is_not_sure_gives_no_verdict(decision: Decided) -> None:
    sure = decision("Båtar?", reading(SURELY_ANSWERED, 0.9), "also")
    assert (sure.unsure, verdict_of(sure)) == (False, Verdict.FUNDABLE)
    unsure = decision("Båtar?", reading(SURELY_ANSWERED - 0.01, 0.9), "also")
    assert (unsure.unsure, verdict_of(unsure)) == (True, None)


@pytest.mark.parametrize(
    ("negative", "contradicts", "verdict"),
    [(0.2, False, Verdict.FUNDABLE), (0.5, False, None), (0.9, True, None)],
)
def test_a_no_by_the_text_is_said_and_a_doubtful_yes_is_not(
    decision: Decided, negative: float, contradicts: bool, verdict: Verdict | None
) -> None:
    found = decision("Båtar?", reading(0.95, 0.9, negative=negative), "also")
    assert (found.contradicts, verdict_of(found)) == (contradicts, verdict)


def test_a_part_is_a_part(decision: Decided) -> None:
    part = decision("Vem och hur?", reading(0.9, 0.9, partial=0.8), "who")
    assert (part.status, part.unsure) == (Status.PARTIAL, False)  # two doubts would contradict each other
    assert decision("Vem och hur?", reading(0.9, 0.9, partial=0.4), "who").status is Status.ANSWERED
    assert decision("Vem och hur?", reading(0.9, 0.9, partial=0.7), "who").status is Status.NOT_IN_GUIDELINES


def test_a_part_gives_no_verdict_and_no_no(decision: Decided) -> None:
    part = decision("Båtar, och hur?", reading(0.9, 0.9, partial=0.85, negative=0.95), "also")
    assert (part.status, part.contradicts, part.in_doubt, verdict_of(part)) == (Status.PARTIAL, False, False, None)


def test_a_part_names_the_sort_of_thing_that_the_rest_asks_for(decision: Decided) -> None:
    part = decision("Vem söker, och hur mycket kan man få?", reading(0.9, 0.9, partial=0.8), "who")
    assert part.missing_answer_types == (AnswerType.AMOUNT,)
    stated = decision("Vem söker, och hur mycket kan man få?", reading(0.9, 0.9, 0.1, partial=0.8), "who", "sum")
    assert anchors(stated.passages) == ["who"]
    assert stated.missing_answer_types == ()
    whole = decision("Hur mycket kan man få?", reading(0.9, 0.9), "who")
    assert whole.missing_answer_types == ()


def test_what_has_nothing_to_do_with_it_is_said_to(decision: Decided) -> None:
    assert decision("Vädret?", reading(0.1, 0.1, off=0.7), "who") == Decision(Status.OFF_TOPIC)
    assert decision("Vädret?", reading(0.1, 0.1, off=0.3), "who").status is Status.NOT_IN_GUIDELINES


def test_the_sort_of_thing_that_is_missing_is_named_where_nothing_near_states_one(decision: Decided) -> None:
    missing = decision("Hur mycket får vi?", reading(0.2, 0.4, 0.3), "what", "who")
    assert missing.missing_answer_types == (AnswerType.AMOUNT,)
    stated = decision("Hur mycket får vi?", reading(0.2, 0.4, 0.3), "what", "sum")
    assert stated.missing_answer_types == ()


def test_that_only_another_version_answers_is_told_and_not_quoted(decision: Decided) -> None:
    found = decision("Båtar?", reading(0.1, 0.1), "who", elsewhere=reading(0.9, 0.9))
    assert (found.status, found.passages, found.only_in_other_version) == (Status.NOT_IN_GUIDELINES, (), True)
    for other in (None, reading(0.1, 0.9)):
        assert not decision("Båtar?", reading(0.1, 0.1), "who", elsewhere=other).only_in_other_version


@pytest.mark.parametrize(
    ("relevance", "cited", "verdict"),
    [
        ((0.9, 0.1, 0.1), ["what"], Verdict.CONDITIONAL),
        ((0.9, 0.6, 0.1), ["what", "terms"], Verdict.CONDITIONAL),
        ((0.9, 0.1, 0.6), ["what", "who"], None),
        ((0.6, 0.1, 0.9), ["who", "what"], None),
    ],
)
def test_support_beside_a_passage_that_is_none_gives_no_verdict(
    decision: Decided, relevance: tuple[float, ...], cited: list[str], verdict: Verdict | None
) -> None:
    found = decision("Cyklar?", reading(0.9, *relevance), "what", "terms", "who")
    assert (anchors(found.passages), verdict_of(found)) == (cited, verdict)


def test_without_anything_to_read_nothing_is_claimed(decision: Decided) -> None:
    assert decision("Vem?", None) == Decision(Status.NOT_IN_GUIDELINES)


def test_a_question_for_one_definite_thing_that_is_stated_is_answered_whole(decision: Decided) -> None:
    half = reading(0.85, 0.9, 0.1, partial=0.5)
    assert decision("Hur mycket får vi?", half, "sum", "who").status is Status.ANSWERED
    assert decision("Hur mycket får vi?", half, "who", "sum").status is Status.NOT_IN_GUIDELINES
    assert decision("Vem söker?", half, "sum", "who").status is Status.NOT_IN_GUIDELINES
    assert decision("Hur mycket får vi, och vem söker?", half, "sum", "who").status is Status.NOT_IN_GUIDELINES
    assert decision("Hur mycket får vi?", reading(0.59, 0.9, partial=0.2), "sum").status is Status.NOT_IN_GUIDELINES
    assert decision("Hur mycket får vi?", reading(0.9, 0.9, partial=0.85), "sum").status is Status.ANSWERED


def test_what_is_very_likely_there_is_not_denied(decision: Decided) -> None:
    assert decision("Vem söker?", reading(0.96, 0.9, partial=0.6), "who").status is Status.PARTIAL
    assert decision("Vem söker?", reading(0.94, 0.9, partial=0.6), "who").status is Status.NOT_IN_GUIDELINES


def test_silence_that_is_not_sure_is_not_called_silence(decision: Decided) -> None:
    assert not decision("Båtar?", reading(0.19, 0.1), "who").unsure
    assert decision("Båtar?", reading(0.2, 0.1), "who").unsure


def test_a_list_that_is_asked_for_is_cited_whole_and_in_its_order(made: type[Made]) -> None:
    items = [made.passage(name, f"Bifoga {name}.", block=1, lead_in="Bifoga:") for name in "abcde"]
    other = made.passage("datum", "Ansökan lämnas i mars.", block=2)
    catalogue = made.catalogue(made.version("2024", *items, other, valid_from=date(2024, 1, 1)))
    scope = scope_on(catalogue, TODAY)
    located = {each.anchor: each for each in scope.passages}
    hits = tuple(Hit(located[anchor], 0.5) for anchor in ("d", "b", "datum", "a"))

    def cited(question: str, *relevance: float) -> str:
        part = TimeSlice(Period.of(TODAY), scope, hits, reading(0.9, *relevance))
        return "".join(each.anchor for each in decide_by_reader(part, question).passages)

    assert cited("Vad ska vi lämna in?", 0.9, 0.8, 0.1, 0.1) == "abcde"
    assert cited("Vad ska vi lämna in?", 0.9, 0.1, 0.1, 0.1) == "d"
    assert cited("Måste vi lämna in b?", 0.9, 0.8, 0.1, 0.1) == "db"


def test_what_names_the_matter_and_states_what_is_asked_is_shown_to_be_judged(decision: Decided) -> None:
    asked = "Hur stort är stödet i kronor?"
    shown = decision(asked, reading(0.3, 0.2, 0.7), "sum", "what")
    assert (shown.status, anchors(shown.passages)) == (Status.ANSWERED, ["sum"])
    assert (shown.unsure, shown.in_doubt, verdict_of(shown)) == (True, True, None)
    for other in (
        decision(asked, reading(0.1, 0.2, 0.7), "sum", "what"),  # surely silent
        decision(asked, reading(0.3, 0.05, 0.7), "sum", "what"),  # hardly about that passage
        decision("Hur stort är resebidraget?", reading(0.3, 0.2, 0.7), "sum", "what"),  # another matter
        decision("Vem ger stödet?", reading(0.3, 0.2, 0.7), "sum", "what"),  # nothing definite
    ):
        assert other.status is Status.NOT_IN_GUIDELINES
