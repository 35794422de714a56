"""Tables of HTML: cells that span rows or columns count in each of them, and a column's headers are read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4.element import Tag

from corpus.importing.document.blocks import Grid, Paragraph, paragraph

_MOST_SPANNED = 100
_JOINED = " – "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written, with how far it reaches."""

    words: str
    columns: int = 1
    rows: int = 1


def cells_of(row: Tag) -> list[Cell]:
    """The cells of a table row."""
    return [
        Cell(" ".join(cell.get_text(" ").split()), _span(cell, "colspan"), _span(cell, "rowspan"))
        for cell in row.find_all(["td", "th"], recursive=False)
    ]


def header_rows(tag: Tag, rows: Sequence[Sequence[Cell]]) -> int:
    """How many of at least two rows hold headers: those of <thead>, else as many as cells of the first one reach."""
    head = tag.find("thead")
    if isinstance(head, Tag) and (marked := len(head.find_all("tr"))):
        return min(marked, len(rows) - 1)
    first = rows[0]
    below = 2 if any(cell.columns > 1 for cell in first) and len(first) > 1 else 1
    return min(max([below, *(cell.rows for cell in first)]), len(rows) - 1)


def grids(rows: Sequence[Sequence[Cell]], headers: int) -> Iterator[Grid | Paragraph]:
    """A table as grids with one row of headers each; a row that is one cell all through parts them."""
    filled = _filled(rows)
    width = max(len(row) for row in filled)
    full = [(*row, *[""] * (width - len(row))) for row in filled]
    head = tuple(_together(column) for column in zip(*full[:headers], strict=True))
    part: list[tuple[str, ...]] = []
    for written, row in zip(rows[headers:], full[headers:], strict=True):
        if len(written) == 1 and written[0].columns >= width > 1:
            if part:
                yield Grid((head, *part))
            part = []
            yield paragraph(written[0].words)
        elif any(row):
            part.append(row)
    if part:
        yield Grid((head, *part))


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
