"""Bars of counts."""

from __future__ import annotations

from assistant.web.staff.questions.plots import HEIGHT, bars


def test_bars_are_as_high_as_their_counts_and_one_can_be_seen() -> None:
    found = bars([0, 1, 500, 1000], 1000)
    assert [bar.height for bar in found] == [0, 2, HEIGHT / 2, HEIGHT]
    assert all(bar.y + bar.height == HEIGHT for bar in found)
    assert [bar.x for bar in found] == sorted({bar.x for bar in found})
    assert [bar.count for bar in found] == [0, 1, 500, 1000]
