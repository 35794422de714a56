from __future__ import annotations

import yaml

from corpus.importing.change.yaml_edits import Edit, edited, entry, span


def test_a_value_is_found_where_it_stands() -> None:
    text = "å: 1\ntitle:   'x y'  # z\n"
    found = entry(yaml.compose(text, Loader=yaml.BaseLoader), "title")
    assert found is not None
    start, end = span(found[1])
    assert text[start:end] == "'x y'"
    assert entry(yaml.compose(text, Loader=yaml.BaseLoader), "nej") is None
    assert entry(None, "title") is None


def test_edits_do_not_move_each_other() -> None:
    assert edited("ett två tre", [Edit(0, 3, "fyra"), Edit(8, 11, ""), Edit(4, 7, "å")]) == "fyra å "
