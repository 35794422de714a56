from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.colours import DARK_PAPER, ON_DARK, WHITE, contrast, lightened_until_readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", WHITE, 21.0), (WHITE, WHITE, 1.0), ("#777777", WHITE, 4.48), ("#ff0000", WHITE, 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_a_colour_is_lightened_until_it_can_be_read_on_dark(colour: str) -> None:
    lighter = lightened_until_readable(colour, DARK_PAPER)
    assert contrast(lighter, DARK_PAPER) >= ON_DARK
    if contrast(colour, DARK_PAPER) >= ON_DARK:
        assert lighter == colour
