"""Tables of HTML: their cells, as far as each reaches."""

from __future__ import annotations

from bs4.element import Tag

from corpus.importing.converters.html_text import text_of
from corpus.importing.document.tables import Cell

_MOST_SPANNED = 100


def cells_of(row: Tag) -> list[Cell]:
    """The cells of a table row."""
    return [
        Cell(" ".join(text_of(cell).split()), _span(cell, "colspan"), _span(cell, "rowspan"), cell.name == "th")
        for cell in row.find_all(["td", "th"], recursive=False)
    ]


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPANNED) if written.isdecimal() else 1
