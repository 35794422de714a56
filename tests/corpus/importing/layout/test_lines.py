from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.importing.layout.lines import Box, Word, line_of, rows_of, with_own_marks
from corpus.importing.layout.typeset import Line


def word(text: str, left: float, top: float = 100.0, size: float = 10.0, bold: bool = False) -> Word:
    return Word(text, Box(left, top, left + len(text) * size / 2, top + size), size, bold)


def words(text: str, left: float = 70.0, **fields: Any) -> list[Word]:
    """Words one ordinary space apart."""
    found: list[Word] = []
    for part in text.split():
        found.append(word(part, left, **fields))
        left = found[-1].box.right + 3
    return found


def test_rows_go_down_the_page_and_words_across_also_with_uneven_tops() -> None:
    scattered = [word("två", 90, 101.5), word("tre", 70, 114), word("ett", 70, 100), word("fyra", 90, 113)]
    assert [[w.text for w in row] for row in rows_of(scattered)] == [["ett", "två"], ["tre", "fyra"]]
    assert list(rows_of([])) == []


def test_a_line_knows_its_place_size_and_weight() -> None:
    line = line_of([*words("Åtgärder för alla"), word("1", 160, size=6)], [])
    assert line is not None
    assert (line.text, line.left, line.size, line.bold, line.mark) == ("Åtgärder för alla 1", 70.0, 10.0, False, None)
    bold = line_of([replace(w, bold=True) for w in words("Stöd till alla")], [])
    assert bold is not None
    assert bold.bold
    assert line_of([word("\u200b", 70)], []) is None


@pytest.mark.parametrize(
    ("row", "mark", "text", "indent"),
    [
        ([word("•", 70), word("Stöd", 90)], "•", "Stöd", 90.0),
        ([word("2.", 70), word("Ansök", 90)], "2.", "Ansök", 90.0),
        ([word("2", 70), word("Ansök", 90)], "2", "Ansök", 90.0),
        ([word("2", 70), word("insatser", 78)], None, "2 insatser", 70.0),
        ([word("(cid:127)", 70), word("Stöd", 130)], "•", "Stöd", 130.0),
    ],
)
def test_written_marks(row: list[Word], mark: str | None, text: str, indent: float) -> None:
    line = line_of(row, [])
    assert line is not None
    assert (line.mark, line.text, line.left, line.indent) == (mark, text, 70.0, indent)


def test_drawn_bullets_stand_close_beside_their_words() -> None:
    row = words("Stöd till alla", left=90)
    beside, above, far = Box(76, 103, 80, 107), Box(76, 80, 80, 84), Box(10, 103, 14, 107)
    marked = line_of(row, [above, far, beside])
    plain = line_of(row, [above, far])
    assert marked is not None
    assert plain is not None
    assert (marked.mark, marked.left, plain.mark) == ("•", 76.0, None)


@pytest.mark.parametrize(
    ("box", "expected"),
    [(Box(0, 0, 4, 4), True), (Box(0, 0, 4, 1), False), (Box(0, 0, 20, 20), False), (Box(0, 0, 1, 1), False)],
)
def test_bullets_are_small_and_round(box: Box, expected: bool) -> None:
    assert box.is_bullet is expected


def test_marks_on_a_line_of_their_own_join_their_words() -> None:
    bare, text = Line("–", 70, 75, 100, 10), Line("utbildning", 90, 150, 103, 10)
    (joined,) = with_own_marks([bare, text])
    assert joined == replace(text, mark="–", left=70, indent=90)
    assert list(with_own_marks([bare])) == [bare]
    assert list(with_own_marks([text, bare, replace(text, left=10)])) == [text, bare, replace(text, left=10)]
