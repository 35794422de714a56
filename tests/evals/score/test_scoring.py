from collections.abc import Callable
from dataclasses import replace

from corpus.model import Catalogue, Status
from evals.model import Case, CaseOutcome, Kind
from evals.score.scoring import score

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


def test_a_pattern_that_would_never_end_fails_its_case_and_says_so(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    outcome = make_outcome(Status.ANSWERED, handledare="answer")
    outcome = replace(outcome, answer=dict(outcome.answer) | {"answer": "a" * 60})
    group = (frozenset({"handledare"}),)
    for slow in ({"facts": ("(a|aa)+b",)}, {"forbidden": ("(a|aa)+b",)}):
        found = score(make_case(evidence=group, **slow), outcome, catalogue)
        assert not found.passed
        assert found.reasons[-1].startswith("ett mönster i fallet tar för lång tid")


def test_facts_may_stand_in_quotes_and_forbidden_words_only_in_quotes(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    case = make_case(Kind.HISTORY, evidence=(frozenset({"policy-2013"}),), facts=("131128",), forbidden=("styrelsen",))
    quoted = make_outcome(Status.ANSWERED, policy_2013="answer")
    answer = dict(quoted.answer) | {"answer": f"Där står: {quoted.answer['citations'][0]['quote']}"}
    assert score(case, replace(quoted, answer=answer), catalogue).passed
    said = replace(quoted, answer=answer | {"answer": "Styrelsen beslutade."})
    assert score(case, said, catalogue).reasons == ("säger något som inte får sägas",)
