"""Tables with rules on a page: where their cells stand tells how far each reaches."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.importing.document.blocks import Grid, Paragraph
from corpus.importing.document.tables import Cell, grids
from corpus.importing.layout.lines import Box

_EDGE = 1.0
"""Edges less than so many points apart are one."""


def blocks_of_table(cells: Sequence[tuple[Box, str]]) -> tuple[Grid | Paragraph, ...]:
    """A table of these cells; nothing where they make fewer than two rows and columns with words, as a frame does."""
    lefts, tops = _edges([box.left for box, _ in cells]), _edges([box.top for box, _ in cells])
    filled = [box for box, words in cells if words]
    columns = {place for box in filled for place in _reach(box.left, box.right, lefts)}
    rows = {place for box in filled for place in _reach(box.top, box.bottom, tops)}
    if len(columns) < max(2, len(lefts)) or len(rows) < 2:
        return ()
    return tuple(grids([row if any(cell.words for cell in row) else [] for row in _rows(cells, lefts, tops)], 0))


def _rows(cells: Sequence[tuple[Box, str]], lefts: Sequence[float], tops: Sequence[float]) -> list[list[Cell]]:
    """The cells that begin in each row, from left to right, and empty ones where none stands."""
    rows: list[list[Cell]] = [[] for _ in tops]
    places = {(_reach(b.top, b.bottom, tops)[0], _reach(b.left, b.right, lefts)[0]): (b, words) for b, words in cells}
    taken: set[tuple[int, int]] = set()
    for down in range(len(tops)):
        for across in range(len(lefts)):
            if (down, across) in taken:
                continue
            box, words = places.get((down, across), (None, ""))
            below = _reach(box.top, box.bottom, tops) if box else [down]
            beside = _reach(box.left, box.right, lefts) if box else [across]
            taken |= {(row, column) for row in below for column in beside}
            rows[down].append(Cell(words, len(beside), len(below)))
    return rows


def _edges(places: Sequence[float]) -> list[float]:
    """The places where rows or columns begin."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _EDGE:
            edges.append(place)
    return edges


def _reach(first: float, end: float, edges: Sequence[float]) -> list[int]:
    """The numbers of the rows or columns that begin between two places."""
    return [number for number, edge in enumerate(edges) if first - _EDGE <= edge < end - _EDGE]
