"""Changing single words of a YAML file and nothing else: comments, order and line ends stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
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
