from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pytest

from assistant.unanswered import Unanswered
from corpus.model import Status
from evals.report.gaps import Asked, gaps_page, gaps_table, grouped
from index.model import ReadingModel

HARMFUL = '=HYPERLINK("http://ont.example")'
QUESTIONS = (
    ("Hur mycket pengar kan vi få per år?", date(2026, 10, 3)),
    ("Hur mycket pengar kan man få under ett år?", date(2026, 11, 3)),
    ("Vem ringer jag om ansökan?", date(2026, 11, 4)),
    ("Hur mycket pengar får vi varje år?", date(2026, 11, 5)),
    (HARMFUL, date(2026, 11, 6)),
)


def asked(question: str, day: date) -> Asked:
    kept = Unanswered(question=question, status=Status.NOT_IN_GUIDELINES, publication="p", as_of=day, language="sv")
    return Asked(day, kept)


@pytest.fixture(scope="module")
def rows(model: ReadingModel) -> list[list[str]]:
    every = [asked(*each) for each in QUESTIONS]
    table = gaps_table(grouped(every, model.embed_queries([question for question, _ in QUESTIONS])))
    assert table.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))


def test_what_means_the_same_stands_together_the_most_asked_first(rows: list[list[str]]) -> None:
    assert [(row[0], row[1]) for row in rows[1:4]] == [("1", "3")] * 3
    assert {row[3] for row in rows[1:4]} == {QUESTIONS[place][0] for place in (0, 1, 3)}
    assert rows[1][2] == rows[1][3]
    assert len(rows) == 1 + len(QUESTIONS)


def test_a_spreadsheet_takes_nothing_for_a_formula(rows: list[list[str]]) -> None:
    assert f"'{HARMFUL}" in [row[3] for row in rows]


def test_the_page_shows_counts_by_month_and_runs_nothing() -> None:
    every = [asked(*each) for each in QUESTIONS[:2]] + [asked("<script>alert(1)</script>", date(2026, 11, 9))]
    page = gaps_page(grouped(every, np.eye(3, dtype=np.float32)), date(2026, 11, 29))
    assert "3 frågor i 3 grupper" in page
    assert "2026-10" in page
    assert "<script" not in page


@pytest.mark.parametrize("count", [0, 1])
def test_few_are_not_grouped(count: int) -> None:
    groups = grouped([asked(*each) for each in QUESTIONS[:count]], np.eye(1, dtype=np.float32)[:count])
    assert [len(group.asked) for group in groups] == [1] * count
