from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import messages
from corpus.errors import FileProblems
from corpus.reading.front_matter import read_version_file, slug

ReportOf = Callable[[str | bytes], FileProblems]
HEAD = """\
---
guideline: stod-dalen
version: file
title: Riktlinje för Påhittade Dalen
adopted: 2025-12-01
adopted_by: styrelsen
valid_from: 2026-01-01
valid_to: 2026-12-31
---
"""


def found(report: FileProblems) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in report.problems]


@pytest.fixture
def head_report(report_of: ReportOf) -> ReportOf:
    """Like report_of, but beside the right folder name, so that a sound head gives no problem."""

    def write(content: str | bytes) -> FileProblems:
        report = report_of(content)
        folder = report.file.parent / "stod-dalen"
        folder.mkdir(exist_ok=True)
        return FileProblems(report.file.rename(folder / "file"))

    return write


def test_a_sound_head_is_read_with_dates_body_and_lines(head_report: ReportOf) -> None:
    report = head_report(HEAD + "\n# Rubrik\n")
    content = read_version_file(report)
    assert content is not None
    head = content.head
    assert (head.guideline, head.version) == ("stod-dalen", "file")
    assert (head.adopted, head.valid_from, head.valid_to) == (
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert (content.body, content.body_line) == ("\n# Rubrik\n", 10)
    assert content.place.key_line("valid_to") == 8
    assert report.problems == []


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_foreign_newlines_and_a_byte_order_mark_change_nothing(head_report: ReportOf, newline: str) -> None:
    plain = read_version_file(head_report(HEAD + "Text\n"))
    foreign = read_version_file(head_report(b"\xef\xbb\xbf" + (HEAD + "Text\n").replace("\n", newline).encode()))
    assert plain is not None
    assert foreign == plain


def test_a_form_feed_in_the_body_is_no_line_of_its_own(head_report: ReportOf) -> None:
    report = head_report(HEAD + "Sida ett\fSida två\nÃ¥rsmöte\n")
    read_version_file(report)
    assert found(report) == [(11, messages.MOJIBAKE.format(sample="Ã¥"))]


@pytest.mark.parametrize("letter", list("åäöÅÄÖé”–…"))
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_letters_decoded_with_the_wrong_table_are_noticed(head_report: ReportOf, letter: str, wrong: str) -> None:
    garbled = letter.encode().decode(wrong, errors="replace")
    report = head_report(HEAD + f"F{garbled}rbundet\n")
    read_version_file(report)
    assert [problem.line for problem in report.problems] == [10]


def test_right_swedish_letters_are_no_mojibake(head_report: ReportOf) -> None:
    report = head_report(HEAD + "Åtgärder för ökad närvaro, à 5 och ”É” – …\n")
    read_version_file(report)
    assert report.problems == []


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 1, messages.NO_FRONT_MATTER),
        ("# Bara text\n", 1, messages.NO_FRONT_MATTER),
        ("---\ntitle: x\n", 1, messages.UNCLOSED_FRONT_MATTER),
        ("---\n- a\n- b\n---\n", 2, messages.NOT_A_MAPPING),
        (HEAD.encode("latin-1"), 4, messages.NOT_UTF8.format(offset=58)),
    ],
)
def test_a_head_that_cannot_be_read(report_of: ReportOf, content: str, line: int, message: str) -> None:
    report = report_of(content)
    assert read_version_file(report) is None
    assert found(report) == [(line, message)]


def test_a_value_that_contains_itself_is_reported(report_of: ReportOf) -> None:
    report = report_of("---\ntitle: &a [*a]\n---\n")
    assert read_version_file(report) is None
    assert [problem.line for problem in report.problems] == [2]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("2026-01-01", "2026-02-30", 7, messages.BAD_DATE.format(key="valid_from", value="2026-02-30")),
        ("adopted: 2025-12-01", "adopted: vår", 5, messages.BAD_DATE.format(key="adopted", value="vår")),
        ("stod-dalen", "Stöd Dalen", 2, messages.BAD_SLUG.format(key="guideline", value="Stöd Dalen")),
        ("stod-dalen", "null", 2, messages.EMPTY_VALUE.format(key="guideline")),
        ("version: file", "version:", 3, messages.EMPTY_VALUE.format(key="version")),
        ("version: file", "version: annan", 3, messages.WRONG_VERSION.format(value="annan", stem="file")),
        ("Riktlinje för Påhittade Dalen", '" "', 4, messages.EMPTY_VALUE.format(key="title")),
        ("styrelsen", "[a, b]", 6, messages.NOT_TEXT.format(key="adopted_by")),
        ("adopted_by", "adopted", 6, messages.DUPLICATE_KEY.format(key="adopted")),
        ("2025-12-01", "2026-01-02", 5,
         messages.ADOPTED_AFTER_START.format(adopted="2026-01-02", valid_from="2026-01-01")),
        ("2026-12-31", "2025-12-31", 8,
         messages.ENDS_BEFORE_START.format(valid_to="2025-12-31", valid_from="2026-01-01")),
        ("---\n", "---\nconfirmed_in_force: 2027-01-01\n", 2,
         messages.CONFIRMED_OUTSIDE.format(confirmed="2027-01-01")),
        ("---\n", "---\ntext: borta\n", 2, messages.BAD_TEXT_STATUS),
    ],
)  # fmt: skip
def test_each_fault_is_reported_on_its_line(head_report: ReportOf, old: str, new: str, line: int, message: str) -> None:
    report = head_report(HEAD.replace(old, new, 1))
    read_version_file(report)
    assert (line, message) in found(report)


def test_a_control_character_in_the_head_is_reported_on_its_line(head_report: ReportOf) -> None:
    report = head_report(HEAD.replace("styrelsen", "styrelsen\x0b"))
    assert read_version_file(report) is None
    assert [problem.line for problem in report.problems] == [6]


@pytest.mark.parametrize("text", ["a", "2026-01-01", "stod-asf-2"])
def test_slugs_pass(text: str) -> None:
    assert slug(text) == text


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "Å", "a b", "a\n", "../a"])
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        slug(text)


fragments = st.sampled_from([*HEAD.splitlines(keepends=True), "---\n", ": ", "&a [*a]", "? ", "!!x ", "null\n", "\0"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(), st.lists(fragments, max_size=15).map("".join)))
def test_any_file_is_either_read_or_reported(report_of: ReportOf, content: str | bytes) -> None:
    report = report_of(content)
    assert read_version_file(report) is not None or report.problems
