"""Every rule of language, in whichever room it stands, on its own examples."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant
import corpus
import index
from corpus.language_rules import Rule, RuleTable


def modules_with_tables() -> Iterator[str]:
    for room in (assistant, corpus, index):
        root = Path(room.__file__ or "").parent
        for path in sorted(root.rglob("*.py")):
            if "RuleTable(" in path.read_text(encoding="utf-8"):
                yield ".".join(path.relative_to(root.parent).with_suffix("").parts)


def tables() -> dict[str, RuleTable[Rule]]:
    found: dict[str, RuleTable[Rule]] = {}
    for module in modules_with_tables():
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, RuleTable) and value not in found.values():
                found[f"{module}.{name}"] = value
    return found


TABLES = tables()
EXAMPLES = [
    pytest.param(table, pattern, example, is_found, id=f"{name}.{rule.name}: {example}")
    for name, table in TABLES.items()
    for rule, pattern in table.each
    for examples, is_found in ((rule.matches, True), (rule.spares, False))
    for example in examples
]


def test_tables_stand_in_these_rooms() -> None:
    assert {name.split(".")[0] for name in TABLES} == {"assistant", "corpus", "index"}


@pytest.mark.parametrize(("table", "pattern", "example", "is_found"), EXAMPLES)
def test_a_rule_is_found_in_its_examples_and_spares_the_others(
    table: RuleTable[Rule], pattern: re.Pattern[str], example: str, is_found: bool
) -> None:
    text = table.reads(example) if table.reads else example
    assert bool(pattern.search(text)) is is_found


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_rule_has_a_name_of_its_own_a_reason_and_an_example(table: RuleTable[Rule]) -> None:
    names = [rule.name for rule in table.rules]
    assert table.why
    assert len(names) == len(set(names))
    assert all(rule.why and rule.matches for rule in table.rules)
