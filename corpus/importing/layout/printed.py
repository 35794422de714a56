"""What is printed on a page in reading order: across it, column by column, and the tables between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.importing.document.blocks import Grid
from corpus.importing.document.hyphens import cleaned
from corpus.importing.layout.columns import grid_of, tables_and_rows
from corpus.importing.layout.gutters import columns_of, extent, may_be_columns, widened
from corpus.importing.layout.lines import Box, Word, line_of, rows_of, with_own_marks
from corpus.importing.layout.typeset import Line, Part

_WIDE = 0.55
"""A ruled table that is wider than so much of the page's text stands across it: no column goes on below."""

_ENDS = (".", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line or table, how far down the page it stands, its words as they were drawn, and in which column."""

    parts: tuple[Part, ...]
    """One line or table; a table with rules may have its title and remarks apart."""
    top: float
    words: str
    column: int = 0
    """The number of the column it stands in, in reading order; 0 where there are none."""
    box: Box | None = None
    """Where a ruled table stands."""
    unsure: bool = False
    """It may be made of words of two texts that stand beside each other."""

    @property
    def line(self) -> Line | None:
        """The line that it is, if it is none of the tables."""
        return self.parts[0] if isinstance(self.parts[0], Line) else None

    @property
    def is_table_without_rules(self) -> bool:
        """Whether it was made of rows whose cells stand below each other."""
        return self.box is None and isinstance(self.parts[0], Grid)


def text_of(words: Sequence[Word]) -> str:
    """Words as they stand, row by row."""
    return "\n".join(cleaned(" ".join(word.text for word in row)) for row in rows_of(words))


def printed_page(words: Sequence[Word], bullets: Sequence[Box], tables: Sequence[Printed]) -> list[Printed]:
    """The lines and tables of a page: `words` are those outside of its ruled `tables`.

    Columns end above a wide table, or go on below it: read is what breaks fewer sentences.
    """
    boxes = [*(word.box for word in words), *(table.box for table in tables if table.box is not None)]
    width = max((box.right for box in boxes), default=0.0) - min((box.left for box in boxes), default=0.0)
    across = sorted((table for table in tables if _is_wide(table, width)), key=lambda table: table.top)
    cut = list(_between(words, bullets, tables, across))
    if not across or not any(one.column for one in cut):
        return cut
    return min(cut, list(_between(words, bullets, tables, ())), key=_breaks)


def _between(
    words: Sequence[Word], bullets: Sequence[Box], tables: Sequence[Printed], across: Sequence[Printed]
) -> Iterator[Printed]:
    """What stands between the tables that go across the page, and these."""
    edges = [*(table.top for table in across), float("inf")]
    column, above = 0, float("-inf")
    for place, edge in enumerate(edges):
        stretch = [word for word in words if above <= word.middle < edge]
        within = [table for table in tables if table not in across and above <= table.top < edge]
        parts = columns_of(stretch)
        if len(parts) > 1:
            for one in _in_columns(parts, bullets, within):
                yield replace(one, column=column + 1 + one.column)
            column += len(parts) + 2
        else:
            found = sorted((*within, *_lines(stretch, bullets)), key=lambda one: one.top)
            yield from (replace(one, column=column) for one in found)
        yield from (replace(table, column=column) for table in across[place : place + 1])
        above = edge


def _breaks(printed: Sequence[Printed]) -> int:
    """How often a column ends within a sentence and the next begins with another, or the other way round."""
    lines = [(one.column, one.line) for one in printed if one.line is not None]
    return sum(
        one != other and last.text.endswith(_ENDS) is first.text[:1].islower()
        for (one, last), (other, first) in pairwise(lines)
    )


def _is_wide(table: Printed, width: float) -> bool:
    return table.box is not None and table.box.right - table.box.left > _WIDE * width


def _in_columns(
    columns: Sequence[Sequence[Word]], bullets: Sequence[Box], tables: Sequence[Printed]
) -> Iterator[Printed]:
    """Column by column, with the tables that stand in it; each other table before the first column below it."""
    whole = extent([word for column in columns for word in column])
    waiting = sorted(tables, key=lambda table: table.top)
    for number, column in enumerate(columns):
        place = extent(column)
        within = [table for table in waiting if table.box is not None and _stands_in(table.box, place)]
        waiting = [table for table in waiting if table not in within]
        while waiting and waiting[0].top < place.top:
            yield replace(waiting.pop(0), column=number)
        lines = [
            replace(one, parts=(widened(one.line, place, whole),)) if one.line is not None else one
            for one in _lines(column, bullets)
        ]
        yield from (replace(one, column=number) for one in sorted((*lines, *within), key=lambda one: one.top))
    yield from (replace(table, column=len(columns)) for table in waiting)


def _stands_in(table: Box, column: Box) -> bool:
    """Whether a table stands between a column's first and last line."""
    across = (table.left + table.right) / 2
    return column.left <= across <= column.right and column.top <= table.top <= column.bottom


def _lines(words: Sequence[Word], bullets: Sequence[Box]) -> Iterator[Printed]:
    """The lines of one column, and the tables that its rows make without rules."""
    parts: list[Part] = []
    unsure = may_be_columns(words)
    tables: dict[int, Printed] = {}
    for rows in tables_and_rows(list(rows_of(words))):
        if isinstance(rows[0], Word):
            if (line := line_of([word for word in rows if isinstance(word, Word)], bullets)) is not None:
                parts.append(line)
        else:
            table = [row for row in rows if not isinstance(row, Word)]
            parts.append(grid_of(table))
            tables[id(parts[-1])] = Printed(
                (parts[-1],), table[0][0].box.top, text_of([w for row in table for w in row])
            )
    for part in with_own_marks(parts):
        if isinstance(part, Line):
            yield Printed((part,), part.top, part.printed, unsure=unsure)
        else:
            yield tables[id(part)]
