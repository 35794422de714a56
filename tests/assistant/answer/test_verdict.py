from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.verdict import verdict_of
from assistant.decision.model import Decision
from assistant.model import CitationRole, ClaimKind, Verdict
from assistant.texts.wording import wording
from corpus.model import Catalogue, LocatedPassage, Role, Status
from tests.assistant.answer.conftest import Answered, claims

if TYPE_CHECKING:
    from tests.assistant.conftest import Made


@pytest.mark.parametrize(
    ("anchors", "verdict", "conditions"),
    [
        (["kurs"], Verdict.FUNDABLE, []),
        (["resa"], Verdict.CONDITIONAL, ["avtal", "kvitto"]),
        (["resa", "lokal"], Verdict.CONDITIONAL, ["avtal", "kvitto"]),
        (["kurs", "lokal"], Verdict.CONDITIONAL, ["avtal"]),
        (["resa", "avtal"], Verdict.CONDITIONAL, ["kvitto"]),
        (["alkohol"], Verdict.NOT_FUNDABLE, []),
        (["alkohol", "tobak"], Verdict.NOT_FUNDABLE, []),
        (["kurs", "alkohol"], None, []),
        (["alkohol", "ansokan"], None, []),
        (["avtal"], None, []),
        (["ansokan"], None, []),
        (["historik"], None, []),
    ],
)
def test_the_verdict_follows_roles_and_each_term_is_added_once(
    answer: Answered, anchors: list[str], verdict: Verdict | None, conditions: list[str]
) -> None:
    given = answer(*anchors)
    assert given.verdict is verdict
    assert claims(given, ClaimKind.QUOTE) == [c.quote for c in given.citations if c.role is CitationRole.ANSWER]
    assert [c.anchor for c in given.citations if c.role is CitationRole.CONDITION] == conditions
    assert len(claims(given, ClaimKind.CONDITION)) == len(conditions)
    assert [citation.anchor for citation in given.citations] == [*anchors, *conditions]


def test_a_contradicted_question_gets_no_verdict_and_no_conditions(answer: Answered) -> None:
    given = answer("resa", contradicts=True)
    assert given.verdict is None
    assert claims(given, ClaimKind.CONDITION) == []
    assert claims(given, ClaimKind.LEAD) == [wording("sv").say("answer", "contradicts")]
    assert [citation.anchor for citation in given.citations] == ["resa"]


def test_what_the_reader_is_not_sure_of_gives_no_verdict_and_asks_the_asker_to_judge(answer: Answered) -> None:
    found = answer("resa", by_reader=True, unsure=True)
    assert found.verdict is None
    assert claims(found, ClaimKind.LEAD) == [wording("sv").say("answer", "nearest")]
    assert claims(found, ClaimKind.CONDITION) == ["Text om avtal.", "Text om kvitto."]
    sure = answer("resa", by_reader=True)
    assert sure.verdict is not None


def test_a_version_with_proposed_roles_gives_no_verdict(made: type[Made]) -> None:
    course = made.passage("kurs", "Kurser kan få stöd.", Role.SUPPORT)
    waiting = made.passage("taxi", "Taxi kan få stöd.", proposed=Role.CONDITION)
    for passages, verdict in (((course,), Verdict.FUNDABLE), ((course, waiting), None)):
        version = made.version("2024", *passages, valid_from=date(2024, 1, 1))
        assert verdict_of(Decision(Status.ANSWERED, (LocatedPassage(version, course),))) is verdict


@pytest.mark.parametrize(("cited", "rival"), [("kurs", "alkohol"), ("alkohol", "kurs")])
def test_no_verdict_is_given_where_the_opposite_may_be_meant(
    answer: Answered, made: type[Made], catalogue: Catalogue, cited: str, rival: str
) -> None:
    assert answer(cited).verdict is not None
    assert answer(cited, rivals=made.cited(catalogue, rival)).verdict is None
    assert answer(cited, rivals=made.cited(catalogue, cited, "ansokan")).verdict is not None


def test_what_is_excluded_is_told_so_however_the_question_is_put(answer: Answered) -> None:
    given = answer("alkohol", contradicts=True)
    assert given.verdict is Verdict.NOT_FUNDABLE
    assert claims(given, ClaimKind.LEAD) == [wording("sv").say("answer", "not_fundable")]
    assert claims(given, ClaimKind.QUOTE) == ["Text om alkohol."]


@pytest.mark.parametrize("doubt", [{"unsure": True}, {"in_doubt": True}, {"status": Status.PARTIAL}])
def test_nothing_is_said_to_be_excluded_without_being_sure(answer: Answered, doubt: dict[str, Any]) -> None:
    assert answer("alkohol", **doubt).verdict is None
