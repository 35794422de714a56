from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo

from corpus import messages
from corpus.dates import iso_day
from corpus.errors import FileProblems
from corpus.reading.validation import Entry, Listed, MistakeError, Text, Words, one_of, parsed, read, read_each
from corpus.reading.yaml_lines import Located, read_mapping

ReportOf = Callable[[str | bytes], FileProblems]


class Colour(StrEnum):
    RED = "röd"
    BLUE = "blå"


def even(name: str, info: ValidationInfo[int]) -> str:
    if len(name) % info.context:
        raise MistakeError("{key}: {value} {times}", times=info.context)
    return name


class Inner(Entry):
    sv: Text
    en: Text


class Example(Entry):
    name: Words
    started: Annotated[date, PlainValidator(parsed(iso_day, messages.BAD_DATE))] | None
    colour: Annotated[Colour, one_of(Colour, messages.UNKNOWN_KIND)] | None = None
    note: str | None = None
    words: Listed[Text] = ()
    groups: Listed[tuple[Words, ...]] = ()
    pairs: Listed[Annotated[Words, AfterValidator(even)]] = ()
    parts: dict[str, Inner] = Field(default_factory=dict)
    texts: dict[str, Text]


SOUND = """\
name: " ett "
started: 2026-01-01
colour: röd
words:
- ett
  två
- tre
groups: [[a, b], [c]]
pairs: [ab]
parts:
  x:
    sv: ja
    en: yes
texts:
  y: z
"""


def example(text: str, report_of: ReportOf) -> tuple[Example | None, list[tuple[int, str]]]:
    report = report_of(text)
    root = read_mapping(report)
    assert root is not None
    entry = read(Example, root, report, context=2)
    return entry, [(problem.line, problem.message) for problem in report.problems]


def test_a_sound_mapping_becomes_the_model(report_of: ReportOf) -> None:
    entry, problems = example(SOUND, report_of)
    assert problems == []
    assert entry == Example.model_construct(
        name=" ett ", started=date(2026, 1, 1), colour=Colour.RED, note=None, words=("ett två", "tre"),
        groups=(("a", "b"), ("c",)), pairs=("ab",), parts={"x": Inner(sv="ja", en="yes")}, texts={"y": "z"},
    )  # fmt: skip


KNOWN = messages.KNOWN_KEYS.format(known="en, sv")


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "kept"),
    [
        ("started: 2026-01-01\n", "", 1, messages.MISSING_KEY.format(key="started"), {"started": None}),
        ("2026-01-01", "i år", 2, messages.BAD_DATE.format(key="started", value="i år"), {"started": None}),
        ("2026-01-01", "[2026]", 2, messages.NOT_TEXT.format(key="started"), {"started": None}),
        ("röd", "\n  grön", 3, messages.UNKNOWN_KIND.format(value="grön", known="röd, blå"), {"colour": None}),
        ("colour: röd", "colour: röd\nnote:\n  [x]", 5, messages.NOT_TEXT.format(key="note"), {"note": None}),
        ("- tre", "- ''", 7, messages.NOT_TEXT.format(key="words"), {"words": ("ett två",)}),
        ("- tre", "- null\n- fyra", 7, messages.NOT_TEXT.format(key="words"), {"words": ("ett två", "fyra")}),
        ("[c]", "c", 8, messages.NOT_A_LIST.format(key="groups"), {"groups": (("a", "b"),)}),
        ("[c]", "[{c: d}]", 8, messages.NOT_TEXT.format(key="groups"), {"groups": (("a", "b"),)}),
        ("[[a, b], [c]]", "{a: b}", 8, messages.NOT_A_LIST.format(key="groups"), {"groups": ()}),
        ("[[a, b], [c]]", "a", 8, messages.NOT_A_LIST.format(key="groups"), {"groups": ()}),
        ("[ab]", "[ab,\n  abc]", 10, "pairs: abc 2", {"pairs": ("ab",)}),
        ("    en: yes\n", "", 12, messages.MISSING_KEY.format(key="en"), {"parts": {}}),
        ("yes", "''", 13, messages.EMPTY_VALUE.format(key="en"), {"parts": {}}),
        ("en: yes", "en: yes\n    de: ja", 14, messages.UNKNOWN_KEY.format(key="de") + KNOWN, {"parts": {}}),
        ("    sv: ja\n    en: yes\n", "    ja\n", 12, messages.NOT_A_MAPPING, {"parts": {}}),
        ("y: z", "y:", 15, messages.EMPTY_VALUE.format(key="y"), {"texts": {}}),
        ("y: z", "y: [z]", 15, messages.NOT_TEXT.format(key="y"), {"texts": {}}),
        ("\n  y: z", " null", 14, messages.NOT_A_MAPPING, {"texts": {}}),
        ("texts:\n  y: z\n", "", 1, messages.MISSING_KEY.format(key="texts"), {"texts": {}}),
    ],
)
def test_a_mistake_is_told_once_on_its_line_and_read_as_absent(
    report_of: ReportOf, old: str, new: str, line: int, message: str, kept: dict[str, Any]
) -> None:
    sound, _ = example(SOUND, report_of)
    entry, problems = example(SOUND.replace(old, new, 1), report_of)
    assert problems == [(line, message)]
    assert sound is not None
    assert entry is not None
    assert dict(entry) == {**dict(sound), **kept}


def test_all_mistakes_are_told_at_once(report_of: ReportOf) -> None:
    entry, problems = example("namn: x\nname:\nstarted: 2026-02-30\ntexts: [x]\nwords: [a, '', b, []]\n", report_of)
    assert entry is None  # there is no going on without a name
    assert {line for line, _ in problems} == {1, 2, 3, 4, 5}
    assert len(problems) == 6


def test_of_several_only_those_are_left_out_that_lack_what_is_needed(report_of: ReportOf) -> None:
    report = report_of("all:\n- {sv: a, en: b}\n- {sv: c}\n- {sv: d, en: e, fi: f}\n- g\n")
    root = read_mapping(report)
    assert root is not None
    found: list[tuple[Inner, Located]] = list(read_each(Inner, root.mappings("all"), report))
    assert [(inner.sv, place.line()) for inner, place in found] == [("a", 2), ("d", 4)]
    assert [problem.line for problem in report.problems] == [3, 4]
