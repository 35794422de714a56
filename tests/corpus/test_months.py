from __future__ import annotations

import re

import pytest

from corpus.months import MISSPELLED, MonthNames, any_month, month_number, months_by_spelling

ALL = months_by_spelling(*MonthNames) | MISSPELLED


@pytest.mark.parametrize("language", MonthNames)
def test_every_language_names_twelve_months(language: MonthNames) -> None:
    assert len(language.names) == len(language.short_forms) == 12
    assert [months_by_spelling(language)[name] for name in language.names] == list(range(1, 13))


@pytest.mark.parametrize(
    ("written", "number"),
    [("januari", 1), ("Jan", 1), ("MÄRZ", 3), ("marts", 3), ("May", 5), ("maj", 5), ("sept", 9), ("oct", 10),
     ("okt", 10), ("desember", 12), ("Dez", 12), ("sepember", 9), ("maı", 5), ("JUNİ", 6), ("auguſti", 8)],
)  # fmt: skip
def test_a_month_is_known_by_every_spelling(written: str, number: int) -> None:
    assert re.fullmatch(any_month(ALL), written, re.IGNORECASE)
    assert month_number(written, ALL) == number


def test_each_reader_knows_the_languages_that_it_asks_for() -> None:
    assert "märz" not in months_by_spelling(MonthNames.SWEDISH, MonthNames.ENGLISH)
    assert months_by_spelling(MonthNames.SWEDISH)["maj"] == 5
    assert "may" not in months_by_spelling(MonthNames.SWEDISH)


def test_the_longest_spelling_is_found() -> None:
    found = re.match(any_month(ALL), "september")
    assert found
    assert found[0] == "september"
