from __future__ import annotations

import pytest

from corpus.importing.layout.raised_chars import Char, raised_runs


def chars(text: str, left: float, bottom: float, size: float) -> list[Char]:
    return [
        Char(char, left + place * size / 2, left + (place + 1) * size / 2, bottom - size, bottom, size)
        for place, char in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("size", "rise", "raised"),
    [(7.0, 4.0, True), (7.0, 1.2, True), (9.16, 4.8, True), (9.16, 1.5, False), (10.5, 4.8, False), (7.0, 0.5, False)],
)
def test_small_characters_above_the_line_are_raised(size: float, rise: float, raised: bool) -> None:
    line = [*chars("500", 70, 100, 11), *chars("1", 86.5, 100 - rise, size), *chars(" kr", 91.5, 100, 11)]
    found = [(each.raised.text, each.raised.before, each.raised.after) for each in raised_runs(line)]
    assert found == ([("1", "500", " kr")] if raised else [])
