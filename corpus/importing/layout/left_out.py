"""Characters of a page that a reader does not read: unseen, struck through, or covered by what was drawn later.

Pure functions over characters in the order in which they were drawn; each gives groups of their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from corpus.importing.layout.lines import Box
from corpus.importing.layout.raised_chars import Char

_FLAT = 2.0
"""A line through words is at most so high, in points."""
_AT_HALF = (0.35, 0.65)
"""How far down a character a line through it stands, in shares of its height."""
_COVERED = 0.7
"""So large a share of a character's height is covered where it is not seen."""

_BAND = 10.0
"""Points; only characters whose middle is about so near to a line are looked at."""

Places = tuple[int, ...]


def within(chars: Sequence[Char], boxes: Iterable[Box]) -> Iterator[Places]:
    """The characters whose middle stands in each box."""
    for box in boxes:
        yield tuple(place for place, char in enumerate(chars) if char.within(box))


def struck(chars: Sequence[Char], shapes: Iterable[Box]) -> Iterator[Places]:
    """The characters that each flat line goes through, where it goes no further than they do."""
    bands: defaultdict[int, list[int]] = defaultdict(list)
    for place, char in enumerate(chars):
        bands[_band((char.top + char.bottom) / 2)].append(place)
    for line in shapes:
        if line.bottom - line.top <= _FLAT:
            band = _band((line.top + line.bottom) / 2)
            near = sorted(place for each in (band - 1, band, band + 1) for place in bands.get(each, ()))
            found = tuple(place for place in near if _strikes(line, chars[place]))
            if found and _is_as_long(line, [chars[place] for place in found]):
                yield found


def covered(drawn: Sequence[Char | Box]) -> Iterator[Places]:
    """The characters that each box was drawn over; their places are counted among the characters only."""
    before: list[Char] = []
    for each in drawn:
        if isinstance(each, Char):
            before.append(each)
        else:
            yield tuple(place for place, char in enumerate(before) if _covers(each, char))


def _band(down: float) -> int:
    return int(down // _BAND)


def _across(char: Char) -> float:
    return (char.left + char.right) / 2


def _strikes(line: Box, char: Char) -> bool:
    height = max(char.bottom - char.top, 0.1)
    down = ((line.top + line.bottom) / 2 - char.top) / height
    return line.left <= _across(char) <= line.right and _AT_HALF[0] <= down <= _AT_HALF[1]


def _is_as_long(line: Box, chars: Sequence[Char]) -> bool:
    size = max(char.size for char in chars)
    left, right = min(char.left for char in chars), max(char.right for char in chars)
    return left - size <= line.left and line.right <= right + size


def _covers(box: Box, char: Char) -> bool:
    height = min(box.bottom, char.bottom) - max(box.top, char.top)
    return box.left <= _across(char) <= box.right and height >= _COVERED * (char.bottom - char.top)
