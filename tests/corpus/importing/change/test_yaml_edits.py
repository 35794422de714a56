from __future__ import annotations

from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, span


def test_a_value_is_found_where_it_stands() -> None:
    text = "å: 😀\r\ntitle:   'x y'  # z\n"
    found = entry(composed(text), "title")
    assert found is not None
    start, end = span(found[1])
    assert text[start:end] == "'x y'"
    assert entry(composed(text), "nej") is None
    assert entry(None, "title") is None


def test_edits_do_not_move_each_other() -> None:
    assert edited("ett två tre", [Edit(0, 3, "fyra"), Edit(8, 11, ""), Edit(4, 7, "å")]) == "fyra å "
