"""Colours that can be read: the federation's own, checked, and its lighter sister for dark pages.

Contrast and relative luminance are those of WCAG 2.1 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio).
"""

from __future__ import annotations

from functools import lru_cache

WHITE, DARK_PAPER = "#ffffff", "#14191f"
READABLE = 4.5
"""Contrast that text needs at least (WCAG 2.1, 1.4.3)."""
ON_DARK = 7.0
"""Contrast that a colour is lightened to on dark pages (WCAG 2.1, 1.4.6)."""
_STEP = 0.05


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours written #rrggbb, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=64)
def lightened_until_readable(colour: str, background: str) -> str:
    """The colour, mixed with white as little as it takes to be read with ease on a dark background."""
    for step in range(int(1 / _STEP) + 1):
        mixed = _mixed_with_white(colour, step * _STEP)
        if contrast(mixed, background) >= ON_DARK:
            return mixed
    return WHITE


def _mixed_with_white(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in _channels(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
