from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from evals.model import Case
from evals.score.at_stake import lost_by, naming

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

STOD, KO = "stod-dalen#stod", "hamnen#ko"
BINDING = {STOD: ("Stöd ges.",), KO: ("Man köar.",)}
TODAY, NEXT_YEAR = date(2026, 11, 26), date(2027, 1, 1)


def test_only_what_a_change_takes_away_is_lost_by_it(make_case: Callable[..., Case], dalen: Dalen) -> None:
    dalen.version(2020, stod="Stöd ges.")
    dalen.version(2020, guideline="hamnen", ko="Man köar på ett annat sätt.")
    before = load_catalogue(dalen.documents)
    dalen.version(2027, stod="Stöd ges inte.")
    after = load_catalogue(dalen.documents)
    stod, ko = (make_case(case_id=name, evidence=(frozenset({name}),)) for name in (STOD, KO))
    made_up = make_case(case_id="annan", evidence=(frozenset({STOD}),), corpus="versioner")
    cases = [stod, ko, made_up]
    assert [each.case_id for each in lost_by(cases, before, after, BINDING, NEXT_YEAR)] == [STOD]
    assert lost_by(cases, before, after, BINDING, TODAY) == []  # the new version is not in force yet
    assert lost_by(cases, after, before, BINDING, NEXT_YEAR) == []
    nothing = Catalogue((), "")
    assert [each.case_id for each in lost_by(cases, before, nothing, BINDING, TODAY)] == [STOD]


def test_cases_that_name_a_passage_are_found_in_whatever_group(make_case: Callable[..., Case]) -> None:
    second = make_case(case_id="b", evidence=(frozenset({KO}), frozenset({STOD, KO})))
    cases = [make_case(case_id="a", evidence=(frozenset({KO}),)), second]
    assert [each.case_id for each in naming(cases, "stod-dalen", "stod")] == ["b"]
