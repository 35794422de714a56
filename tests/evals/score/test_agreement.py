from __future__ import annotations

import pytest

from evals.score.agreement import kappa, percent_alike


def test_agreement_beyond_chance() -> None:
    """Yes/no marks of 50 answers: both yes 20, both no 15, one of each 5 and 10 (expected agreement 0.5)."""
    first = ["yes"] * 20 + ["yes"] * 5 + ["no"] * 10 + ["no"] * 15
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert percent_alike(first, second) == 70
    assert kappa(first, second) == pytest.approx(0.4)


def test_where_chance_could_not_fail_there_is_no_kappa() -> None:
    assert percent_alike(["yes"], ["yes"]) == 100 and kappa(["yes"], ["yes"]) is None
    assert percent_alike([], []) == 0 and kappa([], []) is None
