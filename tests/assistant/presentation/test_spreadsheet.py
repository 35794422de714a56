"""Tables that Excel opens in Swedish, and that run nothing there."""

from __future__ import annotations

import csv
import io

import pytest

from assistant.presentation.spreadsheet import spreadsheet


def test_letters_separators_and_line_ends_survive() -> None:
    content = spreadsheet(["Åtgärd", "Antal"], [("a;b\n”c”", 2)])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Åtgärd", "Antal"], ["a;b\n”c”", "2"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_text_is_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(spreadsheet([text], []).decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[0] == text, "headings are the program's own"
    content = spreadsheet(["a"], [(text,)]).decode("utf-8-sig")
    (_, cells) = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert cells[0] == f"'{text}"


def test_no_part_is_a_formula_where_a_spreadsheet_splits_at_commas() -> None:
    content = spreadsheet(["a"], [("Hej,=cmd|' /c calc'!A1, ＝1 och 10,5 kr, mer",)]).decode("utf-8-sig")
    assert content.splitlines()[1] == "Hej,'=cmd|' /c calc'!A1,' ＝1 och 10,5 kr, mer"
