"""The versions suite: right on the right day, and wrong on any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.question.time.asked_time import named_times
from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from evals.cases.binding import in_force
from evals.model import Case, Split
from evals.run.generate import generate
from evals.run.system import Subject
from evals.score.benchmark import BUNDLED, Yardstick, load_yardstick
from evals.score.judging import judge
from evals.score.scoring import score
from index.build.publish_now import build
from index.embedding.embedder import SentenceEmbedder
from index.publishing.published_index import open_published

pytestmark = pytest.mark.slow
NAME = "versioner"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def yardstick(catalogue: Catalogue) -> Yardstick:
    return load_yardstick(BUNDLED, catalogue)


@pytest.fixture(scope="module")
def cases(yardstick: Yardstick) -> list[Case]:
    return [case for case in yardstick.cases if case.corpus == NAME and case.split is Split.DEV]


@pytest.fixture(scope="module")
def subject(yardstick: Yardstick, embedder: SentenceEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    data = tmp_path_factory.mktemp("versions")
    build(yardstick.corpora[NAME], data, "bundled", lambda _: embedder)
    index = open_published(data)
    return Subject(index, embedder, {NAME: index})


def test_the_floors_hold_on_the_right_days(subject: Subject, cases: list[Case], yardstick: Yardstick) -> None:
    judgement = judge(cases, generate(cases, subject.on(TODAY)), yardstick.catalogue, yardstick, TODAY)
    assert len(judgement.cases) == len(cases)
    assert judgement.broken == []


@pytest.mark.parametrize("other", [date(2019, 6, 1), date(2022, 6, 1), date(2024, 6, 1), date(2027, 3, 1)])
def test_asking_on_the_wrong_day_fails(subject: Subject, cases: list[Case], yardstick: Yardstick, other: date) -> None:
    made_up = load_catalogue(yardstick.corpora[NAME])

    def applies(case: Case, day: date) -> bool:
        return bool(case.versions) and case.versions <= {version.key for version in in_force(made_up, day)}

    def depends_on_today(case: Case) -> bool:
        timeless = not any(named_times(turn, other) for turn in case.turns)
        return timeless and case.as_of is None and case.today is not None and bool(case.versions)

    wrong = [
        case
        for case in cases
        if depends_on_today(case) and applies(case, date.fromisoformat(case.today or "")) and not applies(case, other)
    ]
    moved = [replace(case, today=other.isoformat()) for case in wrong]
    scores = [
        score(case, outcome, yardstick.catalogue)
        for case, outcome in zip(wrong, generate(moved, subject.on(TODAY)), strict=True)
    ]
    assert len(scores) >= 5
    assert not any(each.passed for each in scores)
