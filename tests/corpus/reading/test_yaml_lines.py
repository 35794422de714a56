from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import messages
from corpus.errors import FileProblems
from corpus.reading import yaml_lines
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.reading.yaml_lines import Located, parse_mapping, read_mapping

ReportOf = Callable[[str | bytes], FileProblems]
TEXT = """\
# a comment
title: Stöd
groups:
- questions:
  - Hur?
  - "Var, sade
    hon?"
  note:
    kort
- {kind: x}
"""
PARSERS = [loader for name in ("CBaseLoader", "BaseLoader") if (loader := getattr(yaml, name, None))]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way of parsing that a machine may have."""
    monkeypatch.setattr(yaml_lines, "LOADER", request.param)


@pytest.fixture
def parse(parser: None, report_of: ReportOf) -> Callable[[str], tuple[Located | None, list[tuple[int, str]]]]:
    def parse(text: str) -> tuple[Located | None, list[tuple[int, str]]]:
        report = report_of(text)
        found = read_mapping(report)
        return found, [(problem.line, problem.message) for problem in report.problems]

    return parse


Parse = Callable[[str], tuple[Located | None, list[tuple[int, str]]]]


def test_values_and_keys_know_their_lines(parse: Parse) -> None:
    root, problems = parse(TEXT)
    assert root is not None
    assert problems == []
    assert root.data == {
        "title": "Stöd",
        "groups": [{"questions": ["Hur?", "Var, sade hon?"], "note": "kort"}, {"kind": "x"}],
    }
    first, second = root.mappings("groups")
    assert (root.line(), root.line("groups"), root.key_line("groups")) == (2, 4, 3)
    assert (first.line(), first.line("questions", 1), second.line(), second.key_line("kind")) == (4, 6, 10, 10)
    assert (first.line("note"), first.key_line("note")) == (9, 8)
    assert list(first.texts("questions")) == [(5, "Hur?"), (6, "Var, sade hon?")]


def test_where_a_key_is_missing_its_line_is_that_of_the_mapping(parse: Parse) -> None:
    root, _ = parse(TEXT)
    assert root is not None
    _, second = root.mappings("groups")
    assert (second.key_line("questions"), list(second.texts("questions")), list(root.mappings("nej"))) == (10, [], [])
    assert (root.names("title"), root.names("groups")) == (frozenset(), frozenset())


@pytest.mark.parametrize("written", ["null", "~", "", "# inget"])
def test_nothing_is_none_and_what_is_quoted_is_text(parse: Parse, written: str) -> None:
    root, _ = parse(f"a: {written}\nb: 'null'\nc: \"\"\nd: [~, '~']\n")
    assert root is not None
    assert root.data == {"a": None, "b": "null", "c": "", "d": [None, "~"]}


def test_every_scalar_is_the_text_that_stands_there(parse: Parse) -> None:
    root, _ = parse("day: 2026-02-30\nyes: true\nnumber: 1_000\nlong: |\n  ett\n   två\n!!int 7: &x !!str null\n")
    assert root is not None
    assert root.data == {"day": "2026-02-30", "yes": "true", "number": "1_000", "long": "ett\n två\n", "7": None}


def test_lines_are_counted_from_the_first_line_of_the_text(parser: None, report_of: ReportOf) -> None:
    report = report_of("")
    root = parse_mapping("a: b\na: c\n", report, first_line=7)
    assert root is not None
    assert root.key_line("a") == 7
    assert [problem.line for problem in report.problems] == [8]
    assert parse_mapping("a: b\nc: [", report, first_line=7) is None
    assert [problem.line for problem in report.problems] == [8, 8]


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n"])
def test_an_empty_text_is_an_empty_mapping(parse: Parse, text: str) -> None:
    root, problems = parse(text)
    assert root is not None
    assert (root.data, root.line(), problems) == ({}, 1, [])


@pytest.mark.parametrize("text", ["null", "en text", "- a", "[]", "---\n"])
def test_anything_but_a_mapping_is_told(parse: Parse, text: str) -> None:
    assert parse(text) == (None, [(1, messages.NOT_A_MAPPING)])


@pytest.mark.parametrize("second", ["x", "[x, {a: y}]", "\n  a: [y]"])
def test_of_a_key_that_stands_twice_the_first_counts(parse: Parse, second: str) -> None:
    root, problems = parse(f"a: [ett,\n  två]\na: {second}\nb: tre\n")
    assert root is not None
    assert problems == [(3, messages.DUPLICATE_KEY.format(key="a"))]
    assert (root.data, root.line("a", 1), root.key_line("a")) == ({"a": ["ett", "två"], "b": "tre"}, 2, 1)


def test_an_alias_is_what_it_names_on_its_lines(parse: Parse) -> None:
    root, problems = parse("a: &x\n- b:\n    c\nd: *x\ne: [*x, *x]\n")
    assert root is not None
    assert problems == []
    assert root.data["d"] == root.data["a"] == root.data["e"][1] == [{"b": "c"}]
    assert (root.key_line("d"), root.line("d"), root.line("d", 0, "b"), root.key_line("e", 1, 0, "b")) == (4, 1, 3, 2)


MORE = "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefghi"))
UNKNOWN, AGAIN = messages.YAML_UNKNOWN_ALIAS, messages.YAML_SECOND_ANCHOR
REASONS = messages.YAML_REASONS
COLON, MISSING_COLON = REASONS["mapping values are not allowed"], REASONS["expected ':'"]
MISPLACED = REASONS["expected key|block end|'-' indicator|<document start>"]
QUOTE, FLOW = REASONS["found unexpected (end|document)"], REASONS["',' or"].format()
FIRST, MARK = REASONS["cannot start any token|keys are not allowed"], REASONS["alphabetic or numeric"]
TAG, ESCAPE = REASONS["a tag|tag handle"], REASONS["escape|hex|Unicode"]
BLOCK, ITEM = REASONS["a block scalar"], REASONS["sequence entries are not allowed"]
DEEP = messages.YAML_TOO_DEEP.format(most=30)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a:\n\tb: c\n", 2, messages.YAML_TAB),
        ("a: b\n\tc\n", 2, messages.YAML_TAB),
        ("a:\n- b\n\t- c\n", 3, messages.YAML_TAB),
        ("a: |\n\tb\n", 2, messages.YAML_TAB),
        ('a: "b\nc: d\n', 1, QUOTE),
        ("a: b\nc: 'd\ne: f\n", 2, QUOTE),
        ('a: "b\n---\nc"\n', 1, QUOTE),
        ('a: "b" c\n', 1, MISPLACED),
        ('a: "b\nc: "d"\n', 2, MISPLACED),
        ("a: b\n  c: d\n", 2, COLON),
        ("a:\n  b: c\n d: e\n", 3, MISPLACED),
        ("a:\n  - b\n - c\n", 3, MISPLACED),
        ("  a: b\nc: d\n", 2, MISPLACED),
        ("a: b\n- c\n", 2, MISPLACED),
        ("- a\nb: c\n", 2, MISPLACED),
        ("a: b: c\n", 1, COLON),
        ("a:b\nc: d\n", 2, COLON),
        ("a: b\nc\nd: e\n", 2, MISSING_COLON),
        ("a: b\nc", 2, MISSING_COLON),
        ("a: b\n\nc\n\n", 3, MISSING_COLON),
        ("a: [b, c\nd: e\n", 2, FLOW),
        ('a: ["b" "c"]\n', 1, FLOW),
        ("a: {b: c\n", 1, FLOW),
        ("a: [", 1, REASONS["node content"]),
        ("a: ]\n", 1, REASONS["node content"]),
        ("a: @b\n", 1, FIRST.format(sign="@")),
        ("a: ? b\n", 1, FIRST.format(sign="?")),
        ("a: - b\n", 1, ITEM),
        ("a: *viktigt* ord\n", 1, MARK),
        ("a: & b\n", 1, MARK),
        ("a: !b!c d\n", 1, TAG),
        ("a: !<b c\n", 1, TAG),
        ('a: "C:\\q"\n', 1, ESCAPE),
        ('a: "\\xzz"\n', 1, ESCAPE),
        ("a: |0\n b\n", 1, BLOCK),
        ("a: |b\n c\n", 1, BLOCK),
        ("a: > b\n", 1, BLOCK),
        ("%a!\n---\n", 1, REASONS["a directive"]),
        ("a: b\nå: c\x0bd\n", 2, messages.YAML_CONTROL_CHARACTER),
        ("a: b\x00", 1, messages.YAML_CONTROL_CHARACTER),
        ("%YAML 2.0\n---\na: b\n", 1, messages.YAML_OTHER),
        ("a: b\n---\nc: d\n", 2, messages.YAML_SECOND_DOCUMENT),
        ("a: b\n[c]: d\n", 2, messages.YAML_KEY_NOT_TEXT),
        ("a: *b\n", 1, UNKNOWN.format(name="b")),
        ("a: &b c\nd: &b e\n", 2, AGAIN.format(name="b")),
        ("a:\n- &b [*b]\n", 2, messages.YAML_ALIAS_IN_ITSELF.format(name="b")),
        ("a: &b\n  c: &d [*b]\n", 2, messages.YAML_ALIAS_IN_ITSELF.format(name="b")),
        (f"a: &a [{', '.join('x' * 10)}]\n{MORE}", 4, messages.YAML_REPEATED),
        ("a: &a [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\nb: [[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]\n", 2, messages.YAML_REPEATED),
        ("a: b\nc: " + "[" * 100_000, 2, DEEP),
        ("a: b\nc: " + "{a: " * 100_000, 2, DEEP),
        ("- " * 100_000, 1, DEEP),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_swedish_on_its_line(parse: Parse, text: str, line: int, reason: str) -> None:
    root, problems = parse(text)
    assert root is None
    assert problems[-1] == (line, messages.BAD_YAML.format(reason=reason))


def test_bytes_that_are_no_text_are_told(report_of: ReportOf) -> None:
    report = report_of(b"a: \xe5")
    assert read_mapping(report) is None
    assert [problem.message for problem in report.problems] == [messages.NOT_UTF8.format(offset=3)]


SIGNS = ["a: ", "&a ", "*a ", "- ", "[", "]", "{", "}", ",", "? ", "!x ", "'", '"', "|", "---\n", "...\n", "%", "\\"]
SPACES = ["\n", " ", "\t", "\0", "\ufeff", "\x85"]
fragments = st.sampled_from([*TEXT.splitlines(keepends=True), *SIGNS, *SPACES])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(fragments, max_size=25).map("".join))
def test_any_text_is_either_read_or_refused_in_swedish(parser: None, report_of: ReportOf, text: str) -> None:
    report = report_of("")
    root = parse_mapping(text, report)
    assert root is not None or report.problems
    for problem in report.problems:
        assert 1 <= problem.line <= text.count("\n") + text.count("\x85") + 1
        assert not {"expected", "found", "while"} & set(problem.message.split())


def test_both_parsers_read_the_same(report_of: ReportOf, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (BUNDLED_DOCUMENTS / "stod-asf" / "bank.yaml").read_text(encoding="utf-8")
    read = []
    for parser in PARSERS:
        monkeypatch.setattr(yaml_lines, "LOADER", parser)
        read.append(parse_mapping(text, report_of("")))
    assert all(one is not None and one == read[0] for one in read)
