"""The versions suite: right on the right day, and wrong on any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.question.time.asked_time import named_times
from assistant.question.time.timed_text import TimedText
from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from evals.model import Case, Split
from evals.run.generate import generate
from evals.run.system import SystemUnderTest
from evals.score.benchmark import BUNDLED, Benchmark, load_benchmark
from evals.score.exclusion import in_force
from evals.score.judging import judge
from evals.score.scoring import score
from index.build.publish_now import build
from index.model import ReadingModel
from index.publishing.published_index import open_published

pytestmark = pytest.mark.slow
NAME = "versioner"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def benchmark(catalogue: Catalogue) -> Benchmark:
    return load_benchmark(BUNDLED, catalogue)


@pytest.fixture(scope="module")
def cases(benchmark: Benchmark) -> list[Case]:
    return [case for case in benchmark.cases if case.corpus == NAME and case.split is Split.DEV]


@pytest.fixture(scope="module")
def system(benchmark: Benchmark, model: ReadingModel, tmp_path_factory: pytest.TempPathFactory) -> SystemUnderTest:
    data = tmp_path_factory.mktemp("versions")
    build(benchmark.corpora[NAME], data, "bundled", lambda _: model)
    index = open_published(data)
    return SystemUnderTest(index, model, {NAME: index})


def test_the_floors_hold_on_the_right_days(system: SystemUnderTest, cases: list[Case], benchmark: Benchmark) -> None:
    judgement = judge(cases, generate(cases, system.on(TODAY)), benchmark, TODAY)
    assert len(judgement.cases) == len(cases)
    assert judgement.broken == []


@pytest.mark.parametrize("other", [date(2019, 6, 1), date(2022, 6, 1), date(2024, 6, 1), date(2027, 3, 1)])
def test_asking_on_the_wrong_day_fails(
    system: SystemUnderTest, cases: list[Case], benchmark: Benchmark, other: date
) -> None:
    made_up = load_catalogue(benchmark.corpora[NAME])

    def applies(case: Case, day: date) -> bool:
        wanted = case.versions or frozenset()
        return bool(wanted) and wanted <= {version.key for version in in_force(made_up, day)}

    def depends_on_today(case: Case) -> bool:
        timeless = not any(named_times(TimedText(turn, other)) for turn in case.turns)
        return timeless and case.as_of is None and case.today is not None and bool(case.versions)

    wrong = [
        case
        for case in cases
        if depends_on_today(case) and applies(case, case.today or other) and not applies(case, other)
    ]
    moved = [replace(case, today=other) for case in wrong]
    scores = [
        score(case, outcome, benchmark.catalogue)
        for case, outcome in zip(wrong, generate(moved, system.on(TODAY)), strict=True)
    ]
    assert len(scores) >= 5
    assert not any(each.passed for each in scores)
