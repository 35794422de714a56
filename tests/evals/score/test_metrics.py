import math

import pytest

from evals.score.metrics import bootstrap_ratio, mcnemar, mean, percentile, share, wilson


def test_wilson_by_hand() -> None:
    # 8 of 10, z = 1.96: center (0.8 + 0.19207) / 1.38415 = 0.71674; half 1.96 * sqrt(0.016 + 0.0096037) / 1.38415
    rate = wilson(8, 10)
    assert (rate.value, rate.count) == (0.8, 10)
    assert rate.low == pytest.approx(0.4902, abs=1e-4)
    assert rate.high == pytest.approx(0.9433, abs=1e-4)


def test_wilson_at_the_ends_stays_inside() -> None:
    assert wilson(0, 5).low == 0.0
    assert wilson(5, 5).high == 1.0
    assert math.isnan(wilson(0, 0).value)


def test_a_ratio_is_sum_over_sum_not_a_mean_of_ratios() -> None:
    rate = bootstrap_ratio([(1, 1), (1, 3)])
    assert rate.value == 0.5
    assert 1 / 3 <= rate.low <= rate.high <= 1.0
    assert bootstrap_ratio([(1, 1), (1, 3)]) == rate  # same draws every time


def test_nothing_to_divide_by_is_not_a_number() -> None:
    assert math.isnan(bootstrap_ratio([(0, 0)]).value)
    assert math.isnan(bootstrap_ratio([]).value)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        (0, 0, 1.0),
        (0, 5, 2 / 32),  # two tails of one outcome in 2**5
        (1, 5, 2 * 7 / 64),  # (C(6,0) + C(6,1)) / 2**6, doubled
        (3, 3, 1.0),
    ],
)
def test_mcnemar_by_hand(first: int, second: int, p: float) -> None:
    assert mcnemar(first, second) == pytest.approx(p)
    assert mcnemar(second, first) == pytest.approx(p)


def test_shares_and_means_leave_out_what_does_not_apply() -> None:
    assert share([True, None, False, True]).value == pytest.approx(2 / 3)
    assert mean([1.0, None, 0.0]).value == 0.5


def test_percentile() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0, 5.0], 50).value == 3.0
    assert percentile([0.0, 100.0], 95).value == pytest.approx(95.0)
