"""Tables without rules: rows whose cells stand below each other with wide gaps between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.importing.document.blocks import Grid
from corpus.importing.document.hyphens import cleaned
from corpus.importing.document.list_markers import is_bare_mark
from corpus.importing.layout.lines import Word

_GAP = 1.2
"""White space wider than this many type sizes separates cells."""
_AGREEMENT = 4.0
"""Points by which the left or right edges of cells below each other may differ."""
_NEXT_ROW = 3.0
"""Rows further apart than this many type sizes are no rows of one table."""

Row = tuple[Word, ...]
Cells = list[list[Word]]


def tables_and_rows(rows: Sequence[Row]) -> Iterator[Row | tuple[Row, ...]]:
    """Rows in order; two or more that make a table come together as a tuple of rows."""
    table: list[Row] = []
    for row in rows:
        if table and _continues(table[-1], row):
            table.append(row)
            continue
        yield from _released(table)
        table = [row]
    yield from _released(table)


def grid_of(rows: Sequence[Row]) -> Grid:
    """The cells' words of rows that make a table."""
    return Grid(tuple(tuple(cleaned(" ".join(w.text for w in cell)).strip() for cell in _cells(row)) for row in rows))


def _released(table: Sequence[Row]) -> Iterator[Row | tuple[Row, ...]]:
    if len(table) > 1:
        yield tuple(table)
    else:
        yield from table


def _continues(above: Row, below: Row) -> bool:
    first, second = _cells(above), _cells(below)
    if len(first) < 2 or len(first) != len(second) or _is_marked(first) or _is_marked(second):
        return False
    near = below[0].middle - above[0].middle <= _NEXT_ROW * above[0].size
    return near and all(_agree(a, b) for a, b in zip(first, second, strict=True))


def _agree(above: Sequence[Word], below: Sequence[Word]) -> bool:
    lefts = abs(above[0].box.left - below[0].box.left)
    rights = abs(above[-1].box.right - below[-1].box.right)
    return min(lefts, rights) <= _AGREEMENT


def _is_marked(cells: Cells) -> bool:
    """Whether the first cell is the mark of a list item."""
    words = " ".join(word.text for word in cells[0])
    return is_bare_mark(words) or (words.isdigit() and len(words) <= 2)


def _cells(row: Row) -> Cells:
    cells: Cells = [[row[0]]]
    for word in row[1:]:
        if word.box.left - cells[-1][-1].box.right > _GAP * word.size:
            cells.append([])
        cells[-1].append(word)
    return cells
