from __future__ import annotations

from corpus.importing.document.blocks import Grid
from corpus.importing.layout.columns import grid_of, tables_and_rows
from corpus.importing.layout.lines import Box, Word


def row(top: float, *cells: tuple[float, str]) -> tuple[Word, ...]:
    """Cells (left edge, words) on one row, words an ordinary space apart."""
    words = []
    for left, text in cells:
        for part in text.split():
            words.append(Word(part, Box(left, top, left + 5 * len(part), top + 10), 10.0, False))
            left += 5 * len(part) + 3
    return tuple(words)


TABLE = (
    row(100, (70, "Insats"), (200, "Högst")), row(114, (70, "Utbildning av alla"), (200, "10 000 kr")),
    row(128, (70, "Lokaler"), (200, "500 kr")),
)  # fmt: skip


def test_rows_with_their_cells_below_each_other_are_a_table() -> None:
    before, after = row(86, (70, "Förbundet ger stöd")), row(150, (70, "Slut."))
    assert list(tables_and_rows([before, *TABLE, after])) == [before, TABLE, after]
    assert grid_of(TABLE) == Grid((("Insats", "Högst"), ("Utbildning av alla", "10 000 kr"), ("Lokaler", "500 kr")))


def test_columns_may_be_set_to_the_right() -> None:
    right = (row(100, (70, "Resor"), (195, "5")), row(114, (70, "Lokaler"), (190, "55")))
    assert list(tables_and_rows(right)) == [right]


def test_what_only_looks_alike_is_no_table() -> None:
    lists = [row(100, (70, "•"), (90, "Resor")), row(114, (70, "•"), (90, "Lokaler"))]
    numbers = [row(100, (70, "1"), (90, "Resor")), row(114, (70, "2"), (90, "Lokaler"))]
    alone = [row(100, (70, "Dnr 17"), (300, "Sida 1"))]
    prose = [row(100, (70, "Förbundet ger stöd")), row(114, (70, "till alla"))]
    apart = [TABLE[0], row(200, (70, "Lokaler"), (200, "500 kr"))]
    askew = [TABLE[0], row(114, (70, "Lokaler"), (260, "500 kr"))]
    for rows in (lists, numbers, alone, prose, apart, askew):
        assert list(tables_and_rows(rows)) == rows
