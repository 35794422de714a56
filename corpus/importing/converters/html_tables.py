"""Tables of HTML: cells that span rows or columns count in each of them, and a column's headers are read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4.element import Tag

from corpus.importing.converters.html_text import text_of
from corpus.importing.document.blocks import Grid, Paragraph, paragraph

_MOST_SPANNED = 100
_JOINED = " – "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written, with how far it reaches."""

    words: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    """Whether it is marked as one."""


def cells_of(row: Tag) -> list[Cell]:
    """The cells of a table row."""
    return [
        Cell(" ".join(text_of(cell).split()), _span(cell, "colspan"), _span(cell, "rowspan"), cell.name == "th")
        for cell in row.find_all(["td", "th"], recursive=False)
    ]


def title_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are one cell all through, as a table's title is."""
    width = _width(rows)
    titles = next((place for place, row in enumerate(rows) if not _is_through(row, width)), len(rows))
    return titles if titles < len(rows) - 1 else 0


def header_rows(marked: int, rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows below the titles hold headers: those `marked` by <thead>, else as far as the first row's reach.

    A row that holds figures is no header, however far those above it reach.
    """
    if marked > 0:
        return min(marked, len(rows) - 1)
    first = rows[0]
    reach = max(2 if any(cell.columns > 1 for cell in first) else 1, *(cell.rows for cell in first))
    below = rows[1 : min(reach, len(rows) - 1)]
    return 1 + next((place for place, row in enumerate(below) if not _is_header(first, row)), len(below))


def grids(rows: Sequence[Sequence[Cell]], marked: int) -> Iterator[Grid | Paragraph]:
    """A table of at least two rows as a grid with one row of headers; `marked` rows are in its <thead>.

    Rows that are one cell all through are the table's title at its top; further down, they name the rows below them, or
    are a remark.
    """
    titles = title_rows(rows)
    yield from (paragraph(row[0].words) for row in rows[:titles] if row[0].words)
    below = rows[titles:]
    headers = header_rows(marked - titles, below)
    filled = _filled(below)
    width = max(len(row) for row in filled)
    full = [(*row, *[""] * (width - len(row))) for row in filled]
    table = [tuple(_together(column) for column in zip(*full[:headers], strict=True))]
    remarks, named = [], ""
    for place in range(headers, len(below)):
        row = full[place]
        if _is_through(below[place], width):
            named = row[0] if _names_rows(row[0], below[place + 1 :], width) else ""
            remarks += [] if named else [paragraph(row[0])]
        elif any(row):
            table.append((_together((named, row[0])), *row[1:]))
    if len(table) > 1:
        yield Grid(tuple(table))
    yield from remarks


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    return max(len(row) for row in _filled(rows))


def _is_through(row: Sequence[Cell], width: int) -> bool:
    return len(row) == 1 and row[0].columns >= width > 1


def _is_header(first: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row that the first one reaches into holds headers as well."""
    if row and all(cell.header for cell in row):
        return True
    begins = first[0].rows > 1 or (bool(row) and not row[0].words)
    return begins and not any(char.isdigit() for cell in row for char in cell.words)


def _names_rows(words: str, below: Sequence[Sequence[Cell]], width: int) -> bool:
    """Whether a row all through is the heading of the rows below it, and no sentence."""
    return bool(below) and not _is_through(below[0], width) and words[-1:] not in (".", "!", "?")


def _filled(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Every row with a word for each column, those of cells that reach into it from above included."""
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
    return filled


def _together(headers: Sequence[str]) -> str:
    """The headers of one column, from the top, each once."""
    return _JOINED.join(dict.fromkeys(header for header in headers if header))


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPANNED) if written.isdecimal() else 1
