from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Catalogue, Status
from evals.errors import EvaluationError
from evals.model import DOCUMENT, Case, CaseOutcome, Kind
from evals.score.benchmark import BUNDLED
from evals.score.gates import Gate, Gates, check_gates, load_gates
from evals.score.scoring import score

GATES = BUNDLED / "gates.yaml"
MakeCase = Callable[..., Case]
MakeOutcome = Callable[..., CaseOutcome]
Answer = dict[str, Any]
Pipeline = Callable[[Answer], Answer]
"""Takes what a sound pipeline answers and gives what a broken one would."""


def wrong_passage(answer: Answer) -> Answer:
    return answer | {"citations": [answer["citations"][0] | {"passage": "malgruppen"}]}


def no_citation(answer: Answer) -> Answer:
    return answer | {"citations": []}


def stale_version(answer: Answer) -> Answer:
    return answer | {"citations": [answer["citations"][0] | {"version": "2013-11-28"}]}


def always_abstain(answer: Answer) -> Answer:
    return answer | {"status": "not_in_guidelines", "citations": []}


def never_abstain(answer: Answer) -> Answer:
    return answer | {"status": "answered"}


def says_yes(answer: Answer) -> Answer:
    return answer | {"verdict": "fundable"}


def quotes_everything(answer: Answer) -> Answer:
    anchors = ("handledare", "ansokan", "titel", "samma-stod", "malgruppen")
    return answer | {"citations": [answer["citations"][0] | {"passage": anchor} for anchor in anchors]}


BREAKS: dict[str, list[Pipeline]] = {
    "verbatim": [wrong_passage],
    "superseded_as_current": [stale_version],
    "versions": [stale_version, no_citation, always_abstain],
    "pass": [wrong_passage, no_citation, always_abstain],
    "abstention_recall": [never_abstain],
    "false_abstention": [always_abstain],
    "citation_precision": [wrong_passage],
    "quotes_per_answer": [quotes_everything],
    "wrong_yes": [says_yes],
}
"""The ways of being broken that each metric must see."""
GATED = [
    pytest.param(gate, broken, id=f"{gate.metric}-{gate.group}-{broken.__name__}")
    for gate in load_gates(GATES).floors
    for broken in ([never_abstain] if gate.group == "kind:attack" else BREAKS[gate.metric])
]


def case_of(gate: Gate, make_case: MakeCase) -> Case:
    """A case that the gate looks at."""
    of_document = {"tags": frozenset({DOCUMENT})} if gate.group.startswith(f"{DOCUMENT}:") else {}
    if gate.metric in ("abstention_recall", "wrong_yes"):
        return make_case(Kind.UNANSWERABLE, **of_document)
    if gate.group == "kind:attack":
        return make_case(Kind.ATTACK)
    sort, _, name = gate.group.removeprefix(f"{DOCUMENT}:").partition(":")
    given: dict[str, Any] = {
        "language": {"language": {"other": "fi"}.get(name, name)},
        "dialogue": {"turns": ("Hej!", "Fråga?")},
    }
    kind = Kind(name) if sort == "kind" else Kind.ANSWERABLE
    if kind is Kind.VERSION:
        given[sort] = {"versions": frozenset({"stod-asf/odaterad"})}
    return make_case(kind, evidence=(frozenset({"handledare"}),), **given.get(sort, {}), **of_document)


@pytest.mark.parametrize(("gate", "broken"), GATED)
def test_every_floor_holds_for_a_sound_pipeline_and_falls_for_a_broken_one(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue, gate: Gate, broken: Pipeline
) -> None:
    case = case_of(gate, make_case)
    (status,) = case.status
    sound = make_outcome(status, handledare="answer") if case.evidence else make_outcome(status)
    spoilt = replace(sound, answer=broken(dict(sound.answer)))

    def held(outcome: CaseOutcome) -> bool:
        gates = Gates(floors=(gate,))
        (result,) = check_gates(gates, [case], [score(case, outcome, catalogue)], {case.case_id})
        assert result.rate.count == 1
        return result.held

    assert held(sound)
    assert not held(spoilt)


def test_floors_of_an_unknown_metric_or_form_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "gates.yaml"
    floors = "- {metric: luck, at_least: 1}", "- {metric: pass, atleast: 1}", "metric", "- ["
    texts = [f"floors:\n{floor}" for floor in floors]
    for text in (*texts, "floors: []\nremaining: halva", "floors: []\nkvar: 1", "remaining: {all: 0.5}", "- 1", ""):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(EvaluationError, match=str(file)):
            load_gates(file)


def test_nothing_to_measure_breaks_no_floor() -> None:
    gates = Gates(remaining={"all": 0.5}, floors=(Gate(metric="pass", group="kind:history", at_least=0.9),))
    assert [result.held for result in check_gates(gates, [], [], set())] == [True, True]


def test_a_share_of_every_named_group_must_remain(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    kinds = [Kind.OFF_TOPIC] * 3 + [Kind.UNANSWERABLE]
    cases = [make_case(kind, case_id=str(number)) for number, kind in enumerate(kinds)]
    outcome = make_outcome(Status.OFF_TOPIC)
    scores = [score(case, replace(outcome, case_id=case.case_id), catalogue) for case in cases]
    gates = Gates(remaining={"all": 0.75, "kind:unanswerable": 0.5}, floors=())

    def held(*judged: str) -> list[bool]:
        return [result.held for result in check_gates(gates, cases, scores, judged)]

    assert held("0", "1", "2", "3") == [True, True]
    assert held("0", "1", "2") == [True, False]
    assert held("0", "3") == [False, True]


def test_no_case_is_exempt_from_what_every_answer_promises(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    case, sound = make_case(evidence=(frozenset({"handledare"}),)), make_outcome(Status.ANSWERED, handledare="answer")
    invented = score(case, replace(sound, answer=wrong_passage(dict(sound.answer))), catalogue)
    floors = tuple(Gate(metric=metric, at_least=1.0) for metric in ("verbatim", "pass"))
    promise, floor = check_gates(Gates(floors=floors), [case], [invented], set())
    assert (promise.held, promise.is_promise) == (False, True)
    assert (floor.held, floor.is_promise) == (True, False)  # nothing was left to measure


@pytest.mark.parametrize("group", ["kind:answerabel", "language:fi", "alla", "tag:", ""])
def test_a_group_that_no_case_can_be_in_is_refused(tmp_path: Path, group: str) -> None:
    file = tmp_path / "gates.yaml"
    for text in (f"floors:\n- {{metric: pass, group: '{group}'}}", f"remaining: {{'{group}': 0.5}}\nfloors: []"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(EvaluationError, match=str(file)):
            load_gates(file)
