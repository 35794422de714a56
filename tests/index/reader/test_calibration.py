from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.reader.calibration import Calibration, Regression, relevance_features, status_features
from index.reader.model import STATUSES, Scores


def scores(relevance: Sequence[float], membership: Sequence[float] | None = None, **other: float) -> Scores:
    """Of candidates that lie the nearer the more relevant they are, if nothing else is said."""
    found = np.array(relevance, dtype=np.float32)
    return Scores(
        nothing=other.get("nothing", 0.5),
        relevance=found,
        membership=np.array(found / 2 if membership is None else membership, dtype=np.float32),
        status=np.array([2.0, 0.5, -1.0, -3.0], dtype=np.float32),
        negative=other.get("negative", -1.5),
        similarity=(0.8 + found / 100).astype(np.float32),
    )


def some(seed: int = 3) -> Calibration:
    chance = np.random.default_rng(seed)
    asked, candidates = len(status_features(scores([1.0]))), relevance_features(scores([1.0])).shape[1]

    def fitted(classes: int, features: int) -> Regression:
        return Regression(chance.normal(size=(classes, features)), chance.normal(size=classes))

    return Calibration(fitted(len(STATUSES), asked), fitted(1, candidates), fitted(1, asked))


def rising() -> Calibration:
    """All that speaks for a candidate counts for it."""
    relevance = Regression(np.full((1, relevance_features(scores([1.0])).shape[1]), 0.3), np.array([0.5]))
    return replace(some(), relevance=relevance)


def test_a_regression_is_the_logistic_function_of_weighted_features() -> None:
    features = np.array([[0.0, 5.0], [1.0, 5.0], [-1.0, 5.0]])
    yes = Regression(np.array([[np.log(3.0), 0.0]]), np.array([0.0]))
    np.testing.assert_allclose(yes.probabilities(features), [0.5, 0.75, 0.25])
    of_three = Regression(np.array([[np.log(3.0), 0.0], [0.0, 0.0], [0.0, 0.0]]), np.array([0.0, 0.0, np.log(2.0)]))
    np.testing.assert_allclose(of_three.probabilities(features[:2]), [[1 / 4, 1 / 4, 2 / 4], [3 / 6, 1 / 6, 2 / 6]])


@pytest.mark.parametrize("relevance", [[0.0], [-4.0, 3.0, 1.0], [9.0, 9.0], [-30.0, 30.0, *[0.0] * 10]])
@pytest.mark.parametrize("seed", range(5))
def test_every_value_is_a_probability_and_those_of_the_status_sum_to_one(relevance: list[float], seed: int) -> None:
    reading = some(seed).reading(scores(relevance))
    assert tuple(reading.status_probabilities) == STATUSES
    assert sum(reading.status_probabilities.values()) == pytest.approx(1.0)
    assert len(reading.relevance) == len(relevance)
    values = [*reading.status_probabilities.values(), *reading.relevance, reading.negative]
    assert all(0.0 <= value <= 1.0 for value in values)
    assert {type(value) for value in values} == {float}


def test_a_status_of_great_weight_does_not_overflow() -> None:
    great = replace(some().status, weights=some().status.weights * 1e6)
    probabilities = replace(some(), status=great).reading(scores([1.0, 2.0])).status_probabilities
    assert sum(probabilities.values()) == pytest.approx(1.0)
    assert max(probabilities.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("status", range(len(STATUSES)))
def test_the_row_of_a_status_is_its_own(status: int) -> None:
    likely = replace(some().status, offset=np.eye(len(STATUSES))[status] * 1000)
    probabilities = replace(some(), status=likely).reading(scores([1.0, 2.0])).status_probabilities
    assert probabilities[STATUSES[status]] == pytest.approx(1.0)


def test_a_more_relevant_candidate_is_more_probable() -> None:
    order = [2.0, -1.0, 0.5, 4.0, -3.0]
    found = rising().reading(scores(order)).relevance
    assert np.argsort(found).tolist() == np.argsort(order).tolist()
    assert len(set(found)) == len(order)


def test_a_candidate_is_less_probable_beside_a_better_one_and_where_nothing_is_likelier() -> None:
    (alone,) = rising().reading(scores([1.0])).relevance
    beside, _ = rising().reading(scores([1.0, 3.0])).relevance
    (doubted,) = rising().reading(scores([1.0], nothing=4.0)).relevance
    assert beside < alone
    assert doubted < alone


def test_what_tells_the_status_is_the_best_and_its_lead_over_the_second() -> None:
    found = scores([1.0, 3.0, 0.5], [0.2, -0.4, 0.9], nothing=2.0, negative=-1.5)
    sum_of_all = np.log(np.exp([1.0, 3.0, 0.5]).sum())
    expected = [2.375, 0.875, -0.625, -2.625, 2.0 - sum_of_all, 2.0, 0.9, 0.2, 8.3, 0.2, 0.15, -1.5]
    np.testing.assert_allclose(status_features(found), expected, atol=1e-5)


def test_what_tells_the_relevance_is_how_a_candidate_stands_to_the_others() -> None:
    found = scores([1.0, 3.0], [0.2, -0.4], nothing=2.0)
    sum_of_all = np.log(np.exp([1.0, 3.0]).sum())
    expected = [[1.0 - sum_of_all, -2.0, 0.2, -0.2, -1.0], [3.0 - sum_of_all, 0.0, -0.4, 0.0, 1.0]]
    np.testing.assert_allclose(relevance_features(found), expected, atol=1e-5)


def test_one_candidate_is_its_own_second() -> None:
    one = scores([1.5], [0.7])
    assert np.isfinite(status_features(one)).all()
    assert status_features(one).shape == status_features(scores([1.5, 0.5])).shape
    differences = status_features(one) - status_features(scores([1.5, 1.5], [0.7, 0.7]))
    assert differences[differences != 0].tolist() == pytest.approx([np.log(2.0)])  # how many there are to be relevant
    (found,) = some().reading(one).relevance
    assert 0.0 < found < 1.0


def test_the_order_of_the_candidates_does_not_matter() -> None:
    calibration, order = some(), [3, 0, 2, 1]
    found = scores([0.5, 2.0, -1.0, 1.0], [0.1, -0.2, 0.3, 0.9])
    turned = replace(
        found,
        relevance=found.relevance[order],
        membership=found.membership[order],
        similarity=found.similarity[order],
    )
    one, other = calibration.reading(found), calibration.reading(turned)
    assert other.status_probabilities == pytest.approx(one.status_probabilities)
    assert other.relevance == pytest.approx([one.relevance[place] for place in order])
    assert other.negative == pytest.approx(one.negative)


def test_only_differences_of_relevance_and_status_count() -> None:
    calibration, found = some(), scores([0.5, 2.0, -1.0], [0.1, -0.2, 0.3])
    lifted = replace(found, relevance=found.relevance + 8, nothing=found.nothing + 8, status=found.status + 8)
    one, other = calibration.reading(found), calibration.reading(lifted)
    assert other.status_probabilities == pytest.approx(one.status_probabilities, rel=1e-4)
    assert other.relevance == pytest.approx(one.relevance, rel=1e-4)


def test_what_is_saved_reads_the_same(tmp_path: Path) -> None:
    calibration, found = some(), scores([0.5, 2.0, -1.0])
    calibration.save(tmp_path / "calibration.json")
    loaded = Calibration.load(tmp_path / "calibration.json")
    assert loaded.reading(found) == calibration.reading(found)
    assert json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8")).keys() == {
        "status", "relevance", "negative"
    }  # fmt: skip


@pytest.mark.parametrize(("text", "error"), [("nej", ValueError), ("", ValueError), ('{"status": {}}', KeyError)])
def test_another_file_is_refused(tmp_path: Path, text: str, error: type[Exception]) -> None:
    (tmp_path / "calibration.json").write_text(text, encoding="utf-8")
    with pytest.raises(error):
        Calibration.load(tmp_path / "calibration.json")
    with pytest.raises(FileNotFoundError):
        Calibration.load(tmp_path / "none.json")
