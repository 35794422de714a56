from __future__ import annotations

import re
from datetime import date

import pytest

from corpus.dates import dates_in, iso_day, with_dates_alike

DAY = date(2013, 11, 28)


@pytest.mark.parametrize(
    "written",
    ["131128", "20131128", "2013-11-28", "2013/11/28", "13-11-28", "28/11 2013", "28/11-13", "28/11/13", "28.11.2013",
     "28 november 2013", "28:e november 2013", "28 nov. 2013", "28 NOV -13", "28 nov '13", "28th of November 2013",
     "November 28, 2013", "Nov 28th, 2013", "28. november 2013"],
)  # fmt: skip
def test_every_way_of_writing_a_day_is_read_and_written_alike(written: str) -> None:
    text = f"Beslutet den {written}, vad säger det?"
    (found,) = dates_in(text)
    assert (found.words, found.day, text[found.start : found.end]) == (written, DAY, written)
    assert with_dates_alike(text) == "Beslutet den 131128 28 november 2013, vad säger det?"


@pytest.mark.parametrize(
    "text",
    ["131331 och 130230", "diarienummer 1311281", "131128-1234", "556677-8899", "30/2 2013", "den 28 november",
     "november 2013", "belopp 13 11 28", "230229", "version 2.0.2013", "0701-311128-1", "28 marsvin 2013", ""],
)  # fmt: skip
def test_what_is_no_full_day_stays_as_it_is(text: str) -> None:
    assert dates_in(text) == []
    assert with_dates_alike(text) == text


def test_days_come_in_the_order_of_the_text() -> None:
    found = dates_in("fastställd 11 juni 2009, sedan 111128 och 2013-11-28")
    assert [each.day for each in found] == [date(2009, 6, 11), date(2011, 11, 28), DAY]
    assert [each.is_short for each in found] == [False, True, False]


def test_two_digits_are_the_nearer_century() -> None:
    assert [each.day.year for each in dates_in("690101 700101 990101")] == [2069, 1970, 1999]


def test_a_leap_day_needs_a_leap_year() -> None:
    assert [each.day for each in dates_in("240229 230229")] == [date(2024, 2, 29)]


@pytest.mark.parametrize("text", ["2025-W02-1", "20250201", "2025-2-1", "2025-02-30", "0001-01-01", "9999-12-31", " "])
def test_only_a_day_of_our_centuries_written_in_full_is_one(text: str) -> None:
    with pytest.raises(ValueError, match=f"{re.escape(text)}|out of range"):
        iso_day(text)
    assert iso_day("2026-11-23") == date(2026, 11, 23)
