"""YAML whose values know the line they stand on, so that a problem can point to it.

Every scalar is read as the text that stands there (PyYAML's BaseLoader): an impossible date such as
2026-02-30 thereby becomes a problem with a line instead of an exception from the YAML library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

import yaml

from corpus import messages
from corpus.errors import Problem, Severity

T = TypeVar("T")

_NULLS = frozenset({"", "null", "~"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and its 1-based line; `value` is None for an unquoted null or nothing at all."""

    value: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list and its line."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, the line of each key, and its own line."""

    values: dict[str, Node]
    key_lines: dict[str, int]
    line: int


Node: TypeAlias = Scalar | Sequence | Mapping


class Report:
    """Collects problems of one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def error(self, line: int, message: str) -> None:
        """Add an error on a 1-based line."""
        self.problems.append(Problem(self.file, line, message))

    def warning(self, line: int, message: str) -> None:
        """Add a warning on a 1-based line."""
        self.problems.append(Problem(self.file, line, message, Severity.WARNING))


def load(text: str, report: Report, first_line: int = 1) -> Mapping | None:
    """Read a YAML mapping; None, with the problem reported, when it is not one."""
    offset = first_line
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        node = _convert(root, report, offset) if root is not None else Mapping({}, {}, offset)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.error(offset + (mark.line if mark else 0), messages.BAD_YAML.format(reason=error.problem))
        return None
    except yaml.reader.ReaderError as error:
        line = offset + text.count("\n", 0, error.position)
        report.error(line, messages.BAD_YAML.format(reason=error.reason))
        return None
    except (yaml.YAMLError, RecursionError) as error:
        report.error(offset, messages.BAD_YAML.format(reason=str(error).splitlines()[0]))
        return None
    if not isinstance(node, Mapping):
        report.error(offset, messages.NOT_A_MAPPING)
        return None
    return node


def _convert(node: yaml.Node, report: Report, offset: int) -> Node:
    line = offset + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        is_null = node.style is None and node.value in _NULLS
        return Scalar(None if is_null else node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(child, report, offset) for child in node.value), line)
    values: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, key_line = str(key_node.value), offset + key_node.start_mark.line
        if key in values:
            report.error(key_line, messages.DUPLICATE_KEY.format(key=key))
            continue
        values[key], key_lines[key] = _convert(value_node, report, offset), key_line
    return Mapping(values, key_lines, line)


class Fields:
    """Typed access to a mapping; every mistake is reported and read as absent."""

    def __init__(self, node: Mapping, report: Report, required: frozenset[str], optional: frozenset[str]) -> None:
        self._node, self.report = node, report
        known = required | optional
        for key in sorted(required - node.values.keys()):
            report.error(node.line, messages.MISSING_KEY.format(key=key))
        for key in node.values.keys() - known:
            hint = messages.KNOWN_KEYS.format(known=", ".join(sorted(known)))
            report.error(node.key_lines[key], messages.UNKNOWN_KEY.format(key=key) + hint)

    def line(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is absent."""
        return self._node.key_lines.get(key, self._node.line)

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """A text; with `needed`, a null or empty one is a problem."""
        node = self._node.values.get(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.report.error(node.line, messages.NOT_TEXT.format(key=key))
            return None
        if needed and not (node.value or "").strip():
            self.report.error(node.line, messages.EMPTY_VALUE.format(key=key))
            return None
        return node.value

    def parsed(
        self, key: str, parse: Callable[[str], T], problem: str, *, known: str = "", needed: bool = False
    ) -> T | None:
        """A text turned into a value by `parse`; its ValueError becomes `problem`, a message template."""
        text = self.text(key, needed=needed)
        if text is None:
            return None
        try:
            return parse(text.strip())
        except ValueError:
            self.report.error(self.line(key), problem.format(key=key, value=text, known=known))
            return None

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """A list of texts with their lines; empty when absent."""
        return tuple(item for item in self._items(key) if self._is_text(item, key))  # type: ignore[misc]

    def lists(self, key: str) -> Iterator[tuple[Scalar, ...]]:
        """A list of lists of texts; empty when absent."""
        for item in self._items(key):
            if isinstance(item, Sequence):
                yield tuple(inner for inner in item.items if isinstance(inner, Scalar) and self._is_text(inner, key))
            else:
                self.report.error(item.line, messages.NOT_A_LIST.format(key=key))

    def mappings(self, key: str) -> Iterator[Mapping]:
        """A list of mappings; empty when absent."""
        for item in self._items(key):
            if isinstance(item, Mapping):
                yield item
            else:
                self.report.error(item.line, messages.NOT_A_MAPPING)

    def mapping(self, key: str) -> Mapping | None:
        """A mapping, or None when absent."""
        node = self._node.values.get(key)
        if node is None or isinstance(node, Mapping):
            return node
        self.report.error(node.line, messages.NOT_A_MAPPING)
        return None

    def _items(self, key: str) -> tuple[Node, ...]:
        node = self._node.values.get(key)
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.report.error(node.line, messages.NOT_A_LIST.format(key=key))
        return ()

    def _is_text(self, item: Node, key: str) -> bool:
        if isinstance(item, Scalar) and (item.value or "").strip():
            return True
        self.report.error(item.line, messages.NOT_TEXT.format(key=key))
        return False
