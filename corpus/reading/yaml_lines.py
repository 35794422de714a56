"""YAML as plain data, and the lines its parts stand on, so that a problem can point to them.

Every scalar is read as the text that stands there: an impossible date such as 2026-02-30 thereby becomes a problem
with a line instead of an exception from the YAML library. Only an unquoted null, or nothing at all, is None.

The data is built from the parser's events and not from its nodes, because PyYAML's C code composes nodes by calling
itself: a text of a hundred thousand brackets would end the process instead of being refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from corpus import messages
from corpus.errors import FileProblems
from corpus.reading.text_files import read_text
from corpus.reading.yaml_faults import RefusedYamlError, fault

Path: TypeAlias = tuple[int | str, ...]
"""Keys and list indices from the root of a file down to a part of it, as pydantic gives the place of an error."""
LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""PyYAML's C parser, many times faster; where it is not built, the one in Python."""
_NULLS = frozenset({"", "null", "~"})
_MOST_LEVELS = 30
_MOST_REPEATED = 10_000
"""Values that may come from aliases (*name). A few lines of them can stand for more than memory holds."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mapping of a file as plain data, and the 1-based line of every part of it."""

    data: dict[str, Any]
    _values: Mapping[Path, int]
    _keys: Mapping[Path, int]
    _path: Path = ()

    def line(self, *path: int | str) -> int:
        """The line on which a part begins; without a path, the mapping itself."""
        return self._values[(*self._path, *path)]

    def key_line(self, *path: int | str) -> int:
        """The line of a part's key, of a list item itself, or of this mapping when there is no such part."""
        place = (*self._path, *path)
        return self._keys.get(place) or self._values.get(place) or self.line()

    def names(self, key: str) -> frozenset[str]:
        """The keys of the mapping under a key, none when there is no mapping."""
        inner = self.data.get(key)
        return frozenset(inner) if isinstance(inner, dict) else frozenset()

    def texts(self, key: str) -> Iterator[tuple[int, str]]:
        """The texts in the list under a key and their lines, none when there is no list."""
        for index, item in enumerate(self._items(key)):
            if isinstance(item, str) and item.strip():
                yield self.line(key, index), item

    def mappings(self, key: str) -> Iterator[Located]:
        """The mappings in the list under a key, none when there is no list."""
        for index, item in enumerate(self._items(key)):
            if isinstance(item, dict):
                yield Located(item, self._values, self._keys, (*self._path, key, index))

    def _items(self, key: str) -> Sequence[Any]:
        items = self.data.get(key)
        return items if isinstance(items, list) else ()


def read_mapping(report: FileProblems) -> Located | None:
    """Read the report's file as a YAML mapping; None, with the problem reported, when it is not one."""
    text = read_text(report)
    return parse_mapping(text, report) if text is not None else None


def parse_mapping(text: str, report: FileProblems, first_line: int = 1) -> Located | None:
    """Read a text that begins on a line of the report's file, like `read_mapping`."""
    build = _Build(yaml.parse(text, Loader=LOADER), report, first_line)
    try:
        data = build.document()
    except yaml.YAMLError as error:
        line, reason = fault(error, text)
        report.error(first_line + line, messages.BAD_YAML.format(reason=reason))
        return None
    if not isinstance(data, dict):
        report.error(first_line, messages.NOT_A_MAPPING)
        return None
    return Located(data, build.values, build.keys)


class _Build:
    """Data and lines from the events of one document."""

    def __init__(self, events: Iterator[yaml.Event], report: FileProblems, first_line: int) -> None:
        self._events, self._report, self._first_line = events, report, first_line
        self._anchors: dict[str, Path] = {}
        self._anchored: dict[str, Any] = {}
        self._repeated = 0
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}

    def document(self) -> Any:
        """The only document; an empty text is an empty mapping."""
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            self.values[()] = self._first_line
            return {}
        data = self._value(next(self._events), ())
        next(self._events)  # the document ends
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise RefusedYamlError(messages.YAML_SECOND_DOCUMENT, following)
        return data

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _value(self, event: yaml.Event, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        self.values[path] = self._line(event)
        name = event.anchor if isinstance(event, yaml.NodeEvent) else None
        if name is None:
            return self._content(event, path)
        if name in self._anchors:
            raise RefusedYamlError(messages.YAML_SECOND_ANCHOR.format(name=name), event)
        self._anchors[name] = path
        self._anchored[name] = data = self._content(event, path)
        return data

    def _content(self, event: yaml.Event, path: Path) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in _NULLS else event.value
        if len(path) >= _MOST_LEVELS:
            raise RefusedYamlError(messages.YAML_TOO_DEEP.format(most=_MOST_LEVELS), event)
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise RefusedYamlError(messages.YAML_KEY_NOT_TEXT, event)
            key, value = event.value, next(self._events)
            if key in data:
                self._report.error(self._line(event), messages.DUPLICATE_KEY.format(key=key))
                self._skip(value)
                continue
            self.keys[*path, key] = self._line(event)
            data[key] = self._value(value, (*path, key))
        return data

    def _skip(self, event: yaml.Event) -> None:
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            event = next(self._events)

    def _alias(self, event: yaml.AliasEvent, path: Path) -> Any:
        name = str(event.anchor)
        if name not in self._anchored:
            message = messages.YAML_ALIAS_IN_ITSELF if name in self._anchors else messages.YAML_UNKNOWN_ALIAS
            raise RefusedYamlError(message.format(name=name), event)
        self._repeat(self._anchored[name], self._anchors[name], path, event)
        return self._anchored[name]

    def _repeat(self, data: Any, source: Path, path: Path, event: yaml.AliasEvent) -> None:
        """Note the lines of what an alias names once more, where the alias stands."""
        self._repeated += 1
        if self._repeated > _MOST_REPEATED or len(path) > _MOST_LEVELS:
            raise RefusedYamlError(messages.YAML_REPEATED, event)
        self.values[path] = self.values[source]
        parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        for part, inner in parts:
            here, there = (*source, part), (*path, part)
            if here in self.keys:
                self.keys[there] = self.keys[here]
            self._repeat(inner, here, there, event)
