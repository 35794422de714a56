"""Changing or adding one case of a suite's text and nothing else: comments, order and line ends stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from corpus.errors import FileProblems
from corpus.importing.change.yaml_edits import Edit, composed, edited, entry, quoted
from corpus.reading.yaml_lines import parse_mapping
from evals import messages
from evals.errors import EvaluationError

Written: TypeAlias = str | Sequence[str] | Sequence[Sequence[str]]
"""A value of a case: words, a list of them, or a list of lists."""
_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö][\w\-#/.]*")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
_LINES = frozenset({"turns"})
"""Keys whose list has a line for each entry."""
_QUOTED = frozenset({"as_of", "language", "facts", "forbidden", "note"})


def with_case(text: str, case_id: str | None, values: Mapping[str, Written | None]) -> str:
    """The suite with these values of a case set, or taken away where they are None; a new case without `case_id`.

    Raises EvaluationError for a suite whose form leaves no place for it, and for a case that is not there.
    """
    bare = text.removeprefix("\ufeff")  # not every parser counts the mark
    found = entry(composed(bare), "cases")
    if found is None:
        raise EvaluationError(messages.CASE_NO_PLACE)
    name, node = found
    edits = _added(bare, name, node, values) if case_id is None else _changed(bare, _case(node, case_id), values)
    line_end = "\r\n" if "\r\n" in bare else "\n"
    edits = [Edit(each.start, each.end, each.words.replace("\n", line_end)) for each in edits]
    after = edited(bare, edits)
    if cases_in(after) != _expected(cases_in(bare), case_id, values):
        raise EvaluationError(messages.CASE_NO_PLACE)
    return text[: len(text) - len(bare)] + after


def cases_in(text: str) -> list[dict[str, Any]]:
    """The cases of a suite as plain data; none where it cannot be read."""
    root = parse_mapping(text.removeprefix("\ufeff"), FileProblems(Path()))
    return [case.data for case in root.mappings("cases")] if root is not None else []


def _expected(
    cases: list[dict[str, Any]], case_id: str | None, values: Mapping[str, Written | None]
) -> list[dict[str, Any]]:
    given = {key: _plain(value) for key, value in values.items() if value is not None}
    if case_id is None:
        return [*cases, given]
    gone = {key for key, value in values.items() if value is None}
    return [
        {key: value for key, value in {**case, **given}.items() if key not in gone}
        if case.get("id") == case_id
        else case
        for case in cases
    ]


def _plain(value: Written) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return [_plain(each) for each in value]


def _case(node: yaml.Node, case_id: str) -> yaml.MappingNode:
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        stated = entry(item, "id")
        if isinstance(item, yaml.MappingNode) and stated and stated[1].value == case_id:
            return item
    raise EvaluationError(messages.CASE_GONE.format(case=case_id))


def _changed(text: str, item: yaml.MappingNode, values: Mapping[str, Written | None]) -> list[Edit]:
    if item.flow_style:
        data = next(case for case in cases_in(text) if case.get("id") == entry(item, "id")[1].value)  # type: ignore[index]
        merged = {**data, **{key: _plain(value) for key, value in values.items() if value is not None}}
        kept = {key: value for key, value in merged.items() if values.get(key, "") is not None}
        return [Edit(item.start_mark.index, item.end_mark.index, json.dumps(kept, ensure_ascii=False))]
    indent = " " * item.value[0][0].start_mark.column
    known = {key.value: (key, value) for key, value in item.value}
    edits = []
    for key, value in values.items():
        if key in known:
            name, node = known[key]
            end = _end(name, node)
            if value is None:
                start = text.rindex("\n", 0, name.start_mark.index) + 1
                edits.append(Edit(start, _line_end(text, end) + 1, ""))
            else:
                edits.append(Edit(name.end_mark.index, end, f":{_value(key, value, indent)}"))
    new = [f"\n{indent}{key}:{_value(key, value, indent)}" for key, value in values.items()
           if value is not None and key not in known]  # fmt: skip
    if new:
        place = _line_end(text, _end(*item.value[-1]))
        edits.append(Edit(place, place, "".join(new)))
    return edits


def _added(text: str, name: yaml.Node, node: yaml.Node, values: Mapping[str, Written | None]) -> list[Edit]:
    given = {key: value for key, value in values.items() if value is not None}
    if isinstance(node, yaml.SequenceNode) and node.flow_style and node.value:
        place = node.value[-1].end_mark.index
        words = json.dumps({key: _plain(value) for key, value in given.items()}, ensure_ascii=False)
        return [Edit(place, place, f",\n{words}")]
    is_block = isinstance(node, yaml.SequenceNode) and bool(node.value)
    dash = " " * (node.start_mark.column if is_block else name.start_mark.column)
    indent = f"{dash}  "
    rows = [f"{indent}{key}:{_value(key, value, indent)}" for key, value in given.items()]
    words = f"\n{dash}- " + "\n".join(rows).removeprefix(indent)
    if is_block:
        place = _line_end(text, _item_end(node.value[-1]))
        return [Edit(place, place, words)]
    return [Edit(name.end_mark.index, _end(name, node), f":{words}")]


def _item_end(item: yaml.Node) -> int:
    if isinstance(item, yaml.MappingNode) and not item.flow_style and item.value:
        return _end(*item.value[-1])
    return item.end_mark.index


def _end(name: yaml.Node, node: yaml.Node) -> int:
    """Where a value ends: a block's last line, and not where the next thing begins."""
    if isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index:
        return int(name.end_mark.index) + 1  # nothing after the colon
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(*last) if isinstance(last, tuple) else _end(last, last)
    return int(node.end_mark.index)


def _line_end(text: str, place: int) -> int:
    """The end of the line, before its line break."""
    found = text.find("\n", place)
    end = len(text) if found < 0 else found
    return end - 1 if text[end - 1 : end] == "\r" else end


def _value(key: str, value: Written, indent: str) -> str:
    """What stands after the colon, with the space before it."""
    if isinstance(value, str):
        return f" {quoted(value) if key in _QUOTED else _word(value)}"
    if key in _LINES:
        return "".join(f"\n{indent}- {quoted(each)}" for each in value if isinstance(each, str))
    return f" {_flow(value, always=key in _QUOTED)}"


def _flow(value: Written, *, always: bool) -> str:
    if isinstance(value, str):
        return quoted(value) if always else _word(value)
    return f"[{', '.join(_flow(each, always=always) for each in value)}]"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN else quoted(text)
