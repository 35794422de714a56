"""Characters of a page that stand above the line in smaller type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SMALLER = 0.8
"""A raised character's size is at most this share of its neighbour's."""
_ABOVE = 0.1
"""Its foot stands above the neighbour's by at least this share of the neighbour's size."""
_NEAR = 0.5
"""It begins or ends within this many sizes of the neighbour."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character as it is printed; distances in points from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Raised:
    """Neighbouring raised characters by their places, and the words before them on their line."""

    places: tuple[int, ...]
    before: str


def raised_runs(chars: Sequence[Char]) -> Iterator[Raised]:
    """The raised runs among characters in the order in which they were set."""
    place = 0
    while place < len(chars):
        run = [place]
        while run[-1] + 1 < len(chars) and _beside(chars[run[-1]], chars[run[-1] + 1]):
            run.append(run[-1] + 1)
        after = chars[run[-1] + 1] if run[-1] + 1 < len(chars) else None
        if place and _stands_above(chars[place], chars[place - 1], chars[place].left - chars[place - 1].right):
            before = "".join(char.text for char in chars[max(0, place - 4) : place])
            yield Raised(tuple(run), before)
        elif after is not None and _stands_above(chars[run[-1]], after, after.left - chars[run[-1]].right):
            yield Raised(tuple(run), "")
        place = run[-1] + 1


def _beside(one: Char, other: Char) -> bool:
    """Whether two characters belong to one run: of one size, on one line, without white space between."""
    return (
        one.size == other.size and abs(one.bottom - other.bottom) < 0.5 and abs(other.left - one.right) < one.size / 4
    )


def _stands_above(char: Char, neighbour: Char, gap: float) -> bool:
    small = char.size <= _SMALLER * neighbour.size
    above = neighbour.top - neighbour.size / 2 < char.bottom <= neighbour.bottom - _ABOVE * neighbour.size
    return small and above and -1.0 <= gap <= _NEAR * neighbour.size
