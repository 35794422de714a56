"""Changing single words of a YAML file and nothing else: comments, order and line ends stay as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from corpus.reading.yaml_lines import LOADER


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from `start` to `end` become `words`."""

    start: int
    end: int
    words: str


def composed(text: str) -> yaml.Node | None:
    """The nodes of a text that the check of the corpus has read, by the same parser: the two that there are differ."""
    return yaml.compose(text, Loader=LOADER)


def entry(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Key and value of a mapping's entry, None when it has none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((name, value) for name, value in pairs if name.value == key), None)


def span(node: yaml.Node) -> tuple[int, int]:
    """Where a scalar stands in the text it was composed from."""
    return node.start_mark.index, node.end_mark.index


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made, which must not overlap."""
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def with_texts(text: str, path: Sequence[str], texts: Mapping[str, str]) -> str:
    """A file in which each of these keys, under the mapping at `path`, has one text more; new keys stand first there.

    Raises KeyError where the path leads to no mapping, or to an empty one.
    """
    bare = text.removeprefix("\ufeff")  # not every parser counts the mark
    node = composed(bare)
    for key in path:
        found = entry(node, key)
        node = found[1] if found else None
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise KeyError(path)
    known = {key: found for key in texts if (found := entry(node, key))}
    edits = [_one_more(bare, *found, texts[key]) for key, found in known.items()]
    first = node.value[0][0].start_mark
    between = ", " if node.flow_style else "\n" + " " * first.column
    new = "".join(f"{key}: {quoted(words)}{between}" for key, words in texts.items() if key not in known)
    return text[: len(text) - len(bare)] + edited(bare, [*edits, Edit(first.index, first.index, new)])


def _one_more(text: str, name: yaml.Node, node: yaml.Node, words: str) -> Edit:
    """The key's text or texts as a list that has one more."""
    known = [each.value for each in node.value] if isinstance(node.value, list) else [node.value]
    start, end = span(node)
    end = start + len(text[start:end].rstrip())  # a list in lines ends where the next line begins
    start = span(name)[1]  # and begins too far to the left for one in brackets
    between = ",\n" + " " * (name.start_mark.column + 2)
    return Edit(start, end, f": [{between.join(map(quoted, (*known, words)))}]")


def quoted(words: str) -> str:
    """A text as a YAML scalar of one line."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
