from __future__ import annotations

import numpy as np
import pytest

from index.reader.layout import mask_of, share_of


def test_a_passage_sees_itself_and_the_question_which_sees_everything() -> None:
    seen = (mask_of([2, 1, 3]) == 0).astype(int).tolist()
    assert seen == [
        [1, 1, 1, 1, 1, 1],  # the question
        [1, 1, 1, 1, 1, 1],
        [1, 1, 1, 0, 0, 0],  # the first passage
        [1, 1, 0, 1, 1, 1],  # the second
        [1, 1, 0, 1, 1, 1],
        [1, 1, 0, 1, 1, 1],
    ]


def test_what_is_not_seen_has_no_weight_whatever_the_attention() -> None:
    mask = mask_of([1, 2, 2])
    assert mask.dtype == np.float32
    assert np.isfinite(mask).all()
    weights = np.exp(mask + np.float32(1000) * (mask < 0))
    assert set(np.unique(weights)) == {0.0, 1.0}


def test_a_question_alone_sees_itself() -> None:
    assert mask_of([3]).tolist() == [[0.0] * 3] * 3
    assert share_of([2]).tolist() == [[0.5, 0.5]]


def test_shares_take_the_mean_of_each_text() -> None:
    share = share_of([2, 1, 4])
    assert share.dtype == np.float32
    assert share.tolist() == [
        [0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.25, 0.25, 0.25, 0.25],
    ]
    states = np.arange(14, dtype=np.float32).reshape(7, 2)
    means = [states[:2].mean(axis=0), states[2], states[3:].mean(axis=0)]
    np.testing.assert_allclose(share @ states, np.stack(means), rtol=1e-6)


@pytest.mark.parametrize("lengths", [[1], [1, 1], [96, *[128] * 12], [5, 3, 9, 1, 1, 30]])
def test_both_fit_the_positions(lengths: list[int]) -> None:
    positions = sum(lengths)
    mask, share = mask_of(lengths), share_of(lengths)
    assert mask.shape == (positions, positions)
    assert share.shape == (len(lengths), positions)
    np.testing.assert_allclose(share.sum(axis=1), 1.0, rtol=1e-5)
    np.testing.assert_array_equal(mask, mask.T)
    assert ((share > 0).sum(axis=1) == lengths).all()
