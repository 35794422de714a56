from __future__ import annotations

import numpy as np
import pytest

from index.reader.layout import FORBIDDEN, layout_of

X = FORBIDDEN


def test_a_passage_sees_the_question_and_itself() -> None:
    layout = layout_of([2, 1, 3])
    assert layout.asked.tolist() == [0, 1]
    assert layout.places.tolist() == [[2, 0, 0], [3, 4, 5]]
    np.testing.assert_array_equal(layout.absent, np.array([[0, 0, 0, X, X], [0, 0, 0, 0, 0]], dtype=np.float32))
    assert layout.back.tolist() == [0, 3, 4, 5]


def test_what_is_not_there_has_no_weight_whatever_the_attention() -> None:
    absent = layout_of([1, 2, 1]).absent
    assert absent.dtype == np.float32
    assert np.isfinite(absent).all()
    weights = np.exp(absent + np.float32(1000) * (absent < 0))
    assert set(np.unique(weights)) == {0.0, 1.0}


def test_shares_take_the_mean_of_each_text() -> None:
    share = layout_of([2, 1, 4]).share
    assert share.dtype == np.float32
    assert share.tolist() == [
        [0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.25, 0.25, 0.25, 0.25],
    ]
    states = np.arange(14, dtype=np.float32).reshape(7, 2)
    means = [states[:2].mean(axis=0), states[2], states[3:].mean(axis=0)]
    np.testing.assert_allclose(share @ states, np.stack(means), rtol=1e-6)


@pytest.mark.parametrize("lengths", [[1, 1], [96, *[128] * 12], [5, 3, 9, 1, 1, 30], [2, 7, 7]])
def test_what_is_spread_out_comes_back_in_its_row(lengths: list[int]) -> None:
    layout, positions = layout_of(lengths), sum(lengths)
    row = np.arange(positions)
    spread = row[layout.places]
    assert spread.shape == (len(lengths) - 1, max(lengths[1:]))
    assert [*row[layout.asked], *spread.ravel()[layout.back]] == row.tolist()
    assert layout.share.shape == (len(lengths), positions)
    np.testing.assert_allclose(layout.share.sum(axis=1), 1.0, rtol=1e-5)
    assert list(layout.arrays()) == ["share", "asked", "places", "absent", "back"]
