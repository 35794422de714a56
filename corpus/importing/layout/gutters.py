"""Columns of running text on a page: where the gutter between them is, and in which order they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.importing.document.amounts import ends_in_amount
from corpus.importing.document.list_markers import split_mark
from corpus.importing.layout.lines import Box, Word, rows_of
from corpus.importing.layout.typeset import Line

_GAP = 1.2
"""A gutter is at least so many type sizes wide."""
_MIDDLE = (0.3, 0.7)
"""Where the gutter lies across the text."""
_FEWEST_ROWS = 3
"""So many rows have text on both sides, at least."""
_FEWEST_WORDS = 3.0
"""A side of a row holds so many words on average: with fewer, it is a table's cell."""
_FEWEST_OF_TEXT = 2.0
"""With so many words on average, it may still be running text."""
_ALIGNED = 2.0
"""Lines of a column begin within so many points."""
_HAIR = 0.5
_RUNNING_ON = 0.3
"""So large a share of each side's rows begin with a small letter, as running text goes on; a table's cells begin with a
large one in its first column at least."""
_LISTED = 0.5
"""So large a share of the rows of a list of items begin with a mark."""
_PRICED = 2 / 3
"""So large a share of the rows of a price list end in an amount."""

Row = tuple[Word, ...]


def columns_of(words: Sequence[Word]) -> list[list[Word]]:
    """A page's words parted in reading order: what goes across the page, and columns one after the other."""
    rows = list(rows_of(words))
    return _level_columns(rows) or _uneven_columns(rows) or ([list(words)] if words else [])


def may_be_columns(words: Sequence[Word]) -> bool:
    """Whether words that were not parted stand beside each other in a way that their lines may belong to two texts."""
    return _best_stretch(list(rows_of(words)), _is_text) is not None


def extent(words: Sequence[Word]) -> Box:
    """The box around at least one word."""
    boxes = [word.box for word in words]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Box(left, top, max(box.right for box in boxes), max(box.bottom for box in boxes))


def widened(line: Line, column: Box, page: Box) -> Line:
    """A line of a column as if the column were as wide as the page's text: then lines that are full look so."""
    share = (page.right - page.left) / max(column.right - column.left, 1.0)

    def moved(place: float) -> float:
        return page.left + (place - column.left) * share

    return replace(line, left=moved(line.left), right=moved(line.right), indent=moved(line.indent))


def _level_columns(rows: Sequence[Row]) -> list[list[Word]] | None:
    """Columns whose lines stand beside each other."""
    gutter = _gutter(rows)
    if gutter is None:
        return None
    parts: list[list[Word]] = []
    across: list[Word] = []
    for crossing, run in groupby(rows, lambda row: _crosses(row, gutter)):
        part = list(run)
        sides = None if crossing else _sides(part, gutter)
        if sides is None:
            across += [word for row in part for word in row]
        else:
            parts += [*columns_of(across), *(part for side in sides for part in columns_of(side))]
            across = []
    return [*parts, *columns_of(across)] if parts else None


def _uneven_columns(rows: Sequence[Row]) -> list[list[Word]] | None:
    """Columns whose lines do not stand beside each other, in the rows between two that go across."""
    found = _best_stretch(rows, _runs_on)
    if found is None:
        return None
    first, end, gutter = found
    above, between, below = (
        [word for row in part for word in row] for part in (rows[:first], rows[first:end], rows[end:])
    )
    return [part for words in (above, *_split(between, gutter), below) for part in columns_of(words)]


def _best_stretch(
    rows: Sequence[Row], is_column: Callable[[Sequence[Sequence[Word]]], bool]
) -> tuple[int, int, float] | None:
    """The most rows one after the other, first and end, that leave a gutter free whose sides are columns."""
    best: tuple[int, int, float] | None = None
    for start, gutter in _gutters(rows):
        crossed = [any(_lies_in(word, start, gutter) for word in row) for row in rows]
        first = 0
        for crossing, run in groupby(crossed):
            end = first + len(list(run))
            longer = best is None or end - first > best[1] - best[0]
            if not crossing and longer and _are_columns(rows[first:end], gutter, is_column):
                best = (first, end, gutter)
            first = end
    return best


def _gutters(rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """Where gutters may lie, from left to right: before the places at which several words begin below each other."""
    words = [word for row in rows for word in row]
    if not words:
        return
    whole = extent(words)
    low, high = (whole.left + share * (whole.right - whole.left) for share in _MIDDLE)
    begins: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        begins[round(word.box.left / _ALIGNED)].append(word)
    for below_each_other in begins.values():
        place, size = min(word.box.left for word in below_each_other), below_each_other[0].size
        if len(below_each_other) >= _FEWEST_ROWS and low <= place <= high:
            yield place - _GAP * size, place - _HAIR


def _lies_in(word: Word, start: float, end: float) -> bool:
    return word.box.left < end and word.box.right > start


def _are_columns(rows: Sequence[Row], gutter: float, is_column: Callable[[Sequence[Sequence[Word]]], bool]) -> bool:
    """Whether the two sides of rows are columns; where most rows have both, they are a table's."""
    level = sum(row[0].box.left < gutter < row[-1].box.right for row in rows)
    sides = [list(rows_of(side)) for side in _split([word for row in rows for word in row], gutter)]
    return level * 2 < len(rows) and all(is_column(side) for side in sides)


def _is_text(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether rows may be lines of a text, however short."""
    return len(rows) >= _FEWEST_ROWS and sum(map(len, rows)) >= _FEWEST_OF_TEXT * len(rows)


def _gutter(rows: Sequence[Row]) -> float | None:
    """The place across the page that most rows leave free in the middle of their text."""
    left = min((row[0].box.left for row in rows), default=0.0)
    right = max((row[-1].box.right for row in rows), default=0.0)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    gaps = [gap for row in rows for gap in _gaps(row)]
    best, most = None, 0
    for start, end in gaps:
        place = (start + end) / 2
        if low <= place <= high:
            free = sum(a <= place <= b for a, b in gaps)
            if free > most:
                best, most = place, free
    return best if most >= _FEWEST_ROWS else None


def _gaps(row: Row) -> Iterator[tuple[float, float]]:
    for word, following in pairwise(row):
        if following.box.left - word.box.right > _GAP * word.size:
            yield word.box.right, following.box.left


def _runs_on(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether rows are lines of running text: several words each, many of which begin with a small letter."""
    if len(rows) < _FEWEST_ROWS or sum(map(len, rows)) < _FEWEST_WORDS * len(rows):
        return False
    starts = [row[0].text[:1] for row in rows[1:]]
    return sum(start.islower() for start in starts) >= _RUNNING_ON * len(starts)


def _crosses(row: Row, gutter: float) -> bool:
    """Whether a row's text goes through the gutter without a gap there."""
    if any(word.box.left < gutter < word.box.right for word in row):
        return True
    beside = row[0].box.left < gutter < row[-1].box.right
    return beside and not any(start <= gutter <= end for start, end in _gaps(row))


def _sides(rows: Sequence[Row], gutter: float) -> list[list[Word]] | None:
    """The left and the right column of rows that do not cross the gutter; None where they are rows of a table."""
    both = [_split(row, gutter) for row in rows if row[0].box.left < gutter < row[-1].box.right]
    if len(both) < _FEWEST_ROWS or _is_price_list([right for _, right in both]):
        return None
    if not all(_runs_on(side) or _is_list(side) for side in zip(*both, strict=True)):
        return None
    return _split([word for row in rows for word in row], gutter)


def _split(words: Sequence[Word], gutter: float) -> list[list[Word]]:
    """The words left of the gutter, and those right of it."""
    return [[word for word in words if (word.box.right <= gutter) is left] for left in (True, False)]


def _is_list(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether rows are the items of a list, which many of them begin."""
    marked = [split_mark(" ".join(word.text for word in row))[0] is not None for row in rows]
    return marked[0] and sum(marked) >= _LISTED * len(marked)


def _is_price_list(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether rows end in amounts, each of which belongs to what stands left of it."""
    return sum(ends_in_amount(" ".join(word.text for word in row)) for row in rows) >= _PRICED * len(rows)
