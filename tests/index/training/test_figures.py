from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from index.training.document import QuestionKind, TrainingDocument, TrainingQuestion
from index.training.figures import Finding, area_under_curve, finding
from index.training.studied import Studied

Documents = Callable[..., TrainingDocument]
Questions = Callable[..., TrainingQuestion]


def ranked(document: TrainingDocument, *orders: list[int]) -> Studied:
    """Each question's passages from the nearest to the farthest."""
    similarities = np.zeros((len(orders), len(document.passages)), dtype=np.float32)
    for row, order in zip(similarities, orders, strict=True):
        row[order] = np.linspace(0.9, 0.1, len(order))
    return Studied(document, [], [], similarities)


def up_to(most: int, *first: int) -> list[int]:
    return [*first, *(place for place in range(most) if place not in first)]


def test_shares_are_of_the_answerable_questions_of_all_documents(document: Documents, question: Questions) -> None:
    partial, open_ = QuestionKind.PARTIAL, QuestionKind.UNANSWERABLE
    one = ranked(
        document([question(3), question(9), question(19), question(1, kind=partial), question(kind=open_)], 20),
        up_to(20, 3),  # first
        up_to(20, 0),  # tenth
        up_to(20, 0),  # last
        up_to(20, 0),
        up_to(20, 0),
    )
    other = ranked(document([question(4)], 6), up_to(6, 0))  # fifth
    found = finding([one, other])
    assert found == Finding(first=1 / 4, whole_among_five=2 / 4, whole_among_twelve=3 / 4, questions=4)
    assert str(found) == "4 questions: first 0.250, whole among five 0.500, among twelve 0.750"


@pytest.mark.parametrize(
    ("evidence", "first", "five", "twelve"),
    [
        (((0, 4),), 1, 1, 1),
        (((0, 5),), 1, 0, 1),
        (((0, 12),), 1, 0, 0),
        (((0, 12), (11,)), 1, 0, 1),
        (((1, 2), (3,)), 0, 1, 1),
        (((5, 11),), 0, 0, 1),
    ],
)
def test_a_group_is_needed_whole_and_any_group_will_do(
    document: Documents,
    question: Questions,
    evidence: tuple[tuple[int, ...], ...],
    first: float,
    five: float,
    twelve: float,
) -> None:
    found = finding([ranked(document([question(0, evidence=evidence)], 14), list(range(14)))])
    assert (found.first, found.whole_among_five, found.whole_among_twelve) == (first, five, twelve)


def test_without_an_answerable_question_there_is_no_share(document: Documents, question: Questions) -> None:
    found = finding([ranked(document([question()], 3), [0, 1, 2])])
    assert found.questions == 0
    assert all(math.isnan(share) for share in (found.first, found.whole_among_five, found.whole_among_twelve))


@pytest.mark.parametrize(
    ("scores", "positive", "area"),
    [
        ([0.1, 0.2, 0.8, 0.9], [False, False, True, True], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.0),
        ([0.5, 0.5, 0.5], [True, False, False], 0.5),
        ([0.1, 0.4, 0.3, 0.9], [False, True, False, True], 1.0),
        ([0.6, 0.4, 0.5, 0.9], [False, True, False, True], 0.5),
        ([3.0, -2.0, 1.0], [True, False, True], 1.0),
    ],
)
def test_the_area_is_the_chance_that_a_positive_scores_higher(
    scores: list[float], positive: list[bool], area: float
) -> None:
    assert area_under_curve(scores, positive) == pytest.approx(area)
