"""Characters of a page that stand above the line in smaller type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.importing.document.raised import RaisedText
from corpus.importing.layout.lines import Box

_SMALL_AND_ABOVE = ((0.8, 0.1), (0.9, 0.2))
"""A raised character's size is at most so large a share of its neighbour's, and its foot stands above the neighbour's
by at least so large a share of the neighbour's size. Browsers set <sup> in 5/6 of the size."""
_NEAR = 0.5
"""It begins or ends within this many sizes of the neighbour."""
_BESIDE = 4
"""So many characters are told that stand before and after."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character as it is printed; distances in points from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def within(self, box: Box) -> bool:
        """Whether its middle lies in a box."""
        across, down = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return box.left <= across <= box.right and box.top <= down <= box.bottom


@dataclass(frozen=True, slots=True)
class Raised:
    """Neighbouring raised characters, by their places."""

    places: tuple[int, ...]
    raised: RaisedText


def raised_runs(chars: Sequence[Char]) -> Iterator[Raised]:
    """The raised runs among characters in the order in which they were set."""
    place = 0
    while place < len(chars):
        run = [place]
        while run[-1] + 1 < len(chars) and _beside(chars[run[-1]], chars[run[-1] + 1]):
            run.append(run[-1] + 1)
        following = run[-1] + 1
        after = chars[following] if following < len(chars) else None
        text, rest = _text(chars, place, following), _text(chars, following, following + _BESIDE)
        if place and _stands_above(chars[place], chars[place - 1], chars[place].left - chars[place - 1].right):
            yield Raised(tuple(run), RaisedText(text, _text(chars, max(0, place - _BESIDE), place), rest))
        elif after is not None and _stands_above(chars[run[-1]], after, after.left - chars[run[-1]].right):
            yield Raised(tuple(run), RaisedText(text, "", rest))
        place = following


def _text(chars: Sequence[Char], first: int, end: int) -> str:
    return "".join(char.text for char in chars[first:end])


def _beside(one: Char, other: Char) -> bool:
    """Whether two characters belong to one run: of one size, on one line, without white space between."""
    return (
        one.size == other.size and abs(one.bottom - other.bottom) < 0.5 and abs(other.left - one.right) < one.size / 4
    )


def _stands_above(char: Char, neighbour: Char, gap: float) -> bool:
    size, rise = char.size / neighbour.size, (neighbour.bottom - char.bottom) / neighbour.size
    raised = any(size <= small and rise >= above for small, above in _SMALL_AND_ABOVE)
    on_this_line = neighbour.top - neighbour.size / 2 < char.bottom
    return raised and on_this_line and -1.0 <= gap <= _NEAR * neighbour.size
