"""Bars of counts, as the numbers that an inline SVG is drawn by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, _GAP = 14, 40, 4
"""Of a bar at most, in pixels, and the space beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from its upper left corner."""

    x: int
    y: float
    height: float
    count: int


def bars(counts: Sequence[int], most: int) -> list[Bar]:
    """A bar for each count; `most` is as high as the plot. A count of one can be seen whatever is the most."""
    found = []
    for place, count in enumerate(counts):
        height = max(2.0, round(HEIGHT * count / most, 1)) if count else 0.0
        found.append(Bar(place * (WIDTH + _GAP), HEIGHT - height, height, count))
    return found
