from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from corpus.model import Catalogue, Status
from evals.model import Case, CaseOutcome
from evals.score.benchmark import BUNDLED, load_benchmark
from evals.score.judging import judge

MakeCase = Callable[..., Case]
MakeOutcome = Callable[..., CaseOutcome]
TODAY = date(2026, 11, 26)


def test_cases_set_aside_are_no_failures_but_must_still_be_verbatim(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    benchmark = load_benchmark(BUNDLED, catalogue)
    benchmark = replace(benchmark, binding={**benchmark.binding, "stod-asf#handledare": ("Något annat.",)})
    case = make_case(evidence=(frozenset({"handledare"}),))
    sound = make_outcome(Status.ANSWERED, ansokan="answer")
    found = judge([case], [sound], benchmark, TODAY)
    assert (found.scores, [each.case_id for each in found.outdated]) == ((), ["fall-1"])
    assert {result.gate.metric for result in found.broken} == {"remaining"}
    assert found.figures["pass"] is None
    invented = [citation | {"quote": "Påhittat."} for citation in sound.answer["citations"]]
    lying = replace(sound, answer={**sound.answer, "citations": invented})
    found = judge([case], [lying], benchmark, TODAY)
    assert "verbatim" in {result.gate.metric for result in found.broken}
    assert found.figures["verbatim"] == 0.0
