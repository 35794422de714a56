"""Tables whose cells may span rows or columns, as grids: such cells count in each, and a column's headers are read
together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.importing.document.blocks import Grid, Paragraph, paragraph

_JOINED = " – "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written, with how far it reaches."""

    words: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    """Whether it is marked as one."""


def grids(rows: Sequence[Sequence[Cell]], marked: int) -> Iterator[Grid | Paragraph]:
    """A table as grids with one row of headers each; `marked` rows that hold cells are in its <thead>.

    Rows that are one cell all through are the table's title at its top; further down, they name the rows below them, or
    are a remark, which stays between the rows that it stands between.
    """
    filled = _without_empty_rows(rows)
    titles = title_rows(filled)
    yield from (paragraph(row[0].words) for row in filled[:titles] if row[0].words)
    below = filled[titles:]
    if len(below) < 2:
        yield from (paragraph(cell.words) for row in below for cell in row if cell.words)
    else:
        yield from _grids(below, header_rows(marked - titles, below))


def title_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are a single cell, as a table's title is."""
    titles = next((place for place, row in enumerate(rows) if len(row) > 1 or row[0].rows > 1), len(rows))
    return titles if titles < len(rows) - 1 else 0


def header_rows(marked: int, rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows below the titles hold headers: those `marked` by <thead>, else as far as the first row's reach.

    A first row reaches further down where its cells are marked as headers, or one behind the first stands over several
    columns, which the next row then names. A cell that is merged downwards says nothing: so are those of the rows'
    own names. A row that holds figures is no header, however far those above it reach.
    """
    if marked > 0:
        return min(marked, len(rows) - 1)
    first = rows[0]
    parted = any(cell.columns > 1 for cell in first[1:])
    if not (parted or all(cell.header for cell in first)):
        return 1
    reach = max([2 if any(cell.columns > 1 for cell in first) else 1, *(cell.rows for cell in first)])
    below = rows[1 : min(reach, len(rows) - 1)]
    return 1 + next((place for place, row in enumerate(below) if not _is_header(first, row)), len(below))


def _grids(rows: Sequence[Sequence[Cell]], headers: int) -> Iterator[Grid | Paragraph]:
    """At least two rows, of which the first so many are headers."""
    full = _filled(rows)
    width = len(full[0])
    head = tuple(_together(column) for column in zip(*full[:headers], strict=True))
    table: list[tuple[str, ...]] = []
    named = ""
    if all(_is_through(row, width) for row in rows[headers:]):
        yield paragraph(" | ".join(filter(None, head)))
    for place in range(headers, len(rows)):
        words = full[place]
        if not _is_through(rows[place], width):
            table += [(_together((named, words[0])), *words[1:])] if any(words) else []
            continue
        named = words[0] if _names_rows(words[0], rows[place + 1 :], width) else ""
        if words[0] and not named:
            if table:
                yield Grid((head, *table))
            table = []
            yield paragraph(words[0])
    if table:
        yield Grid((head, *table))


def _without_empty_rows(rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """The rows that have cells of their own; cells that reach into others, or further than the table, do so no more."""
    return [
        tuple(replace(cell, rows=1 + sum(map(bool, rows[place + 1 : place + cell.rows]))) for cell in row)
        for place, row in enumerate(rows)
        if row
    ]


def _is_through(row: Sequence[Cell], width: int) -> bool:
    return len(row) == 1 and row[0].columns >= width > 1


def _is_header(first: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row that the first one reaches into holds headers as well."""
    if all(cell.header for cell in row):
        return True
    begins = first[0].rows > 1 or not first[0].words or not row[0].words
    return begins and not any(char.isdigit() for cell in row for char in cell.words)


def _names_rows(words: str, below: Sequence[Sequence[Cell]], width: int) -> bool:
    """Whether a row all through is the heading of the rows below it, and no sentence."""
    return bool(below) and not _is_through(below[0], width) and words[-1:] not in (".", "!", "?")


def _filled(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Every row with words for each column, those of cells that reach into it from above included."""
    above: dict[int, tuple[str, int]] = {}
    filled = []
    for row in rows:
        words: list[str] = []
        coming: dict[int, tuple[str, int]] = {}
        waiting = list(row)
        while waiting or any(column >= len(words) for column in above):
            if (column := len(words)) in above:
                text, left = above[column]
                words.append(text)
                if left > 1:
                    coming[column] = (text, left - 1)
            elif waiting:
                cell = waiting.pop(0)
                for _ in range(cell.columns):
                    if cell.rows > 1:
                        coming[len(words)] = (cell.words, cell.rows - 1)
                    words.append(cell.words)
            else:
                words.append("")
        filled.append(words)
        above = coming
    width = max(map(len, filled))
    return [[*words, *[""] * (width - len(words))] for words in filled]


def _together(headers: Sequence[str]) -> str:
    """The headers of one column, from the top, each once."""
    return _JOINED.join(dict.fromkeys(header for header in headers if header))
