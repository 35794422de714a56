from __future__ import annotations

from datetime import date

import pytest

from assistant.dates import short_dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fastställd av styrelsen 131128", [("131128", date(2013, 11, 28))]),
        ("090611, 111128", [("090611", date(2009, 6, 11)), ("111128", date(2011, 11, 28))]),
        ("131331 och 130230", []),
        ("diarienummer 1311281 och 20131128", []),
        ("belopp 13 11 28", []),
        ("240229", [("240229", date(2024, 2, 29))]),
        ("230229", []),
        ("", []),
    ],
)
def test_only_six_digits_that_are_a_day_are_dates(text: str, found: list[tuple[str, date]]) -> None:
    assert list(short_dates(text)) == found
