from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.model import Catalogue, Status
from corpus.reading.catalogue import load_catalogue
from evals.cases.binding import load_binding
from evals.model import Case, CaseOutcome, Kind
from evals.score.benchmark import BUNDLED, load_benchmark
from evals.score.exclusion import abandoned, outdated, perhaps_answered

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

MakeCase = Callable[..., Case]
MakeOutcome = Callable[..., CaseOutcome]
STOD, ANSOKAN, KO = "stod-dalen#stod", "stod-dalen#ansokan", "hamnen#ko"
BINDING = {STOD: ("Stöd ges.",), ANSOKAN: ("Man ansöker.",), KO: ("Man köar.",)}
TODAY, NEXT_YEAR = date(2026, 11, 26), date(2027, 1, 1)


@pytest.fixture
def texts(dalen: Dalen) -> Catalogue:
    """Two guidelines; one changes its first passage and drops its second from 2027."""
    dalen.version(2020, stod="Stöd ges.", ansokan="Man ansöker.", nytt="Något obundet.")
    dalen.version(2027, stod="Stöd ges inte.", nytt="Något annat.")
    dalen.version(2020, guideline="hamnen", ko="Man köar.")
    return load_catalogue(dalen.documents)


def test_the_binding_is_of_the_text_that_the_bundled_cases_were_written_for(catalogue: Catalogue) -> None:
    benchmark = load_benchmark(BUNDLED, catalogue)
    named = frozenset[str]().union(*(group for case in benchmark.cases for group in case.evidence))
    assert named <= benchmark.binding.keys()
    assert abandoned(benchmark.cases, catalogue, benchmark.binding) == []


@pytest.mark.parametrize(
    ("evidence", "aside_today", "aside_next_year"),
    [
        ([[STOD]], None, [STOD]),  # changed
        ([[ANSOKAN]], None, [ANSOKAN]),  # gone
        ([[KO]], None, None),
        ([[STOD], [KO]], None, None),  # one whole group is enough
        ([[STOD, KO], [ANSOKAN]], None, [ANSOKAN, STOD]),
        ([["stod-dalen#nytt"]], None, None),  # nobody told what text it was written for
        ([["stod-dalen#aldrig"]], ["stod-dalen#aldrig"], ["stod-dalen#aldrig"]),
        ([], None, None),
    ],
)
def test_a_case_counts_while_a_whole_group_of_its_evidence_has_its_text(
    make_case: MakeCase,
    texts: Catalogue,
    evidence: list[list[str]],
    aside_today: list[str] | None,
    aside_next_year: list[str] | None,
) -> None:
    case = make_case(evidence=tuple(map(frozenset, evidence)))
    for day, aside in ((TODAY, aside_today), (NEXT_YEAR, aside_next_year)):
        found = [list(each.anchors) for each in outdated([case], texts, BINDING, day)]
        assert found == ([aside] if aside else [])


def test_the_day_that_a_case_asks_about_counts_before_the_day_of_the_trial(
    make_case: MakeCase, texts: Catalogue
) -> None:
    case = make_case(evidence=(frozenset({STOD}),), as_of=date(2026, 12, 31))
    assert outdated([case], texts, BINDING, NEXT_YEAR) == []
    assert outdated([replace(case, as_of=date(2019, 12, 31))], texts, BINDING, TODAY) != []


def test_a_text_that_only_an_earlier_version_has_is_not_abandoned(make_case: MakeCase, texts: Catalogue) -> None:
    cases = [make_case(evidence=(frozenset({STOD, KO}),))]
    assert abandoned(cases, texts, BINDING) == []
    found = abandoned(cases, texts, BINDING | {STOD: ("Helt annat.",)})
    assert [(each.case_id, each.anchors) for each in found] == [("fall-1", (STOD,))]


@pytest.mark.parametrize(
    ("kind", "status", "anchor", "to_review"),
    [
        (Kind.UNANSWERABLE, Status.ANSWERED, "ansokan", True),
        (Kind.UNANSWERABLE, Status.PARTIAL, "ansokan", True),
        (Kind.UNANSWERABLE, Status.ANSWERED, "handledare", False),  # by a passage that was there: a failure
        (Kind.UNANSWERABLE, Status.NOT_IN_GUIDELINES, "ansokan", False),
        (Kind.PARTIAL, Status.ANSWERED, "ansokan", True),
        (Kind.PARTIAL, Status.PARTIAL, "ansokan", False),
        (Kind.OFF_TOPIC, Status.ANSWERED, "ansokan", False),
        (Kind.ATTACK, Status.ANSWERED, "ansokan", False),
    ],
)
def test_only_new_text_makes_an_unanswerable_case_one_to_look_at(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue,
    kind: Kind, status: Status, anchor: str, to_review: bool,
) -> None:  # fmt: skip
    binding = dict(load_binding(BUNDLED / "passages.yaml"))
    del binding["stod-asf#ansokan"]  # as if the passage were new
    outcome = make_outcome(status, **{anchor: "answer"})
    found = perhaps_answered([make_case(kind)], [outcome], catalogue, binding)
    assert [each.anchors for each in found] == ([("stod-asf#ansokan",)] if to_review else [])


def test_nothing_is_new_where_no_text_was_recorded(
    make_case: MakeCase, make_outcome: MakeOutcome, catalogue: Catalogue
) -> None:
    outcome = make_outcome(Status.ANSWERED, ansokan="answer")
    assert perhaps_answered([make_case(Kind.UNANSWERABLE)], [outcome], catalogue, BINDING) == []
