from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.model import Status
from corpus.model import Catalogue
from evals.gates import Gate, check_gates
from evals.model import Case, CaseOutcome, Kind, Score
from evals.scoring import score

MakeCase = Callable[..., Case]
MakeOutcome = Callable[..., CaseOutcome]
HANDLEDARE = (frozenset({"handledare"}),)


def test_a_right_answer_passes(make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue) -> None:
    case = make_case(evidence=HANDLEDARE, also=frozenset({"samma-stod"}), verdict="conditional")
    outcome = make_outcome(
        Status.ANSWERED, verdict="conditional", handledare="answer", samma_stod="answer", ansokan="answer",
        finansieringens_vag="condition", titel="related",
    )  # fmt: skip
    found = score(case, outcome, catalogue)
    assert found.passed
    assert (found.evidence_recall, found.relevant_cited, found.cited, found.quotes) == (1.0, 2, 3, 4)
    assert (found.verdict_right, found.false_abstention, found.verbatim) == (True, False, True)


def test_half_the_evidence_is_half_recall_and_no_pass(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    case = make_case(evidence=(frozenset({"handledare", "ansokan"}),))
    found = score(case, make_outcome(Status.ANSWERED, handledare="answer"), catalogue)
    assert (found.evidence_recall, found.passed) == (0.5, False)


def test_any_group_of_evidence_will_do(make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue) -> None:
    case = make_case(evidence=(frozenset({"handledare", "ansokan"}), frozenset({"titel"})))
    assert score(case, make_outcome(Status.ANSWERED, titel="answer"), catalogue).passed


def test_facts_may_stand_in_quotes_and_forbidden_words_only_in_quotes(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    case = make_case(Kind.HISTORY, evidence=(frozenset({"policy-2013"}),), facts=("131128",), forbidden=("styrelsen",))
    quoted = make_outcome(Status.ANSWERED, policy_2013="answer")
    answer = dict(quoted.answer) | {"answer": f"Där står: {quoted.answer['citations'][0]['quote']}"}
    assert score(case, replace(quoted, answer=answer), catalogue).passed
    said = replace(quoted, answer=answer | {"answer": "Styrelsen beslutade."})
    assert score(case, said, catalogue).reasons == ("säger något som inte får sägas",)


Breakage = Callable[[dict[str, Any]], dict[str, Any]]


def wrong_passage(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"citations": [answer["citations"][0] | {"passage": "malgruppen"}]}


def no_citation(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"citations": []}


def stale_version(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"citations": [answer["citations"][0] | {"version": "2013-11-28"}]}


def always_abstain(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"status": "not_in_guidelines", "citations": []}


@pytest.mark.parametrize(
    ("broken", "gate"),
    [
        (wrong_passage, Gate(metric="citation_precision", at_least=0.8)),
        (wrong_passage, Gate(metric="verbatim", at_least=1.0)),
        (no_citation, Gate(metric="pass", group="kind:answerable", at_least=0.85)),
        (stale_version, Gate(metric="superseded_as_current", at_most=0)),
        (always_abstain, Gate(metric="false_abstention", at_most=0.1)),
    ],
)
def test_each_gate_falls_for_a_broken_pipeline_and_holds_for_a_sound_one(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue, broken: Breakage, gate: Gate
) -> None:
    case = make_case(evidence=HANDLEDARE)
    sound = make_outcome(Status.ANSWERED, handledare="answer")
    spoilt = replace(sound, answer=broken(dict(sound.answer)))

    def held(outcome: CaseOutcome) -> bool:
        return check_gates([gate], [case], [score(case, outcome, catalogue)])[0].held

    assert held(sound)
    assert not held(spoilt)


def test_the_gate_on_abstention_falls_for_a_pipeline_that_never_abstains(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    case, gate = make_case(Kind.UNANSWERABLE), Gate(metric="abstention_recall", at_least=0.85)

    def held(found: Score) -> bool:
        return check_gates([gate], [case], [found])[0].held

    assert held(score(case, make_outcome(Status.NOT_IN_GUIDELINES), catalogue))
    assert not held(score(case, make_outcome(Status.ANSWERED, handledare="answer"), catalogue))
